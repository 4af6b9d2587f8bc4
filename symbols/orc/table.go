package orc

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sort"

	"kbreak/symbols/cfi"
	"kbreak/symbols/link"
)

const (
	ipSize    = 4
	entrySize = 6
)

// Table is the ORC table of one image. It keeps the sections' bytes, does not change them and
// copies nothing of a sorted table, so it may lie in a mapped file. It is safe for concurrent use.
type Table struct {
	ip      []byte
	ipAddr  link.Addr
	entries []byte
	version Version
	n       int
	order   []uint32 // entries by address; nil if they already are
}

// New makes a table of the bytes of .orc_unwind_ip, which is linked at ipAddr and has been
// relocated, and of .orc_unwind.
//
// The table of a vmlinux is sorted by the linker's post-processing since 5.6 (f14bf6a350df); that
// of a module, and of an older vmlinux, gets an index of 4 bytes an entry.
func New(ip []byte, ipAddr link.Addr, entries []byte, version Version) (*Table, error) {
	if version < 1 || version > 4 {
		return nil, fmt.Errorf("ORC version %d", version)
	}
	if len(ip)%ipSize != 0 || len(entries)%entrySize != 0 || len(ip)/ipSize != len(entries)/entrySize {
		return nil, fmt.Errorf("ORC table of %d bytes of addresses and %d of entries: the numbers do not match", len(ip), len(entries))
	}
	n := len(ip) / ipSize
	if n > math.MaxInt32 {
		return nil, fmt.Errorf("ORC table of %d entries", n)
	}
	t := &Table{ip: ip, ipAddr: ipAddr, entries: entries, version: version, n: n}
	t.sort()
	return t, nil
}

// Len returns the number of entries.
func (t *Table) Len() int { return t.n }

// Start returns where range i of Len starts, in the order of addresses.
func (t *Table) Start(i int) link.Addr { return t.start(t.index(i)) }

func (t *Table) index(i int) int {
	if t.order != nil {
		return int(t.order[i])
	}
	return i
}

// start decodes the address of entry i as it stands in the file.
func (t *Table) start(i int) link.Addr {
	at := t.ipAddr + link.Addr(i*ipSize)
	return at + link.Addr(int32(binary.LittleEndian.Uint32(t.ip[i*ipSize:])))
}

// sort indexes a table that is not sorted. Of two entries for one address the first is the mark
// that ends a section's code and the second what the code there has: an entry that says nothing
// goes first, because the last of several is what a search finds.
func (t *Table) sort() {
	sorted := true
	for i := 1; i < t.n && sorted; i++ {
		sorted = t.compare(i-1, i) <= 0
	}
	if sorted {
		return
	}
	t.order = make([]uint32, t.n)
	for i := range t.order {
		t.order[i] = uint32(i)
	}
	slices.SortFunc(t.order, func(a, b uint32) int {
		return cmp.Or(t.compare(int(a), int(b)), cmp.Compare(a, b))
	})
}

func (t *Table) compare(a, b int) int {
	if c := cmp.Compare(t.start(a), t.start(b)); c != 0 {
		return c
	}
	return cmp.Compare(t.rank(a), t.rank(b))
}

func (t *Table) rank(i int) int {
	if t.decode(i).typ == typeUndefined {
		return 0
	}
	return 1
}

// Row returns what holds at pc. False says that the table has nothing: pc lies before its first
// range, or in one that is marked as not described (padding, data in text, code that objtool was
// told to leave alone). The last range has no end; its entry is such a mark.
func (t *Table) Row(pc link.Addr) (cfi.Row, bool) {
	i := sort.Search(t.n, func(i int) bool { return t.Start(i) > pc }) - 1
	if i < 0 {
		return cfi.Row{}, false
	}
	return t.decode(t.index(i)).row()
}
