package repl

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// readAll parses a whole script.
func readAll(r *REPL, text string) ([]stmt, error) {
	f := &scriptFile{in: bufio.NewReader(strings.NewReader(text))}
	var list []stmt
	for {
		line, n, err := f.next(0)
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		s, err := r.readBlock(line, n, f)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
}

func quietREPL() *REPL {
	return New(Options{
		Open: func(n func(string), c func([]byte)) Session { return newFake(n, c) },
		Dial: dialFake, Out: io.Discard, Err: io.Discard,
	})
}

// FuzzBlock: what a script is parsed into, written out as "show user" does, parses into the same.
func FuzzBlock(f *testing.F) {
	for _, s := range []string{
		"if 1\necho a\nelse\nwhile 2\n loop_break\nend\nend", "define a\nif $argc\nend\nend\ndocument a\n text\n  end \n", "else", "end",
		"if 1\nelse\nelse\nend", "python\nif 1:\nend\npython print(1)", "define a\ndocument b\n# text\n\nend\nend", "echo a\\\nb\n", "while 1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := quietREPL()
		list, err := readAll(r, text)
		if err != nil {
			checkError(t, err)
			return
		}
		if Printable(text) != text {
			return // written in another form
		}
		var p Printer
		writeBlock(&p, list, 0)
		if strings.Contains(p.String(), "\\\n") {
			return // a backslash before blanks, which are not written
		}
		again, err := readAll(r, p.String())
		if err != nil {
			t.Fatalf("%v in what was written of %q:\n%s", err, text, p.String())
		}
		var q Printer
		writeBlock(&q, again, 0)
		if p.String() != q.String() {
			t.Errorf("%q was written as\n%s\nand that as\n%s", text, p.String(), q.String())
		}
	})
}

// FuzzExpand: arguments are put in or the line is refused; what is put in is what was given.
func FuzzExpand(f *testing.F) {
	f.Add(`a "b c" 'd'`, "echo $arg0 $arg1 $argc $arg*")
	f.Add("", "$arg0")
	f.Add(`\`, `$arg0$arg99999999999999999999`)
	f.Fuzz(func(t *testing.T, args, line string) {
		a := newUserArgs(args)
		rest := a.text
		for _, x := range a.list {
			i := strings.Index(rest, x)
			if i < 0 || x == "" || strings.Trim(rest[:i], " \t") != "" {
				t.Fatalf("%q was split into %q", args, a.list)
			}
			rest = rest[i+len(x):]
		}
		got, err := a.expand(line)
		if err == nil && !strings.Contains(line, "$arg") && got != line || len(got) > maxExpanded+len(args)+len(line) {
			t.Errorf("%q with %q became %q", line, args, got)
		}
	})
}

// Blocks nested too deep, or too large, are refused; so is one without an end.
func TestBlockBounds(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"deep", strings.Repeat("if 1\n", 1000), "Control nesting too deep!"},
		{"large", "if 1\n" + strings.Repeat("echo "+strings.Repeat("x", 1000)+"\n", 5000), "a block of more than 4194304 bytes"},
		{"open", "while 1\nif 2\nend\n", `no "end" for "while 1"`},
		{"just not", strings.Repeat("if 1\n", maxBlockDepth) + strings.Repeat("end\n", maxBlockDepth), ""},
	} {
		_, err := readAll(quietREPL(), tt.text)
		if got := fmt.Sprint(err); tt.want != "" && got != tt.want || tt.want == "" && err != nil {
			t.Errorf("%s: %s, want %q", tt.name, got, tt.want)
		}
	}
}
