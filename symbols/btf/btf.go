// Package btf answers one question: what does the kernel's own type information say that a struct
// looks like?
//
// BTF is the compact form of C types that Linux carries for BPF, in the section .BTF of vmlinux and of
// modules (Documentation/bpf/btf.rst; include/uapi/linux/btf.h). Four megabytes describe what takes
// 164 MB of DWARF, so a struct is found in milliseconds. The price: no names of files, no functions
// with their variables, no alignment.
//
//	header ─ types: name, kind, size or type; members...  (ids count from 1, in file order)
//	       └ strings: NUL-terminated, referred to by offset
//
// A module's BTF is split: its ids and string offsets go on where vmlinux's end, and refer into those.
//
// One pass notes where each type starts; names are compared in place. A type is made when it is first
// asked for, its members when they are.
//
// Read first: [Data], [Data.Struct].
package btf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"sync"

	"kbreak/symbols/ctype"
)

// FormatError says where BTF breaks the format.
type FormatError struct {
	Offset  int // in the section
	Problem string
}

func (e *FormatError) Error() string { return fmt.Sprintf(".BTF+%#x: %s", e.Offset, e.Problem) }

// kind is BTF_KIND_* of include/uapi/linux/btf.h.
type kind uint8

const (
	kindVoid kind = iota
	kindInt
	kindPtr
	kindArray
	kindStruct
	kindUnion
	kindEnum
	kindFwd
	kindTypedef
	kindVolatile
	kindConst
	kindRestrict
	kindFunc
	kindFuncProto
	kindVar
	kindDatasec
	kindFloat
	kindDeclTag
	kindTypeTag
	kindEnum64
	numKinds
)

// extra is the bytes that follow the twelve of struct btf_type: once, and for each of vlen.
var extra = [numKinds]struct{ once, each uint32 }{
	kindInt: {4, 0}, kindArray: {12, 0}, kindStruct: {0, 12}, kindUnion: {0, 12}, kindEnum: {0, 8},
	kindFuncProto: {0, 8}, kindVar: {4, 0}, kindDatasec: {0, 12}, kindDeclTag: {4, 0}, kindEnum64: {0, 12},
}

// Data is the type information of one image. It is safe for concurrent use.
type Data struct {
	base    *Data // vmlinux's, under a module's
	order   binary.ByteOrder
	types   []byte
	typeOff int // of types in the section, for errors
	strs    []byte

	firstID, firstStr uint32 // what base has

	once    sync.Once
	offs    []uint32 // where in types each id starts, less firstID
	ptrSize int64
	scanErr error

	mu    sync.Mutex
	cache map[uint32]*ctype.Type
}

const (
	magic      = 0xeb9f
	headerSize = 24
	typeSize   = 12
	maxSection = 1 << 30
	maxTypes   = 1 << 24
)

// New returns the types in the bytes of a .BTF section. base is the vmlinux that a module's section
// builds upon; nil for vmlinux itself. Only the header is looked at yet.
func New(section []byte, base *Data) (*Data, error) {
	fail := func(off int, format string, args ...any) (*Data, error) {
		return nil, &FormatError{off, fmt.Sprintf(format, args...)}
	}
	if len(section) < headerSize || len(section) > maxSection {
		return fail(0, "section of %d bytes", len(section))
	}
	var order binary.ByteOrder = binary.LittleEndian
	if order.Uint16(section) != magic {
		order = binary.BigEndian
	}
	if order.Uint16(section) != magic {
		return fail(0, "magic number %#x, not %#x", binary.LittleEndian.Uint16(section), magic)
	}
	if section[2] != 1 {
		return fail(2, "version %d", section[2])
	}
	hdr := order.Uint32(section[4:])
	part := func(at int) ([]byte, int, bool) {
		start := uint64(hdr) + uint64(order.Uint32(section[at:]))
		end := start + uint64(order.Uint32(section[at+4:]))
		if hdr < headerSize || end > uint64(len(section)) {
			return nil, 0, false
		}
		return section[start:end:end], int(start), true
	}
	d := &Data{base: base, order: order, cache: make(map[uint32]*ctype.Type), firstID: 1}
	var ok bool
	if d.types, d.typeOff, ok = part(8); !ok {
		return fail(8, "types lie outside the section")
	}
	if d.strs, _, ok = part(16); !ok {
		return fail(16, "strings lie outside the section")
	}
	if n := len(d.strs); n > 0 && d.strs[n-1] != 0 {
		return fail(16, "the last string has no end")
	}
	if base != nil {
		if base.order != order {
			return fail(0, "byte order differs from that of the base")
		}
		if err := base.scan(); err != nil {
			return nil, err
		}
		d.firstID = base.firstID + uint32(len(base.offs))
		d.firstStr = base.firstStr + uint32(len(base.strs))
	}
	return d, nil
}

// scan notes where each type starts.
func (d *Data) scan() error {
	d.once.Do(func() {
		d.ptrSize = 8
		if d.base != nil {
			d.ptrSize = d.base.ptrSize
		}
		fail := func(off int, format string, args ...any) {
			d.scanErr = &FormatError{d.typeOff + off, fmt.Sprintf(format, args...)}
		}
		offs := make([]uint32, 0, len(d.types)/32)
		for off := 0; off < len(d.types); {
			if len(d.types)-off < typeSize {
				fail(off, "type of less than %d bytes", typeSize)
				return
			}
			info := d.order.Uint32(d.types[off+4:])
			k, vlen := kind(info>>24&0x1f), info&0xffff
			if k == kindVoid || k >= numKinds {
				fail(off, "type of unknown kind %d", k)
				return
			}
			size := typeSize + int(extra[k].once+extra[k].each*vlen)
			if size > len(d.types)-off {
				fail(off, "type of %d bytes, where %d are left", size, len(d.types)-off)
				return
			}
			if len(offs) >= maxTypes {
				fail(off, "more than %d types", maxTypes)
				return
			}
			// A pointer is as wide as a long is: BTF does not say it otherwise.
			if k == kindInt && d.base == nil {
				if name := d.str(d.order.Uint32(d.types[off:])); string(name) == "long unsigned int" || string(name) == "unsigned long" {
					if n := d.order.Uint32(d.types[off+8:]); n == 4 || n == 8 {
						d.ptrSize = int64(n)
					}
				}
			}
			offs = append(offs, uint32(off))
			off += size
		}
		d.offs = offs
	})
	return d.scanErr
}

// str is the string at an offset, empty where there is none.
func (d *Data) str(off uint32) []byte {
	if off < d.firstStr {
		return d.base.str(off)
	}
	if off -= d.firstStr; uint64(off) >= uint64(len(d.strs)) {
		return nil
	}
	s := d.strs[off:]
	return s[:bytes.IndexByte(s, 0)] // New saw that the last byte is NUL
}

// is compares the string at an offset without looking for its end.
func (d *Data) is(off uint32, name string) bool {
	if off < d.firstStr {
		return d.base.is(off, name)
	}
	off -= d.firstStr
	s := d.strs[min(uint64(off), uint64(len(d.strs))):]
	return len(s) > len(name) && s[len(name)] == 0 && string(s[:len(name)]) == name
}

// raw is one type as the file has it.
type raw struct {
	d    *Data // whose types it is in
	off  int   // in d.types
	name uint32
	kind kind
	flag bool
	vlen int
	size uint32 // or the type it refers to
}

func (d *Data) raw(id uint32) (raw, error) {
	if id != 0 && id < d.firstID && d.base != nil {
		return d.base.raw(id)
	}
	if err := d.scan(); err != nil {
		return raw{}, err
	}
	if id == 0 || uint64(id-d.firstID) >= uint64(len(d.offs)) {
		return raw{}, &FormatError{d.typeOff, fmt.Sprintf("type %d does not exist", id)}
	}
	return d.rawAt(int(d.offs[id-d.firstID])), nil
}

func (d *Data) rawAt(off int) raw {
	b := d.types[off : off+typeSize]
	info := d.order.Uint32(b[4:])
	return raw{d: d, off: off, name: d.order.Uint32(b), kind: kind(info >> 24 & 0x1f), flag: info>>31 != 0,
		vlen: int(info & 0xffff), size: d.order.Uint32(b[8:])}
}

// word is 32-bit word i of what follows the type's first twelve bytes; scan saw that it is there.
func (r *raw) word(i int) uint32 { return r.d.order.Uint32(r.d.types[r.off+typeSize+4*i:]) }

// Struct finds a struct or union by its tag: "module", or as C has it, "struct module". Where there is
// none the error is a *ctype.NotFoundError.
func (d *Data) Struct(tag string) (*ctype.Type, error) {
	name := strings.TrimPrefix(strings.TrimPrefix(tag, "struct "), "union ")
	if name == tag || strings.HasPrefix(tag, "struct ") {
		if t, err := d.Lookup(ctype.Struct, name); err == nil || name != tag {
			return t, err
		}
	}
	t, err := d.Lookup(ctype.Union, name)
	if _, missing := err.(*ctype.NotFoundError); missing && name == tag {
		err = &ctype.NotFoundError{Type: ctype.KeywordTag(ctype.Struct, name)}
	}
	return t, err
}

// Lookup finds the first definition of a struct, union, enum or typedef of that name.
func (d *Data) Lookup(k ctype.Kind, name string) (*ctype.Type, error) {
	if err := d.scan(); err != nil {
		return nil, err
	}
	var a, b kind
	switch k {
	case ctype.Struct:
		a, b = kindStruct, kindStruct
	case ctype.Union:
		a, b = kindUnion, kindUnion
	case ctype.Enum:
		a, b = kindEnum, kindEnum64
	case ctype.Typedef:
		a, b = kindTypedef, kindTypedef
	}
	if a != kindVoid && name != "" {
		for i, off := range d.offs {
			r := d.rawAt(int(off))
			if (r.kind == a || r.kind == b) && d.is(r.name, name) && (k != ctype.Enum || r.vlen > 0) {
				return d.Type(d.firstID + uint32(i))
			}
		}
	}
	if d.base != nil {
		return d.base.Lookup(k, name)
	}
	return nil, &ctype.NotFoundError{Type: ctype.KeywordTag(k, name)}
}
