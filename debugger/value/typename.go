package value

import (
	"fmt"
	"strings"

	"kbreak/symbols/ctype"
)

// TypeName gives a type as C writes it in a cast and gdb prints it: "struct file *",
// "int (*)(void)", "const char * const", "unsigned long [4]".
func TypeName(t *ctype.Type) string {
	base, decl := declare(t, "", 0)
	if decl == "" {
		return base
	}
	return base + " " + decl
}

// maxDeclarator bounds the nesting of a declarator: types come from files.
const maxDeclarator = 64

// declare splits a type into what stands left of a declarator and the declarator around inner.
func declare(t *ctype.Type, inner string, depth int) (base, decl string) {
	if t == nil || depth > maxDeclarator {
		return "void", inner
	}
	switch t.Kind {
	case ctype.Pointer:
		elem := target(t)
		inner = "*" + inner
		if elem != nil && (elem.Kind == ctype.Array || elem.Kind == ctype.Func) {
			inner = "(" + inner + ")"
		}
		return declare(elem, inner, depth+1)
	case ctype.Array:
		n := ""
		if t.Count >= 0 {
			n = fmt.Sprint(t.Count)
		}
		return declare(target(t), inner+"["+n+"]", depth+1)
	case ctype.Func:
		body, err := t.Body()
		if err != nil {
			return declare(nil, inner+"()", depth)
		}
		return declare(body.Elem, inner+"("+params(body, depth)+")", depth+1)
	case ctype.Const, ctype.Volatile, ctype.Restrict, ctype.Atomic:
		word := map[ctype.Kind]string{ctype.Const: "const", ctype.Volatile: "volatile",
			ctype.Restrict: "restrict", ctype.Atomic: "_Atomic"}[t.Kind]
		elem := target(t)
		if elem != nil && unqualified(elem).Kind == ctype.Pointer {
			if inner != "" {
				word += " "
			}
			return declare(elem, " "+word+inner, depth+1)
		}
		base, decl = declare(elem, inner, depth+1)
		return word + " " + base, decl
	case ctype.Void:
		return "void", inner
	}
	return t.Tag(), inner
}

func params(body *ctype.Body, depth int) string {
	var list []string
	for _, p := range body.Params {
		base, decl := declare(p.Type, "", depth+1)
		list = append(list, strings.TrimSuffix(base+" "+decl, " "))
		if len(list) > maxDeclarator {
			break
		}
	}
	if body.Variadic {
		list = append(list, "...")
	}
	if len(list) == 0 && body.Prototyped {
		return "void"
	}
	return strings.Join(list, ", ")
}
