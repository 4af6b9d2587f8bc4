package value

import (
	"bufio"
	"context"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/debuginfo"
	"kbreak/symbols/expr"
	"kbreak/symbols/link"
)

// program is a fixture of testdata as it is in memory right after it was started: the file's
// segments, whole pages.
type program struct {
	data  *debuginfo.Data
	pages map[mem.Addr][]byte
	syms  []elf.Symbol // by address
	regs  map[int]uint64
}

func loadProgram(t testing.TB, name string) *program {
	t.Helper()
	f, err := elf.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p := &program{pages: make(map[mem.Addr][]byte), regs: make(map[int]uint64)}
	for _, ph := range f.Progs {
		if ph.Type != elf.PT_LOAD {
			continue
		}
		b := make([]byte, ph.Filesz)
		if _, err := ph.ReadAt(b, 0); err != nil {
			t.Fatal(err)
		}
		p.write(mem.Addr(ph.Vaddr), append(b, make([]byte, ph.Memsz-ph.Filesz)...))
	}
	syms, err := f.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range syms {
		if typ := elf.ST_TYPE(s.Info); s.Section != elf.SHN_UNDEF && s.Section < elf.SHN_LORESERVE &&
			(typ == elf.STT_FUNC || typ == elf.STT_OBJECT) {
			p.syms = append(p.syms, s)
		}
	}
	sort.SliceStable(p.syms, func(i, j int) bool { return p.syms[i].Value < p.syms[j].Value })
	p.data, err = debuginfo.New(func(name string) ([]byte, error) {
		if s := f.Section(name); s != nil {
			return s.Data()
		}
		return nil, nil
	}, binary.LittleEndian)
	if err != nil {
		t.Fatal(err)
	}
	// The sections are read when they are first needed: all of them now, while the file is open.
	for _, s := range p.syms {
		if elf.ST_TYPE(s.Info) == elf.STT_FUNC {
			p.locals(t, mem.Addr(s.Value))
		}
	}
	return p
}

// write puts bytes into memory; the rest of a new page is zero.
func (p *program) write(a mem.Addr, b []byte) {
	for len(b) > 0 {
		base, off := a&^4095, int(a&4095)
		if p.pages[base] == nil {
			p.pages[base] = make([]byte, 4096)
		}
		n := copy(p.pages[base][off:], b)
		a, b = a.Add(int64(n)), b[n:]
	}
}

func (p *program) ReadMem(_ context.Context, a mem.Addr, b []byte) error {
	for done := 0; done < len(b); {
		at := a.Add(int64(done))
		page := p.pages[at&^4095]
		if page == nil {
			return &mem.Fault{Addr: at, Got: done}
		}
		done += copy(b[done:], page[at&4095:])
	}
	return nil
}

// symbol is gdb's rule: the last symbol at or before the address, if it reaches that far. GCC's number
// after the name of a static variable in a function (s.99) is not shown; gdb takes it for Ada's.
func (p *program) symbol(_ context.Context, a mem.Addr) string {
	i := sort.Search(len(p.syms), func(i int) bool { return p.syms[i].Value > uint64(a) }) - 1
	for ; i >= 0 && p.syms[i].Size == 0; i-- {
	}
	if i < 0 || uint64(a)-p.syms[i].Value >= p.syms[i].Size {
		return ""
	}
	name, _, _ := strings.Cut(p.syms[i].Name, ".")
	if off := uint64(a) - p.syms[i].Value; off > 0 {
		return fmt.Sprintf("%s+%d", name, off)
	}
	return name
}

func (p *program) printer() *Printer {
	return &Printer{Arch: arch.AMD64, Mem: p, SymbolAt: p.symbol, Options: Defaults}
}

// env is the frame of the program whose registers are in regs.
type env struct {
	expr.Nothing
	*program
}

var unit = expr.Unit{Arch: arch.AMD64}

func (e env) Reg(n int) (uint64, bool) { v, ok := e.regs[n]; return v, ok }
func (e env) ReadMem(a mem.Addr, b []byte) error {
	return e.program.ReadMem(context.Background(), a, b)
}
func (e env) Addr(a link.Addr) (mem.Addr, error) { return mem.Addr(a), nil }

// locals are the variables in the innermost scope at pc.
func (p *program) locals(t testing.TB, pc mem.Addr) map[string]Value {
	t.Helper()
	scopes, err := p.data.Scopes(link.Addr(pc))
	if err != nil {
		t.Fatal(err)
	}
	vars, err := scopes[0].Locals()
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]Value)
	for _, v := range vars {
		if v.Const != nil {
			out[v.Name] = FromBytes(v.Type, v.Const)
			continue
		}
		val, err := Evaluate(v.Type, v.Expr, unit, env{program: p})
		if err != nil {
			t.Fatal(err)
		}
		out[v.Name] = val
	}
	return out
}

func (p *program) addr(t testing.TB, name string) mem.Addr {
	t.Helper()
	for _, s := range p.syms {
		if s.Name == name {
			return mem.Addr(s.Value)
		}
	}
	t.Fatalf("no symbol %s", name)
	return 0
}

// readLines reads a file of testdata.
func readLines(t testing.TB, name string) []string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		lines = append(lines, s.Text())
	}
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	return lines
}

// TestLikeGDB compares with what gdb printed, see testdata/values.py.
func TestLikeGDB(t *testing.T) {
	p := loadProgram(t, "values")
	vars := p.locals(t, p.addr(t, "_start"))
	n := 0
	for _, line := range readLines(t, "values.gdb") {
		if strings.Contains(line, "not available on integers of more than 8 bytes") {
			continue // we print them
		}
		how, rest, _ := strings.Cut(line, " ")
		name, want, _ := strings.Cut(rest, " = ")
		v, ok := vars[name]
		if !ok {
			t.Errorf("no variable %s", name)
			continue
		}
		pr := p.printer()
		show := pr.Print
		switch how {
		case "local":
			show = func(ctx context.Context, v Value) (string, error) { return pr.Local(ctx, name, v) }
		case "pretty":
			pr.Pretty = true
			show = pr.Format
			want = strings.ReplaceAll(want, `\n`, "\n")
		default:
			if _, letter, ok := strings.Cut(how, "/"); ok {
				pr.As = Format(letter[0])
			}
		}
		have, err := show(context.Background(), v)
		if err != nil {
			t.Fatal(err)
		}
		if pr.As == FormatAddress {
			have = numbered.ReplaceAllString(have, ">")
			want = numbered.ReplaceAllString(want, ">")
		}
		if have != want {
			t.Errorf("%s %s\nhave %s\nwant %s", how, name, have, want)
		}
		n++
	}
	if n < 2000 {
		t.Errorf("only %d values compared", n)
	}
}

// numbered is GCC's number in the name of a static variable, which gdb shows with /a only.
var numbered = regexp.MustCompile(`\.\d+>`)
