package debugger

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kbreak/debugger/disasm"
	"kbreak/mem"
)

// Code of a file, where the user placed it. The text is objdump's.
func TestDisassembleFile(t *testing.T) {
	ctx := context.Background()
	s := New(Options{})
	defer s.Close(ctx)
	if _, err := s.Disassemble(ctx, 0xffffffff81000000, 0, 1); !errors.Is(err, ErrNoTarget) {
		t.Errorf("without anything: %v", err)
	}
	bias := int64(0x1000000)
	if err := s.SymbolFile(ctx, "../symbols/testdata/vmlinux", &bias); err != nil {
		t.Fatal(err)
	}
	const from = mem.Addr(0xffffffff82000040)
	list, err := s.Disassemble(ctx, from, from+0x10, 0)
	if err != nil {
		t.Fatal(err)
	}
	var have strings.Builder
	for _, i := range list {
		fmt.Fprintf(&have, "%v <%s+%d> %d %v\n", i.Addr, i.Function, i.Offset, len(i.Bytes), i.Kind)
		if i.File == "" || i.Line == 0 || i.FullFile == "" {
			t.Errorf("%v: line %s:%d", i.Addr, i.File, i.Line)
		}
	}
	want := `0xffffffff82000040 <schedule+0> 2 other
0xffffffff82000042 <schedule+2> 3 other
0xffffffff82000045 <schedule+5> 3 other
0xffffffff82000048 <schedule+8> 7 other
0xffffffff8200004f <schedule+15> 1 return
`
	if have.String() != want {
		t.Errorf("have\n%swant\n%s", have.String(), want)
	}
	if list, err := s.Disassemble(ctx, from, 0, 2); err != nil || len(list) != 2 {
		t.Errorf("two instructions: %d, %v", len(list), err)
	}
	// .text ends at 5e: what is behind it cannot be read, what is before it can.
	list, err = s.Disassemble(ctx, from+0x10, 0, 0)
	var fault *mem.Fault
	if !errors.As(err, &fault) || len(list) != 4 || list[3].Kind != disasm.Return {
		t.Errorf("to the end of .text: %d instructions, %v", len(list), err)
	}
}
