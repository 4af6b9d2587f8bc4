package debugger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
)

// Location is one place in the code that a location spec stands for (GDB manual, "Location
// Specifications").
type Location struct {
	Addr     mem.Addr
	Function string // that Addr is in, the inlined one where one begins there; "" if none is known
	File     string // as gdb prints it; "" where there are no lines
	FullFile string // with the compilation directory
	Line     int
	Module   string // "" for the kernel itself
	Inlined  bool   // Addr is in a copy of Function
	Entry    bool   // Addr is where Function, or the copy, begins
}

// maxLocations bounds what one spec stands for.
const maxLocations = 1 << 16

// Locations finds all code that a location spec stands for, by address:
//
//	FUNCTION           its entry, those of its namesakes, and each copy that was inlined
//	FILE:FUNCTION      of those the ones declared in a file, or compiled with it
//	MODULE:FUNCTION    of those the ones in a module; vmlinux is the kernel itself
//	FUNCTION:LABEL     a label in a function
//	FILE:LINE          where the line begins, once in each block; the next line that has code if it has none
//	LINE, +N, -N       likewise, in the file last listed; counted from the line of the frame
//	*EXPRESSION        an address
//	nothing            where the selected frame is
//
// FILE is the last components of a path. The file and the function may be quoted.
func (s *Session) Locations(ctx context.Context, spec string) ([]Location, error) {
	spec = strings.TrimSpace(spec)
	from := s.position.line()
	if from.file == "" || strings.HasPrefix(spec, "+") || strings.HasPrefix(spec, "-") {
		if f, err := s.Frame(ctx); err == nil && f.File != "" {
			from = sourceLine{cmp.Or(f.FullFile, f.File), f.Line}
		}
	}
	return s.locations(ctx, spec, from)
}

// sourceLine is a line of a file: what LINE, +N and -N are relative to.
type sourceLine struct {
	file string
	line int
}

func (s *Session) locations(ctx context.Context, spec string, from sourceLine) ([]Location, error) {
	if spec == "" {
		f, err := s.Frame(ctx)
		if err != nil {
			return nil, err
		}
		return []Location{{Addr: f.PC, Function: f.Function, File: f.File, FullFile: f.FullFile, Line: f.Line, Module: f.Module, Inlined: f.Inlined}}, nil
	}
	if text, ok := strings.CutPrefix(spec, "*"); ok {
		a, err := s.ResolveAddr(ctx, text)
		if err != nil {
			return nil, err
		}
		return []Location{s.locationAt(ctx, a)}, nil
	}
	if len(s.space.Placements()) == 0 {
		return nil, ErrNoSymbol
	}
	s.sync(ctx)
	if n, ok := lineNumber(spec, from.line); ok {
		if from.file == "" {
			return nil, errors.New("no default source file: give the line as FILE:LINE")
		}
		return s.lineLocations(ctx, from.file, n)
	}
	part, rest := cutSpec(spec)
	if part == "" {
		list, err := s.functionsCalled(ctx, rest)
		return places(list), err
	}
	if n, err := strconv.Atoi(rest); err == nil {
		if n <= 0 {
			return nil, fmt.Errorf("No line %d in file %q.", n, part) //nolint:staticcheck // gdb's words
		}
		return s.lineLocations(ctx, part, n)
	}
	list, err := s.functionsIn(ctx, part, rest)
	return places(list), err
}

// lineNumber reads LINE, +N and -N, which count from a line.
func lineNumber(spec string, from int) (line int, ok bool) {
	n, err := strconv.Atoi(spec)
	if err != nil {
		return 0, false
	}
	if spec[0] == '+' || spec[0] == '-' {
		n += from
	}
	return n, true
}

// cutSpec splits PART:REST at the last colon outside quotes, which it drops.
func cutSpec(spec string) (part, rest string) {
	at := -1
	for i := range Unquoted(spec) {
		if spec[i] == ':' {
			at = i
		}
	}
	if at < 0 {
		return "", unquote(spec)
	}
	return unquote(strings.TrimRight(spec[:at], ":")), unquote(spec[at+1:])
}

func unquote(s string) string {
	s = strings.TrimSpace(s)
	if n := len(s); n >= 2 && (s[0] == '\'' || s[0] == '"') && s[n-1] == s[0] {
		return s[1 : n-1]
	}
	return s
}

// found is a location with what tells it from others.
type found struct {
	Location
	declared debuginfo.Site // of its function; its FullFile tells namesakes apart
	unit     string         // the file that was compiled
}

func places(list []found) []Location {
	slices.SortFunc(list, func(a, b found) int { return cmp.Compare(a.Addr, b.Addr) })
	list = slices.CompactFunc(list, func(a, b found) bool { return a.Addr == b.Addr })
	out := make([]Location, len(list))
	for i := range list {
		out[i] = list[i].Location
	}
	return out
}

// functionsCalled finds FUNCTION.
func (s *Session) functionsCalled(ctx context.Context, name string) ([]found, error) {
	list, err := s.functions(ctx, name)
	if err != nil || len(list) > 0 {
		return list, err
	}
	if len(s.space.Lookup(name)) > 0 {
		return nil, fmt.Errorf("%q is not a function", name)
	}
	return nil, notFoundf("Function %q not defined.", name)
}

// functionsIn finds FILE:FUNCTION, MODULE:FUNCTION and FUNCTION:LABEL.
func (s *Session) functionsIn(ctx context.Context, part, name string) ([]found, error) {
	list, err := s.functions(ctx, name)
	if err != nil {
		return nil, err
	}
	pick := func(match func(f *found) bool) []found {
		return slices.DeleteFunc(slices.Clone(list), func(f found) bool { return !match(&f) })
	}
	module := strings.ReplaceAll(part, "-", "_")
	if out := pick(func(f *found) bool { return f.Module == module || f.Module == "" && part == "vmlinux" }); len(out) > 0 {
		return out, nil
	}
	if out := pick(func(f *found) bool { return endsWithPath(f.declared.FullFile, part) || endsWithPath(f.unit, part) }); len(out) > 0 {
		return out, nil
	}
	if out, err := s.labels(ctx, part, name); err != nil || len(out) > 0 {
		return out, err
	}
	if strings.ContainsAny(part, "./") {
		return nil, notFoundf("function %q not defined in %q", name, part)
	}
	return nil, notFoundf("%q is no file, module or function that has a %q", part, name)
}

// endsWithPath reports whether the last components of path are those of tail.
func endsWithPath(path, tail string) bool {
	rest, ok := strings.CutSuffix(path, strings.TrimPrefix(tail, "./"))
	return ok && tail != "" && (rest == "" || strings.HasSuffix(rest, "/"))
}

// functions finds the code of all functions of a name: what DWARF describes, and what only the symbol
// tables have.
func (s *Session) functions(ctx context.Context, name string) ([]found, error) {
	var out []found
	for p, data := range s.debugInfos() { // the symbols of the others are looked at below
		sites, err := data.Sites(ctx, name)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			s.noticeOnce(err.Error())
		}
		for i := range sites {
			a, ok := p.Addr(sites[i].Entry)
			if !ok || len(out) >= maxLocations {
				continue
			}
			f := found{Location: s.locationIn(p, a, sites[i].Entry), declared: sites[i]}
			f.Function, f.Inlined, f.Entry = name, sites[i].Inlined, true
			if u, err := data.Unit(sites[i].Entry); err == nil {
				f.unit = u.Name
			}
			out = append(out, f)
		}
	}
	for _, sym := range s.space.Lookup(name) {
		if sym.Kind == symbols.Object || sym.PerCPU || !s.space.TextAt(sym.Addr) ||
			slices.ContainsFunc(out, func(f found) bool { return f.Addr == sym.Addr }) {
			continue
		}
		f := found{Location: s.locationAt(ctx, sym.Addr)}
		f.Function, f.Entry, f.declared.FullFile = name, true, f.FullFile
		out = append(out, f)
	}
	return out, nil
}

// labels finds FUNCTION:LABEL.
func (s *Session) labels(ctx context.Context, function, label string) ([]found, error) {
	list, err := s.functions(ctx, function)
	if err != nil {
		return nil, err
	}
	var out []found
	for i := range list {
		p, at, ok := s.space.Find(list[i].Addr)
		if !ok || list[i].Inlined {
			continue
		}
		data, err := p.Image.Debug()
		if err != nil {
			continue
		}
		to, err := data.Label(at, label)
		if err != nil {
			continue
		}
		if a, ok := p.Addr(to.Entry); ok {
			out = append(out, found{Location: s.locationIn(p, a, to.Entry), declared: to})
		}
	}
	if len(list) > 0 && len(out) == 0 {
		return nil, fmt.Errorf("No label %q defined in function %q.", label, function) //nolint:staticcheck // gdb's words
	}
	return out, nil
}

// locationAt describes an address that was given as one.
func (s *Session) locationAt(ctx context.Context, a mem.Addr) Location {
	s.syncFor(ctx, a)
	p, at, ok := s.space.Find(a)
	if !ok {
		return Location{Addr: a}
	}
	return s.locationIn(p, a, at)
}

// locationIn describes an address in an image.
func (s *Session) locationIn(p *symbols.Placement, a mem.Addr, at symbols.LinkAddr) Location {
	l := Location{Addr: a, Module: p.Name}
	if sym, ok := s.space.SymbolAt(a); ok {
		l.Function, l.Entry = sym.Name, sym.Offset == 0
	}
	if p.Image == nil {
		return l
	}
	data, err := p.Image.Debug()
	if err != nil {
		return l
	}
	if row, err := data.LineAt(at); err == nil {
		l.File, l.FullFile, l.Line = row.File, row.FullFile, row.Line
	}
	return l
}

// lineLocations finds FILE:LINE as gdb does: in each block where code of the line begins, the first of
// it. Where no image has code for the line itself, the next line that any of them has counts.
func (s *Session) lineLocations(ctx context.Context, file string, line int) ([]Location, error) {
	type row struct {
		p *symbols.Placement
		d *debuginfo.Data
		debuginfo.LineEntry
		addr mem.Addr
	}
	var rows []row
	known := false
	for p, data := range s.debugInfos() {
		entries, err := data.LinesFor(file, line)
		if err != nil {
			s.noticeOnce(err.Error())
		}
		for _, e := range entries {
			if a, ok := p.Addr(e.Start); ok {
				rows = append(rows, row{p, data, e, a})
			}
		}
		known = known || len(entries) > 0
		if !known {
			files, _ := data.FilesNamed(file)
			known = len(files) > 0
		}
	}
	if len(rows) == 0 {
		if known {
			return nil, notFoundf("No line %d in file %q.", line, file)
		}
		return nil, notFoundf("No source file named %s.", file)
	}
	best := slices.MinFunc(rows, func(a, b row) int { return cmp.Compare(a.Line, b.Line) }).Line
	type block struct {
		p  *symbols.Placement
		id int
	}
	seen := make(map[block]bool)
	var out []found
	for _, r := range rows {
		if r.Line != best || len(out) >= maxLocations {
			continue
		}
		if id, err := r.d.BlockAt(r.Start); err == nil {
			if seen[block{r.p, id}] {
				continue
			}
			seen[block{r.p, id}] = true
		}
		f := found{Location: s.locationIn(r.p, r.addr, r.Start)}
		f.File, f.FullFile, f.Line = r.File, r.FullFile, r.Line
		if scopes, err := r.d.Scopes(r.Start); err == nil {
			f.Function, f.Inlined = scopes[0].Name, scopes[0].Inlined
		}
		out = append(out, f)
	}
	return places(out), nil
}
