package cfi

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"kbreak/symbols/link"
)

// Format tells the two encodings of the same information apart.
type Format uint8

const (
	DebugFrame Format = iota // .debug_frame: absolute addresses, CIEs by section offset
	EHFrame                  // .eh_frame: encoded pointers, CIEs by distance
)

// ErrNoRow says that no entry covers the PC.
var ErrNoRow = errors.New("no call frame information for this address")

// Table is the index of one section. It keeps the section's bytes and does not change them; it is
// safe for concurrent use.
type Table struct {
	data    []byte
	format  Format
	addr    link.Addr // where data[0] is, for pointers relative to themselves
	order   binary.ByteOrder
	ptrSize int
	fdes    []fde
	cies    map[int]*cie // by section offset; not changed after the index is built
	skipped error        // why the first of the entries that are not in the index was left out
}

// fde is one entry in the index: 24 bytes for each of a kernel's 46,000 functions.
type fde struct {
	begin link.Addr
	size  uint64
	off   uint32 // of the entry's length field
	cie   uint32 // section offset of its CIE
}

// NewTable indexes a section. addr is the section's link address (it matters for EHFrame alone),
// ptrSize the size of an address in bytes. data is kept and has to stay as it is; addresses in it
// have to be relocated. A broken entry makes the whole section an error, a *[DataError]: with its
// length untrusted, nothing behind it can be found.
func NewTable(data []byte, f Format, addr link.Addr, order binary.ByteOrder, ptrSize int) (*Table, error) {
	if ptrSize != 4 && ptrSize != 8 {
		return nil, fmt.Errorf("call frame information for addresses of %d bytes", ptrSize)
	}
	if uint64(len(data)) > math.MaxUint32 {
		return nil, fmt.Errorf("call frame information of %d bytes: more than 4 GiB", len(data))
	}
	t := &Table{data: data, format: f, addr: addr, order: order, ptrSize: ptrSize, cies: make(map[int]*cie)}
	if err := t.index(); err != nil {
		return nil, err
	}
	return t, nil
}

// Len returns how many functions the table covers.
func (t *Table) Len() int { return len(t.fdes) }

// Range returns what entry i of Len covers; entries are sorted by address.
func (t *Table) Range(i int) link.Range {
	f := t.fdes[i]
	return link.Range{Start: f.begin, End: f.begin + link.Addr(f.size)}
}

func (t *Table) index() error {
	// Most entries of a kernel are of 0x20-0x40 bytes.
	t.fdes = make([]fde, 0, min(len(t.data)/48, 1<<20))
	sorted := true
	var last *cie // entries of one unit follow their CIE
	var lastOff int
	for off := 0; off < len(t.data); {
		e, err := t.entry(off)
		if err != nil {
			return err
		}
		if e.end == off { // terminator of .eh_frame; linkers put it in the middle too
			off += 4
			continue
		}
		if !e.isCIE {
			if last == nil || lastOff != e.cie {
				if last, err = t.cieAt(e.cie); err != nil {
					return err
				}
				lastOff = e.cie
			}
			if last.err != nil {
				if t.skipped == nil {
					t.skipped = last.err
				}
			} else {
				begin, size := t.bounds(&e.cursor, last)
				if e.err != nil {
					return e.err
				}
				if n := len(t.fdes); n > 0 && t.fdes[n-1].begin > begin {
					sorted = false
				}
				if size > 0 {
					t.fdes = append(t.fdes, fde{begin, size, uint32(off), uint32(e.cie)})
				}
			}
		}
		off = e.end
	}
	if !sorted {
		slices.SortFunc(t.fdes, func(a, b fde) int {
			return cmp.Or(cmp.Compare(a.begin, b.begin), cmp.Compare(a.off, b.off))
		})
	}
	return nil
}

// entry is a CIE or FDE whose length and CIE pointer have been read; its cursor stands behind them.
type entry struct {
	cursor
	end   int // offset of the next entry; equal to the entry's own if it is a terminator
	isCIE bool
	cie   int // FDE: section offset of its CIE
	wide  bool
}

func (t *Table) entry(off int) (entry, error) {
	e := entry{cursor: cursor{data: t.data, off: off, order: t.order}}
	length := e.uint(4)
	if length == 0 && e.err == nil {
		e.end = off
		return e, nil
	}
	if length == 0xffffffff {
		length = e.uint(8)
		e.wide = true
	}
	if e.err != nil {
		return e, e.err
	}
	if length > uint64(len(t.data)-e.off) {
		return e, &DataError{off, fmt.Sprintf("entry of %#x bytes in a section of %#x", length, len(t.data))}
	}
	e.end = e.off + int(length)
	e.data = t.data[:e.end]

	// The pointer of .eh_frame has 4 bytes in entries of either kind (LSB Core 5.0 §10.6.1.1).
	size, at := 4, e.off
	if e.wide && t.format == DebugFrame {
		size = 8
	}
	id := e.uint(size)
	if e.err != nil {
		return e, e.err
	}
	switch {
	case t.format == EHFrame && id == 0,
		t.format == DebugFrame && (id == math.MaxUint64 || size == 4 && id == math.MaxUint32):
		e.isCIE = true
	case t.format == EHFrame:
		e.cie = at - int(uint32(id))
	case id < uint64(len(t.data)):
		e.cie = int(id)
	default:
		e.cie = -1
	}
	if !e.isCIE && (e.cie < 0 || e.cie >= len(t.data)) {
		return e, &DataError{off, "CIE pointer leads out of the section"}
	}
	return e, nil
}

// bounds reads the first two fields of an FDE.
func (t *Table) bounds(c *cursor, ci *cie) (link.Addr, uint64) {
	if ci.segSize != 0 {
		c.take(uint64(ci.segSize))
	}
	begin := t.pointer(c, ci.ptrEnc, ci.addrSize)
	// Of the encoding only the size counts for a length.
	size := t.pointer(c, ci.ptrEnc&0x0f, ci.addrSize)
	return link.Addr(begin), size
}

// find returns the entry that covers pc.
func (t *Table) find(pc link.Addr) (fde, bool) {
	i, found := slices.BinarySearchFunc(t.fdes, pc, func(f fde, pc link.Addr) int { return cmp.Compare(f.begin, pc) })
	if !found {
		i--
	}
	// An entry within another one, or several with one start, are no compiler's work; a few steps
	// back find what they hide.
	for n := 0; n < 4 && i >= 0; n, i = n+1, i-1 {
		if f := t.fdes[i]; uint64(pc-f.begin) < f.size {
			return f, true
		}
	}
	return fde{}, false
}
