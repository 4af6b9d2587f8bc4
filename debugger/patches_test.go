package debugger

import (
	"context"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"kbreak/mem"
)

// TestPatches compares code with memory that was changed on purpose. The code is that of
// symbols/testdata/vmlinux; objdump has its instructions.
func TestPatches(t *testing.T) {
	ctx := context.Background()
	s := New(Options{})
	defer s.Close(ctx)
	slide := int64(0x1a00000)
	if err := s.SymbolFile(ctx, "../symbols/testdata/vmlinux", &slide); err != nil {
		t.Fatal(err)
	}
	const base, size = mem.Addr(0xffffffff82a00000), 0x5e
	for _, c := range []struct {
		name   string
		change func(p []byte)
		want   string
	}{
		{"as the loader leaves it", func([]byte) {}, ""},
		{"a breakpoint", func(p []byte) { p[0x42] = 0xcc },
			"schedule+2 breakpoint: lea    (%rdi,%rdi,2),%eax -> int3; add    $0x7f,%al\n"},
		// The first instructions of twin are movslq and mov, three bytes each.
		{"a jump over two instructions", func(p []byte) { copy(p[0x50:], "\xe9\x00\x00\x00\x00\x90") },
			"twin+0 : movslq %edi,%rdx; mov    %rdx,%rax -> jmp    0xffffffff82a00055 <twin+5>; nop\n"},
		{"a longer nop", func(p []byte) { copy(p[0x20:], "\x66\x90") },
			"entry_label+0 : nop; nop -> xchg   %ax,%ax\n"},
		{"two places", func(p []byte) { p[0x5d], p[0x10] = 0xcc, 0xcc },
			"padded+0 breakpoint: ret -> int3\ntwin+13 breakpoint: ret -> int3\n"},
		// The operand of the add at 0x36 is slid; another slide is a change.
		{"another address", func(p []byte) { p[0x3a]++ },
			"twin+6 : add    -0x7efffde0(,%rdx,4),%eax -> add    -0x7d5ffce0(,%rdx,4),%eax\n"},
	} {
		p := make([]byte, size)
		if err := s.readFiles(ctx, base, p); err != nil {
			t.Fatal(err)
		}
		// What a relocation does: three instructions have the address of an array.
		for _, at := range []int{0x39, 0x4b, 0x59} {
			binary.LittleEndian.PutUint32(p[at:], binary.LittleEndian.Uint32(p[at:])+uint32(slide))
		}
		c.change(p)
		code, err := s.space.CodeAt(base)
		if err != nil {
			t.Fatal(err)
		}
		cmp := &comparison{s: s, d: disassembler{s: s, ctx: ctx, noLines: true}, code: code,
			r: mem.ReaderFunc(func(_ context.Context, a mem.Addr, b []byte) error { copy(b, p[a-base:]); return nil })}
		patches, err := cmp.patches(ctx, base, base+size)
		if err != nil {
			t.Fatal(err)
		}
		var have strings.Builder
		for _, p := range patches {
			fmt.Fprintf(&have, "%s+%d %s: %s -> %s\n", p.Function, p.Offset, p.By, texts(p.Was), texts(p.Is))
		}
		if have.String() != c.want {
			t.Errorf("%s: have\n%swant\n%s", c.name, have.String(), c.want)
		}
	}
}

func texts(list []Instruction) string {
	var out []string
	for _, i := range list {
		out = append(out, i.Text)
	}
	return strings.Join(out, "; ")
}

// A part of the range that cannot be read ends the comparison, with what was found before it.
func TestPatchesUnreadable(t *testing.T) {
	ctx := context.Background()
	s := New(Options{})
	defer s.Close(ctx)
	if err := s.SymbolFile(ctx, "../symbols/testdata/vmlinux", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PatchedText(ctx, 0xffffffff81000000, 0xffffffff81000010); err == nil {
		t.Error("without a target")
	}
	code, err := s.space.CodeAt(0xffffffff81000000)
	if err != nil {
		t.Fatal(err)
	}
	c := &comparison{s: s, d: disassembler{s: s, ctx: ctx}, code: code,
		r: mem.ReaderFunc(func(_ context.Context, a mem.Addr, b []byte) error { return &mem.Fault{Addr: a} })}
	if patches, err := c.patches(ctx, code.Start, code.Start+0x10); len(patches) > 0 || err == nil {
		t.Errorf("have %v, %v", patches, err)
	}
}
