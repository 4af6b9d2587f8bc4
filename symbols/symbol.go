package symbols

import (
	"bytes"
	"cmp"
	"debug/elf"
	"slices"
	"sort"

	"kbreak/symbols/link"
)

// LinkAddr is an address as the file has it; see [link.Addr].
type LinkAddr = link.Addr

// Kind says what a symbol names.
type Kind uint8

const (
	NoType Kind = iota // the file does not say: a label in assembly, a linker script's symbol
	Func
	Object
)

func (k Kind) String() string { return [...]string{"untyped", "function", "object"}[k] }

// Binding says who may refer to a symbol.
type Binding uint8

const (
	Local Binding = iota // static; the name need not be unique
	Global
	Weak
)

func (b Binding) String() string { return [...]string{"local", "global", "weak"}[b] }

// Symbol is one entry of a symbol table.
type Symbol struct {
	Name    string
	Addr    LinkAddr
	Size    uint64 // bytes; 0 if the file does not say
	Kind    Kind
	Binding Binding
	Section int  // as [Section.Index]; -1 for an absolute symbol, whose Addr is a plain number
	PerCPU  bool // Addr names one CPU's copy only once that CPU's offset is added
}

// symbol makes the exported form of an entry; its name is copied out of the map.
func (im *Image) symbol(e *entry) Symbol {
	s := Symbol{Name: string(im.syms.nameOf(e)), Addr: LinkAddr(e.value), Size: e.size, Section: -1}
	switch e.kind() {
	case elf.STT_FUNC, elf.STT_GNU_IFUNC:
		s.Kind = Func
	case elf.STT_OBJECT:
		s.Kind = Object
	}
	switch e.bind() {
	case elf.STB_LOCAL:
	case elf.STB_WEAK:
		s.Binding = Weak
	default:
		s.Binding = Global
	}
	if e.section >= 0 {
		sec := &im.sections[e.section]
		s.Section, s.PerCPU = sec.Index, sec.PerCPU
	}
	return s
}

// Lookup finds all symbols of that name: global ones first, then weak, then local ones, otherwise
// in the order of the file.
func (im *Image) Lookup(name string) []Symbol {
	var out []Symbol
	im.syms.lookup(name, func(_ int, e entry) { out = append(out, im.symbol(&e)) })
	slices.SortStableFunc(out, func(a, b Symbol) int { return cmp.Compare(bindRank(a.Binding), bindRank(b.Binding)) })
	return out
}

func bindRank(b Binding) int { return [...]int{Local: 2, Global: 0, Weak: 1}[b] }

// Symbol finds the symbol that is meant by a name alone: the first of Lookup. size is 0 where the
// file does not say.
func (im *Image) Symbol(name string) (addr LinkAddr, size uint64, ok bool) {
	all := im.Lookup(name)
	if len(all) == 0 {
		return 0, 0, false
	}
	return all[0].Addr, all[0].Size, true
}

// Complete returns up to max distinct names that begin with prefix, sorted.
func (im *Image) Complete(prefix string, max int) []string {
	var out []string
	p := []byte(prefix)
	for i := range im.syms.n {
		e := im.syms.at(i)
		if !e.wanted() {
			continue
		}
		if b := im.syms.nameOf(&e); bytes.HasPrefix(b, p) {
			out = append(out, string(b))
		}
	}
	return firstNames(out, max)
}

// firstNames sorts names, drops doubles and keeps max of them.
func firstNames(names []string, max int) []string {
	slices.Sort(names)
	names = slices.Compact(names)
	return names[:min(len(names), max)]
}

const (
	maxSteps  = 4096 // symbols looked at for one address; 4,500 unsized ones share one in a vmlinux
	maxPassed = 8    // sized symbols that end before the address
)

// SymbolAt finds the symbol that an address belongs to, by gdb's rules (lookup_minimal_symbol_by_pc):
// a sized symbol covers its size and no more; an unsized one covers what follows it up to the next
// symbol or the end of its section, but only where no sized symbol covers the address. A symbol of
// another section never counts. Of several names for the same place it takes the one that sorts last
// ("memcpy" before "__memcpy", "__x64_sys_sync" before "__ia32_sys_sync"), as gdb does, and names that
// a compiler made (__pfx_, $x, .L) only where there is no other.
func (im *Image) SymbolAt(a LinkAddr) (Symbol, bool) {
	sec := im.sectionAt(a)
	if sec < 0 {
		return Symbol{}, false
	}
	t := im.syms
	t.indexAddrs()
	i := sort.Search(len(t.addrs), func(i int) bool { return t.addrs[i] > uint64(a) })
	var best, label candidate
	passed := 0
	for steps := 0; i > 0 && steps < maxSteps && passed <= maxPassed; {
		// All symbols at one address are looked at together.
		value := t.addrs[i-1]
		ended, before := false, label
		for ; i > 0 && t.addrs[i-1] == value && steps < maxSteps; steps++ {
			i--
			e := t.at(int(t.order[i]))
			if int(e.section) != sec {
				continue
			}
			switch off := uint64(a) - value; {
			case e.size > off:
				best.offer(im, e)
			case e.size > 0:
				ended = true
			case passed == 0:
				label.offer(im, e)
			}
		}
		if best.ok {
			return im.symbol(&best.e), true
		}
		if ended { // what has this address has its end too, sized or not
			label = before
			passed++
		}
		label.ended = label.ok && !label.made
	}
	if label.ok {
		return im.symbol(&label.e), true
	}
	return Symbol{}, false
}

// candidate is the best symbol so far for a place.
type candidate struct {
	ok    bool
	ended bool // symbols at lower addresses no longer count
	made  bool // a compiler-made name
	e     entry
	name  []byte
}

func (c *candidate) offer(im *Image, e entry) {
	if c.ended {
		return
	}
	name := im.syms.nameOf(&e)
	made := bytes.HasPrefix(name, []byte("__pfx_")) || bytes.HasPrefix(name, []byte("$")) || bytes.HasPrefix(name, []byte(".L"))
	if !c.ok || c.made && !made || c.made == made && bytes.Compare(name, c.name) > 0 {
		c.ok, c.made, c.e, c.name = true, made, e, name
	}
}
