package debugger

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kbreak/mem"
)

// ram is memory from 0x10000 on, in which some pages cannot be read.
type ram struct {
	b     []byte
	holes []mem.Addr
	reads int
}

func (r *ram) read(_ context.Context, a mem.Addr, p []byte) error {
	r.reads++
	for i := range p {
		at := a.Add(int64(i))
		if slices.Contains(r.holes, at&^(pageSize-1)) || at < 0x10000 || at >= mem.Addr(0x10000+len(r.b)) {
			return &mem.Fault{Addr: at, Got: i}
		}
		p[i] = r.b[at-0x10000]
	}
	return nil
}

func search(t *testing.T, r *ram, spec SearchSpec) *Found {
	t.Helper()
	m, err := newMatcher(spec, binary.LittleEndian)
	if err != nil {
		t.Fatal(err)
	}
	f := &Found{Size: spec.Size}
	sc := &scan{read: r.read, match: m, found: f, progress: func() {}}
	if err := sc.span(context.Background(), mem.Span{Start: spec.Start, End: spec.End}); err != nil {
		t.Fatal(err)
	}
	return f
}

func hits(f *Found) string {
	var out []string
	for _, h := range f.Hits {
		out = append(out, fmt.Sprintf("%v:%x:%s", h.Addr, h.Value, h.Text))
	}
	return strings.Join(out, " ")
}

func TestSearchValues(t *testing.T) {
	r := &ram{b: make([]byte, 3*searchStep)}
	put := func(a mem.Addr, v uint64) { binary.LittleEndian.PutUint64(r.b[a-0x10000:], v) }
	put(0x10000, 5)
	put(0x10100, 0xffff000000000005)
	put(0x110000-8, 5) // the end of a piece
	put(0x110000, 5)   // and the start of the next
	put(0x20000, 5)    // in a hole
	put(0x10404, 0xabcd)
	r.holes = []mem.Addr{0x20000, 0x21000}
	all := SearchSpec{Size: 8, Start: 0x10000, End: mem.Addr(0x10000 + len(r.b)), Values: []Wanted{{Value: 5}}}
	f := search(t, r, all)
	if got := hits(f); got != "0x10000:5: 0x10ffff8:5: 0x110000:5:" && got != "0x10000:5: 0x10fff8:5: 0x110000:5:" {
		t.Errorf("have %s", got)
	}
	if f.Searched+f.Unreadable != uint64(len(r.b)) || f.Unreadable != 2*pageSize {
		t.Errorf("searched %d, unreadable %d", f.Searched, f.Unreadable)
	}
	if r.reads > 8 {
		t.Errorf("%d reads for 3 MB with two holes", r.reads)
	}
	for _, tt := range []struct {
		change func(*SearchSpec)
		want   string
	}{
		{func(s *SearchSpec) { s.Mask = 0xffff << 48; s.End = 0x10200 }, "0x10000:5: 0x10100:ffff000000000005:"},
		{func(s *SearchSpec) { s.Size = 4; s.Values = []Wanted{{Value: 0xabcd, Text: "name"}} }, "0x10404:abcd:name"},
		{func(s *SearchSpec) { s.Size = 2; s.Values = []Wanted{{Value: 0xffff}} }, "0x10106:ffff:"},
		{func(s *SearchSpec) { s.Values = []Wanted{{Value: 0xabcd}} }, ""},
		{func(s *SearchSpec) { s.End = 0x10004 }, ""},
		{func(s *SearchSpec) { s.Start, s.End = 0x8000, 0x10008 }, "0x10000:5:"},
		{func(s *SearchSpec) { s.Size = 4; s.Values = []Wanted{{Value: 7}, {Value: 0xabcd}} }, "0x10404:abcd:"},
	} {
		spec := all
		tt.change(&spec)
		if got := hits(search(t, r, spec)); got != tt.want {
			t.Errorf("%+v: have %s, want %s", spec, got, tt.want)
		}
	}
	spec := all
	spec.Size, spec.Values = 2, []Wanted{{}}
	if f := search(t, r, spec); len(f.Hits) != maxHits || !f.Cut {
		t.Errorf("%d hits, cut %v", len(f.Hits), f.Cut)
	}
	for _, spec := range []SearchSpec{{Size: 8}, {Size: 2, Values: []Wanted{{Value: 1 << 16}}}, {Values: []Wanted{{}}}} {
		if _, err := newMatcher(spec, binary.LittleEndian); err == nil {
			t.Errorf("%+v is accepted", spec)
		}
	}
}

// Strings are found once each wherever they lie: across pieces, overlapping, but not across a hole.
func TestSearchStrings(t *testing.T) {
	r := &ram{b: bytes.Repeat([]byte{'.'}, 3*searchStep)}
	put := func(a mem.Addr, s string) { copy(r.b[a-0x10000:], s) }
	put(0x10000, "needle")
	put(0x100000-3, "needle") // pieces end at multiples of searchStep
	put(0x200000-6, "needle")
	put(0x200000, "needle")
	put(0x30ffd-0x1000, "needle")
	put(0x12345, "aaa")
	put(0x30000-3, "needle")
	r.holes = []mem.Addr{0x30000}
	spec := SearchSpec{Start: 0x10000, End: mem.Addr(0x10000 + len(r.b)), Values: []Wanted{{Text: "needle"}, {Text: "aa"}}}
	var got []string
	for _, h := range search(t, r, spec).Hits {
		got = append(got, h.Addr.String())
		if !strings.HasPrefix(h.Text, "needle"[:min(6, len(h.Text))]) && !strings.HasPrefix(h.Text, "aa") {
			t.Errorf("%v: have %q", h.Addr, h.Text)
		}
	}
	want := []string{"0x10000", "0x12345", "0x12346", "0x2fffd", "0xffffd", "0x1ffffa", "0x200000"}
	want = slices.DeleteFunc(want, func(s string) bool { return s == "0x2fffd" }) // half of it is in the hole
	put(0x30ffd-0x1000, "..")
	if !slices.Equal(got, want) {
		t.Errorf("have %v, want %v", got, want)
	}
}

func TestSearchEnds(t *testing.T) {
	r := &ram{b: make([]byte, 2*searchStep)}
	m, err := newMatcher(SearchSpec{Size: 8, Values: []Wanted{{Value: 1}}}, binary.LittleEndian)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	f := &Found{Size: 8}
	sc := &scan{read: r.read, match: m, found: f, progress: cancel}
	if err := sc.span(ctx, mem.Span{Start: 0x10000, End: 0x10000 + 2*searchStep}); !errors.Is(err, context.Canceled) || f.Searched == 0 {
		t.Errorf("have %v after %d bytes", err, f.Searched)
	}
	lost := errors.New("link lost")
	sc.read = func(context.Context, mem.Addr, []byte) error { return lost }
	if err := sc.span(context.Background(), mem.Span{Start: 0x10000, End: 0x20000}); err != lost {
		t.Errorf("have %v", err)
	}
}

func TestWithin(t *testing.T) {
	spans := []mem.Span{{Start: 50, End: 60}, {Start: 10, End: 30}, {Start: 20, End: 40}, {Start: 25, End: 28}, {Start: 70, End: 70}}
	got := within(spans, mem.Span{Start: 15, End: 55})
	want := []mem.Span{{Start: 15, End: 30}, {Start: 30, End: 40}, {Start: 50, End: 55}}
	if !slices.Equal(got, want) {
		t.Errorf("have %v, want %v", got, want)
	}
}
