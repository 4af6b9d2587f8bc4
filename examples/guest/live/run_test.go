//go:build unix

package live

import (
	"bufio"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"kbreak/examples/guest/lab"
)

// closable makes a terminal whose Close takes effect at once, although a Read is waiting: starting the
// command has made it a blocking file.
func closable(t *testing.T, tty *os.File) *os.File {
	t.Helper()
	fd, err := syscall.Dup(int(tty.Fd()))
	if err == nil {
		syscall.CloseOnExec(fd)
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = tty.Close()
	return os.NewFile(uintptr(fd), "terminal")
}

// TestContinue runs kbreak on a terminal: continue lets the guest run, Ctrl-C stops it and leaves the
// session, and the guest runs again after each way to leave: detach, end of input, a lost terminal.
func TestContinue(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	for _, tt := range []struct {
		name  string
		leave func(tty *os.File) error
	}{
		{"detach", func(tty *os.File) error { _, err := io.WriteString(tty, "detach\rquit\r"); return err }},
		{"end of input", func(tty *os.File) error { _, err := tty.Write([]byte{4}); return err }},
		{"lost terminal", func(tty *os.File) error { return tty.Close() }},
		{"lost terminal while it runs", func(tty *os.File) error {
			if _, err := io.WriteString(tty, "continue\r"); err != nil {
				return err
			}
			time.Sleep(300 * time.Millisecond)
			return tty.Close()
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cmd := kbreak(t, g)
			cmd.Env = append(cmd.Env, "TERM=xterm")
			tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 200, Cols: 200})
			if err != nil {
				t.Fatal(err)
			}
			tty = closable(t, tty)
			defer tty.Close()
			lines := make(chan string, 100)
			go func() {
				defer close(lines)
				sc := bufio.NewScanner(tty)
				for sc.Scan() {
					select {
					case lines <- sc.Text():
					default: // the test has seen enough
					}
				}
			}()
			wait := func(text string) {
				t.Helper()
				timeout := time.After(time.Minute)
				for {
					select {
					case line, ok := <-lines:
						if !ok {
							t.Fatalf("kbreak ended before it printed %q", text)
						}
						if strings.Contains(line, text) {
							return
						}
					case <-timeout:
						t.Fatalf("kbreak did not print %q", text)
					}
				}
			}
			wait("verified by build-id")
			if _, err := io.WriteString(tty, "continue\r"); err != nil {
				t.Fatal(err)
			}
			wait("Continuing")
			runs(t, g)
			if _, err := tty.Write([]byte{3}); err != nil {
				t.Fatal(err)
			}
			wait("SIGINT")
			if err := tt.leave(tty); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			select {
			case <-ended:
			case <-time.After(time.Minute):
				_ = cmd.Process.Kill()
				t.Fatal("kbreak does not end")
			}
			runs(t, g)
		})
	}
}
