package debugger

import (
	"context"
	"fmt"

	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
	"kbreak/symbols/expr"
)

// ScopeInfo is what "info scope" shows: the parameters and local variables that are visible somewhere.
type ScopeInfo struct {
	Spec     string // as the user gave it
	Function string // the one the place is in, inlined or not
	Addr     mem.Addr
	Symbols  []ScopeSymbol // of the innermost block first
}

// ScopeSymbol is one of them.
type ScopeSymbol struct {
	Name   string
	Type   string // in C
	Length int64  // bytes
	Param  bool
	Const  string        // its value, where the compiler gave that instead of a place
	Places []SymbolPlace // none: it is optimized out
}

// SymbolPlace is where a symbol is while the PC is in [Start, End).
type SymbolPlace struct {
	Start, End mem.Addr // both 0: in all of the scope
	Text       string   // in gdb's words: "a variable in $rbx"
	Here       bool     // covers the address that was asked about
}

// ScopeOf describes the symbols that are visible where a location spec points, see [Session.Locations] (GDB
// manual, "Tracepoints", info scope). Of several places the first counts.
func (s *Session) ScopeOf(ctx context.Context, spec string) (*ScopeInfo, error) {
	locations, err := s.Locations(ctx, spec)
	if err != nil {
		return nil, err
	}
	if len(locations) == 0 {
		return nil, fmt.Errorf("%q has no code", spec)
	}
	at, err := s.PastPrologue(ctx, locations[0])
	if err != nil {
		return nil, err
	}
	out := &ScopeInfo{Spec: spec, Function: at.Function, Addr: at.Addr}
	p, pc, ok := s.space.Find(at.Addr)
	if !ok || p.Image == nil {
		return nil, fmt.Errorf("no debug info covers %v", at.Addr)
	}
	data, err := p.Image.Debug()
	if err != nil {
		return nil, err
	}
	scopes, err := data.Scopes(pc)
	if err != nil {
		return nil, fmt.Errorf("%v: %w", at.Addr, err)
	}
	vars, err := scopes[0].Variables()
	if err != nil {
		s.noticeOnce(fmt.Sprintf("variables of %s: %v", scopes[0].Name, err))
	}
	for i := range vars {
		sym, err := s.scopeSymbol(ctx, p, &scopes[0], &vars[i])
		if err != nil {
			return out, err
		}
		for j := range sym.Places {
			x := &sym.Places[j]
			x.Here = x.End == 0 || x.Start <= at.Addr && at.Addr < x.End
		}
		out.Symbols = append(out.Symbols, sym)
	}
	return out, nil
}

func (s *Session) scopeSymbol(ctx context.Context, p *symbols.Placement, scope *debuginfo.Scope, v *debuginfo.Variable) (ScopeSymbol, error) {
	sym := ScopeSymbol{Name: v.Name, Type: v.Type.String(), Length: v.Type.Strip().Complete().Size, Param: v.Param}
	if v.Const != nil {
		var err error
		sym.Const, err = s.valuePrinter(s.memory()).Print(ctx, value.FromBytes(v.Type, v.Const))
		return sym, s.linkError(err)
	}
	places, err := v.Places()
	if err != nil {
		s.noticeOnce(fmt.Sprintf("places of %s in %s: %v", v.Name, scope.Name, err))
	}
	base, err := scope.FrameBase()
	if err != nil {
		base = nil // expressions that need it are disassembled
	}
	address := func(a symbols.LinkAddr) string {
		if at, err := s.placedAddr(p, a); err == nil {
			return at.String()
		}
		return a.String() + " of a section that is not loaded"
	}
	for _, place := range places {
		x := SymbolPlace{Text: expr.Describe(place.Expr, base, s.unit(), address)}
		if place.End != 0 {
			x.Start, _ = p.Addr(place.Start)
			x.End = x.Start.Add(int64(place.End - place.Start))
		}
		sym.Places = append(sym.Places, x)
	}
	return sym, nil
}
