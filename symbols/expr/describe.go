package expr

import (
	"fmt"
	"strings"

	"kbreak/symbols/link"
)

// Describe says in gdb's words where a location expression has its object ("info scope"): "a variable in
// $rbx", "static storage at address 0x...". frameBase is what DW_OP_fbreg is relative to, nil if it is not
// known; address spells a link address. What has no words is disassembled.
func Describe(code, frameBase []byte, u Unit, address func(link.Addr) string) string {
	d := describer{u, frameBase, address}
	var parts []string
	for rest := code; ; {
		n, size, next := u.piece(rest)
		if next < 0 {
			if len(parts) == 0 {
				if s := d.simple(code); s != "" {
					return s
				}
			} else if len(rest) == 0 {
				return strings.Join(parts, ", and ")
			}
			return "a complex DWARF expression: " + Disassemble(code, u)
		}
		s := "an empty"
		if n > 0 {
			if s = d.simple(rest[:n]); s == "" {
				return "a complex DWARF expression: " + Disassemble(code, u)
			}
			s += fmt.Sprintf(" [%d-byte piece]", size)
		} else {
			s += fmt.Sprintf(" %d-byte piece", size)
		}
		parts = append(parts, s)
		rest = rest[next:]
	}
}

// piece finds the first DW_OP_piece: where the location of its part ends, the bytes of the part, and what
// follows; next is -1 where there is none.
func (u Unit) piece(code []byte) (end int, size uint64, next int) {
	for at := 0; at < len(code); {
		in, err := u.decode(code, at)
		if err != nil {
			break
		}
		if in.op == opPiece {
			return at, in.a, in.next
		}
		at = in.next
	}
	return 0, 0, -1
}

type describer struct {
	u         Unit
	frameBase []byte
	address   func(link.Addr) string
}

// simple describes an expression of one operation, or of a number and DW_OP_stack_value; "" for others.
func (d describer) simple(code []byte) string {
	if len(code) == 0 {
		return ""
	}
	in, err := d.u.decode(code, 0)
	if err != nil {
		return ""
	}
	op := canonical(in.op)
	if rest := code[in.next:]; len(rest) == 1 && rest[0] == opStackValue {
		switch {
		case op >= opLit0 && op <= opLit31:
			return fmt.Sprintf("the constant %d", op-opLit0)
		case op == opConst1s || op == opConst2s || op == opConst4s || op == opConst8s || op == opConsts:
			return fmt.Sprintf("the constant %d", int64(in.a))
		case op == opConst1u || op == opConst2u || op == opConst4u || op == opConst8u || op == opConstu:
			return fmt.Sprintf("the constant %d", in.a)
		case op == opAddr:
			return "the address " + d.address(link.Addr(in.a))
		case op == opEntryValue:
			if r, ok := d.register(in.block); ok {
				return fmt.Sprintf("what $%s was when the function was called", r)
			}
		}
		return ""
	} else if len(rest) > 0 {
		return ""
	}
	switch {
	case op == opAddr:
		return "static storage at address " + d.address(link.Addr(in.a))
	case op >= opBreg0 && op <= opBreg31:
		return fmt.Sprintf("a variable at offset %d from base reg $%s", int64(in.a), d.u.RegName(int(op-opBreg0)))
	case op == opBregx:
		return fmt.Sprintf("a variable at offset %d from base reg $%s", int64(in.b), d.u.RegName(regNum(in.a)))
	case op == opFbreg:
		return d.frame(int64(in.a))
	}
	if r, ok := d.register(code); ok {
		return "a variable in $" + r
	}
	return ""
}

// register names the register that an expression of one operation stands for.
func (d describer) register(code []byte) (string, bool) {
	if len(code) == 0 {
		return "", false
	}
	in, err := d.u.decode(code, 0)
	if err != nil || in.next != len(code) {
		return "", false
	}
	switch op := canonical(in.op); {
	case op >= opReg0 && op <= opReg31:
		return d.u.RegName(int(op - opReg0)), true
	case op == opRegx:
		return d.u.RegName(regNum(in.a)), true
	}
	return "", false
}

// frame describes an offset from the frame base.
func (d describer) frame(offset int64) string {
	if r, ok := d.register(d.frameBase); ok {
		return fmt.Sprintf("a variable at frame base reg $%s offset %d", r, offset)
	}
	if len(d.frameBase) > 0 {
		in, err := d.u.decode(d.frameBase, 0)
		switch op := canonical(in.op); {
		case err != nil || in.next != len(d.frameBase):
		case op >= opBreg0 && op <= opBreg31:
			return fmt.Sprintf("a variable at frame base reg $%s offset %d+%d", d.u.RegName(int(op-opBreg0)), int64(in.a), offset)
		case op == opCallFrameCFA:
			return fmt.Sprintf("a variable at offset %d from the frame's address", offset)
		}
	}
	return ""
}
