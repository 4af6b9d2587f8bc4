package disasm

import (
	"bufio"
	"debug/elf"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
)

// line is an instruction as objdump -dw prints it.
type line struct {
	section string
	addr    mem.Addr
	code    []byte
	text    string // with 0x before addresses and without symbols, as Text writes it without symbols
	intel   string // likewise, if a second text follows
}

// readObjdump calls yield for every instruction of the output of objdump -dw.
func readObjdump(r io.Reader, yield func(l line)) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<20), 1<<20)
	section := ""
	for sc.Scan() {
		if s, ok := strings.CutPrefix(sc.Text(), "Disassembly of section "); ok {
			section = strings.TrimSuffix(s, ":")
		}
		f := strings.Split(sc.Text(), "\t")
		addr, ok := strings.CutSuffix(f[0], ":")
		if !ok || len(f) < 3 {
			continue
		}
		a, err := strconv.ParseUint(strings.TrimSpace(addr), 16, 64)
		if err != nil {
			continue
		}
		code, err := hex.DecodeString(strings.ReplaceAll(strings.TrimSpace(f[1]), " ", ""))
		if err != nil {
			return fmt.Errorf("%q: %w", sc.Text(), err)
		}
		l := line{section: section, addr: mem.Addr(a), code: code, text: plainText(f[2])}
		if len(f) > 3 {
			l.intel = plainText(f[3])
		}
		yield(l)
	}
	return sc.Err()
}

// plainText takes the symbols out of a line of objdump and puts 0x before the target of a branch, as gdb
// does. (gdb has 0x before the address of a comment, too.)
func plainText(s string) string {
	s = strings.TrimRight(s, " ")
	if before, comment, ok := strings.Cut(s, "        # "); ok {
		comment, _, _ = strings.Cut(comment, " ")
		return before + "        # 0x" + strings.TrimPrefix(comment, "0x")
	}
	if i := strings.Index(s, " <"); i > 0 {
		s = s[:i]
	}
	at := strings.LastIndexByte(s, ' ') + 1
	if _, err := strconv.ParseUint(s[at:], 16, 64); err == nil && at > 0 {
		return s[:at] + "0x" + s[at:]
	}
	return s
}

// TestTable decodes instructions that are hard in one way or another. testdata/make.sh makes the table.
func TestTable(t *testing.T) {
	f, err := os.Open("testdata/decode.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	err = readObjdump(f, func(l line) {
		n++
		i := Decode(arch.AMD64, append(slices.Clone(l.code), 0, 0, 0, 0), l.addr)
		if i.Len != len(l.code) {
			t.Errorf("%x: %d bytes, want %d: %s", l.code, i.Len, len(l.code), l.text)
			return
		}
		if have := i.Text(ATT, nil); have != l.text {
			t.Errorf("%x: have %q, want %q", l.code, have, l.text)
		}
		if have := i.Text(Intel, nil); have != l.intel {
			t.Errorf("%x: have %q, want %q", l.code, have, l.intel)
		}
	})
	if err != nil || n < 500 {
		t.Errorf("%d instructions read: %v", n, err)
	}
}

// TestObjdump compares all code of a kernel with objdump: of the vmlinux that KBREAK_VMLINUX names, and
// of the modules that are installed below the same root, if there are any.
func TestObjdump(t *testing.T) {
	vmlinux := os.Getenv("KBREAK_VMLINUX")
	if vmlinux == "" {
		t.Skip("KBREAK_VMLINUX names no vmlinux")
	}
	objdump, err := exec.LookPath("objdump")
	if err != nil {
		t.Skip("objdump is not installed")
	}
	for _, file := range append(modulesOf(vmlinux), vmlinux) {
		for _, syntax := range []Syntax{ATT, Intel} {
			compare(t, objdump, file, syntax)
		}
	}
}

// modulesOf are the modules of a distribution's root: ROOT/usr/lib/debug/boot/vmlinux-REL has them in
// ROOT/lib/modules/REL.
func modulesOf(vmlinux string) (out []string) {
	root, rel, ok := strings.Cut(vmlinux, "/usr/lib/debug/boot/vmlinux-")
	if !ok {
		return nil
	}
	_ = filepath.WalkDir(filepath.Join(root, "lib/modules", rel), func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".ko") {
			out = append(out, path)
		}
		return nil
	})
	return out
}

// cutOff are what objdump 2.40 prints for the beginning of an instruction at which a symbol ends it: it
// starts anew at every symbol, and a few data symbols lie in .text.
var cutOff = []string{".byte 0x", "rex.W", "data16", "(bad)"}

func compare(t *testing.T, objdump, file string, syntax Syntax) {
	code := make(map[string][]byte)
	addr := make(map[string]uint64)
	f, err := elf.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, s := range f.Sections {
		if s.Flags&elf.SHF_EXECINSTR == 0 || s.Type != elf.SHT_PROGBITS || code[s.Name] != nil {
			continue
		}
		if code[s.Name], err = s.Data(); err != nil {
			t.Fatal(err)
		}
		addr[s.Name] = s.Addr
	}
	args := []string{"-dw", file}
	if syntax == Intel {
		args = append(args, "-Mintel")
	}
	cmd := exec.CommandContext(t.Context(), objdump, args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	total, cut, lengths, texts := 0, 0, 0, 0
	err = readObjdump(out, func(l line) {
		section, ok := code[l.section]
		if off := uint64(l.addr) - addr[l.section]; ok && off < uint64(len(section)) {
			section = section[off:]
		}
		if len(section) < len(l.code) {
			t.Fatalf("%v is not in %s", l.addr, l.section)
		}
		total++
		i := Decode(arch.AMD64, section, l.addr)
		if have := i.Text(syntax, nil); i.Len == len(l.code) && have == l.text {
			return
		} else if slices.ContainsFunc(cutOff, func(s string) bool { return strings.HasPrefix(l.text, s) }) && i.Len > len(l.code) {
			cut++
		} else if i.Len != len(l.code) {
			lengths++
			t.Errorf("%v: %x: %d bytes, %q; want %q", l.addr, l.code, i.Len, have, l.text)
		} else if texts++; texts < 100 {
			t.Errorf("%v: %x: have %q, want %q", l.addr, l.code, have, l.text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if total == 0 {
		t.Fatalf("objdump found no instructions in %s", file)
	}
	t.Logf("%s: %d instructions, %d of another length, %d of another text, %d cut off by objdump",
		filepath.Base(file), total, lengths, texts, cut)
}

// The benchmarks decode .text of the vmlinux that KBREAK_VMLINUX names, without the runs of int3 that
// pad it and make up two thirds of its instructions.
func BenchmarkDecode(b *testing.B)     { benchmark(b, func(Inst) {}) }
func BenchmarkDecodeText(b *testing.B) { benchmark(b, func(i Inst) { _ = i.Text(ATT, nil) }) }

func benchmark(b *testing.B, use func(Inst)) {
	vmlinux := os.Getenv("KBREAK_VMLINUX")
	if vmlinux == "" {
		b.Skip("KBREAK_VMLINUX names no vmlinux")
	}
	f, err := elf.Open(vmlinux)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	s := f.Section(".text")
	text, err := s.Data()
	if err != nil {
		b.Fatal(err)
	}
	at, n := 0, 0
	for b.Loop() {
		for at < len(text) && text[at] == 0xcc {
			at++
		}
		if at >= len(text) {
			at = 0
		}
		i := Decode(arch.AMD64, text[at:], mem.Addr(s.Addr).Add(int64(at)))
		use(i)
		at += i.Len
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds()/1e6, "Minst/s")
}
