package debuginfo

import "debug/dwarf"

// skimOp is one step of a program.
type skimOp struct {
	code opcode
	n    uint32 // bytes
}

type opcode uint8

const (
	opSkip   opcode = iota // n bytes
	opULEB                 // a LEB128 number
	opBlock                // a length of n bytes (0: LEB128) and as many bytes
	opString               // up to NUL
	opIndirect
	opName       // offset of n bytes in .debug_str
	opNameInline // the string itself
	opNameIndex  // index of n bytes (0: LEB128) into .debug_str_offsets
	opSibling    // reference of n bytes (0: LEB128), relative to the unit
	opOrigin     // likewise
	opDeclared   // flag of one byte
	opLine       // number of n bytes: declaration line
	opSize       // likewise: size
	opStrBase    // offset of n bytes
)

// skimAbbrev is one abbreviation, compiled.
type skimAbbrev struct {
	tag        dwarf.Tag
	kind       Kind // 0: of no interest
	known      bool // exists
	children   bool
	declared   bool
	abstract   bool // has DW_AT_inline
	defined    bool // has code, or a location or value
	mix        uint32
	start, end int32 // of its program in ops
}

// skimKey is what a compiled table depends on.
type skimKey struct {
	off               uint64
	version, addrSize int
	dwarf64           bool
}

// maxSkimWork bounds the bytes of abbreviations that a skimmer compiles: 50 times what a kernel has. A
// hostile file could have millions of units with one long table.
const maxSkimWork = 1 << 28

// maxSkimAbbrevs bounds one table: codes are dense in practice.
const maxSkimAbbrevs = 1 << 14

func kindOf(tag dwarf.Tag) Kind {
	switch tag {
	case dwarf.TagStructType, dwarf.TagClassType:
		return KindStruct
	case dwarf.TagUnionType:
		return KindUnion
	case dwarf.TagEnumerationType:
		return KindEnum
	case dwarf.TagTypedef:
		return KindTypedef
	case dwarf.TagBaseType:
		return KindBase
	case dwarf.TagSubprogram:
		return KindFunction
	case dwarf.TagInlinedSubroutine:
		return kindInlined
	case dwarf.TagVariable:
		return KindVariable
	case dwarf.TagEnumerator:
		return KindEnumerator
	}
	return 0
}

// compile turns the unit's abbreviations into programs. A table that breaks the format, or has codes
// too large to be true, leaves the rest of the unit unread.
func (s *skimmer) compile(off uint64) {
	key := skimKey{off, s.u.version, s.u.addrSize, s.u.dwarf64}
	if len(s.abbrevs) > 0 && s.compiled == key {
		return
	}
	s.abbrevs, s.ops, s.compiled = s.abbrevs[:0], s.ops[:0], key
	c := s.d.cursor(secAbbrev, int(min(off, maxOffset)))
	start := c.off
	defer func() { s.work += c.off - start }()
	for {
		code := c.uleb()
		if code == 0 || code >= maxSkimAbbrevs || c.err != nil {
			return
		}
		a := skimAbbrev{tag: dwarf.Tag(c.uleb()), children: c.u8() != 0, known: true, start: int32(len(s.ops))}
		a.kind = kindOf(a.tag)
		for n := 0; c.err == nil; n++ {
			if n > maxSpecs {
				return
			}
			at, f := dwarf.Attr(c.uleb()), form(c.uleb())
			if at == 0 && f == 0 {
				break
			}
			var implicit int64
			if f == formImplicitConst {
				implicit = c.sleb()
			}
			if !s.attr(&a, at, f, implicit) {
				return
			}
		}
		a.end = int32(len(s.ops))
		for uint64(len(s.abbrevs)) <= code {
			s.abbrevs = append(s.abbrevs, skimAbbrev{})
		}
		s.abbrevs[code] = a
	}
}

// attr adds one attribute to the program of a; false if its form is unknown, or the program too long.
func (s *skimmer) attr(a *skimAbbrev, at dwarf.Attr, f form, implicit int64) bool {
	op, ok := s.formOp(f)
	if !ok || len(s.ops) > 1<<20 {
		return false
	}
	constant := op.code == opSkip && f != formFlagPresent && f != formImplicitConst
	switch {
	case at == dwarf.AttrSibling && op.code == opSkip:
		op.code = opSibling
	case at == dwarf.AttrSibling && f == formRefUdata:
		op = skimOp{opSibling, 0}
	case at == dwarf.AttrStrOffsetsBase && op.code == opSkip:
		op.code = opStrBase
	case a.kind == 0:
	case at == dwarf.AttrName:
		switch f {
		case formStrp:
			op.code = opName
		case formString:
			op.code = opNameInline
		case formStrx, formGNUStrIndex:
			op = skimOp{opNameIndex, 0}
		case formStrx1, formStrx2, formStrx3, formStrx4:
			op.code = opNameIndex
		}
	case at == dwarf.AttrDeclaration:
		if f == formFlag {
			op.code = opDeclared
		} else {
			a.declared = true
		}
	case at == dwarf.AttrSpecification || at == dwarf.AttrAbstractOrigin:
		if f == formRef1 || f == formRef2 || f == formRef4 || f == formRef8 {
			op.code = opOrigin
		} else if f == formRefUdata {
			op = skimOp{opOrigin, 0}
		}
	case at == dwarf.AttrInline:
		a.abstract = true
	case at == dwarf.AttrLowpc || at == dwarf.AttrRanges || at == dwarf.AttrLocation || at == dwarf.AttrConstValue:
		a.defined = true
	case at == dwarf.AttrDeclLine || at == dwarf.AttrByteSize:
		switch {
		case f == formImplicitConst:
			a.mix += mixed(at == dwarf.AttrDeclLine, uint64(implicit))
		case constant && op.n <= 4:
			if op.code = opSize; at == dwarf.AttrDeclLine {
				op.code = opLine
			}
		}
	}
	if op.code == opSkip {
		if op.n == 0 {
			return true
		}
		if n := len(s.ops); n > int(a.start) && s.ops[n-1].code == opSkip {
			s.ops[n-1].n += op.n
			return true
		}
	}
	s.ops = append(s.ops, op)
	return true
}

// formOp is how to get over a value (DWARF 5 §7.5.6).
func (s *skimmer) formOp(f form) (skimOp, bool) {
	offset := uint32(4)
	if s.u.dwarf64 {
		offset = 8
	}
	switch f {
	case formFlagPresent, formImplicitConst:
		return skimOp{opSkip, 0}, true
	case formData1, formFlag, formRef1, formStrx1, formAddrx1:
		return skimOp{opSkip, 1}, true
	case formData2, formRef2, formStrx2, formAddrx2:
		return skimOp{opSkip, 2}, true
	case formStrx3, formAddrx3:
		return skimOp{opSkip, 3}, true
	case formData4, formRef4, formStrx4, formAddrx4, formRefSup4:
		return skimOp{opSkip, 4}, true
	case formData8, formRef8, formRefSig8, formRefSup8:
		return skimOp{opSkip, 8}, true
	case formData16:
		return skimOp{opSkip, 16}, true
	case formAddr:
		return skimOp{opSkip, uint32(s.u.addrSize)}, true
	case formStrp, formLineStrp, formSecOffset, formStrpSup, formGNURefAlt, formGNUStrpAlt:
		return skimOp{opSkip, offset}, true
	case formRefAddr:
		if s.u.version == 2 {
			offset = uint32(s.u.addrSize)
		}
		return skimOp{opSkip, offset}, true
	case formUdata, formSdata, formRefUdata, formStrx, formAddrx, formLoclistx, formRnglistx, formGNUAddrIndex, formGNUStrIndex:
		return skimOp{opULEB, 0}, true
	case formBlock1:
		return skimOp{opBlock, 1}, true
	case formBlock2:
		return skimOp{opBlock, 2}, true
	case formBlock4:
		return skimOp{opBlock, 4}, true
	case formBlock, formExprloc:
		return skimOp{opBlock, 0}, true
	case formString:
		return skimOp{opString, 0}, true
	case formIndirect:
		return skimOp{opIndirect, 0}, true
	}
	return skimOp{}, false
}

// mixed is the share of an attribute in a DIE's mix. The sum does not depend on the attributes' order,
// which differs between abbreviations.
func mixed(line bool, n uint64) uint32 {
	if line {
		return uint32(n) * 0x9e3779b1
	}
	return uint32(n) * 0x85ebca6b
}
