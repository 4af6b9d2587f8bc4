package repl

import (
	"context"
	"fmt"

	"kbreak/debugger"
)

// textSession is what "check text" needs of a session.
type textSession interface {
	CheckText(ctx context.Context) (*debugger.TextReport, error)
}

func textCommands() []*Command {
	return []*Command{
		{
			Names: []string{"check"}, Group: GroupKernel, Summary: "Check the target against its files.",
			Run: listSubcommands("check"),
		},
		{
			Names: []string{"check text"}, Group: GroupKernel, Needs: Stopped, Result: textJSON{}, NoRepeat: true,
			Summary: "Compare the code in memory with the files, and name every int3 that should not be there.",
			Help: `All code of the kernel and its modules is read from the target, some ten megabytes. What the kernel patches
by itself is counted by what does it. The breakpoints of this session are no difference.`,
			Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
				report, err := r.session.CheckText(ctx)
				if report == nil {
					return nil, err
				}
				return textReport{report}, err
			},
		},
	}
}

type textReport struct{ *debugger.TextReport }

func (v textReport) Text(p *Printer) {
	p.Printf("%d bytes of code compared\n", v.Bytes)
	if len(v.Traps) == 0 {
		p.Print("no int3 that should not be there\n")
	}
	for i := range v.Traps {
		p.Print("int3 at " + patchPlace(&v.Traps[i]) + "\n")
	}
	for _, by := range v.KnownText() {
		p.Printf("%6d patched by the kernel: %s\n", v.Known[by], Printable(by))
	}
	for i := range v.Others {
		p.Print("differs, and nothing says why: " + patchPlace(&v.Others[i]) + "\n")
	}
	if v.More > 0 {
		p.Printf("and %d more\n", v.More)
	}
}

func patchPlace(x *debugger.Patch) string {
	text := x.Addr.String()
	if x.Function != "" {
		text += fmt.Sprintf(" <%s+%d>", Printable(x.Function), x.Offset)
	}
	if x.Module != "" {
		text += " [" + Printable(x.Module) + "]"
	}
	return text
}

type textJSON struct {
	Bytes   uint64         `json:"bytes"`
	Traps   []string       `json:"int3"`        // addresses
	Known   map[string]int `json:"patched"`     // places by what patched them
	Unknown []string       `json:"unexplained"` // addresses
	More    int            `json:"more_unexplained,omitempty"`
}

func (v textReport) JSON() any {
	j := textJSON{Bytes: v.Bytes, Traps: []string{}, Known: v.Known, Unknown: []string{}, More: v.More}
	for _, t := range v.Traps {
		j.Traps = append(j.Traps, t.Addr.String())
	}
	for _, o := range v.Others {
		j.Unknown = append(j.Unknown, o.Addr.String())
	}
	return j
}
