package eval

import (
	"context"
	"errors"
	"fmt"
)

// parser reads one expression and finds out what its names mean.
type parser struct {
	ctx     context.Context
	env     Env
	src     string
	tok     token // the next one
	depth   int
	ternary int // ? that wait for their colon
}

// Compile reads an expression and looks its names up.
func Compile(ctx context.Context, env Env, text string) (*Expr, error) {
	if len(text) > maxText {
		return nil, &SyntaxError{fmt.Sprintf("expression of %d bytes: longer than %d", len(text), maxText), 0}
	}
	p := &parser{ctx: ctx, env: env, src: text}
	if err := p.next(); err != nil {
		return nil, err
	}
	n, err := p.comma()
	if err != nil {
		return nil, err
	}
	if p.is(")") {
		return nil, &SyntaxError{"Junk after end of expression.", p.tok.at}
	}
	if p.tok.kind != tokEnd {
		return nil, p.unexpected()
	}
	return &Expr{env: env, root: n}, nil
}

func (p *parser) next() (err error) {
	p.tok, err = lex(p.src, p.tok.end)
	return err
}

func (p *parser) unexpected() error {
	near := p.src[min(p.tok.at, len(p.src)):]
	if len(near) > 60 {
		near = near[:60] + "..."
	}
	return &SyntaxError{"A syntax error in expression, near `" + near + "'.", p.tok.at}
}

func (p *parser) is(op string) bool { return p.tok.kind == tokOp && p.tok.text == op }

// accept skips an operator if it is next.
func (p *parser) accept(op string) (bool, error) {
	if !p.is(op) {
		return false, nil
	}
	return true, p.next()
}

func (p *parser) expect(op string) error {
	if ok, err := p.accept(op); ok || err != nil {
		return err
	}
	return p.unexpected()
}

// enter bounds the nesting; leave undoes it.
func (p *parser) enter() error {
	if p.depth++; p.depth > maxDepth {
		return &SyntaxError{fmt.Sprintf("the expression is nested deeper than %d", maxDepth), p.tok.at}
	}
	return nil
}

func (p *parser) leave() { p.depth-- }

func (p *parser) comma() (node, error) {
	n, err := p.assignment()
	for err == nil && p.is(",") {
		var r node
		if err = p.next(); err == nil {
			if r, err = p.assignment(); err == nil {
				n = &commaNode{n, r}
			}
		}
	}
	return n, err
}

var assignments = map[string]string{"=": "", "+=": "+", "-=": "-", "*=": "*", "/=": "/", "%=": "%", "<<=": "<<",
	">>=": ">>", "&=": "&", "|=": "|", "^=": "^"}

func (p *parser) assignment() (node, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	l, err := p.conditional()
	if err != nil || p.tok.kind != tokOp {
		return l, err
	}
	op, ok := assignments[p.tok.text]
	if !ok {
		return l, nil
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	r, err := p.assignment()
	return &assignNode{op, l, r}, err
}

func (p *parser) conditional() (node, error) {
	cond, err := p.binary(0)
	if err != nil || !p.is("?") {
		return cond, err
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	p.ternary++
	yes, err := p.comma()
	p.ternary--
	if err == nil {
		err = p.expect(":")
	}
	if err != nil {
		return nil, err
	}
	no, err := p.assignment()
	return &condNode{cond, yes, no}, err
}

// levels are the binary operators, loosest first.
var levels = []map[string]bool{{"||": true}, {"&&": true}, {"|": true}, {"^": true}, {"&": true},
	{"==": true, "!=": true}, {"<": true, ">": true, "<=": true, ">=": true}, {"<<": true, ">>": true},
	{"@": true}, {"+": true, "-": true}, {"*": true, "/": true, "%": true}}

func (p *parser) binary(level int) (node, error) {
	if level == len(levels) {
		return p.unary()
	}
	l, err := p.binary(level + 1)
	for err == nil && p.tok.kind == tokOp && levels[level][p.tok.text] {
		op := p.tok.text
		if err = p.next(); err != nil {
			break
		}
		var r node
		if r, err = p.binary(level + 1); err != nil {
			break
		}
		switch op {
		case "||", "&&":
			l = &logicNode{op == "||", l, r}
		case "@":
			l = &atNode{l, r}
		default:
			l = &binaryNode{op, l, r}
		}
	}
	return l, err
}

func (p *parser) unary() (node, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	if p.tok.kind == tokName {
		switch p.tok.text {
		case "sizeof", "_Alignof", "alignof", "__alignof__":
			align := p.tok.text != "sizeof"
			if err := p.next(); err != nil {
				return nil, err
			}
			x, err := p.sized()
			return &sizeofNode{x, align}, err
		}
	}
	if p.tok.kind != tokOp {
		return p.postfix()
	}
	switch op := p.tok.text; op {
	case "-", "+", "!", "~", "*", "&", "++", "--":
		if err := p.next(); err != nil {
			return nil, err
		}
		x, err := p.unary()
		if err != nil {
			return nil, err
		}
		if op == "++" || op == "--" {
			return &stepNode{op[:1], false, x}, nil
		}
		return &unaryNode{op, x}, nil
	case "{":
		if list, err := p.startsList(); err != nil {
			return nil, err
		} else if list {
			return p.literal(nil)
		}
		if err := p.next(); err != nil {
			return nil, err
		}
		t, err := p.typeName()
		if err == nil {
			err = p.expect("}")
		}
		if err != nil {
			return nil, err
		}
		x, err := p.unary()
		return &placeNode{t, x}, err
	case "(":
		return p.parenthesised()
	}
	return p.postfix()
}

// sized reads the operand of sizeof: (TYPE), which unlike a cast nothing follows, or an expression.
func (p *parser) sized() (node, error) {
	if !p.is("(") {
		return p.unary()
	}
	before := p.tok
	if err := p.next(); err != nil {
		return nil, err
	}
	isType, err := p.startsType()
	if err != nil {
		return nil, err
	}
	if !isType {
		p.tok = before
		return p.unary()
	}
	t, err := p.typeName()
	if err == nil {
		err = p.expect(")")
	}
	return &typeNode{t}, err
}

// parenthesised reads (TYPE), (TYPE) x, or an expression in parentheses and what follows it.
func (p *parser) parenthesised() (node, error) {
	if err := p.next(); err != nil {
		return nil, err
	}
	isType, err := p.startsType()
	if err != nil {
		return nil, err
	}
	if !isType {
		// A colon inside of parentheses is not that of a ? outside.
		outer := p.ternary
		p.ternary = 0
		x, err := p.comma()
		p.ternary = outer
		if err == nil {
			err = p.expect(")")
		}
		if err != nil {
			return nil, err
		}
		return p.suffixes(x)
	}
	t, err := p.typeName()
	if err == nil {
		err = p.expect(")")
	}
	if err != nil {
		return nil, err
	}
	if !p.startsOperand() {
		return &typeNode{t}, nil
	}
	if list, err := p.startsList(); err != nil {
		return nil, err
	} else if list {
		return p.literal(t)
	}
	x, err := p.unary()
	return &castNode{t, x}, err
}

// startsOperand reports whether a unary expression may begin here.
func (p *parser) startsOperand() bool {
	if p.tok.kind != tokOp {
		return p.tok.kind != tokEnd
	}
	switch p.tok.text {
	case "-", "+", "!", "~", "*", "&", "++", "--", "(", "{", "::":
		return true
	}
	return false
}

func (p *parser) postfix() (node, error) {
	n, err := p.primary()
	if err != nil {
		return nil, err
	}
	return p.suffixes(n)
}

// suffixes reads what follows an operand.
func (p *parser) suffixes(n node) (node, error) {
	for p.tok.kind == tokOp {
		op := p.tok.text
		switch op {
		case "[", ".", "->", "++", "--", "(":
		default:
			return n, nil
		}
		if err := p.next(); err != nil {
			return nil, err
		}
		switch op {
		case "[":
			i, err := p.inner()
			if err == nil {
				err = p.expect("]")
			}
			if err != nil {
				return nil, err
			}
			n = &indexNode{n, i}
		case ".", "->":
			if p.tok.kind != tokName {
				return nil, p.unexpected()
			}
			n = &memberNode{n, p.tok.text, op == "->"}
			if err := p.next(); err != nil {
				return nil, err
			}
		case "(":
			return nil, errors.New("functions of the target are not called: it would run with a state that nobody knows" +
				" (locks, interrupts, CPU); set a breakpoint where the kernel calls it")
		default:
			n = &stepNode{op[:1], true, n}
		}
	}
	return n, nil
}

// inner reads an expression inside of brackets of some kind.
func (p *parser) inner() (node, error) {
	outer := p.ternary
	p.ternary = 0
	n, err := p.comma()
	p.ternary = outer
	return n, err
}
