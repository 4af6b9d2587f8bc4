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
	return u.list(v, false, func(e listEntry) bool {
		return e.lo >= e.hi || yield(link.Range{Start: link.Addr(e.lo), End: link.Addr(e.hi)})
	})
}

// listEntry is one entry of a range list or a location list.
type listEntry struct {
	lo, hi   uint64
	expr     []byte // of a location list
	fallback bool   // holds where no other entry does
}

// list reads the range list, or with locations the location list, that an attribute refers to, until yield
// returns false. They differ in what follows each pair of addresses: nothing, or an expression (DWARF 5
// §2.17.3 and §2.6.2).
func (u *unit) list(v *value, locations bool, yield func(e listEntry) bool) error {
	if u.version < 5 {
		return u.list4(int(min(v.u, maxOffset)), locations, yield)
	}
	section, table := secRnglists, u.rngBase
	if locations {
		section, table = secLoclists, u.locBase
	}
	off := v.u
	if v.class == classIndex {
		var err error
		if off, err = u.listOffset(section, table, v.u); err != nil {
			return err
		}
	}
	c := u.d.cursor(section, int(min(off, maxOffset)))
	base := u.low
	for range maxRanges {
		var e listEntry
		kind := c.u8()
		if locations {
			// DW_LLE has one code that DW_RLE lacks; those behind it are one higher.
			if kind == 0x05 {
				e.fallback, kind = true, 0xff
			} else if kind > 0x05 {
				kind--
			}
		}
		switch kind {
		case 0x00: // DW_RLE_end_of_list
			return c.err
		case 0x01: // base_addressx
			base = u.addr(&c, c.uleb())
			continue
		case 0x02: // startx_endx
			e.lo = u.addr(&c, c.uleb())
			e.hi = u.addr(&c, c.uleb())
		case 0x03: // startx_length
			e.lo = u.addr(&c, c.uleb())
			e.hi = e.lo + c.uleb()
		case 0x04: // offset_pair
			e.lo = base + c.uleb()
			e.hi = base + c.uleb()
		case 0x05: // base_address
			base = c.uint(u.addrSize)
			continue
		case 0x06: // start_end
			e.lo, e.hi = c.uint(u.addrSize), c.uint(u.addrSize)
		case 0x07: // start_length
			e.lo = c.uint(u.addrSize)
			e.hi = e.lo + c.uleb()
		case 0x08: // DW_LLE_GNU_view_pair
			if locations {
				c.uleb()
				c.uleb()
				continue
			}
			c.fail("unknown list entry 0x8")
		case 0xff:
			if !e.fallback {
				c.fail("unknown list entry 0xff")
			}
		default:
			c.fail(fmt.Sprintf("unknown list entry %#x", kind))
		}
		if locations {
			e.expr = c.bytes(int(min(c.uleb(), maxOffset)))
		}
		if c.err != nil {
			return c.err
		}
		if !yield(e) {
			return nil
		}
	}
	return &FormatError{sectionNames[section], int(off), "list without an end"}
}

// list4 is list before DWARF 5: pairs of addresses up to one of zeros (DWARF 4 §2.17.3 and §2.6.2).
func (u *unit) list4(off int, locations bool, yield func(e listEntry) bool) error {
	section := secRanges
	if locations {
		section = secLoc
	}
	c := u.d.cursor(section, off)
	base := u.low
	for range maxRanges {
		e := listEntry{lo: c.uint(u.addrSize), hi: c.uint(u.addrSize)}
		switch {
		case c.err != nil || e.lo == 0 && e.hi == 0:
			return c.err
		case e.lo == u.maxAddr():
			base = e.hi
			continue
		}
		if locations {
			e.expr = c.bytes(int(c.u16()))
		}
		if c.err != nil {
			return c.err
		}
		e.lo, e.hi = base+e.lo, base+e.hi
		if !yield(e) {
			return nil
		}
	}
	return &FormatError{sectionNames[section], off, "list without an end"}
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
	var expr, fallback []byte
	found := false
	err := u.list(v, true, func(e listEntry) bool {
		if e.fallback {
			fallback = e.expr
		} else if holds(e.lo, e.hi, pc, entry) {
			expr, found = e.expr, true
		}
		return !found
	})
	if err != nil {
		return nil, err
	}
	if !found {
		expr = fallback
	}
	return notEmpty(expr), nil
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
