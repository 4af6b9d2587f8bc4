package debugger

import (
	"context"
	"errors"
	"fmt"
	"sort"

	"kbreak/debugger/disasm"
	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
	"kbreak/symbols/link"
)

// Instruction is one instruction of the target, as its memory has it now.
type Instruction struct {
	Addr     mem.Addr
	Function string // symbol that Addr is in, "" where there is none
	Offset   uint64 // bytes from the start of that
	Module   string // "" for the kernel itself
	Bytes    []byte
	Text     string      // as gdb's x/i, in the session's flavor; "(bad)" for a byte that is none
	Kind     disasm.Kind // what it does to the flow of control
	File     string      // as gdb prints it; "" where no line is known
	FullFile string      // with the compilation directory
	Line     int
	Current  bool // it is the PC of the selected frame
}

// MaxInstructions bounds one call of [Session.Disassemble].
const MaxInstructions = 1 << 20

// Flavor is the syntax of disassembly ("set disassembly-flavor"), to be changed in place.
func (s *Session) Flavor() *disasm.Syntax { return &s.flavor }

// Disassemble decodes the instructions that begin in [from, to), at most max of them; to 0 means that
// max alone ends it, max 0 that to does. It reads the target's memory, or without a target the files.
// Where memory cannot be read it returns the instructions before that and the error.
func (s *Session) Disassemble(ctx context.Context, from, to mem.Addr, max int) ([]Instruction, error) {
	if max <= 0 || max > MaxInstructions {
		max = MaxInstructions
	}
	if to == 0 {
		to = ^mem.Addr(0)
	}
	r, err := s.codeMemory()
	if err != nil {
		return nil, err
	}
	d := disassembler{s: s, ctx: ctx, pc: s.selectedPC(ctx)}
	var out []Instruction
	err = s.decodeAll(ctx, r, from, to, func(i disasm.Inst) bool {
		out = append(out, d.instruction(i))
		return len(out) < max
	})
	return out, s.linkError(err)
}

// codeMemory is where code is read from.
func (s *Session) codeMemory() (mem.Reader, error) {
	if s.state == NoTarget && len(s.space.Placements()) > 0 {
		return mem.ReaderFunc(s.readFiles), nil
	}
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	return s.mem.of(s.Thread()), nil
}

// readFiles reads what the files have at a runtime address.
func (s *Session) readFiles(_ context.Context, a mem.Addr, p []byte) error {
	placed, at, ok := s.space.Find(a)
	if !ok || placed.Image == nil {
		return &mem.Fault{Addr: a}
	}
	err := placed.Image.ReadStatic(at, p)
	if err == nil {
		return nil
	}
	// What can be read of it: up to the end of the section.
	n := sort.Search(len(p), func(n int) bool { return placed.Image.ReadStatic(at, p[:n+1]) != nil })
	return &mem.Fault{Addr: a.Add(int64(n)), Got: n, Err: err}
}

// codeStep is how much code is read at a time. It divides the page, so that a stretch that can be read
// is not refused for the page behind it.
const codeStep = 1024

// decodeAll decodes the instructions that begin in [from, to) until yield returns false.
func (s *Session) decodeAll(ctx context.Context, r mem.Reader, from, to mem.Addr, yield func(disasm.Inst) bool) error {
	var buf []byte  // what was read and not decoded
	var fault error // why there is no more
	for at := from; at < to; {
		for len(buf) < disasm.MaxLen && fault == nil {
			end := at.Add(int64(len(buf)))
			n := codeStep - int(end%codeStep)
			more, err := mem.Bytes(ctx, r, end, n)
			if err != nil && !isFault(err) {
				return err
			}
			if fault = err; err != nil {
				more = readable(ctx, r, end, n)
			}
			buf = append(buf, more...) // what was given out is never written to again
		}
		i := disasm.Decode(s.arch, buf, at)
		if fault != nil && i.Kind == disasm.Bad { // perhaps only the beginning of one
			return fault
		}
		if !yield(i) {
			return nil
		}
		buf, at = buf[i.Len:], i.Next()
		if at < from {
			return nil // the top of the address space
		}
	}
	return nil
}

// readable is what can be read of a stretch that cannot be read as a whole: a section of a file ends in
// the middle of a page.
func readable(ctx context.Context, r mem.Reader, a mem.Addr, n int) []byte {
	var out []byte
	for size := n; size > 0; size /= 2 {
		if len(out)+size > n {
			continue
		}
		if p, err := mem.Bytes(ctx, r, a.Add(int64(len(out))), size); err == nil {
			out = append(out, p...)
		}
	}
	return out
}

func isFault(err error) bool {
	var f *mem.Fault
	return errors.As(err, &f)
}

// selectedPC is the PC of the selected frame, 0 if there is none. Without the frame's arguments, which
// cost reads.
func (s *Session) selectedPC(ctx context.Context) mem.Addr {
	if s.state != Stopped || s.stop == nil || s.stop.selected == nil {
		return 0
	}
	tr, err := s.walk(ctx, s.stop.selected, s.stop.frame+1)
	if err != nil || s.stop.frame >= len(tr.frames) {
		return 0
	}
	return tr.frames[s.stop.frame].PC
}

// disassembler says where instructions are. Neighbours mostly share symbol and line.
type disassembler struct {
	s   *Session
	ctx context.Context
	pc  mem.Addr

	noLines bool // they cost more than all else

	lines []debuginfo.LineEntry // of the code around the last instruction
	bias  int64                 // of their addresses
}

func (d *disassembler) instruction(i disasm.Inst) Instruction {
	out := Instruction{Addr: i.Addr, Bytes: i.Bytes, Kind: i.Kind, Current: i.Addr == d.pc && d.pc != 0}
	d.s.syncFor(d.ctx, i.Addr)
	out.Text = i.Text(d.s.flavor, d.name)
	if sym, ok := d.s.space.SymbolAt(i.Addr); ok {
		out.Function, out.Offset, out.Module = sym.Name, sym.Offset, sym.Module
	} else {
		out.Module = sym.Module
	}
	if d.noLines {
		return out
	}
	if l := d.line(i.Addr); l != nil && l.Line > 0 {
		out.File, out.FullFile, out.Line = l.File, l.FullFile, l.Line
	}
	return out
}

// name is what stands between < and > behind an address.
func (d *disassembler) name(a mem.Addr) string {
	d.s.syncFor(d.ctx, a)
	if a < kernelHalf { // of the operands with a name only those relative to %gs lead there
		if sym, ok := d.s.space.PerCPUAt(a); ok {
			return nameAndOffset(sym)
		}
	}
	return d.s.symbolText(d.ctx, a)
}

// lineStep is how much code lines are looked up for at a time: a look-up runs through the lines of a whole
// unit, however little is asked.
const lineStep = 1 << 14

// line is the entry of the line table for a, nil without one.
func (d *disassembler) line(a mem.Addr) *debuginfo.LineEntry {
	if l := d.known(a); l != nil {
		return l
	}
	d.lines = nil
	placed, at, ok := d.s.space.Find(a)
	if !ok || placed.Image == nil {
		return nil
	}
	data, err := placed.Image.Debug()
	if err != nil {
		if !errors.Is(err, symbols.ErrNoDebugInfo) {
			d.s.noticeOnce(fmt.Sprintf("%s: %v", placed.Image.Name(), err))
		}
		return nil
	}
	d.lines, _ = data.LinesIn(link.Range{Start: at, End: at + lineStep}) // a table that breaks off is a table
	d.bias = a.Sub(mem.Addr(at))
	return d.known(a)
}

// known is line for what was looked up already.
func (d *disassembler) known(a mem.Addr) *debuginfo.LineEntry {
	at := symbols.LinkAddr(a.Add(-d.bias))
	i := sort.Search(len(d.lines), func(i int) bool { return d.lines[i].Start > at })
	if i == 0 || at >= d.lines[i-1].End {
		return nil
	}
	return &d.lines[i-1]
}
