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
	if stop.Thread != st.t && slices.Contains(s.marks, pc) {
		// The stack tells tasks apart: one that slept in a call may go on on another CPU.
		regs, err := s.registers(ctx, stop.Thread)
		if err != nil {
			return stop, s.linkError(err)
		}
		sp, _ := regs.Addr(s.arch.SP)
		if w := st.wait; w != nil && !w.anySP && sp == w.sp || st.leap != nil && s.landed(st.leap, pc, regs) {
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
	} else if st.leap != nil {
		switch {
		case s.landed(st.leap, pc, regs):
			st.begin = st.leap.at[pc].begin
			st.leap, s.marks, st.inst = nil, nil, disasm.Inst{}
		case slices.Contains(s.marks, pc):
			s.pass(st.t, pc)
			return nil, nil
		default:
			return stop, nil
		}
	} else if strayed, err := st.strayed(ctx, pc); err != nil {
		return stop, err
	} else if strayed {
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

// strayed reports whether the instruction that was stepped cannot have led to pc.
func (st *stepper) strayed(ctx context.Context, pc mem.Addr) (bool, error) {
	if st.hop != nil {
		return !st.hop.contains(pc) && !st.hop.exits[pc], nil
	}
	if pc == st.pc || st.s.steady() || !st.s.mayBeEntry(pc) {
		return false, nil
	}
	if st.inst.Len == 0 {
		var err error
		if st.inst, err = st.instAt(ctx, st.pc); err != nil {
			return false, err
		}
	}
	return !follows(st.inst, pc), nil
}

// mayBeEntry reports whether pc may be in the code that interrupts and exceptions begin in
// (arch/x86/kernel/vmlinux.lds.S, .entry.text).
func (s *Session) mayBeEntry(pc mem.Addr) bool {
	if s.kernel == nil {
		return true
	}
	start, err1 := s.kernel.Addr("__entry_text_start")
	end, err2 := s.kernel.Addr("__entry_text_end")
	return err1 != nil || err2 != nil || start <= pc && pc < end
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
	if s.userHalf(pc) {
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
	if pc == st.entry {
		st.entry = 0
		return st.end(now, now.entered)
	}
	goesOn, begin := st.goesOn(st.begin, pc, now)
	if goesOn {
		st.begin = begin
		return false, false, nil
	}
	if st.out {
		s.stop.hidden, s.stop.frame = now.entered, now.entered
		return true, true, nil
	}
	if !now.lines {
		return true, true, nil
	}
	return st.end(now, st.hides(&begin, &now))
}

// hides is how many of the functions that begin where a step ends are shown as still to be called.
func (st *stepper) hides(begin, now *where) int {
	frame := now.outwards(now.entered)
	if now.entered > 0 && !st.over && frame.same(begin) && frame.line == begin.line && frame.file == begin.file {
		return now.entered - 1 // the call is on the line that was stepped through
	}
	return now.entered
}

// goesOn decides whether a step through the line begin goes on where it is now, at pc, having got there
// otherwise than by a call; the result is the line that it goes through then. The rules are gdb's: where
// inlined functions begin, they are still to be called, and the call is what a step ends at.
func (st *stepper) goesOn(begin where, pc mem.Addr, now where) (bool, where) {
	if st.out {
		return now.same(&begin) || now.inside(&begin), begin
	}
	frame := now.outwards(now.entered)
	switch {
	case begin.lo <= pc && pc < begin.hi && now.same(&begin) && (!now.lines && !begin.lines || st.forwards):
		return true, begin // until the end of a function without lines, or out of a loop
	case !now.lines:
		return false, begin
	case now.entered > 0 && frame.same(&begin):
		return st.over && frame.line == begin.line && frame.file == begin.file, begin
	case frame.inside(&begin):
		return st.over, begin // in the middle of an inlined function, which is passed over like a call
	}
	if now.line != begin.line || now.file != begin.file {
		if now.start {
			return false, begin
		}
		if frame.same(&begin) {
			begin.lo, begin.hi = now.lo, now.hi // no statement begins here: as if it were part of the line
			return true, begin
		}
		if pc == now.lo {
			now.line = 0 // nor here, in another frame: where its line goes on as a statement is a stop
		}
	}
	// In the middle of a line, as after a return, or at another piece of the same one: to its end.
	now.scopes, now.at, now.entered = frame.scopes, frame.at, 0
	return true, now
}

// end ends a step where the innermost inlined functions, hidden of them, are about to be entered.
func (st *stepper) end(now where, hidden int) (done, newFrame bool, err error) {
	if !st.over {
		for ; hidden > 0 && st.left > 1; hidden-- {
			st.left-- // to step into one of them moves nothing
		}
	}
	st.s.stop.hidden, st.s.stop.frame = hidden, hidden
	return st.count(now.outwards(hidden))
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
		st.begin, st.entry = where{lo: pc, hi: to.Addr}, to.Addr
		return false, false, nil
	}
	return st.end(now, now.entered)
}
