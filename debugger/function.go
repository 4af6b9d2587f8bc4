package debugger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kbreak/mem"
	"kbreak/symbols"
)

// Function is the code of a function.
type Function struct {
	Name   string
	Module string     // "" for the kernel itself
	Entry  mem.Addr   // what offsets in it count from
	Ranges []mem.Span // its code; that of Entry first
}

// FunctionAt finds the function that covers an address. As in gdb that is what DWARF describes, unless a
// symbol begins between its entry and the address: the part of a function that a compiler moved away
// has a name of its own.
func (s *Session) FunctionAt(ctx context.Context, a mem.Addr) (*Function, error) {
	s.syncFor(ctx, a)
	none := fmt.Errorf("no function contains address %v", a)
	p, at, ok := s.space.Find(a)
	if !ok || p.Image == nil {
		return nil, none
	}
	sym, named := s.space.SymbolAt(a)
	f := &Function{Name: sym.Name, Module: p.Name, Entry: sym.Addr}
	var ranges []mem.Span
	if data, err := p.Image.Debug(); err == nil {
		list, err := data.FunctionRanges(at)
		for i, r := range list {
			start, ok := p.Addr(r.Start)
			if !ok || err != nil {
				continue
			}
			if i == 0 {
				f.Entry = start
			}
			ranges = append(ranges, mem.Span{Start: start, End: start.Add(int64(r.End - r.Start))})
		}
		if len(ranges) > 0 && (!named || f.Entry >= sym.Addr) {
			f.Ranges = ranges
			if named && f.Entry == sym.Addr {
				f.Name = s.declaredName(sym)
			} else {
				f.Name, _, _ = data.Function(at)
			}
			return f, nil
		}
	}
	if !named || sym.Kind == symbols.Object {
		return nil, none
	}
	end := sym.Addr.Add(int64(sym.Size))
	if sym.Size == 0 {
		if end, ok = s.symbolEnd(a); !ok {
			return nil, none
		}
	}
	f.Ranges = []mem.Span{{Start: sym.Addr, End: end}}
	return f, nil
}

// maxUnsized bounds the code that is taken for that of a symbol without a size.
const maxUnsized = 1 << 16

// symbolEnd is where another symbol begins behind an address.
func (s *Session) symbolEnd(a mem.Addr) (mem.Addr, bool) {
	own, ok := s.space.SymbolAt(a)
	if !ok {
		return 0, false
	}
	same := func(x mem.Addr) bool {
		sym, ok := s.space.SymbolAt(x)
		return ok && sym.Addr == own.Addr && s.space.TextAt(x)
	}
	// What a symbol without a size covers is one stretch: find its end by halves.
	low, high := a, a.Add(maxUnsized)
	for step := mem.Addr(1); step < maxUnsized; step *= 2 {
		if !same(a + step) {
			high = a + step
			break
		}
		low = a + step
	}
	for low+1 < high {
		if mid := low + (high-low)/2; same(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return high, true
}

// Disassembly is a stretch of code, or a function.
type Disassembly struct {
	Function *Function // nil for a range
	Span     mem.Span  // of a range
	Parts    [][]Instruction
}

// DisassembleAt disassembles what gdb's "disassemble" takes: an expression in a function, START,END or
// START,+LENGTH; nothing is the function of the selected frame. Where memory ends it returns what there
// is and the error.
func (s *Session) DisassembleAt(ctx context.Context, text string) (*Disassembly, error) {
	begin, end, ranged := cutRange(strings.TrimSpace(text))
	var a mem.Addr
	if begin == "" {
		if ranged {
			return nil, errors.New("the start of the range is missing")
		}
		f, err := s.Frame(ctx)
		if err != nil {
			return nil, err
		}
		if a = f.PC; f.phys != nil {
			a = f.phys.lookup
		}
	} else {
		var err error
		if a, err = s.ResolveAddr(ctx, begin); err != nil {
			return nil, err
		}
	}
	if !ranged || end == "" {
		f, err := s.FunctionAt(ctx, a)
		switch {
		case err != nil && begin == "" && s.userHalf(a):
			return nil, fmt.Errorf("No function contains program counter for selected frame: %v is in user mode.", a)
		case err != nil:
			return nil, err
		}
		return s.disassembleFunction(ctx, f)
	}
	d := &Disassembly{Span: mem.Span{Start: a}}
	if rest, ok := strings.CutPrefix(end, "+"); ok {
		n, err := s.Int(ctx, rest)
		if err != nil {
			return nil, err
		}
		d.Span.End = a.Add(n)
	} else {
		to, err := s.ResolveAddr(ctx, end)
		if err != nil {
			return nil, err
		}
		d.Span.End = to
	}
	if d.Span.End <= a {
		return d, nil
	}
	list, err := s.Disassemble(ctx, a, d.Span.End, 0)
	d.Parts = [][]Instruction{list}
	return d, err
}

func (s *Session) disassembleFunction(ctx context.Context, f *Function) (*Disassembly, error) {
	d := &Disassembly{Function: f}
	for _, r := range f.Ranges {
		list, err := s.Disassemble(ctx, r.Start, r.End, 0)
		for i := range list {
			list[i].Offset = uint64(list[i].Addr.Sub(f.Entry))
		}
		d.Parts = append(d.Parts, list)
		if err != nil {
			return d, err
		}
	}
	return d, nil
}

// DisOptions are those of crash's "dis".
type DisOptions struct {
	Reverse bool // from the start of the function to the address
	Forward bool // from the address to the end of the function
	Count   int  // instructions; 0: all of a function that is named, else one
}

// Dis disassembles what crash's "dis" takes: SYMBOL, SYMBOL+OFFSET or an address.
func (s *Session) Dis(ctx context.Context, text string, opt DisOptions) ([]Instruction, error) {
	a, err := s.ResolveAddr(ctx, text)
	if err != nil {
		return nil, err
	}
	_, notNamed := s.AddressOf(text)
	if !opt.Reverse && !opt.Forward {
		switch {
		case opt.Count > 0:
			return s.Disassemble(ctx, a, 0, opt.Count)
		case notNamed != nil:
			return s.Disassemble(ctx, a, 0, 1)
		}
	}
	f, err := s.FunctionAt(ctx, a)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(f.Ranges, func(r mem.Span) bool { return r.Contains(a) })
	if i < 0 {
		return nil, fmt.Errorf("no function contains address %v", a)
	}
	r := f.Ranges[i]
	switch {
	case opt.Reverse:
		r.End = a + 1
	case opt.Forward:
		r.Start = a
	}
	list, err := s.Disassemble(ctx, r.Start, r.End, 0)
	if n := len(list); opt.Count > 0 && opt.Count < n {
		if opt.Reverse {
			list = list[n-opt.Count:]
		} else {
			list = list[:opt.Count]
		}
	}
	return list, err
}

// Patched finds what of the function at an address the running kernel has otherwise than the files, see
// [Session.PatchedText].
func (s *Session) Patched(ctx context.Context, text string) ([]Patch, *Function, error) {
	a, err := s.ResolveAddr(ctx, text)
	if err != nil {
		return nil, nil, err
	}
	f, err := s.FunctionAt(ctx, a)
	if err != nil {
		return nil, nil, err
	}
	var out []Patch
	for _, r := range f.Ranges {
		list, err := s.PatchedText(ctx, r.Start, r.End)
		if out = append(out, list...); err != nil {
			return out, f, err
		}
	}
	return out, f, nil
}

// declaredName is the name that DWARF has for a function whose symbol got an ending (f.isra.0). A part
// that was moved away (f.cold) keeps the name of its symbol, as in gdb.
func (s *Session) declaredName(sym symbols.SymbolAddr) string {
	if !strings.Contains(sym.Name, ".") {
		return sym.Name
	}
	p, at, ok := s.space.Find(sym.Addr)
	if !ok || p.Image == nil || !s.space.TextAt(sym.Addr) {
		return sym.Name
	}
	data, err := p.Image.Debug()
	if err != nil {
		return sym.Name
	}
	if name, entry, err := data.Function(at); err == nil && entry == at && name != "" {
		return name
	}
	return sym.Name
}
