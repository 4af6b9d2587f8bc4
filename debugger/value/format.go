package value

import (
	"fmt"
	"math/big"

	"kbreak/symbols/ctype"
)

// Format is a letter of print/x; 0 prints by type.
type Format byte

const (
	FormatHex      Format = 'x'
	FormatDecimal  Format = 'd'
	FormatUnsigned Format = 'u'
	FormatOctal    Format = 'o'
	FormatBinary   Format = 't'
	FormatZeroHex  Format = 'z'
	FormatAddress  Format = 'a'
	FormatChar     Format = 'c'
	FormatFloat    Format = 'f'
	FormatString   Format = 's'
)

func (f *formatter) formatted(v Value, t *ctype.Type, n *big.Int, b []byte) {
	fmt.Fprintf(f, "%#x", n)
}
