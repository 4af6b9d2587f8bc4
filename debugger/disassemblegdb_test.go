package debugger

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kbreak/debugger/disasm"
	"kbreak/mem"
)

// sameText reports whether a line is gdb's. The name of a target may differ in three ways: ours are those
// of the symbol table, which is what /proc/kallsyms, an oops and objdump have, where gdb's are those of
// the DWARF function.
//
//   - a clone that the compiler made has its suffix: "remap_page.part.0+3" for "remap_page+3";
//   - the part of a function that was moved away has its own name: "load_module.cold+137", where gdb
//     counts from the start of the function, "load_module+9027645";
//   - of several names for one address gdb takes the one with DWARF: "__memmove" for "memmove".
func (s *Session) sameText(have, want string) bool {
	if have == want {
		return true
	}
	head, ours, ok := strings.Cut(have, " <")
	gdbs, ok2 := strings.CutPrefix(want, head+" <")
	if !ok || !ok2 {
		return false
	}
	name, offset, _ := strings.Cut(strings.TrimSuffix(ours, ">"), "+")
	theirs, theirOffset, _ := strings.Cut(strings.TrimSuffix(gdbs, ">"), "+")
	base, suffix, cloned := strings.Cut(name, ".")
	if cloned && base == theirs {
		return offset == theirOffset || strings.HasSuffix(suffix, "cold")
	}
	a, err := s.AddressOf(name)
	b, err2 := s.AddressOf(theirs)
	return err == nil && err2 == nil && offset == theirOffset && a[0].Addr == b[0].Addr
}

// TestDisassembleEqualsGDB compares functions of the vmlinux that KBREAK_VMLINUX names with gdb's
// disassemble /r: bytes, text, and the names of targets.
func TestDisassembleEqualsGDB(t *testing.T) {
	vmlinux := os.Getenv("KBREAK_VMLINUX")
	if vmlinux == "" {
		t.Skip("KBREAK_VMLINUX names no vmlinux")
	}
	gdb, err := exec.LookPath("gdb")
	if err != nil {
		t.Skip("gdb is not installed")
	}
	ctx := t.Context()
	s := New(Options{})
	defer s.Close(context.Background())
	if err := s.SymbolFile(ctx, vmlinux, nil); err != nil {
		t.Fatal(err)
	}
	text, ok := s.vmlinux.Section(".text")
	if !ok {
		t.Fatal("no .text")
	}
	// A function that its own start names: of several names for one address gdb says any.
	var script strings.Builder
	rnd := rand.New(rand.NewPCG(1, 2))
	for n := 0; n < 150; {
		a := mem.Addr(text.Addr).Add(rnd.Int64N(int64(text.Size)))
		if sym, ok := s.space.SymbolAt(a); ok && sym.Size > 0 && !strings.HasPrefix(sym.Name, "__pfx_") {
			fmt.Fprintf(&script, "disassemble /r %v,%v\n", sym.Addr, sym.Addr.Add(int64(sym.Size)))
			n++
		}
	}
	file := filepath.Join(t.TempDir(), "script")
	both := "set disassembly-flavor att\n" + script.String() + "echo next\\n\nset disassembly-flavor intel\n" + script.String()
	if err := os.WriteFile(file, []byte(both), 0o600); err != nil {
		t.Fatal(err)
	}
	printed, err := exec.CommandContext(ctx, gdb, "-nx", "-batch", "-x", file, vmlinux).Output()
	if err != nil {
		t.Fatal(err)
	}
	att, intel, _ := strings.Cut(string(printed), "next\n")
	for syntax, out := range []string{att, intel} {
		*s.Flavor() = disasm.Syntax(syntax)
		total, wrong := 0, 0
		var list []Instruction // of the function that gdb's lines are of
		sc := bufio.NewScanner(strings.NewReader(out))
		for sc.Scan() {
			f := strings.Split(sc.Text(), "\t")
			at, _, _ := strings.Cut(strings.TrimSpace(f[0]), " ")
			a, err := strconv.ParseUint(strings.TrimSuffix(at, ":"), 0, 64)
			if err != nil || len(f) != 3 {
				continue
			}
			if len(list) == 0 {
				sym, _ := s.space.SymbolAt(mem.Addr(a))
				if list, err = s.Disassemble(ctx, mem.Addr(a), sym.Addr.Add(int64(sym.Size)), 0); err != nil || len(list) == 0 {
					t.Fatalf("%#x: %d instructions, %v", a, len(list), err)
				}
			}
			total++
			i := list[0]
			list = list[1:]
			if want := strings.ReplaceAll(strings.TrimSpace(f[1]), " ", ""); i.Addr != mem.Addr(a) ||
				hex.EncodeToString(i.Bytes) != want || !s.sameText(i.Text, strings.TrimRight(f[2], " ")) {
				if wrong++; wrong < 40 {
					t.Errorf("%v <%s+%d>: have %x %q, want %#x %s %q", i.Addr, i.Function, i.Offset, i.Bytes, i.Text, a, want, f[2])
				}
			}
		}
		if total < 1000 {
			t.Errorf("gdb printed %d instructions", total)
		}
		t.Logf("%d instructions, %d differ", total, wrong)
	}
}
