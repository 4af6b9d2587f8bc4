package orc_test

import (
	"debug/elf"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"kbreak/symbols/cfi"
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

// TestKernelAgainstDWARF compares ORC with DWARF at the start and the end of every ORC range. The
// two are made by different programs, objtool out of machine code and the compiler, so that what
// they agree on is right. The ways to differ are counted by kind; an unknown kind fails.
func TestKernelAgainstDWARF(t *testing.T) {
	f := kernelFile(t)
	ip, addr, entries, v := sections(t, f)
	table, err := orc.New(ip, addr, entries, v)
	if err != nil {
		t.Fatal(err)
	}
	s := f.Section(".debug_frame")
	if s == nil {
		t.Skip("no .debug_frame")
	}
	data := make([]byte, s.Size)
	if _, err := s.ReadAt(data, 0); err != nil {
		t.Fatal(err)
	}
	dwarf, err := cfi.NewTable(data, cfi.DebugFrame, 0, f.ByteOrder, 8)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	first := map[string]link.Addr{}
	for i := range table.Len() - 1 {
		for _, pc := range []link.Addr{table.Start(i), table.Start(i+1) - 1} {
			o, ok := table.Row(pc)
			d, err := dwarf.Row(pc)
			if err != nil && !errors.Is(err, cfi.ErrNoRow) {
				t.Fatal(err)
			}
			k := kind(o, ok, d, err == nil)
			if kinds[k]++; kinds[k] == 1 {
				first[k] = pc
			}
		}
	}
	total := 0
	for _, n := range kinds {
		total += n
	}
	for k, n := range kinds {
		t.Logf("%8d  %s (%v)", n, k, first[k])
		i := slices.IndexFunc(differences, func(d difference) bool { return strings.HasPrefix(k, d.prefix) })
		switch {
		case i < 0:
			t.Errorf("no reason is known for %d of: %s (%v)", n, k, first[k])
		case n*100 > total*differences[i].percent:
			t.Errorf("%d of %d are: %s (%v)", n, total, k, first[k])
		}
	}
}

// differences are the ways in which the two tables may differ, why, and how many of a hundred may
// be so.
var differences = []difference{
	{"same", 100},
	{"neither", 20},         // padding, and what comes after the last function of a section
	{"DWARF alone", 1},      // what objtool was told to leave alone, such as early boot
	{"ORC alone", 3},        // assembly
	{"ORC has no call:", 0}, // C code is always called
	// A paravirtual operation is a call in the file and, once patched, instructions that push and
	// pop flags; sync_core pushes an interrupt frame and executes iretq. Both are inline assembly
	// that DWARF does not see and ORC does.
	{"CFA differs by ", 1},
	// The first instructions of a function that aligns its stack put CFA into r10 or r13 before
	// they change rsp: both are right.
	{"CFA r7+8 and r10+0", 1}, {"CFA r7+16 and r13+0", 1},
	// Inline assembly runs a function on another stack, whose first word has the old rsp
	// (a0cfc74d0b00 in 5.12): ORC is right.
	{"CFA [r7]+", 1},
}

type difference struct {
	prefix  string
	percent int
}

// kind says how the two rows of a PC relate.
func kind(o cfi.Row, haveORC bool, d cfi.Row, haveDWARF bool) string {
	switch {
	case !haveORC && !haveDWARF:
		return "neither"
	case !haveORC:
		return "DWARF alone"
	case !haveDWARF:
		return "ORC alone: " + o.Kind.String()
	case o.Kind != cfi.Call:
		return "ORC has no call: " + o.Kind.String()
	}
	bp := func(r cfi.Row) string {
		rule, ok := r.Reg(6)
		if !ok {
			return "s"
		}
		return rule.String()
	}
	switch {
	case o.CFA.String() == d.CFA.String() && bp(o) == bp(d):
		return "same"
	case o.CFA.String() == d.CFA.String():
		return "same CFA, bp " + bp(o) + " and " + bp(d)
	case o.CFA.Kind == d.CFA.Kind && o.CFA.Reg == d.CFA.Reg:
		return fmt.Sprintf("CFA differs by %d", o.CFA.Offset-d.CFA.Offset)
	}
	return "CFA " + o.CFA.String() + " and " + d.CFA.String()
}
