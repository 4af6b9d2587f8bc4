package debugger

import "iter"

// Unquoted gives the positions in a text where a location may be cut: those outside quotes, each with the
// number of brackets that are open there. Quotes and brackets themselves are left out.
func Unquoted(text string) iter.Seq2[int, int] {
	return func(yield func(i, depth int) bool) {
		depth, quote := 0, byte(0)
		for i := range len(text) {
			switch c := text[i]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '\'' || c == '"':
				quote = c
			case c == '(' || c == '[':
				depth++
			case c == ')' || c == ']':
				depth--
			default:
				if !yield(i, depth) {
					return
				}
			}
		}
	}
}
