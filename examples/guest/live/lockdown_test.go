package live

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

const lockedDown = `kdb keeps gdb out: the kernel is locked down ("Kernel is locked down from `

// TestLockdown breaks into kernels that are locked down: on the console's line and on one of kgdb's own, while
// they run and while they wait in kdb, and into one that was locked down under the debugger. The error says so,
// and who was running runs on.
func TestLockdown(t *testing.T) {
	refused := func(t *testing.T, g *lab.Guest, want string, flags ...string) {
		t.Helper()
		out, err := kbreak(t, g, append(flags, "--batch", "-e", "bt")...).CombinedOutput()
		if err == nil || !bytes.Contains(out, []byte(lockedDown+"command line\")")) || !bytes.Contains(out, []byte(want)) {
			t.Errorf("%v, no %q and %q in\n%s", err, lockedDown, want, out)
		}
	}
	t.Run("shared", func(t *testing.T) {
		dir := t.TempDir()
		g := lab.StartKGDB(t, lab.Config{KGDB: filepath.Join(dir, "line"), SharedLine: true,
			Monitor: filepath.Join(dir, "monitor"), Append: "lockdown=integrity"})
		g.Stub = g.Line
		for _, flag := range []string{
			"--break-monitor=unix:" + filepath.Join(dir, "monitor") + ",console",
			"--break-command=" + shellCommand(t, g),
		} {
			refused(t, g, "the kernel was let go again", flag)
			runs(t, g)
		}
	})
	t.Run("own", func(t *testing.T) {
		g := lab.StartKGDB(t, lab.Config{KGDB: filepath.Join(t.TempDir(), "line"), Wait: true, Append: "lockdown=confidentiality"})
		g.Stub = g.Line
		waiting(t, g)
		refused(t, g, `the kernel stands at its prompt, where "go" lets it run`)
		refused(t, g, `the kernel stands at its prompt, where "go" lets it run`)
		conn := openTerminal(t, g.Line)
		conn.say("go\r", "go")
		conn.close()
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := g.Ready(ctx); err != nil {
			t.Fatal(err)
		}
		refused(t, g, "the kernel was let go again", "--break-command="+shellCommand(t, g))
		runs(t, g)
	})
	t.Run("later", func(t *testing.T) {
		g := lab.StartKGDB(t, lab.Config{KGDB: filepath.Join(t.TempDir(), "line")})
		g.Stub = g.Line
		s := startSession(t, g, "--break-command="+shellCommand(t, g))
		s.say("continue", "echo it stopped\\n")
		running(t, g)
		guest(t, g, "mount -t securityfs s /sys/kernel/security; echo integrity > /sys/kernel/security/lockdown")
		s.interrupt()
		s.wait("the target did not stop: "+lockedDown+"securityfs", "the kernel was let go again", "waiting on")
		runs(t, g)
		s.interrupt() // gives up
		_ = s.in.Close()
		_ = s.cmd.Wait() // with the status of a session whose line was lost
		s.wait("the line was closed")
		runs(t, g)
	})
}
