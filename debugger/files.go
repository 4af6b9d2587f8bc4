package debugger

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/debuginfo"
)

// findKernel places the vmlinux: the one that the user named, or the first of those in the debug
// directories that is the running kernel's.
func (s *Session) findKernel(ctx context.Context) error {
	m := s.machine(s.stop.at)
	m.Virt = s.mem.exact()
	if err := s.openVmlinux(); err != nil {
		return err
	}
	if s.vmlinux == nil {
		return s.searchVmlinux(ctx, m)
	}
	var loc *kernel.Location
	var err error
	if s.opt.Bias != nil {
		loc, err = kernel.At(ctx, m, s.vmlinux, *s.opt.Bias, "by the user")
	} else {
		loc, err = kernel.Locate(ctx, m, s.vmlinux)
	}
	if err != nil {
		return err
	}
	s.place(s.vmlinux, loc)
	return nil
}

// openVmlinux opens the vmlinux that the user named and begins to index it.
func (s *Session) openVmlinux() error {
	if s.vmlinux != nil || s.opt.Vmlinux == "" {
		return nil
	}
	im, err := s.open(s.opt.Vmlinux)
	if err != nil {
		return err
	}
	s.vmlinux = im
	s.warm(im)
	return nil
}

// warm makes the indexes of an image that every stop needs, while the stub is being talked to. What
// needs one earlier waits for it or makes it itself. [Session.cool] ends it.
func (s *Session) warm(im *symbols.Image) {
	s.warming.Go(func() {
		im.Symbol("_text")
		im.SymbolAt(0)
		_, _ = im.Struct("task_struct")
	})
	s.warming.Go(func() {
		text, _ := im.Section(".text")
		_, _ = im.CFIRow(text.Addr)
		_, _ = im.ORCRow(text.Addr)
		if data, err := im.Debug(); err == nil {
			_, _ = data.LineAt(text.Addr)
		}
	})
}

// cool waits until nothing is read from an image in the background: it may be closed then.
func (s *Session) cool() { s.warming.Wait() }

// searchVmlinux tries the files of the debug directories against the running kernel. A few are tried
// one by one, which costs three reads each; where there are many, the release is found first.
func (s *Session) searchVmlinux(ctx context.Context, m kernel.Machine) error {
	const few = 4
	candidates := symbols.FindVmlinux("", nil, s.opt.DebugDirs)
	release := ""
	if len(candidates) > few || len(candidates) == 0 {
		running, err := kernel.ReleaseOf(ctx, m)
		if err != nil {
			return fmt.Errorf("find out which kernel runs: %w; give its vmlinux with \"symbol-file\"", err)
		}
		release = running.Release
		candidates = symbols.FindVmlinux(release, nil, s.opt.DebugDirs)
	}
	for _, path := range candidates {
		im, err := s.open(path)
		if err != nil {
			s.noticeOnce(err.Error())
			continue
		}
		loc, err := kernel.Try(ctx, m, im)
		if err == nil {
			s.vmlinux = im
			s.warm(im)
			s.place(im, loc)
			return nil
		}
		_ = im.Close()
		if s.linkError(err); s.state == Lost || ctx.Err() != nil {
			return err
		}
	}
	what := "the running kernel"
	if release != "" {
		what += " (" + release + ")"
	}
	return fmt.Errorf("no vmlinux of %s under %s: give one with \"symbol-file\" or -s", what, strings.Join(s.opt.DebugDirs, ", "))
}

// place puts the vmlinux where the kernel was found.
func (s *Session) place(im *symbols.Image, loc *kernel.Location) {
	if s.placed != nil {
		s.space.Remove(s.placed)
	}
	s.location, s.kernel, s.percpu = loc, kernel.New(im, loc), nil
	s.placed = symbols.PlaceBias(im, loc.Bias, loc.Method+", verified by "+loc.VerifiedBy)
	s.space.Add(s.placed)
	for _, n := range loc.Notes {
		s.noticeOnce(n)
	}
	if s.stop != nil {
		clear(s.stop.traces)
		clear(s.stop.known)
		s.stop.kgdb = nil
	}
}

// open maps a file of symbols.
func (s *Session) open(path string) (*symbols.Image, error) {
	return symbols.Open(path, symbols.OpenOptions{DebugDirs: s.opt.DebugDirs})
}

// KernelLine says where the kernel is and how that is known; "" if it is not.
func (s *Session) KernelLine() string {
	if s.location == nil {
		return ""
	}
	return s.location.String()
}

// SymbolFile loads a vmlinux in place of the one before. With a target it is placed where the kernel
// is found, or at bias if one is given; the file must be the running kernel's. Without a target it
// lies at its link addresses plus bias.
func (s *Session) SymbolFile(ctx context.Context, path string, bias *int64) error {
	if s.state == Running {
		return ErrRunning
	}
	im, err := s.open(path)
	if err != nil {
		return err
	}
	old, oldPlaced := s.vmlinux, s.placed
	s.vmlinux, s.opt.Bias = im, bias
	if s.state != Stopped {
		offset := int64(0)
		if bias != nil {
			offset = *bias
		}
		s.placed = symbols.PlaceBias(im, offset, "as linked")
		s.space.Add(s.placed)
	} else if err := s.findKernel(ctx); err != nil {
		s.vmlinux = old
		return errors.Join(err, im.Close())
	}
	s.cool()
	if old != nil {
		if oldPlaced != nil {
			s.space.Remove(oldPlaced)
		}
		_ = old.Close()
	}
	s.dropModules()
	return nil
}

// Where says where a file is that is placed by hand.
type Where struct {
	Text     *mem.Addr           // of .text
	Sections map[string]mem.Addr // of other sections
	Offset   *int64              // added to the addresses of a linked file
}

// AddSymbolFile places one more file by hand, as gdb's add-symbol-file does. Sections of a module that
// are not named are placed behind .text if they are next to it in the file, and nowhere otherwise.
func (s *Session) AddSymbolFile(_ context.Context, path string, w Where) (*File, error) {
	if s.state == Running {
		return nil, ErrRunning
	}
	im, err := s.open(path)
	if err != nil {
		return nil, err
	}
	p, err := placeByHand(im, path, w)
	if err != nil {
		_ = im.Close()
		return nil, err
	}
	s.space.Add(p)
	s.byHand = append(s.byHand, p)
	if s.stop != nil {
		clear(s.stop.traces)
	}
	f := s.file(p)
	return &f, nil
}

func placeByHand(im *symbols.Image, path string, w Where) (*symbols.Placement, error) {
	left := make(map[string]mem.Addr, len(w.Sections)+1)
	maps.Copy(left, w.Sections)
	if w.Text != nil {
		left[".text"] = *w.Text
	}
	switch {
	case w.Offset != nil && (im.Kind == symbols.Module || len(left) > 0):
		return nil, fmt.Errorf("an offset is for a linked file such as vmlinux, and for all of it; %s has sections to place", path)
	case w.Offset != nil:
		return symbols.PlaceBias(im, *w.Offset, "by the user"), nil
	case len(left) == 0:
		return nil, fmt.Errorf("the address of .text or of another section is missing")
	}
	at := make(map[int]mem.Addr)
	for _, sec := range im.Sections() {
		if a, ok := left[sec.Name]; ok {
			at[sec.Index] = a
			delete(left, sec.Name)
		}
	}
	for name := range left {
		return nil, fmt.Errorf("%s has no section %s", path, name)
	}
	return symbols.PlaceSections(im, moduleName(path), at, "by the user"), nil
}

// RemoveSymbolFile takes out what AddSymbolFile placed: the file of a path, or, with path "", the one
// that has a.
func (s *Session) RemoveSymbolFile(path string, a mem.Addr) error {
	if s.state == Running {
		return ErrRunning
	}
	for i, p := range s.byHand {
		if path != "" && p.Image.Name() != path || path == "" && !slices.ContainsFunc(p.Spans(), func(sp mem.Span) bool { return sp.Contains(a) }) {
			continue
		}
		s.space.Remove(p)
		s.byHand = slices.Delete(s.byHand, i, i+1)
		if s.stop != nil {
			clear(s.stop.traces)
		}
		return p.Image.Close()
	}
	return errors.New("no symbol file found: only what add-symbol-file added can be removed")
}

// moduleName is the name of the module that a file is for: the base name without its endings, with
// underscores as the kernel has them.
func moduleName(path string) string {
	base := path[strings.LastIndexAny(path, `/\`)+1:]
	base, _, _ = strings.Cut(base, ".ko")
	return strings.ReplaceAll(base, "-", "_")
}

// Files lists the images that symbols come from ("info files").
func (s *Session) Files(ctx context.Context) ([]File, error) {
	var out []File
	if s.placed != nil {
		out = append(out, s.file(s.placed))
	}
	s.sync(ctx)
	for _, m := range s.modules.list {
		if m.placed != nil {
			out = append(out, s.file(m.placed))
		}
	}
	for _, p := range s.byHand {
		out = append(out, s.file(p))
	}
	if len(out) == 0 {
		return nil, ErrNoSymbol
	}
	return out, nil
}

// debugInfos gives the images that are placed and have debug info, with it.
func (s *Session) debugInfos() iter.Seq2[*symbols.Placement, *debuginfo.Data] {
	return func(yield func(*symbols.Placement, *debuginfo.Data) bool) {
		for _, p := range s.space.Placements() {
			if p.Image == nil {
				continue
			}
			if data, err := p.Image.Debug(); err == nil && !yield(p, data) {
				return
			}
		}
	}
}

func (s *Session) file(p *symbols.Placement) File {
	f := File{Name: p.Name, How: p.How}
	if p.Name == "" {
		f.Name = "vmlinux"
	}
	if spans := p.Spans(); len(spans) > 0 {
		f.Start, f.End = spans[0].Start, spans[0].End
		for _, sp := range spans {
			f.Start, f.End = min(f.Start, sp.Start), max(f.End, sp.End)
		}
	}
	if p.Image == nil {
		f.Note = "no file was found"
		return f
	}
	f.Path, f.Debug, f.BuildID = p.Image.Name(), p.Image.DebugPath(), hex.EncodeToString(p.Image.BuildID())
	f.Note = p.Image.Note()
	return f
}
