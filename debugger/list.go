package debugger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kbreak/debugger/source"
	"kbreak/mem"
	"kbreak/symbols/debuginfo"
)

// position is where in the source the user is looking: what the last frame or listing showed.
type position struct {
	file, full  string   // of the file; "" where nothing was shown yet
	first, last int      // lines shown
	next        int      // where a listing goes on
	addr        mem.Addr // code that was shown, 0 if it was a line
}

// line is where a listing goes on.
func (p *position) line() sourceLine { return sourceLine{cmp.Or(p.full, p.file), p.next} }

// Listing is a part of a source file.
type Listing struct {
	At        *Location // what it is about, where that has to be said: one of several places, or an address
	Ambiguous bool      // At is one of several
	File      string    // as gdb prints it
	FullFile  string    // with the compilation directory
	Path      string    // of the file on this machine
	First     int       // number of the first line
	Lines     []string  // as they are in the file, without their ends
}

// Sources finds source files: its rules and directories are those of the session.
func (s *Session) Sources() *source.Finder { return s.sources }

// ListSize is the number of lines of a listing, 0 for no limit ("set listsize"), to be changed in place.
func (s *Session) ListSize() *int { return &s.listSize }

// allLines stands for no limit, as gdb has it: enough for a file that can be read.
const allLines = 1 << 30

func (s *Session) linesToList() int {
	if s.listSize <= 0 {
		return allLines
	}
	return s.listSize
}

// FrameSource is the source line of a frame, false if its file is not found, in which case nothing but
// the line's number can be shown. Listings go on around it.
func (s *Session) FrameSource(f *Frame) (text string, ok bool) {
	if f.File == "" || f.Line <= 0 {
		return "", false
	}
	s.position = position{file: f.File, full: f.FullFile, first: f.Line, last: f.Line, addr: f.PC,
		next: max(f.Line-s.linesToList()/2, 1)}
	file, err := s.sources.File(source.NameOf(f.File, f.FullFile))
	if err != nil || f.Line > file.Len() {
		return "", false
	}
	return file.Line(f.Line), true
}

// List lists source lines ("list"). arg is what gdb's list takes: nothing or "+" for the lines that
// follow the last ones, "-" for those in front of them, a location spec for the lines around it, or a range
// A,B or A, or ,B. It may return listings and an error.
func (s *Session) List(ctx context.Context, arg string) ([]Listing, error) {
	arg = strings.TrimSpace(arg)
	if arg == "" || arg == "+" || arg == "-" || arg == "." {
		return s.listOn(ctx, arg)
	}
	begin, end, ranged := cutRange(arg)
	if ranged {
		return s.listRange(ctx, begin, end)
	}
	spots, err := s.spots(ctx, begin, s.position.line())
	if err != nil {
		return nil, err
	}
	var out []Listing
	var missing error // the first file that is not there
	for i := range spots {
		at := &spots[i]
		from := max(at.Line-s.linesToList()/2, 1)
		l, err := s.listLines(at, from, from+s.linesToList())
		if l == nil && len(spots) > 1 { // the others are still to be named
			missing = cmp.Or(missing, err)
			l, err = &Listing{File: at.File, FullFile: at.FullFile, First: from}, nil
		}
		if l == nil {
			return out, err
		}
		if l.Ambiguous = len(spots) > 1; l.Ambiguous || begin[0] == '*' {
			l.At = at
		}
		out = append(out, *l)
		if err != nil {
			return out, err
		}
	}
	return out, missing
}

// listOn goes on with the last listing, or begins where there was none.
func (s *Session) listOn(ctx context.Context, arg string) ([]Listing, error) {
	p := &s.position
	if p.file == "" || arg == "." {
		if err := s.startPosition(ctx); err != nil {
			return nil, err
		}
	}
	at := &Location{File: p.file, FullFile: p.full, Addr: p.addr}
	from := p.next
	switch {
	case p.first == 0 && arg != "-":
		from = max(from-s.linesToList()/2, 1)
	case arg == "-":
		if p.first <= 1 {
			return nil, fmt.Errorf("already at the start of %s", p.file)
		}
		from = max(p.first-s.linesToList(), 1)
		return one(s.listLines(at, from, p.first))
	}
	return one(s.listLines(at, from, from+s.linesToList()))
}

func one(l *Listing, err error) ([]Listing, error) {
	if l == nil {
		return nil, err
	}
	return []Listing{*l}, err
}

// startPosition is where a listing begins that follows nothing: the selected frame, or like gdb's, in
// front of main.
func (s *Session) startPosition(ctx context.Context) error {
	if f, err := s.Frame(ctx); err == nil && f.File != "" {
		s.FrameSource(f)
		return nil
	}
	if s.position.file != "" {
		return nil
	}
	list, err := s.Locations(ctx, "main")
	if err != nil {
		return errors.New("no default source file: list a FUNCTION, FILE:LINE or *ADDRESS")
	}
	at, err := s.PastPrologue(ctx, list[0])
	if err != nil {
		return err
	}
	s.position = position{file: at.File, full: at.FullFile, addr: at.Addr, next: max(at.Line-(s.linesToList()-1), 1)}
	return nil
}

// cutRange splits A,B at a comma outside quotes and parentheses.
func cutRange(arg string) (begin, end string, ranged bool) {
	for i, depth := range Unquoted(arg) {
		if arg[i] == ',' && depth <= 0 {
			return strings.TrimSpace(arg[:i]), strings.TrimSpace(arg[i+1:]), true
		}
	}
	return arg, "", false
}

// listRange lists A,B, or A, or ,B.
func (s *Session) listRange(ctx context.Context, begin, end string) ([]Listing, error) {
	if begin == "" && end == "" {
		return nil, errors.New("two empty args do not say what lines to list")
	}
	from := s.position.line()
	var a, b *Location
	var err error
	if begin != "" {
		if a, err = s.spot(ctx, "first", begin, from); err != nil {
			return nil, err
		}
		from = sourceLine{cmp.Or(a.FullFile, a.File), a.Line}
	}
	if end == "" {
		return one(s.listLines(a, a.Line, a.Line+s.linesToList()))
	}
	if b, err = s.spot(ctx, "last", end, from); err != nil {
		return nil, err
	}
	if a == nil {
		return one(s.listLines(b, max(b.Line+1-s.linesToList(), 1), b.Line+1))
	}
	if a.FullFile != b.FullFile || a.File != b.File {
		return nil, errors.New("specified first and last lines are in different files")
	}
	return one(s.listLines(a, max(a.Line, 1), b.Line+1))
}

// spot is the one place of an end of a range.
func (s *Session) spot(ctx context.Context, which, spec string, from sourceLine) (*Location, error) {
	list, err := s.spots(ctx, spec, from)
	if err != nil {
		return nil, err
	}
	if len(list) > 1 {
		var where []string
		for _, l := range list {
			where = append(where, fmt.Sprintf("%s:%d", l.File, l.Line))
		}
		return nil, fmt.Errorf("specified %s line %q is ambiguous: %s", which, spec, strings.Join(where, ", "))
	}
	return &list[0], nil
}

// maxSpots bounds the places that one spec lists.
const maxSpots = 100

// spots finds the lines that a location spec means for a listing, each once. Of a function it is the
// line of its entry; of one that is inlined, its declaration. A line need not have code.
func (s *Session) spots(ctx context.Context, spec string, from sourceLine) ([]Location, error) {
	if strings.HasPrefix(spec, "*") {
		list, err := s.locations(ctx, spec, from)
		if err == nil && list[0].File == "" {
			err = fmt.Errorf("no source file for address %v", list[0].Addr)
		}
		return list, err
	}
	if len(s.space.Placements()) == 0 {
		return nil, ErrNoSymbol
	}
	s.sync(ctx)
	if n, ok := lineNumber(spec, from.line); ok {
		if from.file == "" {
			if err := s.startPosition(ctx); err != nil {
				return nil, err
			}
			from = s.position.line()
			n, _ = lineNumber(spec, from.line)
		}
		if from.file == cmp.Or(s.position.full, s.position.file) {
			return []Location{{File: s.position.file, FullFile: s.position.full, Line: max(n, 0)}}, nil
		}
		return s.fileSpots(from.file, max(n, 0))
	}
	part, rest := cutSpec(spec)
	var list []found
	var err error
	if n, ok := lineNumber(rest, 0); ok && part != "" {
		return s.fileSpots(part, max(n, 0))
	} else if part != "" {
		list, err = s.functionsIn(ctx, part, rest)
	} else if list, err = s.functionsCalled(ctx, rest); err != nil {
		if out := s.variables(ctx, rest); len(out) > 0 {
			return out, nil
		}
	}
	if err != nil {
		return nil, err
	}
	var out []Location
	for _, f := range list {
		if (f.Inlined || !f.Entry) && f.declared.Line > 0 { // a copy, or a label
			f.File, f.FullFile, f.Line = f.declared.File, f.declared.FullFile, f.declared.Line
		}
		if f.File != "" {
			out = append(out, f.Location)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no line number known for %s", spec)
	}
	return distinct(out), nil
}

// distinct sorts places by address and drops those at the same line.
func distinct(list []Location) []Location {
	slices.SortStableFunc(list, func(a, b Location) int { return cmp.Compare(a.Addr, b.Addr) })
	type line struct {
		file string
		n    int
	}
	seen := make(map[line]bool)
	list = slices.DeleteFunc(list, func(l Location) bool {
		k := line{cmp.Or(l.FullFile, l.File), l.Line}
		was := seen[k]
		seen[k] = true
		return was
	})
	return list[:min(len(list), maxSpots)]
}

// fileSpots is a line in each of the files that end with file.
func (s *Session) fileSpots(file string, line int) ([]Location, error) {
	var out []Location
	for p, data := range s.debugInfos() {
		files, err := data.FilesNamed(file)
		if err != nil {
			s.noticeOnce(err.Error())
		}
		for _, f := range files {
			out = append(out, Location{File: f.File, FullFile: f.FullFile, Line: line, Module: p.Name})
		}
	}
	if len(out) == 0 {
		return nil, notFoundf("No source file named %s.", file)
	}
	return distinct(out), nil
}

// variables is where the variables called name are declared.
func (s *Session) variables(ctx context.Context, name string) []Location {
	var out []Location
	for p, data := range s.debugInfos() {
		names, err := data.Names(ctx, name)
		if err != nil {
			continue
		}
		for _, n := range names {
			if n.Kind != debuginfo.KindVariable {
				continue
			}
			if file, line, err := n.Declared(); err == nil && file != "" {
				l := Location{Function: name, File: file, Line: line, Module: p.Name}
				if files, err := data.FilesNamed(file); err == nil && len(files) > 0 {
					l.FullFile = files[0].FullFile
				}
				out = append(out, l)
			}
		}
	}
	return distinct(out)
}

// listLines reads the lines [from, to) of a location's file and makes them the position.
func (s *Session) listLines(at *Location, from, to int) (*Listing, error) {
	s.position = position{file: at.File, full: at.FullFile, first: from, last: from, next: from, addr: at.Addr}
	file, err := s.sources.File(source.NameOf(at.File, at.FullFile))
	if err != nil {
		return nil, err
	}
	if from > file.Len() {
		return nil, fmt.Errorf("line number %d out of range; %s has %d lines", from, at.File, file.Len())
	}
	l := &Listing{File: at.File, FullFile: at.FullFile, Path: file.Path, First: from}
	for n := from; n < to && n <= file.Len(); n++ {
		l.Lines = append(l.Lines, file.Line(n))
	}
	s.position.last = max(from+len(l.Lines)-1, from)
	s.position.next = from + len(l.Lines)
	return l, nil
}
