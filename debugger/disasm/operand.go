package disasm

import (
	"strings"

	"golang.org/x/arch/x86/x86asm"

	"kbreak/mem"
)

// operand is one operand, ready to be printed in either syntax.
type operand struct {
	kind operandKind
	name string // of a register
	imm  uint64 // immediate value, or the target of a branch
	size int    // bytes of memory, 0 where there is no telling

	seg         string // of memory: "gs", "" for the usual one
	base, index string // "" without one; base "rip" or "eip" is relative to the next instruction
	scale       byte
	disp        int64
	hasDisp     bool // to be printed even if it is 0

	mask      string // EVEX: opmask register behind the destination
	zero      bool   // EVEX: {z}
	broadcast int    // EVEX: elements that one in memory is repeated for
}

type operandKind uint8

const (
	noOperand operandKind = iota
	register
	immediate
	memory
	target
)

// maxOperands is the number of operands that x86asm has room for.
const maxOperands = len(x86asm.Args{})

// registerNames are the names of x86asm's registers, as AT&T syntax has them without %.
var registerNames = nameRegisters()

func nameRegisters() (names [256]string) {
	for r := range names {
		n := strings.ToLower(x86asm.Reg(r).String())
		digits := strings.TrimLeft(n, "abcdefghijklmnopqrstuvwxyz")
		switch letters := strings.TrimSuffix(n, digits); {
		case letters == "f" && digits != "":
			n = "st(" + digits + ")"
		case letters == "m" && digits != "":
			n = "mm" + digits
		case (letters == "x" || letters == "y" || letters == "z") && digits != "":
			n = letters + "mm" + digits
		case n == "spb" || n == "bpb" || n == "sib" || n == "dib":
			n = n[:2] + "l"
		case strings.HasPrefix(n, "r") && strings.HasSuffix(digits, "l"): // r8l
			n = strings.TrimSuffix(n, "l") + "d"
		}
		names[r] = n
	}
	return names
}

// operands fills in the operands in Intel's order, destination first, and gives their number.
func (i *Inst) operands(out *[maxOperands]operand) int {
	if i.gap != nil {
		return i.gapOperands(out)
	}
	n := 0
	for _, a := range &i.x86.Args {
		o := &out[n]
		switch a := a.(type) {
		case nil:
			return n
		case x86asm.Reg:
			if n > 0 && i.enc == evex && a >= x86asm.K0 && a <= x86asm.K7 && n == 1 && i.isMask(a) {
				out[0].mask, out[0].zero = registerNames[a], i.x86.Zeroing
				continue
			}
			o.kind, o.name = register, registerNames[a]
		case x86asm.Imm:
			o.kind, o.imm = immediate, i.immediate(int64(a))
		case x86asm.Rel:
			t, _ := i.Target()
			o.kind, o.imm = target, uint64(t)
		case x86asm.Mem:
			i.memory(o, a)
		}
		n++
	}
	return n
}

// isMask reports whether the opmask register behind the first operand is its mask and not a source.
func (i *Inst) isMask(k x86asm.Reg) bool {
	aaa := i.Bytes[i.modrm-2] & 7
	return aaa != 0 && x86asm.K0+x86asm.Reg(aaa) == k
}

// immediate is an immediate as gdb prints it: sign-extended by the CPU where it does that, and then as
// wide as the operand it goes with.
func (i *Inst) immediate(v int64) uint64 {
	u := uint64(v)
	if i.enc != legacy || i.table != oneByte {
		return u & 0xff
	}
	switch op := i.op; {
	case op == 0xc2, op == 0xca, op == 0xc8:
		return u & 0xffff
	case op == 0x68, op == 0x6a:
		if i.size {
			return u & 0xffff
		}
		return u
	case op < 0x40 && op&7 == 5, op == 0x81, op == 0x83, op == 0x69, op == 0x6b, op == 0xc7, op == 0xa9,
		op == 0xf7, op&0xf8 == 0xb8:
		switch i.x86.DataSize {
		case 16:
			return u & 0xffff
		case 32:
			return u & 0xffffffff
		}
		return u
	}
	return u & 0xff
}

// memory makes an operand in memory. x86asm's view of it lacks what the text depends on: whether a
// displacement of 0 was there.
func (i *Inst) memory(o *operand, m x86asm.Mem) {
	o.size = i.x86.MemBytes
	if i.enc == legacy && i.table == oneByte {
		switch i.op {
		case 0xa4, 0xa5, 0xa6, 0xa7, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf, 0x6c, 0x6d, 0x6e, 0x6f, 0xd7:
			o.kind, o.base, o.seg = memory, registerNames[m.Base], "ds"
			if m.Base == x86asm.RDI || m.Base == x86asm.EDI {
				o.seg = "es"
			} else if s := i.segment(); s != "" {
				o.seg = s
			}
			return
		case 0xa0, 0xa1, 0xa2, 0xa3:
			o.kind, o.disp, o.hasDisp, o.seg = memory, m.Disp, true, i.segment()
			return
		}
	}
	i.modrmMemory(o)
	if m.Index >= x86asm.X0 { // gather and scatter
		sib := i.Bytes[i.modrm+1]
		o.index, o.scale = registerNames[m.Index], 1<<(sib>>6)
	}
	if i.enc != evex {
		return
	}
	if i.mod == 1 { // a multiple of the operand's size
		o.disp = m.Disp
	}
	if i.x86.Broadcast && o.size > 0 {
		o.broadcast = 16 << (i.Bytes[i.modrm-2] >> 5 & 3) / o.size
	}
}

// segment is the segment override that counts in 64-bit mode.
func (i *Inst) segment() string {
	switch i.seg {
	case 0x64:
		return "fs"
	case 0x65:
		return "gs"
	}
	return ""
}

// modrmMemory reads the ModRM byte's operand in memory (SDM volume 2, tables 2-2 and 2-3).
func (i *Inst) modrmMemory(o *operand) {
	regs := x86asm.RAX
	if i.addr {
		regs = x86asm.EAX
	}
	o.kind, o.seg = memory, i.segment()
	p := i.modrm + 1
	base := i.rm
	if base == 4 {
		sib := i.Bytes[p]
		p++
		base = sib & 7
		index := sib>>3&7 | i.rex&rexX<<2
		hasBase := base != 5 || i.mod != 0
		switch {
		case index != 4:
			o.index, o.scale = registerNames[regs+x86asm.Reg(index)], 1<<(sib>>6)
		case sib>>6 != 0 || hasBase && base != 4: // a SIB byte that was not needed
			o.index, o.scale = "riz", 1<<(sib>>6)
			if i.addr {
				o.index = "eiz"
			}
		}
		if hasBase {
			o.base = registerNames[regs+x86asm.Reg(base|i.rex&rexB<<3)]
		}
	} else if base == 5 && i.mod == 0 {
		o.base = "rip"
		if i.addr {
			o.base = "eip"
		}
	} else {
		o.base = registerNames[regs+x86asm.Reg(base|i.rex&rexB<<3)]
	}
	switch {
	case i.mod == 1:
		o.disp, o.hasDisp = int64(int8(i.Bytes[p])), true
	case i.mod == 2 || i.mod == 0 && base == 5:
		b := i.Bytes[p : p+4]
		o.disp, o.hasDisp = int64(int32(uint32(b[0])|uint32(b[1])<<8|uint32(b[2])<<16|uint32(b[3])<<24)), true
	}
}

// ripTarget is the address of a memory operand that is relative to the next instruction.
func (i *Inst) ripTarget(o *operand) (mem.Addr, bool) {
	switch {
	case o.kind != memory:
		return 0, false
	case o.base == "rip":
		return i.Next().Add(o.disp), true
	case o.base == "eip":
		return mem.Addr(uint32(i.Next().Add(o.disp))), true
	}
	return 0, false
}

// gapOperands makes the operands of a line of the gap table.
func (i *Inst) gapOperands(out *[maxOperands]operand) int {
	imm := i.Len
	for _, spec := range i.gap.ops {
		if spec == "I" {
			imm--
		}
	}
	n := 0
	for _, spec := range i.gap.ops {
		o := &out[n]
		n++
		if spec == "I" {
			o.kind, o.imm = immediate, uint64(i.Bytes[imm])
			imm++
			continue
		}
		size := i.sizeOf(spec[1])
		reg, rm := i.reg|i.rex&rexR<<1, i.rm|i.rex&rexB<<3
		if i.mod != 3 && strings.IndexByte("EWCX", spec[0]) >= 0 {
			i.modrmMemory(o)
			o.size = size
			if spec[1] == 'a' {
				o.size = 0
			}
			continue
		}
		o.kind = register
		switch spec[0] {
		case 'G':
			o.name = generalName(reg, size)
		case 'E':
			o.name = generalName(rm, size)
		case 'V':
			o.name = registerNames[x86asm.X0+x86asm.Reg(reg)]
		case 'W':
			o.name = registerNames[x86asm.X0+x86asm.Reg(rm)]
		case 'T':
			o.name = numbered("tmm", reg)
		case 'X':
			o.name = numbered("tmm", rm)
		case 'H':
			o.name = numbered("tmm", i.vvvv)
		case 'B':
			o.name = numbered("bnd", reg)
		case 'C':
			o.name = numbered("bnd", rm)
		case 'Z':
			o.name = registerNames[x86asm.CR0+x86asm.Reg(reg)]
		case 'D':
			o.name = registerNames[x86asm.DR0+x86asm.Reg(reg)]
		}
	}
	return n
}

func numbered(class string, n byte) string { return class + string('0'+rune(n&7)) }

// sizeOf is a size of the gap table in bytes.
func (i *Inst) sizeOf(letter byte) int {
	switch letter {
	case 'b':
		return 1
	case 'w':
		return 2
	case 'd':
		return 4
	case 'q':
		return 8
	case 'x':
		return 16
	case 'o':
		return oword
	case 'v', 'y':
		switch {
		case i.rex&rexW != 0:
			return 8
		case letter == 'v' && i.size:
			return 2
		}
		return 4
	case 'a':
		if i.addr {
			return 4
		}
		return 8
	}
	return 0
}

// generalName is a general register by its number and size.
func generalName(n byte, size int) string {
	switch size {
	case 2:
		return registerNames[x86asm.AX+x86asm.Reg(n)]
	case 4:
		return registerNames[x86asm.EAX+x86asm.Reg(n)]
	}
	return registerNames[x86asm.RAX+x86asm.Reg(n)]
}
