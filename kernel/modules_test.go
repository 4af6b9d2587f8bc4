package kernel

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kbreak/mem"
	"kbreak/symbols/ctype"
)

const (
	modulesLink = 0xffffffff82b27160
	modText     = 0xffffffffc0400000 // of the first module; each has 1 MiB of addresses
	attrsHeap   = 0xffff888004000000
	namesHeap   = 0xffff888005000000
)

// guest is a kernel with modules in memory.
type guest struct {
	*memory
	era   era
	k     *Kernel
	mods  []*made
	rnd   *rand.Rand
	slots []uint64 // free places for names
}

// made is a module that a guest was given.
type made struct {
	name  string
	at    uint64
	file  *ModuleFile
	addrs []uint64
	id    []byte
}

func newGuest(e era) *guest {
	f := &file{name: "vmlinux", syms: map[string]uint64{"modules": modulesLink}, structs: map[string]*ctype.Type{
		"module": e.module, "module_sect_attrs": e.attrs,
		"module_use": tstruct("module_use", 48, list("source_list", 0), list("target_list", 16),
			num("source", 32, 8), num("target", 40, 8)),
	}}
	if e.bin != nil {
		f.structs["bin_attribute"] = e.bin
	}
	g := &guest{memory: &memory{}, era: e, k: New(f, &Location{Bias: testBias}), rnd: rand.New(rand.NewPCG(1, 2))}
	// Names come from slabs of 32-byte objects, in random order as with a randomised free list.
	for i := range 16 * pageSize / 32 {
		g.slots = append(g.slots, namesHeap+uint64(i*32))
	}
	for page := 0; page < len(g.slots); page += pageSize / 32 {
		s := g.slots[page : page+pageSize/32]
		g.rnd.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	}
	g.put64(modulesLink+testBias, modulesLink+testBias, modulesLink+testBias)
	return g
}

func (g *guest) member(t *ctype.Type, path string) uint64 {
	m, err := t.Member(path)
	if err != nil {
		panic(err)
	}
	return uint64(m.Offset)
}

// testFile is a module file: what the kernel lists of it, and what it does not.
func testFile(id []byte) *ModuleFile {
	return &ModuleFile{BuildID: id, Sections: []FileSection{
		{".note.gnu.build-id", 0x24, 4, true}, {".text", 0x1ff0, 16, true}, {".rela.text", 0x300, 8, false},
		{".init.text", 0x80, 16, true}, {".exit.text", 0x40, 16, true}, {".empty", 0, 1, true},
		{".rodata", 0x700, 64, true}, {".rodata.str1.1", 0x91, 1, true}, {".modinfo", 0x100, 1, true},
		{"__versions", 0x800, 32, true}, {".data..percpu", 0x40, 64, true}, {".data", 0x200, 32, true},
		{".gnu.linkonce.this_module", 0x580, 64, true}, {".bss", 0x90, 32, true}, {".comment", 0x20, 1, false},
		{".symtab", 0x900, 8, false}, {".strtab", 0x701, 1, false}, {".shstrtab", 0x201, 1, false},
	}}
}

// load puts a module into memory, at the front of the list.
func (g *guest) load(name string, state ModuleState) *made {
	e := g.era
	n := uint64(len(g.mods))
	text := modText + n<<20
	ro, data, init := text+0x3000, text+0x5000, text+0x8000
	m := &made{name: name, at: data + 0x240, id: bytes.Repeat([]byte{byte(n) + 1}, 20)}
	m.file = testFile(m.id)
	places := map[string]*uint64{".text": &text, ".init.text": &init, ".exit.text": &text, ".data": &data, ".bss": &data,
		".gnu.linkonce.this_module": nil, ".symtab": &init, ".strtab": &init}
	base, roBase, dataBase, initBase := text, ro, data, init
	var listed []FileSection
	for _, s := range m.file.listed(true) {
		p, ok := places[s.Name]
		if !ok {
			p = &ro
		}
		if p == nil {
			m.addrs = append(m.addrs, m.at)
		} else {
			*p = (*p + s.Align - 1) / s.Align * s.Align
			m.addrs = append(m.addrs, *p)
			*p += s.Size
			if s.Name == ".data" {
				*p = m.at + 0x580
			}
		}
		listed = append(listed, s)
	}
	g.put(roBase, note("GNU", noteBuildID, m.id))

	mt := e.module
	g.put(m.at, make([]byte, mt.Size))
	g.put32(m.at, uint32(state))
	g.put(m.at+g.member(mt, "name"), []byte(name))
	g.put64(m.at+g.member(mt, "taints"), 1<<12|1<<13)
	g.put32(m.at+g.member(mt, "refcnt"), 1)
	g.put64(m.at+g.member(mt, "percpu"), 0x34000)
	g.put32(m.at+g.member(mt, "percpu_size"), 0x40)
	uses := m.at + g.member(mt, "source_list")
	g.put64(uses, uses, uses)
	if e.buildID {
		g.put(m.at+g.member(mt, "build_id"), m.id)
	}
	_, isMem := func() (ctype.Member, bool) { x, err := mt.Member("mem"); return x, err == nil }()
	switch {
	case isMem:
		at := m.at + g.member(mt, "mem")
		for i, s := range [][2]uint64{{base, 0x3000}, {dataBase, 0x2000}, {roBase, 0x2000}, {0, 0}} {
			g.put64(at+uint64(i)*72, s[0])
			g.put32(at+uint64(i)*72+8, uint32(s[1]))
		}
		if state == Coming {
			g.put64(at+4*72, initBase)
			g.put32(at+4*72+8, 0x2000)
		}
	case e.layout:
		at := m.at + g.member(mt, "core_layout")
		g.put64(at, base)
		for i, v := range []uint32{0x7000, 0x3000, 0x5000, 0x5000} {
			g.put32(at+8+uint64(i)*4, v)
		}
		if state == Coming {
			at = m.at + g.member(mt, "init_layout")
			g.put64(at, initBase)
			g.put32(at+8, 0x2000)
			g.put32(at+12, 0x1000)
		}
	default:
		g.put64(m.at+g.member(mt, "module_core"), base)
		g.put32(m.at+g.member(mt, "core_size"), 0x7000)
		g.put32(m.at+g.member(mt, "core_text_size"), 0x3000)
		g.put32(m.at+g.member(mt, "core_ro_size"), 0x5000)
		if state == Coming {
			g.put64(m.at+g.member(mt, "module_init"), initBase)
			g.put32(m.at+g.member(mt, "init_size"), 0x2000)
		}
	}

	// Section attributes, from a 2 KiB slab.
	at := attrsHeap + n*2048
	g.put64(m.at+g.member(mt, "sect_attrs"), at)
	first := at + uint64(e.attrs.Size)
	var ptrs []uint64
	for i, s := range listed {
		elem := first + uint64(i)*uint64(e.size)
		g.put64(elem+uint64(e.nameAt), g.kstrdup(s.Name))
		g.put64(elem+uint64(e.addrAt), m.addrs[i])
		ptrs = append(ptrs, elem)
	}
	if e.bin != nil {
		p := at + 1536
		g.put64(p, append(ptrs, 0)...)
		g.put64(at+32, p)
	} else {
		g.put32(at+40, uint32(len(listed)))
	}

	// Into the list, at its front.
	head := uint64(modulesLink + testBias)
	next := head
	if n > 0 {
		next = g.mods[n-1].at + 8
	}
	g.put64(m.at+8, next, head)
	g.put64(head, m.at+8)
	g.mods = append(g.mods, m)
	return m
}

func (g *guest) kstrdup(s string) uint64 {
	at := g.slots[0]
	g.slots = g.slots[1:]
	g.put(at, append([]byte(s), 0))
	return at
}

// check compares what was read of a module with what was loaded.
func (m *made) check(t *testing.T, have *Module, from string) {
	t.Helper()
	if have.Name != m.name || uint64(have.Addr) != m.at || have.Refs != 0 || have.Taints != "OE" ||
		have.PerCPU != 0x34000 || have.PerCPUSize != 0x40 || len(have.Notes) != 0 {
		t.Errorf("have %+v", have)
	}
	if !bytes.Equal(have.BuildID, m.id) || have.SectionsFrom != from {
		t.Errorf("%s: build-id %x, sections from %q", m.name, have.BuildID, have.SectionsFrom)
	}
	var want []string
	for i, s := range m.file.listed(true) {
		freed := have.State == Live && initOnly(s.Name)
		want = append(want, fmt.Sprint(s.Name, m.addrs[i], freed))
	}
	var got []string
	for _, s := range have.Sections {
		got = append(got, fmt.Sprint(s.Name, uint64(s.Addr), s.Freed))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: sections %v\nwant %v", m.name, got, want)
	}
}

func TestModulesOfEveryEra(t *testing.T) {
	ctx := context.Background()
	for _, e := range eras() {
		for _, files := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, files %v", e.name, files), func(t *testing.T) {
				g := newGuest(e)
				for i := range 12 {
					state := Live
					if i == 5 {
						state = Coming
					}
					g.load(fmt.Sprintf("mod%d", i), state)
				}
				opt, from := ModuleOptions{}, "memory"
				if files {
					from = "module file"
					opt.File = func(name string, _ []byte) *ModuleFile {
						for _, m := range g.mods {
							if m.name == name {
								return m.file
							}
						}
						return nil
					}
				}
				mods, err := g.k.Modules(ctx, mem.NewCache(g, 2048), opt)
				if err != nil || len(mods) != 12 {
					t.Fatalf("%d modules, %v", len(mods), err)
				}
				for i, have := range mods {
					g.mods[11-i].check(t, have, from)
				}
				if n := len(g.log); n > 5*12 {
					t.Errorf("%d reads for 12 modules: %v", n, g.log)
				} else {
					t.Logf("%d reads for 12 modules", n)
				}
				m := mods[0]
				if m.Base != mem.Addr(modText+11<<20) || m.Size != 0x7000 {
					t.Errorf("base %v, size %#x", m.Base, m.Size)
				}
				kinds := map[string]mem.Span{}
				for _, s := range m.Spans {
					kinds[s.Kind] = s.Span
				}
				base := m.Base
				if kinds["text"] != (mem.Span{Start: base, End: base + 0x3000}) ||
					kinds["rodata"] != (mem.Span{Start: base + 0x3000, End: base + 0x5000}) ||
					kinds["data"] != (mem.Span{Start: base + 0x5000, End: base + 0x7000}) {
					t.Errorf("spans %v", m.Spans)
				}
			})
		}
	}
}

func TestModuleFilesThatDoNotFit(t *testing.T) {
	ctx := context.Background()
	e := eras()[3] // without a build-id in struct module
	for _, tt := range []struct {
		name   string
		change func(*ModuleFile)
		from   string
	}{
		{"one section more", func(f *ModuleFile) {
			f.Sections = append(f.Sections, FileSection{".more", 8, 1, true})
		}, "memory"},
		{"alignment", func(f *ModuleFile) { f.Sections[7].Align = 4096 }, "memory"},
		{"larger than the module", func(f *ModuleFile) { f.Sections[1].Size = 1 << 20 }, "memory"},
		{"no build-id", func(f *ModuleFile) { f.BuildID = nil }, "memory"},
		{"other build-id", func(f *ModuleFile) { f.BuildID = bytes.Repeat([]byte{9}, 20) }, "memory"},
		{"no note section", func(f *ModuleFile) { f.Sections[0].Name = ".note.other" }, "memory"},
		{"hostile", func(f *ModuleFile) {
			for i := range f.Sections {
				f.Sections[i].Size = ^uint64(0)
				f.Sections[i].Align = ^uint64(0)
			}
		}, "memory"},
		{"fits", func(*ModuleFile) {}, "module file"},
	} {
		g := newGuest(e)
		m := g.load("mod", Live)
		f := testFile(m.id)
		tt.change(f)
		mods, err := g.k.Modules(ctx, g, ModuleOptions{File: func(string, []byte) *ModuleFile { return f }})
		if err != nil || len(mods) != 1 {
			t.Fatalf("%s: %v", tt.name, err)
		}
		t.Run(tt.name, func(t *testing.T) { m.check(t, mods[0], tt.from) })
	}
	t.Run("the right one by build-id", func(t *testing.T) {
		g := newGuest(e)
		m := g.load("mod", Live)
		var asked []string
		mods, err := g.k.Modules(ctx, g, ModuleOptions{File: func(_ string, id []byte) *ModuleFile {
			asked = append(asked, fmt.Sprintf("%x", id))
			if id == nil {
				return testFile(bytes.Repeat([]byte{9}, 20))
			}
			return m.file
		}})
		if err != nil || len(mods) != 1 || !slices.Equal(asked, []string{"", fmt.Sprintf("%x", m.id)}) {
			t.Fatalf("%v, asked %q", err, asked)
		}
		m.check(t, mods[0], "module file")
	})
}

func TestModuleUsers(t *testing.T) {
	g := newGuest(eras()[2])
	a, b, c := g.load("a", Live), g.load("b", Live), g.load("c", Live)
	// b and c use a.
	head := a.at + 936
	n1, n2 := uint64(attrsHeap+0x10000), uint64(attrsHeap+0x10040)
	g.put64(head, n1, n2)
	g.put64(n1, n2, head, 0, 0, b.at, a.at)
	g.put64(n2, head, n1, 0, 0, c.at, a.at)
	mods, err := g.k.Modules(context.Background(), g, ModuleOptions{Users: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := mods[2].UsedBy; !slices.Equal(got, []string{"b", "c"}) || mods[0].UsedBy != nil {
		t.Errorf("have %v", got)
	}
	// A circle that misses its head ends, with a note.
	g.put64(n2, n1)
	mods, err = g.k.Modules(context.Background(), g, ModuleOptions{Users: true})
	if err != nil || len(mods[2].Notes) != 1 || len(mods[2].UsedBy) > 4 {
		t.Errorf("have %v, %v", mods[2], err)
	}
}

func TestDamagedModuleLists(t *testing.T) {
	head := uint64(modulesLink + testBias)
	for _, tt := range []struct {
		name   string
		change func(*guest)
		want   int    // modules that are still found
		text   string // in the error
	}{
		{"empty", func(g *guest) { g.put64(head, head) }, 0, ""},
		{"circle without its head", func(g *guest) { g.put64(g.mods[0].at+8, g.mods[2].at+8) }, 3, "comes twice"},
		{"list poison", func(g *guest) { g.put64(g.mods[1].at+8, uint64(listPoison1)) }, 2, "taken out"},
		{"slab poison", func(g *guest) { g.put64(g.mods[2].at+8, uint64(slabPoison)) }, 1, "freed"},
		{"zero", func(g *guest) { g.put64(g.mods[2].at+8, 0) }, 1, "not a kernel address"},
		{"odd", func(g *guest) { g.put64(g.mods[2].at+8, g.mods[1].at+9) }, 1, "not aligned"},
		{"unmapped", func(g *guest) { g.put64(g.mods[2].at+8, 0xffffffffdead0000) }, 1, "cannot access memory"},
		{"the head", func(g *guest) { delete(g.pages, head&^0xfff) }, 0, "cannot access memory"},
		{"unformed", func(g *guest) { g.put32(g.mods[1].at, uint32(Unformed)) }, 2, ""},
	} {
		g := newGuest(eras()[3])
		for _, n := range []string{"a", "b", "c"} {
			g.load(n, Live)
		}
		tt.change(g)
		mods, err := g.k.Modules(context.Background(), g, ModuleOptions{})
		if len(mods) != tt.want || (err == nil) != (tt.text == "") || (err != nil && !strings.Contains(err.Error(), tt.text)) {
			t.Errorf("%s: %d modules, %v", tt.name, len(mods), err)
		}
		for _, m := range mods {
			if len(m.Sections) != 11 {
				t.Errorf("%s: %s has %d sections", tt.name, m.Name, len(m.Sections))
			}
		}
	}
}

func TestDamagedModules(t *testing.T) {
	for _, tt := range []struct {
		name     string
		era      int
		change   func(*guest, *made)
		sections int
		note     string
	}{
		{"huge nsections", 3, func(g *guest, _ *made) { g.put32(attrsHeap+40, 1<<31) }, 0, "claims 2147483648 sections"},
		{"nsections behind what is mapped", 3, func(g *guest, _ *made) { g.put32(attrsHeap+40, 1000) }, 0, "cannot access"},
		{"no attributes", 3, func(g *guest, m *made) { g.put64(m.at+912, 0) }, 0, "no section addresses"},
		{"attributes in user memory", 3, func(g *guest, m *made) { g.put64(m.at+912, 0x1000) }, 0, "not a kernel address"},
		{"unreadable name", 3, func(g *guest, _ *made) { g.put64(attrsHeap+48, 0xffffffffdead0000) }, 10, "1 of its 11"},
		{"endless name", 3, func(g *guest, _ *made) {
			g.put(namesHeap+0x100000, bytes.Repeat([]byte{'a'}, pageSize))
			g.put64(attrsHeap+48, namesHeap+0x100000)
		}, 10, "1 of its 11"},
		{"absurd memory", 3, func(g *guest, m *made) { g.put64(m.at+320, 0x1000) }, 11, "impossible size"},
		{"list without end", 4, func(g *guest, _ *made) {
			p := bytes.Repeat(order.AppendUint64(nil, attrsHeap), 512)
			for i := range uint64(64) {
				g.put(namesHeap+0x100000+i*pageSize, p)
			}
			g.put64(attrsHeap+32, namesHeap+0x100000)
		}, 0, "has the element"},
		{"bad pointer in the list", 4, func(g *guest, _ *made) { g.put64(attrsHeap+1536+8, 3) }, 0, "has the element 0x3"},
	} {
		g := newGuest(eras()[tt.era])
		m := g.load("mod", Live)
		tt.change(g, m)
		mods, err := g.k.Modules(context.Background(), g, ModuleOptions{})
		if err != nil || len(mods) != 1 {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		notes := strings.Join(mods[0].Notes, "; ")
		if len(mods[0].Sections) != tt.sections || !strings.Contains(notes, tt.note) {
			t.Errorf("%s: %d sections, notes %q", tt.name, len(mods[0].Sections), notes)
		}
	}
}

func TestModulesNeedTheLink(t *testing.T) {
	g := newGuest(eras()[3])
	g.load("mod", Live)
	lost := errors.New("link lost")
	for n := range 4 {
		left := n
		r := mem.ReaderFunc(func(ctx context.Context, a mem.Addr, p []byte) error {
			if left == 0 {
				return lost
			}
			left--
			return g.ReadMem(ctx, a, p)
		})
		if _, err := g.k.Modules(context.Background(), r, ModuleOptions{}); !errors.Is(err, lost) {
			t.Errorf("after %d reads: %v", n, err)
		}
	}
}

func TestUnknownLayouts(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(map[string]*ctype.Type)
		text   string
	}{
		{"no types", func(s map[string]*ctype.Type) { clear(s) },
			"struct module is not known (needed for the list of modules): not in the type information"},
		{"no memory", func(s map[string]*ctype.Type) { s["module"] = moduleType() },
			"struct module: no memory (tried mem, core_layout.base, module_core): this kernel's layout is not known here"},
		{"no list", func(s map[string]*ctype.Type) { s["module"] = tstruct("module", 64, num("state", 0, 4)) },
			"struct module (tried list): this kernel's layout is not known here"},
		{"no attributes", func(s map[string]*ctype.Type) { s["module_sect_attrs"] = tstruct("module_sect_attrs", 8) },
			"struct module_sect_attrs: no section addresses (tried grp.bin_attrs, nsections): this kernel's layout is not known here"},
	} {
		g := newGuest(eras()[3])
		tt.change(g.k.im.(*file).structs)
		_, err := g.k.Modules(context.Background(), g, ModuleOptions{})
		var le *LayoutError
		if !errors.As(err, &le) || err.Error() != tt.text {
			t.Errorf("%s: have %v\nwant %s", tt.name, err, tt.text)
		}
	}
	// Offsets that no struct has.
	for _, mt := range []*ctype.Type{
		moduleType(array("mem", 1<<40, moduleMemory, 7)), moduleType(array("mem", -8, moduleMemory, 7)),
		moduleType(array("mem", 8, moduleMemory, 1<<40)), moduleType(num("mem", 8, 8)),
		moduleType(array("mem", 8, tstruct("", 0), 7)),
	} {
		g := newGuest(eras()[3])
		g.k.im.(*file).structs["module"] = mt
		if _, err := g.k.Modules(context.Background(), g, ModuleOptions{}); err == nil {
			t.Error("no error")
		}
	}
}
