package debugger

import (
	"context"
	"strings"

	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
)

// PastPrologue moves a location at a function's entry to where gdb stops for "break FUNCTION". What GCC
// compiled with lists of locations has its arguments from the first instruction on: gdb stays where
// it is there, and in assembly. Elsewhere it goes past a frame that is set up with a frame pointer, and
// to the next line of the function if that ends in the middle of one.
func (s *Session) PastPrologue(ctx context.Context, l Location) (Location, error) {
	if !l.Entry {
		return l, nil
	}
	p, at, ok := s.space.Find(l.Addr)
	if !ok || p.Image == nil {
		return l, nil
	}
	var data *debuginfo.Data
	var unit debuginfo.UnitInfo
	if d, err := p.Image.Debug(); err == nil {
		if u, err := d.Unit(at); err == nil {
			data, unit = d, u
		}
	}
	major, minor, gcc := unit.GCC()
	if unit.Language == debuginfo.LangAssembler || gcc && unit.HasLists && (major > 4 || major == 4 && minor >= 5) {
		return l, nil
	}
	end := at
	if n, err := s.frameSetup(p, at); err != nil {
		return l, err
	} else {
		end += symbols.LinkAddr(n)
	}
	if data == nil {
		return s.movedTo(l, p, end), nil
	}
	row, err := data.LineAt(end)
	if err != nil {
		return s.movedTo(l, p, end), nil
	}
	_, fn, err := data.Function(at)
	if err != nil {
		fn = at
	}
	clang := strings.Contains(unit.Producer, "clang")
	if clang {
		// clang describes the frame set-up as a line of its own, whatever it looks like.
		if first, err := data.LineAt(at); err == nil {
			row, end = first, first.Start+1
		}
	}
	if row.Start != end {
		if _, entry, err := data.Function(row.End); err == nil && entry == fn {
			end = row.End
		}
	}
	return s.movedTo(l, p, end), nil
}

func (s *Session) movedTo(l Location, p *symbols.Placement, at symbols.LinkAddr) Location {
	a, ok := p.Addr(at)
	if !ok || a <= l.Addr {
		return l
	}
	moved := s.locationIn(p, a, at)
	moved.Function, moved.Inlined, moved.Entry = l.Function, l.Inlined, false
	if moved.File == "" {
		moved.File, moved.FullFile, moved.Line = l.File, l.FullFile, l.Line
	}
	return moved
}

// frameSetup is how many bytes "push %rbp; mov %rsp,%rbp" take at the start of a function, an endbr64 in
// front included; 0 where there is none. The bytes are the file's: what the kernel patched is a call of
// a tracer, and that stands in front of the frame.
func (s *Session) frameSetup(p *symbols.Placement, at symbols.LinkAddr) (int, error) {
	b := make([]byte, 16)
	if err := p.Image.ReadStatic(at, b); err != nil {
		return 0, nil // the end of the section: too short for a frame
	}
	n := 0
	if string(b[:4]) == "\xf3\x0f\x1e\xfa" { // endbr64
		n = 4
	}
	switch {
	case b[n] == 0x55:
		n++
	case b[n] == 0x40 && b[n+1] == 0x55: // with an empty REX prefix
		n += 2
	default:
		return 0, nil
	}
	switch string(b[n : n+3]) {
	case "\x48\x89\xe5", "\x48\x8b\xec": // mov %rsp,%rbp in both encodings
		return n + 3, nil
	}
	return 0, nil
}
