package repl

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite golden files and docs/commands.md")

// TestSessions replays the sessions in testdata: each file is a txtar archive whose part "session" is
// what a user sees, prompts and typed lines included. The typed lines are taken from it, and what
// kbreak makes of them must be the same text. With an option "piped" the lines are in the part "in"
// instead and nobody is at a terminal. Other parts are files in the current directory.
func TestSessions(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no sessions", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			full, err := filepath.Abs(path)
			if err != nil {
				t.Fatal(err)
			}
			ar, err := txtar.ParseFile(full)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			var options, in string
			var session *txtar.File
			for i := range ar.Files {
				f := &ar.Files[i]
				switch f.Name {
				case "options":
					options = string(f.Data)
				case "session":
					session = f
				case "in":
					in = string(f.Data)
				default:
					if err := os.MkdirAll(filepath.Dir(f.Name), 0o700); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(f.Name, f.Data, 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			if session == nil {
				t.Fatal("no session")
			}
			here, err := os.Getwd()
			if err != nil {
				t.Fatal(err)
			}
			got := strings.ReplaceAll(replay(t, options, in, string(session.Data)), here, "/here")
			if *update {
				session.Data = []byte(got)
				if err := os.WriteFile(full, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(session.Data), got); diff != "" {
				t.Errorf("the session differs; if it is right: go test ./debugger/repl -run TestSessions -update\n%s", diff)
			}
		})
	}
}

// replay runs what was typed in a session and returns the session that comes of it.
func replay(t *testing.T, options, in, session string) string {
	t.Helper()
	var out bytes.Buffer
	opt := Options{
		Open:    func(n func(string), c func([]byte)) Session { return newFake(n, c) },
		Dial:    dialFake,
		Out:     &out,
		Err:     &out,
		Version: "0.0-test",
		Prompts: true,
	}
	rows, columns, status := 0, 0, false
	var steps []Step
	for line := range strings.Lines(options) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "piped":
			opt.Prompts = false
		case "json":
			opt.JSON = true
		case "verbose":
			opt.Verbose = true
		case "rows":
			rows, _ = strconv.Atoi(rest)
		case "columns":
			columns, _ = strconv.Atoi(rest)
		case "color":
			opt.Terminal = &Terminal{Color: true}
		case "status":
			status = true
		case "target":
			steps = append(steps, Step{Target: rest})
		case "command":
			steps = append(steps, Step{Command: rest})
		case "file":
			steps = append(steps, Step{File: rest})
		case "":
		default:
			t.Fatalf("unknown option %q", word)
		}
	}
	if rows > 0 || columns > 0 {
		opt.Terminal = &Terminal{Size: func() (int, int) { return rows, columns }}
	}
	if opt.Prompts {
		opt.In = &script{lines: typed(session), out: &out}
	} else {
		opt.In = NewLineReader(strings.NewReader(in))
	}
	code := New(opt).Main(steps, opt.Prompts || in != "")
	if status {
		fmt.Fprintf(&out, "status %d\n", code)
	}
	return out.String()
}

// prompts are what a typed line follows.
var prompts = []string{prompt, "> ", pagePrompt}

func typed(session string) []string {
	var lines []string
	for line := range strings.Lines(session) {
		line = strings.TrimSuffix(line, "\n")
		if _, answer, ok := strings.Cut(strings.Replace(line, "[n]", "n", 1), "(y or n) "); ok {
			lines = append(lines, answer)
			continue
		}
		if trimmed := strings.TrimLeft(line, " "); strings.HasPrefix(trimmed, ">") && !strings.HasPrefix(line, "> ") {
			lines = append(lines, trimmed[1:])
			continue
		}
		for _, p := range prompts {
			if text, ok := strings.CutPrefix(line, p); ok {
				lines = append(lines, text)
				break
			}
		}
	}
	return lines
}

// script is a LineReader that types prepared lines. The line ^C is a Ctrl-C, and a line that ends
// with <tab> shows its completions.
type script struct {
	lines    []string
	out      io.Writer
	complete func(string, int) (string, []string, string)
}

func (s *script) ReadLine(prompt string) (string, error) {
	for {
		if len(s.lines) == 0 {
			fmt.Fprint(s.out, prompt)
			return "", io.EOF
		}
		line := s.lines[0]
		s.lines = s.lines[1:]
		fmt.Fprintln(s.out, prompt+line)
		if line == "^D" {
			return "", io.EOF
		}
		if line == "^C" {
			return "", ErrInterrupted
		}
		if before, ok := strings.CutSuffix(line, "<tab>"); ok {
			head, words, _ := s.complete(before, len([]rune(before)))
			fmt.Fprintf(s.out, "%q %q\n", head, words)
			continue
		}
		return line, nil
	}
}

func (s *script) AddHistory(string) {}

func (s *script) SetCompleter(f func(string, int) (string, []string, string)) { s.complete = f }

func (s *script) Suspend() func() { return func() {} }

func (s *script) Close() error { return nil }
