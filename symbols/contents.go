package symbols

import (
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"kbreak/symbols/elffile"
)

var errClosed = errors.New("the image is closed")

// contents are the sections of one file that were asked for, ready to be read.
type contents struct {
	mu       sync.Mutex
	sections map[int]*loaded

	valuesOnce sync.Once
	values     []elffile.Value
	valuesOf   int // the symbol table that values are of
}

type loaded struct {
	once sync.Once
	data []byte
	err  error
}

// load is the section's contents, decompressed, and relocated if it is one of those that make sense
// only so. It is done once.
func (p *part) load(i int) ([]byte, error) {
	c := &p.contents
	c.mu.Lock()
	l := c.sections[i]
	if l == nil {
		l = new(loaded)
		if c.sections == nil {
			c.sections = make(map[int]*loaded)
		}
		c.sections[i] = l
	}
	c.mu.Unlock()
	l.once.Do(func() { l.data, l.err = p.read(i) })
	return l.data, l.err
}

func (p *part) read(i int) ([]byte, error) {
	data, private, err := p.f.Data(i)
	if err != nil || p.base == nil || !relocated(p.f.Sections[i].Name) {
		return data, err
	}
	rel, err := p.f.RelocSection(i)
	if err != nil || rel < 0 {
		return data, err
	}
	values, err := p.values(int(p.f.Sections[rel].Link))
	if err != nil {
		return nil, err
	}
	if !private {
		raw := data
		data = bytes.Clone(raw)
		p.f.Release(raw)
	}
	if err := p.f.Relocate(rel, data, p.base[i], values); err != nil {
		return nil, err
	}
	return data, nil
}

// relocated reports whether a module's section is read with its relocations applied. Code and data
// are not: what they hold is decided by where the kernel puts the module. (See [Space.CodeAt] for code.)
func relocated(name string) bool {
	for _, p := range []string{".debug_", ".zdebug_", ".orc_unwind", ".eh_frame"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return slices.Contains(siteSections, name)
}

// siteSections are tables of places in the code. They are made of link addresses, absolute or relative
// to the table.
var siteSections = []string{".altinstructions", "__jump_table", ".static_call_sites", ".parainstructions",
	"__mcount_loc", ".return_sites", ".retpoline_sites", ".call_sites", ".cfi_sites", ".ibt_endbr_seal", ".smp_locks"}

// values are the link addresses of the symbols in symbol table section symtab.
func (p *part) values(symtab int) ([]elffile.Value, error) {
	c := &p.contents
	c.valuesOnce.Do(func() {
		c.valuesOf = symtab
		t := symtabOf(p, symtab)
		if t == nil {
			return
		}
		c.values = make([]elffile.Value, t.n)
		for i := range c.values {
			e := t.at(i)
			if e.shndx == uint32(elf.SHN_UNDEF) {
				c.values[i] = elffile.Value{Addr: externAddr(i), Any: true}
				continue
			}
			c.values[i] = elffile.Value{Addr: e.value}
		}
		if t.n > 0 {
			c.values[0] = elffile.Value{} // the null symbol: relocations without a symbol
		}
	})
	if c.valuesOf != symtab || c.values == nil {
		return nil, fmt.Errorf("%s: relocations use section %d, which is not the symbol table", p.f.Path, symtab)
	}
	return c.values, nil
}

// symtabOf decodes section i of the file as a symbol table; nil if it is none.
func symtabOf(p *part, i int) *symtab {
	f := p.f
	if i <= 0 || i >= len(f.Sections) || f.Sections[i].Type != elf.SHT_SYMTAB || f.Sections[i].EntSize != symSize {
		return nil
	}
	raw := f.Raw(i)
	link := int(f.Sections[i].Link)
	if link >= len(f.Sections) || f.Sections[link].Type != elf.SHT_STRTAB {
		return nil
	}
	t := newSymtab(raw, f.Raw(link))
	t.section, t.base = p.section, p.base
	for j := range f.Sections {
		if f.Sections[j].Type == elf.SHT_SYMTAB_SHNDX && int(f.Sections[j].Link) == i {
			t.xindex = f.Raw(j)
			break
		}
	}
	return t
}

// codePart is the part that has the contents of the kernel's sections: the file itself, or for a
// debug file without them the file that it belongs to, which is opened at first use.
func (im *Image) codePart() (*part, error) {
	im.codeOnce.Do(func() {
		if im.code != nil || im.main == nil {
			return
		}
		f, err := im.openCode()
		if err != nil {
			im.codeErr = err
			return
		}
		im.code = im.overlay(f)
	})
	return im.code, im.codeErr
}

// SectionData is the contents of the first section of that name, allocated or not: decompressed,
// and for debug sections, ORC tables and tables of patch sites of a module relocated to link addresses. Other sections of a
// module are as they are in the file. The bytes are shared: do not change them. A *NotFoundError
// says that the image has no such section.
func (im *Image) SectionData(name string) ([]byte, error) {
	if im.main == nil {
		return nil, &NotFoundError{What: "section", Name: name, Where: im.path}
	}
	if i := im.main.f.Index(name); i >= 0 && im.main.f.Sections[i].HasContents() {
		return im.main.load(i)
	}
	if strings.HasPrefix(name, ".debug_") {
		if i := im.main.f.Index(".z" + name[1:]); i >= 0 {
			return im.main.load(i)
		}
	}
	code, err := im.codePart()
	if err == nil && code != nil && code != im.main {
		if i := code.f.Index(name); i >= 0 && code.f.Sections[i].HasContents() {
			return code.load(i)
		}
	}
	if im.main.f.Index(name) >= 0 {
		return nil, im.noContents(name)
	}
	return nil, &NotFoundError{What: "section", Name: name, Where: im.path}
}

func (im *Image) noContents(section string) error {
	err := fmt.Errorf("%s: section %s has no contents in this file", im.main.f.Path, section)
	if im.codeErr != nil {
		err = fmt.Errorf("%w (%w)", err, im.codeErr)
	}
	return err
}

// ReadStatic fills p with what the file has at a link address. It fails where the file has nothing:
// outside of the sections, in .bss, and in a debug file whose code file was not found. What it reads
// from a module has not been relocated, and what it reads from a vmlinux has not been patched, as
// the running kernel's code is.
func (im *Image) ReadStatic(a LinkAddr, p []byte) error {
	if im.main == nil {
		return fmt.Errorf("read %v: %s has symbols only", a, im.path)
	}
	for len(p) > 0 {
		at := im.sectionAt(a)
		if at < 0 {
			return fmt.Errorf("read %v: not in a section of %s", a, im.path)
		}
		b, err := im.static(at)
		if err != nil {
			return fmt.Errorf("read %v: %w", a, err)
		}
		off := uint64(a - im.sections[at].Addr)
		if off >= uint64(len(b)) {
			return fmt.Errorf("read %v: beyond the contents of section %s", a, im.sections[at].Name)
		}
		n := copy(p, b[off:])
		p, a = p[n:], a+LinkAddr(n)
	}
	return nil
}

// static is the raw contents of sections[at].
func (im *Image) static(at int) ([]byte, error) {
	if p, i := im.partOf(at); p != nil {
		return p.f.Raw(i), nil
	}
	return nil, im.noContents(im.sections[at].Name)
}
