package debugger

import "iter"

// Unquoted gives the positions in a text where it may be cut: those outside quotes, each with the number of
// brackets that are open there. Quotes and brackets themselves are left out, and a backslash with what
// follows it, inside of quotes and outside. This is the rule for what is cut and stays as it was written:
// expressions, locations, the arguments of defined commands. Words, whose quotes are taken off, have a
// shell's: see cutWord in debugger/repl.
func Unquoted(text string) iter.Seq2[int, int] {
	return func(yield func(i, depth int) bool) {
		depth, quote := 0, byte(0)
		for i := 0; i < len(text); i++ {
			switch c := text[i]; {
			case c == '\\':
				i++
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '\'' || c == '"':
				quote = c
			case c == '(' || c == '[' || c == '{':
				depth++
			case c == ')' || c == ']' || c == '}':
				depth--
			default:
				if !yield(i, depth) {
					return
				}
			}
		}
	}
}
