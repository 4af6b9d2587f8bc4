package eval

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/big"

	"kbreak/debugger/value"
	"kbreak/symbols/ctype"
)

// number is a floating-point number: exact for double and float in real, and for long double in wide,
// which is nil for what is not finite.
type number struct {
	real float64
	wide *big.Float
}

func fromInt(n *big.Int) number {
	w := new(big.Float).SetPrec(64).SetInt(n)
	f, _ := w.Float64()
	return number{f, w}
}

func oneIf(b bool) *big.Int {
	if b {
		return big.NewInt(1)
	}
	return new(big.Int)
}

func (f number) sign() int {
	switch {
	case f.wide != nil:
		return f.wide.Sign()
	case f.real < 0:
		return -1
	case f.real == 0:
		return 0
	}
	return 1 // NaN is not 0 either
}

func (f number) neg() number {
	f.real = -f.real
	if f.wide != nil {
		f.wide = new(big.Float).Neg(f.wide)
	}
	return f
}

// integer truncates; what is not finite becomes the smallest 64-bit integer, as the CPU's conversion
// does.
func (f number) integer() *big.Int {
	if f.wide == nil || f.wide.IsInf() || f.wide.MantExp(nil) > 256 {
		return big.NewInt(math.MinInt64)
	}
	n, _ := f.wide.Int(nil)
	return n
}

// float reads a value of a floating-point or integer type.
func (m *machine) float(v value.Value) (number, error) {
	t := strip(v.Type)
	if m.dry {
		return number{wide: new(big.Float)}, nil
	}
	if err := v.Err(); err != nil {
		return number{}, err
	}
	if t.Kind != ctype.Float {
		n, err := m.read(v)
		if err != nil {
			return number{}, err
		}
		return fromInt(n), nil
	}
	b, err := v.Complete(m.ctx, m.env.Memory())
	if err != nil {
		return number{}, err
	}
	order := m.env.Arch().Order
	switch len(b) {
	case 4:
		return finite(float64(math.Float32frombits(order.Uint32(b)))), nil
	case 8:
		return finite(math.Float64frombits(order.Uint64(b))), nil
	}
	w, ok := value.ParseFloat(order, b)
	if !ok {
		return number{real: math.NaN()}, nil
	}
	f, _ := w.Float64()
	if w.IsInf() {
		w = nil
	}
	return number{f, w}, nil
}

func finite(f float64) number {
	n := number{real: f}
	if !math.IsNaN(f) && !math.IsInf(f, 0) {
		n.wide = new(big.Float).SetPrec(64).SetFloat64(f)
	}
	return n
}

// fromFloat makes a value of a floating-point type.
func fromFloat(t *ctype.Type, f number, order binary.ByteOrder) value.Value {
	b := make([]byte, sizeOf(t))
	switch len(b) {
	case 4:
		order.PutUint32(b, math.Float32bits(float32(f.real)))
	case 8:
		order.PutUint64(b, math.Float64bits(f.real))
	case 12, 16:
		mant, exp := extended(f)
		order.PutUint64(b, mant)
		order.PutUint16(b[8:], exp)
	}
	return value.FromBytes(t, b)
}

// extended encodes the x87 format: a sign, 15 bits of exponent, and 64 of significand with the leading one.
func extended(f number) (mant uint64, exp uint16) {
	if math.Signbit(f.real) {
		exp = 1 << 15
	}
	switch {
	case math.IsNaN(f.real):
		return 3 << 62, exp | 0x7fff
	case f.wide == nil || f.wide.IsInf():
		return 1 << 63, exp | 0x7fff
	case f.wide.Sign() == 0:
		return 0, exp
	}
	w := new(big.Float).SetPrec(64).Set(f.wide)
	e := w.MantExp(w) // w in [0.5, 1)
	w.Abs(w).SetMantExp(w, 64)
	mant, _ = w.Uint64()
	biased := e - 1 + 16383
	switch {
	case biased >= 0x7fff:
		return 1 << 63, exp | 0x7fff
	case biased <= 0: // denormal
		return mant >> uint(min(1-biased, 64)), exp
	}
	return mant, exp | uint16(biased)
}

// floatOp computes with floating point; the result has the longer type, as C has it.
func (m *machine) floatOp(op string, l, r value.Value) (value.Value, error) {
	x, err := m.float(l)
	if err != nil {
		return l, err
	}
	y, err := m.float(r)
	if err != nil {
		return l, err
	}
	if comparison(op) {
		if math.IsNaN(x.real) || math.IsNaN(y.real) {
			return m.boolean(op == "!="), nil
		}
		c := 0
		switch {
		case x.wide != nil && y.wide != nil:
			c = x.wide.Cmp(y.wide)
		case x.real < y.real:
			c = -1
		case x.real > y.real:
			c = 1
		}
		return m.boolean(holds(op, c)), nil
	}
	t, other := strip(l.Type), strip(r.Type)
	if t.Kind != ctype.Float || other.Kind == ctype.Float && other.Size > t.Size {
		t, l = other, r
	}
	var z number
	switch op {
	case "+":
		z.real = x.real + y.real
	case "-":
		z.real = x.real - y.real
	case "*":
		z.real = x.real * y.real
	case "/":
		z.real = x.real / y.real
	case "%", "&", "|", "^", "<<", ">>":
		return l, errors.New("Integer-only operation on floating point number.")
	default:
		return l, fmt.Errorf("no operator %s", op)
	}
	if t.Size > 8 && x.wide != nil && y.wide != nil && !(op == "/" && y.wide.Sign() == 0) {
		z.wide = new(big.Float).SetPrec(64)
		switch op {
		case "+":
			z.wide.Add(x.wide, y.wide)
		case "-":
			z.wide.Sub(x.wide, y.wide)
		case "*":
			z.wide.Mul(x.wide, y.wide)
		case "/":
			z.wide.Quo(x.wide, y.wide)
		}
		z.real, _ = z.wide.Float64()
		if math.IsInf(z.real, 0) { // beyond double only
			z.real = math.Copysign(math.MaxFloat64, z.real)
		}
	}
	return fromFloat(l.Type, z, m.env.Arch().Order), nil
}
