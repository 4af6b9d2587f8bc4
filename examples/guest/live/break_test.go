//go:build unix

package live

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// session is a kbreak that reads its commands from a pipe.
type session struct {
	t   *testing.T
	cmd *exec.Cmd
	in  io.WriteCloser
	out bytes.Buffer
}

func start(t *testing.T, g *lab.Guest) *session {
	t.Helper()
	return startWith(t, g, func(*exec.Cmd) {})
}

// startWith starts one that is changed before.
func startWith(t *testing.T, g *lab.Guest, change func(*exec.Cmd)) *session {
	t.Helper()
	s := &session{t: t, cmd: kbreak(t, g)}
	change(s.cmd)
	s.cmd.Stdout, s.cmd.Stderr = &s.out, &s.out
	var err error
	if s.in, err = s.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
	})
	return s
}

func (s *session) say(lines ...string) {
	s.t.Helper()
	if _, err := io.WriteString(s.in, strings.Join(lines, "\n")+"\n"); err != nil {
		s.t.Fatal(err)
	}
}

// end waits for the session to end by itself and returns what it printed.
func (s *session) end() string {
	s.t.Helper()
	_ = s.in.Close()
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("kbreak: %v\n%s", err, s.out.String())
	}
	return s.out.String()
}

// inGuest runs a command in the guest.
func inGuest(t *testing.T, g *lab.Guest, command string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	out, err := g.Run(ctx, command)
	if err != nil {
		t.Fatalf("%s: %v\n%s", command, err, out)
	}
	return strings.TrimSpace(out)
}

var alreadyHit = regexp.MustCompile(`breakpoint already hit (\d+) time`)

// The guest makes a known number of calls from two tasks at a time, while both CPUs are busy with other
// work; the breakpoint must have been hit as often, neither once more nor less.
func TestHitsAreCounted(t *testing.T) {
	g := lab.Start(t, lab.Config{Load: []lab.Load{lab.Kernel, lab.User}})
	code := regexp.MustCompile(`(?m)^0x.*:\t.*$`)
	text := func() []string {
		return code.FindAllString(batch(t, g, "x/64xb do_mkdirat", "x/64xb filename_create"), -1)
	}
	before := text()
	const each = 100
	s := start(t, g)
	s.say("break do_mkdirat", "ignore 1 1000000", "break filename_create if 0", "continue")
	inGuest(t, g, fmt.Sprintf("mkdir /tmp/a /tmp/b; (cd /tmp/a; mkdir $(seq %d)) & (cd /tmp/b; mkdir $(seq %d)); wait; ls /tmp/a /tmp/b | wc -l",
		each, each))
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	s.say("info breakpoints", "delete", "detach")
	out := s.end()
	hit := alreadyHit.FindStringSubmatch(out)
	if want := fmt.Sprint(2*each + 2); hit == nil || hit[1] != want { // two for the directories themselves
		t.Errorf("hit %v, want %s\n%s", hit, want, out)
	}
	if strings.Contains(out, "stop only if 0\n\tbreakpoint already hit") {
		t.Errorf("the condition 0 held:\n%s", out)
	}
	if after := text(); len(before) != 16 || !slices.Equal(after, before) {
		t.Errorf("the code was\n%q\nand is\n%q", before, after)
	}
	runs(t, g)
}

// Every line that next and step stop at is one of the function, and finish comes back to its caller.
func TestSteps(t *testing.T) {
	g := lab.Start(t, lab.Config{Load: []lab.Load{lab.Kernel, lab.User}})
	out := batch(t, g, "tbreak ksys_read", "continue", "next", "next", "bt 1", "step", "step", "stepi", "nexti",
		"tbreak vfs_read", "continue", "finish",
		"tbreak vfs_read", "continue", "up", "up", "finish", "break vfs_read", "continue", "jump *$pc", "info breakpoints", "delete",
		"info breakpoints")
	for _, want := range []string{
		"Temporary breakpoint 1, ksys_read (fd=",
		"#0  ksys_read (fd=",
		"Temporary breakpoint 2, vfs_read (file=",
		"Value returned is $1 = ",
		"\ndo_syscall_64 (regs=", // finish out of do_syscall_x64, which is inlined there and calls what was stopped in
		"breakpoint already hit 2 times",
		"No breakpoints or watchpoints.",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if at := strings.Index(out, "Value returned"); at < 0 || !strings.Contains(out[:at], " in ksys_read (") {
		t.Errorf("finish of vfs_read did not come back to ksys_read:\n%s", out)
	}
	runs(t, g)
}

// A watchpoint sees what changes a variable, and two on one variable both say so.
func TestWatchpoint(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	out := batch(t, g, "watch jiffies_64", "continue", "continue", "info breakpoints", "delete")
	if n := strings.Count(out, "hit Hardware watchpoint 1: jiffies_64\n\nOld value = "); n != 2 {
		t.Errorf("%d changes seen in\n%s", n, out)
	}
	out = batch(t, g, "watch jiffies_64", "watch jiffies_64", "continue", "delete")
	for _, want := range []string{"hit Hardware watchpoint 1: jiffies_64\n\nOld value = ", "hit Hardware watchpoint 2: jiffies_64\n\nOld value = "} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	runs(t, g)
}

// A session that dies leaves its breakpoints; the next one removes them and the guest runs on.
func TestKilledSession(t *testing.T) {
	g := lab.Start(t, lab.Config{Load: []lab.Load{lab.Kernel, lab.User}})
	frozen(t, g, nil, "break vfs_read", "continue", "break ksys_read")
	out := batch(t, g, "info breakpoints")
	if !strings.Contains(out, "No breakpoints or watchpoints.") {
		t.Errorf("have\n%s", out)
	}
	runs(t, g)
}
