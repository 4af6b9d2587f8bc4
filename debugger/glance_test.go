package debugger

import (
	"context"
	"fmt"
	"slices"
	"testing"
)

// What is under a breakpoint comes along with the registers, and is what is there now: a nop that became
// something else while the target ran is not passed over.
func TestGlance(t *testing.T) {
	ctx := context.Background()
	m, s := newSim(t, "0f1f440000 ebf9", &sim{}, simBase+5) // nop, jmp back
	if err := s.mem.kernel.ReadMem(ctx, simBase, make([]byte, 0x1000)); err != nil {
		t.Fatal(err) // a long read shows that requests may go out together
	}
	mustBreak(t, s, BreakRequest{Spec: "*" + addr(simBase)})
	hit := func() {
		t.Helper()
		if stop, err := s.Continue(ctx); err != nil || len(stop.Hits) != 1 {
			t.Fatalf("%+v, %v", stop, err)
		}
	}
	hit()
	hit()
	before := s.client.Stats().RoundTrips
	m.trips()
	hit()
	want := []string{"P10=" + fmt.Sprintf("%016x", swapped(simBase+5)), "vCont;c", "g", fmt.Sprintf("m%x,40", uint64(simBase))}
	if have := m.trips(); !slices.Equal(have, want) {
		t.Errorf("a hit asks for %q, not for %q", have, want)
	}
	if n := s.client.Stats().RoundTrips - before; n != 2 {
		t.Errorf("a hit waits %d times beside that for the stop", n)
	}
	m.mu.Lock()
	copy(m.at(simBase, 5), "\x48\xff\xc0\x90\x90") // inc %rax, nop, nop
	m.mu.Unlock()
	hit()
	hit()
	if n := m.count(simBase); n != 1 || m.cpus[0].r[0] != 1 {
		t.Errorf("the instruction that came while the target ran was executed %d times, rax is %d", n, m.cpus[0].r[0])
	}
	if err := s.Detach(ctx); err != nil || len(m.left()) > 0 {
		t.Errorf("%v, left %v", err, m.left())
	}
}

func swapped(v uint64) (out uint64) {
	for range 8 {
		out, v = out<<8|v&0xff, v>>8
	}
	return out
}
