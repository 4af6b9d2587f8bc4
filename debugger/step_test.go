package debugger

import (
	"bytes"
	"context"
	"testing"

	"kbreak/mem"
)

func pcNow(t *testing.T, s *Session) mem.Addr {
	t.Helper()
	pc, err := s.pcOf(context.Background(), s.Thread())
	if err != nil {
		t.Fatal(err)
	}
	return pc
}

// One instruction after the other, breakpoints or not, of one thread.
func TestStepInstruction(t *testing.T) {
	way := []mem.Addr{loopFunc, loopInc, loopMov, loopRet - 1, loopRet, loopBack, loopBack + 1, loopCall, loopFunc}
	forStubs(t, func(t *testing.T, m *sim, s *Session) {
		s.SetSchedulerLocking("step")
		for _, a := range []uint64{loopInc, loopBack} {
			mustBreak(t, s, BreakRequest{Spec: "*" + addr(a), Thread: 2}) // in the way, and for another thread
		}
		for i, want := range way {
			stop, err := s.Step(context.Background(), StepInstruction, 1)
			if err != nil || stop.Reason != "step" || stop.Thread.Num != 1 {
				t.Fatalf("step %d: %+v, %v", i, stop, err)
			}
			if have := pcNow(t, s); have != want {
				t.Fatalf("step %d went to %v, want %v", i, have, want)
			}
		}
		if stop, err := s.Step(context.Background(), StepInstruction, 5); err != nil || pcNow(t, s) != loopBack {
			t.Errorf("five steps: %+v, %v, at %v", stop, err, pcNow(t, s))
		}
	})
}

// A step onto a breakpoint of the thread is a hit of it, and the step from there is not another.
func TestStepOntoBreakpoint(t *testing.T) {
	forStubs(t, func(t *testing.T, m *sim, s *Session) {
		s.SetSchedulerLocking("step")
		b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc), Thread: 1})
		for i := range 9 {
			stop, err := s.Step(context.Background(), StepInstruction, 1)
			if err != nil {
				t.Fatal(err)
			}
			if hit := len(stop.Hits) == 1; hit != (pcNow(t, s) == loopInc) {
				t.Errorf("step %d: at %v, %+v", i, pcNow(t, s), stop)
			}
		}
		if b.Hits != 1 {
			t.Errorf("%d hits", b.Hits)
		}
	})
}

// A call is passed over although the other CPU comes by where it returns to.
func TestNextInstruction(t *testing.T) {
	forStubs(t, func(t *testing.T, m *sim, s *Session) {
		for i, want := range []mem.Addr{loopBack, loopBack + 1, loopCall, loopBack, loopBack + 1, loopCall} {
			stop, err := s.Step(context.Background(), NextInstruction, 1)
			if err != nil || stop.Reason != "step" || stop.Thread.Num != 1 || pcNow(t, s) != want {
				t.Fatalf("step %d: %+v, %v, at %v, want %v", i, stop, err, pcNow(t, s), want)
			}
		}
		if len(s.marks) > 0 {
			t.Errorf("marks are left: %v", s.marks)
		}
	})
}

// A breakpoint inside of what is passed over stops, and what waited for the return is gone.
func TestNextIntoBreakpoint(t *testing.T) {
	forStubs(t, func(t *testing.T, m *sim, s *Session) {
		b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc), Thread: 1})
		stop, err := s.Step(context.Background(), NextInstruction, 1)
		if err != nil || len(stop.Hits) != 1 || stop.Hits[0] != b {
			t.Fatalf("%+v, %v", stop, err)
		}
		if left := m.left(); len(left) != 1 {
			t.Errorf("inserted are %v", left)
		}
	})
}

func TestRunTo(t *testing.T) {
	forStubs(t, func(t *testing.T, m *sim, s *Session) {
		for range 3 {
			stop, err := s.RunTo(context.Background(), "*"+addr(loopMov))
			if err != nil || stop.Reason != "location reached" || stop.Thread.Num != 1 || pcNow(t, s) != loopMov {
				t.Fatalf("%+v, %v, at %v", stop, err, pcNow(t, s))
			}
		}
		if left := m.left(); len(left) > 0 {
			t.Errorf("inserted are %v", left)
		}
		stop, err := s.Jump(context.Background(), "nowhere", nil)
		if err == nil {
			t.Errorf("jumped to nowhere: %+v", stop)
		}
		mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopBack), Thread: 1})
		before := m.count(loopRet)
		if stop, err = s.Jump(context.Background(), "*"+addr(loopCall), nil); err != nil || len(stop.Hits) != 1 {
			t.Errorf("%+v, %v", stop, err)
		}
		if m.count(loopRet) == before {
			t.Error("the loop was not run")
		}
		before = m.count(loopRet)
		if stop, err = s.Jump(context.Background(), "*"+addr(loopBack), nil); err != nil || len(stop.Hits) != 1 || pcNow(t, s) != loopBack {
			t.Errorf("%+v, %v", stop, err)
		}
		if n := m.count(loopRet); n != before {
			t.Errorf("the loop was run %d times before the breakpoint that was jumped to", n-before)
		}
	})
}

// With breakpoints set, a step is one request to step and one for the registers.
func TestStepRoundTrips(t *testing.T) {
	m, s := newSim(t, loopCode, &sim{}, loopCall, loopBack)
	ctx := context.Background()
	for _, a := range []uint64{loopInc, loopRet} {
		mustBreak(t, s, BreakRequest{Spec: "*" + addr(a), Condition: "0"})
	}
	for range 8 { // what has to be learned once is known then
		if _, err := s.Step(ctx, StepInstruction, 1); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 8 {
		m.trips()
		if _, err := s.Step(ctx, StepInstruction, 1); err != nil {
			t.Fatal(err)
		}
		if trips := m.trips(); len(trips) > 2 {
			t.Errorf("step %d: %q", i, trips)
		}
	}
}

// The first step after the target ran may be that of finish: it finds no code of steps before it.
func TestCodeAfterContinue(t *testing.T) {
	m, s := newSim(t, loopCode, &sim{}, loopFunc)
	mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc), Temporary: true})
	if stop, err := s.Continue(context.Background()); err != nil || stop.Reason != "breakpoint" {
		t.Fatalf("continue: %+v, %v", stop, err)
	}
	for range 2 { // read, then kept
		have, err := s.codeAt(context.Background(), simBase)
		if err != nil || !bytes.Equal(have, m.at(simBase, codePiece)) {
			t.Fatalf("code %x, %v", have, err)
		}
	}
}
