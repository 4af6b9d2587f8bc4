package debuginfo

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kbreak/symbols/link"
)

// chainScript has gdb print, for each address of a file, the line there and the functions from the
// innermost to the concrete one, each inlined one with the position of its call.
const chainScript = `
import gdb
for line in open(%q):
    pc = int(line, 16)
    sal = gdb.find_pc_line(pc)
    parts = ["%%s:%%d" %% (sal.symtab.filename if sal.symtab else "", sal.line)]
    block = gdb.block_for_pc(pc)
    while block is not None and not block.is_static and not block.is_global:
        f = block.function
        if f is not None:
            parts.append("%%s@%%s:%%d" %% (f.name, f.symtab.filename, f.line))
        block = block.superblock
    print(" ".join(parts))
`

// TestChainAgainstGDB compares line, inline chain and calls with gdb's, at every byte of pieces of code: what
// a backtrace shows for an instruction and for a return address alike.
func TestChainAgainstGDB(t *testing.T) {
	d, f := openReal(t)
	var pcs []link.Addr
	var in strings.Builder
	for _, pc := range randomText(f, 120) {
		for i := range link.Addr(48) {
			pcs = append(pcs, pc+i)
			fmt.Fprintf(&in, "%x\n", uint64(pc+i))
		}
	}
	dir := t.TempDir()
	list, script := filepath.Join(dir, "pcs"), filepath.Join(dir, "chain.py")
	if err := os.WriteFile(list, []byte(in.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(script, fmt.Appendf(nil, chainScript, list), 0o600); err != nil {
		t.Fatal(err)
	}
	run := "source " + script
	sc := bufio.NewScanner(strings.NewReader(runGDB(t, []string{run})[run]))
	covered, differ := 0, 0
	for _, pc := range pcs {
		if !sc.Scan() {
			t.Fatalf("gdb ends before %v", pc)
		}
		want, have := sc.Text(), chainAt(d, pc)
		if strings.Contains(have, "@") {
			covered++
			// The position of the concrete function is that of its declaration, which a Scope has no file for.
			want = want[:max(strings.LastIndexByte(want, '@')+1, 0)]
		}
		if have != want {
			if differ++; differ <= 10 {
				t.Errorf("%v:\n have %s\n want %s", pc, have, want)
			}
		}
	}
	t.Logf("%d addresses, %d of them in functions, %d differ", len(pcs), covered, differ)
	if covered < len(pcs)/2 {
		t.Errorf("only %d of %d addresses are in functions", covered, len(pcs))
	}
}

func chainAt(d *Data, pc link.Addr) string {
	scopes, err := d.Scopes(pc)
	if err != nil {
		row, _ := d.LineAt(pc) // without a line gdb prints none either
		return fmt.Sprintf("%s:%d", row.File, row.Line)
	}
	s := fmt.Sprintf("%s:%d", scopes[0].Row.File, scopes[0].Row.Line)
	for i := range scopes {
		s += " " + scopes[i].Name + "@"
		if scopes[i].Inlined {
			s += fmt.Sprintf("%s:%d", scopes[i+1].File, scopes[i+1].Line)
		}
	}
	return s
}
