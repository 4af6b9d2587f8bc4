package repl

import (
	"context"
	"strings"

	"kbreak/debugger"
)

const typeHelp = `TYPE is written as in C: struct list_head, u64 *, int (*)(void), char [16]. Of an EXPRESSION only the
type is found out: it is not evaluated.`

const listHelp = `REGEXP is a basic regular expression that must occur in the name: ^ and $ anchor it, a\|b is either of
two, a* any number of a. Without one all are listed.`

func typeCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"ptype"},
			Group:   GroupData,
			Summary: "Describe a type with its members.",
			Params:  []Param{{Name: "TYPE|EXPRESSION", Kind: Expression, Optional: true}},
			Slash: Slash{Flags: "oxdmt", Help: `o shows the offset and size of each member, and the holes between them; x shows these in hexadecimal
and d in decimal. m and t, which leave out C++'s methods and typedefs, change nothing here.`},
			Result: typeJSON{},
			Help:   "Typedefs are followed. Without an argument it is about the last value of the history.\n\n" + typeHelp,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				l := debugger.TypeLayout{Offsets: a.Flag('o'), Hex: a.Flag('x') && !a.Flag('d')}
				return typeResult(r.session.Ptype(ctx, a.Text("TYPE|EXPRESSION"), l))
			},
		},
		{
			Names:   []string{"whatis"},
			Group:   GroupData,
			Summary: "Name the type of an expression, or what a typedef stands for.",
			Params:  []Param{{Name: "TYPE|EXPRESSION", Kind: Expression, Optional: true}},
			Slash:   Slash{Flags: "oxdmt", Help: "The letters are those of ptype; they change nothing here."},
			Result:  typeJSON{},
			Help:    "Without an argument it is about the last value of the history.\n\n" + typeHelp,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return typeResult(r.session.Whatis(ctx, a.Text("TYPE|EXPRESSION")))
			},
		},
		listCommand(debugger.ListTypes, "List the types whose names match."),
		listCommand(debugger.ListFunctions, "List the functions whose names match.", listOptions...),
		listCommand(debugger.ListVariables, "List the variables of files whose names match.", listOptions...),
	}
}

func typeResult(t *debugger.TypeInfo, err error) (Value, error) {
	if err != nil {
		return nil, err
	}
	return typeInfo{t}, nil
}

type typeInfo struct{ t *debugger.TypeInfo }

func (v typeInfo) Text(p *Printer) {
	// As in gdb the enumerators of an enum may go on in the next line.
	for i, part := range strings.SplitAfter(Printable(v.t.Text), ", ") {
		if i > 0 {
			p.Hint(4)
		}
		p.Print(part)
	}
	p.Print("\n")
}

type typeJSON struct {
	Type string `json:"type"` // in C
	Size int64  `json:"size"` // bytes; 0 where it is not known
	Text string `json:"text"` // as gdb prints it
}

func (v typeInfo) JSON() any { return typeJSON{v.t.Type, v.t.Size, v.t.Text} }

var listOptions = []Option{
	{Name: "n", Help: "Leave out those that only a symbol table has."},
	{Name: "t", Values: []Param{{Name: "TYPEREGEXP"}}, Help: "Only those whose type matches too, as gdb prints types."},
}

func listCommand(class debugger.SymbolClass, summary string, options ...Option) *Command {
	return &Command{
		Names:   []string{"info " + string(class)},
		Group:   GroupFiles,
		Summary: summary,
		Params:  []Param{{Name: "REGEXP", Kind: Rest, Optional: true}},
		Options: append([]Option{
			{Name: "q", Help: "Say nothing where nothing matches."},
			{Name: "m", Values: []Param{{Name: "MODULE", Kind: Module}}, Help: "Only those of a module; vmlinux is the kernel itself."},
		}, options...),
		Needs:  Symbols,
		Result: symbolListJSON{},
		Help:   "They are grouped by the file that declares them, with the line.\n\n" + listHelp,
		Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
			q := debugger.SymbolQuery{Class: class, Name: a.Text("REGEXP"), DebugOnly: a.Has("n")}
			if t := a.Option("t"); len(t) > 0 {
				q.Type = t[0][0]
			}
			if m := a.Option("m"); len(m) > 0 {
				q.Module = m[0][0]
			}
			l, err := r.session.SymbolList(ctx, q)
			if err != nil {
				return nil, err
			}
			return symbolList{l, a.Has("q")}, nil
		},
	}
}

// symbolList is "info types", "info functions" and "info variables", in gdb's form.
type symbolList struct {
	l     *debugger.SymbolList
	quiet bool
}

func (v symbolList) Text(p *Printer) {
	q := &v.l.Query
	if empty := len(v.l.Files)+len(v.l.Base)+len(v.l.Bare) == 0; !empty || !v.quiet {
		what := string(q.Class)
		switch {
		case q.Name == "" && q.Type == "":
			p.Printf("All defined %s:\n", what)
		case q.Name == "":
			p.Printf("All defined %s with type matching regular expression \"%s\" :\n", what, q.Type)
		case q.Type == "":
			p.Printf("All %s matching regular expression \"%s\":\n", what, q.Name)
		default:
			p.Printf("All %s matching regular expression \"%s\" with type matching regular expression \"%s\":\n", what, q.Name, q.Type)
		}
	}
	for _, f := range v.l.Files {
		p.Print("\nFile ")
		p.File(Printable(f.Name))
		p.Print(":\n")
		for _, d := range f.Symbols {
			if d.Line > 0 {
				p.Printf("%d:", d.Line)
			}
			p.Printf("\t%s\n", Printable(d.Text))
		}
	}
	if len(v.l.Base) > 0 {
		p.Print("\n")
	}
	for _, d := range v.l.Base {
		p.Printf("\t%s\n", Printable(d.Text))
	}
	if len(v.l.Bare) > 0 {
		p.Print("\nNon-debugging symbols:\n")
	}
	for _, s := range v.l.Bare {
		p.Address(s.Addr)
		p.Print("  ")
		p.Function(Printable(s.Name))
		p.Print("\n")
	}
}

type symbolListJSON struct {
	Files []listedFileJSON  `json:"files"`
	Base  []declarationJSON `json:"base,omitempty"` // declared nowhere: int, char...
	Bare  []symbolJSON      `json:"bare,omitempty"` // without debug info
}

type listedFileJSON struct {
	File    string            `json:"file"`
	Symbols []declarationJSON `json:"symbols"`
}

type declarationJSON struct {
	Name   string `json:"name"`
	Line   int    `json:"line,omitempty"`
	Text   string `json:"text"` // the declaration in C
	Static bool   `json:"static,omitempty"`
}

func (v symbolList) JSON() any {
	declarations := func(in []debugger.DeclaredSymbol) []declarationJSON {
		out := make([]declarationJSON, 0, len(in))
		for _, d := range in {
			out = append(out, declarationJSON{d.Name, d.Line, d.Text, d.Static})
		}
		return out
	}
	out := symbolListJSON{Files: make([]listedFileJSON, 0, len(v.l.Files)), Base: declarations(v.l.Base)}
	for _, f := range v.l.Files {
		out.Files = append(out.Files, listedFileJSON{f.Name, declarations(f.Symbols)})
	}
	for i := range v.l.Bare {
		out.Bare = append(out.Bare, newSymbolJSON(&v.l.Bare[i]))
	}
	return out
}
