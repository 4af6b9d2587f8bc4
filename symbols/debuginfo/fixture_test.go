package debuginfo

import (
	"bufio"
	"debug/elf"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

// The fixtures in testdata are made by testdata/build.sh from the C files there: each in DWARF 4 and 5,
// linked at 0xffffffff81000000, with one unit that .debug_aranges does not know.

func sectionsOf(t testing.TB, name string) (map[string][]byte, *elf.File) {
	t.Helper()
	f, err := elf.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	out := make(map[string][]byte)
	for _, s := range f.Sections {
		if strings.HasPrefix(s.Name, ".debug_") {
			if out[s.Name], err = s.Data(); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out, f
}

func fromSections(sections map[string][]byte, f *elf.File, options ...Option) (*Data, error) {
	return New(func(name string) ([]byte, error) {
		if b, ok := sections[name]; ok {
			return b, nil
		}
		return nil, fmt.Errorf("no section %s", name)
	}, f.ByteOrder, options...)
}

func fixture(t testing.TB, name string) *Data {
	t.Helper()
	sections, f := sectionsOf(t, name)
	d, err := fromSections(sections, f)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// symbolAddrs is the addresses of the functions and objects of a fixture.
func symbolAddrs(t testing.TB, name string) map[string]link.Addr {
	t.Helper()
	_, f := sectionsOf(t, name)
	syms, err := f.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]link.Addr)
	for _, s := range syms {
		out[s.Name] = link.Addr(s.Value)
	}
	return out
}

func lines(t testing.TB, name string) []string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		out = append(out, sc.Text())
	}
	return out
}

// TestScopes compares every address of the text with "addr2line -a -i -f".
func TestScopes(t *testing.T) {
	for _, v := range []string{"scope4", "scope5"} {
		d := fixture(t, v+".elf")
		want := make(map[link.Addr][]string)
		var order []link.Addr
		var cur link.Addr
		in := lines(t, v+".addr2line")
		for i := 0; i < len(in); i++ {
			if n, err := strconv.ParseUint(in[i], 0, 64); err == nil {
				cur = link.Addr(n)
				order = append(order, cur)
				continue
			}
			pos, _, _ := strings.Cut(in[i+1], " (discriminator")
			want[cur] = append(want[cur], in[i]+" "+pos)
			i++
		}
		if len(order) < 300 {
			t.Fatalf("%s: only %d addresses", v, len(order))
		}
		inlined := 0
		for _, pc := range order {
			scopes, err := d.Scopes(pc)
			if err != nil {
				// addr2line takes the name of the symbol before it for padding between functions.
				if !errors.Is(err, ErrNone) {
					t.Errorf("%s %v: %v", v, pc, err)
				} else if w := want[pc]; len(w) > 1 {
					t.Errorf("%s %v: nothing, want %q", v, pc, w)
				}
				continue
			}
			var have []string
			for i, s := range scopes {
				have = append(have, fmt.Sprintf("%s %s:%d", s.Name, s.FullFile, s.Line))
				if s.Inlined != (i < len(scopes)-1) {
					t.Errorf("%s %v: %s inlined: %v", v, pc, s.Name, s.Inlined)
				}
			}
			inlined += len(scopes) - 1
			if !slices.Equal(have, want[pc]) {
				t.Errorf("%s %v:\n have %q\n want %q", v, pc, have, want[pc])
			}
		}
		if inlined == 0 {
			t.Errorf("%s: no inlined function", v)
		}
	}
}

var gdbLine = regexp.MustCompile(`^Line (\d+) of "(.*)" starts at address (0x\w+) .*and ends at (0x\w+) `)

// TestLineAt compares every address with gdb's "info line *ADDRESS".
func TestLineAt(t *testing.T) {
	for _, v := range []string{"scope4", "scope5"} {
		d := fixture(t, v+".elf")
		compared := 0
		for i, text := range lines(t, v+".gdb") {
			pc := 0xffffffff81000000 + link.Addr(i)
			m := gdbLine.FindStringSubmatch(text)
			have, err := d.LineAt(pc)
			if m == nil {
				if strings.HasPrefix(text, "No line number") && err == nil && have.Line != 0 {
					t.Errorf("%s %v: %v, gdb knows none", v, pc, have)
				}
				continue
			}
			compared++
			if got := []string{strconv.Itoa(have.Line), have.File, have.Start.String(), have.End.String()}; !slices.Equal(got, m[1:]) {
				t.Errorf("%s %v: have %q, %v, want %q", v, pc, got, err, m[1:])
			}
		}
		if compared < 200 {
			t.Errorf("%s: only %d addresses compared", v, compared)
		}
	}
}

var gdbLineAt = regexp.MustCompile(`^Line (\d+) of "([^"]*)" (?:starts|is) at address (0x\w+) `)

// TestLinesFor compares every line of scope.c with gdb's "info line scope.c:LINE". For a line without
// code gdb takes the next one that has some, and says so.
func TestLinesFor(t *testing.T) {
	for _, v := range []string{"scope4", "scope5"} {
		d := fixture(t, v+".elf")
		compared := 0
		for i, text := range lines(t, v+".lines") {
			m := gdbLineAt.FindStringSubmatch(text)
			have, err := d.LinesFor("scope.c", i+1)
			if err != nil || (m == nil) != (len(have) == 0) {
				t.Errorf("%s line %d: have %v, %v, want %q", v, i+1, have, err, text)
			}
			if m == nil || len(have) == 0 {
				continue
			}
			compared++
			if have[0].Start.String() != m[3] || have[0].File != m[2] ||
				(have[0].Line == i+1 && have[0].End > have[0].Start) != strings.Contains(text, " starts at ") {
				t.Errorf("%s line %d: have %+v, want %q", v, i+1, have[0], text)
			}
		}
		if compared < 50 {
			t.Errorf("%s: only %d lines compared", v, compared)
		}
		for file, want := range map[string]bool{"scope.c": true, "src/scope.c": true, "/src/scope.c": true, "./scope.c": true,
			"ope.c": false, "lib/scope.c": false, "": false, "/": false} {
			if have, err := d.LinesFor(file, 12); err != nil || (len(have) > 0) != want {
				t.Errorf("%s %q: %v, %v", v, file, have, err)
			}
		}
		// A line in a header has code in both units.
		entries, err := d.LinesFor("scope.h", 4)
		if err != nil || len(entries) < 2 || entries[0].FullFile != "/src/scope.h" {
			t.Errorf("%s scope.h:4: %v, %v", v, entries, err)
		}
	}
}

func describe(vars []Variable) []string {
	var out []string
	for _, v := range vars {
		s := v.Type.Declare(v.Name)
		switch {
		case v.Const != nil:
			s += fmt.Sprintf(" = % x", v.Const)
		case v.Expr == nil:
			s += " lost"
		default:
			s += fmt.Sprintf(" at % x", v.Expr)
		}
		if v.Entry != nil {
			s += fmt.Sprintf(", entry % x", v.Entry)
		}
		out = append(out, s)
	}
	return out
}

// TestVariables has what "info scope *ADDRESS" of gdb and "readelf --debug-dump=loc" say of scope5.elf.
func TestVariables(t *testing.T) {
	d := fixture(t, "scope5.elf")
	for _, c := range []struct {
		pc             link.Addr
		scope          int
		name           string
		params, locals []string
	}{
		{0xffffffff81000000, 0, "callee",
			[]string{"int value at 55, entry 55", "long second at 54, entry 54"}, nil},
		// A block that the optimiser merged into the function is listed twice, by gdb as well.
		{0xffffffff81000060, 0, "middle",
			[]string{"struct point *p at a0 0d 02 00 00 00", "int factor at 50"},
			[]string{"int sum at 54", "int sum lost"}},
		{0xffffffff81000074, 0, "innermost", []string{"int deep at 71 7f 74 00 1e 9f"},
			[]string{"int lost at 37 9f", "int kept at 50", "int kept lost", "int lost lost"}},
		{0xffffffff81000074, 1, "middle", []string{"struct point *p at a0 0d 02 00 00 00", "int factor at 71 7f 9f"},
			[]string{"int sum at 54", "int sum lost"}},
		{0xffffffff810000d5, 0, "start", nil, []string{"struct point p at 91 68"}},
		{0xffffffff810000c4, 0, "tail", []string{"int value at 75 7f 9f, entry 55"}, nil},
		{0xffffffff81000090, 0, "outer",
			[]string{"struct point *p at 59, entry 55", "int count at 5b, entry 54"},
			[]string{"int i at 51", "int total at 5a", "const int constant = 2a 00 00 00",
				"int calls at 03 04 00 00 82 ff ff ff ff"}},
	} {
		scopes, err := d.Scopes(c.pc)
		if err != nil {
			t.Errorf("%v: %v", c.pc, err)
			continue
		}
		s := &scopes[c.scope]
		if s.Name != c.name {
			t.Errorf("%v: in %s, want %s", c.pc, s.Name, c.name)
		}
		p, err := s.Params()
		if have := describe(p); err != nil || !slices.Equal(have, c.params) {
			t.Errorf("%v %s: parameters %q, %v, want %q", c.pc, s.Name, have, err, c.params)
		}
		l, err := s.Locals()
		if have := describe(l); err != nil || !slices.Equal(have, c.locals) {
			t.Errorf("%v %s: locals %q, %v, want %q", c.pc, s.Name, have, err, c.locals)
		}
	}
}

// layout lists members as gdb's "ptype /o" does: offset, or byte:bit of a bit-field, and declaration.
func layout(t testing.TB, typ *ctype.Type) []string {
	t.Helper()
	b, err := typ.Body()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range b.Members {
		if m.BitSize != 0 {
			out = append(out, fmt.Sprintf("%d:%d %s : %d", m.Offset, m.BitOffset, m.Type.Declare(m.Name), m.BitSize))
			continue
		}
		out = append(out, fmt.Sprintf("%d %s", m.Offset, m.Type.Declare(m.Name)))
	}
	return out
}

// TestLayout has what gdb 13.1 prints for "ptype /o struct bits" and so on of types5.elf and types4.elf.
func TestLayout(t *testing.T) {
	for _, v := range []string{"types4.elf", "types5.elf"} {
		d := fixture(t, v)
		for _, c := range []struct {
			tag  string
			size int64
			want []string
		}{
			{"struct bits", 32, []string{"0 int arr[4]", "16:0 unsigned int a : 3", "16:3 unsigned int b : 7",
				"17:2 int s : 5", "17:7 u64 far : 40", "22:7 u8 flag : 1", "23:0 _Bool yes : 1",
				"23:1 enum color c : 4", "24:0 unsigned int last : 32"}},
			{"packed_bits", 7, []string{"0 u8 head", "1:0 unsigned int cross : 30",
				"4:6 unsigned int more : 9", "6 u8 tail"}},
			{"union view", 8, []string{"0 u64 whole", "0 u8 bytes[8]", "0 struct {...}"}},
			{"later", 16, []string{"0 int value", "8 struct all *back"}},
			{"all", 304, []string{"0 struct list_head list", "16 union view view", "24 struct {...}",
				"32 int cube[2][3][4]", "128 const char * const name", "136 volatile int counter",
				"144 int (*handler)(struct all *, const char *, ...)", "152 void (*table[5])(void)",
				"192 struct opaque *opaque", "200 struct later *later", "208 enum color color",
				"212 enum negative negative", "216 enum wide wide", "224 enum tiny tiny", "225 _Bool yes",
				"226 signed char sc", "227 char ch", "240 __int128 big", "256 long double ld", "272 double d",
				"280 _Atomic int atomic", "288 int * restrict restricted", "296 int zero[0]", "296 u8 data[]"}},
		} {
			typ, err := d.Struct(c.tag)
			if err != nil {
				t.Errorf("%s %s: %v", v, c.tag, err)
				continue
			}
			if v == "types4.elf" { // DWARF 4 knows no _Atomic
				for i := range c.want {
					c.want[i] = strings.Replace(c.want[i], "_Atomic ", "", 1)
				}
			}
			if have := layout(t, typ); typ.Size != c.size || !slices.Equal(have, c.want) {
				t.Errorf("%s %s of %d bytes, want %d:\n have %q\n want %q", v, c.tag, typ.Size, c.size, have, c.want)
			}
		}
		all, err := d.Struct("all")
		if err != nil {
			t.Fatal(err)
		}
		for path, want := range map[string]int64{"anon_f": 28, "view.high": 20, "list.prev": 8} {
			if m, err := all.Member(path); err != nil || m.Offset != want {
				t.Errorf("%s %s: have %d, %v, want %d", v, path, m.Offset, err, want)
			}
		}
		for path, want := range map[string]int64{"cube": 96, "name": 8, "table": 40, "wide": 8, "tiny": 1, "atomic": 4, "zero": 0, "data": 0} {
			if m, err := all.Member(path); err != nil || m.Type.Size != want {
				t.Errorf("%s sizeof %s: have %v, %v, want %d", v, path, m.Type, err, want)
			}
		}
	}
}

func TestEnums(t *testing.T) {
	for _, v := range []string{"types4.elf", "types5.elf"} {
		d := fixture(t, v)
		for name, want := range map[string]string{
			"color":    "[{RED 0} {GREEN 5} {BLUE 6}] size 4 signed false",
			"negative": "[{MINUS -3} {ZERO 0}] size 4 signed true",
			"wide":     "[{WIDE_LOW 1} {WIDE_HIGH -9223372036854775808}] size 8 signed false",
			"tiny":     "[{TINY 200}] size 1 signed false",
		} {
			typ, err := d.TypeNamed(ctype.Enum, name)
			if err != nil {
				t.Errorf("%s enum %s: %v", v, name, err)
				continue
			}
			b, err := typ.Body()
			if have := fmt.Sprintf("%v size %d signed %v", b.Enumerators, typ.Size, typ.Signed); err != nil || have != want {
				t.Errorf("%s enum %s: have %s, %v, want %s", v, name, have, err, want)
			}
		}
	}
}

func TestTypeIdentity(t *testing.T) {
	d := fixture(t, "types5.elf")
	all, err := d.Struct("all")
	if err != nil {
		t.Fatal(err)
	}
	target := func(s *ctype.Type, member string) *ctype.Type {
		m, err := s.Member(member)
		if err != nil {
			t.Fatal(err)
		}
		b, err := m.Type.Body()
		if err != nil {
			t.Fatal(err)
		}
		return b.Elem
	}
	later, err := d.Struct("later")
	if err != nil {
		t.Fatal(err)
	}
	if target(all, "later") != later || target(later, "back") != all {
		t.Error("one struct is two types")
	}
	opaque := target(all, "opaque")
	if !opaque.Incomplete || opaque.Complete() != opaque {
		t.Errorf("struct opaque: %+v", opaque.Info)
	}
	var none *ctype.NotFoundError
	if _, err := d.Struct("opaque"); !errors.As(err, &none) || none.Type != "struct opaque" {
		t.Errorf("struct opaque: %v", err)
	}
	if _, err := d.Struct("union all"); !errors.As(err, &none) {
		t.Errorf("union all: %v", err)
	}
}

func TestNames(t *testing.T) {
	for _, v := range []string{"scope4.elf", "scope5.elf"} {
		var released int64
		sections, f := sectionsOf(t, v)
		d, err := fromSections(sections, f, WithRelease(func(section string, off, n int64) {
			if section == ".debug_info" {
				released = max(released, off+n)
			}
		}))
		if err != nil {
			t.Fatal(err)
		}
		sym := symbolAddrs(t, v)
		if err := d.BuildIndex(t.Context()); err != nil {
			t.Fatal(err)
		}
		if released != int64(len(sections[".debug_info"])) {
			t.Errorf("%s: %d of %d bytes given back", v, released, len(sections[".debug_info"]))
		}
		for name, want := range map[string]string{
			"point":         "struct point", // a struct and nothing else
			"int":           "int",
			"outer":         "int (struct point *, int)",
			"sink":          "volatile int",
			"counter":       "int",
			"header_inline": "int (int)",
			"callee":        "int (int, long)",
		} {
			names, err := d.Names(t.Context(), name)
			if err != nil || len(names) == 0 {
				t.Errorf("%s %s: %v, %v", v, name, names, err)
				continue
			}
			typ, err := names[0].Type()
			if err != nil || typ.String() != want {
				t.Errorf("%s %s: have %v, %v, want %s", v, name, typ, err, want)
			}
		}
		names, _ := d.Names(t.Context(), "outer")
		r, err := names[0].Ranges()
		if err != nil || len(r) != 1 || r[0].Start != sym["outer"] || names[0].Kind != KindFunction {
			t.Errorf("%s outer: %v, %v, want at %v", v, r, err, sym["outer"])
		}
		if file, line, err := names[0].Declared(); file != "scope.c" || line != 34 || err != nil {
			t.Errorf("%s outer: declared at %s:%d, %v", v, file, line, err)
		}
		names, _ = d.Names(t.Context(), "sink")
		if len(names) != 1 {
			t.Errorf("%s sink: %d names, want its definition alone", v, len(names))
		}
		if e, err := names[0].Location(); err != nil || len(e) != 9 || e[0] != 3 {
			t.Errorf("%s sink: at % x, %v", v, e, err)
		}
		if names, err = d.Names(t.Context(), "sin"); err != nil || len(names) != 0 {
			t.Errorf("%s sin: %v, %v", v, names, err)
		}
		got, err := d.CompleteName(t.Context(), "c", 10)
		if want := []string{"callee", "char", "counter"}; err != nil || !slices.Equal(got, want) && !slices.Equal(got, []string{"callee", "counter"}) {
			t.Errorf("%s c...: have %q, %v", v, got, err)
		}
		if got, _ = d.CompleteName(t.Context(), "", 2); len(got) != 2 {
			t.Errorf("%s: limit of 2 gives %q", v, got)
		}
	}
	for _, v := range []string{"types4.elf", "types5.elf"} {
		d := fixture(t, v)
		names, err := d.Names(t.Context(), "MINUS")
		if err != nil || len(names) != 1 || names[0].Kind != KindEnumerator {
			t.Fatalf("%s MINUS: %v, %v", v, names, err)
		}
		if n, err := names[0].Value(); n != -3 || err != nil {
			t.Errorf("%s MINUS: %d, %v", v, n, err)
		}
	}
}

func TestCallSite(t *testing.T) {
	for _, v := range []string{"scope4.elf", "scope5.elf"} {
		d := fixture(t, v)
		sym := symbolAddrs(t, v)
		site, err := d.CallSite(0xffffffff81000054) // "readelf --debug-dump=info": DW_AT_call_return_pc
		if err != nil {
			t.Errorf("%s: %v", v, err)
			continue
		}
		if site.Entry != sym["callee"] || site.TailCall || len(site.Params) != 2 ||
			fmt.Sprintf("% x", site.Params[0].Location) != "55" || fmt.Sprintf("% x", site.Params[0].Value) != "71 00 73 00 22" {
			t.Errorf("%s: have %+v", v, site)
		}
		if _, err := d.CallSite(0xffffffff81000055); !errors.Is(err, ErrNone) {
			t.Errorf("%s, not after a call: %v", v, err)
		}
		calls, err := d.TailCalls(sym["tail"])
		if err != nil || len(calls) != 1 || !calls[0].TailCall || calls[0].Target != "other" {
			t.Errorf("%s tail: %+v, %v", v, calls, err)
		}
	}
}

func TestNone(t *testing.T) {
	if _, err := New(func(string) ([]byte, error) { return nil, nil }, nil); !errors.Is(err, ErrNone) {
		t.Errorf("no sections: %v", err)
	}
	d := fixture(t, "scope5.elf")
	if _, err := d.Scopes(0x1000); !errors.Is(err, ErrNone) {
		t.Errorf("outside: %v", err)
	}
	if _, err := d.LineAt(0x1000); !errors.Is(err, ErrNone) {
		t.Errorf("outside: %v", err)
	}
	if _, err := d.CallSite(0); !errors.Is(err, ErrNone) {
		t.Errorf("outside: %v", err)
	}
}

// OnlyVariable and Names agree; the index, once there, is the way.
func TestOnlyVariable(t *testing.T) {
	for _, v := range []string{"scope4.elf", "scope5.elf"} {
		sections, f := sectionsOf(t, v)
		d, err := fromSections(sections, f)
		if err != nil {
			t.Fatal(err)
		}
		fast, ok, err := d.OnlyVariable("sink")
		if err != nil || !ok {
			t.Fatalf("%s: %v, %v", v, ok, err)
		}
		if _, ok, err := d.OnlyVariable("no_such_variable"); ok || err != nil {
			t.Errorf("%s: a variable that is not there: %v, %v", v, ok, err)
		}
		if _, ok, _ := d.OnlyVariable("sink"); ok {
			t.Errorf("%s: searched again after a search in vain", v)
		}
		names, err := d.Names(t.Context(), "sink")
		if err != nil || len(names) != 1 || names[0] != fast {
			t.Errorf("%s: Names has %v, %v, OnlyVariable %v", v, names, err, fast)
		}
	}
}
