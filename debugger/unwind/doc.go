// Package unwind answers one question: who called the code that this CPU stands in?
//
// [Unwinder.Unwind] goes from registers to the caller's registers until something ends the stack,
// and says of each frame how it was found and of the trace why it ended.
//
//	registers ──► frame 0 ──step──► frame 1 ──step──► ... ──► End
//
//	step, the first that applies:
//	  ORC           the kernel's own table; it covers assembly, interrupts and changes of stack
//	    + CFI       where DWARF agrees on the CFA, it adds rbx, rbp, r12-r15: the callers' variables
//	  CFI           code that ORC leaves out
//	  popped        the return address is where SP points: PC is no code at all (a call through a bad
//	                pointer), or in a thunk for indirect calls, about which ORC is silent or wrong
//	  frame pointer code without tables: BPF programs, ftrace trampolines, modules without a file
//	  guess         the next word of the stack that a call may have left there; only if asked for
//
//	at an interrupt, exception or system call, the registers come from the struct pt_regs that the
//	entry code left, whatever stack it is on:
//	  kernel mode   go on with the interrupted frame, on its own stack (task, IRQ, exception, NMI)
//	  user mode     the end: the trace carries the user's registers
//
// Nothing is hidden: a guess says that it is one, and a broken stack gives the frames up to the
// break and the reason, with the address where there is one. Every trace ends: within one stack
// the stack pointer has to rise with every frame, and a jump to another stack may not lead to a
// place where the trace has been.
//
// Sources: Linux arch/x86/kernel/unwind_orc.c (unwind_next_frame) for ORC; DWARF 5 §6.4 for CFI;
// drgn's and crash's practice for what neither covers.
//
// Read first: [Unwinder], [Rules], [Frame], [End].
//
// The package knows no session, no symbols and no tasks: it sees registers, a [mem.Reader] and
// tables. It neither finds the pt_regs of a task nor names functions.
package unwind
