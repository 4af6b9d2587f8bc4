package live

import (
	"bytes"
	"path/filepath"
	"testing"

	"kbreak/debugger"
	"kbreak/examples/guest/lab"
	"kbreak/transport"
)

// attachKGDB attaches to a guest through its own stub.
func attachKGDB(t *testing.T, g *lab.Guest, socket string) *attached {
	t.Helper()
	conn, err := transport.Dial(t.Context(), "unix:"+socket)
	if err != nil {
		t.Fatal(err)
	}
	return attachOver(t, g, conn)
}

// at is where the selected frame is.
func (a *attached) at() *debugger.Frame {
	a.t.Helper()
	f, err := a.Frame(a.ctx)
	if err != nil {
		a.t.Fatal(err)
	}
	return f
}

// step steps. It must not end anywhere else than at a step's end.
func (a *attached) step(kind debugger.StepKind, count int) {
	a.t.Helper()
	stop, err := a.Step(a.ctx, kind, count)
	if err != nil {
		a.t.Fatalf("step: %v; notices %q", err, a.notices)
	}
	if stop.Reason != "step" {
		a.t.Fatalf("the step ended with %+v", stop)
	}
}

// TestKGDBTrapsOfBoot sets a breakpoint while the kernel boots and its code can be written, and hits it when
// that is read-only: kgdb cannot take its trap out then, and used to let nobody past it.
func TestKGDBTrapsOfBoot(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "uart")
	g := lab.StartKGDB(t, lab.Config{KGDB: socket, Wait: true})
	waiting(t, g)
	a := attachKGDB(t, g, socket)
	code := func() []byte {
		b, err := a.ValueBytes(a.ctx, "*(char (*)[16])do_init_module")
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b := a.mustBreak("*((char *)do_init_module + 5)") // behind the nop of ftrace: it takes a step to leave
	for range 3 {
		if _, in := a.stops(); in != "do_init_module" {
			t.Fatalf("stopped in %s", in)
		}
		if code()[5] == 0xcc {
			t.Fatal("the trap stands in the code")
		}
		a.step(debugger.StepInstruction, 1)
		if f := a.at(); f.Function != "do_init_module" && f.Function != "kmalloc" {
			t.Errorf("stepi led to %s", f.Function)
		}
	}
	a.delete(b)
	if got := code(); bytes.IndexByte(got, 0xcc) >= 0 {
		t.Errorf("the code is % x", got)
	}
	if err := a.Detach(a.ctx); err != nil {
		t.Error(err)
	}
	if err := g.Ready(a.ctx); err != nil {
		t.Fatal(err)
	}
	runs(t, g)
}
