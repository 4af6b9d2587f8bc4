package debuginfo

import (
	"debug/dwarf"
	"errors"

	"kbreak/symbols/link"
)

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
