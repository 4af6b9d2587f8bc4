package kernel

import (
	"os"
	"testing"

	"kbreak/symbols"
	"kbreak/symbols/link"
)

func TestTextSitesBy(t *testing.T) {
	sites := TextSites{
		{Addr: 0x100, Len: 5, By: "ftrace", rank: 4},
		{Addr: 0x200, Len: 200, By: "alternative", rank: 0},
		{Addr: 0x240, Len: 5, By: "retpoline", rank: 6},
		{Addr: 0x300, Len: 1, By: "lock prefix", rank: 10},
	}
	for _, c := range []struct {
		start, end link.Addr
		want       string
	}{
		{0xf0, 0x100, ""}, {0xf0, 0x101, "ftrace"}, {0x100, 0x105, "ftrace"}, {0x104, 0x110, "ftrace"}, {0x105, 0x110, ""},
		{0x240, 0x245, "alternative"}, {0x2c7, 0x2c8, "alternative"}, {0x2c8, 0x2d0, ""},
		{0x2f0, 0x310, "lock prefix"}, {0, 0x1000, "alternative"}, {0x1000, 0x1001, ""},
	} {
		if have := sites.By(c.start, c.end); have != c.want {
			t.Errorf("[%#x, %#x): have %q, want %q", uint64(c.start), uint64(c.end), have, c.want)
		}
	}
	if have := (TextSites)(nil).By(0, 100); have != "" {
		t.Errorf("without sites: %q", have)
	}
}

// TestTextSitesOfAKernel reads the tables of the vmlinux that KBREAK_VMLINUX names, and looks whether the code
// at each place is what the table is for.
func TestTextSitesOfAKernel(t *testing.T) {
	path := os.Getenv("KBREAK_VMLINUX")
	if path == "" {
		t.Skip("KBREAK_VMLINUX names no vmlinux")
	}
	im, err := symbols.Open(path, symbols.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer im.Close()
	sites, err := New(im, &Location{}).TextSites(im)
	if err != nil {
		t.Fatal(err)
	}
	count := make(map[string]int)
	for _, s := range sites {
		count[s.By]++
		var b [3]byte
		if err := im.ReadStatic(s.Addr, b[:]); err != nil {
			t.Fatalf("%s at %v: %v", s.By, s.Addr, err)
		}
		ok := true
		switch s.By {
		case "ftrace": // call __fentry__, or what the build made of it
			ok = b[0] == 0xe8 || b == [3]byte{0x0f, 0x1f, 0x44}
		case "return thunk", "static call": // call or jmp; tail calls are jumps
			ok = b[0] == 0xe8 || b[0] == 0xe9 || b[0] == 0x0f // jcc
		case "lock prefix":
			ok = b[0] == 0xf0
		case "static key":
			ok = b[0] == 0x0f && b[1] == 0x1f || b[0] == 0x66 && b[1] == 0x90 || b[0] == 0xe9 || b[0] == 0xeb
		}
		if !ok {
			t.Fatalf("%s at %v: %x", s.By, s.Addr, b)
		}
	}
	t.Log(len(sites), count)
	for _, by := range []string{"alternative", "static key", "ftrace", "lock prefix"} {
		if count[by] == 0 {
			t.Errorf("no %s", by)
		}
	}
}
