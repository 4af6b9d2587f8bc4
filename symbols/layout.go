package symbols

import (
	"debug/elf"
	"fmt"
	"slices"
	"sort"

	"kbreak/symbols/elffile"
	"kbreak/symbols/link"
)

// The link addresses of a module's sections; doc.go says why.
const (
	layoutStart = 0x1000_0000
	layoutEnd   = 0x8000_0000
	layoutPage  = 0x1000
	layoutAlign = 0x20_0000 // an alignment above this is not honoured
)

// External symbols of a module: number i is at externStart + i*externStride + externStride/2, so that
// an addend of either sign leads back to the symbol.
const (
	externStart  = 1 << 40
	externStride = 1 << 24
)

// perCPUName reports whether a section is the template of per-CPU data (vmlinux.lds.h, PERCPU_SECTION;
// the name had one dot before 2.6.39).
func perCPUName(name string) bool { return name == ".data..percpu" || name == ".data.percpu" }

// part is one file of an image with the place of its sections.
type part struct {
	f       *elffile.File
	section []int32  // by section number: index in Image.sections, -1 if it is not there
	base    []uint64 // by section number: link address of a relocatable file's section; nil in a linked file

	contents contents
}

// layOut makes Image.sections from the headers of f, and its part.
func (im *Image) layOut(f *elffile.File) (*part, error) {
	p := &part{f: f, section: make([]int32, len(f.Sections))}
	if f.Type == elf.ET_REL {
		p.base = make([]uint64, len(f.Sections))
	}
	at := uint64(layoutStart)
	for i := range f.Sections {
		s := &f.Sections[i]
		p.section[i] = -1
		if !s.Alloc() || s.Type == elf.SHT_NULL || s.Flags&elf.SHF_TLS != 0 {
			continue
		}
		addr := s.Addr
		if p.base != nil {
			align := uint64(layoutPage)
			if s.Align > align && s.Align <= layoutAlign && s.Align&(s.Align-1) == 0 {
				align = s.Align
			}
			at = (at + align - 1) &^ (align - 1)
			if at >= layoutEnd || s.Size >= layoutEnd-at {
				return nil, fmt.Errorf("%s: section %s has %#x bytes: a module does not have that much", f.Path, s.Name, s.Size)
			}
			addr = at
			p.base[i] = addr
			at += s.Size + layoutPage
		}
		if addr+s.Size < addr {
			return nil, fmt.Errorf("%s: section %s at %#x with %#x bytes wraps around", f.Path, s.Name, addr, s.Size)
		}
		p.section[i] = int32(len(im.sections))
		im.sections = append(im.sections, Section{
			Name: s.Name, Index: i, Addr: LinkAddr(addr), Size: s.Size, Align: s.Align, Flags: s.Flags,
			PerCPU: perCPUName(s.Name),
		})
		// Before 6.15 the x86-64 per-CPU section is linked at 0 and stays there under KASLR
		// (01157ddc58dc2 removed that).
		if perCPUName(s.Name) && addr == 0 && p.base == nil {
			im.fixed = link.Range{Start: 0, End: LinkAddr(s.Size)}
		}
	}
	im.sortSections()
	return p, nil
}

func (im *Image) sortSections() {
	im.byAddr = make([]int32, 0, len(im.sections))
	for i := range im.sections {
		if im.sections[i].Size > 0 {
			im.byAddr = append(im.byAddr, int32(i))
		}
	}
	slices.SortStableFunc(im.byAddr, func(a, b int32) int {
		if x, y := im.sections[a].Addr, im.sections[b].Addr; x != y {
			if x < y {
				return -1
			}
			return 1
		}
		return 0
	})
}

// overlay makes the part of another file for the same code, whose sections are those of the image
// by name, occurrence and size.
func (im *Image) overlay(f *elffile.File) *part {
	type key struct {
		name string
		nth  int
	}
	have := make(map[key]int32, len(im.sections))
	count := make(map[string]int)
	for i := range im.sections {
		n := im.sections[i].Name
		have[key{n, count[n]}] = int32(i)
		count[n]++
	}
	clear(count)
	p := &part{f: f, section: make([]int32, len(f.Sections))}
	if f.Type == elf.ET_REL {
		p.base = make([]uint64, len(f.Sections))
	}
	for i := range f.Sections {
		s := &f.Sections[i]
		p.section[i] = -1
		if !s.Alloc() || s.Type == elf.SHT_NULL {
			continue
		}
		at, ok := have[key{s.Name, count[s.Name]}]
		count[s.Name]++
		if !ok || im.sections[at].Size != s.Size || p.base == nil && uint64(im.sections[at].Addr) != s.Addr {
			continue
		}
		p.section[i] = at
		if p.base != nil {
			p.base[i] = uint64(im.sections[at].Addr)
		}
	}
	return p
}

// sectionAt is the index in sections of the one that contains a, -1 if there is none.
func (im *Image) sectionAt(a LinkAddr) int {
	i := sort.Search(len(im.byAddr), func(i int) bool { return im.sections[im.byAddr[i]].Addr > a })
	if i == 0 {
		return -1
	}
	at := int(im.byAddr[i-1])
	if a-im.sections[at].Addr >= LinkAddr(im.sections[at].Size) {
		return -1
	}
	return at
}

// External finds the symbol behind a link address that stands for something outside of a module:
// DWARF of a module mentions the kernel's own objects, whose addresses no file of the module has.
// offset is relative to the symbol.
func (im *Image) External(a LinkAddr) (name string, offset int64, ok bool) {
	if im.Kind != Module || a < externStart {
		return "", 0, false
	}
	i := uint64(a-externStart) / externStride
	if i >= uint64(im.syms.n) {
		return "", 0, false
	}
	e := im.syms.at(int(i))
	if e.shndx != uint32(elf.SHN_UNDEF) || e.name == 0 {
		return "", 0, false
	}
	return string(im.syms.nameOf(&e)), int64(uint64(a) - externAddr(int(i))), true
}

func externAddr(i int) uint64 { return externStart + uint64(i)*externStride + externStride/2 }
