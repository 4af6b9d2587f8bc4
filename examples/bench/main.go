// Bench measures kbreak beside gdb: the same guest, the same vmlinux, the same run.
//
//	make bench
//
// For each debugger it takes the wall time and the peak resident memory of "attach, backtrace of all
// CPUs, detach" as a whole process (gdb is given the slide, kbreak finds it), and counts the requests
// that cross the line through a proxy. Then it asks both for types, values and names in cold processes,
// counts the round trips for a struct and a list, searches memory beside reading it, disassembles all of
// .text beside objdump, and looks up random addresses of kernel text, comparing functions, inline chain,
// file and line with addr2line. It counts the round trips of stepi and of a breakpoint whose condition
// never holds, and checks that no hit of a breakpoint on two busy CPUs is missed or doubled (-hits 10000
// takes minutes). At last both talk to the same stop of a kernel in kgdb over a serial line of 115200 baud:
// round trips and bytes both ways are counted there.
//
// Machines are noisy: read the ratios and the counts, not the seconds.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"kbreak/examples/guest/lab"
	"kbreak/mem"
)

func main() {
	runs := flag.Int("runs", 5, "how often each command is run; medians are shown")
	addrs := flag.Int("addresses", 1000, "random kernel text addresses to look up")
	kbreak := flag.String("kbreak", "build/kbreak", "the kbreak to measure")
	hits := flag.Int("hits", 1000, "how often a breakpoint is hit and continued; 0: that is left out")
	points := flag.Bool("breakpoints", false, "measure breakpoints and stepping only, and show what the debuggers print there")
	only := flag.Bool("kgdb", false, "measure kgdb over a serial line only, and show what the debuggers print there")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b := &bench{ctx: ctx, runs: *runs, show: *only || *points}
	var err error
	if b.kbreak, err = filepath.Abs(*kbreak); err == nil {
		switch {
		case *only:
			err = b.kgdb()
		case *points:
			err = b.withGuest(func() error { return b.points(*hits) })
		default:
			err = b.withGuest(func() error { return b.all(*addrs, *hits) })
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// withGuest measures with the distribution's guest.
func (b *bench) withGuest(measure func() error) error {
	assets, err := lab.Prepare(b.ctx, os.Stderr)
	if err != nil {
		return err
	}
	if b.guest, err = lab.Boot(b.ctx, assets, lab.Config{}); err != nil {
		return err
	}
	defer b.guest.Stop()
	// Both debuggers and addr2line find the file in the page cache.
	if err := exec.CommandContext(b.ctx, "cat", assets.Vmlinux).Run(); err != nil {
		return err
	}
	if b.slide, err = b.findSlide(); err != nil {
		return err
	}
	return measure()
}

func (b *bench) all(addrs, hits int) error {
	if err := b.compare(); err != nil {
		return err
	}
	if err := b.look(); err != nil {
		return err
	}
	if err := decode(b.ctx, b.guest.Assets.Vmlinux); err != nil {
		return err
	}
	if err := lookups(b.ctx, b.guest.Assets.Vmlinux, addrs); err != nil {
		return err
	}
	if err := b.points(hits); err != nil {
		return err
	}
	return b.kgdb()
}

type bench struct {
	ctx    context.Context
	guest  *lab.Guest
	kbreak string
	slide  int64
	runs   int
	show   bool // what the debuggers print
}

// findSlide computes the slide from what the guest says: gdb has to be told.
func (b *bench) findSlide() (int64, error) {
	at, ok := b.guest.Facts.Symbols["_text"]
	if !ok {
		return 0, fmt.Errorf("the guest did not say where _text is")
	}
	out, err := exec.CommandContext(b.ctx, "nm", b.guest.Assets.Vmlinux).Output()
	if err != nil {
		return 0, fmt.Errorf("nm: %w", err)
	}
	for line := range strings.Lines(string(out)) {
		var addr uint64
		if f := strings.Fields(line); len(f) == 3 && f[2] == "_text" {
			if _, err := fmt.Sscanf(f[0], "%x", &addr); err == nil {
				return at.Sub(mem.Addr(addr)), nil
			}
		}
	}
	return 0, fmt.Errorf("%s has no symbol _text", b.guest.Assets.Vmlinux)
}

func (b *bench) gdb(target string, commands ...string) []string {
	args := []string{"gdb", "-nx", "-batch", "-ex", "set confirm off", "-ex", "target remote " + target,
		"-ex", fmt.Sprintf("add-symbol-file %s -o %#x", b.guest.Assets.Vmlinux, uint64(b.slide))}
	for _, c := range commands {
		args = append(args, "-ex", c)
	}
	return append(args, "-ex", "detach")
}

func (b *bench) ours(target string, commands ...string) []string {
	args := []string{b.kbreak, "--batch", "-s", b.guest.Assets.Vmlinux, "--module-path", b.guest.Assets.DebugModuleDir()}
	for _, c := range commands {
		args = append(args, "-e", c)
	}
	return append(args, "-e", "detach", target)
}

// usage is what one process took.
type usage struct {
	wall time.Duration
	peak int64 // bytes
	out  []byte
}

func (b *bench) measure(args []string) (usage, error) {
	cmd := exec.CommandContext(b.ctx, args[0], args[1:]...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	start := time.Now()
	err := cmd.Run()
	u := usage{wall: time.Since(start), out: out.Bytes()}
	if err != nil {
		return u, fmt.Errorf("%s: %w\n%s%s", filepath.Base(args[0]), err, out.String(), errs.String())
	}
	u.peak = peakMemory(cmd.ProcessState)
	return u, nil
}

// compare measures both debuggers in turn and prints the table.
func (b *bench) compare() error {
	var gdb, our []usage
	for range b.runs + 1 {
		g, err := b.measure(b.gdb(b.guest.Stub, "thread apply all bt"))
		if err != nil {
			return err
		}
		k, err := b.measure(b.ours(b.guest.Stub, "bt -a"))
		if err != nil {
			return err
		}
		gdb, our = append(gdb, g), append(our, k)
	}
	gdb, our = gdb[1:], our[1:] // the first run warms caches

	var counts [2][3]int // by debugger: attach, with all stacks, with modules
	for i, command := range []func(string, ...string) []string{b.gdb, b.ours} {
		for j, c := range [][]string{nil, {[]string{"thread apply all bt", "bt -a"}[i]}, {"mod"}} {
			if i == 0 && j == 2 {
				continue // gdb knows no modules
			}
			n, err := b.roundTrips(func(target string) []string { return command(target, c...) })
			if err != nil {
				return err
			}
			counts[i][j] = n
		}
	}
	modules := len(b.guest.Facts.Modules)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\tgdb\tkbreak\tkbreak / gdb\n")
	gw, kw := medianOf(gdb, usage.seconds), medianOf(our, usage.seconds)
	fmt.Fprintf(w, "attach, all CPUs' backtraces, detach: wall time\t%.0f ms\t%.0f ms\t1/%.1f\n", gw*1e3, kw*1e3, gw/kw)
	gm, km := medianOf(gdb, usage.mib), medianOf(our, usage.mib)
	fmt.Fprintf(w, "peak resident memory of that\t%.0f MiB\t%.0f MiB\t1/%.1f\n", gm, km, gm/km)
	// Each count includes the detach; the attach alone is shown without it.
	fmt.Fprintf(w, "round trips to attach\t%d\t%d\t\n", counts[0][0]-1, counts[1][0]-1)
	fmt.Fprintf(w, "round trips for the stacks of all CPUs after that\t%d\t%d\t\n", counts[0][1]-counts[0][0], counts[1][1]-counts[1][0])
	trips := counts[1][2] - counts[1][0]
	fmt.Fprintf(w, "round trips for %d modules with all sections\t-\t%d\t%.1f a module\n", modules, trips, float64(trips)/float64(modules))
	return w.Flush()
}

func (u usage) seconds() float64 { return u.wall.Seconds() }
func (u usage) mib() float64     { return float64(u.peak) / (1 << 20) }

func medianOf(list []usage, value func(usage) float64) float64 {
	var v []float64
	for _, u := range list {
		v = append(v, value(u))
	}
	return median(v)
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}
