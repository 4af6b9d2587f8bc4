package debugger

import (
	"context"

	"kbreak/mem"
	"kbreak/rsp"
)

// mustDeliver reports whether a signal waits for a thread that is about to step.
func (s *Session) mustDeliver(t *Thread) bool {
	return s.passing.signal != 0 && s.passing.thread == t.id
}

// deliver lets the thread have its signal and everything run until it is back where it is now: as in gdb, a
// step does not go into the handler of a signal that came meanwhile.
func (st *stepper) deliver(ctx context.Context) (*Stop, error) {
	s := st.s
	if s.passed == nil {
		s.passed = make(map[rsp.ThreadID]passed)
	}
	s.passed[st.t.id] = passed{pc: st.pc, sp: st.sp, again: true} // to come back is no hit, see goneOn
	st.handler, st.wait = true, &mark{at: st.pc, sp: st.sp}
	s.marks = []mem.Addr{st.pc}
	if err := s.insert(ctx); err != nil {
		return nil, err
	}
	return s.launchAll(ctx)
}

// handled ends the wait for a handler that has returned.
func (st *stepper) handled() {
	if st.handler && !st.s.passed[st.t.id].again {
		st.handler, st.wait, st.s.marks = false, nil, nil
	}
}
