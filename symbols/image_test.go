package symbols

import (
	"bytes"
	"debug/elf"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kbreak/symbols/cfi"
	"kbreak/symbols/ctype"
)

// The fixtures are made by testdata/make.sh; expected values are from nm -S, readelf and objdump.

func fixture(name string) string { return filepath.Join("testdata", name) }

func openFixture(tb testing.TB, name string, dirs ...string) *Image {
	tb.Helper()
	return openPath(tb, fixture(name), dirs...)
}

func openPath(tb testing.TB, path string, dirs ...string) *Image {
	tb.Helper()
	im, err := Open(path, OpenOptions{DebugDirs: dirs})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := im.Close(); err != nil {
			tb.Error(err)
		}
	})
	return im
}

// copyFixture puts a fixture elsewhere.
func copyFixture(tb testing.TB, name string, to ...string) string {
	tb.Helper()
	b, err := os.ReadFile(fixture(name))
	if err != nil {
		tb.Fatal(err)
	}
	path := filepath.Join(to...)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

func buildIDOf(tb testing.TB, name string) string {
	return hex.EncodeToString(openFixture(tb, name).BuildID())
}

// symbolCases hold for every form in which the fixture kernel has symbols.
var symbolCases = []struct {
	addr LinkAddr
	want string // symbol and where it starts; "" for none
	at   LinkAddr
}{
	{0xffffffff81000000, "__pfx_padded", 0xffffffff81000000}, // sized, so before the labels _text and _stext
	{0xffffffff8100000f, "__pfx_padded", 0xffffffff81000000},
	{0xffffffff81000010, "padded", 0xffffffff81000010},
	{0xffffffff81000020, "entry_label", 0xffffffff81000020},
	{0xffffffff8100002f, "entry_label", 0xffffffff81000020}, // a label goes on to the next symbol
	{0xffffffff81000030, "twin", 0xffffffff81000030},
	{0xffffffff81000040, "schedule", 0xffffffff81000040}, // not its alias
	{0xffffffff8100004f, "schedule", 0xffffffff81000040},
	{0xffffffff81000050, "twin", 0xffffffff81000050},
	{0xffffffff8100005e, "", 0},                              // the end of .text: _etext is there, but nothing is in it
	{0xffffffff81000500, "start_kernel", 0xffffffff81000500}, // _sinittext has no size
	{0xffffffff8100031f, "init_task", 0xffffffff81000220},    // its last byte
	{0xffffffff8100067f, "bss_object", 0xffffffff81000600},   // NOBITS
	{0xffffffff81000400, "", 0},                              // __per_cpu_load: in no section
	{0xffffffff80ffffff, "", 0},                              // before the kernel
	{0xffffffffffffffff, "", 0},                              // behind it
	{4, "runqueue", 4},                                       // a per-CPU offset
	{0x2000000, "", 0},                                       // its load address is none
}

func TestSymbolAt(t *testing.T) {
	for _, name := range []string{"vmlinux", "vmlinux.nodebug", "vmlinux.debug", "vmlinux.zlib", "vmlinux.zstd", "vmlinux.zdebug"} {
		im := openFixture(t, name)
		for _, tt := range symbolCases {
			got, ok := im.SymbolAt(tt.addr)
			if got.Name != tt.want || got.Addr != tt.at || ok != (tt.want != "") {
				t.Errorf("%s: %v: got %q at %v, want %q at %v", name, tt.addr, got.Name, got.Addr, tt.want, tt.at)
			}
		}
		// What lies between padded's one byte and the next symbol belongs to nothing.
		if got, ok := im.SymbolAt(0xffffffff81000011); ok {
			t.Errorf("%s: padding belongs to %q", name, got.Name)
		}
	}
}

func TestLookup(t *testing.T) {
	im := openFixture(t, "vmlinux")
	if got := im.Lookup("twin"); len(got) != 2 || got[0].Addr != 0xffffffff81000030 || got[1].Addr != 0xffffffff81000050 ||
		got[0].Binding != Local || got[0].Kind != Func || got[0].Size != 14 {
		t.Errorf("twin: %+v", got)
	}
	if got := im.Lookup("init_task"); len(got) != 1 || got[0].Kind != Object || got[0].Binding != Global || got[0].PerCPU {
		t.Errorf("init_task: %+v", got)
	}
	if got := im.Lookup("runqueue"); len(got) != 1 || !got[0].PerCPU || got[0].Addr != 4 {
		t.Errorf("runqueue: %+v", got)
	}
	for _, name := range []string{"", "vm.c", ".text", "twi", "twinn", "no such symbol"} {
		if got := im.Lookup(name); len(got) != 0 {
			t.Errorf("%q: %+v", name, got)
		}
	}
	if a, size, ok := im.Symbol("schedule"); a != 0xffffffff81000040 || size != 16 || !ok {
		t.Errorf("schedule: %v %d %v", a, size, ok)
	}
	if _, _, ok := im.Symbol("nothing"); ok {
		t.Error("found nothing")
	}
}

func TestComplete(t *testing.T) {
	im := openFixture(t, "vmlinux")
	for _, tt := range []struct {
		prefix string
		max    int
		want   string
	}{
		{"twin", 10, "twin twin_ref twin_ref2"},
		{"twin", 2, "twin twin_ref"},
		{"__per_cpu_", 10, "__per_cpu_end __per_cpu_load __per_cpu_start"},
		{"nothing", 10, ""},
		{"vm", 10, ""},
	} {
		if got := strings.Join(im.Complete(tt.prefix, tt.max), " "); got != tt.want {
			t.Errorf("%q, %d: %q, want %q", tt.prefix, tt.max, got, tt.want)
		}
	}
}

func TestReadStatic(t *testing.T) {
	im := openFixture(t, "vmlinux")
	b := make([]byte, 13)
	if err := im.ReadStatic(0xffffffff81000140, b); err != nil || string(b) != "Linux version" {
		t.Errorf("%q, %v", b, err)
	}
	if err := im.ReadStatic(0, b[:8]); err != nil || !bytes.Equal(b[:8], []byte{2, 0, 0, 0, 1, 0, 0, 0}) {
		t.Errorf("per-CPU template: % x, %v", b[:8], err)
	}
	for a, want := range map[LinkAddr]string{
		0xffffffff81000600: "section .bss has no contents in this file",
		0xffffffff8100006e: "not in a section",
		0xffffffff8100005d: "not in a section", // begins inside .text and goes on behind it
	} {
		if err := im.ReadStatic(a, b); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", a, err, want)
		}
	}
	if got := im.Release(); got != "6.1.0-test" {
		t.Errorf("release %q", got)
	}
}

// TestSeparateDebug opens a stripped kernel and finds the debug file in each of its places.
func TestSeparateDebug(t *testing.T) {
	id := buildIDOf(t, "vmlinux")
	tests := []struct {
		name string
		to   []string // below the directory of the test
	}{
		{"build-id", []string{"debug", ".build-id", id[:2], id[2:] + ".debug"}},
		{"beside it", []string{"boot", "vmlinux.debug"}},
		{"in .debug", []string{"boot", ".debug", "vmlinux.debug"}},
		{"mirrored with .debug", []string{"debug", "boot", "vmlinux-6.1.debug"}},
		{"mirrored", []string{"debug", "boot", "vmlinux-6.1"}},
		{"mirrored below the same root", []string{"usr", "lib", "debug", "boot", "vmlinux-6.1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			path := copyFixture(t, "vmlinux.stripped", dir, "boot", "vmlinux-6.1")
			debug := copyFixture(t, "vmlinux.debug", append([]string{dir}, tt.to...)...)
			im := openPath(t, path, filepath.Join(dir, "debug"))
			if im.DebugPath() != debug || im.Path() != path || im.Note() != "" {
				t.Fatalf("debug file %q, note %q", im.DebugPath(), im.Note())
			}
			for _, tt := range symbolCases {
				if got, _ := im.SymbolAt(tt.addr); got.Name != tt.want {
					t.Errorf("%v: got %q, want %q", tt.addr, got.Name, tt.want)
				}
			}
			b := make([]byte, 5)
			if err := im.ReadStatic(0xffffffff81000140, b); err != nil || string(b) != "Linux" {
				t.Errorf("contents: %q, %v", b, err)
			}
			data, err := im.Debug()
			if err != nil {
				t.Fatal(err)
			}
			if s, err := data.Scopes(0xffffffff81000044); err != nil || len(s) == 0 || s[0].Name != "schedule" {
				t.Errorf("scopes %+v, %v", s, err)
			}
		})
	}
}

func TestSeparateDebugRefused(t *testing.T) {
	// Another build-id under the right name, and a file that is broken.
	dir := t.TempDir()
	path := copyFixture(t, "vmlinux.stripped", dir, "vmlinux")
	b, err := os.ReadFile(fixture("vmlinux.debug"))
	if err != nil {
		t.Fatal(err)
	}
	id := openFixture(t, "vmlinux").BuildID()
	i := bytes.Index(b, id)
	b[i] ^= 1
	if err := os.WriteFile(filepath.Join(dir, "vmlinux.debug"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, ".debug"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".debug", "vmlinux.debug"), b[:1000], 0o600); err != nil {
		t.Fatal(err)
	}
	im := openPath(t, path)
	if im.DebugPath() != "" || im.Note() != "no symbols, no debug info" || im.HasSymbols() {
		t.Errorf("%q, %q", im.DebugPath(), im.Note())
	}
	_, err = im.Debug()
	var none *NoDebugInfoError
	if !errors.Is(err, ErrNoDebugInfo) || !errors.As(err, &none) || !strings.Contains(err.Error(), "build-id "+hex.EncodeToString(id)) {
		t.Errorf("got %v", err)
	}
	if _, ok := im.SymbolAt(0xffffffff81000040); ok {
		t.Error("a symbol out of nothing")
	}
}

// TestDebugLinkCRC is about files without a build-id, where the checksum decides.
func TestDebugLinkCRC(t *testing.T) {
	dir := t.TempDir()
	noID := func(name string) []byte {
		b, err := os.ReadFile(fixture(name))
		if err != nil {
			t.Fatal(err)
		}
		id := openFixture(t, "vmlinux").BuildID()
		i := bytes.Index(b, append([]byte("GNU\x00"), id...))
		copy(b[i:], "XXX")
		return b
	}
	debug := noID("vmlinux.debug")
	path, debugPath := filepath.Join(dir, "vmlinux"), filepath.Join(dir, "vmlinux.debug")
	write := func(path string, b []byte) {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(path, noID("vmlinux.stripped"))
	write(debugPath, debug)
	if im := openPath(t, path); im.DebugPath() != "" {
		t.Error("a debug file with another checksum was taken")
	}
	// The checksum of the fixture is that of the file with a build-id: use that one.
	copyFixture(t, "vmlinux.debug", debugPath)
	if im := openPath(t, path); im.DebugPath() != debugPath {
		t.Error("the debug file was not taken")
	}
}

func TestSymbolsOnly(t *testing.T) {
	im := openFixture(t, "vmlinux.nodebug")
	if im.Note() != "symbols only: no debug info" || im.HasDebugInfo() {
		t.Errorf("note %q", im.Note())
	}
	if row, err := im.CFIRow(0xffffffff81000044); err != nil || row.Source != cfi.None {
		t.Errorf("%+v, %v", row, err)
	}
	if row, err := im.ORCRow(0xffffffff81000044); err != nil || row.Source != cfi.None {
		t.Errorf("%+v, %v", row, err)
	}
	full := openFixture(t, "vmlinux")
	if row, err := full.CFIRow(0xffffffff81000044); err != nil || row.Source != cfi.DWARF {
		t.Errorf("%+v, %v", row, err)
	}
}

// TestRelocatableKernel has the kernel as ET_DYN: it is read like ET_EXEC.
func TestRelocatableKernel(t *testing.T) {
	b, err := os.ReadFile(fixture("vmlinux"))
	if err != nil {
		t.Fatal(err)
	}
	le.PutUint16(b[16:], uint16(elf.ET_DYN))
	path := filepath.Join(t.TempDir(), "vmlinux")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	im := openPath(t, path)
	if s, ok := im.SymbolAt(0xffffffff81000044); im.Kind != Vmlinux || !ok || s.Name != "schedule" {
		t.Errorf("%v, %+v", im.Kind, s)
	}
}

func TestWrongFiles(t *testing.T) {
	dir := t.TempDir()
	b, err := os.ReadFile(fixture("vmlinux"))
	if err != nil {
		t.Fatal(err)
	}
	for typ, want := range map[elf.Type]string{elf.ET_CORE: "a core file", elf.ET_NONE: "type ET_NONE"} {
		le.PutUint16(b[16:], uint16(typ))
		path := filepath.Join(dir, "file")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, OpenOptions{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v", typ, err)
		}
	}
	if _, err := Open(fixture("vmlinux.debug"), OpenOptions{CodePath: fixture("mod.ko")}); err == nil ||
		!strings.Contains(err.Error(), "not the file that testdata/vmlinux.debug belongs to") {
		t.Errorf("code file: %v", err)
	}
}

func TestSystemMap(t *testing.T) {
	im := openFixture(t, "System.map")
	if im.Kind != SystemMap || im.Note() == "" || im.HasDebugInfo() || im.BuildID() != nil {
		t.Errorf("%v, %q", im.Kind, im.Note())
	}
	for a, want := range map[LinkAddr]string{
		0xffffffff81000000: "_text", // sizes are not known, and a compiler-made name is the last resort
		0xffffffff81000018: "padded",
		0xffffffff8100002f: "entry_label",
		0xffffffff81000044: "schedule",
		0xffffffff81000506: "start_kernel",
		0xffffffff81000220: "init_task",
		0xffffffff8100067f: "bss_object",
		0xffffffff81000680: "",
		0xffffffff80ffffff: "",
		6:                  "runqueue",
		0x100:              "",
	} {
		if got, _ := im.SymbolAt(a); got.Name != want {
			t.Errorf("%v: got %q, want %q", a, got.Name, want)
		}
	}
	if got := im.Lookup("twin"); len(got) != 2 || got[0].Binding != Local || got[0].Kind != Func {
		t.Errorf("twin: %+v", got)
	}
	if got := im.Lookup("runqueue"); len(got) != 1 || !got[0].PerCPU {
		t.Errorf("runqueue: %+v", got)
	}
	if _, err := im.Debug(); !errors.Is(err, ErrNoDebugInfo) || !strings.Contains(err.Error(), "a System.map has symbols only") {
		t.Errorf("debug: %v", err)
	}
	if err := im.ReadStatic(0xffffffff81000140, make([]byte, 1)); err == nil {
		t.Error("a System.map has contents")
	}
	p := PlaceBias(im, 0x1000000, "test")
	if spans := p.Spans(); len(spans) != 1 || spans[0].Start != 0xffffffff82000000 || spans[0].End != 0xffffffff82000680 {
		t.Errorf("spans %v", spans)
	}
}

func TestSystemMapRefused(t *testing.T) {
	for text, want := range map[string]string{
		// /boot of Debian.
		"ffffffffffffffff B The real System.map is in the linux-image-<version>-dbg package\n": "the real one is in the kernel's debug package",
		"ffffffff81000000 T _text\nffffffff81000000\n":                                         "at offset 0x19: not a line of a System.map",
		"ffffffff81000000 T _text\n":                                                           "without _text and _end",
		"just text":                                                                            "not an ELF file",
	} {
		path := filepath.Join(t.TempDir(), "System.map")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, OpenOptions{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestClose(t *testing.T) {
	im, err := Open(fixture("mod.ko.debug"), OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := im.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&NotFoundError{What: "symbol", Name: "x"}, `no symbol "x"`},
		{&NotFoundError{What: "section", Name: ".x", Where: "a.ko"}, `no section ".x" in a.ko`},
		{&NoDebugInfoError{Path: "vmlinux"}, "vmlinux: no debug info"},
		{&NoDebugInfoError{Path: "vmlinux", Hint: "do this"}, "vmlinux: no debug info: do this"},
		{&AmbiguousError{Name: "f", Candidates: []SymbolAddr{{Addr: 1}, {Addr: 2, Module: "fuse"}}}, `"f" is ambiguous: 0x1, 0x2 [fuse]`},
		{&AmbiguousError{Name: "f", Candidates: make([]SymbolAddr, 18)},
			`"f" is ambiguous: ` + strings.Repeat("0x0, ", 15) + "0x0 and 2 more"},
		{&AmbiguousError{Name: "f", Candidates: []SymbolAddr{{Addr: 1}, {Addr: 2, Module: "fuse"}}, Where: []string{"", "a.c:7"}},
			`"f" is ambiguous: 0x1, 0x2 at a.c:7 [fuse]; 'FILE'::f picks one`},
	} {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestStruct(t *testing.T) {
	if _, err := openFixture(t, "vmlinux").Struct("task_struct"); !errors.As(err, new(*ctype.NotFoundError)) {
		t.Errorf("got %v", err)
	}
	for _, name := range []string{"vmlinux.nodebug", "mod.loaded.ko", "System.map"} {
		if _, err := openFixture(t, name).Struct("task_struct"); !errors.Is(err, ErrNoDebugInfo) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
