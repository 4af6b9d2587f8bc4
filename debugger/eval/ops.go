package eval

import (
	"errors"
	"fmt"
	"math/big"

	"kbreak/debugger/value"
	"kbreak/symbols/ctype"
)

func (n *unaryNode) eval(m *machine) (operand, error) {
	x, err := n.x.eval(m)
	if err != nil {
		return operand{}, err
	}
	if n.op == "&" {
		v, err := m.addressOf(x, PointerTo(x.Type))
		return operand{Value: v, percpu: x.percpu}, err
	}
	v, err := m.rvalue(x)
	if err != nil {
		return operand{}, err
	}
	switch n.op {
	case "*":
		y, err := m.deref(v)
		y.percpu = x.percpu && strip(x.Type).Kind == ctype.Array
		return y, err
	case "!":
		yes, err := m.isTrue(v)
		return plain(m.boolean(!yes)), err
	}
	t := strip(v.Type)
	if t.Kind == ctype.Float && n.op != "~" {
		if n.op == "+" {
			return plain(v), nil
		}
		f, err := m.float(v)
		return plain(fromFloat(v.Type, f.neg(), m.env.Arch().Order)), err
	}
	if !isInteger(t) {
		what := map[string]string{"-": "negate operation not a number", "+": "positive operation not a number", "~": "complement operation not an integer, boolean"}
		return operand{}, fmt.Errorf("Argument to %s.", what[n.op])
	}
	i, err := m.read(v)
	if err != nil {
		return operand{}, err
	}
	to := promote(v.Type)
	switch n.op {
	case "-":
		i.Neg(i)
	case "~":
		i.Not(i)
	}
	return plain(m.number(to, i)), nil
}

// promote is C's integer promotion (C11 §6.3.1.1): what fits an int becomes one.
func promote(t *ctype.Type) *ctype.Type {
	s := strip(t)
	if s.Size < intType.Size || s.Kind == ctype.Bool {
		return intType
	}
	return common(s, s)
}

// common is what C's usual arithmetic conversions make of two integer types (C11 §6.3.1.8).
func common(a, b *ctype.Type) *ctype.Type {
	type kind struct {
		size   int64
		signed bool
	}
	of := func(t *ctype.Type) kind {
		s := strip(t)
		if s.Size < intType.Size || s.Kind == ctype.Bool {
			return kind{intType.Size, true}
		}
		return kind{s.Size, s.Signed && s.Kind != ctype.Bool}
	}
	x, y := of(a), of(b)
	if y.size > x.size {
		x, y = y, x
	}
	signed := x.signed && (y.signed || y.size < x.size)
	pick := func(s, u *ctype.Type) *ctype.Type {
		if signed {
			return s
		}
		return u
	}
	switch {
	case x.size <= 4:
		return pick(intType, uintType)
	case x.size <= 8:
		return pick(longType, ulongType)
	}
	return pick(int128Type, uint128Type)
}

func (n *binaryNode) eval(m *machine) (operand, error) {
	l, err := m.eval(n.l)
	if err != nil {
		return operand{}, err
	}
	r, err := m.eval(n.r)
	if err != nil {
		return operand{}, err
	}
	v, err := m.binary(n.op, l, r)
	return plain(v), err
}

func comparison(op string) bool {
	switch op {
	case "==", "!=", "<", ">", "<=", ">=":
		return true
	}
	return false
}

// binary computes an operation on values that are neither arrays nor functions.
func (m *machine) binary(op string, l, r value.Value) (value.Value, error) {
	lt, rt := strip(l.Type), strip(r.Type)
	lp, rp := lt.Kind == ctype.Pointer, rt.Kind == ctype.Pointer
	switch {
	case comparison(op):
		return m.compare(op, l, r)
	case lp && rp && op == "-":
		return m.difference(l, r)
	case lp && isInteger(rt) && (op == "+" || op == "-"):
		i, err := m.read(r)
		if err != nil {
			return l, err
		}
		sign := 1
		if op == "-" {
			sign = -1
		}
		return m.move(l, i, sign)
	case rp && isInteger(lt) && op == "+":
		i, err := m.read(l)
		if err != nil {
			return l, err
		}
		return m.move(r, i, 1)
	case lp && rp && (op == "+" || op == "*" || op == "/" || op == "%"):
		return l, errors.New("Argument to arithmetic operation not a number or boolean.")
	case !isArithmetic(lt) || !isArithmetic(rt):
		// gdb computes with the number that a pointer is: p & ~0xfff.
		if (lp || isArithmetic(lt)) && (rp || isArithmetic(rt)) && lt.Kind != ctype.Float && rt.Kind != ctype.Float {
			break
		}
		return l, errors.New("Argument to arithmetic operation not a number or boolean.")
	case lt.Kind == ctype.Float || rt.Kind == ctype.Float:
		return m.floatOp(op, l, r)
	}
	x, y, err := m.readBoth(l, r)
	if err != nil {
		return l, err
	}
	t := common(l.Type, r.Type)
	if op == "<<" || op == ">>" {
		t = promote(l.Type)
	}
	z, err := m.compute(op, t, inType(x, t), y)
	return m.number(t, z), err
}

// readBoth reads two numbers, the left one first.
func (m *machine) readBoth(l, r value.Value) (x, y *big.Int, err error) {
	if x, err = m.read(l); err == nil {
		y, err = m.read(r)
	}
	return x, y, err
}

// inType is a number as a type has it: modulo its range.
func inType(n *big.Int, t *ctype.Type) *big.Int {
	s := strip(t)
	width := uint(s.Size * 8)
	mask := new(big.Int).Lsh(big.NewInt(1), width)
	n = new(big.Int).And(n, new(big.Int).Sub(mask, big.NewInt(1)))
	if s.Signed && width > 0 && n.Bit(int(width)-1) != 0 {
		n.Sub(n, mask)
	}
	return n
}

var errDivision = errors.New("Division by zero")

// compute is an operation of integers in type t, to which x was converted.
func (m *machine) compute(op string, t *ctype.Type, x, y *big.Int) (*big.Int, error) {
	if op != "<<" && op != ">>" {
		y = inType(y, t)
	}
	z := new(big.Int)
	switch op {
	case "+":
		z.Add(x, y)
	case "-":
		z.Sub(x, y)
	case "*":
		z.Mul(x, y)
	case "/", "%":
		if y.Sign() == 0 {
			if m.dry {
				return z, nil
			}
			return z, errDivision
		}
		if op == "/" {
			z.Quo(x, y)
		} else {
			z.Rem(x, y)
		}
	case "&":
		z.And(x, y)
	case "|":
		z.Or(x, y)
	case "^":
		z.Xor(x, y)
	case "<<", ">>":
		// C does not define a count beyond the width; gdb shifts everything out.
		bits := strip(t).Size * 8
		switch {
		case y.Sign() < 0:
		case y.Cmp(big.NewInt(bits)) >= 0:
			if op == ">>" && x.Sign() < 0 {
				z.SetInt64(-1)
			}
		case op == "<<":
			z.Lsh(x, uint(y.Int64()))
		default:
			z.Rsh(x, uint(y.Int64()))
		}
	default:
		return z, fmt.Errorf("no operator %s", op)
	}
	return z, nil
}

func (m *machine) compare(op string, l, r value.Value) (value.Value, error) {
	lt, rt := strip(l.Type), strip(r.Type)
	var c int
	scalar := func(t *ctype.Type) bool { return isInteger(t) || t.Kind == ctype.Pointer }
	switch {
	case isArithmetic(lt) && isArithmetic(rt) && (lt.Kind == ctype.Float || rt.Kind == ctype.Float):
		return m.floatOp(op, l, r)
	case scalar(lt) && scalar(rt):
		x, y, err := m.readBoth(l, r)
		if err != nil {
			return l, err
		}
		t := ulongType
		if isInteger(lt) && isInteger(rt) {
			t = common(lt, rt)
		}
		c = inType(x, t).Cmp(inType(y, t))
	default:
		what := "ordering comparison"
		if op == "==" || op == "!=" {
			what = "equality test"
		}
		return l, fmt.Errorf("Invalid type combination in %s.", what)
	}
	return m.boolean(holds(op, c)), nil
}

func holds(op string, c int) bool {
	switch op {
	case "==":
		return c == 0
	case "!=":
		return c != 0
	case "<":
		return c < 0
	case ">":
		return c > 0
	case "<=":
		return c <= 0
	}
	return c >= 0
}

// stride is the size of what a pointer points to; 1 for void and functions, as in GNU C.
func stride(p *ctype.Type) (int64, error) {
	elem, err := target(p)
	if err != nil {
		return 0, err
	}
	s := strip(elem)
	switch {
	case s.Kind == ctype.Void, s.Kind == ctype.Func:
		return 1, nil
	case s.Incomplete:
		return 0, fmt.Errorf("Cannot perform pointer math on incomplete type \"%s\", try casting to a known type, or void *.", s.Name)
	}
	return s.Size, nil
}

// move is a pointer i elements further on, or back.
func (m *machine) move(p value.Value, i *big.Int, sign int) (value.Value, error) {
	n, err := stride(p.Type)
	if err != nil {
		return p, err
	}
	a, err := m.read(p)
	if err != nil {
		return p, err
	}
	d := new(big.Int).Mul(i, big.NewInt(n*int64(sign)))
	return m.number(p.Type, a.Add(a, d)), nil
}

// difference is the number of elements between two pointers.
func (m *machine) difference(l, r value.Value) (value.Value, error) {
	n, err := stride(l.Type)
	if err != nil {
		return l, err
	}
	k, err := stride(r.Type)
	if err != nil {
		return l, err
	}
	if n != k {
		return l, errors.New("First argument of `-' is a pointer and second argument is neither\nan integer nor a pointer of the same type.")
	}
	a, err := m.read(l)
	if err != nil {
		return l, err
	}
	b, err := m.read(r)
	if err != nil {
		return l, err
	}
	d := inType(a.Sub(a, b), longType)
	if n > 0 {
		d.Quo(d, big.NewInt(n))
	}
	return m.number(longType, d), nil
}
