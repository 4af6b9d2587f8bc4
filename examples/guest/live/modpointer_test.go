package live

import (
	"fmt"
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// TestPointersIntoModules prints pointers in sessions that have not looked at modules before: those into a
// module show its symbol, and the others do not ask for modules.
func TestPointersIntoModules(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	loop, ok := g.Facts.Module("loop")
	if !ok {
		t.Fatal("the guest has not loaded the module loop")
	}
	out := batch(t, g, fmt.Sprintf("info symbol %v", loop.Addr))
	name, _, ok := strings.Cut(out[strings.LastIndex(out[:len(out)-1], "\n")+1:], " ")
	if !ok || !strings.Contains(out, "of loop") {
		t.Fatalf("info symbol: %s", out)
	}
	for _, command := range []string{"print (void *) %v", "print/a %v", "output (void *) %v", "x/i %v"} {
		command = fmt.Sprintf(command, loop.Addr)
		if out := batch(t, g, command); !strings.Contains(out, "<"+name+">") {
			t.Errorf("%s does not show <%s>:\n%s", command, name, out)
		}
	}
	attach := trips(t, g, "info link")
	for _, command := range []string{"print (void *) -12", "print (void *) &init_task", "print (void *) 0xffff888000000000"} {
		if n := trips(t, g, command, "info link") - attach; n != 0 {
			t.Errorf("%s: %d round trips, want none", command, n)
		}
	}
	pointer := fmt.Sprintf("print (void *) %v", loop.Addr)
	if one, two := trips(t, g, pointer, "info link"), trips(t, g, pointer, pointer, "info link"); one != two {
		t.Errorf("%s once: %d round trips; twice: %d", pointer, one, two)
	}
	runs(t, g)
}
