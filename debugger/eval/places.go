package eval

import (
	"errors"
	"fmt"
	"math/big"

	"kbreak/debugger/value"
	"kbreak/symbols/ctype"
)

// deref is what a pointer points to. gdb takes an integer for a pointer to long.
func (m *machine) deref(v value.Value) (operand, error) {
	t := strip(v.Type)
	elem := longType
	switch {
	case t.Kind == ctype.Pointer:
		e, err := target(t)
		if err != nil {
			return operand{}, err
		}
		if elem = e; strip(e).Kind == ctype.Void && !m.dry {
			return operand{}, errors.New("Attempt to dereference a generic pointer.")
		}
	case t.Kind != ctype.Int || t.Size > pointerBytes:
		return operand{}, errors.New("Attempt to take contents of a non-pointer value.")
	}
	a, err := m.address(v)
	return plain(value.At(elem, a)), err
}

func (n *placeNode) eval(m *machine) (operand, error) {
	v, err := m.eval(n.x)
	if err != nil {
		return operand{}, err
	}
	if t := strip(v.Type); !isInteger(t) && t.Kind != ctype.Pointer {
		return operand{}, errors.New("Attempt to take contents of a non-pointer value.")
	}
	a, err := m.address(v)
	return plain(value.At(n.t, a)), err
}

func (n *memberNode) eval(m *machine) (operand, error) {
	x, err := n.x.eval(m)
	if err != nil {
		return operand{}, err
	}
	if x.Type == NoDebugData {
		return operand{}, noType(x)
	}
	if k := strip(x.Type).Kind; k == ctype.Pointer || k == ctype.Array && n.arrow {
		// As gdb does, "." looks through a pointer as "->" does.
		v, err := m.rvalue(x)
		if err != nil {
			return operand{}, err
		}
		if x, err = m.deref(v); err != nil {
			return operand{}, err
		}
	}
	return m.member(x, n.name, n.arrow)
}

func (m *machine) member(x operand, name string, arrow bool) (operand, error) {
	t := strip(x.Type)
	if t.Kind != ctype.Struct && t.Kind != ctype.Union {
		what := ""
		if arrow {
			what = " pointer"
		}
		return operand{}, fmt.Errorf("Attempt to extract a component of a value that is not a structure%s: it has type %s.",
			what, typeName(x.Type))
	}
	f, err := findMember(t, name)
	if err != nil {
		return operand{}, err
	}
	return operand{Value: x.Value.Member(f), percpu: x.percpu}, nil
}

// findMember is a member by its name or path; the error offers what is spelled like it.
func findMember(t *ctype.Type, path string) (ctype.Member, error) {
	if t.Incomplete {
		return ctype.Member{}, fmt.Errorf("There is no member named %s: %s is only declared, no definition of it is in the debug info.", path, t.Tag())
	}
	f, err := t.Member(path)
	var none *ctype.NoMemberError
	if !errors.As(err, &none) {
		return f, err
	}
	names := memberNames(t, 0, nil)
	return f, Unknown(none.Member, names, "There is no member named %s in %s.", none.Member, none.Type)
}

// MemberNames lists the members of a struct or union, those of anonymous ones inside of it included; none
// of any other type.
func MemberNames(t *ctype.Type) []string { return memberNames(strip(t), 0, nil) }

func memberNames(t *ctype.Type, depth int, names []string) []string {
	b, err := t.Body()
	if err != nil || depth > 16 {
		return names
	}
	for _, f := range b.Members {
		if len(names) > 4096 {
			break
		}
		if f.Name != "" {
			names = append(names, f.Name)
		} else if f.Type != nil {
			names = memberNames(strip(f.Type), depth+1, names)
		}
	}
	return names
}

func (n *indexNode) eval(m *machine) (operand, error) {
	x, err := n.x.eval(m)
	if err != nil {
		return operand{}, err
	}
	i, err := m.integer(n.i)
	if err != nil {
		return operand{}, err
	}
	t := strip(x.Type)
	if t.Kind == ctype.Array {
		elem, err := target(t)
		if err != nil {
			return operand{}, err
		}
		if !isMemory(x.Value) && !m.dry {
			if i.Sign() < 0 || t.Count >= 0 && i.Cmp(big.NewInt(t.Count)) >= 0 {
				return operand{}, errors.New("no such vector element")
			}
		}
		if at := new(big.Int).Mul(i, big.NewInt(sizeOf(elem))); !at.IsInt64() {
			return operand{}, fmt.Errorf("element %v lies outside of the address space", i)
		}
		if m.dry {
			i.SetInt64(0)
		}
		return operand{Value: x.Value.Index(elem, i.Int64()), percpu: x.percpu}, nil
	}
	v, err := m.rvalue(x)
	if err != nil {
		return operand{}, err
	}
	if t := strip(v.Type); t.Kind != ctype.Pointer {
		return operand{}, fmt.Errorf("cannot subscript something of type `%s'", typeName(v.Type))
	}
	if v, err = m.move(v, i, 1); err != nil {
		return operand{}, err
	}
	return m.deref(v)
}

// x@n is an array of n objects of which x is the first.
func (n *atNode) eval(m *machine) (operand, error) {
	x, err := n.x.eval(m)
	if err != nil {
		return operand{}, err
	}
	// The number is part of the type.
	count, err := m.really().integer(n.count)
	if err != nil {
		return operand{}, err
	}
	if count.Sign() <= 0 {
		return operand{}, fmt.Errorf("Invalid number %v of repetitions.", count)
	}
	if !isMemory(x.Value) && !m.dry {
		return operand{}, errors.New("Only values in memory can be extended with '@'.")
	}
	size := max(sizeOf(x.Type), 1)
	if !count.IsInt64() || count.Int64() > maxArray/size {
		return operand{}, fmt.Errorf("array of %v elements of %d bytes", count, size)
	}
	return operand{Value: x.Value.As(ArrayOf(x.Type, count.Int64())), percpu: x.percpu}, nil
}

func (n *sizeofNode) eval(m *machine) (operand, error) {
	var t *ctype.Type
	if ty, ok := n.x.(*typeNode); ok {
		t = ty.t
	} else {
		quiet := *m
		quiet.dry = true
		x, err := n.x.eval(&quiet)
		if err != nil {
			return operand{}, err
		}
		if t = x.Type; t == NoDebugData {
			return operand{}, noType(x)
		}
	}
	size := sizeOf(t)
	s := strip(t)
	switch {
	case n.align:
		size = alignOf(t, 0)
	case s.Incomplete:
		return operand{}, fmt.Errorf("%s is only declared: its size is not known", s.Tag())
	case s.Kind == ctype.Void, s.Kind == ctype.Func: // as in GNU C
		size = 1
	}
	t = intType // as in gdb; size_t in C
	if size != int64(int32(size)) {
		t = longType
	}
	return plain(m.number(t, big.NewInt(size))), nil
}
