package unwind

import (
	"encoding/hex"
	"strings"
	"testing"

	"kbreak/arch"
)

// TestIsCall has encodings as GNU as makes them of the instruction beside them.
func TestIsCall(t *testing.T) {
	for _, tt := range []struct {
		code string
		want bool
		asm  string
	}{
		{"e8 00 00 00 00", true, "call rel32"},
		{"90 90 e8 12 34 56 78", true, "call rel32"},
		{"ff d0", true, "call *%rax"},
		{"41 ff d2", true, "call *%r10"},
		{"ff 10", true, "call *(%rax)"},
		{"ff 50 08", true, "call *8(%rax)"},
		{"ff 90 00 01 00 00", true, "call *0x100(%rax)"},
		{"ff 15 d4 74 a3 01", true, "call *0x1a374d4(%rip)"},
		{"ff 14 c5 00 00 00 82", true, "call *-0x7e000000(,%rax,8)"},
		{"ff 14 03", true, "call *(%rbx,%rax)"},
		{"ff 54 24 08", true, "call *8(%rsp)"},
		{"41 ff 94 24 00 01 00 00", true, "call *0x100(%r12)"},
		{"ff e0", false, "jmp *%rax"},
		{"ff 20", false, "jmp *(%rax)"},
		{"e9 00 00 00 00", false, "jmp rel32"},
		{"e8 00 00 00", false, "cut off"},
		{"ff", false, "cut off"},
		{"", false, "nothing"},
		{"cc cc cc cc cc cc cc", false, "padding"},
		{"0f 1f 84 00 00 00 00", false, "padding"},
		{"48 89 e5 41 57 41 56", false, "a prologue"},
	} {
		code, err := hex.DecodeString(strings.ReplaceAll(tt.code, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		if len(code) > 7 {
			code = code[len(code)-7:]
		}
		if have := isCallAMD64(code); have != tt.want {
			t.Errorf("%s (%s): %v", tt.code, tt.asm, have)
		}
	}
}

// TestPtRegsLayout: every general register has one slot, in order, and the hardware's part is last.
func TestPtRegsLayout(t *testing.T) {
	seen := map[arch.Reg]bool{}
	last := -8
	for _, r := range amd64.ptRegs {
		if r.off <= last || r.off%8 != 0 || r.off > amd64.ptSize-8 {
			t.Errorf("%s at offset %d", arch.AMD64.Regs[r.reg].Name, r.off)
		}
		last = r.off
		seen[r.reg] = true
	}
	for r := arch.RAX; r <= arch.EFLAGS; r++ {
		if !seen[r] {
			t.Errorf("no slot for %s", arch.AMD64.Regs[r].Name)
		}
	}
}

func TestWords(t *testing.T) {
	for r := EndOfStack; r <= UnknownRegisters; r++ {
		if s := r.String(); s == "" || (End{Reason: r}).String() == "" {
			t.Errorf("reason %d has no words", r)
		}
	}
	for h := FromRegisters; h <= FromGuess; h++ {
		if h.String() == "" {
			t.Errorf("how %d has no word", h)
		}
	}
	for k := Called; k <= HookedCall; k++ {
		if k.String() == "" {
			t.Errorf("kind %d has no word", k)
		}
	}
}
