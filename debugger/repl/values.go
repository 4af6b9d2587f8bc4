package repl

import (
	"context"

	"kbreak/debugger"
)

const expressionHelp = `EXPRESSION is C, with what gdb adds: @ for a part of an array (*p@3), $rax and the other registers,
variables of your own ($n = 3), the history of values ($, $$, $5), FUNCTION::NAME, 'FILE'::NAME.
MODULE:NAME and FILE:NAME tell namesakes apart.
The kernel's idioms are there as well: container_of(POINTER, struct NAME, member), current(),
offsetof(struct NAME, member), per_cpu(VARIABLE, CPU), per_cpu_ptr(POINTER, CPU), this_cpu(VARIABLE).
Functions of the target are not called. Only an assignment writes to the target.`

// expression is the parameter of the commands that take one.
func expression(optional bool) []Param {
	return []Param{{Name: "EXPRESSION", Kind: Expression, Optional: optional}}
}

func valueCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"print", "inspect", "p"},
			Group:   GroupData,
			Summary: "Print the value of an expression, and keep it in the history.",
			Params:  expression(true),
			Options: printOptions(),
			Slash:   Slash{Letters: valueFormats},
			Result:  printedJSON{},
			Help:    "Without an expression it is the last value once more.\n\n" + expressionHelp,
			Run:     runPrint,
		},
		{
			Names:   []string{"call"},
			Group:   GroupData,
			Summary: "As print, but a void value is neither shown nor kept; functions of the target are not called.",
			Params:  expression(false),
			Options: printOptions(),
			Slash:   Slash{Letters: valueFormats},
			Result:  printedJSON{},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				defer r.withPrintOptions(a)()
				v, err := r.session.Call(ctx, a.Text("EXPRESSION"), a.Format())
				if err != nil || v == nil {
					return nil, err
				}
				return printed{v}, nil
			},
		},
		{
			Names:    []string{"set variable", "set var"},
			Group:    GroupData,
			Summary:  "Evaluate an expression for what it assigns, and print nothing.",
			Params:   expression(false),
			NoRepeat: true,
			Help:     "Only what is assigned to is written.\n\n" + expressionHelp,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				_, err := r.session.Evaluate(ctx, a.Text("EXPRESSION"), noFormat)
				return nil, err
			},
		},
	}
}

func runPrint(ctx context.Context, r *REPL, a *Args) (Value, error) {
	defer r.withPrintOptions(a)()
	v, err := r.session.Print(ctx, a.Text("EXPRESSION"), a.Format())
	if err != nil {
		return nil, err
	}
	return printed{v}, nil
}

type printed struct{ v *debugger.Printed }

func (v printed) Text(p *Printer) {
	if v.v.Num > 0 {
		p.Printf("$%d = ", v.v.Num)
	}
	p.Print(Printable(v.v.Text) + "\n")
}

type printedJSON struct {
	Num   int    `json:"num,omitempty"` // in the value history
	Type  string `json:"type"`
	Text  string `json:"text"`            // as gdb prints it
	Value any    `json:"value,omitempty"` // its parts by name
}

func (v printed) JSON() any {
	return printedJSON{v.v.Num, v.v.Type, v.v.Text, v.v.Tree}
}
