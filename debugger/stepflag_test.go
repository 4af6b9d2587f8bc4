package debugger

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
)

// flagged is how kgdb runs the CPUs of a [sim] (kernel/debug/debug_core.c): a step sets the flag of the CPU
// that stopped, a CPU that traps waits for its turn in the debugger and others may trap meanwhile. While one steps
// only those that wait may go before it; they do, or not, as it happens. A CPU that waits at a breakpoint which is
// not there any more goes on as if nothing had been.
type flagged struct {
	r       *rand.Rand
	current int
	flag    []bool
	waits   []trapKind
}

type trapKind uint8

const (
	noTrap trapKind = iota
	ofBreakpoint
	ofFlag
)

func newFlagged(seed uint64, cpus int) *flagged {
	return &flagged{r: rand.New(rand.NewPCG(seed, 0)), flag: make([]bool, cpus), waits: make([]trapKind, cpus)}
}

// owing counts the CPUs that would stop the kernel if the debugger left now.
func (f *flagged) owing() (n int) {
	for i := range f.flag {
		if i != f.current && (f.flag[i] || f.waits[i] == ofFlag) {
			n++
		}
	}
	return n
}

// run lets the machine run until one CPU has its turn in the debugger.
func (f *flagged) run(m *sim, step bool) string {
	f.flag[f.current] = step
	stepping := f.current
	runs := func(i int) bool { return f.waits[i] == noTrap && (!step || i == stepping) }
	for range 1 << 20 {
		i := f.r.IntN(len(m.cpus))
		c := &m.cpus[i]
		switch pc := c.r[simRIP]; {
		case f.waits[i] == ofBreakpoint && !m.points[fmt.Sprintf("0,%x,1", pc-1)]:
			f.waits[i] = noTrap
			c.r[simRIP]--
		case f.waits[i] != noTrap:
			f.waits[i], f.current = noTrap, i
			return fmt.Sprintf("T05thread:%02x;", i+1)
		case !runs(i):
		case m.points[fmt.Sprintf("0,%x,1", pc)]:
			c.r[simRIP]++
			f.waits[i] = ofBreakpoint
		default:
			if m.at(pc, 8) == nil {
				m.t.Errorf("sim: CPU %d is at %#x: %q", i, pc, m.log)
				m.memory = make([]byte, 0x3000)
				return "T02thread:01;"
			}
			m.step(c)
			if f.flag[i] {
				f.waits[i] = ofFlag
			}
		}
	}
	m.t.Error("sim: it runs for ever")
	return "T02thread:01;"
}

// Whatever steps are cut short by other CPUs, each command ends where it may, no hit is told twice, and no CPU is
// left that would stop the kernel with nobody there.
func TestStepsCutShort(t *testing.T) {
	for seed := range uint64(300) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			f := newFlagged(seed, 3)
			m, s := newSim(t, loopCode, &sim{noVCont: true, behind: true, flagged: f}, loopCall, loopBack, loopBack+1)
			r := rand.New(rand.NewPCG(seed, 1))
			told := make(map[*Breakpoint]int)
			at := make(map[*Breakpoint]uint64)
			for _, a := range []uint64{loopCall, loopBack, loopFunc, loopInc, loopRet} {
				if r.IntN(2) == 0 {
					at[mustBreak(t, s, BreakRequest{Spec: "*" + addr(a)})] = a
				}
			}
			if len(at) == 0 {
				at[mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopMov)})] = loopMov
			}
			for range 40 {
				var stop *Stop
				var err error
				thread, pc := s.Thread(), pcNow(t, s)
				kind := r.IntN(3)
				if kind == 2 {
					stop, err = s.Continue(context.Background())
				} else {
					stop, err = s.Step(context.Background(), StepKind(kind), 1)
				}
				if err != nil {
					t.Fatal(err)
				}
				for _, b := range stop.Hits {
					if told[b]++; uint64(pcNow(t, s)) != at[b] {
						t.Fatalf("the breakpoint at %#x is hit at %v", at[b], pcNow(t, s))
					}
				}
				switch {
				case len(stop.Hits) > 0:
				case stop.Reason != "step":
					t.Fatalf("stopped by %+v at %v: %q", stop, pcNow(t, s), m.log)
				case stop.Thread != thread || pcNow(t, s) == pc:
					t.Fatalf("the step of thread %d from %v led thread %d to %v", thread.Num, pc, stop.Thread.Num, pcNow(t, s))
				}
			}
			if err := s.Detach(context.Background()); err != nil {
				t.Error(err)
			}
			if n := f.owing(); n > 0 {
				t.Errorf("%d CPUs are left that will trap", n)
			}
			if left := m.left(); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			for b, a := range at {
				if after := map[uint64]uint64{loopBack: loopBack + 1, loopFunc: loopInc}[a]; after != 0 {
					a = after // it is emulated
				}
				// Besides, each CPU may be where it was told to be before it has executed anything.
				if n := m.count(a); told[b] > n+3 {
					t.Errorf("%#x: %d hits, executed %d times", a, told[b], n)
				}
			}
		})
	}
}
