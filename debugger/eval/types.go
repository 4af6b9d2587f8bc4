package eval

import (
	"strings"

	"kbreak/symbols/ctype"
)

// C's own types, in gdb's spelling, with the sizes of LP64 (psABI x86-64 §3.1.2).
var (
	charType     = integer("char", 1, true, true)
	ucharType    = integer("unsigned char", 1, false, true)
	scharType    = integer("signed char", 1, true, true)
	shortType    = integer("short", 2, true, false)
	ushortType   = integer("unsigned short", 2, false, false)
	intType      = integer("int", 4, true, false)
	uintType     = integer("unsigned int", 4, false, false)
	longType     = integer("long", 8, true, false)
	ulongType    = integer("unsigned long", 8, false, false)
	llongType    = integer("long long", 8, true, false)
	ullongType   = integer("unsigned long long", 8, false, false)
	int128Type   = integer("__int128", 16, true, false)
	uint128Type  = integer("unsigned __int128", 16, false, false)
	boolType     = ctype.New(ctype.Info{Kind: ctype.Bool, Name: "_Bool", Size: 1}, nil)
	floatType    = ctype.New(ctype.Info{Kind: ctype.Float, Name: "float", Size: 4}, nil)
	doubleType   = ctype.New(ctype.Info{Kind: ctype.Float, Name: "double", Size: 8}, nil)
	ldoubleType  = ctype.New(ctype.Info{Kind: ctype.Float, Name: "long double", Size: 16}, nil)
	voidType     = ctype.New(ctype.Info{Kind: ctype.Void, Name: "void"}, nil)
	pointerBytes = int64(8)
)

func integer(name string, size int64, signed, char bool) *ctype.Type {
	return ctype.New(ctype.Info{Kind: ctype.Int, Name: name, Size: size, Signed: signed, IsChar: char}, nil)
}

// derived makes a type that refers to one other.
func derived(info ctype.Info, elem *ctype.Type) *ctype.Type {
	return ctype.New(info, func() (ctype.Body, error) { return ctype.Body{Elem: elem}, nil })
}

// PointerTo is the type of a pointer to t; nil is void.
func PointerTo(t *ctype.Type) *ctype.Type {
	return derived(ctype.Info{Kind: ctype.Pointer, Size: pointerBytes}, t)
}

// maxArray bounds the bytes of an array that an expression makes.
const maxArray = 1 << 40

// ArrayOf is the type of an array of n elements, -1 if their number is not known.
func ArrayOf(t *ctype.Type, n int64) *ctype.Type {
	return derived(ctype.Info{Kind: ctype.Array, Count: n, Size: max(n, 0) * sizeOf(t)}, t)
}

func qualified(k ctype.Kind, t *ctype.Type) *ctype.Type {
	return derived(ctype.Info{Kind: k, Size: sizeOf(t)}, t)
}

func function(result *ctype.Type, params []ctype.Param, variadic, prototyped bool) *ctype.Type {
	return ctype.New(ctype.Info{Kind: ctype.Func}, func() (ctype.Body, error) {
		return ctype.Body{Elem: result, Params: params, Variadic: variadic, Prototyped: prototyped}, nil
	})
}

// baseWords are the words that C makes arithmetic types of.
var baseWords = map[string]bool{"char": true, "short": true, "int": true, "long": true, "signed": true,
	"unsigned": true, "float": true, "double": true, "void": true, "_Bool": true, "__int128": true,
	"__signed__": true, "__signed": true}

// baseType is the type that the words make in any order; nil if they make none (C11 §6.7.2).
func baseType(words []string) *ctype.Type {
	count := make(map[string]int)
	for _, w := range words {
		switch w {
		case "__signed__", "__signed":
			w = "signed"
		}
		count[w]++
	}
	unsigned, long := count["unsigned"] > 0, count["long"]
	pick := func(s, u *ctype.Type) *ctype.Type {
		if unsigned {
			return u
		}
		return s
	}
	if count["unsigned"]+count["signed"] > 1 || long > 2 || count["int"] > 1 {
		return nil
	}
	sign := count["unsigned"] + count["signed"]
	only := func(allowed string, more int) bool { // nothing but sign and the words allowed
		n := sign + more
		for w := range strings.FieldsSeq(allowed) {
			n += count[w]
		}
		return n == len(words)
	}
	switch {
	case count["void"] == 1 && len(words) == 1:
		return voidType
	case count["_Bool"] == 1 && len(words) == 1:
		return boolType
	case count["float"] == 1 && len(words) == 1:
		return floatType
	case count["double"] == 1 && len(words) == 1:
		return doubleType
	case count["double"] == 1 && long == 1 && len(words) == 2:
		return ldoubleType
	case count["char"] == 1 && only("char", 0):
		if count["signed"] > 0 {
			return scharType
		}
		return pick(charType, ucharType)
	case count["short"] == 1 && only("short int", 0):
		return pick(shortType, ushortType)
	case count["__int128"] == 1 && only("__int128", 0):
		return pick(int128Type, uint128Type)
	case long == 2 && only("int", 2):
		return pick(llongType, ullongType)
	case long == 1 && only("int", 1):
		return pick(longType, ulongType)
	case only("int", 0):
		return pick(intType, uintType)
	}
	return nil
}

// strip follows typedefs and qualifiers, and declarations to their definition.
func strip(t *ctype.Type) *ctype.Type {
	if t == nil {
		return voidType
	}
	return t.Strip().Complete()
}

func sizeOf(t *ctype.Type) int64 {
	if t == nil {
		return 0
	}
	return min(max(strip(t).Size, 0), maxArray)
}

// alignOf is the alignment of a type (psABI x86-64 §3.1.2).
func alignOf(t *ctype.Type, depth int) int64 {
	t = strip(t)
	b, err := t.Body()
	if err != nil || depth > 32 {
		return 1
	}
	switch t.Kind {
	case ctype.Array:
		return alignOf(b.Elem, depth+1)
	case ctype.Struct, ctype.Union:
		align := int64(1)
		for i := range b.Members[:min(len(b.Members), 4096)] {
			align = max(align, alignOf(b.Members[i].Type, depth+1))
		}
		return align
	}
	return max(t.Size, 1)
}

// target is what a pointer points to or an array consists of; nil is void.
func target(t *ctype.Type) (*ctype.Type, error) {
	b, err := strip(t).Body()
	if err != nil {
		return nil, err
	}
	return b.Elem, nil
}

func typeName(t *ctype.Type) string {
	if t == nil {
		return "void"
	}
	return t.String()
}

func isInteger(t *ctype.Type) bool {
	switch t.Kind {
	case ctype.Int, ctype.Bool, ctype.Enum:
		return true
	}
	return false
}

func isArithmetic(t *ctype.Type) bool { return isInteger(t) || t.Kind == ctype.Float }
