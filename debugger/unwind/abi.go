package unwind

import (
	"kbreak/arch"
	"kbreak/mem"
)

// abi is what a walk has to know of a CPU family beyond its registers.
type abi struct {
	preserved []arch.Reg // a function gives them back as they were
	system    []arch.Reg // not a function's at all: they stay what they are from frame to frame
	ptRegs    []ptReg    // struct pt_regs
	ptSize    int        // bytes
	hardware  int        // offset in pt_regs of what the CPU pushes, to its end

	// userMode reports whether registers are of user mode.
	userMode func(*arch.Registers) bool
	// plausible reports whether registers read from a pt_regs can be such.
	plausible func(*arch.Registers) bool
	// enterUser turns system registers of the kernel into those of the user.
	enterUser func(*arch.Registers)
	// isCall reports whether code, the bytes before a return address, ends in a call.
	isCall func(code []byte) bool
}

// ptReg is one member of struct pt_regs.
type ptReg struct {
	off  int
	reg  arch.Reg
	mask uint64
}

func (u *Unwinder) abi() *abi {
	switch {
	case u.Arch != arch.AMD64:
		return generic
	case u.Process:
		return amd64Process
	}
	return amd64
}

// generic knows nothing: every register has to come from a table.
var generic = &abi{
	userMode:  func(*arch.Registers) bool { return false },
	plausible: func(*arch.Registers) bool { return false },
	enterUser: func(*arch.Registers) {},
	isCall:    func([]byte) bool { return false },
}

const all = ^uint64(0)

// amd64 is x86-64 Linux. struct pt_regs: arch/x86/include/asm/ptrace.h, unchanged since 2.6.24 in
// all but names (it is ABI: PTRACE_GETREGS gives it out). Since FRED (6.9) the 64-bit slots of cs
// and ss hold event data above bit 15. Preserved registers: psABI figure 3.4.
var amd64 = &abi{
	preserved: []arch.Reg{arch.RBX, arch.RBP, arch.R12, arch.R13, arch.R14, arch.R15},
	system: []arch.Reg{
		arch.CS, arch.SS, arch.DS, arch.ES, arch.FS, arch.GS, arch.FSBase, arch.GSBase, arch.KGSBase,
		arch.CR0, arch.CR2, arch.CR3, arch.CR4, arch.CR8, arch.EFER,
	},
	ptRegs: []ptReg{
		{0, arch.R15, all}, {8, arch.R14, all}, {16, arch.R13, all}, {24, arch.R12, all},
		{32, arch.RBP, all}, {40, arch.RBX, all},
		{48, arch.R11, all}, {56, arch.R10, all}, {64, arch.R9, all}, {72, arch.R8, all},
		{80, arch.RAX, all}, {88, arch.RCX, all}, {96, arch.RDX, all}, {104, arch.RSI, all}, {112, arch.RDI, all},
		// 120: orig_ax, the system call's number, the error code or the vector
		{128, arch.RIP, all}, {136, arch.CS, 0xffff}, {144, arch.EFLAGS, 0xffffffff}, {152, arch.RSP, all}, {160, arch.SS, 0xffff},
	},
	ptSize:   168,
	hardware: 128,
	userMode: func(r *arch.Registers) bool {
		cs, ok := r.Get(arch.CS)
		return ok && cs&3 == 3
	},
	plausible: plausibleAMD64,
	enterUser: enterUserAMD64,
	isCall:    isCallAMD64,
}

// amd64Process is a kernel that has no user mode of its own: its user's programs are other processes.
var amd64Process = func() *abi {
	a := *amd64
	a.userMode = generic.userMode
	return &a
}()

// plausibleAMD64 checks what no interrupt can push: a code segment of ring 1 or 2 or none at all,
// a kernel's stack pointer that is not canonical, flags with bit 1 clear, which is always set (SDM volume 1, 3.4.3).
func plausibleAMD64(r *arch.Registers) bool {
	cs, ok := r.Get(arch.CS)
	flags, _ := r.Get(arch.EFLAGS)
	sp, _ := r.Addr(arch.RSP)
	if !ok || cs&^3 == 0 || cs&3 == 1 || cs&3 == 2 || flags&2 == 0 {
		return false
	}
	// 57 bits are those of 5-level paging; fewer are in use with 4. A user may load anything.
	return cs&3 == 3 || sp%8 == 0 && int64(sp)<<7>>7 == int64(sp)
}

// enterUserAMD64: the kernel's entry exchanged the two GS bases, and with page table isolation it
// changed CR3.
func enterUserAMD64(r *arch.Registers) {
	base, ok := r.Get(arch.KGSBase)
	r.Forget(arch.GSBase)
	if ok {
		r.Set(arch.GSBase, base)
	}
	r.Forget(arch.KGSBase)
	r.Forget(arch.CR3)
}

// isCallAMD64 knows the near calls: e8 rel32, and ff /2 with its ModRM forms of 2 to 8 bytes
// (a prefix makes one more).
func isCallAMD64(code []byte) bool {
	n := len(code)
	if n >= 5 && code[n-5] == 0xe8 {
		return true
	}
	for size := 2; size <= 7 && size <= n; size++ {
		b := code[n-size:]
		if b[0] == 0xff && b[1]>>3&7 == 2 && modRMSize(b[1:]) == size-1 {
			return true
		}
	}
	return false
}

// modRMSize is the length of a ModRM byte with what follows it (SDM volume 2, 2.1.5).
func modRMSize(b []byte) int {
	mod, rm := b[0]>>6, b[0]&7
	if mod == 3 {
		return 1
	}
	n := 1
	if rm == 4 { // SIB
		n++
		if len(b) > 1 && mod == 0 && b[1]&7 == 5 {
			return n + 4
		}
	}
	switch {
	case mod == 1:
		n++
	case mod == 2, mod == 0 && rm == 5:
		n += 4
	}
	return n
}

// maxStack bounds how far apart two frames of one stack may be: 32 KiB is THREAD_SIZE with KASAN,
// and a frame cannot be larger than its stack.
const maxStack = 64 << 10

func aligned(a mem.Addr, size int) bool { return a%mem.Addr(size) == 0 }
