package debuginfo

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"sync"
)

// nameEntry is a name in the index. Definitions of the same thing in many units, as of every struct in
// a header, are one entry.
type nameEntry struct {
	str  uint32 // offset of the name: in .debug_str, of inline names in .debug_info
	die  uint32 // an enumerator's is its enum's
	mix  uint32 // of declaration line and size: tells namesakes apart
	kind Kind
}

// nameIndex is the names of all units: sorted by where they are, not by what they read, so that
// building it compares no strings. A lookup finds the places where the name can be instead.
type nameIndex struct {
	strp   []nameEntry
	inline []nameEntry
}

type indexState struct {
	mu       sync.Mutex
	ready    *nameIndex
	missed   int           // searches that read everything and found nothing
	searches int           // for a variable
	running  chan struct{} // closed when the builder is done
}

// chunkSize is how much of .debug_info a worker takes at a time, and how often pages are released.
const chunkSize = 1 << 20

// maxNames bounds the index of one image.
const maxNames = 1 << 23

// BuildIndex reads the names of all units, which takes some tenths of a second for a kernel; nothing
// else needs it but [Data.Names] and [Data.CompleteName], which call it. It returns when the index is
// there: at once if it already is. Concurrent calls share the work. A cancelled ctx ends the call and
// the work that it began; another call then starts anew.
func (d *Data) BuildIndex(ctx context.Context) error {
	_, err := d.nameIndex(ctx)
	return err
}

func (d *Data) nameIndex(ctx context.Context) (*nameIndex, error) {
	for {
		d.index.mu.Lock()
		if ix := d.index.ready; ix != nil {
			d.index.mu.Unlock()
			return ix, nil
		}
		wait := d.index.running
		if wait == nil {
			wait = make(chan struct{})
			d.index.running = wait
			d.index.mu.Unlock()
			ix, err := d.buildIndex(ctx)
			d.index.mu.Lock()
			d.index.ready, d.index.running = ix, nil
			d.index.mu.Unlock()
			close(wait)
			return ix, err
		}
		d.index.mu.Unlock()
		select {
		case <-wait:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// chunks cuts the units into runs of about chunkSize.
func (d *Data) chunks() ([][]int, error) {
	offsets, err := d.unitOffsets()
	if len(offsets) == 0 {
		return nil, cmp.Or(err, ErrNone)
	}
	var out [][]int
	for i := 0; i < len(offsets); {
		j := i + 1
		for j < len(offsets) && offsets[j]-offsets[i] < chunkSize {
			j++
		}
		out = append(out, offsets[i:j])
		i = j
	}
	return out, nil
}

// done gives back the pages of .debug_info in [from, to).
func (d *Data) done(from, to int) {
	if d.release != nil && from < to {
		d.release(sectionNames[secInfo], int64(from), int64(to-from))
	}
}

func (d *Data) buildIndex(ctx context.Context) (*nameIndex, error) {
	var workers []*nameCollector
	err := d.eachUnit(ctx, func() func(s *skimmer) {
		w := &nameCollector{inlines: make(map[string]uint32)}
		workers = append(workers, w)
		return func(s *skimmer) {
			w.s = s
			w.collect()
		}
	})
	if err != nil {
		return nil, err
	}
	ix := &nameIndex{}
	first := workers[0].inlines
	for _, w := range workers {
		ix.strp = append(ix.strp, w.strp...)
		for s, at := range w.inlines { // each worker has its own place of the same string
			if known, ok := first[s]; !ok || at < known {
				first[s] = at
			}
		}
	}
	for _, w := range workers {
		for _, e := range w.inline {
			e.str = first[text(d.bytes(secInfo), e.str)]
			ix.inline = append(ix.inline, e)
		}
	}
	ix.strp, ix.inline = unique(ix.strp), unique(ix.inline)
	return ix, nil
}

// text is the string at an offset that a skimmer found.
func text(section []byte, at uint32) string { return string(nameAt(section, at)) }

func nameAt(section []byte, at uint32) []byte {
	b := section[at:]
	return b[:max(bytes.IndexByte(b, 0), 0)]
}

// unique sorts entries and drops the repetitions, keeping the first in the file.
func unique(e []nameEntry) []nameEntry {
	slices.SortFunc(e, func(a, b nameEntry) int {
		return cmp.Or(cmp.Compare(a.str, b.str), cmp.Compare(a.kind, b.kind), cmp.Compare(a.mix, b.mix), cmp.Compare(a.die, b.die))
	})
	e = slices.CompactFunc(e, func(a, b nameEntry) bool {
		return a.str == b.str && a.kind == b.kind && a.mix == b.mix && a.kind != KindFunction && a.kind != KindVariable
	})
	return slices.Clip(e)
}

// nameCollector is one worker's harvest.
type nameCollector struct {
	s       *skimmer
	strp    []nameEntry
	inline  []nameEntry
	inlines map[string]uint32 // first place of each inline name
	seen    keySet
}

func (w *nameCollector) collect() {
	w.s.names(func(k Kind, a *skimAbbrev, x *skimDie) bool {
		fresh := false
		switch k {
		case KindFunction:
			// Out-of-line code counts each time, the abstract instance of an inline function once.
			if !a.defined {
				k = kindAbstract
			}
			fresh = x.named && (a.defined || a.abstract) && w.add(k, x, x.off, a.defined)
		case KindVariable:
			// A declaration has at least the type of what a linker script or assembly defines.
			switch {
			case a.defined:
			case x.declared:
				k = kindDeclared
			default:
				k = kindGone
			}
			fresh = x.named && w.add(k, x, x.off, a.defined)
		case KindEnumerator:
		default:
			fresh = !x.named || w.add(k, x, x.off, false)
		}
		if k == KindEnum && fresh && a.children {
			enum := x.off
			w.s.enumerators(func(x *skimDie) {
				if x.named {
					w.add(KindEnumerator, x, enum, false)
				}
			})
		}
		return len(w.strp)+len(w.inline) < maxNames
	})
}

// add notes a name; with always unset only if it is new. It reports whether it noted it.
func (w *nameCollector) add(k Kind, x *skimDie, die int, always bool) bool {
	e := nameEntry{str: x.name, die: uint32(die), mix: x.mix, kind: k}
	if x.inline {
		s := text(w.s.info, x.name)
		first, known := w.inlines[s]
		if !known {
			first = x.name
			w.inlines[s] = first
		}
		e.str = first
	}
	key := uint64(e.str)<<32 | uint64(e.mix&(1<<27-1))<<5 | uint64(k)<<1
	if x.inline {
		key |= 1
	}
	if !w.seen.add(key) && !always {
		return false
	}
	if x.inline {
		w.inline = append(w.inline, e)
	} else {
		w.strp = append(w.strp, e)
	}
	return true
}

// keySet is a set of numbers, open-addressed. Zero, which no key is, marks a free slot.
type keySet struct {
	slots []uint64
	n     int
}

func (s *keySet) add(key uint64) bool {
	if 2*s.n >= len(s.slots) {
		old := s.slots
		s.slots, s.n = make([]uint64, max(2*len(old), 1<<12)), 0
		for _, k := range old {
			if k != 0 {
				s.add(k)
			}
		}
	}
	mask := uint64(len(s.slots) - 1)
	for i := key * 0x9e3779b97f4a7c15 >> 20; ; i++ {
		switch s.slots[i&mask] {
		case key:
			return false
		case 0:
			s.slots[i&mask] = key
			s.n++
			return true
		}
	}
}
