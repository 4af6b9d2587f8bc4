// Package elffile answers one question: which bytes does an ELF file have for a section?
//
// A [File] is a read-only memory map of the file with its section headers decoded. Contents are
// slices of the map: nothing is copied, and nothing is read that is not looked at, because a
// distribution's vmlinux has 600 MB. Three things make a private copy, each on request: compressed
// sections, sections of a relocatable file that [File.Relocate] changes, and files that are
// compressed as a whole (.ko.xz, .ko.zst, .ko.gz).
//
//	file ──map──► headers ──► Sections ──► Raw ──► Data (decompressed) ──► Relocate (in a copy)
//
// Sources: System V gABI, chapters 4 (object files, SHF_COMPRESSED) and 5 (notes); x86-64 psABI
// §4.4 and AAELF64 §5.7 (relocations); GDB manual, "Separate Debug Files" (.gnu_debuglink,
// build-id); the .xz file format 1.1.0.
//
// Files are not trusted. Every offset is checked against the size of the file when it is opened;
// no allocation exceeds a small multiple of the bytes that back it.
//
// A file that someone truncates while it is mapped is beyond those checks: touching a lost page
// raises SIGBUS (an in-page exception on Windows). Package managers replace files by renaming,
// which is harmless. For the rest there is [Guard], which turns the fault into an error.
//
// Only 64-bit little-endian files are read: x86-64, arm64, riscv64 kernels.
//
// The package does not know symbols, addresses of a running kernel, or DWARF.
package elffile
