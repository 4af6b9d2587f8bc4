// Package symbols answers one question: what do files say about an address or a name?
//
// An [Image] is one file, in link addresses: a vmlinux, a module, or a System.map. A [Placement]
// says where the running kernel has it, and is the only thing that turns a link address into a
// runtime address and back. A [Space] is all that is placed: address to symbol, name to addresses.
//
//	vmlinux, .ko, .ko.debug, .ko.xz ──► elffile ──► Image ─┐
//	System.map ────────────────────────────────────► Image ─┼─► Placement ──► Space
//	slide, section addresses (from package kernel) ─────────┘
//
//	Image ──► symtab (this package)      Lookup, SymbolAt, Complete
//	      ──► symbols/orc, symbols/cfi   ORCRow, CFIRow
//	      ──► symbols/debuginfo          Debug
//	      ──► symbols/btf, debuginfo     Struct
//
// # Link addresses of modules
//
// A module is a relocatable file: all its sections are at address 0 until the kernel loads it. An
// Image gives each SHF_ALLOC section a range of its own, in file order from 0x10000000 up, each at
// a page boundary and with at least one unused page behind it, so that an end address never belongs
// to the next section. All of them lie below 2 GiB, so that 32-bit relocations between them fit.
// Debug sections are relocated against this layout, once, whatever the kernel does with the module.
// Symbols that the module takes from elsewhere get addresses that nothing else has; see
// [Image.External].
//
// Nothing is parsed that is not asked for: opening maps the file and reads its headers; the symbol
// index, each debug section and each table is made at first use. All of it is safe for concurrent
// use until Close, and after opening there is no I/O but page faults of the map and, where a debug
// file leaves its contents to another file, opening that one.
//
// Sources: System V gABI chapter 4; GDB manual, "Separate Debug Files"; Linux kernel/module,
// include/asm-generic/vmlinux.lds.h and scripts/kallsyms.c.
//
// Read first: [Image], [Placement], [Space].
//
// The package knows no running kernel: it does not find the slide, and reads no target memory.
package symbols
