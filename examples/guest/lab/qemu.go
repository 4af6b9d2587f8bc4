package lab

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Config says what guest to boot. The zero value is the usual one: two CPUs that are idle, KASLR on, the
// stub on a free port.
type Config struct {
	CPUs      int      // 0: 2
	MemoryMiB int      // 0: 512
	CPU       string   // QEMU's -cpu; empty: its default, qemu64. "max" has 5-level page tables (la57)
	Append    string   // more for the kernel command line: "nokaslr", "pti=on"...
	Load      []Load   // work for each CPU from 0 on
	Port      int      // of the stub on 127.0.0.1; 0: any free one
	QEMU      []string // more arguments for QEMU

	// KGDB says what the UART is connected to on which the guest's kgdb listens (the kernel of
	// PrepareKGDB): ttyS1, or with SharedLine the console's, ttyS0. "tcp" is a free port of 127.0.0.1,
	// "tcp:PORT" that port, "telnet" and "telnet:PORT" the same by telnet, "pty" a pseudo terminal, anything else the path of a unix socket that is
	// made. [Guest.Line] says what it has become.
	KGDB       string
	SharedLine bool
	// Monitor is the path of a unix socket for QEMU's QMP monitor; empty: there is none. The UARTs are
	// its character devices "console", "kgdb" (unless the line is shared) and "lab".
	Monitor string
	// Wait stops the guest in kgdb while it boots (kgdbwait). Boot does not wait for it then: see
	// [Guest.Ready].
	Wait bool
	// Reboots lets the guest boot again when it reboots, with another KASLR slide; otherwise that ends it.
	Reboots bool

	// KeepConsole is the path of a file for the console log; empty: one that goes with the guest.
	KeepConsole string
}

// Load is what one CPU of the guest does.
type Load string

const (
	Idle   Load = "idle"
	User   Load = "user"   // spins in user mode, in a task called spin-user
	Kernel Load = "kernel" // reads /proc/kallsyms again and again, in a task called cat
)

// bootTimeout is many times what a boot takes (about ten seconds), for slow and busy machines.
const bootTimeout = 5 * time.Minute

// Boot starts a guest and returns when it is ready. ctx is for the whole life of the guest: when it is
// done, the guest is killed. The caller must call Stop.
func Boot(ctx context.Context, a *Assets, cfg Config) (_ *Guest, err error) {
	program, err := exec.LookPath("qemu-system-x86_64")
	if err != nil {
		return nil, fmt.Errorf("%w: install the package qemu-system-x86", err)
	}
	g := &Guest{Assets: a, ended: make(chan struct{})}
	defer func() {
		if err != nil {
			_ = g.Stop() // err has it all
		}
	}()
	if g.console, err = consoleFile(cfg.KeepConsole); err != nil {
		return nil, err
	}
	initramfs, err := unnamedFile()
	if err != nil {
		return nil, err
	}
	defer initramfs.Close()
	if err := writeInitramfs(initramfs, a); err != nil {
		return nil, err
	}

	inherit := inheritance{files: []*os.File{initramfs, g.console}}
	defer inherit.close()
	chardevs, err := g.chardevs(cfg, &inherit)
	if err != nil {
		return nil, err
	}
	g.cmd = exec.Command(program, arguments(a, cfg, chardevs)...)
	g.cmd.ExtraFiles = inherit.files
	if err := g.start(); err != nil {
		return nil, err
	}
	g.forgetContext = context.AfterFunc(ctx, g.kill)
	if cfg.KGDB == "pty" {
		if g.Line, err = g.pty(ctx); err != nil {
			return nil, err
		}
	}

	if cfg.Wait {
		return g, nil
	}
	ready, cancel := context.WithTimeout(ctx, bootTimeout)
	defer cancel()
	if err := g.Ready(ready); err != nil {
		_ = g.Stop() // describe says it better
		return nil, err
	}
	return g, nil
}

// Ready waits until a guest that was stopped while it boots is ready; once, before anything else is
// asked of it.
func (g *Guest) Ready(ctx context.Context) error {
	if err := g.readFacts(ctx); err != nil {
		return fmt.Errorf("%w\n%s", err, g.describe())
	}
	return nil
}

// Descriptors that QEMU inherits, before the sockets.
const (
	fdInitramfs = 3
	fdConsole   = 4
)

// unnamedFile makes a file that is gone when nobody has it open, however we end.
func unnamedFile() (*os.File, error) {
	f, err := os.CreateTemp("", "kbreak-guest-")
	if err != nil {
		return nil, err
	}
	return f, os.Remove(f.Name())
}

func consoleFile(path string) (*os.File, error) {
	if path == "" {
		return unnamedFile()
	}
	return os.Create(path)
}

// arguments is QEMU's command line. The machine has nothing but what is named here.
func arguments(a *Assets, cfg Config, dev chardevs) []string {
	loads := make([]string, len(cfg.Load))
	for i, l := range cfg.Load {
		loads[i] = string(l)
	}
	// A panic must end QEMU (-no-reboot), so that a boot that fails is seen at once.
	cmdline := []string{"console=ttyS0", "quiet", "panic=-1"}
	if len(loads) > 0 {
		cmdline = append(cmdline, "kbreak.load="+strings.Join(loads, ","))
	}
	// Each UART has an interrupt of its own; those of ttyS2 and ttyS3 would otherwise be shared.
	uart := func(chardev string, index, irq int) []string {
		return []string{"-device", fmt.Sprintf("isa-serial,chardev=%s,index=%d,irq=%d", chardev, index, irq)}
	}
	console := "file,id=console,path=" + inherited(fdConsole)
	lines := uart("lab", 1, 3)
	switch {
	case dev.kgdb != "" && cfg.SharedLine:
		console = dev.kgdb + ",id=console,logfile=" + inherited(fdConsole)
		cmdline = append(cmdline, "kgdboc=ttyS0,115200")
	case dev.kgdb != "":
		lines = slices.Concat([]string{"-chardev", dev.kgdb + ",id=kgdb"}, uart("kgdb", 1, 3), uart("lab", 2, 5))
		cmdline = append(cmdline, "kgdboc=ttyS1,115200", "kbreak.lab=ttyS2")
	}
	if cfg.Wait {
		cmdline = append(cmdline, "kgdbwait")
	}
	if cfg.Append != "" {
		cmdline = append(cmdline, cfg.Append)
	}
	args := []string{
		"-accel", "tcg", "-smp", strconv.Itoa(orDefault(cfg.CPUs, 2)), "-m", strconv.Itoa(orDefault(cfg.MemoryMiB, 512)),
		"-nodefaults", "-no-user-config", "-display", "none",
		"-kernel", a.Vmlinuz, "-initrd", inherited(fdInitramfs), "-append", strings.Join(cmdline, " "),
		"-chardev", "stdio,id=lab,signal=off", "-chardev", console,
		"-device", "virtio-rng-pci", "-device", "virtio-serial-pci",
		"-chardev", dev.stub + ",id=stub", "-gdb", "chardev:stub",
	}
	args = slices.Concat(args, uart("console", 0, 4), lines)
	if !cfg.Reboots {
		args = append(args, "-no-reboot")
	}
	if cfg.CPU != "" {
		args = append(args, "-cpu", cfg.CPU)
	}
	if dev.monitor != "" {
		args = append(args, "-chardev", dev.monitor+",id=monitor", "-mon", "chardev=monitor,mode=control")
	}
	return append(args, cfg.QEMU...)
}

// inherited is the path by which QEMU opens a descriptor that it was started with.
func inherited(fd int) string { return "/proc/self/fd/" + strconv.Itoa(fd) }

func orDefault(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

// start runs QEMU and, until it has ended, the two goroutines that belong to it.
func (g *Guest) start() error {
	keepOnLeash(g.cmd)
	g.cmd.Stderr = &g.stderr
	stdin, err := g.cmd.StdinPipe()
	if err != nil {
		return err
	}
	stdout, err := g.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	g.stdin = stdin
	g.lines = newLineReader(stdout)
	started := make(chan error)
	go func() {
		// Pdeathsig is sent when the thread that forked ends, so this one is ours until QEMU has ended.
		runtime.LockOSThread()
		err := g.cmd.Start()
		started <- err
		if err != nil {
			return
		}
		g.lines.run() // all of stdout, before Wait closes it
		g.exit = g.cmd.Wait()
		close(g.ended)
	}()
	err = <-started
	g.running = err == nil
	return err
}
