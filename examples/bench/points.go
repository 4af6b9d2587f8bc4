package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"kbreak/examples/guest/lab"
)

// A breakpoint whose condition does not hold is measured with a little work and with that much more, so that
// what comes before the first hit and after the last does not count.
const (
	turns = 2 // of each debugger, which is started anew
	few   = 1
	more  = 5
)

// hot is a place that the guest comes to again and again, and a condition there that never holds.
type hot struct {
	name    string
	at      string
	prepare string             // done in the guest before
	work    func(n int) string // comes there n hundred times
}

// QEMU drops all code that it has translated whenever a breakpoint stops it. So it is what the guest does
// between two hits that the rate depends on most. A tight loop shows the debugger, with what a stop costs in
// QEMU itself (half a millisecond where the guest does nothing). More than that between two hits, which is the
// ordinary case, shows the translator.
var hots = []hot{
	// A loop over the characters of a write, each of which is looked up in the console's font.
	{"text for a virtual terminal, little code between two hits", "conv_uni_to_pc if ucs == 0x12345",
		"head -c 600 /dev/zero | tr '\\0' a > /tmp/text",
		func(n int) string { return fmt.Sprintf("head -c %d /tmp/text > /dev/tty5", 100*n) }},
	{"ls, more code", "filldir64 if namlen == 12345",
		"mkdir /tmp/names && cd /tmp/names && touch $(seq 100)",
		func(n int) string { return fmt.Sprintf("for i in $(seq %d); do ls /tmp/names; done > /dev/null", n) }},
}

// points measures stepping and breakpoints on a guest whose CPUs are both busy, and a condition on one
// that does nothing else.
func (b *bench) points(hits int) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\nbreakpoints\tgdb\tkbreak\tkbreak / gdb\n")
	if err := b.neverHolds(w); err != nil {
		return err
	}
	guest, err := lab.Boot(b.ctx, b.guest.Assets, lab.Config{Load: []lab.Load{lab.Kernel, lab.User}})
	if err != nil {
		return err
	}
	defer guest.Stop()
	busy := &bench{ctx: b.ctx, guest: guest, kbreak: b.kbreak, runs: b.runs, show: b.show}
	if busy.slide, err = busy.findSlide(); err != nil {
		return err
	}
	// The first call in seq_read_iter is farther on than ten instructions.
	for _, s := range []struct {
		name string
		n    int
	}{{"10 x stepi in a function", 10}, {"20 x stepi, into others too", 20}} {
		if err := busy.steps(w, s.name, s.n); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil || hits == 0 {
		return err
	}
	return busy.everyHit(hits)
}

// debuggers are gdb and kbreak, as a row has them.
func (b *bench) debuggers() [2]func(string, ...string) []string {
	return [2]func(string, ...string) []string{b.gdb, b.ours}
}

// steps counts the round trips of stepi while two breakpoints are set that it does not come to.
// The first one inserts them where they stay inserted, and is not counted.
func (b *bench) steps(w io.Writer, name string, steps int) error {
	fmt.Fprintf(w, "%s, 2 breakpoints set: round trips each", name)
	for _, args := range b.debuggers() {
		var trips [2]int
		for i, n := range []int{1, 1 + steps} {
			commands := append([]string{"tbreak seq_read_iter", "continue", "break do_rmdir", "break do_mkdirat"}, slices.Repeat([]string{"stepi"}, n)...)
			var err error
			if trips[i], err = b.roundTrips(func(target string) []string { return args(target, append(commands, "delete")...) }); err != nil {
				return err
			}
		}
		fmt.Fprintf(w, "\t%.1f", float64(trips[1]-trips[0])/float64(steps))
	}
	fmt.Fprintln(w)
	return nil
}

// neverHolds takes breakpoints that are hit and never stop: what a hit costs on the line, how long the
// debugger holds the guest up for it, and how many there are in a second.
func (b *bench) neverHolds(w io.Writer) error {
	for _, h := range hots {
		if err := b.neverHolding(w, &h); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) neverHolding(w io.Writer, h *hot) error {
	if _, err := b.guest.Run(b.ctx, h.prepare); err != nil {
		return err
	}
	var line [2]traffic
	var resumed [2]float64
	for who, args := range b.debuggers() {
		for i, n := range []int{few, few + more} {
			t, err := b.stub().count(func(target string) error {
				_, err := b.during(h.watch(target, args), h.work(n))
				return err
			})
			if err != nil {
				return err
			}
			resumed[who] = float64(len(t.held) - len(line[who].held))
			if i == 1 {
				t = t.minus(line[who])
			}
			line[who] = t
		}
	}
	hits := resumed[1] // kbreak resumes once for a hit, gdb twice
	work := slices.Repeat([]string{h.work(few), h.work(few + more)}, b.runs)
	var took [2][]float64
	for range turns {
		for who, args := range b.debuggers() {
			r, err := b.during(h.watch(b.guest.Stub, args), work...)
			if err != nil {
				return err
			}
			for i := 0; i < len(work); i += 2 {
				took[who] = append(took[who], (r.took[i+1] - r.took[i]).Seconds())
			}
		}
	}
	var trips, held, rate [2]float64
	for who := range line {
		trips[who] = float64(line[who].trips) / hits
		held[who] = line[who].hold().Seconds() * 1e3 * resumed[who] / hits
		rate[who] = hits / median(took[who])
	}
	fmt.Fprintf(w, "condition that never holds, %s: hits a second\t%.0f\t%.0f\t%.1f\n", h.name, rate[0], rate[1], rate[1]/rate[0])
	fmt.Fprintf(w, "the same: round trips a hit\t%.1f\t%.1f\t\n", trips[0], trips[1])
	fmt.Fprintf(w, "the same: the guest held up by the debugger, through a proxy\t%.2f ms\t%.2f ms\t1/%.1f\n", held[0], held[1], held[0]/held[1])
	return nil
}

// watch is a debugger with the breakpoint, until it is interrupted.
func (h *hot) watch(target string, args func(string, ...string) []string) []string {
	return args(target, "break "+h.at, running, "continue", "delete")
}

// running is said before the target is let go. What the guest is told after that it does under the breakpoints.
const (
	running     = `echo the guest runs\n`
	runningText = "the guest runs"
)

// worked is what came of [bench.during].
type worked struct {
	out   string          // of the debugger
	guest string          // what the guest answered last
	took  []time.Duration // the guest, for each thing
}

// during runs a debugger until it lets the guest run, has the guest do one thing after the other,
// interrupts the debugger and waits for its end.
func (b *bench) during(args []string, work ...string) (r worked, err error) {
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Minute)
	defer cancel()
	out := &watched{seen: make(chan struct{})}
	defer func() {
		r.out = out.String()
		if err != nil {
			err = fmt.Errorf("%s: %w\n%s", filepath.Base(args[0]), err, r.out)
		} else if b.show {
			fmt.Fprintln(os.Stderr, r.out)
		}
	}()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		return r, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-out.seen:
	case err := <-ended:
		return r, errors.Join(errors.New("it ended before the guest ran"), err)
	}
	for _, command := range work {
		begun := time.Now()
		r.guest, err = b.guest.Run(ctx, command)
		r.took = append(r.took, time.Since(begun))
		if err != nil {
			cancel()
			<-ended
			return r, err
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		return r, err
	}
	return r, <-ended
}

// watched is what a debugger prints; seen is closed when it says that the guest runs.
type watched struct {
	mu   sync.Mutex
	text bytes.Buffer
	seen chan struct{}
	done bool
}

func (o *watched) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.text.Write(p)
	if !o.done && bytes.Contains(o.text.Bytes(), []byte(runningText)) {
		o.done = true
		close(o.seen)
	}
	return len(p), nil
}

func (o *watched) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// everyHit has both CPUs, which have other work too, come to a breakpoint that stops, prints and goes on,
// and holds the stops against what the guest did.
func (b *bench) everyHit(n int) error {
	const script = "break do_mkdirat\ncommands\nsilent\nprintf \"hit %s.\\n\", name->name\ncontinue\nend\n"
	dir, err := os.MkdirTemp("", "kbreak-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "script")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		return err
	}
	if _, err := b.guest.Run(b.ctx, "mkdir /tmp/a /tmp/b"); err != nil {
		return err
	}
	r, err := b.during(b.ours(b.guest.Stub, "source "+file, running, "continue", "info breakpoints", "delete", "check text"),
		fmt.Sprintf("(cd /tmp/a; taskset 1 mkdir $(seq 1 %d)) & (cd /tmp/b; taskset 2 mkdir $(seq %d %d)) & wait; ls /tmp/a /tmp/b | grep -c '^[0-9]'",
			n/2, n/2+1, n))
	if err != nil {
		return err
	}
	if alive, err := b.guest.Run(b.ctx, "echo alive"); err != nil || alive != "alive" {
		return fmt.Errorf("the guest does not run on: %q, %w", alive, err)
	}
	seen := make(map[string]int)
	stops := 0
	for _, m := range hitText.FindAllStringSubmatch(r.out, -1) {
		seen[m[1]]++
		stops++
	}
	missed := 0
	for i := range n {
		if seen[strconv.Itoa(i+1)] == 0 {
			missed++
		}
	}
	counted, left := "0", "NOT FOUND TO BE AS BEFORE"
	if m := countText.FindStringSubmatch(r.out); m != nil {
		counted = m[1]
	}
	if strings.Contains(r.out, "no int3 that should not be there\n") {
		left = "none left behind"
	}
	fmt.Printf("\na breakpoint hit and continued on 2 busy CPUs: the guest counts %s, kbreak %s; %d stops, %d missed, %d double, %s; %.0f a second\n",
		r.guest, counted, stops, missed, stops-len(seen), left, float64(stops)/r.took[0].Seconds())
	return nil
}

var (
	hitText   = regexp.MustCompile(`(?m)^hit (\d+)\.$`)
	countText = regexp.MustCompile(`breakpoint already hit (\d+) time`)
)
