package debugger

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sections splits what gdb's "info functions" and its kin print: the lines of each file.
func sections(text string) map[string][]string {
	out := make(map[string][]string)
	file := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		switch name, ok := strings.CutPrefix(line, "File "); {
		case ok:
			file = strings.TrimSuffix(name, ":")
		case line == "Non-debugging symbols:":
			file = ""
		case file != "" && line != "":
			out[file] = append(out[file], line)
		}
	}
	return out
}

// sameDeclaration compares declarations but for the order of parameters: of a clone that the optimiser made,
// gdb has those first that the clone still has, and we have what the source says.
func sameDeclaration(a, b string) bool {
	words := func(s string) string {
		w := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,();", r) })
		slices.Sort(w)
		return strings.Join(w, " ")
	}
	return a == b || words(a) == words(b)
}

// TestSymbolListsAgainstGDB compares lists of the vmlinux that KBREAK_VMLINUX names with gdb's, file by file.
//
// Of types gdb lists more: those of a unit that has no code it attributes to the unit's own file, whichever
// header declares them. Without debug info gdb takes numbers off the names of static locals ("init.0"), and
// lists them by what happened to be read before, so these are not compared.
func TestSymbolListsAgainstGDB(t *testing.T) {
	vmlinux := os.Getenv("KBREAK_VMLINUX")
	if vmlinux == "" {
		t.Skip("KBREAK_VMLINUX names no vmlinux")
	}
	gdb, err := exec.LookPath("gdb")
	if err != nil {
		t.Skip("gdb is not installed")
	}
	queries := []SymbolQuery{
		{Class: ListFunctions, Name: "^tcp_"},
		{Class: ListFunctions, Name: "memcpy"},
		{Class: ListFunctions, Name: `^\(vfs\|ksys\)_`, Type: `struct file \*`},
		{Class: ListVariables, Name: "^sched"},
		{Class: ListVariables, Name: "^s", Type: "int"},
		{Class: ListTypes, Name: "^sched"},
		{Class: ListTypes, Name: "^pid"},
	}
	var script strings.Builder
	script.WriteString("set width 0\n")
	for i, q := range queries {
		typ := ""
		if q.Type != "" {
			typ = fmt.Sprintf("-t \"%s\" ", strings.ReplaceAll(q.Type, `\`, `\\`))
		}
		fmt.Fprintf(&script, "echo > %d\\n\ninfo %s %s-- %s\n", i, q.Class, typ, q.Name)
	}
	file := filepath.Join(t.TempDir(), "commands")
	if err := os.WriteFile(file, []byte(script.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), gdb, "-nx", "-batch", "-x", file, vmlinux).Output()
	if err != nil {
		t.Fatalf("gdb: %v", err)
	}
	parts := strings.Split("\n"+string(out), "\n> ")[1:]
	if len(parts) != len(queries) {
		t.Fatalf("gdb answered %d of %d questions", len(parts), len(queries))
	}
	s := New(Options{})
	if err := s.SymbolFile(t.Context(), vmlinux, nil); err != nil {
		t.Fatal(err)
	}
	for i, q := range queries {
		have, err := s.SymbolList(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		want := sections(parts[i])
		if len(have.Files) < 4 {
			t.Errorf("%+v: only %d files", q, len(have.Files))
		}
		for _, f := range have.Files {
			var lines []string
			for _, d := range f.Symbols {
				n := ""
				if d.Line > 0 {
					n = fmt.Sprintf("%d:", d.Line)
				}
				lines = append(lines, n+"\t"+d.Text)
			}
			if !slices.EqualFunc(lines, want[f.Name], sameDeclaration) {
				only := func(a, b []string) []string {
					return slices.DeleteFunc(slices.Clone(a), func(l string) bool { return slices.Contains(b, l) })
				}
				t.Errorf("%s %s: %s\n only we have %q\n only gdb has %q", q.Class, q.Name, f.Name, only(lines, want[f.Name]), only(want[f.Name], lines))
			}
			delete(want, f.Name)
		}
		for f := range want {
			if q.Class != ListTypes || strings.HasSuffix(f, ".h") {
				t.Errorf("%s %s: nothing in %s", q.Class, q.Name, f)
			}
		}
	}
}
