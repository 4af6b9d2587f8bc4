package debugger

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"kbreak/debugger/eval"
	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/ctype"
	"kbreak/symbols/debuginfo"
	"kbreak/symbols/expr"
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

// namesake is a name in the debug info of a placed image.
type namesake struct {
	n debuginfo.Name
	p *symbols.Placement
}

// global finds a name of file scope, or a symbol without debug info.
func (e *evalEnv) global(ctx context.Context, n eval.Name) (eval.Symbol, bool, error) {
	images, file := e.images(), ""
	if slices.ContainsFunc(images, e.s.isModule) && !e.s.modules.fresh {
		e.s.sync(ctx)
		images = e.images()
	}
	switch n.Kind {
	case eval.Within:
		if only := slices.DeleteFunc(slices.Clone(images), func(p *symbols.Placement) bool { return !named(p, n.Scope) }); len(only) > 0 {
			images = only
		} else {
			file = n.Scope
		}
	case eval.Inside:
		file = n.Scope
	}
	for _, p := range e.searched(images, n, file) {
		data, err := p.Image.Debug()
		if err != nil {
			continue
		}
		names, err := data.Names(ctx, n.Name)
		if err != nil {
			return eval.Symbol{}, false, err
		}
		var candidates []namesake
		for _, x := range names {
			if file != "" {
				unit, err := x.File()
				declared, _, err2 := x.Declared()
				if (err != nil || !debuginfo.FileMatches(unit, file)) && (err2 != nil || !debuginfo.FileMatches(declared, file)) {
					continue
				}
			}
			candidates = append(candidates, namesake{x, p})
		}
		e.order(n, candidates)
		for _, c := range candidates {
			if sym, ok, err := e.symbolOf(ctx, c); ok || err != nil {
				return sym, ok, err
			}
		}
		if sym, ok := e.btfType(p, n); ok {
			return sym, true, nil
		}
	}
	if file != "" {
		return eval.Symbol{}, false, nil
	}
	return e.undebugged(images, n)
}

// searched leaves out the modules that cannot have a name: going through the debug info of all of them
// for each misspelling takes seconds.
func (e *evalEnv) searched(images []*symbols.Placement, n eval.Name, file string) []*symbols.Placement {
	if file != "" {
		return images
	}
	return slices.DeleteFunc(slices.Clone(images), func(p *symbols.Placement) bool {
		return p.Name != "" && len(images) > 1 && (e.frame == nil || p != e.frame.phys.placed) && len(p.Image.Lookup(n.Name)) == 0
	})
}

// named reports whether a placement is what a user calls so.
func named(p *symbols.Placement, name string) bool {
	if p.Name == "" {
		return name == "vmlinux"
	}
	return strings.ReplaceAll(p.Name, "-", "_") == strings.ReplaceAll(name, "-", "_")
}

// order brings namesakes into the order in which gdb takes them: the file of the frame, what other files
// can see, variables, functions, enumerators, types.
func (e *evalEnv) order(n eval.Name, list []namesake) {
	if len(list) < 2 {
		return
	}
	rank := func(f namesake) int {
		r := map[debuginfo.Kind]int{debuginfo.KindVariable: 1, debuginfo.KindFunction: 2, debuginfo.KindEnumerator: 3}[f.n.Kind]
		if r == 0 {
			r = 4
		}
		if n.Kind == eval.Here && f.n.In(e.scope) {
			return r
		}
		if ext, err := f.n.External(); err == nil && ext {
			return 10 + r
		}
		return 20 + r
	}
	slices.SortStableFunc(list, func(a, b namesake) int { return rank(a) - rank(b) })
}

// symbolOf makes a symbol of a name in the debug info; false if it stands for nothing of use: a tag, or
// something that is not in the target.
func (e *evalEnv) symbolOf(ctx context.Context, f namesake) (eval.Symbol, bool, error) {
	switch f.n.Kind {
	case debuginfo.KindTypedef, debuginfo.KindBase:
		t, err := f.n.Type()
		return eval.Symbol{Type: t, IsType: true}, err == nil, err
	case debuginfo.KindEnumerator:
		t, err := f.n.Type()
		if err != nil {
			return eval.Symbol{}, false, err
		}
		return eval.Symbol{Type: t, Value: func(context.Context) (value.Value, error) {
			c, err := f.n.Value()
			if err != nil {
				return value.Value{}, err
			}
			return value.FromNumber(t, big.NewInt(c), e.s.arch.Order), nil
		}}, true, nil
	case debuginfo.KindFunction:
		entry, ok, err := f.n.Entry()
		a, placed := f.p.Addr(entry)
		if err != nil || !ok || !placed {
			return eval.Symbol{}, false, err
		}
		t, err := f.n.Type()
		return eval.Symbol{Type: t, Value: at(t, a)}, err == nil, err
	case debuginfo.KindVariable:
		return e.globalVariable(f)
	}
	return eval.Symbol{}, false, nil
}

func at(t *ctype.Type, a mem.Addr) func(context.Context) (value.Value, error) {
	return func(context.Context) (value.Value, error) { return value.At(t, a), nil }
}

func (e *evalEnv) globalVariable(f namesake) (eval.Symbol, bool, error) {
	t, err := f.n.Type()
	if err != nil {
		return eval.Symbol{}, false, err
	}
	sym := eval.Symbol{Type: t}
	code, err := f.n.Location()
	if err != nil {
		return sym, false, err
	}
	if code == nil {
		if b, err := f.n.Const(); err != nil || b != nil {
			sym.Value = func(context.Context) (value.Value, error) { return value.FromBytes(t, b), nil }
			return sym, err == nil, err
		}
		// Declared here, defined in assembly or by the linker: the symbol table has the place.
		if sa, ok := e.elfSymbol(f.p, f.n.Name); ok {
			sym.Value, sym.PerCPU = at(t, sa.Addr), sa.PerCPU
			return sym, true, nil
		}
		if ext, err := f.n.External(); err != nil || ext {
			return sym, false, err // in no image: for what declares it, it does not exist
		}
		sym.Value = func(context.Context) (value.Value, error) {
			return value.Gone(t, "the compiler left it nowhere"), nil
		}
		return sym, true, nil
	}
	if sa, ok := e.elfSymbol(f.p, f.n.Name); ok && sa.PerCPU {
		sym.PerCPU, e.percpu = true, &sa
	}
	scope, err := f.n.Scope()
	if err != nil {
		return sym, false, err
	}
	sym.Value = func(ctx context.Context) (value.Value, error) {
		return value.Evaluate(t, code, e.s.unit(), &globalEnv{ctx: ctx, s: e.s, p: f.p, scope: scope, r: e.r})
	}
	return sym, true, nil
}

// globalEnv evaluates the expressions of variables that belong to no frame.
type globalEnv struct {
	expr.Nothing
	ctx   context.Context
	s     *Session
	p     *symbols.Placement
	scope *debuginfo.Scope
	r     mem.Reader
}

func (g *globalEnv) ReadMem(a mem.Addr, b []byte) error { return g.r.ReadMem(g.ctx, a, b) }

func (g *globalEnv) Addr(a symbols.LinkAddr) (mem.Addr, error) { return g.s.placedAddr(g.p, a) }

func (g *globalEnv) AddrIndex(i uint64) (symbols.LinkAddr, error) { return g.scope.AddrIndex(i) }

func (g *globalEnv) BaseType(die uint64) (expr.BaseType, error) {
	size, enc, err := g.scope.BaseType(die)
	return expr.BaseType{Size: size, Encoding: expr.Encoding(enc)}, err
}

// placedAddr is the runtime address of what an expression of an image refers to.
func (s *Session) placedAddr(p *symbols.Placement, a symbols.LinkAddr) (mem.Addr, error) {
	if at, ok := p.Addr(a); ok {
		return at, nil
	}
	if at, ok := s.space.External(p, a); ok {
		return at, nil // a module's reference to the kernel or to another module
	}
	return 0, expr.Unavailablef("%v is in a section that is not loaded", a)
}

// elfSymbol is the symbol of a name in one image, global ones first.
func (e *evalEnv) elfSymbol(p *symbols.Placement, name string) (symbols.SymbolAddr, bool) {
	for _, sa := range e.s.space.Lookup(scopeOfImage(p) + ":" + name) {
		return sa, true
	}
	return symbols.SymbolAddr{}, false
}

func scopeOfImage(p *symbols.Placement) string {
	if p.Name == "" {
		return "vmlinux"
	}
	return p.Name
}

// btfType finds a typedef in an image that has BTF and no DWARF.
func (e *evalEnv) btfType(p *symbols.Placement, n eval.Name) (eval.Symbol, bool) {
	if p.Image.HasDebugInfo() {
		return eval.Symbol{}, false
	}
	t, err := p.Image.TypeNamed(ctype.Typedef, n.Name)
	return eval.Symbol{Type: t, IsType: true}, err == nil
}

// undebugged finds what only a symbol table has.
func (e *evalEnv) undebugged(images []*symbols.Placement, n eval.Name) (eval.Symbol, bool, error) {
	for _, p := range images {
		if sym, ok := e.btfType(p, n); ok {
			return sym, true, nil
		}
	}
	for _, p := range images {
		sa, ok := e.elfSymbol(p, n.Name)
		if !ok {
			continue
		}
		t := eval.NoDebugData
		if sa.Kind == symbols.Func || sa.Kind == symbols.NoType && e.s.space.TextAt(sa.Addr) {
			t = eval.NoDebugText
		}
		return eval.Symbol{Type: t, PerCPU: sa.PerCPU, Value: at(t, sa.Addr)}, true, nil
	}
	return eval.Symbol{}, false, nil
}

// inFunction finds a variable of a function that is named: a static one, or one of the nearest frame of
// that function from the selected one outwards.
func (e *evalEnv) inFunction(ctx context.Context, n eval.Name) (eval.Symbol, error) {
	known := false
	for _, p := range e.searched(e.images(), eval.Name{Name: n.Scope}, "") {
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
	if e.frame == nil {
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
	prefix := name[:min(len(name), 3)]
	var out []string
	for i := range e.locals {
		out = append(out, e.locals[i].Name)
	}
	for _, p := range e.images() {
		if p.Name != "" && (e.frame == nil || p != e.frame.phys.placed) {
			continue
		}
		out = append(out, p.Image.Complete(prefix, maxNearby)...)
		if data, err := p.Image.Debug(); err == nil {
			names, err := data.CompleteName(context.Background(), prefix, maxNearby)
			if err == nil {
				out = append(out, names...)
			}
		}
	}
	return out
}
