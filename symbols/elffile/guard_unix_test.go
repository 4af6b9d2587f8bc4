//go:build unix

package elffile

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestTruncatedInUse maps a file and takes its end away.
func TestTruncatedInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := Map(path)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	var sum byte
	err = Guard(func() error {
		for _, b := range m.Data {
			sum += b
		}
		return nil
	})
	if !errors.Is(err, ErrVanished) {
		t.Errorf("got %v", err)
	}
}
