package value

import (
	"strconv"
	"strings"

	"kbreak/symbols/ctype"
)

// TypeName gives a type as C writes it in a cast and gdb prints it: "struct file *",
// "int (*)(void)", "const char * const", "unsigned long [4]".
func TypeName(t *ctype.Type) string {
	n := namer{left: maxTypes}
	return n.name(t)
}

// maxTypes bounds how many types one name is made of: they come from files, and a function can be
// its own parameter.
const maxTypes = 64

type namer struct{ left int }

func (n *namer) name(t *ctype.Type) string {
	base, decl := n.declare(t, "")
	if decl == "" {
		return base
	}
	return base + " " + decl
}

// declare splits a type into what stands left of a declarator and the declarator around inner.
func (n *namer) declare(t *ctype.Type, inner string) (base, decl string) {
	if t == nil {
		return "void", inner
	}
	if n.left--; n.left < 0 {
		return "...", inner
	}
	switch t.Kind {
	case ctype.Pointer:
		elem := target(t)
		inner = "*" + inner
		if elem != nil && (elem.Kind == ctype.Array || elem.Kind == ctype.Func) {
			inner = "(" + inner + ")"
		}
		return n.declare(elem, inner)
	case ctype.Array:
		count := ""
		if t.Count >= 0 {
			count = strconv.FormatInt(t.Count, 10)
		}
		return n.declare(target(t), inner+"["+count+"]")
	case ctype.Func:
		body, err := t.Body()
		if err != nil {
			return "...", inner + "()"
		}
		return n.declare(body.Elem, inner+"("+n.params(body)+")")
	case ctype.Const, ctype.Volatile, ctype.Restrict, ctype.Atomic:
		word := map[ctype.Kind]string{ctype.Const: "const", ctype.Volatile: "volatile",
			ctype.Restrict: "restrict", ctype.Atomic: "_Atomic"}[t.Kind]
		elem := target(t)
		if elem != nil && unqualified(elem).Kind == ctype.Pointer {
			if inner != "" {
				word += " "
			}
			return n.declare(elem, " "+word+inner)
		}
		base, decl = n.declare(elem, inner)
		return word + " " + base, decl
	case ctype.Void:
		return "void", inner
	}
	return t.Tag(), inner
}

func (n *namer) params(body *ctype.Body) string {
	var list []string
	for _, p := range body.Params {
		if n.left <= 0 {
			break
		}
		list = append(list, n.name(p.Type))
	}
	if body.Variadic {
		list = append(list, "...")
	}
	if len(list) == 0 && body.Prototyped {
		return "void"
	}
	return strings.Join(list, ", ")
}
