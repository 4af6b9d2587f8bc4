package disasm

import "kbreak/arch"

// kind classifies by opcode (SDM volume 2, appendix A; AMD volume 3, appendix A).
func (s *scan) kind() Kind {
	if s.enc != legacy {
		return Other
	}
	switch s.table {
	case oneByte:
		return s.kind1()
	case map0F:
		return s.kind2()
	}
	return Other
}

func (s *scan) kind1() Kind {
	switch op := s.op; {
	case op&0xf0 == 0x70, op >= 0xe0 && op <= 0xe3, s.isXbegin():
		return CondJump
	case op == 0xe8, op == 0xff && (s.reg == 2 || s.reg == 3):
		return Call
	case op == 0xe9, op == 0xeb, op == 0xff && (s.reg == 4 || s.reg == 5):
		return Jump
	case op == 0xc2, op == 0xc3, op == 0xca, op == 0xcb:
		return Return
	case op == 0xcc, op == 0xcd, op == 0xf1:
		return Interrupt
	case op == 0xcf:
		return InterruptReturn
	case op == 0xf4:
		return Halt
	}
	return Other
}

func (s *scan) kind2() Kind {
	switch op := s.op; {
	case op&0xf0 == 0x80:
		return CondJump
	case op == 0x05, op == 0x34:
		return Syscall
	case op == 0x07, op == 0x35:
		return SyscallReturn
	case op == 0x0b, op == 0xb9, op == 0xff:
		return Undefined
	case op == 0x01 && s.mod == 3 && s.rep == 0xf3 && s.reg == 5 && s.rm == 4: // uiret
		return InterruptReturn
	case op == 0x01 && s.mod == 3 && s.rep != 0 && s.reg == 1 && s.rm == 2: // eretu, erets
		return InterruptReturn
	}
	return Other
}

func (s *scan) isXbegin() bool { return s.op == 0xc7 && s.mod == 3 && s.reg == 7 && s.rm == 0 }

// relative is how many bytes at the end of the instruction are the distance to its target. In 64-bit
// mode 66 shortens it on AMD's CPUs and does nothing on Intel's; as gdb we take AMD's side.
func (s *scan) relative() int {
	if s.enc != legacy || s.table > map0F {
		return 0
	}
	op, long := s.op, 4
	if s.size && s.rex&rexW == 0 {
		long = 2
	}
	switch {
	case s.table == map0F && op&0xf0 == 0x80:
		return long
	case s.table == map0F:
		return 0
	case op&0xf0 == 0x70, op >= 0xe0 && op <= 0xe3, op == 0xeb:
		return 1
	case op == 0xe8, op == 0xe9, s.isXbegin():
		return long
	}
	return 0
}

// Indirect reports whether a call or jump takes its target from a register or from memory.
func (i Inst) Indirect() bool {
	return (i.Kind == Call || i.Kind == Jump) && i.relative() == 0
}

// Far reports whether a call, jump or return loads CS as well.
func (i Inst) Far() bool {
	return i.enc == legacy && i.table == oneByte &&
		(i.op == 0xca || i.op == 0xcb || i.op == 0xff && (i.reg == 3 || i.reg == 5))
}

// Nop reports whether the instruction does nothing: nop, the long nops, xchg %ax,%ax and the like,
// and endbr64 and endbr32, which only say where an indirect branch may arrive.
func (i Inst) Nop() bool {
	if i.Kind != Other || i.enc != legacy || i.lock {
		return false
	}
	switch {
	case i.table == oneByte:
		return i.op == 0x90 && i.rex&rexB == 0 && i.rep != 0xf3 // f3 90 is pause
	case i.table == map0F && i.op == 0x1f:
		return true // of the digits but /0 the manuals say that they are reserved, and nops
	}
	return i.Landing()
}

// Landing reports whether the instruction is endbr64 or endbr32.
func (i Inst) Landing() bool {
	return i.Kind == Other && i.enc == legacy && i.table == map0F && i.op == 0x1e && i.rep == 0xf3 &&
		i.mod == 3 && i.reg == 7 && (i.rm == 2 || i.rm == 3)
}

// Push is the register that a push of a 64-bit general register pushes.
func (i Inst) Push() (arch.Reg, bool) {
	if i.Kind != Other || i.enc != legacy || i.table != oneByte || i.op&0xf8 != 0x50 || i.size {
		return arch.NoReg, false
	}
	return general[i.op&7|i.rex&rexB<<3], true
}

// general are the general registers by their number in an instruction.
var general = [16]arch.Reg{arch.RAX, arch.RCX, arch.RDX, arch.RBX, arch.RSP, arch.RBP, arch.RSI, arch.RDI,
	arch.R8, arch.R9, arch.R10, arch.R11, arch.R12, arch.R13, arch.R14, arch.R15}
