package repl

import (
	"strings"
	"testing"
)

func TestPrintable(t *testing.T) {
	for have, want := range map[string]string{
		"plain":          "plain",
		"two\r\nlines\t": "two\nlines\t",
		"\x1b[2Jclear":   `\x1b[2Jclear`,
		"\u009b2J":       `\xc2\x9b2J`,
		"\xff":           `\xff`,
		"a\x00b\x7f":     `a\x00b\x7f`,
		"grün ✓":         "grün ✓",
	} {
		if got := Printable(have); got != want {
			t.Errorf("Printable(%q) = %q, want %q", have, got, want)
		}
	}
}

func TestScreenRows(t *testing.T) {
	for _, tt := range []struct {
		line    string
		columns int
		want    int
	}{
		{"\n", 10, 1},
		{"0123456789\n", 10, 1},
		{"0123456789a\n", 10, 2},
		{"\x1b[33m0123456789\x1b[m\n", 10, 1},
		{"grün567890\n", 10, 1},
		{strings.Repeat("x", 100), 0, 1},
	} {
		if got := screenRows(tt.line, tt.columns); got != tt.want {
			t.Errorf("screenRows(%q, %d) = %d, want %d", tt.line, tt.columns, got, tt.want)
		}
	}
}
