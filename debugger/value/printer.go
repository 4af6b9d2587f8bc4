package value

import (
	"context"
	"fmt"
	"strings"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/ctype"
	"kbreak/symbols/expr"
)

// Options are gdb's print settings. [Defaults] has gdb's defaults.
type Options struct {
	Elements int  // array elements and string characters to print at most; 0: no limit but ours
	Repeats  int  // longer runs of equal elements are printed once with their count; 0: never
	Depth    int  // structs and arrays nested deeper are printed as {...}
	Pretty   bool // "set print pretty": a member on a line

	Symbol       bool // <symbol> behind pointers to data
	Union        bool // unions inside of structs, otherwise {...}
	Address      bool // addresses at all
	Array        bool // an array element on a line
	ArrayIndexes bool // [0] = before array elements
	NullStop     bool // character arrays end at their first NUL

	AllArguments bool // "set print frame-arguments all": structs and arrays in frame lines too

	As Format // what print/x and the like ask for; 0 prints each type in its own way
}

// Defaults are the settings that gdb starts with.
var Defaults = Options{Elements: 200, Repeats: 10, Depth: 20, Symbol: true, Union: true, Address: true}

// maxDepth ends types that contain themselves.
const maxDepth = 64

// Printer prints values. It holds no state between calls.
type Printer struct {
	Arch *arch.Arch
	Mem  mem.Reader
	// SymbolAt names an address as gdb does between < and >: "init_task", "init_task+8"; "" where
	// there is nothing to say. It may be nil.
	SymbolAt func(context.Context, mem.Addr) string
	Options
}

// maxText bounds what is printed for one value: a hostile type can nest large arrays in large
// structs, 20 deep.
const maxText = 1 << 20

// Print gives a value as "print" shows it: as Format does, with the type before a pointer.
//
// The error, here and in the other methods, is one that concerns more than this value: a lost link, a
// cancelled context. What cannot be read is part of the text.
func (p *Printer) Print(ctx context.Context, v Value) (string, error) {
	return p.print(ctx, func(f *formatter) {
		f.pointerType(v.Type)
		f.value(v, 0)
	})
}

// Format gives a value as it appears inside of others and in "info locals".
func (p *Printer) Format(ctx context.Context, v Value) (string, error) {
	return p.print(ctx, func(f *formatter) { f.value(v, 0) })
}

// Local gives a variable's value as "info locals" and "info args" show it. It differs from Format
// where the whole value cannot be read.
func (p *Printer) Local(ctx context.Context, name string, v Value) (string, error) {
	return p.print(ctx, func(f *formatter) {
		if why := f.unreadable(v); why != "" {
			fmt.Fprintf(f, "<error reading variable %s (%s)>", name, why)
			return
		}
		f.value(v, 0)
	})
}

func (p *Printer) print(ctx context.Context, run func(*formatter)) (string, error) {
	f := &formatter{Printer: p, ctx: ctx}
	run(f)
	if f.err != nil {
		return "", f.err
	}
	return f.out.String(), nil
}

// formatter is one run of a [Printer].
type formatter struct {
	*Printer
	ctx context.Context
	out strings.Builder
	err error // ends the run

	compared  int64 // what finding runs of equal elements has cost, in bytes
	anonymous int   // anonymous structs around the current value, which do not count as depth
}

// Write is for fmt.Fprintf. What does not fit is dropped: [formatter.stop] ends the run soon after.
func (f *formatter) Write(b []byte) (int, error) {
	if f.out.Len() < maxText {
		f.out.Write(b)
	}
	return len(b), nil
}

func (f *formatter) puts(s string) { f.Write([]byte(s)) }

// stop reports whether there is no point in going on.
func (f *formatter) stop() bool {
	if f.err == nil {
		f.err = f.ctx.Err()
	}
	return f.err != nil || f.out.Len() >= maxText
}

// contents reads a value, leaving errors about more than the value in f.err.
func (f *formatter) contents(v Value) (expr.Contents, bool) {
	c, err := v.Bytes(f.ctx, f.Mem)
	if err != nil {
		f.err = err
	}
	return c, err == nil
}

// maxScalar is the size in bytes of the largest number that is printed. C's are 16 at most.
const maxScalar = 64

// isScalar reports whether gdb counts a type as scalar: it prints those even in frame lines.
func isScalar(t *ctype.Type) bool {
	switch t.Kind {
	case ctype.Struct, ctype.Union, ctype.Array:
		return false
	}
	return true
}

// stripped is the type without typedefs and qualifiers, and the definition of one that is only declared;
// nil becomes void.
func stripped(t *ctype.Type) *ctype.Type {
	if t == nil {
		return &ctype.Type{Info: ctype.Info{Kind: ctype.Void}}
	}
	return t.Strip().Complete()
}

// value prints v, which stands at a nesting depth.
func (f *formatter) value(v Value, depth int) {
	if f.stop() {
		return
	}
	if v.err != nil {
		f.puts("<error: " + capital(v.err.Error()) + ">")
		return
	}
	if v.gone() {
		f.puts("<optimized out>")
		return
	}
	t := stripped(v.Type)
	if t.Incomplete {
		f.puts("<incomplete type>")
		return
	}
	switch t.Kind {
	case ctype.Void:
		f.puts("void")
		return
	case ctype.Func:
		f.function(v, t)
		return
	}
	if isScalar(t) {
		if t.Size > maxScalar || v.bits > maxScalar*8 {
			fmt.Fprintf(f, "<error: number of %d bytes>", max(t.Size, v.bits/8))
			return
		}
		c, ok := f.contents(v)
		if ok && !f.missing(c, v) {
			f.scalar(v, t, c.Bytes)
		}
		return
	}
	text := t.Kind == ctype.Array && t.Count > 0 && isText(target(t), 0)
	if depth > maxDepth || f.Depth > 0 && depth-f.anonymous >= f.Depth && !text {
		f.puts("{...}")
		return
	}
	if err := v.prefetch(f.ctx, f.Mem, t.Size); err != nil {
		f.err = err
		return
	}
	if t.Size > 0 && t.Size <= window && v.bits == 0 {
		// All of it missing for one reason is said once.
		c, ok := f.contents(v)
		if !ok {
			return
		}
		if m, all := c.Find(0, t.Size*8); all && len(c.Missing) == 1 && m.Pointer == nil {
			f.missing(c, v)
			return
		}
	}
	if t.Kind == ctype.Union && depth > 0 && !f.Options.Union {
		f.puts("{...}")
	} else if t.Kind == ctype.Array {
		f.array(v, t, depth)
	} else {
		f.structure(v, t, depth)
	}
}

// missing prints why a scalar is not there, and reports whether that is so.
func (f *formatter) missing(c expr.Contents, v Value) bool {
	bit, bits := v.span()
	m, _ := c.Find(bit%8, bits)
	switch {
	case m == nil:
		return false
	case m.Fault != nil:
		f.puts("<error: " + capital(m.Fault.Error()) + ">")
	case m.Pointer != nil:
		f.puts("<synthetic pointer>")
	default:
		f.puts("<optimized out>")
	}
	return true
}

// unreadable says why nothing at all of a value can be read, "" if something can or if it was
// optimised out.
func (f *formatter) unreadable(v Value) string {
	if v.err != nil {
		return capital(v.err.Error())
	}
	if v.obj == nil || !v.obj.mem {
		return ""
	}
	bits := min(sizeOf(v.Type), window) * 8
	if bits == 0 {
		return ""
	}
	if f.err = v.prefetch(f.ctx, f.Mem, bits/8); f.err != nil {
		return ""
	}
	c, err := v.read(f.ctx, f.Mem, v.off, bits/8)
	if err != nil {
		return ""
	}
	if m, all := c.Find(0, bits); all && m.Fault != nil {
		return capital(m.Fault.Error())
	}
	return ""
}

// capital gives a message the capital letter that gdb's have; most of them come from mem.Fault.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
