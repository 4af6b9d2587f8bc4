package cfi_test

import (
	"debug/elf"
	"encoding/binary"
	"os"
	"testing"

	"kbreak/symbols/cfi"
)

// kernelFrame returns .debug_frame of the vmlinux that KBREAK_VMLINUX names; a test that needs one
// skips without. Its bytes are final: the retained relocations of a vmlinux have been applied.
func kernelFrame(tb testing.TB) []byte {
	tb.Helper()
	path := os.Getenv("KBREAK_VMLINUX")
	if path == "" {
		tb.Skip("KBREAK_VMLINUX names no vmlinux")
	}
	f, err := elf.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	s := f.Section(".debug_frame")
	if s == nil {
		tb.Fatal("no .debug_frame")
	}
	b := make([]byte, s.Size)
	if _, err := s.ReadAt(b, 0); err != nil {
		tb.Fatal(err)
	}
	return b
}

func BenchmarkKernelNewTable(b *testing.B) {
	data := kernelFrame(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := cfi.NewTable(data, cfi.DebugFrame, 0, binary.LittleEndian, 8); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkKernelRow(b *testing.B) {
	t, err := cfi.NewTable(kernelFrame(b), cfi.DebugFrame, 0, binary.LittleEndian, 8)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r := t.Range(i * 7919 % t.Len())
		if _, err := t.Row(r.End - 1); err != nil {
			b.Fatal(err)
		}
	}
}
