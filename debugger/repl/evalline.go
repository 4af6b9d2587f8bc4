package repl

import (
	"context"
	"strings"
)

// evalLine is the other command of the name "eval", gdb's, if that is what is meant: its argument is a
// format in quotes, which no number of crash's "eval" begins with. What it makes is run as a command (GDB
// manual, "Commands for Controlled Output").
func evalLine(c *Command, text string) *Command {
	if c.Name() != "eval" || !strings.HasPrefix(strings.TrimSpace(text), `"`) {
		return c
	}
	return &Command{
		Names: []string{"eval"}, Group: c.Group, Summary: c.Summary, Inline: true,
		Params: []Param{{Name: `"FORMAT", EXPRESSION...`, Kind: Rest}},
		Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
			pieces, err := r.session.Printf(ctx, a.Text(`"FORMAT", EXPRESSION...`))
			if err != nil {
				return nil, err
			}
			p := &Printer{}
			formatted(pieces).Text(p)
			r.nest++ // an empty line repeats "eval", not what it made
			defer func() { r.nest-- }()
			return nil, r.runLine(p.String(), 0, nil)
		},
	}
}
