package symbols

import (
	"cmp"
	"iter"
	"slices"
)

// Symbols lists the symbols of an image that have a place in memory, by link address; of several at one
// address, as the file has them.
func (im *Image) Symbols() iter.Seq[Symbol] {
	return func(yield func(Symbol) bool) {
		im.syms.indexAddrs()
		for _, i := range im.syms.order {
			e := im.syms.at(int(i))
			if !yield(im.symbol(&e)) {
				return
			}
		}
	}
}

// Symbols lists the symbols of a placed image by runtime address. Those of per-CPU variables have the
// address that a CPU's offset is added to. Symbols of sections that are not loaded are left out.
func (p *Placement) Symbols() []SymbolAddr {
	if p.Image == nil {
		return nil
	}
	names := make(map[int]string)
	for i := range p.Image.sections {
		names[p.Image.sections[i].Index] = p.Image.sections[i].Name
	}
	var out []SymbolAddr
	for sym := range p.Image.Symbols() {
		if a, ok := p.Addr(sym.Addr); ok {
			out = append(out, SymbolAddr{Symbol: sym, Addr: a, Module: p.Name, Section: names[sym.Section]})
		}
	}
	slices.SortStableFunc(out, func(a, b SymbolAddr) int { return cmp.Compare(a.Addr, b.Addr) })
	return out
}
