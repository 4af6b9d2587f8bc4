//go:build unix

package live

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// TestBadBreakpoints gives a guest every sort of breakpoint that cannot be, and a script with an error in its
// line 7. Each is answered for, and the guest runs on with its code as it was.
func TestBadBreakpoints(t *testing.T) {
	g := lab.Start(t, lab.Config{Load: []lab.Load{lab.Kernel, lab.User}})
	script := filepath.Join(t.TempDir(), "seven.gdb")
	if err := os.WriteFile(script, []byte("# breakpoints\nbreak vfs_read\ncommands\n  silent\nend\nbreak vfs_write\n"+
		"condition 99 count\nbreak vfs_open\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	steps := []answer{
		{"break no_such_function", `Function "no_such_function" not defined.`},
		{"break no_such_file.c:10", "No source file named no_such_file.c."},
		{"break *&jiffies_64", "is data of "},
		{"break *0xffffeeee00000000", "Cannot access memory at address 0xffffeeee00000000"},
		{"break *(vfs_read+2)", "in the middle of the instruction at 0xffff"},
		{"delete", ""},
		{"break fs/read_write.c:2", "fs/read_write.c:2. (6 locations)"},
		{"break vfs_read if no_such_name", `No symbol "no_such_name" in current context.`},
		{"info breakpoints", " in vfs_setpos at fs/read_write.c:37"}, // the first line with code
		{"delete", ""},
		{"break vfs_read if *(int *)8 == 1", "fs/read_write.c, line "},
		{"continue", "Cannot access memory at address 0x8"},
		{"delete", ""},
		{"source " + script, script + ":7: Error in sourced command file:\nNo breakpoint number 99."},
		{"info breakpoints", "vfs_write"},
		{"delete", ""},
		{"check text", "no int3 that should not be there"},
		{"detach", "detached"},
	}
	out := answered(t, g, steps)
	if strings.Contains(out, "vfs_open") {
		t.Error("what is behind the error was run")
	}
	runs(t, g)
}
