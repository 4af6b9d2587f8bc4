package repl

import (
	"strconv"
	"strings"
)

// userArgs are the arguments of a call of a defined command, as they were written.
type userArgs struct {
	text string   // all of them
	list []string // one by one, with their quotes
}

// newUserArgs splits arguments as gdb does: at blanks, outside of quotes.
func newUserArgs(text string) *userArgs {
	a := &userArgs{text: strings.TrimSpace(text)}
	start, quote := -1, byte(0)
	for i := 0; i < len(a.text); i++ {
		c := a.text[i]
		if start < 0 && !isBlank(c) {
			start = i
		}
		switch {
		case c == '\\' && i+1 < len(a.text):
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case isBlank(c) && start >= 0:
			a.list, start = append(a.list, a.text[start:i]), -1
		}
	}
	if start >= 0 {
		a.list = append(a.list, a.text[start:])
	}
	return a
}

// maxExpanded bounds a line with its arguments put in.
const maxExpanded = 1 << 20

// expand puts the arguments into a line: $argN, $argc and, beyond what gdb has, $arg*. A nil a leaves
// the line as it is.
func (a *userArgs) expand(line string) (string, error) {
	if a == nil || !strings.Contains(line, "$arg") {
		return line, nil
	}
	var b strings.Builder
	for {
		i := strings.Index(line, "$arg")
		if i < 0 {
			b.WriteString(line)
			return b.String(), nil
		}
		b.WriteString(line[:i])
		line = line[i+4:]
		digits := 0
		for digits < len(line) && isDigit(line[digits]) {
			digits++
		}
		switch {
		case digits > 0:
			n, err := strconv.Atoi(line[:digits])
			if err != nil || n >= len(a.list) {
				return "", gdbErrorf("Missing argument %s in user function.", line[:digits])
			}
			b.WriteString(a.list[n])
			line = line[digits:]
		case strings.HasPrefix(line, "c"):
			b.WriteString(strconv.Itoa(len(a.list)))
			line = line[1:]
		case strings.HasPrefix(line, "*"):
			b.WriteString(a.text)
			line = line[1:]
		default:
			b.WriteString("$arg")
		}
		if b.Len() > maxExpanded {
			return "", gdbErrorf("a line of more than %d bytes", maxExpanded)
		}
	}
}
