package unwind

import (
	"context"
	"fmt"

	"kbreak/arch"
	"kbreak/mem"
)

// inactive is struct inactive_task_frame of x86-64 (arch/x86/include/asm/switch_to.h, since 4.9):
// what __switch_to_asm pushes before it changes stacks, from thread.sp on.
var inactive = []arch.Reg{arch.R15, arch.R14, arch.R13, arch.R12, arch.RBX, arch.RBP, arch.RIP}

// SwitchedOut returns the registers of an x86-64 task that no CPU runs. sp is its thread.sp and
// offset where struct inactive_task_frame has its member r15: 0 unless the kernel saves flags
// there first, as some 5.1 and 5.2 do.
//
// The PC is a return address, in the function that called __switch_to_asm, for all tasks but one
// kind: a task that has never run starts at ret_from_fork (or its assembly twin), and is not
// "after a call" there. Set [Options.ReturnAddress] accordingly.
func SwitchedOut(ctx context.Context, r mem.Reader, sp mem.Addr, offset int) (arch.Registers, error) {
	var regs arch.Registers
	if sp%8 != 0 {
		return regs, fmt.Errorf("registers of a sleeping task: stack pointer %v is not a multiple of 8", sp)
	}
	buf := make([]byte, 8*len(inactive))
	at := sp.Add(int64(offset))
	if err := r.ReadMem(ctx, at, buf); err != nil {
		return regs, fmt.Errorf("registers of a sleeping task at %v: %w", at, err)
	}
	for i, reg := range inactive {
		regs.Set(reg, arch.AMD64.Order.Uint64(buf[8*i:]))
	}
	regs.Set(arch.RSP, uint64(at.Add(int64(len(buf)))))
	return regs, nil
}
