package live

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kbreak/debugger"
	"kbreak/examples/guest/lab"
)

// tracer is tracing in a guest, by tracefs.
type tracer struct {
	t *testing.T
	g *lab.Guest
}

func (x tracer) mount() { inGuest(x.t, x.g, "mkdir -p /tracefs; mount -t tracefs tracefs /tracefs") }

const (
	// traceOn has ftrace call itself in two functions.
	traceOn  = "echo do_mkdirat filename_create > /tracefs/set_ftrace_filter; echo function > /tracefs/current_tracer"
	traceOff = "echo nop > /tracefs/current_tracer; echo > /tracefs/set_ftrace_filter"
	probeOff = "echo 0 > /tracefs/events/kprobes/enable; echo > /tracefs/kprobe_events"
)

// traced is how many calls of a function the tracer has seen.
func (x tracer) traced(function string) string {
	return inGuest(x.t, x.g, "grep -c ' "+function+" <-' /tracefs/trace || true")
}

// probed is how many hits the probe has counted.
func (x tracer) probed(name string) string {
	return inGuest(x.t, x.g, "awk '$1 == \""+name+"\" {print $2}' /tracefs/kprobe_profile")
}

// probe is the command that plants a probe on push in do_mkdirat, by a trap or by a jump.
func probe(optimized bool) string {
	n := "0"
	if optimized {
		n = "1"
	}
	return "echo " + n + " > /proc/sys/debug/kprobes-optimization; echo p:pushed do_mkdirat+5 > /tracefs/kprobe_events; " +
		"echo 1 > /tracefs/events/kprobes/enable; sleep 1" // the jump is made later
}

// clean is a text report without anything that the kernel's tables do not explain.
func (a *attached) clean() map[string]int {
	a.t.Helper()
	r, err := a.CheckText(a.ctx)
	if err != nil {
		a.t.Fatal(err)
	}
	for _, p := range slices.Concat(r.Traps, r.Others) {
		a.t.Errorf("code that nobody should have changed: %v <%s+%d> is %v", p.Addr, p.Function, p.Offset, p.Is)
	}
	return r.Known
}

// mkdirs makes the guest create n directories while it is let run, and stops it then.
func (a *attached) mkdirs(name string, n int) {
	a.t.Helper()
	a.whileRunning("for i in $(seq " + strconv.Itoa(n) + "); do mkdir /tmp/" + name + "$i; done")
}

// TestRewrittenCode breaks where kprobes and ftrace have rewritten the code, and where they do so while the
// breakpoints are in it. Probes and tracers miss nothing, breakpoints hit, and the code is in the end
// what it was.
func TestRewrittenCode(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	x := tracer{t, g}
	x.mount()
	before := attach(t, g)
	was := before.clean()
	if err := before.Detach(before.ctx); err != nil {
		t.Fatal(err)
	}

	for name, optimized := range map[string]bool{"trap of a kprobe": false, "jump of a kprobe": true} {
		t.Run(name, func(t *testing.T) {
			x := tracer{t, g}
			inGuest(t, g, traceOn)
			inGuest(t, g, probe(optimized))
			inGuest(t, g, "echo > /tracefs/trace")
			a := attach(t, g)
			known := a.clean()
			if known["kprobe"] == 0 {
				t.Errorf("no kprobe is in the code: %v", known)
			}
			probed, traced := a.mustBreak("*(do_mkdirat+5)"), a.mustBreak("filename_create")
			for b, by := range map[*debugger.Breakpoint]string{probed: "(kprobe)", traced: "(ftrace, which traces this function)"} {
				if l := b.Locations[0]; !strings.Contains(l.Note, "by a debug register") || !strings.Contains(l.Note, by) {
					t.Errorf("at %s: note %q", b.Spec, l.Note)
				}
			}
			if optimized {
				under := a.mustBreak("*(do_mkdirat+7)")
				if note := under.Locations[0].Note; !strings.Contains(note, "nothing is executed here while the kprobe at") {
					t.Errorf("under the jump: note %q", note)
				}
			}
			dir := "/tmp/" + strings.ReplaceAll(name, " ", "")
			done := a.start("mkdir " + dir)
			for _, want := range []*debugger.Breakpoint{probed, traced} {
				if hit, function := a.stops(); hit != want {
					t.Errorf("breakpoint %d hit in %s, want %d", hit.Num, function, want.Num)
				}
			}
			ctx, cancel := context.WithCancel(a.ctx)
			ended := make(chan error, 1)
			go func() { ended <- <-done; cancel() }()
			a.until(ctx, ended)
			if err := a.Detach(a.ctx); err != nil {
				t.Fatal(err)
			}
			if n := x.traced("filename_create"); n != "1" {
				t.Errorf("the tracer saw %s calls", n)
			}
			if n := x.probed("pushed"); n != "1" {
				t.Errorf("the kprobe was hit %s times", n)
			}
			inGuest(t, g, probeOff+"; "+traceOff)
		})
	}

	t.Run("under breakpoints", func(t *testing.T) {
		inGuest(t, g, "echo > /tracefs/trace")
		a := attach(t, g)
		entry, push := a.mustBreak("do_mkdirat"), a.mustBreak("*(do_mkdirat+5)")
		for _, b := range []*debugger.Breakpoint{entry, push} {
			if note := b.Locations[0].Note; note != "" {
				t.Errorf("at %s: note %q", b.Spec, note)
			}
			if err := a.SetIgnore(b.Num, 1000); err != nil {
				t.Fatal(err)
			}
		}
		a.mkdirs("one", 3)
		a.whileRunning(traceOn + "; " + probe(false))
		a.mkdirs("two", 3)
		a.whileRunning("grep -c ' do_mkdirat <-' /tracefs/trace > /tmp/traced; awk '{print $2}' /tracefs/kprobe_profile > /tmp/probed")
		a.whileRunning(traceOff + "; " + probeOff)
		a.mkdirs("three", 3)
		if entry.Hits != 9 || push.Hits != 9 {
			t.Errorf("%d and %d hits, want 9", entry.Hits, push.Hits)
		}
		if err := a.Detach(a.ctx); err != nil {
			t.Fatal(err)
		}
		if n := inGuest(t, g, "cat /tmp/traced /tmp/probed"); n != "3\n3" {
			t.Errorf("the tracer and the kprobe saw %q calls", n)
		}
	})

	after := attach(t, g)
	if now := after.clean(); !maps.Equal(was, now) {
		t.Errorf("what is patched was %v and is %v", was, now)
	}
	if err := after.Detach(after.ctx); err != nil {
		t.Fatal(err)
	}
	runs(t, g)
	if text := g.Console(); strings.Contains(text, "WARNING") || strings.Contains(text, "BUG") {
		t.Errorf("the kernel complains:\n%s", text)
	}
}

// Under kgdb the traps stand in the code while the guest runs: where ftrace may write they stand behind
// that, and tracing is switched on and off under them.
func TestRewrittenCodeKGDB(t *testing.T) {
	k := enterKGDB(t)
	a := k.attached
	k.meanwhile("mkdir -p /tracefs; mount -t tracefs tracefs /tracefs")
	site, entry := a.mustBreak("*(do_mkdirat+4)"), a.mustBreak("do_mkdirat")
	if l := site.Locations[0]; !strings.Contains(l.Note, "behind the instruction at 0x") || l.Addr != entry.Locations[0].Addr.Add(9) {
		t.Errorf("%s is at %v, %s at %v; note %q", site.Spec, l.Addr, entry.Spec, entry.Locations[0].Addr, l.Note)
	}
	for _, b := range []*debugger.Breakpoint{entry, site} {
		if err := a.SetIgnore(b.Num, 1000); err != nil {
			t.Fatal(err)
		}
	}
	makeThree := "for i in 1 2 3; do mkdir /tmp/$NAME$i; done"
	k.meanwhile("NAME=a; " + makeThree)
	k.meanwhile(traceOn)
	k.meanwhile("NAME=b; " + makeThree + "; grep -c ' do_mkdirat <-' /tracefs/trace > /tmp/traced")
	k.meanwhile(traceOff)
	k.meanwhile("NAME=c; " + makeThree)
	if entry.Hits != 9 || site.Hits != 9 {
		t.Errorf("%d and %d hits, want 9", entry.Hits, site.Hits)
	}
	k.leave()
	if n := inGuest(t, a.g, "cat /tmp/traced"); n != "3" {
		t.Errorf("the tracer saw %s calls", n)
	}
	if text := a.g.Console(); strings.Contains(text, "ftrace bug") {
		t.Errorf("the kernel complains:\n%s", text)
	}
	k.cleanBehind()
}

// underKGDB is a session with a guest in its kgdb.
type underKGDB struct {
	*attached
	qemu string // QEMU's stub, which reads memory quicker
	end  *debugger.Breakpoint
	last <-chan error // the command that the guest is at
}

// enterKGDB sends a guest into its kgdb by itself.
func enterKGDB(t *testing.T) *underKGDB {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "uart")
	g := lab.StartKGDB(t, lab.Config{KGDB: socket})
	k := &underKGDB{qemu: g.Stub}
	entered := make(chan error, 1)
	go func() {
		_, err := g.Run(context.Background(), "echo g > /proc/sysrq-trigger")
		entered <- err
	}()
	k.attached, k.last = attachKGDB(t, g, socket), entered
	k.end = k.mustBreak("ksys_sync")
	k.meanwhile("true")
	return k
}

// meanwhile lets the guest run until it has done a command and calls sync.
func (k *underKGDB) meanwhile(command string) {
	k.t.Helper()
	last, done := k.last, make(chan error, 1)
	k.last = done
	go func() {
		<-last
		_, err := k.g.Run(k.ctx, command+"; sync")
		done <- err
	}()
	if hit, function := k.stops(); hit != k.end {
		k.t.Fatalf("breakpoint %d hit in %s", hit.Num, function)
	}
}

// leave detaches and waits until the guest has done its last command.
func (k *underKGDB) leave() {
	k.t.Helper()
	if err := k.Detach(k.ctx); err != nil {
		k.t.Fatal(err)
	}
	if err := <-k.last; err != nil {
		k.t.Fatal(err)
	}
}

// cleanBehind compares all code once kgdb is left.
func (k *underKGDB) cleanBehind() {
	k.t.Helper()
	k.g.Stub = k.qemu
	after := attach(k.t, k.g)
	after.clean()
	if err := after.Detach(after.ctx); err != nil {
		k.t.Fatal(err)
	}
}
