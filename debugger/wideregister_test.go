package debugger

import (
	"encoding/hex"
	"testing"

	"kbreak/rsp"
)

// What gdb 13.1 shows for "info registers" of the same bytes.
func TestDescribedRegisters(t *testing.T) {
	s := New(Options{})
	for _, tt := range []struct{ typ, bytes, text, note string }{
		{"vec128", "b096d30500000000b096d30500000000",
			"{v4_float = {0x5d396b0, 0x0, 0x5d396b0, 0x0}, v2_double = {0x5d396b0, 0x5d396b0}, v16_int8 = {0xb0, 0x96, 0xd3, 0x5, " +
				"0x0, 0x0, 0x0, 0x0, 0xb0, 0x96, 0xd3, 0x5, 0x0, 0x0, 0x0, 0x0}, v8_int16 = {0x96b0, 0x5d3, 0x0, 0x0, 0x96b0, " +
				"0x5d3, 0x0, 0x0}, v4_int32 = {0x5d396b0, 0x0, 0x5d396b0, 0x0}, v2_int64 = {0x5d396b0, 0x5d396b0}, " +
				"uint128 = 0x5d396b00000000005d396b0}", ""},
		{"i387_ext", "00000000000000000000", "0", "(raw 0x00000000000000000000)"},
		{"i387_ext", "00000000000000a00040", "2.5", "(raw 0x4000a000000000000000)"},
		{"x64_mxcsr", "801f0000", "", "[ IM DM ZM OM UM PM ]"},
		{"int", "7f030000", "", ""},
		{"uint128", "0102030405060708090a0b0c0d0e0f10", "", ""},
		{"vec128", "01020304", "", ""}, // a description that contradicts itself
	} {
		raw, err := hex.DecodeString(tt.bytes)
		if err != nil {
			t.Fatal(err)
		}
		var r Register
		if err := s.describe(t.Context(), &r, &rsp.Register{Type: tt.typ, Bits: 8 * len(raw)}, raw); err != nil {
			t.Error(err)
		}
		if r.Text != tt.text || r.Note != tt.note {
			t.Errorf("%s %s:\nhave %q, %q\nwant %q, %q", tt.typ, tt.bytes, r.Text, r.Note, tt.text, tt.note)
		}
	}
}
