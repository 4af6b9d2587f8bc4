package disasm

import (
	"encoding/hex"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
)

// TestFlow has an instruction of each sort that transfers control. The bytes are from gas 2.40.
func TestFlow(t *testing.T) {
	const pc = 0xffffffff81000000
	for _, c := range []struct {
		code   string
		kind   Kind
		target mem.Addr // 0 for none
		facts  string
	}{
		{"e8 fb 00 00 00", Call, pc + 0x100, ""},              // call
		{"f2 e8 fa 00 00 00", Call, pc + 0x100, ""},           // bnd call
		{"2e e8 fa ff ff ff", Call, pc, ""},                   // cs call, as alternatives pad
		{"66 e8 0c ff", Call, 0xff10, ""},                     // callw, as AMD has it
		{"ff d0", Call, 0, "indirect"},                        // call *%rax
		{"41 ff d3", Call, 0, "indirect"},                     // call *%r11
		{"3e ff d0", Call, 0, "indirect"},                     // notrack call *%rax
		{"ff 14 c5 00 00 00 81", Call, 0, "indirect"},         // call *-0x7f000000(,%rax,8)
		{"ff 1d 00 00 00 00", Call, 0, "indirect far"},        // lcall *0x0(%rip)
		{"48 ff 2b", Jump, 0, "indirect far"},                 // rex.W ljmp *(%rbx)
		{"ff e0", Jump, 0, "indirect"},                        // jmp *%rax
		{"3e ff e0", Jump, 0, "indirect"},                     // notrack jmp *%rax
		{"eb fe", Jump, pc, ""},                               // jmp .
		{"e9 00 00 00 7f", Jump, 5, ""},                       // jmp, round the top of the address space
		{"f2 e9 fa 00 00 00", Jump, pc + 0x100, ""},           // bnd jmp
		{"74 10", CondJump, pc + 0x12, ""},                    // je
		{"0f 85 fa 00 00 00", CondJump, pc + 0x100, ""},       // jne
		{"3e 0f 85 f9 00 00 00", CondJump, pc + 0x100, ""},    // jne,pt
		{"e2 fe", CondJump, pc, ""},                           // loop
		{"e3 00", CondJump, pc + 2, ""},                       // jrcxz
		{"67 e3 00", CondJump, pc + 3, ""},                    // jecxz
		{"c7 f8 fa 00 00 00", CondJump, pc + 0x100, ""},       // xbegin
		{"c3", Return, 0, ""},                                 // ret
		{"f3 c3", Return, 0, ""},                              // repz ret
		{"c2 08 00", Return, 0, ""},                           // ret $8
		{"48 cb", Return, 0, "far"},                           // lretq
		{"cc", Interrupt, 0, ""},                              // int3
		{"cd 80", Interrupt, 0, ""},                           // int $0x80
		{"f1", Interrupt, 0, ""},                              // int1
		{"48 cf", InterruptReturn, 0, ""},                     // iretq
		{"0f 05", Syscall, 0, ""},                             // syscall
		{"0f 34", Syscall, 0, ""},                             // sysenter
		{"48 0f 07", SyscallReturn, 0, ""},                    // sysretq
		{"0f 35", SyscallReturn, 0, ""},                       // sysexit
		{"f4", Halt, 0, ""},                                   // hlt
		{"0f 0b", Undefined, 0, ""},                           // ud2
		{"0f b9 40 05", Undefined, 0, ""},                     // ud1
		{"0f 01 f8", Other, 0, ""},                            // swapgs
		{"90", Other, 0, "nop"},                               // nop
		{"f3 0f 1e fa", Other, 0, "nop"},                      // endbr64
		{"f3 0f 01 ec", InterruptReturn, 0, ""},               // uiret
		{"f2 0f 01 ca", InterruptReturn, 0, ""},               // erets
		{"9b db e3", Other, 0, ""},                            // finit
		{"62 f5 6c 48 58 d9", Other, 0, ""},                   // vaddph, of which only the length is known
		{"f3 90", Other, 0, ""},                               // pause
		{"66 90", Other, 0, "nop"},                            // xchg %ax,%ax
		{"41 90", Other, 0, ""},                               // xchg %eax,%r8d
		{"66 66 2e 0f 1f 84 00 00 00 00 00", Other, 0, "nop"}, // data16 cs nopw
		{"55", Other, 0, "push"},                              // push %rbp
		{"41 57", Other, 0, "push"},                           // push %r15
		{"66 55", Other, 0, ""},                               // push %bp
		{"f0 48 0f b1 0a", Other, 0, ""},                      // lock cmpxchg
		{"06", Bad, 0, ""},                                    // push %es, not in long mode
		{"0f", Bad, 0, ""},                                    // cut off
		{"48 8b", Bad, 0, ""},                                 // cut off
	} {
		code, err := hex.DecodeString(strings.ReplaceAll(c.code, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		i := Decode(arch.AMD64, code, pc)
		var facts []string
		for _, f := range []struct {
			is   bool
			name string
		}{{i.Indirect(), "indirect"}, {i.Far(), "far"}, {i.Nop(), "nop"}} {
			if f.is {
				facts = append(facts, f.name)
			}
		}
		if _, ok := i.Push(); ok {
			facts = append(facts, "push")
		}
		target, ok := i.Target()
		if i.Kind != c.kind || strings.Join(facts, " ") != c.facts || target != c.target || ok != (c.target != 0) {
			t.Errorf("%s: %v, target %v %v, %q; want %v, %v, %q", c.code, i.Kind, target, ok, facts, c.kind, c.target, c.facts)
		}
		want := len(code)
		if c.kind == Bad {
			want = 1
		}
		if i.Len != want || hex.EncodeToString(i.Bytes) != hex.EncodeToString(code[:want]) {
			t.Errorf("%s: %d bytes %x", c.code, i.Len, i.Bytes)
		}
	}
}

// TestOtherArchitecture: without a decoder nothing is guessed.
func TestOtherArchitecture(t *testing.T) {
	if i := Decode(&arch.Arch{Name: "aarch64"}, []byte{0xc3}, 0); i.Kind != Bad || i.Len != 1 || i.Text(ATT, nil) != "(bad)" {
		t.Errorf("got %+v", i)
	}
	if i := Decode(arch.AMD64, nil, 0); i.Kind != Bad || i.Len != 0 {
		t.Errorf("no bytes: %+v", i)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"\x48\x8b\x05\x00\x00\x00\x00", "\xf3\x0f\x1e\xfa", "\xc5\xf8\x77", "\x62\xf1\x7c\x48\x28\x00",
		"\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x66\x90", "\xf0\xf2\xf3\x0f\x38\xf1\xc0", "\x0f\x3a\x0f\xc0\x08"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, code []byte) {
		i := Decode(arch.AMD64, code, 0xffffffff81000000)
		if i.Len > min(len(code), MaxLen) || i.Len < min(len(code), 1) || len(i.Bytes) != i.Len {
			t.Fatalf("%x: %d bytes", code, i.Len)
		}
		if i.Kind == Bad && i.Len > 1 {
			t.Fatalf("%x: bad, of %d bytes", code, i.Len)
		}
		for _, syntax := range []Syntax{ATT, Intel} {
			if text := i.Text(syntax, nil); text == "" || len(text) > 200 {
				t.Fatalf("%x: %q", code, text)
			}
		}
		if again := Decode(arch.AMD64, i.Bytes, i.Addr); i.Kind != Bad && (again.Len != i.Len || again.Kind != i.Kind) {
			t.Fatalf("%x: alone %d bytes, in place %d", code, again.Len, i.Len)
		}
		i.Target()
		i.Push()
	})
}
