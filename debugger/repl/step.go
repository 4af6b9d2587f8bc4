package repl

import (
	"context"
	"errors"
	"fmt"

	"kbreak/debugger"
	"kbreak/mem"
)

// stepSession is what the commands of stepping need of a session.
type stepSession interface {
	Step(ctx context.Context, kind debugger.StepKind, count int) (*debugger.Stop, error)
	Finish(ctx context.Context) (*debugger.Stop, error)
	RunTo(ctx context.Context, spec string) (*debugger.Stop, error)
	Jump(ctx context.Context, spec string, leaving func(mem.Addr)) (*debugger.Stop, error)
}

const stepHelp = `A breakpoint on the way stops it. Where the stub can pass over interrupts it does; where it cannot, a
handler that comes in between is run to its end. With N it is done N times.`

func stepCommands() []*Command {
	step := func(names []string, summary, more string, kind debugger.StepKind) *Command {
		return &Command{
			Names: names, Group: GroupRunning, Summary: summary, Needs: Stopped, Result: stopJSON{},
			Params: []Param{{Name: "N", Kind: Count, Optional: true}}, Help: more + stepHelp,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return runTo(ctx, r, func(ctx context.Context) (*debugger.Stop, error) {
					return r.session.Step(ctx, kind, a.Int("N", 1))
				})
			},
		}
	}
	place := []Param{{Name: "LOCATION", Kind: LineSpec}}
	return []*Command{
		step([]string{"step", "s"}, "Step to another source line, into functions that are called.",
			"A function without lines is passed over.\n\n", debugger.StepLine),
		step([]string{"next", "n"}, "Step to another source line of this function.",
			"Functions that are called, inlined ones too, are passed over.\n\n", debugger.NextLine),
		step([]string{"stepi", "si"}, "Step one instruction.", "", debugger.StepInstruction),
		step([]string{"nexti", "ni"}, "Step one instruction, passing over a function that it calls.", "", debugger.NextInstruction),
		{
			Names: []string{"finish", "fin"}, Group: GroupRunning, Summary: "Let the selected frame return.", Needs: Stopped,
			Result: stopJSON{},
			Help:   "What it returns is shown and added to the history, unless it is in a register that the stub does not show.",
			Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
				f, err := r.session.Frame(ctx)
				if err != nil {
					return nil, err
				}
				if r.opt.Prompts {
					p := r.printer()
					printFrame(p, f, true)
					r.out.text("Run till exit from " + p.String())
				}
				return runTo(ctx, r, r.session.Finish)
			},
		},
		{
			Names: []string{"until", "u"}, Group: GroupRunning, Needs: Stopped, Result: stopJSON{},
			Summary: "Step to a line further on, or run to a place.",
			Params:  []Param{{Name: "LOCATION", Kind: LineSpec, Optional: true}},
			Help: `Without a place it is "next", but does not go back in a loop. With one the target runs until this thread is
there, or the selected frame returns.`,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return runTo(ctx, r, func(ctx context.Context) (*debugger.Stop, error) {
					if spec := a.Text("LOCATION"); spec != "" {
						return r.session.RunTo(ctx, spec)
					}
					return r.session.Step(ctx, debugger.UntilLine, 1)
				})
			},
		},
		{
			Names: []string{"advance"}, Group: GroupRunning, Needs: Stopped, Result: stopJSON{}, Params: place,
			Summary: "Run to a place in the code.",
			Help:    "The target runs until this thread is there, or the selected frame returns.",
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return runTo(ctx, r, func(ctx context.Context) (*debugger.Stop, error) {
					return r.session.RunTo(ctx, a.Text("LOCATION"))
				})
			},
		},
		{
			Names: []string{"jump", "j"}, Group: GroupRunning, Needs: Stopped, Result: stopJSON{}, Params: place, NoRepeat: true,
			Summary: "Go on at another place in the code.",
			Help: `Only the program counter of the selected thread changes. The stack stays as it is, and so do the locks
that are held: what the code there finds is for you to know. A breakpoint there stops at once.`,
			Confirm: func(*REPL, *Args) string { return "The stack and the locks stay as they are. Jump anyway?" },
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return runTo(ctx, r, func(ctx context.Context) (*debugger.Stop, error) {
					return r.session.Jump(ctx, a.Text("LOCATION"), func(to mem.Addr) {
						if r.person() {
							r.out.text(fmt.Sprintf("Continuing at %#x.\n", uint64(to)))
						}
					})
				})
			},
		},
		{
			Names: []string{"return"}, Group: GroupRunning, Summary: "Refused: a kernel function cannot be left half done.",
			Params: []Param{{Name: "VALUE", Kind: Rest, Optional: true}}, NoRepeat: true,
			Run: func(context.Context, *REPL, *Args) (Value, error) { return nil, errNoReturn },
		},
	}
}

var errNoReturn = errors.New("a kernel function is not made to return from its middle: the locks it holds, the references " +
	"it took and the preempt count would stay as they are; use \"finish\" to let it return by itself")
