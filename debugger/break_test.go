package debugger

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// Two CPUs run the same loop, each starting elsewhere in it:
//
//	00  call 10        05  nop        06  jmp 00
//	10  push %rbx      11  inc %rax   14  mov %rax,100   1b  pop %rbx   1c  ret
const loopCode = `e80b000000 90 ebf8 9090909090909090
53 48ffc0 488905e5000000 5b c3 909090`

const (
	loopCall = simBase
	loopBack = simBase + 5
	loopFunc = simBase + 0x10
	loopInc  = simBase + 0x11
	loopMov  = simBase + 0x14
	loopRet  = simBase + 0x1c
	loopVar  = simBase + 0x100
)

// stubs are the ways in which stubs differ that matter to breakpoints.
var stubs = map[string]func() *sim{
	"QEMU":                  func() *sim { return &sim{} },
	"KVM":                   func() *sim { return &sim{stuckSteps: true} },
	"kgdb":                  func() *sim { return &sim{noVCont: true, behind: true, stuckSteps: true, loose: true} },
	"VMware":                func() *sim { return &sim{noVCont: true, stuckSteps: true} },
	"no Z0":                 func() *sim { return &sim{noZ0: true, stuckSteps: true} },
	"no Z0, trap is behind": func() *sim { return &sim{noZ0: true, behind: true, noVCont: true, stuckSteps: true} },
}

func forStubs(t *testing.T, test func(t *testing.T, m *sim, s *Session)) {
	for name := range stubs {
		t.Run(name, func(t *testing.T) {
			m, s := newSim(t, loopCode, stubs[name](), loopCall, loopBack)
			test(t, m, s)
			if err := s.Detach(context.Background()); err != nil {
				t.Errorf("detach: %v", err)
			}
			if left := m.left(); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func mustBreak(t *testing.T, s *Session, req BreakRequest) *Breakpoint {
	t.Helper()
	if req.CPU == 0 {
		req.CPU = -1
	}
	b, err := s.Break(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Every execution of the instruction under a breakpoint is one hit, whatever it is that the stub needs
// to get over it, with two CPUs that come by in turns.
func TestHits(t *testing.T) {
	for what, at := range map[string]uint64{"call": loopCall, "nop": loopBack, "push": loopFunc, "inc": loopInc, "ret": loopRet} {
		after := map[uint64]uint64{loopBack: loopBack + 1, loopFunc: loopInc}[at]
		if after == 0 {
			after = at
		}
		t.Run(what, func(t *testing.T) {
			forStubs(t, func(t *testing.T, m *sim, s *Session) {
				b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(at)})
				threads := make(map[int]int)
				for i := range 50 {
					stop, err := s.Continue(context.Background())
					if err != nil {
						t.Fatal(err)
					}
					if len(stop.Hits) != 1 || stop.Hits[0] != b || stop.Reason != "breakpoint" {
						t.Fatalf("stop %d: %+v", i, stop)
					}
					threads[stop.Thread.Num]++
					if f, err := s.Frame(context.Background()); err != nil || uint64(f.PC) != at {
						t.Fatalf("stop %d is at %+v, %v", i, f, err)
					}
				}
				if len(threads) != 2 {
					t.Errorf("hits by thread: %v", threads)
				}
				// What follows it was executed as often, but by the thread that stopped last. What is emulated is
				// not executed by the machine itself.
				if n := m.count(after); b.Hits != 50 || n < 47 || n > 50 {
					t.Errorf("%d hits, executed %d times", b.Hits, n)
				}
			})
		})
	}
}

// Where the instruction is emulated it is not executed by the machine, but what it does is done.
func TestEmulatedPush(t *testing.T) {
	forStubs(t, func(t *testing.T, m *sim, s *Session) {
		mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopFunc), Thread: 1})
		mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopRet), Thread: 1})
		for range 20 {
			if _, err := s.Continue(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		m.mu.Lock()
		defer m.mu.Unlock()
		if sp := m.cpus[0].r[simRSP]; sp != simBase+0x2000-8 {
			t.Errorf("stack pointer %#x in the function", sp)
		}
	})
}

func TestFalseCondition(t *testing.T) {
	forStubs(t, func(t *testing.T, m *sim, s *Session) {
		never := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc), Condition: "0"})
		b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopRet), Condition: "1"})
		if err := s.SetIgnore(b.Num, 99); err != nil {
			t.Fatal(err)
		}
		stop, err := s.Continue(context.Background())
		if err != nil || len(stop.Hits) != 1 || stop.Hits[0] != b || b.Hits != 100 || b.Ignore != 0 {
			t.Fatalf("%+v, %v, %d hits", stop, err, b.Hits)
		}
		if never.Hits != 0 {
			t.Errorf("%d hits although the condition never held", never.Hits)
		}
		if n := m.count(loopRet); n != 99 {
			t.Errorf("the instruction was executed %d times, want 99", n)
		}
	})
}

// A condition that fails to evaluate stops and says so; the breakpoint is not lost.
func TestBadCondition(t *testing.T) {
	m, s := newSim(t, loopCode, &sim{}, loopCall)
	b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopRet), Condition: "1/0"})
	stop, err := s.Continue(context.Background())
	if err != nil || len(stop.Hits) != 1 || !strings.Contains(stop.Note, fmt.Sprintf("Error in testing condition for breakpoint %d:", b.Num)) {
		t.Errorf("%+v, %v", stop, err)
	}
	if err := s.Detach(context.Background()); err != nil || len(m.left()) > 0 {
		t.Errorf("detach: %v, left %v", err, m.left())
	}
}

// What a step and a false condition cost; issue 4 sets the limits.
func TestRoundTrips(t *testing.T) {
	m, s := newSim(t, loopCode, &sim{}, loopCall)
	ctx := context.Background()
	b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc)})
	if _, err := s.Continue(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Continue(ctx); err != nil { // by now it is known how to get over a breakpoint
		t.Fatal(err)
	}
	if err := s.SetCondition(ctx, b.Num, "0"); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteBreakpoint(ctx, b.Num); err != nil {
		t.Fatal(err)
	}
	other := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopMov), Condition: "0"})
	end := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopRet)})
	if err := s.SetIgnore(end.Num, 1); err != nil {
		t.Fatal(err)
	}
	m.trips()
	if _, err := s.Continue(ctx); err != nil {
		t.Fatal(err)
	}
	// Three hits that do not stop: two of other, one of end.
	if trips := m.trips(); len(trips) > 3*4+2 {
		t.Errorf("3 hits that do not stop took %d packets: %q", len(trips), trips)
	}
	if other.Hits != 0 || end.Hits != 2 {
		t.Errorf("%d and %d hits", other.Hits, end.Hits)
	}
}

// What cannot be inserted is refused when it is asked for, and leaves nothing behind.
func TestRefused(t *testing.T) {
	m, s := newSim(t, loopCode, &sim{refuse: 1}, loopCall)
	ctx := context.Background()
	first := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc), Hardware: true})
	_, err := s.Break(ctx, BreakRequest{Spec: "*" + addr(loopRet), Hardware: true, CPU: -1})
	if err == nil || !strings.Contains(err.Error(), "all hardware slots are taken") {
		t.Errorf("have %v", err)
	}
	if list := s.Breakpoints(); len(list) != 1 || list[0] != first {
		t.Errorf("have %v", list)
	}
	if _, err := s.Break(ctx, BreakRequest{Spec: "*0x1000", CPU: -1}); err == nil {
		t.Error("a breakpoint was set where nothing is")
	}
	if _, err := s.Break(ctx, BreakRequest{Spec: "no_such_function", CPU: -1}); err == nil {
		t.Error("a breakpoint was set on nothing")
	}
	if err := s.DeleteBreakpoint(ctx, 7); !errors.Is(err, ErrNoBreakpoint) {
		t.Errorf("have %v", err)
	}
	if err := s.DeleteBreakpoint(ctx, first.Num); err != nil {
		t.Fatal(err)
	}
	if b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc)}); b.Num != 2 || len(m.left()) != 1 {
		t.Errorf("number %d, %v", b.Num, m.left())
	}
}

func TestTemporaryAndDisabled(t *testing.T) {
	forStubs(t, func(t *testing.T, m *sim, s *Session) {
		ctx := context.Background()
		once := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc), Temporary: true})
		twice := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopRet)})
		if err := s.EnableBreakpoint(ctx, twice.Num, 0, true, Disable, 2); err != nil {
			t.Fatal(err)
		}
		var hits []int
		for range 3 {
			stop, err := s.Continue(ctx)
			if err != nil || len(stop.Hits) != 1 {
				t.Fatalf("%+v, %v", stop, err)
			}
			hits = append(hits, stop.Hits[0].Num)
		}
		if fmt.Sprint(hits) != fmt.Sprint([]int{once.Num, twice.Num, twice.Num}) {
			t.Errorf("hits of %v", hits)
		}
		if list := s.Breakpoints(); len(list) != 1 || list[0].Enabled {
			t.Errorf("left are %+v", list)
		}
		if left := m.left(); len(left) > 0 {
			t.Errorf("inserted are %v", left)
		}
	})
}

// Memory reads show the code, not the traps that were written into it, and writing over one keeps it.
func TestHiddenTraps(t *testing.T) {
	m, s := newSim(t, loopCode, &sim{noZ0: true, stuckSteps: true}, loopCall)
	ctx := context.Background()
	b := mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc)})
	read := func() string {
		p := make([]byte, 3)
		if err := s.mem.kernel.ReadMem(ctx, loopInc, p); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%x", p)
	}
	if have := read(); have != "48ffc0" {
		t.Errorf("memory shows %s", have)
	}
	if err := s.WriteMemory(ctx, loopInc, []byte{0x90, 0x90, 0x90}); err != nil {
		t.Fatal(err)
	}
	if have := read(); have != "909090" {
		t.Errorf("after a write memory shows %s", have)
	}
	if left := m.left(); len(left) != 1 {
		t.Errorf("the trap is gone: %v", left)
	}
	if err := s.DeleteBreakpoint(ctx, b.Num); err != nil {
		t.Fatal(err)
	}
	if have := fmt.Sprintf("%x", m.at(loopInc, 3)); have != "909090" {
		t.Errorf("the code is %s now", have)
	}
}
