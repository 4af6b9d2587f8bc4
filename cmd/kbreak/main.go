// Command kbreak is a debugger for a live Linux kernel.
//
// It joins the packages and knows nothing of its own: flags.go reads the command line, transport
// opens the line, debugger.Session is the debugger, debugger/repl the commands. "kbreak --help"
// prints the options, docs/commands.md lists the commands.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"kbreak/debugger"
	"kbreak/debugger/repl"
	"kbreak/transport"
)

// statusUsage is the exit status for a wrong command line; repl has the others.
const statusUsage = 2

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	c, err := parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "kbreak: %v; try kbreak --help\n", err)
		return statusUsage
	}
	switch {
	case c.help:
		fmt.Print(helpText(c.verbose))
		return 0
	case c.version:
		fmt.Println("kbreak", version())
		return 0
	}
	dial, closeRecord, err := c.dialer()
	if err != nil {
		fmt.Fprintf(os.Stderr, "kbreak: %v\n", err)
		return repl.StatusFailed
	}
	status := 0
	switch c.command {
	case "doctor":
		status = doctor(c, dial)
	case "modscript":
		status = modscript(c, dial)
	case "console":
		status = serveConsole(c, dial)
	case "ports":
		status = listPorts(c)
	default:
		status = session(c, dial)
	}
	if err := closeRecord(); err != nil {
		fmt.Fprintf(os.Stderr, "kbreak: the transcript is incomplete: %v\n", err)
		status = max(status, repl.StatusFailed)
	}
	return status
}

type dialFunc func(ctx context.Context, target string) (io.ReadWriteCloser, error)

// dialer returns how a line is opened: with --chaos, with noise on it; with --break-monitor, with a BREAK;
// with --record, through a recorder, which sees what arrives.
func (c *config) dialer() (dial dialFunc, closeRecord func() error, err error) {
	dial, closeRecord = transport.Dial, func() error { return nil }
	if c.chaos != "" {
		o, err := transport.ParseChaos(c.chaos)
		if err != nil {
			return nil, nil, err
		}
		dial = wrap(dial, func(conn io.ReadWriteCloser) io.ReadWriteCloser { return transport.Chaos(conn, o) })
	}
	if c.monitor != nil {
		dial = wrap(dial, c.monitor.Line)
	}
	if c.record != "" {
		f, err := os.Create(c.record)
		if err != nil {
			return nil, nil, err
		}
		dial = wrap(dial, func(conn io.ReadWriteCloser) io.ReadWriteCloser { return transport.Record(conn, f) })
		closeRecord = f.Close
	}
	return dial, closeRecord, nil
}

// wrap puts something around each line that dial opens.
func wrap(dial dialFunc, around func(io.ReadWriteCloser) io.ReadWriteCloser) dialFunc {
	return func(ctx context.Context, target string) (io.ReadWriteCloser, error) {
		conn, err := dial(ctx, target)
		if err != nil {
			return nil, err
		}
		return around(conn), nil
	}
}

// session runs the debugger.
func session(c *config, dial dialFunc) int {
	signals, stop := repl.Signals()
	defer stop()
	log, err := c.console.openLog()
	if err != nil {
		fmt.Fprintf(os.Stderr, "kbreak: %v\n", err)
		return repl.StatusFailed
	}
	if log != nil {
		defer log.Close() // a write that failed has been said
	}
	opt := repl.Options{
		Open: func(notice func(string), console func([]byte)) repl.Session {
			console = c.console.logged(log, console, notice)
			return debugger.New(debugger.Options{
				StateDir: repl.StateDir(os.Getenv),
				Vmlinux:  c.vmlinux, ModulePath: c.modulePath, Notice: notice, Console: console,
				BreakIn: debugger.BreakIn{Command: c.breakCmd}, RunCommand: transport.Run,
			})
		},
		Dial:    dial,
		JSON:    c.json,
		Verbose: c.verbose,
		Signals: signals,
		Version: version(),
	}
	opt.Standard(os.Getenv, !c.batch)
	steps := c.steps
	switch {
	case c.target != "":
		steps = append([]repl.Step{{Target: c.target}}, steps...)
	case c.vmlinux != "":
		steps = append([]repl.Step{{Symbols: c.vmlinux}}, steps...)
	}
	if !c.nx {
		home, _ := os.UserHomeDir()
		steps = append(repl.InitSteps(home, c.initHere), steps...)
	}
	return repl.New(opt).Main(steps, !c.batch)
}

// release is set by the build of a release.
var release string

// version says which kbreak this is: the release, or the commit it was built from.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, dirty := "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value[:min(len(s.Value), 12)]
		case "vcs.modified":
			if s.Value == "true" {
				dirty = "+"
			}
		}
	}
	if revision == "" {
		return "(development)"
	}
	return "commit " + revision + dirty
}
