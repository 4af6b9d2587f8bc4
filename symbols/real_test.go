package symbols

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"kbreak/symbols/cfi"
)

// These tests need KBREAK_VMLINUX, the path of a distribution's vmlinux with symbols, and compare
// with binutils.

func realVmlinux(tb testing.TB) string {
	path := os.Getenv("KBREAK_VMLINUX")
	if path == "" {
		tb.Skip("KBREAK_VMLINUX is not set")
	}
	return path
}

func openReal(tb testing.TB, path string) *Image {
	tb.Helper()
	im, err := Open(path, OpenOptions{DebugDirs: DefaultDebugDirs()})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { im.Close() })
	return im
}

func tool(tb testing.TB, name string, args ...string) string {
	tb.Helper()
	if _, err := exec.LookPath(name); err != nil {
		tb.Skipf("%s is not installed", name)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

type nmSymbol struct {
	addr uint64
	typ  byte
	name string
}

func readNM(tb testing.TB, path string) []nmSymbol {
	var out []nmSymbol
	for line := range strings.SplitSeq(tool(tb, "nm", "-n", path), "\n") {
		f := strings.Fields(line)
		if len(f) != 3 {
			continue
		}
		a, err := strconv.ParseUint(f[0], 16, 64)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, nmSymbol{a, f[1][0], f[2]})
	}
	return out
}

// TestRealLookup looks every name of nm up, and every address.
func TestRealLookup(t *testing.T) {
	path := realVmlinux(t)
	im := openReal(t, path)
	syms := readNM(t, path)
	missing, wrong, none := 0, 0, 0
	names := make(map[uint64]map[string]bool)
	for _, s := range syms {
		if names[s.addr] == nil {
			names[s.addr] = make(map[string]bool)
		}
		names[s.addr][s.name] = true
		found := false
		for _, c := range im.Lookup(s.name) {
			found = found || uint64(c.Addr) == s.addr
		}
		if !found {
			missing++
			t.Logf("nm has %x %c %s", s.addr, s.typ, s.name)
		}
	}
	for _, s := range syms {
		if s.typ != 't' && s.typ != 'T' {
			continue
		}
		got, ok := im.SymbolAt(LinkAddr(s.addr))
		if !ok {
			none++
			continue
		}
		if got.Addr != LinkAddr(s.addr) && got.Addr+LinkAddr(got.Size) <= LinkAddr(s.addr) || got.Addr == LinkAddr(s.addr) && !names[s.addr][got.Name] {
			wrong++
			t.Logf("%x %s: got %+v", s.addr, s.name, got)
		}
	}
	t.Logf("%d symbols; text addresses without a symbol (ends of sections): %d", len(syms), none)
	if missing > 0 || wrong > 0 || none > 20 {
		t.Errorf("%d missing, %d wrong, %d none", missing, wrong, none)
	}
}

// TestRealAddr2line compares the function at random text addresses with addr2line -f.
func TestRealAddr2line(t *testing.T) {
	path := realVmlinux(t)
	im := openReal(t, path)
	text, ok := im.Section(".text")
	if !ok {
		t.Fatal("no .text")
	}
	r := rand.New(rand.NewPCG(1, 2))
	args := []string{"-a", "-i", "-f", "-e", path}
	var addrs []LinkAddr
	for range 1000 {
		a := text.Addr + LinkAddr(r.Uint64N(text.Size))
		addrs = append(addrs, a)
		args = append(args, a.String())
	}
	// Each answer: the address, then for each function, innermost first, its name and its line.
	answers := strings.Split("\n"+tool(t, "addr2line", args...), "\n0x")[1:]
	diff, gaps := 0, 0
	for i, a := range addrs {
		lines := strings.Split(strings.TrimSpace(answers[i]), "\n")
		want := lines[len(lines)-2]
		got, ok := im.SymbolAt(a)
		if !ok {
			// Padding: addr2line takes the closest symbol below, however far away; gdb takes none.
			gaps++
			continue
		}
		// DWARF has the function's own name, without what the compiler appended.
		if name, _, _ := strings.Cut(got.Name, "."); name != want {
			diff++
			t.Logf("%v: got %q at %v, addr2line has %s", a, got.Name, got.Addr, want)
		}
	}
	t.Logf("of %d addresses %d differ and %d are in no symbol", len(addrs), diff, gaps)
	if diff > len(addrs)/100 {
		t.Error("too many differences")
	}
}

func TestRealTables(t *testing.T) {
	im := openReal(t, realVmlinux(t))
	if im.Release() == "" {
		t.Error("no release")
	}
	if len(im.BuildID()) == 0 {
		t.Error("no build-id")
	}
	a, size, ok := im.Symbol("schedule")
	if !ok || size == 0 {
		t.Fatal("no schedule")
	}
	o, err := im.ORCRow(a + 4)
	if err != nil || o.Source != cfi.ORC {
		t.Errorf("ORC row %+v, %v", o, err)
	}
	d, err := im.CFIRow(a + 4)
	if err != nil || d.Source != cfi.DWARF {
		t.Errorf("CFI row %+v, %v", d, err)
	}
	start := time.Now()
	typ, err := im.Struct("task_struct")
	t.Logf("struct task_struct: %v", time.Since(start))
	if err != nil || typ.Size < 4096 {
		t.Errorf("task_struct %+v, %v", typ, err)
	}
	data, err := im.Debug()
	if err != nil {
		t.Fatal(err)
	}
	scopes, err := data.Scopes(a + 4)
	if err != nil || len(scopes) == 0 || scopes[len(scopes)-1].Name != "schedule" {
		t.Errorf("scopes %+v, %v", scopes, err)
	}
}

// TestRealModules opens all modules next to the vmlinux (KBREAK_MODULES or /usr/lib/debug's) and
// relocates every debug section.
func TestRealModules(t *testing.T) {
	dir := os.Getenv("KBREAK_MODULES")
	if dir == "" {
		t.Skip("KBREAK_MODULES, a directory of modules with debug info, is not set")
	}
	files := walkModules(dir)
	n := 0
	for name, paths := range files {
		for _, p := range paths {
			im, err := Open(p, OpenOptions{})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			for i := range im.main.f.Sections {
				if s := &im.main.f.Sections[i]; s.HasContents() {
					if _, err := im.main.load(i); err != nil {
						t.Errorf("%s: %s: %v", name, s.Name, err)
					}
				}
			}
			if r := im.Release(); r == "" && !stripped(im.main.f) {
				t.Errorf("%s: no release", name)
			}
			im.Close()
			n++
		}
	}
	t.Logf("%d modules", n)
}

func BenchmarkRealOpenSymbolAt(b *testing.B) {
	path := realVmlinux(b)
	for b.Loop() {
		im, err := Open(path, OpenOptions{})
		if err != nil {
			b.Fatal(err)
		}
		if _, ok := im.SymbolAt(0xffffffff81000100); !ok {
			b.Fatal("no symbol")
		}
		im.Close()
	}
}

func BenchmarkRealOpenLookup(b *testing.B) {
	path := realVmlinux(b)
	for b.Loop() {
		im, err := Open(path, OpenOptions{})
		if err != nil {
			b.Fatal(err)
		}
		if len(im.Lookup("init_task")) != 1 {
			b.Fatal("no symbol")
		}
		im.Close()
	}
}

func BenchmarkRealSymbolAt(b *testing.B) {
	im := openReal(b, realVmlinux(b))
	text, _ := im.Section(".text")
	r := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		im.SymbolAt(text.Addr + LinkAddr(r.Uint64N(text.Size)))
	}
}

func BenchmarkRealLookup(b *testing.B) {
	im := openReal(b, realVmlinux(b))
	for b.Loop() {
		im.Lookup("schedule")
	}
}

func BenchmarkRealComplete(b *testing.B) {
	im := openReal(b, realVmlinux(b))
	for b.Loop() {
		im.Complete("tcp_v4_", 100)
	}
}

// BenchmarkRealModule relocates all debug sections of one large module.
func BenchmarkRealModule(b *testing.B) {
	dir := os.Getenv("KBREAK_MODULES")
	if dir == "" {
		b.Skip("KBREAK_MODULES is not set")
	}
	var path string
	var size int64
	for _, list := range walkModules(dir) {
		for _, p := range list {
			if st, err := os.Stat(p); err == nil && st.Size() > size {
				path, size = p, st.Size()
			}
		}
	}
	b.Log(filepath.Base(path), size)
	for b.Loop() {
		im, err := Open(path, OpenOptions{})
		if err != nil {
			b.Fatal(err)
		}
		for i := range im.main.f.Sections {
			if strings.HasPrefix(im.main.f.Sections[i].Name, ".debug_") {
				if _, err := im.main.load(i); err != nil {
					b.Fatal(err)
				}
			}
		}
		im.Close()
	}
}

// TestRealMemory reports what the indexes of a vmlinux cost.
func TestRealMemory(t *testing.T) {
	im := openReal(t, realVmlinux(t))
	before := heap()
	start := time.Now()
	im.SymbolAt(0xffffffff81000100)
	t.Logf("index by address: %v, %d kB", time.Since(start), (heap()-before)/1024)
	before, start = heap(), time.Now()
	im.Lookup("schedule")
	t.Logf("index by name: %v, %d kB", time.Since(start), (heap()-before)/1024)
	before, start = heap(), time.Now()
	if _, err := im.ORCRow(0xffffffff81000100); err != nil {
		t.Error(err)
	}
	t.Logf("ORC: %v, %d kB", time.Since(start), (heap()-before)/1024)
	before, start = heap(), time.Now()
	if _, err := im.Struct("module"); err != nil {
		t.Error(err)
	}
	t.Logf("BTF: %v, %d kB", time.Since(start), (heap()-before)/1024)
	before, start = heap(), time.Now()
	if _, err := im.CFIRow(0xffffffff81000100); err != nil {
		t.Error(err)
	}
	t.Logf("CFI: %v, %d kB", time.Since(start), (heap()-before)/1024)
	status, err := os.ReadFile("/proc/self/status")
	if err == nil {
		for line := range bytes.SplitSeq(status, []byte("\n")) {
			if bytes.HasPrefix(line, []byte("Rss")) || bytes.HasPrefix(line, []byte("VmHWM")) {
				t.Log(string(line))
			}
		}
	}
	runtime.KeepAlive(im)
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
