package live

import (
	"context"
	"regexp"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// TestModuleFrames stops a guest that reads a file through overlayfs, which is a module: its frames
// have to be there with arguments and lines, and the stack has to go on below them.
func TestModuleFrames(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	const load = `mkdir -p /tmp/a /tmp/b /tmp/m && dd if=/dev/zero of=/tmp/a/f bs=1M count=32 2>/dev/null && ` +
		`mount -t overlay overlay -o lowerdir=/tmp/a:/tmp/b /tmp/m && ` +
		`{ while :; do cat /tmp/m/f >/dev/null; done & } >/dev/null 2>&1; ls /tmp/m`
	if out, err := g.Run(ctx, load); err != nil {
		t.Fatalf("start the load: %q, %v", out, err)
	}
	frame := regexp.MustCompile(`(?m)^#\d+ .*\bovl_\w+ \(.*\w+=.*\) at fs/overlayfs/\w+\.c:\d+.*$`)
	below := regexp.MustCompile(`(?m)^#\d+ .*\bentry_SYSCALL_64 \(`)
	var out string
	for range 30 {
		out = batch(t, g, "bt -a")
		if m := frame.FindString(out); m != "" && below.MatchString(out) {
			t.Log(m)
			runs(t, g)
			return
		}
	}
	t.Errorf("no frame of overlayfs in thirty stops; the last was\n%s", out)
}
