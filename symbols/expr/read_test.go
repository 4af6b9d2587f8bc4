package expr

import (
	"fmt"
	"strings"
	"testing"

	"kbreak/mem"
)

func TestRead(t *testing.T) {
	for _, tt := range []struct {
		code string
		unit Unit
		size int64
		want string // bytes, then the missing bit ranges with their reasons
	}{
		{"breg5:0", amd64, 4, "10 11 12 13"},
		{"reg0", amd64, 4, "88 77 66 55"},
		{"reg0", amd64, 10, "88 77 66 55 44 33 22 11 00 00 [64+16 register rax has only 8 bytes]"},
		{"reg3", amd64, 4, "00 00 00 00 [0+32 register rbx was not saved]"},
		{"lit7 stack_value", amd64, 2, "07 00"},
		{"lit7 convert:1 stack_value", amd64, 2, "07 00 [8+8 the value has only 1 bytes]"},
		{"lit7 stack_value", big32, 2, "00 07"},
		{"implicit_value:010203", amd64, 2, "01 02"},
		{"implicit_value:010203", amd64, 4, "01 02 03 00 [24+8 the value has only 3 bytes]"},
		{"implicit_pointer:0x10:4", amd64, 8, "00 00 00 00 00 00 00 00 [0+64 pointer to object <0x10> +4]"},
		{"", amd64, 2, "00 00 [0+16 the compiler gives no location here]"},
		{"reg0 piece:2 piece:2 breg5:0 piece:2", amd64, 8,
			"88 77 00 00 10 11 00 00 [16+16 the compiler kept nothing of this part] [48+16 the compiler describes only a part of the object]"},
		{"reg0 piece:2 reg0 piece:2", amd64, 3, "88 77 88"},
		// Bits: 3 low bits of 0b101, then 5 bits of 0x7788 from bit 4 (0x18), then a byte from bit 8.
		{"lit5 stack_value bit_piece:3:0 reg0 bit_piece:5:4 reg0 bit_piece:8:8", amd64, 2, "c5 77"},
		{"breg5:0 bit_piece:8:4", amd64, 1, "11"},
		// Big endian: bits fill from the most significant end.
		{"lit5 stack_value bit_piece:3:0 lit6 stack_value bit_piece:5:1", big32, 1, "a3"},
		{"reg0 piece:4 reg0 piece:4", big32, 8, "55 66 77 88 55 66 77 88"},
		// Memory that ends in the middle: 0x1040 on is not readable.
		{"const2u:0x103c", amd64, 8, "4c 4d 4e 4f 00 00 00 00 [32+32 cannot access memory at address 0x1040]"},
		{"const2u:0x103e piece:4 reg0 piece:4", amd64, 8,
			"4e 4f 00 00 88 77 66 55 [16+16 cannot access memory at address 0x1040]"},
		{"const2u:0x0ffe", amd64, 4, "00 00 10 11 [0+16 cannot access memory at address 0xffe]"},
	} {
		loc, err := Eval(asm(t, tt.unit, tt.code), tt.unit, fakeEnv{})
		if err != nil {
			t.Errorf("%s: %v", tt.code, err)
			continue
		}
		c, err := Read(loc, tt.size, tt.unit, fakeEnv{})
		if err != nil {
			t.Errorf("%s: %v", tt.code, err)
			continue
		}
		have := fmt.Sprintf("% x", c.Bytes)
		for _, m := range c.Missing {
			have += fmt.Sprintf(" [%d+%d %s]", m.Bit, m.Bits, m.Reason)
		}
		if have != tt.want {
			t.Errorf("%s: have %s\nwant %s", tt.code, have, tt.want)
		}
	}
	if _, err := Read(Memory{0x1000}, MaxObject+1, amd64, fakeEnv{}); err == nil {
		t.Error("an object beyond MaxObject is read")
	}
}

func TestFind(t *testing.T) {
	c := Contents{Missing: []Missing{{Bit: 8, Bits: 8, Reason: "a"}, {Bit: 16, Bits: 8, Reason: "b"}, {Bit: 40, Bits: 1, Reason: "c"}}}
	for _, tt := range []struct {
		bit, bits int64
		reason    string
		all       bool
	}{
		{0, 8, "", false}, {0, 9, "a", false}, {8, 8, "a", true}, {8, 16, "a", true}, {9, 15, "a", true},
		{16, 9, "b", false}, {24, 16, "", false}, {40, 1, "c", true}, {39, 3, "c", false},
	} {
		m, all := c.Find(tt.bit, tt.bits)
		reason := ""
		if m != nil {
			reason = m.Reason
		}
		if reason != tt.reason || all != tt.all {
			t.Errorf("%d+%d: have %q %v, want %q %v", tt.bit, tt.bits, reason, all, tt.reason, tt.all)
		}
	}
}

// Holes: pages 1 and 3 of five are not there.
func TestReadHoles(t *testing.T) {
	read := func(a mem.Addr, p []byte) error {
		for i := range p {
			at := a.Add(int64(i))
			if page := at / pageSize; page == 1 || page == 3 {
				return &mem.Fault{Addr: at, Got: i}
			}
			p[i] = 1
		}
		return nil
	}
	p := []byte(strings.Repeat("x", 5*pageSize-100))
	holes, err := ReadHoles(read, 100, p)
	if err != nil || len(holes) != 2 {
		t.Fatalf("have %v, %v", holes, err)
	}
	for i, want := range []int64{pageSize - 100, 3*pageSize - 100} {
		h := holes[i]
		if h.Bit != want*8 || h.Bits != pageSize*8 || h.Fault.Addr != mem.Addr(want+100) {
			t.Errorf("hole %d: %+v, want from byte %d", i, h, want)
		}
		if p[want-1] != 1 || p[want] != 0 || p[want+pageSize-1] != 0 || p[want+pageSize] != 1 {
			t.Errorf("hole %d: bytes around it are wrong", i)
		}
	}
}
