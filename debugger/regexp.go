package debugger

import (
	"fmt"
	"regexp"
	"strings"
)

// maxRegexp bounds the regular expressions that users give.
const maxRegexp = 4096

// compileRegexp compiles a basic regular expression as gdb takes it (POSIX.1 §9.3 with GNU's additions:
// \| \+ \? \w \b \< \>): what stands alone as an operator in Go has a backslash, and the other way round.
// Go's engine takes time linear in the text whatever the expression is. An empty one matches everything.
func compileRegexp(text string) (*regexp.Regexp, error) {
	if len(text) > maxRegexp {
		return nil, fmt.Errorf("Invalid regexp: longer than %d bytes", maxRegexp)
	}
	var b strings.Builder
	start := true // where * and ^ mean themselves and an anchor
	for i := 0; i < len(text); i++ {
		c := text[i]
		begins := false
		switch c {
		case '\\':
			if i++; i == len(text) {
				return nil, fmt.Errorf("Invalid regexp: Trailing backslash")
			}
			switch c := text[i]; c {
			case '(', '|':
				b.WriteByte(c)
				begins = true
			case ')', '{', '}', '+', '?':
				b.WriteByte(c)
			case 'w', 'W', 's', 'S', 'b', 'B':
				b.WriteString(`\` + string(c))
			case '<', '>':
				b.WriteString(`\b`)
			case '`':
				b.WriteString(`\A`)
			case '\'':
				b.WriteString(`\z`)
			case '1', '2', '3', '4', '5', '6', '7', '8', '9':
				return nil, fmt.Errorf(`Invalid regexp: \%c refers back, which is not supported`, c)
			default:
				b.WriteString(regexp.QuoteMeta(string(c)))
			}
		case '[':
			end := bracketEnd(text, i)
			if end < 0 {
				return nil, fmt.Errorf("Invalid regexp: Unmatched [, [^, [:, [., or [=")
			}
			b.WriteString(bracket(text[i+1 : end]))
			i = end
		case '*':
			if start {
				b.WriteString(`\*`)
			} else {
				b.WriteByte('*')
			}
		case '^':
			if start {
				b.WriteByte('^')
				begins = true
			} else {
				b.WriteString(`\^`)
			}
		case '$':
			if rest := text[i+1:]; rest == "" || strings.HasPrefix(rest, `\)`) || strings.HasPrefix(rest, `\|`) {
				b.WriteByte('$')
			} else {
				b.WriteString(`\$`)
			}
		case '.':
			b.WriteByte('.')
		default:
			b.WriteString(regexp.QuoteMeta(string(c)))
		}
		start = begins
	}
	re, err := regexp.Compile(b.String())
	if err != nil {
		return nil, fmt.Errorf("Invalid regexp: %s", text)
	}
	return re, nil
}

// bracketEnd is the ] that ends the set that begins at text[i]; a ] that is first in it is a member.
func bracketEnd(text string, i int) int {
	j := i + 1
	if j < len(text) && text[j] == '^' {
		j++
	}
	if j < len(text) && text[j] == ']' {
		j++
	}
	for ; j < len(text); j++ {
		switch {
		case text[j] == ']':
			return j
		case text[j] == '[' && j+1 < len(text) && text[j+1] == ':':
			end := strings.Index(text[j+2:], ":]")
			if end < 0 {
				return -1
			}
			j += 2 + end + 1
		}
	}
	return -1
}

// bracket writes a set in Go's syntax, where a backslash and a ] that is first need one more.
func bracket(set string) string {
	out := "["
	if rest, ok := strings.CutPrefix(set, "^"); ok {
		out, set = out+"^", rest
	}
	if rest, ok := strings.CutPrefix(set, "]"); ok {
		out, set = out+`\]`, rest
	}
	return out + strings.ReplaceAll(set, `\`, `\\`) + "]"
}
