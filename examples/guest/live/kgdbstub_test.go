package live

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
	"kbreak/rsp"
	"kbreak/transport"
)

// TestKGDBStub uses kgdb for what it is bad at: what is sent to it and what is said of its refusals. See
// kernel/debug/gdbstub.c and debug_core.c.
func TestKGDBStub(t *testing.T) {
	g := lab.StartKGDB(t, lab.Config{KGDB: "tcp", Wait: true})
	waiting(t, g)
	g.Stub = g.Line
	record := filepath.Join(t.TempDir(), "record")
	args := []string{"--batch", "--record", record}
	for _, c := range []string{
		"break exc_int3", // no breakpoint can be where breakpoints are handled: E22, and it gets no number
		"break run_init_process",
		"continue",
		"print *init_task.sched_class", // longer than a read may be
		"print init_task",
		"x/4xg 0", // E22 too
		"info threads",
		"monitor lsmod",
		"rwatch jiffies", // Z3 is not there on x86
		"delete 2",
		"hbreak vfs_read",
		"delete 3",
		"stepi",
		"detach",
	} {
		args = append(args, "-e", c)
	}
	text, err := kbreak(t, g, args...).CombinedOutput()
	out := string(text)
	if err == nil { // of commands that failed
		t.Errorf("no command failed:\n%s", out)
	}
	for _, want := range []string{
		"cannot insert breakpoint 1: ", ": the stub refuses this address (kgdb: on its blocklist)",
		"hit Breakpoint 1, run_init_process (init_filename=",
		"0x0:\tCannot access memory at address 0x0",
		"Module                  Size", // kdb's lsmod
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	sent := requests(t, record)
	t.Logf("%d requests", len(sent))
	for _, p := range sent {
		// C's digits would be taken for an address, k and R end what is looked at, and none of the rest is there.
		if regexp.MustCompile(`^([CSkR]|vCont|vKill|QStartNoAck|qXfer|[mMX]\d*,0*$)`).MatchString(p) {
			t.Errorf("sent %q", p)
		}
		if length := regexp.MustCompile(`^[mMX][0-9a-f]+,([0-9a-f]+)`).FindStringSubmatch(p); length != nil {
			if n, err := strconv.ParseUint(length[1], 16, 64); err != nil || n > 256 || p[0] != 'm' && n > 128 {
				t.Errorf("sent %q: the stub's buffer does not have room for that", p)
			}
		}
	}
	if len(sent) == 0 || sent[len(sent)-1] != "D" {
		t.Error("the last request is not D")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := g.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	runs(t, g)
	if strings.Contains(g.Console(), "BP remove failed") || strings.Contains(g.Console(), "breakpoint remove failed") {
		t.Errorf("kgdb could not remove a breakpoint:\n%s", g.Console())
	}
}

// requests are the packets that a recorded session sent.
func requests(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "> "); ok {
			all.WriteString(strings.TrimSuffix(rest, "\n"))
		}
	}
	var out []string
	for _, p := range strings.Split(all.String(), "$")[1:] {
		p, _, _ = strings.Cut(p, "#")
		out = append(out, p)
	}
	return out
}

// TestKGDBTaskList lists tasks as it is done where there are too many CPUs for kgdb's buffer, on a machine
// where both ways can be taken: they give the same tasks.
func TestKGDBTaskList(t *testing.T) {
	g := lab.StartKGDB(t, lab.Config{KGDB: "tcp", Wait: true})
	waiting(t, g)
	conn, err := transport.Dial(t.Context(), g.Line)
	if err != nil {
		t.Fatal(err)
	}
	c := rsp.NewClient(conn, rsp.Options{})
	defer c.Close()
	if _, err := c.Handshake(t.Context()); err != nil {
		t.Fatal(err)
	}
	tasks, err := c.Tasks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all, err := c.Threads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []rsp.ThreadID{rsp.Shadow(0), rsp.Shadow(1)}
	if !slices.Equal(all, append(want, tasks...)) || len(tasks) < 20 {
		t.Errorf("tasks alone: %v\nwith the CPUs: %v", tasks, all)
	}
	if _, err := c.Tasks(t.Context()); err == nil {
		t.Error("a list that does not begin with the first task is no error")
	}
}
