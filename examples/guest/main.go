// Guest makes and runs the guest lab: a Debian kernel in QEMU whose debug stub listens where VMware's
// does, on port 8864 of this machine.
//
//	go run ./examples/guest prepare      install and download what is missing; once
//	go run ./examples/guest prepare kgdb build the second kernel, with kgdb; once
//	go run ./examples/guest boot         boot and wait for Ctrl-C
//	go run ./examples/guest boot -- kbreak -s '{vmlinux}' '{stub}'
//	                                     boot, run a command, stop; its status is ours
//	go run ./examples/guest run SHELL echo hello
//	                                     run a command in a guest that was booted with -shell SHELL
//	go run ./examples/guest paths        where everything is
//	go run ./examples/guest clean        remove the downloaded files
//
// The flags of boot: -kernel, -kgdb, -shared, -wait, -monitor, -shell, -port, -cpus, -memory, -cpu,
// -append, -load, -console; boot -h explains them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"kbreak/examples/guest/lab"
)

const usage = `usage: guest prepare [cloud|kgdb]
       guest boot [FLAGS] [-- COMMAND [ARGUMENT]...]
       guest run SHELL COMMAND...
       guest paths [cloud|kgdb]
       guest clean

In COMMAND, {stub}, {vmlinux}, {modules} and {debug} stand for the stub's HOST:PORT, the vmlinux, the
directory with the modules as loaded and Debian's usr/lib/debug; {line}, {monitor} and {shell} for kgdb's
line as a target, and the paths of -monitor and -shell.
`

func main() {
	err := run(os.Args[1:])
	var exit *exec.ExitError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		os.Exit(exit.ExitCode()) // the command has said why
	default:
		fmt.Fprintln(os.Stderr, "guest:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var own atomic.Bool // a command of ours has the terminal
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		for s := range signals {
			// Ctrl-C reaches the command too: a debugger interrupts the guest with it.
			if s != os.Interrupt || !own.Load() {
				cancel()
			}
		}
	}()
	switch command, args := args[0], args[1:]; {
	case command == "prepare" && len(args) <= 1:
		k, err := kernelNamed(args...)
		if err == nil {
			_, err = k.prepare(ctx, os.Stderr)
		}
		return err
	case command == "boot":
		return boot(ctx, args, &own)
	case command == "run" && len(args) >= 2:
		return runIn(ctx, args[0], strings.Join(args[1:], " "))
	case command == "paths" && len(args) <= 1:
		k, err := kernelNamed(args...)
		if err != nil {
			return err
		}
		return paths(os.Stdout, k)
	case command == "clean" && len(args) == 0:
		return lab.Clean(ctx)
	}
	fmt.Fprint(os.Stderr, usage)
	os.Exit(2)
	return nil
}

// kernel is one of the lab's kernels.
type kernel struct {
	prepare func(context.Context, io.Writer) (*lab.Assets, error)
	open    func() (*lab.Assets, error)
}

func kernelNamed(name ...string) (kernel, error) {
	switch strings.Join(name, "") {
	case "", "cloud":
		return kernel{lab.Prepare, lab.Open}, nil
	case "kgdb":
		return kernel{lab.PrepareKGDB, lab.OpenKGDB}, nil
	}
	return kernel{}, fmt.Errorf("kernel %q is none of cloud and kgdb", name)
}

// boot sets own while it runs a command on our terminal.
func boot(ctx context.Context, args []string, own *atomic.Bool) error {
	flags := flag.NewFlagSet("boot", flag.ContinueOnError)
	var cfg lab.Config
	flags.IntVar(&cfg.Port, "port", 8864, "`port` of the stub on 127.0.0.1; 0 takes any free one")
	flags.IntVar(&cfg.CPUs, "cpus", 2, "`number` of CPUs")
	flags.IntVar(&cfg.MemoryMiB, "memory", 512, "memory in `MiB`")
	flags.StringVar(&cfg.CPU, "cpu", "", "QEMU's CPU `model`; max has 5-level page tables")
	flags.StringVar(&cfg.Append, "append", "", "more `words` for the kernel command line: nokaslr, pti=on...")
	flags.StringVar(&cfg.KeepConsole, "console", "", "`file` for the console log, which is otherwise not kept")
	flags.StringVar(&cfg.KGDB, "kgdb", "", "what the UART is that the guest's kgdb listens on: the path of a unix\n`socket` to make, tcp, tcp:PORT or pty")
	flags.BoolVar(&cfg.SharedLine, "shared", false, "kgdb is on the console's UART")
	flags.BoolVar(&cfg.Wait, "wait", false, "the guest waits in kgdb while it boots (kgdbwait)")
	flags.StringVar(&cfg.Monitor, "monitor", "", "unix `socket` to make, for QEMU's QMP monitor")
	shell := flags.String("shell", "", "unix `socket` to make, for guest run")
	name := flags.String("kernel", "cloud", "`kernel` to boot: cloud, Debian's, or kgdb, which is built")
	load := flags.String("load", "", "`work` of each CPU with commas: idle, user or kernel")
	if err := flags.Parse(args); err != nil {
		return err
	}
	for word := range strings.FieldsFuncSeq(*load, func(r rune) bool { return r == ',' }) {
		switch l := lab.Load(word); l {
		case lab.Idle, lab.User, lab.Kernel:
			cfg.Load = append(cfg.Load, l)
		default:
			return fmt.Errorf("load %q is none of idle, user and kernel", word)
		}
	}
	k, err := kernelNamed(*name)
	if err != nil {
		return err
	}
	assets, err := k.prepare(ctx, os.Stderr)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "guest: booting %s under emulation\n", assets.Release)
	g, err := lab.Boot(ctx, assets, cfg)
	if err != nil {
		return err
	}
	what := "ready"
	if cfg.Wait {
		what = "it will wait in kgdb"
	}
	fmt.Fprintf(os.Stderr, "guest: %s, stub at %s\n", what, g.Stub)
	target := g.Stub
	if g.Line != "" {
		fmt.Fprintf(os.Stderr, "guest: kgdb's line is %s\n", g.Line)
		target = g.Line
	}
	if *shell != "" {
		closeShell, err := serveShell(ctx, g, *shell, !cfg.Wait)
		if err != nil {
			return errors.Join(err, stopGuest(ctx, g))
		}
		defer closeShell()
	}
	if command := flags.Args(); len(command) > 0 {
		own.Store(true)
		fill := strings.NewReplacer("{line}", g.Line, "{monitor}", cfg.Monitor, "{shell}", *shell)
		for i := range command {
			command[i] = fill.Replace(command[i])
		}
		err := runCommand(ctx, g, command)
		own.Store(false)
		return errors.Join(err, stopGuest(ctx, g))
	}
	fmt.Fprintf(os.Stderr, "guest: kbreak -s %s --module-path %s %s\nguest: Ctrl-C stops it\n",
		assets.Vmlinux, assets.DebugDir(), target)
	select {
	case <-ctx.Done():
	case <-g.Ended():
	}
	return stopGuest(ctx, g)
}

// stopGuest stops the guest. That it had ended is no error after a signal, which kills it.
func stopGuest(ctx context.Context, g *lab.Guest) error {
	err := g.Stop()
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// runCommand runs a command on our terminal. When we are to end, it is asked to end first.
func runCommand(ctx context.Context, g *lab.Guest, command []string) error {
	a := g.Assets
	fill := strings.NewReplacer("{stub}", g.Stub, "{vmlinux}", a.Vmlinux, "{modules}", a.ModuleDir(), "{debug}", a.DebugDir())
	for i := range command {
		command[i] = fill.Replace(command[i])
	}
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	defer lendTerminal(cmd)()
	return cmd.Run()
}

func paths(w io.Writer, k kernel) error {
	a, err := k.open()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "release\t%s\nvmlinuz\t%s\nvmlinux\t%s\nsystem-map\t%s\nmodules\t%s\ndebug\t%s\n",
		a.Release, a.Vmlinuz, a.Vmlinux, a.SystemMap, a.ModuleDir(), a.DebugDir())
	if a.Source != "" {
		fmt.Fprintf(w, "source\t%s\n", a.Source)
	}
	for _, m := range slices.Concat(a.Modules, a.Spare) {
		fmt.Fprintf(w, "module\t%s\t%s\t%s\n", m.Name, m.File, m.Debug)
	}
	return nil
}
