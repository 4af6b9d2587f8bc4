package repl_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kbreak/debugger"
	"kbreak/debugger/repl"
)

// TestListEqualsGDB gives the commands in testdata/list/*.cmd to a real session of a program and
// compares with gdb's answers (see make.sh there). Allowed to differ:
//
//   - an error begins with a small letter and ends without a dot, as all of ours;
//   - it says "kbreak" where gdb says "gdb", and quotes as Go does;
//   - the first time that a missing file comes up it says so, ours says "in FILE" as gdb does later;
//   - it prints the address of an instruction that cannot be read before it says so;
//   - a range whose end is ambiguous names its places in one line (not in the commands);
//   - a search goes on behind the last line listed, as gdb's manual has it; gdb's code goes on behind
//     the first one (the commands search behind a single line).
func TestListEqualsGDB(t *testing.T) {
	dir, err := filepath.Abs("testdata/list")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(dir + "/*.cmd")
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Chdir(dir)
			in, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(file, ".cmd") + ".gdb")
			if err != nil {
				t.Fatal(err)
			}
			have := run(t, strings.ReplaceAll(string(in), "HERE", dir), repl.Step{Symbols: "program"}, repl.Step{Command: "set trace-commands on"})
			have = strings.ReplaceAll(have, dir, "HERE")
			if diff := cmp.Diff(plain(string(want)), plain(have)); diff != "" {
				t.Errorf("not what gdb says:\n%s", diff)
			}
		})
	}
}

// run gives lines to a session without a target and returns what it prints.
func run(t *testing.T, lines string, steps ...repl.Step) string {
	t.Helper()
	var out bytes.Buffer
	repl.New(repl.Options{
		Open: func(notice func(string), console func([]byte)) repl.Session {
			return debugger.New(debugger.Options{Notice: notice, Console: console, DebugDirs: []string{}})
		},
		In: repl.NewLineReader(strings.NewReader(lines)), Out: &out, Err: &out,
	}).Main(steps, true)
	return out.String()
}

// plain drops what is allowed to differ.
func plain(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if before, _, ok := strings.Cut(line, ": No such file or directory."); ok {
			if n, name, ok := strings.Cut(before, "\t"); ok {
				line = n + "\tin " + name
			}
		}
		switch {
		case strings.HasPrefix(line, "   0x") && strings.HasSuffix(line, ":\t"):
			continue
		case line == "+quit", strings.HasPrefix(line, "Symbols from "):
			continue
		case line != "" && (line[0] < '0' || line[0] > '9') && line[0] != '+':
			line = strings.TrimSuffix(strings.ToLower(line[:1])+line[1:], ".")
		}
		line = strings.Replace(line, "lines gdb will", "lines kbreak will", 1)
		if rest, ok := strings.CutPrefix(line, "warning: "); ok { // of directories that do not exist
			name, _, _ := strings.Cut(strings.Replace(rest, " is no directory", ":", 1), ":")
			line = "warning: " + name
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}
