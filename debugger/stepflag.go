package debugger

import (
	"context"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/rsp"
)

// kgdb steps the CPU that stopped by its single-step flag (TF), and meanwhile a CPU that waits for its turn in the
// debugger may stop the target first (kernel/debug/debug_core.c, kgdb_cpu_enter). The step is not lost: its CPU
// stands in the trap behind the instruction and waits for its turn now, or is in the handler of an interrupt and
// will trap when that returns, since the flag is among those that the interrupt saved. Such a thread owes a
// trap. It comes when everything runs, as a stop like any other; the thread cannot be stepped before.

// flagTF is the single-step flag.
const flagTF = 0x100

// settle looks at a stop for the trap of a step: was reports that it is that, of the last step that its thread was
// asked for. It may be the trap of a breakpoint where the step began, executed anew after an interrupt: that is
// no step, and no second hit.
func (s *Session) settle(ctx context.Context, stop *Stop) (was bool, err error) {
	if stop.Exited || stop.Thread == nil {
		return false, nil
	}
	steps := s.halfway[stop.Thread.id]
	if len(steps) == 0 || s.stop.stepped || stop.Signal != sigTrap && !s.client.Features().Answered {
		return false, nil
	}
	last := steps[len(steps)-1]
	stepped, trapped, err := s.hasStepped(ctx, stop.Thread, last)
	if err != nil || !stepped && !trapped {
		return false, err
	}
	s.halfway[stop.Thread.id] = steps[:len(steps)-1]
	if len(steps) == 1 {
		delete(s.halfway, stop.Thread.id)
	}
	s.stop.stepped = stepped && stop.Signal == sigTrap
	if stepped && s.passed[stop.Thread.id].pc == last.at {
		delete(s.passed, stop.Thread.id)
	}
	return true, nil
}

// hasStepped reports whether a thread stopped because its step is done, or with the flag still set at the trap where
// the step began. It is neither if the handler of an interrupt ran into a breakpoint.
func (s *Session) hasStepped(ctx context.Context, t *Thread, step mark) (stepped, trapped bool, err error) {
	if s.points.TrapBehind == rsp.Absent || s.client.Features().Answered {
		return true, false, nil
	}
	regs, err := s.registers(ctx, t)
	if err != nil {
		return false, false, s.linkError(err)
	}
	pc, _ := regs.Addr(s.arch.PC)
	before := pc.Add(-int64(len(s.arch.Trap)))
	x := s.points.Software(before)
	if x == nil {
		return true, false, nil
	}
	if flags, ok := regs.Get(arch.EFLAGS); ok && flags&flagTF == 0 {
		return false, false, nil
	}
	if before != step.at {
		return true, false, nil
	}
	// Behind an instruction as long as the trap, which may have been executed: most of those move the stack pointer.
	sp, _ := regs.Addr(s.arch.SP)
	trapped = x.Inst.Len != len(s.arch.Trap) || sp == step.sp
	return !trapped, trapped, nil
}

// underWay reports whether the last step that a thread was asked for, and has not done, is the one from pc.
func (s *Session) underWay(id rsp.ThreadID, pc mem.Addr) bool {
	steps := s.halfway[id]
	return len(steps) > 0 && steps[len(steps)-1].at == pc
}

// owes reports whether a thread is seen to have a trap before it for a step that was cut short.
func (s *Session) owes(ctx context.Context, t *Thread) (bool, error) {
	steps := s.halfway[t.id]
	if len(steps) == 0 {
		return false, nil
	}
	regs, err := s.registers(ctx, t)
	if err != nil {
		return false, s.linkError(err)
	}
	pc, _ := regs.Addr(s.arch.PC)
	if flags, _ := regs.Get(arch.EFLAGS); flags&flagTF != 0 && t != s.stop.at || pc == 0 || s.mayBeEntry(pc) {
		return true, nil // in the trap, about to run into it, or not in the debugger yet
	}
	return s.nested(ctx, t, steps[len(steps)-1])
}

// nested reports whether a thread is in the handler of an interrupt that came before it had done a step.
func (s *Session) nested(ctx context.Context, t *Thread, step mark) (bool, error) {
	tr, err := s.walk(ctx, t, 0)
	if err != nil {
		return false, err
	}
	for _, p := range tr.phys[1:] {
		if sp, _ := p.regs.Addr(s.arch.SP); !p.returns && p.tail == nil && p.pc == step.at && sp == step.sp {
			return true, nil
		}
	}
	return false, nil
}

// outdated forgets the steps of a thread that stopped for another reason and is not in a handler that came before
// they were done: it has gone to user mode meanwhile, where the kernel steps nothing.
func (s *Session) outdated(ctx context.Context, t *Thread) error {
	steps := s.halfway[t.id]
	if len(steps) == 0 || s.stop.stepped {
		return nil
	}
	in, err := s.nested(ctx, t, steps[len(steps)-1])
	if err == nil && !in {
		delete(s.halfway, t.id)
	}
	return err
}

// single steps t with the actions, of which the first is its own, and waits for a stop. That may be another thread's.
func (s *Session) single(ctx context.Context, t *Thread, actions ...rsp.Action) (*Stop, error) {
	if s.steady() { // nothing is left of a step that was cut short
		if err := s.resume(ctx, actions...); err != nil {
			return nil, err
		}
		event, err := s.await(ctx)
		if err == nil && event.Thread == t && event.Signal == sigTrap {
			s.stop.stepped = true
		}
		return event, err
	}
	regs, err := s.registers(ctx, t)
	if err != nil {
		return nil, s.linkError(err)
	}
	pc, _ := regs.Addr(s.arch.PC)
	sp, _ := regs.Addr(s.arch.SP)
	if err := s.resume(ctx, actions...); err != nil {
		return nil, err
	}
	if s.halfway == nil {
		s.halfway = make(map[rsp.ThreadID][]mark)
	}
	if s.client.Features().Answered {
		delete(s.halfway, t.id) // what interrupts nest, such a stub keeps to itself
	}
	s.halfway[t.id] = append(s.halfway[t.id], mark{at: pc, sp: sp})
	event, err := s.await(ctx)
	if err != nil {
		if s.state == Stopped { // it was refused
			delete(s.halfway, t.id)
		}
		return nil, err
	}
	if event.Thread == t {
		_, err = s.settle(context.WithoutCancel(ctx), event)
	}
	return event, err
}
