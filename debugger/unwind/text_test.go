package unwind_test

import (
	"fmt"
	"strings"

	"kbreak/arch"
	"kbreak/debugger/unwind"
	"kbreak/mem"
)

// show writes a trace the way golden files have it: a line for each frame, with the registers that
// callers' variables live in, a line for the end, and one for the user's registers.
func show(t unwind.Trace, symbol func(mem.Addr) string) string {
	var b strings.Builder
	for i := range t.Frames {
		f := &t.Frames[i]
		fmt.Fprintf(&b, "#%d %v %s", i, f.PC, symbol(f.Lookup()))
		if f.ReturnAddress {
			b.WriteString("+1") // the symbol is that of PC-1
		}
		fmt.Fprintf(&b, " (%v)", f.How)
		if f.Kind != unwind.Called {
			fmt.Fprintf(&b, " %v", f.Kind)
		}
		if f.HasCFA {
			fmt.Fprintf(&b, " cfa=%v", f.CFA)
		}
		for _, r := range []arch.Reg{arch.RBX, arch.RBP, arch.R12, arch.R13, arch.R14, arch.R15} {
			if v, ok := f.Regs.Get(r); ok {
				fmt.Fprintf(&b, " %s=%#x", arch.AMD64.Regs[r].Name, v)
			}
		}
		if f.PtRegs != 0 {
			fmt.Fprintf(&b, " pt_regs=%v full=%v", f.PtRegs, f.PtRegsFull)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "end: %v\n", t.End)
	if u := t.End.User; u != nil {
		b.WriteString("user:")
		for i, r := range arch.AMD64.Regs {
			if v, ok := u.Get(arch.Reg(i)); ok {
				fmt.Fprintf(&b, " %s=%#x", r.Name, v)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
