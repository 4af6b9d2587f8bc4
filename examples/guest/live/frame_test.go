package live

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// frame is one line of a backtrace, kbreak's or gdb's.
type frame struct {
	text     string // without its number
	pc       string // "" where it is not shown
	function string
	args     []argument
	at       string // FILE:LINE, "" where it is not known
}

// argument is a parameter; entry is its value when the function was called, "" where none is shown.
type argument struct{ name, value, entry string }

func (a argument) String() string {
	if a.entry == "" {
		return a.name + "=" + a.value
	}
	return a.name + "=" + a.value + ", " + a.name + "@entry=" + a.entry
}

var (
	frameNumber = regexp.MustCompile(`^#\d+ +`)
	frameHead   = regexp.MustCompile(`^(?:(0x[0-9a-f]+) in )?(\S+) \(`)
	argHead     = regexp.MustCompile(`^([A-Za-z_]\w*)(@entry)?=`)
)

// parseFrame takes "0xPC in FUNCTION (NAME=VALUE, NAME=NAME@entry=VALUE...) at FILE:LINE" apart.
func parseFrame(text string) (frame, bool) {
	m := frameHead.FindStringSubmatch(text)
	if m == nil {
		return frame{}, false
	}
	f := frame{text: text, pc: m[1], function: m[2]}
	pieces, rest, ok := splitArgs(text[len(m[0]):])
	if !ok {
		return f, false
	}
	f.at = strings.TrimPrefix(rest, " at ")
	for _, p := range pieces {
		h := argHead.FindStringSubmatch(p)
		if h == nil {
			return f, false
		}
		name, value := h[1], p[len(h[0]):]
		if h[2] != "" {
			if n := len(f.args); n > 0 && f.args[n-1].name == name {
				f.args[n-1].entry = value
			} else {
				f.args = append(f.args, argument{name, gone, value})
			}
			continue
		}
		if v, both := strings.CutPrefix(value, name+"@entry="); both {
			f.args = append(f.args, argument{name, v, v})
		} else {
			f.args = append(f.args, argument{name, value, ""})
		}
	}
	return f, true
}

// splitArgs splits arguments up to the parenthesis that ends them. Values may hold commas: inside of
// quotes and braces, and between the pieces of a string with repetitions.
func splitArgs(s string) (args []string, rest string, ok bool) {
	depth, start := 0, 0
	var quote byte
	add := func(end int) {
		p := s[start:end]
		if n := len(args); n > 0 && !argHead.MatchString(p) {
			args[n-1] += ", " + p
		} else if p != "" {
			args = append(args, p)
		}
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '{' || c == '(':
			depth++
		case c == '}' || c == ')' && depth > 0:
			depth--
		case c == ')':
			add(i)
			return args, s[i+1:], true
		case c == ',' && depth == 0 && strings.HasPrefix(s[i:], ", "):
			add(i)
			start = i + 2
		}
	}
	return nil, "", false
}

func TestParseFrame(t *testing.T) {
	for _, tt := range []struct {
		text string
		want frame
	}{
		{`0xffff in f (a=1, b=b@entry=2, c=3, c@entry=4, d@entry=5) at x/y.c:6`, frame{pc: "0xffff", function: "f", at: "x/y.c:6",
			args: []argument{{"a", "1", ""}, {"b", "2", "2"}, {"c", "3", "4"}, {"d", gone, "5"}}}},
		{`f (s=0x1 "a, b=\"c)\"", ' ' <repeats 20 times>, "x=1"..., t=...) at f.c:1`, frame{function: "f", at: "f.c:1",
			args: []argument{{"s", `0x1 "a, b=\"c)\"", ' ' <repeats 20 times>, "x=1"...`, ""}, {"t", "...", ""}}}},
		{`0x2 in ?? ()`, frame{pc: "0x2", function: "??"}},
	} {
		got, ok := parseFrame(tt.text)
		tt.want.text = tt.text
		if !ok || got.pc != tt.want.pc || got.function != tt.want.function || got.at != tt.want.at || !slices.Equal(got.args, tt.want.args) {
			t.Errorf("%s:\nhave %+v, %v\nwant %+v", tt.text, got, ok, tt.want)
		}
	}
}
