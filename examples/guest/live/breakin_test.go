package live

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
	"kbreak/transport"
)

// TestBreakIn breaks into a kernel that runs, whose kgdb shares the console's line, in every way that
// there is, and attaches to one that was left in kdb or by a debugger that died. After each the guest
// runs again.
func TestBreakIn(t *testing.T) {
	dir := t.TempDir()
	g := lab.StartKGDB(t, lab.Config{KGDB: filepath.Join(dir, "line"), SharedLine: true, Monitor: filepath.Join(dir, "monitor")})
	g.Stub = g.Line
	monitor := "--break-monitor=unix:" + filepath.Join(dir, "monitor") + ",console"
	command := "--break-command=" + shellCommand(t, g)
	attaches := func(t *testing.T, flags ...string) string {
		t.Helper()
		out, err := kbreak(t, g, append(flags, "--batch", "-e", "bt")...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, want := range []string{"verified by build-id", " kgdb_breakpoint () at kernel/debug/debug_core.c:"} {
			if !bytes.Contains(out, []byte(want)) {
				t.Errorf("no %q in\n%s", want, out)
			}
		}
		runs(t, g)
		return string(out)
	}
	refused := func(t *testing.T, want string, flags ...string) {
		t.Helper()
		out, err := kbreak(t, g, append(flags, "--batch", "-e", "bt")...).CombinedOutput()
		if err == nil || !bytes.Contains(out, []byte(want)) {
			t.Errorf("%v, no %q in\n%s", err, want, out)
		}
		runs(t, g)
	}

	t.Run("attach, BREAK by the monitor", func(t *testing.T) {
		if out := attaches(t, monitor); !strings.Contains(out, "__handle_sysrq (key=103, check_mask=") {
			t.Errorf("it is not the SysRq that stopped the kernel:\n%s", out)
		}
	})
	t.Run("attach, command", func(t *testing.T) {
		if out := attaches(t, command); !strings.Contains(out, "write_sysrq_trigger (") {
			t.Errorf("it is not the command that stopped the kernel:\n%s", out)
		}
	})
	t.Run("attach, no way", func(t *testing.T) {
		refused(t, `kgdb ignores Ctrl-C; BREAK: this line has no BREAK; run "echo g > /proc/sysrq-trigger" in the guest`)
	})
	t.Run("attach, command fails", func(t *testing.T) {
		refused(t, "the break command failed: sh: exit status 3: no route", "--break-command=sh -c 'echo no route >&2; exit 3'")
	})
	t.Run("attach, SysRq is off", func(t *testing.T) {
		guest(t, g, "echo 0 > /proc/sys/kernel/sysrq")
		refused(t, "the kernel did not react", monitor)
		guest(t, g, "echo 176 > /proc/sys/kernel/sysrq") // what Ubuntu has
		refused(t, `"This sysrq operation is disabled.": run "sysctl kernel.sysrq=1" in the guest as root`, monitor)
		guest(t, g, "echo 1 > /proc/sys/kernel/sysrq")
	})
	for name, flag := range map[string]string{"Ctrl-C, BREAK by the monitor": monitor, "Ctrl-C, command": command} {
		t.Run(name, func(t *testing.T) {
			s := startSession(t, g, flag)
			for range 2 {
				s.say("continue", "echo it stopped\\n")
				running(t, g)
				s.interrupt()
				s.wait("received signal SIGTRAP", "kgdb_breakpoint ()", "it stopped")
			}
			s.end()
			runs(t, g)
		})
	}
	t.Run("Ctrl-C refused, then by hand", func(t *testing.T) {
		s := startSession(t, g, monitor)
		s.say("continue", "echo it stopped\\n", "bt")
		running(t, g)
		guest(t, g, "echo 176 > /proc/sys/kernel/sysrq")
		s.interrupt()
		s.wait("the target did not stop: BREAK and g were sent", "This sysrq operation is disabled.", "waiting on")
		byHand(t, g)
		s.wait("received signal SIGTRAP", "it stopped", "write_sysrq_trigger (")
		s.end()
		guest(t, g, "echo 1 > /proc/sys/kernel/sysrq")
	})
	t.Run("no BREAK, then by hand", func(t *testing.T) {
		s := startSession(t, g, command)
		s.say("set break-command", "continue", "echo it stopped\\n")
		running(t, g)
		s.interrupt()
		s.wait("the target did not stop: kgdb ignores Ctrl-C; BREAK: this line has no BREAK", "waiting on")
		byHand(t, g)
		s.wait("received signal SIGTRAP", "it stopped")
		s.end()
	})
	t.Run("typed into a shell", func(t *testing.T) {
		guest(t, g, "setsid sh -i < /dev/console > /dev/console 2>&1 & sleep 1")
		s := startSession(t, g, command)
		s.say("set remote interrupt-sequence sysrq-trigger", "continue", "echo it stopped\\n", "bt")
		running(t, g)
		s.interrupt()
		s.wait("received signal SIGTRAP", "it stopped", "write_sysrq_trigger (")
		s.end()
	})

	m, err := transport.ParseMonitor("unix:" + filepath.Join(dir, "monitor") + ",console")
	if err != nil {
		t.Fatal(err)
	}
	// enter stops the kernel as a person at a terminal does, and leaves it in kdb.
	enter := func(t *testing.T, conn *terminal) {
		t.Helper()
		if err := m.SendBreak(); err != nil {
			t.Fatal(err)
		}
		conn.say("g", "DEBUG")
		if !conn.hears("kdb> ", time.Second) { // it was in kgdb before and is again
			conn.say("$3#33", "kdb> ")
		}
	}
	t.Run("kdb's prompt", func(t *testing.T) {
		conn := openTerminal(t, g.Line)
		enter(t, conn)
		conn.close()
		attaches(t)
	})
	t.Run("a half typed command", func(t *testing.T) {
		conn := openTerminal(t, g.Line)
		enter(t, conn)
		conn.say("lsm", "lsm")
		conn.close()
		attaches(t)
	})
	t.Run("kdb's pager", func(t *testing.T) {
		for _, paged := range []string{"help", "dmesg"} {
			conn := openTerminal(t, g.Line)
			enter(t, conn)
			conn.say(paged+"\r", "more> ")
			conn.close()
			attaches(t)
		}
	})
	t.Run("a debugger that died", func(t *testing.T) {
		frozen(t, g, []string{monitor}, "bt")
		attaches(t)
		conn := openTerminal(t, g.Line)
		enter(t, conn)
		conn.say("$?#3f", "$S05#b8") // and not acknowledged
		conn.close()
		attaches(t)
		conn = openTerminal(t, g.Line)
		enter(t, conn)
		conn.say("$?#3f", "$S05#b8")
		conn.say("+$m0,", "") // half a request
		conn.close()
		attaches(t)
	})
	t.Run("monitor", func(t *testing.T) {
		out, err := kbreak(t, g, command, "--batch", "-e", "monitor lsmod", "-e", "monitor ps A", "-e", "bt 1").CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, want := range []string{"Module                  Size  modstruct", "dummy_hcd", "Task Addr ", "kthreadd", "#0  "} {
			if !bytes.Contains(out, []byte(want)) {
				t.Errorf("no %q in\n%s", want, out)
			}
		}
		runs(t, g)
	})
}

// TestBreakInOwnLine attaches to a kernel that runs, over a UART that is kgdb's alone. Nothing in the guest
// reads from that, so that it keeps the questions until kgdb answers all of them.
func TestBreakInOwnLine(t *testing.T) {
	g := lab.StartKGDB(t, lab.Config{KGDB: filepath.Join(t.TempDir(), "line")})
	g.Stub = g.Line
	command := "--break-command=" + shellCommand(t, g)
	for range 2 {
		s := startSession(t, g, command)
		s.say("continue", "echo it stopped\\n", "bt")
		running(t, g)
		s.interrupt()
		s.wait("received signal SIGTRAP", "it stopped", "write_sysrq_trigger (")
		s.end()
		runs(t, g)
	}
	out, err := kbreak(t, g, "--batch", "-e", "bt").CombinedOutput()
	if err == nil || !bytes.Contains(out, []byte("the peer took the connection and sent nothing")) ||
		!bytes.Contains(out, []byte("kgdb ignores Ctrl-C; BREAK: this line has no BREAK")) {
		t.Errorf("%v\n%s", err, out)
	}
	runs(t, g)
}

// guest runs a command in the guest.
func guest(t *testing.T, g *lab.Guest, command string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out, err := g.Run(ctx, command)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// running returns when the guest runs, as it does after "continue".
func running(t *testing.T, g *lab.Guest) {
	t.Helper()
	guest(t, g, "true")
}

// trigger stops the guest after a while, so that the command itself is answered.
const trigger = "(sleep 0.2; echo g > /proc/sysrq-trigger) > /dev/null 2>&1 &"

// byHand stops the guest as a person in it does.
func byHand(t *testing.T, g *lab.Guest) {
	t.Helper()
	guest(t, g, trigger)
}

// shellCommand makes a command of this machine that stops the guest from within, as ssh would. It must
// not run beside another command in the guest.
func shellCommand(t *testing.T, g *lab.Guest) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shell")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			out, err := g.Run(ctx, trigger)
			cancel()
			fmt.Fprintln(conn, out, err)
			_ = conn.Close()
		}
	}()
	return "socat -u unix-connect:" + path + " -"
}

// spoken is a program, most often kbreak, that gets commands one by one.
type spoken struct {
	t   *testing.T
	cmd *exec.Cmd
	in  io.WriteCloser

	mu   sync.Mutex
	text strings.Builder // all that it printed
	seen int             // of it, by wait
	more chan struct{}
}

func startSession(t *testing.T, g *lab.Guest, flags ...string) *spoken {
	t.Helper()
	s := newSpoken(t, kbreak(t, g, flags...))
	s.say("echo attached\\n")
	s.wait("attached")
	return s
}

// newSpoken starts a program that gets commands one by one.
func newSpoken(t *testing.T, cmd *exec.Cmd) *spoken {
	t.Helper()
	s := &spoken{t: t, cmd: cmd, more: make(chan struct{}, 1)}
	var err error
	if s.in, err = s.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	s.cmd.Stdout, s.cmd.Stderr = s, s
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s
}

// stop kills it.
func (s *spoken) stop() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case s.more <- struct{}{}:
	default:
	}
	return s.text.Write(p)
}

func (s *spoken) say(commands ...string) {
	s.t.Helper()
	if _, err := io.WriteString(s.in, strings.Join(commands, "\n")+"\n"); err != nil {
		s.t.Fatal(err)
	}
}

func (s *spoken) interrupt() {
	s.t.Helper()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		s.t.Fatal(err)
	}
}

// wait returns when all of want were printed, in this order.
func (s *spoken) wait(want ...string) {
	s.t.Helper()
	timeout := time.After(time.Minute)
	for _, w := range want {
		for {
			s.mu.Lock()
			rest := s.text.String()[s.seen:]
			at := strings.Index(rest, w)
			if at >= 0 {
				s.seen += at + len(w)
			}
			s.mu.Unlock()
			if at >= 0 {
				break
			}
			select {
			case <-s.more:
			case <-timeout:
				s.t.Fatalf("kbreak does not say %q after %d bytes of\n%s", w, s.seen, s.output())
			}
		}
	}
}

func (s *spoken) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// end ends it by the end of its input.
func (s *spoken) end() {
	s.t.Helper()
	_ = s.in.Close()
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("%v after\n%s", err, s.output())
	}
}

// terminal is what a person uses on a line.
type terminal struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
}

func openTerminal(t *testing.T, line string) *terminal {
	t.Helper()
	conn, err := net.Dial("unix", strings.TrimPrefix(line, "unix:"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return &terminal{t, conn, bufio.NewReader(conn)}
}

// say types text and waits for what follows.
func (c *terminal) say(text, want string) {
	c.t.Helper()
	if _, err := io.WriteString(c.conn, text); err != nil {
		c.t.Fatal(err)
	}
	if want != "" && !c.hears(want, 20*time.Second) {
		c.t.Fatalf("%q is not answered by %q", text, want)
	}
}

func (c *terminal) hears(want string, patience time.Duration) bool {
	_ = c.conn.SetReadDeadline(time.Now().Add(patience))
	var said []byte
	for !bytes.HasSuffix(said, []byte(want)) {
		b, err := c.in.ReadByte()
		if err != nil {
			return false
		}
		said = append(said, b)
	}
	return true
}

func (c *terminal) close() { _ = c.conn.Close() }
