package repl

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"  a\tb  ", []string{"a", "b"}},
		{`'a b' "c d" e\ f`, []string{"a b", "c d", "e f"}},
		{`C:\qemu\vmlinux '\\' "\\"`, []string{`C:\qemu\vmlinux`, `\\`, `\`}},
		{`a"b"'c'`, []string{"abc"}},
		{`'' ""`, []string{"", ""}},
		{`it\'s`, []string{"it's"}},
		{`end\`, []string{`end\`}},
	} {
		got, err := splitWords(tt.text)
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
			t.Errorf("splitWords(%q): %v\n%s", tt.text, err, diff)
		}
	}
	for _, text := range []string{`'a`, `"a`, `a "b' c`} {
		if got, err := splitWords(text); err == nil {
			t.Errorf("splitWords(%q) = %q, want an error", text, got)
		}
	}
}
