package repl

import (
	"context"
	"strings"

	"kbreak/debugger"
)

func signalCommands() []*Command {
	return []*Command{
		{
			Names: []string{"handle"}, Group: GroupRunning, Summary: "Say what is done about signals.", NoRepeat: true,
			Params: []Param{{Name: "SIGNAL... ACTION...", Kind: Rest}}, Result: []debugger.Handling{},
			Help: `SIGNAL is a name like SIGSEGV, a number from 1 to 15, a range of those, or "all".
ACTION is one of stop, nostop, print, noprint, pass, nopass, ignore (as nopass) and noignore.

Few stubs of machines report signals. A kernel that runs as a process, like user-mode Linux under
gdbserver, lives on them: handle SIGSEGV SIGUSR1 nostop noprint pass`,
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				list, err := r.session.Handle(strings.Fields(a.Text("SIGNAL... ACTION...")))
				return signalTable(list), err
			},
		},
		{
			Names: []string{"info signals", "info handle"}, Group: GroupRunning, Summary: "Show what is done about signals.",
			Params: []Param{{Name: "SIGNAL", Kind: Word, Optional: true}}, Result: []debugger.Handling{},
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				if name := a.Text("SIGNAL"); name != "" && name != "all" {
					list, err := r.session.Handle([]string{name}) // no action: nothing changes
					return signalTable(list), err
				}
				return signalTable(r.session.Signals()), nil
			},
		},
	}
}

type signalTable []debugger.Handling

func (v signalTable) Text(p *Printer) {
	if len(v) == 0 {
		return
	}
	p.Print("Signal        Stop\tPrint\tPass to program\tDescription\n")
	yes := map[bool]string{true: "Yes", false: "No"}
	for _, h := range v {
		p.Printf("%-13s %s\t%s\t%s\t\t%s\n", h.Name, yes[h.Stop], yes[h.Print], yes[h.Pass], h.Text)
	}
}

func (v signalTable) JSON() any { return []debugger.Handling(v) }

// schedulerLocking is the setting of which threads run along.
var schedulerLocking = setting{
	name: "scheduler-locking", kind: enum,
	summary: "which CPUs run while one is stepped or continued.",
	show:    "Mode for locking scheduler during execution is \"%s\".",
	choices: []string{"off", "on", "step"},
	help: `"off" lets all run, "step" holds the others during a step, "on" always. A CPU that is held answers no
interrupts: the one that runs may wait for it for ever. A stub that cannot hold CPUs lets them run.`,
	get: func(r *REPL) string { return r.session.SchedulerLocking() },
	set: func(r *REPL, s string) error { r.session.SetSchedulerLocking(s); return nil },
}
