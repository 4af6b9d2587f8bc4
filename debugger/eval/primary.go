package eval

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"kbreak/debugger/value"
	"kbreak/symbols/ctype"
)

func (p *parser) primary() (node, error) {
	t := p.tok
	switch t.kind {
	case tokNumber, tokChar:
		if t.num != nil {
			return &constNode{value.FromNumber(t.typ, t.num, p.env.Arch().Order)}, p.next()
		}
		return &constNode{fromFloat(t.typ, number{real: t.real, wide: t.wide}, p.env.Arch().Order)}, p.next()
	case tokString:
		b := append([]byte(nil), t.str...)
		err := p.next()
		for err == nil && p.tok.kind == tokString {
			b = append(b, p.tok.str...)
			err = p.next()
		}
		b = append(b, 0)
		return &constNode{value.FromBytes(ArrayOf(charType, int64(len(b))), b)}, err
	case tokDollar:
		return p.dollar()
	case tokQuoted:
		if err := p.next(); err != nil {
			return nil, err
		}
		if ok, err := p.accept("::"); ok || err != nil {
			return p.scoped(Inside, t.text)
		}
		return p.name(Name{Name: t.text})
	case tokOp:
		if t.text == "::" {
			if err := p.next(); err != nil {
				return nil, err
			}
			return p.scoped(Global, "")
		}
	case tokName:
		return p.named()
	}
	return nil, p.unexpected()
}

// scoped reads the name behind a scope.
func (p *parser) scoped(kind ScopeKind, scope string) (node, error) {
	if p.tok.kind != tokName && p.tok.kind != tokQuoted {
		return nil, p.unexpected()
	}
	n := Name{Scope: scope, Kind: kind, Name: p.tok.text}
	if err := p.next(); err != nil {
		return nil, err
	}
	return p.name(n)
}

// name looks a name up.
func (p *parser) name(n Name) (node, error) {
	s, err := p.env.Lookup(p.ctx, n)
	if err != nil {
		return nil, err
	}
	if s.IsType {
		return &typeNode{s.Type}, nil
	}
	return &symbolNode{n.String(), s}, nil
}

// within is the length of SCOPE in SCOPE:name at the start of s, 0 if that is not what stands there. A
// scope is a module or a file, which have dots, dashes and slashes.
func within(s string) int {
	i := 0
	for i < len(s) && (letter(s[i]) || digit(s[i]) || s[i] == '.' || s[i] == '-' || s[i] == '/') {
		i++
	}
	if i == 0 || i+1 >= len(s) || s[i] != ':' || !letter(s[i+1]) {
		return 0
	}
	return i
}

// named reads what begins with a name: a type, a kernel function, a scope, or the name of something.
func (p *parser) named() (node, error) {
	t := p.tok
	if p.ternary == 0 {
		if n := within(p.src[t.at:]); n > 0 {
			scope := p.src[t.at : t.at+n]
			p.tok.end = t.at + n + 1
			if err := p.next(); err != nil {
				return nil, err
			}
			return p.scoped(Within, scope)
		}
	}
	after, err := lex(p.src, t.end)
	if err == nil && after.kind == tokOp {
		switch after.text {
		case "(":
			if f := kernelFunctions[t.text]; f != nil {
				return p.call(t.text, f)
			}
		case "::":
			p.tok = after
			if err := p.next(); err != nil {
				return nil, err
			}
			return p.scoped(Inside, t.text)
		}
	}
	isType, err := p.startsType()
	if err != nil {
		return nil, err
	}
	if isType {
		ty, err := p.typeName()
		return &typeNode{ty}, err
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	return p.name(Name{Name: t.text})
}

// dollar reads a register, a convenience variable or function, or an entry of the value history.
func (p *parser) dollar() (node, error) {
	t := p.tok
	if err := p.next(); err != nil {
		return nil, err
	}
	name := t.text[1:]
	if p.is("(") {
		f := dollarFunctions[name]
		if f == nil {
			return nil, fmt.Errorf("There is no function $%s: there are %s.", name, dollarNames())
		}
		p.tok = t
		return p.call(t.text, f)
	}
	digits, back := name, false
	if strings.HasPrefix(name, "$") {
		digits, back = name[1:], true
	}
	if digits == "" {
		n := int64(0)
		if back {
			n = -1
		}
		return &historyNode{n}, nil
	}
	if digit(digits[0]) {
		n, err := strconv.ParseInt(digits, 10, 32)
		if err != nil {
			return nil, &SyntaxError{fmt.Sprintf("Invalid history number \"%s\".", t.text), t.at}
		}
		if back {
			n = -n
		}
		return &historyNode{n}, nil
	}
	if back {
		return nil, &SyntaxError{"A syntax error in expression, near `" + t.text + "'.", t.at}
	}
	return &variableNode{name}, nil
}

// call reads the arguments of a function of ours, whose name is the next token.
func (p *parser) call(name string, f *builtin) (node, error) {
	if err := p.next(); err != nil {
		return nil, err
	}
	if err := p.expect("("); err != nil {
		return nil, err
	}
	if f.parse != nil {
		n, err := f.parse(p)
		if err == nil {
			err = p.expect(")")
		}
		var syntax *SyntaxError
		if errors.As(err, &syntax) {
			err = &SyntaxError{fmt.Sprintf("%s %s takes %s.", syntax.Problem, name, f.usage), syntax.Offset}
		}
		return n, err
	}
	var args []node
	outer := p.ternary
	p.ternary = 0
	for !p.is(")") {
		if len(args) > 0 {
			if err := p.expect(","); err != nil {
				return nil, err
			}
		}
		a, err := p.assignment()
		if err != nil {
			return nil, err
		}
		args = append(args, a)
	}
	p.ternary = outer
	if len(args) < f.min || len(args) > f.max {
		return nil, fmt.Errorf("%s takes %s", name, f.usage)
	}
	return &callNode{name, f, args}, p.next()
}

// constInt is what a constant expression inside of a type gives.
func (p *parser) constInt(n node) (int64, error) {
	m := &machine{ctx: p.ctx, env: p.env}
	x, err := m.integer(n)
	if err != nil {
		return 0, err
	}
	if !x.IsInt64() || x.Cmp(big.NewInt(-1)) < 0 || x.Cmp(big.NewInt(maxArray)) > 0 {
		return 0, fmt.Errorf("array of %v elements", x)
	}
	return x.Int64(), nil
}

// tagKinds are the keywords before a tag.
var tagKinds = map[string]ctype.Kind{"struct": ctype.Struct, "union": ctype.Union, "enum": ctype.Enum}
