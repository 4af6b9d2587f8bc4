package debuginfo

import (
	"debug/dwarf"
	"errors"
	"fmt"

	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

// Scope is one function at a PC: an inlined one, or the concrete function that all others at this PC
// were inlined into.
type Scope struct {
	Name     string
	Inlined  bool
	File     string // where the PC is in this function: of the innermost from the line table (the row that
	FullFile string // addr2line takes), of the others from the call that was inlined
	Line     int
	Row      LineEntry // line table row at PC by gdb's choice, see [Data.LineAt]; only in the innermost
	Low      link.Addr // entry of the concrete function; 0 in inlined ones
	DeclLine int

	u      *unit
	die    int   // of the subprogram or inlined subroutine
	blocks []int // lexical blocks inside it that contain PC, outermost first
	pc     link.Addr
	fn     int       // die of the concrete function
	entry  link.Addr // where that starts
}

// maxScopeDepth bounds the nesting of blocks and inlined functions.
const maxScopeDepth = 256

// Scopes returns the functions at pc, innermost first; the last one is the concrete function. With
// lines but no function at pc, which is so for padding and assembly, the error is [ErrNone].
func (d *Data) Scopes(pc link.Addr) ([]Scope, error) {
	u, err := d.unitFor(pc)
	if err != nil {
		return nil, err
	}
	fn, err := u.functionAt(pc)
	if err != nil {
		return nil, err
	}
	var scopes []Scope // outermost first while collecting
	var callFiles []int
	var e entry
	if err := u.entry(fn, &e); err != nil {
		return nil, err
	}
	add := func(e *entry) error {
		s := Scope{Inlined: e.tag == dwarf.TagInlinedSubroutine, u: u, die: e.off, pc: pc, fn: fn}
		var err error
		s.Name, s.DeclLine, err = d.functionName(e)
		if !s.Inlined {
			s.Low = u.entryOf(e)
		}
		file, _ := e.num(dwarf.AttrCallFile)
		line, _ := e.num(dwarf.AttrCallLine)
		s.Line = int(min(line, maxOffset)) // for now the line of its call, moved outwards below
		callFiles = append(callFiles, int(min(file, maxFiles)))
		scopes = append(scopes, s)
		return err
	}
	if err := add(&e); err != nil {
		return nil, err
	}
	if err := u.descend(fn, pc, 0, func(e *entry) error {
		if e.tag == dwarf.TagLexDwarfBlock {
			s := &scopes[len(scopes)-1]
			s.blocks = append(s.blocks, e.off)
			return nil
		}
		return add(e)
	}); err != nil {
		return nil, err
	}
	// The call of scope i+1 is the position in scope i; the line table has the innermost position.
	h, herr := u.lineHeader()
	for i := range len(scopes) - 1 {
		scopes[i].Line = scopes[i+1].Line
		if herr == nil {
			scopes[i].File, scopes[i].FullFile = h.file(callFiles[i+1])
		}
	}
	last := &scopes[len(scopes)-1]
	last.Line = 0
	if herr == nil {
		row, line, _ := h.at(pc)
		if row != nil {
			last.File, last.FullFile, last.Line = row.File, row.FullFile, row.Line
		}
		if line != nil {
			last.Row = *line
		}
	}
	for i := range scopes {
		scopes[i].entry = scopes[0].Low
	}
	for i, j := 0, len(scopes)-1; i < j; i, j = i+1, j-1 {
		scopes[i], scopes[j] = scopes[j], scopes[i]
	}
	return scopes, nil
}

// Function names the concrete function that covers pc and gives its entry, at less cost than
// [Data.Scopes]: no inlined functions, no lines.
func (d *Data) Function(pc link.Addr) (name string, entryPC link.Addr, err error) {
	u, err := d.unitFor(pc)
	if err != nil {
		return "", 0, err
	}
	fn, err := u.functionAt(pc)
	if err != nil {
		return "", 0, err
	}
	var e entry
	if err := u.entry(fn, &e); err != nil {
		return "", 0, err
	}
	name, _, err = d.functionName(&e)
	return name, u.entryOf(&e), err
}

// entryOf is where a concrete function begins: its low PC, or the first of its pieces.
func (u *unit) entryOf(e *entry) (low link.Addr) {
	if v, ok := e.value(dwarf.AttrLowpc); ok && v.u != 0 {
		return link.Addr(v.u)
	}
	_ = u.ranges(e, func(r link.Range) bool { low = r.Start; return false })
	return low
}

// functionAt finds the concrete function that covers pc.
func (u *unit) functionAt(pc link.Addr) (int, error) {
	funcs, err := u.functions()
	for i := range funcs {
		if funcs[i].Contains(pc) {
			return funcs[i].die, nil
		}
	}
	if err == nil {
		err = ErrNone
	}
	return 0, err
}

// descend visits the blocks and inlined functions below the DIE at off that contain pc, outermost
// first.
func (u *unit) descend(off int, pc link.Addr, depth int, visit func(e *entry) error) error {
	if depth > maxScopeDepth {
		return &FormatError{".debug_info", off, "scopes nested too deep"}
	}
	inner := 0
	err := u.children(off, func(e *entry) error {
		if e.tag != dwarf.TagLexDwarfBlock && e.tag != dwarf.TagInlinedSubroutine {
			return nil
		}
		in, err := u.contains(e, pc)
		if err != nil || !in {
			return err
		}
		if err := visit(e); err != nil {
			return err
		}
		inner = e.off
		return errStop
	})
	if err != nil && !errors.Is(err, errStop) {
		return err
	}
	if inner == 0 {
		return nil
	}
	return u.descend(inner, pc, depth+1, visit)
}

// errStop ends a walk early.
var errStop = errors.New("stop")

// follow calls visit for a DIE and then for those it stems from, by DW_AT_abstract_origin and
// DW_AT_specification, until visit returns true.
func (d *Data) follow(e *entry, visit func(e *entry) bool) error {
	cur := *e
	for range 8 {
		if visit(&cur) {
			return nil
		}
		ok, err := cur.step(dwarf.AttrAbstractOrigin)
		if !ok && err == nil {
			ok, err = cur.step(dwarf.AttrSpecification)
		}
		if !ok || err != nil {
			return err
		}
	}
	return &FormatError{".debug_info", e.off, "endless chain of origins"}
}

// functionName names a concrete, inlined or called function.
func (d *Data) functionName(e *entry) (name string, declLine int, err error) {
	err = d.follow(e, func(e *entry) bool {
		if name == "" {
			name = e.name()
		}
		if n, ok := e.num(dwarf.AttrDeclLine); ok && declLine == 0 {
			declLine = int(min(n, maxOffset))
		}
		return name != "" && declLine != 0
	})
	return name, declLine, err
}

// Offset identifies the function, or the copy of it that was inlined here: its place in .debug_info.
func (s *Scope) Offset() int { return s.die }

// FrameBase is the expression for DW_OP_fbreg in this scope's concrete function, at its PC.
func (s *Scope) FrameBase() ([]byte, error) {
	var e entry
	if err := s.u.entry(s.fn, &e); err != nil {
		return nil, err
	}
	v, ok := e.value(dwarf.AttrFrameBase)
	if !ok {
		return nil, fmt.Errorf("%s has no frame base", s.Name)
	}
	return s.u.locationAt(v, s.pc, s.entry)
}

// Format gives what the unit's expressions assume: bytes of an address, and the DWARF version.
func (s *Scope) Format() (addrSize, version int) { return s.u.addrSize, s.u.version }

// BaseType describes the base type that a typed operation of an expression in this scope refers to
// (DWARF 5 §2.5.1): its size in bytes and DW_ATE encoding. off is relative to the unit.
func (s *Scope) BaseType(off uint64) (size, encoding int, err error) {
	var e entry
	if err := s.u.entry(s.u.off+int(min(off, maxOffset)), &e); err != nil {
		return 0, 0, err
	}
	if e.tag != dwarf.TagBaseType {
		return 0, 0, &FormatError{".debug_info", e.off, "not a base type"}
	}
	n, _ := e.num(dwarf.AttrByteSize)
	enc, _ := e.num(dwarf.AttrEncoding)
	return int(min(n, maxOffset)), int(min(enc, 0xff)), nil
}

// AddrIndex reads an entry of the unit's part of .debug_addr (DWARF 5 §7.27), for DW_OP_addrx.
func (s *Scope) AddrIndex(i uint64) (link.Addr, error) {
	c := s.u.d.cursor(secAddr, s.u.addrBase)
	a := s.u.addr(&c, i)
	return link.Addr(a), c.err
}

// Procedure is the location expression of another DIE, for DW_OP_call2 and call4 (off counts from the
// unit) and DW_OP_call_ref (global: from the section). It is nil where the DIE has none at the PC.
func (s *Scope) Procedure(off uint64, global bool) ([]byte, error) {
	at, u := int(min(off, maxOffset)), s.u
	if !global {
		at += u.off
	} else if at < u.root || at >= u.end {
		var err error
		if u, err = u.d.unitOf(at); err != nil {
			return nil, err
		}
	}
	var e entry
	if err := u.entry(at, &e); err != nil {
		return nil, err
	}
	if v, ok := e.value(dwarf.AttrLocation); ok {
		return u.locationAt(v, s.pc, s.entry)
	}
	return nil, nil
}

// ParamOffset turns the operand of DW_OP_GNU_parameter_ref, an offset in the unit, into what
// [CallParam].Param has.
func (s *Scope) ParamOffset(off uint64) int { return s.u.off + int(min(off, maxOffset)) }

// Result is the type that the concrete function of this scope returns; nil is void.
func (s *Scope) Result() (t *ctype.Type, err error) {
	var e entry
	if err := s.u.entry(s.fn, &e); err != nil {
		return nil, err
	}
	var terr error
	err = s.u.d.follow(&e, func(e *entry) bool {
		if _, ok := e.ref(dwarf.AttrType); ok {
			t, terr = e.u.elem(e)
			return true
		}
		return false
	})
	return t, errors.Join(err, terr)
}
