package symbols

import (
	"encoding/hex"
	"errors"
	"testing"

	"kbreak/mem"
)

// TestCodeAt relocates a module's code by hand: offsets and addends are those of readelf -r mod.ko.
func TestCodeAt(t *testing.T) {
	im, err := Open("testdata/mod.ko", OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer im.Close()
	const text, data = mem.Addr(0xffffffffc0001000), mem.Addr(0xffffffffc0005000)
	at := make(map[int]mem.Addr)
	for name, a := range map[string]mem.Addr{".text": text, ".data": data} {
		s, ok := im.Section(name)
		if !ok {
			t.Fatalf("no section %s", name)
		}
		at[s.Index] = a
	}
	var space Space
	space.Add(PlaceSections(im, "mod", at, ""))
	c, err := space.CodeAt(text + 0x25)
	if err != nil {
		t.Fatal(err)
	}
	if c.Start != text || c.Section.Name != ".text" || c.Slide != 0 {
		t.Errorf("have %v, %s, slide %#x", c.Start, c.Section.Name, c.Slide)
	}
	// push, mov, mov $.data,%rdi, call kernel_call, mov .data(%rip),%eax: .data - text - 0x15 = 0x3feb.
	want := "5389fb48c7c7005000c0e8????????8b05eb3f00000fafc3"
	have := []byte(hex.EncodeToString(c.Data[:len(want)/2]))
	for i := range len(want) / 2 {
		if !c.Known(i) {
			copy(have[2*i:], "??")
		}
	}
	if string(have) != want {
		t.Errorf("have %s, want %s", have, want)
	}
	if c.Known(0x3c) || c.Known(0x3f) || !c.Known(0x40) {
		t.Error("the operand at 0x3c is of kernel_object, which no file has")
	}
	var none *NotFoundError
	for _, a := range []mem.Addr{data, text - 1, 0} { // data, nothing
		if _, err := space.CodeAt(a); !errors.As(err, &none) {
			t.Errorf("%v: %v", a, err)
		}
	}
	if spans := space.CodeSpans(); len(spans) != 1 || spans[0].Start != text {
		t.Errorf("spans: %v", spans)
	}

	// With the kernel's symbols everything is known.
	vm, err := Open("testdata/vmlinux", OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer vm.Close()
	const slide = 0x1000000
	space.Add(PlaceBias(vm, slide, ""))
	if c, err = space.CodeAt(text); err != nil {
		t.Fatal(err)
	}
	for i := range c.Data {
		_, _, ok := vm.Symbol("kernel_call")
		_, _, ok2 := vm.Symbol("kernel_object")
		if ok && ok2 && !c.Known(i) {
			t.Fatalf("byte %#x is not known", i)
		}
	}
	start, _, _ := vm.Symbol("_text")
	if c, err = space.CodeAt(mem.Addr(start).Add(slide)); err != nil || c.Slide != slide {
		t.Errorf("vmlinux: slide %#x, %v", c.Slide, err)
	}
}
