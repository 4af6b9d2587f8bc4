package eval

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/ctype"
	"kbreak/symbols/expr"
)

// Expr is an expression whose names are known. It belongs to the stop it was compiled at.
type Expr struct {
	env  Env
	root node
}

// Value computes the expression and makes the assignments in it. An object in memory is not read by it,
// see [value.Value]. For a type by itself the error is gdb's.
func (e *Expr) Value(ctx context.Context) (value.Value, error) {
	m := &machine{ctx: ctx, env: e.env}
	x, err := e.root.eval(m)
	if err == nil && x.Type == NoDebugData {
		err = noType(x)
	}
	return x.Value, err
}

// Type is the type that the expression has, or is. Nothing is assigned, and nothing of the target's memory
// is read but what the type depends on: the condition of ?:, the number behind @.
func (e *Expr) Type(ctx context.Context) (*ctype.Type, error) {
	if t, ok := e.root.(*typeNode); ok {
		return t.t, nil
	}
	m := &machine{ctx: ctx, env: e.env, dry: true}
	x, err := e.root.eval(m)
	return x.Type, err
}

// IsType reports whether the expression is the name of a type.
func (e *Expr) IsType() bool { _, ok := e.root.(*typeNode); return ok }

// Register is the register that the expression is, "" if it is none.
func (e *Expr) Register(ctx context.Context) string {
	if n, ok := e.root.(*variableNode); ok {
		if _, ok, err := e.env.Register(ctx, n.name); ok && err == nil {
			return n.name
		}
	}
	return ""
}

// machine runs one expression.
type machine struct {
	ctx context.Context
	env Env
	dry bool // for the type only: memory is taken for zero, and nothing is assigned
	// pure: nothing is assigned.
	pure bool
	// loose: a symbol without debug info is its address, see [Expr.Address].
	loose bool
}

// operand is a value and what it is besides: for an assignment.
type operand struct {
	value.Value
	register string // $rax
	variable string // $foo
	symbol   string // the name by itself, for errors
	percpu   bool   // in the per-CPU section's template
}

// node is a part of an expression.
type node interface {
	eval(m *machine) (operand, error)
}

type (
	constNode  struct{ v value.Value }
	symbolNode struct {
		name string
		s    Symbol
	}
	typeNode struct{ t *ctype.Type }

	historyNode  struct{ n int64 }
	variableNode struct{ name string }

	unaryNode struct {
		op string
		x  node
	}
	binaryNode struct {
		op   string
		l, r node
	}
	logicNode struct {
		or   bool
		l, r node
	}
	atNode     struct{ x, count node }
	condNode   struct{ cond, yes, no node }
	commaNode  struct{ l, r node }
	assignNode struct {
		op   string // "" for =
		l, r node
	}
	stepNode struct { // ++ and --
		op   string
		post bool
		x    node
	}
	memberNode struct {
		x     node
		name  string
		arrow bool
	}
	indexNode struct{ x, i node }
	castNode  struct {
		t *ctype.Type
		x node
	}
	placeNode struct { // {TYPE} address
		t *ctype.Type
		x node
	}
	sizeofNode struct {
		x     node
		align bool
	}
)

func plain(v value.Value) operand { return operand{Value: v} }

func (n *constNode) eval(*machine) (operand, error) { return plain(n.v), nil }

var errType = errors.New("Attempt to use a type name as an expression")

func (n *typeNode) eval(*machine) (operand, error) { return operand{}, errType }

func (n *symbolNode) eval(m *machine) (operand, error) {
	x := operand{symbol: n.name, percpu: n.s.PerCPU}
	if m.dry {
		x.Value = value.At(n.s.Type, 0)
		return x, nil
	}
	var err error
	x.Value, err = n.s.Value(m.ctx)
	return x, err
}

func (n *historyNode) eval(m *machine) (operand, error) {
	v, err := m.env.History(n.n)
	return plain(v), err
}

// Of a register and a convenience variable of one name gdb takes the register.
func (n *variableNode) eval(m *machine) (operand, error) {
	v, ok, err := m.env.Register(m.ctx, n.name)
	if ok || err != nil {
		return operand{Value: v, register: n.name}, err
	}
	if v, ok = m.env.Variable(n.name); !ok {
		v = value.FromBytes(voidType, nil)
	}
	return operand{Value: v, variable: n.name}, nil
}

func (n *commaNode) eval(m *machine) (operand, error) {
	if _, err := n.l.eval(m); err != nil {
		return operand{}, err
	}
	x, err := n.r.eval(m)
	return plain(x.Value), err
}

func (n *condNode) eval(m *machine) (operand, error) {
	// The type is that of the arm which is taken.
	yes, err := m.really().truth(n.cond)
	if err != nil {
		return operand{}, err
	}
	if yes {
		return n.yes.eval(m)
	}
	return n.no.eval(m)
}

func (n *logicNode) eval(m *machine) (operand, error) {
	yes, err := m.truth(n.l)
	if err == nil && (yes != n.or || m.dry) {
		yes, err = m.truth(n.r)
	}
	return plain(m.boolean(yes)), err
}

// really is a machine that computes values also where only the type is wanted; it assigns nothing then.
func (m *machine) really() *machine {
	return &machine{ctx: m.ctx, env: m.env, pure: m.dry || m.pure, loose: m.loose}
}

func (m *machine) boolean(b bool) value.Value {
	n := new(big.Int)
	if b {
		n.SetInt64(1)
	}
	return m.number(intType, n)
}

func (m *machine) number(t *ctype.Type, n *big.Int) value.Value {
	return value.FromNumber(t, n, m.env.Arch().Order)
}

// read gives the integer that a value is, a pointer's address included.
func (m *machine) read(v value.Value) (*big.Int, error) {
	if m.dry {
		return new(big.Int), nil
	}
	if err := v.Err(); err != nil {
		return nil, err
	}
	return v.Number(m.ctx, m.env.Memory(), m.env.Arch().Order)
}

// rvalue is an operand as computations take it: arrays and functions are pointers.
func (m *machine) rvalue(x operand) (value.Value, error) {
	if x.Type == NoDebugData {
		if m.loose {
			return m.addressOf(x, ulongType)
		}
		return x.Value, noType(x)
	}
	switch t := strip(x.Type); t.Kind {
	case ctype.Array:
		elem, err := target(t)
		if err != nil {
			return x.Value, err
		}
		return m.addressOf(x, PointerTo(elem))
	case ctype.Func:
		return m.addressOf(x, PointerTo(x.Type))
	}
	return x.Value, nil
}

func noType(x operand) error {
	return fmt.Errorf("'%s' has unknown type; cast it to its declared type", x.symbol)
}

// eval runs a node for its value.
func (m *machine) eval(n node) (value.Value, error) {
	x, err := n.eval(m)
	if err != nil {
		return x.Value, err
	}
	return m.rvalue(x)
}

// integer runs a node for an integer.
func (m *machine) integer(n node) (*big.Int, error) {
	v, err := m.eval(n)
	if err != nil {
		return nil, err
	}
	switch t := strip(v.Type); {
	case isInteger(t), t.Kind == ctype.Pointer:
		return m.read(v)
	case t.Kind == ctype.Float:
		v, err := m.cast(v, longType)
		if err != nil {
			return nil, err
		}
		return m.read(v)
	}
	return nil, errors.New("Argument is not an integer.")
}

// truth runs a node for what C takes for true: whatever is not 0.
func (m *machine) truth(n node) (bool, error) {
	v, err := m.eval(n)
	if err != nil {
		return false, err
	}
	return m.isTrue(v)
}

func (m *machine) isTrue(v value.Value) (bool, error) {
	switch t := strip(v.Type); {
	case t.Kind == ctype.Float:
		f, err := m.float(v)
		return !m.dry && err == nil && f.sign() != 0, err
	case isInteger(t), t.Kind == ctype.Pointer:
		i, err := m.read(v)
		return err == nil && i.Sign() != 0, err
	}
	return false, fmt.Errorf("Attempt to take the truth of a value of type %s.", typeName(v.Type))
}

// addressOf is a pointer of type t to where x is.
func (m *machine) addressOf(x operand, t *ctype.Type) (value.Value, error) {
	if err := x.Err(); err != nil {
		return x.Value, err
	}
	p := x.Place()
	if p.Bits != 0 {
		return x.Value, errors.New("Attempt to take address of a bit-field.")
	}
	a, ok := x.Address()
	if !ok || x.register != "" {
		return x.Value, errors.New("Attempt to take address of value not located in memory" + m.where(x) + ".")
	}
	return m.pointer(t, a), nil
}

func isMemory(v value.Value) bool { _, ok := v.Address(); return ok }

// where says where a value is that has no address.
func (m *machine) where(x operand) string {
	name := x.register
	if r, ok := x.Place().Loc.(expr.Register); ok {
		name, _ = m.registerNamed(r.Num)
	}
	if name != "" {
		return ": it is in $" + name
	}
	if why := x.Reason(); why != "" {
		return ": " + why
	}
	return ""
}

func (m *machine) pointer(t *ctype.Type, a mem.Addr) value.Value {
	return m.number(t, new(big.Int).SetUint64(uint64(a)))
}

func (m *machine) address(v value.Value) (mem.Addr, error) {
	n, err := m.read(v)
	if err != nil {
		return 0, err
	}
	return mem.Addr(wrap(n).Uint64()), nil
}

// wrap gives the low 64 bits.
func wrap(n *big.Int) *big.Int {
	return new(big.Int).And(n, new(big.Int).SetUint64(1<<64-1))
}

// Int computes the expression for an integer: a floating-point number is truncated, of an array or a
// function it is the address.
func (e *Expr) Int(ctx context.Context) (*big.Int, error) {
	return (&machine{ctx: ctx, env: e.env}).integer(e.root)
}

// Truth computes the expression for a condition: whatever is not 0 is true.
func (e *Expr) Truth(ctx context.Context) (bool, error) {
	return (&machine{ctx: ctx, env: e.env}).truth(e.root)
}

// Address computes the expression for an address as commands take one: the place of a function, an
// array, a struct or a symbol without debug info, otherwise the number that the value is.
func (e *Expr) Address(ctx context.Context) (mem.Addr, error) {
	m := &machine{ctx: ctx, env: e.env, loose: true}
	x, err := e.root.eval(m)
	if err != nil {
		return 0, err
	}
	v := x.Value
	switch strip(x.Type).Kind {
	case ctype.Struct, ctype.Union:
		v, err = m.addressOf(x, ulongType)
	default:
		if x.percpu {
			v, err = m.addressOf(x, ulongType)
		} else {
			v, err = m.rvalue(x)
		}
	}
	if err != nil {
		return 0, err
	}
	if t := strip(v.Type); !isInteger(t) && t.Kind != ctype.Pointer {
		return 0, fmt.Errorf("a value of type %s is no address", typeName(v.Type))
	}
	return m.address(v)
}
