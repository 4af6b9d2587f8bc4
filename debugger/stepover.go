package debugger

import (
	"context"

	"kbreak/debugger/disasm"
	"kbreak/debugger/points"
	"kbreak/mem"
	"kbreak/rsp"
)

// passed is a breakpoint that a thread was stopped at and was reported to have hit: when it runs on,
// the instruction there is executed without another stop.
type passed struct {
	pc mem.Addr
	// sp is the stack pointer of a thread whose step ended in an interrupt handler before it had
	// executed the instruction. When it is back at pc with this stack pointer, that is not another hit.
	sp    mem.Addr
	again bool
}

// pass notes that a thread's hit at pc is dealt with.
func (s *Session) pass(t *Thread, pc mem.Addr) {
	if s.passed == nil {
		s.passed = make(map[rsp.ThreadID]passed)
	}
	s.passed[t.id] = passed{pc: pc}
}

// goneOn reports whether a thread is back from an interrupt that came while it was about to leave a
// breakpoint.
func (s *Session) goneOn(ctx context.Context, t *Thread, pc mem.Addr) bool {
	p, ok := s.passed[t.id]
	if !ok || !p.again || p.pc != pc {
		return false
	}
	regs, err := s.registers(ctx, t)
	if err != nil {
		return false
	}
	sp, _ := regs.Addr(s.arch.SP)
	if sp != p.sp {
		return false
	}
	s.pass(t, pc)
	return true
}

// leave makes every thread that stands on a breakpoint it was reported to have hit execute the
// instruction there. Threads that only happen to be there have not hit it yet and will. The event is a
// stop that came of it and has to be judged; nil where there was none.
func (s *Session) leave(ctx context.Context, g *goal) (*Stop, error) {
	if err := s.insert(ctx); err != nil {
		return nil, err
	}
	for id, p := range s.passed {
		if p.again {
			continue // in a handler
		}
		t := s.thread(id)
		if g.thread == t && g.launch != nil {
			continue // it is about to be stepped, see [Session.stepOne]
		}
		if s.locking == "on" && t != s.stop.selected {
			continue // it does not run now
		}
		if s.points.At(p.pc) == nil {
			delete(s.passed, id)
			continue
		}
		if s.underWay(id, p.pc) {
			continue // it owes a trap, see [Session.settle]
		}
		regs, err := s.registers(ctx, t)
		if err != nil {
			return nil, s.linkError(err)
		}
		if pc, ok := regs.Addr(s.arch.PC); !ok || pc != p.pc {
			delete(s.passed, id) // somebody moved it
			continue
		}
		selected, frame := s.stop.selected, s.stop.frame
		event, err := s.stepOff(ctx, t, p.pc)
		if err != nil || event != nil {
			return event, err
		}
		if s.stop != nil && selected != t {
			s.stop.selected, s.stop.frame = selected, frame
		}
	}
	return nil, nil
}

// stepOff executes the one instruction at pc, where a breakpoint is inserted, and nothing else. In the
// order of cost:
//
//	a nop, endbr64 or push is done by hand: nothing runs at all
//	a target that steps under its breakpoints is stepped
//	otherwise the breakpoint is out while the thread steps
//
// The other threads are held where the stub can do that.
func (s *Session) stepOff(ctx context.Context, t *Thread, pc mem.Addr) (*Stop, error) {
	x := s.points.At(pc)
	if done, err := s.emulate(ctx, t, x); done || err != nil {
		delete(s.passed, t.id)
		return nil, err
	}
	if s.points.StepsOver == rsp.Proven || s.mayStepOver(x) {
		event, moved, err := s.stepHeld(ctx, t, pc, x.Inst)
		if err != nil || event != nil {
			return event, err
		}
		if moved {
			if s.points.StepsOver == rsp.Untried {
				s.points.StepsOver = rsp.Proven
			}
			return nil, nil
		}
	}
	if err := s.points.Remove(ctx, x); err != nil {
		return nil, s.linkError(err)
	}
	event, moved, err := s.stepHeld(ctx, t, pc, x.Inst)
	if err != nil {
		return nil, err
	}
	if moved && s.points.StepsOver == rsp.Untried && x.Point.Kind == rsp.SoftwareBreak {
		s.points.StepsOver = rsp.Absent
	}
	if err := s.insert(ctx); err != nil {
		return event, err
	}
	return event, nil
}

// mayStepOver reports whether stepping under an inserted breakpoint is worth a try, and would show
// whether it worked. A trap that stands in the code is executed, and one byte further on may be behind
// it or behind an instruction of one byte.
func (s *Session) mayStepOver(x *points.Inserted) bool {
	return s.points.StepsOver == rsp.Untried && s.points.TrapBehind != rsp.Proven && s.client.Features().Answered && x.Old == nil &&
		x.Point.Kind == rsp.SoftwareBreak && x.Inst.Len > len(s.arch.Trap)
}

// stepHeld steps t once with the other threads held if that is possible. moved is false where the
// thread still stands at pc.
func (s *Session) stepHeld(ctx context.Context, t *Thread, pc mem.Addr, inst disasm.Inst) (event *Stop, moved bool, err error) {
	held, err := s.client.HoldInterrupts(ctx)
	if err != nil {
		return nil, false, s.linkError(err)
	}
	regs, err := s.registers(ctx, t)
	if err != nil {
		return nil, false, s.linkError(err)
	}
	sp, _ := regs.Addr(s.arch.SP)
	event, err = s.single(ctx, t, rsp.Action{Verb: rsp.Do1, Thread: t.id})
	if err != nil {
		return nil, false, s.linkError(err)
	}
	if event.Exited || event.Signal != sigTrap || event.Thread != t || isWatch(event.Reason) || !s.stop.stepped {
		return event, true, nil
	}
	if held && s.points.StepsOver == rsp.Proven && !repeats(inst) {
		delete(s.passed, t.id)
		return nil, true, nil
	}
	if regs, err = s.registers(ctx, t); err != nil {
		return nil, false, s.linkError(err)
	}
	now, _ := regs.Addr(s.arch.PC)
	switch {
	case now == pc:
		return nil, repeats(inst), nil
	case now == pc.Add(int64(len(s.arch.Trap))) && inst.Len > len(s.arch.Trap) && s.points.Software(pc) != nil:
		return nil, false, s.setPC(ctx, t, pc) // it executed the trap
	case !held && !follows(inst, now):
		s.passed[t.id] = passed{pc: pc, sp: sp, again: true}
	default:
		delete(s.passed, t.id)
	}
	return nil, true, nil
}

// repeats reports whether an instruction may leave the PC where it is: a string instruction with a
// count, a jump to itself.
func repeats(i disasm.Inst) bool {
	for _, b := range i.Bytes {
		switch b {
		case 0xf2, 0xf3:
			return !i.Landing()
		case 0x66, 0x2e, 0x36, 0x3e, 0x26, 0x64, 0x65, 0x67:
			continue
		}
		break
	}
	to, ok := i.Target()
	return ok && to == i.Addr
}

// follows reports whether pc may come after an instruction. Where a jump goes that is not in the
// instruction itself is anyone's guess; what does not jump goes on behind itself, and anywhere else is
// the handler of an interrupt.
func follows(i disasm.Inst, pc mem.Addr) bool {
	switch i.Kind {
	case disasm.Other, disasm.Halt:
		return pc == i.Next()
	case disasm.CondJump:
		to, ok := i.Target()
		return pc == i.Next() || !ok || pc == to
	case disasm.Call, disasm.Jump:
		to, ok := i.Target()
		return !ok || pc == to
	}
	return true
}

// emulate executes an instruction that needs no CPU: nop and endbr64, of which the entry of most
// functions consists, and a push while nothing else is cheaper. It is read again before: a nop may be
// the call of a tracer by now.
func (s *Session) emulate(ctx context.Context, t *Thread, x *points.Inserted) (bool, error) {
	i := x.Inst
	reg, push := i.Push()
	if i.Len == 0 || !i.Nop() && (!push || s.points.StepsOver == rsp.Proven) {
		return false, nil
	}
	s.emulated = x.Point.Addr
	if same, err := s.points.Refresh(ctx, x); err != nil || !same {
		return false, s.linkError(err)
	}
	if i.Nop() {
		return true, s.setPC(ctx, t, i.Next())
	}
	regs, err := s.registers(ctx, t)
	if err != nil {
		return false, s.linkError(err)
	}
	v, ok1 := regs.Get(reg)
	sp, ok2 := regs.Addr(s.arch.SP)
	if !ok1 || !ok2 || sp < kernelHalf {
		return false, nil
	}
	word := make([]byte, 8)
	s.arch.Order.PutUint64(word, v)
	if err := s.writeMemory(ctx, sp-8, word); err != nil {
		return false, nil // a real push will fault as it should
	}
	if err := s.setWord(ctx, t, s.arch.SP, uint64(sp-8)); err != nil {
		return false, nil
	}
	// kgdb takes a new stack pointer and drops it: then the push has not happened.
	if regs, err = s.registers(ctx, t); err != nil {
		return false, s.linkError(err)
	}
	if now, _ := regs.Addr(s.arch.SP); now != sp-8 {
		return false, nil
	}
	return true, s.setPC(ctx, t, i.Next())
}
