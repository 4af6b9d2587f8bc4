// Kgdb-serial is a session over a serial line with a kernel that waits in kgdb while it boots, as one has it
// with a board on a cable or with a virtual machine whose serial port is a socket: attach, let it boot,
// load a module, break in by SysRq g, say where the module is, set a breakpoint in it, see it hit.
//
//	go run ./examples/kgdb-serial                  the line is a Unix socket, as VMware and QEMU make it
//	go run ./examples/kgdb-serial -line socat      socat makes a terminal of that socket
//	go run ./examples/kgdb-serial -line pty        the line is a terminal
//
// It boots the guest of the lab, plays the part of a person in that guest (guestCommands), and runs
// kbreak with the commands of a person at the other end (debuggerCommands). README.md goes through them.
package main

import (
	"context"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"kbreak/debugger"
	"kbreak/examples/guest/lab"
)

// guestCommands are typed in the guest, one after the other, from when it has booted. Each echo stops the
// guest there until the debugger lets it go on.
var guestCommands = []string{
	"insmod /lib/modules/libcomposite.ko",
	"insmod /lib/modules/usb_f_hid.ko",
	"mount -t configfs configfs /sys/kernel/config && mkdir /sys/kernel/config/usb_gadget/kbd",
	"sh modsections.sh > modsections.tar", // and copied to this machine; see copyScript
	"echo g > /proc/sysrq-trigger; " + newKeyboard + "; echo g > /proc/sysrq-trigger",
}

// newKeyboard makes a USB keyboard of software, for which libcomposite calls hidg_alloc_inst of usb_f_hid.
const newKeyboard = "mkdir /sys/kernel/config/usb_gadget/kbd/functions/hid.usb0"

// debuggerCommands are typed in kbreak. FROM and TO are where the kernel was built and where its source is
// now, SCRIPT is what kbreak modscript made of modsections.tar.
var debuggerCommands = []string{
	"set substitute-path FROM TO",
	"bt",
	"continue", // until the first echo
	"bt 3",
	"source SCRIPT",
	"break hidg_alloc_inst",
	"continue", // until mkdir
	"bt 4",
	"list",
	"continue", // until the second echo
	"detach",
}

func main() {
	line := flag.String("line", "unix", "`what` the guest's serial port is: unix, socat or pty")
	kbreak := flag.String("kbreak", "build/kbreak", "the `program` to run")
	flag.Parse()
	if err := run(*line, *kbreak); err != nil {
		fmt.Fprintln(os.Stderr, "kgdb-serial:", err)
		os.Exit(1)
	}
}

func run(line, kbreak string) error {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	assets, err := lab.PrepareKGDB(ctx, os.Stderr)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "kgdb-serial-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	cfg := lab.Config{KGDB: filepath.Join(dir, "uart"), Wait: true} // kgdboc=ttyS1,115200 kgdbwait
	if line == "pty" {
		cfg.KGDB = "pty"
	}
	g, err := lab.Boot(ctx, assets, cfg)
	if err != nil {
		return err
	}
	defer func() { _ = g.Stop() }()
	target := g.Line
	if line == "socat" {
		tty := filepath.Join(dir, "ttyV0")
		stop, err := bridge(cfg.KGDB, tty)
		if err != nil {
			return err
		}
		defer stop()
		target = "serial:" + tty + ",115200"
	}
	if err := waits(ctx, g); err != nil {
		return err
	}
	script := filepath.Join(dir, "modules.gdb")
	inGuest := make(chan error, 1)
	go func() { inGuest <- person(ctx, g, kbreak, script) }()
	if err := session(ctx, assets, kbreak, target, script); err != nil {
		return err
	}
	// It has been let go: what was typed in it ends, and it answers.
	select {
	case err = <-inGuest:
	case <-time.After(time.Minute):
		err = errors.New("the guest does not run on")
	}
	if err != nil {
		return err
	}
	const again = "rmdir /sys/kernel/config/usb_gadget/kbd/functions/hid.usb0 && " + newKeyboard
	if _, err := g.Run(ctx, again); err != nil {
		return err
	}
	fmt.Println("The guest runs on, through where the breakpoint was.")
	return nil
}

// waits returns when the kernel has stopped in kgdb. A person sees that on the screen, or attaches until
// it works.
func waits(ctx context.Context, g *lab.Guest) error {
	for !strings.Contains(g.Console(), "Waiting for connection from remote gdb") {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-g.Ended():
			return fmt.Errorf("the guest ended:\n%s", g.Console())
		case <-time.After(100 * time.Millisecond):
		}
	}
	return nil
}

// session runs kbreak.
func session(ctx context.Context, a *lab.Assets, kbreak, target, script string) error {
	from, err := builtIn(ctx, a.Vmlinux)
	if err != nil {
		return err
	}
	args := []string{"-s", a.Vmlinux, "--module-path", a.DebugDir(), "--batch"}
	fill := strings.NewReplacer("FROM", from, "TO", a.Source, "SCRIPT", script)
	for _, c := range debuggerCommands {
		c = fill.Replace(c)
		args = append(args, "-e", "echo (kbreak) "+c+"\\n", "-e", c)
	}
	cmd := exec.CommandContext(ctx, kbreak, append(args, target)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	fmt.Printf("kbreak %s\n", target)
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", kbreak, err)
	}
	return nil
}

// builtIn is the directory in which the compiler ran.
func builtIn(ctx context.Context, vmlinux string) (string, error) {
	s := debugger.New(debugger.Options{Vmlinux: vmlinux})
	defer func() { _ = s.Close(ctx) }()
	if err := s.SymbolFile(ctx, vmlinux, nil); err != nil {
		return "", err
	}
	_, _ = s.List(ctx, "start_kernel") // it makes a file current, whether it is there or not
	info, err := s.SourceInfo(ctx)
	if err != nil {
		return "", err
	}
	return info.Dir, nil
}

// person types what a person does in the guest.
func person(ctx context.Context, g *lab.Guest, kbreak, script string) error {
	if err := g.Ready(ctx); err != nil {
		return err
	}
	for _, c := range guestCommands {
		var err error
		if strings.Contains(c, "modsections") {
			err = copyScript(ctx, g, kbreak, script)
		} else {
			_, err = g.Run(ctx, c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// copyScript runs examples/modsections.sh in the guest, copies the tar that it makes, and makes a script of
// it: with a network, that is "ssh root@guest sh < modsections.sh > modsections.tar".
func copyScript(ctx context.Context, g *lab.Guest, kbreak, script string) error {
	text, err := os.ReadFile("examples/modsections.sh")
	if err != nil {
		return err
	}
	out, err := g.Run(ctx, "echo "+base64.StdEncoding.EncodeToString(text)+" | base64 -d | sh | base64 -w 0")
	if err != nil {
		return err
	}
	tar, err := base64.StdEncoding.DecodeString(strings.TrimSpace(out))
	if err != nil {
		return err
	}
	file := filepath.Join(filepath.Dir(script), "modsections.tar")
	if err := os.WriteFile(file, tar, 0o600); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, kbreak, "modscript", "-s", g.Assets.Vmlinux, "--module-path", g.Assets.DebugDir(), "-o", script, file)
	cmd.Stderr = os.Stderr
	return cmd.Run()
}

// bridge has socat make a terminal of a socket, as on a host where VMware made the socket.
func bridge(socket, tty string) (stop func(), err error) {
	cmd := exec.Command("socat", "PTY,link="+tty+",rawer", "UNIX-CONNECT:"+socket)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	for range 100 {
		if _, err := os.Stat(tty); err == nil {
			return stop, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	stop()
	return nil, fmt.Errorf("socat does not make %s", tty)
}
