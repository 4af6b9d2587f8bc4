package repl

import (
	"errors"
	"strings"
)

// cutWord takes the first word off s. Words are separated by blanks; 'single' and "double" quotes hold
// them together. A backslash takes the special meaning from a blank, a quote or a backslash that follows
// it, inside double quotes from a double quote or a backslash; elsewhere it is an ordinary character, so
// that C:\vmlinux stays what it is. Targets that are commands are split by the same rules (package
// transport). s has no blanks in front.
func cutWord(s string) (word, rest string, err error) {
	var b strings.Builder
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && strings.IndexByte(special[quote], s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case quote != 0:
			if c == quote {
				quote = 0
			} else {
				b.WriteByte(c)
			}
		case c == '\'' || c == '"':
			quote = c
		case isBlank(c):
			return b.String(), strings.TrimLeft(s[i:], " \t"), nil
		default:
			b.WriteByte(c)
		}
	}
	if quote != 0 {
		return "", "", errors.New("unmatched quote")
	}
	return b.String(), "", nil
}

// special are the characters that a backslash protects, outside of quotes and inside of each kind.
var special = map[byte]string{0: " \t\\'\"", '"': "\\\""}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// splitWords splits s as cutWord does.
func splitWords(s string) ([]string, error) {
	var words []string
	for s = strings.TrimLeft(s, " \t"); s != ""; {
		word, rest, err := cutWord(s)
		if err != nil {
			return nil, err
		}
		words, s = append(words, word), rest
	}
	return words, nil
}

// quoteWord writes a word so that cutWord reads it back.
func quoteWord(s string) string {
	if s == "" {
		return "''"
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(special[0], s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// unescape resolves the escapes of C that gdb's echo understands. A backslash at the end of the text
// stands for nothing: it keeps blanks before it from being lost.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		if i++; i == len(s) {
			break
		}
		switch c := s[i]; c {
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case 'r':
			b.WriteByte('\r')
		case 'a':
			b.WriteByte('\a')
		case 'b':
			b.WriteByte('\b')
		case 'f':
			b.WriteByte('\f')
		case 'v':
			b.WriteByte('\v')
		case 'e':
			b.WriteByte(0x1b)
		case '0', '1', '2', '3', '4', '5', '6', '7':
			v := 0
			for n := 0; n < 3 && i < len(s) && s[i] >= '0' && s[i] <= '7'; n++ {
				v = v<<3 | int(s[i]-'0')
				i++
			}
			i--
			b.WriteByte(byte(v))
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
