package orc_test

import (
	"debug/elf"
	"os"
	"testing"

	"kbreak/symbols/link"
	"kbreak/symbols/orc"
)

// kernelFile opens the vmlinux that KBREAK_VMLINUX names; a test that needs one skips without.
func kernelFile(tb testing.TB) *elf.File {
	tb.Helper()
	path := os.Getenv("KBREAK_VMLINUX")
	if path == "" {
		tb.Skip("KBREAK_VMLINUX names no vmlinux")
	}
	f, err := elf.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { f.Close() })
	return f
}

func sections(tb testing.TB, f *elf.File) (ip []byte, addr link.Addr, entries []byte, v orc.Version) {
	tb.Helper()
	get := func(name string) ([]byte, link.Addr) {
		s := f.Section(name)
		if s == nil {
			return nil, 0
		}
		// Not Data: the sections of a vmlinux are final, its retained relocations are applied.
		b := make([]byte, s.Size)
		if _, err := s.ReadAt(b, 0); err != nil {
			tb.Fatal(err)
		}
		return b, link.Addr(s.Addr)
	}
	ip, addr = get(".orc_unwind_ip")
	entries, _ = get(".orc_unwind")
	header, _ := get(".orc_header")
	v, err := orc.Detect(header, os.Getenv("KBREAK_RELEASE"))
	if err != nil {
		tb.Fatal(err)
	}
	return ip, addr, entries, v
}

func BenchmarkKernelNew(b *testing.B) {
	ip, addr, entries, v := sections(b, kernelFile(b))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := orc.New(ip, addr, entries, v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkKernelRow(b *testing.B) {
	ip, addr, entries, v := sections(b, kernelFile(b))
	t, err := orc.New(ip, addr, entries, v)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		t.Row(t.Start(i * 7919 % t.Len()))
	}
}
