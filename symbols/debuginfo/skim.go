package debuginfo

import (
	"bytes"
	"encoding/binary"
)

// This file reads names out of .debug_info as fast as they can be had: 14 million DIEs of a kernel in
// a tenth of a second or two. Each unit's abbreviations are compiled into programs of a few
// operations ("skip 12 bytes", "the name is here"), and descendants are jumped over by DW_AT_sibling.
// Nothing is decoded that a name index has no use for.

// skimmer reads units one after the other. Its buffers are reused.
type skimmer struct {
	d     *Data
	info  []byte
	order binary.ByteOrder

	u       *unit
	abbrevs []skimAbbrev
	ops     []skimOp
	strBase int

	compiled skimKey
	work     int // bytes compiled so far

	b   []byte // of .debug_info, cut at the end of the unit
	pos int
	bad bool // the data makes no sense; pos is at the end
}

// die is what the last program found.
type skimDie struct {
	off      int
	named    bool
	inline   bool // name is an offset in .debug_info, not in .debug_str
	name     uint32
	declared bool
	sibling  int
	origin   int
	mix      uint32
}

func newSkimmer(d *Data) *skimmer {
	return &skimmer{d: d, info: d.bytes(secInfo), order: d.order}
}

func (s *skimmer) fail() { s.bad, s.pos = true, len(s.b) }

func (s *skimmer) uleb() uint64 {
	var v uint64
	for shift := uint(0); shift < 70; shift += 7 {
		if s.pos >= len(s.b) {
			break
		}
		c := s.b[s.pos]
		s.pos++
		if shift < 64 {
			v |= uint64(c&0x7f) << shift
		}
		if c < 0x80 {
			return v
		}
	}
	s.fail()
	return 0
}

// number reads n bytes, or a LEB128 number where n is 0.
func (s *skimmer) number(n uint32) uint64 {
	if n == 0 {
		return s.uleb()
	}
	if int(n) > len(s.b)-s.pos {
		s.fail()
		return 0
	}
	b := s.b[s.pos:]
	s.pos += int(n)
	switch n {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(s.order.Uint16(b))
	case 4:
		return uint64(s.order.Uint32(b))
	case 8:
		return s.order.Uint64(b)
	case 3:
		if s.order == binary.ByteOrder(binary.BigEndian) {
			return uint64(b[0])<<16 | uint64(b[1])<<8 | uint64(b[2])
		}
		return uint64(b[2])<<16 | uint64(b[1])<<8 | uint64(b[0])
	}
	s.fail()
	return 0
}

func (s *skimmer) skip(n uint64) {
	if n > uint64(len(s.b)-s.pos) {
		s.fail()
		return
	}
	s.pos += int(n)
}

// next reads the code at pos; nil for a null entry, or at the end of what makes sense.
func (s *skimmer) next() *skimAbbrev {
	code := s.uleb()
	if code == 0 {
		return nil
	}
	if code >= uint64(len(s.abbrevs)) || !s.abbrevs[code].known {
		s.fail()
		return nil
	}
	return &s.abbrevs[code]
}

// run executes the program of a on the attributes at pos.
func (s *skimmer) run(a *skimAbbrev, x *skimDie) {
	x.name, x.named, x.inline, x.sibling, x.origin = 0, false, false, 0, 0
	x.declared, x.mix = a.declared, a.mix
	for _, op := range s.ops[a.start:a.end] {
		switch op.code {
		case opSkip:
			s.skip(uint64(op.n))
		case opULEB:
			s.uleb()
		case opBlock:
			s.skip(s.number(op.n))
		case opString, opNameInline:
			n := bytes.IndexByte(s.b[s.pos:], 0)
			if n < 0 {
				s.fail()
				return
			}
			if op.code == opNameInline {
				x.name, x.named, x.inline = uint32(s.pos), true, true
			}
			s.pos += n + 1
		case opName:
			x.name, x.named = uint32(min(s.number(op.n), maxOffset)), true
		case opNameIndex:
			x.name, x.named = s.indexed(s.number(op.n)), true
		case opSibling:
			x.sibling = s.u.off + int(min(s.number(op.n), maxOffset))
		case opOrigin:
			x.origin = s.u.off + int(min(s.number(op.n), maxOffset))
		case opDeclared:
			x.declared = s.number(op.n) != 0
		case opLine, opSize:
			x.mix += mixed(op.code == opLine, s.number(op.n))
		case opStrBase:
			s.strBase = int(min(s.number(op.n), maxOffset))
		case opIndirect:
			f := form(s.uleb())
			inner, ok := s.formOp(f)
			if !ok || f == formIndirect || f == formImplicitConst {
				s.fail()
				return
			}
			switch inner.code {
			case opSkip:
				s.skip(uint64(inner.n))
			case opULEB:
				s.uleb()
			case opBlock:
				s.skip(s.number(inner.n))
			case opString:
				n := bytes.IndexByte(s.b[s.pos:], 0)
				if n < 0 {
					s.fail()
					return
				}
				s.pos += n + 1
			}
		}
	}
}

// indexed is the offset in .debug_str that an index stands for.
func (s *skimmer) indexed(i uint64) uint32 {
	size := uint64(4)
	if s.u.dwarf64 {
		size = 8
	}
	table := s.d.bytes(secStrOffsets)
	at := uint64(s.strBase) + i*size
	if i > maxOffset || at+size > uint64(len(table)) {
		return 0
	}
	if size == 8 {
		return uint32(min(s.order.Uint64(table[at:]), maxOffset))
	}
	return s.order.Uint32(table[at:])
}

// descendants moves pos over the children that follow, and theirs.
func (s *skimmer) descendants() {
	var x skimDie
	for depth := 1; depth > 0 && s.pos < len(s.b); {
		at := s.pos
		a := s.next()
		if a == nil {
			depth--
			continue
		}
		s.run(a, &x)
		if !a.children {
			continue
		}
		if x.sibling > at && x.sibling >= s.pos && x.sibling <= len(s.b) {
			s.pos = x.sibling
		} else {
			depth++
		}
	}
}

// unit opens the unit at off and stands before its first child; false if there is none.
func (s *skimmer) unit(off int) bool {
	u, abbrevOff, err := s.d.unitHeader(off)
	if err != nil || s.work > maxSkimWork {
		return false
	}
	s.u, s.b, s.pos, s.bad, s.strBase = u, s.info[:u.end], u.root, false, 8
	if u.dwarf64 {
		s.strBase = 16
	}
	s.compile(abbrevOff)
	a := s.next()
	if a == nil {
		return false
	}
	var x skimDie
	s.run(a, &x)
	return a.children && !s.bad
}

// names calls visit for each definition of a type, function or variable, and each declaration of a
// variable, that is a child of the unit's root, until visit returns false. Enumerators come through members.
func (s *skimmer) names(visit func(k Kind, a *skimAbbrev, x *skimDie) bool) {
	var x skimDie
	for s.pos < len(s.b) {
		x.off = s.pos
		a := s.next()
		if a == nil {
			return
		}
		s.run(a, &x)
		if s.bad {
			return
		}
		children, sibling := a.children, x.sibling
		here := s.pos
		if a.kind != 0 && a.kind != kindInlined && (!x.declared || a.kind == KindVariable) {
			if !x.named && x.origin != 0 && a.defined {
				s.inherit(&x)
			}
			if !visit(a.kind, a, &x) {
				return
			}
			s.pos = here
		}
		if !children {
			continue
		}
		if sibling >= here && sibling <= len(s.b) {
			s.pos = sibling
		} else {
			s.descendants()
		}
	}
}

// inherit takes the name of a definition from the declaration or abstract instance that it refers to.
func (s *skimmer) inherit(x *skimDie) {
	at := x.origin
	var y skimDie
	for range 4 {
		if at < s.u.root || at >= len(s.b) {
			return
		}
		s.pos = at
		a := s.next()
		if a == nil {
			s.bad = false
			return
		}
		s.run(a, &y)
		if s.bad {
			s.bad = false
			return
		}
		if y.named {
			x.name, x.named, x.inline, x.mix = y.name, true, y.inline, y.mix
			return
		}
		at = y.origin
	}
}

// enumerators visits those of the enum whose attributes end at pos.
func (s *skimmer) enumerators(visit func(x *skimDie)) {
	var x skimDie
	for s.pos < len(s.b) {
		x.off = s.pos
		a := s.next()
		if a == nil {
			return
		}
		s.run(a, &x)
		if s.bad {
			s.bad = false
			return
		}
		if a.kind == KindEnumerator {
			visit(&x)
		}
		if a.children {
			s.descendants()
		}
	}
}
