package symbols

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNoDebugInfo is the class of errors of images without .debug_info; see [NoDebugInfoError].
var ErrNoDebugInfo = errors.New("no debug info")

// NoDebugInfoError says that a file has no debug info, and what would help.
type NoDebugInfoError struct {
	Path string
	Hint string // what to do
}

func (e *NoDebugInfoError) Error() string {
	s := e.Path + ": no debug info"
	if e.Hint != "" {
		s += ": " + e.Hint
	}
	return s
}

func (e *NoDebugInfoError) Unwrap() error { return ErrNoDebugInfo }

// NotFoundError says that there is no such thing.
type NotFoundError struct {
	What  string // "symbol", "section", "module", "type"
	Name  string
	Where string // file or module; "" for everywhere
}

func (e *NotFoundError) Error() string {
	s := fmt.Sprintf("no %s %q", e.What, e.Name)
	if e.Where != "" {
		s += " in " + e.Where
	}
	return s
}

// AmbiguousError says that a name stands for several symbols.
type AmbiguousError struct {
	Name       string
	Candidates []SymbolAddr
	Where      []string // FILE:LINE of each candidate, "" where that is not known; nil if it was not looked up
}

func (e *AmbiguousError) Error() string {
	const show = 16
	var b strings.Builder
	fmt.Fprintf(&b, "%q is ambiguous: ", e.Name)
	for i, c := range e.Candidates {
		if i == show {
			fmt.Fprintf(&b, " and %d more", len(e.Candidates)-show)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(c.Addr.String())
		if i < len(e.Where) && e.Where[i] != "" {
			b.WriteString(" at " + e.Where[i])
		}
		if c.Module != "" {
			b.WriteString(" [" + c.Module + "]")
		}
	}
	if e.Where != nil {
		fmt.Fprintf(&b, "; 'FILE'::%s picks one", e.Name)
	}
	return b.String()
}
