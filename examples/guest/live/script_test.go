package live

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kbreak/examples/guest/lab"
)

// TestScriptEqualsGDB runs one command file in kbreak and in gdb at the same stop of a guest: defined
// commands, loops, conditions, printf, x, display. They have to print the same.
func TestScriptEqualsGDB(t *testing.T) {
	g := lab.Start(t, lab.Config{Load: []lab.Load{lab.Kernel}})
	script, err := filepath.Abs("testdata/session.gdb")
	if err != nil {
		t.Fatal(err)
	}
	ours := between(t, frozen(t, g, nil, "source "+script))
	theirs := between(t, gdb(t, g, "source "+script))
	if diff := cmp.Diff(theirs, ours); diff != "" {
		t.Errorf("gdb's output (-) and ours (+) differ:\n%s", diff)
	}
	if n := strings.Count(ours, "\n"); n < 50 {
		t.Errorf("only %d lines were compared:\n%s", n, ours)
	}
	runs(t, g)
}

// between is what the script printed between its marks.
func between(t *testing.T, out string) string {
	t.Helper()
	_, rest, ok := strings.Cut(out, "--- begin\n")
	text, _, end := strings.Cut(rest, "--- end\n")
	if !ok || !end {
		t.Fatalf("the script did not run to its end:\n%s", out)
	}
	return text
}
