package debuginfo

import (
	"cmp"
	"debug/dwarf"
	"path"
	"strings"

	"kbreak/symbols/link"
)

// In reports whether the name is of the same unit as a scope: what a file defines for itself comes
// before what others define.
func (n Name) In(s *Scope) bool {
	return s != nil && s.u != nil && n.d == s.u.d && s.u.root <= n.die && n.die < s.u.end
}

// External reports whether other units can refer to what the name stands for (C's "static" is not set).
func (n Name) External() (bool, error) {
	var e entry
	if err := n.entry(&e); err != nil {
		return false, err
	}
	ext := false
	err := n.d.follow(&e, func(e *entry) bool { ext = e.flag(dwarf.AttrExternal); return ext })
	return ext, err
}

// File is the source file of the name's unit, as the compiler was given it.
func (n Name) File() (string, error) {
	if n.d == nil {
		return "", ErrNone
	}
	u, err := n.d.unitOf(n.die)
	if err != nil {
		return "", err
	}
	var e entry
	if err := u.entry(u.root, &e); err != nil {
		return "", err
	}
	return e.name(), nil
}

// FileMatches reports whether a user may mean the source file by name: the whole path, or the end of it.
func FileMatches(file, name string) bool {
	file, name = path.Clean(file), path.Clean(name)
	return file == name || strings.HasSuffix(file, "/"+name)
}

// Scope gives what the name's location expression refers to: its unit. It is no function and has no PC.
func (n Name) Scope() (*Scope, error) {
	if n.d == nil {
		return nil, ErrNone
	}
	u, err := n.d.unitOf(n.die)
	if err != nil {
		return nil, err
	}
	return &Scope{Name: n.Name, u: u, die: n.die, fn: n.die}, nil
}

// Const is the value of a variable that the compiler gave instead of a place, see [Variable.Const].
func (n Name) Const() ([]byte, error) {
	var e entry
	if err := n.entry(&e); err != nil || n.Kind != KindVariable {
		return nil, err
	}
	v, ok := e.value(dwarf.AttrConstValue)
	if !ok {
		return nil, nil
	}
	t, err := n.Type()
	return e.u.constant(v, t), err
}

// Entry is where a function begins; false if it exists only inlined.
func (n Name) Entry() (link.Addr, bool, error) {
	var e entry
	if err := n.entry(&e); err != nil || n.Kind != KindFunction {
		return 0, false, err
	}
	a := e.u.entryOf(&e)
	return a, a != 0, nil
}

// Statics lists the variables of a function and of all blocks in it that have one place whatever the PC:
// those that C calls static.
func (n Name) Statics() ([]Variable, error) {
	s, err := n.Scope()
	if err != nil || n.Kind != KindFunction {
		return nil, err
	}
	var out []Variable
	var visit func(off, depth int) error
	visit = func(off, depth int) error {
		if depth > maxScopeDepth {
			return &FormatError{".debug_info", off, "scopes nested too deep"}
		}
		return s.u.children(off, func(e *entry) error {
			switch e.tag {
			case dwarf.TagLexDwarfBlock:
				return visit(e.off, depth+1)
			case dwarf.TagVariable:
				if len(out) >= maxVariables {
					return nil
				}
				v, ok, err := s.variable(e)
				if ok && fixed(v.Expr) {
					out = append(out, v)
				}
				return err
			}
			return nil
		})
	}
	err = visit(n.die, 0)
	if len(out) > 0 || err != nil {
		return out, err
	}
	// Of a function that exists only inlined, and of some others, the abstract instance has them.
	var e entry
	if err := s.u.entry(n.die, &e); err != nil {
		return out, err
	}
	if o, ok := e.ref(dwarf.AttrAbstractOrigin); ok {
		u, uerr := s.u.d.unitOf(o)
		if uerr != nil {
			return out, uerr
		}
		s.u = u
		err = cmp.Or(visit(o, 0), err)
	}
	return out, err
}

// fixed reports whether an expression is an address by itself: DW_OP_addr, or its indexed forms.
func fixed(code []byte) bool {
	return len(code) > 0 && (code[0] == 0x03 || code[0] == 0xa1 || code[0] == 0xfb)
}
