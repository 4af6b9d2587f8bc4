package kernel

import (
	"bytes"
	"encoding/hex"
	"fmt"

	"kbreak/mem"
)

// WrongKernelError says that the kernel that runs is not the one the file was built with.
type WrongKernelError struct {
	File         string
	FileBanner   string // "" if the file does not have it
	TargetBanner string // "" if it was not found; other than FileBanner or BuildIDs differ
	FileID       []byte // build-ids; nil if not known
	TargetID     []byte
}

func (e *WrongKernelError) Error() string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s is not the kernel that runs", e.File)
	part := func(who, banner string, id []byte) {
		fmt.Fprintf(&b, "\n  %s: ", who)
		if banner == "" {
			banner = "banner unknown"
		}
		b.WriteString(banner)
		if len(id) > 0 {
			fmt.Fprintf(&b, " (build-id %s)", hex.EncodeToString(id))
		}
	}
	part("file", e.FileBanner, e.FileID)
	part("target", e.TargetBanner, e.TargetID)
	return b.String()
}

func (l *locator) wrong(banner string, id []byte) error {
	return &WrongKernelError{
		File: l.im.Name(), FileBanner: l.facts.banner, TargetBanner: banner, FileID: l.facts.id, TargetID: id,
	}
}

// notThereError says that a candidate bias is wrong: there is no banner where it should be.
type notThereError struct{ at mem.Addr }

func (e *notThereError) Error() string { return fmt.Sprintf("no kernel banner at %v", e.at) }

// bannerFront is as much of the banner as has the release in it, with some of who built it: 64 bytes.
const bannerFront = 64

// verify reads the banner and the build-id note where bias puts them and compares them with the
// file's. Of the banner it first reads the front, as far as that lies in one page, which is enough to
// refuse a wrong candidate; the build-id, which covers the whole of it, then decides.
func (l *locator) verify(bias int64) (*Location, error) {
	f := l.facts
	at := mem.Addr(f.bannerAt).Add(bias)
	want := f.bannerRaw
	n := min(len(want), bannerFront)
	if n == 0 {
		n = bannerFront
	}
	const enough = len(bannerPrefix) + 4
	if left := int(pageSize - at%pageSize); left < n && left >= enough {
		n = left
	}
	have := make([]byte, n)
	if err := l.view.ReadMem(l.ctx, at, have); err != nil {
		return nil, err
	}
	if !isBanner(have) {
		return nil, &notThereError{at}
	}
	if want != nil && !bytes.Equal(have, want[:n]) {
		return nil, l.refuse(at, bias)
	}

	loc := &Location{Bias: bias, Base: mem.Addr(f.base).Add(bias), Banner: f.banner, VerifiedBy: "banner", Process: f.process(), Mem: l.view}
	same, err := l.checkID(bias)
	switch {
	case err != nil && !isFault(err):
		return nil, err
	case err != nil:
		loc.Notes = append(loc.Notes, fmt.Sprintf("the build-id in memory could not be read: %v", err))
	case same:
		loc.VerifiedBy, loc.BuildID = "build-id", f.id
	case len(f.id) > 0 && f.notes.Start != 0:
		return nil, l.refuse(at, bias)
	default:
		loc.Notes = append(loc.Notes, "the file has no build-id to compare")
	}
	if loc.BuildID == nil || loc.Banner == "" {
		text, err := readBanner(l.ctx, l.view, at)
		if err != nil && !isFault(err) {
			return nil, err
		}
		if want != nil && text != f.banner {
			return nil, l.wrong(text, nil)
		}
		loc.Banner = text
		if want == nil && loc.BuildID == nil {
			loc.VerifiedBy = "the place of the banner alone"
			loc.Notes = append(loc.Notes, "the file has symbols only: whether it is this very kernel cannot be proved")
		}
	}
	loc.Release = bannerRelease(loc.Banner)
	if l.view.Walking() {
		loc.Notes = append(loc.Notes, "the CPU is on its user-mode page tables: kernel memory is read through "+
			"the kernel's own tables and physical memory")
	}
	return loc, nil
}

// checkID compares the build-id note in memory with the file's. It is false if there is nothing to
// compare as well.
func (l *locator) checkID(bias int64) (bool, error) {
	f := l.facts
	if len(f.id) == 0 {
		return false, nil
	}
	if f.idAt != 0 {
		// If it lies across two pages, the longer part will do: 10 of the 20 bytes of a hash.
		at, want := mem.Addr(f.idAt).Add(bias), f.id
		if left := int(pageSize - at%pageSize); left < len(want) {
			if left*2 >= len(want) {
				want = want[:left]
			} else {
				at, want = at.Add(int64(left)), want[left:]
			}
		}
		have := make([]byte, len(want))
		if err := l.view.ReadMem(l.ctx, at, have); err != nil {
			return false, err
		}
		return bytes.Equal(have, want), nil
	}
	id, err := l.targetID(bias)
	return id != nil && bytes.Equal(id, f.id), err
}

// targetID reads all notes in memory for their build-id, nil if there is none.
func (l *locator) targetID(bias int64) ([]byte, error) {
	notes := l.facts.notes
	if notes.Start == 0 {
		return nil, nil
	}
	p, err := mem.Bytes(l.ctx, l.view, mem.Addr(notes.Start).Add(bias), int(notes.End-notes.Start))
	if err != nil {
		return nil, err
	}
	_, id := findBuildID(p)
	return id, nil
}

// refuse collects what the target says of itself for a WrongKernelError.
func (l *locator) refuse(banner mem.Addr, bias int64) error {
	text, err := readBanner(l.ctx, l.view, banner)
	if err != nil && !isFault(err) {
		return err
	}
	id, err := l.targetID(bias)
	if err != nil && !isFault(err) {
		return err
	}
	return l.wrong(text, id)
}
