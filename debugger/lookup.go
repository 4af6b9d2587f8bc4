package debugger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kbreak/mem"
	"kbreak/symbols"
)

// Symbol answers "info symbol" and "info address".
type Symbol struct {
	Name    string
	Addr    mem.Addr // runtime address of its start
	Offset  uint64   // of the address asked about
	Size    uint64   // bytes; 0 if unknown
	Section string
	Module  string // "" for the kernel
	Kind    string // "function", "variable", "per-CPU variable", "symbol"
}

// Line answers "info line".
type Line struct {
	File     string
	FullFile string
	Line     int
	Start    mem.Addr
	End      mem.Addr // exclusive
	Function string   // symbol that Start is in, at StartOff
	StartOff uint64
	EndSym   string // symbol that End is in, at EndOff
	EndOff   uint64
}

func (s *Session) symbolTextOf(ctx context.Context, v uint64) string {
	if t := s.symbolText(ctx, mem.Addr(v)); t != "" {
		return "<" + t + ">"
	}
	return ""
}

// symbol makes a Symbol of one of the symbol space.
func (s *Session) symbol(sa symbols.SymbolAddr) Symbol {
	out := Symbol{Name: sa.Name, Addr: sa.Addr, Offset: sa.Offset, Size: sa.Size, Module: sa.Module, Section: sa.Section}
	switch {
	case sa.PerCPU:
		out.Kind = "per-CPU variable"
	case sa.Kind == symbols.Func:
		out.Kind = "function"
	case sa.Kind == symbols.Object:
		out.Kind = "variable"
	default:
		out.Kind = "symbol"
	}
	return out
}

// SymbolAt finds the symbol that covers an address ("info symbol").
func (s *Session) SymbolAt(a mem.Addr) (*Symbol, error) {
	s.syncFor(context.Background(), a)
	sa, ok := s.space.SymbolAt(a)
	if !ok {
		return nil, fmt.Errorf("no symbol matches %v", a)
	}
	out := s.symbol(sa)
	return &out, nil
}

// AddressOf finds all symbols of a name ("info address"); NAME, or MODULE:NAME.
func (s *Session) AddressOf(name string) ([]Symbol, error) {
	found := s.space.Lookup(name)
	if len(found) == 0 || slices.ContainsFunc(found, func(sa symbols.SymbolAddr) bool { return sa.Module != "" }) {
		s.sync(context.Background())
		found = s.space.Lookup(name)
	}
	if len(found) == 0 {
		if s.placed == nil {
			return nil, ErrNoSymbol
		}
		return nil, fmt.Errorf("no symbol %q in current context", name)
	}
	out := make([]Symbol, 0, len(found))
	for _, sa := range found {
		out = append(out, s.symbol(sa))
	}
	return out, nil
}

// LineOf finds source lines ("info line"): *ADDR, FUNCTION, FILE:LINE; "" is the selected frame.
func (s *Session) LineOf(ctx context.Context, spec string) ([]Line, error) {
	spec = strings.TrimSpace(spec)
	if spec == "" {
		f, err := s.Frame(ctx)
		if err != nil {
			return nil, err
		}
		return s.lineAt(f.phys.lookup)
	}
	if file, line, ok := fileLine(spec); ok {
		return s.linesFor(ctx, file, line)
	}
	a, err := s.ResolveAddr(ctx, spec)
	var several *symbols.AmbiguousError
	if errors.As(err, &several) {
		var out []Line
		for _, c := range several.Candidates {
			lines, err := s.lineAt(c.Addr)
			if err != nil {
				return out, err
			}
			out = append(out, lines...)
		}
		return out, nil
	}
	if err != nil {
		var missing *NotFoundError
		if _, place := s.Locations(ctx, spec); errors.As(place, &missing) {
			err = missing // as of any other place in the code
		}
		return nil, err
	}
	return s.lineAt(a)
}

// fileLine splits FILE:LINE.
func fileLine(spec string) (file string, line int, ok bool) {
	i := strings.LastIndexByte(spec, ':')
	if i <= 0 {
		return "", 0, false
	}
	n, err := strconv.Atoi(spec[i+1:])
	return spec[:i], n, err == nil && n > 0
}

func (s *Session) lineAt(a mem.Addr) ([]Line, error) {
	s.syncFor(context.Background(), a)
	placed, at, ok := s.space.Find(a)
	if !ok || placed.Image == nil {
		return nil, fmt.Errorf("no line number information available for address %v", a)
	}
	data, err := placed.Image.Debug()
	if err != nil {
		return nil, err
	}
	row, err := data.LineAt(at)
	if err != nil {
		return nil, fmt.Errorf("no line number information available for address %v", a)
	}
	l := Line{File: row.File, FullFile: row.FullFile, Line: row.Line}
	l.Start, _ = placed.Addr(row.Start)
	l.End = l.Start.Add(int64(row.End - row.Start))
	s.lineSymbols(&l)
	return []Line{l}, nil
}

func (s *Session) lineSymbols(l *Line) {
	if sym, ok := s.space.SymbolAt(l.Start); ok {
		l.Function, l.StartOff = sym.Name, sym.Offset
	}
	if sym, ok := s.space.SymbolAt(l.End); ok {
		l.EndSym, l.EndOff = sym.Name, sym.Offset
	}
}

// linesFor finds where the code of a source line is, in all images.
func (s *Session) linesFor(ctx context.Context, file string, line int) ([]Line, error) {
	s.sync(ctx)
	var out []Line
	var debug bool
	for p, data := range s.debugInfos() {
		debug = true
		rows, err := data.LinesFor(file, line)
		if err != nil {
			s.noticeOnce(err.Error())
		}
		for _, row := range rows {
			start, ok := p.Addr(row.Start)
			if !ok {
				continue
			}
			l := Line{File: row.File, FullFile: row.FullFile, Line: row.Line, Start: start,
				End: start.Add(int64(row.End - row.Start))}
			if row.Line != line {
				l.Line, l.End = line, start // where the next line begins, as gdb has it
			}
			s.lineSymbols(&l)
			out = append(out, l)
		}
	}
	switch {
	case !debug:
		return nil, ErrNoSymbol
	case len(out) == 0:
		return nil, fmt.Errorf("line %d of %q has no code in any image that is loaded", line, file)
	}
	return out, nil
}

// Complete lists up to max names of symbols that begin with prefix.
func (s *Session) Complete(prefix string, max int) []string { return s.space.Complete(prefix, max) }
