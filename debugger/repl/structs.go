package repl

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"kbreak/debugger"
	"kbreak/mem"
)

// The options that several of crash's commands have.
var (
	optHex     = Option{Name: "x", Help: "numbers in hexadecimal"}
	optDecimal = Option{Name: "d", Help: "numbers in decimal"}
)

// radix is the format letter that -x and -d ask for.
func radix(a *Args) (byte, error) {
	switch {
	case a.Has("x") && a.Has("d"):
		return 0, errors.New("-x and -d exclude each other")
	case a.Has("x"):
		return 'x', nil
	case a.Has("d"):
		return 'd', nil
	}
	return 0, nil
}

// last is the value of an option, "" if it was not given.
func last(a *Args, option string) string {
	if all := a.Option(option); len(all) > 0 && len(all[len(all)-1]) > 0 {
		return all[len(all)-1][0]
	}
	return ""
}

const crashAddressHelp = `ADDRESS is an expression; as in crash, hexadecimal digits are an address without 0x as well.`

func structCommands() []*Command {
	return []*Command{
		structCommand("struct", "Show a structure's definition, or its contents at an address, as crash does.",
			`Without an address it is the definition with its size; with -o, or for single members, offsets are
shown. NAME is a tag or a typedef; members are separated by commas and may be paths:
task_struct.se.on_rq,pids[2]. Several structures in a row are shown with COUNT, or -c COUNT if it is
negative: then they lead up to ADDRESS. Behind a per-CPU variable, or an offset into the per-CPU areas,
stands which CPUs are meant: rq runqueues:0,2-3, runqueues:a for all, runqueues: for that of the selected
thread. What cannot be read is marked where it stands. A line that
begins with a structure's name instead of a command's is taken for this command.

-f, an offset in a dump file, does not exist here. -u is accepted: an address in user memory is always
that of the selected thread.

`),
		structCommand("union", "Show a union's definition, or its contents at an address, as crash does.", ""),
	}
}

func structCommand(keyword, summary, help string) *Command {
	return &Command{
		Names:   []string{keyword},
		Group:   GroupData,
		Summary: summary,
		Params: []Param{{Name: "NAME[.MEMBER[,MEMBER]...]", Kind: Record},
			{Name: "ADDRESS [COUNT]", Kind: Symbol, Optional: true, Repeat: true}},
		Options: []Option{
			{Name: "o", Help: "offsets of the members; with an address, the address of each"},
			{Name: "l", Values: []Param{{Name: "OFFSET", Kind: Record}},
				Help: "ADDRESS is that of a member: a number, or STRUCT.MEMBER"},
			{Name: "c", Values: []Param{{Name: "COUNT", Kind: Int}}, Help: "so many in a row"},
			{Name: "r", Help: "the bytes"},
			{Name: "u", Help: "ADDRESS is in user memory"},
			{Name: "f", Help: "refused: there is no dump file"},
			optHex, optDecimal,
		},
		Needs:  Symbols,
		Result: structJSON{},
		Help:   help + crashAddressHelp,
		Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
			if a.Has("f") {
				return nil, errors.New("-f is an offset in a dump file, and the target is a live one")
			}
			q := debugger.StructSpec{Keyword: keyword, Name: a.Text("NAME[.MEMBER[,MEMBER]...]"), Link: last(a, "l"),
				Offsets: a.Has("o"), Raw: a.Has("r")}
			var err error
			if q.As, err = radix(a); err != nil {
				return nil, err
			}
			words := a.List("ADDRESS [COUNT]")
			if n := len(words); n > 1 && !strings.HasSuffix(words[n-2], "+") && !strings.HasSuffix(words[n-2], "-") {
				if c, err := strconv.Atoi(words[n-1]); err == nil {
					q.Count, words = c, words[:n-1]
				}
			}
			if c := last(a, "c"); c != "" {
				q.Count, _ = parseInt(c)
			}
			q.At = strings.Join(words, " ")
			v, err := r.session.Struct(ctx, q)
			if v == nil {
				return nil, err
			}
			return structShown{v, !strings.Contains(q.Name, ".")}, err
		},
	}
}

// structLine is the command "struct" if a line that names no command begins with the name of a structure
// in its place, as crash allows; nil if it does not.
func (r *REPL) structLine(line string, err error) *Command {
	var none *LookupError
	if !errors.As(err, &none) || len(none.Candidates) > 0 || none.What != "command" {
		return nil
	}
	word, _, _ := strings.Cut(line, " ")
	name, _, _ := strings.Cut(word, ".")
	if !isName(name) || !r.session.IsStruct(context.Background(), name) {
		return nil
	}
	n := r.table.find("struct")
	return n.cmd
}

type structShown struct {
	v     *debugger.StructShown
	whole bool // not only some members
}

func (v structShown) Text(p *Printer) {
	if d := v.v.Definition; d != "" {
		p.Print(Printable(d) + "\n")
		if v.whole {
			p.Printf("SIZE: %d\n", v.v.Size)
		}
	}
	for i, x := range v.v.Records {
		if i < len(v.v.CPUs) {
			p.Printf("[%d]: %x\n", v.v.CPUs[i], uint64(x.Addr))
		} else if i > 0 {
			p.Print("\n")
		}
		recordText(p, &x)
	}
	for _, x := range v.v.Raw {
		hexLines(p, x.Addr, x.Bytes, 8)
	}
}

// recordText prints a structure as crash does.
func recordText(p *Printer, x *debugger.Record) {
	if x.Text != "" {
		p.Print(Printable(x.Text) + "\n")
		return
	}
	for _, m := range x.Members {
		p.Print("  ")
		p.Variable(Printable(m.Name))
		p.Print(" = " + Printable(m.Text))
		if m.More {
			p.Print(",")
		}
		p.Print("\n")
	}
}

// hexLines prints memory as crash's rd does: 16 bytes a line, in units of 8, 4 or 2 bytes of a little
// endian target, and as text.
func hexLines(p *Printer, a mem.Addr, b []byte, unit int) {
	for len(b) > 0 {
		line := b[:min(16, len(b))]
		p.Printf("%x:  ", uint64(a))
		text := make([]byte, 0, 16)
		for i := 0; i < 16; i += unit {
			if i+unit > len(line) {
				p.Printf("%*s ", 2*unit, "")
				continue
			}
			for j := unit - 1; j >= 0; j-- {
				p.Printf("%02x", line[i+j])
			}
			p.Print(" ")
		}
		for _, c := range line {
			if c < ' ' || c > '~' {
				c = '.'
			}
			text = append(text, c)
		}
		p.Printf("  %s\n", text)
		a, b = a.Add(int64(len(line))), b[len(line):]
	}
}

type structJSON struct {
	Definition string       `json:"definition,omitempty"` // C; without an address
	Size       int64        `json:"size"`
	Records    []recordJSON `json:"records,omitempty"`
	Raw        []rawJSON    `json:"raw,omitempty"`
}

type rawJSON struct {
	Addr  hex    `json:"addr"`
	Bytes []byte `json:"bytes"` // base64
}

type recordJSON struct {
	Addr    hex          `json:"addr"`
	CPU     *int64       `json:"cpu,omitempty"` // of a per-CPU structure
	Type    string       `json:"type"`
	Value   any          `json:"value,omitempty"`   // its parts by name
	Members []memberJSON `json:"members,omitempty"` // those that were asked for
	Text    string       `json:"text,omitempty"`    // as printed
}

type memberJSON struct {
	Name  string `json:"name"` // as asked for, a path
	Addr  hex    `json:"addr,omitempty"`
	Text  string `json:"text"`
	Value any    `json:"value,omitempty"`
}

func newRecordJSON(x *debugger.Record) recordJSON {
	out := recordJSON{Addr: hexAddr(x.Addr), Type: x.Type, Text: x.Text}
	if x.Tree != nil {
		out.Value = x.Tree
	}
	for _, m := range x.Members {
		j := memberJSON{Name: m.Name, Addr: hexAddr(m.Addr), Text: m.Text}
		if m.Tree != nil {
			j.Value = m.Tree
		}
		out.Members = append(out.Members, j)
	}
	return out
}

func (v structShown) JSON() any {
	out := structJSON{Definition: v.v.Definition, Size: v.v.Size}
	for i := range v.v.Records {
		j := newRecordJSON(&v.v.Records[i])
		if i < len(v.v.CPUs) {
			j.CPU = &v.v.CPUs[i]
		}
		out.Records = append(out.Records, j)
	}
	for _, x := range v.v.Raw {
		out.Raw = append(out.Raw, rawJSON{hexAddr(x.Addr), x.Bytes})
	}
	return out
}
