package expr

import (
	"encoding/hex"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/symbols/link"
)

// The words are those of gdb 13.1's "info scope" where it has any; for entry values and offsets from the
// CFA it has a disassembly only.
func TestDescribe(t *testing.T) {
	u := Unit{Arch: arch.AMD64}
	for _, c := range []struct{ code, base, want string }{
		{"53", "", "a variable in $rbx"},
		{"90 0c", "", "a variable in $r12"},
		{"03 88 73 10 82 ff ff ff ff", "", "static storage at address 0xffffffff82107388"},
		{"76 70", "", "a variable at offset -16 from base reg $rbp"},
		{"91 e0 7e", "9c", "a variable at offset -160 from the frame's address"},
		{"91 6c", "77 10", "a variable at frame base reg $rsp offset 16+-20"},
		{"91 6c", "56", "a variable at frame base reg $rbp offset -20"},
		{"91 6c", "", "a complex DWARF expression: DW_OP_fbreg -20"},
		{"30 9f", "", "the constant 0"},
		{"09 ea 9f", "", "the constant -22"},
		{"0a 00 10 9f", "", "the constant 4096"},
		{"a3 01 55 9f", "", "what $rdi was when the function was called"},
		{"52 93 08 58 93 08", "", "a variable in $rcx [8-byte piece], and a variable in $r8 [8-byte piece]"},
		{"93 04 50 93 04", "", "an empty 4-byte piece, and a variable in $rax [4-byte piece]"},
		{"70 00 06 9f", "", "a complex DWARF expression: DW_OP_breg0 rax+0; DW_OP_deref; DW_OP_stack_value"},
		{"", "", "a complex DWARF expression: "},
		{"ff", "", "a complex DWARF expression: <location expression at 0x0: operation 0xff: unknown>"},
	} {
		bytes := func(s string) []byte {
			b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		if have := Describe(bytes(c.code), bytes(c.base), u, link.Addr.String); have != c.want {
			t.Errorf("%s: have %q, want %q", c.code, have, c.want)
		}
	}
}

func FuzzDescribe(f *testing.F) {
	f.Add([]byte("\x52\x93\x08\x58\x93\x08"), []byte("\x77\x10"))
	f.Add([]byte("\xa3\x01\x55\x9f"), []byte("\x9c"))
	f.Fuzz(func(t *testing.T, code, base []byte) {
		if len(code) < 1<<12 && Describe(code, base, Unit{Arch: arch.AMD64}, link.Addr.String) == "" {
			t.Error("no words")
		}
	})
}
