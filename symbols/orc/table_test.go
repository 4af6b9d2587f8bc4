package orc_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"kbreak/symbols/cfi"
	"kbreak/symbols/link"
	"kbreak/symbols/orc"
)

// A line is one entry of a table: where it starts and the fields of struct orc_entry.
type line struct {
	pc     link.Addr
	sp, bp int16
	flags  uint16
}

const ipAddr = 0x10000

func build(lines ...line) (ip, entries []byte) {
	for i, l := range lines {
		ip = binary.LittleEndian.AppendUint32(ip, uint32(l.pc)-uint32(ipAddr+4*i))
		entries = binary.LittleEndian.AppendUint16(entries, uint16(l.sp))
		entries = binary.LittleEndian.AppendUint16(entries, uint16(l.bp))
		entries = binary.LittleEndian.AppendUint16(entries, l.flags)
	}
	return ip, entries
}

// text gives all of a row that ORC can say.
func text(r cfi.Row, ok bool) string {
	if !ok {
		return "none"
	}
	s := r.Kind.String()
	if r.Kind != cfi.EndOfStack {
		s += " cfa " + r.CFA.String()
	}
	if bp, ok := r.Reg(6); ok {
		s += " bp " + bp.String()
	}
	if ra, ok := r.Reg(16); ok {
		s += " ra " + ra.String()
	}
	if r.Signal {
		s += " signal"
	}
	return s
}

// TestVersions decodes entries as objtool writes them. The flags are spelled type, bp_reg, sp_reg
// in that order of digits; the meanings are those of arch/x86/include/asm/orc_types.h at each
// version and of unwind_next_frame in arch/x86/kernel/unwind_orc.c.
func TestVersions(t *testing.T) {
	for _, tt := range []struct {
		version orc.Version
		line
		want string
	}{
		{1, line{sp: 8, flags: 0x005}, "call cfa r7+8 bp s ra c-8"},
		{1, line{sp: 16, bp: -16, flags: 0x014}, "call cfa r6+16 bp c-16 ra c-8"},
		{1, line{sp: 0, bp: 0, flags: 0x046}, "call cfa r10+0 bp [r6+0] ra c-8"},
		{1, line{sp: -8, bp: 0, flags: 0x048}, "call cfa [r6-8] bp [r6+0] ra c-8"},
		{1, line{sp: 8, bp: -16, flags: 0x019}, "call cfa [r7]+8 bp c-16 ra c-8"},
		{1, line{sp: 0, flags: 0x002}, "call cfa r1+0 bp s ra c-8"},
		{1, line{sp: 0, flags: 0x003}, "call cfa r5+0 bp s ra c-8"},
		{1, line{sp: 0, flags: 0x007}, "call cfa r13+0 bp s ra c-8"},
		{1, line{sp: 0, flags: 0x105}, "regs cfa r7+0 signal"},
		{1, line{sp: 24, flags: 0x205}, "regs (partial) cfa r7+24 bp s signal"},
		{1, line{flags: 0x400}, "end of stack"},
		{1, line{flags: 0x000}, "none"},
		{1, line{sp: 8, flags: 0x305}, "none"}, // no such type
		{1, line{sp: 8, flags: 0x00b}, "none"}, // no such register

		{2, line{sp: 8, flags: 0x005}, "call cfa r7+8 bp s ra c-8"},
		{2, line{sp: 8, flags: 0x405}, "call cfa r7+8 bp s ra c-8 signal"},
		{2, line{sp: 0, flags: 0x505}, "regs cfa r7+0 signal"},
		{2, line{sp: 0, flags: 0x105}, "regs cfa r7+0"},
		{2, line{flags: 0x800}, "end of stack"},
		{2, line{flags: 0x400}, "none"},

		{3, line{flags: 0x000}, "none"},
		{3, line{flags: 0x100}, "end of stack"},
		{3, line{sp: 8, flags: 0x205}, "call cfa r7+8 bp s ra c-8"},
		{3, line{sp: 0, flags: 0xb05}, "regs cfa r7+0 signal"},
		{3, line{sp: 0, flags: 0xc05}, "regs (partial) cfa r7+0 bp s signal"},
		{3, line{sp: 16, bp: -16, flags: 0x219}, "call cfa [r7]+16 bp c-16 ra c-8"},
		{3, line{flags: 0x505}, "none"},
		{3, line{flags: 0x705}, "none"},

		{4, line{sp: 8, flags: 0x203}, "call cfa r7+8 bp s ra c-8"},
		{4, line{sp: 16, bp: -16, flags: 0x284}, "call cfa r6+16 bp c-16 ra c-8"},
		{4, line{sp: 8, bp: -16, flags: 0x289}, "call cfa [r7]+8 bp c-16 ra c-8"},
		{4, line{sp: -8, bp: 0, flags: 0x24a}, "call cfa [r6-8] bp [r6+0] ra c-8"},
		{4, line{sp: 0, flags: 0x201}, "call cfa r0+0 bp s ra c-8"},
		{4, line{sp: 0, flags: 0xb05}, "regs cfa r5+0 signal"},
	} {
		tt.pc = 0x1000
		ip, entries := build(tt.line)
		table, err := orc.New(ip, ipAddr, entries, tt.version)
		if err != nil {
			t.Fatal(err)
		}
		if have := text(table.Row(0x1000)); have != tt.want {
			t.Errorf("version %d %+v: %q, want %q", tt.version, tt.line, have, tt.want)
		}
	}
}

func TestSearch(t *testing.T) {
	// A module's table: not sorted, with a mark at the end of each section that the next section's
	// first entry shares its address with.
	ip, entries := build(
		line{pc: 0x3000, sp: 0x30, flags: 5}, line{pc: 0x3010},
		line{pc: 0x1000, sp: 0x10, flags: 5}, line{pc: 0x1004, sp: 0x14, flags: 5}, line{pc: 0x2000, flags: 0},
		line{pc: 0x2000, sp: 0x20, flags: 5}, line{pc: 0x3000},
	)
	table, err := orc.New(ip, ipAddr, entries, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		pc   link.Addr
		want string
	}{
		{0, "none"}, {0xfff, "none"},
		{0x1000, "call cfa r7+16 bp s ra c-8"}, {0x1003, "call cfa r7+16 bp s ra c-8"},
		{0x1004, "call cfa r7+20 bp s ra c-8"}, {0x1fff, "call cfa r7+20 bp s ra c-8"},
		{0x2000, "call cfa r7+32 bp s ra c-8"}, {0x2fff, "call cfa r7+32 bp s ra c-8"},
		{0x3000, "call cfa r7+48 bp s ra c-8"}, {0x300f, "call cfa r7+48 bp s ra c-8"},
		{0x3010, "none"}, {^link.Addr(0), "none"},
	} {
		if have := text(table.Row(tt.pc)); have != tt.want {
			t.Errorf("%v: %q, want %q", tt.pc, have, tt.want)
		}
	}
	if table.Len() != 7 || table.Start(0) != 0x1000 || table.Start(6) != 0x3010 {
		t.Errorf("%d entries from %v to %v", table.Len(), table.Start(0), table.Start(6))
	}
}

func TestEmpty(t *testing.T) {
	table, err := orc.New(nil, ipAddr, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := table.Row(0x1000); ok {
		t.Error("a row out of nothing")
	}
}

func TestNewRefuses(t *testing.T) {
	ip, entries := build(line{pc: 1}, line{pc: 2})
	for _, tt := range []struct {
		ip, entries []byte
		version     orc.Version
		want        string
	}{
		{ip, entries[:6], 1, "the numbers do not match"},
		{ip[:7], entries, 1, "the numbers do not match"},
		{ip, entries[:11], 1, "the numbers do not match"},
		{ip, entries, 0, "version 0"},
		{ip, entries, 5, "version 5"},
	} {
		if _, err := orc.New(tt.ip, 0, tt.entries, tt.version); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v, want %q", err, tt.want)
		}
	}
}

func TestDetect(t *testing.T) {
	h := func(s string) []byte { b, _ := hex.DecodeString(s); return b }
	for _, tt := range []struct {
		header  []byte
		release string
		want    orc.Version // 0: an error
	}{
		{nil, "4.14.0", 1}, {nil, "6.1.0-56-cloud-amd64", 1}, {nil, "6.2.16", 1}, {nil, "6.3.0", 2},
		{nil, "6.4", 3}, {nil, "6.12.9-amd64", 3}, {nil, "7.0", 3}, {nil, "", 1}, {nil, "junk", 1},
		{nil, "5.14.0-503.el9.x86_64", 1}, {nil, "5.14.0-517.el9.x86_64", 3}, {nil, "5.14.0-570.12.1.el9_6.x86_64", 3},
		{nil, "5.14.0-600-generic", 1},
		{h("db84aed4103b31dd51e017f8f79783ca985c2c51"), "6.4.0", 2},
		{h("fe5d32bf581bd63b2ca9a5c65ba5a625eab3fe24"), "6.1.0", 3},
		{h("137c36ad7627c4dd55932176bb0ecdbd5041fc82"), "", 4},
		{h("137c36ad7627c4dd55932176bb0ecdbd5041fc83"), "6.4.0", 0},
		{h("fe5d32bf"), "6.4.0", 0},
		{bytes.Repeat([]byte{1}, 1000), "6.4.0", 0},
	} {
		v, err := orc.Detect(tt.header, tt.release)
		if v != tt.want || (err == nil) != (tt.want != 0) {
			t.Errorf("Detect(%x, %q) = %d, %v; want %d", tt.header, tt.release, v, err, tt.want)
		}
	}
}

// FuzzTable checks the search against a walk over all entries.
func FuzzTable(f *testing.F) {
	ip, entries := build(line{0x1000, 8, 0, 5}, line{0x1004, 16, -16, 0x14}, line{0x800, 0, 0, 0x105})
	f.Add(ip, entries, uint8(1), uint64(1))
	f.Add(ip, entries, uint8(4), uint64(2))
	f.Fuzz(func(t *testing.T, ip, entries []byte, version uint8, seed uint64) {
		table, err := orc.New(ip, ipAddr, entries, orc.Version(version))
		if err != nil {
			return
		}
		rnd := rand.New(rand.NewPCG(seed, 1))
		for i := 1; i < table.Len(); i++ {
			if table.Start(i-1) > table.Start(i) {
				t.Fatalf("entries %d and %d are out of order", i-1, i)
			}
		}
		for range 20 {
			pc := link.Addr(rnd.Uint64())
			if n := table.Len(); n > 0 && rnd.IntN(4) > 0 {
				pc = table.Start(rnd.IntN(n)) + link.Addr(rnd.IntN(3)) - 1
			}
			row, ok := table.Row(pc)
			if !ok && fmt.Sprint(row) != fmt.Sprint(cfi.Row{}) {
				t.Errorf("%v: %+v without a row", pc, row)
			}
			covered := false
			for i := range table.Len() {
				covered = covered || table.Start(i) <= pc
			}
			if ok && !covered {
				t.Errorf("%v: a row before the first entry", pc)
			}
			if ok && row.Kind != cfi.EndOfStack && row.CFA.Kind == cfi.Undefined {
				t.Errorf("%v: no CFA", pc)
			}
		}
	})
}
