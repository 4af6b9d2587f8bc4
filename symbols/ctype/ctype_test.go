package ctype

import (
	"errors"
	"testing"
)

func structOf(name string, size int64, m ...Member) *Type {
	return New(Info{Kind: Struct, Name: name, Size: size}, func() (Body, error) { return Body{Members: m}, nil })
}

func TestMemberPath(t *testing.T) {
	ptr := New(Info{Kind: Pointer, Size: 8}, nil)
	list := structOf("list_head", 16, Member{Name: "next", Type: ptr}, Member{Name: "prev", Type: ptr, Offset: 8})
	inner := structOf("", 24, Member{Name: "a", Type: ptr}, Member{Name: "list", Type: list, Offset: 8})
	alias := New(Info{Kind: Typedef, Name: "list_t", Size: 16}, func() (Body, error) { return Body{Elem: list}, nil })
	outer := structOf("outer", 64,
		Member{Name: "state", Type: ptr},
		Member{Type: inner, Offset: 8},
		Member{Name: "other", Type: alias, Offset: 40})
	for path, want := range map[string]int64{
		"state": 0, "a": 8, "list": 16, "list.prev": 24, "other.next": 40, "other.prev": 48,
	} {
		m, err := outer.Member(path)
		if err != nil || m.Offset != want {
			t.Errorf("%s: have %d, %v; want %d", path, m.Offset, err, want)
		}
	}
	for _, path := range []string{"b", "list.b", "state.next", ""} {
		var no *NoMemberError
		if _, err := outer.Member(path); !errors.As(err, &no) {
			t.Errorf("%q: have %v, want NoMemberError", path, err)
		}
	}
}

func TestStripEndsOnACycle(t *testing.T) {
	var a *Type
	a = New(Info{Kind: Typedef, Name: "a"}, func() (Body, error) { return Body{Elem: a}, nil })
	if got := a.Strip(); got != a {
		t.Errorf("have %v", got)
	}
	v := New(Info{Kind: Const}, nil)
	if got := v.Strip(); got.Kind != Void {
		t.Errorf("const without a type: have kind %d, want void", got.Kind)
	}
}

func TestMemberEndsOnAStructInItself(t *testing.T) {
	var s *Type
	s = New(Info{Kind: Struct, Name: "s", Size: 8}, func() (Body, error) {
		return Body{Members: []Member{{Type: s}, {Type: s}, {Type: s}}}, nil
	})
	var no *NoMemberError
	if _, err := s.Member("x"); !errors.As(err, &no) {
		t.Errorf("have %v", err)
	}
}

func TestMemberOfADeclaration(t *testing.T) {
	def := structOf("s", 8, Member{Name: "x", Offset: 4})
	decl := New(Info{Kind: Struct, Name: "s", Incomplete: true}, func() (Body, error) { return Body{Elem: def}, nil })
	if m, err := decl.Member("x"); err != nil || m.Offset != 4 {
		t.Errorf("have %v, %v", m, err)
	}
	if decl.Complete() != def || def.Complete() != def {
		t.Error("the definition is not found")
	}
	if alone := New(Info{Kind: Struct, Name: "s", Incomplete: true}, nil); alone.Complete() != alone {
		t.Error("a declaration without a definition is not itself")
	}
}
