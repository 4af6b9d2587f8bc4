package repl

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPage holds docs/commands.md against the table.
func TestPage(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "commands.md")
	want := NewTable().Page()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("docs/commands.md is stale; make it anew with: go test ./debugger/repl -run TestPage -update\n%s", diff)
	}
}
