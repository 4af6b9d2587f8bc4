package debugger

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"kbreak/mem"
)

// SearchSpec says what to look for in memory, and where.
type SearchSpec struct {
	Size   int      // bytes of a value: 8, 4 or 2, at addresses that it divides; 0: strings, anywhere
	Values []Wanted // any of them is a hit
	Mask   uint64   // bits of a value that do not matter

	User       bool     // the selected thread's user memory instead of the kernel's
	Start, End mem.Addr // both given: just this range, End exclusive; otherwise they bound the usual ones
	HasStart   bool
	HasEnd     bool

	Context int // values to show before and behind each hit
}

// Wanted is one thing to look for.
type Wanted struct {
	Value uint64
	Text  string // the string to look for; of a value, what the user wrote for it where that is no number
}

// Hit is a place where something was found.
type Hit struct {
	Addr   mem.Addr
	Value  uint64   // what is there, masked bits included
	Text   string   // of a string, the bytes from there on; of a value, Wanted.Text
	Before []uint64 // the values in front of it, SearchSpec.Context at most; fewer where memory ends
	After  []uint64
}

// Found is the result of a search.
type Found struct {
	Hits       []Hit
	Searched   uint64 // bytes
	Unreadable uint64 // bytes that were skipped
	Cut        bool   // there may be more: maxHits were found
	Size       int    // as in SearchSpec
}

const (
	maxHits    = 1 << 16
	searchStep = 1 << 20 // read at a time; the stub is asked for as much as one packet takes
	hitText    = 56      // bytes shown of a string
)

// Search looks through memory, past the cache. Pages that cannot be read are skipped and counted.
// progress, which may be nil, is told how many bytes of how many are done. If ctx ends, what was found
// so far is returned with its error.
func (s *Session) Search(ctx context.Context, spec SearchSpec, progress func(done, total uint64)) (*Found, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	m, err := newMatcher(spec, s.arch.Order)
	if err != nil {
		return nil, err
	}
	spans, err := s.searchSpans(ctx, spec)
	if err != nil {
		return nil, s.linkError(err)
	}
	var total uint64
	for _, sp := range spans {
		total += uint64(sp.Size())
	}
	f := &Found{Size: spec.Size}
	sc := &scan{read: s.uncached, match: m, found: f, progress: func() {
		if progress != nil {
			progress(f.Searched+f.Unreadable, total)
		}
	}}
	for _, sp := range spans {
		if err = sc.span(ctx, sp); err != nil || f.Cut {
			break
		}
	}
	if err == nil {
		err = s.explainHits(ctx, spec, f)
	}
	return f, s.linkError(err)
}

// uncached reads memory as the selected thread sees it, and leaves the cache alone.
func (s *Session) uncached(ctx context.Context, a mem.Addr, p []byte) error {
	t := s.Thread()
	if !s.userHalf(a) || t == nil {
		return s.mem.readKernel(ctx, a, p)
	}
	return s.client.ReadMemory(ctx, t.id, a, p)
}

// searchSpans is where to look: the range given, or the usual ones within the bounds given.
func (s *Session) searchSpans(ctx context.Context, spec SearchSpec) ([]mem.Span, error) {
	bounds := mem.Span{Start: kernelHalf, End: ^mem.Addr(0)}
	if spec.User {
		bounds = mem.Span{Start: 0, End: kernelHalf}
	}
	if spec.HasStart {
		bounds.Start = spec.Start
	}
	if spec.HasEnd {
		bounds.End = spec.End
	}
	switch size := mem.Addr(max(spec.Size, 1)); {
	case bounds.Start%size != 0:
		return nil, fmt.Errorf("start address %v is not a multiple of %d, the size of the values", bounds.Start, size)
	case bounds.End <= bounds.Start:
		return nil, fmt.Errorf("nothing to search from %v to %v", bounds.Start, bounds.End)
	case spec.HasStart && spec.HasEnd:
		if bounds.Start < kernelHalf && bounds.End > kernelHalf {
			return nil, fmt.Errorf("the range %v to %v is in user and in kernel memory", bounds.Start, bounds.End)
		}
		return []mem.Span{bounds}, nil
	}
	find := s.kernelSpans
	if spec.User {
		find = s.userSpans
	}
	spans, err := find(ctx)
	if err != nil {
		return nil, err
	}
	return within(spans, bounds), nil
}

// within sorts spans, joins those that overlap and cuts them to bounds.
func within(spans []mem.Span, bounds mem.Span) []mem.Span {
	slices.SortFunc(spans, func(a, b mem.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []mem.Span
	for _, sp := range spans {
		sp.Start, sp.End = max(sp.Start, bounds.Start), min(sp.End, bounds.End)
		if n := len(out); n > 0 && sp.Start < out[n-1].End {
			sp.Start = out[n-1].End
		}
		if sp.Start < sp.End {
			out = append(out, sp)
		}
	}
	return out
}

// kernelSpans are the mapping of all RAM, the kernel's image, and the modules.
func (s *Session) kernelSpans(ctx context.Context) ([]mem.Span, error) {
	if s.kernel == nil {
		return nil, errors.New("no kernel was found in the target: give the range to search with -s and -e")
	}
	var out []mem.Span
	ram, err := s.kernel.RAM(ctx, s.mem.kernel)
	if err == nil {
		var base mem.Addr
		base, err = s.kernel.DirectMap(ctx, s.mem.kernel)
		for _, sp := range ram {
			out = append(out, mem.Span{Start: base + sp.Start, End: base + sp.End})
		}
	}
	if err != nil {
		if lost := s.linkOnly(err); lost != nil {
			return nil, lost
		}
		s.opt.Notice(fmt.Sprintf("the mapping of RAM is not searched: %v", err))
	}
	text, err1 := s.kernel.Addr("_text")
	end, err2 := s.kernel.Addr("_end")
	if err1 == nil && err2 == nil {
		out = append(out, mem.Span{Start: text, End: end})
	}
	s.sync(ctx)
	for _, m := range s.modules.list {
		for _, sp := range m.m.Spans {
			out = append(out, sp.Span)
		}
	}
	return out, nil
}

// userSpans are the mappings of the task that the selected thread runs.
func (s *Session) userSpans(ctx context.Context) ([]mem.Span, error) {
	t := s.Thread()
	if t != nil {
		if err := s.identify(ctx, t); err != nil {
			return nil, err
		}
	}
	if s.kernel == nil || t == nil || t.Task == nil {
		return nil, errors.New("which task the selected thread runs is not known: give the range to search with -s and -e")
	}
	mm, err := s.kernel.MM(ctx, s.mem.kernel, t.Task.Addr)
	if err != nil {
		return nil, err
	}
	if mm == 0 {
		return nil, fmt.Errorf("task %d (%s) is a kernel thread: it has no user memory", t.Task.PID, t.Task.Comm)
	}
	var out []mem.Span
	for v, err := range s.kernel.VMAs(ctx, s.mem.kernel, mm) {
		if err != nil {
			if lost := s.linkOnly(err); lost != nil {
				return nil, lost
			}
			s.opt.Notice(err.Error())
			continue
		}
		out = append(out, v.Span)
	}
	return out, nil
}

// scan is one search under way.
type scan struct {
	read     func(ctx context.Context, a mem.Addr, p []byte) error
	match    *matcher
	found    *Found
	progress func()
	buf      []byte
}

const pageSize = 4096

// span searches one range. What a string may still match is carried from one piece to the next.
func (sc *scan) span(ctx context.Context, sp mem.Span) error {
	carry := 0 // bytes at the start of buf that were searched before
	if sc.buf == nil {
		sc.buf = make([]byte, sc.match.overlap+searchStep)
	}
	for at := sp.Start; at < sp.End; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := int(min(uint64(sp.End-at), uint64(searchStep-int(at%searchStep))))
		err := sc.read(ctx, at, sc.buf[carry:carry+n])
		var fault *mem.Fault
		skip := 0
		if errors.As(err, &fault) {
			got := min(max(fault.Got, 0), n)
			bad := at.Add(int64(got))
			skip = min(n-got, pageSize-int(bad%pageSize))
			n = got
		} else if err != nil {
			return err
		}
		have := sc.buf[:carry+n]
		sc.match.find(have, at.Add(-int64(carry)), carry, sc.found)
		sc.found.Searched += uint64(n)
		sc.found.Unreadable += uint64(skip)
		sc.progress()
		if sc.found.Cut {
			return nil
		}
		at = at.Add(int64(n + skip))
		carry = 0
		if skip == 0 {
			carry = copy(sc.buf, have[max(len(have)-sc.match.overlap, 0):])
		}
	}
	return nil
}

// matcher finds values or strings in a piece of memory.
type matcher struct {
	size    int
	order   binary.ByteOrder
	keep    uint64 // bits that count
	values  []uint64
	labels  []string
	strings [][]byte
	overlap int // bytes of a piece that the next one has to begin with
}

func newMatcher(spec SearchSpec, order binary.ByteOrder) (*matcher, error) {
	m := &matcher{size: spec.Size, order: order, keep: ^spec.Mask}
	if len(spec.Values) == 0 {
		return nil, errors.New("there is nothing to search for")
	}
	for _, w := range spec.Values {
		if m.size == 0 {
			if w.Text == "" {
				return nil, errors.New("an empty string is everywhere")
			}
			m.strings = append(m.strings, []byte(w.Text))
			m.overlap = max(m.overlap, len(w.Text)-1)
			continue
		}
		if m.size < 8 && w.Value>>(8*m.size) != 0 {
			return nil, fmt.Errorf("the value %#x does not fit %d bytes", w.Value, m.size)
		}
		m.values, m.labels = append(m.values, w.Value&m.keep), append(m.labels, w.Text)
	}
	return m, nil
}

// find adds the hits in b, which lies at a, to f. The first searched bytes were looked at before.
func (m *matcher) find(b []byte, a mem.Addr, searched int, f *Found) {
	if m.size == 0 {
		m.findStrings(b, a, searched, f)
		return
	}
	for i := 0; i+m.size <= len(b); i += m.size {
		var v uint64
		switch m.size {
		case 8:
			v = m.order.Uint64(b[i:])
		case 4:
			v = uint64(m.order.Uint32(b[i:]))
		default:
			v = uint64(m.order.Uint16(b[i:]))
		}
		for j, want := range m.values {
			if v&m.keep == want {
				if !f.add(Hit{Addr: a.Add(int64(i)), Value: v, Text: m.labels[j]}) {
					return
				}
				break
			}
		}
	}
}

func (m *matcher) findStrings(b []byte, a mem.Addr, searched int, f *Found) {
	var hits []Hit
	for _, want := range m.strings {
		// A string that ends in what was searched before was found there.
		from := max(searched-len(want)+1, 0)
		for i := bytes.Index(b[from:], want); i >= 0; {
			at := from + i
			hits = append(hits, Hit{Addr: a.Add(int64(at)), Text: string(b[at:min(at+hitText, len(b))])})
			if len(hits) > maxHits {
				break
			}
			from = at + 1
			i = bytes.Index(b[from:], want)
		}
	}
	slices.SortStableFunc(hits, func(x, y Hit) int { return cmp.Compare(x.Addr, y.Addr) })
	for _, h := range hits {
		if !f.add(h) {
			return
		}
	}
}

// add reports whether there is room for another hit.
func (f *Found) add(h Hit) bool {
	if len(f.Hits) >= maxHits {
		f.Cut = true
		return false
	}
	f.Hits = append(f.Hits, h)
	return true
}

// explainHits reads what is shown around the hits and was not at hand when they were found.
func (s *Session) explainHits(ctx context.Context, spec SearchSpec, f *Found) error {
	for i := range f.Hits {
		h := &f.Hits[i]
		if spec.Size == 0 && len(h.Text) < hitText {
			b, err := s.some(ctx, h.Addr, hitText)
			if err != nil {
				return err
			}
			if len(b) > len(h.Text) {
				h.Text = string(b)
			}
		}
		if spec.Size == 0 || spec.Context <= 0 {
			continue
		}
		n := min(spec.Context, 1024) * spec.Size
		after, err := s.some(ctx, h.Addr.Add(int64(spec.Size)), n)
		if err != nil {
			return err
		}
		h.After = s.numbers(after, spec.Size)
		before, err := s.some(ctx, h.Addr.Add(-int64(n)), n)
		if err != nil {
			return err
		}
		if len(before) == n {
			h.Before = s.numbers(before, spec.Size)
		}
	}
	return nil
}

// some reads up to n bytes, as far as memory goes.
func (s *Session) some(ctx context.Context, a mem.Addr, n int) ([]byte, error) {
	p := make([]byte, n)
	err := s.mem.of(s.Thread()).ReadMem(ctx, a, p)
	var fault *mem.Fault
	if errors.As(err, &fault) {
		return p[:min(max(fault.Got, 0), n)], nil
	}
	return p, err
}

func (s *Session) numbers(b []byte, size int) []uint64 {
	var out []uint64
	for ; len(b) >= size; b = b[size:] {
		v, err := mem.DecodeUint(s.arch.Order, b[:size])
		if err != nil {
			return out
		}
		out = append(out, v)
	}
	return out
}
