package repl

import (
	"context"
	"fmt"
)

// completeCommand is the tab key for scripts and editors.
func completeCommand() *Command {
	return &Command{
		Names:    []string{"complete"},
		Group:    GroupSupport,
		Summary:  "List the completions for the rest of the line as a command.",
		Params:   []Param{{Name: "TEXT", Kind: Line, Optional: true}},
		Result:   []string{},
		NoRepeat: true,
		Help: fmt.Sprintf(`It is what the tab key offers: each completion stands in a line, with what is in front of it. There are at
most %d, and a line that says so. A blank at the end of TEXT begins a new word.`, maxCompletions),
		Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
			text := a.Text("TEXT")
			if a.block.blank && text != "" {
				text += " "
			}
			head, words := r.completions(text)
			v := completions{head: head, words: words}
			if len(words) >= maxCompletions {
				v.words, v.more = words[:maxCompletions], true
			}
			return &v, nil
		},
	}
}

type completions struct {
	head  string
	words []string
	more  bool // perhaps
}

func (v *completions) Text(p *Printer) {
	for _, w := range v.words {
		p.Print(Printable(v.head+w) + "\n")
	}
	if v.more {
		p.Print(Printable(v.head) + " *** List may be truncated, max-completions reached. ***\n")
	}
}

func (v *completions) JSON() any {
	list := make([]string, 0, len(v.words))
	for _, w := range v.words {
		list = append(list, v.head+w)
	}
	return list
}
