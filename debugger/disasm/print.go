package disasm

import (
	"strconv"

	"kbreak/mem"
)

// printer writes one instruction.
type printer struct {
	i      Inst
	intel  bool
	symbol func(mem.Addr) string
	ops    [maxOperands]operand
	n      int
	buf    []byte
}

// column is where operands begin, if the name is not longer.
const column = 7

func (p *printer) print() {
	i := &p.i
	switch {
	case i.Kind == Bad:
		p.text("(bad)")
		return
	case i.gap == nil && i.x86.Op == 0 && i.relative() == 0:
		p.bytes()
		return
	}
	p.n = 0
	if i.gap != nil || i.x86.Op != 0 {
		p.n = i.operands(&p.ops)
	} else {
		t, _ := i.Target()
		p.ops[0], p.n = operand{kind: target, imm: uint64(t)}, 1
	}
	name := p.adjust()
	p.prefixNames()
	p.text(name)
	p.suffix()
	if p.n == 0 && (i.gap == nil || i.gap.att == "" || p.intel) {
		return
	}
	for len(p.buf) < column-1 {
		p.buf = append(p.buf, ' ')
	}
	p.buf = append(p.buf, ' ')
	if p.n == 0 {
		p.text(i.gap.att)
		return
	}
	for k := range p.n {
		if k > 0 {
			p.buf = append(p.buf, ',')
		}
		if p.intel {
			p.intelOperand(&p.ops[k])
		} else {
			p.attOperand(&p.ops[p.n-1-k])
		}
	}
	for k := range p.n {
		if a, ok := i.ripTarget(&p.ops[k]); ok {
			p.text("        # ")
			p.address(uint64(a))
		}
	}
}

// bytes writes an instruction of which only the length is known.
func (p *printer) bytes() {
	p.text(".byte ")
	for k, b := range p.i.Bytes {
		if k > 0 {
			p.text(", ")
		}
		p.hex(uint64(b))
	}
}

func (p *printer) text(s string) { p.buf = append(p.buf, s...) }

func (p *printer) hex(v uint64) {
	p.buf = strconv.AppendUint(append(p.buf, "0x"...), v, 16)
}

// signed writes a displacement.
func (p *printer) signed(v int64) {
	if v < 0 {
		p.buf = append(p.buf, '-')
		v = -v
	}
	p.hex(uint64(v))
}

func (p *printer) address(a uint64) {
	p.hex(a)
	if p.symbol != nil {
		if s := p.symbol(mem.Addr(a)); s != "" {
			p.text(" <")
			p.text(s)
			p.text(">")
		}
	}
}

func (p *printer) attOperand(o *operand) {
	switch o.kind {
	case register:
		if p.indirect() {
			p.buf = append(p.buf, '*')
		}
		p.buf = append(p.buf, '%')
		p.text(o.name)
	case immediate:
		p.buf = append(p.buf, '$')
		p.hex(o.imm)
	case target:
		p.address(o.imm)
	case memory:
		if p.indirect() {
			p.buf = append(p.buf, '*')
		}
		p.attMemory(o)
		if o.broadcast > 0 {
			p.text("{1to")
			p.buf = strconv.AppendInt(p.buf, int64(o.broadcast), 10)
			p.text("}")
		}
	default:
		p.text(o.name) // port, rounding
	}
	p.mask(o)
}

func (p *printer) mask(o *operand) {
	if o.mask == "" {
		return
	}
	p.text("{")
	if !p.intel {
		p.text("%")
	}
	p.text(o.mask)
	p.text("}")
	if o.zero {
		p.text("{z}")
	}
}

func (p *printer) attMemory(o *operand) {
	if o.seg != "" {
		p.text("%")
		p.text(o.seg)
		p.text(":")
	}
	if o.base == "" && o.index == "" {
		p.absolute(o)
		return
	}
	if o.hasDisp {
		p.signed(o.disp)
	}
	p.text("(")
	if o.base != "" {
		p.text("%")
		p.text(o.base)
	}
	if o.index != "" {
		p.text(",%")
		p.text(o.index)
		p.text(",")
		p.buf = strconv.AppendInt(p.buf, int64(o.scale), 10)
	}
	p.text(")")
}

func (p *printer) absolute(o *operand) {
	if p.i.addr {
		p.hex(uint64(uint32(o.disp)))
		return
	}
	p.hex(uint64(o.disp))
}

func (p *printer) intelOperand(o *operand) {
	switch o.kind {
	case immediate:
		p.hex(o.imm)
	case target:
		p.address(o.imm)
	case memory:
		p.intelMemory(o)
	default:
		p.text(o.name)
	}
	p.mask(o)
}

func (p *printer) intelMemory(o *operand) {
	if name := sizeName(o.size); name != "" {
		p.text(name)
		if o.broadcast > 0 {
			p.text(" BCST ")
		} else {
			p.text(" PTR ")
		}
	}
	switch {
	case o.seg != "":
		p.text(o.seg)
		p.text(":")
	case o.base == "" && o.index == "":
		p.text("ds:")
	}
	if o.base == "" && o.index == "" {
		p.absolute(o)
		return
	}
	p.text("[")
	p.text(o.base)
	if o.index != "" {
		if o.base != "" {
			p.text("+")
		}
		p.text(o.index)
		p.text("*")
		p.buf = strconv.AppendInt(p.buf, int64(o.scale), 10)
	}
	switch {
	case !o.hasDisp:
	case o.base == "rip" || o.base == "eip": // binutils' way
		p.text("+")
		p.hex(uint64(o.disp))
	default:
		if o.disp >= 0 {
			p.text("+")
		}
		p.signed(o.disp)
	}
	p.text("]")
}

func sizeName(n int) string {
	switch n {
	case 1:
		return "BYTE"
	case 2:
		return "WORD"
	case 4:
		return "DWORD"
	case 6:
		return "FWORD"
	case 8:
		return "QWORD"
	case 10:
		return "TBYTE"
	case 16:
		return "XMMWORD"
	case oword:
		return "OWORD"
	case 32:
		return "YMMWORD"
	case 64:
		return "ZMMWORD"
	}
	return ""
}

// indirect reports whether the operand is where a branch takes its target from.
func (p *printer) indirect() bool { return p.i.Indirect() }
