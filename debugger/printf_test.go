package debugger

import (
	"context"
	"strings"
	"testing"
)

// FuzzPrintf: any format ends in text of bounded length or in an error. What a format says about
// padding is kept: a piece is at least as wide as its width.
func FuzzPrintf(f *testing.F) {
	for _, s := range []string{
		`"%d %s\n", 1, "x"`, `"%5.2f|%-08lx|%+e", 1, 2, 3.5`, `"%c%p%%", 65, 0`, `"\101\q"`, `"%`, `"%*d", 1`, `"%65537d", 1`, `"a", "b,c", (1,2)`, "", `"`,
	} {
		f.Add(s)
	}
	ctx := context.Background()
	f.Fuzz(func(t *testing.T, text string) {
		format, args, err := splitPrintf(text)
		if err != nil {
			return
		}
		list, err := parseFormat(format)
		if err != nil {
			return
		}
		for _, c := range list {
			if c.width > maxWidth || c.precision > maxWidth || c.conv != 0 && (c.bits < 8 || c.bits > 64) || c.conv == 0 && c.text == "" {
				t.Errorf("%q has %+v", text, c)
			}
		}
		for _, a := range args {
			if len(a) > 20 || strings.ContainsAny(a, "@\"") {
				return // the evaluator has a test of its own
			}
		}
		s := New(Options{})
		defer s.Close(ctx)
		out, err := s.Printf(ctx, text)
		if err != nil {
			return
		}
		if len(out) != len(list) {
			t.Fatalf("%q made %d pieces of %d", text, len(out), len(list))
		}
		for i, p := range out {
			if c := list[i]; c.conv != 0 && len(p.Text) < c.width {
				t.Errorf("%q: %q is less wide than %d", text, p.Text, c.width)
			}
		}
	})
}

// The format is what a script says: conversions that gdb does not have, and bounds.
func TestPrintf(t *testing.T) {
	ctx := context.Background()
	s := New(Options{})
	defer s.Close(ctx)
	for _, tt := range []struct{ text, want string }{
		{`"%hhd %hd %hx %hhu", 300, 70000, -1, -1`, "44 4464 ffff 255"},
		{`"%jd %td %Ld %lld", -1, 2, 3, 4`, "-1 2 3 4"},
		{`"%F|%5.1f|%-8.3e|%G", 1.5, 2.25, 1.0/3, 1e-10`, "1.500000|  2.2|3.333e-01|1E-10"},
		{`"%f %5f %+f %-5f|", 1.0/0.0, -1.0/0.0, 1.0/0.0, 0.0/0.0`, "inf  -inf +inf -nan |"},
		{`"%s", "\303\244"`, "\xc3\xa4"},
		{`"%4s|%-4s|%.1s", "\303\244", "\303\244", "ab"`, "  \xc3\xa4|\xc3\xa4  |a"},
		{`"\101\60\e"`, "A0\x1b"},
	} {
		pieces, err := s.Printf(ctx, tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		var b strings.Builder
		for _, p := range pieces {
			b.WriteString(p.Text)
		}
		if b.String() != tt.want {
			t.Errorf("%s = %q, want %q", tt.text, b.String(), tt.want)
		}
	}
	for _, text := range []string{`"%65537d", 1`, `"%.65537d", 1`, `"%99999999999999999999d", 1`, `"` + strings.Repeat("%65000d", 300) + `"` + strings.Repeat(",1", 300)} {
		if _, err := s.Printf(ctx, text); err == nil {
			t.Errorf("%.30s is not refused", text)
		}
	}
}
