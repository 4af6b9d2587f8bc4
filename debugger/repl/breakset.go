package repl

import (
	"fmt"
	"slices"

	"kbreak/debugger"
)

func (r *REPL) confirmBreak(b *debugger.Breakpoint, err error) (Value, error) {
	if err != nil {
		return nil, err
	}
	return newBreak{b, alsoSet(b, r.session.Breakpoints())}, nil
}

// newBreak confirms a breakpoint that was set.
type newBreak struct {
	b    *debugger.Breakpoint
	also []string // see alsoSet
}

func (v newBreak) Text(p *Printer) {
	for _, text := range v.also {
		p.Print(text + "\n")
	}
	p.Print(Printable(v.b.Describe()) + "\n")
	if v.b.Note != "" {
		p.Print("Note: " + Printable(v.b.Note) + "\n")
	}
	for _, l := range v.b.Locations {
		if l.Note != "" {
			p.Print("Note: " + Printable(l.Note) + "\n")
		}
	}
}

func (v newBreak) JSON() any { return breaksJSON([]*debugger.Breakpoint{v.b}) }

// alsoSet tells in gdb's words which breakpoints are already where a new one is.
func alsoSet(b *debugger.Breakpoint, all []*debugger.Breakpoint) []string {
	if b.Kind.Watch() || b.Kind == debugger.Catchpoint {
		return nil
	}
	var out []string
	for _, l := range b.Locations {
		var others []string
		for _, o := range all {
			if o != b && !o.Kind.Watch() && o.Kind != debugger.Catchpoint &&
				slices.ContainsFunc(o.Locations, func(ol *debugger.BreakpointLocation) bool { return ol.Addr == l.Addr }) {
				others = append(others, otherBreak(o, b.Thread))
			}
		}
		if list, many := joined(others); list != "" {
			out = append(out, fmt.Sprintf("Note: breakpoint%s %s also set at pc %v.", many, list, l.Addr))
		}
	}
	return out
}

// otherBreak is the number of a breakpoint and what it is about, beside one for a thread.
func otherBreak(b *debugger.Breakpoint, thread int) string {
	text := fmt.Sprint(b.Num)
	switch {
	case b.Thread > 0:
		text += fmt.Sprintf(" (thread %d)", b.Thread)
	case thread > 0:
		text += " (all threads)"
	}
	if !b.Enabled {
		text += " (disabled)"
	}
	return text
}

// joined is "1", "1 and 2", "1, 2 and 3", and the s of the plural.
func joined(list []string) (text, plural string) {
	for i, word := range list {
		switch {
		case i == 0:
		case i == len(list)-1:
			text += " and "
		default:
			text += ", "
		}
		text += word
	}
	if len(list) > 1 {
		plural = "s"
	}
	return text, plural
}
