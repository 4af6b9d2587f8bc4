package debugger

import (
	"context"
	"slices"

	"kbreak/mem"
)

// TextReport is the result of comparing the code in memory with its files ("check text").
type TextReport struct {
	Bytes  uint64         // of code that were compared
	Traps  []Patch        // int3 that no table of the kernel and no breakpoint of this session explains
	Known  map[string]int // patches by what made them
	Others []Patch        // differences that nothing explains, the first of them
	More   int            // such differences beyond Others
}

// maxUnexplained bounds TextReport.Others.
const maxUnexplained = 100

// CheckText compares all code of the kernel and of its modules with the files. It reads all of it from
// the target. The breakpoints of this session are no difference.
func (s *Session) CheckText(ctx context.Context) (*TextReport, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	s.sync(ctx)
	r := &TextReport{Known: make(map[string]int)}
	for _, span := range s.space.CodeSpans() {
		if s.freed(span.Start) {
			continue
		}
		patches, err := s.PatchedText(ctx, span.Start, span.End)
		for _, p := range patches {
			switch {
			case p.By == "breakpoint":
				r.Traps = append(r.Traps, p)
			case p.By != "":
				r.Known[p.By]++
			case len(r.Others) < maxUnexplained:
				r.Others = append(r.Others, p)
			default:
				r.More++
			}
		}
		if s.linkError(err); s.state == Lost || ctx.Err() != nil {
			return r, err
		}
		if err != nil {
			s.noticeOnce(err.Error()) // init text is freed after boot, and a file may lack its code
			continue
		}
		r.Bytes += uint64(span.Size())
	}
	return r, nil
}

// freed reports whether an address is between the symbols that bound what the kernel frees once it has
// booted (mm/page_alloc.c, free_initmem_default): somebody else's data by now.
func (s *Session) freed(a mem.Addr) bool {
	bound := func(name string) mem.Addr {
		for _, sym := range s.space.Lookup(name) {
			if sym.Module == "" {
				return sym.Addr
			}
		}
		return 0
	}
	return bound("__init_begin") <= a && a < bound("__init_end")
}

// KnownText lists what patched how many places, most first.
func (r *TextReport) KnownText() []string {
	names := make([]string, 0, len(r.Known))
	for n := range r.Known {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int { return r.Known[b] - r.Known[a] })
	return names
}
