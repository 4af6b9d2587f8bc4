package debuginfo

import (
	"encoding/binary"
	"slices"
	"testing"

	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

// exercise asks d everything at once, at addresses inside and outside of the fixtures.
func exercise(t *testing.T, d *Data, pcs ...link.Addr) {
	for _, pc := range pcs {
		if e, err := d.LineAt(pc); err == nil && (pc < e.Start || pc >= e.End) {
			t.Errorf("the line at %v is at %v to %v", pc, e.Start, e.End)
		}
		_, _ = d.RowAt(pc)
		if site, err := d.CallSite(pc); err != nil && site != nil {
			t.Error("a call site and an error")
		}
		_, _ = d.TailCalls(pc)
		scopes, err := d.Scopes(pc)
		if err != nil && scopes != nil {
			t.Error("scopes and an error")
		}
		for i := range scopes {
			_, _ = scopes[i].FrameBase()
			p, _ := scopes[i].Params()
			l, _ := scopes[i].Locals()
			_, _ = scopes[i].Variables()
			for _, v := range slices.Concat(p, l) {
				walk(v.Type, 3)
				_, _ = v.Places()
			}
		}
	}
	_, _ = d.LinesFor("scope.c", 29)
	_, _ = d.FileRowsIn(link.Range{Start: 0xffffffff81000000, End: 0xffffffff81000400})
	for _, name := range []string{"all", "struct point", "union view", "struct deep", "struct uses", "nothing"} {
		if typ, err := d.Struct(name); err == nil {
			walk(typ, 4)
		}
	}
	if d.BuildIndex(t.Context()) != nil {
		return
	}
	for _, name := range []string{"sink", "outer", "int", "MINUS", "header_inline"} {
		names, _ := d.Names(t.Context(), name)
		for _, n := range names[:min(len(names), 4)] {
			typ, _ := n.Type()
			walk(typ, 2)
			_, _, _ = n.Declared()
			_, _ = n.Ranges()
			_, _ = n.Location()
			_, _ = n.Value()
		}
	}
	found, _ := d.Search(t.Context(), func(name []byte) bool { return len(name) < 6 },
		KindStruct, KindTypedef, KindBase, KindFunction, KindVariable)
	for _, n := range found[:min(len(found), 16)] {
		if decl, err := n.Declaration(); err == nil {
			walk(decl.Type, 1)
		}
	}
	if c, err := d.CompleteName(t.Context(), "c", 10); err == nil && len(c) > 10 {
		t.Errorf("%d completions", len(c))
	}
}

func walk(typ *ctype.Type, depth int) {
	if typ == nil || depth == 0 {
		return
	}
	_ = typ.String()
	_ = typ.Ptype(ctype.Layout{Offsets: depth > 1})
	b, err := typ.Strip().Complete().Body()
	if err != nil {
		return
	}
	walk(b.Elem, depth-1)
	for _, m := range b.Members[:min(len(b.Members), 30)] {
		walk(m.Type, depth-1)
	}
	for _, p := range b.Params[:min(len(b.Params), 10)] {
		walk(p.Type, depth-1)
	}
}

// FuzzPatched overwrites bytes of the fixtures' sections: patch is a list of section, offset and value,
// four bytes each.
func FuzzPatched(f *testing.F) {
	files := []string{"scope4.elf", "scope5.elf", "types4.elf", "types5.elf", "hard-sig5.elf"}
	var sections []map[string][]byte
	var names [][]string
	for _, file := range files {
		s, _ := sectionsOf(f, file)
		var n []string
		for name := range s {
			n = append(n, name)
		}
		slices.Sort(n)
		sections, names = append(sections, s), append(names, n)
	}
	f.Add(uint8(0), uint64(0x20), []byte{0, 1, 0, 0xff})
	f.Add(uint8(1), uint64(0x60), []byte{4, 0, 20, 0x80, 5, 0, 9, 1})
	f.Add(uint8(2), uint64(0), []byte{})
	f.Add(uint8(4), uint64(0), []byte{3, 0x10, 0x20, 1})
	f.Fuzz(func(t *testing.T, file uint8, pc uint64, patch []byte) {
		i := int(file) % len(files)
		own := make(map[string][]byte)
		for name, b := range sections[i] {
			own[name] = b
		}
		for n := 0; len(patch) >= 4 && n < 64; n, patch = n+1, patch[4:] {
			name := names[i][int(patch[0])%len(names[i])]
			b := slices.Clone(own[name])
			if len(b) == 0 {
				continue
			}
			at := int(binary.BigEndian.Uint16(patch[1:])) % len(b)
			b[at] = patch[3]
			if patch[0] >= 0xf0 { // cut it off there
				b = b[:at]
			}
			own[name] = b
		}
		d, err := New(func(name string) ([]byte, error) { return own[name], nil }, binary.LittleEndian)
		if err != nil {
			return
		}
		base := link.Addr(0xffffffff81000000)
		exercise(t, d, base, base+link.Addr(pc%0x160), base+0x60, base+0x74, 0)
	})
}

// FuzzSections reads bytes as whole sections.
func FuzzSections(f *testing.F) {
	for _, file := range []string{"scope4.elf", "scope5.elf"} {
		s, _ := sectionsOf(f, file)
		f.Add(s[".debug_info"], s[".debug_abbrev"], s[".debug_line"], s[".debug_str"])
	}
	f.Fuzz(func(t *testing.T, info, abbrev, line, str []byte) {
		if len(info)+len(abbrev)+len(line) > 1<<16 {
			return
		}
		all := map[string][]byte{".debug_info": info, ".debug_abbrev": abbrev, ".debug_line": line, ".debug_str": str,
			".debug_line_str": str, ".debug_loclists": line, ".debug_rnglists": line, ".debug_ranges": line,
			".debug_loc": line, ".debug_addr": str, ".debug_str_offsets": str}
		d, err := New(func(name string) ([]byte, error) { return all[name], nil }, binary.LittleEndian)
		if err != nil {
			return
		}
		exercise(t, d, 0xffffffff81000000, 0xffffffff81000060, 0)
	})
}
