// Package debuginfo answers one question: what did the source look like at this address?
//
// It reads DWARF 2 to 5 (version 5: https://dwarfstd.org/dwarf5std.html; section numbers in comments
// are of that edition) straight from the sections of one image, and reads no more of them than the
// question needs: a distribution vmlinux has 164 MB of .debug_info in 2172 units, and a backtrace
// needs a dozen of them.
//
//	address ─ .debug_aranges ─► unit ─┬─ .debug_line ──────────────► LineEntry
//	                                  ├─ function ─ inlined calls ─► []Scope, innermost first
//	                                  │      └─ parameters, locals ─► []Variable: type, expression
//	                                  └─ call site ────────────────► CallSite
//
//	name ── .debug_str ── skimmed DIEs of all units ─► []Name, or *ctype.Type by itself
//	file:line ── all line programs ─► []LineEntry
//
// Units are decoded when they are first needed and kept in a small cache; DIEs are decoded anew each
// time into one reused [entry]; types are made once, and what they refer to when it is asked for.
//
// Read first: [Data.Scopes], [Scope], [Variable].
//
// Addresses are link addresses; expressions are handed out as bytes and evaluated elsewhere
// (symbols/expr). The package opens no files and relocates nothing.
package debuginfo
