package live

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kbreak/debugger"
	"kbreak/examples/guest/lab"
	"kbreak/transport"
)

// attachKGDB attaches to a guest through its own stub.
func attachKGDB(t *testing.T, g *lab.Guest, socket string) *attached {
	t.Helper()
	conn, err := transport.Dial(t.Context(), "unix:"+socket)
	if err != nil {
		t.Fatal(err)
	}
	return attachOver(t, g, conn)
}

// brokenIn boots a guest, breaks into it and attaches. The channel gets the end of the command in the guest
// that did it.
func brokenIn(t *testing.T, load []lab.Load) (*attached, <-chan error) {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "uart")
	g := lab.StartKGDB(t, lab.Config{KGDB: socket, Load: load})
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	done := make(chan error, 1)
	go func() {
		_, err := g.Run(ctx, "echo g > /proc/sysrq-trigger")
		done <- err
	}()
	for end := time.Now().Add(time.Minute); !strings.Contains(g.Console(), "Entering kdb"); {
		if time.Now().After(end) {
			t.Fatalf("kgdb is not entered:\n%s", g.Console())
		}
		time.Sleep(50 * time.Millisecond)
	}
	return attachKGDB(t, g, socket), done
}

// at is where the selected frame is.
func (a *attached) at() *debugger.Frame {
	a.t.Helper()
	f, err := a.Frame(a.ctx)
	if err != nil {
		a.t.Fatal(err)
	}
	return f
}

// step steps. It must not end anywhere else than at a step's end.
func (a *attached) step(kind debugger.StepKind, count int) {
	a.t.Helper()
	stop, err := a.Step(a.ctx, kind, count)
	if err != nil {
		a.t.Fatalf("step: %v; notices %q", err, a.notices)
	}
	if stop.Reason != "step" {
		a.t.Fatalf("the step ended with %+v", stop)
	}
}

// trips counts the round trips of what is done.
func (a *attached) trips(do func()) int {
	before := a.Link().RoundTrips
	do()
	return int(a.Link().RoundTrips - before)
}

// steppedIn is the first instruction of a function that a breakpoint cannot be carried past by us: no endbr64,
// nop or push.
func (a *attached) steppedIn(function string) string {
	a.t.Helper()
	loc, err := a.LineOf(a.ctx, function)
	if err != nil || len(loc) != 1 {
		a.t.Fatalf("%s: %v, %v", function, loc, err)
	}
	code, err := a.Disassemble(a.ctx, loc[0].Start, 0, 16)
	if err != nil {
		a.t.Fatal(err)
	}
	for _, in := range code {
		op, _, _ := strings.Cut(in.Text, " ")
		if !slices.Contains([]string{"endbr64", "call", "push"}, op) && !strings.HasPrefix(op, "nop") {
			return fmt.Sprintf("*%v", in.Addr)
		}
	}
	a.t.Fatalf("%s: nothing to step: %v", function, code)
	return ""
}

// TestKGDBTrapsOfBoot sets a breakpoint while the kernel boots and its code can be written, and hits it when
// that is read-only: kgdb cannot take its trap out then, and used to let nobody past it.
func TestKGDBTrapsOfBoot(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "uart")
	g := lab.StartKGDB(t, lab.Config{KGDB: socket, Wait: true})
	waiting(t, g)
	a := attachKGDB(t, g, socket)
	code := func() []byte {
		b, err := a.ValueBytes(a.ctx, "*(char (*)[16])do_init_module")
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b := a.mustBreak("*((char *)do_init_module + 5)") // behind the nop of ftrace: it takes a step to leave
	for range 3 {
		if _, in := a.stops(); in != "do_init_module" {
			t.Fatalf("stopped in %s", in)
		}
		if code()[5] == 0xcc {
			t.Fatal("the trap stands in the code")
		}
		a.step(debugger.StepInstruction, 1)
		if f := a.at(); f.Function != "do_init_module" && f.Function != "kmalloc" {
			t.Errorf("stepi led to %s", f.Function)
		}
	}
	a.delete(b)
	if got := code(); bytes.IndexByte(got, 0xcc) >= 0 {
		t.Errorf("the code is % x", got)
	}
	if err := a.Detach(a.ctx); err != nil {
		t.Error(err)
	}
	if err := g.Ready(a.ctx); err != nil {
		t.Fatal(err)
	}
	runs(t, g)
}

// TestKGDBSteps steps a kernel through its own stub, whose steps have interrupts on. While the other CPU is
// idle the round trips are counted; while both run through the breakpoint, and stand at the same trap when
// the target is left, the guest must be none the worse for it.
func TestKGDBSteps(t *testing.T) {
	for name, tt := range map[string]struct {
		load    []lab.Load
		counted bool
	}{
		"one CPU busy": {[]lab.Load{lab.Kernel}, true},
		"both busy":    {[]lab.Load{lab.Kernel, lab.Kernel}, false},
	} {
		t.Run(name, func(t *testing.T) {
			a, done := brokenIn(t, tt.load)
			atMost := func(what string, have, most int) {
				t.Logf("%s: %d round trips", what, have)
				if tt.counted && have > most {
					t.Errorf("%s: %d round trips, want at most %d", what, have, most)
				}
			}
			stepped := a.steppedIn("vfs_read")
			for _, spec := range []string{"vfs_read", stepped} { // a nop, and what has to be stepped
				b := a.mustBreak(spec)
				if _, in := a.stops(); in != "vfs_read" {
					t.Fatalf("stopped in %s", in)
				}
				a.delete(b)
				// A resume is answered by the stop and not counted.
				atMost("10 x stepi at "+spec, 10+a.trips(func() { a.step(debugger.StepInstruction, 10) }), 22)
				b = a.mustBreak(spec)
				a.stops()
				a.delete(b)
				n, in := 0, true
				for range 5 {
					trips := 1 + a.trips(func() { a.step(debugger.NextLine, 1) })
					// In the caller of ksys_read kgdb refuses breakpoints: single steps go there.
					if f := a.at(); in && f.Function != "vfs_read" && f.Function != "ksys_read" && !f.Inlined {
						in = false
					}
					if in {
						n += trips
					}
				}
				atMost("5 x next at "+spec, n, 40)
				if f := a.at(); f.Function != "vfs_read" {
					continue // a read that had nothing to do
				}
				stop, err := a.Finish(a.ctx)
				if err != nil || stop.Reason != "finish" {
					t.Fatalf("finish: %+v, %v", stop, err)
				}
				if f := a.at(); f.Function != "ksys_read" {
					t.Errorf("finish led to %s", f.Function)
				}
			}
			// With the breakpoint under the PC and on the way of the other CPU.
			a.mustBreak(stepped)
			for range 20 {
				if _, in := a.stops(); in != "vfs_read" {
					t.Fatalf("stopped in %s", in)
				}
			}
			if err := a.Detach(a.ctx); err != nil {
				t.Error(err)
			}
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			runs(t, a.g)
		})
	}
}
