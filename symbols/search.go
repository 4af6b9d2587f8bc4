package symbols

import (
	"debug/elf"

	"kbreak/symbols/ctype"
)

// Match lists the symbols whose names match, in the order of the file.
func (im *Image) Match(match func(name string) bool) []Symbol {
	var out []Symbol
	for i := range im.syms.n {
		if e := im.syms.at(i); e.wanted() && match(string(im.syms.nameOf(&e))) {
			out = append(out, im.symbol(&e))
		}
	}
	return out
}

// IsCode reports whether a symbol is in a section of instructions, whatever its kind.
func (im *Image) IsCode(s Symbol) bool {
	for i := range im.sections {
		if im.sections[i].Index == s.Section {
			return im.sections[i].Flags&elf.SHF_EXECINSTR != 0
		}
	}
	return false
}

// TypesInBTF lists the types of BTF whose names match: what there is where the image has no DWARF. None is
// no error.
func (im *Image) TypesInBTF(match func(name string) bool) ([]*ctype.Type, error) {
	if b := im.loadBTF(); b != nil {
		return b.Search(match)
	}
	return nil, nil
}
