package repl

import (
	"context"
	"fmt"
	"strings"

	"kbreak/debugger"
)

// maxRegexBreaks bounds the breakpoints of one rbreak: a stub has to keep each of them.
const maxRegexBreaks = 500

func rbreakCommands() []*Command {
	return []*Command{{
		Names: []string{"rbreak"}, Group: GroupBreak, Summary: "Set a breakpoint on every function whose name matches.", NoRepeat: true,
		Params: []Param{{Name: "[FILE:]REGEXP", Kind: Rest}}, Needs: Symbols, Result: []breakpointJSON{},
		Help: fmt.Sprintf(`Each is confirmed with the declaration of the function; one that cannot be set does not keep the others from
being set. More than %d functions are refused. "commands" behind it are for all that it has set.

`, maxRegexBreaks) + listHelp,
		Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
			return breakMatching(ctx, r, a.Text("[FILE:]REGEXP"))
		},
	}}
}

func breakMatching(ctx context.Context, r *REPL, text string) (Value, error) {
	file, pattern := "", text
	if i := strings.IndexByte(text, ':'); i > 0 && strings.IndexByte(text, '.') < i && strings.Contains(text[:i], ".") {
		file, pattern = text[:i], strings.TrimSpace(text[i+1:])
	}
	l, err := r.session.SymbolList(ctx, debugger.SymbolQuery{Class: debugger.ListFunctions, Name: pattern})
	if err != nil {
		return nil, err
	}
	var out regexBreaks
	for _, f := range l.Files {
		if file == "" || pathEndsIn(f.Name, file) {
			for _, d := range f.Symbols {
				out = append(out, regexBreak{spec: f.Name + ":" + d.Name, text: d.Text})
			}
		}
	}
	if file == "" {
		for _, s := range l.Bare {
			spec := s.Name
			if s.Module != "" {
				spec = s.Module + ":" + spec
			}
			out = append(out, regexBreak{spec: spec, text: fmt.Sprintf("<function, no debug info> %s;", s.Name)})
		}
	}
	if len(out) > maxRegexBreaks {
		return nil, fmt.Errorf("%d functions match %q, more than %d: be more precise", len(out), text, maxRegexBreaks)
	}
	set := false
	for i := range out {
		x := &out[i]
		if x.b, x.err = r.session.Break(ctx, debugger.BreakRequest{Spec: x.spec, CPU: -1}); ctx.Err() != nil {
			return out[:i], ctx.Err()
		}
		if x.err == nil {
			if r.together.to = x.b.Num; !set {
				set, r.together.from = true, x.b.Num
			}
		}
	}
	return out, nil
}

// pathEndsIn reports whether the last components of a path are those of tail.
func pathEndsIn(name, tail string) bool {
	return strings.HasSuffix("/"+name, "/"+strings.TrimLeft(tail, "./"))
}

// regexBreaks is what rbreak has set.
type regexBreaks []regexBreak

type regexBreak struct {
	spec, text string
	b          *debugger.Breakpoint
	err        error
}

func (v regexBreaks) Text(p *Printer) {
	for _, x := range v {
		if x.err != nil {
			p.Print(Printable(x.err.Error()) + "\n")
		} else {
			newBreak{b: x.b}.Text(p)
		}
		p.Print(Printable(x.text) + "\n")
	}
}

func (v regexBreaks) JSON() any {
	var set []*debugger.Breakpoint
	for _, x := range v {
		if x.err == nil {
			set = append(set, x.b)
		}
	}
	return breaksJSON(set)
}
