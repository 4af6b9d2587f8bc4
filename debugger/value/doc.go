// Package value answers one question: what does this C object look like?
//
// A [Value] is a type and a place: memory of the target that is read when it is shown, or bytes that
// a DWARF expression produced, parts of which may be missing. A [Printer] turns it into the text that
// gdb 13 prints with its default settings, which is what users compare with and scripts parse:
//
//	symbols/debuginfo ── Type, Expr ──► Evaluate ──► Value ──► Printer.Print   as "print" shows it
//	symbols/expr ───────────────────────────┘                  Printer.Format  as a member, a local
//	                                                           Printer.Arg     as "bt" shows arguments
//	                                                           Printer.Tree    for JSON
//
// Sources: GDB manual, "Print Settings", "Data", "Tail Call Frames" (entry values). Where the
// manual is silent the rules are what gdb 13.1 printed for the programs in testdata, whose output is
// kept beside them.
//
// What differs from gdb on purpose: an object that is readable in part is printed in part, with
// <error: Cannot access memory at address 0x...> for the rest, where gdb prints nothing of it; an
// object without a location in one of its pieces keeps the others.
//
// Read first: [Value], [Printer], [Evaluate].
//
// Types and sizes come from files and contents from a target: neither is trusted. What is read and
// what is printed for one value is bounded, whatever they claim.
package value
