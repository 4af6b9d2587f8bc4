package live

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// TestKGDB attaches to a guest that waits in kgdb while it boots, over a UART of its own and over the
// one that the console is on, where kdb's prompt is in the way. The kernel is found, its stack is read
// in pieces that kgdb's buffer can hold, and after detach the guest boots on.
func TestKGDB(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "uart")
	for _, tt := range []struct {
		name, line string
		shared     bool
	}{
		{"own line, socket", socket, false},
		{"own line, port", "tcp", false},
		{"own line, pseudo terminal", "pty", false},
		{"console's line, socket", socket, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := lab.StartKGDB(t, lab.Config{KGDB: tt.line, SharedLine: tt.shared, Wait: true})
			waiting(t, g)
			g.Stub = g.Line
			out := batch(t, g, "info link", "bt", "detach")
			for _, want := range []string{
				"found through the IDT, verified by build-id",
				"registers    g reply of 156 bytes (kgdb x86-64)",
				"memory read  256 bytes at most",
				" kgdb_breakpoint () at kernel/debug/debug_core.c:",
				" in kernel_init (", // far out on the stack that waits
			} {
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
		})
	}
}

// waiting returns when the guest has stopped in kgdb.
func waiting(t *testing.T, g *lab.Guest) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !strings.Contains(g.Console(), "Waiting for connection from remote gdb"); {
		if time.Now().After(end) {
			t.Fatalf("kgdb does not wait:\n%s", g.Console())
		}
		time.Sleep(50 * time.Millisecond)
	}
}
