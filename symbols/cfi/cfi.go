// Package cfi answers one question: given a PC, how are the caller's registers computed?
//
// A [Row] is the answer in a closed vocabulary of a few rules. DWARF call frame information
// (.debug_frame, DWARF 5 §6.4; .eh_frame, Linux Standard Base Core 5.0 §10.6) and Linux ORC tables
// are both translated into it, so that one interpreter, debugger/unwind, serves both.
//
//	.debug_frame ──► Table.Row ──┐
//	.orc_unwind  ──► orc.Row   ──┴──► Row{CFA, Regs} ──► debugger/unwind
//
// A [Table] is an index of the entries of a section: built in one pass that reads the headers and
// executes nothing; one entry is executed when one PC is asked for. Delve's pkg/dwarf/frame is not
// used, because of what it does with a kernel: it takes 23 ms and 5 MB for the same index, its
// lookup needs the entries sorted and does not sort them, DW_CFA_restore makes a register
// undefined that the CIE said nothing about (134,343 times in one vmlinux: the variables in rbx
// and r12-r15 would be lost after the first epilogue of a function), and version 4 CIEs, 64-bit
// DWARF and signal frames are missing.
//
// Read first: [Row], [Rule], [Table.Row].
//
// The package reads no target memory and knows no register values.
package cfi

import "strconv"

// RuleKind says how one value is recovered.
type RuleKind uint8

const (
	Undefined RuleKind = iota // not recoverable; for the return address: there is no caller
	SameValue                 // the callee did not change it
	AtCFA                     // in memory at CFA + Offset
	CFAPlus                   // the value is CFA + Offset
	InReg                     // in register Reg (DWARF number) of the callee
	RegPlus                   // the value is register Reg + Offset
	AtReg                     // in memory at register Reg + Offset
	AtRegPlus                 // read a pointer at register Reg + 0, then add Offset
	ExprAt                    // in memory at the address that Expr computes
	ExprVal                   // the value that Expr computes
)

// Rule recovers one value.
type Rule struct {
	Kind   RuleKind
	Reg    int    // DWARF register number, for InReg, RegPlus, AtReg, AtRegPlus
	Offset int64  // bytes
	Expr   []byte // a DWARF expression (DWARF 5 §2.5), for ExprAt and ExprVal; unless it is the CFA's own, it starts with the CFA on its stack
}

// String gives the rule as readelf writes it where readelf has a form for it ("c-16", "u", "s",
// "r10", "exp", "vexp"); r7+8 is a sum, [r6-8] what memory holds there.
func (r Rule) String() string {
	reg := "r" + strconv.Itoa(r.Reg)
	off := strconv.FormatInt(r.Offset, 10)
	if r.Offset >= 0 {
		off = "+" + off
	}
	switch r.Kind {
	case SameValue:
		return "s"
	case AtCFA:
		return "c" + off
	case CFAPlus:
		return "v" + off
	case InReg:
		return reg
	case RegPlus:
		return reg + off
	case AtReg:
		return "[" + reg + off + "]"
	case AtRegPlus:
		return "[" + reg + "]" + off
	case ExprAt:
		return "exp"
	case ExprVal:
		return "vexp"
	}
	return "u"
}

// Source says which table a [Row] was translated from.
type Source uint8

const (
	None Source = iota // no table covers the PC
	DWARF
	ORC
)

func (s Source) String() string { return [...]string{"none", "dwarf", "orc"}[s] }

// FrameKind says what lies at the CFA.
type FrameKind uint8

const (
	Call        FrameKind = iota // an ordinary call: the caller's SP is the CFA
	Regs                         // a full struct pt_regs lies at the CFA: an interrupt or exception frame
	RegsPartial                  // only its hardware part (ip, cs, flags, sp, ss) lies at the CFA
	EndOfStack                   // no caller
)

func (k FrameKind) String() string {
	return [...]string{"call", "regs", "regs (partial)", "end of stack"}[k]
}

// RegRule is the rule of one register.
type RegRule struct {
	Reg  int // DWARF register number
	Rule Rule
}

// Row is how to go from the frame at a PC to its caller. Registers are DWARF numbers.
type Row struct {
	Source Source
	Kind   FrameKind
	Signal bool // the caller was interrupted: its PC is not a return address
	CFA    Rule // RegPlus, AtReg, AtRegPlus or ExprVal; without meaning where Kind is EndOfStack
	RA     int  // column of the return address

	// Regs has no register twice. Whatever is not in it is SameValue for the registers the ABI
	// preserves, if Source is DWARF, and unknown if Source is ORC, which describes no more than
	// SP, BP and the return address.
	Regs []RegRule
}

// Reg returns the rule of a register and whether the row has one.
func (r *Row) Reg(reg int) (Rule, bool) {
	for i := range r.Regs {
		if r.Regs[i].Reg == reg {
			return r.Regs[i].Rule, true
		}
	}
	return Rule{}, false
}
