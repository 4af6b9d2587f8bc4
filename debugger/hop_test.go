package debugger

import (
	"context"
	"strings"
	"testing"

	"kbreak/mem"
	"kbreak/rsp"
)

// hopCode is a line from simBase on, the next line, and a function. Since there is no debug information, a
// step ends behind the call.
//
//	00  nop, nop, inc %rax, jmp 7
//	07  nop, call 30, nop, jmp 11 (which is in the middle of the next line)
const hopCode = `90 90 48ffc0 eb00 90 e823000000 90 eb01 90
	90 90909090909090909090909090909090909090909090909090909090909090 48ffc0 c3 90`

const (
	hopCall = simBase + 8
	hopLast = simBase + 13
	hopEnd  = simBase + 16
)

// nextLine steps through the line that hopCode begins with.
func nextLine(t *testing.T, s *Session) *Stop {
	t.Helper()
	line := where{lo: simBase, hi: hopEnd, lines: true, line: 1, file: "f.c"}
	st := &stepper{s: s, t: s.Thread(), over: true, left: 1, begin: line, first: line}
	s.code = make(stepCode)
	stop, err := s.pursue(context.Background(), &goal{thread: st.t, launch: st.launch, arrived: st.arrived})
	if err != nil {
		t.Fatal(err)
	}
	return stop
}

func resumes(trips []string) string {
	var out []string
	for _, p := range trips {
		if rest, ok := strings.CutPrefix(p, "vCont;"); ok {
			verb, _, _ := strings.Cut(rest, ":")
			out = append(out, strings.ReplaceAll(verb, "ffffffff810000", ""))
		}
	}
	return strings.Join(out, " ")
}

// TestHop lets stubs step through ranges as well as they can.
func TestHop(t *testing.T) {
	through := func(m *sim, c *simCPU, start, end uint64) {
		for first := true; first || c.r[simRIP] >= start && c.r[simRIP] < end; first = false {
			m.step(c)
			if m.points["0,"+mem.Addr(c.r[simRIP]).String()[2:]+",1"] {
				return
			}
		}
	}
	for _, tt := range []struct {
		name   string
		ranges func(m *sim, c *simCPU, start, end uint64)
		breaks bool // at the third instruction
		want   string
		proven rsp.Support
	}{
		{"whole ranges", through, false, "r00,08 c", rsp.Proven},
		{"one instruction", func(m *sim, c *simCPU, _, _ uint64) { m.step(c) }, false,
			"r00,08 r00,08 r00,08 r00,08 r00,08 c", rsp.Proven},
		{"too far", func(m *sim, c *simCPU, start, end uint64) {
			through(m, c, start, end)
			for range 2 { // into the call
				m.step(c)
			}
		}, false, "r00,08", rsp.Absent},
		{"a breakpoint within", through, true, "r00,08", rsp.Proven},
		{"none", nil, false, "s s s s s c", rsp.Untried},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, s := newSim(t, hopCode, &sim{ranges: tt.ranges}, simBase)
			var b *Breakpoint
			if tt.breaks {
				b = mustBreak(t, s, BreakRequest{Spec: "*" + addr(simBase+2)})
			}
			m.trips()
			stop := nextLine(t, s)
			if have := resumes(m.trips()); have != tt.want || s.ranges != tt.proven {
				t.Errorf("resumed by %q, want %q; ranges %v, want %v", have, tt.want, s.ranges, tt.proven)
			}
			switch pc := pcNow(t, s); {
			case b != nil && (pc != simBase+2 || len(stop.Hits) != 1 || b.Hits != 1):
				t.Errorf("at %v, %+v, hits %d", pc, stop, b.Hits)
			case b == nil && tt.proven != rsp.Absent && (pc != hopLast || stop.Reason != "step"):
				t.Errorf("at %v, %+v", pc, stop)
			}
			if err := s.Detach(context.Background()); err != nil || len(m.left()) > 0 {
				t.Errorf("detach: %v, left %v", err, m.left())
			}
		})
	}
}

// A stub that lists ranges and then refuses them is stepped.
func TestHopRefused(t *testing.T) {
	m, s := newSim(t, hopCode, &sim{ranges: func(*sim, *simCPU, uint64, uint64) {}}, simBase)
	m.first = func(p string) (string, bool) { return "E01", strings.HasPrefix(p, "vCont;r") }
	m.trips()
	if stop := nextLine(t, s); pcNow(t, s) != hopLast || stop.Reason != "step" {
		t.Errorf("at %v, %+v", pcNow(t, s), stop)
	}
	if have := resumes(m.trips()); have != "r00,08 s s s s s c" {
		t.Errorf("resumed by %q", have)
	}
}

// What a range leads to, and what it leaves out.
func TestHopRange(t *testing.T) {
	_, s := newSim(t, hopCode, &sim{ranges: func(*sim, *simCPU, uint64, uint64) {}}, simBase)
	line := where{lo: simBase, hi: hopEnd, lines: true}
	for _, tt := range []struct{ pc, start, end mem.Addr }{
		{simBase, simBase, hopCall}, {simBase + 5, simBase, hopCall}, {hopLast, hopLast, hopEnd},
		{hopCall, 0, 0}, {simBase + 3, simBase + 3, hopCall}, // not where an instruction begins, seen from the line
	} {
		st := &stepper{s: s, t: s.Thread(), over: true, left: 1, begin: line, pc: tt.pc}
		var err error
		if st.inst, err = st.instAt(context.Background(), tt.pc); err != nil {
			t.Fatal(err)
		}
		h, err := st.findHop(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if h == nil {
			h = new(hop)
		}
		if h.start != tt.start || h.end != tt.end || tt.end != 0 && !h.exits[tt.end] {
			t.Errorf("at %v: %+v, want %v to %v", tt.pc, h, tt.start, tt.end)
		}
	}
}

// A signal that comes while a step is under way is delivered, and its handler is not stepped into.
func TestStepDelivers(t *testing.T) {
	m, s := newSim(t, hopCode, &sim{}, simBase)
	if _, err := s.Handle([]string{"SIGSEGV", "nostop", "noprint", "pass"}); err != nil {
		t.Fatal(err)
	}
	came := false
	m.first = func(p string) (string, bool) {
		if came || !strings.HasPrefix(p, "vCont;s") {
			return "", false
		}
		came = true
		return "T0bthread:01;", true
	}
	m.trips()
	if stop := nextLine(t, s); pcNow(t, s) != hopLast || stop.Reason != "step" {
		t.Errorf("at %v, %+v", pcNow(t, s), stop)
	}
	if have := resumes(m.trips()); !strings.HasPrefix(have, "s C0b s s s s s c") {
		t.Errorf("resumed by %q", have)
	}
}
