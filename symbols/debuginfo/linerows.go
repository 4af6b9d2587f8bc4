package debuginfo

import (
	"cmp"
	"strings"

	"kbreak/symbols/link"
)

// lineRow is the state of the line number program's machine.
type lineRow struct {
	addr   uint64
	op     uint64
	file   int
	line   int64
	column int
	stmt   bool
	end    bool
	disc   bool // a discriminator was set for this row
	discs  bool // likewise for this or an earlier row of the same line
}

// rows runs the line number program and calls yield for each row, until that returns false.
func (h *lineHeader) rows(yield func(r *lineRow) bool) error {
	c := cursor{section: ".debug_line", order: h.d.order, data: h.program, off: h.programOff}
	start := lineRow{file: 1, line: 1, stmt: h.defaultStmt}
	r := start
	emit := func() bool {
		more := yield(&r)
		r.disc = false
		return more
	}
	line := func(delta int64) {
		if r.line += delta; delta != 0 {
			r.discs = r.disc
		}
	}
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
			line(h.lineBase + int64(adjusted%h.lineRange))
			if !emit() {
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
			case 4: // set_discriminator
				r.disc = c.uleb() != 0
				r.discs = r.discs || r.disc
			}
			if c.err == nil {
				c.off = end
			}
		case 1: // copy
			if !emit() {
				return nil
			}
		case 2: // advance_pc
			advance(c.uleb())
		case 3: // advance_line
			line(c.sleb())
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

// lineItem is a row as gdb records it.
type lineItem struct {
	addr   uint64
	file   int
	line   int64
	column int
	stmt   bool
}

// maxGroup bounds the rows at one address.
const maxGroup = 4096

// items runs the program and calls yield for each address that has rows, with the rows at it that gdb
// would keep, and the next address that has any. GCC describes several statements at one address, in
// several files, some of them not recommended places to stop at (is_stmt); which of them a debugger
// shows is a matter of taste. This is gdb's taste (lnp_state_machine::record_line in
// gdb/dwarf2/read.c and buildsym_compunit::record_line in gdb/buildsym.c):
//
//   - of rows in several files at one address those in the last file count, but a row that is no
//     statement does not change the file after one that is;
//   - repetitions of a line that differ by discriminator are one row;
//   - rows without a line, or at the end of a sequence, end what is before them.
//
// Each row passes through see first, if that is not nil.
func (h *lineHeader) items(see func(r *lineRow), yield func(group []lineItem, end uint64) bool) error {
	var group []lineItem
	var lastFile int
	var lastLine int64
	var lastAddr uint64
	var inFile, stmtHere bool
	flush := func(next uint64) bool {
		if len(group) == 0 || group[0].addr == next {
			return true
		}
		more := group[0].addr > next || yield(group, next)
		group = group[:0]
		return more
	}
	return h.rows(func(r *lineRow) bool {
		if see != nil {
			see(r)
		}
		if r.op != 0 && !r.end {
			return true
		}
		changed := !inFile || !h.sameFile(r.file, lastFile)
		ignore := !r.end && (r.line == 0 || changed && lastAddr == r.addr && !r.stmt && stmtHere)
		if changed && !ignore || r.end {
			if !flush(r.addr) {
				return false
			}
			group = group[:0]
		}
		if !r.end && !ignore && (changed || r.line != lastLine || !r.discs) {
			if !flush(r.addr) {
				return false
			}
			if len(group) < maxGroup {
				group = append(group, lineItem{r.addr, r.file, r.line, r.column, r.stmt})
			}
			lastLine = r.line
		}
		lastFile, inFile = r.file, !r.end
		if lastAddr != r.addr {
			lastAddr, stmtHere = r.addr, false
		}
		stmtHere = stmtHere || r.stmt
		if r.end {
			lastAddr, stmtHere = 0, false
		}
		return true
	})
}

// shown is the row of a group that stands for its address: the last one, or a statement before it.
func shown(group []lineItem) *lineItem {
	for i := len(group) - 1; i >= 0; i-- {
		if group[i].stmt {
			return &group[i]
		}
	}
	return &group[len(group)-1]
}

func (h *lineHeader) entry(r *lineItem, end uint64) LineEntry {
	short, full := h.file(r.file)
	return LineEntry{Start: link.Addr(r.addr), End: link.Addr(end), File: short, FullFile: full,
		Line: int(min(max(r.line, 0), maxOffset)), Column: r.column, IsStmt: r.stmt}
}

// lineHeaderFor finds the line program of the unit that covers pc.
func (d *Data) lineHeaderFor(pc link.Addr) (*lineHeader, error) {
	u, err := d.unitFor(pc)
	if err != nil {
		return nil, err
	}
	return u.lineHeader()
}

// LineAt finds the source position of the instructions around pc, as gdb's "info line *PC" and the frames
// of its backtraces have it. See also [Data.RowAt].
func (d *Data) LineAt(pc link.Addr) (LineEntry, error) {
	h, err := d.lineHeaderFor(pc)
	if err != nil {
		return LineEntry{}, err
	}
	_, line, err := h.at(pc)
	return found(line, err)
}

// RowAt finds the row of the line table that covers pc: the last one at or before it. It is the line that
// the instruction itself comes from, where [Data.LineAt] prefers the statement that begins there;
// addr2line takes this one.
func (d *Data) RowAt(pc link.Addr) (LineEntry, error) {
	h, err := d.lineHeaderFor(pc)
	if err != nil {
		return LineEntry{}, err
	}
	row, _, err := h.at(pc)
	return found(row, err)
}

func found(e *LineEntry, err error) (LineEntry, error) {
	if e == nil {
		return LineEntry{}, cmp.Or(err, ErrNone)
	}
	return *e, nil
}

// at runs the program for what RowAt and LineAt say of pc, nil where there is nothing.
func (h *lineHeader) at(pc link.Addr) (row, line *LineEntry, err error) {
	var best lineRow
	have := false
	err = h.items(func(r *lineRow) {
		if row != nil {
			return
		}
		if r.addr > uint64(pc) && have {
			e := h.entry(&lineItem{best.addr, best.file, best.line, best.column, best.stmt}, r.addr)
			row = &e
		} else if have = r.addr <= uint64(pc) && !r.end; have {
			best = *r
		}
	}, func(group []lineItem, end uint64) bool {
		if line == nil && group[0].addr <= uint64(pc) && uint64(pc) < end {
			e := h.entry(shown(group), end)
			line = &e
		}
		return row == nil || line == nil
	})
	return row, line, err
}

// maxLines bounds the answer of LinesFor.
const maxLines = 1 << 16

// LinesFor finds the code of a source line. file is the last components of a path, as many as it takes to
// be unique: "idle.c", "sched/idle.c". The entries are those of statements that begin at the line; a
// unit that has the file but no code for the line gives those of the next line that has code, so
// compare LineEntry.Line. An entry ends where it starts if its line shares the address with the line that
// the instructions there belong to: it "contains no code", as gdb says. In each unit the entries are in the order of its table, of which gdb's
// "info line" shows the first.
//
// It reads the file tables of all units, about as much as .debug_line has bytes of them.
func (d *Data) LinesFor(file string, line int) ([]LineEntry, error) {
	if line <= 0 {
		return nil, nil
	}
	var out []LineEntry
	err := d.programsWith(file, func(h *lineHeader, base string) bool {
		out = append(out, h.linesFor(file, base, line)...)
		return len(out) <= maxLines
	})
	return out, err
}

// SourceFile is a file of some line table.
type SourceFile struct {
	File     string // as the compiler was given it
	FullFile string // with the compilation directory
}

// FilesNamed lists the files whose paths end with the components of file, each once, in the order of the
// tables. It costs what [Data.LinesFor] does.
func (d *Data) FilesNamed(file string) ([]SourceFile, error) {
	var out []SourceFile
	seen := make(map[string]bool)
	err := d.programsWith(file, func(h *lineHeader, base string) bool {
		for i := range h.files {
			if !h.matches(i, file, base) {
				continue
			}
			short, full := h.file(i)
			if !seen[full] {
				seen[full] = true
				out = append(out, SourceFile{short, full})
			}
		}
		return len(out) <= maxLines
	})
	return out, err
}

// programsWith calls visit for each line program that has a file whose path ends with the components of
// file, the last of which is base, until visit returns false.
func (d *Data) programsWith(file string, visit func(h *lineHeader, base string) bool) error {
	base := file[strings.LastIndexByte(file, '/')+1:]
	if base == "" {
		return nil
	}
	h := &lineHeader{d: d, strBase: 8}
	size := len(d.bytes(secLine))
	if d.release != nil {
		defer d.release(sectionNames[secLine], 0, int64(size))
	}
	for off := 0; off < size; {
		h.name, h.compDir, h.addrSize = "", "", 8
		if err := h.parse(off); err != nil {
			if len(h.program) <= off { // not even its length makes sense
				return err
			}
			off = len(h.program)
			continue
		}
		if h.version < 5 {
			h.name, h.compDir = d.unitOfProgram(off)
		}
		off = len(h.program)
		if h.has(file, base) && !visit(h, base) {
			break
		}
	}
	return nil
}

// unitOfProgram names the unit of a line program, and its compilation directory: tables before DWARF 5
// do not. It reads the root of every unit once.
func (d *Data) unitOfProgram(off int) (name, compDir string) {
	d.programsOnce.Do(func() {
		d.programs = make(map[int][2]string)
		offsets, _ := d.unitOffsets()
		released := 0
		for _, at := range offsets {
			if at-released >= 4*chunkSize {
				d.done(released, at)
				released = at
			}
			if u, err := d.parseUnit(at); err == nil && u.lineOff >= 0 {
				d.programs[u.lineOff] = [2]string{u.name, u.compDir}
			}
		}
	})
	p := d.programs[off]
	return p[0], p[1]
}

func (h *lineHeader) has(file, base string) bool {
	for i := range h.files {
		if h.matches(i, file, base) {
			return true
		}
	}
	return false
}

// matches reports whether file i's path ends with the components of file, whose last one is base.
func (h *lineHeader) matches(i int, file, base string) bool {
	if i < 0 || i >= len(h.files) {
		return false
	}
	if name := h.files[i].name; len(name) < len(base) || string(name[len(name)-len(base):]) != base {
		return false
	}
	_, full := h.file(i)
	rest, ok := strings.CutSuffix(full, strings.TrimPrefix(file, "./"))
	return ok && (rest == "" || strings.HasSuffix(rest, "/"))
}

func (h *lineHeader) linesFor(file, base string, line int) []LineEntry {
	var out []LineEntry
	best := int64(0)
	_ = h.items(nil, func(group []lineItem, end uint64) bool {
		for i := range group {
			it := &group[i]
			if !it.stmt || it.line < int64(line) || best != 0 && it.line > best || !h.matches(it.file, file, base) {
				continue
			}
			if it.line != best {
				best, out = it.line, out[:0]
			}
			if n := len(out); n > 0 && out[n-1].Start == link.Addr(it.addr) {
				continue
			}
			if shown(group).line == it.line {
				out = append(out, h.entry(it, end))
			} else {
				out = append(out, h.entry(it, it.addr))
			}
		}
		return len(out) < maxLines
	})
	return out
}
