package repl

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// A line that is too long is refused as a whole, and the next one follows.
func TestLongLine(t *testing.T) {
	for _, tail := range []string{"\nprint 1\n", "\nprint 1"} {
		in := NewLineReader(strings.NewReader("print 0\n" + strings.Repeat("1", 3*maxLine) + tail))
		want := []struct {
			text string
			err  error
		}{{"print 0", nil}, {"", errLineTooLong}, {"print 1", nil}, {"", io.EOF}}
		for _, w := range want {
			if text, err := in.ReadLine(""); text != w.text || !errors.Is(err, w.err) {
				t.Errorf("have %.20q, %v, want %q, %v", text, err, w.text, w.err)
			}
		}
	}
	in := NewLineReader(strings.NewReader(strings.Repeat("1", maxLine+1)))
	if _, err := in.ReadLine(""); !errors.Is(err, errLineTooLong) {
		t.Errorf("at the end: %v", err)
	}
}
