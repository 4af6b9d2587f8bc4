package btf

import (
	"debug/elf"
	"os"
	"testing"
)

// realSection reads the .BTF section of the vmlinux that KBREAK_VMLINUX names.
func realSection(t testing.TB) []byte {
	path := os.Getenv("KBREAK_VMLINUX")
	if path == "" {
		t.Skip("KBREAK_VMLINUX names no vmlinux")
	}
	f, err := elf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := f.Section(".BTF")
	if s == nil {
		t.Skip("no section .BTF")
	}
	b, err := s.Data()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestRealKernel makes every type of a real kernel with all that it refers to.
func TestRealKernel(t *testing.T) {
	d, err := New(realSection(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.scan(); err != nil {
		t.Fatal(err)
	}
	types := 0
	for i := range d.offs {
		id := uint32(i) + 1
		r, err := d.raw(id)
		if err != nil {
			t.Fatal(err)
		}
		switch r.kind {
		case kindVar, kindDatasec, kindDeclTag:
			continue
		}
		typ, err := d.Type(id)
		if err != nil || typ == nil {
			if r.kind == kindTypeTag && err == nil {
				continue // a tag on void
			}
			t.Fatalf("type %d: %v", id, err)
		}
		if _, err := typ.Body(); err != nil && !typ.Incomplete {
			t.Fatalf("type %d, %s: %v", id, typ, err)
		}
		types++
	}
	t.Logf("%d types, pointers of %d bytes", types, d.ptrSize)
}

// BenchmarkFirstLookup opens the section and finds a struct, as the debugger does once.
func BenchmarkFirstLookup(b *testing.B) {
	section := realSection(b)
	for b.Loop() {
		d, err := New(section, nil)
		if err != nil {
			b.Fatal(err)
		}
		typ, err := d.Struct("module")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := typ.Member("list.next"); err != nil {
			b.Fatal(err)
		}
	}
}
