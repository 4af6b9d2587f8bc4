package repl

import (
	"context"
	"strings"

	"kbreak/debugger"
)

func printfCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"output"},
			Group:   GroupData,
			Summary: "Print the value of an expression alone: no history, no newline.",
			Params:  expression(true),
			Slash:   Slash{Letters: valueFormats},
			Result:  printedJSON{},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				if a.Text("EXPRESSION") == "" {
					return nil, gdbError("Argument required (expression to compute).")
				}
				v, err := r.session.Evaluate(ctx, a.Text("EXPRESSION"), a.Format())
				if err != nil {
					return nil, err
				}
				return outputText{printed{v}}, nil
			},
		},
		{
			Names:   []string{"printf"},
			Group:   GroupData,
			Summary: "Print values in a format of C's printf.",
			Params:  []Param{{Name: `"FORMAT", EXPRESSION...`, Kind: Rest, Optional: true}},
			Result:  echoJSON{},
			Help: `%s takes a string or the address of one in the target. There is no newline but those in FORMAT.
The target's characters that a terminal would obey are shown as \xNN.`,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				v, err := r.session.Printf(ctx, a.Text(`"FORMAT", EXPRESSION...`))
				if err != nil {
					return nil, err
				}
				return formatted(v), nil
			},
		},
	}
}

type outputText struct{ printed }

func (v outputText) Text(p *Printer) { p.Print(Printable(v.v.Text)) }

// formatted is what printf made. The format is the user's own, escapes included.
type formatted []debugger.Piece

func (v formatted) Text(p *Printer) {
	for _, x := range v {
		if x.Foreign {
			p.Print(Printable(x.Text))
		} else {
			p.Print(x.Text)
		}
	}
}

func (v formatted) JSON() any {
	var b strings.Builder
	for _, x := range v {
		b.WriteString(x.Text)
	}
	return echoJSON{b.String()}
}
