package live

import (
	"context"
	"net"
	"testing"
	"time"

	"kbreak/debugger"
	"kbreak/examples/guest/lab"
)

// TestModulesChange asks for the symbol at a module's code at several stops of one session: the list of
// modules is read once, and anew only after the guest has unloaded one.
func TestModulesChange(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	ctx := context.Background()
	conn, err := net.Dial("tcp", g.Stub)
	if err != nil {
		t.Fatal(err)
	}
	s := debugger.New(debugger.Options{Vmlinux: g.Assets.Vmlinux, ModulePath: []string{g.Assets.DebugModuleDir()}})
	defer s.Close(ctx)
	if _, err := s.Attach(ctx, conn, g.Stub); err != nil {
		t.Fatal(err)
	}
	loop, ok := g.Facts.Module("loop")
	if !ok {
		t.Fatal("the guest has not loaded the module loop")
	}
	// run lets the guest run while it does what command says.
	run := func(command string) {
		t.Helper()
		running, stop := context.WithCancel(ctx)
		ran := make(chan error, 1)
		go func() {
			defer stop()
			wait, cancel := context.WithTimeout(ctx, time.Minute)
			defer cancel()
			_, err := g.Run(wait, command)
			ran <- err
		}()
		if _, err := s.Continue(running); err != nil {
			t.Fatal(err)
		}
		if err := <-ran; err != nil {
			t.Fatalf("%s: %v", command, err)
		}
	}
	trips := func() uint64 { return s.Link().RoundTrips }
	name := func() string {
		sym, err := s.SymbolAt(loop.Addr)
		if err != nil {
			return ""
		}
		return sym.Module
	}
	if name() != "loop" {
		t.Errorf("the code of loop at %v is in module %q", loop.Addr, name())
	}
	for range 3 {
		run("true")
		before := trips()
		if name() != "loop" || trips()-before > 2 {
			t.Errorf("at a stop with the same modules: in module %q after %d round trips, want at most 2", name(), trips()-before)
		}
	}
	run("rmmod loop")
	if name() != "" {
		t.Errorf("after it was unloaded %v is in module %q", loop.Addr, name())
	}
}
