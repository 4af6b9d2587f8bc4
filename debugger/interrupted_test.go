package debugger

import (
	"context"
	"testing"
)

// A Ctrl-C that comes before the target is resumed is a stop where the target stands.
func TestInterruptedBeforeItRuns(t *testing.T) {
	m, s := newSim(t, loopCode, &sim{}, loopCall)
	b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc)})
	mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopRet)})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	m.first = func(p string) (string, bool) {
		if p == "vCont?" { // asked before the first resume
			cancel()
		}
		return "", false
	}
	stop, err := s.Continue(ctx)
	if err != nil || stop.Reason != "interrupted" || stop.Signal != sigInt || pcNow(t, s) != loopCall || s.State() != Stopped {
		t.Fatalf("%+v, %v %v %v", stop, err, m.trips(), ctx.Err())
	}
	if stop, err = s.Continue(context.Background()); err != nil || len(stop.Hits) != 1 || stop.Hits[0] != b {
		t.Errorf("%+v, %v", stop, err)
	}
	if err := s.Detach(context.Background()); err != nil || len(m.left()) > 0 {
		t.Errorf("detach: %v, left %v", err, m.left())
	}
}
