package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"kbreak/examples/guest/lab"
)

// baud is what kgdboc is given, and what the line is throttled to.
const baud = 115200

// kgdbRow is one question to a kernel that waits in kgdb while it boots.
type kgdbRow struct {
	name     string
	commands []string // the same for both; none for the attach itself
	moves    bool     // the stop is another one afterwards
}

var kgdbRows = []kgdbRow{
	{name: "attach"},
	{name: "bt of the stopped CPU, after the attach", commands: []string{"bt"}},
	{name: "info threads, after the attach", commands: []string{"info threads"}},
	{name: "10 x stepi, after the attach", commands: slices.Repeat([]string{"stepi"}, 10), moves: true},
	{name: "5 x next, after the attach", commands: slices.Repeat([]string{"next"}, 5), moves: true},
}

// kgdb counts what both debuggers send over a serial line to the same kernel at the same stop.
func (b *bench) kgdb() error {
	assets, err := lab.PrepareKGDB(b.ctx, os.Stderr)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\nkgdb, 2 CPUs, %d baud: round trips, bytes\tgdb\tkbreak\n", baud)
	var k *kgdbGuest
	defer func() {
		if k != nil {
			k.stop()
		}
	}()
	var attach [2]traffic
	for i, row := range kgdbRows {
		fmt.Fprint(w, row.name)
		for who := range 2 {
			if k == nil {
				if k, err = b.waiting(assets); err != nil {
					return err
				}
			}
			t, note, err := k.ask(who == 1, row.commands)
			if err != nil {
				return fmt.Errorf("%s: %w", row.name, err)
			}
			if i == 0 {
				attach[who] = t
			} else {
				t = t.minus(attach[who])
			}
			fmt.Fprintf(w, "\t%d, %d%s", t.trips, t.bytes, note)
			if row.moves {
				k.stop()
				k = nil
			}
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

// kgdbGuest waits in kgdb. The debuggers are killed, which leaves it where it is.
type kgdbGuest struct {
	*bench
	guest *lab.Guest
	line  line
	dir   string
	slide string // for gdb, which has to be told
}

var (
	slideText  = regexp.MustCompile(`, slide (0x[0-9a-f]+), found`)
	activeText = regexp.MustCompile(`(?m)^\$1 = (\d+)$`)
)

// waiting boots a guest until it waits in kgdb on CPU 0, which gdb takes for the one that stopped
// wherever that was.
func (b *bench) waiting(assets *lab.Assets) (*kgdbGuest, error) {
	for range 10 {
		k, cpu, err := b.boot(assets)
		if err != nil || cpu == "0" {
			return k, err
		}
		k.stop()
	}
	return nil, errors.New("kgdb never waits on CPU 0")
}

// boot boots a guest and returns when it waits in kgdb, with the CPU that it does so on.
func (b *bench) boot(assets *lab.Assets) (_ *kgdbGuest, cpu string, err error) {
	dir, err := os.MkdirTemp("", "kbreak-bench-")
	if err != nil {
		return nil, "", err
	}
	k := &kgdbGuest{bench: b, dir: dir}
	defer func() {
		if err != nil {
			k.stop()
		}
	}()
	socket := filepath.Join(dir, "uart")
	if k.guest, err = lab.Boot(b.ctx, assets, lab.Config{KGDB: socket, Wait: true}); err != nil {
		return nil, "", err
	}
	k.line = unixLine(b.ctx, socket, baud)
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	for !strings.Contains(k.guest.Console(), "Waiting for connection from remote gdb") {
		select {
		case <-ctx.Done():
			return nil, "", fmt.Errorf("kgdb does not wait:\n%s", k.guest.Console())
		case <-time.After(50 * time.Millisecond):
		}
	}
	var out string
	if _, err = k.line.count(func(target string) error {
		out, err = k.killed(k.ours(target, "print kgdb_active.counter"))
		return err
	}); err != nil {
		return nil, "", err
	}
	slide, active := slideText.FindStringSubmatch(out), activeText.FindStringSubmatch(out)
	if slide == nil || active == nil {
		return nil, "", fmt.Errorf("no slide or no CPU in\n%s", out)
	}
	k.slide = slide[1]
	return k, active[1], nil
}

func (k *kgdbGuest) stop() {
	if k.guest != nil {
		_ = k.guest.Stop()
	}
	_ = os.RemoveAll(k.dir)
}

const suicide = "shell kill -9 $PPID"

func (k *kgdbGuest) gdb(target string, commands ...string) []string {
	args := []string{"gdb", "-nx", "-batch", "-ex", "set confirm off",
		"-ex", "exec-file " + k.guest.Assets.Vmlinux, "-ex", "symbol-file -o " + k.slide + " " + k.guest.Assets.Vmlinux, "-ex", "target remote " + target}
	for _, c := range append(commands, suicide) {
		args = append(args, "-ex", c)
	}
	return args
}

func (k *kgdbGuest) ours(target string, commands ...string) []string {
	args := []string{k.kbreak, "--batch", "-s", k.guest.Assets.Vmlinux, "--module-path", k.guest.Assets.DebugModuleDir()}
	for _, c := range append(commands, suicide) {
		args = append(args, "-e", c)
	}
	return append(args, target)
}

// killed runs a debugger that ends itself by a signal. Another one in its place would be asked
// to let the kernel go.
func (k *kgdbGuest) killed(args []string) (string, error) {
	ctx, cancel := context.WithTimeout(k.ctx, 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+k.dir)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if ctx.Err() == nil && errors.As(err, &exit) && exit.ExitCode() == -1 {
		return string(out), nil
	}
	return string(out), fmt.Errorf("%s did not get to its end: %w\n%s", filepath.Base(args[0]), errors.Join(err, ctx.Err()), out)
}

// ask counts what a debugger sends for commands, and says what is notable in its answers.
func (k *kgdbGuest) ask(kbreak bool, commands []string) (traffic, string, error) {
	var out string
	t, err := k.line.count(func(target string) (err error) {
		args := k.gdb(target, commands...)
		if kbreak {
			args = k.ours(target, commands...)
		}
		out, err = k.killed(args)
		return err
	})
	if k.show {
		fmt.Fprintf(os.Stderr, "%s: %d round trips, %d bytes\n%s\n", strings.Join(commands, "; "), t.trips, t.bytes, out)
	}
	if !slices.Contains(commands, "info threads") {
		return t, "", err
	}
	lines := threadLine.FindAllString(out, -1)
	nowhere := 0
	for _, l := range lines {
		if strings.Contains(l, "0x0000000000000000 in ") {
			nowhere++
		}
	}
	return t, " (" + strconv.Itoa(len(lines)) + " threads, " + strconv.Itoa(nowhere) + " at 0x0)", err
}

// threadLine is a line of info threads.
var threadLine = regexp.MustCompile(`(?m)^[* ] +\d+ +Thread .*$`)
