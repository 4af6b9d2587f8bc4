//go:build unix

package live

import (
	"testing"

	"kbreak/examples/guest/lab"
)

// TestBadExpressions asks a guest for what is not there, not known, or there several times. Each command is
// answered with what and where, and the session goes on.
func TestBadExpressions(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	steps := []answer{
		{"print sizeof(struct vm_struct_that_is_not)", "No struct type named vm_struct_that_is_not."},
		{"ptype struct task_strut", "No struct type named task_strut. Did you mean task_struct?"},
		{"print init_task.com", "There is no member named com in struct task_struct. Did you mean comm"},
		{"print 1 / 0", "Division by zero"},
		{"print *(int *)8", "Cannot access memory at address 0x8"},
		{"x/s 8", "Cannot access memory at address 0x8"},
		{"print (char *)8", `= 0x8 <error: Cannot access memory at address 0x8>`},
		{"print status_show", "drivers/base/core.c:"}, // the candidates
		{"print 'drivers/base/core.c'::status_show", "<status_show>"},
		{"sym status_show", "drivers/base/core.c: "},
		{"sym status_show", "[virtio] drivers/virtio/virtio.c: 32"},
		{"info line status_show", `of "drivers/base/core.c" starts at address`},
		{"x/i status_show", `"status_show" is ambiguous: `},
		{"x/i status_show", " at drivers/virtio/virtio.c:32 [virtio]"},
		{"x/i status_show", "; 'FILE'::status_show picks one"},
		{"break status_show", "locations)"},
		{"info breakpoints", "in status_show at drivers/base/core.c:"},
		{"delete", ""},
		{"list status_show", `file: "drivers/base/core.c", line number: `},
		{"list status_show", "drivers/acpi/device_sysfs.c: no such file; tried "},
		{"print init_task.pid", "= 0"},
		{"detach", "detached"},
	}
	answered(t, g, steps)
	runs(t, g)
}
