package repl

import (
	"context"

	"kbreak/debugger"
)

// rememberCommands show what expressions have left behind, and where their values live.
func rememberCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"show values"},
			Group:   GroupStatus,
			Summary: "Show ten values of the history: the last ones, or those around NUMBER.",
			Params:  []Param{{Name: "NUMBER", Kind: Count, Optional: true}},
			Result:  []historyJSON{},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				list, err := r.session.Values(ctx, a.Int("NUMBER", 0))
				return historyValues(list), err
			},
		},
		{
			Names:   []string{"show convenience", "show conv"},
			Group:   GroupStatus,
			Summary: "Show the convenience variables, which are set as in set $n = 3.",
			Result:  convenienceJSON{},
			Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
				list, err := r.session.Convenience(ctx)
				return convenience(list), err
			},
		},
		{
			Names:   []string{"explain"},
			Group:   GroupData,
			Summary: "Tell where the value of a variable lives at this PC, or why it is optimized out.",
			Params:  expression(false),
			Needs:   Symbols,
			Result:  explainJSON{},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				x, err := r.session.Explain(ctx, a.Text("EXPRESSION"))
				if err != nil {
					return nil, err
				}
				return explanation{x}, nil
			},
		},
	}
}

type historyValues []debugger.HistoryValue

func (v historyValues) Text(p *Printer) {
	for _, h := range v {
		p.Printf("$%d = %s\n", h.Num, Printable(h.Text))
	}
}

type historyJSON struct {
	Num  int    `json:"num"`
	Text string `json:"text"`
}

func (v historyValues) JSON() any {
	list := make([]historyJSON, 0, len(v))
	for _, h := range v {
		list = append(list, historyJSON{h.Num, h.Text})
	}
	return list
}

type convenience []debugger.Convenience

func (v convenience) Text(p *Printer) {
	if len(v) == 0 {
		p.Print("No debugger convenience values now defined: set $NAME = EXPRESSION makes one.\n")
	}
	for _, c := range v {
		p.Printf("$%s = %s\n", c.Name, Printable(c.Text))
	}
}

type convenienceJSON map[string]string

func (v convenience) JSON() any {
	m := make(convenienceJSON)
	for _, c := range v {
		m[c.Name] = c.Text
	}
	return m
}

type explanation struct{ x *debugger.Explanation }

func (v explanation) Text(p *Printer) {
	x := v.x
	p.Variable(Printable(x.Name))
	p.Printf(" is of type %s", Printable(x.Type))
	if x.Where != "" {
		p.Printf(", %s", Printable(x.Where))
	}
	p.Print(".\n")
	if x.Reason != "" {
		p.Printf("Why it is not there: %s.\n", Printable(x.Reason))
	}
	p.Printf("Value: %s\n", Printable(x.Text))
}

type explainJSON struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Where  string `json:"where,omitempty"`
	Reason string `json:"reason,omitempty"` // why it is not there, or not all of it
	Text   string `json:"text"`
}

func (v explanation) JSON() any {
	return explainJSON{v.x.Name, v.x.Type, v.x.Where, v.x.Reason, v.x.Text}
}
