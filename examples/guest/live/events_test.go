package live

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kbreak/debugger"
	"kbreak/examples/guest/lab"
	"kbreak/mem"
)

// attached is a session in this process that is attached to a guest, and what it has said.
type attached struct {
	*debugger.Session
	t       *testing.T
	g       *lab.Guest
	ctx     context.Context
	notices []string
}

func attach(t *testing.T, g *lab.Guest) *attached {
	t.Helper()
	conn, err := net.Dial("tcp", g.Stub)
	if err != nil {
		t.Fatal(err)
	}
	return attachOver(t, g, conn)
}

func attachOver(t *testing.T, g *lab.Guest, conn io.ReadWriteCloser) *attached {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	t.Cleanup(cancel)
	a := &attached{t: t, g: g, ctx: ctx}
	a.Session = debugger.New(debugger.Options{Vmlinux: g.Assets.Vmlinux, ModulePath: []string{g.Assets.DebugModuleDir()},
		StateDir: t.TempDir(), Notice: func(s string) { a.notices = append(a.notices, s) }})
	if _, err := a.Attach(ctx, conn, g.Stub); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close(context.Background()) })
	return a
}

// start runs a command in the guest as soon as that runs; the channel gets its error.
func (a *attached) start(command string) <-chan error {
	done := make(chan error, 1)
	go func() {
		_, err := a.g.Run(a.ctx, command)
		done <- err
	}()
	return done
}

// stops lets the guest run until it stops at a breakpoint, and returns it with the function there.
func (a *attached) stops() (*debugger.Breakpoint, string) {
	a.t.Helper()
	stop, err := a.Continue(a.ctx)
	if err != nil {
		a.t.Fatalf("continue: %v; notices %q", err, a.notices)
	}
	if len(stop.Hits) != 1 {
		a.t.Fatalf("stopped by %+v; notices %q", stop, a.notices)
	}
	f, err := a.Frame(a.ctx)
	if err != nil {
		a.t.Fatal(err)
	}
	return stop.Hits[0], f.Function
}

// whileRunning lets the guest run until a command in it has ended, and interrupts it then.
func (a *attached) whileRunning(command string) {
	a.t.Helper()
	ctx, cancel := context.WithCancel(a.ctx)
	done := make(chan error, 1)
	go func() {
		_, err := a.g.Run(a.ctx, command)
		done <- err
		cancel()
	}()
	a.until(ctx, done)
}

func (a *attached) until(ctx context.Context, done <-chan error) {
	a.t.Helper()
	stop, err := a.Continue(ctx)
	if err != nil || len(stop.Hits) > 0 {
		a.t.Fatalf("it stopped: %+v, %v", stop, err)
	}
	select {
	case err := <-done:
		if err != nil {
			a.t.Fatal(err)
		}
	default:
		a.t.Fatalf("it stopped before the command ended: %+v", stop)
	}
}

func (a *attached) mustBreak(spec string) *debugger.Breakpoint {
	a.t.Helper()
	b, err := a.Break(a.ctx, debugger.BreakRequest{Spec: spec, CPU: -1})
	if err != nil {
		a.t.Fatal(err)
	}
	return b
}

func (a *attached) mustCatch(kind debugger.CatchKind, names ...string) *debugger.Breakpoint {
	a.t.Helper()
	b, err := a.Catch(a.ctx, kind, names, debugger.BreakRequest{CPU: -1})
	if err != nil {
		a.t.Fatal(err)
	}
	return b
}

func (a *attached) delete(b *debugger.Breakpoint) {
	a.t.Helper()
	if err := a.DeleteBreakpoint(a.ctx, b.Num); err != nil {
		a.t.Fatal(err)
	}
}

// TestPendingInModuleInit loads and unloads a module while breakpoints in its initialisation, in one of
// its functions and on its loading are set.
func TestPendingInModuleInit(t *testing.T) {
	t.Run("QEMU", func(t *testing.T) {
		pendingInModuleInit(t, lab.Start(t, lab.Config{}), "tun", "tun_init", "tun_cleanup", "rmmod overlay", "insmod /lib/modules/overlay.ko")
	})
	t.Run("spare module", func(t *testing.T) {
		g := lab.StartKGDB(t, lab.Config{})
		runs(t, g)
		if out, err := g.Run(context.Background(), "grep -q libcomposite /proc/modules || insmod /lib/modules/libcomposite.ko"); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		pendingInModuleInit(t, g, "usb_f_hid", "hidmod_init", "hidmod_exit", "insmod /lib/modules/configs.ko", "rmmod configs")
	})
}

func pendingInModuleInit(t *testing.T, g *lab.Guest, module, begin, end, between, after string) {
	a := attach(t, g)
	hooks := []string{"do_init_module", "trim_init_extable", "free_module"}
	text := func() []byte {
		var out []byte
		for _, name := range hooks {
			at, err := a.ResolveAddr(a.ctx, name)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if _, err := a.DumpMemory(a.ctx, &b, at, at.Add(64), nil); err != nil {
				t.Fatal(err)
			}
			out = append(out, b.Bytes()...)
		}
		return out
	}
	before := text()
	first := a.mustBreak(module + ":" + begin)
	last, err := a.Break(a.ctx, debugger.BreakRequest{Spec: module + ":" + end, CPU: -1})
	if err != nil {
		t.Fatal(err)
	}
	if len(first.Locations) != 0 || first.Note == "" {
		t.Errorf("%+v is not pending", first)
	}
	if _, err := a.Break(a.ctx, debugger.BreakRequest{Spec: module + ":no_such", CPU: -1}); err == nil {
		t.Error("a function that the module does not have is waited for")
	}
	load := fmt.Sprintf("insmod /lib/modules/%s.ko", module)
	// Another module makes room or takes it, so that the second load has another address.
	cycle := fmt.Sprintf("grep -q ^%[1]s /proc/modules && rmmod %[1]s; %[2]s && rmmod %[1]s && %[3]s && %[2]s && %[4]s", module, load, between, after)
	done := a.start(cycle)
	var at []mem.Addr
	loads := 0
	for loads < 2 {
		hit, function := a.stops()
		switch {
		case hit == first && function == begin:
			loads++
			if len(last.Locations) != 1 || last.Locations[0].Module != module {
				t.Fatalf("load %d: %s is at %+v", loads, end, last.Locations)
			}
			at = append(at, last.Locations[0].Addr)
		case hit == last && function == end:
			if len(first.Locations) != 0 {
				t.Errorf("the initialisation is over and still has %+v", first.Locations)
			}
		default:
			t.Fatalf("%s hit breakpoint %d", function, hit.Num)
		}
	}
	ctx, cancel := context.WithCancel(a.ctx)
	ended := make(chan error, 1)
	go func() { ended <- <-done; cancel() }()
	a.until(ctx, ended)
	t.Logf("%s was at %v at the two loads; %d and %d hits; notices %q", end, at, first.Hits, last.Hits, a.notices)
	if at[0] == at[1] {
		t.Errorf("both times it was at %v: nothing is tested", at[0])
	}
	if first.Hits != 2 || last.Hits < 1 {
		t.Errorf("%d and %d hits", first.Hits, last.Hits)
	}
	a.delete(first)
	a.delete(last)

	// What a load costs: one with a pending breakpoint that is resolved and not hit, less one without.
	unload := "rmmod " + module
	quiet := func(command string) uint64 {
		was := a.Link().RoundTrips
		a.whileRunning(command)
		return a.Link().RoundTrips - was
	}
	none := quiet(unload + " && " + load)
	never := a.mustBreak(module + ":" + end)
	if err := a.EnableBreakpoint(a.ctx, never.Num, 0, true, debugger.Keep, 0); err != nil {
		t.Fatal(err)
	}
	if err := a.SetCondition(ctx, never.Num, "0"); err != nil {
		t.Fatal(err)
	}
	t.Logf("round trips: %d to unload and load without a breakpoint; with one %d to unload, %d to load", none, quiet(unload), quiet(load))
	if len(never.Locations) != 1 {
		t.Errorf("after a reload %s is at %+v", end, never.Locations)
	}
	a.delete(never)
	if after := text(); !bytes.Equal(before, after) {
		t.Errorf("the text of %q changed:\n%x\n%x", hooks, before, after)
	}
	if err := a.Detach(a.ctx); err != nil {
		t.Fatal(err)
	}
	runs(t, g)
	if out, err := g.Run(a.ctx, unload+" && "+load); err != nil {
		t.Errorf("after the detach: %v\n%s", err, out)
	}
}

// TestCatch catches each sort of event but the oops, in one guest.
func TestCatch(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	a := attach(t, g)
	finish := func(done <-chan error) {
		t.Helper()
		ctx, cancel := context.WithCancel(a.ctx)
		defer cancel()
		ended := make(chan error, 1)
		go func() { ended <- <-done; cancel() }()
		a.until(ctx, ended)
	}
	b := a.mustCatch(debugger.CatchLoad, "tun")
	done := a.start("rmmod loop; insmod /lib/modules/loop.ko; rmmod tun; insmod /lib/modules/tun.ko")
	want := func(b *debugger.Breakpoint, function, event string) {
		t.Helper()
		hit, in := a.stops()
		if hit != b || in != function || !strings.Contains(hit.Event, event) {
			t.Errorf("breakpoint %d hit in %s: %q, want %d in %s: %q", hit.Num, in, hit.Event, b.Num, function, event)
		}
		t.Log(hit.Event)
	}
	want(b, "do_init_module", "Module tun loaded at 0x")
	a.delete(b)
	finish(done)

	b = a.mustCatch(debugger.CatchUnload)
	done = a.start("rmmod tun && insmod /lib/modules/tun.ko")
	want(b, "free_module", "Module tun unloaded from 0x")
	a.delete(b)
	finish(done)

	b = a.mustCatch(debugger.CatchSyscall, "mkdir")
	done = a.start("mkdir /tmp/caught")
	want(b, "__x64_sys_mkdir", `call to syscall mkdir (pathname=0x`)
	if !strings.Contains(b.Event, `"/tmp/caught", mode=`) {
		t.Errorf("no arguments in %q", b.Event)
	}
	want(b, "do_syscall_64", "returned from syscall mkdir = 0")
	if len(b.Locations) != 2 { // of 64 and of 32 bits; where the call returned to is gone
		t.Errorf("it is at %+v", b.Locations)
	}
	a.delete(b)
	b = a.mustCatch(debugger.CatchSyscall)
	if _, in := a.stops(); in != "do_syscall_64" || !strings.Contains(b.Event, "call to syscall ") {
		t.Errorf("%s: %q", in, b.Event)
	}
	t.Log(b.Event)
	a.delete(b)
	finish(done)
	b = a.mustCatch(debugger.CatchTask, "true")
	done = a.start("/bin/true & wait")
	want(b, "__set_task_comm", "task true, pid ")
	a.delete(b)
	finish(done)
	b = a.mustCatch(debugger.CatchTask, "sh")
	done = a.start("/bin/sh -c '(:); :'")
	want(b, "__set_task_comm", "task sh, pid ")
	want(b, "schedule_tail", ", runs for the first time")
	a.delete(b)
	finish(done)
	if err := a.Detach(a.ctx); err != nil {
		t.Fatal(err)
	}
	runs(t, g)
}

// TestCatchOops makes the kernel follow a null pointer in a system call. It kills the task and lives on.
func TestCatchOops(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	a := attach(t, g)
	oops := a.mustCatch(debugger.CatchOops)
	call := a.mustCatch(debugger.CatchSyscall, "83") // mkdir
	done := make(chan error, 1)
	ctx, cancel := context.WithCancel(a.ctx)
	defer cancel()
	go func() {
		_, err := g.Run(a.ctx, "mkdir /tmp/never || true")
		done <- err
		cancel()
	}()
	if hit, in := a.stops(); hit != call || in != "__x64_sys_mkdir" {
		t.Fatalf("breakpoint %d in %s", hit.Num, in)
	}
	if _, err := a.Evaluate(a.ctx, "$rdi = 0", debugger.PrintFormat{}); err != nil {
		t.Fatal(err)
	}
	hit, in := a.stops()
	if hit != oops || in != "oops_enter" || !strings.HasPrefix(oops.Event, "kernel oops in __x64_sys_mkdir") {
		t.Errorf("breakpoint %d in %s: %q", hit.Num, in, hit.Event)
	}
	a.until(ctx, done)
	if err := a.Detach(a.ctx); err != nil {
		t.Fatal(err)
	}
	runs(t, g)
}

// TestPendingOverKGDB sets a breakpoint in the initialisation of a module while the kernel boots and no
// module is loaded yet, over a serial line to the kernel's own stub, which writes its traps into the code.
func TestPendingOverKGDB(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "uart")
	g := lab.StartKGDB(t, lab.Config{KGDB: socket, Wait: true})
	waiting(t, g)
	g.Stub = "unix:" + socket
	out := batch(t, g, "break fuse:fuse_init", "continue", "bt 2", "delete", "detach")
	for _, want := range []string{"Breakpoint 1 (fuse:fuse_init) pending.", "hit Breakpoint 1, ", "in do_one_initcall (fn="} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := g.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	runs(t, g)
}
