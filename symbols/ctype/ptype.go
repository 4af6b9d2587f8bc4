package ctype

import (
	"fmt"
	"strconv"
	"strings"
)

// Layout says what [Type.Ptype] writes beside the declaration.
type Layout struct {
	Offsets bool // where each member is and how large ("ptype/o")
	Hex     bool // these numbers in hexadecimal
}

// Ptype describes the type as gdb 13's ptype does, without a newline at the end: "type = " and the type
// with its typedefs followed and its outermost struct, union or enum written out. Members that have no
// tag are written out one level deep, and with offsets all structs and unions are, at any depth.
//
// Offsets and sizes are in bytes and count from the start of the outermost struct; "16: 3" is bit 3 of
// byte 16. Those in a union have no offset of their own, and those behind a pointer or in an array
// count from the start of what is pointed to, or of one element (GDB manual, "Symbols", ptype/o).
func (t *Type) Ptype(l Layout) string {
	x := expander{declarer: declarer{budget: maxExpanded}, layout: l}
	if top := t.unqualified().Complete(); l.Offsets && top != nil && (top.Kind == Struct || top.Kind == Union) {
		x.WriteString("/* offset      |    size */  ")
	}
	x.WriteString("type = ")
	x.write(t, "", 1, 0, &place{})
	return x.String()
}

// Bounds of one description: a broken file can have structs that contain each other. The longest of Linux
// 6.1 has 5,000 declarations, 300 kB and 9 levels with offsets.
const (
	maxExpanded = 1 << 16
	maxText     = 16 << 20
	maxLevel    = 32
)

type expander struct {
	declarer
	layout Layout
}

// place is where a struct lies that is being written, in bits.
type place struct {
	start int64 // from the outermost struct
	end   int64 // of the last member that was written, from the start of its struct
}

func (x *expander) full() bool { return x.budget < 0 || x.Len() > maxText }

// columns is the width of offset and size.
const columns = 27

// write writes a declaration of name. Show is gdb's: above 0, typedefs are followed and the base type
// is written out; at 0 it is if it has no tag; below, not at all.
func (x *expander) write(t *Type, name string, show, level int, at *place) {
	if x.budget--; x.full() || level > 4*maxLevel {
		x.WriteString("...")
		return
	}
	steps, quals, base := unwrap(t, show > 0)
	if len(steps) > 0 {
		at = &place{} // members of a target or an element count from its start
	}
	x.WriteString(quals.before())
	switch {
	case base != nil && base.Kind == Typedef && show > 0:
		x.WriteString("<typedef " + base.Name + " refers to itself>")
	case base == nil, show < 0, show == 0 && base.Name != "":
		x.WriteString(baseName(base))
	case base.Kind == Struct || base.Kind == Union:
		x.aggregate(base.Complete(), show, level, at)
	case base.Kind == Enum:
		x.enum(base.Complete())
	default:
		x.WriteString(baseName(base))
	}
	x.declarator(steps, name, 0)
}

func (x *expander) aggregate(t *Type, show, level int, at *place) {
	x.WriteString(strings.TrimSuffix(t.Tag(), "{...}"))
	if t.Name != "" {
		x.WriteByte(' ')
	}
	x.WriteString("{\n")
	b, err := t.Body()
	switch {
	case t.Incomplete:
		x.remark(level, show, "<incomplete type>")
	case err != nil:
		x.remark(level, show, "<"+err.Error()+">")
	case len(b.Members) == 0:
		x.remark(level, show, "<no data fields>")
	default:
		for i := range b.Members {
			if x.full() {
				x.remark(level, show, "...")
				break
			}
			x.member(t, &b.Members[i], show, level, at)
		}
	}
	if x.layout.Offsets {
		if show > 0 {
			x.hole(at, t.Size*8, "padding")
			fmt.Fprintf(x, "\n%*s/* total size (bytes): %4d */\n", columns+level+4, "", t.Size)
		}
		x.indent(columns)
		if level == 0 {
			x.indent(2)
		}
	}
	x.indent(level)
	x.WriteByte('}')
}

// remark writes a line in the place of members.
func (x *expander) remark(level, show int, text string) {
	if x.layout.Offsets && show > 0 {
		x.indent(columns)
	}
	x.indent(level + 4)
	x.WriteString(text + "\n")
}

func (x *expander) indent(n int) {
	for range n {
		x.WriteByte(' ')
	}
}

func (x *expander) member(t *Type, m *Member, show, level int, at *place) {
	inner := &place{start: at.start + m.Offset*8 + m.BitOffset}
	below := show - 1
	if x.layout.Offsets {
		x.where(t, m, at)
		if k := m.Type.unqualified(); k != nil && (k.Kind == Struct || k.Kind == Union) {
			below = show
		}
	}
	x.indent(level + 4)
	x.write(m.Type, m.Name, below, level+4, inner)
	if m.BitSize > 0 {
		x.WriteString(" : " + strconv.FormatInt(m.BitSize, 10))
	}
	x.WriteString(";\n")
}

// where writes the columns of a member, after the hole that is before it.
func (x *expander) where(t *Type, m *Member, at *place) {
	number := func(n int64) string {
		if x.layout.Hex {
			return fmt.Sprintf("0x%04x", n)
		}
		return fmt.Sprintf("%6d", n)
	}
	var size int64
	if m.Type != nil {
		size = m.Type.Size
	}
	if t.Kind == Union {
		fmt.Fprintf(x, "/*                %s */", number(size))
		return
	}
	bit := m.Offset*8 + m.BitOffset
	x.hole(at, bit, "hole")
	left := number((at.start + bit) / 8)
	switch rest := (at.start + bit) % 8; {
	case m.BitSize == 0:
		at.end = bit + size*8
	case x.layout.Hex:
		left += fmt.Sprintf(": 0x%x", rest)
	default:
		left += fmt.Sprintf(":%2d", rest)
	}
	if m.BitSize > 0 {
		at.end = bit + m.BitSize
	}
	fmt.Fprintf(x, "/* %-12s|  %s */", left, number(size))
}

// hole says what lies unused before bit. As in gdb there is no hole before anything has a size.
func (x *expander) hole(at *place, bit int64, what string) {
	if at.end <= 0 || at.end >= bit {
		return
	}
	bytes, bits := (bit-at.end)/8, (bit-at.end)%8
	if bits > 0 {
		fmt.Fprintf(x, "/* XXX %2d-bit %-7s    */\n", bits, what)
	}
	if bytes > 0 {
		fmt.Fprintf(x, "/* XXX %2d-byte %-7s   */\n", bytes, what)
	}
}

// enum writes the enumerators, with the value of those that do not follow the one before.
func (x *expander) enum(t *Type) {
	x.WriteString("enum ")
	if t.Name != "" {
		x.WriteString(t.Name + " ")
	}
	x.WriteByte('{')
	defer x.WriteByte('}')
	b, err := t.Body()
	if err != nil || t.Incomplete {
		x.WriteString("...")
		return
	}
	next := int64(0)
	for i, c := range b.Enumerators {
		if i > 0 {
			x.WriteString(", ")
		}
		if x.full() {
			x.WriteString("...")
			break
		}
		x.WriteString(c.Name)
		if c.Value != next {
			x.WriteString(" = " + strconv.FormatInt(c.Value, 10))
		}
		next = c.Value + 1
	}
}

// unqualified follows qualifiers, but no typedefs.
func (t *Type) unqualified() *Type {
	for range maxDepth {
		if t == nil {
			return nil
		}
		switch t.Kind {
		case Const, Volatile, Restrict, Atomic:
			t = t.elem()
		default:
			return t
		}
	}
	return t
}
