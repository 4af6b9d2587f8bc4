package btf

import (
	"fmt"
	"strings"

	"kbreak/symbols/ctype"
)

// maxChain bounds typedefs and qualifiers that refer to each other: files are not trusted.
const maxChain = 64

// Type returns the type with an id; nil is void, which has id 0. The same id gives the same *Type.
func (d *Data) Type(id uint32) (*ctype.Type, error) {
	for range maxChain {
		if id == 0 {
			return nil, nil
		}
		if id < d.firstID && d.base != nil {
			return d.base.Type(id)
		}
		d.mu.Lock()
		t := d.cache[id]
		d.mu.Unlock()
		if t != nil {
			return t, nil
		}
		r, err := d.raw(id)
		if err != nil {
			return nil, err
		}
		if r.kind == kindTypeTag { // an attribute such as __user: not part of the C type
			id = r.size
			continue
		}
		if t, err = d.makeType(&r); err != nil {
			return nil, err
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		if known := d.cache[id]; known != nil {
			return known, nil
		}
		d.cache[id] = t
		return t, nil
	}
	return nil, &FormatError{d.typeOff, "endless chain of type tags"}
}

var qualified = map[kind]ctype.Kind{
	kindTypedef: ctype.Typedef, kindVolatile: ctype.Volatile, kindConst: ctype.Const, kindRestrict: ctype.Restrict,
}

func (d *Data) makeType(r *raw) (*ctype.Type, error) {
	info := ctype.Info{Name: string(d.str(r.name))}
	refer := func(id uint32) func() (ctype.Body, error) {
		return func() (ctype.Body, error) {
			t, err := d.Type(id)
			return ctype.Body{Elem: t}, err
		}
	}
	self := *r
	switch r.kind {
	case kindInt:
		intInfo(&info, r)
		info.Name = ctype.BaseName(info.Name)
		return ctype.New(info, nil), nil
	case kindFloat:
		info.Kind, info.Size = ctype.Float, int64(r.size)
		return ctype.New(info, nil), nil
	case kindPtr:
		info.Kind, info.Size = ctype.Pointer, d.ptrSize
		return ctype.New(info, refer(r.size)), nil
	case kindTypedef, kindVolatile, kindConst, kindRestrict:
		info.Kind, info.Size = qualified[r.kind], d.sizeOf(r.size)
		return ctype.New(info, refer(r.size)), nil
	case kindArray:
		elem, n := r.word(0), r.word(2)
		info.Kind, info.Count, info.Size = ctype.Array, int64(n), clampSize(d.sizeOf(elem), int64(n))
		return ctype.New(info, refer(elem)), nil
	case kindStruct, kindUnion:
		info.Kind, info.Size = ctype.Struct, int64(r.size)
		if r.kind == kindUnion {
			info.Kind = ctype.Union
		}
		return ctype.New(info, func() (ctype.Body, error) { return d.members(&self) }), nil
	case kindFwd:
		info.Kind, info.Incomplete = ctype.Struct, true
		if r.flag {
			info.Kind = ctype.Union
		}
		return ctype.New(info, d.definition(info)), nil
	case kindEnum, kindEnum64:
		info.Kind, info.Size, info.Signed = ctype.Enum, int64(r.size), r.flag
		if info.Incomplete = r.vlen == 0; info.Incomplete {
			return ctype.New(info, d.definition(info)), nil
		}
		// The flag is set for signed enums since Linux 6.0, commit 6089fb325cf7 ("bpf: Add btf enum64
		// support"); what older kernels say reads as unsigned.
		signed := info.Signed
		return ctype.New(info, func() (ctype.Body, error) { return enumerators(&self, signed), nil }), nil
	case kindFuncProto:
		info.Kind = ctype.Func
		return ctype.New(info, func() (ctype.Body, error) { return d.function(&self) }), nil
	case kindFunc: // a function by name: its type is the prototype it refers to
		if p, err := d.raw(r.size); err == nil && p.kind == kindFuncProto {
			return d.makeType(&p)
		}
	}
	return nil, &FormatError{r.d.typeOff + r.off, fmt.Sprintf("kind %d is no C type", r.kind)}
}

// intInfo reads the encoding of an integer. Character types are known by their names: pahole, which
// writes the kernel's BTF, does not set the bit for them.
func intInfo(info *ctype.Info, r *raw) {
	const signed, char, boolean = 1, 2, 4
	enc := r.word(0) >> 24 & 0xf
	info.Kind, info.Size, info.Signed = ctype.Int, int64(r.size), enc&signed != 0
	if enc&boolean != 0 {
		info.Kind = ctype.Bool
	}
	info.IsChar = enc&char != 0 || info.Size == 1 && info.Kind == ctype.Int && strings.Contains(info.Name, "char")
}

// sizeOf follows typedefs, qualifiers and arrays to a size without making types, so that a cycle ends.
func (d *Data) sizeOf(id uint32) int64 {
	n := int64(1)
	for range maxChain {
		if id == 0 {
			return 0
		}
		r, err := d.raw(id)
		if err != nil {
			return 0
		}
		switch r.kind {
		case kindTypedef, kindVolatile, kindConst, kindRestrict, kindTypeTag:
			id = r.size
		case kindArray:
			n = clampSize(n, int64(r.word(2)))
			id = r.word(0)
		case kindPtr:
			return clampSize(n, d.ptrSize)
		case kindInt, kindFloat, kindStruct, kindUnion, kindEnum, kindEnum64:
			return clampSize(n, int64(r.size))
		default:
			return 0
		}
	}
	return 0
}

// clampSize multiplies sizes; an impossible product is 0.
func clampSize(a, b int64) int64 {
	const limit = 1 << 40
	if b > 0 && a > limit/b {
		return 0
	}
	return a * b
}

// members reads struct btf_member: name, type, offset in bits. If the struct's kind_flag is set, the top
// eight bits of the offset are a bit-field's width; if not, the width is in the member's INT type.
func (d *Data) members(r *raw) (ctype.Body, error) {
	b := ctype.Body{Members: make([]ctype.Member, 0, r.vlen)}
	for i := range r.vlen {
		name, id, off := r.word(3*i), r.word(3*i+1), r.word(3*i+2)
		t, err := d.Type(id)
		if err != nil {
			return ctype.Body{}, err
		}
		var width int64
		bit := int64(off)
		if r.flag {
			width, bit = int64(off>>24), int64(off&0xffffff)
		} else if it, ok := d.intUnder(id); ok {
			enc := it.word(0)
			if bits := int64(enc & 0xff); bits != 0 && bits != int64(it.size)*8 {
				width = bits
				bit += int64(enc >> 16 & 0xff)
			}
		}
		s := string(d.str(name))
		if width != 0 {
			b.Members = append(b.Members, ctype.BitField(s, t, bit, width))
			continue
		}
		b.Members = append(b.Members, ctype.Member{Name: s, Type: t, Offset: bit / 8})
	}
	return b, nil
}

// intUnder finds the integer below typedefs and qualifiers.
func (d *Data) intUnder(id uint32) (raw, bool) {
	for range maxChain {
		r, err := d.raw(id)
		if err != nil {
			return raw{}, false
		}
		switch r.kind {
		case kindInt:
			return r, true
		case kindTypedef, kindVolatile, kindConst, kindRestrict, kindTypeTag:
			id = r.size
		default:
			return raw{}, false
		}
	}
	return raw{}, false
}

// enumerators reads struct btf_enum, or btf_enum64 with the value in two halves.
func enumerators(r *raw, signed bool) ctype.Body {
	b := ctype.Body{Enumerators: make([]ctype.Enumerator, 0, r.vlen)}
	for i := range r.vlen {
		if r.kind == kindEnum64 {
			v := uint64(r.word(3*i+1)) | uint64(r.word(3*i+2))<<32
			b.Enumerators = append(b.Enumerators, ctype.Enumerator{Name: string(r.d.str(r.word(3 * i))), Value: int64(v)})
			continue
		}
		v := int64(r.word(2*i + 1))
		if signed {
			v = int64(int32(v))
		}
		b.Enumerators = append(b.Enumerators, ctype.Enumerator{Name: string(r.d.str(r.word(2 * i))), Value: v})
	}
	return b
}

// function reads struct btf_param. A last parameter without name and type is "...".
func (d *Data) function(r *raw) (ctype.Body, error) {
	b := ctype.Body{Prototyped: true}
	var err error
	if b.Elem, err = d.Type(r.size); err != nil {
		return ctype.Body{}, err
	}
	for i := range r.vlen {
		name, id := r.word(2*i), r.word(2*i+1)
		if i == r.vlen-1 && name == 0 && id == 0 {
			b.Variadic = true
			break
		}
		t, err := d.Type(id)
		if err != nil {
			return ctype.Body{}, err
		}
		b.Params = append(b.Params, ctype.Param{Name: string(d.str(name)), Type: t})
	}
	return b, nil
}

// definition looks the definition of a declared type up when somebody needs it.
func (d *Data) definition(info ctype.Info) func() (ctype.Body, error) {
	return func() (ctype.Body, error) {
		t, err := d.Lookup(info.Kind, info.Name)
		return ctype.Body{Elem: t}, err
	}
}

// Search lists the complete types with a name that matches, in the order of the file.
func (d *Data) Search(match func(name string) bool) ([]*ctype.Type, error) {
	if err := d.scan(); err != nil {
		return nil, err
	}
	var out []*ctype.Type
	for i, off := range d.offs {
		r := d.rawAt(int(off))
		switch r.kind {
		case kindStruct, kindUnion, kindTypedef, kindInt, kindFloat:
		case kindEnum, kindEnum64:
			if r.vlen == 0 {
				continue
			}
		default:
			continue
		}
		name := string(d.str(r.name))
		if r.kind == kindInt { // as C programmers write it
			name = ctype.BaseName(name)
		}
		if name != "" && match(name) {
			t, err := d.Type(d.firstID + uint32(i))
			if err != nil {
				return out, err
			}
			out = append(out, t)
		}
	}
	return out, nil
}
