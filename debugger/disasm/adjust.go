package disasm

import (
	"strings"

	"golang.org/x/arch/x86/x86asm"
)

// adjust rewrites operands into what is printed and returns the name without its suffix.
func (p *printer) adjust() string {
	i := &p.i
	if i.gap != nil {
		if i.table == map0F && (i.op == 0x21 || i.op == 0x23) && !p.intel { // AT&T has another name for these
			for k := range p.n {
				if n, ok := strings.CutPrefix(p.ops[k].name, "dr"); ok {
					p.ops[k].name = "db" + n
				}
			}
		}
		return i.gap.name
	}
	op := i.x86.Op
	if op == 0 { // a near branch with 66
		return p.nearName()
	}
	s := &spellings[op]
	name := s.att
	if p.intel {
		name = s.intel
	}
	if s.size > 0 {
		for k := range p.n {
			if p.ops[k].kind == memory {
				p.ops[k].size = int(s.size)
			}
		}
	}
	if i.enc == evex {
		p.rounding(name)
	}
	switch {
	case i.table == oneByte && i.enc == legacy:
		name = p.adjust1(op, name)
	case p.n > 0 && p.ops[p.n-1].kind == immediate:
		if a := aliased(op, name, i.enc != legacy, p.ops[p.n-1].imm); a != "" {
			p.n--
			return a
		}
	case op == x86asm.LAR || op == x86asm.LSL: // the register is read as wide as the other is written
		if o := &p.ops[1]; o.kind == register {
			o.name = generalName(i.rm|i.rex&rexB<<3, i.x86.DataSize/8)
		}
	case i.enc == vex && s.both:
		return "{vex} " + name
	}
	return name
}

// rounding marks an operation of registers that has its own rounding mode or raises no exceptions.
func (p *printer) rounding(name string) {
	x := &p.i.x86
	if !x.SAE || p.hasMemory() {
		return
	}
	mode := "{sae}"
	if roundable(name) {
		mode = [...]string{"{rn-sae}", "{rd-sae}", "{ru-sae}", "{rz-sae}"}[x.Rounding&3]
	}
	at := p.n - 1 // of the last operand that is no immediate
	if p.ops[at].kind == immediate {
		at--
	}
	if p.intel {
		p.ops[at].name += mode
		return
	}
	copy(p.ops[at+2:], p.ops[at+1:p.n])
	p.ops[at+1] = operand{name: mode}
	p.n++
}

// roundable reports whether an AVX-512 operation takes a rounding mode, as against {sae} alone.
func roundable(name string) bool {
	for _, p := range []string{"vcvtt", "vcvtps2pd", "vcvtss2sd", "vcvtph2ps", "vcvtps2ph"} {
		if strings.HasPrefix(name, p) {
			return false
		}
	}
	for _, p := range []string{"vadd", "vsub", "vmul", "vdiv", "vsqrt", "vscalef", "vfm", "vfnm", "vcvt"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// nearName is the name of a near branch that 66 makes shorter.
func (p *printer) nearName() string {
	i := &p.i
	switch {
	case i.table == map0F:
		return conditions[i.op&15]
	case i.op == 0xe8:
		return "callw"
	case i.op == 0xe9:
		return "jmpw"
	}
	return "xbeginw"
}

var conditions = [16]string{"jo", "jno", "jb", "jae", "je", "jne", "jbe", "ja", "js", "jns", "jp", "jnp", "jl", "jge", "jle", "jg"}

// adjust1 is adjust for opcodes of one byte.
func (p *printer) adjust1(op x86asm.Op, name string) string {
	i := &p.i
	switch {
	case i.op == 0xcc:
		p.n = 0
		return "int3"
	case i.op == 0x90 && op == x86asm.NOP && i.size:
		p.ops[0], p.ops[1] = operand{kind: register, name: "ax"}, operand{kind: register, name: "ax"}
		p.n = 2
		return "xchg"
	case i.op >= 0xa0 && i.op <= 0xa3, i.op&0xf8 == 0xb8 && i.rex&rexW != 0:
		for k := range p.n {
			p.ops[k].size = 0
		}
		return "movabs"
	case i.op >= 0xd0 && i.op <= 0xd1: // shifts by 1, which AT&T leaves out
		p.n = 1
		if p.intel {
			p.ops[1], p.n = operand{name: "1"}, 2
		}
	case i.op == 0xc8 && !p.intel: // enter has its operands in Intel's order
		p.ops[0], p.ops[1] = p.ops[1], p.ops[0]
	case i.op&0xfc == 0xec, i.op&0xfc == 0x6c: // in, out, ins, outs with DX
		for k := range p.n {
			if o := &p.ops[k]; o.name == "dx" && !p.intel {
				*o = operand{name: "(%dx)"}
			}
		}
	case i.op&0xf8 == 0xd8:
		return p.adjustFloat(op, name)
	case i.op == 0xff && i.size && i.rex&rexW == 0 && (i.reg == 2 || i.reg == 4): // see relative
		if o := &p.ops[0]; o.kind == register {
			o.name = generalName(i.rm|i.rex&rexB<<3, 2)
		} else {
			o.size = 2
			name += "w"
		}
	}
	if s := spellings[op].style; s == stringOp || s == stringReg {
		for k := range p.n {
			if p.ops[k].kind == memory {
				p.ops[k].size = i.stringSize()
			}
		}
	}
	return name
}

// stringSize is the size of the elements of a string instruction.
func (i *Inst) stringSize() int {
	switch {
	case i.op&1 == 0:
		return 1
	case i.rex&rexW != 0 && i.op >= 0xa4:
		return 8
	case i.size:
		return 2
	}
	return 4
}

// adjustFloat is adjust for x87 instructions.
func (p *printer) adjustFloat(op x86asm.Op, name string) string {
	i := &p.i
	if i.fwait > 0 && len(name) > 2 && name[:2] == "fn" && name != "fnop" {
		name = "f" + name[2:]
	}
	if i.mod != 3 {
		if op == x86asm.FLD || op == x86asm.FSTP {
			if i.op == 0xdb {
				p.ops[0].size = 10
			}
		}
		return name
	}
	if p.n < 2 {
		return name
	}
	// Which of two registers is the top of the stack is fixed by the opcode.
	top := 0
	if i.op == 0xdc || i.op == 0xde {
		top = 1
		if !p.intel {
			name = swapped(name)
		}
	}
	p.ops[top].name = "st"
	return name
}

// swapped exchanges fsub and fsubr, fdiv and fdivr: AT&T syntax has them the wrong way round where the
// destination is not the top of the stack, and keeps it so for old sources' sake.
func swapped(name string) string {
	switch name {
	case "fsub":
		return "fsubr"
	case "fsubr":
		return "fsub"
	case "fsubp":
		return "fsubrp"
	case "fsubrp":
		return "fsubp"
	case "fdiv":
		return "fdivr"
	case "fdivr":
		return "fdiv"
	case "fdivp":
		return "fdivrp"
	case "fdivrp":
		return "fdivp"
	}
	return name
}

// suffix appends what AT&T syntax adds to a name for the size of operands, and a few that both have.
func (p *printer) suffix() {
	i := &p.i
	if i.gap != nil {
		p.gapSuffix()
		return
	}
	if p.hint(i.seg) {
		if i.seg == 0x3e {
			p.text(",pt")
		} else {
			p.text(",pn")
		}
	}
	switch op := i.x86.Op; spellings[op].style {
	case sized:
		if !p.intel && p.lone() {
			p.letter(p.memorySize())
		}
	case sizedFloat, sizedInt:
		if m := p.memorySize(); !p.intel && m > 0 {
			p.text(floatSuffix(spellings[op].style, m))
		}
	case widened:
		p.widenedSuffix(op)
	case farReturn:
		p.returnSuffix(op)
	default:
		p.pushSuffix(op)
	}
}

func (p *printer) gapSuffix() {
	switch {
	case p.i.gap.suffix == '*':
		if p.i.rex&rexW != 0 {
			p.text("q")
		} else {
			p.text("d")
		}
	case p.i.gap.suffix == '?' && !p.intel:
		p.letter(p.memorySize())
	}
}

func (p *printer) letter(size int) {
	switch size {
	case 1:
		p.text("b")
	case 2:
		p.text("w")
	case 4:
		p.text("l")
	case 8:
		p.text("q")
	}
}

// memorySize is the size of the operand in memory, 0 if there is none.
func (p *printer) memorySize() int {
	for k := range p.n {
		if p.ops[k].kind == memory {
			return p.ops[k].size
		}
	}
	return 0
}

// lone reports whether no register tells the size of the operand in memory: there is none, or only the
// count of a shift, or one of another kind.
func (p *printer) lone() bool {
	i := &p.i
	for k := range p.n {
		if p.ops[k].kind != register {
			continue
		}
		shift := i.table == oneByte && (i.op == 0xd2 || i.op == 0xd3)
		if !shift && i.enc == legacy && i.table <= map0F && !(i.table == map0F && i.op == 0x2a) {
			return false
		}
	}
	return true
}

func floatSuffix(s style, size int) string {
	switch {
	case s == sizedFloat && size == 4, s == sizedInt && size == 2:
		return "s"
	case s == sizedFloat && size == 8, s == sizedInt && size == 4:
		return "l"
	case s == sizedFloat:
		return "t"
	}
	return "ll"
}

// widenedSuffix completes movz and movs with the sizes of source and destination.
func (p *printer) widenedSuffix(op x86asm.Op) {
	i := &p.i
	if op == x86asm.MOVSXD {
		if !p.intel && i.rex&rexW != 0 {
			p.buf = append(p.buf[:len(p.buf)-len("movsxd")], "movslq"...)
		}
		return
	}
	if p.intel {
		return
	}
	p.letter(1 + int(i.op&1))
	p.letter(i.x86.DataSize / 8)
}

func (p *printer) returnSuffix(op x86asm.Op) {
	i := &p.i
	switch {
	case i.rex&rexW != 0:
		p.text("q")
	case op == x86asm.LRET:
		if i.size {
			p.text("w")
		}
	case p.intel:
		p.text("d")
	default:
		p.text("l")
	}
}

// pushSuffix marks the 16-bit forms of what is 64 bits wide otherwise.
func (p *printer) pushSuffix(op x86asm.Op) {
	i := &p.i
	if !i.size || i.rex&rexW != 0 {
		return
	}
	switch op {
	case x86asm.PUSH, x86asm.POP:
		if p.n == 1 && (p.ops[0].kind != register || i.table == map0F) {
			p.text("w")
		}
	case x86asm.RET, x86asm.LEAVE, x86asm.ENTER:
		p.text("w")
	}
}
