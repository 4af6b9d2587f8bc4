// Package mem answers one question: how does anyone read the target's memory?
//
// The answer is one method. A [Reader] fills a buffer from an address or says, with a [Fault], where
// the first unreadable byte is. A live stub, a page-table walk over physical memory, a core file and
// a map in a test are all Readers, and nothing above this package can tell them apart.
//
//	stub, page walk, vmcore, test map      a Reader each
//	             │
//	          Cache                         one per address space, dropped at every resume
//	             │
//	kernel, debugger/unwind, debugger       Uint, CString, Bytes
//
// Read first: [Addr], [Reader], [Cache].
//
// The package knows no registers, no symbols and no protocol, and imports nothing of this module.
package mem
