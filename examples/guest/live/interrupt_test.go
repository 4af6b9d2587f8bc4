//go:build unix

package live

import (
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"kbreak/examples/guest/lab"
)

// screen is a kbreak on a pseudo terminal.
type screen struct {
	t     *testing.T
	tty   *os.File
	ended chan error
	out   chan string
	have  string // printed and not expected yet
}

func onTerminal(t *testing.T, g *lab.Guest) *screen {
	t.Helper()
	cmd := kbreak(t, g)
	cmd.Env = append(cmd.Env, "TERM=xterm")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 200, Cols: 200})
	if err != nil {
		t.Fatal(err)
	}
	c := &screen{t: t, tty: closable(t, tty), ended: make(chan error, 1), out: make(chan string)}
	over := make(chan struct{})
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := c.tty.Read(buf)
			select {
			case c.out <- string(buf[:n]):
			case <-over:
				return
			}
			if err != nil {
				close(c.out)
				return
			}
		}
	}()
	go func() { c.ended <- cmd.Wait() }()
	t.Cleanup(func() {
		close(over)
		_ = cmd.Process.Kill()
		_ = c.tty.Close()
	})
	return c
}

func (c *screen) send(text string) {
	c.t.Helper()
	if _, err := io.WriteString(c.tty, text); err != nil {
		c.t.Fatal(err)
	}
}

// expect waits for one of the texts in what comes behind the text expected before, and returns it.
func (c *screen) expect(texts ...string) string {
	c.t.Helper()
	timeout := time.After(time.Minute)
	for {
		at, which := -1, ""
		for _, text := range texts {
			if i := strings.Index(c.have, text); i >= 0 && (at < 0 || i < at) {
				at, which = i, text
			}
		}
		if at >= 0 {
			c.have = c.have[at+len(which):]
			return which
		}
		select {
		case more, ok := <-c.out:
			if !ok {
				c.t.Fatalf("kbreak ended before it printed one of %q: %q", texts, c.have)
			}
			c.have += more
		case <-timeout:
			c.t.Fatalf("kbreak did not print one of %q: %q", texts, c.have)
		}
	}
}

// settles waits for the prompt. Where kbreak asks whether to give the target up, it is not given up: it
// reacts, only not at once.
func (c *screen) settles() {
	c.t.Helper()
	for c.expect("(kbreak) ", "(y or n)") == "(y or n)" {
		c.send("n\r")
	}
}

// TestCtrlCTwice interrupts twice at once, as users do who think that the first has been lost: while the
// target runs, and while commands do that take long. What was typed stops, the line stays, and the guest goes
// on with its code as it was.
func TestCtrlCTwice(t *testing.T) {
	g := lab.Start(t, lab.Config{Load: []lab.Load{lab.Kernel, lab.User}})
	c := onTerminal(t, g)
	c.expect("verified by build-id")
	c.send("set pagination off\rbreak do_mkdirat\r")
	c.expect("Breakpoint 1 at")
	for i, tt := range []struct{ command, begun, stopped string }{
		{"continue", "Continuing.", "SIGINT"},
		{"info functions no_such_thing", "no_such_thing", ""},
		{"search 1234567887654321", "1234567887654321", ""},
		{"continue", "Continuing.", "SIGINT"},
	} {
		c.send(tt.command + "\r")
		c.expect(tt.begun)
		time.Sleep(time.Duration(i) * 100 * time.Millisecond) // early and late; nothing is measured by it
		c.send("\x03\x03")
		if tt.stopped != "" {
			for c.expect(tt.stopped, "(y or n)") != tt.stopped {
				c.send("n\r")
			}
		}
		c.settles()
		c.send("p 6*7\r")
		c.expect("= 42")
	}
	c.send("continue\r")
	c.expect("Continuing.")
	runs(t, g)
	c.send("\x03")
	c.expect("SIGINT")
	c.send("detach\rquit\r")
	select {
	case err := <-c.ended:
		if err != nil {
			t.Errorf("kbreak: %v", err)
		}
	case <-time.After(time.Minute):
		t.Fatal("kbreak does not end")
	}
	runs(t, g)
	if out := batch(t, g, "check text", "info breakpoints"); !strings.Contains(out, "no int3 that should not be there") {
		t.Errorf("%s", out)
	}
}
