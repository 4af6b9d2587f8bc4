package repl

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "history")
	h := &History{Path: path, Size: 3}
	if lines, err := h.Load(); err != nil || len(lines) != 0 {
		t.Fatalf("Load of no file = %q, %v", lines, err)
	}
	other := &History{Path: path, Size: 3}
	for _, line := range []string{"one", "two", "three", "four"} {
		if err := h.Append(line); err != nil {
			t.Fatal(err)
		}
		if err := other.Append(line + " of another session"); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"three of another session", "four", "four of another session"}
	lines, err := h.Load()
	if diff := cmp.Diff(want, lines); err != nil || diff != "" {
		t.Errorf("Load: %v\n%s", err, diff)
	}
	if data, err := os.ReadFile(path); err != nil || strings.Count(string(data), "\n") != 3 {
		t.Errorf("the file was not cut: %q, %v", data, err)
	}
	// What is no line of ours is skipped.
	if err := os.WriteFile(path, []byte("a\n\x00b\n\xff\n"+strings.Repeat("x", 5000)+"\n\nc\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lines, err = h.Load()
	if diff := cmp.Diff([]string{"a", "c"}, lines); err != nil || diff != "" {
		t.Errorf("Load: %v\n%s", err, diff)
	}
	if err := (&History{Path: path}).Append("none is kept"); err != nil {
		t.Error(err)
	}
	bad := &History{Path: filepath.Join(path, "below a file"), Size: 3}
	if err := bad.Append("x"); err == nil {
		t.Error("Append below a file succeeded")
	}
}

func TestHistoryPath(t *testing.T) {
	for _, tt := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"HOME": "/home/a"}, "/home/a/.local/state/kbreak/history"},
		{map[string]string{"HOME": "/home/a", "XDG_STATE_HOME": "/state"}, "/state/kbreak/history"},
		{map[string]string{"HOME": "/home/a", "XDG_STATE_HOME": "relative"}, "/home/a/.local/state/kbreak/history"},
		{map[string]string{"KBREAK_HISTFILE": "/h", "XDG_STATE_HOME": "/state"}, "/h"},
		{nil, ""},
	} {
		got := HistoryPath(func(k string) string { return tt.env[k] })
		if filepath.ToSlash(got) != tt.want {
			t.Errorf("HistoryPath(%v) = %q, want %q", tt.env, got, tt.want)
		}
	}
}
