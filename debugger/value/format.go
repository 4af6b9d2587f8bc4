package value

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"

	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// Format is the letter of print/x and its kin; 0 prints by type (GDB manual, "Output Formats").
type Format byte

const (
	FormatHex      Format = 'x'
	FormatDecimal  Format = 'd' // signed, whatever the type says
	FormatUnsigned Format = 'u'
	FormatOctal    Format = 'o'
	FormatBinary   Format = 't'
	FormatZeroHex  Format = 'z' // hex with leading zeros up to the type's size
	FormatAddress  Format = 'a' // with the symbol there
	FormatChar     Format = 'c'
	FormatFloat    Format = 'f' // the bytes as floating point where there is a type of that size
	FormatString   Format = 's' // by type; characters as text
)

// Valid reports whether a letter is a format.
func (f Format) Valid() bool {
	switch f {
	case 0, FormatHex, FormatDecimal, FormatUnsigned, FormatOctal, FormatBinary, FormatZeroHex,
		FormatAddress, FormatChar, FormatFloat, FormatString:
		return true
	}
	return false
}

// formatted prints a scalar in the format asked for. n is its value; for a floating point number,
// its bits.
func (f *formatter) formatted(t *ctype.Type, n *big.Int) {
	size := int(sizeOf(t)) // at most maxScalar
	width := uint(size) * 8
	bits := modulo(n, width)
	switch f.As {
	case FormatHex:
		fmt.Fprintf(f, "%#x", bits)
	case FormatDecimal:
		f.puts(signed(bits, width).String())
	case FormatUnsigned:
		f.puts(bits.String())
	case FormatOctal:
		if bits.Sign() != 0 {
			f.puts("0")
		}
		f.puts(bits.Text(8))
	case FormatBinary:
		f.puts(bits.Text(2))
	case FormatZeroHex:
		fmt.Fprintf(f, "0x%0*x", size*2, bits)
	case FormatAddress:
		f.address(mem.Addr(modulo(f.integer(t, n), 64).Uint64()), true)
	case FormatChar:
		c := modulo(f.integer(t, n), 8)
		if t.Kind == ctype.Float || t.Signed {
			f.puts(signed(c, 8).String())
		} else {
			f.puts(c.String())
		}
		f.puts(" " + charText(byte(c.Uint64())))
	case FormatFloat:
		switch size {
		case 4, 8, 12, 16:
			f.puts(floatText(binary.LittleEndian, littleEndian(bits, size)))
		default:
			f.puts(n.String())
		}
	}
}

func modulo(n *big.Int, width uint) *big.Int {
	mask := new(big.Int).Lsh(big.NewInt(1), width)
	return mask.And(n, mask.Sub(mask, big.NewInt(1)))
}

// signed reads the bits of a number as two's complement.
func signed(bits *big.Int, width uint) *big.Int {
	if width == 0 || bits.Bit(int(width)-1) == 0 {
		return bits
	}
	return new(big.Int).Sub(bits, new(big.Int).Lsh(big.NewInt(1), width))
}

// integer converts floating point to an integer of 64 bits, saturating; others are one already.
func (f *formatter) integer(t *ctype.Type, n *big.Int) *big.Int {
	if t.Kind != ctype.Float {
		return n
	}
	x, ok := ParseFloat(binary.LittleEndian, littleEndian(n, int(sizeOf(t))))
	if !ok { // NaN, or a format we do not know
		return big.NewInt(math.MaxInt64)
	}
	i, _ := x.Int64() // truncates and saturates
	return big.NewInt(i)
}

func littleEndian(n *big.Int, size int) []byte {
	b := make([]byte, size)
	modulo(n, uint(size)*8).FillBytes(b)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return b
}
