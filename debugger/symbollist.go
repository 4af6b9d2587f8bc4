package debugger

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"

	"kbreak/symbols"
	"kbreak/symbols/ctype"
	"kbreak/symbols/debuginfo"
)

// SymbolClass is what [Session.SymbolList] lists.
type SymbolClass string

const (
	ListTypes     SymbolClass = "types"
	ListFunctions SymbolClass = "functions"
	ListVariables SymbolClass = "variables"
)

// SymbolQuery says which symbols are meant. The regular expressions are basic ones, as in gdb.
type SymbolQuery struct {
	Class     SymbolClass
	Name      string // regular expression, "" for all
	Type      string // of the type as gdb prints it; "" for all. Not for ListTypes
	DebugOnly bool   // not those that only a symbol table has
	Module    string // of one module only, "vmlinux" for the kernel; "" for all
}

// SymbolList is what "info types", "info functions" and "info variables" show.
type SymbolList struct {
	Query SymbolQuery
	Files []SymbolFile     // sorted by name
	Base  []DeclaredSymbol // base types, which are declared nowhere; sorted
	Bare  []Symbol         // those that only a symbol table has, by address
}

// SymbolFile is the symbols that one source file declares: those that other files can see before those
// that they cannot, and by name.
type SymbolFile struct {
	Name    string
	Symbols []DeclaredSymbol
}

// DeclaredSymbol is a type, function or variable where it is declared.
type DeclaredSymbol struct {
	Name   string
	Line   int    // 0 if it is not known
	Text   string // the declaration: "static int foo(struct bar *);"
	Static bool
}

var classKinds = map[SymbolClass][]debuginfo.Kind{
	ListTypes:     {debuginfo.KindStruct, debuginfo.KindUnion, debuginfo.KindEnum, debuginfo.KindTypedef},
	ListFunctions: {debuginfo.KindFunction}, ListVariables: {debuginfo.KindVariable},
}

// SymbolList finds the types, functions or variables whose names match, in all images that are loaded.
// Sources: GDB manual, "Symbols", info functions.
func (s *Session) SymbolList(ctx context.Context, q SymbolQuery) (*SymbolList, error) {
	name, err := compileRegexp(q.Name)
	if err != nil {
		return nil, err
	}
	typ, err := compileRegexp(q.Type)
	if err != nil {
		return nil, err
	}
	s.sync(ctx)
	l := lister{ctx: ctx, q: q, name: name, typ: typ, files: make(map[string][]DeclaredSymbol)}
	images := 0
	for _, p := range s.space.Placements() {
		if p.Image == nil || q.Module != "" && !named(p, q.Module) {
			continue
		}
		images++
		if err := l.image(p); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			s.noticeOnce(err.Error())
		}
	}
	switch {
	case images == 0 && q.Module != "":
		return nil, &symbols.NotFoundError{What: "module", Name: q.Module}
	case images == 0:
		return nil, ErrNoSymbol
	}
	return l.list(), nil
}

// lister collects what matches.
type lister struct {
	ctx       context.Context
	q         SymbolQuery
	name, typ *regexp.Regexp
	files     map[string][]DeclaredSymbol
	base      []DeclaredSymbol
	bare      []Symbol
}

func (l *lister) image(p *symbols.Placement) error {
	data, err := p.Image.Debug()
	if errors.Is(err, symbols.ErrNoDebugInfo) {
		err = l.types(p.Image)
		data = nil
	}
	if err != nil {
		return err
	}
	if data != nil {
		names, err := data.Search(l.ctx, l.name.Match, classKinds[l.q.Class]...)
		if err != nil {
			return err
		}
		l.declared(names)
		if l.q.Class == ListTypes { // compilers write "long unsigned int", users "unsigned long"
			match := func(name []byte) bool { return l.name.MatchString(ctype.BaseName(string(name))) }
			if names, err = data.Search(l.ctx, match, debuginfo.KindBase); err != nil {
				return err
			}
			l.declared(names)
		}
	}
	if l.q.Class == ListTypes || l.q.DebugOnly || l.q.Type != "" {
		return l.ctx.Err()
	}
	return l.symbols(p, data)
}

// types lists what BTF has where there is no DWARF. It knows no files and no lines.
func (l *lister) types(im *symbols.Image) error {
	if l.q.Class != ListTypes {
		return nil
	}
	found, err := im.TypesInBTF(l.name.MatchString)
	for _, t := range found {
		l.base = append(l.base, DeclaredSymbol{Name: t.Name, Text: declaration(debuginfo.Name{Name: t.Name, Kind: debuginfo.KindOf(t.Kind)}, &debuginfo.Declaration{Type: t})})
	}
	return err
}

// declared reads the declarations of names, some at a time: each takes a DIE or two.
func (l *lister) declared(names []debuginfo.Name) {
	const batch = 64
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := 0
	take := func() []debuginfo.Name {
		mu.Lock()
		defer mu.Unlock()
		part := names[next:min(next+batch, len(names))]
		next += len(part)
		return part
	}
	for range maxListers {
		wg.Go(func() {
			for part := take(); len(part) > 0 && l.ctx.Err() == nil; part = take() {
				files, syms := make([]string, 0, len(part)), make([]DeclaredSymbol, 0, len(part))
				for _, n := range part {
					d, err := n.Declaration()
					if err != nil {
						continue // a name that makes no sense hides no others
					}
					if l.q.Type != "" && !l.typ.MatchString(d.Type.String()) {
						continue
					}
					files = append(files, d.File)
					syms = append(syms, DeclaredSymbol{n.Name, d.Line, declaration(n, &d), d.Static})
					if n.Kind == debuginfo.KindBase {
						files[len(files)-1] = ""
					}
				}
				mu.Lock()
				for i, f := range files {
					if f == "" {
						l.base = append(l.base, syms[i])
					} else {
						l.files[f] = append(l.files[f], syms[i])
					}
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// maxListers is how many goroutines read declarations.
const maxListers = 4

// declaration writes a declaration as gdb lists it.
func declaration(n debuginfo.Name, d *debuginfo.Declaration) string {
	switch n.Kind {
	case debuginfo.KindBase:
		return d.Type.String()
	case debuginfo.KindStruct, debuginfo.KindUnion, debuginfo.KindEnum:
		return d.Type.String() + ";"
	case debuginfo.KindTypedef:
		return "typedef " + aliased(d.Type) + " " + n.Name + ";"
	}
	text := d.Type.Declare(n.Name) + ";"
	if d.Static {
		text = "static " + text
	}
	return text
}

// aliased writes what a typedef stands for in the end: as a typedef of a typedef, unlike a pointer to one,
// it has no name of its own in the list.
func aliased(t *ctype.Type) string {
	for range 64 {
		b, err := t.Body()
		if err != nil {
			return "?"
		}
		if t = b.Elem; t == nil || t.Kind != ctype.Typedef {
			break
		}
	}
	return t.String()
}

// symbols lists what only the symbol table knows: functions at addresses that no unit covers, and data
// that has no name in the debug info.
func (l *lister) symbols(p *symbols.Placement, data *debuginfo.Data) error {
	known := make(map[string]bool)
	if data != nil && l.q.Class == ListVariables {
		names, err := data.Search(l.ctx, l.name.Match, debuginfo.KindVariable, debuginfo.KindFunction,
			debuginfo.KindTypedef, debuginfo.KindBase, debuginfo.KindEnumerator)
		if err != nil {
			return err
		}
		for _, n := range names {
			known[n.Name] = true
		}
	}
	for _, sym := range p.Image.Match(l.name.MatchString) {
		if err := l.ctx.Err(); err != nil {
			return err
		}
		code := p.Image.IsCode(sym)
		if sym.Section < 0 || code != (l.q.Class == ListFunctions) {
			continue
		}
		a, ok := p.Addr(sym.Addr)
		if !ok {
			continue // in a section that is not loaded
		}
		if known[sym.Name] || code && data != nil && data.Covers(sym.Addr) {
			continue
		}
		kind := map[bool]string{true: "function", false: "variable"}[code]
		l.bare = append(l.bare, Symbol{Name: sym.Name, Addr: a, Size: sym.Size, Module: p.Name, Kind: kind})
	}
	return nil
}

// list sorts what was found and drops what is declared in the same place twice, as the copies of an
// inline function are.
func (l *lister) list() *SymbolList {
	out := &SymbolList{Query: l.q, Base: l.base, Bare: l.bare}
	for name, syms := range l.files {
		slices.SortFunc(syms, func(a, b DeclaredSymbol) int {
			return cmp.Or(compareBool(a.Static, b.Static), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Text, b.Text))
		})
		syms = slices.CompactFunc(syms, func(a, b DeclaredSymbol) bool {
			return a.Static == b.Static && a.Name == b.Name && a.Line == b.Line
		})
		out.Files = append(out.Files, SymbolFile{name, syms})
	}
	slices.SortFunc(out.Files, func(a, b SymbolFile) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(out.Base, func(a, b DeclaredSymbol) int { return cmp.Compare(a.Text, b.Text) })
	out.Base = slices.CompactFunc(out.Base, func(a, b DeclaredSymbol) bool { return a.Text == b.Text })
	slices.SortStableFunc(out.Bare, func(a, b Symbol) int {
		return cmp.Or(cmp.Compare(a.Addr, b.Addr), cmp.Compare(a.Name, b.Name))
	})
	out.Bare = slices.CompactFunc(out.Bare, func(a, b Symbol) bool { return a.Addr == b.Addr && a.Name == b.Name })
	return out
}

// compareBool sorts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// CompleteName lists up to max names that begin with prefix, sorted: symbols, and what the debug info
// has besides, types and enumerators. Where there is no index of the debug info it is made.
func (s *Session) CompleteName(ctx context.Context, prefix string, max int) []string {
	out := s.space.Complete(prefix, max)
	for _, p := range s.space.Placements() {
		if p.Image == nil {
			continue
		}
		if data, err := p.Image.Debug(); err == nil {
			names, _ := data.CompleteName(ctx, prefix, max) // none where the time is up
			out = append(out, names...)
			continue
		}
		types, _ := p.Image.TypesInBTF(func(name string) bool { return strings.HasPrefix(name, prefix) })
		for _, t := range types {
			out = append(out, t.Name)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), max)]
}
