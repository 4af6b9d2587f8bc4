package eval

import (
	"errors"
	"fmt"

	"kbreak/debugger/value"
	"kbreak/symbols/ctype"
)

// literalNode is (TYPE){...}, C's compound literal, or {...}, which is an array of what its first element
// is. It is a value of the debugger: it has no address.
type literalNode struct {
	t     *ctype.Type // nil: an array
	items []literalItem
}

// literalItem is one initializer.
type literalItem struct {
	member string // behind a dot; "" for the next one
	x      node   // nil for a list
	list   []literalItem
}

// startsList reports whether { begins a list of initializers, and not {TYPE} ADDRESS, and skips it then.
func (p *parser) startsList() (bool, error) {
	before := p.tok
	if ok, err := p.accept("{"); err != nil || !ok {
		return false, err
	}
	isType, err := p.startsType()
	if isType {
		p.tok = before
	}
	return !isType && err == nil, err
}

// literal reads the rest of a literal, and what follows it as for any operand.
func (p *parser) literal(t *ctype.Type) (node, error) {
	items, err := p.list()
	if err != nil {
		return nil, err
	}
	return p.suffixes(&literalNode{t, items})
}

// list reads initializers up to the brace that ends them.
func (p *parser) list() ([]literalItem, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	outer := p.ternary
	p.ternary = 0
	defer func() { p.ternary = outer }()
	var items []literalItem
	for !p.is("}") {
		var item literalItem
		if ok, err := p.accept("."); err != nil {
			return nil, err
		} else if ok {
			if p.tok.kind != tokName {
				return nil, p.unexpected()
			}
			item.member = p.tok.text
			if err := p.next(); err != nil {
				return nil, err
			}
			if err := p.expect("="); err != nil {
				return nil, err
			}
		}
		nested, err := p.startsList()
		switch {
		case err != nil:
		case nested:
			item.list, err = p.list()
		default:
			item.x, err = p.assignment()
		}
		if err != nil {
			return nil, err
		}
		items = append(items, item)
		if ok, err := p.accept(","); err != nil {
			return nil, err
		} else if !ok {
			break
		}
	}
	return items, p.expect("}")
}

// maxLiteral bounds the bytes of a literal.
const maxLiteral = 1 << 20

func (n *literalNode) eval(m *machine) (operand, error) {
	t := n.t
	if t == nil {
		if len(n.items) == 0 || n.items[0].x == nil || n.items[0].member != "" {
			return operand{}, errors.New("the type of the elements is not known: write (TYPE){...}")
		}
		x, err := m.eval(n.items[0].x)
		if err != nil {
			return operand{}, err
		}
		t = ArrayOf(x.Type, int64(len(n.items)))
	} else if s := strip(t); s.Kind == ctype.Array && s.Count < 0 {
		elem, err := target(s)
		if err != nil {
			return operand{}, err
		}
		t = ArrayOf(elem, int64(len(n.items)))
	}
	size := sizeOf(t)
	if size > maxLiteral {
		return operand{}, fmt.Errorf("a literal of %d bytes", size)
	}
	buf := make([]byte, size)
	err := m.fill(value.FromBytes(t, buf), buf, n.items)
	return plain(value.FromBytes(t, buf)), err
}

// fill writes initializers into the bytes of an object, of which v is a part.
func (m *machine) fill(v value.Value, buf []byte, items []literalItem) error {
	t := strip(v.Type)
	part := func(i int) (value.Value, error) { return v, nil } // a scalar in braces
	count := int64(1)
	switch t.Kind {
	case ctype.Array:
		elem, err := target(t)
		if err != nil {
			return err
		}
		count = t.Count
		part = func(i int) (value.Value, error) { return v.Index(elem, int64(i)), nil }
	case ctype.Struct, ctype.Union:
		b, err := t.Body()
		if err != nil {
			return err
		}
		if count = int64(len(b.Members)); t.Kind == ctype.Union {
			count = min(count, 1)
		}
		part = func(i int) (value.Value, error) { return v.Member(b.Members[i]), nil }
	}
	if t.Kind == ctype.Array && len(items) == 1 {
		if s, ok := items[0].x.(*constNode); ok && strip(s.v.Type).Kind == ctype.Array { // {"text"}
			return m.fillWith(v, buf, s)
		}
	}
	next := 0
	for _, item := range items {
		var at value.Value
		var err error
		switch {
		case item.member != "" && t.Kind != ctype.Struct && t.Kind != ctype.Union:
			return fmt.Errorf("%s is neither a struct nor a union", typeName(v.Type))
		case item.member != "":
			f, ferr := findMember(t, item.member)
			if ferr != nil {
				return ferr
			}
			at = v.Member(f)
			if b, err := t.Body(); err == nil { // what follows goes behind it
				for i := range b.Members {
					if b.Members[i].Name == item.member {
						next = i + 1
					}
				}
			}
		case int64(next) >= count:
			return errors.New("too many initializers")
		default:
			if at, err = part(next); err != nil {
				return err
			}
			next++
		}
		if item.x == nil {
			err = m.fill(at, buf, item.list)
		} else {
			err = m.fillWith(at, buf, item.x)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fillWith writes one value.
func (m *machine) fillWith(at value.Value, buf []byte, n node) error {
	x, err := n.eval(m)
	if err != nil || m.dry {
		return err
	}
	p := at.Place()
	from := p.Offset + p.Bit/8
	to, text := strip(at.Type), strip(x.Type)
	if to.Kind == ctype.Array && text.Kind == ctype.Array && text.Size != to.Size && !isMemory(x.Value) {
		b, err := x.Value.Complete(m.ctx, m.env.Memory()) // a string; its NUL need not fit
		if err != nil {
			return err
		}
		if int64(len(b)) > to.Size+1 || int64(len(b)) > to.Size && b[len(b)-1] != 0 {
			return errors.New("too many initializers")
		}
		copy(buf[from:from+to.Size], b)
		return nil
	}
	b, v, err := m.bytesFor(plain(at), x)
	if err != nil {
		return err
	}
	if p.Bits != 0 {
		i, err := m.read(v)
		if err != nil {
			return err
		}
		b = at.InsertBits(buf[from:from+(p.Bit%8+p.Bits+7)/8], i, m.env.Arch().Order)
	}
	if from < 0 || from+int64(len(b)) > int64(len(buf)) {
		return errors.New("an initializer lies outside of its object")
	}
	copy(buf[from:], b)
	return nil
}
