package expr

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/link"
)

// fakeEnv answers everything from small tables. Memory is 64 bytes at 0x1000, byte i being 0x10+i.
type fakeEnv struct{ Nothing }

var (
	amd64 = Unit{Arch: arch.AMD64}
	big32 = Unit{Arch: &arch.Arch{Name: "big", Order: binary.BigEndian, PtrSize: 4}}
	fault = &mem.Fault{Addr: 0xdead}
)

func (fakeEnv) Reg(n int) (uint64, bool) {
	v, ok := map[int]uint64{0: 0x1122334455667788, 5: 0x1000, 6: 0xfffffffffffffff0, 7: 0x1010, 17: 7}[n]
	return v, ok
}

func (fakeEnv) ReadMem(a mem.Addr, p []byte) error {
	for i := range p {
		at := a.Add(int64(i))
		if at < 0x1000 || at >= 0x1040 {
			return &mem.Fault{Addr: at, Got: i}
		}
		p[i] = byte(at-0x1000) + 0x10
	}
	return nil
}

func (fakeEnv) CFA() (mem.Addr, error)       { return 0x1020, nil }
func (fakeEnv) FrameBase() (mem.Addr, error) { return 0x1030, nil }
func (fakeEnv) EntryValue(code []byte) (uint64, error) {
	if len(code) == 1 && code[0] == opReg0+5 {
		return 42, nil
	}
	return 0, Unavailablef("entry value of rsi unknown: caller has no call-site parameter")
}
func (fakeEnv) ParamRef(die uint64) (uint64, error)   { return die + 1, nil }
func (fakeEnv) Addr(a link.Addr) (mem.Addr, error)    { return mem.Addr(a) + 0x100, nil }
func (fakeEnv) AddrIndex(i uint64) (link.Addr, error) { return link.Addr(0x500 + i), nil }
func (fakeEnv) Variable(die uint64) (uint64, error)   { return die + 2, nil }

var baseTypes = map[uint64]BaseType{
	1: {1, EncSignedChar}, 2: {2, EncUnsigned}, 3: {4, EncSigned}, 4: {4, EncUnsigned},
	5: {8, EncSigned}, 6: {8, EncUnsigned}, 7: {4, EncFloat}, 8: {8, EncFloat},
	9: {16, EncSigned}, 10: {16, EncUnsigned}, 11: {16, EncFloat}, 12: {1, EncBoolean},
}

func (fakeEnv) BaseType(die uint64) (BaseType, error) {
	if die == 99 {
		return BaseType{Size: 17}, nil
	}
	if t, ok := baseTypes[die]; ok {
		return t, nil
	}
	return BaseType{}, errors.New("no such type")
}

func (fakeEnv) Procedure(die uint64, global bool) ([]byte, error) {
	switch {
	case die == 1 && !global:
		return []byte{opLit0 + 3, opPlus}, nil
	case die == 2 && !global:
		return []byte{opCall2, 2, 0}, nil // itself
	case die == 3 && global:
		return nil, nil
	}
	return nil, Unavailablef("no procedure %#x", die)
}

// asm assembles "lit5 const2s:-2 plus bytes:9302": names without DW_OP_, operands after colons in
// the encoding of the table, and raw bytes.
func asm(t testing.TB, u Unit, text string) []byte {
	t.Helper()
	var code []byte
	for _, word := range strings.Fields(text) {
		parts := strings.Split(word, ":")
		if parts[0] == "bytes" {
			raw, err := hex.DecodeString(parts[1])
			if err != nil {
				t.Fatal(err)
			}
			code = append(code, raw...)
			continue
		}
		op := -1
		for i, info := range ops {
			if info.name == parts[0] {
				op = i
			}
		}
		if op < 0 {
			t.Fatalf("no operation %q", parts[0])
		}
		code = append(code, byte(op))
		kinds := []operand{ops[op].a, ops[op].b}
		for i, arg := range parts[1:] {
			code = append(code, asmOperand(t, u, kinds[i], arg)...)
		}
	}
	return code
}

func asmOperand(t testing.TB, u Unit, kind operand, arg string) []byte {
	t.Helper()
	if kind == block || kind == block1 {
		raw, err := hex.DecodeString(arg)
		if err != nil {
			t.Fatal(err)
		}
		return append([]byte{byte(len(raw))}, raw...)
	}
	var v int64
	if _, err := fmt.Sscan(arg, &v); err != nil {
		var w uint64
		if _, err := fmt.Sscan(arg, &w); err != nil {
			t.Fatalf("operand %q: %v", arg, err)
		}
		v = int64(w)
	}
	fixed := func(n int) []byte {
		p := make([]byte, n)
		putUint(u.Arch.Order, p, uint64(v))
		return p
	}
	switch kind {
	case u1, s1:
		return fixed(1)
	case u2, s2:
		return fixed(2)
	case u4, s4:
		return fixed(4)
	case u8, s8:
		return fixed(8)
	case addr:
		return fixed(u.Arch.PtrSize)
	case ref:
		if u.OffsetSize == 8 {
			return fixed(8)
		}
		return fixed(4)
	case uleb:
		return binary.AppendUvarint(nil, uint64(v))
	case sleb:
		var p []byte
		for {
			b := byte(v & 0x7f)
			v >>= 7
			if v == 0 && b&0x40 == 0 || v == -1 && b&0x40 != 0 {
				return append(p, b)
			}
			p = append(p, b|0x80)
		}
	}
	t.Fatalf("operand kind %d", kind)
	return nil
}
