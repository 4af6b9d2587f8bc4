package debugger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// Finish lets the selected frame return to its caller. What a function
// returned is added to the history, see [Session.returned]. An inlined function is left by stepping.
func (s *Session) Finish(ctx context.Context) (*Stop, error) {
	f, err := s.Frame(ctx)
	if err != nil {
		return nil, err
	}
	if f.phys == nil {
		return nil, ErrNoFrame
	}
	if f.Inlined {
		return s.stepOut(ctx, f)
	}
	caller, err := s.returnsTo(ctx, f.phys)
	if err != nil {
		return nil, err
	}
	sp, ok := caller.regs.Addr(s.arch.SP)
	if !ok {
		return nil, fmt.Errorf("where the stack ends when %s returns is not known", f.Function)
	}
	var result *ctype.Type
	if n := len(f.phys.scopes); n > 0 && caller.returns {
		if result, err = f.phys.scopes[n-1].Result(); err != nil {
			s.noticeOnce(err.Error())
		}
	}
	stop, err := s.reach(ctx, f.phys.thread, []mark{{at: caller.pc, sp: sp}})
	if err != nil || stop == nil || stop.Reason != "location reached" {
		return stop, err
	}
	stop.Reason = "finish"
	if result != nil {
		stop.Returned, err = s.returned(ctx, stop.Thread, result)
	}
	return stop, err
}

// returnsTo is the frame on the stack to which p returns.
func (s *Session) returnsTo(ctx context.Context, p *physFrame) (*physFrame, error) {
	for {
		caller, err := s.callerOf(ctx, p)
		if err != nil {
			return nil, err
		}
		if caller == nil || s.userHalf(caller.pc) {
			return nil, errors.New("\"finish\" not meaningful in the outermost frame.")
		}
		if caller.tail == nil {
			return caller, nil
		}
		p = caller // it ended in a jump and is not returned to
	}
}

// stepOut steps until the thread has left an inlined function. Where that has called another, which the
// thread is in, the call is waited for first.
func (s *Session) stepOut(ctx context.Context, f *Frame) (*Stop, error) {
	p := f.phys
	w := s.whereIs(ctx, p.lookup)
	if n := len(w.scopes) - f.scope; n > 0 { // the outermost are the first
		w.scopes = w.scopes[:n]
	}
	st := &stepper{s: s, t: p.thread, over: true, out: true, left: 1, begin: w, first: w}
	if p.depth > 0 {
		sp, ok := p.regs.Addr(s.arch.SP)
		if !ok || p.tail != nil {
			return nil, fmt.Errorf("where the stack ends when the call of frame %d returns is not known", f.Level)
		}
		st.wait = &mark{at: p.pc, sp: sp}
		s.marks = []mem.Addr{p.pc}
	}
	s.stop.frame = 0
	return s.pursue(ctx, &goal{thread: p.thread, launch: st.launch, arrived: st.arrived})
}

// reach lets everything run until thread t is at one of the marks; where a mark has a stack pointer, until
// any thread is there with it.
func (s *Session) reach(ctx context.Context, t *Thread, marks []mark) (*Stop, error) {
	s.marks = nil
	for _, m := range marks {
		if !slices.Contains(s.marks, m.at) {
			s.marks = append(s.marks, m.at)
		}
	}
	return s.pursue(ctx, &goal{arrived: func(ctx context.Context, stop *Stop, pc mem.Addr) (*Stop, error) {
		if !slices.Contains(s.marks, pc) {
			return stop, nil
		}
		regs, err := s.registers(ctx, stop.Thread)
		if err != nil {
			return stop, s.linkError(err)
		}
		sp, _ := regs.Addr(s.arch.SP)
		for _, m := range marks {
			// A stack belongs to a task, whatever CPU that is on by now.
			if m.at == pc && (m.anySP && stop.Thread == t || !m.anySP && m.sp == sp) {
				stop.Reason, stop.NewFrame = "location reached", true
				// What was inlined here is still to be called: nobody set a breakpoint on it.
				hidden := s.whereIs(ctx, pc).entered
				s.stop.hidden, s.stop.frame = hidden, hidden
				return stop, nil
			}
		}
		s.pass(stop.Thread, pc) // another thread, or a deeper call
		return nil, nil
	}})
}

// RunTo lets the target run until the selected thread is at a location, or its selected frame returns
// ("advance", "until LOCATION").
func (s *Session) RunTo(ctx context.Context, spec string) (*Stop, error) {
	f, err := s.Frame(ctx)
	if err != nil {
		return nil, err
	}
	found, err := s.Locations(ctx, spec)
	if err != nil {
		return nil, err
	}
	var marks []mark
	for _, l := range found {
		if l, err = s.PastPrologue(ctx, l); err != nil {
			return nil, err
		}
		if err := s.mayBreakAt(ctx, l.Addr); err != nil {
			return nil, err
		}
		marks = append(marks, mark{at: l.Addr, anySP: true})
	}
	if f.phys != nil {
		if caller, err := s.returnsTo(ctx, f.phys); err == nil {
			if sp, ok := caller.regs.Addr(s.arch.SP); ok {
				marks = append(marks, mark{at: caller.pc, sp: sp})
			}
		}
	}
	return s.reach(ctx, s.stop.selected, marks)
}

// Jump sets the PC of the selected thread to a location and lets the target run. Nothing else of the
// thread changes: its stack is that of the place it left. A breakpoint at the location stops at once (GDB
// manual, "Jumping"). leaving, which may be nil, is called with the address before the target runs.
func (s *Session) Jump(ctx context.Context, spec string, leaving func(mem.Addr)) (*Stop, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	if s.mayWrite.NoRegisters {
		return nil, errors.New("writing to registers is not allowed: see \"set may-write-registers\"")
	}
	found, err := s.Locations(ctx, spec)
	if err != nil {
		return nil, err
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("%q is %d places in the code: jump to one of them as *ADDRESS", spec, len(found))
	}
	t := s.stop.selected
	if t == nil {
		return nil, ErrNoFrame
	}
	if err := s.setPC(ctx, t, found[0].Addr); err != nil {
		return nil, err
	}
	delete(s.passed, t.id) // also where it stood on that breakpoint before
	if leaving != nil {
		leaving(found[0].Addr)
	}
	return s.Continue(ctx)
}
