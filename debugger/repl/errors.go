package repl

import (
	"fmt"
	"strings"
)

// oneLine makes a message fit on a line.
func oneLine(s string) string {
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, "\n\r") {
		lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
		s = strings.ReplaceAll(strings.Join(lines, "; "), ":; ", ": ")
	}
	return Printable(s)
}

// maxChain bounds the causes that are shown.
const maxChain = 32

// chain lists an error and what it wraps, outermost first, with the Go type of each.
func chain(err error) []string {
	var list []string
	var walk func(err error, depth int)
	walk = func(err error, depth int) {
		if err == nil || len(list) == maxChain {
			return
		}
		list = append(list, fmt.Sprintf("%s%T: %s", strings.Repeat("  ", depth), err, oneLine(err.Error())))
		switch e := err.(type) {
		case interface{ Unwrap() error }:
			walk(e.Unwrap(), depth+1)
		case interface{ Unwrap() []error }:
			for _, x := range e.Unwrap() {
				walk(x, depth+1)
			}
		}
	}
	walk(err, 0)
	return list
}

// gdbError is an error in gdb's words, capitals and full stops included: scripts look for them.
type gdbError string

func (e gdbError) Error() string { return string(e) }

func gdbErrorf(format string, args ...any) error { return gdbError(fmt.Sprintf(format, args...)) }
