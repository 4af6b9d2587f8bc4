package elffile

import (
	"debug/elf"
	"fmt"
)

// RelocError is a relocation that cannot be applied.
type RelocError struct {
	Path    string
	Section string // the section that it would change
	Index   int    // in the relocation section
	Msg     string
}

func (e *RelocError) Error() string {
	return fmt.Sprintf("%s: relocation %d of section %s: %s", e.Path, e.Index, e.Section, e.Msg)
}

// howto is what a relocation type does: it stores S+A, or S+A-P, in size bytes.
type howto struct {
	size   uint8 // 0: nothing to do
	pcrel  bool
	signed bool // of a value of 4 bytes: it is sign-extended where it is used
	known  bool
}

const (
	relaSize = 24
	symSize  = 24
)

// howtos has the types that occur in debug sections and ORC tables.
// x86-64 psABI §4.4.1, table 4.9; AAELF64 §5.7.3 and 5.7.4.
func howtoOf(m elf.Machine, typ uint32) howto {
	switch m {
	case elf.EM_X86_64:
		switch elf.R_X86_64(typ) {
		case elf.R_X86_64_NONE:
			return howto{known: true}
		case elf.R_X86_64_64:
			return howto{size: 8, known: true}
		case elf.R_X86_64_PC64:
			return howto{size: 8, pcrel: true, known: true}
		case elf.R_X86_64_32:
			return howto{size: 4, known: true}
		case elf.R_X86_64_32S:
			return howto{size: 4, signed: true, known: true}
		case elf.R_X86_64_PC32, elf.R_X86_64_PLT32: // no PLT in the kernel: the symbol itself
			return howto{size: 4, pcrel: true, signed: true, known: true}
		}
	case elf.EM_AARCH64:
		switch elf.R_AARCH64(typ) {
		case elf.R_AARCH64_NONE, elf.R_AARCH64_NULL:
			return howto{known: true}
		case elf.R_AARCH64_ABS64:
			return howto{size: 8, known: true}
		case elf.R_AARCH64_PREL64:
			return howto{size: 8, pcrel: true, known: true}
		case elf.R_AARCH64_ABS32:
			return howto{size: 4, known: true}
		case elf.R_AARCH64_PREL32:
			return howto{size: 4, pcrel: true, signed: true, known: true}
		}
	}
	return howto{}
}

// Value is what a symbol of a relocatable file is worth.
type Value struct {
	Addr uint64
	Any  bool // undefined here: an overflow of its relocations means nothing
}

// RelocSection finds the relocation section for section target: -1 if there is none, and an error
// if there are several or it has another form than SHT_RELA.
func (f *File) RelocSection(target int) (int, error) {
	found := -1
	for i := range f.Sections {
		s := &f.Sections[i]
		if s.Type != elf.SHT_RELA && s.Type != elf.SHT_REL || int(s.Info) != target {
			continue
		}
		if s.Type == elf.SHT_REL || s.Flags&elf.SHF_COMPRESSED != 0 || s.EntSize != relaSize {
			return -1, f.errorf(s.Off, "relocations %s have an unsupported form", s.Name)
		}
		if found >= 0 {
			return -1, f.errorf(s.Off, "section %d has two relocation sections", target)
		}
		found = i
	}
	return found, nil
}

// Relocate applies relocation section rel to p, a private copy of the section that it is for. place
// is the address of p[0]; values has one entry for each symbol of the symbol table that rel uses.
func (f *File) Relocate(rel int, p []byte, place uint64, values []Value) error {
	target := "?"
	if t := int(f.Sections[rel].Info); t < len(f.Sections) {
		target = f.Sections[t].Name
	}
	relas := f.Raw(rel)
	fail := func(i int, format string, args ...any) error {
		return &RelocError{Path: f.Path, Section: target, Index: i, Msg: fmt.Sprintf(format, args...)}
	}
	if len(relas)%relaSize != 0 {
		return fail(len(relas)/relaSize, "truncated")
	}
	lastType := ^uint32(0)
	var how howto
	const block = 1 << 16 // entries, 1.5 MB: how much of the map is resident at a time
	for start := 0; start < len(relas); start += block * relaSize {
		part := relas[start:min(start+block*relaSize, len(relas))]
		for at := 0; at < len(part); at += relaSize {
			r := part[at : at+relaSize : at+relaSize]
			off, info, addend := le.Uint64(r), le.Uint64(r[8:]), le.Uint64(r[16:])
			if typ := uint32(info); typ != lastType {
				if how, lastType = howtoOf(f.Machine, typ), typ; !how.known {
					return fail((start+at)/relaSize, "unsupported type %d of %v", typ, f.Machine)
				}
			}
			if how.size == 0 {
				continue
			}
			if off > uint64(len(p)) || uint64(how.size) > uint64(len(p))-off {
				return fail((start+at)/relaSize, "offset %#x is outside of the section (%d bytes)", off, len(p))
			}
			sym := info >> 32
			if sym >= uint64(len(values)) {
				return fail((start+at)/relaSize, "symbol %d of %d", sym, len(values))
			}
			v := values[sym].Addr + addend
			if how.pcrel {
				v -= place + off
			}
			if how.size == 8 {
				le.PutUint64(p[off:], v)
				continue
			}
			fits := v>>32 == 0
			if how.signed {
				fits = uint64(int64(int32(v))) == v
			}
			if !fits && !values[sym].Any {
				return fail((start+at)/relaSize, "value %#x does not fit 32 bits", v)
			}
			le.PutUint32(p[off:], uint32(v))
		}
		f.Release(part)
	}
	return nil
}
