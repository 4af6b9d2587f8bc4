package elffile

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"fmt"
)

// FormatError says what is wrong with a file.
type FormatError struct {
	Path string
	Off  uint64 // where in the file, 0 if it is about the file as a whole
	Msg  string
}

func (e *FormatError) Error() string {
	if e.Off == 0 {
		return e.Path + ": " + e.Msg
	}
	return fmt.Sprintf("%s: at file offset %#x: %s", e.Path, e.Off, e.Msg)
}

// Section is one entry of the section header table.
type Section struct {
	Name    string // at most 255 bytes of it
	Index   int
	Type    elf.SectionType
	Flags   elf.SectionFlag
	Addr    uint64 // as in the file; 0 throughout a relocatable file
	Off     uint64
	Size    uint64 // bytes in memory; in the file too unless Type is SHT_NOBITS
	Link    uint32
	Info    uint32
	Align   uint64
	EntSize uint64
}

// HasContents reports whether the file has bytes for the section.
func (s *Section) HasContents() bool { return s.Type != elf.SHT_NOBITS && s.Type != elf.SHT_NULL }

// Alloc reports whether the section is part of the running kernel.
func (s *Section) Alloc() bool { return s.Flags&elf.SHF_ALLOC != 0 }

// Segment is one entry of the program header table, not checked against the file.
type Segment struct {
	Type                elf.ProgType
	Off, Addr, FileSize uint64
	MemSize             uint64
}

// File is an open ELF file. It is immutable and safe for concurrent use until Close.
type File struct {
	Path       string
	Type       elf.Type
	Machine    elf.Machine
	Entry      uint64
	Sections   []Section
	Segments   []Segment
	Compressed string // "xz", "zstd", "gzip" if the file is compressed as a whole

	m *Mapping
}

const (
	ehdrSize = 64
	shdrSize = 64
	phdrSize = 56
	maxName  = 255
)

// Open maps the file at path, unpacks it if it is compressed as a whole, and reads its headers.
func Open(path string) (f *File, err error) {
	m, err := Map(path)
	if err != nil {
		return nil, err
	}
	err = Guard(func() error {
		f, err = FromMapping(path, m)
		return err
	})
	if err != nil {
		m.Close()
		return nil, err
	}
	return f, nil
}

// FromMapping reads the headers of a file that is in memory already. The File owns m if there is
// no error.
func FromMapping(path string, m *Mapping) (*File, error) {
	data, how, err := unpackFile(path, m.Data)
	if err != nil {
		return nil, err
	}
	if how != "" {
		if err := m.Close(); err != nil {
			return nil, err
		}
		m = &Mapping{Data: data}
	}
	f := &File{Path: path, Compressed: how, m: m}
	if err := f.parse(); err != nil {
		return nil, err
	}
	return f, nil
}

// Close unmaps the file; no slice that came from it may be used after that.
func (f *File) Close() error { return f.m.Close() }

// Release passes b, bytes of this file, to [Mapping.Release]. Bytes of a private copy are ignored.
func (f *File) Release(b []byte) {
	if f.contains(b) {
		f.m.Release(b)
	}
}

func (f *File) errorf(off uint64, format string, args ...any) error {
	return &FormatError{Path: f.Path, Off: off, Msg: fmt.Sprintf(format, args...)}
}

var le = binary.LittleEndian

func (f *File) parse() error {
	d := f.m.Data
	if len(d) < 4 || string(d[:4]) != elf.ELFMAG {
		return f.notELF()
	}
	if len(d) < ehdrSize {
		return f.errorf(0, "the ELF header is truncated: %d bytes", len(d))
	}
	if elf.Class(d[elf.EI_CLASS]) != elf.ELFCLASS64 || elf.Data(d[elf.EI_DATA]) != elf.ELFDATA2LSB {
		return f.errorf(0, "not a 64-bit little-endian ELF file")
	}
	f.Type = elf.Type(le.Uint16(d[16:]))
	f.Machine = elf.Machine(le.Uint16(d[18:]))
	f.Entry = le.Uint64(d[24:])
	phoff, shoff := le.Uint64(d[32:]), le.Uint64(d[40:])
	phentsize, phnum := uint64(le.Uint16(d[54:])), uint64(le.Uint16(d[56:]))
	shentsize, shnum := uint64(le.Uint16(d[58:])), uint64(le.Uint16(d[60:]))
	shstrndx := uint32(le.Uint16(d[62:]))

	if shoff != 0 {
		if shentsize != shdrSize {
			return f.errorf(0, "section headers of %d bytes, want %d", shentsize, shdrSize)
		}
		first := f.bytes(shoff, shdrSize)
		if first == nil {
			return f.errorf(0, "truncated: the section headers at %#x lie beyond the end of the file (%d bytes)", shoff, len(d))
		}
		// Counts that do not fit 16 bits are in the first section header (gABI, "ELF Header").
		if shnum == 0 {
			shnum = le.Uint64(first[32:])
		}
		if shstrndx == uint32(elf.SHN_XINDEX) {
			shstrndx = le.Uint32(first[40:])
		}
		if shnum > uint64(len(d))/shdrSize {
			return f.errorf(shoff, "truncated: %d section headers do not fit the file (%d bytes)", shnum, len(d))
		}
		table := f.bytes(shoff, shnum*shdrSize)
		if table == nil {
			return f.errorf(0, "truncated: %d section headers at %#x lie beyond the end of the file (%d bytes)", shnum, shoff, len(d))
		}
		if err := f.parseSections(table, shstrndx); err != nil {
			return err
		}
	}
	if phoff != 0 && phnum != 0 {
		if phentsize != phdrSize {
			return f.errorf(0, "program headers of %d bytes, want %d", phentsize, phdrSize)
		}
		table := f.bytes(phoff, phnum*phdrSize)
		if table == nil {
			return f.errorf(phoff, "truncated: %d program headers lie beyond the end of the file (%d bytes)", phnum, len(d))
		}
		f.Segments = make([]Segment, phnum)
		for i := range f.Segments {
			p := table[i*phdrSize:]
			f.Segments[i] = Segment{
				Type: elf.ProgType(le.Uint32(p)), Off: le.Uint64(p[8:]), Addr: le.Uint64(p[16:]),
				FileSize: le.Uint64(p[32:]), MemSize: le.Uint64(p[40:]),
			}
		}
	}
	return nil
}

func (f *File) parseSections(table []byte, shstrndx uint32) error {
	f.Sections = make([]Section, len(table)/shdrSize)
	for i := range f.Sections {
		p := table[i*shdrSize:]
		s := &f.Sections[i]
		*s = Section{
			Index: i,
			Type:  elf.SectionType(le.Uint32(p[4:])),
			Flags: elf.SectionFlag(le.Uint64(p[8:])),
			Addr:  le.Uint64(p[16:]), Off: le.Uint64(p[24:]), Size: le.Uint64(p[32:]),
			Link: le.Uint32(p[40:]), Info: le.Uint32(p[44:]),
			Align: le.Uint64(p[48:]), EntSize: le.Uint64(p[56:]),
		}
	}
	var names []byte
	if int(shstrndx) < len(f.Sections) && f.Sections[shstrndx].Type == elf.SHT_STRTAB {
		names = f.Raw(int(shstrndx))
	}
	for i := range f.Sections {
		s := &f.Sections[i]
		s.Name = cstring(names, le.Uint32(table[i*shdrSize:]))
		if s.HasContents() && f.bytes(s.Off, s.Size) == nil {
			return f.errorf(0, "truncated: section %d %q at %#x, %d bytes, lies beyond the end of the file (%d bytes)",
				i, s.Name, s.Off, s.Size, len(f.m.Data))
		}
	}
	return nil
}

// notELF names what people give by mistake.
func (f *File) notELF() error {
	d := f.m.Data
	if len(d) >= 0x206 && string(d[0x202:0x206]) == "HdrS" {
		// Linux Documentation/arch/x86/boot.rst: the header's signature.
		return f.errorf(0, "a boot image (bzImage), not a vmlinux: it has no symbols; install the kernel's debug package")
	}
	return f.errorf(0, "not an ELF file")
}

// bytes is [off, off+n) of the file, not nil, or nil if that is not all inside.
func (f *File) bytes(off, n uint64) []byte {
	d := f.m.Data
	if off > uint64(len(d)) || n > uint64(len(d))-off {
		return nil
	}
	return d[off : off+n : off+n]
}

// contains reports whether b is a part of the file's own bytes.
func (f *File) contains(b []byte) bool { return within(f.m.Data, b) }

// Raw is the section's bytes as the file has them: a slice of the map, empty for SHT_NOBITS.
func (f *File) Raw(i int) []byte {
	if i < 0 || i >= len(f.Sections) || !f.Sections[i].HasContents() {
		return nil
	}
	return f.bytes(f.Sections[i].Off, f.Sections[i].Size)
}

// Index finds a section by name; -1 if there is none. Of several it finds the first.
func (f *File) Index(name string) int {
	for i := range f.Sections {
		if f.Sections[i].Name == name && f.Sections[i].Type != elf.SHT_NULL {
			return i
		}
	}
	return -1
}

// cstring is the NUL-terminated string at off, cut at maxName bytes.
func cstring(table []byte, off uint32) string {
	if uint64(off) >= uint64(len(table)) {
		return ""
	}
	b := table[off:]
	b = b[:min(len(b), maxName)]
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	return string(b)
}
