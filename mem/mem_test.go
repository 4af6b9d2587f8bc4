package mem

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"testing"
)

// fake is one mapped span; it logs each request it serves.
type fake struct {
	span Span
	log  []string
}

func (f *fake) ReadMem(_ context.Context, a Addr, p []byte) error {
	f.log = append(f.log, fmt.Sprintf("%v+%d", a, len(p)))
	for i := range p {
		at := a.Add(int64(i))
		if !f.span.Contains(at) {
			return &Fault{Addr: at, Got: i}
		}
		p[i] = byte(at) ^ byte(at>>8)
	}
	return nil
}

func TestCacheReadsAheadWithinThePage(t *testing.T) {
	ctx := context.Background()
	for _, tt := range []struct {
		name  string
		chunk int
		reads [][2]uint64 // address, length
		want  []string
	}{
		{"to the page's end", 4096, [][2]uint64{{0x1f90, 8}, {0x1ff8, 8}}, []string{"0x1f80+128"}},
		{"no more than the chunk", 256, [][2]uint64{{0x1000, 8}}, []string{"0x1000+256"}},
		{"across pages in one", 2048, [][2]uint64{{0x1ffc, 8}, {0x2700, 8}}, []string{"0x1fc0+2048"}},
		{"across pages, no more than is missing", 4096, [][2]uint64{{0x2800, 8}, {0x1f80, 0x100}, {0x2080, 8}},
			[]string{"0x2800+2048", "0x1f80+256", "0x2080+1920"}},
		{"across pages, one of them there", 4096, [][2]uint64{{0x2000, 8}, {0x1ffc, 8}}, []string{"0x2000+4096", "0x1fc0+64"}},
		{"downwards", 512, [][2]uint64{{0x1c00, 8}, {0x1be0, 8}, {0x1a08, 8}, {0x19f8, 8}, {0x1008, 8}},
			[]string{"0x1c00+512", "0x1a00+512", "0x1800+512", "0x1000+512"}},
		{"large as it is", 1024, [][2]uint64{{0x1ff0, 0x1008}, {0x2000, 0xfc0}, {0x1fc0, 8}, {0x2ff0, 8}},
			[]string{"0x1ff0+4104", "0x1fc0+64", "0x2fc0+64"}},
		{"large, in part there", 2048, [][2]uint64{{0x2000, 8}, {0x1800, 0x1800}},
			[]string{"0x2000+2048", "0x1800+2048", "0x2800+2048"}},
		{"across pages, more than the chunk", 64, [][2]uint64{{0x1ffc, 8}}, []string{"0x1ffc+8"}},
		{"as large as the chunk, lines cut", 4096, [][2]uint64{{0x1020, 0x1000}}, []string{"0x1020+4096"}},
		{"only what is missing", 4096, [][2]uint64{{0x1800, 8}, {0x1000, 0x1000}},
			[]string{"0x1800+2048", "0x1000+2048"}},
		{"odd chunk rounds down", 511, [][2]uint64{{0x1000, 1}}, []string{"0x1000+448"}},
	} {
		src := &fake{span: Span{0x1000, 0x3000}}
		c := NewCache(src, tt.chunk)
		for _, r := range tt.reads {
			p := make([]byte, r[1])
			if err := c.ReadMem(ctx, Addr(r[0]), p); err != nil {
				t.Fatalf("%s: %v", tt.name, err)
			}
			for i, b := range p {
				at := r[0] + uint64(i)
				if b != byte(at)^byte(at>>8) {
					t.Fatalf("%s: byte at %#x is %#x", tt.name, at, b)
				}
			}
		}
		if !slices.Equal(src.log, tt.want) {
			t.Errorf("%s: source saw %v, want %v", tt.name, src.log, tt.want)
		}
	}
}

// What was put in is not read again, as far as it fills lines.
func TestCachePut(t *testing.T) {
	ctx := context.Background()
	src := &fake{span: Span{0x1000, 0x3000}}
	c := NewCache(src, 4096)
	p := make([]byte, 0x90)
	for i := range p {
		p[i] = 0xaa
	}
	c.Put(0x1fb0, p) // 0x1fc0 to 0x2040
	b := make([]byte, 8)
	for _, a := range []Addr{0x1fc0, 0x1ffc, 0x2038, 0x2040, 0x1fb8} {
		if err := c.ReadMem(ctx, a, b); err != nil || (b[0] == 0xaa) != (a >= 0x1fc0 && a < 0x2040) {
			t.Errorf("at %v: % x, %v", a, b, err)
		}
	}
	c.Drop()
	if err := c.ReadMem(ctx, 0x1fc0, b); err != nil || b[0] == 0xaa {
		t.Errorf("after a drop: % x, %v", b, err)
	}
	c.SetEnabled(false)
	c.Put(0x1000, p)
	if err := c.ReadMem(ctx, 0x1000, b); err != nil || b[0] == 0xaa {
		t.Errorf("switched off: % x, %v", b, err)
	}
	if want := []string{"0x2040+4032", "0x1000+4032", "0x1fc0+64", "0x1000+8"}; !slices.Equal(src.log, want) {
		t.Errorf("source saw %v, want %v", src.log, want)
	}
}

// A brief reader gets the lines that it asks for.
func TestCacheBrief(t *testing.T) {
	ctx := context.Background()
	src := &fake{span: Span{0x1000, 0x4000}}
	c := NewCache(src, 4096)
	b := make([]byte, 8)
	done := c.Brief(100)
	for _, a := range []Addr{0x1008, 0x107c, 0x1ffc} {
		if err := c.ReadMem(ctx, a, b); err != nil {
			t.Errorf("at %v: %v", a, err)
		}
	}
	done()
	if err := c.ReadMem(ctx, 0x3000, b); err != nil {
		t.Error(err)
	}
	if want := []string{"0x1000+128", "0x1080+128", "0x1fc0+128", "0x3000+4096"}; !slices.Equal(src.log, want) {
		t.Errorf("source saw %v, want %v", src.log, want)
	}
}

func TestFrugalCacheReadsWhatIsNeeded(t *testing.T) {
	ctx := context.Background()
	const usual, exact, stack = 64, 0, 256
	for _, tt := range []struct {
		name  string
		reads [][3]uint64 // address, length, ahead
		want  []string
	}{
		{"words", [][3]uint64{{0x1004, 2, exact}, {0x1018, 56, exact}, {0x1010, 72, exact}}, []string{"0x1000+8", "0x1018+56", "0x1010+8", "0x1050+8"}},
		{"as usual", [][3]uint64{{0x1004, 2, usual}, {0x1038, 8, usual}, {0x1040, 8, usual}}, []string{"0x1000+64", "0x1040+64"}},
		{"up to what is there", [][3]uint64{{0x1040, 8, exact}, {0x1010, 8, stack}, {0x1008, 8, usual}},
			[]string{"0x1040+8", "0x1010+48", "0x1008+8"}},
		{"to the page's end", [][3]uint64{{0x1fe8, 8, stack}, {0x2000, 8, exact}}, []string{"0x1fe8+24", "0x2000+8"}},
		{"across pages", [][3]uint64{{0x1ff8, 16, exact}, {0x2008, 8, exact}}, []string{"0x1ff8+16", "0x2008+8"}},
		{"across pages and on", [][3]uint64{{0x1ff8, 16, stack}, {0x20f0, 8, exact}}, []string{"0x1ff8+256"}},
		{"large as it is", [][3]uint64{{0x1ffc, 600, exact}, {0x2000, 0x250, exact}}, []string{"0x1ffc+600"}},
	} {
		src := &fake{span: Span{0x1000, 0x3000}}
		c := NewFrugal(src, 256, usual)
		for _, r := range tt.reads {
			p := make([]byte, r[1])
			reader := c.Ahead(int(r[2]))
			if r[2] == usual {
				reader = c
			}
			if !Frugal(reader) {
				t.Fatal("the reader does not say that it is frugal")
			}
			if err := reader.ReadMem(ctx, Addr(r[0]), p); err != nil {
				t.Fatalf("%s: %v", tt.name, err)
			}
			for i, b := range p {
				if at := r[0] + uint64(i); b != byte(at)^byte(at>>8) {
					t.Fatalf("%s: byte at %#x is %#x", tt.name, at, b)
				}
			}
		}
		if !slices.Equal(src.log, tt.want) {
			t.Errorf("%s: source saw %v, want %v", tt.name, src.log, tt.want)
		}
	}
	if c := NewCache(&fake{}, 256); Frugal(c) || Frugal(c.Ahead(8)) || Frugal(&fake{}) {
		t.Error("not every reader is frugal")
	}
}

func TestCacheFaults(t *testing.T) {
	ctx := context.Background()
	src := &fake{span: Span{0x1000, 0x2000}}
	c := NewCache(src, 4096)
	for range 2 {
		p := make([]byte, 16)
		err := c.ReadMem(ctx, 0x1ff8, p)
		var f *Fault
		if !errors.As(err, &f) || f.Addr != 0x2000 || f.Got != 8 {
			t.Fatalf("have %v (%+v), want a fault at 0x2000 after 8 bytes", err, f)
		}
	}
	if want := []string{"0x1fc0+4096", "0x1fc0+64", "0x2000+4096"}; !slices.Equal(src.log, want) {
		t.Errorf("a refused page was asked for again: %v", src.log)
	}
	c.Drop()
	src.span.End = 0x3000
	if err := c.ReadMem(ctx, 0x1ff8, make([]byte, 16)); err != nil {
		t.Errorf("after Drop: %v", err)
	}
}

func TestCacheOtherErrorsAreNotRemembered(t *testing.T) {
	ctx := context.Background()
	lost := errors.New("link lost")
	fail := true
	c := NewCache(ReaderFunc(func(context.Context, Addr, []byte) error {
		if fail {
			return lost
		}
		return nil
	}), 64)
	if err := c.ReadMem(ctx, 0, make([]byte, 1)); !errors.Is(err, lost) {
		t.Fatalf("have %v, want %v", err, lost)
	}
	fail = false
	if err := c.ReadMem(ctx, 0, make([]byte, 1)); err != nil {
		t.Error(err)
	}
}

func TestCString(t *testing.T) {
	ctx := context.Background()
	text := append(make([]byte, 60), "Linux version 6.1\x00tail"...)
	r := ReaderFunc(func(_ context.Context, a Addr, p []byte) error {
		n := 0
		if int(a) < len(text) {
			n = copy(p, text[a:])
		}
		if n < len(p) {
			return &Fault{Addr: a.Add(int64(n)), Got: n}
		}
		return nil
	})
	text = append(text, make([]byte, 64)...)
	if s, err := CString(ctx, r, 60, 100); err != nil || s != "Linux version 6.1" {
		t.Errorf("have %q, %v", s, err)
	}
	if s, err := CString(ctx, r, 60, 5); !errors.Is(err, ErrTooLong) || s != "Linux" {
		t.Errorf("have %q, %v; want Linux and ErrTooLong", s, err)
	}
}

func TestUint(t *testing.T) {
	r := ReaderFunc(func(_ context.Context, _ Addr, p []byte) error {
		copy(p, []byte{1, 2, 3, 4, 5, 6, 7, 8})
		return nil
	})
	for size, want := range map[int]uint64{1: 1, 2: 0x0201, 4: 0x04030201, 8: 0x0807060504030201} {
		if v, err := Uint(context.Background(), r, binary.LittleEndian, 0, size); err != nil || v != want {
			t.Errorf("size %d: have %#x, %v; want %#x", size, v, err, want)
		}
	}
	for _, size := range []int{0, 3, 9} {
		if _, err := Uint(context.Background(), r, binary.LittleEndian, 0, size); err == nil {
			t.Errorf("size %d: no error", size)
		}
	}
}
