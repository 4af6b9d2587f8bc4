package live

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
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

// TestResetWhileStopped resets a guest that is stopped in kgdb. Its line shows nothing of that; reconnect
// gives it up, and the breakpoint stands where the new boot has it.
func TestResetWhileStopped(t *testing.T) {
	dir := t.TempDir()
	monitor := filepath.Join(dir, "monitor")
	g := lab.StartKGDB(t, lab.Config{KGDB: filepath.Join(dir, "line"), Wait: true, Reboots: true, Monitor: monitor})
	waiting(t, g)
	g.Stub = g.Line
	s := startSession(t, g)
	s.say("break run_init_process", "continue")
	s.wait("Breakpoint 1", "run_init_process (")
	reset(t, monitor)
	until(t, "kgdb", func() bool { return strings.Count(g.Console(), "Waiting for connection from remote gdb") == 2 })
	s.say("reconnect", "bt", "info breakpoints", "continue", "bt", "delete", "detach")
	s.wait("the target was booted anew: the slide was ", " kgdb_breakpoint ()", " in kernel_init (", "run_init_process",
		"Breakpoint 1", "run_init_process (", "#0  run_init_process (", "[Detached from ")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := g.Ready(ctx); err != nil {
		t.Fatal(err, s.output())
	}
	s.end()
	runs(t, g)
}

// reset does what the button of a machine does, by QMP.
func reset(t *testing.T, monitor string) {
	t.Helper()
	conn, err := net.Dial("unix", monitor)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	in := json.NewDecoder(conn)
	answer := func(member string) {
		t.Helper()
		for {
			var said map[string]any
			if err := in.Decode(&said); err != nil || said["error"] != nil {
				t.Fatal(err, said)
			}
			if said[member] != nil {
				return
			}
		}
	}
	answer("QMP")
	for _, command := range []string{"qmp_capabilities", "system_reset"} {
		if _, err := io.WriteString(conn, `{"execute":"`+command+`"}`); err != nil {
			t.Fatal(err)
		}
		answer("return")
	}
}
