package repl

import (
	"context"
	"fmt"

	"kbreak/debugger"
	"kbreak/mem"
)

const addressHelp = `ADDRESS is an expression: a number, a symbol, MODULE:SYMBOL, $REGISTER, or what "print" takes. A function,
an array, a struct and a symbol without debug info stand for their address.`

func symbolCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"info symbol"},
			Group:   GroupFiles,
			Summary: "Tell which symbol covers an address.",
			Params:  []Param{{Name: "ADDRESS", Kind: Address}},
			Needs:   Symbols,
			Result:  symbolJSON{},
			Help:    addressHelp,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				addr, err := r.resolve(ctx, a.Text("ADDRESS"))
				if err != nil {
					return nil, err
				}
				s, err := r.session.SymbolAt(addr)
				if err != nil {
					return nil, err
				}
				if s == nil {
					return nil, fmt.Errorf("no symbol matches %s", a.Text("ADDRESS"))
				}
				return symbolAt{s}, nil
			},
		},
		{
			Names:   []string{"info address"},
			Group:   GroupFiles,
			Summary: "Tell where a symbol is.",
			Params:  []Param{{Name: "SYMBOL", Kind: Symbol}},
			Needs:   Symbols,
			Result:  []symbolJSON{},
			Help:    `All places are listed where several files or modules have a symbol of that name.`,
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				list, err := r.session.AddressOf(a.Text("SYMBOL"))
				if err != nil {
					return nil, err
				}
				if len(list) == 0 {
					return nil, fmt.Errorf("no symbol %q in current context", a.Text("SYMBOL"))
				}
				return addresses(list), nil
			},
		},
		{
			Names:   []string{"info line"},
			Group:   GroupFiles,
			Summary: "Tell which addresses a source line has, or which line an address.",
			Params:  []Param{{Name: "FILE:LINE|FUNCTION|*ADDRESS", Kind: LineSpec, Optional: true}},
			Needs:   Symbols,
			Result:  []lineJSON{},
			Help:    "Without an argument it is about the selected frame.\n\n" + addressHelp,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				list, err := r.session.LineOf(ctx, a.Text("FILE:LINE|FUNCTION|*ADDRESS"))
				if err != nil {
					return nil, err
				}
				return lines(list), nil
			},
		},
	}
}

// resolve turns what the user wrote for an address into one.
func (r *REPL) resolve(ctx context.Context, text string) (mem.Addr, error) {
	return r.session.ResolveAddr(ctx, text)
}

type symbolAt struct{ symbol *debugger.Symbol }

func (v symbolAt) Text(p *Printer) {
	s := v.symbol
	p.Function(Printable(s.Name))
	if s.Offset != 0 {
		p.Printf(" + %d", s.Offset)
	}
	if s.Section != "" {
		p.Printf(" in section %s", Printable(s.Section))
	}
	if s.Module != "" {
		p.Printf(" of %s", Printable(s.Module))
	}
	p.Print("\n")
}

type symbolJSON struct {
	Name    string `json:"name"`
	Addr    hex    `json:"addr"`   // of the symbol
	Offset  hex    `json:"offset"` // of the address asked about
	Size    uint64 `json:"size,omitempty"`
	Section string `json:"section,omitempty"`
	Module  string `json:"module,omitempty"`
	Kind    string `json:"kind,omitempty"`
}

func newSymbolJSON(s *debugger.Symbol) symbolJSON {
	return symbolJSON{s.Name, hexAddr(s.Addr), hex(s.Offset), s.Size, s.Section, s.Module, s.Kind}
}

func (v symbolAt) JSON() any { return newSymbolJSON(v.symbol) }

// addresses is "info address"; the sentences are gdb's, with one of our own for per-CPU variables,
// whose address depends on the CPU.
type addresses []debugger.Symbol

func (v addresses) Text(p *Printer) {
	for _, s := range v {
		p.Print(`Symbol "`)
		p.Function(Printable(s.Name))
		switch s.Kind {
		case "function":
			p.Print(`" is a function at address `)
		case "variable":
			p.Print(`" is static storage at address `)
		case "per-CPU variable":
			p.Print(`" is a per-CPU variable at offset `)
		default:
			p.Print(`" is at address `)
		}
		p.ShortAddress(s.Addr)
		if s.Module != "" {
			p.Printf(" in module %s", Printable(s.Module))
		}
		p.Print(".\n")
	}
}

func (v addresses) JSON() any {
	list := make([]symbolJSON, 0, len(v))
	for _, s := range v {
		list = append(list, newSymbolJSON(&s))
	}
	return list
}

// lines is "info line", in gdb's words.
type lines []debugger.Line

func (v lines) Text(p *Printer) {
	for _, l := range v {
		switch {
		case l.File == "":
			p.Print("No line number information available")
			if l.Start != 0 {
				p.Print(" for address ")
				symbolic(p, l.Start, l.Function, l.StartOff)
			} else {
				p.Print(".")
			}
			p.Print("\n")
		case l.Start == 0:
			p.Printf("Line number %d is out of range for \"%s\".\n", l.Line, Printable(l.File))
		case l.Start == l.End:
			p.Printf("Line %d of \"", l.Line)
			p.File(Printable(l.File))
			p.Print(`" is at address `)
			symbolic(p, l.Start, l.Function, l.StartOff)
			p.Print(" but contains no code.\n")
		default:
			p.Printf("Line %d of \"", l.Line)
			p.File(Printable(l.File))
			p.Print(`" starts at address `)
			symbolic(p, l.Start, l.Function, l.StartOff)
			p.Print(" and ends at ")
			symbolic(p, l.End, l.EndSym, l.EndOff)
			p.Print(".\n")
		}
	}
}

// symbolic prints an address with its symbol: 0xffffffff81a114f5 <schedule+5>
func symbolic(p *Printer, a mem.Addr, name string, off uint64) {
	p.ShortAddress(a)
	if name == "" {
		return
	}
	p.Print(" <")
	p.Function(Printable(name))
	if off != 0 {
		p.Printf("+%d", off)
	}
	p.Print(">")
}

type lineJSON struct {
	File     string `json:"file,omitempty"`
	FullFile string `json:"full_file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Start    hex    `json:"start"`
	End      hex    `json:"end"`                // exclusive
	Function string `json:"function,omitempty"` // symbol covering start
	Offset   hex    `json:"offset"`             // of start from the symbol
}

func (v lines) JSON() any {
	list := make([]lineJSON, 0, len(v))
	for _, l := range v {
		list = append(list, lineJSON{l.File, l.FullFile, l.Line, hexAddr(l.Start), hexAddr(l.End), l.Function, hex(l.StartOff)})
	}
	return list
}
