package debuginfo

import (
	"cmp"
	"debug/dwarf"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"

	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

// section is one of the sections that this package reads.
type section uint8

const (
	secInfo section = iota
	secAbbrev
	secStr
	secLineStr
	secLine
	secAranges
	secRanges
	secRnglists
	secLoc
	secLoclists
	secAddr
	secStrOffsets
	secTypes
	numSections
)

var sectionNames = [numSections]string{".debug_info", ".debug_abbrev", ".debug_str", ".debug_line_str",
	".debug_line", ".debug_aranges", ".debug_ranges", ".debug_rnglists", ".debug_loc", ".debug_loclists",
	".debug_addr", ".debug_str_offsets", ".debug_types"}

// ErrNone: there is no .debug_info, or nothing in it covers the address.
var ErrNone = errors.New("no debug info")

// Data is the debug information of one image. It is safe for concurrent use.
type Data struct {
	order  binary.ByteOrder
	source func(name string) ([]byte, error)

	once [numSections]sync.Once
	sec  [numSections][]byte

	arangesOnce sync.Once
	aranges     []arange
	arangesErr  error
	arangeUnits []int // offsets of the units in aranges, ascending
	lateOnce    sync.Once
	late        []arange // of the units that .debug_aranges lacks
	lateErr     error

	mu      sync.Mutex
	units   map[int]*unit // by offset, the most recently used ones
	recent  []int         // offsets, least recent first
	abbrevs map[uint64]*abbrevTable
	types   map[int]*ctype.Type

	release func(section string, off, n int64)
	index   indexState

	typeUnits      int // where the units of .debug_types begin in secInfo
	signaturesOnce sync.Once
	signatures     map[uint64]int // where the type of a type unit is
	siteLock       sync.Mutex
	siteNames      *siteIndex // nil until it is needed

	programsOnce sync.Once
	programs     map[int][2]string // name and directory of the unit by offset of its line program

	offsetsOnce sync.Once
	offsets     []int // of all units, ascending
	offsetsErr  error
}

// maxUnits is how many units are kept decoded. A unit costs its abbreviations, 30 kB on average.
const maxUnits = 128

// Option changes how a [Data] works.
type Option func(*Data)

// WithRelease has f called after a part of a section was read from end to end and will hardly be needed
// again soon, so that whoever mapped the file can give the pages back (madvise MADV_DONTNEED) and a
// search of all names does not leave all of .debug_info in memory. The bytes may be read again any
// time; f is called concurrently, also while others read the same bytes.
func WithRelease(f func(section string, off, n int64)) Option { return func(d *Data) { d.release = f } }

// New returns the debug information in the sections that source delivers: the bytes as the format
// defines them, decompressed and relocated, nil or an error where there is no such section. Each
// section is asked for at most once, when it is first needed.
func New(source func(name string) ([]byte, error), order binary.ByteOrder, options ...Option) (*Data, error) {
	d := &Data{order: order, source: source, units: make(map[int]*unit),
		abbrevs: make(map[uint64]*abbrevTable), types: make(map[int]*ctype.Type)}
	for _, o := range options {
		o(d)
	}
	if len(d.bytes(secInfo)) == 0 || len(d.bytes(secAbbrev)) == 0 {
		return nil, ErrNone
	}
	return d, nil
}

func (d *Data) bytes(s section) []byte {
	d.once[s].Do(func() {
		b, err := d.source(sectionNames[s])
		if err == nil {
			d.sec[s] = b[:min(len(b), maxOffset)]
		}
		if s == secInfo {
			d.appendTypes()
		}
	})
	return d.sec[s]
}

// appendTypes puts the type units of DWARF 4, which have a section of their own, behind the others, where
// DWARF 5 has them. No offset of one section means anything in the other, so all stay right.
func (d *Data) appendTypes() {
	info := d.sec[secInfo]
	d.typeUnits = len(info)
	if types := d.bytes(secTypes); len(types) > 0 && len(types) <= maxOffset-len(info) {
		d.sec[secInfo] = slices.Concat(info, types)
	}
}

func (d *Data) cursor(s section, off int) cursor {
	return cursor{section: sectionNames[s], order: d.order, data: d.bytes(s), off: off}
}

// abbrevTable compiles the table at an offset, once.
func (d *Data) abbrevTable(off uint64) (*abbrevTable, error) {
	d.mu.Lock()
	t := d.abbrevs[off]
	d.mu.Unlock()
	if t != nil {
		return t, nil
	}
	c := d.cursor(secAbbrev, int(min(off, maxOffset)))
	t, err := parseAbbrevs(&c)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.abbrevs) >= 2*maxUnits {
		clear(d.abbrevs)
	}
	d.abbrevs[off] = t
	return t, nil
}

// unitAt returns the unit whose header is at off.
func (d *Data) unitAt(off int) (*unit, error) {
	d.mu.Lock()
	u := d.units[off]
	d.mu.Unlock()
	if u != nil {
		return u, nil
	}
	u, err := d.parseUnit(off)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if known := d.units[off]; known != nil {
		return known, nil
	}
	if len(d.recent) >= maxUnits {
		delete(d.units, d.recent[0])
		d.recent = append(d.recent[:0], d.recent[1:]...)
	}
	d.units[off] = u
	d.recent = append(d.recent, off)
	return u, nil
}

// unitOffsets lists all units by their headers. It touches the whole of .debug_info, a page a unit,
// so ordinary questions do without it; see WithRelease.
func (d *Data) unitOffsets() ([]int, error) {
	d.offsetsOnce.Do(func() {
		c := d.cursor(secInfo, 0)
		released := 0
		defer func() { d.done(released, len(c.data)) }()
		for c.off < len(c.data) {
			at := c.off
			if at-released >= 4*chunkSize {
				d.done(released, at)
				released = at
			}
			n, _ := c.length()
			if c.err == nil && (n == 0 || n > uint64(len(c.data)-c.off) || len(d.offsets) >= maxUnitCount) {
				c.fail(fmt.Sprintf("unit of %d bytes", n))
			}
			if c.err != nil {
				d.offsetsErr = c.err
				return
			}
			d.offsets = append(d.offsets, at)
			c.off += int(n)
		}
	})
	return d.offsets, d.offsetsErr
}

// maxUnitCount bounds the units of one image.
const maxUnitCount = 1 << 20

// unitOf returns the unit that contains the DIE at off.
func (d *Data) unitOf(off int) (*unit, error) {
	d.mu.Lock()
	for _, u := range d.units {
		if u.root <= off && off < u.end {
			d.mu.Unlock()
			return u, nil
		}
	}
	d.mu.Unlock()
	// .debug_aranges knows most units, and is read anyway.
	d.loadAranges()
	if i := before(d.arangeUnits, off); i >= 0 {
		if u, err := d.unitAt(d.arangeUnits[i]); err == nil && u.root <= off && off < u.end {
			return u, nil
		}
	}
	offsets, err := d.unitOffsets()
	i := before(offsets, off)
	if i < 0 {
		return nil, cmp.Or(err, error(&FormatError{".debug_info", off, "no unit contains this offset"}))
	}
	u, err := d.unitAt(offsets[i])
	if err != nil {
		return nil, err
	}
	if off < u.root || off >= u.end {
		return nil, &FormatError{".debug_info", off, "no unit contains this offset"}
	}
	return u, nil
}

// before is the index of the last number that is at most n, -1 if there is none.
func before(sorted []int, n int) int {
	i, found := slices.BinarySearch(sorted, n)
	if !found {
		i--
	}
	return i
}

// arange maps a range of addresses to its unit.
type arange struct {
	link.Range
	unit int
}

// loadAranges reads which unit covers which addresses: from .debug_aranges (DWARF 5 §6.1.2) if the
// compiler wrote it, and from all units otherwise.
func (d *Data) loadAranges() {
	d.arangesOnce.Do(func() {
		d.aranges, d.arangesErr = d.readAranges()
		if len(d.aranges) == 0 {
			d.lateOnce.Do(func() {})
			d.aranges, d.arangesErr = d.rangesOfUnits()
		}
		sortRanges(d.aranges)
		for _, a := range d.aranges {
			d.arangeUnits = append(d.arangeUnits, a.unit)
		}
		slices.Sort(d.arangeUnits)
		d.arangeUnits = slices.Compact(d.arangeUnits)
	})
}

func sortRanges(a []arange) {
	slices.SortFunc(a, func(a, b arange) int { return cmp.Compare(a.Start, b.Start) })
}

// unitFor finds the unit that covers pc. Clang writes no .debug_aranges, and an image may have units of
// both kinds: where the table has no answer the units that are not in it are asked.
func (d *Data) unitFor(pc link.Addr) (*unit, error) {
	off, ok := d.covering(pc)
	if !ok {
		return nil, cmp.Or(d.arangesErr, d.lateErr, ErrNone)
	}
	return d.unitAt(off)
}

// Covers reports whether some unit has code at pc.
func (d *Data) Covers(pc link.Addr) bool { _, ok := d.covering(pc); return ok }

func (d *Data) covering(pc link.Addr) (unit int, ok bool) {
	d.loadAranges()
	if off, ok := findRange(d.aranges, pc); ok {
		return off, true
	}
	d.lateOnce.Do(func() {
		d.late, d.lateErr = d.rangesOfUnits()
		sortRanges(d.late)
	})
	return findRange(d.late, pc)
}

func findRange(ranges []arange, pc link.Addr) (unit int, ok bool) {
	i, found := slices.BinarySearchFunc(ranges, pc, func(a arange, pc link.Addr) int { return cmp.Compare(a.Start, pc) })
	if !found {
		i--
	}
	// Ranges do not overlap in a linked image; a few steps back forgive one that does.
	for back := 0; i >= 0 && back < 4; i, back = i-1, back+1 {
		if ranges[i].Contains(pc) {
			return ranges[i].unit, true
		}
	}
	return 0, false
}

func (d *Data) readAranges() ([]arange, error) {
	var out []arange
	c := d.cursor(secAranges, 0)
	whole := c.data
	for c.off < len(whole) && c.err == nil {
		start := c.off
		n, dwarf64 := c.length()
		if c.err != nil || n > uint64(len(whole)-c.off) {
			c.fail("table longer than its section")
			break
		}
		end := c.off + int(n)
		c.data = whole[:end]
		version := c.u16()
		unit := c.offset(dwarf64)
		addrSize, segSize := int(c.u8()), int(c.u8())
		if version != 2 || addrSize != 4 && addrSize != 8 || segSize != 0 {
			c.fail(fmt.Sprintf("table of version %d with addresses of %d bytes", version, addrSize))
			break
		}
		if pad := (c.off - start) % (2 * addrSize); pad != 0 {
			c.skip(2*addrSize - pad)
		}
		for c.err == nil && c.off < end {
			lo, size := c.uint(addrSize), c.uint(addrSize)
			if lo == 0 && size == 0 {
				break
			}
			if size != 0 && lo+size > lo && len(out) < maxAranges {
				out = append(out, arange{link.Range{Start: link.Addr(lo), End: link.Addr(lo + size)}, int(min(unit, maxOffset))})
			}
		}
		c.data, c.off = whole, end
	}
	return out, c.err
}

// rangesOfUnits asks each unit that .debug_aranges does not have what it covers.
func (d *Data) rangesOfUnits() ([]arange, error) {
	offsets, err := d.unitOffsets()
	var out []arange
	released := 0
	for _, off := range offsets {
		if _, known := slices.BinarySearch(d.arangeUnits, off); known {
			continue
		}
		if off-released >= 4*chunkSize {
			d.done(released, off)
			released = off
		}
		u, uerr := d.parseUnit(off) // not kept: most have no code at all
		if uerr != nil {
			err = cmp.Or(err, uerr)
			continue
		}
		var e entry
		if err := u.entry(u.root, &e); err != nil || e.tag != dwarf.TagCompileUnit {
			continue
		}
		_ = u.ranges(&e, func(r link.Range) bool {
			out = append(out, arange{r, off})
			return len(out) < maxAranges
		})
	}
	return out, err
}

// maxAranges bounds the address ranges of one image.
const maxAranges = 1 << 20
