// Package link has the address type that all of symbols shares: an address as a file has it.
package link

import "fmt"

// Addr is an address as the linker wrote it. For vmlinux it is the virtual address without KASLR.
// For a relocatable module the image lays its sections out one after the other in a range of its
// own making, so that every byte of every section has one Addr and DWARF, ORC and symbols agree;
// where the kernel really put each section is known to symbols.Placement alone.
//
// It is a type of its own so that it cannot be passed to a mem.Reader by accident.
type Addr uint64

func (a Addr) String() string { return fmt.Sprintf("%#x", uint64(a)) }

// Range is a half-open range [Start, End).
type Range struct{ Start, End Addr }

// Contains reports whether a lies in the range.
func (r Range) Contains(a Addr) bool { return r.Start <= a && a < r.End }
