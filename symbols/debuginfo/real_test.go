package debuginfo

import (
	"bufio"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

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
// "addr2line -i -f". File names are compared by their last part: addr2line joins directories its own
// way.
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
		want[cur] = append(want[cur], name+" "+pos[strings.LastIndexByte(pos, '/')+1:])
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
			have = append(have, fmt.Sprintf("%s %s:%d", s.Name, s.File[strings.LastIndexByte(s.File, '/')+1:], s.Line))
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
