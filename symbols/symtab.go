package symbols

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"hash/maphash"
	"sync"
)

var le = binary.LittleEndian

const (
	symSize = 24   // sizeof(Elf64_Sym)
	maxName = 1024 // bytes of a symbol's name that count; KSYM_NAME_LEN is 512
)

// symtab is a symbol table as it lies in the file, with two indexes that are made when needed. A
// vmlinux has 120,000 symbols; their records and names stay in the map of the file, the index by
// address has 12 bytes a symbol and the one by name 8 to 16.
type symtab struct {
	raw []byte // Elf64_Sym records
	str []byte // names
	end byte   // what ends a name: NUL, or newline in a System.map
	n   int

	xindex  []byte   // SHT_SYMTAB_SHNDX: section numbers that do not fit 16 bits
	section []int32  // section number in this table's file -> index in Image.sections, -1 if not allocated
	base    []uint64 // to add to a value, by section number; nil in a linked file

	addrOnce sync.Once
	addrs    []uint64 // link addresses, ascending; of equal ones in table order
	order    []uint32 // their symbol numbers

	nameOnce sync.Once
	seed     maphash.Seed
	heads    []uint32 // by hash: symbol number + 1, 0 at the end
	next     []uint32 // by symbol number: the same
}

// entry is one decoded record.
type entry struct {
	name    uint32
	info    uint8
	shndx   uint32
	value   uint64
	size    uint64
	section int32 // index in Image.sections; -1: absolute, undefined or not part of the kernel
}

func newSymtab(raw, str []byte) *symtab {
	n := min(len(raw)/symSize, 1<<31)
	return &symtab{raw: raw[:n*symSize], str: str, n: n}
}

func (t *symtab) at(i int) entry {
	r := t.raw[i*symSize : i*symSize+symSize : i*symSize+symSize]
	e := entry{
		name: le.Uint32(r), info: r[4], shndx: uint32(le.Uint16(r[6:])),
		value: le.Uint64(r[8:]), size: le.Uint64(r[16:]), section: -1,
	}
	switch {
	case e.shndx == uint32(elf.SHN_XINDEX) && i*4+4 <= len(t.xindex):
		e.shndx = le.Uint32(t.xindex[i*4:])
	case e.shndx >= uint32(elf.SHN_LORESERVE):
		return e
	}
	if e.shndx != 0 && int(e.shndx) < len(t.section) {
		e.section = t.section[e.shndx]
		if t.base != nil {
			e.value += t.base[e.shndx]
		}
	}
	return e
}

func (e *entry) kind() elf.SymType { return elf.SymType(e.info & 0xf) }
func (e *entry) bind() elf.SymBind { return elf.SymBind(e.info >> 4) }

// wanted reports whether the symbol names something a user could mean: not a section, a source
// file, or something that is elsewhere.
func (e *entry) wanted() bool {
	switch e.kind() {
	case elf.STT_NOTYPE, elf.STT_OBJECT, elf.STT_FUNC, elf.STT_GNU_IFUNC:
	default:
		return false
	}
	return e.name != 0 && (e.section >= 0 || e.shndx == uint32(elf.SHN_ABS))
}

// nameOf is the symbol's name: bytes of the map.
func (t *symtab) nameOf(e *entry) []byte {
	if uint64(e.name) >= uint64(len(t.str)) {
		return nil
	}
	b := t.str[e.name:]
	b = b[:min(len(b), maxName)]
	if i := bytes.IndexByte(b, t.end); i >= 0 {
		b = b[:i]
	}
	return b
}

// indexAddrs makes addrs and order.
func (t *symtab) indexAddrs() {
	t.addrOnce.Do(func() {
		// Nearly all symbols of a kernel are wanted, so the room is not wasted.
		t.addrs, t.order = make([]uint64, 0, t.n), make([]uint32, 0, t.n)
		for i := range t.n {
			if e := t.at(i); e.section >= 0 && e.wanted() {
				t.addrs, t.order = append(t.addrs, e.value), append(t.order, uint32(i))
			}
		}
		t.addrs, t.order = radixSort(t.addrs, t.order)
	})
}

// radixSort sorts keys, and vals along with them, by bytes from the least significant one; equal
// keys stay in order. It takes 1 ms for the symbols of a vmlinux, whose keys differ in 4 bytes,
// where sorting by comparison takes 15.
func radixSort(keys []uint64, vals []uint32) ([]uint64, []uint32) {
	var differ uint64
	for _, k := range keys {
		differ |= k ^ keys[0]
	}
	if differ == 0 {
		return keys, vals
	}
	keys2, vals2 := make([]uint64, len(keys)), make([]uint32, len(vals))
	for shift := 0; shift < 64; shift += 8 {
		if differ>>shift&0xff == 0 {
			continue
		}
		var at [256]int
		for _, k := range keys {
			at[k>>shift&0xff]++
		}
		sum := 0
		for i, n := range at {
			at[i] = sum
			sum += n
		}
		for i, k := range keys {
			b := k >> shift & 0xff
			keys2[at[b]], vals2[at[b]] = k, vals[i]
			at[b]++
		}
		keys, keys2, vals, vals2 = keys2, keys, vals2, vals
	}
	return keys, vals
}

// indexNames makes heads and next: chains of the symbols whose names have the same hash, in table
// order. Names that occur a thousand times (__already_done.0) make a long chain, not a slow build.
func (t *symtab) indexNames() {
	t.nameOnce.Do(func() {
		size := 1
		for size < t.n {
			size *= 2
		}
		t.seed = maphash.MakeSeed()
		t.heads, t.next = make([]uint32, size), make([]uint32, t.n)
		for i := t.n - 1; i >= 0; i-- {
			e := t.at(i)
			if !e.wanted() {
				continue
			}
			h := maphash.Bytes(t.seed, t.nameOf(&e)) & uint64(size-1)
			t.next[i] = t.heads[h]
			t.heads[h] = uint32(i) + 1
		}
	})
}

// lookup calls f with each symbol of that name, in table order.
func (t *symtab) lookup(name string, f func(i int, e entry)) {
	t.indexNames()
	if t.n == 0 {
		return
	}
	h := maphash.String(t.seed, name) & uint64(len(t.heads)-1)
	for i := t.heads[h]; i != 0; i = t.next[i-1] {
		e := t.at(int(i - 1))
		if string(t.nameOf(&e)) == name {
			f(int(i-1), e)
		}
	}
}
