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
