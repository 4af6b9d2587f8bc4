package debuginfo

import (
	"cmp"
	"context"
	"debug/dwarf"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"kbreak/symbols/link"
)

// Site is a place where the code of a function begins: its own, or that of a copy inlined elsewhere.
type Site struct {
	Name     string
	Entry    link.Addr
	Inlined  bool
	File     string // of its declaration, as the compiler was given it
	FullFile string // with the compilation directory
	Line     int    // likewise; 0 if it is not known
}

// siteEntry is a DIE of a function with code in the index of them.
type siteEntry struct {
	str uint32 // offset of the name, as in a nameEntry
	die uint32
}

// siteIndex has all of them, by name: a kernel's 60,000 functions and 300,000 copies are 3 MB.
type siteIndex struct {
	strp   []siteEntry
	inline []siteEntry // str is in .debug_info
}

// maxSites bounds the index of one image.
const maxSites = 1 << 24

// Sites finds all code of the functions called name, by address. A static function may exist many
// times, and so may the inlined copies of one. No such function is no error.
//
// The first call walks all DIEs, which takes half a second for a kernel.
func (d *Data) Sites(ctx context.Context, name string) ([]Site, error) {
	ix, err := d.siteIndex(ctx)
	if err != nil {
		return nil, err
	}
	var dies []int
	for _, str := range d.places(name) {
		i, _ := slices.BinarySearchFunc(ix.strp, str, func(e siteEntry, str uint32) int { return cmp.Compare(e.str, str) })
		for ; i < len(ix.strp) && ix.strp[i].str == str; i++ {
			dies = append(dies, int(ix.strp[i].die))
		}
	}
	info := d.bytes(secInfo)
	for _, e := range ix.inline {
		if startsWith(info[e.str:], name) {
			dies = append(dies, int(e.die))
		}
	}
	slices.Sort(dies)
	out, err := d.sites(name, dies)
	slices.SortFunc(out, func(a, b Site) int { return cmp.Compare(a.Entry, b.Entry) })
	if len(out) > 0 {
		err = nil
	}
	return out, err
}

// siteIndex makes the index at the first call. A cancelled ctx leaves it unmade.
func (d *Data) siteIndex(ctx context.Context) (*siteIndex, error) {
	d.siteLock.Lock()
	defer d.siteLock.Unlock()
	if d.siteNames != nil {
		return d.siteNames, nil
	}
	var workers []*siteIndex
	err := d.eachUnit(ctx, func() func(s *skimmer) {
		w := new(siteIndex)
		workers = append(workers, w)
		return func(s *skimmer) { s.code(w.add) }
	})
	if err != nil {
		return nil, err
	}
	all := new(siteIndex)
	for _, w := range workers {
		all.strp, all.inline = append(all.strp, w.strp...), append(all.inline, w.inline...)
	}
	slices.SortFunc(all.strp, func(a, b siteEntry) int { return cmp.Or(cmp.Compare(a.str, b.str), cmp.Compare(a.die, b.die)) })
	all.strp, all.inline = slices.Clip(all.strp), slices.Clip(all.inline)
	d.siteNames = all
	return all, nil
}

func (ix *siteIndex) add(x *skimDie) bool {
	e := siteEntry{x.name, uint32(x.off)}
	if x.inline {
		ix.inline = append(ix.inline, e)
	} else {
		ix.strp = append(ix.strp, e)
	}
	return len(ix.strp)+len(ix.inline) < maxSites
}

// code calls visit for each function of the unit that has code and a name, and for each inlined copy of
// one, however deep it is nested, until visit returns false.
func (s *skimmer) code(visit func(x *skimDie) bool) {
	var x skimDie
	for s.pos < len(s.b) {
		x.off = s.pos
		a := s.next()
		if a == nil {
			continue // the end of somebody's children
		}
		s.run(a, &x)
		if s.bad {
			return
		}
		if a.kind != kindInlined && (a.kind != KindFunction || !a.defined || x.declared) {
			continue
		}
		here := s.pos
		if !x.named && x.origin != 0 {
			s.inherit(&x)
		}
		s.pos = here
		if x.named && !visit(&x) {
			return
		}
	}
}

func (d *Data) sites(name string, dies []int) (out []Site, err error) {
	for _, die := range dies {
		u, uerr := d.unitOf(die)
		if uerr != nil {
			err = cmp.Or(err, uerr)
			continue
		}
		var e entry
		if derr := u.entry(die, &e); derr != nil {
			err = cmp.Or(err, derr)
			continue
		}
		var at link.Addr
		_ = u.ranges(&e, func(r link.Range) bool { at = r.Start; return false })
		if at == 0 {
			continue // no instruction is left of a copy, or the linker dropped a function
		}
		s := Site{Name: name, Entry: at, Inlined: e.tag == dwarf.TagInlinedSubroutine}
		s.File, s.FullFile, s.Line, _ = d.declared(&e)
		out = append(out, s)
	}
	return out, err
}

// declared is where a DIE, or the one that it stems from, is declared; line 0 if that is unknown.
func (d *Data) declared(e *entry) (file, full string, line int, err error) {
	err = d.follow(e, func(e *entry) bool {
		l, ok := e.num(dwarf.AttrDeclLine)
		if !ok {
			return false
		}
		line = int(min(l, maxOffset))
		f, _ := e.num(dwarf.AttrDeclFile)
		if h, herr := e.u.lineHeader(); herr == nil {
			file, full = h.file(int(min(f, maxFiles)))
		}
		return true
	})
	return file, full, line, err
}

// eachUnit opens every unit that has children with a skimmer, several at a time: worker is called once
// for each goroutine and returns what that does with a unit. A cancelled ctx ends it.
func (d *Data) eachUnit(ctx context.Context, worker func() func(s *skimmer)) error {
	chunks, err := d.chunks()
	if err != nil {
		return err
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(max(runtime.GOMAXPROCS(0), 1), 8, len(chunks)) {
		s, visit := newSkimmer(d), worker()
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(chunks) {
					return
				}
				for _, off := range chunks[i] {
					if s.unit(off) {
						visit(s)
					}
				}
				if s.u != nil {
					d.done(chunks[i][0], s.u.end)
				}
			}
		})
	}
	wg.Wait()
	if d.release != nil {
		d.release(sectionNames[secAbbrev], 0, int64(len(d.bytes(secAbbrev))))
	}
	return ctx.Err()
}

// Label finds a label of C in the concrete function at pc; [ErrNone] if it has none of that name, or
// none with code.
func (d *Data) Label(pc link.Addr, name string) (Site, error) {
	u, err := d.unitFor(pc)
	if err != nil {
		return Site{}, err
	}
	fn, err := u.functionAt(pc)
	if err != nil {
		return Site{}, err
	}
	return u.label(fn, name, 0)
}

func (u *unit) label(die int, name string, depth int) (Site, error) {
	if depth > maxScopeDepth {
		return Site{}, &FormatError{".debug_info", die, "scopes nested too deep"}
	}
	s := Site{Name: name}
	err := u.children(die, func(e *entry) error {
		switch e.tag {
		case dwarf.TagLabel:
			if n, _, err := u.d.functionName(e); err != nil || n != name {
				return err
			}
			if v, ok := e.value(dwarf.AttrLowpc); ok {
				s.Entry = link.Addr(v.u)
				s.File, s.FullFile, s.Line, _ = u.d.declared(e)
				return errStop
			}
		case dwarf.TagLexDwarfBlock:
			inner, err := u.label(e.off, name, depth+1)
			if err == nil {
				s = inner
				return errStop
			}
			if !errors.Is(err, ErrNone) {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, errStop) {
		return s, nil
	}
	return Site{}, cmp.Or(err, ErrNone)
}

// FunctionRanges is the code of the concrete function that covers pc, in the order of the file: the first
// range begins with its entry.
func (d *Data) FunctionRanges(pc link.Addr) ([]link.Range, error) {
	u, err := d.unitFor(pc)
	if err != nil {
		return nil, err
	}
	fn, err := u.functionAt(pc)
	if err != nil {
		return nil, err
	}
	var e entry
	if err := u.entry(fn, &e); err != nil {
		return nil, err
	}
	var out []link.Range
	err = u.ranges(&e, func(r link.Range) bool {
		out = append(out, r)
		return true
	})
	return out, err
}
