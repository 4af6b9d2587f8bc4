package repl

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kbreak/debugger"
)

// display is an expression that is shown at every stop.
type display struct {
	num     int
	text    string
	format  debugger.PrintFormat
	memory  bool // it is shown as "x" does, not as "print"
	enabled bool
}

// displays are those there are, and the number of the last one.
type displays struct {
	list []*display
	last int
}

func displayCommands() []*Command {
	numbers := []Param{{Name: "NUMBER", Kind: Rest, Optional: true}}
	return []*Command{
		{
			Names:   []string{"display"},
			Group:   GroupData,
			Summary: "Show an expression now and whenever the target stops.",
			Params:  expression(true),
			Slash:   Slash{Letters: valueFormats + "i", Count: true, Sizes: true},
			Result:  []displayJSON{},
			Help: `With the formats i and s, or with a size, memory is shown as "x" does. Without an expression all are
shown. An expression is left out where its names mean nothing.`,
			Run: runDisplay,
		},
		{
			Names:    []string{"undisplay", "delete display"},
			Group:    GroupData,
			Summary:  "Stop showing expressions; without numbers, all of them.",
			Params:   numbers,
			NoRepeat: true,
			Confirm: func(r *REPL, a *Args) string {
				if a.Text("NUMBER") != "" || len(r.displays.list) == 0 {
					return ""
				}
				return "Delete all auto-display expressions?"
			},
			Run: forDisplays(func(r *REPL, d *display) {
				r.displays.list = slices.DeleteFunc(r.displays.list, func(x *display) bool { return x == d })
			}),
		},
		{
			Names:    []string{"enable display"},
			Group:    GroupData,
			Summary:  "Show expressions again; without numbers, all of them.",
			Params:   numbers,
			NoRepeat: true,
			Run:      forDisplays(func(_ *REPL, d *display) { d.enabled = true }),
		},
		{
			Names:    []string{"disable display"},
			Group:    GroupData,
			Summary:  "Keep expressions without showing them; without numbers, all of them.",
			Params:   numbers,
			NoRepeat: true,
			Run:      forDisplays(func(_ *REPL, d *display) { d.enabled = false }),
		},
		{
			Names:   []string{"info display"},
			Group:   GroupData,
			Summary: "The expressions shown at every stop.",
			Result:  []displayJSON{},
			Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
				var v displayList
				for _, d := range r.displays.list {
					v = append(v, displayed{display: *d, absent: r.session.CheckExpression(ctx, d.text) != nil})
				}
				return v, nil
			},
		},
	}
}

func runDisplay(ctx context.Context, r *REPL, a *Args) (Value, error) {
	text := a.Text("EXPRESSION")
	if text == "" {
		if a.Formatted() {
			return nil, gdbError("Argument required (expression to compute).")
		}
		return r.showDisplays(ctx, r.displays.list...), nil
	}
	d := &display{text: text, format: a.Format(), enabled: true}
	if d.format.Size != 0 && d.format.Letter == 0 {
		d.format.Letter = 'x'
	}
	switch l := d.format.Letter; {
	case l == 'i' || l == 's':
		d.memory, d.format.Size = true, 'b'
	case d.format.Size != 0:
		d.memory = true
	}
	if err := r.session.CheckExpression(ctx, text); err != nil {
		return nil, err
	}
	r.displays.last++
	d.num = r.displays.last
	r.displays.list = append(r.displays.list, d)
	if r.nest > 0 || r.depth > 0 {
		return nil, nil // gdb shows it at once only to who typed it
	}
	return r.showDisplays(ctx, d), nil
}

// displayed is one expression with its value.
type displayed struct {
	display
	value  *debugger.Printed
	dump   *debugger.Memory
	err    error
	absent bool // its names mean nothing here
}

// showDisplays evaluates expressions.
func (r *REPL) showDisplays(ctx context.Context, list ...*display) shownDisplays {
	var out shownDisplays
	for _, d := range list {
		if !d.enabled || ctx.Err() != nil || r.session.CheckExpression(ctx, d.text) != nil {
			continue
		}
		v := displayed{display: *d}
		if d.memory {
			f := d.format
			if f.Letter == 's' {
				f.Size = 0
			}
			v.dump, v.err = r.session.ExamineOnce(ctx, d.text, f)
		} else {
			v.value, v.err = r.session.Evaluate(ctx, d.text, d.format)
		}
		out = append(out, v)
	}
	return out
}

// forDisplays is the Run of a command that does something with the expressions that are numbered.
func forDisplays(f func(*REPL, *display)) func(context.Context, *REPL, *Args) (Value, error) {
	return func(_ context.Context, r *REPL, a *Args) (Value, error) {
		text := a.Text("NUMBER")
		if text == "" {
			for _, d := range slices.Clone(r.displays.list) {
				f(r, d)
			}
			return nil, nil
		}
		nums, rest, err := threadList(text)
		if err == nil && rest != "" {
			err = errors.New("x")
		}
		if err != nil {
			return nil, gdbErrorf("Bad display number or range: %s", text)
		}
		var v echo
		for _, n := range nums {
			i := slices.IndexFunc(r.displays.list, func(d *display) bool { return d.num == n })
			if i < 0 {
				v.text += fmt.Sprintf("No display number %d.\n", n)
				continue
			}
			f(r, r.displays.list[i])
		}
		return v, nil
	}
}

// shownDisplays are expressions with their values, in gdb's form.
type shownDisplays []displayed

func (v shownDisplays) Text(p *Printer) {
	for _, d := range v {
		p.Printf("%d: ", d.num)
		if !d.memory {
			if d.format.Letter != 0 {
				p.Printf("/%c ", d.format.Letter)
			}
			p.Print(Printable(d.text) + " = ")
			if d.err != nil {
				p.Printf("<error: %s>\n", oneLine(d.err.Error()))
			} else {
				p.Print(Printable(d.value.Text) + "\n")
			}
			continue
		}
		p.Print("x/")
		if d.format.Count != 1 {
			p.Print(strconv.Itoa(d.format.Count))
		}
		p.Print(string(d.format.Letter))
		if d.format.Letter != 'i' && d.format.Letter != 's' {
			p.Print(string(d.format.Size))
		}
		p.Print(" " + Printable(d.text))
		if d.format.Count != 1 || d.format.Letter == 'i' {
			p.Print("\n")
		} else {
			p.Print("  ")
		}
		if d.dump != nil {
			memory{d.dump}.Text(p)
		}
		if d.err != nil {
			p.Printf("<error: %s>\n", oneLine(d.err.Error()))
		}
	}
}

type displayJSON struct {
	Num     int          `json:"num"`
	Text    string       `json:"expression"`
	Format  string       `json:"format,omitempty"` // "x", "20i"
	Enabled bool         `json:"enabled"`
	Value   *printedJSON `json:"value,omitempty"`
	Memory  *memoryJSON  `json:"memory,omitempty"`
	Error   string       `json:"error,omitempty"`
}

func (d *displayed) json() displayJSON {
	j := displayJSON{Num: d.num, Text: d.text, Enabled: d.enabled}
	if d.format.Count != 1 {
		j.Format = strconv.Itoa(d.format.Count)
	}
	if d.format.Letter != 0 {
		j.Format += string(d.format.Letter)
	}
	if d.memory && d.format.Letter != 'i' && d.format.Letter != 's' {
		j.Format += string(d.format.Size)
	}
	if d.value != nil {
		v := printed{d.value}.JSON().(printedJSON)
		j.Value = &v
	}
	if d.dump != nil {
		v := memory{d.dump}.JSON().(memoryJSON)
		j.Memory = &v
	}
	if d.err != nil {
		j.Error = oneLine(d.err.Error())
	}
	return j
}

func (v shownDisplays) JSON() any {
	list := make([]displayJSON, 0, len(v))
	for i := range v {
		list = append(list, v[i].json())
	}
	return list
}

// displayList is "info display".
type displayList []displayed

func (v displayList) Text(p *Printer) {
	if len(v) == 0 {
		p.Print("There are no auto-display expressions now.\n")
		return
	}
	p.Print("Auto-display expressions now in effect:\nNum Enb Expression\n")
	for _, d := range v {
		enabled := 'n'
		if d.enabled {
			enabled = 'y'
		}
		p.Printf("%d:   %c  ", d.num, enabled)
		switch {
		case d.memory:
			p.Printf("/%d%c%c ", d.format.Count, d.format.Size, d.format.Letter)
		case d.format.Letter != 0:
			p.Printf("/%c ", d.format.Letter)
		}
		p.Print(Printable(strings.TrimSpace(d.text)))
		if d.absent {
			p.Print("\n(cannot be evaluated in the current context)")
		}
		p.Print("\n")
	}
}

func (v displayList) JSON() any { return shownDisplays(v).JSON() }
