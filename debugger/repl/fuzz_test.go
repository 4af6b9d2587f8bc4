package repl

import (
	"context"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzLine takes any text for a command line. It must end in a command with arguments that fit the
// declaration, or in an error of one printable line.
func FuzzLine(f *testing.F) {
	table := NewTable()
	for _, c := range table.Commands() {
		f.Add(c.Usage())
	}
	for _, s := range []string{
		"bt -full -3", "bt full", "i r rip $eflags", "thread apply 1 2-5 bt", "add-symbol-file 'a b.ko' 0x1000 -s .data 0x2000",
		"symbol-file -o -0x1000 -- -x", `echo a\n\101\`, `source "unterminated`, "!ls", "# comment", "x/4x", "info  line *$pc+4", "\\",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		c, text, err := table.Lookup(line)
		if err != nil {
			checkError(t, err)
			if c != nil {
				t.Errorf("Lookup(%q) = %s and an error", line, c.Name())
			}
			return
		}
		a, err := parseArgs(c, text)
		if err != nil {
			checkError(t, err)
			return
		}
		for _, p := range c.Params {
			list := a.List(p.Name)
			if len(list) == 0 && !p.Optional {
				t.Errorf("%q: %s is missing", line, p.Name)
			}
			if len(list) > 1 && !p.Repeat {
				t.Errorf("%q: %s has %d values", line, p.Name, len(list))
			}
			for _, v := range list {
				if (p.Kind == Int || p.Kind == Count) && !isInt(v) {
					t.Errorf("%q: %s = %q is no number", line, p.Name, v)
				}
			}
		}
		for name, given := range a.options {
			for _, values := range given {
				if o, err := c.option("-" + name); err != nil || o == nil || len(values) != len(o.Values) {
					t.Errorf("%q: option %s has %q", line, name, values)
				}
			}
		}
	})
}

func checkError(t *testing.T, err error) {
	t.Helper()
	s := oneLine(err.Error())
	if s == "" || strings.ContainsAny(s, "\n\r\x1b") || !utf8.ValidString(s) {
		t.Errorf("the error %q is not one printable line", s)
	}
}

// FuzzWords: what quoteWord writes, cutWord reads.
func FuzzWords(f *testing.F) {
	f.Add("plain", "with blank")
	f.Add(`a\b`, `it's "quoted"`)
	f.Add("", "\t")
	f.Fuzz(func(t *testing.T, a, b string) {
		words, err := splitWords(quoteWord(a) + " \t" + quoteWord(b))
		if err != nil || len(words) != 2 || words[0] != a || words[1] != b {
			t.Errorf("%q, %q came back as %q, %v", a, b, words, err)
		}
		if words, err := splitWords(a); err != nil && words != nil {
			t.Errorf("splitWords(%q) = %q and an error", a, words)
		}
		if got := unescape(a); len(got) > len(a) {
			t.Errorf("unescape(%q) = %q grew", a, got)
		}
	})
}

// FuzzComplete: completing any line at any place proposes words that continue what is before it.
func FuzzComplete(f *testing.F) {
	for _, s := range []string{"", "i", "info ", "i r $r", "thread apply all info sym sched", "symbol-file -o 5 v", "help info l", "set print fr"} {
		f.Add(s, len(s))
	}
	f.Fuzz(func(t *testing.T, line string, pos int) {
		r := New(Options{
			Open: func(n func(string), c func([]byte)) Session { return newFake(n, c) },
			Out:  io.Discard, Err: io.Discard,
		})
		if !utf8.ValidString(line) || strings.ContainsAny(line, "/~") {
			return // file names are those of the machine
		}
		head, words, tail := r.complete(line, pos)
		if len(words) > maxCompletions || !strings.HasPrefix(line, head) || !strings.HasSuffix(line, tail) {
			t.Errorf("complete(%q, %d) = %q, %q, %q", line, pos, head, words, tail)
		}
	})
}

// FuzzExecute: any line ends, without a panic, and leaves a session that still works.
func FuzzExecute(f *testing.F) {
	for _, s := range []string{"bt -a", "thread apply all bt", "set height 3", "info line schedule", "target remote x", "continue", "quit", "help all"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		r := New(Options{
			Open: func(n func(string), c func([]byte)) Session { return newFake(n, c) },
			Dial: dialFake, Out: io.Discard, Err: io.Discard,
		})
		if c, _, err := r.table.Lookup(line); err == nil && c.Inline && c.Name() != "quit" {
			return // the shell and files of the machine
		}
		_ = r.execute("target remote good:1", nil)
		_ = r.execute(line, nil)
		if err := r.leave(); err != nil {
			t.Error(err)
		}
		if err := r.session.Detach(context.Background()); err == nil {
			t.Errorf("%q: the target was not let go", line)
		}
	})
}
