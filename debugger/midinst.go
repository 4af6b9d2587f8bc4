package debugger

import (
	"context"
	"fmt"

	"kbreak/debugger/disasm"
	"kbreak/mem"
)

// maxMidInst bounds how much of a line's code is decoded to find where instructions begin.
const maxMidInst = 512

// midInst warns of a breakpoint that is not where an instruction begins: the trap is a part of that instruction, which
// then does something else, and a kernel dies of it. Seen from where the line begins, "" if nothing is wrong.
func (s *Session) midInst(ctx context.Context, a mem.Addr) string {
	at := s.whereIs(ctx, a)
	if !at.lines || a <= at.lo || a.Sub(at.lo) > maxMidInst {
		return ""
	}
	r, err := s.codeMemory()
	if err != nil {
		return ""
	}
	note := ""
	_ = s.decodeAll(ctx, r, at.lo, a, func(i disasm.Inst) bool { // what cannot be read is not decided
		if i.Kind == disasm.Bad {
			return false
		}
		if i.Addr < a && a < i.Next() {
			note = fmt.Sprintf("in the middle of the instruction at %v, which a trap here makes another one: delete it unless you mean that", i.Addr)
		}
		return note == ""
	})
	return note
}
