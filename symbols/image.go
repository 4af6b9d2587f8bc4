package symbols

import (
	"debug/elf"
	"errors"
	"sync"

	"kbreak/symbols/elffile"
	"kbreak/symbols/link"
)

// ImageKind is what sort of file an [Image] is.
type ImageKind uint8

const (
	Vmlinux   ImageKind = iota // linked: ET_EXEC, or ET_DYN for a relocatable kernel
	Module                     // relocatable: ET_REL
	SystemMap                  // names and addresses as text
)

func (k ImageKind) String() string { return [...]string{"vmlinux", "module", "System.map"}[k] }

// Section is a part of an image that the running kernel has, or had while it started.
type Section struct {
	Name   string
	Index  int // in the section header table of the file that the headers are from
	Addr   LinkAddr
	Size   uint64 // bytes
	Align  uint64 // bytes; 0 or 1 means any
	Flags  elf.SectionFlag
	PerCPU bool // a template: each CPU has a copy elsewhere
}

func (s *Section) end() LinkAddr { return s.Addr + LinkAddr(s.Size) }

// Image is one vmlinux, module or System.map. It is safe for concurrent use until Close.
type Image struct {
	Kind ImageKind

	path      string
	debugPath string
	opt       OpenOptions
	buildID   []byte

	main *part // section headers, debug sections; nil for a System.map
	code *part // contents of the kernel's sections, if known at opening; may be main

	codeOnce sync.Once
	codeErr  error

	closeOnce sync.Once
	closeErr  error

	sections []Section // SHF_ALLOC, in file order
	byAddr   []int32   // indexes in sections, by address
	fixed    link.Range
	syms     *symtab
	text     *elffile.Mapping // of a System.map

	tables tables
}

// Name is what messages call the image: its path.
func (im *Image) Name() string { return im.path }

// Path is the file that was opened.
func (im *Image) Path() string { return im.path }

// DebugPath is the separate debug file in use, "" if there is none.
func (im *Image) DebugPath() string { return im.debugPath }

// BuildID is the GNU build-id, nil if the file has none.
func (im *Image) BuildID() []byte { return im.buildID }

// Machine is the architecture that the file is for; EM_NONE for a System.map.
func (im *Image) Machine() elf.Machine {
	if im.main == nil {
		return elf.EM_NONE
	}
	return im.main.f.Machine
}

// Sections are the sections that the kernel loads, in file order. The slice is shared: do not
// change it. A System.map has a few without names, made of its boundary symbols (_text, _etext, _end).
func (im *Image) Sections() []Section { return im.sections }

// Section finds a section that the kernel loads by name, the first one of several.
func (im *Image) Section(name string) (Section, bool) {
	for i := range im.sections {
		if im.sections[i].Name == name {
			return im.sections[i], true
		}
	}
	return Section{}, false
}

// HasSymbols reports whether the image has a symbol table.
func (im *Image) HasSymbols() bool { return im.syms.n > 0 }

// HasDebugInfo reports whether the image has DWARF.
func (im *Image) HasDebugInfo() bool { return im.main != nil && hasDebugInfo(im.main.f) }

// Note says in a few words what the image lacks, "" if it is complete.
func (im *Image) Note() string {
	switch {
	case im.Kind == SystemMap:
		return "symbols only (System.map): no sections, types, lines or unwind tables"
	case !im.HasSymbols() && !im.HasDebugInfo():
		return "no symbols, no debug info"
	case !im.HasSymbols():
		return "no symbols"
	case !im.HasDebugInfo():
		return "symbols only: no debug info"
	}
	return ""
}

// Close gives the files back. Nothing that came from the image may be used after it, except values
// that were copied out: symbols, sections, names. Closing again does nothing.
func (im *Image) Close() error {
	im.codeOnce.Do(func() { im.codeErr = errClosed })
	im.closeOnce.Do(func() {
		var errs []error
		if im.main != nil {
			errs = append(errs, im.main.f.Close())
		}
		if im.code != nil && im.code != im.main {
			errs = append(errs, im.code.f.Close())
		}
		if im.text != nil {
			errs = append(errs, im.text.Close())
		}
		im.closeErr = errors.Join(errs...)
	})
	return im.closeErr
}
