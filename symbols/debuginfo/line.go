package debuginfo

import (
	"bytes"
	"fmt"
	"path"
	"strings"

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
	d           *Data
	addrSize    int
	strBase     int
	name        string // of the unit and its compilation directory: what tables before DWARF 5 lack
	compDir     string
	version     int
	minInst     uint64
	maxOps      uint64
	defaultStmt bool
	lineBase    int64
	lineRange   uint64
	opcodeBase  int
	opLengths   []byte
	dirs        [][]byte   // parts of the sections, as the names of files are
	files       []lineFile // DWARF 5 counts from 0, older versions from 1: files[0] is the unit's then
	program     []byte     // from the start of the section to the end of the program
	programOff  int
}

type lineFile struct {
	name []byte
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
		h := &lineHeader{d: u.d, addrSize: u.addrSize, strBase: u.strBase, name: u.name, compDir: u.compDir}
		u.lines, u.lineErr = h, h.parse(u.lineOff)
	})
	return u.lines, u.lineErr
}

// parse reads the header at off and its tables. h may be one that was used before: its tables are
// overwritten. The program ends at len(h.program).
func (h *lineHeader) parse(off int) error {
	c := h.d.cursor(secLine, off)
	n, dwarf64 := c.length()
	if c.err == nil && n > uint64(len(c.data)-c.off) {
		c.fail("line program longer than its section")
	}
	if c.err != nil {
		return c.err
	}
	c.data = c.data[:c.off+int(n)]
	h.program, h.version, h.maxOps = c.data, int(c.u16()), 1
	if c.err == nil && (h.version < 2 || h.version > 5) {
		c.fail(fmt.Sprintf("line program of version %d", h.version))
	}
	if h.version == 5 {
		h.addrSize = int(c.u8())
		c.u8() // segment selector size
	}
	headerLen := c.offset(dwarf64)
	h.programOff = c.off + int(min(headerLen, maxOffset))
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
	if c.err == nil && (h.lineRange == 0 || h.opcodeBase == 0 || h.addrSize != 4 && h.addrSize != 8 ||
		h.programOff < c.off || h.programOff > len(c.data)) {
		c.fail("impossible line program header")
	}
	if c.err != nil {
		return c.err
	}
	c.data = c.data[:h.programOff]
	h.dirs, h.files = h.dirs[:0], h.files[:0]
	if h.version == 5 {
		h.readTables5(&c, dwarf64)
	} else {
		h.readTables4(&c)
	}
	return c.err
}

// readTables5 reads directory and file tables that describe their own format.
func (h *lineHeader) readTables5(c *cursor, dwarf64 bool) {
	// A unit for readValue: the values are in the format of the line program, not in the unit's.
	u := unit{d: h.d, version: 5, addrSize: h.addrSize, dwarf64: dwarf64, strBase: h.strBase}
	var v value
	read := func(add func(name []byte, dir int)) {
		var fields [2 * maxFormats]uint64
		n := int(c.u8())
		if n > maxFormats {
			c.fail("too many fields in a file table")
			return
		}
		for i := range n {
			fields[2*i], fields[2*i+1] = c.uleb(), c.uleb()
		}
		count := c.uleb()
		if count > maxFiles || n == 0 && count > 0 {
			c.fail(fmt.Sprintf("file table of %d entries", count))
		}
		for i := uint64(0); i < count && c.err == nil; i++ {
			var name []byte
			var dir int
			start := c.off
			for f := range n {
				u.readValue(c, form(fields[2*f+1]), 0, &v)
				switch fields[2*f] {
				case 1: // DW_LNCT_path
					name = v.b
				case 2: // DW_LNCT_directory_index
					dir = int(min(v.u, maxFiles))
				}
			}
			if c.off == start {
				c.fail("file table entry of no bytes")
			}
			add(name, dir)
		}
	}
	read(func(name []byte, _ int) { h.dirs = append(h.dirs, name) })
	read(func(name []byte, dir int) { h.files = append(h.files, lineFile{name, dir}) })
	if h.compDir == "" && len(h.dirs) > 0 {
		h.compDir = string(h.dirs[0])
	}
}

// readTables4 reads the tables of DWARF 2 to 4: strings up to an empty one.
func (h *lineHeader) readTables4(c *cursor) {
	h.dirs = append(h.dirs, []byte(h.compDir))
	for c.err == nil {
		s := c.cstring()
		if len(s) == 0 {
			break
		}
		h.dirs = append(h.dirs, s)
		if len(h.dirs) > maxFiles {
			c.fail("too many directories")
		}
	}
	h.files = append(h.files, lineFile{name: []byte(h.name)})
	for c.err == nil {
		name := c.cstring()
		if len(name) == 0 {
			break
		}
		f := lineFile{name: name, dir: int(min(c.uleb(), maxFiles))}
		c.uleb() // time
		c.uleb() // length
		h.files = append(h.files, f)
		if len(h.files) > maxFiles {
			c.fail("too many files")
		}
	}
}

// file names file i as gdb does: the unit's own file as the compiler was given it, others with the
// directory that the table has for them. full has the compilation directory in front.
func (h *lineHeader) file(i int) (short, full string) {
	if i < 0 || i >= len(h.files) {
		return "", ""
	}
	f := h.files[i]
	short = string(f.name)
	// DWARF 5 has the compilation directory as directory 0, older versions have none there.
	if (f.dir > 0 || h.version >= 5) && f.dir < len(h.dirs) && !path.IsAbs(short) {
		short = strings.TrimSuffix(string(h.dirs[f.dir]), "/") + "/" + short
	}
	full = h.fullPath(short)
	if own := h.ownName(); full == h.fullPath(own) || f.dir == 0 && string(f.name) == own {
		short = own
	}
	return short, full
}

// ownName is the name of the unit; programs that were read alone have it as file 0 from DWARF 5 on.
func (h *lineHeader) ownName() string {
	if h.name == "" && h.version >= 5 && len(h.files) > 0 {
		return string(h.files[0].name)
	}
	return h.name
}

func (h *lineHeader) fullPath(name string) string {
	if name != "" && !path.IsAbs(name) && h.compDir != "" && !strings.HasPrefix(name, h.compDir+"/") {
		return path.Join(h.compDir, name)
	}
	return path.Clean(name)
}

// sameFile reports whether two entries of the file table are one file: DWARF 5 has the unit's own twice.
func (h *lineHeader) sameFile(i, j int) bool {
	if i == j {
		return true
	}
	if i < 0 || j < 0 || i >= len(h.files) || j >= len(h.files) || !bytes.Equal(h.files[i].name, h.files[j].name) {
		return false
	}
	a, b := h.files[i].dir, h.files[j].dir
	return a == b || a < len(h.dirs) && b < len(h.dirs) && bytes.Equal(h.dirs[a], h.dirs[b])
}
