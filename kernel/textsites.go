package kernel

import (
	"cmp"
	"errors"
	"slices"
	"sort"

	"kbreak/symbols"
	"kbreak/symbols/link"
)

// TextSite is a place in an image's code that the kernel rewrites by itself, at boot or later.
type TextSite struct {
	Addr link.Addr
	Len  int    // bytes that may change
	By   string // what rewrites it: "ftrace", "alternative"...

	rank int // index in siteTables, or behind them
}

// TextSites are places by address.
type TextSites []TextSite

// maxSite is the length of the longest place.
const maxSite = 255

// By says what rewrites code in [start, end), "" if nothing does.
func (t TextSites) By(start, end link.Addr) string {
	first := sort.Search(len(t), func(i int) bool { return t[i].Addr+maxSite > start })
	best := (*TextSite)(nil)
	for i := first; i < len(t) && t[i].Addr < end; i++ {
		if t[i].Addr+link.Addr(t[i].Len) > start && (best == nil || t[i].rank < best.rank) {
			best = &t[i]
		}
	}
	if best == nil {
		return ""
	}
	return best.By
}

// siteTable is a table of such places: an array in a section, between two symbols in a vmlinux.
type siteTable struct {
	by          string
	section     string
	start, stop string
	elem        string // struct of an element; "" for an array of plain addresses
	addr        string // its member with the address of the place: 4 bytes relative to itself, or 8
	len         string // its member with the length, "" if all have size
	size        int    // bytes that may change
	plain       int    // size of a plain address
}

// siteTables are those of x86 (arch/x86/kernel/alternative.c, jump_label.c, static_call.c and ftrace.c;
// the sections are put together in arch/x86/kernel/vmlinux.lds.S and include/asm-generic/vmlinux.lds.h).
// Where places overlap, the earlier table counts: alternatives are applied over calls that are
// listed elsewhere as well.
var siteTables = []siteTable{
	{by: "alternative", section: ".altinstructions", start: "__alt_instructions", stop: "__alt_instructions_end",
		elem: "alt_instr", addr: "instr_offset", len: "instrlen"},
	{by: "static key", section: "__jump_table", start: "__start___jump_table", stop: "__stop___jump_table",
		elem: "jump_entry", addr: "code", size: 5},
	{by: "static call", section: ".static_call_sites", start: "__start_static_call_sites", stop: "__stop_static_call_sites",
		elem: "static_call_site", addr: "addr", size: 5},
	{by: "paravirt", section: ".parainstructions", start: "__parainstructions", stop: "__parainstructions_end",
		elem: "paravirt_patch_site", addr: "instr", len: "len"},
	{by: "ftrace", section: "__mcount_loc", start: "__start_mcount_loc", stop: "__stop_mcount_loc", plain: 8, size: 5},
	{by: "return thunk", section: ".return_sites", start: "__return_sites", stop: "__return_sites_end", plain: 4, size: 5},
	{by: "retpoline", section: ".retpoline_sites", start: "__retpoline_sites", stop: "__retpoline_sites_end", plain: 4, size: 6},
	{by: "call thunk", section: ".call_sites", start: "__call_sites", stop: "__call_sites_end", plain: 4, size: 5},
	{by: "kCFI", section: ".cfi_sites", start: "__cfi_sites", stop: "__cfi_sites_end", plain: 4, size: 16},
	{by: "sealed endbr", section: ".ibt_endbr_seal", start: "__ibt_endbr_seal", stop: "__ibt_endbr_seal_end", plain: 4, size: 4},
	{by: "lock prefix", section: ".smp_locks", start: "__smp_locks", stop: "__smp_locks_end", plain: 4, size: 1},
}

// maxSites bounds one table; a distribution's kernel has 50,000 functions that ftrace can hook.
const maxSites = 1 << 21

// TextSites lists the places of an image, a vmlinux or a module, by address. Tables that the image does
// not have are left out; the error says which of them could not be read, and the places of the others
// are valid all the same.
func (k *Kernel) TextSites(im *symbols.Image) (TextSites, error) {
	var out TextSites
	var errs []error
	for i := range siteTables {
		sites, err := k.sitesOf(im, &siteTables[i], i)
		if err != nil {
			errs = append(errs, err)
		}
		out = append(out, sites...)
	}
	out = append(out, trampolines(im)...)
	slices.SortFunc(out, func(a, b TextSite) int { return cmp.Compare(a.Addr, b.Addr) })
	return out, errors.Join(errs...)
}

// trampolines are the calls in ftrace's own code that say which tracer is on (arch/x86/kernel/ftrace_64.S).
func trampolines(im *symbols.Image) []TextSite {
	var out []TextSite
	for _, label := range []string{"ftrace_call", "ftrace_regs_call", "ftrace_graph_call"} {
		if at, _, ok := im.Symbol(label); ok && im.Kind != symbols.Module {
			out = append(out, TextSite{Addr: at, Len: 5, By: "ftrace", rank: len(siteTables)})
		}
	}
	return out
}

func (k *Kernel) sitesOf(im *symbols.Image, t *siteTable, rank int) ([]TextSite, error) {
	base, data, err := t.read(im)
	if err != nil || len(data) == 0 {
		return nil, err
	}
	addr, length, stride := field{0, int64(t.plain)}, field{}, int64(t.plain)
	if t.elem != "" {
		typ, err := k.structType(t.elem)
		if err != nil {
			return nil, err
		}
		if addr, _, err = member(typ, "the address of the code", t.addr); err != nil {
			return nil, err
		}
		if t.len != "" {
			if length, _, err = member(typ, "the length of the code", t.len); err != nil {
				return nil, err
			}
		}
		stride = typ.Size
	}
	if stride <= 0 || addr.end() > stride || length.end() > stride {
		return nil, nil
	}
	var out []TextSite
	for at := int64(0); at+stride <= int64(len(data)) && len(out) < maxSites; at += stride {
		w := window{0, data[at : at+stride]}
		s := TextSite{Addr: link.Addr(w.uint(addr)), Len: t.size, By: t.by, rank: rank}
		if s.Addr == 0 {
			continue // what fills up the table's last page
		}
		if addr.size == 4 {
			s.Addr = base + link.Addr(at+addr.off) + link.Addr(int64(int32(w.uint(addr))))
		}
		if t.len != "" {
			s.Len = int(min(w.uint(length), maxSite))
		}
		out = append(out, s)
	}
	return out, nil
}

// read gives a table and its link address; nothing if the image has none.
func (t *siteTable) read(im *symbols.Image) (link.Addr, []byte, error) {
	if im.Kind == symbols.Module {
		s, ok := im.Section(t.section)
		if !ok {
			return 0, nil, nil
		}
		data, err := im.SectionData(t.section)
		return s.Addr, data, err
	}
	start, _, ok := im.Symbol(t.start)
	stop, _, ok2 := im.Symbol(t.stop)
	if !ok || !ok2 || stop <= start || stop-start > 16*maxSites {
		return 0, nil, nil
	}
	data := make([]byte, stop-start)
	if err := im.ReadStatic(start, data); err != nil {
		return 0, nil, err
	}
	return start, data, nil
}
