package debuginfo

import (
	"debug/dwarf"
	"fmt"

	"kbreak/symbols/link"
)

// maxRanges bounds the pieces of one range or location list.
const maxRanges = 1 << 16

// ranges calls yield for each non-empty piece of code that a DIE covers, until that returns false
// (DWARF 5 §2.17).
func (u *unit) ranges(e *entry, yield func(link.Range) bool) error {
	if v, ok := e.value(dwarf.AttrRanges); ok {
		return u.rangeList(v, yield)
	}
	low, ok := e.value(dwarf.AttrLowpc)
	if !ok {
		return nil
	}
	high, ok := e.value(dwarf.AttrHighpc)
	if !ok {
		return nil
	}
	end := high.u
	if high.class != classAddress {
		end += low.u
	}
	if end > low.u {
		yield(link.Range{Start: link.Addr(low.u), End: link.Addr(end)})
	}
	return nil
}

// contains reports whether a DIE covers pc.
func (u *unit) contains(e *entry, pc link.Addr) (bool, error) {
	found := false
	err := u.ranges(e, func(r link.Range) bool {
		found = r.Contains(pc)
		return !found
	})
	return found, err
}

func (u *unit) rangeList(v *value, yield func(link.Range) bool) error {
	if u.version < 5 {
		return u.rangeList4(int(min(v.u, maxOffset)), yield)
	}
	off := v.u
	if v.class == classIndex {
		var err error
		if off, err = u.listOffset(secRnglists, u.rngBase, v.u); err != nil {
			return err
		}
	}
	c := u.d.cursor(secRnglists, int(min(off, maxOffset)))
	base := u.low
	for range maxRanges {
		var lo, hi uint64
		switch kind := c.u8(); kind {
		case 0x00: // DW_RLE_end_of_list
			return c.err
		case 0x01: // base_addressx
			base = u.addr(&c, c.uleb())
			continue
		case 0x02: // startx_endx
			lo = u.addr(&c, c.uleb())
			hi = u.addr(&c, c.uleb())
		case 0x03: // startx_length
			lo = u.addr(&c, c.uleb())
			hi = lo + c.uleb()
		case 0x04: // offset_pair
			lo = base + c.uleb()
			hi = base + c.uleb()
		case 0x05: // base_address
			base = c.uint(u.addrSize)
			continue
		case 0x06: // start_end
			lo, hi = c.uint(u.addrSize), c.uint(u.addrSize)
		case 0x07: // start_length
			lo = c.uint(u.addrSize)
			hi = lo + c.uleb()
		default:
			c.fail(fmt.Sprintf("unknown range list entry %#x", kind))
		}
		if c.err != nil {
			return c.err
		}
		if lo < hi && !yield(link.Range{Start: link.Addr(lo), End: link.Addr(hi)}) {
			return nil
		}
	}
	return &FormatError{".debug_rnglists", int(off), "list without an end"}
}

// rangeList4 is the list of DWARF 4 §2.17.3.
func (u *unit) rangeList4(off int, yield func(link.Range) bool) error {
	c := u.d.cursor(secRanges, off)
	base := u.low
	for range maxRanges {
		lo, hi := c.uint(u.addrSize), c.uint(u.addrSize)
		switch {
		case c.err != nil:
			return c.err
		case lo == 0 && hi == 0:
			return nil
		case lo == u.maxAddr():
			base = hi
		case lo < hi:
			if !yield(link.Range{Start: link.Addr(base + lo), End: link.Addr(base + hi)}) {
				return nil
			}
		}
	}
	return &FormatError{".debug_ranges", off, "list without an end"}
}

func (u *unit) maxAddr() uint64 {
	if u.addrSize == 4 {
		return 1<<32 - 1
	}
	return 1<<64 - 1
}

// listOffset turns an index of DW_FORM_rnglistx or loclistx into an offset of the section.
func (u *unit) listOffset(s section, base int, index uint64) (uint64, error) {
	size := 4
	if u.dwarf64 {
		size = 8
	}
	if index > maxOffset/16 {
		return 0, &FormatError{sectionNames[s], base, fmt.Sprintf("list index %d", index)}
	}
	c := u.d.cursor(s, base+int(index)*size)
	off := c.offset(u.dwarf64)
	return uint64(base) + off, c.err
}

// locationAt returns the location expression of an attribute that holds at pc; nil means that the
// value is not available there. An empty, non-nil expression does not occur: DWARF means the same
// by it, so it is nil as well.
//
// entry is where the function starts. An entry of a list for no instruction at all holds there: GCC
// writes it for a parameter that the first instruction destroys.
func (u *unit) locationAt(v *value, pc, entry link.Addr) ([]byte, error) {
	switch v.class {
	case classExpr, classBlock:
		return notEmpty(v.b), nil
	case classOffset, classIndex, classConst:
	default:
		return nil, nil
	}
	if u.version < 5 {
		return u.locationList4(int(min(v.u, maxOffset)), pc, entry)
	}
	off := v.u
	if v.class == classIndex {
		var err error
		if off, err = u.listOffset(secLoclists, u.locBase, v.u); err != nil {
			return nil, err
		}
	}
	c := u.d.cursor(secLoclists, int(min(off, maxOffset)))
	base := u.low
	var fallback []byte
	for range maxRanges {
		var lo, hi uint64
		kind := c.u8()
		switch kind {
		case 0x00: // DW_LLE_end_of_list
			return notEmpty(fallback), c.err
		case 0x01: // base_addressx
			base = u.addr(&c, c.uleb())
			continue
		case 0x02: // startx_endx
			lo = u.addr(&c, c.uleb())
			hi = u.addr(&c, c.uleb())
		case 0x03: // startx_length
			lo = u.addr(&c, c.uleb())
			hi = lo + c.uleb()
		case 0x04: // offset_pair
			lo = base + c.uleb()
			hi = base + c.uleb()
		case 0x05: // default_location
		case 0x06: // base_address
			base = c.uint(u.addrSize)
			continue
		case 0x07: // start_end
			lo, hi = c.uint(u.addrSize), c.uint(u.addrSize)
		case 0x08: // start_length
			lo = c.uint(u.addrSize)
			hi = lo + c.uleb()
		case 0x09: // GNU view_pair
			c.uleb()
			c.uleb()
			continue
		default:
			c.fail(fmt.Sprintf("unknown location list entry %#x", kind))
		}
		expr := c.bytes(int(min(c.uleb(), maxOffset)))
		if c.err != nil {
			return nil, c.err
		}
		if kind == 0x05 {
			fallback = expr
		} else if holds(lo, hi, pc, entry) {
			return notEmpty(expr), nil
		}
	}
	return nil, &FormatError{".debug_loclists", int(off), "list without an end"}
}

func holds(lo, hi uint64, pc, entry link.Addr) bool {
	return lo <= uint64(pc) && uint64(pc) < hi || lo == hi && lo == uint64(pc) && pc == entry
}

func notEmpty(expr []byte) []byte {
	if len(expr) == 0 {
		return nil
	}
	return expr
}

// locationList4 is the list of DWARF 4 §2.6.2.
func (u *unit) locationList4(off int, pc, entry link.Addr) ([]byte, error) {
	c := u.d.cursor(secLoc, off)
	base := u.low
	for range maxRanges {
		lo, hi := c.uint(u.addrSize), c.uint(u.addrSize)
		switch {
		case c.err != nil || lo == 0 && hi == 0:
			return nil, c.err
		case lo == u.maxAddr():
			base = hi
			continue
		}
		expr := c.bytes(int(c.u16()))
		if c.err == nil && holds(base+lo, base+hi, pc, entry) {
			return notEmpty(expr), nil
		}
	}
	return nil, &FormatError{".debug_loc", off, "list without an end"}
}
