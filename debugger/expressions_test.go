package debugger

import (
	"bufio"
	"context"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const expressionDir = "testdata/expressions/"

// expressionSession has the program of testdata/expressions at its link addresses, and no target: its
// memory is what the file has.
func expressionSession(t testing.TB) *Session {
	t.Helper()
	s := New(Options{Notice: func(text string) { t.Log(text) }})
	zero := int64(0)
	if err := s.SymbolFile(context.Background(), expressionDir+"expressions", &zero); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	return s
}

// TestExpressionsLikeGDB compares with what gdb printed, see testdata/expressions/ask.py.
func TestExpressionsLikeGDB(t *testing.T) {
	ctx := context.Background()
	s := expressionSession(t)
	f, err := os.Open(expressionDir + "expressions.gdb")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	compared, used := 0, make(map[string]int)
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		part := strings.SplitN(lines.Text(), "\t", 3)
		kind, text, want := part[0], part[1], strings.ReplaceAll(part[2], "\u2424", "\n")
		var have string
		if kind == "whatis" {
			typ, isType, err := s.typeOf(ctx, text)
			switch {
			case isType:
				continue
			case err != nil:
				have = "!" + err.Error()
			default:
				have = typeText(typ)
			}
		} else {
			format := PrintFormat{Count: 1}
			if _, letter, ok := strings.Cut(kind, "/"); ok {
				format.Letter = letter[0]
			}
			before := *s.PrintSettings()
			if setting, ok := strings.CutPrefix(kind, "set "); ok {
				apply(t, s.PrintSettings(), setting)
			}
			p, err := s.Print(ctx, text, format)
			*s.PrintSettings() = before
			if err != nil {
				have = "!" + err.Error()
			} else {
				have = p.Text
			}
		}
		compared++
		if have != want && !differs(used, text, have, want) {
			t.Errorf("%s %s\nhave %s\nwant %s", kind, text, have, want)
		}
	}
	for _, d := range differences {
		if used[d.why] == 0 {
			t.Errorf("there is no difference any more of the kind: %s", d.why)
		}
	}
	if compared < 5000 {
		t.Errorf("only %d answers compared", compared)
	}
}

// differences are what is not as in gdb, on purpose. All three patterns have to match; "" does.
var differences = []struct{ why, text, have, want string }{
	{"integers of 16 bytes are computed with and shown in every format", "128", `^[^!]`, `^!That operation is not available on integers of more than 8 bytes|^!No type named unsigned __int128`},
	{"errors say more: the type, what is spelled alike", "", `^!(No symbol|There is no member|Attempt to extract)`, `^!(No symbol|There is no member|Attempt to extract)`},
	{"C has arithmetic with booleans", "^v_true.v_true$", `^(2|int)$`, `^!Invalid operation on booleans`},
	{"C promotes enumerations", `^[-~]v_(neg|color)$`, `^(-?\d+|int|unsigned int)$`, ""},
	{"a function is shown as one in all formats, not its first byte", "", `^{.*} 0x`, `^(0?x?[0-9a-f]+|!Value can't be converted to integer.)$`},
	{"a bit-field has no address", `^&obj.bits.a$`, `^!Attempt to take address of a bit-field`, ""},
	{"computing with the number that a pointer is", `^(pint|arr)[*&|][12]$`, `^(\d+|unsigned long)$`, `^!Argument to arithmetic`},
	{"what cannot be read has no type either", `^(\*1|\*v_int|arr@0|opaque->x|&counter::calls|\*+twice)$`, "", ""},
	{"writing needs a target", `^\*pint\+\+$`, `^!no target`, ""},
	{"sizeof of a type that is only declared", `^sizeof\(\*opaque\)$`, `^!struct nowhere is only declared`, ""},
	{"gdb looks for operators of C++ in structs", `two`, `^!`, `^!Structure has no component named operator`},
	{"variables of inner blocks are found as well", "^counter::deep$", `^[^!]`, `^!No symbol "deep" in specified context`},
	{"without a target there are no registers, and no type of theirs", `^\$r..$`, `^!No registers`, ""},
	{"C allows the words of a type in any order", `^\((long int long|int long unsigned|char unsigned)\)`, `^[^!]`, `^!A syntax error`},
	{"functions are not called, whatever their arguments", `^twice\(`, `^!functions of the target are not called`, ""},
	{"other words for what is no C", "", "^!", `^!(Invalid c|A syntax error|No struct|Invalid number|Unmatched|Junk)`},
}

func differs(used map[string]int, text, have, want string) bool {
	for _, d := range differences {
		if regexp.MustCompile(d.text).MatchString(text) && regexp.MustCompile(d.have).MatchString(have) && regexp.MustCompile(d.want).MatchString(want) {
			used[d.why]++
			return true
		}
	}
	return false
}

// apply changes a setting as "set print" does.
func apply(t *testing.T, p *PrintSettings, setting string) {
	t.Helper()
	name, value, _ := strings.Cut(setting, " ")
	on := map[string]*bool{"address": &p.Address, "array": &p.Array, "array-indexes": &p.ArrayIndexes, "null-stop": &p.NullStop,
		"pretty": &p.Pretty, "symbol": &p.Symbol, "union": &p.Union}
	number := map[string]*int{"elements": &p.Elements, "repeats": &p.RepeatThreshold, "max-depth": &p.MaxDepth}
	switch {
	case on[name] != nil:
		*on[name] = value == "on"
	case number[name] != nil:
		n, err := strconv.Atoi(value)
		if err != nil {
			t.Fatal(err)
		}
		*number[name] = n
	default:
		t.Fatalf("no setting %q", setting)
	}
}

func TestCompleteMember(t *testing.T) {
	s := expressionSession(t)
	for text, want := range map[string]string{
		"obj.":                  "id in x",
		"obj.te":                "text",
		"1 + pobj->self->in.":   "x y",
		"sizeof(obj.arr[1].":    "x y",
		"((struct inner *)0)->": "x y",
		"$nothing.":             "",
		"$x = obj, obj.bits.":   "a b c d e",
		"obj":                   "none",
		"v_int.":                "",
		"struct outer.":         "",
		"obj.lo":                "low",
		"pobj -> na":            "name",
		"nope->":                "",
		"(pint = 0)->":          "",
	} {
		names, ok := s.CompleteMember(context.Background(), text)
		have := strings.Join(names, " ")
		if !ok {
			have = "none"
		}
		if have != want && !(text == "obj." && strings.HasPrefix(have, "id in arr whole low high name")) {
			t.Errorf("%q: have %q, want %q", text, have, want)
		}
	}
	if v, ok := s.remembered.variables["x"]; ok {
		t.Errorf("completing has assigned: %v", v)
	}
}
