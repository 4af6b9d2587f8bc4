package debuginfo

import (
	"debug/dwarf"
	"fmt"
	"sync"

	"kbreak/symbols/link"
)

// unit is one unit of .debug_info with its abbreviations compiled. It is immutable once made, but
// for what is filled in under once.
type unit struct {
	d         *Data
	off       int // of its header in .debug_info
	end       int // exclusive
	root      int // offset of its first DIE
	version   int
	addrSize  int
	dwarf64   bool
	signature uint64 // of a type unit, 0 in others
	typeOff   uint64 // of the type that has the signature, from off
	abbrevs   *abbrevTable

	low           uint64 // DW_AT_low_pc: base of its location and range lists
	lineOff       int    // DW_AT_stmt_list, -1 if there is none
	name, compDir string
	addrBase      int
	strBase       int
	rngBase       int
	locBase       int

	funcsOnce sync.Once
	funcs     []funcRange
	funcsErr  error
	lineOnce  sync.Once
	lines     *lineHeader
	lineErr   error
}

// abbrevTable is one table of .debug_abbrev (DWARF 5 §7.5.3). Codes are dense in practice, so they
// index a slice; others go into a map.
type abbrevTable struct {
	dense  []abbrev
	sparse map[uint64]*abbrev
}

type abbrev struct {
	tag      dwarf.Tag
	children bool
	attrs    []attrSpec
}

type attrSpec struct {
	at       dwarf.Attr
	form     form
	implicit int64
}

func (t *abbrevTable) get(code uint64) *abbrev {
	if code < uint64(len(t.dense)) {
		if a := &t.dense[code]; a.tag != 0 {
			return a
		}
		return nil
	}
	return t.sparse[code]
}

const (
	maxDenseCode = 1 << 16
	maxAbbrevs   = 1 << 20
	maxSpecs     = 256 // attributes of one abbreviation
)

func parseAbbrevs(c *cursor) (*abbrevTable, error) {
	t := &abbrevTable{}
	for n := 0; ; n++ {
		code := c.uleb()
		if c.err != nil {
			return nil, c.err
		}
		if code == 0 {
			return t, nil
		}
		if n > maxAbbrevs {
			c.fail("too many abbreviations")
			return nil, c.err
		}
		a := abbrev{tag: dwarf.Tag(c.uleb()), children: c.u8() != 0}
		for {
			at, f := c.uleb(), form(c.uleb())
			if at == 0 && f == 0 || c.err != nil {
				break
			}
			s := attrSpec{at: dwarf.Attr(at), form: f}
			if f == formImplicitConst {
				s.implicit = c.sleb()
			}
			if len(a.attrs) >= maxSpecs {
				c.fail("too many attributes")
				break
			}
			a.attrs = append(a.attrs, s)
		}
		switch {
		case code == uint64(len(t.dense)) && code < maxDenseCode:
			t.dense = append(t.dense, a)
		case len(t.dense) == 0 && code == 1:
			t.dense = append(t.dense, abbrev{}, a)
		default:
			if t.sparse == nil {
				t.sparse = make(map[uint64]*abbrev)
			}
			t.sparse[code] = &a
		}
	}
}

// parseUnit reads the header at off and the attributes of the unit's root.
func (d *Data) parseUnit(off int) (*unit, error) {
	u, abbrevOff, err := d.unitHeader(off)
	if err != nil {
		return nil, err
	}
	if u.abbrevs, err = d.abbrevTable(abbrevOff); err != nil {
		return nil, err
	}
	return u, u.readRoot()
}

// unitHeader reads the header at off (DWARF 5 §7.5.1).
func (d *Data) unitHeader(off int) (*unit, uint64, error) {
	c := d.cursor(secInfo, off)
	n, dwarf64 := c.length()
	u := &unit{d: d, off: off, dwarf64: dwarf64, lineOff: -1}
	if c.err == nil && n > uint64(len(c.data)-c.off) {
		c.fail(fmt.Sprintf("unit of %d bytes in a section that has %d left", n, len(c.data)-c.off))
	}
	if c.err != nil {
		return nil, 0, c.err
	}
	u.end = c.off + int(n)
	c.data = c.data[:u.end]
	u.version = int(c.u16())
	var abbrevOff uint64
	switch u.version {
	case 2, 3, 4:
		abbrevOff = c.offset(dwarf64)
		u.addrSize = int(c.u8())
		if off >= d.typeUnits {
			u.signature, u.typeOff = c.u64(), c.offset(dwarf64)
		}
	case 5:
		kind := c.u8()
		u.addrSize = int(c.u8())
		abbrevOff = c.offset(dwarf64)
		switch kind {
		case 0x04, 0x05: // skeleton, split: dwo_id
			c.skip(8)
		case 0x02, 0x06: // type units: signature, type offset
			u.signature, u.typeOff = c.u64(), c.offset(dwarf64)
		}
	default:
		if c.err == nil {
			c.fail(fmt.Sprintf("unit of DWARF version %d", u.version))
		}
	}
	if c.err == nil && u.addrSize != 4 && u.addrSize != 8 {
		c.fail(fmt.Sprintf("addresses of %d bytes", u.addrSize))
	}
	u.root = c.off
	return u, abbrevOff, c.err
}

// readRoot takes what lists and lines need from the unit's DIE. The bases come first: other
// attributes of the same DIE may be indices into their tables.
func (u *unit) readRoot() error {
	header := 8 // of .debug_str_offsets, .debug_addr
	list := 12  // of .debug_rnglists, .debug_loclists
	if u.dwarf64 {
		header, list = 16, 20
	}
	u.addrBase, u.strBase, u.rngBase, u.locBase = header, header, list, list
	var e entry
	for range 2 {
		if err := u.entry(u.root, &e); err != nil {
			return err
		}
		for at, base := range map[dwarf.Attr]*int{dwarf.AttrAddrBase: &u.addrBase, dwarf.AttrStrOffsetsBase: &u.strBase,
			dwarf.AttrRnglistsBase: &u.rngBase, dwarf.AttrLoclistsBase: &u.locBase} {
			if v, ok := e.value(at); ok {
				*base = int(min(v.u, maxOffset))
			}
		}
	}
	if v, ok := e.value(dwarf.AttrLowpc); ok {
		u.low = v.u
	}
	if v, ok := e.value(dwarf.AttrStmtList); ok {
		u.lineOff = int(min(v.u, maxOffset))
	}
	u.name, u.compDir = e.name(), e.text(dwarf.AttrCompDir)
	return nil
}

// maxOffset keeps foreign offsets inside int on every platform; a section that long does not exist.
const maxOffset = 1<<31 - 1

// funcRange is one piece of a function.
type funcRange struct {
	link.Range
	die int
}

// functions lists the pieces of all concrete functions of the unit, in file order.
func (u *unit) functions() ([]funcRange, error) {
	u.funcsOnce.Do(func() {
		u.funcsErr = u.children(u.root, func(e *entry) error {
			if e.tag != dwarf.TagSubprogram {
				return nil
			}
			return u.ranges(e, func(r link.Range) bool {
				u.funcs = append(u.funcs, funcRange{r, e.off})
				return true
			})
		})
	})
	return u.funcs, u.funcsErr
}
