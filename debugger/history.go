package debugger

import (
	"fmt"
	"maps"
	"slices"

	"kbreak/debugger/value"
	"kbreak/symbols/ctype"
)

// remembered is what expressions leave behind: it outlives stops and targets.
type remembered struct {
	history   []value.Value
	dropped   int // entries that history had before its first one
	held      int // bytes of it, about
	variables map[string]value.Value
}

// maxHeld bounds what the value history keeps: a script may print for days.
const maxHeld = 256 << 20

// entryCost is what an entry costs beside its bytes.
const entryCost = 256

// record adds a value to the history and gives its number, from 1.
func (s *Session) record(v value.Value) int {
	m := &s.remembered
	m.history = append(m.history, v)
	m.held += entryCost + v.Held()
	for m.held > maxHeld && len(m.history) > 1 {
		m.held -= entryCost + m.history[0].Held()
		m.history = slices.Delete(m.history, 0, 1)
		m.dropped++
	}
	return m.dropped + len(m.history)
}

// historyEntry is entry n, from 1; n <= 0 counts from the last one. An empty history has void, as in
// gdb.
func (s *Session) historyEntry(n int64) (value.Value, error) {
	m := &s.remembered
	last := int64(m.dropped + len(m.history))
	if n <= 0 {
		if last == 0 {
			return value.FromBytes(nil, nil), nil
		}
		if n+last <= 0 {
			return value.Value{}, fmt.Errorf("History does not go back to $$%d.", -n)
		}
		n += last
	}
	switch {
	case n > last:
		return value.Value{}, fmt.Errorf("History has not yet reached $%d.", n)
	case n <= int64(m.dropped):
		return value.Value{}, fmt.Errorf("History goes back to $%d only: what was before was dropped for its size.", m.dropped+1)
	}
	return m.history[n-1-int64(m.dropped)], nil
}

// setConvenience sets a convenience variable; commands leave results behind in them.
func (s *Session) setConvenience(name string, v value.Value) {
	if s.remembered.variables == nil {
		s.remembered.variables = make(map[string]value.Value)
	}
	s.remembered.variables[name] = v
}

// convenienceNames lists the convenience variables that were set.
func (s *Session) convenienceNames() []string {
	return slices.Sorted(maps.Keys(s.remembered.variables))
}

func isVoid(t *ctype.Type) bool { return t == nil || t.Strip().Kind == ctype.Void }
