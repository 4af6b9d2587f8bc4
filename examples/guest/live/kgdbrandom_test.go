package live

import (
	"errors"
	"flag"
	"math/rand/v2"
	"slices"
	"testing"

	"kbreak/debugger"
	"kbreak/examples/guest/lab"
	"kbreak/rsp"
)

var (
	stepsSeeds = flag.Int("steps.seeds", 1, "sessions of TestKGDBRandomSteps")
	stepsFirst = flag.Int("steps.first", 1, "the first seed of TestKGDBRandomSteps")
	stepsCount = flag.Int("steps.count", 60, "commands of a session of TestKGDBRandomSteps")
)

// TestKGDBRandomSteps gives commands at random while both CPUs run through breakpoints, one of them in the handler
// of the timer: steps are cut short by the other CPU's hits, and by those of their own CPU. Whatever comes of it,
// each command ends where it may, and the guest runs when the debugger has left.
func TestKGDBRandomSteps(t *testing.T) {
	for seed := *stepsFirst; seed < *stepsFirst+*stepsSeeds; seed++ {
		a, done := brokenIn(t, []lab.Load{lab.Kernel, lab.Kernel})
		r := rand.New(rand.NewPCG(uint64(seed), 0))
		for _, spec := range []string{"vfs_read", a.steppedIn("vfs_read"), "ksys_read", "vfs_write", a.steppedIn("rw_verify_area"), "update_process_times"} {
			a.mustBreak(spec)
		}
		var log []string
		for range *stepsCount {
			var stop *debugger.Stop
			var err error
			what := "continue"
			switch kind := r.IntN(7); kind {
			case 5:
				stop, err = a.Continue(a.ctx)
			case 6:
				what = "finish"
				stop, err = a.Finish(a.ctx)
			default:
				what = []string{"stepi", "nexti", "step", "next", "until"}[kind]
				stop, err = a.Step(a.ctx, debugger.StepKind(kind), 1+r.IntN(3))
			}
			var refused *rsp.ReplyError
			if errors.As(err, &refused) && what != "continue" {
				log = append(log, what+": "+err.Error()) // where it returns to, kgdb sets no breakpoint
				continue
			}
			if err != nil {
				t.Fatalf("seed %d, after %q: %s: %v; notices %q", seed, log, what, err, a.notices)
			}
			if !slices.Contains([]string{"step", "breakpoint", "finish"}, stop.Reason) {
				f := a.at()
				t.Fatalf("seed %d, after %q: %s ended with %+v, thread %d, in %s at %s", seed, log, what, stop, stop.Thread.Num, f.Function, f.PC)
			}
			f := a.at()
			for _, b := range stop.Hits {
				if b.Locations[0].Addr != f.PC {
					t.Fatalf("seed %d, after %q: %s: breakpoint %d is hit at %s", seed, log, what, b.Num, f.PC)
				}
			}
			log = append(log, what+": "+stop.Reason+" in "+f.Function)
		}
		t.Logf("seed %d: %q", seed, log)
		if err := a.Detach(a.ctx); err != nil {
			t.Error(err)
		}
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		runs(t, a.g)
	}
}
