package repl

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kbreak/debugger"
	"kbreak/debugger/disasm"
)

func disassembleCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"disassemble"},
			Group:   GroupData,
			Summary: "Disassemble a function, or a range of addresses.",
			Slash: Slash{Flags: "rsm", Help: `r shows the bytes too; s shows source lines in front of the instructions made of them, in the order of the
instructions; m (deprecated by gdb) has those of the function's own file only, in the order of the lines.`},
			Params: []Param{{Name: "EXPRESSION|START,END|START,+LENGTH", Kind: Address, Optional: true}},
			Needs:  Symbols,
			Result: disassemblyJSON{},
			Help: `Without an argument it is the function of the selected frame. The instruction that the frame is at is
marked with =>. What is shown is what is in the target's memory now: the kernel patches itself.`,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				v := &disassembly{raw: a.Flag('r'), source: a.Flag('s'), byLine: a.Flag('m')}
				if v.source && v.byLine {
					return nil, errors.New("cannot specify both /m and /s")
				}
				d, err := r.session.DisassembleAt(ctx, a.Text("EXPRESSION|START,END|START,+LENGTH"))
				if d == nil {
					return nil, err
				}
				v.d, v.ended = d, err != nil
				if v.source || v.byLine {
					v.line = r.sourceLine
					r.addRows(ctx, v)
				}
				return v, err
			},
		},
		{
			Names:   []string{"dis"},
			Group:   GroupData,
			Summary: "Disassemble as crash does: COUNT instructions, or the function that is named.",
			Params:  []Param{{Name: "SYMBOL[+OFFSET]|ADDRESS", Kind: Symbol}, {Name: "COUNT", Kind: Count, Optional: true}},
			Options: []Option{
				{Name: "l", Help: "show files and lines"},
				{Name: "r", Help: "from the start of the function to the address"},
				{Name: "f", Help: "from the address to the end of the function"},
				{Name: "b", Help: "show the bytes too"},
				{Name: "u", Help: "accepted: an address in user memory is always that of the selected thread"},
				{Name: "d", Help: "show where the running kernel has other code than its file, in all of the function"},
			},
			Needs:  Symbols,
			Result: []instructionJSON{},
			Help: `Without COUNT all of a function is shown if a symbol is given alone, else one instruction. With -d the lines
that begin with - are what the file has, those with + what is in memory; a name says what rewrites the code
there (ftrace, alternative, static key, static call...). Its JSON is a list of patches. What gdb has as
"dis" is "disable" or "disa" here.`,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				if a.Has("r") && a.Has("f") {
					return nil, errors.New("the -r and -f options are mutually exclusive")
				}
				if a.Has("d") {
					list, f, err := r.session.Patched(ctx, a.Text("SYMBOL[+OFFSET]|ADDRESS"))
					if f == nil {
						return nil, err
					}
					return &patches{list, f}, err
				}
				if a.Text("COUNT") != "" && a.Int("COUNT", 0) == 0 {
					return nil, errors.New("COUNT must be at least 1")
				}
				list, err := r.session.Dis(ctx, a.Text("SYMBOL[+OFFSET]|ADDRESS"),
					debugger.DisOptions{Reverse: a.Has("r"), Forward: a.Has("f"), Count: a.Int("COUNT", 0)})
				if len(list) == 0 {
					return nil, err
				}
				return &dis{list, a.Has("l"), a.Has("b")}, err
			},
		},
	}
}

// disassemblyFlavor is a setting of the session.
var disassemblyFlavor = setting{
	name: "disassembly-flavor", kind: enum,
	summary: "the syntax of disassembly.",
	show:    "The disassembly flavor is \"%s\".",
	choices: []string{"att", "intel"},
	get: func(r *REPL) string {
		if *r.session.Flavor() == disasm.Intel {
			return "intel"
		}
		return "att"
	},
	set: func(r *REPL, s string) error {
		*r.session.Flavor() = disasm.ATT
		if s == "intel" {
			*r.session.Flavor() = disasm.Intel
		}
		return nil
	},
}

// disassembly is "disassemble", in gdb's format.
type disassembly struct {
	d              *debugger.Disassembly
	raw            bool
	source, byLine bool
	line           func(file, full string, n int) (string, bool)
	rows           [][]debugger.SourceRow   // of each part, where lines are shown
	behind         [][]debugger.Instruction // each part, that belong to its last row by line: padding
	ended          bool                     // by an error, which follows
}

func (v *disassembly) Text(p *Printer) {
	p.Print("Dump of assembler code ")
	if f := v.d.Function; f != nil {
		p.Print("for function ")
		p.Function(Printable(f.Name))
		p.Print(":\n")
	} else {
		p.Print("from ")
		p.ShortAddress(v.d.Span.Start)
		p.Print(" to ")
		p.ShortAddress(v.d.Span.End)
		p.Print(":\n")
	}
	for i, part := range v.d.Parts {
		if f := v.d.Function; f != nil && len(f.Ranges) > 1 {
			p.Print("Address range ")
			p.ShortAddress(f.Ranges[i].Start)
			p.Print(" to ")
			p.ShortAddress(f.Ranges[i].End)
			p.Print(":\n")
		}
		switch {
		case v.source && hasLines(part):
			v.printSource(p, part, v.rows[i])
		case v.byLine && hasLines(part):
			v.printByLine(p, slices.Concat(part, v.behind[i]), v.rows[i])
		default:
			for j := range part {
				v.print(p, &part[j])
			}
		}
	}
	if !v.ended {
		p.Print("End of assembler dump.\n")
	}
}

// print prints an instruction; in a function only its offset is shown.
func (v *disassembly) print(p *Printer, i *debugger.Instruction) {
	mark := "   "
	if i.Current {
		mark = "=> "
	}
	p.Print(mark)
	p.Address(i.Addr)
	switch {
	case v.d.Function != nil && (i.Function != "" || i.Offset > 0):
		p.Printf(" <+%d>", i.Offset)
	case i.Function != "":
		p.Print(" <")
		p.Function(Printable(i.Function))
		p.Printf("+%d>", i.Offset)
	}
	p.Print(":\t")
	if v.raw {
		p.Print(rawBytes(i.Bytes) + "\t")
	}
	p.Print(Printable(i.Text) + "\n")
}

// rawBytes is how gdb and objdump print the bytes of an instruction: room for seven of them.
func rawBytes(b []byte) string {
	s := strings.TrimSuffix(hexBytes(b), " ")
	if n := 19 - len(s); n > 0 {
		s += strings.Repeat(" ", n)
	}
	return s
}

func hexBytes(b []byte) string {
	var s strings.Builder
	for i := range b {
		fmt.Fprintf(&s, "%02x ", b[i])
	}
	return s.String()
}

type disassemblyJSON struct {
	Function     string            `json:"function,omitempty"`
	Module       string            `json:"module,omitempty"`
	Ranges       []rangeJSON       `json:"ranges"`
	Instructions []instructionJSON `json:"instructions"`
}

type rangeJSON struct {
	Start hex `json:"start"`
	End   hex `json:"end"` // exclusive
}

type instructionJSON struct {
	Addr     hex    `json:"addr"`
	Function string `json:"function,omitempty"`
	Offset   hex    `json:"offset"`
	Module   string `json:"module,omitempty"`
	Bytes    string `json:"bytes"` // hex digits
	Text     string `json:"text"`
	Kind     string `json:"kind"` // what it does to the flow of control
	File     string `json:"file,omitempty"`
	FullFile string `json:"full_file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Source   string `json:"source,omitempty"` // text of the line, where it was asked for
	Current  bool   `json:"current,omitempty"`
}

func newInstructionJSON(i *debugger.Instruction) instructionJSON {
	return instructionJSON{hexAddr(i.Addr), i.Function, hex(i.Offset), i.Module, fmt.Sprintf("%x", i.Bytes), i.Text,
		i.Kind.String(), i.File, i.FullFile, i.Line, "", i.Current}
}

func (v *disassembly) JSON() any {
	j := disassemblyJSON{Ranges: []rangeJSON{}, Instructions: []instructionJSON{}}
	if f := v.d.Function; f != nil {
		j.Function, j.Module = f.Name, f.Module
		for _, r := range f.Ranges {
			j.Ranges = append(j.Ranges, rangeJSON{hexAddr(r.Start), hexAddr(r.End)})
		}
	} else {
		j.Ranges = append(j.Ranges, rangeJSON{hexAddr(v.d.Span.Start), hexAddr(v.d.Span.End)})
	}
	for _, part := range v.d.Parts {
		for n := range part {
			i := newInstructionJSON(&part[n])
			if v.line != nil && i.Line > 0 {
				i.Source, _ = v.line(i.File, i.FullFile, i.Line)
			}
			j.Instructions = append(j.Instructions, i)
		}
	}
	return j
}

// dis is crash's "dis".
type dis struct {
	list  []debugger.Instruction
	lines bool
	raw   bool
}

func (v *dis) Text(p *Printer) {
	file, line := "", 0
	for n := range v.list {
		i := &v.list[n]
		full := i.FullFile
		if full == "" {
			full = i.File
		}
		if v.lines && i.Line > 0 && (full != file || i.Line != line) {
			file, line = full, i.Line
			p.File(Printable(file))
			p.Printf(": %d\n", line)
		}
		p.ShortAddress(i.Addr)
		if i.Function != "" {
			p.Print(" <")
			p.Function(Printable(i.Function))
			if i.Offset > 0 {
				p.Printf("+%d", i.Offset)
			}
			p.Print(">")
		}
		p.Print(":\t")
		if v.raw {
			p.Print(rawBytes(i.Bytes) + "\t")
		}
		p.Print(Printable(i.Text) + "\n")
	}
}

func (v *dis) JSON() any {
	list := make([]instructionJSON, 0, len(v.list))
	for i := range v.list {
		list = append(list, newInstructionJSON(&v.list[i]))
	}
	return list
}
