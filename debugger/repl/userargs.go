package repl

import (
	"strconv"
	"strings"

	"kbreak/debugger"
)

// userArgs are the arguments of a call of a defined command, as they were written.
type userArgs struct {
	text string   // all of them
	list []string // one by one, with their quotes
}

// newUserArgs splits arguments as gdb does: at blanks, outside of quotes.
func newUserArgs(text string) *userArgs {
	a := &userArgs{text: strings.TrimSpace(text)}
	start := 0
	word := func(end int) {
		if start < end {
			a.list = append(a.list, a.text[start:end])
		}
		start = end + 1
	}
	for i := range debugger.Unquoted(a.text) {
		if isBlank(a.text[i]) {
			word(i)
		}
	}
	word(len(a.text))
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
