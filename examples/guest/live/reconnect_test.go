package live

import (
	"bytes"
	"context"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// TestReconnect pulls the cable of a real kgdb in the middle of a reply. After reconnect the breakpoint that
// was set is there and fires, the kernel is found where it was, and nothing of before is left in it.
func TestReconnect(t *testing.T) {
	dir := t.TempDir()
	g := lab.StartKGDB(t, lab.Config{KGDB: filepath.Join(dir, "uart"), Wait: true})
	waiting(t, g)
	// The request that is answered in part, once.
	g.Stub = "unix:" + worn(t, filepath.Join(dir, "worn"), filepath.Join(dir, "uart"), []byte("mfffffffffffffe00"))
	out := input(t, g,
		"break run_init_process", "tbreak kernel_init", "info breakpoints",
		"x/8xb -0x200", // the cable is pulled
		"print 1+1", "bt 1", "reconnect", "info breakpoints", "continue", "bt 1", "delete", "detach")
	for _, want := range []string{
		"connection to the stub lost",
		"$1 = 2\n",
		"the connection to " + g.Stub + ` is lost: "reconnect" opens it again`,
		"Remote debugging using " + g.Stub + "\nkernel at ",
		"Breakpoint 1, ",
		"#0  run_init_process (",
		"which runs on]",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if n := strings.Count(out, "\n1       breakpoint     keep y   "); n != 2 {
		t.Errorf("breakpoint 1 is listed %d times:\n%s", n, out)
	}
	for _, not := range []string{"booted anew", "an earlier session"} {
		if strings.Contains(out, not) {
			t.Errorf("%q in\n%s", not, out)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := g.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	runs(t, g)
}

// TestReboot reboots a guest while kbreak waits for it to stop: kgdb says W, and waits for nobody.
func TestReboot(t *testing.T) {
	g := lab.StartKGDB(t, lab.Config{KGDB: filepath.Join(t.TempDir(), "uart"), Wait: true})
	waiting(t, g)
	g.Stub = g.Line
	cmd := kbreak(t, g, "--batch", "-e", "continue", "-e", "bt")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	defer context.AfterFunc(ctx, func() { _ = cmd.Process.Kill() })()
	if err := g.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = g.Run(ctx, "reboot -f") }()
	_ = cmd.Wait()
	for _, want := range []string{
		`[The target is gone; when it is back, "reconnect" attaches to it]`,
		"the connection to " + g.Stub + " is lost",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

// input runs commands that come from standard input and returns what is printed; they may fail.
func input(t *testing.T, g *lab.Guest, commands ...string) string {
	t.Helper()
	cmd := kbreak(t, g)
	cmd.Stdin = strings.NewReader(strings.Join(commands, "\n") + "\n")
	out, _ := cmd.CombinedOutput()
	return string(out)
}

// worn makes a socket that leads to another one, until a request with a text in it is answered: then the
// line breaks after the first bytes of the answer, once.
func worn(t *testing.T, path, to string, text []byte) string {
	t.Helper()
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		broken := false
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("unix", to)
			if err != nil {
				_ = near.Close()
				continue
			}
			cut := make(chan struct{})
			done := make(chan struct{})
			go func() {
				defer close(done)
				buf := make([]byte, 4096)
				for {
					n, err := far.Read(buf)
					select {
					case <-cut:
						n, err = min(n, 4), io.EOF
					default:
					}
					if _, werr := near.Write(buf[:n]); err != nil || werr != nil {
						_ = near.Close()
						return
					}
				}
			}()
			var seen []byte
			buf := make([]byte, 4096)
			for {
				n, err := near.Read(buf)
				seen = append(seen, buf[:n]...)
				if !broken && bytes.Contains(seen, text) {
					broken = true
					close(cut)
				}
				seen = seen[max(0, len(seen)-2*len(text)):]
				if _, werr := far.Write(buf[:n]); err != nil || werr != nil {
					break
				}
			}
			_ = far.Close()
			<-done
		}
	}()
	return path
}
