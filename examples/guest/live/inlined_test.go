//go:build unix

package live

import (
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// A breakpoint on a function whose second place begins with another one inlined stops in the function, as
// gdb's; and finish leaves an inlined function that the target was continued to.
func TestInlinedAtStop(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	inGuest(t, g, "(while :; do mkdir /tmp/d; rmdir /tmp/d; done) > /dev/null 2>&1 &")
	out := batch(t, g, "break vfs_rmdir", "disable 1.1", "continue", "delete",
		"tbreak inode_lock_nested", "continue", "finish", "check text")
	rest := out
	for _, want := range []string{
		"Breakpoint 1.2, vfs_rmdir (",                                       // dget begins there
		"Temporary breakpoint 2.", "inode_lock_nested (", " at fs/namei.c:", // in filename_create or do_rmdir
		"no int3 that should not be there",
	} {
		_, after, ok := strings.Cut(rest, want)
		if !ok {
			t.Fatalf("no %q in the rest of\n%s", want, out)
		}
		rest = after
	}
	runs(t, g)
}
