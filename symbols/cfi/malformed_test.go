package cfi_test

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"kbreak/symbols/cfi"
	"kbreak/symbols/link"
)

// A builder writes entries of a little-endian .debug_frame.
type builder struct{ b []byte }

// entry appends one entry: its length, its id and then hex bytes; spaces are for the reader.
func (b *builder) entry(id uint32, hexBody string) *builder {
	body, err := hex.DecodeString(strings.ReplaceAll(hexBody, " ", ""))
	if err != nil {
		panic(err)
	}
	b.b = binary.LittleEndian.AppendUint32(b.b, uint32(4+len(body)))
	b.b = binary.LittleEndian.AppendUint32(b.b, id)
	b.b = append(b.b, body...)
	return b
}

const (
	cieID = 0xffffffff
	plain = "01 00 01 78 10 0c 07 08 90 01" // version 1, no augmentation, 1, -8, RA 16, CFA rsp+8, RA c-8
	pc    = "0010 000000000000 1000 000000000000"
)

func TestMalformed(t *testing.T) {
	for _, tt := range []struct {
		name string
		data []byte
		new  string // error of NewTable
		row  string // error of Row(0x1008)
	}{
		{"good", new(builder).entry(cieID, plain).entry(0, pc+"").b, "", ""},
		{"length beyond the section", []byte{0xff, 0xff, 0, 0, 1, 2, 3, 4}, "entry of 0xffff bytes in a section of 0x8", ""},
		{"64-bit length beyond the section", append([]byte{0xff, 0xff, 0xff, 0xff}, 1, 2, 3, 4, 5, 6, 7, 0x88, 9), "entry of 0x8807060504030201 bytes", ""},
		{"three bytes", []byte{1, 2, 3}, "ends in the middle", ""},
		{"no CIE", new(builder).entry(0x1000, pc).b, "leads out of the section", ""},
		{"CIE pointer to an FDE", new(builder).entry(cieID, plain).entry(0, pc).entry(18, pc).b, "to an entry that is none", ""},
		{"FDE without its range", new(builder).entry(cieID, plain).entry(0, "0010").b, "ends in the middle", ""},
		{"unknown version", new(builder).entry(cieID, "02 00 01 78 10").entry(0, pc).b, "", "CIE version 2"},
		{"unknown augmentation", new(builder).entry(cieID, "01 6100 01 78 10").entry(0, pc).b, "", `augmentation "a"`},
		{"addresses of 3 bytes", new(builder).entry(cieID, "04 00 03 00 01 78 10").entry(0, pc).b, "", "addresses of 3 bytes"},
		{"endless augmentation", new(builder).entry(cieID, "01 6161").entry(0, pc).b, "", "string without an end"},
		{"no CFA", new(builder).entry(cieID, "01 00 01 78 10").entry(0, pc).b, "", "no rule for the CFA"},
		{"unknown instruction", new(builder).entry(cieID, plain).entry(0, pc+"3f").b, "", "unknown instruction 0x3f"},
		{"restore of nothing", new(builder).entry(cieID, plain).entry(0, pc+"0b").b, "", "no state to restore"},
		{"offset of an expression", new(builder).entry(cieID, plain).entry(0, pc+"0f 01 30 0e 10").b, "", "no register and offset"},
		{"huge register", new(builder).entry(cieID, plain).entry(0, pc+"08 ffffff7f").b, "", "register number 268435455"},
		{"expression beyond the entry", new(builder).entry(cieID, plain).entry(0, pc+"0f ff7f 30").b, "", "ends in the middle"},
		{"LEB128 beyond the entry", new(builder).entry(cieID, plain).entry(0, pc+"0e 80 80").b, "", "ends in the middle"},
		{"states without end", new(builder).entry(cieID, plain).entry(0, pc+strings.Repeat("0a", 100)).b, "", "too deep"},
	} {
		table, err := cfi.NewTable(tt.data, cfi.DebugFrame, 0, binary.LittleEndian, 8)
		if !mentions(err, tt.new) {
			t.Errorf("%s: NewTable: %v, want %q", tt.name, err, tt.new)
		}
		var bad *cfi.DataError
		if err != nil {
			if !errors.As(err, &bad) {
				t.Errorf("%s: %T is no *DataError", tt.name, err)
			}
			continue
		}
		row, err := table.Row(0x1008)
		if !mentions(err, tt.row) {
			t.Errorf("%s: Row: %v, want %q", tt.name, err, tt.row)
		}
		if err == nil && (row.CFA.String() != "r7+8" || row.RA != 16) {
			t.Errorf("%s: %+v", tt.name, row)
		}
	}
}

func mentions(err error, text string) bool {
	if text == "" {
		return err == nil
	}
	return err != nil && strings.Contains(err.Error(), text)
}

// TestWide reads the 64-bit format, which no compiler writes for a section of less than 4 GiB.
func TestWide(t *testing.T) {
	var b []byte
	entry := func(id uint64, hexBody string) {
		body, _ := hex.DecodeString(strings.ReplaceAll(hexBody, " ", ""))
		b = binary.LittleEndian.AppendUint32(b, 0xffffffff)
		b = binary.LittleEndian.AppendUint64(b, uint64(8+len(body)))
		b = binary.LittleEndian.AppendUint64(b, id)
		b = append(b, body...)
	}
	entry(1<<64-1, plain)
	entry(0, pc+"0e 20")
	table, err := cfi.NewTable(b, cfi.DebugFrame, 0, binary.LittleEndian, 8)
	if err != nil {
		t.Fatal(err)
	}
	if row, err := table.Row(0x100f); err != nil || row.CFA.String() != "r7+32" {
		t.Errorf("%v, %v", row.CFA, err)
	}
}

// TestEntriesOutOfOrder is the case that makes a search miss if the index is not sorted, and the
// one of a second entry that starts inside another.
func TestEntriesOutOfOrder(t *testing.T) {
	at := func(a link.Addr, size uint64) string {
		b := binary.LittleEndian.AppendUint64(nil, uint64(a))
		return hex.EncodeToString(binary.LittleEndian.AppendUint64(b, size))
	}
	b := new(builder).entry(cieID, plain)
	b.entry(0, at(0x3000, 0x10)+"0e30").entry(0, at(0x1000, 0x100)+"0e10").entry(0, at(0x2000, 0x10)+"0e20").entry(0, at(0x1010, 8)+"0e18")
	table, err := cfi.NewTable(b.b, cfi.DebugFrame, 0, binary.LittleEndian, 8)
	if err != nil {
		t.Fatal(err)
	}
	for pc, want := range map[link.Addr]int64{0x1000: 0x10, 0x1010: 0x18, 0x1018: 0x10, 0x10ff: 0x10, 0x2001: 0x20, 0x300f: 0x30} {
		if row, err := table.Row(pc); err != nil || row.CFA.Offset != want {
			t.Errorf("%v: offset %#x, %v; want %#x", pc, row.CFA.Offset, err, want)
		}
	}
}

func FuzzTable(f *testing.F) {
	for _, format := range []cfi.Format{cfi.DebugFrame, cfi.EHFrame} {
		data, _ := fixture(f, format)
		f.Add(data, uint8(format))
		f.Add(data[:len(data)/2], uint8(format))
	}
	f.Fuzz(func(t *testing.T, data []byte, format uint8) {
		table, err := cfi.NewTable(data, cfi.Format(format&1), 0x413000, binary.LittleEndian, 8)
		if err != nil {
			if table != nil {
				t.Error("a table with an error")
			}
			return
		}
		if table.Len() > len(data)/8 {
			t.Errorf("%d entries out of %d bytes", table.Len(), len(data))
		}
		for i := range min(table.Len(), 100) {
			r := table.Range(i)
			for _, pc := range []link.Addr{r.Start, r.End - 1} {
				row, err := table.Row(pc)
				switch {
				case errors.Is(err, cfi.ErrNoRow) && pc == r.Start:
					t.Errorf("%v: in the index, but not found", pc)
				case err == nil && row.Source != cfi.DWARF:
					t.Errorf("%v: row of %v", pc, row.Source)
				case err != nil && row.Regs != nil:
					t.Errorf("%v: rules with an error", pc)
				}
				seen := map[int]bool{}
				for _, reg := range row.Regs {
					if seen[reg.Reg] {
						t.Errorf("%v: two rules for register %d", pc, reg.Reg)
					}
					seen[reg.Reg] = true
				}
			}
		}
	})
}
