// Package points answers one question: what is inserted in the target?
//
// A [Table] has one entry an address and kind, however many breakpoints want it. What is inserted stays
// from the time that somebody wants it until nobody does, across stops and steps.
//
//	Insert ──► noted in the journal ──► Z packet ──┬─ taken ─────────────► in the table
//	                                               └─ the stub has none:
//	                                                  a trap is written ──► in the table, with the old bytes
//	Remove ──► z packet, or the old bytes written back ──► out of the table, then of the journal
//	Sweep  ──► what a journal lists that an earlier session left is removed
//
// Packets: GDB manual, "Packets", z0 to z4 and Z0 to Z4. A trap is the breakpoint instruction of the
// architecture ([arch.Arch.Trap]); [Table.Hide] takes those of the table out of memory that was read,
// and [Table.Underneath] keeps them in memory that is written.
//
// The journal is a file of JSON, one for each target and kernel, written before the target is touched:
// what it lists and is not there does no harm.
//
// Read first: [Table], [Inserted], [Target].
//
// The package knows no session, no user's breakpoints and no threads: how the instruction under a point
// is executed is its caller's business, and so is which points are wanted.
package points
