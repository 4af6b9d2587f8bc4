package repl

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kbreak/debugger"
)

// catchSession is what the commands of catchpoints need of a session.
type catchSession interface {
	Catch(ctx context.Context, kind debugger.CatchKind, names []string, req debugger.BreakRequest) (*debugger.Breakpoint, error)
}

func catchCommands() []*Command {
	var list []*Command
	for _, temporary := range []bool{false, true} {
		word, once := "catch", ""
		if temporary {
			word, once = "tcatch", " once"
		}
		add := func(names []string, summary, arg, help string, min, max int, kind func(words []string) (debugger.CatchKind, []string, error)) {
			for i := range names {
				names[i] = word + " " + names[i]
			}
			p := Param{Name: strings.TrimSpace(arg + " [thread N] [if CONDITION]"), Kind: Rest, Optional: min == 0}
			list = append(list, &Command{
				Names: names, Group: GroupBreak, Summary: "Stop" + once + " " + summary, Params: []Param{p}, Options: breakOptions,
				Help: help, Needs: Stopped, Result: []breakpointJSON{}, NoRepeat: true,
				Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
					// The words are the location, as far as what follows it goes.
					req, err := breakRequest(a, debugger.BreakRequest{Temporary: temporary}, a.Text(p.Name))
					if err != nil {
						return nil, err
					}
					words := strings.Fields(req.Spec)
					if len(words) < min || len(words) > max {
						return nil, fmt.Errorf("usage: %s", strings.TrimSpace(names[0]+" "+arg))
					}
					k, words, err := kind(words)
					if err != nil {
						return nil, err
					}
					return r.confirmBreak(r.session.Catch(ctx, k, words, req))
				},
			})
		}
		just := func(k debugger.CatchKind) func([]string) (debugger.CatchKind, []string, error) {
			return func(words []string) (debugger.CatchKind, []string, error) { return k, words, nil }
		}
		list = append(list, &Command{
			Names: []string{word}, Group: GroupBreak, Summary: "Stop" + once + " at an event in the kernel.", NoRepeat: true,
			Run: listSubcommands(word),
		})
		const load = "The module is in its place and none of its code has run: breakpoints in it are set by now."
		const unload = "Its exit function has run, and its memory is not freed yet."
		add([]string{"module"}, "when a module is loaded or unloaded.", "load|unload [NAME]",
			"load: "+load+"\nunload: "+unload, 1, 2, func(words []string) (debugger.CatchKind, []string, error) {
				what, err := choose(words[0], []string{"load", "unload"})
				if what == "unload" {
					return debugger.CatchUnload, words[1:], err
				}
				return debugger.CatchLoad, words[1:], err
			})
		add([]string{"load"}, "when a module is loaded.", "[NAME]", load, 0, 1, just(debugger.CatchLoad))
		add([]string{"unload"}, "when a module is unloaded.", "[NAME]", unload, 0, 1, just(debugger.CatchUnload))
		add([]string{"oops"}, "when the kernel finds that it is broken: at an oops and at a panic.", "",
			"Nothing has been printed yet, and the backtrace leads to what went wrong. A WARN is none.", 0, 0, just(debugger.CatchOops))
		add([]string{"syscall"}, "when a system call is entered and when it returns.", "[NAME|NUMBER]...",
			`With names or numbers only those stop, and others cost nothing; numbers are those of 64 bits. Programs of
32 bits are seen too, by name and, where none is given, by number. A return stops where its call was seen.`, 0, 64, just(debugger.CatchSyscall))
		add([]string{"task"}, "when a task of a name begins.", "NAME",
			`It stops when a task takes the name (by execve or prctl, at which it is about to be set), when a kernel
thread is given it, and when a task that was forked with it runs for the first time. Tasks that have it
already do not stop: use "break FUNCTION -task NAME".`, 1, 1, func(words []string) (debugger.CatchKind, []string, error) {
				if len(words[0]) > 15 {
					return 0, nil, fmt.Errorf("no task has a name of more than 15 characters: the kernel cuts this one to %q", words[0][:15])
				}
				return debugger.CatchTask, words, nil
			})
	}
	return list
}

// breakpointPending is "set breakpoint pending".
var breakpointPending = setting{
	name: "breakpoint pending", kind: enum, choices: []string{"auto", "on", "off"},
	summary: "what is done about a breakpoint at a place that no image has.",
	show:    "Debugger's behavior regarding pending breakpoints is %s.",
	help: `on: it waits for a module that has the place. off: that is an error. auto: the user is asked. A function of
a module whose file is known and that is not loaded is waited for in any case.`,
	get: func(r *REPL) string { return r.settings.pending },
	set: func(r *REPL, s string) error { r.settings.pending = s; return nil },
}

// setBreak sets a breakpoint; at a place that is in no image it asks, or does as the setting says.
func setBreak(ctx context.Context, r *REPL, req debugger.BreakRequest) (Value, error) {
	req.Pending = r.settings.pending == "on"
	b, err := r.session.Break(ctx, req)
	var missing *debugger.NotFoundError
	if errors.As(err, &missing) && r.settings.pending == "auto" {
		req.Pending = true
		return nil, &question{err, "Make breakpoint pending on future module load?", func(ctx context.Context) (Value, error) {
			return r.confirmBreak(r.session.Break(ctx, req))
		}}
	}
	return r.confirmBreak(b, err)
}

// question is an error that a person may answer with yes, to have something else done instead.
type question struct {
	error
	text string
	yes  func(ctx context.Context) (Value, error)
}

func (q *question) Unwrap() error { return q.error }

// answer asks what a command wants to know and does what follows. Nobody to ask is a no.
func (r *REPL) answer(c *Command, args *Args, err error) (Value, error) {
	var q *question
	if !errors.As(err, &q) {
		return nil, err
	}
	if !r.person() || !r.settings.confirm {
		return nil, q.error
	}
	r.out.text(Printable(q.Error()) + "\n")
	line, err := r.readLine(q.text + " (y or [n]) ")
	if err != nil || !strings.HasPrefix(strings.ToLower(strings.TrimSpace(line)), "y") {
		return nil, nil
	}
	again := *c
	again.Run = func(ctx context.Context, _ *REPL, _ *Args) (Value, error) { return q.yes(ctx) }
	return r.run(&again, args)
}
