package symbols

import (
	"cmp"
	"errors"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"kbreak/mem"
	"kbreak/symbols/cfi"
)

// Space is all images that are placed: address to symbol, name to addresses, address to unwind rows.
// The zero value is empty. It is safe for concurrent use; readers do not wait for each other or for
// writers.
type Space struct {
	mu  sync.Mutex // writers
	now atomic.Pointer[spaceMap]
}

// spaceMap is one state of a Space. It is never changed.
type spaceMap struct {
	placements []*Placement // in the order in which they were added
	spans      []spaceSpan  // by start
}

type spaceSpan struct {
	mem.Span
	highest mem.Addr // the largest end up to here: where to stop looking among overlapping ones
	p       *Placement
}

// SymbolAddr is a symbol at its runtime address.
type SymbolAddr struct {
	Symbol
	Addr    mem.Addr // where it starts; of a per-CPU symbol, what a CPU's offset is added to
	Offset  uint64   // bytes from there to the address that was asked about
	Module  string   // "" for the kernel itself
	Section string   // name of its section, "" for an absolute symbol
}

func (s *Space) load() *spaceMap {
	if m := s.now.Load(); m != nil {
		return m
	}
	return new(spaceMap)
}

// Add adds a placement; nothing happens if it is there already.
func (s *Space) Add(p *Placement) {
	s.change(func(list []*Placement) []*Placement {
		if slices.Contains(list, p) {
			return list
		}
		return append(list, p)
	})
}

// Remove takes a placement out; nothing happens if it is not there. Its image stays open.
func (s *Space) Remove(p *Placement) {
	s.change(func(list []*Placement) []*Placement {
		return slices.DeleteFunc(list, func(x *Placement) bool { return x == p })
	})
}

func (s *Space) change(f func([]*Placement) []*Placement) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &spaceMap{placements: f(slices.Clone(s.load().placements))}
	for _, p := range m.placements {
		for i := range p.spans {
			m.spans = append(m.spans, spaceSpan{Span: p.spans[i].Span, p: p})
		}
	}
	slices.SortStableFunc(m.spans, func(a, b spaceSpan) int { return cmp.Compare(a.Start, b.Start) })
	highest := mem.Addr(0)
	for i := range m.spans {
		highest = max(highest, m.spans[i].End)
		m.spans[i].highest = highest
	}
	s.now.Store(m)
}

// Placements are all placements, in the order in which they were added.
func (s *Space) Placements() []*Placement { return slices.Clone(s.load().placements) }

// Close empties the space and closes all its images.
func (s *Space) Close() error {
	all := s.Placements()
	s.change(func([]*Placement) []*Placement { return nil })
	var errs []error
	for _, p := range all {
		if p.Image != nil {
			errs = append(errs, p.Image.Close())
		}
	}
	return errors.Join(errs...)
}

// Find finds the placement that covers a, and the link address of a in it (0 if it has no image).
// Of several that overlap it finds the one that starts last.
func (s *Space) Find(a mem.Addr) (*Placement, LinkAddr, bool) {
	spans := s.load().spans
	i := sort.Search(len(spans), func(i int) bool { return spans[i].Start > a })
	for i--; i >= 0 && spans[i].highest > a; i-- {
		if spans[i].Contains(a) {
			l, _ := spans[i].p.Link(a)
			return spans[i].p, l, true
		}
	}
	return nil, 0, false
}

// SymbolAt finds the symbol that covers a, see [Image.SymbolAt]. If ok is false, Module still names
// the module that a is in, if it is in one.
func (s *Space) SymbolAt(a mem.Addr) (sa SymbolAddr, ok bool) {
	p, l, ok := s.Find(a)
	if !ok {
		return SymbolAddr{}, false
	}
	if p.Image == nil {
		return SymbolAddr{Module: p.Name}, false
	}
	sym, ok := p.Image.SymbolAt(l)
	if !ok {
		return SymbolAddr{Module: p.Name}, false
	}
	sa = p.symbol(sym)
	sa.Offset = uint64(l - sym.Addr)
	sa.Addr = a.Add(-int64(sa.Offset))
	return sa, true
}

// PerCPUAt finds the per-CPU symbol that covers an offset: what a CPU's own is added to, as code has it in
// operands with %gs. Where the per-CPU section lies in the kernel's image (x86-64 since 6.15), its
// symbols have addresses like all others, and SymbolAt finds them.
func (s *Space) PerCPUAt(a mem.Addr) (sa SymbolAddr, ok bool) {
	for _, p := range s.load().placements {
		if p.Image == nil {
			continue
		}
		for i := range p.Image.sections {
			sec := &p.Image.sections[i]
			if !sec.PerCPU {
				continue
			}
			start, ok := p.parts[i]
			if p.linked {
				start, ok = mem.Addr(sec.Addr), p.Image.unslid(sec.Addr)
			}
			if !ok || a < start || uint64(a-start) >= sec.Size {
				continue
			}
			if sym, ok := p.Image.SymbolAt(sec.Addr + LinkAddr(a-start)); ok {
				sa = p.symbol(sym)
				sa.Offset = uint64(a - sa.Addr)
				return sa, true
			}
		}
	}
	return SymbolAddr{}, false
}

// symbol gives a symbol its runtime address; an absolute symbol and one whose section is nowhere
// keep the number they have.
func (p *Placement) symbol(sym Symbol) SymbolAddr {
	sa := SymbolAddr{Symbol: sym, Addr: mem.Addr(sym.Addr), Module: p.Name}
	if sym.Section < 0 {
		return sa
	}
	if a, ok := p.Addr(sym.Addr); ok {
		sa.Addr = a
	}
	for i := range p.Image.sections {
		if p.Image.sections[i].Index == sym.Section {
			sa.Section = p.Image.sections[i].Name
		}
	}
	return sa
}

// Lookup finds all symbols of a name: those of the kernel before those of modules, otherwise as
// [Image.Lookup] orders them. "module:name" looks in one module only, "vmlinux:name" in the kernel
// itself. Symbols of a module's sections that are not loaded are left out.
func (s *Space) Lookup(name string) []SymbolAddr {
	module, rest, only := strings.Cut(name, ":")
	if only {
		name, module = rest, moduleName(module)
	}
	var out []SymbolAddr
	for _, p := range s.ordered() {
		if p.Image == nil || only && module != moduleName(p.Name) && !(module == "vmlinux" && p.Name == "") {
			continue
		}
		for _, sym := range p.Image.Lookup(name) {
			if _, ok := p.Addr(sym.Addr); !ok && sym.Section >= 0 {
				continue
			}
			out = append(out, p.symbol(sym))
		}
	}
	return out
}

// ordered are the placements with the kernel's first.
func (s *Space) ordered() []*Placement {
	all := s.Placements()
	slices.SortStableFunc(all, func(a, b *Placement) int {
		return cmp.Compare(min(len(a.Name), 1), min(len(b.Name), 1))
	})
	return all
}

// Resolve finds the one symbol that is meant by a name: that of Lookup if there is one, or the only
// one that is not local. The error is a *NotFoundError or an *AmbiguousError.
func (s *Space) Resolve(name string) (SymbolAddr, error) {
	all := s.Lookup(name)
	if len(all) == 0 {
		return SymbolAddr{}, &NotFoundError{What: "symbol", Name: name}
	}
	public := 0
	for _, c := range all {
		if c.Binding != Local {
			public++
		}
	}
	same := true
	for _, c := range all {
		same = same && c.Addr == all[0].Addr
	}
	if same {
		return all[0], nil
	}
	if public == 1 {
		i := slices.IndexFunc(all, func(c SymbolAddr) bool { return c.Binding != Local })
		return all[i], nil
	}
	return SymbolAddr{}, &AmbiguousError{Name: name, Candidates: all}
}

// External finds the runtime address of what a module's link address stands for if it is a symbol of
// the kernel or of another module; see [Image.External].
func (s *Space) External(p *Placement, a LinkAddr) (mem.Addr, bool) {
	if p.Image == nil {
		return 0, false
	}
	name, off, ok := p.Image.External(a)
	if !ok {
		return 0, false
	}
	addr, ok := s.exported(name)
	return addr.Add(off), ok
}

// Complete returns up to max distinct names that begin with prefix, sorted. "module:" in front
// restricts it to one module and stays in front.
func (s *Space) Complete(prefix string, max int) []string {
	front := ""
	module, rest, only := strings.Cut(prefix, ":")
	if only {
		front, prefix, module = module+":", rest, moduleName(module)
	}
	var out []string
	for _, p := range s.load().placements {
		if p.Image == nil || only && module != moduleName(p.Name) && !(module == "vmlinux" && p.Name == "") {
			continue
		}
		for _, n := range p.Image.Complete(prefix, max) {
			out = append(out, front+n)
		}
	}
	return firstNames(out, max)
}

// RowsAt is what ORC and DWARF say about pc. A row's Source is [cfi.None] where the table has nothing
// for pc. The error is of a table that cannot be used; the rows that could be had are valid all the
// same.
func (s *Space) RowsAt(pc mem.Addr) (orc, dwarf cfi.Row, err error) {
	p, l, ok := s.Find(pc)
	if !ok || p.Image == nil {
		return orc, dwarf, nil
	}
	orc, err1 := p.Image.ORCRow(l)
	dwarf, err2 := p.Image.CFIRow(l)
	return orc, dwarf, errors.Join(err1, err2)
}

// TextAt reports whether pc is in the code of a placed image, or anywhere in a module whose file is
// not known.
func (s *Space) TextAt(pc mem.Addr) bool {
	p, _, ok := s.Find(pc)
	return ok && p.text(pc)
}

// moduleName is a module's name as the kernel has it: files and users may write - for _.
func moduleName(s string) string { return strings.ReplaceAll(s, "-", "_") }
