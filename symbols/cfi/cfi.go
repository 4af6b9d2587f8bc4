// Package cfi answers one question: given a PC, how are the caller's registers computed?
//
// A [Row] is the answer in a closed vocabulary of a few rules. DWARF call frame information
// (.debug_frame, DWARF 5 §6.4) and Linux ORC tables are both translated into it, so that one
// interpreter, debugger/unwind, serves both.
//
//	.debug_frame ──► Table.Row ──┐
//	.orc_unwind  ──► orc.Row   ──┴──► Row{CFA, Regs} ──► debugger/unwind
package cfi

// RuleKind says how one value is recovered.
type RuleKind uint8

const (
	Undefined RuleKind = iota // not recoverable
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
	Reg    int   // DWARF register number, for InReg, RegPlus, AtReg, AtRegPlus
	Offset int64 // bytes
	Expr   []byte
}

// Source says which table a [Row] was translated from.
type Source uint8

const (
	None Source = iota
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

// Row is how to go from the frame at a PC to its caller. Registers are DWARF numbers.
type Row struct {
	Source Source
	Kind   FrameKind
	Signal bool // the caller was interrupted: its PC is not a return address
	CFA    Rule // RegPlus, AtReg, AtRegPlus or ExprVal
	Regs   map[int]Rule
	RA     int // column of the return address
	// Whatever is not in Regs: SameValue for the registers the ABI preserves if Source is DWARF;
	// unknown if Source is ORC, which describes no more than SP, BP and the return address.
}
