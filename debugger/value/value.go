package value

import (
	"context"
	"errors"
	"fmt"

	"kbreak/mem"
	"kbreak/symbols/ctype"
	"kbreak/symbols/expr"
)

// Value is a typed object of the stopped target. It belongs to one stop, and like the session it is
// used by one goroutine at a time. The parts of an object ([Value.Member], [Value.Index]) share what
// was read of it.
type Value struct {
	Type *ctype.Type // nil is void

	obj  *object
	off  int64 // bytes from the start of obj
	bit  int64 // bit-field: first bit from off, in the target's numbering (see expr.Missing)
	bits int64 // bit-field: width; 0 for everything else
	err  error // the value could not be had at all
}

// object is what a Value and its parts are windows on.
type object struct {
	loc expr.Location // nil if it is only bytes
	mem bool          // in memory at addr: contents is a window that moves
	at  mem.Addr

	contents expr.Contents
	start    int64 // offset of contents in the object
}

// At is an object in memory. Nothing is read before it is needed.
func At(t *ctype.Type, a mem.Addr) Value {
	return Value{Type: t, obj: &object{loc: expr.Memory{Addr: a}, mem: true, at: a}}
}

// FromBytes is an object that is nowhere in the target, in the target's byte order.
func FromBytes(t *ctype.Type, b []byte) Value {
	return Value{Type: t, obj: &object{contents: expr.Contents{Bytes: b}}}
}

// Gone is an object that was optimised out, for a reason.
func Gone(t *ctype.Type, reason string) Value {
	loc := expr.Gone{Reason: reason}
	size := min(sizeOf(t), expr.MaxObject)
	return Value{Type: t, obj: &object{loc: loc, contents: expr.Contents{
		Bytes:   make([]byte, size),
		Missing: []expr.Missing{{Bits: max(size*8, 1), Reason: reason}},
	}}}
}

// Broken is a value that cannot be had because of an error: a malformed expression, or memory that
// its computation needs. It prints as that error.
func Broken(t *ctype.Type, err error) Value { return Value{Type: t, obj: &object{}, err: err} }

// Evaluate runs a location expression for an object of type t. The error is for what ends everything
// (a lost link, a cancelled context); what concerns this value alone is in the value.
func Evaluate(t *ctype.Type, code []byte, u expr.Unit, env expr.Env) (Value, error) {
	loc, err := expr.Eval(code, u, env)
	return fromResult(t, loc, err, u, env)
}

// AtCall is the value that a parameter of type t was given at a call. code is the DW_AT_call_value of
// the parameter at the call site, env the frame of the caller. The error is as for [Evaluate].
func AtCall(t *ctype.Type, code []byte, u expr.Unit, env expr.Env) (Value, error) {
	loc, err := expr.EvalValue(code, u, env)
	return fromResult(t, loc, err, u, env)
}

func fromResult(t *ctype.Type, loc expr.Location, err error, u expr.Unit, env expr.Env) (Value, error) {
	if err == nil {
		return FromLocation(t, loc, u, env)
	}
	var malformed *expr.Error
	var fault *mem.Fault
	if errors.As(err, &malformed) || errors.As(err, &fault) {
		return Broken(t, err), nil
	}
	return Value{}, err
}

// FromLocation is the object of type t at loc. Registers and pieces are read here, memory later.
func FromLocation(t *ctype.Type, loc expr.Location, u expr.Unit, env expr.Env) (Value, error) {
	switch l := loc.(type) {
	case expr.Memory:
		return At(t, l.Addr), nil
	case expr.Gone:
		return Gone(t, l.Reason), nil
	}
	size := sizeOf(t)
	if size > expr.MaxObject {
		return Broken(t, fmt.Errorf("the type has %d bytes, more than any register or piece", size)), nil
	}
	c, err := expr.Read(loc, size, u, env)
	if err != nil {
		return Value{}, err
	}
	return Value{Type: t, obj: &object{loc: loc, contents: c}}, nil
}

// maxSize is the largest size in bytes that is believed. No address space is larger, and offsets in
// bits still fit an int64.
const maxSize = 1 << 48

// sizeOf is the size in bytes of an object of type t: 0 for what has none.
func sizeOf(t *ctype.Type) int64 {
	if t == nil {
		return 0
	}
	return min(max(stripped(t).Size, 0), maxSize)
}

// Address is where the value is in memory; false if it is elsewhere, nowhere, or a bit-field.
func (v Value) Address() (mem.Addr, bool) {
	if v.obj == nil || !v.obj.mem || v.bits != 0 || v.err != nil {
		return 0, false
	}
	return v.obj.at.Add(v.off), true
}

// Err is the error that the value consists of, nil for every other.
func (v Value) Err() error { return v.err }

// Reason says why a value is not there, or not completely: for "explain" and the structured form. It
// is "" for a value in memory, which is not read for the question.
func (v Value) Reason() string {
	if v.err != nil {
		return v.err.Error()
	}
	if v.obj == nil || v.obj.mem {
		return ""
	}
	bit, bits := v.span()
	if m, _ := v.obj.contents.Find(bit, bits); m != nil {
		return m.Reason
	}
	return ""
}

// gone reports whether v is an object of which the compiler kept nothing, or a part of one.
func (v Value) gone() bool {
	if v.obj == nil {
		return false
	}
	_, gone := v.obj.loc.(expr.Gone)
	return gone
}

// span is the run of bits that the value occupies in its object.
func (v Value) span() (bit, bits int64) {
	if v.bits != 0 {
		return v.off*8 + v.bit, v.bits
	}
	return v.off * 8, sizeOf(v.Type) * 8
}

// Member is a member of a struct or union value, as its type describes it.
func (v Value) Member(m ctype.Member) Value {
	w := Value{Type: m.Type, obj: v.obj, off: v.off + m.Offset, err: v.err}
	if m.BitSize > 0 {
		w.bit, w.bits = m.BitOffset, min(m.BitSize, maxSize)
	}
	return w
}

// Index is the i-th of elements of type t that lie one after the other from the start of v.
func (v Value) Index(t *ctype.Type, i int64) Value {
	return Value{Type: t, obj: v.obj, off: v.off + i*sizeOf(t), err: v.err}
}

// Bytes reads the value's bytes, or as many as [expr.MaxObject] of them. For a bit-field they are
// those that contain it.
func (v Value) Bytes(ctx context.Context, r mem.Reader) (expr.Contents, error) {
	bit, bits := v.span()
	first := bit / 8
	return v.read(ctx, r, first, min((bit+bits+7)/8-first, expr.MaxObject))
}

// window is how much of an object in memory is read at once: all of nearly every struct.
const window = 64 << 10

// read gives n bytes from byte off of the object. What the object does not have is missing.
func (v Value) read(ctx context.Context, r mem.Reader, off, n int64) (expr.Contents, error) {
	if v.err != nil {
		return expr.Contents{}, v.err
	}
	n = min(max(n, 0), expr.MaxObject)
	o := v.obj
	if o == nil || off < 0 && !o.mem {
		return outside(n), nil
	}
	if o.mem && (off < o.start || off+n > o.start+int64(len(o.contents.Bytes))) {
		if err := o.load(ctx, r, off, n); err != nil {
			return expr.Contents{}, err
		}
	}
	off -= o.start
	have := min(max(int64(len(o.contents.Bytes))-off, 0), n)
	c := outside(n)
	if have == n {
		c = expr.Contents{Bytes: o.contents.Bytes[off : off+n]}
	} else if have > 0 {
		copy(c.Bytes, o.contents.Bytes[off:off+have])
		c.Missing[0].Bit, c.Missing[0].Bits = have*8, (n-have)*8
	}
	var missing []expr.Missing
	for _, m := range o.contents.Missing {
		from, to := max(m.Bit-off*8, 0), min(m.Bit+m.Bits-off*8, have*8)
		if from < to {
			m.Bit, m.Bits = from, to-from
			missing = append(missing, m)
		}
	}
	c.Missing = append(missing, c.Missing...)
	return c, nil
}

// outside is n bytes that do not belong to the object: the type is not its own.
func outside(n int64) expr.Contents {
	c := expr.Contents{Bytes: make([]byte, n)}
	if n > 0 {
		c.Missing = []expr.Missing{{Bits: n * 8, Reason: "it lies outside of the object"}}
	}
	return c
}

// load moves the window of an object in memory so that it covers n bytes from off.
func (o *object) load(ctx context.Context, r mem.Reader, off, n int64) error {
	buf := make([]byte, n)
	holes, err := expr.ReadHoles(func(a mem.Addr, p []byte) error { return r.ReadMem(ctx, a, p) },
		o.at.Add(off), buf)
	if err != nil {
		return err
	}
	o.start, o.contents = off, expr.Contents{Bytes: buf, Missing: holes}
	return nil
}

// prefetch reads an object in memory as a whole if it is of the size of a struct, so that it costs
// one round trip and not one a member; of a larger one, the part from v on.
func (v Value) prefetch(ctx context.Context, r mem.Reader, size int64) error {
	if v.obj == nil || !v.obj.mem || size <= 0 {
		return nil
	}
	_, err := v.read(ctx, r, v.off, min(size, window))
	return err
}
