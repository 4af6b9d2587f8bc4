package repl

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kbreak/debugger"
)

// breakSession is what the commands of breakpoints need of a session.
type breakSession interface {
	Break(ctx context.Context, req debugger.BreakRequest) (*debugger.Breakpoint, error)
	Watch(ctx context.Context, expr string, kind debugger.BreakKind, req debugger.BreakRequest) (*debugger.Breakpoint, error)
	Breakpoints() []*debugger.Breakpoint
	Breakpoint(num int) (*debugger.Breakpoint, error)
	DeleteBreakpoint(ctx context.Context, num int) error
	ClearAt(ctx context.Context, spec string) ([]int, error)
	EnableBreakpoint(ctx context.Context, num, loc int, enable bool, disp debugger.Disposition, count int) error
	SetIgnore(num, count int) error
	SetCondition(ctx context.Context, num int, condition string) error
	OnLog(print func([]debugger.Piece))
	BreakDoubt() string
	Handle(words []string) ([]debugger.Handling, error)
	Signals() []debugger.Handling
	SchedulerLocking() string
	SetSchedulerLocking(mode string)
}

var breakOptions = []Option{
	{Name: "cpu", Values: []Param{{Name: "N", Kind: Count}}, Help: "only on this CPU"},
	{Name: "task", Values: []Param{{Name: "PID|COMM", Kind: Word}}, Help: "only in this task"},
}

const breakHelp = `LOCATION is FUNCTION, FILE:LINE, MODULE:FUNCTION, FUNCTION:LABEL, LINE, +N, -N or *ADDRESS; without one it
is where the selected frame is. Every place that it means gets the breakpoint: each copy of an inlined
function, each function of that name.

"thread N" behind it makes it stop in that thread only, and "if CONDITION" only where the condition is not 0.
A condition that cannot be evaluated stops.`

var logOption = Option{Name: "log", Help: "Print instead, and go on: LOCATION, \"FORMAT\", EXPRESSION... as for dprintf."}

func breakCommands() []*Command {
	place := []Param{{Name: "LOCATION [thread N] [if CONDITION]", Kind: LineSpec, Optional: true}}
	set := func(names []string, summary, more string, req debugger.BreakRequest) *Command {
		return &Command{
			Names: names, Group: GroupBreak, Summary: summary, Params: place, Options: append(slices.Clone(breakOptions), logOption),
			Help: strings.TrimSpace(more + "\n\n" + breakHelp), Result: []breakpointJSON{}, NoRepeat: true,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				read := breakRequest
				if a.Has("log") {
					read = logRequest
				}
				req, err := read(a, req, a.Text(place[0].Name))
				if err != nil {
					return nil, err
				}
				return setBreak(ctx, r, req)
			},
		}
	}
	return []*Command{
		set([]string{"break", "b", "br", "bre", "brea"}, "Stop at a place in the code.", "", debugger.BreakRequest{}),
		set([]string{"tbreak", "tb", "tbr"}, "Stop at a place in the code once.", "", debugger.BreakRequest{Temporary: true}),
		set([]string{"hbreak", "hb"}, "Stop at a place in the code, by a debug register.",
			"The code itself is not touched. x86 has four debug registers for breakpoints and watchpoints together.",
			debugger.BreakRequest{Hardware: true}),
		set([]string{"thbreak", "thb"}, "Stop at a place in the code once, by a debug register.", "",
			debugger.BreakRequest{Hardware: true, Temporary: true}),
		{
			Names: []string{"delete", "d"}, Group: GroupBreak, Summary: "Delete breakpoints.", NoRepeat: true,
			Params: []Param{{Name: "N[-M]", Kind: Rest, Optional: true}},
			Help:   "Without numbers all are deleted.",
			Confirm: func(r *REPL, a *Args) string {
				if a.Text("N[-M]") == "" && len(r.session.Breakpoints()) > 0 {
					return "Delete all breakpoints?"
				}
				return ""
			},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return deleteBreaks(ctx, r, a.Text("N[-M]"))
			},
		},
		{
			Names: []string{"delete breakpoints"}, Group: GroupBreak, Summary: "Delete breakpoints.", NoRepeat: true,
			Params: []Param{{Name: "N[-M]", Kind: Rest, Optional: true}},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return deleteBreaks(ctx, r, a.Text("N[-M]"))
			},
		},
		{
			Names: []string{"clear", "cl"}, Group: GroupBreak, Summary: "Delete the breakpoints at a place in the code.",
			Params: []Param{{Name: "LOCATION", Kind: LineSpec, Optional: true}}, NoRepeat: true, Result: []int{},
			Help: "Without a place it is where the selected frame is.",
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				nums, err := r.session.ClearAt(ctx, a.Text("LOCATION"))
				if err != nil {
					return nil, err
				}
				return cleared(nums), nil
			},
		},
		enableCommand("enable", "en", "Enable breakpoints.", true, debugger.Keep),
		enableCommand("enable once", "", "Enable breakpoints for one hit.", true, debugger.Disable),
		enableCommand("enable delete", "", "Enable breakpoints and delete each when it is hit.", true, debugger.Delete),
		{
			Names: []string{"enable count"}, Group: GroupBreak, Summary: "Enable breakpoints for a number of hits.", NoRepeat: true,
			Params: []Param{{Name: "COUNT", Kind: Count}, {Name: "N[-M]", Kind: Rest}},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return nil, enableBreaks(ctx, r, a.Text("N[-M]"), true, debugger.Disable, a.Int("COUNT", 1))
			},
		},
		enableCommand("disable", "disa", "Disable breakpoints.", false, debugger.Keep),
		{
			Names: []string{"ignore"}, Group: GroupBreak, Summary: "Pass over the next hits of a breakpoint.", NoRepeat: true,
			Params: []Param{{Name: "N", Kind: Word}, {Name: "COUNT", Kind: Rest}},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				n, err := oneBreak(ctx, r, a.Text("N"))
				if err != nil {
					return nil, err
				}
				count, err := ignoreCount(ctx, r, a.Text("COUNT"))
				if err != nil {
					return nil, err
				}
				if err := r.session.SetIgnore(n, count); err != nil {
					return nil, err
				}
				return sentence(ignoreText(n, count)), nil
			},
		},
		{
			Names: []string{"condition"}, Group: GroupBreak, Summary: "Make a breakpoint stop only where an expression is not 0.",
			Params: []Param{{Name: "N", Kind: Word}, {Name: "CONDITION", Kind: Rest, Optional: true}}, NoRepeat: true,
			Help: "Without an expression it stops always again.",
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				n, err := oneBreak(ctx, r, a.Text("N"))
				if err != nil {
					return nil, err
				}
				c := a.Text("CONDITION")
				if err := r.session.SetCondition(ctx, n, c); err != nil {
					return nil, err
				}
				if c == "" {
					return sentence(fmt.Sprintf("Breakpoint %d now unconditional.", n)), nil
				}
				return nil, nil
			},
		},
		{
			Names: []string{"commands"}, Group: GroupBreak, Summary: "Run the lines up to \"end\" when a breakpoint stops.",
			Params: []Param{{Name: "N[-M]", Kind: Rest, Optional: true}}, Block: block{kind: namedBlock, open: openCommands},
			NoRepeat: true, Inline: true,
			Help: `Without a number it is the breakpoint set last, or all that rbreak has set with it. If the first line is
"silent", the stop itself is not shown. A line that lets the target run is the last one that is run. No lines
at all take them away.`,
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				list, err := breakNumbers(r, a.Text("N[-M]"), true)
				if err != nil {
					return nil, err
				}
				for _, n := range list {
					if r.commands == nil {
						r.commands = make(map[int][]stmt)
					}
					r.commands[n] = a.block.body
				}
				return nil, nil
			},
		},
		listBreaks([]string{"info breakpoints", "info b"}, "List the breakpoints, watchpoints and catchpoints.", false),
		listBreaks([]string{"info watchpoints"}, "List the watchpoints.", true),
	}
}

func enableCommand(name, short, summary string, enable bool, disp debugger.Disposition) *Command {
	names := []string{name}
	if short != "" {
		names = append(names, short)
	}
	what, help := "N[-M]", ""
	if disp == debugger.Keep {
		what, help = "N[-M]|N.M[-K]", "N.M is location M of breakpoint N, N.M-K the locations from M to K. Without numbers it is all breakpoints."
	}
	return &Command{
		Names: names, Group: GroupBreak, Summary: summary, NoRepeat: true, Help: help,
		Params: []Param{{Name: what, Kind: Rest, Optional: disp == debugger.Keep}},
		Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
			return nil, enableBreaks(ctx, r, a.Text(what), enable, disp, 1)
		},
	}
}

// enableBreaks does it to breakpoints, and without a disposition of its own to single locations of them.
func enableBreaks(ctx context.Context, r *REPL, text string, enable bool, disp debugger.Disposition, count int) error {
	list, err := breakPlaces(r, strings.TrimPrefix(text, "breakpoints"), disp == debugger.Keep)
	for _, n := range list {
		err = errors.Join(err, r.session.EnableBreakpoint(ctx, n.num, n.loc, enable, disp, count))
	}
	return err
}

func deleteBreaks(ctx context.Context, r *REPL, text string) (Value, error) {
	list, err := breakNumbers(r, text, false)
	if err != nil {
		return nil, err
	}
	for _, n := range list {
		err = errors.Join(err, r.session.DeleteBreakpoint(ctx, n))
		delete(r.commands, n)
	}
	return nil, err
}

// breakRequest reads LOCATION [thread N] [if CONDITION] and the options.
func breakRequest(a *Args, req debugger.BreakRequest, text string) (debugger.BreakRequest, error) {
	req.CPU = -1
	words := map[string]string{"cpu": "", "task": ""}
	for name := range words {
		if v := a.Option(name); len(v) > 0 {
			words[name] = v[0][0]
		}
	}
	// What narrows it down may also stand behind the location, as gdb's "thread N" does.
	text, req.Log, _ = cutLog(text)
	req.Spec, req.Condition = cutCondition(text)
	for {
		rest := strings.Fields(req.Spec)
		n := len(rest)
		if n < 2 || rest[n-2] != "thread" && rest[n-2] != "-cpu" && rest[n-2] != "-task" {
			break
		}
		words[strings.TrimPrefix(rest[n-2], "-")] = rest[n-1]
		req.Spec = strings.TrimSpace(req.Spec[:strings.LastIndex(req.Spec, rest[n-2])])
	}
	var err error
	if w := words["thread"]; w != "" {
		if req.Thread, err = strconv.Atoi(w); err != nil || req.Thread < 1 {
			return req, gdbErrorf("Invalid thread ID: %s", Printable(w))
		}
	}
	if w := words["cpu"]; w != "" {
		if req.CPU, err = parseInt(w); err != nil || req.CPU < 0 {
			return req, fmt.Errorf("bad number of a CPU: %s", Printable(w))
		}
	}
	req.Task = words["task"]
	if _, err := strconv.Atoi(req.Task); err != nil && len(req.Task) > 15 {
		return req, fmt.Errorf("no task has a name of more than 15 characters: the kernel cuts this one to %q", req.Task[:15])
	}
	return req, nil
}

// cutCondition splits "LOCATION if CONDITION" at the first word "if" outside quotes and brackets.
func cutCondition(text string) (spec, condition string) {
	for i, depth := range debugger.Unquoted(text) {
		if depth == 0 && strings.HasPrefix(text[i:], "if") && (i == 0 || text[i-1] == ' ' || text[i-1] == '\t') &&
			len(text) > i+2 && strings.IndexByte(" \t(", text[i+2]) >= 0 {
			return strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+2:])
		}
	}
	return strings.TrimSpace(text), ""
}

// sentence is a result that is a line of text.
type sentence string

func (v sentence) Text(p *Printer) { p.Print(string(v) + "\n") }
func (v sentence) JSON() any       { return string(v) }

type cleared []int

func (v cleared) Text(p *Printer) {
	p.Print("Deleted breakpoint")
	if len(v) > 1 {
		p.Print("s")
	}
	for _, n := range v {
		p.Printf(" %d", n)
	}
	p.Print(" \n") // gdb has a blank there
}

func (v cleared) JSON() any { return []int(v) }
