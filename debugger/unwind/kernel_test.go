package unwind_test

import (
	"debug/elf"
	"fmt"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"kbreak/mem"
	"kbreak/symbols/cfi"
	"kbreak/symbols/link"
	"kbreak/symbols/orc"
)

// A kernel is the tables of one vmlinux, moved by its slide: [unwind.Rules] for tests.
type kernel struct {
	orc   *orc.Table
	cfi   *cfi.Table
	slide int64
	text  []link.Range
	syms  []elf.Symbol // functions by address

	orcBytes, frameBytes []byte // .orc_unwind and .debug_frame, for recording
}

func (k *kernel) link(a mem.Addr) link.Addr { return link.Addr(a.Add(-k.slide)) }

func (k *kernel) RowsAt(pc mem.Addr) (o, d cfi.Row, err error) {
	if k.orc != nil {
		o, _ = k.orc.Row(k.link(pc))
	}
	if k.cfi != nil {
		d, _ = k.cfi.Row(k.link(pc))
	}
	return o, d, nil
}

func (k *kernel) TextAt(pc mem.Addr) bool {
	return slices.ContainsFunc(k.text, func(r link.Range) bool { return r.Contains(k.link(pc)) })
}

func (k *kernel) symbol(pc mem.Addr) string {
	a := uint64(k.link(pc))
	i := sort.Search(len(k.syms), func(i int) bool { return k.syms[i].Value > a }) - 1
	if i < 0 || !k.TextAt(pc) {
		return "??"
	}
	return fmt.Sprintf("%s+%#x", k.syms[i].Name, a-k.syms[i].Value)
}

// lookup finds a function; "name+0x10" is an address in it.
func (k *kernel) lookup(tb testing.TB, name string) mem.Addr {
	tb.Helper()
	name, text, _ := strings.Cut(name, "+")
	offset, _ := strconv.ParseInt(text, 0, 64)
	for _, s := range k.syms {
		if s.Name == name {
			return mem.Addr(s.Value).Add(k.slide + offset)
		}
	}
	tb.Fatalf("no function %s", name)
	return 0
}

// openKernel reads the vmlinux that KBREAK_VMLINUX names; a test that needs one skips without.
// KBREAK_TEXT is where its _text is, in hex with 0x; without it there is no slide.
func openKernel(tb testing.TB) *kernel {
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
	get := func(name string) ([]byte, link.Addr) {
		s := f.Section(name)
		if s == nil {
			return nil, 0
		}
		b := make([]byte, s.Size)
		if _, err := s.ReadAt(b, 0); err != nil {
			tb.Fatal(err)
		}
		return b, link.Addr(s.Addr)
	}
	k := new(kernel)
	ip, addr := get(".orc_unwind_ip")
	entries, _ := get(".orc_unwind")
	header, _ := get(".orc_header")
	v, err := orc.Detect(header, os.Getenv("KBREAK_RELEASE"))
	if err != nil {
		tb.Fatal(err)
	}
	if k.orc, err = orc.New(ip, addr, entries, v); err != nil {
		tb.Fatal(err)
	}
	frame, _ := get(".debug_frame")
	k.orcBytes, k.frameBytes = entries, frame
	if k.cfi, err = cfi.NewTable(frame, cfi.DebugFrame, 0, f.ByteOrder, 8); err != nil {
		tb.Fatal(err)
	}
	for _, s := range f.Sections {
		if s.Flags&elf.SHF_EXECINSTR != 0 {
			k.text = append(k.text, link.Range{Start: link.Addr(s.Addr), End: link.Addr(s.Addr + s.Size)})
		}
	}
	all, err := f.Symbols()
	if err != nil {
		tb.Fatal(err)
	}
	var text uint64
	for _, s := range all {
		if s.Name == "_text" {
			text = s.Value
		}
		if t := elf.ST_TYPE(s.Info); s.Value>>63 == 1 && (t == elf.STT_FUNC || t == elf.STT_NOTYPE) && s.Section < elf.SHN_LORESERVE && !strings.HasPrefix(s.Name, "_text") {
			k.syms = append(k.syms, s)
		}
	}
	slices.SortStableFunc(k.syms, func(a, b elf.Symbol) int {
		switch {
		case a.Value != b.Value:
			return int(int64(a.Value-b.Value) >> 1)
		case a.Size != b.Size: // a function before a label at its start... the last one is found
			return int(int64(a.Size - b.Size))
		}
		return 0
	})
	if at := os.Getenv("KBREAK_TEXT"); at != "" {
		n, err := strconv.ParseUint(at, 0, 64)
		if err != nil {
			tb.Fatal(err)
		}
		k.slide = int64(n - text)
	}
	return k
}
