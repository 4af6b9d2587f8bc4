package repl

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"kbreak/debugger"
)

func saveCommands() []*Command {
	return []*Command{{
		Names: []string{"save"}, Group: GroupBreak, Summary: "Save the breakpoints as a script.", NoRepeat: true,
		Run: func(context.Context, *REPL, *Args) (Value, error) {
			return nil, gdbError("\"save\" must be followed by the name of a save command.")
		},
	}, {
		Names: []string{"save breakpoints"}, Group: GroupBreak, Summary: "Write the breakpoints to a file that source reads.", NoRepeat: true,
		Params: []Param{{Name: "FILE", Kind: File, Optional: true}},
		Help:   `The file is overwritten. What gdb has too is written so that gdb can read it.`,
		Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
			name := a.Text("FILE")
			if name == "" {
				return nil, gdbError("Argument required (file name in which to save)")
			}
			list := r.session.Breakpoints()
			if len(list) == 0 {
				r.notice("Nothing to save.")
				return nil, nil
			}
			if err := os.WriteFile(name, []byte(savedBreaks(list, r.commands)), 0o666); err != nil {
				return nil, fmt.Errorf("Unable to open file '%s' for saving (%w)", Printable(name), reason(err)) //nolint:staticcheck // gdb's words
			}
			return sentence(fmt.Sprintf("Saved to file '%s'.", Printable(name))), nil
		},
	}}
}

func reason(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// savedBreaks is a script that sets breakpoints again. What breakpoints are about stands behind them,
// with the number of the one set last, which is another one then.
func savedBreaks(list []*debugger.Breakpoint, commands map[int][]stmt) string {
	var b strings.Builder
	line := func(format string, args ...any) { b.WriteString(Printable(fmt.Sprintf(format, args...)) + "\n") }
	for _, x := range list {
		line("%s", setAgain(x))
		if x.Condition != "" {
			line("  condition $bpnum %s", x.Condition)
		}
		if x.Ignore > 0 {
			line("  ignore $bpnum %d", x.Ignore)
		}
		if c := commands[x.Num]; len(c) > 0 {
			line("  commands $bpnum")
			p := &Printer{}
			writeBlock(p, c, 2)
			b.WriteString(p.String())
			line("  end")
		}
		switch {
		case !x.Enabled:
			line("disable $bpnum")
		case x.Disp == debugger.Disable && x.Count > 1:
			line("enable count %d $bpnum", x.Count)
		case x.Disp == debugger.Disable:
			line("enable once $bpnum")
		}
		for i, l := range x.Locations {
			if !l.Enabled && len(x.Locations) > 1 {
				line("disable $bpnum.%d", i+1)
			}
		}
	}
	return b.String()
}

// setAgain is the command that sets a breakpoint.
func setAgain(b *debugger.Breakpoint) string {
	name := map[debugger.BreakKind]string{debugger.BreakSoftware: "break", debugger.BreakHardware: "hbreak",
		debugger.WatchWrite: "watch", debugger.WatchRead: "rwatch", debugger.WatchAccess: "awatch",
		debugger.Catchpoint: "catch"}[b.Kind]
	if b.Disp == debugger.Delete && !b.Kind.Watch() {
		name = "t" + name
	}
	if b.Log != "" && name == "break" {
		name = "dprintf"
	}
	spec := b.Spec
	if b.Kind == debugger.Catchpoint {
		name += " " + b.Catch[0]
		spec = strings.Join(b.Catch[1:], " ")
	}
	if b.CPU >= 0 {
		name += fmt.Sprintf(" -cpu %d", b.CPU)
	}
	if b.Task != "" {
		name += " -task " + quoteWord(b.Task)
	}
	if spec == "" && b.Kind != debugger.Catchpoint && len(b.Locations) > 0 {
		spec = "*" + b.Locations[0].Addr.String()
	}
	if b.Thread > 0 {
		spec += fmt.Sprintf(" thread %d", b.Thread)
	}
	switch {
	case b.Log == "":
		return strings.TrimRight(name+" "+spec, " ")
	case strings.HasPrefix(name, "dprintf"):
		return name + " " + spec + "," + b.Log
	}
	return name + " -log " + spec + "," + b.Log
}
