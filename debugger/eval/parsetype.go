package eval

import (
	"errors"
	"fmt"

	"kbreak/symbols/ctype"
)

var qualifierKinds = map[string]ctype.Kind{"const": ctype.Const, "volatile": ctype.Volatile, "restrict": ctype.Restrict,
	"__restrict": ctype.Restrict, "__const": ctype.Const, "__volatile__": ctype.Volatile, "_Atomic": ctype.Atomic}

// startsType reports whether the next token begins the name of a type. A name that nobody knows is no
// type; the error is one of the lookup.
func (p *parser) startsType() (bool, error) {
	if p.tok.kind != tokName {
		return false, nil
	}
	w := p.tok.text
	if _, ok := qualifierKinds[w]; ok || baseWords[w] || tagKinds[w] != 0 {
		return true, nil
	}
	switch w {
	case "typeof", "__typeof__", "__typeof":
		return true, nil
	case "sizeof", "_Alignof", "alignof", "__alignof__":
		return false, nil
	}
	if after, err := lex(p.src, p.tok.end); err == nil && after.kind == tokOp && (after.text == "::" || after.text == "(" && kernelFunctions[w] != nil) {
		return false, nil
	}
	if p.ternary == 0 && within(p.src[p.tok.at:]) > 0 {
		return false, nil
	}
	s, err := p.env.Lookup(p.ctx, Name{Name: w})
	var unknown *UnknownError
	if errors.As(err, &unknown) {
		return w == "bool", nil
	}
	return s.IsType, err
}

// typeName reads a type as in a cast (C11 §6.7.7).
func (p *parser) typeName() (*ctype.Type, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	base, err := p.specifiers()
	if err != nil {
		return nil, err
	}
	wrap, err := p.abstract()
	if err != nil {
		return nil, err
	}
	return wrap(base)
}

// specifiers reads the words before the stars.
func (p *parser) specifiers() (*ctype.Type, error) {
	var quals []ctype.Kind
	var words []string
	var t *ctype.Type
	for p.tok.kind == tokName {
		w := p.tok.text
		if q, ok := qualifierKinds[w]; ok {
			quals = append(quals, q)
			if len(quals) > maxDepth {
				return nil, p.unexpected()
			}
		} else if baseWords[w] && t == nil {
			if words = append(words, w); baseType(words) == nil {
				return nil, p.unexpected()
			}
		} else if t != nil || len(words) > 0 {
			break
		} else if k := tagKinds[w]; k != 0 {
			if err := p.next(); err != nil {
				return nil, err
			}
			if p.tok.kind != tokName {
				return nil, p.unexpected()
			}
			var err error
			if t, err = p.env.Tag(p.ctx, k, p.tok.text); err != nil {
				return nil, err
			}
		} else if w == "typeof" || w == "__typeof__" || w == "__typeof" {
			var err error
			if t, err = p.typeOf(); err != nil {
				return nil, err
			}
			continue
		} else {
			s, err := p.env.Lookup(p.ctx, Name{Name: w})
			var unknown *UnknownError
			switch {
			case errors.As(err, &unknown) && w == "bool":
				t = boolType
			case err != nil:
				return nil, err
			case !s.IsType:
				return nil, fmt.Errorf("No type named %s.", w)
			default:
				t = s.Type
			}
		}
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	if t == nil {
		if len(words) == 0 {
			return nil, p.unexpected()
		}
		if t = baseType(words); t == nil {
			return nil, p.unexpected()
		}
	}
	for i := len(quals) - 1; i >= 0; i-- {
		t = qualified(quals[i], t)
	}
	return t, nil
}

// typeOf reads typeof (EXPRESSION or TYPE).
func (p *parser) typeOf() (*ctype.Type, error) {
	if err := p.next(); err != nil {
		return nil, err
	}
	if err := p.expect("("); err != nil {
		return nil, err
	}
	n, err := p.inner()
	if err == nil {
		err = p.expect(")")
	}
	if err != nil {
		return nil, err
	}
	return (&Expr{p.env, n}).Type(p.ctx)
}

// wrapper makes a type of the one that stands before it.
type wrapper func(*ctype.Type) (*ctype.Type, error)

// abstract reads a declarator without a name. What stands in parentheses is applied last.
func (p *parser) abstract() (wrapper, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	var outer []wrapper // in the order in which they are applied
	for {
		if p.tok.kind == tokName {
			q, ok := qualifierKinds[p.tok.text]
			if !ok {
				break
			}
			outer = append(outer, func(t *ctype.Type) (*ctype.Type, error) { return qualified(q, t), nil })
		} else if p.is("*") {
			outer = append(outer, func(t *ctype.Type) (*ctype.Type, error) { return PointerTo(t), nil })
		} else {
			break
		}
		if len(outer) > 32 {
			return nil, p.unexpected()
		}
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	inner := func(t *ctype.Type) (*ctype.Type, error) { return t, nil }
	if p.is("(") {
		after, err := lex(p.src, p.tok.end)
		if err != nil {
			return nil, err
		}
		if after.kind == tokOp && (after.text == "*" || after.text == "(" || after.text == "[") {
			if err := p.next(); err != nil {
				return nil, err
			}
			if inner, err = p.abstract(); err != nil {
				return nil, err
			}
			if err := p.expect(")"); err != nil {
				return nil, err
			}
		}
	}
	var suffix []wrapper // the last one is applied first
	for p.is("[") || p.is("(") {
		w, err := p.derivation()
		if err != nil {
			return nil, err
		}
		if suffix = append(suffix, w); len(suffix) > 32 {
			return nil, p.unexpected()
		}
	}
	return func(t *ctype.Type) (*ctype.Type, error) {
		var err error
		for _, w := range outer {
			if t, err = w(t); err != nil {
				return nil, err
			}
		}
		for i := len(suffix) - 1; i >= 0; i-- {
			if t, err = suffix[i](t); err != nil {
				return nil, err
			}
		}
		return inner(t)
	}, nil
}

// derivation reads [N] or (PARAMETERS).
func (p *parser) derivation() (wrapper, error) {
	if ok, err := p.accept("["); ok || err != nil {
		if err != nil {
			return nil, err
		}
		count := int64(-1)
		if !p.is("]") {
			n, err := p.inner()
			if err != nil {
				return nil, err
			}
			if count, err = p.constInt(n); err != nil {
				return nil, err
			}
		}
		return func(t *ctype.Type) (*ctype.Type, error) {
			if size := sizeOf(t); size > 0 && count > maxArray/size {
				return nil, fmt.Errorf("array of %d elements of %d bytes", count, size)
			}
			return ArrayOf(t, count), nil
		}, p.expect("]")
	}
	if err := p.expect("("); err != nil {
		return nil, err
	}
	var params []ctype.Param
	variadic, prototyped := false, false
	for !p.is(")") {
		if prototyped {
			if err := p.expect(","); err != nil {
				return nil, err
			}
		}
		prototyped = true
		if ok, err := p.accept("..."); ok || err != nil {
			if err != nil {
				return nil, err
			}
			variadic = true
			break
		}
		t, err := p.typeName()
		if err != nil {
			return nil, err
		}
		params = append(params, ctype.Param{Type: t})
	}
	if len(params) == 1 && params[0].Type == voidType {
		params = nil
	}
	return func(t *ctype.Type) (*ctype.Type, error) { return function(t, params, variadic, prototyped), nil }, p.expect(")")
}
