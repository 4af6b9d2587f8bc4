package debuginfo

import (
	"sort"
	"testing"

	"kbreak/symbols/link"
)

// TestLinesIn: what it says of an address is what LineAt says, wherever the range begins.
func TestLinesIn(t *testing.T) {
	for _, v := range []string{"scope4", "scope5"} {
		d := fixture(t, v+".elf")
		const start = link.Addr(0xffffffff81000000)
		found := 0
		for from := start; from < start+0x400; from += 13 {
			list, err := d.LinesIn(link.Range{Start: from, End: from + 0x80})
			for pc := from; err == nil && pc < from+0x80; pc++ {
				want, err := d.LineAt(pc)
				i := sort.Search(len(list), func(i int) bool { return list[i].Start > pc })
				if i == 0 || pc >= list[i-1].End {
					if _, err2 := d.LineAt(from); err == nil && err2 == nil && len(list) > 0 && pc < list[len(list)-1].End {
						t.Errorf("%s %v in a range from %v: have nothing, want %v", v, pc, from, want)
					}
					continue
				}
				if found++; err != nil || list[i-1] != want {
					t.Errorf("%s %v in a range from %v: have %v, want %v, %v", v, pc, from, list[i-1], want, err)
				}
			}
		}
		if found == 0 {
			t.Errorf("%s: no lines", v)
		}
	}
}

// TestFileRowsIn: the rows with code are what LineAt says at their start, of one file; those without are
// followed by one with code at their address.
func TestFileRowsIn(t *testing.T) {
	for _, v := range []string{"scope4", "scope5"} {
		d := fixture(t, v+".elf")
		const start = link.Addr(0xffffffff81000000)
		code, empty := 0, 0
		for from := start; from < start+0x400; from += 13 {
			first, err := d.LineAt(from)
			list, err2 := d.FileRowsIn(link.Range{Start: from, End: from + 0x80})
			if (err == nil) != (err2 == nil) {
				t.Errorf("%s %v: %v, LineAt says %v", v, from, err2, err)
			}
			for i, row := range list {
				if row.FullFile != first.FullFile || row.Start < from || row.Start >= from+0x80 {
					t.Errorf("%s: %v in a range of %s from %v", v, row, first.FullFile, from)
				}
				if row.End == row.Start {
					if empty++; i+1 == len(list) || list[i+1].Start != row.Start || list[i+1].Line == row.Line {
						t.Errorf("%s: %v before %v", v, row, list[i+1:])
					}
					continue
				}
				if code++; i > 0 && list[i-1].End > row.Start {
					t.Errorf("%s: %v begins in %v", v, row, list[i-1])
				}
				if want, err := d.LineAt(row.Start); err != nil || want.End != row.End || want.FullFile != row.FullFile {
					t.Errorf("%s: have %v, LineAt says %v, %v", v, row, want, err)
				}
			}
		}
		if code == 0 || empty == 0 {
			t.Errorf("%s: %d rows with code, %d without", v, code, empty)
		}
	}
}
