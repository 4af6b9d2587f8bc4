package repl

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// History is the file of lines typed in earlier sessions. Each line is appended on its own when it
// is entered, so that sessions at the same time do not overwrite each other and a crash loses
// nothing.
type History struct {
	Path string
	Size int // lines kept; 0 keeps none, negative all
}

// HistoryPath is where the history is kept: $KBREAK_HISTFILE, or kbreak/history in the directory
// for state ($XDG_STATE_HOME, by default ~/.local/state). It is "" if there is no such place.
func HistoryPath(getenv func(string) string) string {
	if p := getenv("KBREAK_HISTFILE"); p != "" {
		return p
	}
	if d := StateDir(getenv); d != "" {
		return filepath.Join(d, "history")
	}
	return ""
}

// StateDir is the directory for what outlives a session: kbreak in the directory for state
// ($XDG_STATE_HOME, by default ~/.local/state). It is "" if there is no such place.
func StateDir(getenv func(string) string) string {
	if d := getenv("XDG_STATE_HOME"); filepath.IsAbs(d) {
		return filepath.Join(d, "kbreak")
	}
	if d := getenv("LOCALAPPDATA"); d != "" {
		return filepath.Join(d, "kbreak")
	}
	if d := getenv("HOME"); d != "" {
		return filepath.Join(d, ".local", "state", "kbreak")
	}
	return ""
}

// maxHistoryLine bounds a line of the file; a longer one is no command.
const maxHistoryLine = 4096

// Load returns the last Size lines. When the file has grown to twice that it is cut, by a new file
// put in its place. A file that is not there is an empty history.
func (h *History) Load() ([]string, error) {
	f, err := os.Open(h.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var lines []string
	total := 0
	in := bufio.NewScanner(f)
	in.Buffer(make([]byte, 0, 64<<10), 1<<20)
	for in.Scan() {
		line := in.Text()
		total++
		if line == "" || len(line) > maxHistoryLine || !utf8.ValidString(line) || strings.ContainsFunc(line, isControl) {
			continue
		}
		lines = append(lines, line)
		if h.Size >= 0 && len(lines) > 2*h.Size {
			lines = slices.Delete(lines, 0, len(lines)-h.Size)
		}
	}
	if h.Size >= 0 && len(lines) > h.Size {
		lines = lines[len(lines)-h.Size:]
	}
	if err := in.Err(); err != nil {
		return lines, err
	}
	if h.Size > 0 && total > 2*h.Size {
		return lines, h.rewrite(lines)
	}
	return lines, nil
}

func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

func (h *History) rewrite(lines []string) error {
	f, err := os.CreateTemp(filepath.Dir(h.Path), "history")
	if err != nil {
		return err
	}
	_, err = f.WriteString(strings.Join(lines, "\n") + "\n")
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), h.Path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// Append adds one line.
func (h *History) Append(line string) error {
	if h.Size == 0 || h.Path == "" || len(line) > maxHistoryLine {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(h.Path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(h.Path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line + "\n")
	return errors.Join(err, f.Close())
}
