package disasm

import "kbreak/arch"

// Far reports whether a call, jump or return loads CS as well.
func (i Inst) Far() bool {
	return i.enc == legacy && i.table == oneByte &&
		(i.op == 0xca || i.op == 0xcb || i.op == 0xff && (i.reg == 3 || i.reg == 5))
}

// Nop reports whether the instruction does nothing: nop, the long nops, xchg %ax,%ax and the like,
// and endbr64 and endbr32, which only say where an indirect branch may arrive.
func (i Inst) Nop() bool {
	if i.enc != legacy || i.lock {
		return false
	}
	switch {
	case i.table == oneByte:
		return i.op == 0x90 && i.rex&1 == 0 && i.rep != 0xf3 // f3 90 is pause
	case i.table == map0F && i.op == 0x1f:
		return i.reg == 0
	}
	return i.Landing()
}

// Landing reports whether the instruction is endbr64 or endbr32.
func (i Inst) Landing() bool {
	return i.enc == legacy && i.table == map0F && i.op == 0x1e && i.rep == 0xf3 && i.mod == 3 && i.reg == 7 &&
		(i.rm == 2 || i.rm == 3)
}

// Push is the register that a push of a 64-bit general register pushes.
func (i Inst) Push() (arch.Reg, bool) {
	if i.enc != legacy || i.table != oneByte || i.op&0xf8 != 0x50 || i.size {
		return arch.NoReg, false
	}
	return general[i.op&7|i.rex&1<<3], true
}

// general are the general registers by their number in an instruction.
var general = [16]arch.Reg{arch.RAX, arch.RCX, arch.RDX, arch.RBX, arch.RSP, arch.RBP, arch.RSI, arch.RDI,
	arch.R8, arch.R9, arch.R10, arch.R11, arch.R12, arch.R13, arch.R14, arch.R15}
