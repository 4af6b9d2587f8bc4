package disasm

import "golang.org/x/arch/x86/x86asm"

// prefixNames appends the names of the prefixes that the instruction itself does not show, in their
// order, each with a space behind it, as gdb does: those that do nothing here and lock, rep, bnd.
func (p *printer) prefixNames() {
	i := p.i
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
	i := p.i
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
	i := p.i
	return !p.intel && b != 0 && i.Kind == CondJump && i.seg == b && (i.op&0xf0 == 0x70 || i.op&0xf0 == 0x80)
}

// repName is the name of a repeat prefix that is not part of the opcode.
func (p *printer) repName(b byte) string {
	i := p.i
	near := i.Kind == Call || i.Kind == Jump || i.Kind == CondJump || i.Kind == Return
	if b == 0xf2 {
		switch {
		case near && !i.Far() && i.op != 0xeb || i.op == 0xeb && i.Kind == Jump:
			return "bnd"
		case i.lock && p.hasMemory():
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
	if i.lock && p.hasMemory() {
		return "xrelease"
	}
	return "repz"
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
	i := p.i
	switch b {
	case 0x67:
		if p.hasMemory() || i.gap != nil && i.gap.uses('a') || i.table == oneByte && i.op >= 0xe0 && i.op <= 0xe3 {
			return true
		}
	case 0x64, 0x65:
		return i.seg == b && p.hasSegment()
	}
	if i.gap != nil {
		return b == i.gap.prefix || b == 0x66 && i.gap.uses('v') || b&0xf0 == 0x40
	}
	if i.Kind != Other && i.relative() > 0 {
		return b == 0x66 && i.relative() == 2 // call, jmp and jcc with a distance take nothing else
	}
	if i.x86.Prefix[k]&x86asm.PrefixImplicit != 0 {
		if b&0xf0 == 0x40 {
			return p.usedREX(b)
		}
		return true
	}
	switch i.x86.Op {
	case x86asm.LRET, x86asm.SYSRET, x86asm.SYSEXIT, x86asm.IRETQ:
		return b == 0x66 || b&rexW != 0 && b&0xf0 == 0x40
	case x86asm.RET, x86asm.LEAVE, x86asm.ENTER, x86asm.PUSH, x86asm.POP, x86asm.MOVSXD, x86asm.CALL, x86asm.JMP:
		return b == 0x66
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

// usedREX reports whether every bit of a REX prefix that x86asm found a use for counts.
func (p *printer) usedREX(b byte) bool {
	i := p.i
	if i.table == oneByte {
		switch {
		case i.op == 0xff && i.reg >= 2 && i.reg <= 6, i.op&0xf0 == 0x50, i.op == 0x90:
			if b&rexW != 0 && (i.op != 0x90 || b&rexB == 0) {
				return false
			}
		}
	}
	return true
}
