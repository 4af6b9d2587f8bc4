package debuginfo

import (
	"fmt"
	"path"

	"kbreak/symbols/link"
)

// LineEntry is one row of the line table: the source position of the instructions in [Start, End)
// (DWARF 5 §6.2).
type LineEntry struct {
	Start, End link.Addr
	File       string // as gdb shows it: as the compiler was given it
	FullFile   string // with the compilation directory in front
	Line       int    // from 1; 0 means that no source line is responsible
	Column     int    // from 1; 0 means unknown
	IsStmt     bool   // a recommended place for a breakpoint
}

// lineHeader is a line program with its file table decoded.
type lineHeader struct {
	u           *unit
	version     int
	minInst     uint64
	maxOps      uint64
	defaultStmt bool
	lineBase    int64
	lineRange   uint64
	opcodeBase  int
	opLengths   []byte
	dirs        []string
	files       []lineFile // DWARF 5 counts from 0, older versions from 1: files[0] is the unit's then
	program     []byte
	programOff  int
}

type lineFile struct {
	name string
	dir  int
}

const (
	maxFiles   = 1 << 16
	maxFormats = 16
)

// lineHeader decodes the header of the unit's line program, once.
func (u *unit) lineHeader() (*lineHeader, error) {
	u.lineOnce.Do(func() {
		if u.lineOff < 0 {
			u.lineErr = ErrNone
			return
		}
		u.lines, u.lineErr = u.parseLineHeader()
	})
	return u.lines, u.lineErr
}

func (u *unit) parseLineHeader() (*lineHeader, error) {
	c := u.d.cursor(secLine, u.lineOff)
	n, dwarf64 := c.length()
	if c.err == nil && n > uint64(len(c.data)-c.off) {
		c.fail("line program longer than its section")
	}
	if c.err != nil {
		return nil, c.err
	}
	c.data = c.data[:c.off+int(n)]
	h := &lineHeader{u: u, version: int(c.u16()), maxOps: 1}
	if c.err == nil && (h.version < 2 || h.version > 5) {
		c.fail(fmt.Sprintf("line program of version %d", h.version))
	}
	addrSize := u.addrSize
	if h.version == 5 {
		addrSize = int(c.u8())
		c.u8() // segment selector size
	}
	headerLen := c.offset(dwarf64)
	program := c.off + int(min(headerLen, maxOffset))
	h.minInst = uint64(c.u8())
	if h.version >= 4 {
		h.maxOps = uint64(c.u8())
	}
	h.defaultStmt = c.u8() != 0
	h.lineBase = int64(int8(c.u8()))
	h.lineRange = uint64(c.u8())
	h.opcodeBase = int(c.u8())
	if h.opcodeBase > 0 {
		h.opLengths = c.bytes(h.opcodeBase - 1)
	}
	if c.err == nil && (h.lineRange == 0 || h.opcodeBase == 0 || addrSize != 4 && addrSize != 8 ||
		program < c.off || program > len(c.data)) {
		c.fail("impossible line program header")
	}
	if c.err != nil {
		return nil, c.err
	}
	tables := c
	tables.data = c.data[:program]
	if h.version == 5 {
		h.readTables5(&tables, dwarf64)
	} else {
		h.readTables4(&tables)
	}
	if tables.err != nil {
		return nil, tables.err
	}
	h.program, h.programOff = c.data, program
	return h, nil
}

// readTables5 reads directory and file tables that describe their own format.
func (h *lineHeader) readTables5(c *cursor, dwarf64 bool) {
	read := func(add func(name string, dir int)) {
		type field struct{ content, form uint64 }
		var fields []field
		for range c.u8() {
			fields = append(fields, field{c.uleb(), c.uleb()})
			if len(fields) > maxFormats {
				c.fail("too many fields in a file table")
			}
		}
		count := c.uleb()
		if count > maxFiles || len(fields) == 0 && count > 0 {
			c.fail(fmt.Sprintf("file table of %d entries", count))
		}
		for i := uint64(0); i < count && c.err == nil; i++ {
			var name string
			var dir int
			for _, f := range fields {
				var v value
				h.u.readLineValue(c, form(f.form), dwarf64, &v)
				switch f.content {
				case 1: // DW_LNCT_path
					name = string(v.b)
				case 2: // DW_LNCT_directory_index
					dir = int(min(v.u, maxFiles))
				}
			}
			add(name, dir)
		}
	}
	read(func(name string, _ int) { h.dirs = append(h.dirs, name) })
	read(func(name string, dir int) { h.files = append(h.files, lineFile{name, dir}) })
}

// readLineValue is readValue in the format of the line program instead of the unit's.
func (u *unit) readLineValue(c *cursor, f form, dwarf64 bool, v *value) {
	x := unit{d: u.d, off: u.off, version: u.version, addrSize: u.addrSize, dwarf64: dwarf64, strBase: u.strBase}
	x.readValue(c, f, 0, v)
}

func (h *lineHeader) readTables4(c *cursor) {
	h.dirs = append(h.dirs, h.u.compDir)
	for c.err == nil {
		s := c.cstring()
		if len(s) == 0 {
			break
		}
		h.dirs = append(h.dirs, string(s))
		if len(h.dirs) > maxFiles {
			c.fail("too many directories")
		}
	}
	h.files = append(h.files, lineFile{name: h.u.name})
	for c.err == nil {
		f, ok := h.readFile4(c)
		if !ok {
			break
		}
		h.files = append(h.files, f)
		if len(h.files) > maxFiles {
			c.fail("too many files")
		}
	}
}

func (h *lineHeader) readFile4(c *cursor) (lineFile, bool) {
	name := c.cstring()
	if len(name) == 0 {
		return lineFile{}, false
	}
	f := lineFile{name: string(name), dir: int(min(c.uleb(), maxFiles))}
	c.uleb() // time
	c.uleb() // length
	return f, true
}

// file names file i as gdb does: relative to the compilation directory where the compiler was given
// a relative name, otherwise as it was given.
func (h *lineHeader) file(i int) (short, full string) {
	if i < 0 || i >= len(h.files) {
		return "", ""
	}
	f := h.files[i]
	short = f.name
	if f.dir > 0 && f.dir < len(h.dirs) && !path.IsAbs(f.name) {
		short = h.dirs[f.dir] + "/" + f.name
	}
	full = short
	if !path.IsAbs(full) && h.u.compDir != "" {
		full = path.Join(h.u.compDir, full)
	}
	return short, full
}

// lineRow is the state of the line number program's machine.
type lineRow struct {
	addr   uint64
	op     uint64
	file   int
	line   int64
	column int
	stmt   bool
	end    bool
}

// rows runs the line number program and calls yield for each row, until that returns false.
func (h *lineHeader) rows(yield func(r *lineRow) bool) error {
	c := cursor{section: ".debug_line", order: h.u.d.order, data: h.program, off: h.programOff}
	start := lineRow{file: 1, line: 1, stmt: h.defaultStmt}
	r := start
	advance := func(n uint64) {
		if h.maxOps <= 1 {
			r.addr += h.minInst * n
			return
		}
		ops := r.op + n
		r.addr += h.minInst * (ops / h.maxOps)
		r.op = ops % h.maxOps
	}
	for c.off < len(c.data) && c.err == nil {
		op := int(c.u8())
		if op >= h.opcodeBase {
			adjusted := uint64(op - h.opcodeBase)
			advance(adjusted / h.lineRange)
			r.line += h.lineBase + int64(adjusted%h.lineRange)
			if !yield(&r) {
				return nil
			}
			continue
		}
		switch op {
		case 0: // extended
			n := c.uleb()
			end := c.off + int(min(n, maxOffset))
			if n == 0 || end > len(c.data) {
				c.fail("extended opcode of impossible length")
				break
			}
			switch c.u8() {
			case 1: // end_sequence
				r.end = true
				if !yield(&r) {
					return nil
				}
				r = start
			case 2: // set_address
				r.addr, r.op = c.uint(end-c.off), 0
			}
			if c.err == nil {
				c.off = end
			}
		case 1: // copy
			if !yield(&r) {
				return nil
			}
		case 2: // advance_pc
			advance(c.uleb())
		case 3: // advance_line
			r.line += c.sleb()
		case 4: // set_file
			r.file = int(min(c.uleb(), maxFiles))
		case 5: // set_column
			r.column = int(min(c.uleb(), maxOffset))
		case 6: // negate_stmt
			r.stmt = !r.stmt
		case 7, 10, 11: // basic_block, prologue_end, epilogue_begin
		case 8: // const_add_pc
			advance(uint64(255-h.opcodeBase) / h.lineRange)
		case 9: // fixed_advance_pc
			r.addr, r.op = r.addr+uint64(c.u16()), 0
		case 12: // set_isa
			c.uleb()
		default: // unknown standard opcode: its operands are LEB128 numbers
			for range h.opLengths[op-1] {
				c.uleb()
			}
		}
	}
	return c.err
}

// LineAt finds the row that covers pc as gdb does: the last one at or before it in its sequence; but
// where several rows have that address, the last statement among them, if there is one.
func (d *Data) LineAt(pc link.Addr) (LineEntry, error) {
	u, err := d.unitFor(pc)
	if err != nil {
		return LineEntry{}, err
	}
	row, _, err := u.lineAt(pc)
	return row, err
}

// lineAt finds the row that covers pc, by gdb's choice among those of the same address and by that
// of addr2line, which is simply the last one.
func (u *unit) lineAt(pc link.Addr) (stmt, last LineEntry, err error) {
	h, err := u.lineHeader()
	if err != nil {
		return LineEntry{}, LineEntry{}, err
	}
	var bestStmt, bestLast lineRow
	var found, have bool
	var end uint64
	err = h.rows(func(r *lineRow) bool {
		switch {
		case r.addr > uint64(pc):
			if have {
				found, end = true, r.addr
				return false
			}
		case r.end:
		default:
			if !have || r.addr != bestStmt.addr || !bestStmt.stmt || r.stmt {
				bestStmt = *r
			}
			bestLast, have = *r, true
		}
		if r.end {
			have = false
		}
		return true
	})
	if !found {
		if err == nil {
			err = ErrNone
		}
		return LineEntry{}, LineEntry{}, err
	}
	return h.entry(&bestStmt, end), h.entry(&bestLast, end), nil
}

func (h *lineHeader) entry(r *lineRow, end uint64) LineEntry {
	short, full := h.file(r.file)
	return LineEntry{Start: link.Addr(r.addr), End: link.Addr(end), File: short, FullFile: full,
		Line: int(r.line), Column: r.column, IsStmt: r.stmt}
}
