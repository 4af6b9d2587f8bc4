package value

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"kbreak/mem"
	"kbreak/symbols/ctype"
	"kbreak/symbols/expr"
)

// GoneError says that a value which a computation needs is not there because the compiler kept nothing
// of it.
type GoneError struct{ Reason string }

// Error has gdb's words; the reason is the error's cause.
func (e *GoneError) Error() string { return "value has been optimized out" }

// Unwrap gives the reason.
func (e *GoneError) Unwrap() error {
	if e.Reason == "" {
		return nil
	}
	return errors.New(e.Reason)
}

// Complete reads all bytes of a value, of a bit-field those that contain it. That a part is missing is
// an error: a *mem.Fault or a *[GoneError].
func (v Value) Complete(ctx context.Context, r mem.Reader) ([]byte, error) {
	if n := sizeOf(v.Type); n > expr.MaxObject {
		return nil, fmt.Errorf("object of %d bytes: longer than %d", n, expr.MaxObject)
	}
	c, err := v.Bytes(ctx, r)
	if err != nil {
		return nil, err
	}
	bit, bits := v.span()
	m, _ := c.Find(bit%8, bits)
	switch {
	case m == nil:
		return c.Bytes, nil
	case m.Fault != nil:
		return nil, m.Fault
	}
	return nil, &GoneError{m.Reason}
}

// Number reads an integer, boolean, enumerator or pointer of any size, sign-extended if its type is
// signed. Of anything else it gives the bits.
func (v Value) Number(ctx context.Context, r mem.Reader, order binary.ByteOrder) (*big.Int, error) {
	t := stripped(v.Type)
	if t.Size > maxScalar || v.bits > maxScalar*8 {
		return nil, fmt.Errorf("number of %d bytes", max(t.Size, v.bits/8))
	}
	b, err := v.Complete(ctx, r)
	if err != nil {
		return nil, err
	}
	return v.integer(order, t, b), nil
}

// integer decodes the integer of type t in b, which for a bit-field are the bytes that contain it.
func (v Value) integer(order binary.ByteOrder, t *ctype.Type, b []byte) *big.Int {
	be := slices.Clone(b) // most significant byte first, as big.Int takes it
	if order != binary.ByteOrder(binary.BigEndian) {
		slices.Reverse(be)
	}
	n := new(big.Int).SetBytes(be)
	width := uint(len(b) * 8)
	if v.bits != 0 {
		bit, w := v.span()
		skip := uint(bit % 8) // bits of b below the field
		if order == binary.ByteOrder(binary.BigEndian) {
			skip = width - uint(w) - skip
		}
		n.Rsh(n, skip)
		width = uint(w)
		n = modulo(n, width)
	}
	if t.Signed && (t.Kind == ctype.Int || t.Kind == ctype.Enum) {
		n = signed(n, width)
	}
	return n
}

// FromNumber is a value of an integer, boolean, enum or pointer type that is nowhere in the target; bits
// of n that the type has no room for are dropped.
func FromNumber(t *ctype.Type, n *big.Int, order binary.ByteOrder) Value {
	b := littleEndian(n, int(min(sizeOf(t), maxScalar)))
	if order == binary.ByteOrder(binary.BigEndian) {
		slices.Reverse(b)
	}
	return FromBytes(t, b)
}

// As is the object at the place of v, read as another type.
func (v Value) As(t *ctype.Type) Value {
	w := v.Index(t, 0)
	if v.bits != 0 {
		w.err = errors.Join(v.err, errors.New("a bit-field has no address"))
	}
	return w
}

// Place is where a value can be written to.
type Place struct {
	Loc       expr.Location // of the whole object; nil if it is nowhere in the target
	Offset    int64         // bytes from there
	Bit, Bits int64         // bit-field: its first bit from Offset and its width; 0 for everything else
}

// Place tells where the value is.
func (v Value) Place() Place {
	if v.obj == nil {
		return Place{}
	}
	return Place{v.obj.loc, v.off, v.bit, v.bits}
}

// InsertBits gives the bytes that contain a bit-field, which are old, with n put into it.
func (v Value) InsertBits(old []byte, n *big.Int, order binary.ByteOrder) []byte {
	be := slices.Clone(old)
	big_ := order == binary.ByteOrder(binary.BigEndian)
	if !big_ {
		slices.Reverse(be)
	}
	bit, w := v.span()
	skip := uint(bit % 8)
	if big_ {
		skip = uint(len(old)*8) - uint(w) - skip
	}
	x := new(big.Int).SetBytes(be)
	mask := new(big.Int).Lsh(modulo(big.NewInt(-1), uint(w)), skip)
	x.AndNot(x, mask)
	x.Or(x, new(big.Int).Lsh(modulo(n, uint(w)), skip))
	x.FillBytes(be)
	if !big_ {
		slices.Reverse(be)
	}
	return be
}

// Freeze reads a value so that it stays what it is when the target runs on, as gdb's value history
// does. What is larger than a window (64 KiB) stays in the target. A scalar that cannot be read, and an
// object of which no byte can, are an error.
func (v Value) Freeze(ctx context.Context, r mem.Reader) (Value, error) {
	if v.err != nil {
		return v, v.err
	}
	size := sizeOf(v.Type)
	if v.obj == nil || !v.obj.mem || size == 0 {
		return v, nil
	}
	n := min(size, window)
	if v.bits != 0 {
		n = (v.bit + v.bits + 7) / 8
	}
	if err := v.prefetch(ctx, r, n); err != nil {
		return v, err
	}
	c, err := v.read(ctx, r, v.off, n)
	if err != nil {
		return v, err
	}
	if m, all := c.Find(0, n*8); m != nil && m.Fault != nil && (all || isScalar(stripped(v.Type))) {
		return v, m.Fault
	}
	if size > window {
		return v, nil
	}
	at := v.obj.at.Add(v.off)
	v.obj = &object{loc: expr.Memory{Addr: at}, mem: true, at: at,
		contents: expr.Contents{Bytes: slices.Clone(c.Bytes), Missing: c.Missing}}
	v.off = 0
	return v, nil
}

// Held is how many bytes a value keeps in memory.
func (v Value) Held() int {
	if v.obj == nil {
		return 0
	}
	return len(v.obj.contents.Bytes)
}
