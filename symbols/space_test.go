package symbols

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"kbreak/mem"
	"kbreak/symbols/cfi"
)

const testBias = 0x23e00000 // a slide as the kernel chooses it

func TestPlaceBias(t *testing.T) {
	im := openFixture(t, "vmlinux")
	p := PlaceBias(im, testBias, "test")
	if b, ok := p.Bias(); b != testBias || !ok {
		t.Error(b, ok)
	}
	spans := p.Spans()
	if len(spans) != 1 || spans[0] != (mem.Span{Start: 0xffffffffa4e00000, End: 0xffffffffa4e00680}) {
		t.Errorf("spans %v", spans)
	}
	for _, tt := range []struct {
		link LinkAddr
		want mem.Addr
		ok   bool
	}{
		{0xffffffff81000000, 0xffffffffa4e00000, true},
		{0xffffffff81000680, 0xffffffffa4e00680, true}, // _end
		{0xffffffff81000681, 0, false},
		{0xffffffff80ffffff, 0, false},
		{0, 0, true}, // per-CPU offsets do not move
		{4, 4, true},
		{0x100, 0, false},
	} {
		if got, ok := p.Addr(tt.link); got != tt.want || ok != tt.ok {
			t.Errorf("%v: got %v %v, want %v %v", tt.link, got, ok, tt.want, tt.ok)
		}
	}
	for _, tt := range []struct {
		addr mem.Addr
		want LinkAddr
		ok   bool
	}{
		{0xffffffffa4e00044, 0xffffffff81000044, true},
		{0xffffffffa4e00680, 0, false},
		{0xffffffff81000044, 0, false},
		{4, 0, false},
	} {
		if got, ok := p.Link(tt.addr); got != tt.want || ok != tt.ok {
			t.Errorf("%v: got %v %v, want %v %v", tt.addr, got, ok, tt.want, tt.ok)
		}
	}
}

// placeModule puts the fixture module where a kernel might: .init.text is gone, .exit.text was never
// loaded.
func placeModule(tb testing.TB, im *Image) *Placement {
	tb.Helper()
	addr := make(map[int]mem.Addr)
	for name, a := range map[string]mem.Addr{
		".text": 0xffffffffc0401000, ".data": 0xffffffffc0403000, ".data..percpu": 0x37000,
		".modinfo": 0xffffffffc0402000, ".bss": 0xffffffffc0403100,
	} {
		s, ok := im.Section(name)
		if !ok {
			tb.Fatalf("no %s", name)
		}
		addr[s.Index] = a
	}
	return PlaceSections(im, "mod", addr, "test")
}

func TestPlaceSections(t *testing.T) {
	im := openFixture(t, "mod.ko")
	p := placeModule(t, im)
	if _, ok := p.Bias(); ok {
		t.Error("a module has a bias")
	}
	spans := p.Spans()
	if len(spans) != 3 || spans[0].Start != 0xffffffffc0401000 || spans[1].Start != 0xffffffffc0402000 || spans[2].Size() != 4 {
		t.Errorf("spans %v", spans)
	}
	for name, want := range map[string]mem.Addr{
		"mod_work": 0xffffffffc0401020, "state": 0xffffffffc0403000, "mod_counter": 0x37000,
		"vermagic": 0xffffffffc0402000, "init_module": 0, "cleanup_module": 0,
	} {
		l, _, ok := im.Symbol(name)
		if !ok {
			t.Fatalf("no %s", name)
		}
		a, ok := p.Addr(l)
		if a != want || ok != (want != 0) {
			t.Errorf("%s: %v %v, want %v", name, a, ok, want)
		}
		if !ok || want == 0x37000 {
			continue
		}
		if back, ok := p.Link(a); back != l || !ok {
			t.Errorf("%s: %v leads back to %v, want %v", name, a, back, l)
		}
	}
	text, _ := im.Section(".text")
	if a, ok := p.Addr(text.Addr + LinkAddr(text.Size)); !ok || a != spans[0].End {
		t.Errorf("end of .text: %v %v", a, ok)
	}
	if a, ok := p.Addr(text.Addr + LinkAddr(text.Size) + 1); ok {
		t.Errorf("behind .text: %v", a)
	}
	if bss, _ := im.Section(".bss"); bss.Size != 0 {
		t.Error(".bss has a size: this test wants none")
	} else if a, ok := p.Addr(bss.Addr); a != 0xffffffffc0403100 || !ok {
		t.Errorf("a section without a size: %v %v", a, ok)
	}
	if _, ok := p.Link(0x37000); ok {
		t.Error("a per-CPU offset was taken for an address")
	}
}

// testSpace has a kernel, a module, and one whose file is not known.
func testSpace(tb testing.TB) (*Space, *Placement) {
	tb.Helper()
	s := new(Space)
	mod := placeModule(tb, openFixture(tb, "mod.ko"))
	s.Add(mod)
	s.Add(PlaceBias(openFixture(tb, "vmlinux"), testBias, "test"))
	s.Add(PlaceBare("bare", []mem.Span{{Start: 0xffffffffc0500000, End: 0xffffffffc0502000}, {Start: 5, End: 5}}, "test"))
	return s, mod
}

func TestSpaceSymbolAt(t *testing.T) {
	s, _ := testSpace(t)
	for _, tt := range []struct {
		a       mem.Addr
		want    string // module:name+offset section
		ok      bool
		isText  bool
		inImage bool
	}{
		{0xffffffffa4e00044, ":schedule+4 .text", true, true, true},
		{0xffffffffa4e00224, ":init_task+4 .data", true, false, true},
		{0xffffffffa4e00502, ":start_kernel+2 .init.text", true, true, true},
		{0xffffffffc0401022, "mod:mod_work+2 .text", true, true, true},
		{0xffffffffc0403001, "mod:state+1 .data", true, false, true},
		{0xffffffffc0500010, "bare:+0 ", false, true, true},
		{0xffffffffa4e00400, ":+0 ", false, false, true},
		{0xffffffffc0502000, ":+0 ", false, false, false},
		{0xffffffff81000044, ":+0 ", false, false, false},
		{4, ":+0 ", false, false, false},
		{0x37000, ":+0 ", false, false, false},
		{0, ":+0 ", false, false, false},
	} {
		sa, ok := s.SymbolAt(tt.a)
		got := sa.Module + ":" + sa.Name + "+" + string(rune('0'+sa.Offset)) + " " + sa.Section
		if got != tt.want || ok != tt.ok {
			t.Errorf("%v: got %q %v, want %q", tt.a, got, ok, tt.want)
		}
		if ok && sa.Addr.Add(int64(sa.Offset)) != tt.a {
			t.Errorf("%v: symbol at %v", tt.a, sa.Addr)
		}
		if got := s.TextAt(tt.a); got != tt.isText {
			t.Errorf("%v: text %v", tt.a, got)
		}
		if _, _, ok := s.Find(tt.a); ok != tt.inImage {
			t.Errorf("%v: found %v", tt.a, ok)
		}
	}
}

func TestSpaceLookup(t *testing.T) {
	s, mod := testSpace(t)
	for _, tt := range []struct {
		name string
		want string // addresses
	}{
		{"schedule", "0xffffffffa4e00040"},
		{"mod_work", "0xffffffffc0401020"},
		{"mod:mod_work", "0xffffffffc0401020"},
		{"bare:mod_work", ""},
		{"vmlinux:mod_work", ""},
		{"vmlinux:schedule", "0xffffffffa4e00040"},
		{"mod:schedule", ""},
		{"twin", "0xffffffffa4e00030 0xffffffffa4e00050"},
		{"runqueue", "0x4"},
		{"mod_counter", "0x37000"},
		{"init_module", ""}, // its section is gone
		{"nothing", ""},
	} {
		var got []string
		for _, sa := range s.Lookup(tt.name) {
			got = append(got, sa.Addr.String())
			if sa.PerCPU != (sa.Section == ".data..percpu") {
				t.Errorf("%s: %+v", tt.name, sa)
			}
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, g, tt.want)
		}
	}
	var ambiguous *AmbiguousError
	if _, err := s.Resolve("twin"); !errors.As(err, &ambiguous) || len(ambiguous.Candidates) != 2 {
		t.Errorf("twin: %v", err)
	}
	if _, err := s.Resolve("nothing"); !errors.As(err, new(*NotFoundError)) {
		t.Errorf("nothing: %v", err)
	}
	if sa, err := s.Resolve("mod:mod_work"); err != nil || sa.Module != "mod" || sa.Kind != Func {
		t.Errorf("mod_work: %+v, %v", sa, err)
	}
	// The same module once more makes its global names ambiguous, until one is named.
	other := placeModule(t, mod.Image)
	other.Name = "mod_2"
	s.Add(other)
	if _, err := s.Resolve("state"); err != nil {
		t.Errorf("state: at the same address in both: %v", err)
	}
	if sa, err := s.Resolve("mod-2:state"); err != nil || sa.Module != "mod_2" {
		t.Errorf("mod-2:state: %+v, %v", sa, err)
	}
}

func TestSpaceComplete(t *testing.T) {
	s, _ := testSpace(t)
	for prefix, want := range map[string]string{
		"st":         "start_kernel state",
		"mod:st":     "mod:state",
		"vmlinux:st": "vmlinux:start_kernel",
		"bare:":      "",
	} {
		if got := strings.Join(s.Complete(prefix, 10), " "); got != want {
			t.Errorf("%q: got %q, want %q", prefix, got, want)
		}
	}
	if got := s.Complete("", 3); len(got) != 3 || got[0] != "__per_cpu_end" {
		t.Errorf("got %q", got)
	}
}

func TestSpaceRows(t *testing.T) {
	s, _ := testSpace(t)
	for _, tt := range []struct {
		a        mem.Addr
		orc, cfi cfi.Source
	}{
		{0xffffffffa4e00044, cfi.None, cfi.DWARF},
		{0xffffffffc0401024, cfi.ORC, cfi.DWARF},
		{0xffffffffc0500000, cfi.None, cfi.None},
		{0x1000, cfi.None, cfi.None},
	} {
		o, d, err := s.RowsAt(tt.a)
		if err != nil || o.Source != tt.orc || d.Source != tt.cfi {
			t.Errorf("%v: %v %v %v", tt.a, o.Source, d.Source, err)
		}
	}
}

func TestSpaceExternal(t *testing.T) {
	s := new(Space)
	mod := placeModule(t, openFixture(t, "mod.ko"))
	s.Add(mod)
	b, err := mod.Image.SectionData(".debug_external")
	if err != nil {
		t.Fatal(err)
	}
	l := LinkAddr(le.Uint64(b))
	if a, ok := s.External(mod, l); ok {
		t.Errorf("nothing has it, but it is at %v", a)
	}
	if a, ok := mod.Addr(l); ok {
		t.Errorf("it is in the module at %v", a)
	}
	work, _, _ := mod.Image.Symbol("mod_work")
	if _, ok := s.External(mod, work); ok {
		t.Error("mod_work is outside of the module")
	}
}

func TestSpaceRemove(t *testing.T) {
	s, mod := testSpace(t)
	s.Add(mod) // no second time
	if n := len(s.Placements()); n != 3 {
		t.Errorf("%d placements", n)
	}
	s.Remove(mod)
	if _, _, ok := s.Find(0xffffffffc0401022); ok {
		t.Error("it is still there")
	}
	s.Remove(mod)
	if _, ok := s.SymbolAt(0xffffffffa4e00044); !ok {
		t.Error("the kernel is gone too")
	}
	var none Space
	if _, ok := none.SymbolAt(5); ok || none.Lookup("x") != nil || none.Close() != nil {
		t.Error("the empty space has something")
	}
}

// TestSpaceOverlap has a large stretch with small ones in it, as a module placed by hand over
// another makes them.
func TestSpaceOverlap(t *testing.T) {
	s := new(Space)
	for _, m := range []struct {
		name       string
		start, end mem.Addr
	}{{"large", 0x1000, 0x9000}, {"small", 0x2000, 0x3000}, {"next", 0x4000, 0x5000}, {"far", 0xa000, 0xb000}} {
		s.Add(PlaceBare(m.name, []mem.Span{{Start: m.start, End: m.end}}, ""))
	}
	for a, want := range map[mem.Addr]string{0x1000: "large", 0x2fff: "small", 0x3000: "large", 0x4000: "next", 0x8fff: "large", 0x9000: "", 0xa000: "far"} {
		p, _, ok := s.Find(a)
		if ok != (want != "") || ok && p.Name != want {
			t.Errorf("%v: %v", a, p)
		}
	}
}

// TestSpaceConcurrent is for the race detector.
func TestSpaceConcurrent(t *testing.T) {
	s, mod := testSpace(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 200 {
				s.SymbolAt(0xffffffffa4e00044)
				s.SymbolAt(0xffffffffc0401022)
				s.Lookup("schedule")
				if _, _, err := s.RowsAt(0xffffffffc0401022); err != nil {
					t.Error(err)
				}
				s.Complete("sch", 3)
			}
		})
	}
	for range 100 {
		s.Remove(mod)
		s.Add(mod)
	}
	wg.Wait()
}
