package transport

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// pty makes a pseudo terminal: what is written to the one end is read from the port at the other.
func pty(t *testing.T) (far *os.File, port string) {
	t.Helper()
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	far = os.NewFile(uintptr(fd), "ptmx") // non-blocking, so that Close ends a Read
	t.Cleanup(func() { _ = far.Close() })
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	return far, fmt.Sprintf("/dev/pts/%d", n)
}

// Every byte has to pass as it is: no line discipline, no flow control.
func TestSerial(t *testing.T) {
	far, port := pty(t)
	conn, err := Dial(t.Context(), "serial:"+port+",9600")
	if err != nil {
		t.Fatal(err)
	}
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	for _, way := range []struct {
		name     string
		from, to io.ReadWriter
	}{{"to the port", far, conn}, {"from the port", conn, far}} {
		if _, err := way.from.Write(all); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(all))
		if _, err := io.ReadFull(way.to, got); err != nil || !bytes.Equal(got, all) {
			t.Fatalf("%s: %x, %v", way.name, got, err)
		}
	}
	if err := conn.(interface{ SendBreak() error }).SendBreak(); !errors.Is(err, ErrNoBreak) {
		t.Errorf("BREAK on a pseudo terminal: %v", err)
	}

	_, err = Dial(t.Context(), "serial:"+port)
	var dialErr *DialError
	if !errors.As(err, &dialErr) || !strings.Contains(err.Error(), "another program uses it: a terminal program, or another debugger?") {
		t.Errorf("a port in use: %v", err)
	}

	ended := make(chan error)
	go func() {
		_, err := conn.Read(make([]byte, 1))
		ended <- err
	}()
	time.Sleep(10 * time.Millisecond) // so that Read is probably waiting; either way it has to end
	if err := conn.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; !errors.Is(err, net.ErrClosed) {
		t.Errorf("Read after Close: %v", err)
	}
	again, err := Dial(t.Context(), "serial:"+port)
	if err != nil {
		t.Fatalf("after Close: %v", err)
	}
	_ = again.Close()
}

func TestSerialErrors(t *testing.T) {
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, terminal := pty(t)
	for port, want := range map[string]string{
		terminal + ",dtr=off": "dtr=off: ", // it has no modem lines
		"/dev/no-such-port":   "connect to serial:/dev/no-such-port,115200: no such file or directory: is the cable plugged in?",
		file:                  "it is no serial port",
	} {
		if _, err := Dial(t.Context(), "serial:"+port); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", port, err, want)
		}
	}
}

// All who have a port are named, so that the one which is in the way is among them.
func TestHolders(t *testing.T) {
	_, port := pty(t)
	var want []string
	for range 2 {
		f, err := os.OpenFile(port, os.O_RDWR|unix.O_NOCTTY, 0)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("sleep", "60")
		cmd.Stdin = f
		err = cmd.Start()
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		})
		want = append(want, fmt.Sprintf("sleep (pid %d)", cmd.Process.Pid))
	}
	got := holder(port)
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("no %q in %q", w, got)
		}
	}
	if said := (&busyError{port, got}).Error(); !strings.HasSuffix(said, ") use it") || !strings.Contains(said, ") and sleep") {
		t.Errorf("said %q", said)
	}
}

// A port that goes away is no port that we closed.
func TestPortGone(t *testing.T) {
	far, port := pty(t)
	conn, err := Dial(t.Context(), "serial:"+port)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := far.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Read(make([]byte, 1)); err == nil || errors.Is(err, net.ErrClosed) {
		t.Errorf("%v", err)
	}
}
