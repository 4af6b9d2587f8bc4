package debuginfo

import (
	"debug/dwarf"
	"strconv"
	"strings"

	"kbreak/symbols/link"
)

// UnitInfo is what a unit says about itself (DWARF 5 §3.1.1).
type UnitInfo struct {
	Name     string // of the source file, as the compiler was given it
	Dir      string // compilation directory
	Producer string // the compiler and its options
	Language int    // DW_LANG_* code
	Version  int    // of DWARF
	Macros   bool   // it describes the preprocessor's macros

	// HasLists says that some variable of the unit has a list of locations: the compiler keeps track
	// of values while it moves them, from the first instruction of a function on.
	HasLists bool
}

// Codes of languages that somebody asks about (DWARF 5 §7.12).
const (
	LangC89       = 0x01
	LangC         = 0x02
	LangC99       = 0x0c
	LangRust      = 0x1c
	LangC11       = 0x1d
	LangAssembler = 0x8001
)

// Unit describes the unit that covers pc.
func (d *Data) Unit(pc link.Addr) (UnitInfo, error) {
	u, err := d.unitFor(pc)
	if err != nil {
		return UnitInfo{}, err
	}
	var e entry
	if err := u.entry(u.root, &e); err != nil {
		return UnitInfo{}, err
	}
	lang, _ := e.num(dwarf.AttrLanguage)
	macros := false
	for _, at := range []dwarf.Attr{dwarf.AttrMacroInfo, 0x79, 0x2119} { // DWARF 5 and GNU have other codes
		_, ok := e.value(at)
		macros = macros || ok
	}
	return UnitInfo{Name: u.name, Dir: u.compDir, Producer: e.text(dwarf.AttrProducer), Language: int(min(lang, maxOffset)),
		Version: u.version, Macros: macros, HasLists: u.abbrevs.hasLists(u.version)}, nil
}

// hasLists reports whether an abbreviation describes a variable by a list. Compilers write a table for
// each unit with nothing in it that the unit does not use.
func (t *abbrevTable) hasLists(version int) bool {
	list := func(a *abbrev) bool {
		if a.tag != dwarf.TagVariable && a.tag != dwarf.TagFormalParameter {
			return false
		}
		for _, s := range a.attrs {
			if s.at != dwarf.AttrLocation {
				continue
			}
			switch s.form {
			case formSecOffset, formLoclistx:
				return true
			case formData4, formData8:
				return version < 4
			}
		}
		return false
	}
	for i := range t.dense {
		if list(&t.dense[i]) {
			return true
		}
	}
	for _, a := range t.sparse {
		if list(a) {
			return true
		}
	}
	return false
}

// GCC is the version of the GCC that made the unit, as in "GNU C11 12.2.0 -O2"; false if another
// compiler did.
func (u UnitInfo) GCC() (major, minor int, ok bool) {
	rest, ok := strings.CutPrefix(u.Producer, "GNU ")
	if !ok {
		return 0, 0, false
	}
	for word := range strings.FieldsSeq(rest) {
		if before, after, dotted := strings.Cut(word, "."); dotted {
			major, err := strconv.Atoi(before)
			if err != nil {
				continue
			}
			after, _, _ = strings.Cut(after, ".")
			minor, _ = strconv.Atoi(after)
			return major, minor, true
		}
	}
	return 0, 0, false
}

// BlockAt identifies the innermost block around pc that has names of its own: a lexical block with
// variables or labels, an inlined function, or a function. Equal numbers mean the same block.
func (d *Data) BlockAt(pc link.Addr) (int, error) {
	scopes, err := d.Scopes(pc)
	if err != nil {
		return 0, err
	}
	s := &scopes[0]
	for i := len(s.blocks) - 1; i >= 0; i-- {
		named, err := s.u.hasNames(s.blocks[i])
		if named || err != nil {
			return s.blocks[i], err
		}
	}
	return s.die, nil
}

// hasNames reports whether something is declared in a block itself. A block of an inlined function
// has what its abstract instance has.
func (u *unit) hasNames(block int) (bool, error) {
	var e entry
	if err := u.entry(block, &e); err != nil {
		return false, err
	}
	named := false
	err := u.d.follow(&e, func(e *entry) bool {
		_ = e.u.children(e.off, func(c *entry) error {
			switch c.tag {
			case dwarf.TagLexDwarfBlock, dwarf.TagInlinedSubroutine, dwarf.TagCallSite, tagGNUCallSite:
				return nil
			}
			named = true
			return errStop
		})
		return named
	})
	return named, err
}
