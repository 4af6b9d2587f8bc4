package debugger

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// A breakpoint with a log prints at every hit and stops at none; what cannot be evaluated is told.
func TestLog(t *testing.T) {
	forStubs(t, func(t *testing.T, m *sim, s *Session) {
		var got []string
		s.OnLog(func(list []Piece) {
			text := ""
			for _, p := range list {
				text += p.Text
			}
			got = append(got, text)
		})
		b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc), Log: `"rip=%lx %d\n", $rip, 1+1`})
		bad := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopMov), Log: `"%d\n", 1/0`, Temporary: true})
		end := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopRet)})
		if err := s.SetIgnore(end.Num, 9); err != nil {
			t.Fatal(err)
		}
		stop, err := s.Continue(context.Background())
		if err != nil || len(stop.Hits) != 1 || stop.Hits[0] != end {
			t.Fatalf("%+v, %v", stop, err)
		}
		line, told := "rip=ffffffff81000011 2\n", 0
		for _, text := range got {
			switch {
			case text == line:
			case strings.HasPrefix(text, "Error in dprintf 2: Division by zero") && strings.HasSuffix(text, "\n"):
				told++
			default:
				t.Errorf("printed %q", text)
			}
		}
		if told != 1 || slices.Contains(s.Breakpoints(), bad) {
			t.Errorf("the log that fails was told %d times, and is temporary: %q", told, got)
		}
		if n := len(got) - told; n != b.Hits || n < 10 {
			t.Errorf("%d lines for %d hits", n, b.Hits)
		}
	})
}

// What a breakpoint evaluates when it is hit is refused when it is set, and nothing is left behind.
func TestRefusedExpressions(t *testing.T) {
	m, s := newSim(t, loopCode, &sim{}, loopCall)
	ctx := context.Background()
	spec := "*" + addr(loopRet)
	for _, req := range []BreakRequest{
		{Spec: spec, Condition: "1 +"},
		{Spec: spec, Condition: "nosuch == 1"},
		{Spec: spec, Log: `"%d\n"`},
		{Spec: spec, Log: `"%d\n", 1, 2`},
		{Spec: spec, Log: `"no end`},
		{Spec: spec, Log: `"%y\n", 1`},
		{Spec: spec, Log: `"%d\n", nosuch`},
	} {
		req.CPU = -1
		if b, err := s.Break(ctx, req); err == nil {
			t.Errorf("%+v was set as %+v", req, b)
		}
	}
	if left := m.left(); len(left) > 0 || len(s.Breakpoints()) > 0 {
		t.Errorf("left %v, %v", left, s.Breakpoints())
	}
	b := mustBreak(t, s, BreakRequest{Spec: spec, Condition: "$rip != 0"})
	if err := s.SetCondition(ctx, b.Num, "nosuch"); err == nil || b.Condition != "$rip != 0" {
		t.Errorf("%v, condition %q", err, b.Condition)
	}
	if n, err := s.Int(ctx, "$bpnum"); err != nil || int(n) != b.Num || b.Num != 1 {
		t.Errorf("$bpnum is %d, %v; number %d", n, err, b.Num)
	}
}

// Breakpoints that do not stop do not end what is under way either: a call that is passed over, a run to
// a mark.
func TestLogInCall(t *testing.T) {
	forStubs(t, func(t *testing.T, m *sim, s *Session) {
		ctx, logs := context.Background(), 0
		s.OnLog(func([]Piece) { logs++ })
		never := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc), Condition: "0"})
		mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopMov), Log: `"x\n"`})
		for range 10 {
			stop, err := s.Step(ctx, NextInstruction, 1)
			if err != nil || stop.Reason != "step" || len(stop.Hits) > 0 {
				t.Fatalf("%+v, %v", stop, err)
			}
		}
		if never.Hits != 0 || logs < 3 {
			t.Errorf("%d hits, %d lines", never.Hits, logs)
		}
	})
}
