package debugger

import (
	"context"
	"testing"
)

// What can never stop is refused, and enabling a breakpoint leaves what becomes of it as it was.
func TestThreadsOfBreakpoints(t *testing.T) {
	forStubs(t, func(t *testing.T, m *sim, s *Session) {
		ctx := context.Background()
		_, err := s.Break(ctx, BreakRequest{Spec: "*" + addr(loopInc), Thread: 9, CPU: -1})
		if err == nil || err.Error() != "Unknown thread 9." || len(s.Breakpoints()) != 0 {
			t.Errorf("a breakpoint for thread 9: %v, %v", err, s.Breakpoints())
		}
		b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc), Thread: 2, Temporary: true})
		for _, enable := range []bool{false, true} {
			if err := s.EnableBreakpoint(ctx, b.Num, 0, enable, Keep, 0); err != nil || b.Disp != Delete || b.Enabled != enable {
				t.Errorf("enable %v: %+v, %v", enable, b, err)
			}
		}
	})
}
