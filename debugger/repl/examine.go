package repl

import (
	"context"
	"fmt"

	"kbreak/debugger"
)

func examineCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"x"},
			Group:   GroupData,
			Summary: "Examine memory.",
			Params:  []Param{{Name: "ADDRESS", Kind: Expression, Optional: true}},
			Slash:   Slash{Letters: valueFormats + "i", Count: true, Sizes: true},
			Result:  memoryJSON{},
			Repeat:  "x",
			Help: `What is left out of the format is as in the command before. Without an address it goes on where
that one ended, and so does an empty line. $_ is then the last address shown and $__ what is there.

A string ends at its NUL or at the limit of "set print elements".`,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				m, err := r.session.Examine(ctx, a.Text("ADDRESS"), a.Format(), a.Formatted())
				if m == nil {
					return nil, err
				}
				return memory{m}, err
			},
		},
	}
}

// memory is a dump of memory in gdb's form.
type memory struct{ *debugger.Memory }

// perLine is how many units stand on a line.
func (v memory) perLine() int {
	if v.Format.Letter == 's' || v.Format.Letter == 'i' {
		return 1
	}
	switch v.Format.Size {
	case 'w':
		return 4
	case 'g':
		return 2
	}
	return 8
}

func (v memory) Text(p *Printer) {
	n := v.perLine()
	for i, u := range v.Units {
		if i%n == 0 {
			v.label(p, &u)
		}
		p.Print("\t" + Printable(u.Text))
		if i%n == n-1 || i == len(v.Units)-1 && v.Failed == nil {
			p.Print("\n")
		}
	}
	if v.Failed != nil { // the error comes right behind
		if len(v.Units)%n == 0 {
			v.label(p, v.Failed)
		}
		p.Print("\t")
	}
}

// label prints the address in front of a line.
func (v memory) label(p *Printer, u *debugger.Unit) {
	if v.Format.Letter == 'i' {
		if u.Current {
			p.Print("=> ")
		} else {
			p.Print("   ")
		}
	}
	p.ShortAddress(u.Addr)
	if u.Symbol != "" {
		p.Print(" <")
		p.Function(Printable(u.Symbol))
		p.Print(">")
	}
	p.Print(":")
}

type memoryJSON struct {
	Format string     `json:"format"` // letter and size: "xw"
	Units  []unitJSON `json:"units"`
	Failed *hex       `json:"failed,omitempty"` // address of the unit that cannot be read
}

type unitJSON struct {
	Addr    hex    `json:"addr"`
	Symbol  string `json:"symbol,omitempty"`
	Text    string `json:"text"`
	Bytes   string `json:"bytes"` // in the order of the memory, two digits each
	Current bool   `json:"current,omitempty"`
}

func (v memory) JSON() any {
	j := memoryJSON{Format: string(v.Format.Letter), Units: make([]unitJSON, 0, len(v.Units))}
	if v.Format.Size != 0 {
		j.Format += string(v.Format.Size)
	}
	for _, u := range v.Units {
		j.Units = append(j.Units, unitJSON{hexAddr(u.Addr), u.Symbol, u.Text, fmt.Sprintf("%x", u.Bytes), u.Current})
	}
	if v.Failed != nil {
		a := hexAddr(v.Failed.Addr)
		j.Failed = &a
	}
	return j
}
