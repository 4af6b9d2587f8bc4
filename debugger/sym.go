package debugger

import (
	"context"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"path"
	"slices"
	"strings"

	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
	"kbreak/symbols/link"
)

// SymbolLine is a symbol as crash's "sym" shows it.
type SymbolLine struct {
	Symbol
	Letter byte   // of nm(1): T text, D data, B data without contents, R read-only, A absolute, W weak, ?; lower case: local
	File   string // where it is in the source, "" if that is not known or was not looked up
	Line   int
}

// symbolLine makes a SymbolLine of one of the symbol space, without its place in the source.
func (s *Session) symbolLine(p *symbols.Placement, sa symbols.SymbolAddr) SymbolLine {
	out := SymbolLine{Symbol: s.symbol(sa), Letter: '?'}
	switch sec, ok := p.Image.Section(sa.Section); {
	case sa.Symbol.Section < 0:
		out.Letter = 'A'
	case sa.Binding == symbols.Weak && sa.Kind == symbols.Object:
		out.Letter = 'V'
	case sa.Binding == symbols.Weak:
		out.Letter = 'W'
	case !ok:
	case sec.Flags&elf.SHF_EXECINSTR != 0:
		out.Letter = 'T'
	case sec.Flags&elf.SHF_WRITE == 0:
		out.Letter = 'R'
	case strings.HasPrefix(sec.Name, ".bss"), strings.HasPrefix(sec.Name, ".brk"):
		out.Letter = 'B'
	default:
		out.Letter = 'D'
	}
	if sa.Binding == symbols.Local {
		out.Letter |= 0x20 // lower case; ? is 0x3f already
	}
	return out
}

// placementOf is the placement that a symbol is from.
func (s *Session) placementOf(sa symbols.SymbolAddr) *symbols.Placement {
	for _, p := range s.space.Placements() {
		if p.Image != nil && p.Name == sa.Module {
			return p
		}
	}
	return nil
}

// Sym finds what a user names: all symbols of a name, or the one that covers an address. MODULE:NAME
// and FILE.c:NAME pick among those of a name; FILE.c is the end of a path. Each comes with its place in
// the source if that is known.
func (s *Session) Sym(ctx context.Context, name string) ([]SymbolLine, error) {
	plain, file := name, ""
	if before, after, ok := strings.Cut(name, ":"); ok && !s.isImage(before) {
		plain, file = after, before
	}
	s.sync(ctx) // modules may have the name, too
	found := s.space.Lookup(plain)
	// Where a declaration has to tell symbols apart, DWARF is searched for it; that takes an index.
	search := len(found) > 1 || file != ""
	var out []SymbolLine
	var files []string
	for _, sa := range found {
		p := s.placementOf(sa)
		if p == nil {
			continue
		}
		l := s.symbolLine(p, sa)
		if err := s.locate(ctx, p, sa, &l, search); err != nil {
			return nil, err
		}
		if file != "" && !endsPath(l.File, file) {
			files = append(files, l.File)
			continue
		}
		out = append(out, l)
	}
	switch {
	case len(out) > 0:
		return out, nil
	case len(files) > 0:
		return nil, fmt.Errorf("no symbol %q in %s: there is one in %s", plain, file, strings.Join(slices.Compact(files), ", "))
	case s.placed == nil && len(s.space.Placements()) == 0:
		return nil, ErrNoSymbol
	}
	return nil, fmt.Errorf("no symbol %q in current context", name)
}

// isImage reports whether the part of a name before a colon names the kernel or a module.
func (s *Session) isImage(name string) bool {
	if name == "vmlinux" {
		return true
	}
	return slices.ContainsFunc(s.space.Placements(), func(p *symbols.Placement) bool { return p.Name != "" && p.Name == moduleName(name) })
}

// endsPath reports whether a path ends with whole names: "core.c", "sched/core.c".
func endsPath(full, end string) bool {
	full, end = path.Clean(full), path.Clean(end)
	return full == end || strings.HasSuffix(full, "/"+end)
}

// SymAt finds the symbol that covers an address, with its place in the source.
func (s *Session) SymAt(ctx context.Context, a mem.Addr) (*SymbolLine, error) {
	s.syncFor(ctx, a)
	sa, ok := s.space.SymbolAt(a)
	p := s.placementOf(sa)
	if !ok || p == nil {
		return nil, fmt.Errorf("no symbol matches %v", a)
	}
	l := s.symbolLine(p, sa)
	return &l, s.locate(ctx, p, sa, &l, false)
}

// locate adds the place in the source: of code, the line of the address; of data, where it is declared,
// which is searched for only if search is set. What is not known stays empty.
func (s *Session) locate(ctx context.Context, p *symbols.Placement, sa symbols.SymbolAddr, l *SymbolLine, search bool) error {
	data, err := p.Image.Debug()
	if err != nil {
		return nil
	}
	at := sa.Symbol.Addr + link.Addr(sa.Offset)
	if row, err := data.LineAt(at); err == nil {
		l.File, l.Line = row.File, row.Line
		return nil
	}
	if !search || sa.Kind == symbols.Func {
		return nil
	}
	names, err := data.Names(ctx, sa.Name)
	if err != nil {
		return ctx.Err()
	}
	for _, n := range names {
		if n.Kind != debuginfo.KindVariable {
			continue
		}
		code, err := n.Location()
		if err != nil || len(code) != 9 || code[0] != opAddr || link.Addr(binary.LittleEndian.Uint64(code[1:])) != sa.Symbol.Addr {
			continue
		}
		if file, line, err := n.Declared(); err == nil {
			l.File, l.Line = file, line
		}
	}
	return nil
}

// opAddr is DW_OP_addr: the location of a variable that always is at one address.
const opAddr = 3

// SymNear lists a symbol with the one before and the one behind it, as asked for; name is as for
// [Session.Sym].
func (s *Session) SymNear(ctx context.Context, l SymbolLine, before, behind bool) ([]SymbolLine, error) {
	var p *symbols.Placement
	for _, x := range s.space.Placements() {
		if x.Image != nil && x.Name == l.Module {
			p = x
		}
	}
	if p == nil {
		return []SymbolLine{l}, nil
	}
	all := p.Symbols()
	first := slices.IndexFunc(all, func(sa symbols.SymbolAddr) bool { return sa.Addr >= l.Addr })
	last := slices.IndexFunc(all, func(sa symbols.SymbolAddr) bool { return sa.Addr > l.Addr })
	var out []SymbolLine
	add := func(i int) error {
		n := s.symbolLine(p, all[i])
		out = append(out, n)
		return s.locate(ctx, p, all[i], &out[len(out)-1], false)
	}
	if before && first > 0 {
		if err := add(first - 1); err != nil {
			return out, err
		}
	}
	out = append(out, l)
	if behind && last > 0 {
		if err := add(last); err != nil {
			return out, err
		}
	}
	return out, nil
}

// ImageSymbols is the symbols of one image by address.
type ImageSymbols struct {
	Module  string // "" for the kernel
	Span    mem.Span
	Symbols []SymbolLine
}

// AllSymbols lists symbols of the kernel and the modules that contain text in their name. module picks
// one; "*" means all modules, "" everything.
func (s *Session) AllSymbols(ctx context.Context, module, text string) ([]ImageSymbols, error) {
	s.sync(ctx)
	var out []ImageSymbols
	for _, p := range s.space.Placements() {
		switch {
		case module == "*" && p.Name == "", module != "" && module != "*" && p.Name != moduleName(module) && !(module == "vmlinux" && p.Name == ""):
			continue
		}
		if err := ctx.Err(); err != nil {
			return out, err
		}
		list := ImageSymbols{Module: p.Name}
		for _, sp := range p.Spans() {
			if list.Span.End == 0 || sp.Start < list.Span.Start {
				list.Span.Start = sp.Start
			}
			list.Span.End = max(list.Span.End, sp.End)
		}
		for _, sa := range p.Symbols() {
			if strings.Contains(sa.Name, text) {
				list.Symbols = append(list.Symbols, s.symbolLine(p, sa))
			}
		}
		out = append(out, list)
	}
	if len(out) == 0 {
		if module != "" && module != "*" {
			return nil, fmt.Errorf("no module %q is loaded", module)
		}
		if s.placed == nil {
			return nil, ErrNoSymbol
		}
	}
	return out, nil
}
