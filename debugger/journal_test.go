package debugger

import (
	"context"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kbreak/kernel"
	"kbreak/rsp"
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
	if err := s.sweep(context.Background()); err != nil {
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
	if err := next.sweep(context.Background()); err != nil {
		t.Fatal(err)
	}
	if trips := m.trips(); len(trips) > 0 {
		t.Errorf("the target was asked %q", trips)
	}
}

// A file of any content is read without harm, and a trap is replaced only where there is one.
func TestDamagedJournal(t *testing.T) {
	dir := t.TempDir()
	m, s := newSim(t, loopCode, &sim{}, loopCall)
	journalled(t, m, s, dir)
	mustBreak(t, s, BreakRequest{Spec: "*" + addr(loopInc)})
	files := journalFiles(t, dir)
	if len(files) != 1 {
		t.Fatal(files)
	}
	good, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"", "{", "null", "[]", strings.Repeat("x", maxJournalSize+1), string(good[:len(good)/2]),
		`{"slide":4096,"points":[{"kind":9,"addr":1,"size":-1}]}`,
		`{"slide":4096,"points":[{"kind":0,"addr":1,"size":1,"old":"zz"}]}`,
		`{"slide":4096,"points":[{"kind":0,"addr":18446744071578845200,"size":1,"old":"90"}]}`, // no trap there
	} {
		if err := os.WriteFile(files[0], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		before := hex.EncodeToString(m.memory[:0x100])
		if err := s.sweep(context.Background()); err != nil {
			t.Errorf("%.40q: %v", text, err)
		}
		if after := hex.EncodeToString(m.memory[:0x100]); after != before {
			t.Errorf("%.40q changed the code", text)
		}
	}
}

func TestNoJournal(t *testing.T) {
	var j *journal
	x := &planted{point: rsp.Point{Addr: 1, Size: 1}}
	j.add(x)
	j.remove(x)
	if j, left := openJournal("", "t", nil, 0, nil); j != nil || left != nil {
		t.Error("there is a journal without a directory")
	}
}
