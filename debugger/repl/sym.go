package repl

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"kbreak/debugger"
)

func symCommands() []*Command {
	return []*Command{{
		Names:   []string{"sym"},
		Group:   GroupFiles,
		Summary: "Translate symbols to addresses and addresses to symbols, as crash does.",
		Params:  []Param{{Name: "SYMBOL|ADDRESS", Kind: Symbol, Optional: true, Repeat: true}},
		Options: []Option{
			{Name: "l", Help: "list all symbols"},
			{Name: "M", Help: "list the symbols of all modules"},
			{Name: "m", Values: []Param{{Name: "MODULE", Kind: Module}}, Help: "list the symbols of a module"},
			{Name: "p", Help: "with the symbol before it"},
			{Name: "n", Help: "with the symbol behind it"},
			{Name: "q", Values: []Param{{Name: "STRING", Kind: Word}}, Help: "list the symbols whose name contains this"},
		},
		Needs:  Symbols,
		Result: []symJSON{},
		Help: `The letter is that of nm: T code, D data, B data that begins as zeros, R what is only read, A an
absolute number, W and V weak; a small letter is a symbol of one file. The name of a module stands in
brackets. Of a name that several files or modules have all are shown; MODULE:NAME, vmlinux:NAME or
FILE.c:NAME picks.

` + crashAddressHelp,
		Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
			words := a.List("SYMBOL|ADDRESS")
			q := last(a, "q")
			switch {
			case a.Has("l"), a.Has("M"), a.Has("m"), q != "":
				if len(words) > 0 {
					return nil, fmt.Errorf("unexpected argument %q", words[0])
				}
				module := last(a, "m")
				if a.Has("M") {
					module = "*"
				}
				lists, err := r.session.AllSymbols(ctx, module, q)
				if err == nil && q != "" && countSymbols(lists) == 0 {
					return nil, fmt.Errorf("no symbol contains %q", q)
				}
				return symLists{lists, a.Has("m") || a.Has("M")}, err
			case len(words) == 0:
				return nil, errors.New("argument required: SYMBOL|ADDRESS, or one of -l, -M, -m, -q")
			}
			before, behind := a.Has("p"), a.Has("n")
			var out symLines
			var errs []error
			for _, w := range words {
				lines, err := r.symbols(ctx, w)
				if err != nil {
					if ctx.Err() != nil {
						return out, err
					}
					errs = append(errs, err)
					continue
				}
				for _, l := range lines {
					near := []debugger.SymbolLine{l}
					if before || behind {
						if near, err = r.session.SymNear(ctx, l, before, behind); err != nil {
							errs = append(errs, err)
						}
					}
					out = append(out, near...)
				}
			}
			return out, errors.Join(errs...)
		},
	}}
}

// symbols finds what a word of "sym" means: a name, or an address.
func (r *REPL) symbols(ctx context.Context, word string) ([]debugger.SymbolLine, error) {
	if word[0] < '0' || word[0] > '9' {
		lines, err := r.session.Sym(ctx, word)
		if err == nil {
			return lines, nil
		}
		// An address without 0x may begin with a letter, an expression anyhow.
		addr, err2 := r.session.CrashAddr(ctx, word)
		if err2 != nil {
			return nil, err
		}
		if _, hexadecimal := strconv.ParseUint(word, 16, 64); hexadecimal != nil && isName(word) {
			return nil, err // a register or a variable, not a symbol
		}
		l, err := r.session.SymAt(ctx, addr)
		if err != nil {
			return nil, err
		}
		return []debugger.SymbolLine{*l}, nil
	}
	addr, err := r.session.CrashAddr(ctx, word)
	if err != nil {
		return nil, err
	}
	l, err := r.session.SymAt(ctx, addr)
	if err != nil {
		return nil, err
	}
	return []debugger.SymbolLine{*l}, nil
}

func isName(s string) bool {
	for _, c := range s {
		if c != '_' && c != '.' && c != ':' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

type symLines []debugger.SymbolLine

func (v symLines) Text(p *Printer) {
	for i := range v {
		symText(p, &v[i])
	}
}

// symText prints one line: address, letter, name, module, source.
func symText(p *Printer, l *debugger.SymbolLine) {
	p.Printf("%x (%c) ", uint64(l.Addr.Add(int64(l.Offset))), l.Letter)
	p.Function(Printable(l.Name))
	if l.Offset > 0 {
		p.Printf("+%d", l.Offset)
	}
	if l.Module != "" {
		p.Printf(" [%s]", Printable(l.Module))
	}
	if l.File != "" {
		p.Print(" ")
		p.File(Printable(l.File))
		if l.Line > 0 {
			p.Printf(": %d", l.Line)
		}
	}
	p.Print("\n")
}

type symJSON struct {
	symbolJSON
	Letter string `json:"letter"` // of nm
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
}

func newSymJSON(l *debugger.SymbolLine) symJSON {
	return symJSON{newSymbolJSON(&l.Symbol), string(l.Letter), l.File, l.Line}
}

func (v symLines) JSON() any {
	list := make([]symJSON, 0, len(v))
	for i := range v {
		list = append(list, newSymJSON(&v[i]))
	}
	return list
}

func countSymbols(lists []debugger.ImageSymbols) int {
	n := 0
	for _, l := range lists {
		n += len(l.Symbols)
	}
	return n
}

// symLists is what -l, -M, -m and -q show.
type symLists struct {
	lists   []debugger.ImageSymbols
	modules bool // with where each module begins and ends
}

func (v symLists) Text(p *Printer) {
	for _, l := range v.lists {
		frame := v.modules && l.Module != ""
		if frame {
			p.Printf("%x MODULE START: %s\n", uint64(l.Span.Start), Printable(l.Module))
		}
		for i := range l.Symbols {
			symText(p, &l.Symbols[i])
		}
		if frame {
			p.Printf("%x MODULE END: %s\n", uint64(l.Span.End), Printable(l.Module))
		}
	}
}

func (v symLists) JSON() any {
	list := make([]symJSON, 0, countSymbols(v.lists))
	for _, l := range v.lists {
		for i := range l.Symbols {
			list = append(list, newSymJSON(&l.Symbols[i]))
		}
	}
	return list
}
