package debugger

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kbreak/symbols"
)

func TestCutSpec(t *testing.T) {
	for spec, want := range map[string][2]string{
		"schedule":         {"", "schedule"},
		"core.c:12":        {"core.c", "12"},
		"'a b.c':12":       {"a b.c", "12"},
		`"a:b.c":f`:        {"a:b.c", "f"},
		"core.c:'f'":       {"core.c", "f"},
		"fuse: fuse_init ": {"fuse", "fuse_init"},
		"core.c::f":        {"core.c", "f"},
		":f":               {"", "f"},
		"f:":               {"f", ""},
		"'":                {"", "'"},
		"":                 {"", ""},
	} {
		if part, rest := cutSpec(spec); part != want[0] || rest != want[1] {
			t.Errorf("%q: have %q and %q, want %q", spec, part, rest, want)
		}
	}
}

func FuzzLocations(f *testing.F) {
	ctx := context.Background()
	s := New(Options{})
	f.Cleanup(func() { s.Close(ctx) })
	if err := s.SymbolFile(ctx, "../symbols/debuginfo/testdata/scope5.elf", nil); err != nil {
		f.Fatal(err)
	}
	for _, spec := range []string{"start", "scope.c:20", "scope.c:start", "*start", "+3", "-3", "1", "vmlinux:start", "start:out", "'scope.c':1", "::", "\x00", "scope.c:99999999999999999999"} {
		f.Add(spec)
	}
	f.Fuzz(func(t *testing.T, spec string) {
		list, err := s.Locations(ctx, spec)
		if (err == nil) == (len(list) == 0) {
			t.Errorf("%q: %d locations, %v", spec, len(list), err)
		}
	})
}

var (
	breakLine = regexp.MustCompile(`(?m)^(\d+)(\.\d+)?\s+(?:breakpoint\s+keep )?y\s+(0x[0-9a-f]+) (.*)$`)
	atFile    = regexp.MustCompile(`^(?:in \S+ at )?(.*:\d+)$`)
)

// TestLocationsEqualGDB compares where breakpoints would be set with where gdb sets them: 300 functions
// of the kernel, inlined ones, and lines.
func TestLocationsEqualGDB(t *testing.T) {
	path := os.Getenv("KBREAK_VMLINUX")
	if path == "" {
		t.Skip("KBREAK_VMLINUX is not set")
	}
	gdb, err := exec.LookPath("gdb")
	if err != nil {
		t.Fatal("gdb is not installed:", err)
	}
	ctx := t.Context()
	s := New(Options{})
	defer s.Close(ctx)
	if err := s.SymbolFile(ctx, path, nil); err != nil {
		t.Fatal(err)
	}
	specs := []string{"get_task_struct", "list_add", "raw_spin_rq_lock_nested", "entry_SYSCALL_64", "kernel/sched/core.c:6655",
		"kernel/sched/core.c:10", "fs/read_write.c:vfs_read", "read_write.c:460", "vfs_read", "list.h:38"}
	names := s.Complete("", 1<<20)
	r := rand.New(rand.NewPCG(3, 4))
	for len(specs) < 310 {
		name := names[r.IntN(len(names))]
		if sym := s.space.Lookup(name); !strings.ContainsAny(name, ".$") && !strings.HasPrefix(name, "__pfx_") && sym[0].Kind == symbols.Func {
			specs = append(specs, name)
		}
	}
	script := filepath.Join(t.TempDir(), "break")
	if err := os.WriteFile(script, []byte("set pagination off\nset width 0\nset breakpoint pending off\nbreak "+
		strings.Join(specs, "\nbreak ")+"\ninfo breakpoints\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	// A command that fails would end a script, so gdb reads it as if typed.
	in, err := os.Open(script)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	cmd := exec.CommandContext(ctx, gdb, "-nx", "-q", path)
	cmd.Stdin = in
	out, err := cmd.Output()
	if err != nil {
		t.Fatal("gdb:", err)
	}
	set := regexp.MustCompile(`Breakpoint (\d+) at|(not defined|No line|No source file)`).FindAllStringSubmatch(string(out), -1)
	if len(set) != len(specs) {
		t.Fatalf("gdb answers %d of %d breaks", len(set), len(specs))
	}
	places := make(map[string][]string)
	for _, m := range breakLine.FindAllStringSubmatch(string(out), -1) {
		at := m[3] + " "
		if f := atFile.FindStringSubmatch(m[4]); f != nil {
			at += f[1]
		}
		places[m[1]] = append(places[m[1]], at)
	}
	same, n := 0, 0
	for i, spec := range specs {
		var want, have []string
		if set[i][1] != "" {
			want = places[set[i][1]]
		}
		list, _ := s.Locations(ctx, spec)
		for _, l := range list {
			l, err := s.PastPrologue(ctx, l)
			if err != nil {
				t.Error(spec, err)
			}
			at := fmt.Sprintf("0x%016x ", uint64(l.Addr))
			if l.File != "" {
				at += fmt.Sprintf("%s:%d", l.File, l.Line)
			}
			have = append(have, at)
		}
		n += len(want)
		if slices.Equal(have, want) {
			same++
			continue
		}
		t.Errorf("%s: %d locations, gdb has %d", spec, len(have), len(want))
		for _, h := range have {
			if !slices.Contains(want, h) {
				t.Logf("  only here: %s", h)
			}
		}
		for _, w := range want {
			if !slices.Contains(have, w) {
				t.Logf("  only in gdb: %s", w)
			}
		}
	}
	t.Logf("%d of %d breaks are gdb's, %d locations", same, len(specs), n)
}
