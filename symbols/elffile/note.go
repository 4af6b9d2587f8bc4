package elffile

import (
	"bytes"
	"debug/elf"
	"hash/crc32"
	"io"
	"os"
)

// Note is one ELF note.
type Note struct {
	Name string // without its NUL
	Type uint32
	Desc []byte // a slice of the notes given
}

// ntGNUBuildID is NT_GNU_BUILD_ID, the build-id under the owner "GNU".
const ntGNUBuildID = 3

// ParseNotes decodes as many whole notes as b begins with. Names and descriptions are padded to 4
// bytes, as the kernel and GNU tools write them on 64-bit machines too.
func ParseNotes(b []byte) []Note {
	var out []Note
	for len(b) >= 12 {
		n, d := uint64(le.Uint32(b)), uint64(le.Uint32(b[4:]))
		typ := le.Uint32(b[8:])
		b = b[12:]
		np, dp := (n+3)&^3, (d+3)&^3
		if np > uint64(len(b)) || d > uint64(len(b))-np {
			break
		}
		name := bytes.TrimRight(b[:n], "\x00")
		out = append(out, Note{Name: string(name[:min(len(name), maxName)]), Type: typ, Desc: b[np : np+d : np+d]})
		b = b[min(np+dp, uint64(len(b))):]
	}
	return out
}

// FindBuildID is the build-id among the notes in b, nil if there is none.
func FindBuildID(b []byte) []byte {
	for _, n := range ParseNotes(b) {
		if n.Name == "GNU" && n.Type == ntGNUBuildID && len(n.Desc) > 0 && len(n.Desc) <= 64 {
			return n.Desc
		}
	}
	return nil
}

// BuildID is the file's build-id, nil if it has none: from a SHT_NOTE section (.note.gnu.build-id in
// modules, .notes in vmlinux), or from a PT_NOTE segment if the section headers are gone.
func (f *File) BuildID() []byte {
	for i := range f.Sections {
		if f.Sections[i].Type == elf.SHT_NOTE {
			if id := FindBuildID(f.Raw(i)); id != nil {
				return bytes.Clone(id)
			}
		}
	}
	for _, s := range f.Segments {
		if s.Type == elf.PT_NOTE && len(f.Sections) == 0 {
			if id := FindBuildID(f.bytes(s.Off, s.FileSize)); id != nil {
				return bytes.Clone(id)
			}
		}
	}
	return nil
}

// DebugLink is the name and the CRC-32 in .gnu_debuglink; ok is false if there is none.
func (f *File) DebugLink() (name string, crc uint32, ok bool) {
	i := f.Index(".gnu_debuglink")
	if i < 0 {
		return "", 0, false
	}
	b := f.Raw(i)
	end := bytes.IndexByte(b, 0)
	at := (end + 4) &^ 3 // the NUL, then padding to a multiple of 4
	if end <= 0 || end > maxName || at+4 > len(b) {
		return "", 0, false
	}
	return string(b[:end]), le.Uint32(b[at:]), true
}

// FileCRC is the CRC-32 that .gnu_debuglink has of its debug file.
func FileCRC(path string) (uint32, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	h := crc32.NewIEEE()
	if _, err := io.Copy(h, f); err != nil {
		return 0, err
	}
	return h.Sum32(), nil
}
