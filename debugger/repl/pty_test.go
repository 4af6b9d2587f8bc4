//go:build linux || darwin

package repl

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// patience bounds a wait for something that is certain to come; it is no measurement.
const patience = 30 * time.Second

// console is a kbreak over the fake session, on a terminal of its own.
type console struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	log  string
	done chan error

	mu   sync.Mutex
	cond *sync.Cond
	out  bytes.Buffer
	read int // of out, by expect
	eof  bool
}

func start(t *testing.T, env []string, args ...string) *console {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c := &console{t: t, log: filepath.Join(dir, "log"), done: make(chan error, 1)}
	c.cond = sync.NewCond(&c.mu)
	c.cmd = exec.Command(exe, args...)
	c.cmd.Env = append(os.Environ(), "KBREAK_REPL_LOG="+c.log, "TERM=xterm", "NO_COLOR=1", "XDG_STATE_HOME="+dir, "KBREAK_HISTFILE=")
	c.cmd.Env = append(c.cmd.Env, env...)
	tty, err := pty.StartWithSize(c.cmd, &pty.Winsize{Rows: 50, Cols: 200})
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	c.tty = hangable(t, tty)
	t.Cleanup(func() {
		_ = c.cmd.Process.Kill()
		_ = c.tty.Close()
	})
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := c.tty.Read(buf)
			c.mu.Lock()
			c.out.Write(buf[:n])
			c.eof = err != nil
			c.cond.Broadcast()
			c.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	go func() { c.done <- c.cmd.Wait() }()
	return c
}

// hangable returns the terminal as a file whose Close takes effect while it is being read, so that
// closing it is a hangup.
func hangable(t *testing.T, tty *os.File) *os.File {
	t.Helper()
	defer tty.Close()
	fd, err := syscall.Dup(int(tty.Fd()))
	if err == nil {
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), "terminal")
}

// expect waits for text in what comes after the text expected before.
func (c *console) expect(text string) {
	c.t.Helper()
	late := time.AfterFunc(patience, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.eof = true
		c.cond.Broadcast()
	})
	defer late.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		rest := c.out.Bytes()[c.read:]
		if i := bytes.Index(rest, []byte(text)); i >= 0 {
			c.read += i + len(text)
			return
		}
		if c.eof {
			c.t.Fatalf("no %q in the output: %q", text, c.out.String())
		}
		c.cond.Wait()
	}
}

func (c *console) send(s string) {
	c.t.Helper()
	if _, err := io.WriteString(c.tty, s); err != nil {
		c.t.Fatal(err)
	}
}

// ends waits for the end of the process and returns its exit status.
func (c *console) ends() int {
	c.t.Helper()
	select {
	case err := <-c.done:
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			c.t.Fatal(err)
		}
		return c.cmd.ProcessState.ExitCode()
	case <-time.After(patience):
		c.t.Fatalf("kbreak does not end; output: %q", c.out.String())
	}
	return -1
}

// did checks what the session was asked to do, in order.
func (c *console) did(want ...string) {
	c.t.Helper()
	data, err := os.ReadFile(c.log)
	if err != nil {
		c.t.Fatal(err)
	}
	if got := strings.TrimSpace(string(data)); got != strings.Join(want, "\n") {
		c.t.Errorf("the session was asked:\n%s\nwant:\n%s", got, strings.Join(want, "\n"))
	}
}

// waitLog waits until the session was asked to do something.
func (c *console) waitLog(line string) {
	c.t.Helper()
	c.waitLogs(line, 1)
}

// waitLogs is waitLog for something that the session is asked several times.
func (c *console) waitLogs(line string, times int) {
	c.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if data, _ := os.ReadFile(c.log); strings.Count("\n"+string(data), "\n"+line+"\n") >= times {
			return
		}
	}
	c.t.Fatalf("the session was never asked: %s", line)
}

const ctrlC, ctrlD = "\x03", "\x04"

func TestTerminalCtrlCAtPrompt(t *testing.T) {
	c := start(t, nil, "good:1")
	c.expect("(kbreak) ")
	c.send("quit" + ctrlC) // the line is given up, not run
	c.expect("(kbreak) ")
	c.send("thread\r")
	c.expect("[Current thread is 1 (Thread 1.1)]")
	c.expect("(kbreak) ")
	c.send("\r") // repeats
	c.expect("[Current thread is 1 (Thread 1.1)]")
	c.expect("(kbreak) ")
	c.send(ctrlD)
	c.expect("quit")
	if code := c.ends(); code != 0 {
		t.Errorf("exit status %d", code)
	}
	c.did("attach good:1", "detach good:1")
}

func TestTerminalCtrlCWhileRunning(t *testing.T) {
	c := start(t, nil, "slow:1")
	c.expect("(kbreak) ")
	for i := range 2 {
		c.send("continue\r")
		c.expect("Continuing.")
		c.waitLogs("continue", i+1)
		c.send(ctrlC)
		c.expect("Thread 1 received signal SIGINT, Interrupt.")
		c.expect("in native_safe_halt ()")
		c.expect("(kbreak) ")
	}
	c.send("quit\r")
	if code := c.ends(); code != 0 {
		t.Errorf("exit status %d", code)
	}
	c.did("attach slow:1", "continue", "interrupt", "continue", "interrupt", "detach slow:1")
}

func TestTerminalCtrlCWhileWaiting(t *testing.T) {
	c := start(t, nil, "good:1")
	c.expect("(kbreak) ")
	c.send("monitor wait\r")
	c.waitLog("monitor wait")
	c.send(ctrlC)
	c.expect("interrupted")
	c.expect("(kbreak) ")
	c.send("quit\r")
	c.ends()
	c.did("attach good:1", "monitor wait", "detach good:1")
}

func TestTerminalGiveUp(t *testing.T) {
	c := start(t, nil, "dead:1")
	c.expect("(kbreak) ")
	c.send("continue\r")
	c.waitLog("continue")
	c.send(ctrlC)
	c.waitLog("interrupt")
	c.send(ctrlC)
	c.expect("Give up waiting and close the line to it? (y or n) ")
	c.send("n\r")
	c.expect("Waiting")
	c.send(ctrlC)
	c.expect("Give up waiting and close the line to it? (y or n) ")
	c.send("y\r")
	c.expect("link lost")
	c.expect("(kbreak) ")
	c.send("quit\r")
	c.ends()
}

func TestTerminalStopsLate(t *testing.T) {
	c := start(t, nil, "late:1")
	c.expect("(kbreak) ")
	c.send("continue\r")
	c.waitLog("continue")
	c.send(ctrlC)
	c.expect("warning: the target does not stop; waiting on, Ctrl-C gives up")
	c.waitLog("interrupt\ncontinue")
	c.send(ctrlC) // asks, and interrupts once more
	c.expect("(y or n) ")
	c.waitLog("interrupt\ncontinue\ninterrupt")
	c.send("n\r")
	c.expect("received signal SIGTRAP")
	c.expect("(kbreak) ")
	c.send("quit\r")
	c.ends()
}

// The terminal goes away: at the prompt, and while the target runs.
func TestTerminalHangup(t *testing.T) {
	t.Run("prompt", func(t *testing.T) {
		c := start(t, nil, "good:1")
		c.expect("(kbreak) ")
		c.tty.Close()
		c.ends()
		c.did("attach good:1", "detach good:1")
	})
	t.Run("running", func(t *testing.T) {
		c := start(t, nil, "slow:1")
		c.expect("(kbreak) ")
		c.send("continue\r")
		c.waitLog("continue")
		c.tty.Close()
		c.ends()
		c.did("attach slow:1", "continue", "interrupt", "detach slow:1")
	})
}

func TestTerminalSignals(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		t.Run("prompt "+sig.String(), func(t *testing.T) {
			c := start(t, nil, "good:1")
			c.expect("(kbreak) ")
			if err := c.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			if code := c.ends(); code != 128+int(sig) {
				t.Errorf("exit status %d, want %d", code, 128+int(sig))
			}
			c.did("attach good:1", "detach good:1")
		})
		t.Run("running "+sig.String(), func(t *testing.T) {
			c := start(t, nil, "slow:1")
			c.expect("(kbreak) ")
			c.send("continue\r")
			c.waitLog("continue")
			if err := c.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			if code := c.ends(); code != 128+int(sig) {
				t.Errorf("exit status %d, want %d", code, 128+int(sig))
			}
			c.did("attach slow:1", "continue", "interrupt", "detach slow:1")
		})
	}
}

func TestTerminalPanic(t *testing.T) {
	c := start(t, nil, "panic:1")
	c.expect("(kbreak) ")
	c.send("bt\r")
	c.expect("internal error: frame -1")
	if code := c.ends(); code != StatusInternal {
		t.Errorf("exit status %d, want %d", code, StatusInternal)
	}
	c.did("attach panic:1", "detach panic:1")
}

// A terminal that cannot move its cursor gets prompts, but no editing; Ctrl-C is a signal there.
func TestTerminalDumb(t *testing.T) {
	c := start(t, []string{"TERM=dumb"}, "slow:1")
	c.expect("(kbreak) ")
	c.send("nonsense" + ctrlC)
	c.expect("(kbreak) ")
	c.send("thread\r")
	c.expect("[Current thread is 1 (Thread 1.1)]")
	c.expect("(kbreak) ")
	c.send("continue\r")
	c.waitLog("continue")
	c.send(ctrlC)
	c.expect("received signal SIGINT")
	c.expect("(kbreak) ")
	c.send(ctrlD)
	c.ends()
	c.did("attach slow:1", "continue", "interrupt", "detach slow:1")
}

func TestTerminalCompletionHistoryPager(t *testing.T) {
	c := start(t, nil, "good:1")
	c.expect("(kbreak) ")
	c.send("info sym\tsched\t\t\t") // completes the word, then lists the symbols
	c.expect("schedule_timeout")
	c.send("\r")
	c.expect("schedule in section .text")
	c.expect("(kbreak) ")
	c.send("set height 5\r")
	c.expect("(kbreak) ")
	c.send("help stack\r")
	c.expect(pagePrompt)
	c.send("q\r")
	c.expect("Quit")
	c.expect("(kbreak) ")
	c.send("quit\r")
	c.ends()

	dir := filepath.Dir(c.log)
	data, err := os.ReadFile(filepath.Join(dir, "kbreak", "history"))
	if want := "info symbol schedule\nset height 5\nhelp stack\nquit\n"; err != nil || string(data) != want {
		t.Errorf("history %q, %v; want %q", data, err, want)
	}
	// The next session has it.
	c = start(t, []string{"XDG_STATE_HOME=" + dir})
	c.expect("(kbreak) ")
	c.send("\x1b[A\x1b[A\x1b[A\x1b[A\r")
	c.expect("schedule in section .text")
	c.send(ctrlD)
	c.ends()
}

// Without a terminal, the reader of the output going away ends the session as well.
func TestPipeClosed(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "log")
	cmd := exec.Command(exe, "good:1")
	cmd.Env = append(os.Environ(), "KBREAK_REPL_LOG="+log)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	out.Close()
	if _, err := io.WriteString(in, "bt\nbt\nthread\n"); err != nil && !errors.Is(err, syscall.EPIPE) {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() < 0 {
			t.Errorf("kbreak ended with %v", err)
		}
	}
	data, err := os.ReadFile(log)
	if err != nil || string(data) != "attach good:1\ndetach good:1\n" {
		t.Errorf("the session was asked %q, %v", data, err)
	}
}
