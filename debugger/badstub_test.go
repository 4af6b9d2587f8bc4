package debugger

import (
	"context"
	"errors"
	"strings"
	"testing"

	"kbreak/rsp"
)

// A stub that says OK to breakpoints and never stops: that is said once the target was interrupted, and
// not where breakpoints work.
func TestDeafStub(t *testing.T) {
	ctx := context.Background()
	for _, deaf := range []bool{true, false} {
		m, s := newSim(t, loopCode, &sim{deaf: deaf}, loopCall)
		mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc)})
		if text := s.BreakDoubt(); text != "" {
			t.Errorf("before it ran: %s", text)
		}
		stop, err := s.Continue(ctx)
		if err != nil || deaf != (len(stop.Hits) == 0) {
			t.Fatalf("%+v, %v", stop, err)
		}
		if text := s.BreakDoubt(); deaf != strings.Contains(text, "VMware") {
			t.Errorf("deaf %v: %q", deaf, text)
		}
		if err := s.Detach(ctx); err != nil || len(m.left()) > 0 {
			t.Errorf("detach: %v, left %v", err, m.left())
		}
	}
}

// A target that goes away while it runs with breakpoints: the session says so, can be left and taken up
// again, and then takes out what was left in the code.
func TestDiesWhileRunning(t *testing.T) {
	ctx := context.Background()
	for name, stub := range stubs {
		t.Run(name, func(t *testing.T) {
			m := stub()
			m.dies = true
			m, s := newSim(t, loopCode, m, loopCall, loopBack)
			dir := t.TempDir()
			journalled(t, m, s, dir)
			b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc)})
			if _, err := s.Continue(ctx); !errors.Is(err, rsp.ErrLost) || s.State() != Lost {
				t.Fatalf("state %v, %v", s.State(), err)
			}
			if _, err := s.Continue(ctx); !errors.Is(err, rsp.ErrLost) {
				t.Errorf("continue: %v", err)
			}
			if err := s.SetCondition(ctx, b.Num, "1"); err != nil {
				t.Errorf("a condition: %v", err)
			}
			_ = s.Detach(ctx)
			if s.State() != NoTarget || s.BreakDoubt() != "" {
				t.Errorf("state %v after detach", s.State())
			}
			m.mu.Lock()
			m.dies = false
			m.mu.Unlock()
			next := journalled(t, m, m.attach(New(Options{})), dir)
			if left := m.left(); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			if err := next.Detach(ctx); err != nil {
				t.Error(err)
			}
		})
	}
}
