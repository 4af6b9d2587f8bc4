package disasm

import "golang.org/x/arch/x86/x86asm"

// prefixNames appends the names of the prefixes that the instruction itself does not show, in their
// order, each with a space behind it, as gdb does: those that do nothing here and lock, rep, bnd.
func (p *printer) prefixNames() {
	i := &p.i
	if i.enc != legacy {
		return
	}
	code := i.Bytes[i.fwait:i.nprefix]
	for k, b := range code {
		last := true
		for _, c := range code[k+1:] {
			last = last && c != b
		}
		if name := p.prefixName(b, k, last); name != "" {
			p.buf = append(append(p.buf, name...), ' ')
		}
	}
}

// prefixName is what is printed for prefix byte b, number k; "" where the instruction shows it. last is
// false if the same byte follows.
func (p *printer) prefixName(b byte, k int, last bool) string {
	i := &p.i
	used := last && p.used(b, k)
	switch b {
	case 0x66:
		if !used {
			return "data16"
		}
	case 0x67:
		if !used {
			return "addr32"
		}
	case 0xf0:
		return "lock"
	case 0xf2, 0xf3:
		if !used {
			return p.repName(b)
		}
	case 0x26:
		return "es"
	case 0x36:
		return "ss"
	case 0x2e:
		if !p.hint(b) {
			return "cs"
		}
	case 0x3e:
		switch {
		case p.hint(b):
		case i.table == oneByte && i.op == 0xff && (i.reg == 2 || i.reg == 4):
			return "notrack"
		default:
			return "ds"
		}
	case 0x64:
		if !used {
			return "fs"
		}
	case 0x65:
		if !used {
			return "gs"
		}
	default:
		if !used || k != len(i.Bytes[i.fwait:i.nprefix])-1 {
			return rexNames[b&15]
		}
	}
	return ""
}

var rexNames = [16]string{"rex", "rex.B", "rex.X", "rex.XB", "rex.R", "rex.RB", "rex.RX", "rex.RXB",
	"rex.W", "rex.WB", "rex.WX", "rex.WXB", "rex.WR", "rex.WRB", "rex.WRX", "rex.WRXB"}

// hint reports whether a segment prefix is AT&T's ",pt" or ",pn" of a conditional jump.
func (p *printer) hint(b byte) bool {
	i := &p.i
	return !p.intel && b != 0 && i.Kind == CondJump && i.seg == b && (i.op&0xf0 == 0x70 || i.op&0xf0 == 0x80)
}

// repName is the name of a repeat prefix that is not part of the opcode.
func (p *printer) repName(b byte) string {
	i := &p.i
	near := i.Kind == Call || i.Kind == Jump || i.Kind == CondJump || i.Kind == Return
	if b == 0xf2 {
		switch {
		case near && !i.Far() && !(i.table == oneByte && i.op&0xfc == 0xe0):
			return "bnd"
		case p.locked():
			return "xacquire"
		}
		return "repnz"
	}
	if i.table == oneByte {
		switch i.op {
		case 0xa4, 0xa5, 0xaa, 0xab, 0xac, 0xad, 0x6c, 0x6d, 0x6e, 0x6f:
			return "rep"
		case 0xc6, 0xc7:
			if i.mod != 3 {
				return "xrelease"
			}
		}
	}
	if p.locked() {
		return "xrelease"
	}
	return "repz"
}

// locked reports whether the instruction locks the bus, and so may begin or end elision of the lock.
func (p *printer) locked() bool {
	i := &p.i
	return (i.lock || i.table == oneByte && i.op&0xfe == 0x86) && p.hasMemory()
}

func (p *printer) hasMemory() bool {
	for k := range p.ops[:p.n] {
		if p.ops[k].kind == memory {
			return true
		}
	}
	return false
}

// used reports whether the instruction's text shows prefix byte b, number k of them.
func (p *printer) used(b byte, k int) bool {
	i := &p.i
	switch b {
	case 0x67:
		if p.hasMemory() || i.gap != nil && i.gap.uses('a') || i.table == oneByte && i.op >= 0xe0 && i.op <= 0xe3 {
			return true
		}
	case 0x64, 0x65:
		return i.seg == b && p.hasSegment()
	}
	wide := i.rex&rexW != 0
	if i.gap != nil {
		if b&0xf0 == 0x40 {
			return !wide || i.gap.suffix == '*' || i.gap.uses('v') || i.gap.uses('y')
		}
		return b == i.gap.prefix || b == 0x66 && i.gap.uses('v')
	}
	if i.Kind != Other && i.relative() > 0 {
		return b == 0x66 && i.relative() == 2 // call, jmp and jcc with a distance take nothing else
	}
	if i.x86.Prefix[k]&x86asm.PrefixImplicit != 0 {
		return b != 0x66 && !(b&0xf0 == 0x40 && wide) || !i.fixedSize(b)
	}
	switch i.x86.Op {
	case x86asm.LRET, x86asm.SYSRET, x86asm.SYSEXIT, x86asm.IRETQ:
		return b == 0x66 && i.x86.Op == x86asm.LRET && !wide || b&rexW != 0 && b&0xf0 == 0x40
	case x86asm.RET, x86asm.LEAVE, x86asm.ENTER, x86asm.PUSH, x86asm.POP, x86asm.CALL, x86asm.JMP:
		return b == 0x66 && !wide
	case x86asm.MOVSXD, x86asm.BSF, x86asm.BSR, x86asm.MOVBE:
		return b == 0x66 && (i.mod == 3 || i.x86.Op != x86asm.MOVSXD)
	case x86asm.NOP:
		return b == 0x66 && i.table == oneByte // xchg %ax,%ax
	}
	return false
}

// hasSegment reports whether an operand shows the segment override.
func (p *printer) hasSegment() bool {
	for k := range p.ops[:p.n] {
		if s := p.ops[k].seg; s == "fs" || s == "gs" {
			return true
		}
	}
	return false
}

// fixedSize reports whether the prefix that sets the operand size, 66 or REX.W, does nothing here though
// x86asm has a use for it.
func (i *Inst) fixedSize(prefix byte) bool {
	size16 := prefix == 0x66
	switch op := i.op; i.table {
	case oneByte:
		switch {
		case op&0xf0 == 0x50, op == 0x68, op == 0x6a, op == 0x9c, op == 0x9d, op == 0xc9,
			op == 0xff && (i.reg == 2 || i.reg == 4 || i.reg == 6):
			return !size16 || i.rex&rexW != 0
		case op == 0x8c || op == 0x8e:
			return i.mod != 3
		case op == 0xff && (i.reg == 3 || i.reg == 5), op == 0x6d, op == 0x6f, op == 0xe5, op == 0xe7, op == 0xed, op == 0xef:
			return !size16
		case op == 0x90:
			return !size16 && i.rex&rexB == 0
		case op == 0xa0, op == 0xa2, op == 0xd7:
			return true
		}
	case map0F:
		switch {
		case op == 0x00 && i.reg <= 1, op == 0x01 && i.reg == 4:
			return i.mod != 3
		case op == 0xa0, op == 0xa1, op == 0xa8, op == 0xa9:
			return !size16 || i.rex&rexW != 0
		case op == 0x07, op == 0x35:
			return size16
		case op == 0xae, op == 0xc7:
			return size16 && i.mod != 3
		}
	}
	return false
}
