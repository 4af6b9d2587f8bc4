package debuginfo

import (
	"cmp"
	"slices"

	"kbreak/symbols/link"
)

// maxEntries bounds the answer of LinesIn.
const maxEntries = 1 << 20

// LinesIn finds what [Data.LineAt] says of the addresses in r, at the cost of asking it once: the entries
// that overlap r, by address. Only the unit that covers the start of r is looked at, so there may be
// nothing for addresses behind its code.
func (d *Data) LinesIn(r link.Range) ([]LineEntry, error) {
	h, err := d.lineHeaderFor(r.Start)
	if err != nil {
		return nil, err
	}
	var out []LineEntry
	err = h.items(func(*lineRow) {}, func(group []lineItem, end uint64) bool {
		if group[0].addr < uint64(r.End) && uint64(r.Start) < end {
			out = append(out, h.entry(shown(group), end))
		}
		return len(out) < maxEntries
	})
	slices.SortStableFunc(out, func(a, b LineEntry) int { return cmp.Compare(a.Start, b.Start) })
	return out, err
}

// FileRowsIn finds the rows of the line table that begin in r and are of the file that [Data.LineAt] has for
// its start, by address. Beside those that LineAt finds there are the rows whose code begins where that of a
// later row does, the opening brace of a function without a prologue for one: their End is their Start.
func (d *Data) FileRowsIn(r link.Range) ([]LineEntry, error) {
	h, err := d.lineHeaderFor(r.Start)
	if err != nil {
		return nil, err
	}
	file, known := 0, false
	err = h.items(nil, func(group []lineItem, end uint64) bool {
		if known = group[0].addr <= uint64(r.Start) && uint64(r.Start) < end; known {
			file = shown(group).file
		}
		return !known
	})
	if !known {
		return nil, cmp.Or(err, ErrNone)
	}
	var out []LineEntry
	err = h.items(nil, func(group []lineItem, end uint64) bool {
		if group[0].addr < uint64(r.Start) || group[0].addr >= uint64(r.End) || !h.sameFile(group[0].file, file) {
			return true
		}
		for i := range group {
			switch it := &group[i]; {
			case i == len(group)-1:
				out = append(out, h.entry(it, end))
			case it.line != group[i+1].line:
				out = append(out, h.entry(it, it.addr))
			}
		}
		return len(out) < maxEntries
	})
	slices.SortStableFunc(out, func(a, b LineEntry) int { return cmp.Compare(a.Start, b.Start) })
	return out, err
}
