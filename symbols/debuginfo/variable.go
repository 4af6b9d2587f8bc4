package debuginfo

import (
	"debug/dwarf"
	"errors"
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
}

// maxVariables bounds the variables of one scope.
const maxVariables = 4096

// Params lists the parameters of the function, in order.
func (s *Scope) Params() ([]Variable, error) { return s.variables(dwarf.TagFormalParameter) }

// Locals lists the local variables that are visible at the PC, those of the innermost block first,
// as gdb does. Variables of an outer block that an inner one hides are listed too. Within a block they
// are in the order of their declaration (gdb goes by its hash table, except in the outermost).
func (s *Scope) Locals() ([]Variable, error) { return s.variables(dwarf.TagVariable) }

func (s *Scope) variables(tag dwarf.Tag) ([]Variable, error) {
	l := lister{s: s, tag: tag}
	if tag == dwarf.TagVariable {
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
	tag dwarf.Tag
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
	case l.tag:
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

// CallSite is one call in a function, for computing what the callee was given (DWARF 5 §3.4).
type CallSite struct {
	Scope *Scope // the calling function, for the format of the expressions
	// Entry is the entry of the called function if the call is direct and the function is in the same
	// image's debug info; Target is its name if it is only declared here. Neither for other calls.
	Entry  link.Addr
	Target string
	// TargetExpr computes, in the caller's frame, the address that an indirect call goes to; nil if
	// the compiler does not say.
	TargetExpr []byte
	TailCall   bool      // a jump: it does not return here, but to the caller of this function
	Return     link.Addr // address after the call
	Params     []CallParam
}

// CallParam says what one parameter was at the call.
type CallParam struct {
	Param    int    // DIE of the parameter in .debug_info, 0 if it is not given
	Location []byte // where the callee gets it: DW_OP_regN, or DW_OP_bregN for the stack; nil if only Param says
	Value    []byte // computes the value in the caller's frame
}

// maxCallParams bounds the parameters of one call.
const maxCallParams = 64

// CallSite finds the call that returns to pc; [ErrNone] if the compiler describes none.
func (d *Data) CallSite(pc link.Addr) (*CallSite, error) {
	u, err := d.unitFor(pc - 1)
	if err != nil {
		return nil, err
	}
	fn, err := u.functionAt(pc - 1)
	if err != nil {
		return nil, err
	}
	site, err := u.findCall(fn, pc, 0)
	if err == nil && site == nil {
		err = ErrNone
	}
	if err != nil {
		return nil, err
	}
	site.Scope = &Scope{u: u, die: fn, fn: fn, pc: pc - 1}
	return site, nil
}

// maxTailCalls bounds the tail calls listed of one function.
const maxTailCalls = 1024

// TailCalls lists the calls of the function that covers pc that are jumps: its last act.
func (d *Data) TailCalls(pc link.Addr) ([]*CallSite, error) {
	u, err := d.unitFor(pc)
	if err != nil {
		return nil, err
	}
	fn, err := u.functionAt(pc)
	if err != nil {
		return nil, err
	}
	var out []*CallSite
	err = u.tailCalls(fn, 0, &out)
	for _, site := range out {
		site.Scope = &Scope{u: u, die: fn, fn: fn, pc: site.Return - 1}
	}
	return out, err
}

func (u *unit) tailCalls(off, depth int, out *[]*CallSite) error {
	if depth > maxScopeDepth {
		return &FormatError{".debug_info", off, "scopes nested too deep"}
	}
	return u.children(off, func(e *entry) error {
		switch e.tag {
		case dwarf.TagCallSite, tagGNUCallSite:
			if len(*out) >= maxTailCalls || !e.flag(dwarf.AttrCallTailCall) && !e.flag(attrGNUTailCall) {
				return nil
			}
			site, err := u.callSite(e)
			if err == nil {
				*out = append(*out, site)
			}
			return err
		case dwarf.TagLexDwarfBlock, dwarf.TagInlinedSubroutine:
			return u.tailCalls(e.off, depth+1, out)
		}
		return nil
	})
}

func (u *unit) findCall(off int, pc link.Addr, depth int) (*CallSite, error) {
	if depth > maxScopeDepth {
		return nil, &FormatError{".debug_info", off, "scopes nested too deep"}
	}
	var site *CallSite
	err := u.children(off, func(e *entry) error {
		switch e.tag {
		case dwarf.TagCallSite, tagGNUCallSite:
			v, ok := e.value(dwarf.AttrCallReturnPC)
			if !ok {
				v, ok = e.value(dwarf.AttrLowpc) // GNU form
			}
			if !ok || v.u != uint64(pc) {
				return nil
			}
			var err error
			if site, err = u.callSite(e); err != nil {
				return err
			}
			return errStop
		case dwarf.TagLexDwarfBlock, dwarf.TagInlinedSubroutine:
			in, err := u.contains(e, pc-1)
			if err != nil || !in {
				return err
			}
			if site, err = u.findCall(e.off, pc, depth+1); err != nil {
				return err
			}
			if site != nil {
				return errStop
			}
		}
		return nil
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return site, err
}

const (
	tagGNUCallSite      dwarf.Tag  = 0x4109
	tagGNUCallSiteParam dwarf.Tag  = 0x410a
	attrGNUCallValue    dwarf.Attr = 0x2111
	attrGNUCallTarget   dwarf.Attr = 0x2113
	attrGNUTailCall     dwarf.Attr = 0x2115
	attrCallParameter   dwarf.Attr = dwarf.AttrCallParameter
)

// callTarget takes the called function from its DIE. An abstract instance, which has no address, says
// nothing: it may have been cloned.
func (u *unit) callTarget(off int, site *CallSite) error {
	var err error
	if off < u.root || off >= u.end {
		if u, err = u.d.unitOf(off); err != nil {
			return err
		}
	}
	var t entry
	if err := u.entry(off, &t); err != nil {
		return err
	}
	if t.flag(dwarf.AttrDeclaration) {
		if site.Target = t.text(dwarf.AttrLinkageName); site.Target == "" {
			site.Target = t.name()
		}
		return nil
	}
	if v, ok := t.value(dwarf.AttrLowpc); ok {
		site.Entry = link.Addr(v.u)
		return nil
	}
	return u.ranges(&t, func(r link.Range) bool {
		site.Entry = r.Start
		return false
	})
}

func (u *unit) callSite(e *entry) (*CallSite, error) {
	site := &CallSite{TailCall: e.flag(dwarf.AttrCallTailCall) || e.flag(attrGNUTailCall)}
	if v, ok := e.value(dwarf.AttrCallReturnPC); ok {
		site.Return = link.Addr(v.u)
	} else if v, ok := e.value(dwarf.AttrLowpc); ok {
		site.Return = link.Addr(v.u)
	}
	for _, at := range []dwarf.Attr{dwarf.AttrCallTarget, attrGNUCallTarget} {
		if v, ok := e.value(at); ok {
			site.TargetExpr = v.b
		}
	}
	off, ok := e.ref(dwarf.AttrCallOrigin)
	if !ok {
		off, ok = e.ref(dwarf.AttrAbstractOrigin)
	}
	if ok {
		if err := u.callTarget(off, site); err != nil {
			return nil, err
		}
	}
	err := u.children(e.off, func(e *entry) error {
		if e.tag != dwarf.TagCallSiteParameter && e.tag != tagGNUCallSiteParam || len(site.Params) >= maxCallParams {
			return nil
		}
		loc, ok1 := e.value(dwarf.AttrLocation)
		val, ok2 := e.value(dwarf.AttrCallValue)
		if !ok2 {
			val, ok2 = e.value(attrGNUCallValue)
		}
		_, ok3 := e.ref(attrCallParameter)
		if _, ok := e.ref(dwarf.AttrAbstractOrigin); ok {
			ok3 = true
		}
		if (ok1 || ok3) && ok2 {
			if !ok1 {
				loc = &value{}
			}
			var ok bool
			p := CallParam{Location: loc.b, Value: val.b}
			if p.Param, ok = e.ref(attrCallParameter); !ok {
				p.Param, _ = e.ref(dwarf.AttrAbstractOrigin)
			}
			site.Params = append(site.Params, p)
		}
		return nil
	})
	return site, err
}
