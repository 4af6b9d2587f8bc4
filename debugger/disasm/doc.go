// Package disasm answers "what do these bytes do when the CPU runs them?": how long an instruction
// is, whether and where it transfers control, and how gdb would print it.
//
// The encoding is that of the Intel Software Developer's Manual, volume 2, and of the AMD64
// Architecture Programmer's Manual, volume 3; the text is that of gdb's x/i, which is what the GNU
// assembler reads.
//
// [Decode] makes an [Inst] of bytes. Bytes that are no instruction are an Inst as well, one byte long
// and of kind [Bad]: the caller goes on behind it, as objdump does. Prefixes, opcode and [Kind] are
// read here, and so are the instructions that x86asm does not know or takes for others; those are the
// table in gaps.go, which is asked first. The rest is x86asm's:
//
//	prefixes  opcode  ModRM  SIB  displacement  immediate
//	└───── scan ─────┘└────── gaps or x86asm ───────────┘
//
// The text is written from either by one printer: operands are brought into one form (operand.go),
// then names (names.go, adjust.go) and prefixes (prefix.go) get the form that binutils gives them. All
// code of a kernel comes out as objdump 2.40 has it, see TestObjdump.
//
// Read [Decode], [Inst] and [Kind] first.
//
// The package reads no memory, knows no symbols (the caller's function names addresses) and does not
// say what an instruction does to registers.
package disasm
