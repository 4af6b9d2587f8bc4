// Usb-f-hid-deadlock shows a real hang and how it is found. The lab's kgdb kernel has f_hid's old bug:
// f_hidg_write holds hidg->write_spinlock while it queues its request, and a controller that is done at
// once calls f_hidg_req_complete, which wants the same lock. The first write to /dev/hidg0 hangs a CPU,
// with interrupts off.
//
//	go run ./examples/usb-f-hid-deadlock
//
// It boots the guest, makes a USB keyboard of software in it (gadget.sh), writes to it, and attaches as
// "kbreak HOST:PORT" does. Nothing is copied from the guest, and KASLR is on. On a terminal a prompt follows.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"

	"kbreak/debugger"
	"kbreak/debugger/repl"
	"kbreak/examples/guest/lab"
	"kbreak/transport"
)

//go:embed gadget.sh
var gadget string

// commands show the hang: where the CPUs are, then the lock, its holder, and what was to be written.
var commands = []string{
	"bt -a",
	"thread 2",
	"frame function f_hidg_write",
	"info args",
	"print &hidg->write_spinlock",
	"print hidg->write_spinlock.rlock.raw_lock.val",
	"print (char *)req->buf",
	"print hidg->in_ep->name",
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "usb-f-hid-deadlock:", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	assets, err := lab.PrepareKGDB(ctx, os.Stderr)
	if err != nil {
		return err
	}
	g, err := lab.Boot(context.Background(), assets, lab.Config{})
	cancel() // from here on Ctrl-C is the debugger's
	if err != nil {
		return err
	}
	defer func() { _ = g.Stop() }()
	if err := hang(context.Background(), g); err != nil {
		return err
	}
	signals, forget := repl.Signals()
	defer forget()
	opt := repl.Options{
		Open: func(notice func(string), console func([]byte)) repl.Session {
			return debugger.New(debugger.Options{Vmlinux: assets.Vmlinux, ModulePath: []string{assets.DebugDir()},
				Notice: notice, Console: console})
		},
		Dial:    transport.Dial,
		Signals: signals,
	}
	opt.Standard(os.Getenv, true)
	steps := []repl.Step{{Target: g.Stub}}
	for _, c := range commands {
		steps = append(steps, repl.Step{Command: c})
	}
	if status := repl.New(opt).Main(steps, true); status != 0 {
		return fmt.Errorf("the debugger ended with status %d", status)
	}
	return nil
}

// hang sets the gadget up and writes to it, on CPU 1.
func hang(ctx context.Context, g *lab.Guest) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for line := range strings.Lines(gadget) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		out, err := g.Run(ctx, strings.TrimSpace(line))
		if err != nil {
			return err
		}
		fmt.Print(out)
	}
	// In the background, and after a while: once the CPU hangs, others wait for it, the shell that
	// answers us among them.
	if _, err := g.Run(ctx, "echo hello > /tmp/report; (sleep 0.3; exec taskset 2 cat /tmp/report > /dev/hidg0) > /dev/null 2>&1 &"); err != nil {
		return err
	}
	time.Sleep(2 * time.Second)
	return nil
}
