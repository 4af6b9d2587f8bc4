// Package console answers one question: how do a person and a debugger share one serial line?
//
// A [Server] takes over the line of a kernel that has both its console and kgdb on one UART. It gives
// console text to terminals, each of which can type, and packets to one debugger at a time, gdb or any
// other that speaks the remote serial protocol. What agent-proxy and kdmx of kernel.org's
// agent-proxy.git do for gdb is done here with rsp's splitter.
//
//	                    ┌─► terminal, TCP, pty: text ◄─ typing
//	line ◄─► rsp.Line ──┤
//	                    └─► TCP, pty: packets ◄─ gdb
//
// kgdb takes packets only while it has stopped the kernel. A packet for a kernel that runs is kept
// until it was broken into; so is 0x03, which kgdb ignores, turned into a break-in. A debugger that
// goes away leaves the kernel as it is, for the next one.
//
// Read first: [Server], [Escapes].
//
// [Watch] is for several lines of which one does not know yet which is the console: it shows which of
// them speaks.
package console
