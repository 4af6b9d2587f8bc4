package live

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// TestKGDBTraffic counts what looking at a kernel in kgdb costs on the wire. The limits are below what
// gdb 13.1 takes for the same (make bench shows both).
func TestKGDBTraffic(t *testing.T) {
	g := lab.StartKGDB(t, lab.Config{KGDB: "tcp", Wait: true})
	waiting(t, g)
	g.Stub = g.Line
	attach := traffic(t, g)
	for _, tt := range []struct {
		command      string
		trips, bytes int
	}{
		{"", 9, 1032},
		{"bt", 4, 1783},
		{"info threads", 130, 8000},
	} {
		have := attach
		if tt.command != "" {
			have = traffic(t, g, tt.command).minus(attach)
		}
		t.Logf("attach %q: %d round trips, %d bytes", tt.command, have.trips, have.bytes)
		if have.trips > tt.trips || have.bytes > tt.bytes {
			t.Errorf("%q after the attach takes %d round trips and %d bytes, want at most %d and %d", tt.command, have.trips, have.bytes,
				tt.trips, tt.bytes)
		}
	}
}

// wire is what a session cost.
type wire struct{ trips, bytes int }

func (w wire) minus(o wire) wire { return wire{w.trips - o.trips, w.bytes - o.bytes} }

// traffic runs commands in a session of their own, which leaves the target where it is.
func traffic(t *testing.T, g *lab.Guest, commands ...string) wire {
	t.Helper()
	out := frozen(t, g, []string{"--json"}, append(commands, "info link")...)
	var link struct {
		Sent       struct{ Bytes int }
		Received   struct{ Bytes int }
		RoundTrips int `json:"round_trips"`
	}
	decodeResult(t, []byte(out), "info link", &link)
	if link.RoundTrips == 0 || link.Sent.Bytes == 0 || link.Received.Bytes == 0 {
		t.Fatalf("info link shows nothing:\n%s", out)
	}
	return wire{link.RoundTrips, link.Sent.Bytes + link.Received.Bytes}
}

// TestKGDBTasks compares the stack of every task that sleeps with the one that the kernel shows itself: kdb's
// command btp walks it by its own unwinder, at the same stop.
func TestKGDBTasks(t *testing.T) {
	g := lab.StartKGDB(t, lab.Config{KGDB: "tcp", Wait: true})
	waiting(t, g)
	g.Stub = g.Line
	list := frozen(t, g, nil, "info threads")
	rows := regexp.MustCompile(`(?m)^[* ] (\d+) +Thread (\d+)( .*)$`).FindAllStringSubmatch(list, -1)
	var commands []string
	cpus, here := 0, 0
	for _, row := range rows {
		if strings.Contains(row[3], "0x0000000000000000 in") || strings.Contains(row[3], "??") {
			t.Errorf("no frame for %s", row[0])
		}
		if strings.HasPrefix(row[2], "42949672") { // a shadow
			cpus++
		}
		if strings.Contains(row[3], "kgdb_breakpoint ()") {
			here++
		}
		if strings.Contains(row[3], " in context_switch (") {
			commands = append(commands, "thread "+row[1], "bt", "monitor btp "+row[2])
		}
	}
	if cpus != 2 || here != 2 {
		t.Errorf("%d CPUs, %d threads in kgdb_breakpoint; want 2, and there the task and its CPU\n%s", cpus, here, list)
	}
	const few = 20
	if len(commands) < 3*few {
		t.Fatalf("%d tasks sleep, want %d at least\n%s", len(commands)/3, few, list)
	}
	out := frozen(t, g, nil, commands...)
	stacks := strings.Split(out, "[Switching to thread ")[1:]
	if len(stacks) != len(commands)/3 {
		t.Errorf("%d stacks, want %d", len(stacks), len(commands)/3)
	}
	for _, one := range stacks {
		ours, theirs, _ := strings.Cut(one, "Stack traceback for pid ")
		_, ours, _ = strings.Cut(ours, "#0 ") // behind the frame that the switch shows
		_, ours, _ = strings.Cut(ours, "\n#0 ")
		have, want := physicalFrames("#0 "+ours), kernelTrace(theirs)
		if len(want) < 3 || !slices.Equal(have, want) {
			t.Errorf("have %v, kdb has %v in\n%s", have, want, one)
		}
	}
}

var (
	ourFrame   = regexp.MustCompile(`(?m)^#\d+ +(0x[0-9a-f]+ in )?(\w+)`)
	traceEntry = regexp.MustCompile(`(?m)^ (\w+)[.\w]*\+0x[0-9a-f]+/0x[0-9a-f]+$`)
)

// physicalFrames are the functions of a backtrace that no other was inlined into: the outermost of each
// address.
func physicalFrames(bt string) []string {
	var out []string
	for _, f := range ourFrame.FindAllStringSubmatch(bt, -1) {
		if f[1] == "" && len(out) > 0 {
			out[len(out)-1] = f[2]
			continue
		}
		out = append(out, f[2])
	}
	return out
}

// kernelTrace are the functions of a "Call Trace" but those marked with ?, which the kernel is not sure of.
func kernelTrace(text string) []string {
	var out []string
	for _, f := range traceEntry.FindAllStringSubmatch(text, -1) {
		out = append(out, f[1])
	}
	return out
}

// TestKGDBTaskNumbers checks that the numbers of threads are of the first sight, and stay, which of them are
// CPUs, and that only the one that stopped can be stepped.
func TestKGDBTaskNumbers(t *testing.T) {
	g := lab.StartKGDB(t, lab.Config{KGDB: "tcp", Wait: true})
	waiting(t, g)
	g.Stub = g.Line
	out := frozen(t, g, nil, "thread", "info threads", "thread 5", "info threads 5", "bt -a 1")
	if !strings.HasPrefix(out[strings.Index(out, "[Current"):], "[Current thread is 1 (Thread 1)]") {
		t.Errorf("the thread that stopped is not the first:\n%s", out)
	}
	for n, want := range []string{"* 1 ", "  2 ", "  3 ", "  4 ", "* 5 "} {
		if !strings.Contains(out, "\n"+want) {
			t.Errorf("no row %d:\n%s", n+1, out)
		}
	}
	id := regexp.MustCompile(`\[Switching to thread 5 \(Thread (\d+)\)\]`).FindStringSubmatch(out)
	if id == nil {
		t.Fatalf("no switch:\n%s", out)
	}
	if n, err := strconv.Atoi(id[1]); err != nil || n < 2 || !strings.Contains(out, fmt.Sprintf("* 5    Thread %d (", n)) {
		t.Errorf("thread 5 is not the same in both:\n%s", out)
	}
	if cpus := regexp.MustCompile(`(?m)^CPU \d, thread \d, pid \d+ ".*":$`).FindAllString(out, -1); len(cpus) != 2 || strings.Contains(out, "\nthread ") {
		t.Errorf("bt -a shows %q, want the two CPUs and no task:\n%s", cpus, out)
	}
	// A task that sleeps cannot be stepped: that is said before anything is sent.
	text, err := kbreak(t, g, "--batch", "-e", "info threads", "-e", "thread 5", "-e", "stepi", "-e", "bt 1", "-e", "thread 1", "-e", "bt 1", "-e", "detach").CombinedOutput()
	if err == nil || !strings.Contains(string(text), `thread 5 is not the one that stopped, and kgdb steps no other: select it with "thread 1"`) {
		t.Errorf("stepi of thread 5: %v\n%s", err, text)
	}
	if _, rest, _ := strings.Cut(string(text), "[Switching to thread 1 (Thread 1)]"); strings.Count(rest, "kgdb_breakpoint ()") != 2 {
		t.Errorf("thread 1 is not where it was:\n%s", text)
	}
}
