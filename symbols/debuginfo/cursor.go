package debuginfo

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// FormatError says where debug information breaks the format.
type FormatError struct {
	Section string
	Offset  int
	Problem string
}

func (e *FormatError) Error() string {
	return fmt.Sprintf("%s+%#x: %s", e.Section, e.Offset, e.Problem)
}

// cursor reads one section forward. The first problem sticks: a decoder reads straight through and
// looks at err once; after an error every value is zero and nothing moves.
type cursor struct {
	section string
	order   binary.ByteOrder
	data    []byte // from the section's start, cut at the end of what may be read
	off     int
	err     error
}

func (c *cursor) fail(problem string) {
	if c.err == nil {
		c.err = &FormatError{c.section, c.off, problem}
		c.off = len(c.data)
	}
}

// at is whether n more bytes are there.
func (c *cursor) at(n int) bool {
	if c.err != nil {
		return false
	}
	if n < 0 || c.off < 0 || n > len(c.data)-c.off {
		c.fail("data ends too early")
		return false
	}
	return true
}

func (c *cursor) bytes(n int) []byte {
	if !c.at(n) {
		return nil
	}
	b := c.data[c.off : c.off+n]
	c.off += n
	return b
}

func (c *cursor) skip(n int) {
	if c.at(n) {
		c.off += n
	}
}

func (c *cursor) u8() uint8 {
	if !c.at(1) {
		return 0
	}
	v := c.data[c.off]
	c.off++
	return v
}

func (c *cursor) u16() uint16 {
	if b := c.bytes(2); b != nil {
		return c.order.Uint16(b)
	}
	return 0
}

func (c *cursor) u32() uint32 {
	if b := c.bytes(4); b != nil {
		return c.order.Uint32(b)
	}
	return 0
}

func (c *cursor) u64() uint64 {
	if b := c.bytes(8); b != nil {
		return c.order.Uint64(b)
	}
	return 0
}

// uint reads 1, 2, 3, 4 or 8 bytes.
func (c *cursor) uint(size int) uint64 {
	switch size {
	case 1:
		return uint64(c.u8())
	case 2:
		return uint64(c.u16())
	case 3:
		b := c.bytes(3)
		if b == nil {
			return 0
		}
		if c.order == binary.ByteOrder(binary.BigEndian) {
			return uint64(b[0])<<16 | uint64(b[1])<<8 | uint64(b[2])
		}
		return uint64(b[2])<<16 | uint64(b[1])<<8 | uint64(b[0])
	case 4:
		return uint64(c.u32())
	case 8:
		return c.u64()
	}
	c.fail(fmt.Sprintf("integer of %d bytes", size))
	return 0
}

// uleb reads an unsigned LEB128 number (DWARF 5 §7.6); bits beyond 64 are an error.
func (c *cursor) uleb() uint64 {
	var v uint64
	for shift := uint(0); ; shift += 7 {
		if !c.at(1) {
			return 0
		}
		b := c.data[c.off]
		c.off++
		if shift < 64 {
			v |= uint64(b&0x7f) << shift
		}
		if b&0x80 == 0 {
			return v
		}
		if shift > 70 {
			c.fail("LEB128 number longer than 64 bits")
			return 0
		}
	}
}

func (c *cursor) sleb() int64 {
	var v int64
	for shift := uint(0); ; shift += 7 {
		if !c.at(1) {
			return 0
		}
		b := c.data[c.off]
		c.off++
		if shift < 64 {
			v |= int64(b&0x7f) << shift
		}
		if b&0x80 == 0 {
			if b&0x40 != 0 && shift+7 < 64 {
				v |= -1 << (shift + 7)
			}
			return v
		}
		if shift > 70 {
			c.fail("LEB128 number longer than 64 bits")
			return 0
		}
	}
}

// cstring reads up to a NUL and returns what stands before it, as a part of the section.
func (c *cursor) cstring() []byte {
	if c.err != nil {
		return nil
	}
	n := bytes.IndexByte(c.data[c.off:], 0)
	if n < 0 {
		c.fail("string without an end")
		return nil
	}
	s := c.data[c.off : c.off+n]
	c.off += n + 1
	return s
}

// length reads an initial length (DWARF 5 §7.4) and tells whether the 64-bit format follows.
func (c *cursor) length() (n uint64, dwarf64 bool) {
	n32 := c.u32()
	switch {
	case n32 == 0xffffffff:
		return c.u64(), true
	case n32 >= 0xfffffff0:
		c.fail(fmt.Sprintf("reserved length %#x", n32))
	}
	return uint64(n32), false
}

// offset reads a section offset of the unit's format.
func (c *cursor) offset(dwarf64 bool) uint64 {
	if dwarf64 {
		return c.u64()
	}
	return uint64(c.u32())
}
