//go:build unix

package live

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// TestKilledWhileRunning kills a session whose breakpoints are in the code of a running guest. The guest runs
// into one with nobody there; the next session takes out what is left and the guest goes on from there.
func TestKilledWhileRunning(t *testing.T) {
	t.Run("QEMU", func(t *testing.T) { killedWhileRunning(t, lab.Start(t, lab.Config{}), nil) })
	t.Run("kgdb", func(t *testing.T) {
		socket := filepath.Join(t.TempDir(), "uart")
		g := lab.StartKGDB(t, lab.Config{KGDB: socket})
		qemu := g.Stub
		g.Stub = "unix:" + socket
		entered := make(chan error, 1)
		go func() {
			_, err := g.Run(t.Context(), "echo g > /proc/sysrq-trigger")
			entered <- err
		}()
		killedWhileRunning(t, g, entered)
		k := &underKGDB{attached: &attached{t: t, g: g}, qemu: qemu}
		k.cleanBehind()
	})
}

func killedWhileRunning(t *testing.T, g *lab.Guest, entered <-chan error) {
	state := t.TempDir()
	s := startWith(t, g, func(cmd *exec.Cmd) { cmd.Env = append(cmd.Env, "XDG_STATE_HOME="+state) })
	// A call, a push and an endbr64 or a nop: of two of them the rest is another instruction.
	s.say("break do_mkdirat", "break filename_create", "break *(do_rmdir+9)", "continue")
	if entered != nil {
		if err := <-entered; err != nil {
			t.Fatal(err)
		}
	} else {
		runs(t, g)
	}
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Wait()
	if files, _ := filepath.Glob(filepath.Join(state, "*", "points-*.json")); len(files) != 1 {
		t.Fatalf("the journal is %v", files)
	}
	done := make(chan error, 1)
	go func() {
		_, err := g.Run(t.Context(), "mkdir /tmp/killed && rmdir /tmp/killed")
		done <- err
	}()
	next := kbreak(t, g, "--batch", "-e", "bt 1", "-e", "info breakpoints", "-e", "detach")
	next.Env = append(next.Env, "XDG_STATE_HOME="+state)
	text, err := next.CombinedOutput()
	out := string(text)
	t.Log(out)
	if err != nil || !strings.Contains(out, "removed 3 breakpoints that an earlier session left in the target") ||
		!strings.Contains(out, "No breakpoints or watchpoints.") {
		t.Errorf("%v, have\n%s", err, out)
	}
	if err := <-done; err != nil {
		t.Errorf("the guest does not go on: %v", err)
	}
	runs(t, g)
}
