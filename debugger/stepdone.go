package debugger

import (
	"context"
	"slices"
	"strings"

	"kbreak/debugger/disasm"
	"kbreak/mem"
)

// arrived decides where a step goes on; see [goal].
func (st *stepper) arrived(ctx context.Context, stop *Stop, pc mem.Addr) (*Stop, error) {
	s := st.s
	if stop.Thread != st.t && st.wait != nil && !st.wait.anySP && pc == st.wait.at {
		// The stack tells tasks apart: one that slept in a call may go on on another CPU.
		regs, err := s.registers(ctx, stop.Thread)
		if err != nil {
			return stop, s.linkError(err)
		}
		if sp, _ := regs.Addr(s.arch.SP); sp == st.wait.sp {
			st.t = stop.Thread
		}
	}
	if stop.Thread != st.t {
		if slices.Contains(s.marks, pc) {
			s.pass(stop.Thread, pc) // another thread came by the mark
			return nil, nil
		}
		return stop, nil
	}
	regs, err := s.registers(ctx, st.t)
	if err != nil {
		return stop, s.linkError(err)
	}
	sp, _ := regs.Addr(s.arch.SP)
	if w := st.wait; w != nil {
		switch {
		case pc == w.at && (w.anySP || sp == w.sp):
			st.wait, s.marks = nil, nil
		case pc == w.at:
			s.pass(st.t, pc) // a deeper call of the same function
			return nil, nil
		default:
			return stop, nil
		}
	} else if st.inst.Len > 0 && !s.steady() && pc != st.pc && !follows(st.inst, pc) {
		// An interrupt came first: it is left alone until it returns to where the step was.
		if back, bsp, err := s.interruptedAt(ctx, st.t); err != nil {
			return stop, err
		} else if back != 0 {
			st.wait = &mark{at: back, sp: bsp}
			s.marks = []mem.Addr{back}
			return nil, nil
		}
	}
	done, newFrame, err := st.done(ctx, pc, sp)
	if err != nil || !done {
		return nil, err
	}
	stop.Reason, stop.NewFrame = "step", newFrame
	return stop, nil
}

// interruptedAt is where the handler that a thread is in returns to, and with which stack pointer; 0
// if it is in none.
func (s *Session) interruptedAt(ctx context.Context, t *Thread) (pc, sp mem.Addr, err error) {
	tr, err := s.walk(ctx, t, 2)
	if err != nil || len(tr.phys) < 2 {
		return 0, 0, err
	}
	for _, p := range tr.phys[1:] {
		if !p.returns && p.tail == nil {
			sp, _ = p.regs.Addr(s.arch.SP)
			return p.pc, sp, nil
		}
	}
	return 0, 0, nil
}

// done decides whether the thread, at pc after an instruction or a call, is where the step was to go.
func (st *stepper) done(ctx context.Context, pc, sp mem.Addr) (done, newFrame bool, err error) {
	s := st.s
	if st.single {
		return st.count(s.whereIs(ctx, pc))
	}
	leaves := st.inst.Kind == disasm.Call || st.inst.Kind == disasm.Return
	if !st.out && !leaves && st.called == nil && st.begin.lo <= pc && pc < st.begin.hi {
		return false, false, nil // the commonest case first: the same line
	}
	now := s.whereIs(ctx, pc)
	if pc < kernelHalf {
		return true, true, nil
	}
	if isThunk(now.symbol) {
		if st.inst.Kind == disasm.Call && st.called == nil {
			st.called = &mark{at: st.inst.Next(), sp: st.sp}
		}
		return false, false, nil
	}
	if st.inst.Kind == disasm.Call && st.called == nil && pc != st.inst.Next() {
		st.called = &mark{at: st.inst.Next(), sp: st.sp}
	}
	if called := st.called; called != nil && pc != called.at {
		st.called = nil
		return st.entered(ctx, pc, now, called)
	}
	st.called = nil
	begin := &st.begin
	if st.out {
		return !now.same(begin) && !now.inside(begin), true, nil
	}
	switch {
	case !now.lines && !begin.lines && now.same(begin) && pc >= begin.lo && pc < begin.hi:
		return false, false, nil // until the end of a function without lines
	case !now.lines:
		return true, true, nil
	case now.inside(begin):
		depth := len(now.scopes) - len(begin.scopes)
		outer := now.outwards(depth)
		if outer.line == begin.line && outer.file == begin.file {
			if st.over {
				return false, false, nil // an inlined function is passed over like a call
			}
			break
		}
		// The call of an inlined function on another line: that is where the step ends, as if the call
		// were still to be made.
		if now.start {
			s.stop.hidden, s.stop.frame = depth, depth
			return st.count(outer)
		}
		return false, false, nil
	case st.forwards && now.same(begin) && pc < begin.hi && pc >= begin.lo:
		return false, false, nil
	}
	if now.same(begin) && now.line == begin.line && now.file == begin.file {
		begin.lo, begin.hi = now.lo, now.hi // another piece of the line
		return false, false, nil
	}
	if !now.start {
		st.begin = now // in the middle of a line, as after a return: to its end, as gdb does
		return false, false, nil
	}
	return st.count(now)
}

// count counts a step that is done.
func (st *stepper) count(now where) (done, newFrame bool, err error) {
	if st.left--; st.left > 0 {
		st.begin = now
		return false, false, nil
	}
	return true, !now.same(&st.first), nil
}

// entered decides about a function that was called.
func (st *stepper) entered(ctx context.Context, pc mem.Addr, now where, call *mark) (done, newFrame bool, err error) {
	s := st.s
	if st.over || !now.lines || strings.HasPrefix(now.symbol, "__fentry__") || strings.HasPrefix(now.symbol, "ftrace_") {
		st.wait = call
		s.marks = []mem.Addr{call.at}
		return false, false, nil
	}
	l := s.locationAt(ctx, pc)
	to, err := s.PastPrologue(ctx, l)
	if err != nil {
		return false, false, err
	}
	if to.Addr != pc {
		st.wait = &mark{at: to.Addr, anySP: true}
		s.marks = []mem.Addr{to.Addr}
		st.begin = where{lo: pc, hi: to.Addr}
		return false, false, nil
	}
	return st.count(now)
}
