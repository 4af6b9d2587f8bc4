package repl

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// maxNesting bounds files that source files.
const maxNesting = 16

func scriptCommands() []*Command {
	return []*Command{
		{
			Names:    []string{"source"},
			Group:    GroupScript,
			Summary:  "Run the commands in a file.",
			Params:   []Param{{Name: "FILE", Kind: File}},
			Options:  []Option{{Name: "v", Help: "show each command before it runs"}},
			NoRepeat: true,
			Inline:   true,
			Help: `One command stands on a line. A line that begins with # is a comment, a backslash at its end continues
a line on the next. The first command that fails ends the file. Nothing is asked.`,
			Run: runSource,
		},
	}
}

// scriptFile gives the lines of a file.
type scriptFile struct {
	path string
	in   *bufio.Reader
	line int // lines read
	end  bool
}

func (f *scriptFile) next(int) (text string, line int, err error) {
	if f.end {
		return "", f.line, io.EOF
	}
	first := f.line + 1
	for {
		part, err := readLimited(f.in)
		if errors.Is(err, io.EOF) {
			f.end = true
			if text == "" {
				return "", f.line, io.EOF
			}
			return text, first, nil
		}
		f.line++
		if err != nil {
			return "", f.line, err
		}
		text += part
		if !strings.HasSuffix(text, `\`) || len(text) > maxLine {
			return text, first, nil
		}
		text = strings.TrimSuffix(text, `\`)
	}
}

func runSource(_ context.Context, r *REPL, a *Args) (Value, error) {
	if r.depth >= maxNesting {
		return nil, fmt.Errorf("source: files are nested more than %d deep", maxNesting)
	}
	path := expandHome(a.Text("FILE"))
	if ext := filepath.Ext(path); ext == ".py" || ext == ".scm" {
		return nil, errNoPython
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	defer func(trace bool, args *userArgs) {
		r.depth--
		r.settings.trace = trace
		r.args = args
	}(r.settings.trace, r.args)
	r.depth++
	r.args = nil
	r.settings.trace = r.settings.trace || a.Has("v")

	file := &scriptFile{path: path, in: bufio.NewReader(f)}
	for !r.ended() {
		text, line, err := file.next(0)
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err == nil {
			if r.poll() {
				return nil, ErrInterrupted
			}
			err = r.runLine(text, line, file)
		}
		if at, ok := err.(*lineError); ok {
			line, err = at.line, at.err
		}
		if err != nil {
			return nil, &scriptError{path, max(line, 1), err}
		}
	}
	return nil, nil
}

// expandHome resolves a ~ in front of a path, which no shell has seen.
func expandHome(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return path
}

// scriptError says where a file of commands ended early, in gdb's words.
type scriptError struct {
	path string
	line int
	err  error
}

func (e *scriptError) Error() string { return e.where() + "\n" + e.err.Error() }

func (e *scriptError) where() string {
	return fmt.Sprintf("%s:%d: Error in sourced command file:", e.path, e.line)
}

func (e *scriptError) Unwrap() error { return e.err }
