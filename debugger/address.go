package debugger

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"kbreak/debugger/eval"
	"kbreak/mem"
	"kbreak/symbols"
)

// symbolName is a symbol by itself, or one of a module.
var symbolName = regexp.MustCompile(`^([\w.-]+:)?[A-Za-z_][\w.]*$`)

// ResolveAddr evaluates an expression for an address, with an optional * in front as where gdb takes a
// location. A function, an array, a struct, a per-CPU variable and a symbol without debug info stand
// for their address; everything else for the number it is. A function's name that stands for several
// is an *[symbols.AmbiguousError].
func (s *Session) ResolveAddr(ctx context.Context, text string) (mem.Addr, error) {
	text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "*"))
	if text == "" {
		return 0, errors.New("an address is missing")
	}
	env := s.env(ctx)
	if symbolName.MatchString(text) {
		a, ok, err := s.functionAddr(ctx, env, text)
		if ok || err != nil {
			return a, err
		}
	}
	e, err := eval.Compile(ctx, env, text)
	if err != nil {
		return 0, s.linkError(err)
	}
	a, err := e.Address(ctx)
	return a, s.linkError(err)
}

// functionAddr finds a function by its symbol, which needs no index of the debug info. What is a local
// variable of the selected frame is none.
func (s *Session) functionAddr(ctx context.Context, env *evalEnv, name string) (mem.Addr, bool, error) {
	if _, local := env.local(name); local {
		return 0, false, nil
	}
	// A member of a variable looks like a function that the compiler made ("f.part.0"); to look for that in
	// modules would cost the reading of their list.
	if variable, _, dotted := strings.Cut(name, "."); dotted &&
		slices.ContainsFunc(s.space.Lookup(variable), func(f symbols.SymbolAddr) bool { return f.Kind != symbols.Func }) {
		return 0, false, nil
	}
	found, err := s.AddressOf(name)
	if err != nil || slices.ContainsFunc(found, func(f Symbol) bool { return f.Kind != "function" }) {
		return 0, false, nil // the evaluator says what is wrong, or knows better
	}
	if slices.ContainsFunc(found, func(f Symbol) bool { return f.Addr != found[0].Addr }) {
		if e := s.ambiguous(ctx, name); e != nil {
			return 0, false, e
		}
	}
	return found[0].Addr, true, nil
}
