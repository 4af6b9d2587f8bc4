package cfi

import (
	"fmt"
	"math"
)

// cie is what all entries of a unit share (DWARF 5 §6.4.1).
type cie struct {
	err       error // what makes it unusable
	codeAlign uint64
	dataAlign int64
	ra        int
	addrSize  int
	segSize   int
	ptrEnc    uint8 // how begin and size of its FDEs are encoded
	augData   bool  // FDEs have augmentation data (z)
	signal    bool  // S: its functions are entered by an interrupt, not by a call
	code      []byte
	codeOff   int // section offset of code
}

// cieAt returns the CIE at a section offset, reading it the first time. A CIE that cannot be used
// is not an error of the section: it has err set. The map is filled by the index alone.
func (t *Table) cieAt(off int) (*cie, error) {
	if c := t.cies[off]; c != nil {
		return c, nil
	}
	e, err := t.entry(off)
	if err != nil {
		return nil, err
	}
	if !e.isCIE {
		return nil, &DataError{off, "CIE pointer to an entry that is none"}
	}
	c := t.readCIE(&e)
	t.cies[off] = c
	return c, nil
}

func (t *Table) readCIE(e *entry) *cie {
	c := &cie{addrSize: t.ptrSize}
	version := e.u8()
	aug := e.cstring()
	// 1 is DWARF 2's and that of .eh_frame, 3 DWARF 3's, 4 that of DWARF 4 and 5.
	switch version {
	case 1, 3:
	case 4:
		c.addrSize = int(e.u8())
		c.segSize = int(e.u8())
	default:
		e.fail(fmt.Sprintf("CIE version %d", version))
	}
	if e.err == nil && c.addrSize != 2 && c.addrSize != 4 && c.addrSize != 8 {
		e.fail(fmt.Sprintf("addresses of %d bytes", c.addrSize))
	}
	if aug == "eh" { // GCC 2's: a pointer to its exception table
		e.take(uint64(c.addrSize))
	}
	c.codeAlign = e.uleb()
	c.dataAlign = e.sleb()
	if version == 1 {
		c.ra = int(e.u8())
	} else {
		c.ra = e.reg()
	}
	t.augmentation(e, c, aug)
	c.err = e.err
	if c.err == nil {
		c.codeOff = e.off
		c.code = e.data[e.off:]
	}
	return c
}

// augmentation reads what the letters of a CIE's augmentation announce (LSB Core 5.0 §10.6.1.1.1).
func (t *Table) augmentation(e *entry, c *cie, aug string) {
	if aug == "" || aug == "eh" {
		return
	}
	if aug[0] != 'z' {
		// Without a size what it says cannot be jumped over, but S says nothing.
		if aug != "S" {
			e.fail(fmt.Sprintf("augmentation %q", aug))
		}
		c.signal = true
		return
	}
	c.augData = true
	size := e.uleb()
	start := e.off
	if e.take(size) == nil && size != 0 || e.err != nil {
		return
	}
	end := e.off
	a := cursor{data: e.data[:end], off: start, order: e.order}
letters:
	for _, l := range aug[1:] {
		switch l {
		case 'R':
			c.ptrEnc = a.u8()
			if enc := c.ptrEnc & 0x70; enc != 0 && enc != encPCRel {
				a.fail(fmt.Sprintf("pointer encoding %#x", c.ptrEnc))
			}
		case 'P':
			enc := a.u8()
			t.pointer(&a, enc&0x0f, c.addrSize)
		case 'L':
			a.u8()
		case 'S':
			c.signal = true
		case 'B', 'G': // AArch64: return addresses signed with key B, memory tags
		default:
			break letters // the size says where it ends
		}
	}
	if a.err != nil {
		e.err = a.err
	}
}

// Pointer encodings, LSB Core 5.0 table 10-5 and 10-6 (DW_EH_PE_*).
const (
	encAbsPtr   = 0x00
	encULEB     = 0x01
	encUdata2   = 0x02
	encUdata4   = 0x03
	encUdata8   = 0x04
	encSigned   = 0x08
	encSLEB     = 0x09
	encSdata2   = 0x0a
	encSdata4   = 0x0b
	encSdata8   = 0x0c
	encPCRel    = 0x10
	encIndirect = 0x80
	encOmit     = 0xff
)

// pointer reads an encoded pointer; relative to itself is the one base there is in a kernel or a
// statically linked file.
func (t *Table) pointer(c *cursor, enc uint8, addrSize int) uint64 {
	if enc == encOmit {
		return 0
	}
	at := uint64(t.addr) + uint64(c.off)
	var v uint64
	switch enc & 0x0f {
	case encAbsPtr:
		v = c.uint(addrSize)
	case encSigned:
		v = signExtend(c.uint(addrSize), addrSize)
	case encULEB:
		v = c.uleb()
	case encSLEB:
		v = uint64(c.sleb())
	case encUdata2:
		v = c.uint(2)
	case encUdata4:
		v = c.uint(4)
	case encUdata8, encSdata8:
		v = c.uint(8)
	case encSdata2:
		v = signExtend(c.uint(2), 2)
	case encSdata4:
		v = signExtend(c.uint(4), 4)
	default:
		c.fail(fmt.Sprintf("pointer encoding %#x", enc))
	}
	if enc&encIndirect != 0 {
		c.fail(fmt.Sprintf("pointer encoding %#x: the address is in target memory", enc))
	}
	if enc&0x70 == encPCRel {
		v += at
	}
	if addrSize == 4 {
		v &= math.MaxUint32
	}
	return v
}

func signExtend(v uint64, size int) uint64 {
	shift := 64 - 8*size
	return uint64(int64(v<<shift) >> shift)
}
