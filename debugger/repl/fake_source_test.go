package repl

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kbreak/debugger"
	"kbreak/debugger/source"
)

// fakeSource finds real files for the frames of a fake session. Where list goes on is not its
// business: that is tested with the real one.
type fakeSource struct {
	finder *source.Finder
	size   int
	last   source.Name
}

func (s *fake) Sources() *source.Finder {
	if s.source.finder == nil {
		s.source.finder, s.source.size = source.New(), 10
	}
	return s.source.finder
}

func (s *fake) ListSize() *int { s.Sources(); return &s.source.size }

func (s *fake) FrameSource(f *debugger.Frame) (string, bool) {
	s.source.last = source.NameOf(f.File, f.FullFile)
	file, err := s.Sources().File(s.source.last)
	if err != nil || f.Line < 1 || f.Line > file.Len() {
		return "", false
	}
	return file.Line(f.Line), true
}

// List takes FILE:LINE, two places for "twin", and an address.
func (s *fake) List(ctx context.Context, arg string) ([]debugger.Listing, error) {
	switch arg {
	case "twin":
		a, err := s.List(ctx, "kernel/a.c:1")
		b, err2 := s.List(ctx, "kernel/b.c:1")
		out := append(a, b...)
		for i := range out {
			out[i].At, out[i].Ambiguous = &debugger.Location{Function: "twin", Line: 1}, true
		}
		return out, errors.Join(err, err2)
	case "*0xffffffffa58114f0":
		out, err := s.List(ctx, "kernel/a.c:1")
		for i := range out {
			out[i].At = &debugger.Location{Addr: 0xffffffffa58114f0, Function: "schedule", Line: 1}
		}
		return out, err
	}
	name, text, _ := strings.Cut(arg, ":")
	line, err := strconv.Atoi(text)
	if err != nil {
		return nil, fmt.Errorf("function %q not defined", arg)
	}
	s.source.last = source.NameOf(name, "/build/"+name)
	file, err := s.Sources().File(s.source.last)
	if err != nil {
		return nil, err
	}
	l := debugger.Listing{File: name, FullFile: "/build/" + name, Path: "/somewhere/" + name, First: line}
	for n := line; n < line+*s.ListSize() && n <= file.Len(); n++ {
		l.Lines = append(l.Lines, file.Line(n))
	}
	return []debugger.Listing{l}, nil
}

func (s *fake) SearchSource(ctx context.Context, pattern string, backwards bool) (*debugger.Listing, error) {
	l, err := s.List(ctx, "kernel/a.c:2")
	if err != nil || pattern == "nothing" {
		return nil, cmp.Or(err, errors.New("expression not found"))
	}
	l[0].Lines = l[0].Lines[:1]
	return &l[0], nil
}

func (s *fake) SourceInfo(context.Context) (*debugger.SourceInfo, error) {
	if s.source.last == (source.Name{}) {
		return nil, nil
	}
	info := &debugger.SourceInfo{File: s.source.last.File, Dir: s.source.last.Dir, Language: "c", Producer: "GNU C11 12.2.0 -O2", DWARF: 5}
	file, err := s.Sources().File(s.source.last)
	if err != nil {
		info.Missing = err
		return info, nil
	}
	info.Path, info.Lines = "/somewhere/"+info.File, file.Len()
	return info, nil
}
