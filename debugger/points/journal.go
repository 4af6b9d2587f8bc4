package points

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"kbreak/mem"
	"kbreak/rsp"
)

// journal is the list on disk of what is inserted in a target, so that the next session finds it
// should this one be killed. A stub keeps what was inserted when its client is gone (VMware does, and
// what was written into memory stays anyway). The file belongs to one target and one kernel, named by
// its build-id and its slide: another boot has other code at these addresses. A nil journal keeps
// nothing.
type journal struct {
	path   string
	target string
	slide  int64
	list   []entry
	warn   func(string)
}

// entry is one inserted point, as JSON.
type entry struct {
	Kind rsp.PointKind `json:"kind"`
	Addr mem.Addr      `json:"addr"`
	Size int           `json:"size"`
	Old  string        `json:"old,omitempty"` // hex; what a trap written into memory replaced
}

// journalFile is the content of the file.
type journalFile struct {
	Target string  `json:"target"`
	Slide  int64   `json:"slide"`
	Points []entry `json:"points"`
}

// maxJournal bounds what is taken from a file, in bytes and in entries.
const (
	maxJournalSize   = 1 << 20
	maxJournalPoints = 1 << 13
)

// openJournal reads what an earlier session left and begins anew. Without a directory it is nil.
func openJournal(dir, target string, buildID []byte, slide int64, warn func(string)) (j *journal, left []entry) {
	if dir == "" {
		return nil, nil
	}
	sum := sha256.Sum256([]byte(target + "\x00" + string(buildID)))
	j = &journal{path: filepath.Join(dir, "points-"+hex.EncodeToString(sum[:8])+".json"), target: target, slide: slide, warn: warn}
	f, err := os.Open(j.path)
	if err != nil {
		return j, nil
	}
	defer func() { _ = f.Close() }()
	st, err := f.Stat()
	if err != nil || st.Size() > maxJournalSize {
		return j, nil
	}
	var file journalFile
	if err := json.NewDecoder(f).Decode(&file); err != nil || file.Slide != slide || len(file.Points) > maxJournalPoints {
		return j, nil
	}
	j.list = file.Points
	return j, slices.Clone(file.Points)
}

func entryOf(x *Inserted) entry {
	return entry{Kind: x.Asked.Kind, Addr: x.Asked.Addr, Size: x.Asked.Size, Old: hex.EncodeToString(x.Old)}
}

func (j *journal) add(x *Inserted) {
	if j == nil {
		return
	}
	j.list = append(j.list, entryOf(x))
	j.save()
}

func (j *journal) remove(x *Inserted) { j.drop(entryOf(x)) }

// drop takes one entry out.
func (j *journal) drop(e entry) {
	if j == nil {
		return
	}
	if i := slices.Index(j.list, e); i >= 0 {
		j.list = slices.Delete(j.list, i, i+1)
		j.save()
	}
}

// save writes the file as a whole, through a new one: a session that is killed leaves the old list or
// the new one. Without points there is no file.
func (j *journal) save() {
	err := j.write()
	if err != nil {
		j.warn(fmt.Sprintf("breakpoints are not noted on disk: %v", err))
	}
}

func (j *journal) write() error {
	if len(j.list) == 0 {
		if err := os.Remove(j.path); err != nil && !os.IsNotExist(err) {
			return err
		}
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(j.path), 0o700); err != nil {
		return err
	}
	text, err := json.Marshal(journalFile{Target: j.target, Slide: j.slide, Points: j.list})
	if err != nil {
		return err
	}
	next := j.path + ".new"
	if err := os.WriteFile(next, append(text, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(next, j.path)
}
