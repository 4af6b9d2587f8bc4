package debugger

import (
	"context"
	"slices"

	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
)

// where is a place in the source, as far as stepping is concerned.
type where struct {
	placed *symbols.Placement
	fn     symbols.LinkAddr // entry of the concrete function
	scopes []int            // functions at the PC, outermost first, see [debuginfo.Scope.Offset]
	at     []sourceLine     // where the PC is in each of them
	file   string
	line   int // 0 where there are no lines
	// lo and hi are the addresses of the line; where there are no lines, of the function.
	lo, hi mem.Addr
	start  bool // the PC is the start of the line and a statement
	// entered is how many of the innermost scopes are inlined functions that begin at the PC: whatever is
	// before it is none of theirs.
	entered int
	lines   bool // there are lines
	symbol  string
}

// whereIs finds out what a PC means for stepping. Nothing is read of the target but the list of modules.
func (s *Session) whereIs(ctx context.Context, pc mem.Addr) where {
	p := &physFrame{pc: pc, lookup: pc}
	s.resolve(ctx, p)
	w := where{placed: p.placed}
	if sym, ok := s.space.SymbolAt(pc); ok {
		w.symbol = sym.Name
		w.lo = sym.Addr
		w.hi = sym.Addr.Add(int64(max(sym.Size, 1)))
		w.fn = p.link - symbols.LinkAddr(sym.Offset)
	}
	for i := len(p.scopes) - 1; i >= 0; i-- {
		w.scopes = append(w.scopes, p.scopes[i].Offset())
		w.at = append(w.at, sourceLine{p.scopes[i].FullFile, p.scopes[i].Line})
	}
	if n := len(p.scopes); n > 0 {
		w.fn = p.scopes[n-1].Low
	}
	if p.data == nil {
		return w
	}
	row, err := p.data.LineAt(p.link)
	if err != nil || row.Line == 0 {
		return w
	}
	w.file, w.line, w.lines = row.FullFile, row.Line, true
	w.lo, _ = p.placed.Addr(row.Start)
	w.hi = w.lo.Add(int64(row.End - row.Start))
	w.start = row.IsStmt && row.Start == p.link
	w.entered = beginning(p)
	return w
}

// beginning counts the innermost inlined functions at p that do not cover the byte before it. So a function
// that was moved apart begins once more at each of its pieces, as gdb has it (block_starting_point_at).
func beginning(p *physFrame) int {
	inlined := len(p.scopes) - 1
	if inlined <= 0 {
		return 0
	}
	before, err := p.data.Scopes(p.link - 1)
	if err != nil {
		return inlined
	}
	for i := range inlined {
		offset := p.scopes[i].Offset()
		if slices.ContainsFunc(before, func(sc debuginfo.Scope) bool { return sc.Offset() == offset }) {
			return i
		}
	}
	return inlined
}

// same reports whether two places are in one activation of one function: the same concrete function,
// and inlined into it the same copies.
func (w *where) same(o *where) bool {
	return w.placed == o.placed && w.fn == o.fn && slices.Equal(w.scopes, o.scopes)
}

// inside reports whether w is in a function that was inlined into the one that o is in.
func (w *where) inside(o *where) bool {
	return w.placed == o.placed && w.fn == o.fn && len(w.scopes) > len(o.scopes) && len(o.scopes) > 0 &&
		slices.Equal(w.scopes[:len(o.scopes)], o.scopes)
}

// outwards is w as the function that hides n inlined ones sees it: at the call of the outermost of them.
func (w where) outwards(n int) where {
	if k := len(w.scopes) - n; n > 0 && k > 0 {
		w.scopes, w.file, w.line = w.scopes[:k], w.at[k-1].file, w.at[k-1].line
		w.at, w.entered = w.at[:k], max(w.entered-n, 0)
	}
	return w
}
