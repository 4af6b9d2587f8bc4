package debuginfo

import (
	"cmp"
	"debug/dwarf"
	"encoding/binary"
	"fmt"

	"kbreak/symbols/ctype"
)

// maxMembers bounds the members of one struct and the enumerators of one enum.
const maxMembers = 1 << 16

// typeAt returns the type at an offset of .debug_info, which may lie in another unit.
func (u *unit) typeAt(off int) (*ctype.Type, error) {
	d := u.d
	d.mu.Lock()
	t := d.types[off]
	d.mu.Unlock()
	if t != nil {
		return t, nil
	}
	if off < u.root || off >= u.end {
		var err error
		if u, err = d.unitOf(off); err != nil {
			return nil, err
		}
	}
	var e entry
	if err := u.entry(off, &e); err != nil {
		return nil, err
	}
	if err := e.follow(dwarf.AttrSignature); err != nil {
		return nil, err
	}
	t, err := e.u.makeType(&e)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if known := d.types[off]; known != nil {
		return known, nil
	}
	d.types[off] = t
	return t, nil
}

// elem returns what DW_AT_type refers to; nil is void.
func (u *unit) elem(e *entry) (*ctype.Type, error) {
	off, ok := e.ref(dwarf.AttrType)
	if !ok {
		return nil, nil
	}
	return u.typeAt(off)
}

var simpleTypes = map[dwarf.Tag]ctype.Kind{
	dwarf.TagPointerType: ctype.Pointer, dwarf.TagTypedef: ctype.Typedef, dwarf.TagConstType: ctype.Const,
	dwarf.TagReferenceType: ctype.Pointer, dwarf.TagRvalueReferenceType: ctype.Pointer,
	dwarf.TagVolatileType: ctype.Volatile, dwarf.TagRestrictType: ctype.Restrict, dwarf.TagAtomicType: ctype.Atomic,
}

// attrGNUVector marks an array that is a value, as in a register (GCC's vector_size attribute).
const attrGNUVector dwarf.Attr = 0x2107

// DW_ATE encodings (DWARF 5 §7.8).
const (
	ateBoolean      = 0x02
	ateComplexFloat = 0x03
	ateFloat        = 0x04
	ateSigned       = 0x05
	ateSignedChar   = 0x06
	ateUnsignedChar = 0x08
	ateUTF          = 0x10
)

// makeType builds a type from its DIE. What it refers to is read when it is asked for.
func (u *unit) makeType(e *entry) (*ctype.Type, error) {
	off := e.off
	info := ctype.Info{Name: e.name()}
	if n, ok := e.num(dwarf.AttrByteSize); ok {
		if n > maxSize {
			return nil, tooLarge(off, n, "bytes")
		}
		info.Size = int64(n)
	}
	again := func(read func(e *entry) (ctype.Body, error)) func() (ctype.Body, error) {
		return func() (ctype.Body, error) {
			var e entry
			if err := u.entry(off, &e); err != nil {
				return ctype.Body{}, err
			}
			return read(&e)
		}
	}
	target := again(func(e *entry) (ctype.Body, error) {
		t, err := u.elem(e)
		return ctype.Body{Elem: t}, err
	})
	if kind, ok := simpleTypes[e.tag]; ok {
		info.Kind = kind
		if kind == ctype.Pointer {
			if info.Size == 0 {
				info.Size = int64(u.addrSize)
			}
			return ctype.New(info, target), nil
		}
		// sizeof looks through typedefs and qualifiers.
		t, err := u.sizeOf(e, 0)
		if err != nil {
			return nil, err
		}
		info.Size = t
		return ctype.New(info, target), nil
	}
	switch e.tag {
	case dwarf.TagBaseType:
		info.Name = ctype.BaseName(info.Name)
		return ctype.New(baseType(e, info), nil), nil
	case dwarf.TagStructType, dwarf.TagClassType, dwarf.TagUnionType:
		info.Kind = ctype.Struct
		if e.tag == dwarf.TagUnionType {
			info.Kind = ctype.Union
		}
		if info.Incomplete = e.flag(dwarf.AttrDeclaration); info.Incomplete {
			return ctype.New(info, u.definition(info)), nil
		}
		return ctype.New(info, func() (ctype.Body, error) { return u.members(off) }), nil
	case dwarf.TagEnumerationType:
		info.Kind = ctype.Enum
		info.Incomplete = e.flag(dwarf.AttrDeclaration)
		if base, ok := u.enumBase(e); ok {
			info.Signed = base.Signed
			if info.Size == 0 {
				info.Size = base.Size
			}
		}
		if info.Incomplete {
			return ctype.New(info, u.definition(info)), nil
		}
		signed := info.Signed
		return ctype.New(info, func() (ctype.Body, error) { return u.enumerators(off, signed) }), nil
	case dwarf.TagArrayType:
		return u.arrayType(e)
	case dwarf.TagSubroutineType:
		info.Kind = ctype.Func
		return ctype.New(info, func() (ctype.Body, error) { return u.function(off) }), nil
	case dwarf.TagUnspecifiedType:
		info.Kind = ctype.Void
		return ctype.New(info, nil), nil
	}
	// No C type: a Rust or C++ object in the kernel, or nonsense. It must not hide what is around it.
	info.Kind, info.Incomplete = ctype.Void, true
	info.Name = "<" + e.tag.String() + ">"
	return ctype.New(info, nil), nil
}

// definition looks the definition of a declared type up when somebody needs it.
func (u *unit) definition(info ctype.Info) func() (ctype.Body, error) {
	return func() (ctype.Body, error) {
		t, err := u.d.TypeNamed(info.Kind, info.Name)
		return ctype.Body{Elem: t}, err
	}
}

// enumBase finds the integer type of an enum, or what the enum's own encoding says of it. It makes
// no type: an enum that names itself as its base must not recurse.
func (u *unit) enumBase(e *entry) (ctype.Info, bool) {
	cur := *e
	for range 8 {
		off, ok := cur.ref(dwarf.AttrType)
		if !ok || off < u.root || off >= u.end || u.entry(off, &cur) != nil {
			break
		}
		if cur.tag == dwarf.TagBaseType {
			n, _ := cur.num(dwarf.AttrByteSize)
			return baseType(&cur, ctype.Info{Size: int64(min(n, 16))}), true
		}
	}
	enc, ok := e.num(dwarf.AttrEncoding)
	return ctype.Info{Signed: enc == ateSigned || enc == ateSignedChar}, ok
}

func baseType(e *entry, info ctype.Info) ctype.Info {
	enc, _ := e.num(dwarf.AttrEncoding)
	info.Kind = ctype.Int
	switch enc {
	case ateBoolean:
		info.Kind = ctype.Bool
	case ateFloat:
		info.Kind = ctype.Float
	case ateComplexFloat:
		info.Kind = ctype.Complex
	case ateSigned:
		info.Signed = true
	case ateSignedChar:
		info.Signed, info.IsChar = true, true
	case ateUnsignedChar, ateUTF:
		info.IsChar = true
	}
	return info
}

// sizeOf follows typedefs and qualifiers to a size without making types, so that a cycle of them
// ends.
func (u *unit) sizeOf(e *entry, depth int) (int64, error) {
	cur := *e
	for range 64 {
		if n, ok := cur.num(dwarf.AttrByteSize); ok {
			if n > maxSize {
				return 0, tooLarge(cur.off, n, "bytes")
			}
			return int64(n), nil
		}
		switch cur.tag {
		case dwarf.TagPointerType:
			return int64(u.addrSize), nil
		case dwarf.TagArrayType:
			if depth > 16 {
				return 0, nil
			}
			dims, err := cur.u.dimensions(cur.off)
			if err != nil {
				return 0, err
			}
			n := int64(1)
			for _, d := range dims {
				if n *= max(d, 0); n > maxSize {
					return 0, &FormatError{".debug_info", cur.off, "array too large"}
				}
			}
			if ok, err := cur.step(dwarf.AttrType); err != nil || !ok || n == 0 {
				return 0, err
			}
			size, err := cur.u.sizeOf(&cur, depth+1)
			if size > maxSize/max(n, 1) {
				return 0, &FormatError{".debug_info", cur.off, "array too large"}
			}
			return n * size, err
		}
		at := dwarf.AttrType
		if _, ok := cur.value(dwarf.AttrSignature); ok {
			at = dwarf.AttrSignature
		}
		if next, err := cur.step(at); err != nil || !next {
			return 0, err
		}
	}
	return 0, nil
}

const (
	maxDimensions = 16      // of an array
	maxSize       = 1 << 40 // bytes of a type, elements of an array
)

func tooLarge(off int, n uint64, of string) error {
	return &FormatError{".debug_info", off, fmt.Sprintf("a type of %d %s", n, of)}
}

// dimensions lists the elements of each dimension; -1 where the declaration gives no bound.
func (u *unit) dimensions(off int) ([]int64, error) {
	var dims []int64
	var large error
	err := u.children(off, func(e *entry) error {
		if e.tag != dwarf.TagSubrangeType || len(dims) >= maxDimensions {
			return nil
		}
		n := int64(-1)
		if v, ok := e.value(dwarf.AttrCount); ok && (v.class == classConst || v.class == classSigned) {
			if v.u > maxSize {
				large = tooLarge(e.off, v.u, "elements")
			}
			n = int64(min(v.u, maxSize))
		} else if v, ok := e.value(dwarf.AttrUpperBound); ok && (v.class == classConst || v.class == classSigned) {
			// GCC writes the bound of a zero-length array as -1, of any size.
			if n = int64(v.u) + 1; n < 0 {
				n = 0
			} else if n > maxSize {
				large = tooLarge(e.off, uint64(n), "elements")
			}
		}
		dims = append(dims, n)
		return nil
	})
	if len(dims) == 0 {
		dims = []int64{-1}
	}
	return dims, cmp.Or(err, large)
}

// arrayType makes int[2][3] of one DIE with two subranges: an array of arrays, as C has it.
func (u *unit) arrayType(e *entry) (*ctype.Type, error) {
	dims, err := u.dimensions(e.off)
	if err != nil {
		return nil, err
	}
	off, vector := e.off, e.flag(attrGNUVector)
	size := func(elems []int64) int64 {
		elem := *e
		if ok, err := elem.step(dwarf.AttrType); err != nil || !ok {
			return 0
		}
		n, _ := elem.u.sizeOf(&elem, 0)
		for _, d := range elems {
			if d = max(d, 0); d > 0 && n > 1<<40/d {
				return 0
			}
			n *= d
		}
		return n
	}
	var make func(i int) *ctype.Type
	make = func(i int) *ctype.Type {
		info := ctype.Info{Kind: ctype.Array, Count: dims[i], Size: size(dims[i:]), Vector: vector}
		if i+1 < len(dims) {
			inner := make(i + 1)
			return ctype.New(info, func() (ctype.Body, error) { return ctype.Body{Elem: inner}, nil })
		}
		return ctype.New(info, func() (ctype.Body, error) {
			var e entry
			if err := u.entry(off, &e); err != nil {
				return ctype.Body{}, err
			}
			t, err := u.elem(&e)
			return ctype.Body{Elem: t}, err
		})
	}
	return make(0), nil
}

// members reads the fields of a struct or union (DWARF 5 §5.7.6).
func (u *unit) members(off int) (ctype.Body, error) {
	var b ctype.Body
	err := u.children(off, func(e *entry) error {
		if e.tag != dwarf.TagMember || len(b.Members) >= maxMembers {
			return nil
		}
		t, err := u.elem(e)
		if err != nil {
			return err
		}
		m := ctype.Member{Name: e.name(), Type: t}
		if v, ok := e.value(dwarf.AttrDataMemberLoc); ok {
			m.Offset = int64(min(v.u, 1<<40))
			if v.class == classExpr || v.class == classBlock { // DWARF 2: DW_OP_plus_uconst N
				if len(v.b) > 1 && v.b[0] == 0x23 {
					c := cursor{section: ".debug_info", order: u.d.order, data: v.b, off: 1}
					m.Offset = int64(min(c.uleb(), 1<<40))
				}
			}
		}
		if n, ok := e.num(dwarf.AttrBitSize); ok && t != nil {
			m = u.bitField(e, m, int64(min(n, 128)))
		}
		b.Members = append(b.Members, m)
		return nil
	})
	return b, err
}

// bitField places a bit-field. DWARF 4 and later may count its bits from the start of the struct; before
// that, they count from the most significant bit of a storage unit at the member's offset.
func (u *unit) bitField(e *entry, m ctype.Member, width int64) ctype.Member {
	if n, ok := e.num(dwarf.AttrDataBitOffset); ok {
		return ctype.BitField(m.Name, m.Type, int64(min(n, 1<<43)), width)
	}
	bit := m.Offset * 8
	if n, ok := e.num(dwarf.AttrBitOffset); ok {
		from := int64(n) // negative where a packed field begins before its storage unit does
		if u.d.order == binary.ByteOrder(binary.LittleEndian) {
			size := int64(4)
			if m.Type != nil {
				size = m.Type.Size
			}
			if s, ok := e.num(dwarf.AttrByteSize); ok && s > 0 && s <= 16 {
				size = int64(s)
			}
			from = size*8 - from - width
		}
		if from > -1<<10 && from < 1<<10 {
			bit += from
		}
	}
	return ctype.BitField(m.Name, m.Type, bit, width)
}

func (u *unit) enumerators(off int, signed bool) (ctype.Body, error) {
	var b ctype.Body
	var e entry
	if err := u.entry(off, &e); err != nil {
		return b, err
	}
	var err error
	if b.Elem, err = u.elem(&e); err != nil {
		return b, err
	}
	size, _ := e.num(dwarf.AttrByteSize)
	err = u.children(off, func(e *entry) error {
		if e.tag != dwarf.TagEnumerator || len(b.Enumerators) >= maxMembers {
			return nil
		}
		v, ok := e.value(dwarf.AttrConstValue)
		if !ok {
			return nil
		}
		n := int64(v.u)
		if size > 0 && size < 8 { // data1, data2, data4 do not say whether they are signed
			shift := 64 - 8*size
			if signed {
				n = n << shift >> shift
			} else {
				n = int64(uint64(n) << shift >> shift)
			}
		}
		b.Enumerators = append(b.Enumerators, ctype.Enumerator{Name: e.name(), Value: n})
		return nil
	})
	return b, err
}

// isC reports whether only C's functions without a parameter list can be in the unit: in other languages,
// assembly among them, it is the list that is empty (DWARF 5 §7.12).
func (u *unit) isC() bool {
	var e entry
	if u.entry(u.root, &e) != nil {
		return true
	}
	lang, ok := e.num(dwarf.AttrLanguage)
	switch lang {
	case 0x01, 0x02, 0x0c, 0x1d, 0x2c, 0x3e: // C89, C, C99, C11, C17, C23
		return true
	}
	return !ok
}

func (u *unit) function(off int) (ctype.Body, error) {
	var b ctype.Body
	var e entry
	if err := u.entry(off, &e); err != nil {
		return b, err
	}
	b.Prototyped = e.flag(dwarf.AttrPrototyped) || !u.isC()
	var err error
	if b.Elem, err = u.elem(&e); err != nil {
		return b, err
	}
	err = u.children(off, func(e *entry) error {
		switch e.tag {
		case dwarf.TagFormalParameter:
			if len(b.Params) >= maxVariables {
				return nil
			}
			t, err := u.elem(e)
			if err != nil {
				return err
			}
			b.Params = append(b.Params, ctype.Param{Name: e.name(), Type: t})
		case dwarf.TagUnspecifiedParameters:
			b.Variadic = true
		}
		return nil
	})
	return b, err
}
