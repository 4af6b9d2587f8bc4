package debugger

import (
	"context"
	"strings"

	"kbreak/debugger/eval"
	"kbreak/symbols/ctype"
)

// CompleteMember lists the members that may stand at the end of an expression whose last word follows "."
// or "->"; ok is false if it does not. Nothing is assigned, whatever the expression says.
func (s *Session) CompleteMember(ctx context.Context, text string) (names []string, ok bool) {
	word := lastName(text)
	before := strings.TrimRight(text[:len(text)-len(word)], " \t")
	operand, ok := strings.CutSuffix(before, "->")
	if !ok {
		if operand, ok = strings.CutSuffix(before, "."); !ok {
			return nil, false
		}
	}
	t, isType, err := s.typeOf(ctx, lastOperand(strings.TrimRight(operand, " \t")))
	if err != nil || isType {
		return nil, true
	}
	if p := t.Strip(); p.Kind == ctype.Pointer {
		b, err := p.Body()
		if err != nil {
			return nil, true
		}
		t = b.Elem
	}
	for _, name := range eval.MemberNames(t) {
		if strings.HasPrefix(name, word) {
			names = append(names, name)
		}
	}
	return names, true
}

func nameByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// lastName is the name at the end of a text, which may be empty.
func lastName(text string) string {
	i := len(text)
	for i > 0 && nameByte(text[i-1]) {
		i--
	}
	return text[i:]
}

// lastOperand is what a member at the end of a text would be a member of: names, brackets with what is in
// them, and the operators that bind as tightly.
func lastOperand(text string) string {
	depth, i := 0, len(text)
	for ; i > 0; i-- {
		switch c := text[i-1]; {
		case c == ')' || c == ']':
			depth++
		case c == '(' || c == '[':
			if depth--; depth < 0 {
				return text[i:]
			}
		case depth > 0, nameByte(c), c == '.', c == ':':
		case c == '>' && i > 1 && text[i-2] == '-':
			i--
		default:
			return text[i:]
		}
	}
	return text
}
