package arch

import (
	"encoding/binary"
	"strings"

	"kbreak/mem"
)

// Reg is a register of one [Arch]: an index into its Regs.
type Reg uint8

// NoReg stands for no register.
const NoReg Reg = 0xff

// MaxRegs bounds the registers of an [Arch].
const MaxRegs = 64

// RegInfo describes one register of at most 64 bits. Wider ones (x87, SSE) are not in the table;
// they are shown as the stub delivers them.
type RegInfo struct {
	Name  string // gdb's name
	Size  int    // bytes
	DWARF int    // DWARF register number, -1 if it has none
}

// Arch is one CPU family in one mode.
type Arch struct {
	Name    string // gdb's name for it, as in "set architecture"
	Order   binary.ByteOrder
	PtrSize int       // bytes
	Regs    []RegInfo // in gdb's order
	PC      Reg
	SP      Reg
	FP      Reg
	RA      int    // DWARF column of the return address
	Trap    []byte // software breakpoint instruction

	byDWARF map[int]Reg
}

// Reg finds a register by name; case and a leading $ do not matter, and pc, sp and fp are
// understood on every family, as in gdb.
func (a *Arch) Reg(name string) (Reg, bool) {
	name = strings.ToLower(strings.TrimPrefix(name, "$"))
	for i, r := range a.Regs {
		if r.Name == name {
			return Reg(i), true
		}
	}
	switch name {
	case "pc":
		return a.PC, true
	case "sp":
		return a.SP, true
	case "fp":
		return a.FP, true
	}
	return NoReg, false
}

// FromDWARF finds a register by its DWARF number. The return address column is the PC.
func (a *Arch) FromDWARF(n int) (Reg, bool) {
	r, ok := a.byDWARF[n]
	return r, ok
}

// Registers holds the values of one CPU (or one frame). The zero value knows none. It is a plain
// value: assigning it copies it.
type Registers struct {
	known uint64
	value [MaxRegs]uint64
}

// Get returns a register's value, zero-extended, and whether it is known.
func (r *Registers) Get(reg Reg) (uint64, bool) {
	if reg >= MaxRegs || r.known&(1<<reg) == 0 {
		return 0, false
	}
	return r.value[reg], true
}

// Set makes a register known.
func (r *Registers) Set(reg Reg, v uint64) {
	if reg < MaxRegs {
		r.value[reg], r.known = v, r.known|1<<reg
	}
}

// Forget makes a register unknown.
func (r *Registers) Forget(reg Reg) {
	if reg < MaxRegs {
		r.value[reg], r.known = 0, r.known&^(1<<reg)
	}
}

// Addr is Get for a register that holds an address.
func (r *Registers) Addr(reg Reg) (mem.Addr, bool) {
	v, ok := r.Get(reg)
	return mem.Addr(v), ok
}
