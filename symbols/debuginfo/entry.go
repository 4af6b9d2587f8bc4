package debuginfo

import (
	"bytes"
	"debug/dwarf"
	"fmt"
)

// form is how an attribute's value is encoded (DWARF 5 §7.5.6).
type form uint64

const (
	formAddr          form = 0x01
	formBlock2        form = 0x03
	formBlock4        form = 0x04
	formData2         form = 0x05
	formData4         form = 0x06
	formData8         form = 0x07
	formString        form = 0x08
	formBlock         form = 0x09
	formBlock1        form = 0x0a
	formData1         form = 0x0b
	formFlag          form = 0x0c
	formSdata         form = 0x0d
	formStrp          form = 0x0e
	formUdata         form = 0x0f
	formRefAddr       form = 0x10
	formRef1          form = 0x11
	formRef2          form = 0x12
	formRef4          form = 0x13
	formRef8          form = 0x14
	formRefUdata      form = 0x15
	formIndirect      form = 0x16
	formSecOffset     form = 0x17
	formExprloc       form = 0x18
	formFlagPresent   form = 0x19
	formStrx          form = 0x1a
	formAddrx         form = 0x1b
	formRefSup4       form = 0x1c
	formStrpSup       form = 0x1d
	formData16        form = 0x1e
	formLineStrp      form = 0x1f
	formRefSig8       form = 0x20
	formImplicitConst form = 0x21
	formLoclistx      form = 0x22
	formRnglistx      form = 0x23
	formRefSup8       form = 0x24
	formStrx1         form = 0x25
	formStrx2         form = 0x26
	formStrx3         form = 0x27
	formStrx4         form = 0x28
	formAddrx1        form = 0x29
	formAddrx2        form = 0x2a
	formAddrx3        form = 0x2b
	formAddrx4        form = 0x2c
	formGNUAddrIndex  form = 0x1f01
	formGNUStrIndex   form = 0x1f02
	formGNURefAlt     form = 0x1f20
	formGNUStrpAlt    form = 0x1f21
)

// class is what a value is, whatever form it has.
type class uint8

const (
	classNone      class = iota
	classAddress         // u is a link address
	classConst           // u is the value; signed forms are sign-extended
	classSigned          // like classConst, and the form says that it is signed
	classBlock           // b
	classExpr            // b is a DWARF expression
	classFlag            // u is 0 or 1
	classRef             // u is an offset in .debug_info
	classString          // b
	classOffset          // u is an offset in another section
	classIndex           // u is an index into a list table
	classSignature       // u names a type unit
	classForeign         // in a supplementary file: not followed
)

// value is one attribute's value.
type value struct {
	at    dwarf.Attr
	class class
	u     uint64
	b     []byte
}

// maxAttrs bounds the attributes of one DIE that are kept; GCC and clang emit at most about 20.
const maxAttrs = 40

// entry is one DIE, decoded.
type entry struct {
	u        *unit
	off      int // in .debug_info
	next     int // offset of what follows its attributes: its first child, or its sibling
	tag      dwarf.Tag
	children bool
	n        int
	vals     [maxAttrs]value
}

// value finds an attribute.
func (e *entry) value(at dwarf.Attr) (*value, bool) {
	for i := range e.n {
		if e.vals[i].at == at {
			return &e.vals[i], true
		}
	}
	return nil, false
}

// num is an attribute of a constant, flag or reference class.
func (e *entry) num(at dwarf.Attr) (uint64, bool) {
	if v, ok := e.value(at); ok && v.class != classBlock && v.class != classExpr && v.class != classString {
		return v.u, true
	}
	return 0, false
}

func (e *entry) flag(at dwarf.Attr) bool { v, _ := e.num(at); return v != 0 }

func (e *entry) text(at dwarf.Attr) string {
	if v, ok := e.value(at); ok && v.class == classString {
		return string(v.b)
	}
	return ""
}

func (e *entry) name() string { return e.text(dwarf.AttrName) }

// ref is an attribute that refers to another DIE.
func (e *entry) ref(at dwarf.Attr) (int, bool) {
	v, ok := e.value(at)
	switch {
	case ok && v.class == classRef && v.u <= maxOffset:
		return int(v.u), true
	case ok && v.class == classSignature:
		return e.u.d.typeUnit(v.u)
	}
	return 0, false
}

// step turns e into the DIE that its attribute refers to; false if there is no such attribute.
func (e *entry) step(at dwarf.Attr) (bool, error) {
	off, ok := e.ref(at)
	if !ok {
		return false, nil
	}
	u := e.u
	if off < u.root || off >= u.end {
		var err error
		if u, err = u.d.unitOf(off); err != nil {
			return false, err
		}
	}
	return true, u.entry(off, e)
}

// follow steps until there is no such attribute.
func (e *entry) follow(at dwarf.Attr) error {
	start := e.off
	for range 8 {
		if ok, err := e.step(at); !ok || err != nil {
			return err
		}
	}
	return &FormatError{".debug_info", start, fmt.Sprintf("endless chain of %v", at)}
}

// entry decodes the DIE at off into e. A null entry (end of siblings) has tag 0.
func (u *unit) entry(off int, e *entry) error {
	e.u, e.off, e.n, e.tag, e.children = u, off, 0, 0, false
	c := u.cursor(off)
	code := c.uleb()
	if code == 0 {
		e.next = c.off
		return c.err
	}
	a := u.abbrevs.get(code)
	if a == nil {
		c.fail(fmt.Sprintf("abbreviation %d does not exist", code))
		return c.err
	}
	e.tag, e.children = a.tag, a.children
	for i := range a.attrs {
		s := &a.attrs[i]
		if e.n == maxAttrs {
			u.skipValue(&c, s.form)
			continue
		}
		v := &e.vals[e.n]
		v.at = s.at
		u.readValue(&c, s.form, s.implicit, v)
		e.n++
	}
	e.next = c.off
	return c.err
}

// cursor reads the unit's DIEs from off.
func (u *unit) cursor(off int) cursor {
	c := u.d.cursor(secInfo, off)
	c.data = c.data[:min(u.end, len(c.data))]
	if off < u.root || off >= u.end {
		c.fail("reference to a DIE outside its unit")
	}
	return c
}

func (u *unit) skipValue(c *cursor, f form) {
	var v value
	u.readValue(c, f, 0, &v)
}

// readValue decodes one attribute value.
func (u *unit) readValue(c *cursor, f form, implicit int64, v *value) {
	v.u, v.b = 0, nil
	switch f {
	case formAddr:
		v.class, v.u = classAddress, c.uint(u.addrSize)
	case formAddrx, formGNUAddrIndex:
		v.class, v.u = classAddress, u.addr(c, c.uleb())
	case formAddrx1, formAddrx2, formAddrx3, formAddrx4:
		v.class, v.u = classAddress, u.addr(c, c.uint(int(f-formAddrx1)+1))
	case formData1:
		v.class, v.u = classConst, uint64(c.u8())
	case formData2:
		v.class, v.u = classConst, uint64(c.u16())
	case formData4:
		v.class, v.u = classConst, uint64(c.u32())
		if u.version < 4 {
			v.class = classOffset // DWARF 2 and 3 had no form of their own for it
		}
	case formData8:
		v.class, v.u = classConst, c.u64()
	case formData16:
		v.class, v.b = classBlock, c.bytes(16)
	case formUdata:
		v.class, v.u = classConst, c.uleb()
	case formSdata:
		v.class, v.u = classSigned, uint64(c.sleb())
	case formImplicitConst:
		v.class, v.u = classSigned, uint64(implicit)
	case formFlag:
		v.class, v.u = classFlag, uint64(c.u8())
	case formFlagPresent:
		v.class, v.u = classFlag, 1
	case formBlock1:
		v.class, v.b = classBlock, c.bytes(int(c.u8()))
	case formBlock2:
		v.class, v.b = classBlock, c.bytes(int(c.u16()))
	case formBlock4:
		v.class, v.b = classBlock, c.bytes(int(min(c.u32(), maxOffset)))
	case formBlock:
		v.class, v.b = classBlock, c.bytes(int(min(c.uleb(), maxOffset)))
	case formExprloc:
		v.class, v.b = classExpr, c.bytes(int(min(c.uleb(), maxOffset)))
	case formString:
		v.class, v.b = classString, c.cstring()
	case formStrp:
		v.class, v.b = classString, u.d.stringAt(secStr, c.offset(u.dwarf64))
	case formLineStrp:
		v.class, v.b = classString, u.d.stringAt(secLineStr, c.offset(u.dwarf64))
	case formStrx, formGNUStrIndex:
		v.class, v.b = classString, u.indexedString(c.uleb())
	case formStrx1, formStrx2, formStrx3, formStrx4:
		v.class, v.b = classString, u.indexedString(c.uint(int(f-formStrx1)+1))
	case formRef1, formRef2:
		v.class, v.u = classRef, uint64(u.off)+c.uint(int(f-formRef1)+1)
	case formRef4:
		v.class, v.u = classRef, uint64(u.off)+uint64(c.u32())
	case formRef8:
		v.class, v.u = classRef, uint64(u.off)+c.u64()
	case formRefUdata:
		v.class, v.u = classRef, uint64(u.off)+c.uleb()
	case formRefAddr:
		v.class = classRef
		if u.version == 2 {
			v.u = c.uint(u.addrSize)
		} else {
			v.u = c.offset(u.dwarf64)
		}
	case formSecOffset:
		v.class, v.u = classOffset, c.offset(u.dwarf64)
	case formLoclistx, formRnglistx:
		v.class, v.u = classIndex, c.uleb()
	case formRefSup4:
		v.class, v.u = classForeign, uint64(c.u32())
	case formRefSig8:
		v.class, v.u = classSignature, c.u64()
	case formRefSup8:
		v.class, v.u = classForeign, c.u64()
	case formStrpSup, formGNURefAlt, formGNUStrpAlt:
		v.class, v.u = classForeign, c.offset(u.dwarf64)
	case formIndirect:
		if inner := form(c.uleb()); inner != formIndirect && inner != formImplicitConst {
			u.readValue(c, inner, 0, v)
		} else {
			c.fail("indirect form of an indirect form")
		}
	default:
		c.fail(fmt.Sprintf("unknown form %#x", uint64(f)))
	}
}

// addr looks an index up in .debug_addr.
func (u *unit) addr(c *cursor, index uint64) uint64 {
	if index > maxOffset/16 {
		c.fail("address index out of range")
		return 0
	}
	t := u.d.cursor(secAddr, u.addrBase+int(index)*u.addrSize)
	a := t.uint(u.addrSize)
	if t.err != nil && c.err == nil {
		c.err = t.err
	}
	return a
}

func (u *unit) indexedString(index uint64) []byte {
	size := 4
	if u.dwarf64 {
		size = 8
	}
	if index > maxOffset/16 {
		return nil
	}
	t := u.d.cursor(secStrOffsets, u.strBase+int(index)*size)
	return u.d.stringAt(secStr, t.offset(u.dwarf64))
}

// stringAt is the NUL-terminated string at an offset, nil where there is none.
func (d *Data) stringAt(s section, off uint64) []byte {
	b := d.bytes(s)
	if off >= uint64(len(b)) {
		return nil
	}
	b = b[off:]
	if n := bytes.IndexByte(b, 0); n >= 0 {
		return b[:n]
	}
	return nil
}

// children calls visit for each direct child of the DIE at off. Grandchildren are jumped over by
// DW_AT_sibling where the compiler gives it. The entry is reused: keep nothing of it but its
// strings and blocks.
func (u *unit) children(off int, visit func(e *entry) error) error {
	var e entry
	if err := u.entry(off, &e); err != nil {
		return err
	}
	if !e.children {
		return nil
	}
	for pos := e.next; pos < u.end; {
		if err := u.entry(pos, &e); err != nil {
			return err
		}
		if e.tag == 0 {
			return nil
		}
		next, err := u.after(&e)
		if err != nil {
			return err
		}
		if err := visit(&e); err != nil {
			return err
		}
		pos = next
	}
	return nil
}

// after is the offset of the DIE that follows e and all its descendants.
func (u *unit) after(e *entry) (int, error) {
	if !e.children {
		return e.next, nil
	}
	if s, ok := e.ref(dwarf.AttrSibling); ok && s > e.off && s <= u.end {
		return s, nil
	}
	var x entry
	pos := e.next
	for depth := 1; depth > 0; {
		if pos >= u.end {
			return u.end, nil
		}
		if err := u.entry(pos, &x); err != nil {
			return 0, err
		}
		pos = x.next
		switch {
		case x.tag == 0:
			depth--
		case x.children:
			if s, ok := x.ref(dwarf.AttrSibling); ok && s > x.off && s <= u.end {
				pos = s
			} else {
				depth++
			}
		}
	}
	return pos, nil
}
