package debugger

import (
	"slices"
	"testing"
)

func TestSplitCommas(t *testing.T) {
	for text, want := range map[string][]string{
		`a, b`: {"a", "b"}, `f(1, 2), x[3, 4]`: {"f(1, 2)", "x[3, 4]"}, `{int, 2} x, y`: {"{int, 2} x", "y"},
		`"a,\",b", 'c,'`: {`"a,\",b"`, `'c,'`}, `',', '\'', ','`: {`','`, `'\''`, `','`}, `a\, b`: {`a\, b`}, ``: {""},
		`"open, a`: {`"open, a`}, `x, `: {"x", ""}, `a\`: {`a\`},
	} {
		if have := splitCommas(text); !slices.Equal(have, want) {
			t.Errorf("%s: %q, want %q", text, have, want)
		}
	}
}
