package repl

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kbreak/debugger"
)

// TestGDB runs the commands in testdata/gdb/*.txt without a target, over a vmlinux in miniature, and
// compares what they print with what gdb 13.1 printed for them, which the files keep: a line "> COMMAND",
// then its output. With -update gdb records it anew. A line "# ours: TEXT" behind an output is what we
// print instead, on purpose: the line above it says why.
func TestGDB(t *testing.T) {
	files, err := filepath.Glob("testdata/gdb/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no recordings", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			steps := parseRecording(string(text))
			if *update {
				record(t, steps)
				if err := os.WriteFile(path, []byte(writeRecording(steps)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			var out bytes.Buffer
			r := New(Options{
				Open: func(notice func(string), _ func([]byte)) Session {
					return debugger.New(debugger.Options{Notice: notice})
				},
				Out: &out, Err: &out,
			})
			if err := r.execute("symbol-file -o 0 "+miniature, nil); err != nil {
				t.Fatal(err)
			}
			for _, s := range steps {
				out.Reset()
				_ = r.execute(s.command, nil)
				want := s.theirs
				if s.ours != "" {
					want = s.ours
				}
				if diff := cmp.Diff(want, out.String()); diff != "" {
					t.Errorf("%s\n%s", s.command, diff)
				}
			}
			if err := r.leave(); err != nil {
				t.Error(err)
			}
		})
	}
}

// miniature is the file that the commands look at.
const miniature = "../../symbols/testdata/vmlinux"

type recorded struct {
	command      string
	theirs, ours string
	why          string // comment in front of the line "# ours:"
}

// noNewline stands behind an output that ends without one.
const noNewline = "# no newline\n"

func parseRecording(text string) []*recorded {
	var steps []*recorded
	for line := range strings.Lines(text) {
		if command, ok := strings.CutPrefix(line, "> "); ok {
			steps = append(steps, &recorded{command: strings.TrimSpace(command)})
			continue
		}
		if len(steps) == 0 {
			continue
		}
		s := steps[len(steps)-1]
		switch ours, ok := strings.CutPrefix(line, "# ours: "); {
		case line == noNewline:
			s.theirs = strings.TrimSuffix(s.theirs, "\n")
		case ok:
			s.ours += ours
		case strings.HasPrefix(line, "# "):
			s.why += line
		default:
			s.theirs += line
		}
	}
	return steps
}

func writeRecording(steps []*recorded) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteString("> " + s.command + "\n" + s.theirs)
		if s.theirs != "" && !strings.HasSuffix(s.theirs, "\n") {
			b.WriteString("\n" + noNewline)
		}
		b.WriteString(s.why)
		for line := range strings.Lines(s.ours) {
			b.WriteString("# ours: " + line)
		}
	}
	return b.String()
}

// record has gdb run the commands.
func record(t *testing.T, steps []*recorded) {
	t.Helper()
	gdb, err := exec.LookPath("gdb")
	if err != nil {
		t.Fatal("recording needs gdb: ", err)
	}
	const mark = "--- next ---"
	args := []string{"-nx", "-q", "-batch", "-iex", "set width 0", miniature}
	for _, s := range steps {
		args = append(args, "-ex", "echo "+mark+`\n`, "-ex", s.command)
	}
	cmd := exec.Command(gdb, args...)
	// One pipe for both keeps the order of text and errors.
	pr, pw := io.Pipe()
	cmd.Stdout, cmd.Stderr = pw, pw
	go func() { _ = pw.CloseWithError(cmd.Run()) }()
	out, err := io.ReadAll(pr)
	if err != nil && len(out) == 0 {
		t.Fatal(err)
	}
	parts := strings.Split(string(out), mark+"\n")
	if len(parts) != len(steps)+1 {
		t.Fatalf("gdb printed %d parts for %d commands:\n%s", len(parts)-1, len(steps), out)
	}
	for i, s := range steps {
		s.theirs = parts[i+1]
	}
}
