package live

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// TestRebootsUnderDebugger has a guest boot again under a session, whose breakpoint then stands where the new
// slide puts it: by SysRq b, of which kgdb says nothing, and by reboot, at which it says W.
func TestRebootsUnderDebugger(t *testing.T) {
	g := lab.StartKGDB(t, lab.Config{KGDB: filepath.Join(t.TempDir(), "line"), Wait: true, Reboots: true})
	waiting(t, g)
	g.Stub = g.Line
	boots := func(n int) {
		t.Helper()
		until(t, fmt.Sprintf("boot %d", n), func() bool { return strings.Count(g.Console(), "READY") == n })
	}
	s := startSession(t, g)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("kbreak:\n%s", s.output())
		}
	})
	s.say("break run_init_process", "continue")
	s.wait("Breakpoint 1", "run_init_process (")
	s.say("continue")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := g.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	boots(1)
	// hit goes on to the breakpoint in the kernel that was booted anew, and from there.
	hit := func(n int) {
		t.Helper()
		s.say("info breakpoints", "continue")
		s.wait("Breakpoint 1", "run_init_process (")
		s.say("continue")
		boots(n)
	}

	guest(t, g, "(sleep 0.2; echo b > /proc/sysrq-trigger) > /dev/null 2>&1 &")
	s.wait("the target was booted anew: the slide was ", "symbols and breakpoints are placed anew")
	hit(2)

	guest(t, g, "(sleep 0.2; reboot -f) > /dev/null 2>&1 &")
	s.wait(`[The target is gone; when it is back, "reconnect" attaches to it]`)
	until(t, "kgdb", func() bool { return strings.Count(g.Console(), "Waiting for connection from remote gdb") == 3 })
	s.say("reconnect")
	s.wait("the target was booted anew: the slide was ", "Remote debugging using "+g.Stub+"\nkernel at ")
	hit(3)
	runs(t, g)
	_ = s.cmd.Process.Kill()
}
