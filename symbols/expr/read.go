package expr

import (
	"encoding/binary"
	"errors"
	"fmt"

	"kbreak/mem"
)

// MaxObject bounds the bytes that [Read] allocates: sizes come from files.
const MaxObject = 1 << 20

// Contents is an object's bytes and what is missing in them.
type Contents struct {
	Bytes   []byte    // in the target's byte order; 0 where missing
	Missing []Missing // ascending, not overlapping
}

// Missing is a run of bits that could not be had. Bits count as the target numbers bit-fields:
// bit 0 is the least significant of the first byte on a little-endian target, the most significant
// on a big-endian one.
type Missing struct {
	Bit, Bits int64
	Reason    string           // for "explain"
	Fault     *mem.Fault       // the memory it lies in cannot be read; nil: it was optimised out
	Pointer   *ImplicitPointer // it is (part of) a pointer to an object without an address
}

// Find says what is missing of a run of bits: the first piece of it, and whether that covers the
// run from end to end. It returns nil if the run is there completely.
func (c *Contents) Find(bit, bits int64) (m *Missing, all bool) {
	end, at := bit+bits, bit
	for i := range c.Missing {
		g := &c.Missing[i]
		if g.Bit >= end || g.Bit+g.Bits <= bit {
			continue
		}
		if m == nil {
			m = g
		}
		if g.Bit <= at {
			at = g.Bit + g.Bits
		}
	}
	return m, m != nil && at >= end
}

// Read gives the contents of an object of size bytes at loc. A fault in one part leaves the others
// readable; the error is for what concerns all of it: a size beyond [MaxObject], a lost link.
func Read(loc Location, size int64, u Unit, env Env) (Contents, error) {
	if size < 0 || size > MaxObject {
		return Contents{}, fmt.Errorf("object of %d bytes: longer than %d", size, MaxObject)
	}
	c := Contents{Bytes: make([]byte, size)}
	pieces, ok := loc.(Pieces)
	if !ok {
		pieces = Pieces{{Bits: uint64(size) * 8, Loc: loc}}
	}
	var at int64
	for _, p := range pieces {
		n := min(int64(min(p.Bits, maxBits)), size*8-at)
		if n == 0 {
			continue
		}
		if err := c.fill(at, n, p, u, env); err != nil {
			return Contents{}, err
		}
		at += n
	}
	if at < size*8 {
		c.gone(at, size*8-at, Missing{Reason: "the compiler describes only a part of the object"})
	}
	return c, nil
}

// fill copies n bits of a piece to bit at of the object.
func (c *Contents) fill(at, n int64, p Piece, u Unit, env Env) error {
	order := u.Arch.Order
	switch loc := p.Loc.(type) {
	case Memory:
		first, end := int64(p.Offset/8), (int64(p.Offset)+n+7)/8
		buf := make([]byte, end-first)
		holes, err := ReadHoles(env.ReadMem, loc.Addr.Add(first), buf)
		if err != nil {
			return err
		}
		skip := int64(p.Offset % 8)
		copyBits(order, c.Bytes, at, buf, skip, n)
		for _, h := range holes {
			// From bytes of buf to bits of the object.
			from, to := max(h.Bit-skip, 0), min(h.Bit+h.Bits-skip, n)
			if from < to {
				c.gone(at+from, to-from, h)
			}
		}
	case Register:
		v, ok := env.Reg(loc.Num)
		if !ok {
			c.gone(at, n, Missing{Reason: u.registerText(loc.Num) + " was not saved"})
			return nil
		}
		buf := make([]byte, u.regSize(loc.Num))
		putUint(order, buf, v)
		c.scalar(order, at, n, buf, p.Offset, u.registerText(loc.Num))
	case Value:
		if loc.Scalar {
			c.scalar(order, at, n, loc.Bytes, p.Offset, "the value")
			return nil
		}
		have := min(n, int64(len(loc.Bytes))*8-int64(p.Offset))
		if have > 0 {
			copyBits(order, c.Bytes, at, loc.Bytes, int64(p.Offset), have)
		}
		if have = max(have, 0); have < n {
			c.gone(at+have, n-have, Missing{Reason: fmt.Sprintf("the value has only %d bytes", len(loc.Bytes))})
		}
	case ImplicitPointer:
		c.gone(at, n, Missing{Reason: loc.String(), Pointer: &loc})
	case Gone:
		c.gone(at, n, Missing{Reason: loc.Reason})
	default:
		c.gone(at, n, Missing{Reason: "the location is not understood"})
	}
	return nil
}

// regSize is the width of a DWARF register in bytes.
func (u Unit) regSize(n int) int {
	if r, ok := u.Arch.FromDWARF(n); ok {
		return u.Arch.Regs[r].Size
	}
	return u.Arch.PtrSize
}

// scalar fills n bits with the low bits of a number, from bit offset on.
func (c *Contents) scalar(order binary.ByteOrder, at, n int64, number []byte, offset uint64, what string) {
	width := int64(len(number)) * 8
	have := max(min(n, width-int64(offset)), 0)
	from := int64(offset)
	if order == binary.BigEndian {
		from = width - int64(offset) - have // bit 0 of the object is the most significant one
	}
	if have > 0 {
		copyBits(order, c.Bytes, at, number, from, have)
	}
	if have < n {
		c.gone(at+have, n-have, Missing{Reason: fmt.Sprintf("%s has only %d bytes", what, len(number))})
	}
}

// gone marks bits as missing. Objects are filled from their first bit on, so the list stays sorted.
func (c *Contents) gone(bit, bits int64, m Missing) {
	m.Bit, m.Bits = bit, bits
	c.Missing = append(c.Missing, m)
}

// copyBits copies n bits from bit sbit of src to bit dbit of dst. Byte-aligned copies, which nearly
// all are, go at once.
func copyBits(order binary.ByteOrder, dst []byte, dbit int64, src []byte, sbit, n int64) {
	if dbit%8 == 0 && sbit%8 == 0 {
		whole := n / 8
		copy(dst[dbit/8:dbit/8+whole], src[sbit/8:])
		dbit, sbit, n = dbit+whole*8, sbit+whole*8, n%8
	}
	shift := func(bit int64) uint {
		if order == binary.BigEndian {
			return uint(7 - bit%8)
		}
		return uint(bit % 8)
	}
	for ; n > 0; n, dbit, sbit = n-1, dbit+1, sbit+1 {
		b := src[sbit/8] >> shift(sbit) & 1
		dst[dbit/8] = dst[dbit/8]&^(1<<shift(dbit)) | b<<shift(dbit)
	}
}

// pageSize is the granularity at which memory is readable or not: no architecture has smaller pages.
const pageSize = 4096

// ReadHoles fills p from a as far as that can be done: after a fault it goes on with the next page.
// The holes are bits of p, with their faults. The error is one that is not about an address.
func ReadHoles(read func(mem.Addr, []byte) error, a mem.Addr, p []byte) ([]Missing, error) {
	var holes []Missing
	for off := 0; off < len(p); {
		err := read(a.Add(int64(off)), p[off:])
		if err == nil {
			break
		}
		var f *mem.Fault
		if !errors.As(err, &f) {
			return nil, err
		}
		bad := off + min(max(f.Got, 0), len(p)-off)
		if bad == len(p) {
			break // a fault past the end would be the reader's mistake, not the target's
		}
		at := a.Add(int64(bad))
		next := min(bad+int(pageSize-uint64(at)%pageSize), len(p))
		clear(p[bad:next])
		fault := &mem.Fault{Addr: at, Err: f.Err}
		if n := len(holes); n > 0 && holes[n-1].Bit+holes[n-1].Bits == int64(bad)*8 {
			holes[n-1].Bits += int64(next-bad) * 8
		} else {
			holes = append(holes, Missing{
				Bit: int64(bad) * 8, Bits: int64(next-bad) * 8,
				Reason: fault.Error(), Fault: fault,
			})
		}
		off = next
	}
	return holes, nil
}
