package cfi_test

import (
	"debug/elf"
	"encoding/binary"
	"os"
	"os/exec"
	"testing"

	"kbreak/symbols/cfi"
	"kbreak/symbols/link"
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

// TestKernelEveryEntryExecutes runs every entry to its end.
func TestKernelEveryEntryExecutes(t *testing.T) {
	table, err := cfi.NewTable(kernelFrame(t), cfi.DebugFrame, 0, binary.LittleEndian, 8)
	if err != nil {
		t.Fatal(err)
	}
	exprs := 0
	for i := range table.Len() {
		r := table.Range(i)
		for _, pc := range []link.Addr{r.Start, r.Start + (r.End-r.Start)/2, r.End - 1} {
			row, err := table.Row(pc)
			if err != nil {
				t.Fatalf("%v: %v", pc, err)
			}
			for _, reg := range row.Regs {
				if reg.Rule.Expr != nil {
					exprs++
				}
			}
			if row.CFA.Expr != nil {
				exprs++
			}
		}
	}
	t.Logf("%d entries, %d rules left as expressions", table.Len(), exprs)
}

// TestKernelEqualsReadelf compares every row with readelf's.
func TestKernelEqualsReadelf(t *testing.T) {
	data := kernelFrame(t)
	readelf, err := exec.LookPath("readelf")
	if err != nil {
		t.Skip(err)
	}
	table, err := cfi.NewTable(data, cfi.DebugFrame, 0, binary.LittleEndian, 8)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(readelf, "--debug-dump=frames-interp", os.Getenv("KBREAK_VMLINUX"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rows", compare(t, table, out, ".debug_frame"))
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}
