package debuginfo

import (
	"bufio"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"kbreak/symbols/link"
)

// openReal reads the sections of the vmlinux that KBREAK_VMLINUX names. Each section is copied, which
// is fine for a test; the debugger maps them.
func openReal(t testing.TB) (*Data, *elf.File) {
	path := os.Getenv("KBREAK_VMLINUX")
	if path == "" {
		t.Skip("KBREAK_VMLINUX names no vmlinux")
	}
	f, err := elf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	d, err := New(func(name string) ([]byte, error) {
		s := f.Section(name)
		if s == nil {
			return nil, fmt.Errorf("no section %s", name)
		}
		return s.Data()
	}, binary.LittleEndian)
	if err != nil {
		t.Fatal(err)
	}
	return d, f
}

// randomText picks n addresses of .text, always the same ones.
func randomText(f *elf.File, n int) []link.Addr {
	text := f.Section(".text")
	r := rand.New(rand.NewPCG(1, 2))
	var out []link.Addr
	for range n {
		out = append(out, link.Addr(text.Addr+r.Uint64N(text.Size)))
	}
	return out
}

// TestAgainstAddr2line compares the function chain, file and line of 1,000 addresses with
// "addr2line -i -f". The few that differ are addr2line's mistakes: gdb has the same file as we.
func TestAgainstAddr2line(t *testing.T) {
	d, f := openReal(t)
	pcs := randomText(f, 1000)
	cmd := exec.Command("addr2line", "-a", "-i", "-f", "-e", os.Getenv("KBREAK_VMLINUX"))
	var in strings.Builder
	for _, pc := range pcs {
		fmt.Fprintf(&in, "%#x\n", uint64(pc))
	}
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("addr2line: %v", err)
	}
	want := make(map[string][]string)
	var cur string
	sc := bufio.NewScanner(strings.NewReader(string(out)))
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "0x") {
			cur = line
			continue
		}
		name := line
		sc.Scan()
		pos, _, _ := strings.Cut(sc.Text(), " (discriminator")
		want[cur] = append(want[cur], name+" "+clean(pos))
	}
	same, differ, covered := 0, 0, 0
	for _, pc := range pcs {
		w := want[fmt.Sprintf("0x%016x", uint64(pc))]
		var have []string
		scopes, err := d.Scopes(pc)
		if err != nil {
			continue
		}
		covered++
		for _, s := range scopes {
			have = append(have, fmt.Sprintf("%s %s:%d", s.Name, s.FullFile, s.Line))
		}
		if slices.Equal(have, w) {
			same++
		} else if differ++; differ <= 10 {
			t.Logf("%#x:\n have %v\n want %v", uint64(pc), have, w)
		}
	}
	t.Logf("%d addresses, %d in a function: %d the same, %d differ", len(pcs), covered, same, differ)
	if covered < len(pcs)/2 || differ*100 > covered {
		t.Errorf("%d of %d differ", differ, covered)
	}
}

// clean normalizes the path in front of ":LINE".
func clean(pos string) string {
	i := strings.LastIndexByte(pos, ':')
	return path.Clean(pos[:i]) + pos[i:]
}

func BenchmarkScopes(b *testing.B) {
	d, f := openReal(b)
	pcs := randomText(f, 1000)
	for i := 0; b.Loop(); i++ { // each address comes by several times: units are decoded by then
		_, _ = d.Scopes(pcs[i%len(pcs)])
	}
}

// TestEveryVariableDecodes walks the parameters and locals of many functions.
func TestEveryVariableDecodes(t *testing.T) {
	d, f := openReal(t)
	n := 0
	for _, pc := range randomText(f, 500) {
		scopes, err := d.Scopes(pc)
		if err != nil {
			continue
		}
		for i := range scopes {
			p, err := scopes[i].Params()
			if err != nil {
				t.Fatalf("%v in %s: %v", pc, scopes[i].Name, err)
			}
			l, err := scopes[i].Locals()
			if err != nil {
				t.Fatalf("%v in %s: %v", pc, scopes[i].Name, err)
			}
			for _, v := range append(p, l...) {
				if v.Type == nil {
					t.Errorf("%v: %s in %s has no type", pc, v.Name, scopes[i].Name)
				}
				n++
			}
		}
	}
	t.Logf("%d variables", n)
	if n == 0 {
		t.Error("none")
	}
}

func BenchmarkIndex(b *testing.B) {
	for b.Loop() {
		d, _ := openReal(b)
		_ = d.bytes(secStr)
		b.ResetTimer()
		if err := d.BuildIndex(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		b.Logf("%d names, %d inline", len(d.index.ready.strp), len(d.index.ready.inline))
		b.StartTimer()
	}
}

func TestNamesOfRealKernel(t *testing.T) {
	d, _ := openReal(t)
	for _, s := range []string{"task_struct", "module", "thread_union", "rq"} {
		start := time.Now()
		typ, err := d.Struct(s)
		t.Log(s, typ, err, time.Since(start))
	}
	start := time.Now()
	_, err := d.Struct("no_such")
	t.Log(err, time.Since(start))
	start = time.Now()
	if err := d.BuildIndex(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Log("index", time.Since(start), len(d.index.ready.strp), len(d.index.ready.inline))
	for _, name := range []string{"task_struct", "schedule", "jiffies", "PIDTYPE_PID", "u8", "get_current", "init_task", "list_add"} {
		start := time.Now()
		names, err := d.Names(t.Context(), name)
		t.Log(name, len(names), err, time.Since(start))
		for i, n := range names {
			if i > 3 {
				break
			}
			typ, err := n.Type()
			f, l, err2 := n.Declared()
			v, _ := n.Value()
			r, _ := n.Ranges()
			x, _ := n.Location()
			t.Log("   ", n.Kind, typ, err, f, l, err2, v, r, x)
		}
	}
	start = time.Now()
	c, err := d.CompleteName(t.Context(), "task_str", 100)
	t.Log(c, err, time.Since(start))
}
