package disasm

import (
	"golang.org/x/arch/x86/x86asm"

	"kbreak/arch"
	"kbreak/mem"
)

// MaxLen is the length in bytes of the longest instruction of any [arch.Arch] that is supported.
const MaxLen = 15

// Kind is what an instruction does to the flow of control.
type Kind uint8

const (
	Other           Kind = iota // goes on behind itself
	Bad                         // no instruction: one byte that means nothing here
	Call                        // near or far, see [Inst.Far]
	Jump                        // always taken
	CondJump                    // jcc, loop, jrcxz, and xbegin, whose target is where an abort goes
	Return                      // ret, near or far
	Interrupt                   // int3, int1, int N
	InterruptReturn             // iret, uiret
	Syscall                     // syscall, sysenter
	SyscallReturn               // sysret, sysexit
	Halt                        // hlt: goes on behind itself after an interrupt
	Undefined                   // ud0, ud1, ud2: always raises #UD, the kernel's BUG and WARN
)

func (k Kind) String() string {
	return [...]string{"other", "bad", "call", "jump", "conditional jump", "return", "interrupt",
		"interrupt return", "system call", "system call return", "halt", "undefined"}[k]
}

// Inst is one decoded instruction. It is a plain value; Bytes is a part of what was given to [Decode].
type Inst struct {
	Addr  mem.Addr
	Len   int    // bytes, 1 to MaxLen; 0 only where there was no byte at all
	Bytes []byte // Len bytes
	Kind  Kind

	scan
	gap *gap        // the line of the gap table, nil if there is none
	x86 x86asm.Inst // what x86asm says otherwise; Op is 0 where it says nothing
}

// Decode decodes the instruction that begins at code[0] and lies at pc. Of bytes that are no
// instruction, of one that code has only the beginning of, and for an architecture without a
// decoder, it makes an Inst of one byte and of kind [Bad]. It never reads beyond MaxLen bytes.
func Decode(a *arch.Arch, code []byte, pc mem.Addr) Inst {
	code = code[:min(len(code), MaxLen)]
	i := Inst{Addr: pc}
	if a == arch.AMD64 && i.decode(code) {
		i.Bytes = code[:i.Len:i.Len]
		return i
	}
	n := min(len(code), 1)
	return Inst{Addr: pc, Len: n, Bytes: code[:n:n], Kind: Bad}
}

func (i *Inst) decode(code []byte) bool {
	s := &i.scan
	if !s.read(code) {
		return false
	}
	switch n := s.relative(); {
	case s.findGap() != nil:
		i.gap = s.findGap()
		i.Len = i.gap.length(s, code)
	case n == 2: // x86asm takes Intel's side
		i.Len = s.modrm + n
		if s.isXbegin() { // the only one with a ModRM byte
			i.Len++
		}
	case s.enc == legacy:
		var room [MaxLen]byte
		x, err := x86asm.Decode(s.canonical(code[s.fwait:], &room), 64)
		if err != nil || x.Op == 0 {
			return false
		}
		i.x86, i.Len = x, x.Len+int(s.fwait)
	default:
		i.Len = s.vectorLen(code)
		x, err := x86asm.Decode(code, 64)
		if err == nil && x.Len == i.Len && s.table <= map0F3A {
			i.x86 = x
		}
	}
	i.Kind = s.kind()
	return i.Len > 0 && i.Len <= len(code)
}

// canonical replaces a ModRM byte of which the manuals reserve the digit and that does what another does,
// on all CPUs: x86asm knows the other.
func (s *scan) canonical(code []byte, room *[MaxLen]byte) []byte {
	reg, rm := s.reg, s.rm
	switch op := s.op; {
	case !s.hasModRM:
	case s.table == oneByte && (op&0xfe == 0xc0 || op&0xfc == 0xd0) && reg == 6: // shl
		reg = 4
	case s.table == oneByte && op&0xfe == 0xf6 && reg == 1: // test
		reg = 0
	case s.table == map0F && op == 0xae && s.mod == 3 && reg >= 5 && s.rep == 0 && !s.size: // lfence, mfence, sfence
		rm = 0
	}
	if reg == s.reg && rm == s.rm {
		return code
	}
	n := copy(room[:], code)
	room[s.modrm-int(s.fwait)] = s.mod<<6 | reg<<3 | rm
	return room[:n]
}

// Next is the address behind the instruction.
func (i Inst) Next() mem.Addr { return i.Addr.Add(int64(i.Len)) }

// Target is where a direct call, jump or conditional jump goes; false for anything else.
func (i Inst) Target() (mem.Addr, bool) {
	n := i.relative()
	if n == 0 || i.Len < n {
		return 0, false
	}
	b := i.Bytes[i.Len-n:]
	var d int64
	switch n {
	case 1:
		d = int64(int8(b[0]))
	case 2:
		d = int64(int16(uint16(b[0]) | uint16(b[1])<<8))
	case 4:
		d = int64(int32(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24))
	}
	t := i.Next().Add(d)
	if n == 2 && !i.isXbegin() {
		t &= 0xffff
	}
	return t, true
}

// Syntax is the language of [Inst.Text].
type Syntax uint8

const (
	ATT Syntax = iota
	Intel
)

// Text is the instruction as gdb's x/i prints it, without the address in front. symbol names an
// address, without <>; it may be nil and may return "". An instruction whose length is known and nothing
// else (AVX-512 FP16, XOP and the like) is printed as its bytes, which an assembler reads.
func (i Inst) Text(syntax Syntax, symbol func(mem.Addr) string) string {
	p := printer{i: i, intel: syntax == Intel, symbol: symbol}
	var room [96]byte // most texts fit
	p.buf = room[:0]
	p.print()
	return string(p.buf)
}
