package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"kbreak/console"
	"kbreak/debugger/repl"
	"kbreak/rsp"
	"kbreak/transport"
)

// consoleConfig is what the command line says about consoles.
type consoleConfig struct {
	file        string // that console text is appended to
	consolePort string
	gdbPort     string
	pty         bool
	noBreak     bool
	targets     []string
}

var consoleOptions = []option{
	{[]string{"--console"}, "FILE", "append what the target writes to its console to a file; also without\nthe word console in front", func(c *config, v string) { c.console.file = v }},
	{[]string{"--console-port"}, "[HOST:]PORT", "serve the console's text and typing on a TCP port, of 127.0.0.1 unless\nHOST is given; 0 is any free one", func(c *config, v string) { c.console.consolePort = v }},
	{[]string{"--gdb-port"}, "[HOST:]PORT", "serve kgdb to gdb on a TCP port", func(c *config, v string) { c.console.gdbPort = v }},
	{[]string{"--pty"}, "", "serve both on pseudo terminals (Linux)", func(c *config, _ string) { c.console.pty = true }},
	{[]string{"--no-break"}, "", "do not break in when gdb attaches, and pass its Ctrl-C on as it is", func(c *config, _ string) { c.console.noBreak = true }},
}

// checkConsole refuses what the command console cannot do.
func (c *config) checkConsole() error {
	o := &c.console
	for _, name := range c.given {
		if !slices.Contains([]string{"--console", "--console-port", "--gdb-port", "--pty", "--no-break", "--break-command", "--break-monitor", "--record", "--chaos", "-v"}, name) {
			return fmt.Errorf("console takes no option %s", name)
		}
	}
	switch {
	case len(o.targets) == 0:
		return errors.New("console needs TARGET, such as serial:/dev/ttyS0; kbreak ports lists the serial ports")
	case len(o.targets) > 1 && (o.file != "" || o.consolePort != "" || o.gdbPort != "" || o.pty || c.record != ""):
		return errors.New("several targets are only watched, to see which of them speaks: no options go with that")
	}
	for _, port := range []string{o.consolePort, o.gdbPort} {
		if port == "" {
			continue
		}
		if _, err := listenAddress(port); err != nil {
			return err
		}
	}
	return nil
}

// listenAddress completes [HOST:]PORT: without a host nobody on another machine can connect.
func listenAddress(s string) (string, error) {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		host, port = "", s
	}
	if host == "" {
		host = "127.0.0.1"
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "", fmt.Errorf("%q is not [HOST:]PORT", s)
	}
	return net.JoinHostPort(host, port), nil
}

// openLog opens the file of --console.
func (o *consoleConfig) openLog() (*os.File, error) {
	if o.file == "" {
		return nil, nil
	}
	return os.OpenFile(o.file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
}

// logged has console text appended to the file of --console too, as it came.
func (o *consoleConfig) logged(f *os.File, console func([]byte), notice func(string)) func([]byte) {
	if f == nil {
		return console
	}
	failed := false
	return func(p []byte) {
		if _, err := f.Write(p); err != nil && !failed {
			failed = true
			notice(fmt.Sprintf("the console text is not kept any more: %v", err))
		}
		console(p)
	}
}

// serveConsole is the command console.
func serveConsole(c *config, dial dialFunc) int {
	ctx, stop := untilSignal()
	defer stop()
	serve := share
	if len(c.console.targets) > 1 {
		serve = watch
	}
	if err := serve(ctx, c, dial); err != nil {
		repl.WriteError(os.Stderr, err, c.verbose)
		return repl.StatusFailed
	}
	return 0
}

// watch shows what several lines say.
func watch(ctx context.Context, c *config, dial dialFunc) error {
	w := console.NewWatch(os.Stdout)
	var lines sync.WaitGroup
	var mu sync.Mutex
	var errs []error
	for _, target := range c.console.targets {
		conn, err := dial(ctx, target)
		if err != nil {
			repl.WriteError(os.Stderr, err, c.verbose)
			errs = append(errs, fmt.Errorf("%s was not opened", target))
			continue
		}
		stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
		lines.Go(func() {
			defer stop()
			err := w.Line(lineName(target), conn)
			_ = conn.Close()
			mu.Lock()
			defer mu.Unlock()
			if ctx.Err() == nil {
				errs = append(errs, fmt.Errorf("%s ended: %w", target, err))
			}
		})
	}
	if len(errs) < len(c.console.targets) {
		fmt.Fprintf(os.Stderr, "kbreak: watching; Ctrl-C ends\n")
	}
	lines.Wait()
	return errors.Join(errs...)
}

// lineName is what a line is called in front of its text: ttyS0, COM3, or the target.
func lineName(target string) string {
	device, isSerial := strings.CutPrefix(target, "serial:")
	if !isSerial {
		return target
	}
	device, _, _ = strings.Cut(device, ",")
	return filepath.Base(device)
}

// breakPause is between a BREAK and the g, so that no UART swallows it.
const breakPause = 50 * time.Millisecond

// commandSettle is how long a break command may take: one that logs in somewhere is not quick.
const commandSettle = 5 * time.Second

// breakByCommand stops a kernel by a command. Who writes to /proc/sysrq-trigger sleeps with the kernel,
// so that nobody waits for the command; ctx ends it.
func breakByCommand(ctx context.Context, command string, notice func(string)) func(*rsp.Line) error {
	return func(*rsp.Line) error {
		go func() {
			if err := transport.Run(ctx, command); err != nil && ctx.Err() == nil {
				notice(fmt.Sprintf("the break command failed: %v", err))
			}
		}()
		return nil
	}
}

// breakIn stops a kernel by BREAK and SysRq g.
func breakIn(l *rsp.Line) error {
	if err := l.SendBreak(); err != nil {
		return fmt.Errorf("%w; run \"echo g > /proc/sysrq-trigger\" in the guest as root, or give --break-command or --break-monitor", err)
	}
	time.Sleep(breakPause)
	if l.Talking() {
		return nil // it has stopped by itself
	}
	_, err := l.Type([]byte("g"))
	return err
}

// share serves one line to terminals and debuggers.
func share(ctx context.Context, c *config, dial dialFunc) (err error) {
	o := &c.console
	f, err := o.openLog()
	if err != nil {
		return err
	}
	t := &stdio{out: os.Stdout, done: make(chan struct{})}
	opt := console.Options{BreakIn: breakIn, Notice: t.notice}
	switch {
	case o.noBreak:
		opt.BreakIn = nil
	case c.breakCmd != "":
		opt.BreakIn, opt.Settle = breakByCommand(ctx, c.breakCmd, t.notice), commandSettle
	}
	if f != nil {
		opt.Log = f
		defer func() { err = errors.Join(err, f.Close()) }()
	}
	conn, err := dial(ctx, o.targets[0])
	if err != nil {
		return err
	}
	s := console.New(conn, opt)
	defer s.Close()
	t.line = s.Line()
	var wait sync.WaitGroup
	defer wait.Wait()
	defer s.Close() // before the wait
	for _, p := range []struct {
		port, what string
		serve      func(net.Listener) error
	}{{o.consolePort, "console on", s.ServeConsole}, {o.gdbPort, "gdb: target remote", s.ServeGDB}} {
		if p.port == "" {
			continue
		}
		addr, err := listenAddress(p.port)
		if err != nil {
			return err
		}
		l, err := net.Listen("tcp", addr)
		if err != nil {
			return err
		}
		t.notice(p.what + " " + l.Addr().String())
		wait.Go(func() { _ = p.serve(l) }) // ends with s
	}
	if o.pty {
		for _, p := range []struct {
			what  string
			serve func(io.ReadWriteCloser) error
		}{{"console on", s.Terminal}, {"gdb: target remote", s.Debugger}} {
			pty, name, err := console.OpenPTY()
			if err != nil {
				return err
			}
			t.notice(p.what + " " + name)
			wait.Go(func() { _ = p.serve(pty) })
		}
	}
	if o.consolePort == "" && !o.pty {
		if err := t.raw(); err != nil {
			return err
		}
		defer t.restore()
		// Not waited for: nothing ends a read of a terminal.
		go func() { _ = s.Terminal(t) }()
	}
	select {
	case <-ctx.Done():
		return nil
	case <-t.done:
		return nil
	case <-s.Ended():
		if ctx.Err() != nil {
			return nil // the signal closed the line
		}
	}
	if errors.Is(s.Err(), io.EOF) {
		return fmt.Errorf("%s: the line has ended", o.targets[0])
	}
	return fmt.Errorf("%s: %w", o.targets[0], s.Err())
}

// stdio is the terminal that the program runs in, with its escapes.
type stdio struct {
	out     io.Writer
	line    *rsp.Line
	escapes console.Escapes
	typed   []byte // behind an escape
	done    chan struct{}
	once    sync.Once

	mu    sync.Mutex
	state *term.State // as the terminal was; nil if it is not raw
}

// raw has every key go to the line.
func (t *stdio) raw() error {
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return nil
	}
	t.notice(console.EscapeHelp)
	state, err := term.MakeRaw(int(os.Stdin.Fd()))
	t.mu.Lock()
	defer t.mu.Unlock()
	t.state = state
	return err
}

func (t *stdio) restore() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.state != nil {
		_ = term.Restore(int(os.Stdin.Fd()), t.state)
		t.state = nil
	}
}

// notice writes a line about what happens.
func (t *stdio) notice(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	end := "\n"
	if t.state != nil {
		end = "\r\n"
	}
	fmt.Fprintf(os.Stderr, "kbreak: %s%s", repl.Printable(text), end)
}

// Read gives what is typed. Where input is no terminal it may end before the line does.
func (t *stdio) Read(p []byte) (int, error) {
	for {
		var err error
		if len(t.typed) == 0 {
			t.typed = make([]byte, len(p))
			var n int
			n, err = os.Stdin.Read(t.typed)
			t.typed = t.typed[:n]
		}
		if !term.IsTerminal(int(os.Stdin.Fd())) {
			if err != nil {
				<-t.done
				return 0, io.EOF
			}
			n := copy(p, t.typed)
			t.typed = t.typed[n:]
			return n, nil
		}
		if err != nil {
			_ = t.Close()
			return 0, err
		}
		send, action, rest := t.escapes.Cut(t.typed)
		t.typed = rest
		switch action {
		case console.Quit:
			_ = t.Close()
			return copy(p, send), io.EOF
		case console.Help:
			t.notice(console.EscapeHelp)
		case console.SendBreak:
			if err := t.line.SendBreak(); err != nil {
				t.notice(err.Error())
			}
		}
		if len(send) > 0 {
			return copy(p, send), nil
		}
	}
}

func (t *stdio) Write(p []byte) (int, error) { return t.out.Write(p) }

// Close says that the user wants to end.
func (t *stdio) Close() error {
	t.once.Do(func() { close(t.done) })
	return nil
}
