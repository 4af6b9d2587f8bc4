package cfi

import (
	"fmt"
	"slices"

	"kbreak/symbols/link"
)

// Call frame instructions, DWARF 5 §7.24 table 7.29, and what vendors added.
const (
	opAdvanceLoc       = 0x40 // delta in the low 6 bits
	opOffset           = 0x80 // register in the low 6 bits
	opRestore          = 0xc0 // register in the low 6 bits
	opNop              = 0x00
	opSetLoc           = 0x01
	opAdvanceLoc1      = 0x02
	opAdvanceLoc2      = 0x03
	opAdvanceLoc4      = 0x04
	opOffsetExtended   = 0x05
	opRestoreExtended  = 0x06
	opUndefined        = 0x07
	opSameValue        = 0x08
	opRegister         = 0x09
	opRememberState    = 0x0a
	opRestoreState     = 0x0b
	opDefCFA           = 0x0c
	opDefCFARegister   = 0x0d
	opDefCFAOffset     = 0x0e
	opDefCFAExpression = 0x0f
	opExpression       = 0x10
	opOffsetExtendedSF = 0x11
	opDefCFASF         = 0x12
	opDefCFAOffsetSF   = 0x13
	opValOffset        = 0x14
	opValOffsetSF      = 0x15
	opValExpression    = 0x16
	opMIPSAdvanceLoc8  = 0x1d
	opAArch64RAStatePC = 0x2c // return address signed, here
	opAArch64RAState   = 0x2d // return address signed or no longer; SPARC's window save has this number too
	opGNUArgsSize      = 0x2e // bytes of arguments pushed; for exception handlers, not for unwinding
	opGNUNegOffset     = 0x2f
)

// Bounds on what one row may take, far above any compiler's (a kernel nests states 2 deep and has
// 8 rules).
const (
	maxStates = 64
	maxRules  = 256
)

// machine executes the instructions of one entry up to a PC.
type machine struct {
	t       *Table
	cie     *cie
	pc      link.Addr
	loc     link.Addr
	now     state
	initial []RegRule
	saved   []state
}

type state struct {
	cfa  Rule
	regs []RegRule
}

// Row returns the row that holds at pc. It returns [ErrNoRow] where no entry covers pc, and a
// *[DataError] for one that breaks the format.
func (t *Table) Row(pc link.Addr) (Row, error) {
	f, ok := t.find(pc)
	if !ok {
		if t.skipped != nil {
			return Row{}, fmt.Errorf("%w, and part of it cannot be used: %w", ErrNoRow, t.skipped)
		}
		return Row{}, ErrNoRow
	}
	e, err := t.entry(int(f.off))
	if err != nil {
		return Row{}, err
	}
	ci := t.cies[int(f.cie)]
	t.bounds(&e.cursor, ci)
	if ci.augData {
		e.take(e.uleb())
	}
	if e.err != nil {
		return Row{}, e.err
	}
	m := machine{t: t, cie: ci, pc: pc, loc: f.begin}
	if err := m.run(&cursor{data: t.data[:ci.codeOff+len(ci.code)], off: ci.codeOff, order: t.order}); err != nil {
		return Row{}, err
	}
	m.initial = slices.Clone(m.now.regs)
	if err := m.run(&e.cursor); err != nil {
		return Row{}, err
	}
	switch m.now.cfa.Kind {
	case RegPlus, AtReg, ExprVal:
	default:
		return Row{}, &DataError{int(f.off), "no rule for the CFA"}
	}
	return Row{Source: DWARF, Signal: ci.signal, CFA: m.now.cfa, Regs: m.now.regs, RA: ci.ra}, nil
}

// run executes until the end or the first row beyond pc.
func (m *machine) run(c *cursor) error {
	for c.more() {
		at := c.off
		op := c.u8()
		if m.step(c, op) {
			break
		}
		if len(m.now.regs) > maxRules {
			c.off = at
			c.fail("too many registers with rules")
		}
	}
	return c.err
}

// step executes one instruction and reports whether it ended the row that pc is in.
func (m *machine) step(c *cursor, op uint8) bool {
	low := int(op & 0x3f)
	switch op & 0xc0 {
	case opAdvanceLoc:
		return m.advance(uint64(low))
	case opOffset:
		m.set(low, Rule{Kind: AtCFA, Offset: m.unsigned(c)})
		return false
	case opRestore:
		m.restore(low)
		return false
	}
	switch op {
	case opNop, opAArch64RAState, opAArch64RAStatePC:
	case opGNUArgsSize:
		c.uleb()
	case opSetLoc:
		if loc := link.Addr(m.t.pointer(c, m.cie.ptrEnc, m.cie.addrSize)); c.err == nil {
			m.loc = loc
			return m.loc > m.pc
		}
	case opAdvanceLoc1:
		return m.advance(c.uint(1))
	case opAdvanceLoc2:
		return m.advance(c.uint(2))
	case opAdvanceLoc4:
		return m.advance(c.uint(4))
	case opMIPSAdvanceLoc8:
		return m.advance(c.uint(8))

	case opDefCFA:
		reg := c.reg()
		m.now.cfa = Rule{Kind: RegPlus, Reg: reg, Offset: int64(c.uleb())}
	case opDefCFASF:
		reg := c.reg()
		m.now.cfa = Rule{Kind: RegPlus, Reg: reg, Offset: c.sleb() * m.cie.dataAlign}
	case opDefCFARegister, opDefCFAOffset, opDefCFAOffsetSF:
		if m.now.cfa.Kind != RegPlus {
			c.fail("change of a CFA that is no register and offset")
			break
		}
		switch op {
		case opDefCFARegister:
			m.now.cfa.Reg = c.reg()
		case opDefCFAOffset:
			m.now.cfa.Offset = int64(c.uleb())
		default:
			m.now.cfa.Offset = c.sleb() * m.cie.dataAlign
		}
	case opDefCFAExpression:
		m.now.cfa = simplify(c, ExprVal)

	case opUndefined:
		m.set(c.reg(), Rule{Kind: Undefined})
	case opSameValue:
		m.set(c.reg(), Rule{Kind: SameValue})
	case opOffsetExtended:
		m.set(c.reg(), Rule{Kind: AtCFA, Offset: m.unsigned(c)})
	case opOffsetExtendedSF:
		m.set(c.reg(), Rule{Kind: AtCFA, Offset: c.sleb() * m.cie.dataAlign})
	case opGNUNegOffset:
		m.set(c.reg(), Rule{Kind: AtCFA, Offset: -m.unsigned(c)})
	case opValOffset:
		m.set(c.reg(), Rule{Kind: CFAPlus, Offset: m.unsigned(c)})
	case opValOffsetSF:
		m.set(c.reg(), Rule{Kind: CFAPlus, Offset: c.sleb() * m.cie.dataAlign})
	case opRegister:
		m.set(c.reg(), Rule{Kind: InReg, Reg: c.reg()})
	case opExpression:
		m.set(c.reg(), simplify(c, ExprAt))
	case opValExpression:
		m.set(c.reg(), simplify(c, ExprVal))
	case opRestoreExtended:
		m.restore(c.reg())

	case opRememberState:
		if len(m.saved) == maxStates {
			c.fail("states remembered too deep")
			break
		}
		m.saved = append(m.saved, state{m.now.cfa, slices.Clone(m.now.regs)})
	case opRestoreState:
		n := len(m.saved)
		if n == 0 {
			c.fail("no state to restore")
			break
		}
		m.now, m.saved = m.saved[n-1], m.saved[:n-1]
	default:
		c.fail(fmt.Sprintf("unknown instruction %#x", op))
	}
	return false
}

// unsigned reads an offset that is counted in units of the data alignment.
func (m *machine) unsigned(c *cursor) int64 { return int64(c.uleb()) * m.cie.dataAlign }

// advance goes to the next row and reports whether it lies beyond pc.
func (m *machine) advance(delta uint64) bool {
	delta *= m.cie.codeAlign
	if left := uint64(m.pc - m.loc); delta > left {
		return true
	}
	m.loc += link.Addr(delta)
	return false
}

func (m *machine) set(reg int, r Rule) {
	for i := range m.now.regs {
		if m.now.regs[i].Reg == reg {
			m.now.regs[i].Rule = r
			return
		}
	}
	m.now.regs = append(m.now.regs, RegRule{reg, r})
}

// restore gives a register the rule that the CIE gave it, which may be none.
func (m *machine) restore(reg int) {
	for _, r := range m.initial {
		if r.Reg == reg {
			m.set(reg, r.Rule)
			return
		}
	}
	m.now.regs = slices.DeleteFunc(m.now.regs, func(r RegRule) bool { return r.Reg == reg })
}

// simplify reads an expression and turns the shapes that compilers use for realigned stacks into
// plain rules: register plus offset, and what memory holds there. kind is ExprVal for a value and
// ExprAt for the address of one. All 492 expressions of a Debian 6.1 vmlinux become plain rules.
func simplify(c *cursor, kind RuleKind) Rule {
	expr := c.take(c.uleb())
	r := Rule{Kind: kind, Expr: expr}
	const (
		opDeref = 0x06
		opBreg0 = 0x70
		opBregx = 0x92
	)
	x := cursor{data: expr, order: c.order}
	reg := 0
	switch op := x.u8(); {
	case op >= opBreg0 && op < opBreg0+32:
		reg = int(op - opBreg0)
	case op == opBregx:
		reg = x.reg()
	default:
		return r
	}
	offset := x.sleb()
	if x.err != nil {
		return r
	}
	rest := expr[x.off:]
	deref := len(rest) == 1 && rest[0] == opDeref
	switch {
	case kind == ExprVal && len(rest) == 0:
		return Rule{Kind: RegPlus, Reg: reg, Offset: offset}
	case kind == ExprVal && deref, kind == ExprAt && len(rest) == 0:
		return Rule{Kind: AtReg, Reg: reg, Offset: offset}
	}
	return r
}
