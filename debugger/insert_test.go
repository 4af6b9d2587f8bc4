package debugger

import (
	"context"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"

	"kbreak/kernel"
	"kbreak/symbols"
)

// journalled is a session whose breakpoints are noted in dir, as after an attach to a known kernel.
func journalled(t *testing.T, m *sim, s *Session, dir string) *Session {
	t.Helper()
	im, err := symbols.Open("../symbols/testdata/vmlinux", symbols.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = im.Close() })
	s.opt.StateDir = dir
	s.placed, s.location = symbols.PlaceBias(im, 0x1000, "test"), &kernel.Location{Bias: 0x1000}
	if err := s.sweep(context.Background(), false); err != nil {
		t.Fatal(err)
	}
	return s
}

func journalFiles(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// What a session leaves that is killed, the next one finds and removes, whether the stub keeps it or it
// was written into memory.
func TestKilled(t *testing.T) {
	for name, stub := range map[string]func() *sim{"Z0": stubs["QEMU"], "traps in memory": stubs["no Z0"]} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			m, s := newSim(t, loopCode, stub(), loopCall)
			journalled(t, m, s, dir)
			mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc)})
			mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopRet), Hardware: true})
			if len(journalFiles(t, dir)) != 1 || len(m.left()) != 2 {
				t.Fatalf("journal %v, inserted %v", journalFiles(t, dir), m.left())
			}
			_ = s.client.Close() // killed: nothing is said to the stub

			notice := ""
			next := m.attach(New(Options{Notice: func(text string) { notice += text }}))
			journalled(t, m, next, dir)
			if left := m.left(); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			if !strings.Contains(notice, "removed 2 breakpoints that an earlier session left") {
				t.Errorf("notice %q", notice)
			}
			if have := hex.EncodeToString(m.at(loopInc, 3)); have != "48ffc0" {
				t.Errorf("the code is %s", have)
			}
			if files := journalFiles(t, dir); len(files) > 0 {
				t.Errorf("files left: %v", files)
			}
		})
	}
}

// Another boot has other code at the addresses of the journal: nothing is written there.
func TestJournalOfAnotherBoot(t *testing.T) {
	dir := t.TempDir()
	m, s := newSim(t, loopCode, stubs["no Z0"](), loopCall)
	journalled(t, m, s, dir)
	mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc)})
	_ = s.client.Close()
	next := m.attach(New(Options{StateDir: dir}))
	next.placed, next.location = s.placed, &kernel.Location{Bias: 0x2000}
	m.trips()
	if err := next.sweep(context.Background(), false); err != nil {
		t.Fatal(err)
	}
	if trips := m.trips(); len(trips) > 0 {
		t.Errorf("the target was asked %q", trips)
	}
}
