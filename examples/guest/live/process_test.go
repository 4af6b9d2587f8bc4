package live

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// process is a program under gdbserver.
type process struct {
	guest *lab.Guest // what batch and kbreak need of one
	file  string
	pid   string
	said  *bufio.Reader // what the program writes
}

// underGDBServer compiles testdata/process.c and runs it under gdbserver, on a port of 127.0.0.1.
func underGDBServer(t *testing.T) *process {
	t.Helper()
	if os.Getenv("KBREAK_GUEST") == "" {
		t.Skip("KBREAK_GUEST is not set: make test sets it")
	}
	dir := t.TempDir()
	p := &process{file: filepath.Join(dir, "process")}
	if out, err := exec.Command("gcc", "-g", "-O1", "-no-pie", "-o", p.file, "testdata/process.c").CombinedOutput(); err != nil {
		t.Fatalf("compile: %v\n%s", err, out)
	}
	cmd := exec.Command("gdbserver", "--once", "127.0.0.1:0", p.file)
	said, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	told, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if p.pid != "" {
			_ = exec.Command("kill", "-9", p.pid).Run()
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	p.said = bufio.NewReader(said)
	lines, port := bufio.NewReader(told), ""
	for port == "" {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatalf("gdbserver: %v", err)
		}
		if _, rest, ok := strings.Cut(line, "created; pid = "); ok {
			p.pid = strings.TrimSpace(rest)
		}
		if _, rest, ok := strings.Cut(line, "Listening on port "); ok {
			port = strings.TrimSpace(rest)
		}
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	p.guest = &lab.Guest{Stub: "127.0.0.1:" + port, Assets: &lab.Assets{Vmlinux: p.file}}
	return p
}

// runsOn checks that the program runs, with nobody attached: it writes a point each round.
func (p *process) runsOn(t *testing.T) {
	t.Helper()
	done := make(chan error, 1)
	go func() {
		_, err := io.ReadFull(p.said, make([]byte, 200))
		done <- err
	}()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("the program ended: %v", err)
		}
	case <-ctx.Done():
		t.Error("the program does not run on")
	}
}

// A kernel that runs as a process under gdbserver is stopped, stepped through, and left running.
func TestProcess(t *testing.T) {
	p := underGDBServer(t)
	out := batch(t, p.guest, "handle SIGSEGV nostop noprint pass", "break work if rounds == 50", "continue", "bt",
		"echo A\\n", "next", "next", "next", "step", "bt 2", "finish", "echo B\\n", "next", "next", "next", "next", "next", "next",
		"p rounds", "p caught", "tbreak work", "continue", "info threads", "delete", "detach")
	for _, want := range []string{
		`found where it is linked, verified by b`,
		`SIGSEGV +No\tNo\tYes\t`,
		`Thread 1 hit Breakpoint 1, work \(n=n@entry=1000\) at .*process.c:`,
		`#0  work \(n=n@entry=1000\) .*\n#1  0x[0-9a-f]+ in main \(\)`,
		`A\n.*for \(int i = 0; i < n.*\n.*s \+= twice\(n\);\n.*s = leaf\(s\) \+ leaf\(n\);\nleaf \(n=.*\) at .*process.c:`,
		`#0  leaf \(n=.*\n#1  0x[0-9a-f]+ in work \(n=n@entry=1000\)`,
		`work \(n=n@entry=1000\) at .*\n.*leaf\(n\);\nValue returned is \$1 = -?\d+\nB`,
		// over the rest of work, into main, and over raise with its handler
		`return s;\nmain \(\) at .*\n.*usleep\(1000\);\n.*if \(write.*\n.*raise\(SIGSEGV\);\n.*sink = work\(1000\);`,
		`\$2 = 51\n\$3 = 52\n`,
		`Thread 1 hit Temporary breakpoint 2, work`,
		`\* 1 +Thread \d+ \(CPU 0\) work`,
		`\[Detached from .*, which runs on\]`,
	} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	p.runsOn(t)
}

// The stub steps through a loop of a thousand rounds on one line by itself.
func TestRangeSteps(t *testing.T) {
	p := underGDBServer(t)
	trips := regexp.MustCompile(`sent +(\d+) packets`)
	record := filepath.Join(t.TempDir(), "line")
	args := []string{"--batch", "--record", record}
	for _, c := range []string{"handle SIGSEGV nostop noprint pass", "break work", "continue", "next", "info link", "next", "info link", "detach"} {
		args = append(args, "-e", c)
	}
	said, err := kbreak(t, p.guest, args...).CombinedOutput()
	out := string(said)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if wire, err := os.ReadFile(record); err != nil || !strings.Contains(string(wire), "vCont;r") {
		t.Errorf("no range was stepped: %v", err)
	}
	found := trips.FindAllStringSubmatch(out, -1)
	if len(found) != 2 || !strings.Contains(out, "s += twice(n);") {
		t.Fatalf("%s", out)
	}
	var from, to int
	if _, err := fmt.Sscan(found[0][1]+" "+found[1][1], &from, &to); err != nil {
		t.Fatal(err)
	}
	t.Logf("next over the loop: %d packets", to-from)
	if to-from > 16 {
		t.Errorf("next over the loop took %d packets\n%s", to-from, out)
	}
	p.runsOn(t)
}
