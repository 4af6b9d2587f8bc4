package value

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"

	"kbreak/symbols/ctype"
)

// scalar prints a value whose bytes are all there. For a bit-field b are the bytes that contain it.
func (f *formatter) scalar(v Value, t *ctype.Type, b []byte) {
	n := v.integer(f.Arch.Order, t, b)
	if f.As != 0 && f.As != FormatString {
		f.formatted(t, n)
		return
	}
	switch t.Kind {
	case ctype.Int:
		f.puts(n.String())
		if isText(v.Type, 0) {
			f.puts(" " + charText(byte(n.Int64())))
		}
	case ctype.Bool:
		switch {
		case n.Sign() == 0:
			f.puts("false")
		case n.IsInt64() && n.Int64() == 1:
			f.puts("true")
		default:
			f.puts(n.String())
		}
	case ctype.Enum:
		f.enum(t, n)
	case ctype.Float:
		f.puts(floatText(f.Arch.Order, b))
	case ctype.Complex:
		f.puts(floatText(f.Arch.Order, b[:len(b)/2]) + " + " + floatText(f.Arch.Order, b[len(b)/2:]) + "i")
	case ctype.Pointer:
		f.pointer(t, n.Uint64())
	default:
		fmt.Fprintf(f, "%#x", n)
	}
}

// maxEnumerators bounds what is looked through for a name.
const maxEnumerators = 1 << 16

// enum prints an enumerator's name. An enum whose constants are all single bits or zero is a set of
// flags (gdb 13, dwarf2/read.c): a value without a name of its own is taken apart.
func (f *formatter) enum(t *ctype.Type, n *big.Int) {
	body, err := t.Body()
	if err != nil {
		f.puts(n.String())
		return
	}
	list := body.Enumerators[:min(len(body.Enumerators), maxEnumerators)]
	val := new(big.Int).And(n, new(big.Int).SetUint64(math.MaxUint64)).Uint64()
	flags := true
	for _, e := range list {
		if uint64(e.Value) == val {
			f.puts(e.Name)
			return
		}
		if e.Value < 0 || bits.OnesCount64(uint64(e.Value)) > 1 {
			flags = false
		}
	}
	if !flags || val == 0 {
		fmt.Fprint(f, int64(val)) // as signed, also where the enum is not and has 8 bytes
		return
	}
	sep := "("
	for _, e := range list {
		if val&uint64(e.Value) != 0 {
			f.puts(sep + e.Name)
			sep = " | "
			val &^= uint64(e.Value)
		}
	}
	if val != 0 {
		fmt.Fprintf(f, "%sunknown: %#x", sep, val)
	}
	f.puts(")")
}
