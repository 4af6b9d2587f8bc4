package live

import (
	"bytes"
	"context"
	"fmt"
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

// chatter has the guest print what could be taken for packets, line by line.
const chatter = `i=1; while [ $i -le 200 ]; do echo "chatter $i: 50% + - \$ ls #12 \$HOME#ab \$T05 }*" > /dev/console; i=$((i+1)); done`

// chattered fails the test unless text has every line of [chatter], whole and in order, and no packet.
func chattered(t *testing.T, text string) {
	t.Helper()
	next := 1
	for line := range strings.Lines(text) {
		if strings.Contains(line, "chatter") {
			if want := fmt.Sprintf("chatter %d: 50%% + - $ ls #12 $HOME#ab $T05 }*", next); strings.TrimRight(line, "\r\n") != want {
				t.Errorf("line %q, want %q", line, want)
			}
			next++
		}
	}
	if next != 201 {
		t.Errorf("%d of 200 lines", next-1)
	}
	if p := regexp.MustCompile(`\$[^#\n]*thread:|\$[0-9a-f]{16}|\$OK#`).FindString(text); p != "" {
		t.Errorf("the packet %q is among the text", p)
	}
}

// until waits for something in the guest.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s did not happen", what)
		}
	}
}

// TestSharedLineConsole debugs a guest over the UART that its console is on. The text of the boot and
// of what the guest prints while it runs is complete in the file of --console, without a byte of a
// packet, and the stacks are right although the guest prints what looks like packets.
func TestSharedLineConsole(t *testing.T) {
	dir := t.TempDir()
	socket, file := filepath.Join(dir, "uart"), filepath.Join(dir, "console")
	g := lab.StartKGDB(t, lab.Config{KGDB: socket, SharedLine: true, Wait: true})
	waiting(t, g)
	g.Stub = "unix:" + socket
	cmd := kbreak(t, g, "--console", file, "--batch", "-e", "bt", "-e", "continue", "-e", "bt", "-e", "info threads", "-e", "continue", "-e", "bt", "-e", "detach")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	defer context.AfterFunc(ctx, func() { _ = cmd.Process.Kill() })()
	if err := g.Ready(ctx); err != nil {
		t.Fatal(err, out.String())
	}
	console := func() string {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	inGuest(t, g, "echo g > /proc/sysrq-trigger") // returns when the guest was continued
	inGuest(t, g, chatter)
	until(t, "the chatter", func() bool { return strings.Contains(console(), "chatter 200") })
	inGuest(t, g, "echo g > /proc/sysrq-trigger") // and detached
	if err := cmd.Wait(); err != nil {
		t.Errorf("kbreak: %v\n%s", err, out.String())
	}
	chattered(t, console())
	if !strings.Contains(console(), "READY") {
		t.Errorf("no boot text in\n%s", console())
	}
	for _, want := range []string{" in kernel_init (", " in __handle_sysrq (", "chatter 200"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	runs(t, g)
}

// TestConsoleServer has gdb attach to a guest through kbreak console, twice, while the console goes to
// a port of its own, on which things are typed.
func TestConsoleServer(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "uart")
	g := lab.StartKGDB(t, lab.Config{KGDB: socket, SharedLine: true, Wait: true})
	waiting(t, g)
	file, record := filepath.Join(t.TempDir(), "console"), filepath.Join(t.TempDir(), "record")
	server := serveLine(t, g, "--record", record, "--console", file, "--console-port", "0", "--gdb-port", "0")
	t.Cleanup(func() {
		server.stop()
		if wire, err := os.ReadFile(record); t.Failed() && err == nil {
			t.Logf("the line, at the end:\n%s", wire[max(0, len(wire)-2000):])
		}
	})
	terminal, err := net.Dial("tcp", server.console)
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()

	attach := func(commands ...string) string {
		args := []string{"-nx", "-batch", "-ex", "set confirm off", "-ex", "set architecture i386:x86-64", "-ex", "target remote " + server.gdb}
		for _, c := range commands {
			args = append(args, "-ex", c)
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		out, err := exec.CommandContext(ctx, "gdb", args...).CombinedOutput() // no file: it needs the registers alone
		if err != nil {
			t.Fatalf("gdb: %v\n%s", err, out)
		}
		return string(out)
	}
	out := attach("info registers rip", "info threads", "detach")
	for _, want := range []string{"rip            0xffffffff", "shadowCPU0", "[Inferior 1 (Remote target) detached]"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in gdb's\n%s", want, out)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := g.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	inGuest(t, g, chatter)
	// What is typed arrives.
	done := make(chan string)
	go func() { done <- inGuest(t, g, "head -n 1 /dev/ttyS0") }()
	until(t, "typing", func() bool {
		_, _ = terminal.Write([]byte("typed\n"))
		select {
		case got := <-done:
			return strings.Contains(got, "typed")
		default:
			return false
		}
	})
	// The kernel stops by itself: the line has no BREAK.
	ran := make(chan error)
	go func() {
		_, err := g.Run(context.Background(), "echo g > /proc/sysrq-trigger")
		ran <- err
	}()
	until(t, "SysRq g", func() bool { return strings.Contains(g.Console(), "sysrq: DEBUG") })
	if out := attach("info registers rip", "detach"); !strings.Contains(out, "rip            0xffffffff") {
		t.Errorf("the second time gdb says\n%s", out)
	}
	if err := <-ran; err != nil {
		t.Error(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	chattered(t, string(text))
	wire, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for line := range strings.Lines(string(wire)) {
		if !strings.HasPrefix(line, "> $") && line != "> +\n" {
			continue
		}
		if line == last && line != "> +\n" {
			t.Errorf("gdb had to repeat %q", line)
		}
		last = line
	}
	runs(t, g)
}
