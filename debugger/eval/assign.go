package eval

import (
	"errors"
	"fmt"
	"math/big"

	"kbreak/debugger/value"
	"kbreak/symbols/ctype"
	"kbreak/symbols/expr"
)

func (n *assignNode) eval(m *machine) (operand, error) {
	l, err := n.l.eval(m)
	if err != nil {
		return operand{}, err
	}
	r, err := n.r.eval(m)
	if err != nil {
		return operand{}, err
	}
	if n.op != "" {
		old, err := m.rvalue(l)
		if err != nil {
			return operand{}, err
		}
		by, err := m.rvalue(r)
		if err != nil {
			return operand{}, err
		}
		if l.variable != "" && strip(old.Type).Kind == ctype.Void { // as gdb: a new variable counts as 0
			old = m.number(intType, new(big.Int))
		}
		v, err := m.binary(n.op, old, by)
		if err != nil {
			return operand{}, err
		}
		r = plain(v)
	}
	return m.assign(l, r)
}

func (n *stepNode) eval(m *machine) (operand, error) {
	x, err := n.x.eval(m)
	if err != nil {
		return operand{}, err
	}
	old, err := m.rvalue(x)
	if err != nil {
		return operand{}, err
	}
	if x.variable != "" && strip(old.Type).Kind == ctype.Void {
		old = m.number(intType, new(big.Int))
	}
	if !m.dry {
		if old, err = old.Freeze(m.ctx, m.env.Memory()); err != nil {
			return operand{}, err
		}
	}
	v, err := m.binary(n.op, old, m.number(intType, big.NewInt(1)))
	if err != nil {
		return operand{}, err
	}
	after, err := m.assign(x, plain(v))
	if n.post && err == nil {
		return plain(old), nil
	}
	return after, err
}

var errNoLvalue = errors.New("Left operand of assignment is not an lvalue.")

// assign gives l the value r and returns what l is then.
func (m *machine) assign(l, r operand) (operand, error) {
	if l.variable != "" {
		v := r.Value
		if strip(v.Type).Kind == ctype.Array && isMemory(v) { // as in gdb; a string stays an array
			var err error
			if v, err = m.rvalue(r); err != nil {
				return operand{}, err
			}
		}
		if !m.dry {
			var err error
			if v, err = v.Freeze(m.ctx, m.env.Memory()); err != nil {
				return operand{}, err
			}
			if !m.pure {
				m.env.SetVariable(l.variable, v)
			}
		}
		return operand{Value: v, variable: l.variable}, nil
	}
	if l.Type == NoDebugData {
		return operand{}, noType(l)
	}
	if m.dry || m.pure {
		return l, nil
	}
	if err := l.Err(); err != nil {
		return operand{}, err
	}
	b, v, err := m.bytesFor(l, r)
	if err != nil {
		return operand{}, err
	}
	if l.register != "" {
		if err := m.env.WriteRegister(m.ctx, l.register, b); err != nil {
			return operand{}, err
		}
		return operand{Value: v, register: l.register}, nil
	}
	p := l.Place()
	switch loc := p.Loc.(type) {
	case expr.Memory:
		a := loc.Addr.Add(p.Offset)
		if p.Bits != 0 {
			old, err := l.Value.Complete(m.ctx, m.env.Memory())
			if err != nil {
				return operand{}, err
			}
			n, err := m.read(v)
			if err != nil {
				return operand{}, err
			}
			a = a.Add(p.Bit / 8)
			b = l.InsertBits(old, n, m.env.Arch().Order)
		}
		if len(b) == 0 {
			return operand{}, errNoLvalue
		}
		if err := m.env.WriteMemory(m.ctx, a, b); err != nil {
			return operand{}, err
		}
	case expr.Register:
		name, ok := m.registerNamed(loc.Num)
		if !ok || p.Bits != 0 || p.Offset != 0 {
			return operand{}, fmt.Errorf("only a part of %v would be written", loc)
		}
		old, ok, err := m.env.Register(m.ctx, name)
		if err != nil {
			return operand{}, err
		}
		whole := b
		if ok && sizeOf(old.Type) > int64(len(b)) { // the rest of the register stays
			if whole, err = old.Complete(m.ctx, m.env.Memory()); err != nil {
				return operand{}, err
			}
			whole = append(append([]byte(nil), b...), whole[len(b):]...)
		}
		if err := m.env.WriteRegister(m.ctx, name, whole); err != nil {
			return operand{}, err
		}
	case nil:
		return operand{}, errNoLvalue
	case expr.Gone:
		return operand{}, &value.GoneError{Reason: loc.Reason}
	default:
		return operand{}, fmt.Errorf("Left operand of assignment is not a modifiable lvalue: it is %v.", loc)
	}
	return plain(v), nil
}

// registerNamed is the name of the register that DWARF numbers so.
func (m *machine) registerNamed(n int) (string, bool) {
	a := m.env.Arch()
	r, ok := a.FromDWARF(n)
	if !ok {
		return "", false
	}
	return a.Regs[r].Name, true
}

// bytesFor converts r to the type of l: the bytes to be written, and the value.
func (m *machine) bytesFor(l, r operand) ([]byte, value.Value, error) {
	t := strip(l.Type)
	switch t.Kind {
	case ctype.Struct, ctype.Union, ctype.Array:
		from := strip(r.Type)
		if from.Kind != t.Kind || from.Size != t.Size {
			return nil, l.Value, errors.New("Invalid cast.")
		}
		b, err := r.Value.Complete(m.ctx, m.env.Memory())
		return b, value.FromBytes(l.Type, b), err
	case ctype.Void, ctype.Func:
		return nil, l.Value, errNoLvalue
	}
	v, err := m.rvalue(r)
	if err != nil {
		return nil, v, err
	}
	if p := l.Place(); p.Bits != 0 { // what the field will hold
		n, err := m.read(v)
		if err != nil {
			return nil, v, err
		}
		return nil, m.number(l.Type, fieldValue(n, uint(p.Bits), t.Signed)), nil
	}
	if v, err = m.cast(v, l.Type); err != nil {
		return nil, v, err
	}
	b, err := v.Complete(m.ctx, m.env.Memory())
	return b, v, err
}

// fieldValue is a number cut to the bits of a field.
func fieldValue(n *big.Int, bits uint, signed bool) *big.Int {
	size := new(big.Int).Lsh(big.NewInt(1), bits)
	n = new(big.Int).And(n, new(big.Int).Sub(size, big.NewInt(1)))
	if signed && n.Bit(int(bits)-1) != 0 {
		n.Sub(n, size)
	}
	return n
}
