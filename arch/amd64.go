package arch

import "encoding/binary"

// Registers of [AMD64], in the order of its table.
const (
	RAX Reg = iota
	RBX
	RCX
	RDX
	RSI
	RDI
	RBP
	RSP
	R8
	R9
	R10
	R11
	R12
	R13
	R14
	R15
	RIP
	EFLAGS
	CS
	SS
	DS
	ES
	FS
	GS
	FSBase
	GSBase
	KGSBase
	CR0
	CR2
	CR3
	CR4
	CR8
	EFER
)

// AMD64 is x86-64 in long mode. DWARF numbers: psABI figure 3.36; column 16 is the return address.
var AMD64 = build(&Arch{
	Name:    "i386:x86-64",
	Order:   binary.LittleEndian,
	PtrSize: 8,
	Regs: []RegInfo{
		{"rax", 8, 0}, {"rbx", 8, 3}, {"rcx", 8, 2}, {"rdx", 8, 1},
		{"rsi", 8, 4}, {"rdi", 8, 5}, {"rbp", 8, 6}, {"rsp", 8, 7},
		{"r8", 8, 8}, {"r9", 8, 9}, {"r10", 8, 10}, {"r11", 8, 11},
		{"r12", 8, 12}, {"r13", 8, 13}, {"r14", 8, 14}, {"r15", 8, 15},
		{"rip", 8, 16}, {"eflags", 4, 49},
		{"cs", 4, 51}, {"ss", 4, 52}, {"ds", 4, 53}, {"es", 4, 50}, {"fs", 4, 54}, {"gs", 4, 55},
		{"fs_base", 8, 58}, {"gs_base", 8, 59}, {"k_gs_base", 8, -1},
		{"cr0", 8, -1}, {"cr2", 8, -1}, {"cr3", 8, -1}, {"cr4", 8, -1}, {"cr8", 8, -1},
		{"efer", 8, -1},
	},
	PC: RIP, SP: RSP, FP: RBP, RA: 16,
	Trap: []byte{0xcc},
})

func build(a *Arch) *Arch {
	a.byDWARF = make(map[int]Reg, len(a.Regs))
	for i, r := range a.Regs {
		if r.DWARF >= 0 {
			a.byDWARF[r.DWARF] = Reg(i)
		}
	}
	return a
}
