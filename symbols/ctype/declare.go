package ctype

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// String writes the type as C does in a cast, in gdb's spelling: "struct file *", "const char *",
// "int (*)(int)", "char [16]". A struct, union or enum without a tag is "struct {...}".
func (t *Type) String() string { return t.Declare("") }

// Declare writes the declaration of something of this type: "char *argv[]", "int (*handler)(int)".
// An empty name gives the type alone.
//
// C writes a type around the name: the base type stands before it, what is done to the name (called,
// indexed, dereferenced) on either side of it, and the name's own type is read inside out (C11 §6.7.6).
// Spaces are where gdb's c_print_type puts them (gdb/c-typeprint.c).
func (t *Type) Declare(name string) string {
	d := declarer{budget: maxDeclared}
	d.declare(t, name, 0)
	return d.String()
}

// maxDeclared bounds the types written for one declaration: parameters have types that have
// parameters, and a broken file can make a tree of any size of that.
const maxDeclared = 512

type declarer struct {
	strings.Builder
	budget int
}

// step is one derivation on the way from a type to its base: a pointer, an array, a function.
type step struct {
	t     *Type
	quals qualifiers // of a pointer
}

func (d *declarer) declare(t *Type, name string, depth int) {
	if d.budget--; d.budget < 0 || depth > maxDepth {
		d.WriteString("...")
		return
	}
	steps, quals, base := unwrap(t, false)
	d.WriteString(quals.before())
	d.WriteString(baseName(base))
	d.declarator(steps, name, depth)
}

// unwrap walks from the outermost derivation to the base, collecting qualifiers on the way: those found
// before a pointer belong behind its star, those before the base type stand before that. With typedefs
// they are followed on the way.
func unwrap(t *Type, typedefs bool) (steps []step, quals qualifiers, base *Type) {
	base = t
	for links := 0; base != nil && len(steps) <= maxDepth && links <= maxDepth; base = base.elem() {
		switch base.Kind {
		case Const, Volatile, Restrict, Atomic:
			quals.add(base.Kind)
			links++
		case Typedef:
			if !typedefs {
				return steps, quals, base
			}
			links++
		case Pointer:
			steps = append(steps, step{base, quals})
			quals = qualifiers{}
		case Array:
			if base.Vector {
				return steps, quals, base
			}
			// A qualified array is an array of qualified elements (C11 §6.7.3).
			steps = append(steps, step{base, qualifiers{}})
		case Func:
			steps = append(steps, step{base, qualifiers{}})
			quals = qualifiers{}
		default:
			return steps, quals, base
		}
	}
	return steps, quals, base
}

// declarator writes what stands behind the base type.
func (d *declarer) declarator(steps []step, name string, depth int) {
	if name != "" || len(steps) > 0 {
		d.WriteByte(' ')
	}
	// Prefixes from the base outwards, then the name, then suffixes back inwards.
	for i := len(steps) - 1; i >= 0; i-- {
		s := steps[i]
		if s.t.Kind == Pointer {
			d.WriteByte('*')
			if q := s.quals.after(); q != "" {
				d.WriteString(q)
				if name != "" || slices.ContainsFunc(steps[:i], func(s step) bool { return s.t.Kind == Pointer }) {
					d.WriteByte(' ')
				}
			}
		} else if i > 0 && steps[i-1].t.Kind == Pointer {
			d.WriteByte('(')
		}
	}
	d.WriteString(name)
	for i, s := range steps {
		if s.t.Kind == Pointer {
			continue
		}
		if i > 0 && steps[i-1].t.Kind == Pointer {
			d.WriteByte(')')
		}
		if s.t.Kind == Array {
			d.WriteByte('[')
			if s.t.Count >= 0 {
				d.WriteString(strconv.FormatInt(s.t.Count, 10))
			}
			d.WriteByte(']')
			continue
		}
		d.params(s.t, depth)
	}
}

func (d *declarer) params(t *Type, depth int) {
	d.WriteByte('(')
	defer d.WriteByte(')')
	b, err := t.Body()
	if err != nil {
		d.WriteString("?")
		return
	}
	for i, p := range b.Params {
		if i > 0 {
			d.WriteString(", ")
		}
		if d.budget < 0 {
			break
		}
		d.declare(p.Type, "", depth+1)
	}
	switch {
	case b.Variadic && len(b.Params) > 0:
		d.WriteString(", ...")
	case b.Variadic && b.Prototyped: // C23; what has no parameter list at all is variadic too
		d.WriteString("...")
	case len(b.Params) == 0 && b.Prototyped:
		d.WriteString("void")
	}
}

// elem is the type's Elem, nil where it cannot be read.
func (t *Type) elem() *Type {
	b, err := t.Body()
	if err != nil { // as it cannot be said, it is said why
		return New(Info{Kind: Typedef, Name: "<error: " + err.Error() + ">"}, func() (Body, error) { return Body{}, err })
	}
	return b.Elem
}

func baseName(t *Type) string {
	if t == nil || t.Kind == Void && t.Name == "" {
		return "void"
	}
	switch t.Kind {
	case Struct, Union, Enum:
		return t.Tag()
	case Array:
		if elem := t.elem(); t.Vector && elem != nil && elem.Kind != Array {
			return fmt.Sprintf("%s __attribute__ ((vector_size(%d)))", baseName(elem), t.Count)
		}
	}
	if t.Name == "" {
		return "<unnamed>"
	}
	return t.Name
}

// qualifiers is a set, written in gdb's order.
type qualifiers [4]bool

var qualifierWords = [4]string{"const", "volatile", "restrict", "_Atomic"}

func (q *qualifiers) add(k Kind) { q[k-Const] = true }

func (q qualifiers) words() []string {
	var w []string
	for i, on := range q {
		if on {
			w = append(w, qualifierWords[i])
		}
	}
	return w
}

func (q qualifiers) before() string {
	if w := q.words(); len(w) > 0 {
		return strings.Join(w, " ") + " "
	}
	return ""
}

func (q qualifiers) after() string {
	if w := q.words(); len(w) > 0 {
		return " " + strings.Join(w, " ")
	}
	return ""
}
