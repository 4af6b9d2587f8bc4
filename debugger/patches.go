package debugger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kbreak/debugger/disasm"
	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/symbols"
)

// Patch is a stretch of whole instructions that are not what the file has.
type Patch struct {
	Addr     mem.Addr
	Function string // symbol that Addr is in, "" where there is none
	Offset   uint64 // bytes from the start of that
	Module   string // "" for the kernel itself
	// By says what rewrites the code at this place: "ftrace", "alternative", "static key", "static call",
	// "paravirt", "retpoline", "return thunk", "lock prefix", "kprobe"... by the kernel's own tables (see
	// [kernel.TextSite]); "breakpoint" for an int3 where the tables have nothing, and "" where nothing is
	// known to rewrite it.
	By  string
	Was []Instruction // in the file; without lines
	Is  []Instruction // in memory, as many bytes
}

// End is the address behind the patch.
func (p *Patch) End() mem.Addr {
	end := p.Addr
	for i := range p.Is {
		end = end.Add(int64(len(p.Is[i].Bytes)))
	}
	return end
}

// PatchedText finds the code in [from, to) that the target's memory has otherwise than the files,
// by address. That an address in the code is slid with the kernel, and what relocations do to a module, is
// no difference. Parts of the range that are in no section of code are left out; if all are, that is an
// error. Where memory cannot be read it returns the patches before that and the error.
func (s *Session) PatchedText(ctx context.Context, from, to mem.Addr) ([]Patch, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	s.syncFor(ctx, from)
	var out []Patch
	found := false
	for at := from; at < to; {
		code, err := s.space.CodeAt(at)
		var none *symbols.NotFoundError
		if errors.As(err, &none) {
			if at = s.nextCode(at); at == 0 {
				break
			}
			continue
		}
		if err != nil {
			return out, err
		}
		found = true
		end := min(to, code.Start.Add(int64(len(code.Data))))
		if end <= at {
			return out, fmt.Errorf("compare code at %v: the file has less of section %s than its header says", at, code.Section.Name)
		}
		part, err := s.comparison(ctx, code).patches(ctx, at, end)
		if out = append(out, part...); err != nil {
			return out, s.linkError(err)
		}
		at = end
	}
	if !found {
		return nil, fmt.Errorf("no code of a file between %v and %v", from, to)
	}
	return out, nil
}

// nextCode is the start of the first section of code behind a, 0 if there is none.
func (s *Session) nextCode(a mem.Addr) mem.Addr {
	next := mem.Addr(0)
	for _, sp := range s.space.CodeSpans() {
		if sp.Start > a && (next == 0 || sp.Start < next) {
			next = sp.Start
		}
	}
	return next
}

// comparison compares one section of code with memory.
type comparison struct {
	s      *Session
	d      disassembler
	r      mem.Reader
	code   *symbols.Code
	sites  kernel.TextSites
	link   symbols.LinkAddr // of code.Start
	probes []kernel.Kprobe

	from  mem.Addr // memory is of this address on
	mem   []byte
	known mem.Addr // an instruction of the file begins here
}

func (s *Session) comparison(ctx context.Context, code *symbols.Code) *comparison {
	c := &comparison{s: s, d: disassembler{s: s, ctx: ctx, pc: s.selectedPC(ctx), noLines: true}, r: s.mem.of(s.Thread()), code: code}
	if p, l, ok := s.space.Find(code.Start); ok {
		c.link, c.sites = l, s.textSites(p.Image)
	}
	probes, err := s.kprobes(ctx)
	if err != nil {
		s.noticeOnce(err.Error())
	}
	c.probes = probes
	return c
}

// textSites are the places of an image that the kernel patches.
func (s *Session) textSites(im *symbols.Image) kernel.TextSites {
	if s.kernel == nil || im == nil {
		return nil
	}
	return s.sitesOnce(&s.sites, im, s.kernel.TextSites, "what patches the code of %s: %v")
}

// sitesOnce asks about an image once and keeps the answer, whatever part of one there is, in known.
// trouble says what could not be found out: of an image, for a reason.
func (s *Session) sitesOnce(known *map[*symbols.Image]kernel.TextSites, im *symbols.Image,
	find func(*symbols.Image) (kernel.TextSites, error), trouble string) kernel.TextSites {
	if sites, ok := (*known)[im]; ok {
		return sites
	}
	sites, err := find(im)
	if err != nil {
		s.noticeOnce(fmt.Sprintf(trouble, im.Name(), err))
	}
	if *known == nil {
		*known = make(map[*symbols.Image]kernel.TextSites)
	}
	(*known)[im] = sites
	return sites
}

// compareStep is how much memory is read at a time.
const compareStep = 1 << 16

// patches compares [from, to), which lies in the section.
func (c *comparison) patches(ctx context.Context, from, to mem.Addr) ([]Patch, error) {
	c.from, c.known = from, from
	c.mem = make([]byte, 0, to.Sub(from))
	var failed error
	for failed == nil && int64(len(c.mem)) < to.Sub(from) {
		at := from.Add(int64(len(c.mem)))
		n := min(to.Sub(at), int64(compareStep-at%compareStep))
		p, err := mem.Bytes(ctx, c.r, at, int(n))
		c.mem, failed = append(c.mem, p...), err
	}
	file := c.code.Data[from.Sub(c.code.Start):]
	var out []Patch
	for i := 0; i < len(c.mem); {
		if c.mem[i] == file[i] {
			i++
			continue
		}
		if n := c.expected(file, i); n > 0 {
			i += n
			continue
		}
		p := c.expand(from.Add(int64(i)))
		i = int(p.End().Sub(from))
		c.known = p.End()
		if n := len(out); n > 0 && out[n-1].By == p.By && out[n-1].End() == p.Addr && p.By != "" {
			out[n-1].Was, out[n-1].Is = append(out[n-1].Was, p.Was...), append(out[n-1].Is, p.Is...)
			continue
		}
		out = append(out, p)
	}
	return out, failed
}

// expected says how many bytes from i on, where memory and file differ, are as they should be: a symbol is
// not known, or an address was slid. In a linked image that is a word of 4 or 8 bytes that is greater by
// the slide, or less: then it is the distance to something that does not move, a per-CPU offset. (The
// kernel's list of such words, which arch/x86/tools/relocs makes, is not in the vmlinux.)
func (c *comparison) expected(file []byte, i int) int {
	if !c.code.Known(int(c.from.Sub(c.code.Start)) + i) {
		return 1
	}
	slide := uint64(c.code.Slide)
	if slide == 0 {
		return 0
	}
	for at := max(i-7, 0); at <= i; at++ {
		if at+8 <= len(c.mem) {
			if d := uintLE(c.mem[at:at+8]) - uintLE(file[at:at+8]); d == slide {
				return at + 8 - i
			}
		}
		if at+4 <= len(c.mem) && i < at+4 {
			if d := uint32(uintLE(c.mem[at:at+4]) - uintLE(file[at:at+4])); d == uint32(slide) || d == -uint32(slide) {
				return at + 4 - i
			}
		}
	}
	return 0
}

func uintLE(b []byte) (v uint64) {
	for i := len(b) - 1; i >= 0; i-- {
		v = v<<8 | uint64(b[i])
	}
	return v
}

// maxPatch bounds one patch in bytes; the longest alternatives have a few hundred.
const maxPatch = 1024

// expand makes a patch of the difference at a: the instructions around it, from one that begins in
// the file's and in memory's code to the next such place.
func (c *comparison) expand(a mem.Addr) Patch {
	start := c.before(a)
	at := c.code.Start
	was, is := start, start
	p := Patch{Addr: start}
	for {
		if was <= is {
			i := disasm.Decode(c.s.arch, c.code.Data[was.Sub(at):], was)
			was = c.add(&p.Was, i, was)
			p.Was[len(p.Was)-1].Current = false
		} else {
			i := disasm.Decode(c.s.arch, c.mem[is.Sub(c.from):], is)
			is = c.add(&p.Is, i, is)
		}
		end := c.from.Add(int64(len(c.mem)))
		if was == is && was > a || min(was, is) >= end || min(was, is).Sub(start) > maxPatch {
			break
		}
	}
	if sym, ok := c.s.space.SymbolAt(start); ok {
		p.Function, p.Offset, p.Module = sym.Name, sym.Offset, sym.Module
	}
	p.By = c.by(&p)
	return p
}

func (c *comparison) add(to *[]Instruction, i disasm.Inst, at mem.Addr) mem.Addr {
	*to = append(*to, c.d.instruction(i))
	return at.Add(int64(max(i.Len, 1)))
}

// before is the start of the file's instruction that a is in. Instructions are counted from the start of
// the function, or from the end of the patch before.
func (c *comparison) before(a mem.Addr) mem.Addr {
	start := c.known
	if sym, ok := c.s.space.SymbolAt(a); ok && sym.Addr > start && sym.Addr <= a {
		start = sym.Addr
	}
	for start < a {
		i := disasm.Decode(c.s.arch, c.code.Data[start.Sub(c.code.Start):], start)
		if start.Add(int64(i.Len)) > a {
			break
		}
		start = i.Next()
	}
	c.known = start
	return start
}

// by finds what rewrites a stretch of code.
func (c *comparison) by(p *Patch) string {
	start := c.link + symbols.LinkAddr(p.Addr-c.code.Start)
	end := start + symbols.LinkAddr(p.End()-p.Addr)
	by := c.sites.By(start, end)
	switch {
	case by != "":
		return by
	case slices.ContainsFunc(c.probes, func(k kernel.Kprobe) bool { return k.Addr < p.End() && p.Addr < k.Addr.Add(int64(k.Len)) }):
		return "kprobe"
	case strings.HasPrefix(p.Function, "__SCT__"): // the trampoline of a static call
		return "static call"
	case len(p.Is) > 0 && slices.Equal(p.Is[0].Bytes, c.s.arch.Trap):
		return "breakpoint"
	}
	return ""
}
