package ctype

import (
	"strings"
	"testing"
)

func basic(name string) *Type { return New(Info{Kind: Int, Name: name, Size: 4, Signed: true}, nil) }

func to(kind Kind, elem *Type) *Type {
	return New(Info{Kind: kind, Size: 8}, func() (Body, error) { return Body{Elem: elem}, nil })
}

func array(n int64, elem *Type) *Type {
	return New(Info{Kind: Array, Count: n}, func() (Body, error) { return Body{Elem: elem}, nil })
}

func fn(result *Type, variadic bool, params ...*Type) *Type {
	return New(Info{Kind: Func}, func() (Body, error) {
		b := Body{Elem: result, Variadic: variadic, Prototyped: true}
		for _, p := range params {
			b.Params = append(b.Params, Param{Type: p})
		}
		return b, nil
	})
}

// Expected texts are those of gdb 13.1's whatis on variables of these types in a C file built by
// "gcc -g -c" (gcc 12.2); the second column is the same declaration as C has it.
func TestString(t *testing.T) {
	char, integer := basic("char"), basic("int")
	file := New(Info{Kind: Struct, Name: "file", Size: 4}, nil)
	union := New(Info{Kind: Union, Name: "u", Size: 4}, nil)
	ptr := func(t *Type) *Type { return to(Pointer, t) }
	cst := func(t *Type) *Type { return to(Const, t) }
	alias := New(Info{Kind: Typedef, Name: "myint"}, func() (Body, error) { return Body{Elem: integer}, nil })
	oldStyle := New(Info{Kind: Func}, func() (Body, error) { return Body{Elem: integer}, nil })
	for _, c := range []struct {
		t          *Type
		want, decl string
	}{
		{integer, "int", "int x"},
		{nil2void(), "void", "void x"},
		{ptr(file), "struct file *", "struct file *x"},
		{ptr(cst(char)), "const char *", "const char *x"},
		{ptr(fn(integer, false, integer)), "int (*)(int)", "int (*x)(int)"},
		{array(2, array(3, array(4, integer))), "int [2][3][4]", "int x[2][3][4]"},
		{array(4, ptr(char)), "char *[4]", "char *x[4]"},
		{ptr(array(3, integer)), "int (*)[3]", "int (*x)[3]"},
		{cst(ptr(cst(ptr(cst(char))))), "const char * const * const", "const char * const * const x"},
		{to(Restrict, ptr(char)), "char * restrict", "char * restrict x"},
		{array(5, ptr(fn(nil, true, ptr(file), ptr(cst(char))))), "void (*[5])(struct file *, const char *, ...)",
			"void (*x[5])(struct file *, const char *, ...)"},
		{ptr(fn(ptr(fn(integer, false, integer)), false)), "int (*(*)(void))(int)", "int (*(*x)(void))(int)"},
		{to(Volatile, cst(alias)), "const volatile myint", "const volatile myint x"},
		{to(Atomic, integer), "_Atomic int", "_Atomic int x"},
		{to(Atomic, ptr(integer)), "int * _Atomic", "int * _Atomic x"},
		{ptr(oldStyle), "int (*)()", "int (*x)()"},
		{ptr(nil), "void *", "void *x"},
		{ptr(cst(nil)), "const void *", "const void *x"},
		{array(2, union), "union u [2]", "union u x[2]"},
		{ptr(New(Info{Kind: Struct}, nil)), "struct {...} *", "struct {...} *x"},
		{New(Info{Kind: Enum, Name: "e"}, nil), "enum e", "enum e x"},
		{array(-1, char), "char []", "char x[]"},
		{array(0, char), "char [0]", "char x[0]"},
		{array(3, cst(ptr(cst(char)))), "const char * const[3]", "const char * const x[3]"},
		{cst(ptr(fn(nil, false))), "void (* const)(void)", "void (* const x)(void)"},
		{cst(array(4, integer)), "const int [4]", "const int x[4]"},
		{ptr(fn(ptr(integer), false)), "int *(*)(void)", "int *(*x)(void)"},
		{ptr(fn(array(5, char), false, integer)), "char (*)(int)[5]", "char (*x)(int)[5]"},
		{ptr(fn(ptr(array(5, char)), false, integer)), "char (*(*)(int))[5]", "char (*(*x)(int))[5]"},
		{fn(integer, true, ptr(file)), "int (struct file *, ...)", "int x(struct file *, ...)"},
		{ptr(array(4, ptr(fn(integer, false, ptr(alias), ptr(fn(nil, false, integer, ptr(union))))))),
			"int (*(*)[4])(myint *, void (*)(int, union u *))", "int (*(*x)[4])(myint *, void (*)(int, union u *))"},
	} {
		if got := c.t.String(); got != c.want {
			t.Errorf("have %q, want %q", got, c.want)
		}
		if got := c.t.Declare("x"); got != c.decl {
			t.Errorf("have %q, want %q", got, c.decl)
		}
	}
}

func nil2void() *Type { return New(Info{Kind: Void}, nil) }

// A broken file can make types that contain themselves, or grow without end.
func TestStringEnds(t *testing.T) {
	var loop *Type
	loop = New(Info{Kind: Pointer}, func() (Body, error) { return Body{Elem: loop}, nil })
	var wide *Type
	wide = New(Info{Kind: Func}, func() (Body, error) {
		p := Param{Type: wide}
		return Body{Elem: wide, Params: []Param{p, p, p, p, p, p, p, p}}, nil
	})
	var quals *Type
	quals = New(Info{Kind: Const}, func() (Body, error) { return Body{Elem: quals}, nil })
	for _, typ := range []*Type{loop, wide, quals} {
		if s := typ.String(); len(s) > 1<<20 {
			t.Errorf("%d bytes: %s...", len(s), s[:100])
		}
	}
	if s := nilSafe(); !strings.Contains(s, "void") {
		t.Error(s)
	}
}

func nilSafe() string {
	var t *Type
	return t.String()
}
