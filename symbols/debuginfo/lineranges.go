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
