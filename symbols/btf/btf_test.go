package btf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"kbreak/symbols/ctype"
)

// testdata/types.btf is the .BTF section of ../debuginfo/testdata/types.c, made by
//
//	gcc -DNO_ATOMIC -g -gdwarf-5 -O2 -c -o t.o types.c     (gcc 12.2)
//	pahole -J t.o && objcopy --dump-section .BTF=types.btf t.o     (pahole 1.24)
func fixture(t testing.TB) *Data {
	b, err := os.ReadFile("testdata/types.btf")
	if err != nil {
		t.Fatal(err)
	}
	d, err := New(b, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// layout lists members as gdb's "ptype /o" does: offset, or byte:bit of a bit-field, and declaration.
func layout(t testing.TB, typ *ctype.Type) []string {
	t.Helper()
	b, err := typ.Body()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range b.Members {
		if m.BitSize != 0 {
			out = append(out, fmt.Sprintf("%d:%d %s : %d", m.Offset, m.BitOffset, m.Type.Declare(m.Name), m.BitSize))
			continue
		}
		out = append(out, fmt.Sprintf("%d %s", m.Offset, m.Type.Declare(m.Name)))
	}
	return out
}

// Expected values are from gdb 13.1, "ptype /o struct bits" and so on of the same object. pahole makes
// one dimension of several, and [0] of a flexible array.
func TestLayout(t *testing.T) {
	d := fixture(t)
	for _, c := range []struct {
		tag  string
		size int64
		want []string
	}{
		{"struct bits", 32, []string{"0 int arr[4]", "16:0 unsigned int a : 3", "16:3 unsigned int b : 7",
			"17:2 int s : 5", "17:7 u64 far : 40", "22:7 u8 flag : 1", "23:0 _Bool yes : 1",
			"23:1 enum color c : 4", "24:0 unsigned int last : 32"}},
		{"struct packed_bits", 7, []string{"0 u8 head", "1:0 unsigned int cross : 30",
			"4:6 unsigned int more : 9", "6 u8 tail"}},
		{"union view", 8, []string{"0 u64 whole", "0 u8 bytes[8]", "0 struct {...} "}},
		{"all", 288, []string{"0 struct list_head list", "16 union view view", "24 struct {...} ",
			"32 int cube[24]", "128 const char * const name", "136 volatile int counter",
			"144 int (*handler)(struct all *, const char *, ...)", "152 void (*table[5])(void)",
			"192 struct opaque *opaque", "200 struct later *later", "208 enum color color",
			"212 enum negative negative", "216 enum wide wide", "224 enum tiny tiny", "225 _Bool yes",
			"226 signed char sc", "227 char ch", "240 __int128 big", "256 long double ld", "272 double d",
			"280 int * restrict restricted", "288 int zero[0]", "288 u8 data[0]"}},
	} {
		typ, err := d.Struct(c.tag)
		if err != nil {
			t.Errorf("%s: %v", c.tag, err)
			continue
		}
		have := layout(t, typ)
		for i, w := range c.want {
			// An anonymous member is declared without a name: "struct {...}".
			c.want[i] = strings.TrimSuffix(w, " ")
		}
		if typ.Size != c.size || !slices.Equal(have, c.want) {
			t.Errorf("%s of %d bytes, want %d:\n have %q\n want %q", c.tag, typ.Size, c.size, have, c.want)
		}
	}
}

func TestMemberPath(t *testing.T) {
	typ, err := fixture(t).Struct("all")
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int64{"anon_f": 28, "view.high": 20, "list.prev": 8} {
		if m, err := typ.Member(path); err != nil || m.Offset != want {
			t.Errorf("%s: have %d, %v, want %d", path, m.Offset, err, want)
		}
	}
}

func TestEnums(t *testing.T) {
	d := fixture(t)
	for name, want := range map[string][]ctype.Enumerator{
		"color":    {{Name: "RED"}, {Name: "GREEN", Value: 5}, {Name: "BLUE", Value: 6}},
		"negative": {{Name: "MINUS", Value: -3}, {Name: "ZERO"}},
		"tiny":     {{Name: "TINY", Value: 200}},
	} {
		typ, err := d.Lookup(ctype.Enum, name)
		if err != nil {
			t.Error(err)
			continue
		}
		if b, err := typ.Body(); err != nil || !slices.Equal(b.Enumerators, want) {
			t.Errorf("%s: have %v, %v, want %v", name, b.Enumerators, err, want)
		}
	}
}

// Declarations are left out: struct opaque is only declared in types.c.
func TestSearch(t *testing.T) {
	d := fixture(t)
	for _, c := range []struct {
		prefix string
		want   []string
	}{
		{"u", []string{"unsigned char", "u8", "u32", "u64", "unsigned int", "unsigned long", "unsigned long long"}},
		{"o", nil},
		{"li", []string{"struct list_head"}},
		{"co", []string{"enum color"}},
		{"nothing", nil},
	} {
		found, err := d.Search(func(name string) bool { return strings.HasPrefix(name, c.prefix) })
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for _, typ := range found {
			have = append(have, typ.String())
		}
		slices.Sort(have)
		slices.Sort(c.want)
		if !slices.Equal(have, c.want) {
			t.Errorf("%s: have %q, want %q", c.prefix, have, c.want)
		}
	}
}

func TestNotFound(t *testing.T) {
	d := fixture(t)
	for _, tag := range []string{"nothing", "", "struct view", "union all", "opaque"} {
		typ, err := d.Struct(tag)
		var none *ctype.NotFoundError
		if !errors.As(err, &none) || typ != nil {
			t.Errorf("%q: have %v, %v, want a NotFoundError", tag, typ, err)
		}
	}
	if typ, err := d.Lookup(ctype.Typedef, "u64"); err != nil || typ.Size != 8 || typ.Strip().Name != "unsigned long long" {
		t.Errorf("u64: %v, %v", typ, err)
	}
}

func TestIdentity(t *testing.T) {
	d := fixture(t)
	all, _ := d.Struct("all")
	m, _ := all.Member("later")
	b, _ := m.Type.Body()
	later, _ := d.Struct("later")
	if b.Elem != later {
		t.Error("struct later through a pointer and by name are two types")
	}
	m, _ = later.Member("back")
	if b, _ := m.Type.Body(); b.Elem != all {
		t.Error("the cycle does not close")
	}
}

// writer makes BTF for shapes that pahole does not emit.
type writer struct{ types, strs []byte }

func (w *writer) str(s string) uint32 {
	if len(w.strs) == 0 {
		w.strs = []byte{0}
	}
	if s == "" {
		return 0
	}
	w.strs = append(w.strs, s+"\x00"...)
	return uint32(len(w.strs) - len(s) - 1)
}

func (w *writer) add(name uint32, k kind, vlen, flag, size uint32, words ...uint32) {
	for _, v := range append([]uint32{name, uint32(k)<<24 | vlen | flag<<31, size}, words...) {
		w.types = binary.LittleEndian.AppendUint32(w.types, v)
	}
}

func (w *writer) section() []byte {
	w.str("")
	b := []byte{0x9f, 0xeb, 1, 0}
	for _, v := range []uint32{24, 0, uint32(len(w.types)), uint32(len(w.types)), uint32(len(w.strs))} {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return append(append(b, w.types...), w.strs...)
}

func TestSplit(t *testing.T) {
	var vm writer
	vm.add(vm.str("int"), kindInt, 0, 0, 4, 1<<24|32)             // 1
	vm.add(vm.str("old"), kindStruct, 1, 0, 4, vm.str("x"), 1, 0) // 2
	base, err := New(vm.section(), nil)
	if err != nil {
		t.Fatal(err)
	}
	mod := writer{strs: []byte{}}
	first := uint32(len(vm.strs))
	mod.strs = append(mod.strs, "mine\x00o\x00e\x00BIG\x00"...)
	mod.add(first, kindStruct, 2, 0, 8, first+5, 2, 0, vm.str("x")-2, 4, 32) // 3; the second name is x of old
	mod.add(0, kindTypeTag, 0, 0, 1)                                         // 4: a tag on int
	mod.add(first+7, kindEnum64, 1, 0, 8, first+9, 5, 1)                     // 5
	d, err := New(mod.section(), base)
	if err != nil {
		t.Fatal(err)
	}
	mine, err := d.Struct("mine")
	if err != nil {
		t.Fatal(err)
	}
	if m, err := mine.Member("o.x"); err != nil || m.Type.Name != "int" {
		t.Errorf("o.x: %v, %v", m, err)
	}
	old, _ := base.Struct("old")
	if m, _ := mine.Member("o"); m.Type != old {
		t.Error("a type of the base is not the base's")
	}
	if got, err := d.Struct("old"); err != nil || got != old {
		t.Errorf("old through the split: %v, %v", got, err)
	}
	e, err := d.Lookup(ctype.Enum, "e")
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := e.Body(); len(b.Enumerators) != 1 || b.Enumerators[0] != (ctype.Enumerator{Name: "BIG", Value: 1<<32 | 5}) {
		t.Errorf("enum64: %v", b.Enumerators)
	}
}

// Without the kind flag, as pahole wrote before Linux 4.20, a bit-field's width is in its INT type.
func TestOldBitFields(t *testing.T) {
	var w writer
	w.add(w.str("unsigned int"), kindInt, 0, 0, 4, 5<<16|3) // 3 bits, 5 bits into the storage
	w.add(w.str("s"), kindStruct, 1, 0, 4, w.str("f"), 1, 8)
	d, err := New(w.section(), nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Struct("s")
	if err != nil {
		t.Fatal(err)
	}
	if have := layout(t, s); !slices.Equal(have, []string{"1:5 unsigned int f : 3"}) {
		t.Errorf("have %q", have)
	}
}

func TestMalformed(t *testing.T) {
	good, err := os.ReadFile("testdata/types.btf")
	if err != nil {
		t.Fatal(err)
	}
	change := func(at int, b ...byte) []byte {
		c := slices.Clone(good)
		copy(c[at:], b)
		return c
	}
	for name, b := range map[string][]byte{
		"empty": nil, "short": good[:20], "magic": change(0, 1), "version": change(2, 9),
		"types outside": change(12, 0xff, 0xff, 0xff, 0x7f), "strings outside": change(16, 0xff, 0xff, 0xff, 0x7f),
		"no NUL at the end": change(len(good)-1, 'x'),
	} {
		var f *FormatError
		if _, err := New(b, nil); !errors.As(err, &f) {
			t.Errorf("%s: have %v, want a FormatError", name, err)
		}
	}
	d, err := New(change(24+7, 0x1f), nil) // kind 31
	if err != nil {
		t.Fatal(err)
	}
	var f *FormatError
	if _, err := d.Struct("all"); !errors.As(err, &f) || f.Offset != 24 {
		t.Errorf("unknown kind: have %v", err)
	}
	// Types that consist of themselves.
	var w writer
	w.add(w.str("loop"), kindTypedef, 0, 0, 1)
	w.add(0, kindTypeTag, 0, 0, 2)
	w.add(w.str("s"), kindStruct, 1, 0, 4, w.str("m"), 2, 0)
	if d, err = New(w.section(), nil); err != nil {
		t.Fatal(err)
	}
	if typ, err := d.Lookup(ctype.Typedef, "loop"); err != nil || typ.Strip() != typ {
		t.Errorf("endless typedef: %v, %v", typ, err)
	}
	s, err := d.Struct("s")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Member("m"); !errors.As(err, &f) {
		t.Errorf("endless type tag: have %v", err)
	}
}

// FuzzBTF opens anything and walks every type of it: no panic, and types never claim more members than
// the bytes could hold.
func FuzzBTF(f *testing.F) {
	good, err := os.ReadFile("testdata/types.btf")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:60])
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := New(b, nil)
		if err != nil {
			if d != nil {
				t.Error("an error and a value")
			}
			return
		}
		if d.scan() != nil {
			return
		}
		for i := range min(len(d.offs), 2000) {
			typ, err := d.Type(uint32(i) + 1)
			if err != nil || typ == nil {
				continue
			}
			_ = typ.String()
			body, err := typ.Strip().Complete().Body()
			if err != nil {
				continue
			}
			if n := len(body.Members) + len(body.Enumerators) + len(body.Params); n*8 > len(b) {
				t.Errorf("%d members in %d bytes", n, len(b))
			}
			_, _ = typ.Member("a.b")
		}
	})
}
