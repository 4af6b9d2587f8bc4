package value

import (
	"encoding/binary"
	"fmt"
	"math/big"
)

// float is an IEEE single or double, or the x87 extended format: 10 significant bytes in 10, 12 or 16.
type float struct {
	negative bool
	exp      int    // of the least significant bit of mant
	mant     uint64 // with the leading bit that single and double do not store
	special  bool   // infinite, or no number if frac is not 0
	frac     uint64 // as gdb prints it in nan(0x...)
	digits   int    // enough decimal digits to tell neighbours apart
}

func decodeFloat(order binary.ByteOrder, b []byte) (f float, ok bool) {
	var e, bias, fracBits int
	var maxExp int
	switch len(b) {
	case 4:
		u := order.Uint32(b)
		f = float{negative: u>>31 != 0, frac: uint64(u & (1<<23 - 1)), digits: 9}
		e, bias, fracBits, maxExp = int(u>>23&0xff), 127, 23, 0xff
	case 8:
		u := order.Uint64(b)
		f = float{negative: u>>63 != 0, frac: u & (1<<52 - 1), digits: 17}
		e, bias, fracBits, maxExp = int(u>>52&0x7ff), 1023, 52, 0x7ff
	case 10, 12, 16:
		if order == binary.BigEndian {
			return f, false // x87 is little endian; no other family's long double is known here
		}
		mant, se := order.Uint64(b), order.Uint16(b[8:])
		f = float{negative: se>>15 != 0, frac: mant, mant: mant, digits: 21}
		f.exp = max(int(se&0x7fff), 1) - 16383 - 63
		f.special = se&0x7fff == 0x7fff
		if f.special && mant<<1 == 0 {
			f.frac = 0
		}
		return f, true
	default:
		return f, false
	}
	f.special = e == maxExp
	f.mant = f.frac
	if e > 0 {
		f.mant |= 1 << fracBits
	}
	f.exp = max(e, 1) - bias - fracBits
	return f, true
}

// big gives the number; ok is false for what is none.
func (f float) big() (x *big.Float, ok bool) {
	x = new(big.Float).SetPrec(64)
	switch {
	case f.special && f.frac != 0:
		return x, false
	case f.special:
		return x.SetInf(f.negative), true
	}
	x.SetMantExp(new(big.Float).SetPrec(64).SetUint64(f.mant), f.exp)
	if f.negative {
		x.Neg(x)
	}
	return x, true
}

// ParseFloat decodes an IEEE single or double or the x87 extended format; false for what is no number.
func ParseFloat(order binary.ByteOrder, b []byte) (*big.Float, bool) {
	f, ok := decodeFloat(order, b)
	if !ok {
		return nil, false
	}
	return f.big()
}

// floatText prints as %g does with as many digits as tell neighbours apart; gdb's form for what is no
// number.
func floatText(order binary.ByteOrder, b []byte) string {
	f, ok := decodeFloat(order, b)
	if !ok {
		return fmt.Sprintf("0x%x", b)
	}
	if f.special {
		s := "inf"
		if f.frac != 0 {
			s = fmt.Sprintf("nan(%#x)", f.frac)
		}
		if f.negative {
			s = "-" + s
		}
		return s
	}
	x, _ := f.big()
	return x.Text('g', f.digits)
}
