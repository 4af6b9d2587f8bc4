package debuginfo

import (
	"debug/dwarf"
	"slices"

	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

// Variable is a parameter or a local variable of a [Scope], at its PC.
type Variable struct {
	Name  string
	Type  *ctype.Type
	Param bool
	Line  int // of its declaration; 0 if unknown

	// Expr computes where the value is (DWARF 5 §2.6); nil where it is not available at this PC.
	Expr []byte
	// Const is the value itself where the compiler gave it as DW_AT_const_value, in the byte order
	// of the target and with the size of the type; nil otherwise.
	Const []byte
	// Entry is the parameter's Expr at the entry of the concrete function, where it still is what the
	// caller gave: compare it with the CallParams of the caller's [CallSite]. nil for locals, and where
	// there is none. gdb has such values for the parameters of inlined functions too.
	Entry []byte

	loc     value // DW_AT_location
	locUnit *unit // nil where there is none
}

// Place is where a variable is while the PC is in a range.
type Place struct {
	link.Range        // empty: in all of the scope
	Expr       []byte // see [Variable].Expr
}

// Places lists where a variable is, in the order of the debug info, whatever the PC of its scope. There
// are none of one that was optimised away, or that has its value in Const.
func (v *Variable) Places() ([]Place, error) {
	if v.locUnit == nil {
		return nil, nil
	}
	if v.loc.class == classExpr || v.loc.class == classBlock {
		if len(v.loc.b) == 0 {
			return nil, nil
		}
		return []Place{{Expr: v.loc.b}}, nil
	}
	var out []Place
	err := v.locUnit.list(&v.loc, true, func(e listEntry) bool {
		if len(e.expr) > 0 && (e.fallback || e.lo < e.hi) {
			out = append(out, Place{link.Range{Start: link.Addr(e.lo), End: link.Addr(e.hi)}, e.expr})
		}
		return len(out) < maxPlaces
	})
	return out, err
}

// maxPlaces bounds the places of one variable; the most in Linux 6.1 are some hundreds.
const maxPlaces = 1 << 14

// maxVariables bounds the variables of one scope.
const maxVariables = 4096

// Params lists the parameters of the function, in order.
func (s *Scope) Params() ([]Variable, error) { return s.variables(dwarf.TagFormalParameter) }

// DeclaredParams lists the parameters in the order of the source. In a copy that was inlined the
// optimiser may have left them in another order, and some of them to the abstract instance.
func (s *Scope) DeclaredParams() ([]Variable, error) {
	list, err := s.Params()
	if err != nil {
		return list, err
	}
	var e entry
	if err := s.u.entry(s.die, &e); err != nil {
		return list, err
	}
	origin, ok := e.ref(dwarf.AttrAbstractOrigin)
	if !ok {
		return list, nil
	}
	u := s.u
	if origin < u.root || origin >= u.end {
		if u, err = u.d.unitOf(origin); err != nil {
			return list, err
		}
	}
	order := make(map[string]int)
	err = u.children(origin, func(e *entry) error {
		if e.tag == dwarf.TagFormalParameter && len(order) < maxVariables {
			order[e.name()] = len(order)
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b Variable) int { return order[a.Name] - order[b.Name] })
	return list, err
}

// Variables lists the parameters and local variables that are visible at the PC: those of the innermost
// block first, of each block in the order of the debug info.
func (s *Scope) Variables() ([]Variable, error) { return s.variables(0) }

// Locals lists the local variables that are visible at the PC, those of the innermost block first,
// as gdb does. Variables of an outer block that an inner one hides are listed too. Within a block they
// are in the order of their declaration (gdb goes by its hash table, except in the outermost).
func (s *Scope) Locals() ([]Variable, error) { return s.variables(dwarf.TagVariable) }

func (s *Scope) variables(tag dwarf.Tag) ([]Variable, error) {
	l := lister{s: s, tag: tag}
	if tag != dwarf.TagFormalParameter {
		for i := len(s.blocks) - 1; i >= 0; i-- {
			if err := l.scope(s.blocks[i]); err != nil {
				return l.out, err
			}
		}
	}
	return l.out, l.scope(s.die)
}

// lister collects the variables of a scope, as gdb's reader does (read_lexical_block_scope and
// inherit_abstract_dies in gdb/dwarf2/read.c): what a block with code declares, in the order of the
// file, and then what its abstract instance has and it has not, which is what the optimiser left
// nothing of. A block without code, which it optimised away as a block, adds to the block around it.
type lister struct {
	s   *Scope
	tag dwarf.Tag // 0: variables and parameters
	out []Variable
}

// scope lists what a function or block with code declares.
func (l *lister) scope(die int) error {
	u := l.s.u
	var origins []int // DIEs of the abstract instance that have a concrete one
	var e entry
	if err := u.entry(die, &e); err != nil {
		return err
	}
	origin, inherits := e.ref(dwarf.AttrAbstractOrigin)
	err := u.children(die, func(e *entry) error {
		if o, ok := e.ref(dwarf.AttrAbstractOrigin); ok && inherits && e.tag != dwarf.TagCallSite && e.tag != tagGNUCallSite {
			origins = append(origins, o)
		}
		return l.child(e, 0)
	})
	if err != nil || !inherits {
		return err
	}
	slices.Sort(origins)
	if origin < u.root || origin >= u.end {
		if u, err = u.d.unitOf(origin); err != nil {
			return err
		}
	}
	return u.children(origin, func(e *entry) error {
		if _, has := slices.BinarySearch(origins, e.off); has {
			return nil
		}
		return l.child(e, 0)
	})
}

// child adds a DIE that stands in a scope: a variable, or a block without code of its own.
func (l *lister) child(e *entry, depth int) error {
	if len(l.out) >= maxVariables || depth > maxScopeDepth {
		return nil
	}
	switch e.tag {
	case dwarf.TagVariable, dwarf.TagFormalParameter:
		if l.tag != 0 && e.tag != l.tag {
			return nil
		}
		v, ok, err := l.s.variable(e)
		if ok {
			l.out = append(l.out, v)
		}
		return err
	case dwarf.TagLexDwarfBlock:
		_, ranges := e.value(dwarf.AttrRanges)
		_, low := e.value(dwarf.AttrLowpc)
		if !ranges && !low {
			return e.u.children(e.off, func(e *entry) error { return l.child(e, depth+1) })
		}
	}
	return nil
}

// variable describes one variable; false for one that is only declared here, or has no name.
func (s *Scope) variable(e *entry) (Variable, bool, error) {
	v := Variable{Param: e.tag == dwarf.TagFormalParameter}
	var typ int
	var typUnit, locUnit *unit
	var con, loc value
	declared := false
	err := s.u.d.follow(e, func(e *entry) bool {
		if v.Name == "" {
			v.Name = e.name()
		}
		if n, ok := e.num(dwarf.AttrDeclLine); ok && v.Line == 0 {
			v.Line = int(min(n, maxOffset))
		}
		if t, ok := e.ref(dwarf.AttrType); ok && typUnit == nil {
			typ, typUnit = t, e.u
		}
		if c, ok := e.value(dwarf.AttrConstValue); ok && con.class == classNone {
			con = *c
		}
		if l, ok := e.value(dwarf.AttrLocation); ok && locUnit == nil {
			loc, locUnit = *l, e.u
		}
		declared = declared || e.flag(dwarf.AttrDeclaration) || e.flag(dwarf.AttrExternal)
		return false
	})
	if err != nil || v.Name == "" {
		return v, false, err
	}
	if con.class == classNone && locUnit == nil && declared {
		return v, false, nil // "extern int x;" in a function
	}
	if typUnit != nil {
		if v.Type, err = typUnit.typeAt(typ); err != nil {
			return v, false, err
		}
	}
	if con.class != classNone {
		v.Const = s.u.constant(&con, v.Type)
		return v, true, nil
	}
	if locUnit == nil {
		return v, true, nil
	}
	v.loc, v.locUnit = loc, locUnit
	if v.Expr, err = locUnit.locationAt(&loc, s.pc, s.entry); err == nil && v.Param && s.entry != 0 {
		v.Entry, err = locUnit.locationAt(&loc, s.entry, s.entry)
	}
	return v, err == nil, err
}

// constant gives a DW_AT_const_value the size of its type.
func (u *unit) constant(v *value, t *ctype.Type) []byte {
	if v.class == classBlock || v.class == classExpr || v.class == classString {
		return v.b
	}
	size := 8
	if t != nil {
		if n := t.Strip().Size; n > 0 && n <= 16 {
			size = int(n)
		}
	}
	b := make([]byte, max(size, 8))
	u.d.order.PutUint64(b, v.u)
	if v.class == classSigned && int64(v.u) < 0 {
		for i := 8; i < len(b); i++ {
			b[i] = 0xff
		}
	}
	return b[:size]
}
