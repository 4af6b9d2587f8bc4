package debuginfo

// typeUnit finds the type with a signature (DWARF 5 §7.32), which "gcc -fdebug-types-section" gives a unit of
// its own. To find one all units are listed, once.
func (d *Data) typeUnit(signature uint64) (die int, ok bool) {
	d.signaturesOnce.Do(func() {
		d.signatures = make(map[uint64]int)
		offsets, _ := d.unitOffsets() // those before the one that makes no sense
		for _, off := range offsets {
			if u, _, err := d.unitHeader(off); err == nil && u.typeOff != 0 {
				d.signatures[u.signature] = off + int(min(u.typeOff, maxOffset))
			}
		}
	})
	die, ok = d.signatures[signature]
	return min(die, maxOffset), ok
}
