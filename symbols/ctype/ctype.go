// Package ctype answers one question: what is this C type, in bytes?
//
// A [Type] is the common form of what DWARF and BTF say. Its own facts (kind, name, size) are there
// at once; what it refers to (element, members, enumerators) is loaded when first asked for, because
// one struct task_struct leads to two thousand types.
//
//	.debug_info ──► symbols/debuginfo ──┐
//	.BTF        ──► symbols/btf       ──┴──► *Type ──► kernel, debugger/value
//
// Sources: C11 §6.2.5; DWARF 5 chapter 5; Linux Documentation/bpf/btf.rst.
package ctype

import (
	"fmt"
	"strings"
	"sync"
)

// Kind is the sort of a [Type].
type Kind uint8

const (
	Void Kind = iota
	Int       // also char: see IsChar
	Bool
	Float
	Enum
	Pointer
	Array
	Struct
	Union
	Func
	Typedef
	Const
	Volatile
	Restrict
	Atomic
	Complex // two floating-point numbers of half the size: the real part and the imaginary one
)

// Info is what is known of a [Type] without loading anything.
type Info struct {
	Kind       Kind
	Name       string // tag, typedef name or base type name; "" if it has none
	Size       int64  // sizeof in bytes; 0 for void, functions and incomplete types
	Signed     bool   // Int, Enum: the values are signed
	IsChar     bool   // Int: a character type, printed as one
	Count      int64  // Array: elements; -1 where the declaration gives none (flexible array)
	Vector     bool   // Array: a vector type of GCC's, which is a value by itself
	Incomplete bool   // Struct, Union, Enum: only declared here
}

// Type is one C type. It is immutable once made and safe for concurrent use.
type Type struct {
	Info
	load func() (Body, error)
	once sync.Once
	body Body
	err  error
}

// Body is what a type refers to.
type Body struct {
	Elem        *Type // target of a pointer, element, return type, aliased or qualified type, enum's base; nil is void. Of an incomplete type: its definition, see Complete
	Members     []Member
	Enumerators []Enumerator
	Params      []Param
	Variadic    bool
	Prototyped  bool // Func: declared with a parameter list, (void) included
}

// Member is one field of a struct or union.
type Member struct {
	Name      string // "" for an anonymous struct or union
	Type      *Type
	Offset    int64 // bytes from the start of the struct; for a bit-field, of the byte it starts in
	BitOffset int64 // bit-field: bits from Offset to its first bit, 0 to 7
	BitSize   int64 // bit-field: width in bits; 0 for an ordinary member
}

// BitField makes the Member for width bits that start bit bits into the struct. Bits count as the
// target numbers them: from the least significant one of each byte where it is little endian, from the
// most significant one otherwise. The field lies in the (BitOffset+BitSize+7)/8 bytes from Offset,
// which never reach beyond the struct, as a storage unit of the field's type may in a packed one.
func BitField(name string, t *Type, bit, width int64) Member {
	return Member{Name: name, Type: t, Offset: bit >> 3, BitOffset: bit & 7, BitSize: width}
}

// Enumerator is one constant of an enum; Value is sign- or zero-extended as the enum's type is.
type Enumerator struct {
	Name  string
	Value int64
}

// Param is a function parameter.
type Param struct {
	Name string
	Type *Type
}

// New returns a type with a loader for what it refers to. load is called once, at first use; nil
// means that there is nothing to load.
func New(info Info, load func() (Body, error)) *Type { return &Type{Info: info, load: load} }

// Body loads and returns what the type refers to. A nil *Type is void and refers to nothing.
func (t *Type) Body() (*Body, error) {
	if t == nil {
		return &Body{}, nil
	}
	t.once.Do(func() {
		if t.load != nil {
			t.body, t.err = t.load()
			t.load = nil
		}
	})
	return &t.body, t.err
}

// maxDepth bounds chains of typedefs and nested anonymous members: files are not trusted.
const maxDepth = 64

// Strip follows typedefs and qualifiers. On a broken or endless chain it returns where it got to.
func (t *Type) Strip() *Type {
	if t == nil {
		return &Type{Info: Info{Kind: Void}}
	}
	for range maxDepth {
		switch t.Kind {
		case Typedef, Const, Volatile, Restrict, Atomic:
			b, err := t.Body()
			if err != nil {
				return t
			}
			if b.Elem == nil {
				return &Type{Info: Info{Kind: Void}}
			}
			t = b.Elem
		default:
			return t
		}
	}
	return t
}

// Complete follows a declaration ("struct foo;") to its definition, which may be anywhere in the image
// and may take a search. It returns t itself if it is complete or nobody knows more.
func (t *Type) Complete() *Type {
	if t == nil || !t.Incomplete {
		return t
	}
	if b, err := t.Body(); err == nil && b.Elem != nil && !b.Elem.Incomplete {
		return b.Elem
	}
	return t
}

// NotFoundError says that there is no type of that name, or only declarations of it.
type NotFoundError struct {
	Type string // as in "struct module"
}

func (e *NotFoundError) Error() string { return "no " + e.Type }

// NoMemberError says that a struct or union has no such member.
type NoMemberError struct {
	Type   string // as in "struct module"
	Member string
}

func (e *NoMemberError) Error() string { return fmt.Sprintf("%s has no member %s", e.Type, e.Member) }

// Member finds a member by path ("list.next"), looking through anonymous structs and unions. The
// Offset of the result counts from the start of t.
func (t *Type) Member(path string) (Member, error) {
	var m Member
	var base int64
	for part := range strings.SplitSeq(path, ".") {
		found, err := t.Strip().Complete().member(part, 0, new(int))
		if err != nil {
			return Member{}, err
		}
		m = found
		m.Offset += base
		base, t = m.Offset, m.Type
		if t == nil {
			t = &Type{Info: Info{Kind: Void}}
		}
	}
	return m, nil
}

// maxNested bounds the anonymous structs that are searched for one member: a broken file can make a
// struct that contains itself twice.
const maxNested = 4096

func (t *Type) member(name string, depth int, nested *int) (Member, error) {
	if *nested++; (t.Kind != Struct && t.Kind != Union) || depth > maxDepth || *nested > maxNested {
		return Member{}, &NoMemberError{t.Tag(), name}
	}
	b, err := t.Body()
	if err != nil {
		return Member{}, err
	}
	for _, m := range b.Members {
		if m.Name == name && name != "" {
			return m, nil
		}
		if m.Name != "" || m.Type == nil {
			continue
		}
		if inner, err := m.Type.Strip().member(name, depth+1, nested); err == nil {
			inner.Offset += m.Offset
			return inner, nil
		}
	}
	return Member{}, &NoMemberError{t.Tag(), name}
}

// KeywordTag is [Type.Tag] for a kind and a name.
func KeywordTag(k Kind, name string) string { return (&Type{Info: Info{Kind: k, Name: name}}).Tag() }

// Tag names the type as C's tag syntax does: "struct module", "enum mod_mem_type", "int".
func (t *Type) Tag() string {
	name := t.Name
	if name == "" {
		name = "{...}"
	}
	switch t.Kind {
	case Struct:
		return "struct " + name
	case Union:
		return "union " + name
	case Enum:
		return "enum " + name
	}
	return name
}
