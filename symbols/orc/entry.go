package orc

import (
	"encoding/binary"

	"kbreak/symbols/cfi"
)

// entry is a struct orc_entry with its flags taken apart, the same for all versions.
type entry struct {
	spOffset, bpOffset int16
	spReg, bpReg       base
	typ                entryType
	signal             bool
}

// entryType is the type of version 3; version 1 and 2 say the first two in other words.
type entryType uint8

const (
	typeUndefined   entryType = iota // nothing is known here
	typeEndOfStack                   // no caller
	typeCall                         // the CFA is the caller's SP
	typeRegs                         // a struct pt_regs is at the CFA
	typeRegsPartial                  // only what the CPU pushed is at the CFA
)

// base is what an offset counts from.
type base uint8

const (
	baseUndefined base = iota // for bp: not changed
	basePrevSP                // the CFA
	baseAX
	baseDX
	baseDI
	baseBP
	baseSP
	baseR10
	baseR13
	baseBPIndirect // for sp: what memory holds at bp + offset
	baseSPIndirect // for sp: what memory holds at sp, plus offset
	baseUnknown
)

var (
	bases13 = [16]base{baseUndefined, basePrevSP, baseDX, baseDI, baseBP, baseSP, baseR10, baseR13, baseBPIndirect, baseSPIndirect,
		baseUnknown, baseUnknown, baseUnknown, baseUnknown, baseUnknown, baseUnknown}
	bases4 = [16]base{baseUndefined, baseAX, baseDX, baseSP, baseBP, baseDI, baseR10, baseR13, basePrevSP, baseSPIndirect, baseBPIndirect,
		baseUnknown, baseUnknown, baseUnknown, baseUnknown, baseUnknown}
)

// decode reads entry i as it stands in the file.
func (t *Table) decode(i int) entry {
	b := t.entries[i*entrySize:]
	flags := binary.LittleEndian.Uint16(b[4:])
	e := entry{
		spOffset: int16(binary.LittleEndian.Uint16(b)),
		bpOffset: int16(binary.LittleEndian.Uint16(b[2:])),
	}
	bases := &bases13
	if t.version == 4 {
		bases = &bases4
	}
	e.spReg, e.bpReg = bases[flags&0xf], bases[flags>>4&0xf]
	if t.version >= 3 {
		e.typ = entryType(flags >> 8 & 7)
		e.signal = flags&(1<<11) != 0
		return e
	}
	// Versions 1 and 2 have no type for what is undefined: the register of sp is, and the bit that
	// ends a stack tells the two meanings apart.
	e.typ = typeCall + entryType(flags>>8&3)
	end := flags&(1<<10) != 0
	if t.version == 2 {
		e.signal = flags&(1<<10) != 0
		end = flags&(1<<11) != 0
	} else {
		e.signal = e.typ == typeRegs || e.typ == typeRegsPartial
	}
	if e.spReg == baseUndefined {
		e.typ = typeUndefined
		if end {
			e.typ = typeEndOfStack
		}
	}
	return e
}

// DWARF numbers of the registers, psABI figure 3.36.
const (
	dwAX  = 0
	dwDX  = 1
	dwDI  = 5
	dwBP  = 6
	dwSP  = 7
	dwR10 = 10
	dwR13 = 13
	dwRA  = 16
)

// row translates an entry; false says that it describes nothing.
func (e entry) row() (cfi.Row, bool) {
	r := cfi.Row{Source: cfi.ORC, Signal: e.signal, RA: dwRA}
	switch e.typ {
	case typeEndOfStack:
		r.Kind = cfi.EndOfStack
		return r, true
	case typeCall:
		r.Kind = cfi.Call
		r.Regs = append(make([]cfi.RegRule, 0, 2), cfi.RegRule{Reg: dwRA, Rule: cfi.Rule{Kind: cfi.AtCFA, Offset: -8}})
	case typeRegs:
		r.Kind = cfi.Regs
	case typeRegsPartial:
		r.Kind = cfi.RegsPartial
	default:
		return cfi.Row{}, false
	}

	off := int64(e.spOffset)
	switch e.spReg {
	case baseAX:
		r.CFA = cfi.Rule{Kind: cfi.RegPlus, Reg: dwAX}
	case baseDX:
		r.CFA = cfi.Rule{Kind: cfi.RegPlus, Reg: dwDX}
	case baseDI:
		r.CFA = cfi.Rule{Kind: cfi.RegPlus, Reg: dwDI}
	case baseR10:
		r.CFA = cfi.Rule{Kind: cfi.RegPlus, Reg: dwR10}
	case baseR13:
		r.CFA = cfi.Rule{Kind: cfi.RegPlus, Reg: dwR13}
	case baseBP:
		r.CFA = cfi.Rule{Kind: cfi.RegPlus, Reg: dwBP, Offset: off}
	case baseSP:
		r.CFA = cfi.Rule{Kind: cfi.RegPlus, Reg: dwSP, Offset: off}
	case baseBPIndirect:
		r.CFA = cfi.Rule{Kind: cfi.AtReg, Reg: dwBP, Offset: off}
	case baseSPIndirect:
		// Before 5.12 (87ccc826bf1c) the offset was added before the read, but was 0 in all uses.
		r.CFA = cfi.Rule{Kind: cfi.AtRegPlus, Reg: dwSP, Offset: off}
	default:
		return cfi.Row{}, false
	}

	switch e.bpReg {
	case baseUndefined:
		// A full pt_regs has it; otherwise it is as it was.
		if e.typ != typeRegs {
			r.Regs = append(r.Regs, cfi.RegRule{Reg: dwBP, Rule: cfi.Rule{Kind: cfi.SameValue}})
		}
	case basePrevSP:
		r.Regs = append(r.Regs, cfi.RegRule{Reg: dwBP, Rule: cfi.Rule{Kind: cfi.AtCFA, Offset: int64(e.bpOffset)}})
	case baseBP:
		r.Regs = append(r.Regs, cfi.RegRule{Reg: dwBP, Rule: cfi.Rule{Kind: cfi.AtReg, Reg: dwBP, Offset: int64(e.bpOffset)}})
	}
	return r, true
}
