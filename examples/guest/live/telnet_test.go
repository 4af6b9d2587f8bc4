package live

import (
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// TestTelnet attaches to a kernel that runs, over the UART of its console, which QEMU serves by telnet:
// the BREAK of telnet and g stop it, and everything else passes as it is.
func TestTelnet(t *testing.T) {
	g := lab.StartKGDB(t, lab.Config{KGDB: "telnet", SharedLine: true, Append: "sysrq_always_enabled"})
	g.Stub = g.Line
	for range 2 {
		out := batch(t, g, "bt", "detach")
		for _, want := range []string{"found through the IDT, verified by build-id", " in __handle_sysrq (", " in serial8250_"} {
			if !strings.Contains(out, want) {
				t.Errorf("no %q in\n%s", want, out)
			}
		}
	}
	runs(t, g)
}
