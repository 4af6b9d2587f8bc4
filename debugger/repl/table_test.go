package repl

import (
	"slices"
	"strings"
	"testing"
)

// TestTable holds every declaration to the rules that help and documentation rely on.
func TestTable(t *testing.T) {
	table := NewTable()
	for _, c := range table.Commands() {
		name := c.Name()
		if !strings.HasSuffix(c.Summary, ".") || strings.Contains(c.Summary, "\n") || c.Summary[:1] != strings.ToUpper(c.Summary[:1]) {
			t.Errorf("%s: the summary %q is not one sentence", name, c.Summary)
		}
		for line := range strings.Lines(c.Help) {
			if len(line) > 110 {
				t.Errorf("%s: the help is wider than 110 columns: %q", name, line)
			}
		}
		for i, p := range c.Params {
			if last := i == len(c.Params)-1; !last && (p.Repeat || p.Optional || p.Kind.whole()) {
				t.Errorf("%s: the argument %s leaves nothing for the next", name, p.Name)
			}
			if p.Kind == Choice && len(p.Choices) == 0 {
				t.Errorf("%s: the argument %s has no choices", name, p.Name)
			}
		}
		for _, n := range c.Names {
			found, rest, err := table.Lookup(n)
			if err != nil || found != c || rest != "" {
				t.Errorf("Lookup(%q) = %v, %q, %v", n, found, rest, err)
			}
		}
	}
	if !slices.IsSortedFunc(table.Commands(), func(a, b *Command) int { return groupIndex(a.Group) - groupIndex(b.Group) }) {
		t.Error("the commands are not grouped")
	}
}

func groupIndex(g Group) int {
	for i, x := range groups {
		if x.name == g {
			return i
		}
	}
	return -1
}

func TestLookup(t *testing.T) {
	table := NewTable()
	for _, tt := range []struct{ line, name, args string }{
		{"bt", "backtrace", ""},
		{"ba 3", "backtrace", "3"},
		{"where -full", "backtrace", "-full"},
		{"c", "continue", ""},
		{"cont", "continue", ""},
		{"f 2", "frame", "2"},
		{"i r rip", "info registers", "rip"},
		{"info reg", "info registers", ""},
		{"i s", "backtrace", ""},
		{"info stack 3", "backtrace", "3"},
		{"inf sy schedule", "info symbol", "schedule"},
		{"thr app all bt", "thread apply", "all bt"},
		{"t 1", "", ""},
		{"th 1", "", ""},
		{"thread", "thread", ""},
		{"thread 2", "thread", "2"},
		{"tar rem :8864", "target remote", ":8864"},
		{"set pag off", "set pagination", "off"},
		{"set print frame-a none", "set print frame-arguments", "none"},
		{"show pr frame-a", "show print frame-arguments", ""},
		{"q", "quit", ""},
		{"exit 3", "quit", "3"},
		{"!ls -l", "shell", "ls -l"},
		{"! ls", "shell", "ls"},
		{"symbol-file x", "symbol-file", "x"},
		{"symb x", "symbol-file", "x"},
		{"info modules", "mod", ""},
		{"  up\t3 ", "up", "3"},
		{"b schedule", "break", "schedule"},
		{"s", "step", ""},
		{"n", "next", ""},
		{"x/4x", "x", "/4x"},
		{"", "", ""},
		{"info", "info", ""},
	} {
		c, args, err := table.Lookup(tt.line)
		switch {
		case tt.name == "" && err == nil:
			t.Errorf("Lookup(%q) = %s, want an error", tt.line, c.Name())
		case tt.name != "" && (err != nil || c.Name() != tt.name || args != tt.args):
			t.Errorf("Lookup(%q) = %v, %q, %v; want %s, %q", tt.line, c, args, err, tt.name, tt.args)
		}
	}
}
