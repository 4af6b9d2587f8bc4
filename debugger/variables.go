package debugger

import (
	"bytes"
	"context"
	"errors"

	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/debuginfo"
	"kbreak/symbols/expr"
	"kbreak/symbols/link"
)

// frameEnv answers what a DWARF expression asks about a physical frame (see [expr.Env]). It lives for
// one evaluation.
type frameEnv struct {
	expr.Nothing
	ctx   context.Context
	s     *Session
	f     *physFrame
	scope *debuginfo.Scope
	depth int // callers that were asked for entry values on the way here
}

// maxEntryDepth bounds how many callers an entry value may need: a call site's expression may ask
// for an entry value of its own frame.
const maxEntryDepth = 8

func (e *frameEnv) Reg(n int) (uint64, bool) {
	r, ok := e.s.arch.FromDWARF(n)
	if !ok {
		return 0, false
	}
	return e.f.regs.Get(r)
}

func (e *frameEnv) ReadMem(a mem.Addr, p []byte) error {
	return e.f.mem.ReadMem(e.ctx, a, p)
}

func (e *frameEnv) CFA() (mem.Addr, error) {
	cfa, ok, err := e.s.cfaOf(e.ctx, e.f)
	if err == nil && !ok {
		err = expr.Unavailablef("the frame's address is not known")
	}
	return cfa, err
}

func (e *frameEnv) FrameBase() (mem.Addr, error) {
	code, err := e.scope.FrameBase()
	if err != nil {
		return 0, expr.Unavailablef("%v", err)
	}
	return expr.EvalFrameBase(code, e.s.unit(), e)
}

func (e *frameEnv) Addr(a link.Addr) (mem.Addr, error) {
	if at, ok := e.f.placed.Addr(a); ok {
		return at, nil
	}
	if at, ok := e.s.space.External(e.f.placed, a); ok {
		return at, nil // a module's reference to the kernel or to another module
	}
	return 0, expr.Unavailablef("%v is in a section that is not loaded", a)
}

func (e *frameEnv) BaseType(die uint64) (expr.BaseType, error) {
	size, enc, err := e.scope.BaseType(die)
	return expr.BaseType{Size: size, Encoding: expr.Encoding(enc)}, err
}

func (e *frameEnv) AddrIndex(i uint64) (link.Addr, error) { return e.scope.AddrIndex(i) }

func (e *frameEnv) Procedure(die uint64, global bool) ([]byte, error) {
	return e.scope.Procedure(die, global)
}

// EntryValue computes in the caller's frame what the callee was given in a register.
func (e *frameEnv) EntryValue(code []byte) (uint64, error) {
	return e.given(func(p *debuginfo.CallParam) bool { return bytes.Equal(p.Location, code) })
}

// ParamRef is EntryValue for a parameter that has no register of its own: it is named by its DIE.
func (e *frameEnv) ParamRef(die uint64) (uint64, error) {
	at := e.scope.ParamOffset(die)
	return e.given(func(p *debuginfo.CallParam) bool { return p.Param != 0 && p.Param == at })
}

// given computes what the caller gave for the parameter that is meant.
func (e *frameEnv) given(meant func(*debuginfo.CallParam) bool) (uint64, error) {
	p, env, err := e.callParam(meant)
	if err != nil {
		return 0, err
	}
	return expr.EvalUint(p.Value, e.s.unit(), env)
}

// callParam finds the description of a parameter in the caller's call site (DWARF 5 §3.4), and the
// frame to evaluate it in. It holds only if that call is the one that made this frame: after a tail
// call another function stands here than the one that was called.
func (e *frameEnv) callParam(meant func(*debuginfo.CallParam) bool) (*debuginfo.CallParam, *frameEnv, error) {
	caller, err := e.s.callerOf(e.ctx, e.f)
	if err != nil {
		return nil, nil, err
	}
	if caller == nil || caller.data == nil {
		return nil, nil, expr.Unavailablef("the caller is not known")
	}
	if e.depth >= maxEntryDepth {
		return nil, nil, expr.Unavailablef("too many callers are involved")
	}
	site, err := e.s.callSite(caller)
	if errors.Is(err, debuginfo.ErrNone) {
		return nil, nil, expr.Unavailablef("the compiler does not describe the call in the caller")
	}
	if err != nil {
		return nil, nil, err
	}
	env := &frameEnv{ctx: e.ctx, s: e.s, f: caller, scope: site.Scope, depth: e.depth + 1}
	self, known := e.f.functionOf()
	called, err := e.s.target(caller.placed, site, env)
	switch {
	case err != nil || !known:
		return nil, nil, expr.Unavailablef("which function the caller called is not known")
	case called.entry != self.entry || called.placed != self.placed:
		return nil, nil, expr.Unavailablef("the caller called %s, which ended in a jump", called.name)
	}
	if err := e.s.mayTailCallItself(self); err != nil {
		return nil, nil, expr.Unavailablef("%v", err)
	}
	for i := range site.Params {
		if p := &site.Params[i]; meant(p) {
			return p, env, nil
		}
	}
	return nil, nil, expr.Unavailablef("the call in the caller says nothing about this parameter")
}

// unit gives the format of expressions.
func (s *Session) unit() expr.Unit { return expr.Unit{Arch: s.arch} }

// evaluate turns a variable into a value.
func (s *Session) evaluate(ctx context.Context, f *physFrame, scope *debuginfo.Scope, v *debuginfo.Variable) (value.Value, error) {
	if v.Const != nil {
		return value.FromBytes(v.Type, v.Const), nil
	}
	if v.Expr == nil {
		return value.Gone(v.Type, "the compiler keeps no value here"), nil
	}
	return value.Evaluate(v.Type, v.Expr, s.unit(), &frameEnv{ctx: ctx, s: s, f: f, scope: scope})
}
