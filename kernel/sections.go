package kernel

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"kbreak/mem"
)

// ModuleFile is what a module's file says of its sections.
type ModuleFile struct {
	BuildID  []byte // nil if it has none
	Sections []FileSection
}

// FileSection is one section header of a module file, in the file's order.
type FileSection struct {
	Name  string
	Size  uint64
	Align uint64 // sh_addralign
	Alloc bool   // SHF_ALLOC
}

// maxSections bounds the sections of one module. Some built with a section for each function have
// thousands.
const maxSections = 16384

// maxAllSections bounds the sections of all modules together.
const maxAllSections = 1 << 18

// buildIDSection is where the build-id note of a module is.
const buildIDSection = ".note.gnu.build-id"

// sectionAttr is one element of the kernel's list of a module's sections.
type sectionAttr struct{ name, addr mem.Addr }

// readSections fills in the sections and the build-id of each module.
func (k *Kernel) readSections(ctx context.Context, r mem.Reader, l *moduleLayout, mods []*Module,
	file func(string, []byte) *ModuleFile) error {
	all := make([][]sectionAttr, len(mods))
	left := maxAllSections
	for i, m := range mods {
		if l.attrs == nil {
			m.Notes = append(m.Notes, "this kernel keeps no section addresses (CONFIG_KALLSYMS is off)")
			continue
		}
		if m.attrs == 0 {
			m.Notes = append(m.Notes, "it has no section addresses (yet)")
			continue
		}
		attrs, err := readAttrs(ctx, r, l.attrs, m.attrs, min(left, maxSections))
		left -= len(attrs)
		if err != nil {
			if !isFault(err) && !isListError(err) {
				return err
			}
			m.Notes = append(m.Notes, fmt.Sprintf("its section addresses: %v", err))
		}
		all[i] = attrs
	}
	var unnamed []int
	for i, m := range mods {
		if len(all[i]) == 0 {
			continue
		}
		ok, err := m.nameByFile(ctx, r, all[i], file)
		if err != nil {
			return err
		}
		if !ok {
			unnamed = append(unnamed, i)
		}
	}
	if err := readNames(ctx, r, mods, all, unnamed); err != nil {
		return err
	}
	for _, i := range unnamed {
		if err := mods[i].readBuildID(ctx, r); err != nil {
			return err
		}
	}
	for _, m := range mods {
		m.markFreed()
	}
	return nil
}

// readAttrs reads the list of a module's sections. Through a cache the head of the structure brings
// the elements with it, or most of them.
func readAttrs(ctx context.Context, r mem.Reader, l *attrLayout, at mem.Addr, limit int) ([]sectionAttr, error) {
	if bad := badNode(at); bad != "" {
		return nil, &ListError{"sect_attrs", at, bad}
	}
	head, err := mem.Bytes(ctx, r, at, int(l.head))
	if err != nil {
		return nil, err
	}
	w := window{0, head}
	if l.list.known() {
		return readAttrList(ctx, r, l, mem.Addr(w.uint(l.list)), limit)
	}
	n := w.uint(l.count)
	if n > uint64(limit) {
		return nil, &ListError{"sect_attrs", at, fmt.Sprintf("claims %d sections", n)}
	}
	p, err := mem.Bytes(ctx, r, at.Add(l.array), int(n)*int(l.elem))
	if err != nil {
		return nil, err
	}
	return l.decode(p), nil
}

func (l *attrLayout) decode(p []byte) []sectionAttr {
	var out []sectionAttr
	for ; int64(len(p)) >= l.elem; p = p[l.elem:] {
		w := window{0, p[:l.elem]}
		out = append(out, sectionAttr{mem.Addr(w.uint(l.name)), mem.Addr(w.uint(l.addr))})
	}
	return out
}

// readAttrList follows the list of pointers of 6.14. The pointers of the kernel's own making lead to
// neighbours in one array, which is then read at once.
func readAttrList(ctx context.Context, r mem.Reader, l *attrLayout, list mem.Addr, limit int) ([]sectionAttr, error) {
	var elems []mem.Addr
	for at, end := list, false; !end; {
		if bad := badNode(at); bad != "" {
			return nil, &ListError{"bin_attrs", at, bad}
		}
		// Up to a multiple of 512 bytes: the list is short, and what follows it may be unreadable.
		p, err := mem.Bytes(ctx, r, at, 512-int(at%512))
		if err != nil {
			return nil, err
		}
		for i := 0; i+8 <= len(p); i += 8 {
			e := mem.Addr(order.Uint64(p[i:]))
			if end = e == 0; end {
				break
			}
			if bad := badNode(e); bad != "" || len(elems) >= limit {
				return nil, &ListError{"bin_attrs", at.Add(int64(i)), "has the element " + e.String()}
			}
			elems = append(elems, e)
		}
		at = at.Add(int64(len(p)))
	}
	var out []sectionAttr
	for len(elems) > 0 {
		n := 1
		for n < len(elems) && elems[n] == elems[0].Add(int64(n)*l.elem) {
			n++
		}
		p, err := mem.Bytes(ctx, r, elems[0], n*int(l.elem))
		if err != nil {
			return out, err
		}
		out = append(out, l.decode(p)...)
		elems = elems[n:]
	}
	return out, nil
}

// notListed are sections whose SHF_ALLOC the loader clears, so that they get no address
// (rewrite_section_headers and percpu handling in kernel/module/main.c; the last two since 6.14).
var notListed = []string{".modinfo", "__versions", ".data..percpu", "__version_ext_crcs", "__version_ext_names"}

// listed are the sections of a file that the kernel lists, in order (sect_empty in
// kernel/module/sysfs.c). layout_symtab makes the symbol and the string table allocated.
func (f *ModuleFile) listed(symtab bool) []FileSection {
	var out []FileSection
	for _, s := range f.Sections {
		if symtab && (s.Name == ".symtab" || s.Name == ".strtab") {
			s.Alloc = true
		}
		if s.Alloc && s.Size > 0 && !slices.Contains(notListed, s.Name) {
			out = append(out, s)
		}
	}
	return out
}

// nameByFile names the sections in the order of the module's file. It is true only if that is
// consistent in every way that can be checked and the build-ids agree.
func (m *Module) nameByFile(ctx context.Context, r mem.Reader, attrs []sectionAttr,
	file func(string, []byte) *ModuleFile) (bool, error) {
	if file == nil {
		return false, nil
	}
	f := file(m.Name, m.BuildID)
	if f == nil {
		return false, nil
	}
	if m.BuildID != nil {
		if !sameID(m.BuildID, f.BuildID) {
			return false, nil
		}
		names, ok := m.match(f, attrs)
		if ok {
			m.Sections, m.SectionsFrom = names, "module file"
		}
		return ok, nil
	}
	sections, ok := m.match(f, attrs)
	if !ok {
		return false, nil
	}
	// The order fits. Only the build-id proves it, and it must lie where the file says it does.
	guess := &Module{Sections: sections}
	if err := guess.readBuildID(ctx, r); err != nil {
		return false, err
	}
	if guess.BuildID == nil || f.BuildID == nil {
		return false, nil
	}
	if sameID(guess.BuildID, f.BuildID) {
		m.BuildID, m.Sections, m.SectionsFrom = guess.BuildID, sections, "module file"
		return true, nil
	}
	// A file of another build. Its layout may have been close enough to find the true build-id.
	if f = file(m.Name, guess.BuildID); f == nil || !sameID(f.BuildID, guess.BuildID) {
		return false, nil
	}
	if sections, ok = m.match(f, attrs); ok {
		m.BuildID, m.Sections, m.SectionsFrom = guess.BuildID, sections, "module file"
	}
	return ok, nil
}

// sameID compares build-ids; the kernel pads short ones with zeros.
func sameID(a, b []byte) bool {
	if len(b) < len(a) {
		a, b = b, a
	}
	return len(a) > 0 && bytes.HasPrefix(b, a) && len(bytes.Trim(b[len(a):], "\x00")) == 0
}

// match pairs the addresses with the sections of a file, if they can belong together.
func (m *Module) match(f *ModuleFile, attrs []sectionAttr) ([]ModuleSection, bool) {
	for _, symtab := range []bool{true, false} {
		secs := f.listed(symtab)
		if len(secs) != len(attrs) {
			continue
		}
		out := make([]ModuleSection, len(secs))
		for i, s := range secs {
			a := attrs[i].addr
			if a < kernelHalf || (s.Align > 1 && uint64(a)%s.Align != 0) || !m.fits(s, a) {
				return nil, false
			}
			out[i] = ModuleSection{Name: s.Name, Addr: a}
		}
		return out, true
	}
	return nil, false
}

// initOnly reports whether a section is in the memory that is freed after the initialisation.
func initOnly(name string) bool {
	return strings.HasPrefix(name, ".init") || name == ".symtab" || name == ".strtab"
}

// fits reports whether a section of that size at a lies in the module.
func (m *Module) fits(s FileSection, a mem.Addr) bool {
	if initOnly(s.Name) {
		return true // may be freed
	}
	// The blocks before 6.4 are cut into adjoining spans, but no section crosses a cut.
	for _, sp := range m.Spans {
		if sp.Contains(a) && s.Size <= uint64(sp.End-a) {
			return true
		}
	}
	return false
}

// markFreed marks the sections that lie outside of the module's memory.
func (m *Module) markFreed() {
	for i, s := range m.Sections {
		m.Sections[i].Freed = !m.Contains(s.Addr)
	}
}

// readBuildID reads the build-id note, if its section is known. Only an error that is not about
// this module is returned.
func (m *Module) readBuildID(ctx context.Context, r mem.Reader) error {
	if m.BuildID != nil {
		return nil
	}
	s, ok := m.Section(buildIDSection)
	if !ok {
		return nil
	}
	p, err := mem.Bytes(ctx, r, s.Addr, 36) // header, "GNU", and the 20 bytes of SHA-1
	if err != nil {
		if !isFault(err) {
			return err
		}
		m.Notes = append(m.Notes, fmt.Sprintf("its build-id: %v", err))
		return nil
	}
	if n := order.Uint32(p[4:]); n > 20 && n <= maxBuildID {
		if longer, err := mem.Bytes(ctx, r, s.Addr, 16+int(n)); err == nil {
			p = longer
		}
	}
	_, m.BuildID = findBuildID(p)
	return nil
}
