package repl

import (
	"slices"
	"testing"

	"kbreak/debugger"
)

// The commands that take formats in this test; the texts of the errors are gdb 13.1's.
var (
	slashPrint = &Command{Names: []string{"print"}, Slash: Slash{Letters: valueFormats}, Params: []Param{{Name: "EXPR", Kind: Rest}}}
	slashX     = &Command{Names: []string{"x"}, Slash: Slash{Letters: valueFormats + "i", Count: true, Sizes: true}, Params: []Param{{Name: "ADDR", Kind: Rest, Optional: true}}}
	slashPtype = &Command{Names: []string{"ptype"}, Slash: Slash{Flags: "ox"}, Params: []Param{{Name: "TYPE", Kind: Rest}}}
)

func TestSlash(t *testing.T) {
	for _, tt := range []struct {
		c      *Command
		text   string
		format debugger.PrintFormat
		flags  string
		rest   string
		err    string
	}{
		{slashPrint, "jiffies", debugger.PrintFormat{Count: 1}, "", "jiffies", ""},
		{slashPrint, "/x jiffies", debugger.PrintFormat{Count: 1, Letter: 'x'}, "", "jiffies", ""},
		{slashPrint, "/x$rax", debugger.PrintFormat{Count: 1, Letter: 'x'}, "", "$rax", ""},
		{slashPrint, "/xd 5", debugger.PrintFormat{Count: 1, Letter: 'd'}, "", "5", ""},
		{slashPrint, "/ 5", debugger.PrintFormat{Count: 1}, "", "5", ""},
		{slashPrint, "/rx 5", debugger.PrintFormat{Count: 1, Letter: 'x'}, "", "5", ""},
		{slashPrint, "/i 5", debugger.PrintFormat{}, "", "", `Format letter "i" is meaningless in "print" command.`},
		{slashPrint, "/2x 5", debugger.PrintFormat{}, "", "", `Item count other than 1 is meaningless in "print" command.`},
		{slashPrint, "/-2x 5", debugger.PrintFormat{}, "", "", `Item count other than 1 is meaningless in "print" command.`},
		{slashPrint, "/xb 5", debugger.PrintFormat{}, "", "", `Size letters are meaningless in "print" command.`},
		{slashPrint, "/y 5", debugger.PrintFormat{}, "", "", `Undefined output format "y".`},
		{slashX, "/20i $pc", debugger.PrintFormat{Count: 20, Letter: 'i'}, "", "$pc", ""},
		{slashX, "/-3gx", debugger.PrintFormat{Count: -3, Letter: 'x', Size: 'g'}, "", "", ""},
		{slashX, "/0x 1", debugger.PrintFormat{Count: 0, Letter: 'x'}, "", "1", ""},
		{slashX, "/99999999999999999999x 1", debugger.PrintFormat{}, "", "", "count 99999999999999999999 is out of range"},
		{slashX, "/2000000x 1", debugger.PrintFormat{}, "", "", "count 2000000 is out of range"},
		{slashPtype, "/o struct x", debugger.PrintFormat{Count: 1}, "o", "struct x", ""},
		{slashPtype, "/ox struct x", debugger.PrintFormat{Count: 1}, "ox", "struct x", ""},
		{slashPtype, "/oy struct x", debugger.PrintFormat{}, "", "", "/y is none of /o, /x; usage: ptype[/ox] TYPE"},
		{slashPtype, "/o", debugger.PrintFormat{}, "", "", "argument required: TYPE; usage: ptype[/ox] TYPE"},
	} {
		a, err := parseArgs(tt.c, tt.text)
		switch {
		case tt.err != "":
			if err == nil || err.Error() != tt.err {
				t.Errorf("%s%s: %v, want %s", tt.c.Name(), tt.text, err, tt.err)
			}
		case err != nil:
			t.Errorf("%s%s: %v", tt.c.Name(), tt.text, err)
		case a.Format() != tt.format || a.flags != tt.flags || a.Text(tt.c.Params[0].Name) != tt.rest:
			t.Errorf("%s%s = %v, %q, %q", tt.c.Name(), tt.text, a.Format(), a.flags, a.Text(tt.c.Params[0].Name))
		}
	}
}

func TestCompleteSlash(t *testing.T) {
	if got := slashX.completeSlash("/3x"); len(got) == 0 || slices.Contains(got, "/3xx") || !slices.Contains(got, "/3xd") {
		t.Errorf("x/3x completes to %q", got)
	}
	if got := slashPtype.completeSlash("/o"); !slices.Equal(got, []string{"/ox"}) {
		t.Errorf("ptype/o completes to %q", got)
	}
}
