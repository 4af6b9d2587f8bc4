package debugger

import (
	"context"
	"strings"

	"kbreak/symbols/ctype"
)

// TypeLayout says what [Session.Ptype] shows beside the declaration.
type TypeLayout = ctype.Layout

// TypeInfo describes a type.
type TypeInfo struct {
	Text string // as gdb prints it: "type = struct list_head {..."; no newline at the end
	Type string // its name in C: "struct list_head", "int (*)(void)"
	Size int64  // bytes; 0 for void, functions and incomplete types
}

// Ptype describes a type, or the type of an expression, with its typedefs followed and its members
// written out (GDB manual, "Symbols", ptype). An empty text is the last value of the history. The
// expression is not evaluated.
func (s *Session) Ptype(ctx context.Context, text string, l TypeLayout) (*TypeInfo, error) {
	t, _, err := s.typeOf(ctx, orLast(text))
	if err != nil {
		return nil, err
	}
	return typeInfo(t, t.Ptype(l)), nil
}

// Whatis names the type of an expression, or what a typedef stands for: one level of it (GDB manual,
// "Symbols", whatis).
func (s *Session) Whatis(ctx context.Context, text string) (*TypeInfo, error) {
	t, isType, err := s.typeOf(ctx, orLast(text))
	if err != nil {
		return nil, err
	}
	if isType && t != nil && t.Kind == ctype.Typedef {
		b, err := t.Body()
		if err != nil {
			return nil, err
		}
		t = b.Elem
	}
	return typeInfo(t, "type = "+t.String()), nil
}

func orLast(text string) string {
	if text = strings.TrimSpace(text); text == "" {
		return "$"
	}
	return text
}

func typeInfo(t *ctype.Type, text string) *TypeInfo {
	return &TypeInfo{Text: text, Type: t.String(), Size: t.Strip().Complete().Size}
}
