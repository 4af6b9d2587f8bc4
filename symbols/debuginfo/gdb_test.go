package debuginfo

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// runGDB runs commands of gdb on the vmlinux that KBREAK_VMLINUX names, in one process, and returns what it
// said to each. The first question about a type takes gdb half a minute and 2 GB.
func runGDB(t *testing.T, commands []string) map[string]string {
	t.Helper()
	gdb, err := exec.LookPath("gdb")
	if err != nil {
		t.Skip("gdb is not installed")
	}
	var script strings.Builder
	script.WriteString("set width 0\nset max-value-size unlimited\n")
	for _, c := range commands {
		fmt.Fprintf(&script, "echo > %s\\n\n%s\n", strings.ReplaceAll(c, `\`, `\\`), c)
	}
	file := filepath.Join(t.TempDir(), "commands")
	if err := os.WriteFile(file, []byte(script.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), gdb, "-nx", "-batch", "-x", file, os.Getenv("KBREAK_VMLINUX"))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("gdb: %v", err)
	}
	want := make(map[string]string)
	cur := ""
	for line := range strings.Lines(string(out)) {
		if c, ok := strings.CutPrefix(line, "> "); ok {
			cur = strings.TrimSuffix(c, "\n")
			continue
		}
		want[cur] += line
	}
	return want
}

// structDifferences lists what differs from gdb 13.1, with the reason.
var structDifferences = map[string]string{
	"ptype/o struct cryptomgr_param": "the members of an element of attrs count from 0, in gdb from where the struct before attrs lies",
}

// trueUnions drops the padding that gdb 13.1 sees at the end of a union: it takes the offset of the union in
// its struct for the end of the union's last member.
func trueUnions(text string) string {
	var out strings.Builder
	var unions []bool // of the aggregates that are open
	for line := range strings.Lines(text) {
		inUnion := len(unions) > 0 && unions[len(unions)-1]
		if inUnion && strings.Contains(line, "/* XXX") {
			continue
		}
		out.WriteString(line)
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasSuffix(trimmed, "{"):
			unions = append(unions, strings.Contains(line, " union "))
		case strings.HasPrefix(trimmed, "}") && len(unions) > 0:
			unions = unions[:len(unions)-1]
		}
	}
	return out.String()
}

// TestLargestStructs compares "ptype/o" of the 200 largest structs of a kernel with gdb's. Of the structs that
// share their name with another one gdb shows whichever it comes upon first, so they are left out.
func TestLargestStructs(t *testing.T) {
	d, _ := openReal(t)
	ix, err := d.nameIndex(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	type sized struct {
		name string
		die  int
		size int64
	}
	var structs []sized
	for i, e := range ix.strp {
		again := func(x nameEntry) bool { return x.str == e.str && x.kind == e.kind }
		if e.kind != KindStruct || i > 0 && again(ix.strp[i-1]) || i+1 < len(ix.strp) && again(ix.strp[i+1]) {
			continue
		}
		n := Name{text(d.bytes(secStr), e.str), e.kind, d, int(e.die)}
		typ, err := n.Type()
		if err != nil {
			t.Fatalf("%s: %v", n.Name, err)
		}
		structs = append(structs, sized{n.Name, n.die, typ.Size})
	}
	slices.SortFunc(structs, func(a, b sized) int { return cmp.Or(-cmp.Compare(a.size, b.size), cmp.Compare(a.name, b.name)) })
	structs = structs[:200]
	t.Logf("from %s with %d bytes to %s with %d", structs[0].name, structs[0].size, structs[199].name, structs[199].size)
	var commands []string
	for _, s := range structs {
		commands = append(commands, "ptype/o struct "+s.name, "ptype struct "+s.name)
	}
	want := runGDB(t, commands)
	same, lines := 0, 0
	for _, c := range commands {
		have := answer(t, d, c)
		want[c] = trueUnions(want[c])
		if have == want[c] {
			same++
			lines += strings.Count(have, "\n")
			continue
		}
		if why, known := structDifferences[c]; known {
			t.Logf("%s: %s", c, why)
			continue
		}
		t.Errorf("%s: %s", c, firstDifference(have, want[c]))
	}
	t.Logf("%d of %d texts with %d lines are the same", same, len(commands), lines)
}

// firstDifference shows the first line that differs.
func firstDifference(have, want string) string {
	h, w := strings.Split(have, "\n"), strings.Split(want, "\n")
	i := 0
	for i < len(h)-1 && i < len(w)-1 && h[i] == w[i] {
		i++
	}
	return fmt.Sprintf("line %d\n have %s\n want %s", i+1, h[i], w[i])
}
