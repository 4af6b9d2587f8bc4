package disasm

import (
	"strings"

	"golang.org/x/arch/x86/x86asm"
)

// style is what an operation's text needs beside its name.
type style uint8

const (
	plain      style = iota
	sized            // AT&T: b, w, l or q where a memory operand is the only one that could tell
	sizedFloat       // AT&T: s, l or t for a memory operand
	sizedInt         // AT&T: s, l or ll for a memory operand
	widened          // movzx, movsx: AT&T has both sizes in the name
	stringOp         // its operands are implied, their size is in AT&T's name
	stringReg        // likewise, with a register that tells the size
	farReturn        // l or q, w, in the name
)

// spelling is an operation in both syntaxes.
type spelling struct {
	att, intel string
	style      style
	size       uint8 // of an operand in memory where x86asm's is not binutils'
	both       bool  // there is an EVEX form, older than the one with VEX
}

// oword is a size of 16 bytes that are not for an xmm register.
const oword = 17

// spellings are those of x86asm's operations by number.
var spellings = spell()

func spell() []spelling {
	var all []spelling
	// AVX operations follow the others behind a stretch of unused numbers.
	for op, unused := x86asm.Op(0), 0; unused < 2048; op++ {
		n := op.String()
		if unused++; !strings.HasPrefix(n, "Op(") {
			unused = 0
		}
		n = strings.TrimSuffix(strings.ToLower(n), "_xmm")
		all = append(all, spelling{att: n, intel: n})
	}
	for _, s := range []struct {
		style style
		ops   []x86asm.Op
	}{
		{sized, []x86asm.Op{x86asm.ADD, x86asm.OR, x86asm.ADC, x86asm.SBB, x86asm.AND, x86asm.SUB, x86asm.XOR,
			x86asm.CMP, x86asm.TEST, x86asm.MOV, x86asm.NOT, x86asm.NEG, x86asm.MUL, x86asm.IMUL, x86asm.DIV,
			x86asm.IDIV, x86asm.INC, x86asm.DEC, x86asm.ROL, x86asm.ROR, x86asm.RCL, x86asm.RCR, x86asm.SHL,
			x86asm.SHR, x86asm.SAR, x86asm.BT, x86asm.BTS, x86asm.BTR, x86asm.BTC, x86asm.NOP,
			x86asm.CVTSI2SD, x86asm.CVTSI2SS, x86asm.VCVTSI2SD, x86asm.VCVTSI2SS, x86asm.VCVTUSI2SD,
			x86asm.VCVTUSI2SS, x86asm.CRC32}},
		{sizedFloat, []x86asm.Op{x86asm.FADD, x86asm.FMUL, x86asm.FCOM, x86asm.FCOMP, x86asm.FSUB, x86asm.FSUBR,
			x86asm.FDIV, x86asm.FDIVR, x86asm.FLD, x86asm.FST, x86asm.FSTP}},
		{sizedInt, []x86asm.Op{x86asm.FIADD, x86asm.FIMUL, x86asm.FICOM, x86asm.FICOMP, x86asm.FISUB, x86asm.FISUBR,
			x86asm.FIDIV, x86asm.FIDIVR, x86asm.FILD, x86asm.FIST, x86asm.FISTP, x86asm.FISTTP}},
		{widened, []x86asm.Op{x86asm.MOVZX, x86asm.MOVSX, x86asm.MOVSXD}},
		{farReturn, []x86asm.Op{x86asm.LRET, x86asm.SYSRET, x86asm.SYSEXIT}},
	} {
		for _, op := range s.ops {
			all[op].style = s.style
		}
	}
	for op, s := range map[x86asm.Op]spelling{
		x86asm.CBW: {att: "cbtw", intel: "cbw"}, x86asm.CWDE: {att: "cwtl", intel: "cwde"},
		x86asm.CDQE: {att: "cltq", intel: "cdqe"}, x86asm.CWD: {att: "cwtd", intel: "cwd"},
		x86asm.CDQ: {att: "cltd", intel: "cdq"}, x86asm.CQO: {att: "cqto", intel: "cqo"},
		x86asm.LCALL: {att: "lcall", intel: "call"}, x86asm.LJMP: {att: "ljmp", intel: "jmp"},
		x86asm.IRET: {att: "iretw", intel: "iretw"}, x86asm.IRETD: {att: "iret", intel: "iret"},
		x86asm.PUSHF: {att: "pushfw", intel: "pushfw"}, x86asm.PUSHFQ: {att: "pushf", intel: "pushf"},
		x86asm.POPF: {att: "popfw", intel: "popfw"}, x86asm.POPFQ: {att: "popf", intel: "popf"},
		x86asm.ICEBP: {att: "int1", intel: "int1"}, x86asm.XLATB: {att: "xlat", intel: "xlat"},
		x86asm.MOVZX: {att: "movz", intel: "movzx", style: widened},
		x86asm.MOVSX: {att: "movs", intel: "movsx", style: widened},
		x86asm.LRET:  {att: "lret", intel: "retf", style: farReturn},
	} {
		all[op] = s
	}
	for size, ops := range map[uint8][]x86asm.Op{
		1: {x86asm.INVLPG, x86asm.CLFLUSH, x86asm.PREFETCHNTA, x86asm.PREFETCHT0, x86asm.PREFETCHT1,
			x86asm.PREFETCHT2, x86asm.PREFETCHW, x86asm.XLATB},
		4: {x86asm.VPGATHERDD, x86asm.VPGATHERQD, x86asm.VGATHERDPS, x86asm.VGATHERQPS, x86asm.VPSCATTERDD,
			x86asm.VPSCATTERQD, x86asm.VSCATTERDPS, x86asm.VSCATTERQPS},
		6: {x86asm.LCALL, x86asm.LJMP},
		8: {x86asm.VPGATHERDQ, x86asm.VPGATHERQQ, x86asm.VGATHERDPD, x86asm.VGATHERQPD, x86asm.VPSCATTERDQ,
			x86asm.VPSCATTERQQ, x86asm.VSCATTERDPD, x86asm.VSCATTERQPD},
		oword: {x86asm.CMPXCHG16B},
	} {
		for _, op := range ops {
			all[op].size = size
		}
	}
	for _, op := range []x86asm.Op{x86asm.VPDPBUSD, x86asm.VPDPBUSDS, x86asm.VPDPWSSD, x86asm.VPDPWSSDS,
		x86asm.VPMADD52LUQ, x86asm.VPMADD52HUQ} {
		all[op].both = true
	}
	for _, n := range []struct {
		name  string
		style style
		ops   [4]x86asm.Op // by size; 0 without one
	}{
		{"movs", stringOp, [4]x86asm.Op{x86asm.MOVSB, x86asm.MOVSW, x86asm.MOVSD, x86asm.MOVSQ}},
		{"cmps", stringOp, [4]x86asm.Op{x86asm.CMPSB, x86asm.CMPSW, x86asm.CMPSD, x86asm.CMPSQ}},
		{"ins", stringOp, [4]x86asm.Op{x86asm.INSB, x86asm.INSW, x86asm.INSD}},
		{"outs", stringOp, [4]x86asm.Op{x86asm.OUTSB, x86asm.OUTSW, x86asm.OUTSD}},
		{"stos", stringReg, [4]x86asm.Op{x86asm.STOSB, x86asm.STOSW, x86asm.STOSD, x86asm.STOSQ}},
		{"lods", stringReg, [4]x86asm.Op{x86asm.LODSB, x86asm.LODSW, x86asm.LODSD, x86asm.LODSQ}},
		{"scas", stringReg, [4]x86asm.Op{x86asm.SCASB, x86asm.SCASW, x86asm.SCASD, x86asm.SCASQ}},
	} {
		for k, op := range n.ops {
			s := spelling{att: n.name, intel: n.name, style: n.style}
			if n.style == stringOp {
				s.att += string("bwlq"[k])
			}
			if op != 0 {
				all[op] = s
			}
		}
	}
	return all
}

// Names of comparisons by their immediate byte (SDM volume 2, CMPPD, VCMPPD, VPCMPB): the first 8 are
// those of SSE.
var (
	comparisons = strings.Fields(`eq lt le unord neq nlt nle ord eq_uq nge ngt false neq_oq ge gt true
		eq_os lt_oq le_oq unord_s neq_us nlt_uq nle_uq ord_s eq_us nge_uq ngt_uq false_os neq_os ge_oq gt_oq true_us`)
	intComparisons = []string{"eq", "lt", "le", "", "neq", "nlt", "nle", ""}
	halves         = map[uint64]string{0: "lqlq", 1: "hqlq", 0x10: "lqhq", 0x11: "hqhq"}
)

// aliased is the name that includes the last immediate operand, "" where there is none.
func aliased(op x86asm.Op, name string, vector bool, imm uint64) string {
	switch op {
	case x86asm.CMPPS, x86asm.CMPPD, x86asm.CMPSS, x86asm.CMPSD_XMM, x86asm.VCMPPS, x86asm.VCMPPD, x86asm.VCMPSS, x86asm.VCMPSD:
		n := uint64(8)
		if vector {
			n = 32
		}
		if imm < n {
			at := strings.Index(name, "cmp") + 3
			return name[:at] + comparisons[imm] + name[at:]
		}
	case x86asm.VPCMPB, x86asm.VPCMPW, x86asm.VPCMPD, x86asm.VPCMPQ, x86asm.VPCMPUB, x86asm.VPCMPUW, x86asm.VPCMPUD, x86asm.VPCMPUQ:
		if imm < 8 && intComparisons[imm] != "" {
			return "vpcmp" + intComparisons[imm] + name[len("vpcmp"):]
		}
	case x86asm.PCLMULQDQ, x86asm.VPCLMULQDQ:
		if h := halves[imm]; h != "" {
			return strings.TrimSuffix(name, "qdq") + h + "dq"
		}
	}
	return ""
}
