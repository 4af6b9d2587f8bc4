package expr

import (
	"encoding/binary"
	"math"
	"math/big"
	"slices"

	"kbreak/mem"
)

// elem is one stack element: up to 128 bits, zero-extended from the width of its type. All
// arithmetic wraps at that width.
type elem struct {
	lo, hi uint64
	typ    BaseType // zero: generic
}

// width is the size in bytes of a type on the stack.
func (m *machine) width(t BaseType) int {
	if t.Size == 0 {
		return m.unit.Arch.PtrSize
	}
	return t.Size
}

func (m *machine) make(lo, hi uint64, t BaseType) elem {
	switch w := m.width(t); {
	case w < 8:
		lo, hi = lo&(1<<(8*w)-1), 0
	case w == 8:
		hi = 0
	case w < 16:
		hi &= 1<<(8*(w-8)) - 1
	}
	return elem{lo, hi, t}
}

func (m *machine) generic(v uint64) elem { return m.make(v, 0, BaseType{}) }

func (t BaseType) signed() bool { return t.Encoding == EncSigned || t.Encoding == EncSignedChar }

// sext sign-extends the low bits of v from w bytes.
func sext(v uint64, w int) int64 {
	if w >= 8 {
		return int64(v)
	}
	shift := 64 - 8*w
	return int64(v<<shift) >> shift
}

// address gives an element as an address: a signed type is sign-extended, every other zero-extended.
func (m *machine) address(e elem) mem.Addr {
	v := e.lo
	if e.typ.signed() {
		v = uint64(sext(e.lo, m.width(e.typ)))
	}
	return mem.Addr(m.generic(v).lo)
}

// bytes gives an element as the target would store it.
func (m *machine) bytes(e elem) []byte {
	w := m.width(e.typ)
	p := make([]byte, w)
	if w <= 8 {
		putUint(m.unit.Arch.Order, p, e.lo)
		return p
	}
	if m.unit.Arch.Order == binary.BigEndian {
		putUint(m.unit.Arch.Order, p[w-8:], e.lo)
		putUint(m.unit.Arch.Order, p[:w-8], e.hi)
		return p
	}
	putUint(m.unit.Arch.Order, p[:8], e.lo)
	putUint(m.unit.Arch.Order, p[8:], e.hi)
	return p
}

// fromBytes is the reverse of bytes; p has at most 16 bytes.
func (m *machine) fromBytes(p []byte, t BaseType) elem {
	order := m.unit.Arch.Order
	if len(p) <= 8 {
		return m.make(getUint(order, p), 0, t)
	}
	if order == binary.BigEndian {
		return m.make(getUint(order, p[len(p)-8:]), getUint(order, p[:len(p)-8]), t)
	}
	return m.make(getUint(order, p[:8]), getUint(order, p[8:]), t)
}

// baseType asks for a type. Offset 0 is the generic type (DWARF 5 §2.5.1.6).
func (m *machine) baseType(in *instr, die uint64) (BaseType, error) {
	if die == 0 {
		return BaseType{}, nil
	}
	t, err := m.env.BaseType(die)
	if err != nil {
		return BaseType{}, err
	}
	if t.Size < 1 || t.Size > 16 {
		return BaseType{}, in.errorf("base type of %d bytes", t.Size)
	}
	return t, nil
}

// typed executes the operations that make elements of a type.
func (m *machine) typed(in *instr, op byte) error {
	die := in.a
	if op == opRegvalType {
		die = in.b
	}
	t, err := m.baseType(in, die)
	if err != nil {
		return err
	}
	switch op {
	case opConstType:
		if len(in.block) != m.width(t) {
			return in.errorf("constant of %d bytes for a type of %d bytes", len(in.block), m.width(t))
		}
		return m.push(in, m.fromBytes(in.block, t))
	case opRegvalType:
		if m.width(t) > 8 {
			return Unavailablef("%s is read as %d bytes", m.unit.registerText(regNum(in.a)), t.Size)
		}
		v, err := m.reg(regNum(in.a))
		if err != nil {
			return err
		}
		return m.push(in, m.make(v, 0, t))
	}
	e, err := m.pop(in)
	if err != nil {
		return err
	}
	if op == opReinterpret {
		if m.width(t) != m.width(e.typ) {
			return in.errorf("from %d bytes to %d", m.width(e.typ), m.width(t))
		}
		return m.push(in, elem{e.lo, e.hi, t})
	}
	if e, err = m.convert(e, t); err != nil {
		return err
	}
	return m.push(in, e)
}

// convert converts by value, as a C cast does.
func (m *machine) convert(e elem, t BaseType) (elem, error) {
	from, to := e.typ.Encoding == EncFloat, t.Encoding == EncFloat
	switch {
	case from && e.typ == t:
		return e, nil
	case !from && !to:
		return m.fromBig(m.big(e), t), nil
	case from && !computable(e.typ), to && !computable(t):
		return elem{}, Unavailablef("floating point of %d bytes is not computed",
			max(m.width(e.typ), m.width(t)))
	case from && to:
		return m.fromFloat(m.float(e), t), nil
	case to:
		f, _ := new(big.Float).SetInt(m.big(e)).Float64()
		return m.fromFloat(f, t), nil
	}
	f := m.float(e)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return elem{}, Unavailablef("%v has no integer value", f)
	}
	i, _ := big.NewFloat(f).Int(nil) // truncates towards zero
	return m.fromBig(i, t), nil
}

// computable reports whether a floating point type is one of Go's.
func computable(t BaseType) bool { return t.Size == 4 || t.Size == 8 }

func (m *machine) float(e elem) float64 {
	if m.width(e.typ) == 4 {
		return float64(math.Float32frombits(uint32(e.lo)))
	}
	return math.Float64frombits(e.lo)
}

func (m *machine) fromFloat(f float64, t BaseType) elem {
	if m.width(t) == 4 {
		return m.make(uint64(math.Float32bits(float32(f))), 0, t)
	}
	return m.make(math.Float64bits(f), 0, t)
}

var two64 = new(big.Int).Lsh(big.NewInt(1), 64)

// big gives an integer element's value under its type's signedness; generic is unsigned.
func (m *machine) big(e elem) *big.Int {
	i := new(big.Int).SetUint64(e.hi)
	i.Mul(i, two64).Add(i, new(big.Int).SetUint64(e.lo))
	if w := m.width(e.typ); e.typ.signed() && i.Bit(8*w-1) != 0 {
		i.Sub(i, new(big.Int).Lsh(big.NewInt(1), uint(8*w)))
	}
	return i
}

// fromBig wraps at the type's width.
func (m *machine) fromBig(i *big.Int, t BaseType) elem {
	i = new(big.Int).And(i, new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 128), big.NewInt(1)))
	lo := new(big.Int).And(i, new(big.Int).Sub(two64, big.NewInt(1)))
	return m.make(lo.Uint64(), new(big.Int).Rsh(i, 64).Uint64(), t)
}

func (m *machine) unary(in *instr, op byte) error {
	e, err := m.pop(in)
	if err != nil {
		return err
	}
	t := e.typ
	if op == opPlusUconst {
		if t.Encoding == EncFloat {
			return in.errorf("operand is not an integer")
		}
		return m.push(in, m.fromBig(new(big.Int).Add(m.big(e), new(big.Int).SetUint64(in.a)), t))
	}
	if t.Encoding == EncFloat {
		switch {
		case op == opNot:
			return in.errorf("operand is not an integer")
		case !computable(t):
			return Unavailablef("floating point of %d bytes is not computed", t.Size)
		case op == opAbs:
			return m.push(in, m.fromFloat(math.Abs(m.float(e)), t))
		}
		return m.push(in, m.fromFloat(-m.float(e), t))
	}
	i := m.big(e)
	switch {
	case op == opNot:
		i.Not(i)
	case op == opNeg:
		i.Neg(i)
	case t == (BaseType{}): // abs of the generic type takes it as signed
		i.Abs(big.NewInt(sext(e.lo, m.width(t))))
	default:
		i.Abs(i)
	}
	return m.push(in, m.fromBig(i, t))
}

var comparisons = []byte{opEq, opGe, opGt, opLe, opLt, opNe}

// compare turns a three-way result into what a comparison pushes.
func compare(op byte, cmp int) uint64 {
	var yes bool
	switch op {
	case opEq:
		yes = cmp == 0
	case opGe:
		yes = cmp >= 0
	case opGt:
		yes = cmp > 0
	case opLe:
		yes = cmp <= 0
	case opLt:
		yes = cmp < 0
	case opNe:
		yes = cmp != 0
	}
	if yes {
		return 1
	}
	return 0
}

func (m *machine) binary(in *instr, op byte) error {
	y, err := m.pop(in)
	if err != nil {
		return err
	}
	x, err := m.pop(in)
	if err != nil {
		return err
	}
	shift := op == opShl || op == opShr || op == opShra
	if x.typ != y.typ && !shift {
		return in.errorf("operands are of different types")
	}
	if x.typ.Encoding == EncFloat || y.typ.Encoding == EncFloat {
		return m.binaryFloat(in, op, x, y)
	}
	if slices.Contains(comparisons, op) {
		return m.pushUint(in, compare(op, m.order(x, y)))
	}
	var e elem
	if shift {
		e = m.shift(op, x, y)
	} else if e, err = m.binaryInt(in, op, x, y); err != nil {
		return err
	}
	return m.push(in, e)
}

// signedValue is the integer value; the generic type counts as signed, as it does for comparison
// and division (DWARF 5 §2.5.1.4: signed operations).
func (m *machine) signedValue(e elem) *big.Int {
	if e.typ == (BaseType{}) {
		return big.NewInt(sext(e.lo, m.width(e.typ)))
	}
	return m.big(e)
}

func (m *machine) order(x, y elem) int { return m.signedValue(x).Cmp(m.signedValue(y)) }

// binaryInt does not use big.Int where two machine words do: nearly every expression that computes
// anything does this.
func (m *machine) binaryInt(in *instr, op byte, x, y elem) (elem, error) {
	t := x.typ
	switch op {
	case opAnd:
		return elem{x.lo & y.lo, x.hi & y.hi, t}, nil
	case opOr:
		return elem{x.lo | y.lo, x.hi | y.hi, t}, nil
	case opXor:
		return elem{x.lo ^ y.lo, x.hi ^ y.hi, t}, nil
	}
	if m.width(t) <= 8 {
		switch op {
		case opPlus:
			return m.make(x.lo+y.lo, 0, t), nil
		case opMinus:
			return m.make(x.lo-y.lo, 0, t), nil
		case opMul:
			return m.make(x.lo*y.lo, 0, t), nil
		}
	}
	i := new(big.Int)
	switch op {
	case opPlus:
		i.Add(m.big(x), m.big(y))
	case opMinus:
		i.Sub(m.big(x), m.big(y))
	case opMul:
		i.Mul(m.big(x), m.big(y))
	case opDiv, opMod:
		if y.lo|y.hi == 0 {
			return elem{}, in.errorf("division by zero")
		}
		if op == opDiv {
			i.Quo(m.signedValue(x), m.signedValue(y))
		} else {
			i.Rem(m.big(x), m.big(y)) // generic is unsigned here, as in gdb and readelf
		}
	}
	return m.fromBig(i, t), nil
}

// shift: a count beyond the width shifts everything out. shr is logical and shra arithmetic for
// every type.
func (m *machine) shift(op byte, x, y elem) elem {
	bits := uint(8 * m.width(x.typ))
	n := bits
	if y.hi == 0 && y.lo < uint64(bits) {
		n = uint(y.lo)
	}
	unsigned, signed := x, x
	unsigned.typ = BaseType{m.width(x.typ), EncUnsigned}
	signed.typ = BaseType{m.width(x.typ), EncSigned}
	i := new(big.Int)
	switch op {
	case opShl:
		i.Lsh(m.big(unsigned), n)
	case opShr:
		i.Rsh(m.big(unsigned), n)
	case opShra:
		i.Rsh(m.big(signed), n)
	}
	return m.fromBig(i, x.typ)
}

func (m *machine) binaryFloat(in *instr, op byte, x, y elem) error {
	if x.typ != y.typ {
		return in.errorf("operands are of different types")
	}
	if !computable(x.typ) {
		return Unavailablef("floating point of %d bytes is not computed", x.typ.Size)
	}
	a, b := m.float(x), m.float(y)
	var f float64
	switch op {
	case opPlus:
		f = a + b
	case opMinus:
		f = a - b
	case opMul:
		f = a * b
	case opDiv:
		f = a / b
	case opNe:
		if a != b { // NaN is unordered: only != holds
			return m.pushUint(in, 1)
		}
		return m.pushUint(in, 0)
	case opEq, opGe, opGt, opLe, opLt:
		if math.IsNaN(a) || math.IsNaN(b) {
			return m.pushUint(in, 0)
		}
		cmp := 0
		if a < b {
			cmp = -1
		} else if a > b {
			cmp = 1
		}
		return m.pushUint(in, compare(op, cmp))
	default:
		return in.errorf("operands are not integers")
	}
	return m.push(in, m.fromFloat(f, x.typ))
}
