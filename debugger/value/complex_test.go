package value

import (
	"testing"

	"kbreak/arch"
	"kbreak/symbols/ctype"
)

// gdb 13.1 on "_Complex float x = 1.5f - 2if" and "_Complex double y = 3".
func TestComplex(t *testing.T) {
	for _, c := range []struct {
		size  int64
		bytes []byte
		want  string
	}{
		{8, []byte{0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0}, "1.5 + -2i"},
		{16, []byte{6: 0x08, 7: 0x40, 15: 0}, "3 + 0i"},
	} {
		typ := ctype.New(ctype.Info{Kind: ctype.Complex, Name: "complex", Size: c.size}, nil)
		p := &Printer{Arch: arch.AMD64, Options: Defaults}
		if have, err := p.Print(t.Context(), FromBytes(typ, c.bytes)); err != nil || have != c.want {
			t.Errorf("have %q, %v, want %q", have, err, c.want)
		}
	}
}
