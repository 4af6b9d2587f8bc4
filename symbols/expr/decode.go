package expr

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"kbreak/arch"
)

// Unit is what the encoding of an expression depends on.
type Unit struct {
	Arch       *arch.Arch // byte order, address size and register names
	OffsetSize int        // bytes of a section offset: 8 in the 64-bit DWARF format; 0 means 4
}

// Error says that an expression is malformed, or asks for what a kernel debugger does not have.
type Error struct {
	At     int    // byte offset in the expression
	Op     string // "DW_OP_deref", "" where no operation could be read
	Reason string
}

func (e *Error) Error() string {
	if e.Op == "" {
		return fmt.Sprintf("location expression at %#x: %s", e.At, e.Reason)
	}
	return fmt.Sprintf("location expression at %#x: %s: %s", e.At, e.Op, e.Reason)
}

// instr is one decoded operation. Operands are zero- or sign-extended to 64 bits.
type instr struct {
	at, next int
	op       byte
	a, b     uint64
	block    []byte // a slice of the expression
}

func (in *instr) errorf(format string, args ...any) error {
	return &Error{in.at, opName(in.op), fmt.Sprintf(format, args...)}
}

// decoder walks over an expression. Its error is sticky: read what is there, then ask once.
type decoder struct {
	code []byte
	pos  int
	unit Unit
	err  string
}

func (u Unit) decode(code []byte, at int) (instr, error) {
	d := decoder{code: code, pos: at, unit: u}
	in := instr{at: at, op: byte(d.fixed(1))}
	if d.err != "" {
		return in, &Error{at, "", d.err}
	}
	info := ops[in.op]
	if info.name == "" {
		return in, in.errorf("unknown")
	}
	in.a = d.operand(info.a, &in.block)
	in.b = d.operand(info.b, &in.block)
	in.next = d.pos
	if d.err != "" {
		return in, in.errorf("%s", d.err)
	}
	return in, nil
}

func (d *decoder) operand(kind operand, blk *[]byte) uint64 {
	switch kind {
	case u1:
		return d.fixed(1)
	case s1:
		return uint64(int8(d.fixed(1)))
	case u2:
		return d.fixed(2)
	case s2:
		return uint64(int16(d.fixed(2)))
	case u4:
		return d.fixed(4)
	case s4:
		return uint64(int32(d.fixed(4)))
	case u8, s8:
		return d.fixed(8)
	case uleb:
		return d.uleb()
	case sleb:
		return d.sleb()
	case addr:
		return d.fixed(d.unit.Arch.PtrSize)
	case ref:
		if d.unit.OffsetSize == 8 {
			return d.fixed(8)
		}
		return d.fixed(4)
	case block:
		*blk = d.bytes(d.uleb())
	case block1:
		*blk = d.bytes(d.fixed(1))
	case encoded:
		return d.encoded()
	}
	return 0
}

func (d *decoder) bytes(n uint64) []byte {
	if d.err == "" && n > uint64(len(d.code)-d.pos) {
		d.err = "truncated"
	}
	if d.err != "" {
		return nil
	}
	p := d.code[d.pos : d.pos+int(n)]
	d.pos += int(n)
	return p
}

// fixed reads an unsigned integer of n bytes in the target's byte order.
func (d *decoder) fixed(n int) uint64 { return getUint(d.unit.Arch.Order, d.bytes(uint64(n))) }

func (d *decoder) uleb() uint64 {
	var v uint64
	for shift := 0; ; shift += 7 {
		p := d.bytes(1)
		if p == nil {
			return 0
		}
		if shift < 64 {
			v |= uint64(p[0]&0x7f) << shift // bits above 64 are lost, as they are in gdb
		}
		if p[0]&0x80 == 0 {
			return v
		}
	}
}

func (d *decoder) sleb() uint64 {
	var v uint64
	for shift := 0; ; shift += 7 {
		p := d.bytes(1)
		if p == nil {
			return 0
		}
		if shift < 64 {
			v |= uint64(p[0]&0x7f) << shift
		}
		if p[0]&0x80 == 0 {
			if shift+7 < 64 && p[0]&0x40 != 0 {
				v |= math.MaxUint64 << (shift + 7)
			}
			return v
		}
	}
}

// encoded reads a pointer in the encoding of .eh_frame (LSB Core §10.5), absolute ones only: a
// location expression has no base to be relative to.
func (d *decoder) encoded() uint64 {
	enc := d.fixed(1)
	if enc&0xf0 != 0 && d.err == "" {
		d.err = fmt.Sprintf("pointer encoding %#x is not supported", enc)
	}
	kinds := map[uint64]operand{0: addr, 1: uleb, 2: u2, 3: u4, 4: u8, 9: sleb, 0xa: s2, 0xb: s4, 0xc: s8}
	kind, ok := kinds[enc&0xf]
	if !ok && d.err == "" {
		d.err = fmt.Sprintf("pointer encoding %#x is not supported", enc)
	}
	return d.operand(kind, nil)
}

// getUint decodes at most 8 bytes.
func getUint(order binary.ByteOrder, p []byte) uint64 {
	var v uint64
	for i := range p {
		if order == binary.BigEndian {
			v = v<<8 | uint64(p[i])
		} else {
			v |= uint64(p[i]) << (8 * i)
		}
	}
	return v
}

// putUint is the reverse of getUint; p is at most 8 bytes.
func putUint(order binary.ByteOrder, p []byte, v uint64) {
	for i := range p {
		if order == binary.BigEndian {
			p[len(p)-1-i] = byte(v >> (8 * i))
		} else {
			p[i] = byte(v >> (8 * i))
		}
	}
}

// RegName gives gdb's name of a DWARF register, "register 17" where the family's table has none.
func (u Unit) RegName(n int) string {
	if r, ok := u.Arch.FromDWARF(n); ok {
		return u.Arch.Regs[r].Name
	}
	return fmt.Sprintf("register %d", n)
}

// Disassemble gives an expression as text, one operation after the other: "DW_OP_breg7 rsp+8;
// DW_OP_deref". What cannot be decoded ends the text with its error.
func Disassemble(code []byte, u Unit) string {
	var parts []string
	for at := 0; at < len(code); {
		in, err := u.decode(code, at)
		if err != nil {
			return strings.Join(append(parts, "<"+err.Error()+">"), "; ")
		}
		parts = append(parts, u.text(&in))
		at = in.next
	}
	return strings.Join(parts, "; ")
}

func (u Unit) text(in *instr) string {
	s := opName(in.op)
	switch op := canonical(in.op); {
	case op >= opReg0 && op <= opReg31:
		return s + " " + u.RegName(int(op-opReg0))
	case op >= opBreg0 && op <= opBreg31:
		return fmt.Sprintf("%s %s%+d", s, u.RegName(int(op-opBreg0)), int64(in.a))
	case op == opRegx:
		return s + " " + u.RegName(regNum(in.a))
	case op == opBregx:
		return fmt.Sprintf("%s %s%+d", s, u.RegName(regNum(in.a)), int64(in.b))
	case op == opEntryValue:
		if len(in.block) > 256 {
			return fmt.Sprintf("%s (%d bytes)", s, len(in.block))
		}
		return s + " (" + Disassemble(in.block, u) + ")"
	case op == opConstType:
		return fmt.Sprintf("%s <%#x> % x", s, in.a, in.block)
	case op == opRegvalType:
		return fmt.Sprintf("%s %s <%#x>", s, u.RegName(regNum(in.a)), in.b)
	case op == opImplicitPointer:
		return fmt.Sprintf("%s <%#x> %+d", s, in.a, int64(in.b))
	}
	info := ops[in.op]
	for i, kind := range []operand{info.a, info.b} {
		v := []uint64{in.a, in.b}[i]
		switch kind {
		case none:
		case s1, s2, s4, s8, sleb:
			s += fmt.Sprintf(" %d", int64(v))
		case addr, ref, encoded, u4, u8:
			s += fmt.Sprintf(" %#x", v)
		case block, block1:
			s += fmt.Sprintf(" % x", in.block)
		default:
			s += fmt.Sprintf(" %d", v)
		}
	}
	return s
}

// regNum makes an operand a register number that no table has if it is out of range.
func regNum(v uint64) int { return int(min(v, math.MaxInt32)) }
