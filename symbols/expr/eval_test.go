package expr

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
)

func TestEval(t *testing.T) {
	for _, tt := range []struct {
		code, want string // want: the location as text, or "error: " and its end
	}{
		// Constants and addresses.
		{"lit0", "memory at 0x0"},
		{"lit31", "memory at 0x1f"},
		{"const1u:0xff", "memory at 0xff"},
		{"const1s:-1", "memory at 0xffffffffffffffff"},
		{"const2u:0xfffe", "memory at 0xfffe"},
		{"const2s:-2", "memory at 0xfffffffffffffffe"},
		{"const4u:0xfffffffd", "memory at 0xfffffffd"},
		{"const4s:-3", "memory at 0xfffffffffffffffd"},
		{"const8u:0xfffffffffffffffc", "memory at 0xfffffffffffffffc"},
		{"const8s:-5", "memory at 0xfffffffffffffffb"},
		{"constu:300", "memory at 0x12c"},
		{"consts:-300", "memory at 0xfffffffffffffed4"},
		{"addr:0x81000000", "memory at 0x81000100"},
		{"addrx:3", "memory at 0x603"},
		{"constx:3", "memory at 0x503"},
		{"GNU_addr_index:3", "memory at 0x603"},
		{"GNU_const_index:3", "memory at 0x503"},
		{"bytes:f10078563412000000ff", "memory at 0xff00000012345778"},
		{"bytes:f10b78563412", "memory at 0x12345778"},
		{"bytes:f11b78563412", "error: GNU_encoded_addr: pointer encoding 0x1b is not supported"},
		// Registers and frames.
		{"reg0", "register 0"},
		{"reg31", "register 31"},
		{"regx:49", "register 49"},
		{"breg5:8", "memory at 0x1008"},
		{"breg5:-8", "memory at 0xff8"},
		{"bregx:17:-7", "memory at 0x0"},
		{"breg3:0", "optimized out: register rbx was not saved"},
		{"bregx:99:0", "optimized out: register 99 was not saved"},
		{"fbreg:-16", "memory at 0x1020"},
		{"call_frame_cfa", "memory at 0x1020"},
		{"call_frame_cfa consts:-8 plus deref stack_value", "value 28 29 2a 2b 2c 2d 2e 2f"},
		// Stack.
		{"lit1 lit2 drop", "memory at 0x1"},
		{"lit1 lit2 over", "memory at 0x1"},
		{"lit1 lit2 swap", "memory at 0x1"},
		{"lit1 lit2 lit3 pick:2", "memory at 0x1"},
		{"lit1 lit2 lit3 pick:0", "memory at 0x3"},
		{"lit1 lit2 lit3 rot", "memory at 0x2"},
		{"lit1 lit2 lit3 rot drop", "memory at 0x1"},
		{"lit1 lit2 lit3 rot drop drop", "memory at 0x3"},
		{"lit4 dup plus", "memory at 0x8"},
		{"dup", "error: DW_OP_dup: stack has 0 elements"},
		{"lit1 over", "error: stack has 1 elements"},
		{"lit1 lit2 rot", "error: stack has 2 elements"},
		{"lit1 pick:1", "error: stack has 1 elements"},
		{"drop", "error: stack has 0 elements"},
		// Memory.
		{"breg5:0 deref", "memory at 0x1716151413121110"},
		{"breg5:0 deref_size:1", "memory at 0x10"},
		{"breg5:0 deref_size:2", "memory at 0x1110"},
		{"breg5:0 deref_size:3", "memory at 0x121110"},
		{"breg5:0 deref_size:7", "memory at 0x16151413121110"},
		{"breg5:0 deref_size:8", "memory at 0x1716151413121110"},
		{"breg5:0 deref_size:0", "error: size 0"},
		{"breg5:0 deref_size:9", "error: size 9"},
		{"lit0 deref", "error: cannot access memory at address 0x0"},
		{"deref", "error: DW_OP_deref: stack is empty"},
		{"lit0 lit0 xderef", "optimized out: address spaces are not supported"},
		{"lit0 lit0 xderef_size:4", "optimized out: address spaces are not supported"},
		{"lit0 lit0 xderef_type:4:3", "optimized out: address spaces are not supported"},
		{"lit0 form_tls_address", "optimized out: thread-local storage is not supported"},
		{"lit0 GNU_push_tls_address", "optimized out: thread-local storage is not supported"},
		{"push_object_address", "optimized out: the address of the containing object is not known"},
		// Generic arithmetic.
		{"consts:-5 abs", "memory at 0x5"},
		{"const1u:0xf0 const1u:0x3c and", "memory at 0x30"},
		{"const1u:0xf0 const1u:0x3c or", "memory at 0xfc"},
		{"const1u:0xf0 const1u:0x3c xor", "memory at 0xcc"},
		{"consts:-7 lit2 div", "memory at 0xfffffffffffffffd"},
		{"const8u:0x8000000000000000 const1s:-1 div", "memory at 0x8000000000000000"},
		{"consts:-7 const1u:16 mod", "memory at 0x9"},
		{"lit7 lit0 div", "error: DW_OP_div: division by zero"},
		{"lit7 lit0 mod", "error: DW_OP_mod: division by zero"},
		{"lit7 lit9 minus", "memory at 0xfffffffffffffffe"},
		{"lit7 lit9 mul", "memory at 0x3f"},
		{"lit7 lit9 plus", "memory at 0x10"},
		{"lit7 neg", "memory at 0xfffffffffffffff9"},
		{"lit0 not", "memory at 0xffffffffffffffff"},
		{"lit7 plus_uconst:300", "memory at 0x133"},
		{"const1s:-1 plus_uconst:2", "memory at 0x1"},
		{"plus_uconst:1", "error: stack is empty"},
		{"lit1 const1u:63 shl", "memory at 0x8000000000000000"},
		{"lit1 const1u:64 shl", "memory at 0x0"},
		{"const1s:-1 const1u:60 shr", "memory at 0xf"},
		{"const1s:-1 const1u:64 shr", "memory at 0x0"},
		{"const1s:-16 lit2 shra", "memory at 0xfffffffffffffffc"},
		{"const1s:-16 const1u:200 shra", "memory at 0xffffffffffffffff"},
		{"lit1 plus", "error: DW_OP_plus: stack is empty"},
		// Comparisons of the generic type are signed.
		{"const1s:-1 lit1 lt", "memory at 0x1"},
		{"const1s:-1 lit1 le", "memory at 0x1"},
		{"const1s:-1 lit1 gt", "memory at 0x0"},
		{"const1s:-1 lit1 ge", "memory at 0x0"},
		{"lit1 lit1 eq", "memory at 0x1"},
		{"lit1 lit1 ne", "memory at 0x0"},
		{"lit1 lit1 ge", "memory at 0x1"},
		// Control flow.
		{"lit1 skip:1 lit2 lit3 plus", "memory at 0x4"},
		{"lit5 lit1 bra:1 lit9 lit2", "memory at 0x2"},
		{"lit5 lit0 bra:1 lit9 plus_uconst:0", "memory at 0x9"},
		{"lit5 skip:0", "memory at 0x5"},
		{"skip:1", "error: DW_OP_skip: branch to 0x4, outside of the expression"},
		{"skip:-4", "error: DW_OP_skip: branch to -0x1, outside of the expression"},
		{"skip:-3", "error: more than 65536 operations executed"},
		{"lit1 skip:-4", "error: more than 1024 stack elements"},
		{"bra:0", "error: DW_OP_bra: stack is empty"},
		{"lit1 const_type:7:00000000 bra:0", "error: condition is not an integer"},
		{"nop lit1 nop", "memory at 0x1"},
		{"lit4 call2:1", "memory at 0x7"},
		{"lit4 call4:1", "memory at 0x7"},
		{"lit4 call_ref:3", "memory at 0x4"},
		{"lit4 call_ref:1", "optimized out: no procedure 0x1"},
		{"call2:2", "error: more than 16 nested calls"},
		// Entry values and friends.
		{"entry_value:55 stack_value", "value 2a 00 00 00 00 00 00 00"},
		{"GNU_entry_value:55 lit1 plus stack_value", "value 2b 00 00 00 00 00 00 00"},
		{"entry_value:54 stack_value",
			"optimized out: entry value of rsi unknown: caller has no call-site parameter"},
		{"GNU_parameter_ref:6 stack_value", "value 07 00 00 00 00 00 00 00"},
		{"GNU_variable_value:6", "memory at 0x8"},
		{"breg5:0 GNU_uninit", "memory at 0x1000"},
		{"reg5 GNU_uninit", "register 5"},
		// Values.
		{"lit5 stack_value", "value 05 00 00 00 00 00 00 00"},
		{"implicit_value:0102", "value 01 02"},
		{"implicit_pointer:0x1234:-4", "pointer to object <0x1234> -4"},
		{"GNU_implicit_pointer:0x1234:4", "pointer to object <0x1234> +4"},
		{"stack_value", "error: DW_OP_stack_value: stack is empty"},
		{"reg0 lit1", "error: DW_OP_lit1: follows a complete location that only a piece may follow"},
		{"lit1 stack_value lit1", "error: follows a complete location that only a piece may follow"},
		// Pieces.
		{"reg0 piece:4 reg3 piece:4", "{32 bits: register 0; 32 bits: register 3}"},
		{"piece:4 fbreg:0 piece:4",
			"{32 bits: optimized out: the compiler kept nothing of this part; 32 bits: memory at 0x1030}"},
		{"lit1 stack_value bit_piece:3:0 reg0 bit_piece:5:8", "{3 bits: value 01 00 00 00 00 00 00 00; 5 bits: register 0 from bit 8}"},
		{"entry_value:54 stack_value piece:8 reg0 piece:8",
			"{64 bits: optimized out: entry value of rsi unknown: caller has no call-site parameter; 64 bits: register 0}"},
		{"reg0 piece:8 breg3:0 deref stack_value piece:8",
			"{64 bits: register 0; 64 bits: optimized out: register rbx was not saved}"},
		{"breg3:0 skip:0 stack_value piece:8", "optimized out: register rbx was not saved"},
		{"piece:0xfffffffff", "error: object of more than 536870912 bits"},
		{"piece:0x4000000 piece:1", "error: object of more than 536870912 bits"},
		// Types.
		{"const_type:3:feffffff convert:5 convert:0 stack_value", "value fe ff ff ff ff ff ff ff"},
		{"const_type:4:feffffff convert:5 convert:0 stack_value", "value fe ff ff ff 00 00 00 00"},
		{"const_type:3:f8ffffff const_type:3:03000000 div convert:5 stack_value", "value fe ff ff ff ff ff ff ff"},
		{"const_type:4:f8ffffff const_type:4:03000000 div stack_value", "value 52 55 55 55"},
		{"const_type:3:f9ffffff const_type:3:03000000 mod stack_value", "value ff ff ff ff"},
		{"const_type:4:f8ffffff const_type:4:03000000 lt", "memory at 0x0"},
		{"const_type:3:f8ffffff const_type:3:03000000 lt", "memory at 0x1"},
		{"const_type:3:f8ffffff lit1 shr stack_value", "value fc ff ff 7f"},
		{"const_type:4:f8ffffff lit1 shra stack_value", "value fc ff ff ff"},
		{"const_type:4:ffffffff plus_uconst:1 stack_value", "value 00 00 00 00"},
		{"const_type:3:ffffffff abs stack_value", "value 01 00 00 00"},
		{"const_type:4:ffffffff abs stack_value", "value ff ff ff ff"},
		{"const_type:1:ff convert:2 stack_value", "value ff ff"},
		{"const_type:12:01 convert:0", "memory at 0x1"},
		{"const_type:1:ff", "memory at 0xffffffffffffffff"},
		{"regval_type:0:3 stack_value", "value 88 77 66 55"},
		{"GNU_regval_type:3:3 stack_value", "optimized out: register rbx was not saved"},
		{"regval_type:0:9 stack_value", "optimized out: register rax is read as 16 bytes"},
		{"breg5:0 deref_type:4:3 stack_value", "value 10 11 12 13"},
		{"breg5:0 GNU_deref_type:4:3 stack_value", "value 10 11 12 13"},
		{"breg5:0 deref_type:2:3", "error: reads 2 bytes of a type of 4 bytes"},
		{"breg5:0 deref_type:16:9 stack_value", "value 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f"},
		{"const_type:3:00", "error: constant of 1 bytes for a type of 4 bytes"},
		{"lit1 reinterpret:3", "error: from 8 bytes to 4"},
		{"lit1 GNU_reinterpret:8 stack_value", "value 01 00 00 00 00 00 00 00"},
		{"lit1 convert:99", "error: base type of 17 bytes"},
		{"lit1 convert:98", "error: no such type"},
		{"lit1 const_type:3:01000000 plus", "error: operands are of different types"},
		// 128 bits: GCC computes with __int128 in multiplications by reciprocals.
		{"const1s:-1 convert:10 const1s:-1 convert:10 mul stack_value", "value 01 00 00 00 00 00 00 00 fe ff ff ff ff ff ff ff"},
		{"lit1 convert:10 const1u:100 shl stack_value", "value 00 00 00 00 00 00 00 00 00 00 00 00 10 00 00 00"},
		{"lit1 convert:9 neg const1u:64 shra stack_value", "value ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff"},
		{"lit7 convert:10 const1u:64 shl lit0 convert:10 or const1u:64 shr convert:0", "memory at 0x7"},
		{"lit7 convert:9 lit2 convert:9 minus convert:0", "memory at 0x5"},
		{"lit7 convert:9 lit2 convert:9 gt", "memory at 0x1"},
		// Floating point.
		{"lit3 convert:8 lit2 convert:8 div stack_value", "value 00 00 00 00 00 00 f8 3f"},
		{"lit3 convert:7 lit2 convert:7 div stack_value", "value 00 00 c0 3f"},
		{"lit3 convert:7 lit2 convert:7 lt", "memory at 0x0"},
		{"lit3 convert:7 lit2 convert:7 minus neg abs convert:8 convert:0", "memory at 0x1"},
		{"lit3 convert:8 lit2 convert:8 mul lit1 convert:8 plus convert:7 convert:3 stack_value", "value 07 00 00 00"},
		{"lit3 convert:8 lit2 convert:8 and", "error: operands are not integers"},
		{"lit3 convert:8 not", "error: operand is not an integer"},
		{"lit3 convert:8 deref", "error: address is not an integer"},
		{"lit3 convert:11", "optimized out: floating point of 16 bytes is not computed"},
		{"lit3 convert:8 lit0 convert:8 div convert:0", "optimized out: +Inf has no integer value"},
		{"lit0 convert:8 lit0 convert:8 div dup eq", "memory at 0x0"},
		{"lit0 convert:8 lit0 convert:8 div dup ne", "memory at 0x1"},
		// Malformed.
		{"", "optimized out: the compiler gives no location here"},
		{"nop", "optimized out: the expression gives no location"},
		{"bytes:00", "error: operation 0x0: unknown"},
		{"bytes:ff", "error: operation 0xff: unknown"},
		{"bytes:0301", "error: DW_OP_addr: truncated"},
		{"bytes:9e0501", "error: DW_OP_implicit_value: truncated"},
		{"bytes:10808080", "error: DW_OP_constu: truncated"},
		{"bytes:9effffffffffffffffff01", "error: DW_OP_implicit_value: truncated"},
	} {
		checkEval(t, amd64, tt.code, tt.want)
	}
}

func TestEvalBigEndian32(t *testing.T) {
	for _, tt := range []struct{ code, want string }{
		{"addr:0xc0000000", "memory at 0xc0000100"},
		{"const2u:0x1234", "memory at 0x1234"},
		{"const1s:-1", "memory at 0xffffffff"},
		{"breg5:0 deref", "memory at 0x10111213"},
		{"breg5:0 deref_size:2", "memory at 0x1011"},
		{"const1s:-1 lit2 plus", "memory at 0x1"},
		{"const4s:-7 lit2 div stack_value", "value ff ff ff fd"},
		{"const4u:0x80000000 lit1 lt", "memory at 0x1"},
		{"const1s:-16 lit2 shra", "memory at 0xfffffffc"},
		{"lit1 const1u:32 shl", "memory at 0x0"},
		{"const_type:10:000102030405060708090a0b0c0d0e0f stack_value", "value 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f"},
		{"lit5 convert:6 stack_value", "value 00 00 00 00 00 00 00 05"},
	} {
		checkEval(t, big32, tt.code, tt.want)
	}
	checkEval(t, Unit{arch.AMD64, 8}, "implicit_pointer:0x123456789a:2", "pointer to object <0x123456789a> +2")
}

func checkEval(t *testing.T, u Unit, text, want string) {
	t.Helper()
	loc, err := Eval(asm(t, u, text), u, fakeEnv{})
	if end, ok := strings.CutPrefix(want, "error: "); ok {
		if err == nil || loc != nil || !strings.HasSuffix(err.Error(), end) {
			t.Errorf("%s: have %v, %v; want error %q", text, loc, err, end)
		}
		return
	}
	if err != nil || loc.String() != want {
		t.Errorf("%s:\nhave %v, %v\nwant %v", text, loc, err, want)
	}
}

// Every operation of the table is executed by TestEval, so that none is "unknown" to exec.
func TestEveryOperationIsExecuted(t *testing.T) {
	for op, info := range ops {
		if info.name == "" {
			continue
		}
		// Zero operands, and a stack deep enough for any.
		code := append([]byte{opLit0 + 1, opLit0 + 1, opLit0 + 1, byte(op)}, make([]byte, 20)...)
		in, err := amd64.decode(code, 3)
		if err != nil {
			t.Errorf("%s: %v", info.name, err)
			continue
		}
		_, err = Eval(code[:in.next], amd64, fakeEnv{})
		var e *Error
		if errors.As(err, &e) && e.Reason == "unknown" {
			t.Errorf("%s is decoded but not executed", info.name)
		}
	}
}

func TestEvalUint(t *testing.T) {
	for _, tt := range []struct {
		code    string
		initial []uint64
		want    uint64
		gone    string
	}{
		{code: "plus_uconst:8", initial: []uint64{0x1000}, want: 0x1008},                                // DW_CFA_expression
		{code: "breg7:8 breg16:0 lit15 and lit11 ge lit3 shl plus", gone: "register rip was not saved"}, // PLT
		{code: "breg7:8 deref", want: 0x2f2e2d2c2b2a2928},
		{code: "reg5", want: 0x1000},
		{code: "reg3", gone: "register rbx was not saved"},
		{code: "lit5 stack_value", want: 5},
		{code: "implicit_value:0100", want: 1},
		{code: "call_frame_cfa", want: 0x1020},
		{code: "", gone: "the compiler gives no location here"},
		{code: "reg0 piece:4", gone: "the value is in pieces"},
		{code: "implicit_pointer:1:0", gone: "it points to an object that has no address"},
		{code: "lit1 convert:9 stack_value", gone: "the value is 16 bytes wide"},
	} {
		v, err := EvalUint(asm(t, amd64, tt.code), amd64, fakeEnv{}, tt.initial...)
		var un *Unavailable
		switch {
		case tt.gone != "":
			if !errors.As(err, &un) || un.Reason != tt.gone {
				t.Errorf("%s: have %#x, %v; want unavailable: %s", tt.code, v, err, tt.gone)
			}
		case err != nil || v != tt.want:
			t.Errorf("%s: have %#x, %v; want %#x", tt.code, v, err, tt.want)
		}
	}
}

func TestEvalFrameBase(t *testing.T) {
	if a, err := EvalFrameBase(asm(t, amd64, "call_frame_cfa"), amd64, fakeEnv{}); err != nil || a != 0x1020 {
		t.Errorf("have %v, %v", a, err)
	}
	var un *Unavailable
	if a, err := EvalFrameBase(asm(t, amd64, "fbreg:0"), amd64, fakeEnv{}); !errors.As(err, &un) {
		t.Errorf("have %v, %v; want unavailable", a, err)
	}
}

func TestEvalValue(t *testing.T) {
	for _, tt := range []struct{ code, want string }{
		{"breg5:8", "value 08 10 00 00 00 00 00 00"},
		{"const_type:3:feffffff", "value fe ff ff ff"},
		{"breg3:0", "optimized out: register rbx was not saved"},
		{"implicit_pointer:0x10:0", "pointer to object <0x10> +0"},
		{"lit1 stack_value", "value 01 00 00 00 00 00 00 00"},
	} {
		if loc, err := EvalValue(asm(t, amd64, tt.code), amd64, fakeEnv{}); err != nil || loc.String() != tt.want {
			t.Errorf("%s: have %v, %v; want %s", tt.code, loc, err, tt.want)
		}
	}
}

// An error that is not Unavailable must come through as it is: the caller tells a fault from a lost
// link by it.
func TestEnvErrorsComeThrough(t *testing.T) {
	lost := errors.New("link lost")
	_, err := Eval([]byte{opLit0, opDeref, opPiece, 8}, amd64, errEnv{err: lost})
	if err != lost {
		t.Errorf("have %v, want %v", err, lost)
	}
	_, err = Eval([]byte{opLit0, opDeref}, amd64, errEnv{err: fault})
	if err != error(fault) {
		t.Errorf("have %v, want %v", err, fault)
	}
	loc, err := Eval([]byte{opLit0, opDeref}, amd64, errEnv{err: fmt.Errorf("frame 2: %w", Unavailablef("not in this snapshot"))})
	if err != nil || loc != (Gone{"not in this snapshot"}) {
		t.Errorf("have %v, %v", loc, err)
	}
}

type errEnv struct {
	Nothing
	err error
}

func (e errEnv) ReadMem(mem.Addr, []byte) error { return e.err }

func FuzzEval(f *testing.F) {
	for _, text := range []string{
		"breg7:8 deref stack_value", "entry_value:55 piece:8 reg0 piece:8", "lit1 skip:-4",
		"const_type:3:f8ffffff const_type:3:03000000 div convert:9 stack_value", "call2:2",
		"implicit_pointer:1:2", "lit3 convert:8 lit0 convert:8 div convert:0", "bytes:f10078563412000000ff",
	} {
		f.Add(asm(f, amd64, text), int64(12))
	}
	f.Fuzz(func(t *testing.T, code []byte, size int64) {
		for _, u := range []Unit{amd64, big32} {
			Disassemble(code, u)
			loc, err := Eval(code, u, fakeEnv{})
			if (err == nil) == (loc == nil) {
				t.Fatalf("location %v with error %v", loc, err)
			}
			if err != nil {
				continue
			}
			if s := fmt.Sprint(loc); s == "" {
				t.Error("location without text")
			}
			size = min(max(size, 0), 4096)
			c, err := Read(loc, size, u, fakeEnv{})
			if err != nil || int64(len(c.Bytes)) != size {
				t.Fatalf("read %d bytes of %v: have %d, %v", size, loc, len(c.Bytes), err)
			}
			var end int64
			for _, m := range c.Missing {
				if m.Bit < end || m.Bits <= 0 || m.Bit+m.Bits > size*8 || m.Reason == "" {
					t.Fatalf("missing %+v of %v", m, loc)
				}
				end = m.Bit + m.Bits
			}
		}
	})
}
