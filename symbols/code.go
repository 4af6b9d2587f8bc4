package symbols

import (
	"bytes"
	"debug/elf"

	"kbreak/mem"
	"kbreak/symbols/elffile"
)

// Code is a section of code as the kernel finds it in the file, before it patches anything.
type Code struct {
	Section Section
	Start   mem.Addr // where Data begins
	Data    []byte   // of a module, relocated to where its sections are; shared: do not change it
	// Slide is what is added to each address in the code of a linked image. Data does not have it: a
	// vmlinux need not tell where its code has addresses.
	Slide int64

	other []byte // Data with other values for symbols that are not known; nil if all are
}

// Known reports whether it is known what the loader makes of Data[i]: not so for references of a module
// to symbols that no file has.
func (c *Code) Known(i int) bool { return c.other == nil || c.other[i] == c.Data[i] }

// CodeAt gives the section of code that a is in. The error is a *NotFoundError if a is in none that a
// file describes.
func (s *Space) CodeAt(a mem.Addr) (*Code, error) {
	p, l, ok := s.Find(a)
	if !ok || p.Image == nil || p.Image.main == nil {
		return nil, &NotFoundError{What: "code", Name: a.String()}
	}
	im := p.Image
	at := im.sectionAt(l)
	if at < 0 || im.sections[at].Flags&elf.SHF_EXECINSTR == 0 {
		return nil, &NotFoundError{What: "code", Name: a.String(), Where: im.path}
	}
	c := &Code{Section: im.sections[at]}
	c.Start = a.Add(-int64(l - c.Section.Addr))
	var err error
	if c.Data, err = im.static(at); err != nil {
		return nil, err
	}
	if im.Kind == Module {
		return c, s.relocateCode(p, at, c)
	}
	c.Slide = c.Start.Sub(mem.Addr(c.Section.Addr))
	return c, nil
}

// relocateCode applies a module's relocations to c, as apply_relocate_add in arch/x86/kernel/module.c
// does.
func (s *Space) relocateCode(p *Placement, at int, c *Code) error {
	part, number := p.Image.partOf(at)
	if part == nil {
		return nil
	}
	rel, err := part.f.RelocSection(number)
	if err != nil || rel < 0 {
		return err
	}
	t := symtabOf(part, int(part.f.Sections[rel].Link))
	if t == nil {
		return nil
	}
	values, complete := s.runtimeValues(p, t)
	c.Data = bytes.Clone(c.Data)
	if !complete {
		c.other = bytes.Clone(c.Data)
	}
	if err := part.f.Relocate(rel, c.Data, uint64(c.Start), values); err != nil || complete {
		return err
	}
	// What differs when the unknown symbols are elsewhere depends on them.
	for i := range values {
		if values[i].Any {
			values[i].Addr ^= 0x5555_5555_5555_5555
		}
	}
	return part.f.Relocate(rel, c.other, uint64(c.Start), values)
}

// partOf is the file that has the contents of sections[at], and the section's number in it.
func (im *Image) partOf(at int) (*part, int) {
	i := im.sections[at].Index
	if im.main.f.Sections[i].HasContents() {
		return im.main, i
	}
	if code, err := im.codePart(); err == nil && code != nil && code != im.main {
		for j, s := range code.section {
			if int(s) == at && code.f.Sections[j].HasContents() {
				return code, j
			}
		}
	}
	return nil, 0
}

// runtimeValues are the addresses that the running kernel gave to a module's symbols; Any is set for
// those that are not known, and complete is false if there are any.
func (s *Space) runtimeValues(p *Placement, t *symtab) (values []elffile.Value, complete bool) {
	values, complete = make([]elffile.Value, t.n), true
	for i := 1; i < t.n; i++ { // symbol 0 stands for relocations without one
		e := t.at(i)
		var a mem.Addr
		var ok bool
		switch {
		case e.shndx == uint32(elf.SHN_UNDEF):
			a, ok = s.exported(string(t.nameOf(&e)))
		case e.section >= 0:
			a, ok = p.Addr(LinkAddr(e.value))
		default:
			a, ok = mem.Addr(e.value), e.shndx == uint32(elf.SHN_ABS)
		}
		values[i] = elffile.Value{Addr: uint64(a), Any: !ok}
		complete = complete && ok
	}
	return values, complete
}

// exported is the symbol that a module means by a name.
func (s *Space) exported(name string) (mem.Addr, bool) {
	for _, c := range s.Lookup(name) {
		if c.Binding != Local {
			return c.Addr, true
		}
	}
	return 0, false
}

// CodeSpans are where the sections of code are that files describe, in no order.
func (s *Space) CodeSpans() []mem.Span {
	var out []mem.Span
	for _, p := range s.load().placements {
		if p.Image == nil || p.Image.main == nil {
			continue
		}
		for i := range p.Image.sections {
			sec := &p.Image.sections[i]
			if sec.Flags&elf.SHF_EXECINSTR == 0 || sec.Size == 0 {
				continue
			}
			if a, ok := p.Addr(sec.Addr); ok {
				out = append(out, mem.Span{Start: a, End: a.Add(int64(sec.Size))})
			}
		}
	}
	return out
}
