package repl

import (
	"context"
	"errors"

	"kbreak/debugger"
	"kbreak/debugger/source"
)

const lineSpecHelp = `A place is FUNCTION, FILE:FUNCTION, MODULE:FUNCTION, FUNCTION:LABEL, FILE:LINE, LINE or +N and -N in the
file last listed, or *ADDRESS. FILE is as much of the end of a path as is needed to tell files apart.`

func listCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"list", "l"},
			Group:   GroupFiles,
			Summary: "List source lines: around a place, from one to another, or those that follow.",
			Params:  []Param{{Name: "PLACE|FIRST,LAST|FIRST,|,LAST|-", Kind: LineSpec, Optional: true}},
			Repeat:  "list",
			Result:  []listingJSON{},
			Help: `Without an argument, or with an empty line after it, the lines that follow the last ones are listed; the
first time those around the selected frame. "list -" lists the lines in front of the last ones, "list ."
those around the frame again. "set listsize" says how many.

` + lineSpecHelp + `

The source of a distribution's kernel is seldom where it was compiled: "set substitute-path" and
"directory" say where it is.`,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				arg := a.Text("PLACE|FIRST,LAST|FIRST,|,LAST|-")
				if arg == "-" {
					r.last = "list -"
				}
				list, err := r.session.List(ctx, arg)
				return listings(list), err
			},
		},
		{
			Names:   []string{"forward-search", "fo"},
			Group:   GroupFiles,
			Summary: "Find the next source line that matches REGEX behind the last one listed.",
			Params:  []Param{{Name: "REGEX", Kind: Rest}},
			Result:  []listingJSON{},
			Help:    `The syntax of REGEX is Go's. "search" searches memory.`,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return searched(r.session.SearchSource(ctx, a.Text("REGEX"), false))
			},
		},
		{
			Names:   []string{"reverse-search", "rev"},
			Group:   GroupFiles,
			Summary: "Find the next source line that matches REGEX in front of the last ones listed.",
			Params:  []Param{{Name: "REGEX", Kind: Rest}},
			Result:  []listingJSON{},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return searched(r.session.SearchSource(ctx, a.Text("REGEX"), true))
			},
		},
		{
			Names:   []string{"info source"},
			Group:   GroupFiles,
			Summary: "All about the source file that was listed or shown last.",
			Result:  sourceInfoJSON{},
			Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
				info, err := r.session.SourceInfo(ctx)
				if err != nil {
					return nil, err
				}
				return sourceInfo{info}, nil
			},
		},
	}
}

// listSize is a setting of the session.
var listSize = limitSetting("listsize", "the number of source lines that list shows.",
	"Number of source lines kbreak will list by default is %s.", "",
	func(r *REPL) int { return *r.session.ListSize() },
	func(r *REPL, n int) { *r.session.ListSize() = n })

func searched(l *debugger.Listing, err error) (Value, error) {
	if err != nil {
		return nil, err
	}
	return listings{*l}, nil
}

type listings []debugger.Listing

func (v listings) Text(p *Printer) {
	for i := range v {
		l := &v[i]
		switch at := l.At; {
		case at == nil:
		case l.Ambiguous:
			p.Print(`file: "`)
			p.File(Printable(l.File))
			p.Printf(`", line number: %d`, at.Line)
			if at.Function != "" {
				p.Print(`, symbol: "`)
				p.Function(Printable(at.Function))
				p.Print(`"`)
			}
			p.Print("\n")
		default:
			p.ShortAddress(at.Addr)
			p.Print(" is ")
			if at.Function != "" {
				p.Print("in ")
				p.Function(Printable(at.Function))
				p.Print(" (")
				p.File(Printable(l.File))
				p.Printf(":%d).\n", at.Line)
			} else {
				p.Print("at ")
				p.File(Printable(l.File))
				p.Printf(":%d.\n", at.Line)
			}
		}
		for j, text := range l.Lines {
			p.Printf("%d\t%s\n", l.First+j, Printable(text))
		}
	}
}

type listingJSON struct {
	At       *locationJSON `json:"at,omitempty"` // what it is about, where that is not said by the lines
	File     string        `json:"file"`
	FullFile string        `json:"full_file,omitempty"` // with the compilation directory
	Path     string        `json:"path"`                // on this machine
	First    int           `json:"first"`               // number of the first line
	Lines    []string      `json:"lines"`
}

type locationJSON struct {
	Addr     hex    `json:"addr"`
	Function string `json:"function,omitempty"`
	Module   string `json:"module,omitempty"`
	File     string `json:"file,omitempty"`
	FullFile string `json:"full_file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Inlined  bool   `json:"inlined,omitempty"`
}

func newLocationJSON(l *debugger.Location) *locationJSON {
	if l == nil {
		return nil
	}
	return &locationJSON{hexAddr(l.Addr), l.Function, l.Module, l.File, l.FullFile, l.Line, l.Inlined}
}

func (v listings) JSON() any {
	list := make([]listingJSON, 0, len(v))
	for i := range v {
		l := &v[i]
		list = append(list, listingJSON{newLocationJSON(l.At), l.File, l.FullFile, l.Path, l.First, append([]string{}, l.Lines...)})
	}
	return list
}

// sourceInfo is "info source", in gdb's words.
type sourceInfo struct{ info *debugger.SourceInfo }

func (v sourceInfo) Text(p *Printer) {
	i := v.info
	if i == nil {
		p.Print("No current source file.\n")
		return
	}
	p.Print("Current source file is ")
	p.File(Printable(i.File))
	if i.Dir != "" {
		p.Print("\nCompilation directory is ")
		p.File(Printable(i.Dir))
	}
	if i.Path != "" {
		p.Print("\nLocated in ")
		p.File(Printable(i.Path))
		p.Printf("\nContains %s.", plural(uint64(i.Lines), "line"))
	}
	if i.Language != "" {
		p.Printf("\nSource language is %s.", i.Language)
	}
	if i.Producer != "" {
		p.Printf("\nProducer is %s.", Printable(i.Producer))
	}
	if i.DWARF > 0 {
		p.Printf("\nCompiled with DWARF %d debugging format.\n", i.DWARF)
		if i.Macros {
			p.Print("Includes preprocessor macro info.")
		} else {
			p.Print("Does not include preprocessor macro info.")
		}
	}
	p.Print("\n")
	if i.Missing != nil {
		p.Print(oneLine(i.Missing.Error()) + "\n")
	}
}

type sourceInfoJSON struct {
	File     string   `json:"file,omitempty"` // none was shown without it
	Dir      string   `json:"dir,omitempty"`  // compilation directory
	Path     string   `json:"path,omitempty"` // on this machine
	Lines    int      `json:"lines,omitempty"`
	Language string   `json:"language,omitempty"`
	Producer string   `json:"producer,omitempty"`
	DWARF    int      `json:"dwarf,omitempty"` // version
	Macros   bool     `json:"macros,omitempty"`
	Tried    []string `json:"tried,omitempty"` // where the file is not
}

func (v sourceInfo) JSON() any {
	i := v.info
	if i == nil {
		return sourceInfoJSON{}
	}
	j := sourceInfoJSON{i.File, i.Dir, i.Path, i.Lines, i.Language, i.Producer, i.DWARF, i.Macros, nil}
	var missing *source.MissingError
	if errors.As(i.Missing, &missing) {
		j.Tried = missing.Tried
	}
	return j
}
