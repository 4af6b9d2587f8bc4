package repl

import (
	"context"

	"kbreak/debugger"
)

func scopeCommands() []*Command {
	return []*Command{{
		Names:   []string{"info scope"},
		Group:   GroupData,
		Summary: "List the parameters and variables that are visible somewhere, and where they are.",
		Params:  []Param{{Name: "LOCATION", Kind: LineSpec, Optional: true}},
		Needs:   Symbols,
		Result:  scopeJSON{},
		Help: `LOCATION is FUNCTION, FILE:LINE, MODULE:FUNCTION or *ADDRESS; without one it is where the selected frame is.
A variable that moves about is listed with each range of addresses; * marks the one that LOCATION is in.
Where none is marked the variable is optimized out there.`,
		Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
			s, err := r.session.ScopeOf(ctx, a.Text("LOCATION"))
			if s == nil {
				return nil, err
			}
			return scope{s}, err
		},
	}}
}

// scope is "info scope". The sentences are gdb's.
type scope struct{ s *debugger.ScopeInfo }

func (v scope) Text(p *Printer) {
	name := v.s.Spec
	if name == "" {
		name = v.s.Function
	}
	if len(v.s.Symbols) == 0 {
		p.Printf("Scope for %s contains no locals or arguments.\n", Printable(name))
		return
	}
	p.Printf("Scope for %s:\n", Printable(name))
	for _, s := range v.s.Symbols {
		p.Print("Symbol ")
		p.Variable(Printable(s.Name))
		p.Print(" is ")
		switch {
		case s.Const != "":
			p.Printf("constant %s", Printable(s.Const))
		case len(s.Places) == 0:
			p.Print("optimized out: the compiler describes no place where it is.\n")
			continue
		case len(s.Places) == 1 && s.Places[0].End == 0:
			p.Print(Printable(s.Places[0].Text))
		default:
			p.Print("multi-location:\n")
			for _, x := range s.Places {
				mark := ' '
				if x.Here {
					mark = '*'
				}
				p.Printf("%c Range ", mark)
				p.ShortAddress(x.Start)
				p.Print("-")
				p.ShortAddress(x.End)
				p.Printf(": %s\n", Printable(x.Text))
			}
		}
		p.Printf(", length %d.\n", s.Length)
	}
}

type scopeJSON struct {
	Function string            `json:"function,omitempty"`
	Addr     hex               `json:"addr"`
	Symbols  []scopeSymbolJSON `json:"symbols"`
}

type scopeSymbolJSON struct {
	Name   string      `json:"name"`
	Type   string      `json:"type"`
	Length int64       `json:"length"` // bytes
	Param  bool        `json:"param,omitempty"`
	Const  string      `json:"const,omitempty"`  // its value, instead of a place
	Places []placeJSON `json:"places,omitempty"` // none: optimized out
}

type placeJSON struct {
	Start hex    `json:"start"`
	End   hex    `json:"end"` // exclusive; both 0: everywhere
	Text  string `json:"text"`
	Here  bool   `json:"here,omitempty"` // covers the address that was asked about
}

func (v scope) JSON() any {
	out := scopeJSON{Function: v.s.Function, Addr: hexAddr(v.s.Addr), Symbols: make([]scopeSymbolJSON, 0, len(v.s.Symbols))}
	for _, s := range v.s.Symbols {
		x := scopeSymbolJSON{s.Name, s.Type, s.Length, s.Param, s.Const, nil}
		for _, p := range s.Places {
			x.Places = append(x.Places, placeJSON{hexAddr(p.Start), hexAddr(p.End), p.Text, p.Here})
		}
		out.Symbols = append(out.Symbols, x)
	}
	return out
}
