// Package arch answers one question: what is a register on this CPU family?
//
// An [Arch] is a table: gdb's register names and sizes in gdb's order, their DWARF numbers, which
// of them are the program counter and the stack pointer, the byte order and the breakpoint bytes.
// [Registers] is one CPU's values, each known or unknown: a stub may not offer a register, and an
// unwinder may not have been able to recover it. Unknown is never zero.
//
// Sources: System V psABI for x86-64, figure 3.36 (DWARF numbers); gdb's features/i386 target
// descriptions (names and sizes).
//
// The package executes nothing and disassembles nothing.
package arch
