package live

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

var (
	noiseSeeds = flag.Int("noise.seeds", 2, "sessions of TestNoisyLine")
	noiseFirst = flag.Int("noise.first", 1, "the first seed of TestNoisyLine")
	noiseRate  = flag.String("noise.rate", "flip=0.0004,drop=0.0003,dup=0.0003,split", "the noise of TestNoisyLine")
)

// looks are commands whose output must not depend on the line. The list of threads comes first: later in a
// session it shows what was learned at stops before.
var looks = []string{
	"info threads", "bt", "print init_task.comm", "print/x jiffies_64", "print $pc", "info registers",
	"x/32xg $sp", "x/8i $pc", "print init_uts_ns.name", "p linux_banner",
}

// TestNoisyLine works with a real kgdb over a line that damages one byte in a thousand each way. What is
// seen is what is seen over a good line, at the stop and after three steps; detach leaves the guest running.
//
//	go test ./examples/guest/live -run TestNoisyLine -noise.seeds 100
//	... -noise.rate flip=0.01        an error is no failure then, but a wrong value is
func TestNoisyLine(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "uart")
	g := lab.StartKGDB(t, lab.Config{KGDB: socket})
	g.Stub = g.Line
	for seed := *noiseFirst; seed < *noiseFirst+*noiseSeeds; seed++ {
		stopped := make(chan error, 1)
		go func() {
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
			defer cancel()
			_, err := g.Run(ctx, "echo g > /proc/sysrq-trigger")
			stopped <- err
		}()
		time.Sleep(200 * time.Millisecond) // until the command has reached the guest; kgdb waits as long as we like
		noise := []string{"--chaos", fmt.Sprintf("seed=%d,%s", seed, *noiseRate)}
		steps := append([]string{"echo steps\\n", "stepi", "stepi", "stepi", "echo after\\n"}, looks[1:]...)
		began := time.Now()
		quiet := unnumbered(frozen(t, g, nil, looks...))
		noisy := unnumbered(frozen(t, g, noise, append(append([]string{}, looks...), steps...)...))
		took := time.Since(began)
		after := unnumbered(frozen(t, g, nil, append([]string{"echo after\\n"}, looks[1:]...)...))
		before, rest, _ := strings.Cut(noisy, "steps\n")
		if before != quiet {
			t.Errorf("seed %d: before the steps\n%s", seed, differ(before, quiet))
		}
		_, have, _ := strings.Cut(rest, "after\n")
		_, want, _ := strings.Cut(after, "after\n")
		if have != want {
			t.Errorf("seed %d: after the steps\n%s\nthe steps\n%s", seed, differ(have, want), rest)
		}
		t.Logf("seed %d: %v", seed, took)
		if out, err := kbreak(t, g, append(noise, "--batch", "-e", "info link", "-e", "detach")...).CombinedOutput(); err != nil {
			t.Errorf("seed %d: detach: %v\n%s", seed, err, out)
		}
		if err := <-stopped; err != nil {
			t.Fatalf("seed %d: the guest does not run: %v", seed, err)
		}
	}
}

var valueNumber = regexp.MustCompile(`(?m)^\$[0-9]+ = `)

// unnumbered takes the numbers in the value history away.
func unnumbered(s string) string { return valueNumber.ReplaceAllString(s, "") }

// differ shows the lines of two texts that are not the same.
func differ(have, want string) string {
	h, w := strings.Split(have, "\n"), strings.Split(want, "\n")
	var b strings.Builder
	for i := range max(len(h), len(w)) {
		var x, y string
		if i < len(h) {
			x = h[i]
		}
		if i < len(w) {
			y = w[i]
		}
		if x != y {
			fmt.Fprintf(&b, "- %s\n+ %s\n", y, x)
		}
	}
	return b.String()
}
