package repl

import (
	"context"
	"strconv"
	"strings"
)

// breakNumberOf reads the number of a breakpoint, which may be in a convenience variable: scripts use
// $bpnum, the one set last.
func breakNumberOf(r *REPL, word string) (int, error) {
	if strings.HasPrefix(word, "$") {
		n, err := r.session.Int(context.Background(), word)
		return int(n), err
	}
	return strconv.Atoi(word)
}

// oneBreak reads the number of the one breakpoint that a command is about.
func oneBreak(_ context.Context, r *REPL, word string) (int, error) {
	n, err := breakNumberOf(r, word)
	if err != nil {
		return 0, gdbErrorf("Bad breakpoint argument: '%s'", Printable(word))
	}
	if _, err := r.session.Breakpoint(n); err != nil {
		return 0, gdbErrorf("No breakpoint number %d.", n)
	}
	return n, nil
}

// ignoreCount evaluates the count of ignore; a negative one is 0.
func ignoreCount(ctx context.Context, r *REPL, text string) (int, error) {
	n, err := r.session.Int(ctx, text)
	return int(min(max(n, 0), 1<<31-1)), err
}
