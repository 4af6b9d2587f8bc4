package cfi_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kbreak/symbols/cfi"
	"kbreak/symbols/link"
)

// A want is one row of readelf's: the rules by register name, "CFA" and "ra" among them.
type want struct {
	fde   link.Range
	pc    link.Addr
	rules map[string]string
}

// readelfRows parses the output of readelf --debug-dump=frames-interp for one section. FDEs
// without a row of their own have that of their CIE, and are given as one row at their start.
func readelfRows(r io.Reader, section string, each func(want)) error {
	var (
		sc    = bufio.NewScanner(r)
		in    bool
		cols  []string
		isFDE bool
		fde   link.Range
		cie   uint64
		cies  = map[uint64]map[string]string{}
		rows  = 0
	)
	hex := func(s string) uint64 { v, _ := strconv.ParseUint(s, 16, 64); return v }
	flush := func() {
		if isFDE && rows == 0 {
			each(want{fde, fde.Start, cies[cie]})
		}
		isFDE = false
	}
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "Contents of the") {
			flush()
			in = strings.Contains(line, section)
			continue
		}
		f := strings.Fields(line)
		if !in || len(f) == 0 {
			continue
		}
		switch {
		case len(f) > 3 && f[3] == "CIE":
			flush()
			cie = hex(f[0])
		case len(f) > 3 && f[3] == "FDE":
			flush()
			isFDE, rows = true, 0
			for _, x := range f[4:] {
				if s, ok := strings.CutPrefix(x, "cie="); ok {
					cie = hex(s)
				}
				if s, ok := strings.CutPrefix(x, "pc="); ok {
					a, b, _ := strings.Cut(s, "..")
					fde = link.Range{Start: link.Addr(hex(a)), End: link.Addr(hex(b))}
				}
			}
		case f[0] == "LOC":
			cols = f[1:]
		case len(cols) > 0:
			// "r10 (r10)" is one value.
			f = slices.DeleteFunc(f, func(s string) bool { return s[0] == '(' })
			if len(f) != len(cols)+1 {
				return fmt.Errorf("cannot read %q", line)
			}
			rules := map[string]string{}
			for i, c := range cols {
				rules[c] = f[i+1]
			}
			if isFDE {
				each(want{fde, link.Addr(hex(f[0])), rules})
				rows++
			} else {
				cies[cie] = rules
			}
		}
	}
	flush()
	return sc.Err()
}

// regName has readelf's names for the registers of x86-64.
func regName(n int) string {
	names := []string{"rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp"}
	if n < len(names) {
		return names[n]
	}
	return "r" + strconv.Itoa(n)
}

// differs compares a row with readelf's, which writes u both for what is undefined and for what
// has no rule, and exp and vexp for every expression.
func differs(row cfi.Row, w want) string {
	have := map[string]string{}
	text := func(r cfi.Rule, cfa bool) string {
		switch {
		case r.Kind == cfi.AtReg && cfa, r.Kind == cfi.ExprVal && cfa:
			return "exp"
		case r.Kind == cfi.RegPlus && cfa:
			return fmt.Sprintf("%s%+d", regName(r.Reg), r.Offset)
		}
		return r.String()
	}
	have["CFA"] = text(row.CFA, true)
	for _, r := range row.Regs {
		name := regName(r.Reg)
		if r.Reg == row.RA {
			name = "ra"
		}
		have[name] = text(r.Rule, false)
	}
	for name, want := range w.rules {
		h, ok := have[name]
		if !ok {
			h = "u"
		}
		// A simple expression has become [r6-16] or r7+16.
		switch {
		case h == want,
			name == "CFA" && want == "exp", // and its register and offset, if it was but those
			want == "exp" && h[0] == '[',
			want == "vexp" && (h[0] == '[' || h[0] == 'r'):
		default:
			return fmt.Sprintf("%s is %s, want %s", name, h, want)
		}
	}
	for name := range have {
		if _, ok := w.rules[name]; !ok {
			return fmt.Sprintf("%s is %s, want no rule", name, have[name])
		}
	}
	return ""
}

// compare checks every row of text, at its first address and, unless the next row is one byte
// away, behind it.
func compare(t *testing.T, table *cfi.Table, r io.Reader, section string) (rows int) {
	t.Helper()
	bad := 0
	check := func(w want, pc link.Addr) {
		row, err := table.Row(pc)
		if err != nil {
			t.Errorf("%v: %v", pc, err)
			bad++
		} else if d := differs(row, w); d != "" {
			t.Errorf("%v: %s", pc, d)
			bad++
		}
	}
	var last want
	err := readelfRows(r, section, func(w want) {
		if bad > 20 {
			return
		}
		rows++
		check(w, w.pc)
		switch {
		case last.rules == nil:
		case last.fde == w.fde:
			check(last, w.pc-1)
		default:
			check(last, last.fde.End-1)
		}
		last = w
	})
	if err != nil {
		t.Fatal(err)
	}
	if last.rules != nil {
		check(last, last.fde.End-1)
	}
	return rows
}

func fixture(tb testing.TB, f cfi.Format) ([]byte, link.Addr) {
	tb.Helper()
	name, addr := "testdata/frames.debug_frame", link.Addr(0)
	if f == cfi.EHFrame {
		name, addr = "testdata/frames.eh_frame", 0x413000
	}
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return data, addr
}

func TestRowsEqualReadelf(t *testing.T) {
	text, err := os.ReadFile("testdata/frames.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		format  cfi.Format
		section string
		rows    int
	}{
		{cfi.DebugFrame, ".debug_frame", 53},
		{cfi.EHFrame, ".eh_frame", 23},
	} {
		data, addr := fixture(t, tt.format)
		table, err := cfi.NewTable(data, tt.format, addr, binary.LittleEndian, 8)
		if err != nil {
			t.Fatalf("%s: %v", tt.section, err)
		}
		if rows := compare(t, table, bytes.NewReader(text), tt.section); rows != tt.rows {
			t.Errorf("%s: compared %d rows, want %d", tt.section, rows, tt.rows)
		}
	}
}

// TestExpressions checks what readelf's rows do not show, from the source, frames.S and frames.c.
func TestExpressions(t *testing.T) {
	data, addr := fixture(t, cfi.DebugFrame)
	table, err := cfi.NewTable(data, cfi.DebugFrame, addr, binary.LittleEndian, 8)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		pc   link.Addr
		reg  int // -1 for the CFA
		want string
	}{
		{0x40111e, -1, "[r6-40]"},
		{0x40111f, 3, "[r6-48]"},
		{0x40111f, 12, "r7+16"},
		{0x401120, 13, "[r7+16]"},
		{0x401120, 14, "exp"},
		{0x401120, 15, "[r7-16]"},
		{0x401121, -1, "r7+24"},
		{0x401122, -1, "vexp"},
		{0x4010c9, -1, "[r6-8]"}, // GCC's realigned stack: breg6-8, deref
		{0x4010c9, 6, "[r6+0]"},
	} {
		row, err := table.Row(tt.pc)
		if err != nil {
			t.Errorf("%v: %v", tt.pc, err)
			continue
		}
		rule := row.CFA
		if tt.reg >= 0 {
			rule, _ = row.Reg(tt.reg)
		}
		if rule.String() != tt.want {
			t.Errorf("%v: register %d is %v, want %s", tt.pc, tt.reg, rule, tt.want)
		}
	}
	if row, _ := table.Row(0x40111a); !row.Signal {
		t.Error("0x40111a: not a signal frame")
	}
	if row, _ := table.Row(0x401112); row.Signal {
		t.Error("0x401112: a signal frame")
	}
}

func TestNoRow(t *testing.T) {
	data, addr := fixture(t, cfi.DebugFrame)
	table, err := cfi.NewTable(data, cfi.DebugFrame, addr, binary.LittleEndian, 8)
	if err != nil {
		t.Fatal(err)
	}
	for _, pc := range []link.Addr{0, 0x400fff, 0x401004, 0x40107b, 0x4123c6, ^link.Addr(0)} {
		if _, err := table.Row(pc); !errors.Is(err, cfi.ErrNoRow) {
			t.Errorf("%v: %v, want %v", pc, err, cfi.ErrNoRow)
		}
	}
	if table.Len() != 10 {
		t.Errorf("Len is %d, want 10", table.Len())
	}
	if want := (link.Range{Start: 0x401000, End: 0x401004}); table.Range(0) != want {
		t.Errorf("first entry covers %v, want %v", table.Range(0), want)
	}
}
