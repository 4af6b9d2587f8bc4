package cfi

import (
	"encoding/binary"
	"fmt"
)

// DataError says where a section breaks the rules of its format.
type DataError struct {
	Offset int // bytes from the start of the section
	What   string
}

func (e *DataError) Error() string {
	return fmt.Sprintf("call frame information at %#x: %s", e.Offset, e.What)
}

// cursor reads one entry of a section. The first error sticks: every read after it gives zero, so
// that a decoder reads straight through and checks once.
type cursor struct {
	data  []byte // the section up to the end of the entry
	off   int
	order binary.ByteOrder
	err   error
}

func (c *cursor) fail(what string) {
	if c.err == nil {
		c.err = &DataError{c.off, what}
	}
	c.off = len(c.data)
}

func (c *cursor) more() bool { return c.err == nil && c.off < len(c.data) }

// take returns the next n bytes, nil if there are fewer.
func (c *cursor) take(n uint64) []byte {
	if c.err != nil || n > uint64(len(c.data)-c.off) {
		c.fail("entry ends in the middle of a value")
		return nil
	}
	b := c.data[c.off : c.off+int(n) : c.off+int(n)]
	c.off += int(n)
	return b
}

func (c *cursor) u8() uint8 {
	if b := c.take(1); b != nil {
		return b[0]
	}
	return 0
}

// uint reads an unsigned integer of 1, 2, 4 or 8 bytes.
func (c *cursor) uint(size int) uint64 {
	b := c.take(uint64(size))
	if b == nil {
		return 0
	}
	switch size {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(c.order.Uint16(b))
	case 4:
		return uint64(c.order.Uint32(b))
	case 8:
		return c.order.Uint64(b)
	}
	c.fail("value of an unknown size")
	return 0
}

// uleb reads an unsigned LEB128; bits beyond 64 are lost, as in every other consumer.
func (c *cursor) uleb() uint64 {
	var v uint64
	for shift := uint(0); ; shift += 7 {
		b := c.u8()
		if c.err != nil {
			return 0
		}
		if shift < 64 {
			v |= uint64(b&0x7f) << shift
		}
		if b&0x80 == 0 {
			return v
		}
	}
}

// sleb reads a signed LEB128.
func (c *cursor) sleb() int64 {
	var v int64
	for shift := uint(0); ; {
		b := c.u8()
		if c.err != nil {
			return 0
		}
		if shift < 64 {
			v |= int64(b&0x7f) << shift
		}
		shift += 7
		if b&0x80 == 0 {
			if shift < 64 && b&0x40 != 0 {
				v |= -1 << shift
			}
			return v
		}
	}
}

// cstring reads up to and over a NUL.
func (c *cursor) cstring() string {
	start := c.off
	for c.more() {
		if c.u8() == 0 {
			return string(c.data[start : c.off-1])
		}
	}
	c.fail("string without an end")
	return ""
}

// reg reads a register number.
func (c *cursor) reg() int {
	n := c.uleb()
	if n > maxReg {
		c.fail(fmt.Sprintf("register number %d", n))
		return 0
	}
	return int(n)
}

// maxReg bounds register numbers; the largest of any ABI we know are AArch64's SVE registers
// (below 128) and PowerPC's special ones (below 1200).
const maxReg = 4095
