package expr

import (
	"encoding/hex"
	"math"
	"testing"
)

func TestDisassemble(t *testing.T) {
	for _, tt := range []struct{ code, want string }{
		{"breg7:8 deref", "DW_OP_breg7 rsp+8; DW_OP_deref"},
		{"entry_value:55 lit1 plus stack_value", "DW_OP_entry_value (DW_OP_reg5 rdi); DW_OP_lit1; DW_OP_plus; DW_OP_stack_value"},
		{"bregx:17:-7 regx:3", "DW_OP_bregx register 17-7; DW_OP_regx rbx"},
		{"addr:0x81000000 const2s:-1", "DW_OP_addr 0x81000000; DW_OP_const2s -1"},
		{"const_type:0x2a:0102 bit_piece:3:1", "DW_OP_const_type <0x2a> 01 02; DW_OP_bit_piece 3 1"},
		{"regval_type:0:0x2a implicit_pointer:0x10:-1", "DW_OP_regval_type rax <0x2a>; DW_OP_implicit_pointer <0x10> -1"},
		{"implicit_value:0102 skip:-3", "DW_OP_implicit_value 01 02; DW_OP_skip -3"},
		{"lit1 bytes:9e09", "DW_OP_lit1; <location expression at 0x1: DW_OP_implicit_value: truncated>"},
	} {
		if have := Disassemble(asm(t, amd64, tt.code), amd64); have != tt.want {
			t.Errorf("have %s\nwant %s", have, tt.want)
		}
	}
}

func TestLEB128(t *testing.T) { // DWARF 5 §7.6, tables 7.7 and 7.8
	for _, tt := range []struct {
		hex  string
		u    uint64
		s    int64
		tail bool
	}{
		{"02", 2, 2, false}, {"7f", 127, -1, false}, {"8001", 128, 128, false}, {"8101", 129, 129, false},
		{"b964", 12857, -3527, false}, {"ff00", 127, 127, false}, {"8080808080808080808000", 0, 0, false},
		{"ffffffffffffffffff01", math.MaxUint64, -1, false},
		{"8080808080808080807f", 1 << 63, math.MinInt64, false},
	} {
		p, _ := hex.DecodeString(tt.hex)
		d := decoder{code: p, unit: amd64}
		if v := d.uleb(); v != tt.u || d.err != "" {
			t.Errorf("uleb %s: have %#x %s, want %#x", tt.hex, v, d.err, tt.u)
		}
		d = decoder{code: p, unit: amd64}
		if v := int64(d.sleb()); v != tt.s || d.err != "" {
			t.Errorf("sleb %s: have %d %s, want %d", tt.hex, v, d.err, tt.s)
		}
	}
}
