package debugger

import (
	"context"
	"fmt"
	"strings"

	"kbreak/debugger/value"
	"kbreak/symbols/expr"
)

// HistoryValue is one entry of the value history.
type HistoryValue struct {
	Num  int
	Text string // as print shows it
}

// historyPage is how many values "show values" shows.
const historyPage = 10

// Values returns ten entries of the value history: the last ones, or those around number n if it is
// positive ("show values").
func (s *Session) Values(ctx context.Context, n int) ([]HistoryValue, error) {
	m := &s.remembered
	last := m.dropped + len(m.history)
	from := last - historyPage + 1
	if n > 0 {
		from = n - historyPage/2
	}
	from = max(from, m.dropped+1)
	var out []HistoryValue
	p := s.valuePrinter(s.memory())
	for i := from; i <= last && i < from+historyPage; i++ {
		text, err := p.Print(ctx, m.history[i-1-m.dropped])
		if err != nil {
			return out, s.linkError(err)
		}
		out = append(out, HistoryValue{i, text})
	}
	return out, nil
}

// Convenience is a convenience variable.
type Convenience struct {
	Name string // without the $
	Text string
}

// Convenience lists the convenience variables ("show convenience").
func (s *Session) Convenience(ctx context.Context) ([]Convenience, error) {
	var out []Convenience
	p := s.valuePrinter(s.memory())
	for _, name := range s.convenienceNames() {
		text, err := p.Print(ctx, s.remembered.variables[name])
		if err != nil {
			return out, s.linkError(err)
		}
		out = append(out, Convenience{name, text})
	}
	return out, nil
}

// Explanation says what a variable is made of: where it is, or why there is nothing ("explain").
type Explanation struct {
	Name   string
	Type   string
	Where  string // "in memory at 0x...", "in register $rax"...; "" if it is nowhere
	Reason string // why it is not there, or not all of it
	Text   string // its value
}

// Explain tells where the value of an expression lives at this PC, or why the compiler left none.
func (s *Session) Explain(ctx context.Context, text string) (*Explanation, error) {
	v, err := s.value(ctx, text)
	if err != nil {
		return nil, err
	}
	x := &Explanation{Name: strings.TrimSpace(text), Type: typeText(v.Type), Reason: v.Reason(), Where: s.where(ctx, v)}
	if x.Text, err = s.valuePrinter(s.memory()).Format(ctx, v); err != nil {
		return nil, s.linkError(err)
	}
	return x, nil
}

// where says in words where a value is.
func (s *Session) where(ctx context.Context, v value.Value) string {
	p := v.Place()
	if a, ok := v.Address(); ok {
		where := "in memory at " + a.String()
		if sym := s.symbolText(ctx, a); sym != "" {
			where += " <" + sym + ">"
		}
		return where
	}
	if p.Loc == nil {
		return "a value that is nowhere in the target"
	}
	where := s.locationText(p.Loc)
	if where != "" && p.Bits != 0 {
		where = fmt.Sprintf("%d bits from bit %d of what is %s", p.Bits, p.Offset*8+p.Bit, where)
	} else if where != "" && p.Offset != 0 {
		where = fmt.Sprintf("%d bytes into what is %s", p.Offset, where)
	}
	return where
}

// locationText says in words what a location is.
func (s *Session) locationText(loc expr.Location) string {
	switch l := loc.(type) {
	case expr.Memory:
		return "in memory at " + l.Addr.String()
	case expr.Register:
		if r, ok := s.arch.FromDWARF(l.Num); ok {
			return "in $" + s.arch.Regs[r].Name
		}
		return "in " + l.String()
	case expr.Value:
		return "computed by the compiler, and nowhere in the target"
	case expr.ImplicitPointer:
		return "a pointer to something that has no address"
	case expr.Pieces:
		var parts []string
		for _, p := range l {
			text := s.locationText(p.Loc)
			if text == "" {
				text = "not there"
			}
			parts = append(parts, fmt.Sprintf("%d bits %s", p.Bits, text))
		}
		return "in pieces: " + strings.Join(parts, "; ")
	}
	return ""
}
