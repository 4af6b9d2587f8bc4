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

	"kbreak/symbols/btf"
	"kbreak/symbols/ctype"
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

// BenchmarkIndex builds the index of all names.
func BenchmarkIndex(b *testing.B) {
	d, _ := openReal(b)
	for b.Loop() {
		ix, err := d.buildIndex(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(ix.strp)+len(ix.inline)), "names")
	}
}

// BenchmarkStruct finds a struct without an index.
func BenchmarkStruct(b *testing.B) {
	d, _ := openReal(b)
	for b.Loop() {
		if _, _, err := d.searchType("task_struct", []Kind{KindStruct}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLinesFor(b *testing.B) {
	d, _ := openReal(b)
	for b.Loop() {
		if l, err := d.LinesFor("kernel/sched/core.c", 6653); err != nil || len(l) == 0 {
			b.Fatal(l, err)
		}
	}
}

// TestNamesOfRealKernel looks up one of each kind.
func TestNamesOfRealKernel(t *testing.T) {
	d, _ := openReal(t)
	for name, want := range map[string]string{
		"task_struct": "struct task_struct", "u8": "u8", "schedule": "void (void)", "PIDTYPE_PID": "enum pid_type",
		"jiffies": "volatile unsigned long", "init_task": "struct task_struct",
		"list_add": "void (struct list_head *, struct list_head *)",
	} {
		names, err := d.Names(t.Context(), name)
		if err != nil || len(names) == 0 {
			t.Errorf("%s: %v, %v", name, names, err)
			continue
		}
		if typ, err := names[0].Type(); err != nil || typ.String() != want {
			t.Errorf("%s: have %v, %v, want %s", name, typ, err, want)
		}
	}
	got, err := d.CompleteName(t.Context(), "task_str", 100)
	if err != nil || !slices.Contains(got, "task_struct") {
		t.Errorf("task_str...: %q, %v", got, err)
	}
}

// flat writes a type as pahole leaves it in BTF: one dimension of several, [0] of a flexible array, no
// difference between a qualified array and an array of qualified elements.
func flat(m ctype.Member) string {
	s := fmt.Sprintf("%s@%d.%d:%d size %d ", m.Name, m.Offset, m.BitOffset, m.BitSize, m.Type.Size)
	t, n := m.Type, int64(1)
	for t != nil && t.Kind == ctype.Array {
		n *= max(t.Count, 0)
		b, err := t.Body()
		if err != nil {
			return err.Error()
		}
		t = b.Elem
	}
	if t == nil || t.Kind == ctype.Func {
		return s
	}
	text := t.String()
	if strings.Contains(text, "[") { // dimensions inside a declarator
		text = ""
	}
	return fmt.Sprintf("%s%s x%d", s, text, n)
}

// TestBTFEqualsDWARF compares the members of every struct and union that is in both.
func TestBTFEqualsDWARF(t *testing.T) {
	d, f := openReal(t)
	sec := f.Section(".BTF")
	if sec == nil {
		t.Skip("no section .BTF")
	}
	raw, err := sec.Data()
	if err != nil {
		t.Fatal(err)
	}
	b, err := btf.New(raw, nil)
	if err != nil {
		t.Fatal(err)
	}
	ix, err := d.nameIndex(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same, differ, absent, twice := 0, 0, 0, 0
	for i, e := range ix.strp {
		if e.kind != KindStruct && e.kind != KindUnion {
			continue
		}
		again := func(x nameEntry) bool { return x.str == e.str && x.kind == e.kind }
		if i > 0 && again(ix.strp[i-1]) || i+1 < len(ix.strp) && again(ix.strp[i+1]) {
			twice++ // two structs of one name: which is first is a matter of order
			continue
		}
		name := text(d.bytes(secStr), e.str)
		kind := ctype.Struct
		if e.kind == KindUnion {
			kind = ctype.Union
		}
		bt, err := b.Lookup(kind, name)
		if err != nil {
			absent++ // not used by anything that BTF describes
			continue
		}
		u, err := d.unitOf(int(e.die))
		if err != nil {
			t.Fatal(err)
		}
		dt, err := u.typeAt(int(e.die))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		db, err1 := dt.Body()
		bb, err2 := bt.Body()
		if err1 != nil || err2 != nil {
			t.Fatalf("%s: %v, %v", name, err1, err2)
		}
		ok := dt.Size == bt.Size && len(db.Members) == len(bb.Members)
		for i := 0; ok && i < len(db.Members); i++ {
			if have, want := flat(bb.Members[i]), flat(db.Members[i]); have != want {
				ok = false
				if differ < 10 {
					t.Logf("struct %s: BTF %s, DWARF %s", name, have, want)
				}
			}
		}
		if ok {
			same++
		} else {
			differ++
		}
	}
	t.Logf("%d the same, %d differ, %d not in BTF, %d names of several structs", same, differ, absent, twice)
	if same < 1000 || differ*100 > same {
		t.Errorf("%d of %d structs differ", differ, same+differ)
	}
}
