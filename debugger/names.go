package debugger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kbreak/debugger/eval"
	"kbreak/debugger/value"
	"kbreak/symbols"
	"kbreak/symbols/ctype"
	"kbreak/symbols/debuginfo"
)

// Lookup finds what a name stands for, as gdb does: in the blocks around the frame's PC, the function's
// parameters, its file, and then everywhere, where what is visible from other files comes before what is
// not.
func (e *evalEnv) Lookup(ctx context.Context, n eval.Name) (eval.Symbol, error) {
	if l, ok := e.names[n]; ok {
		return l.sym, l.err
	}
	sym, err := e.lookup(ctx, n)
	e.names[n] = looked{sym, err}
	return sym, err
}

func (e *evalEnv) lookup(ctx context.Context, n eval.Name) (eval.Symbol, error) {
	switch n.Kind {
	case eval.Here:
		if sym, ok := e.local(n.Name); ok {
			return sym, nil
		}
	case eval.Inside:
		if !strings.ContainsAny(n.Scope, "./") {
			return e.inFunction(ctx, n)
		}
	}
	sym, ok, err := e.global(ctx, n)
	if !ok && err == nil && e.s.state == Stopped && !e.s.modules.fresh {
		e.s.sync(ctx) // it may be a module's, and modules come and go
		sym, ok, err = e.global(ctx, n)
	}
	if err != nil || ok {
		return sym, err
	}
	if len(e.s.space.Placements()) == 0 {
		return sym, ErrNoSymbol
	}
	switch {
	case n.Kind == eval.Inside, n.Kind == eval.Within:
		return sym, eval.Unknown(n.Name, nil, "No symbol \"%s\" in %s.", n.Name, n.Scope)
	}
	return sym, eval.Unknown(n.Name, e.near(n.Name), "No symbol \"%s\" in current context.", n.Name)
}

// local finds a variable or parameter of the selected function.
func (e *evalEnv) local(name string) (eval.Symbol, bool) {
	if e.scope == nil {
		return eval.Symbol{}, false
	}
	if !e.loaded {
		e.loaded = true
		vars, err1 := e.scope.Locals()
		params, err2 := e.scope.Params()
		e.locals = append(vars, params...)
		if err := errors.Join(err1, err2); err != nil {
			e.s.noticeOnce(fmt.Sprintf("variables of %s: %v", e.scope.Name, err))
		}
	}
	for i := range e.locals {
		if e.locals[i].Name == name {
			return e.variable(e.frame.phys, e.scope, &e.locals[i]), true
		}
	}
	return eval.Symbol{}, false
}

// variable is a variable of a function in a frame.
func (e *evalEnv) variable(f *physFrame, scope *debuginfo.Scope, v *debuginfo.Variable) eval.Symbol {
	return eval.Symbol{Type: v.Type, Value: func(ctx context.Context) (value.Value, error) {
		return e.s.evaluate(ctx, f, scope, v)
	}}
}

// inFunction finds a variable of a function that is named: a static one, or one of the nearest frame of
// that function from the selected one outwards.
func (e *evalEnv) inFunction(ctx context.Context, n eval.Name) (eval.Symbol, error) {
	known := false
	likely, _ := e.split(e.images(), n.Scope)
	for _, p := range likely {
		data, err := p.Image.Debug()
		if err != nil {
			continue
		}
		names, err := data.Names(ctx, n.Scope)
		if err != nil {
			return eval.Symbol{}, err
		}
		for _, f := range names {
			if f.Kind != debuginfo.KindFunction {
				continue
			}
			known = true
			vars, err := f.Statics()
			if err != nil {
				return eval.Symbol{}, err
			}
			scope, err := f.Scope()
			if err != nil {
				return eval.Symbol{}, err
			}
			for i := range vars {
				if v := &vars[i]; v.Name == n.Name {
					return eval.Symbol{Type: v.Type, Value: func(ctx context.Context) (value.Value, error) {
						return value.Evaluate(v.Type, v.Expr, e.s.unit(), &globalEnv{ctx: ctx, s: e.s, p: p, scope: scope, r: e.r})
					}}, nil
				}
			}
		}
	}
	if sym, ok, err := e.inFrame(ctx, n); ok || err != nil {
		return sym, err
	}
	if !known {
		return eval.Symbol{}, eval.Unknown(n.Scope, e.near(n.Scope), "No symbol \"%s\" in current context.", n.Scope)
	}
	return eval.Symbol{}, eval.Unknown(n.Name, nil, "No symbol \"%s\" in function \"%s\".", n.Name, n.Scope)
}

// inFrame finds a local variable in the nearest frame of a function.
func (e *evalEnv) inFrame(ctx context.Context, n eval.Name) (eval.Symbol, bool, error) {
	if e.frame == nil || e.frame.phys.thread == nil {
		return eval.Symbol{}, false, nil
	}
	tr, err := e.s.walk(ctx, e.frame.phys.thread, 0)
	if err != nil {
		return eval.Symbol{}, false, err
	}
	for _, f := range tr.frames[min(e.frame.Level, len(tr.frames)):] {
		scope := f.scopeOf()
		if scope == nil || scope.Name != n.Scope {
			continue
		}
		vars, _ := scope.Locals()
		params, err := scope.Params()
		if err != nil {
			return eval.Symbol{}, false, err
		}
		vars = append(vars, params...)
		for i := range vars {
			if vars[i].Name == n.Name {
				return e.variable(f.phys, scope, &vars[i]), true, nil
			}
		}
		break
	}
	return eval.Symbol{}, false, nil
}

// maxNearby bounds the names that a misspelled one is compared with.
const maxNearby = 4096

// near lists names that begin like one that does not exist.
func (e *evalEnv) near(name string) []string {
	var out []string
	for i := range e.locals {
		out = append(out, e.locals[i].Name)
	}
	for _, p := range e.nearby() {
		out = append(out, p.Image.Complete(likeness(name), maxNearby)...)
	}
	return append(out, e.nearNames(name)...)
}

// nearTags lists types of a kind whose tags begin like one that does not exist.
func (e *evalEnv) nearTags(k ctype.Kind, tag string) []string {
	return e.nearNames(tag, debuginfo.KindOf(k))
}

// nearNames lists names in the debug info, of any kind if none is given.
func (e *evalEnv) nearNames(name string, kinds ...debuginfo.Kind) []string {
	var out []string
	for _, p := range e.nearby() {
		if data, err := p.Image.Debug(); err == nil {
			names, err := data.CompleteName(context.Background(), likeness(name), maxNearby, kinds...)
			if err == nil {
				out = append(out, names...)
			}
		}
	}
	return out
}

// likeness is how names begin that are like one.
func likeness(name string) string { return name[:min(len(name), 3)] }

// nearby are the images whose names are compared with one that does not exist: the kernel's, and that of
// the frame.
func (e *evalEnv) nearby() []*symbols.Placement {
	return slices.DeleteFunc(slices.Clone(e.images()), func(p *symbols.Placement) bool {
		return p.Name != "" && (e.frame == nil || p != e.frame.phys.placed)
	})
}
