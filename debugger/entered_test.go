package debugger

import "testing"

func TestLevelOf(t *testing.T) {
	names := []string{"dget", "vfs_rmdir", "do_rmdir"} // innermost first
	tests := []struct {
		kind     BreakKind
		spec     string
		function string
		want     int
	}{
		{BreakSoftware, "vfs_rmdir", "vfs_rmdir", 1},
		{BreakSoftware, "dget", "dget", 0},
		{BreakHardware, "fs/namei.c:do_rmdir", "do_rmdir", 2},
		{BreakSoftware, "dcache.h:319", "dget", 0},
		{BreakSoftware, "*0xffffffff8135cd55", "vfs_rmdir", 0},
		{BreakSoftware, "", "vfs_rmdir", 0},
		{Catchpoint, "syscall", "vfs_rmdir", 0},
		{BreakSoftware, "vfs_rmdir", "another", 0},
	}
	for _, tt := range tests {
		l := &BreakpointLocation{Location: Location{Function: tt.function}}
		if have := levelOf(&Breakpoint{Kind: tt.kind, Spec: tt.spec}, l, names); have != tt.want {
			t.Errorf("%v %s: level %d, want %d", tt.kind, tt.spec, have, tt.want)
		}
	}
}
