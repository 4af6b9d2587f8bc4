package repl

import (
	"context"
	"errors"
)

func flowCommands() []*Command {
	return []*Command{
		{
			Names:    []string{"if"},
			Group:    GroupScript,
			Summary:  "Run the lines up to \"else\" or \"end\" if an expression is not zero.",
			Params:   expression(false),
			Block:    block{kind: ifBlock, open: needCondition("if")},
			NoRepeat: true, Inline: true,
			Help: `Those between "else" and "end" are run if it is zero.`,
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				yes, err := r.truth(a.Text("EXPRESSION"))
				if err != nil {
					return nil, err
				}
				if yes {
					return nil, r.runBlock(a.block.body)
				}
				return nil, r.runBlock(a.block.other)
			},
		},
		{
			Names:    []string{"while"},
			Group:    GroupScript,
			Summary:  "Run the lines up to \"end\" as long as an expression is not zero.",
			Params:   expression(false),
			Block:    block{kind: loopBlock, open: needCondition("while")},
			NoRepeat: true, Inline: true,
			Help: `"loop_break" in the lines leaves the loop, "loop_continue" begins the next round. Ctrl-C ends it.`,
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				for {
					if r.poll() {
						return nil, ErrInterrupted
					}
					yes, err := r.truth(a.Text("EXPRESSION"))
					if err != nil || !yes || r.ended() {
						return nil, err
					}
					switch err := r.runBlock(a.block.body); {
					case errors.Is(err, errLoopBreak):
						return nil, nil
					case err != nil && !errors.Is(err, errLoopContinue):
						return nil, err
					}
				}
			},
		},
		flowCommand("loop_break", "Leave the innermost loop.", errLoopBreak),
		flowCommand("loop_continue", "Begin the next round of the innermost loop.", errLoopContinue),
		{
			Names:    []string{"end"},
			Group:    GroupScript,
			Summary:  "End the lines of if, while, define, document and others.",
			NoRepeat: true, Inline: true,
			Run: func(context.Context, *REPL, *Args) (Value, error) {
				return nil, gdbError("This command cannot be used at the top level.")
			},
		},
		{
			Names:    []string{"python", "py", "python-interactive", "pi", "guile", "gu"},
			Group:    GroupScript,
			Summary:  "Refused: kbreak runs no Python and no Guile.",
			Params:   []Param{{Name: "CODE", Kind: Rest, Optional: true}},
			Block:    block{kind: codeBlock},
			NoRepeat: true, Inline: true,
			Run: func(context.Context, *REPL, *Args) (Value, error) {
				return nil, errNoPython
			},
		},
	}
}

var errNoPython = errors.New("scripts in Python or Guile are not supported; gdb's own commands, define and --json are")

func needCondition(name string) func(*REPL, string) error {
	return func(_ *REPL, text string) error {
		if text == "" {
			return gdbErrorf("%s command requires an argument.", name)
		}
		return nil
	}
}

// flowError ends the lines up to a loop.
type flowError string

const (
	errLoopBreak    flowError = "loop_break"
	errLoopContinue flowError = "loop_continue"
)

func (e flowError) Error() string { return string(e) + " is not inside of a loop" }

func flowCommand(name, summary string, err flowError) *Command {
	return &Command{
		Names: []string{name}, Group: GroupScript, Summary: summary, NoRepeat: true, Inline: true,
		Run: func(context.Context, *REPL, *Args) (Value, error) { return nil, err },
	}
}

// runBlock runs statements one after the other; the first error ends them.
func (r *REPL) runBlock(list []stmt) error {
	r.nest++
	defer func() { r.nest-- }()
	for i := range list {
		if r.ended() {
			return nil
		}
		if r.poll() {
			return ErrInterrupted
		}
		s := list[i]
		var err error
		if s.text, err = r.args.expand(s.text); err != nil {
			return atLine(s.line, err)
		}
		if err := r.perform(&s); err != nil {
			return atLine(s.line, err)
		}
	}
	return nil
}

// lineError says on which line of its file a block failed.
type lineError struct {
	line int
	err  error
}

func (e *lineError) Error() string { return e.err.Error() }

func (e *lineError) Unwrap() error { return e.err }

// atLine adds the line, unless it is known better or has none.
func atLine(line int, err error) error {
	switch err.(type) {
	case *lineError, flowError:
		return err
	}
	if line == 0 {
		return err
	}
	return &lineError{line, err}
}

// truth evaluates the condition of if and while. Like a command, it can be interrupted.
func (r *REPL) truth(text string) (yes bool, err error) {
	_, err = r.run(&Command{Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
		yes, err = r.session.Truth(ctx, text)
		return nil, err
	}}, nil)
	return yes, err
}
