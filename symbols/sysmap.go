package symbols

import (
	"bytes"
	"debug/elf"
	"fmt"
	"math"
	"strconv"

	"kbreak/symbols/elffile"
	"kbreak/symbols/link"
)

// maxSystemMap bounds the text; a large kernel has 10 MB of it.
const maxSystemMap = 256 << 20

// isSystemMap reports whether d begins like the output of nm: address, blank, type letter, blank.
func isSystemMap(d []byte) bool {
	line, _, _ := bytes.Cut(d[:min(len(d), 256)], []byte("\n"))
	_, _, _, ok := systemMapLine(line)
	return ok
}

// systemMapLine splits "ffffffff81000000 T _text"; name is the offset of the name in the line.
func systemMapLine(line []byte) (addr uint64, typ byte, name int, ok bool) {
	i := bytes.IndexByte(line, ' ')
	if i < 8 || i > 16 || len(line) < i+4 || line[i+2] != ' ' {
		return 0, 0, 0, false
	}
	addr, err := strconv.ParseUint(string(line[:i]), 16, 64)
	if err != nil {
		return 0, 0, 0, false
	}
	return addr, line[i+1], i + 3, true
}

// openSystemMap makes an image of a System.map: what "nm -n vmlinux" says, without the symbols that
// scripts/mksysmap drops. Its text becomes a symbol table in ELF's form that has its names in the
// map of the file.
func openSystemMap(path string, m *elffile.Mapping) (*Image, error) {
	if len(m.Data) > maxSystemMap {
		return nil, fmt.Errorf("%s: %d bytes are too many for a System.map", path, len(m.Data))
	}
	var raw []byte
	var bounds struct{ text, textEnd, init, initEnd, end, perCPU, perCPUEnd uint64 }
	bounds.perCPU = math.MaxUint64
	for at := 0; at < len(m.Data); {
		line := m.Data[at:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i]
		}
		if len(line) > 0 {
			addr, typ, name, ok := systemMapLine(line)
			if !ok {
				return nil, fmt.Errorf("%s: at offset %#x: not a line of a System.map", path, at)
			}
			switch string(line[name:]) {
			case "_text":
				bounds.text = addr
			case "_stext":
				if bounds.text == 0 {
					bounds.text = addr
				}
			case "_etext":
				bounds.textEnd = addr
			case "_sinittext":
				bounds.init = addr
			case "_einittext":
				bounds.initEnd = addr
			case "_end":
				bounds.end = addr
			case "__per_cpu_start":
				bounds.perCPU = addr
			case "__per_cpu_end":
				bounds.perCPUEnd = addr
			}
			raw = appendSym(raw, uint32(at+name), typ, addr)
		}
		at += len(line) + 1
	}
	if bounds.text == 0 || bounds.end <= bounds.text {
		// Debian installs such a file in /boot: one line that names the -dbg package.
		return nil, fmt.Errorf("%s: a System.map without _text and _end: the real one is in the kernel's debug package", path)
	}
	im := &Image{Kind: SystemMap, path: path, text: m}
	add := func(name string, start, end uint64, flags elf.SectionFlag) {
		if start < end {
			im.sections = append(im.sections, Section{Name: name, Index: len(im.sections) + 1, Addr: LinkAddr(start),
				Size: end - start, Flags: elf.SHF_ALLOC | flags, PerCPU: perCPUName(name)})
		}
	}
	at := bounds.text
	for _, code := range [][2]uint64{{bounds.text, bounds.textEnd}, {bounds.init, bounds.initEnd}} {
		if at <= code[0] && code[0] < code[1] && code[1] <= bounds.end {
			add("", at, code[0], 0)
			add("", code[0], code[1], elf.SHF_EXECINSTR)
			at = code[1]
		}
	}
	add("", at, bounds.end, 0)
	if bounds.perCPU == 0 && bounds.perCPUEnd <= bounds.text {
		add(".data..percpu", 0, bounds.perCPUEnd, 0)
		im.fixed = link.Range{End: LinkAddr(bounds.perCPUEnd)}
	}
	im.sortSections()
	for r := raw; len(r) > 0; r = r[symSize:] {
		a := LinkAddr(le.Uint64(r[8:]))
		at := im.sectionAt(a)
		if at < 0 && a > 0 {
			at = im.sectionAt(a - 1) // an end symbol belongs to what it ends
		}
		if at >= 0 && le.Uint16(r[6:]) != uint16(elf.SHN_UNDEF) {
			le.PutUint16(r[6:], uint16(at+1))
		}
	}
	im.syms = newSymtab(raw, m.Data)
	im.syms.end = '\n'
	im.syms.section = []int32{-1}
	for i := range im.sections {
		im.syms.section = append(im.syms.section, int32(i))
	}
	return im, nil
}

// appendSym appends an Elf64_Sym. typ is nm's letter: lower case is local, and what it says about
// the section tells code from data.
func appendSym(raw []byte, name uint32, typ byte, addr uint64) []byte {
	kind, bind, shndx := elf.STT_NOTYPE, elf.STB_GLOBAL, elf.SHN_ABS
	if typ >= 'a' {
		bind = elf.STB_LOCAL
	}
	switch typ {
	case 't', 'T':
		kind = elf.STT_FUNC
	case 'b', 'B', 'd', 'D', 'g', 'G', 'r', 'R', 's', 'S':
		kind = elf.STT_OBJECT
	case 'w', 'W', 'v', 'V':
		bind = elf.STB_WEAK
	case 'U':
		shndx = elf.SHN_UNDEF
	}
	raw = le.AppendUint32(raw, name)
	raw = append(raw, byte(bind)<<4|byte(kind), 0)
	raw = le.AppendUint16(raw, uint16(shndx))
	raw = le.AppendUint64(raw, addr)
	return le.AppendUint64(raw, 0)
}
