// Package expr answers one question: where is this variable, according to DWARF?
//
// A DWARF expression is a small program for a stack machine (DWARF 5 §2.5) that computes an address
// or a value; as a location description (§2.6) it may also name a register, spell out a constant, or
// put an object together from pieces. [Eval] runs one against an [Env], which is whatever the
// expression may ask about the frame it is evaluated in, and gives a [Location], a closed sum:
//
//	code ──Eval──► Memory           at an address of the target
//	      │        Register         in a register
//	      │        Value            nowhere, but its bytes are known
//	      │        ImplicitPointer  a pointer to something that has no address
//	      │        Pieces           a part here, a part there; parts may be Gone
//	      │        Gone             optimised out, with the reason
//	      └──────► error            malformed expression, unreadable memory, lost link
//
// [Read] turns any of them into bytes with the missing bits marked. [EvalUint] is for expressions
// that compute one number: call frame instructions, call-site values, frame bases. [Disassemble]
// is for people.
//
// The GNU extensions that preceded DWARF 5 (DW_OP_GNU_entry_value and its kin) and those that have no
// standard form (DW_OP_GNU_parameter_ref, DW_OP_GNU_uninit, DW_OP_GNU_variable_value,
// DW_OP_GNU_encoded_addr) are understood. Source for those: binutils include/dwarf2.def and GCC's
// dwarf2out.c.
//
// Read first: [Env], [Location], [Eval].
//
// The package neither finds expressions (symbols/debuginfo does) nor walks frames: whoever implements
// Env answers for entry values. Thread-local storage and address spaces are refused with a reason: a
// kernel has neither.
package expr
