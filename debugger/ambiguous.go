package debugger

import (
	"context"
	"fmt"
	"slices"

	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
)

// ambiguous lists the symbols of a name with their places in the source; nil if there is one, or if all
// are at one address.
func (s *Session) ambiguous(ctx context.Context, name string) *symbols.AmbiguousError {
	e := &symbols.AmbiguousError{Name: name, Where: []string{}}
	found, err := s.Sym(ctx, name)
	if err != nil || !slices.ContainsFunc(found, func(l SymbolLine) bool { return l.Addr != found[0].Addr }) {
		return nil
	}
	for _, l := range found {
		at := ""
		if l.File != "" {
			at = fmt.Sprintf("%s:%d", l.File, l.Line)
		}
		e.Where = append(e.Where, at)
		e.Candidates = append(e.Candidates, symbols.SymbolAddr{Symbol: symbols.Symbol{Name: l.Name}, Addr: l.Addr, Module: l.Module})
	}
	return e
}

// sayWhich tells once which of several namesakes an expression is about: gdb takes the first without a
// word. The file of the frame, and what other files can see, mean what the source there means.
func (e *evalEnv) sayWhich(ctx context.Context, name string, c namesake) {
	if c.n.Kind != debuginfo.KindVariable && c.n.Kind != debuginfo.KindFunction || c.n.In(e.scope) || len(e.s.space.Lookup(name)) < 2 {
		return
	}
	if ext, err := c.n.External(); err != nil || ext {
		return
	}
	if several := e.s.ambiguous(ctx, name); several != nil {
		file, _, _ := c.n.Declared()
		e.s.noticeOnce(fmt.Sprintf("%v; this is that of %s", several, file))
	}
}
