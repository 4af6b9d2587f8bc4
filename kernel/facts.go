package kernel

import (
	"bytes"
	"fmt"

	"kbreak/symbols/link"
)

// imageFacts is what verification needs of an image, read from the file once.
type imageFacts struct {
	bannerAt  link.Addr
	banner    string // "" if the file has no contents
	bannerRaw []byte // the same with newline and NUL, as in memory

	notes link.Range // __start_notes..__stop_notes
	id    []byte     // build-id, nil if the file has none
	idAt  link.Addr  // of its bytes in the note, 0 if only the range of notes is known

	base link.Addr  // _text or _stext
	text link.Range // _stext.._etext
}

// NoKernelImageError says that a file is no vmlinux.
type NoKernelImageError struct{ Name, Why string }

func (e *NoKernelImageError) Error() string {
	return fmt.Sprintf("%s is not a Linux kernel image: %s", e.Name, e.Why)
}

const maxNotes = 64 << 10 // bytes of .notes; real ones have about 500

func factsOf(im Image) (*imageFacts, error) {
	f := &imageFacts{}
	at, size, ok := im.Symbol("linux_banner")
	if !ok {
		return nil, &NoKernelImageError{im.Name(), "it has no symbol linux_banner"}
	}
	f.bannerAt = at
	if size == 0 || size > maxBanner {
		size = maxBanner
	}
	if p := make([]byte, size); im.ReadStatic(at, p) == nil {
		if i := bytes.IndexByte(p, 0); i >= 0 {
			p = p[:i+1]
		}
		if !isBanner(p) {
			return nil, &NoKernelImageError{im.Name(), fmt.Sprintf("its linux_banner is %q", bannerText(p))}
		}
		f.banner, f.bannerRaw = bannerText(p), p
	}
	f.id = im.BuildID()
	start, _, ok1 := im.Symbol("__start_notes")
	stop, _, ok2 := im.Symbol("__stop_notes")
	if ok1 && ok2 && start < stop && stop-start <= maxNotes {
		f.notes = link.Range{Start: start, End: stop}
		p := make([]byte, stop-start)
		if im.ReadStatic(start, p) == nil {
			if off, id := findBuildID(p); id != nil {
				f.id, f.idAt = id, start+link.Addr(off)
			}
		}
	}
	if a, _, ok := im.Symbol("_text"); ok {
		f.base = a
	}
	stext, _, ok1 := im.Symbol("_stext")
	etext, _, ok2 := im.Symbol("_etext")
	if ok1 && ok2 && stext < etext && etext-stext < 1<<30 {
		f.text = link.Range{Start: stext, End: etext}
	}
	if f.base == 0 {
		f.base = f.text.Start
	}
	return f, nil
}
