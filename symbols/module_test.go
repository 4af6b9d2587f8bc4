package symbols

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kbreak/symbols/cfi"
	"kbreak/symbols/link"
)

func TestModule(t *testing.T) {
	for _, name := range []string{"mod.ko", "mod.zlib.ko", "mod.full.ko.xz"} {
		t.Run(name, func(t *testing.T) { testModule(t, openFixture(t, name)) })
	}
}

// testModule checks an image of the fixture module with debug info and contents.
func testModule(t *testing.T, im *Image) {
	t.Helper()
	if im.Kind != Module || im.Note() != "" || im.Release() != "6.1.0-test" || len(im.BuildID()) != 20 {
		t.Errorf("%v, %q, %q", im.Kind, im.Note(), im.Release())
	}
	var all []link.Range
	for _, s := range im.Sections() {
		r := link.Range{Start: s.Addr, End: s.Addr + LinkAddr(s.Size)}
		for _, o := range all {
			if r.Start <= o.End && o.Start <= r.End {
				t.Errorf("%s at %v touches %v", s.Name, r, o)
			}
		}
		if s.Addr%0x1000 != 0 || s.Addr < 0x10000000 || r.End >= 0x80000000 {
			t.Errorf("%s at %v", s.Name, s.Addr)
		}
		if s.PerCPU != (s.Name == ".data..percpu") {
			t.Errorf("%s: PerCPU %v", s.Name, s.PerCPU)
		}
		all = append(all, r)
	}
	data, err := im.Debug()
	if err != nil {
		t.Fatal(err)
	}
	// Four functions, two at section offset 0x0 and 0x20 of .text and one at 0 of each other section.
	for name, want := range map[string]struct {
		section string
		off     LinkAddr
	}{
		"helper": {".text", 0}, "mod_work": {".text", 0x20}, "init_module": {".init.text", 0}, "cleanup_module": {".exit.text", 0},
	} {
		sec, ok := im.Section(want.section)
		if !ok {
			t.Fatalf("no %s", want.section)
		}
		a := sec.Addr + want.off
		if got, size, ok := im.Symbol(name); got != a || !ok || size == 0 {
			t.Errorf("%s at %v, want %v", name, got, a)
		}
		if s, ok := im.SymbolAt(a + 2); !ok || s.Name != name {
			t.Errorf("%v: %+v", a+2, s)
		}
		scopes, err := data.Scopes(a + 2)
		if err != nil || len(scopes) == 0 || scopes[len(scopes)-1].Name != name {
			t.Errorf("%s: scopes %+v, %v", name, scopes, err)
		}
		if row, err := im.CFIRow(a + 2); err != nil || row.Source != cfi.DWARF {
			t.Errorf("%s: CFI %+v, %v", name, row, err)
		}
	}
	work, _, _ := im.Symbol("mod_work")
	if row, err := im.ORCRow(work + 4); err != nil || row.Source != cfi.ORC || row.CFA.Offset != 8 {
		t.Errorf("ORC: %+v, %v", row, err)
	}
	if row, err := im.ORCRow(work - 1); err != nil || row.Source != cfi.None {
		t.Errorf("ORC before the first row: %+v, %v", row, err)
	}

	// What is elsewhere has an address that leads back to its name.
	ext, err := im.SectionData(".debug_external")
	if err != nil || len(ext) != 24 {
		t.Fatalf("% x, %v", ext, err)
	}
	for i, want := range []int64{20, -8} {
		a := LinkAddr(le.Uint64(ext[8*i:]))
		if name, off, ok := im.External(a); name != "kernel_object" || off != want || !ok {
			t.Errorf("%v: %q%+d %v", a, name, off, ok)
		}
		if _, ok := im.SymbolAt(a); ok {
			t.Error("it has a symbol as well")
		}
	}
	counter, _, _ := im.Symbol("mod_counter")
	if a := LinkAddr(le.Uint64(ext[16:])); a != counter {
		t.Errorf("mod_counter at %v, want %v", a, counter)
	}
	if _, _, ok := im.External(counter); ok {
		t.Error("a symbol of the module is outside of it")
	}
	b := make([]byte, 4)
	if state, _, _ := im.Symbol("state"); im.ReadStatic(state, b) != nil || b[0] != 3 {
		t.Errorf("state is % x", b)
	}
	if _, err := im.SectionData(".nothing"); !errors.As(err, new(*NotFoundError)) {
		t.Errorf("no such section: %v", err)
	}
	if names := im.Complete("mod_", 5); !slices.Equal(names, []string{"mod_counter", "mod_work"}) {
		t.Errorf("names %q", names)
	}
	if got := im.Lookup("kernel_call"); len(got) != 0 {
		t.Errorf("an undefined symbol was found: %+v", got)
	}
}

// TestModuleHalves has the module as loaded in one tree and its debug file in another, and opens
// either.
func TestModuleHalves(t *testing.T) {
	for _, loaded := range []string{"", ".xz", ".zst", ".gz"} {
		t.Run("mod.loaded.ko"+loaded, func(t *testing.T) {
			dir := t.TempDir()
			code := copyFixture(t, "mod.loaded.ko"+loaded, dir, "lib/modules/6.1.0-test/kernel/mod.ko"+loaded)
			debug := copyFixture(t, "mod.ko.debug", dir, "usr/lib/debug/lib/modules/6.1.0-test/kernel/mod.ko.debug")
			testModule(t, openPath(t, debug))
			im := openPath(t, code, filepath.Join(dir, "usr/lib/debug"))
			if im.DebugPath() != debug {
				t.Errorf("debug file %q", im.DebugPath())
			}
			testModule(t, im)
		})
	}
	// By build-id, and by the user.
	dir := t.TempDir()
	id := buildIDOf(t, "mod.ko")
	debug := copyFixture(t, "mod.ko.debug", dir, ".build-id", id[:2], id[2:]+".debug")
	testModule(t, openPath(t, fixture("mod.loaded.ko.xz"), dir))
	im, err := Open(debug, OpenOptions{CodePath: fixture("mod.loaded.ko.zst")})
	if err != nil {
		t.Fatal(err)
	}
	defer im.Close()
	testModule(t, im)
}

// TestModuleDebugAlone has no contents: everything else works.
func TestModuleDebugAlone(t *testing.T) {
	im := openPath(t, copyFixture(t, "mod.ko.debug", t.TempDir(), "mod.ko.debug"))
	if _, err := im.Debug(); err != nil {
		t.Error(err)
	}
	work, _, ok := im.Symbol("mod_work")
	if !ok {
		t.Fatal("no mod_work")
	}
	if row, err := im.CFIRow(work); err != nil || row.Source != cfi.DWARF {
		t.Errorf("CFI: %+v, %v", row, err)
	}
	want := "section .text has no contents in this file (the file that this debug file belongs to was not found)"
	if err := im.ReadStatic(work, make([]byte, 4)); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("contents: %v", err)
	}
	if _, err := im.ORCRow(work); err == nil || !strings.Contains(err.Error(), ".orc_unwind_ip has no contents") {
		t.Errorf("ORC: %v", err)
	}
}
