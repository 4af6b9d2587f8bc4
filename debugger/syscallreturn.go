package debugger

import (
	"context"
	"fmt"
	"slices"

	"kbreak/arch"
	"kbreak/mem"
)

// A caught system call stops twice, as with gdb: when it is called and when it returns. Where it returns
// to is on the stack of the task when the call is caught, and that stack tells its return from those of
// others: one stack has one system call at a time.

// syscallReturn is a system call that was caught and has not returned.
type syscallReturn struct {
	at   mem.Addr // where it returns to
	name string   // with its word, "syscall read"
}

// maxSyscallReturns bounds the calls that are waited for; tasks that die in one never return.
const maxSyscallReturns = 1 << 12

// awaitReturn makes a catchpoint stop once more where the call that is entered at this stop returns to.
func (s *Session) awaitReturn(ctx context.Context, b *Breakpoint, regs *arch.Registers, name string) error {
	c := b.catch
	sp, ok := regs.Addr(s.arch.SP)
	if !ok || sp < kernelHalf || len(c.returns) >= maxSyscallReturns {
		return nil
	}
	word := make([]byte, 8)
	if err := s.mem.kernel.ReadMem(ctx, sp, word); err != nil {
		return s.linkOnly(err)
	}
	at := mem.Addr(s.arch.Order.Uint64(word))
	if !s.space.TextAt(at) {
		return nil
	}
	if !slices.ContainsFunc(b.Locations, func(l *BreakpointLocation) bool { return l.Addr == at }) {
		if err := s.catchAt(ctx, b, at); err != nil {
			return err
		}
		if err := s.insert(ctx); err != nil {
			if s.linkError(err); s.state == Lost {
				return err
			}
			// kgdb takes no breakpoints in the entry code.
			b.Locations = b.Locations[:len(b.Locations)-1]
			s.noticeOnce(fmt.Sprintf("only calls of system calls are caught, not their returns: %v", err))
			return s.insert(ctx)
		}
	}
	if c.returns == nil {
		c.returns = make(map[mem.Addr]syscallReturn)
	}
	c.returns[sp.Add(8)] = syscallReturn{at, name}
	return nil
}

// syscallReturned says which call returns at this stop, and with what; "" where it is one that was not caught.
func (s *Session) syscallReturned(b *Breakpoint, regs *arch.Registers) string {
	c := b.catch
	pc, _ := regs.Addr(s.arch.PC)
	sp, _ := regs.Addr(s.arch.SP)
	r, ok := c.returns[sp]
	if !ok || r.at != pc {
		return ""
	}
	delete(c.returns, sp)
	waited := false
	for _, o := range c.returns {
		waited = waited || o.at == pc
	}
	if !waited {
		b.Locations = slices.DeleteFunc(b.Locations, func(l *BreakpointLocation) bool { return l.Addr == pc })
	}
	v, _ := regs.Get(arch.RAX)
	return fmt.Sprintf("returned from %s = %d", r.name, int64(v))
}

// isReturn reports whether a catchpoint stands at pc for returns alone.
func (c *catching) isReturn(pc mem.Addr) bool {
	for _, r := range c.returns {
		if r.at == pc {
			return true
		}
	}
	return false
}
