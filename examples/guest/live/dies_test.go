//go:build unix

package live

import (
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// A guest that is killed while it runs with a breakpoint set: that is said, the session goes on without a
// target and can be ended.
func TestGuestDiesWhileRunning(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	s := start(t, g)
	s.say("break do_mkdirat if 0", "continue")
	inGuest(t, g, "mkdir /tmp/before")
	if err := g.Stop(); err != nil {
		t.Fatal(err)
	}
	s.say("info registers rip", "info breakpoints", "list do_mkdirat", "detach", "info link", "quit")
	ended := make(chan error, 1)
	_ = s.in.Close()
	go func() { ended <- s.cmd.Wait() }()
	select {
	case err := <-ended:
		if err == nil {
			t.Error("a session whose target died ends with status 0")
		}
	case <-time.After(time.Minute):
		t.Fatal("kbreak does not end")
	}
	out := s.out.String()
	for _, want := range []string{"lost", "\"reconnect\" opens it again", "[Gave up the lost connection", "stop only if 0", "do_mkdirat"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}
