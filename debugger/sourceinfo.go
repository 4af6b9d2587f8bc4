package debugger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"

	"kbreak/debugger/source"
	"kbreak/symbols/debuginfo"
)

// SearchSource finds the next line that matches pattern behind the last one shown, or in front of it
// ("forward-search", "reverse-search"). Listings go on around it.
func (s *Session) SearchSource(ctx context.Context, pattern string, backwards bool) (*Listing, error) {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	if s.position.file == "" {
		if err := s.startPosition(ctx); err != nil {
			return nil, err
		}
	}
	p := s.position
	file, err := s.sources.File(source.NameOf(p.file, p.full))
	if err != nil {
		return nil, err
	}
	n, step := p.last+1, 1
	if backwards {
		n, step = p.first-1, -1
	}
	for ; n >= 1 && n <= file.Len(); n += step {
		if n%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !re.MatchString(file.Line(n)) {
			continue
		}
		s.position.first, s.position.last, s.position.next = n, n, max(n-s.linesToList()/2, 1)
		return &Listing{File: p.file, FullFile: p.full, Path: file.Path, First: n, Lines: []string{file.Line(n)}}, nil
	}
	return nil, errors.New("expression not found")
}

// SourceInfo is what is known about the current source file ("info source").
type SourceInfo struct {
	File     string // as gdb prints it
	Dir      string // compilation directory
	Path     string // on this machine, "" if it was not found
	Lines    int    // 0 if it was not found
	Language string // "c", "asm"...; "" if no code of it is known
	Producer string // the compiler and its options
	DWARF    int    // version
	Macros   bool   // macros are described
	Missing  error  // why there is no Path
}

// languages are gdb's names of them.
var languages = map[int]string{debuginfo.LangC89: "c", debuginfo.LangC: "c", debuginfo.LangC99: "c",
	debuginfo.LangC11: "c", debuginfo.LangRust: "rust", debuginfo.LangAssembler: "asm"}

// SourceInfo describes the file that was shown last; nil if none was.
func (s *Session) SourceInfo(ctx context.Context) (*SourceInfo, error) {
	p := &s.position
	if p.file == "" {
		return nil, nil
	}
	name := source.NameOf(p.file, p.full)
	info := &SourceInfo{File: p.file, Dir: name.Dir}
	file, err := s.sources.File(name)
	if err != nil {
		info.Missing = err
	} else {
		info.Path, info.Lines = file.Path, file.Len()
	}
	at := p.addr
	if at == 0 {
		list, err := s.lineLocations(ctx, cmp.Or(p.full, p.file), 1)
		if err != nil {
			return info, nil // a file without code
		}
		at = list[0].Addr
	}
	placed, link, ok := s.space.Find(at)
	if !ok || placed.Image == nil {
		return info, nil
	}
	data, err := placed.Image.Debug()
	if err != nil {
		return info, nil
	}
	if u, err := data.Unit(link); err == nil {
		info.Dir, info.Producer, info.DWARF, info.Macros = cmp.Or(info.Dir, u.Dir), u.Producer, u.Version, u.Macros
		if info.Language = languages[u.Language]; info.Language == "" {
			info.Language = fmt.Sprintf("of code %#x", u.Language)
		}
	}
	return info, nil
}
