package debugger

import (
	"context"
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
	if file != "" {
		sym, ok, err := e.described(ctx, images, n, file)
		return sym, ok, err
	}
	likely, rest := e.split(images, n.Name)
	if sym, ok, err := e.described(ctx, likely, n, ""); ok || err != nil {
		return sym, ok, err
	}
	if sym, ok := e.undebugged(images, n); ok {
		return sym, ok, nil
	}
	return e.described(ctx, rest, n, "")
}

// described finds a name in the debug info of images; with file set, only what it defines or declares.
func (e *evalEnv) described(ctx context.Context, images []*symbols.Placement, n eval.Name, file string) (eval.Symbol, bool, error) {
	for _, p := range images {
		data, err := p.Image.Debug()
		if err != nil {
			continue
		}
		if file == "" && isOnlyObject(p.Image, n.Name) {
			if x, ok, err := data.OnlyVariable(n.Name); err != nil {
				return eval.Symbol{}, false, err
			} else if ok {
				if sym, ok, err := e.symbolOf(ctx, namesake{x, p}); ok || err != nil {
					return sym, ok, err
				}
			}
		}
		names, err := data.Names(ctx, n.Name)
		if err != nil {
			return eval.Symbol{}, false, err
		}
		var candidates []namesake
		for _, x := range names {
			if file == "" || ofFile(x, file) {
				candidates = append(candidates, namesake{x, p})
			}
		}
		e.order(n, candidates)
		for _, c := range candidates {
			if sym, ok, err := e.symbolOf(ctx, c); ok || err != nil {
				if ok && file == "" && n.Kind != eval.Within {
					e.sayWhich(ctx, n.Name, c)
				}
				return sym, ok, err
			}
		}
	}
	return eval.Symbol{}, false, nil
}

// isOnlyObject reports whether a name is that of one variable in an image, which all files see.
func isOnlyObject(im *symbols.Image, name string) bool {
	found := im.Lookup(name)
	return len(found) == 1 && found[0].Binding == symbols.Global && found[0].Kind == symbols.Object
}

// ofFile reports whether a name is defined in a source file, or by a header of that name.
func ofFile(n debuginfo.Name, file string) bool {
	if unit, err := n.File(); err == nil && debuginfo.FileMatches(unit, file) {
		return true
	}
	declared, _, err := n.Declared()
	return err == nil && debuginfo.FileMatches(declared, file)
}

// split puts the images that probably have a name before those that can only have a type or enumerator
// of it: modules that are neither the frame's nor have a symbol of the name. To index the debug info of
// all modules takes seconds.
func (e *evalEnv) split(images []*symbols.Placement, name string) (likely, rest []*symbols.Placement) {
	for _, p := range images {
		if p.Name == "" || len(images) == 1 || e.frame != nil && p == e.frame.phys.placed || len(p.Image.Lookup(name)) > 0 {
			likely = append(likely, p)
		} else {
			rest = append(rest, p)
		}
	}
	return likely, rest
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

// undebugged finds what only BTF or a symbol table has.
func (e *evalEnv) undebugged(images []*symbols.Placement, n eval.Name) (eval.Symbol, bool) {
	for _, p := range images {
		if sym, ok := e.btfType(p, n); ok {
			return sym, true
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
		return eval.Symbol{Type: t, PerCPU: sa.PerCPU, Value: at(t, sa.Addr)}, true
	}
	return eval.Symbol{}, false
}
