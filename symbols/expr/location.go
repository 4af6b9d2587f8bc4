package expr

import (
	"fmt"
	"strings"

	"kbreak/mem"
)

// Location is where an object is: one of [Memory], [Register], [Value], [ImplicitPointer],
// [Pieces] and [Gone].
type Location interface {
	fmt.Stringer
	location()
}

// Memory is an object in the target's memory (DWARF 5 §2.6.1.1.2).
type Memory struct{ Addr mem.Addr }

// Register is an object in a register, at its least significant end (§2.6.1.1.3).
type Register struct{ Num int } // DWARF number

// Value is an object that has no place but whose contents are known (§2.6.1.1.4).
type Value struct {
	Bytes []byte // in the target's byte order; may alias the expression
	// Scalar: the bytes are one number (DW_OP_stack_value), so a smaller object is its least
	// significant part. Otherwise they are the object's memory image (DW_OP_implicit_value).
	Scalar bool
}

// ImplicitPointer is a pointer to Offset bytes into an object that itself has no address
// (§2.6.1.1.4): only what it points to can be shown, by the location of the object's DIE.
type ImplicitPointer struct {
	DIE    uint64 // offset in .debug_info
	Offset int64  // bytes
}

// Pieces is an object in parts, from its lowest address on (§2.6.1.2). No element is a Pieces.
type Pieces []Piece

// Piece is a part of an object.
type Piece struct {
	Bits   uint64   // size
	Offset uint64   // bits to skip at Loc: from the least significant end of a register or number
	Loc    Location // Gone if the compiler kept nothing of this part
}

// Gone is an object that was optimised out, or that cannot be recovered in this frame.
type Gone struct{ Reason string } // why, for "explain"

func (Memory) location()          {}
func (Register) location()        {}
func (Value) location()           {}
func (ImplicitPointer) location() {}
func (Pieces) location()          {}
func (Gone) location()            {}

func (l Memory) String() string   { return "memory at " + l.Addr.String() }
func (l Register) String() string { return fmt.Sprintf("register %d", l.Num) }
func (l Value) String() string    { return fmt.Sprintf("value % x", l.Bytes) }
func (l ImplicitPointer) String() string {
	return fmt.Sprintf("pointer to object <%#x> %+d", l.DIE, l.Offset)
}
func (l Gone) String() string { return "optimized out: " + l.Reason }
func (l Pieces) String() string {
	parts := make([]string, len(l))
	for i, p := range l {
		parts[i] = fmt.Sprintf("%d bits: %v", p.Bits, p.Loc)
		if p.Offset != 0 {
			parts[i] += fmt.Sprintf(" from bit %d", p.Offset)
		}
	}
	return "{" + strings.Join(parts, "; ") + "}"
}
