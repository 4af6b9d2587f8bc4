package live

import (
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// served is a kbreak console.
type served struct {
	*spoken
	console, gdb string // where each is served
}

var places = regexp.MustCompile(`console on (\S+)\nkbreak: gdb: target remote (\S+)\n`)

// serveLine shares the guest's line, and waits until it does.
func serveLine(t *testing.T, g *lab.Guest, flags ...string) *served {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	args := append([]string{"console"}, flags...)
	s := &served{spoken: newSpoken(t, exec.Command(path, append(args, g.Line)...))}
	until(t, "kbreak console", func() bool { return places.MatchString(s.output()) })
	found := places.FindStringSubmatch(s.output())
	s.console, s.gdb = found[1], found[2]
	return s
}

// listen keeps what a console says.
func listen(t *testing.T, console io.Reader) *spoken {
	s := &spoken{t: t, more: make(chan struct{}, 1)}
	go func() { _, _ = io.Copy(s, console) }()
	return s
}

// TestConsoleBreaksIn has kbreak and gdb ask a kernel that runs to stop, when they attach and by Ctrl-C,
// through a kbreak console whose line has no BREAK of its own: the console breaks in by its command or
// by QEMU's monitor.
func TestConsoleBreaksIn(t *testing.T) {
	dir := t.TempDir()
	g := lab.StartKGDB(t, lab.Config{KGDB: filepath.Join(dir, "line"), SharedLine: true, Monitor: filepath.Join(dir, "monitor")})
	for _, tt := range []struct{ name, flag, stopped string }{
		{"command", "--break-command=" + shellCommand(t, g), "write_sysrq_trigger ("},
		{"monitor", "--break-monitor=unix:" + filepath.Join(dir, "monitor") + ",console", "__handle_sysrq (key=103, check_mask="},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serveLine(t, g, "--console-port=0", "--gdb-port=0", tt.flag)
			terminal, err := net.Dial("tcp", s.console)
			if err != nil {
				t.Fatal(err)
			}
			defer terminal.Close()
			text := listen(t, terminal)
			g.Stub = s.gdb

			session := startSession(t, g)
			session.say("set remote interrupt-sequence Ctrl-C", "bt", "echo first\\n")
			session.wait(" kgdb_breakpoint ()", tt.stopped, "first")
			for range 2 {
				session.say("continue", "bt", "echo again\\n")
				running(t, g)
				session.interrupt()
				session.wait("received signal SIGTRAP", tt.stopped, "again")
			}
			session.end()
			runs(t, g)

			// gdb has no file: it needs the registers alone.
			gdb := newSpoken(t, exec.Command("gdb", "-nx", "-q", "-ex", "set confirm off", "-ex", "set pagination off",
				"-ex", "set architecture i386:x86-64", "-ex", "target remote "+s.gdb))
			gdb.say("info registers rip", "echo attached\\n")
			gdb.wait("rip            0xffffffff", "attached")
			for range 2 {
				gdb.say("continue", "info registers rip")
				gdb.wait("Continuing.")
				running(t, g)
				gdb.interrupt()
				gdb.wait("SIGTRAP", "rip            0xffffffff")
			}
			gdb.say("detach", "quit")
			gdb.end()
			runs(t, g)

			guest(t, g, chatter)
			text.wait("chatter 200", "\n")
			chattered(t, text.output())
		})
	}
	t.Run("command fails", func(t *testing.T) {
		s := serveLine(t, g, "--console-port=0", "--gdb-port=0", "--break-command=sh -c 'echo no route >&2; exit 3'")
		g.Stub = s.gdb
		out, err := kbreak(t, g, "--batch", "-e", "bt").CombinedOutput()
		if err == nil {
			t.Errorf("attached:\n%s", out)
		}
		s.wait("the break command failed: sh: exit status 3: no route")
		runs(t, g)
	})
}

// TestConsolePTY attaches to a kernel that waits while it boots, and to the same when it runs, as gdb would
// through the pseudo terminal of kbreak console; the other one has the console.
func TestConsolePTY(t *testing.T) {
	monitor := filepath.Join(t.TempDir(), "monitor")
	g := lab.StartKGDB(t, lab.Config{KGDB: "pty", SharedLine: true, Wait: true, Monitor: monitor})
	waiting(t, g)
	s := serveLine(t, g, "--pty", "--break-monitor=unix:"+monitor+",console")
	console, err := os.Open(s.console)
	if err != nil {
		t.Fatal(err)
	}
	defer console.Close()
	text := listen(t, console)
	g.Stub = "serial:" + s.gdb
	out := batch(t, g, "bt", "info link", "detach")
	for _, want := range []string{"verified by build-id", " kgdb_breakpoint () at kernel/debug/debug_core.c:", " in kernel_init ("} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := g.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	runs(t, g)
	for range 2 {
		if out := batch(t, g, "bt", "detach"); !strings.Contains(out, "__handle_sysrq (") {
			t.Errorf("the kernel that runs was not stopped:\n%s", out)
		}
		runs(t, g)
	}
	guest(t, g, chatter)
	text.wait("READY", "chatter 200", "\n")
	chattered(t, text.output())
}
