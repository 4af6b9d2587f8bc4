package symbols

import (
	"cmp"
	"debug/elf"
	"slices"
	"sort"

	"kbreak/mem"
)

// Placement says where the running kernel has an image. It is immutable: the only thing that turns a
// link address into a runtime address and back.
//
// A vmlinux moves as a whole: every link address has the same bias, except per-CPU symbols linked at
// 0, which are offsets and stay what they are. A module has an address for each section; sections
// without one (freed after init, or never loaded) are nowhere.
type Placement struct {
	Image *Image // nil for a module whose file is not known
	Name  string // the module's name; "" for the kernel itself
	How   string // how the place was found, in words

	bias   int64
	linked bool // bias counts
	spans  []placed
	parts  map[int]mem.Addr // by index in Image.sections
}

// placed is a stretch of runtime addresses that one section, or a whole vmlinux, has.
type placed struct {
	mem.Span
	link    LinkAddr
	section int // index in Image.sections, -1 for a whole vmlinux or without an image
}

// PlaceBias places a linked image: runtime address = link address + bias.
func PlaceBias(im *Image, bias int64, how string) *Placement {
	p := &Placement{Image: im, How: how, bias: bias, linked: true}
	var lo, hi LinkAddr
	for i := range im.sections {
		s := &im.sections[i]
		if s.Size == 0 || im.unslid(s.Addr) {
			continue
		}
		if lo == hi {
			lo, hi = s.Addr, s.end()
		}
		lo, hi = min(lo, s.Addr), max(hi, s.end())
	}
	if lo < hi {
		p.spans = []placed{{mem.Span{Start: mem.Addr(lo).Add(bias), End: mem.Addr(hi).Add(bias)}, lo, -1}}
	}
	return p
}

// unslid reports whether a is a per-CPU offset, which does not move.
func (im *Image) unslid(a LinkAddr) bool { return im.fixed.Contains(a) }

// PlaceSections places a module: addr has the runtime address of each section that is loaded, by
// [Section.Index]. That of the per-CPU section is the offset to which a CPU's own is added.
func PlaceSections(im *Image, name string, addr map[int]mem.Addr, how string) *Placement {
	p := &Placement{Image: im, Name: name, How: how, parts: make(map[int]mem.Addr, len(addr))}
	for i := range im.sections {
		s := &im.sections[i]
		a, ok := addr[s.Index]
		if !ok {
			continue
		}
		p.parts[i] = a
		if s.Size == 0 || s.PerCPU || a.Add(int64(s.Size)) < a {
			continue
		}
		p.spans = append(p.spans, placed{mem.Span{Start: a, End: a.Add(int64(s.Size))}, s.Addr, i})
	}
	slices.SortStableFunc(p.spans, func(a, b placed) int { return cmp.Compare(a.Start, b.Start) })
	return p
}

// PlaceBare places a module whose file is not known: all there is to say about an address in spans
// is the module's name.
func PlaceBare(name string, spans []mem.Span, how string) *Placement {
	p := &Placement{Name: name, How: how}
	for _, s := range spans {
		if s.Start < s.End {
			p.spans = append(p.spans, placed{s, 0, -1})
		}
	}
	slices.SortStableFunc(p.spans, func(a, b placed) int { return cmp.Compare(a.Start, b.Start) })
	return p
}

// Bias is what is added to link addresses; false for a module.
func (p *Placement) Bias() (int64, bool) { return p.bias, p.linked }

// Addr is the runtime address of a link address; false if the kernel does not have it. The end of a
// section counts as part of it, because ranges end there. For a per-CPU symbol it is what a CPU's
// offset is to be added to.
func (p *Placement) Addr(a LinkAddr) (mem.Addr, bool) {
	switch {
	case p.Image == nil:
		return 0, false
	case p.linked && p.Image.unslid(a):
		return mem.Addr(a), true
	case p.linked:
		at := mem.Addr(a).Add(p.bias)
		if len(p.spans) == 0 || at < p.spans[0].Start || at > p.spans[0].End {
			return 0, false
		}
		return at, true
	}
	im := p.Image
	at := im.sectionAt(a)
	if at < 0 && a > 0 {
		at = im.sectionAt(a - 1)
	}
	if at < 0 { // a section without a size has a place as well
		at = slices.IndexFunc(im.sections, func(s Section) bool { return s.Addr == a })
	}
	base, ok := p.parts[at]
	if !ok {
		return 0, false
	}
	return base.Add(int64(a - im.sections[at].Addr)), true
}

// Link is the link address of a runtime address; false if it is not in the image.
func (p *Placement) Link(a mem.Addr) (LinkAddr, bool) {
	if p.Image == nil {
		return 0, false
	}
	s := p.spanAt(a)
	if s == nil {
		return 0, false
	}
	return s.link + LinkAddr(a-s.Start), true
}

func (p *Placement) spanAt(a mem.Addr) *placed {
	i := sort.Search(len(p.spans), func(i int) bool { return p.spans[i].Start > a })
	if i == 0 || !p.spans[i-1].Contains(a) {
		return nil
	}
	return &p.spans[i-1]
}

// Spans are the runtime addresses that the image covers, ascending.
func (p *Placement) Spans() []mem.Span {
	out := make([]mem.Span, len(p.spans))
	for i := range p.spans {
		out[i] = p.spans[i].Span
	}
	return out
}

// text reports whether a runtime address inside the image is code. Of a module without a file all is
// taken for code.
func (p *Placement) text(a mem.Addr) bool {
	if p.Image == nil {
		return true
	}
	l, ok := p.Link(a)
	if !ok {
		return false
	}
	at := p.Image.sectionAt(l)
	return at >= 0 && p.Image.sections[at].Flags&elf.SHF_EXECINSTR != 0
}
