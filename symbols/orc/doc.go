// Package orc answers one question: what does the kernel's own unwind table say about a PC?
//
// ORC ("oops rewind capability") is what objtool writes into every x86-64 kernel and module since
// 4.14: one entry of 6 bytes for each range of addresses with one stack layout. Unlike DWARF it
// covers assembly, says where an interrupt left its registers, and is right about inline assembly
// that changes stacks. It knows the stack pointer, the frame pointer and the return address, and
// no other register.
//
//	.orc_unwind_ip  s32[n]    range i starts at &ip[i] + ip[i] and ends where the next one starts
//	.orc_unwind     6 bytes[n]   s16 sp_offset, s16 bp_offset, u16 flags
//	.orc_header     20 bytes  hash of the C definition, since 6.3.10 and 6.4
//
//	flags   version 1 (4.14)           2 (6.3)                3 (6.4) and 4 (7.1)
//	0-3     register of sp_offset      same                   same, 4: other numbers
//	4-7     register of bp_offset      same                   same, 4: other numbers
//	8-10    8-9 type, 10 end           8-9 type, 10 signal    8-10 type
//	11      -                          end                    signal
//
// The four versions are translated into the rows of [kbreak/symbols/cfi] here, so that nobody
// else has to know that there are four.
//
// Sources: Linux arch/x86/include/asm/orc_types.h (6.1, and commits ffb1b4a41016, fb799447ae29,
// 1735858caa4b for versions 2, 3 and 4); arch/x86/kernel/unwind_orc.c for what the fields mean.
//
// Read first: [Table], [Table.Row], [Detect].
//
// LoongArch has an ORC format of its own, which is not read.
package orc
