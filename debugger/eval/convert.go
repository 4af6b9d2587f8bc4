package eval

import (
	"errors"

	"kbreak/debugger/value"
	"kbreak/symbols/ctype"
)

func (n *castNode) eval(m *machine) (operand, error) {
	x, err := n.x.eval(m)
	if err != nil {
		return operand{}, err
	}
	to := strip(n.t)
	from := strip(x.Type)
	// What only the symbol table knows has the type that the user says.
	if x.Type == NoDebugData {
		v := x.Value.As(n.t)
		if to.Kind == ctype.Pointer && sizeOf(n.t) == 0 {
			return operand{}, errors.New("Invalid cast.")
		}
		return operand{Value: v, percpu: x.percpu}, nil
	}
	switch to.Kind {
	case ctype.Void:
		return plain(value.FromBytes(n.t, nil)), nil
	case ctype.Struct, ctype.Union, ctype.Array, ctype.Func:
		// An object is looked at in another way, as in *(TYPE *) &x.
		switch {
		case isMemory(x.Value) && from.Kind != ctype.Void:
			t := n.t
			if to.Kind == ctype.Array && to.Count < 0 {
				if elem, err := target(to); err == nil && sizeOf(elem) > 0 {
					t = ArrayOf(elem, sizeOf(x.Type)/sizeOf(elem))
				}
			}
			return operand{Value: x.Value.As(t), percpu: x.percpu}, nil
		case to.Size == from.Size && !isInteger(from) && from.Kind != ctype.Pointer:
			return plain(x.Value.As(n.t)), nil
		}
		return operand{}, errors.New("Invalid cast.")
	}
	if (from.Kind == ctype.Struct || from.Kind == ctype.Union) && (isMemory(x.Value) || m.dry) {
		return operand{Value: x.Value.As(n.t), percpu: x.percpu}, nil // gdb takes what stands there
	}
	v, err := m.rvalue(x)
	if err != nil {
		return operand{}, err
	}
	v, err = m.cast(v, n.t)
	return operand{Value: v, percpu: x.percpu && to.Kind == ctype.Pointer && from.Kind == ctype.Pointer}, err
}

// cast converts a scalar to a scalar type.
func (m *machine) cast(v value.Value, t *ctype.Type) (value.Value, error) {
	from, to := strip(v.Type), strip(t)
	scalar := func(t *ctype.Type) bool { return isArithmetic(t) || t.Kind == ctype.Pointer }
	if !scalar(from) || !scalar(to) || from.Kind == ctype.Pointer && to.Kind == ctype.Float ||
		from.Kind == ctype.Float && to.Kind == ctype.Pointer {
		return v, errors.New("Invalid cast.")
	}
	order := m.env.Arch().Order
	switch {
	case from.Kind == ctype.Float && to.Kind == ctype.Float:
		f, err := m.float(v)
		return fromFloat(t, f, order), err
	case to.Kind == ctype.Float:
		n, err := m.read(v)
		if err != nil {
			return v, err
		}
		return fromFloat(t, fromInt(n), order), nil
	case from.Kind == ctype.Float:
		f, err := m.float(v)
		if err != nil {
			return v, err
		}
		if to.Kind == ctype.Bool {
			return value.FromNumber(t, oneIf(f.sign() != 0), order), nil
		}
		return value.FromNumber(t, f.integer(), order), nil
	}
	n, err := m.read(v)
	if err != nil {
		return v, err
	}
	if to.Kind == ctype.Bool {
		n = oneIf(n.Sign() != 0)
	}
	return value.FromNumber(t, n, order), nil
}
