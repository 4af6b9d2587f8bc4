package debugger

import (
	"context"

	"kbreak/arch"
)

// A breakpoint whose condition does not hold is hit again and again, and the instruction under it is read
// at each hit before it is carried out by us (see [Session.emulate]): the kernel may have rewritten it. A
// stub that takes several requests at a time gives it along with the registers.

// glanceLine is what is read: a line of the cache.
const glanceLine = 64

// glance reads the registers of a thread that stopped and, in the same wait where the stub can do that, the
// code of the breakpoint under which an instruction was emulated last.
func (s *Session) glance(ctx context.Context, t *Thread) (arch.Registers, error) {
	x := s.points.At(s.emulated)
	if x == nil || x.Inst.Len == 0 || s.mem.view != nil {
		return s.registers(ctx, t)
	}
	from := x.Point.Addr &^ (glanceLine - 1)
	to := x.Point.Addr.Add(int64(x.Inst.Len)+glanceLine-1) &^ (glanceLine - 1)
	code := make([]byte, to.Sub(from))
	file, got, err := s.client.Glance(ctx, t.id, from, code)
	if err != nil {
		return arch.Registers{}, err
	}
	if got {
		s.points.Hide(from, code)
		s.mem.kernel.Put(from, code)
	}
	return s.named(&file), nil
}
