package expr

import "fmt"

// Operation codes, DWARF 5 §7.7.1 table 7.9. Those from opGNUPushTLS on are vendor extensions of
// binutils include/dwarf2.def.
const (
	opAddr              = 0x03
	opDeref             = 0x06
	opConst1u           = 0x08
	opConst1s           = 0x09
	opConst2u           = 0x0a
	opConst2s           = 0x0b
	opConst4u           = 0x0c
	opConst4s           = 0x0d
	opConst8u           = 0x0e
	opConst8s           = 0x0f
	opConstu            = 0x10
	opConsts            = 0x11
	opDup               = 0x12
	opDrop              = 0x13
	opOver              = 0x14
	opPick              = 0x15
	opSwap              = 0x16
	opRot               = 0x17
	opXderef            = 0x18
	opAbs               = 0x19
	opAnd               = 0x1a
	opDiv               = 0x1b
	opMinus             = 0x1c
	opMod               = 0x1d
	opMul               = 0x1e
	opNeg               = 0x1f
	opNot               = 0x20
	opOr                = 0x21
	opPlus              = 0x22
	opPlusUconst        = 0x23
	opShl               = 0x24
	opShr               = 0x25
	opShra              = 0x26
	opXor               = 0x27
	opBra               = 0x28
	opEq                = 0x29
	opGe                = 0x2a
	opGt                = 0x2b
	opLe                = 0x2c
	opLt                = 0x2d
	opNe                = 0x2e
	opSkip              = 0x2f
	opLit0              = 0x30
	opLit31             = 0x4f
	opReg0              = 0x50
	opReg31             = 0x6f
	opBreg0             = 0x70
	opBreg31            = 0x8f
	opRegx              = 0x90
	opFbreg             = 0x91
	opBregx             = 0x92
	opPiece             = 0x93
	opDerefSize         = 0x94
	opXderefSize        = 0x95
	opNop               = 0x96
	opPushObjectAddress = 0x97
	opCall2             = 0x98
	opCall4             = 0x99
	opCallRef           = 0x9a
	opFormTLSAddress    = 0x9b
	opCallFrameCFA      = 0x9c
	opBitPiece          = 0x9d
	opImplicitValue     = 0x9e
	opStackValue        = 0x9f
	opImplicitPointer   = 0xa0
	opAddrx             = 0xa1
	opConstx            = 0xa2
	opEntryValue        = 0xa3
	opConstType         = 0xa4
	opRegvalType        = 0xa5
	opDerefType         = 0xa6
	opXderefType        = 0xa7
	opConvert           = 0xa8
	opReinterpret       = 0xa9

	opGNUPushTLS         = 0xe0
	opGNUUninit          = 0xf0
	opGNUEncodedAddr     = 0xf1
	opGNUImplicitPointer = 0xf2
	opGNUEntryValue      = 0xf3
	opGNUConstType       = 0xf4
	opGNURegvalType      = 0xf5
	opGNUDerefType       = 0xf6
	opGNUConvert         = 0xf7
	opGNUReinterpret     = 0xf9
	opGNUParameterRef    = 0xfa
	opGNUAddrIndex       = 0xfb
	opGNUConstIndex      = 0xfc
	opGNUVariableValue   = 0xfd
)

// operand is the encoding of one operand in the byte stream.
type operand uint8

const (
	none    operand = iota
	u1              // 1 byte unsigned
	s1              // 1 byte signed
	u2              // 2 bytes
	s2              //
	u4              // 4 bytes
	s4              //
	u8              // 8 bytes
	s8              //
	uleb            // LEB128, DWARF 5 §7.6
	sleb            //
	addr            // as wide as an address
	ref             // section offset: 4 bytes, 8 in the 64-bit format
	block           // uleb length, then that many bytes
	block1          // 1 byte length, then that many bytes
	encoded         // pointer encoding byte as in .eh_frame, then the pointer
)

// opInfo is one line of the table: name without DW_OP_, operands in their order.
type opInfo struct {
	name string
	a, b operand
}

// ops is the one list of what we understand: decoder, evaluator and disassembler share it.
var ops = makeOps()

func makeOps() (t [256]opInfo) {
	t = [256]opInfo{
		opAddr:              {"addr", addr, none},
		opDeref:             {"deref", none, none},
		opConst1u:           {"const1u", u1, none},
		opConst1s:           {"const1s", s1, none},
		opConst2u:           {"const2u", u2, none},
		opConst2s:           {"const2s", s2, none},
		opConst4u:           {"const4u", u4, none},
		opConst4s:           {"const4s", s4, none},
		opConst8u:           {"const8u", u8, none},
		opConst8s:           {"const8s", s8, none},
		opConstu:            {"constu", uleb, none},
		opConsts:            {"consts", sleb, none},
		opDup:               {"dup", none, none},
		opDrop:              {"drop", none, none},
		opOver:              {"over", none, none},
		opPick:              {"pick", u1, none},
		opSwap:              {"swap", none, none},
		opRot:               {"rot", none, none},
		opXderef:            {"xderef", none, none},
		opAbs:               {"abs", none, none},
		opAnd:               {"and", none, none},
		opDiv:               {"div", none, none},
		opMinus:             {"minus", none, none},
		opMod:               {"mod", none, none},
		opMul:               {"mul", none, none},
		opNeg:               {"neg", none, none},
		opNot:               {"not", none, none},
		opOr:                {"or", none, none},
		opPlus:              {"plus", none, none},
		opPlusUconst:        {"plus_uconst", uleb, none},
		opShl:               {"shl", none, none},
		opShr:               {"shr", none, none},
		opShra:              {"shra", none, none},
		opXor:               {"xor", none, none},
		opBra:               {"bra", s2, none},
		opEq:                {"eq", none, none},
		opGe:                {"ge", none, none},
		opGt:                {"gt", none, none},
		opLe:                {"le", none, none},
		opLt:                {"lt", none, none},
		opNe:                {"ne", none, none},
		opSkip:              {"skip", s2, none},
		opRegx:              {"regx", uleb, none},
		opFbreg:             {"fbreg", sleb, none},
		opBregx:             {"bregx", uleb, sleb},
		opPiece:             {"piece", uleb, none},
		opDerefSize:         {"deref_size", u1, none},
		opXderefSize:        {"xderef_size", u1, none},
		opNop:               {"nop", none, none},
		opPushObjectAddress: {"push_object_address", none, none},
		opCall2:             {"call2", u2, none},
		opCall4:             {"call4", u4, none},
		opCallRef:           {"call_ref", ref, none},
		opFormTLSAddress:    {"form_tls_address", none, none},
		opCallFrameCFA:      {"call_frame_cfa", none, none},
		opBitPiece:          {"bit_piece", uleb, uleb},
		opImplicitValue:     {"implicit_value", block, none},
		opStackValue:        {"stack_value", none, none},
		opImplicitPointer:   {"implicit_pointer", ref, sleb},
		opAddrx:             {"addrx", uleb, none},
		opConstx:            {"constx", uleb, none},
		opEntryValue:        {"entry_value", block, none},
		opConstType:         {"const_type", uleb, block1},
		opRegvalType:        {"regval_type", uleb, uleb},
		opDerefType:         {"deref_type", u1, uleb},
		opXderefType:        {"xderef_type", u1, uleb},
		opConvert:           {"convert", uleb, none},
		opReinterpret:       {"reinterpret", uleb, none},

		opGNUPushTLS:         {"GNU_push_tls_address", none, none},
		opGNUUninit:          {"GNU_uninit", none, none},
		opGNUEncodedAddr:     {"GNU_encoded_addr", encoded, none},
		opGNUImplicitPointer: {"GNU_implicit_pointer", ref, sleb},
		opGNUEntryValue:      {"GNU_entry_value", block, none},
		opGNUConstType:       {"GNU_const_type", uleb, block1},
		opGNURegvalType:      {"GNU_regval_type", uleb, uleb},
		opGNUDerefType:       {"GNU_deref_type", u1, uleb},
		opGNUConvert:         {"GNU_convert", uleb, none},
		opGNUReinterpret:     {"GNU_reinterpret", uleb, none},
		opGNUParameterRef:    {"GNU_parameter_ref", u4, none},
		opGNUAddrIndex:       {"GNU_addr_index", uleb, none},
		opGNUConstIndex:      {"GNU_const_index", uleb, none},
		opGNUVariableValue:   {"GNU_variable_value", ref, none},
	}
	for i := range 32 {
		t[opLit0+i] = opInfo{fmt.Sprintf("lit%d", i), none, none}
		t[opReg0+i] = opInfo{fmt.Sprintf("reg%d", i), none, none}
		t[opBreg0+i] = opInfo{fmt.Sprintf("breg%d", i), sleb, none}
	}
	return t
}

// canonical gives the DWARF 5 operation that a GNU one became, so that there is one of each to
// interpret. Their operands are the same (DWARF 5 §1.4 lists what was taken over).
func canonical(op byte) byte {
	switch op {
	case opGNUPushTLS:
		return opFormTLSAddress
	case opGNUImplicitPointer:
		return opImplicitPointer
	case opGNUEntryValue:
		return opEntryValue
	case opGNUConstType:
		return opConstType
	case opGNURegvalType:
		return opRegvalType
	case opGNUDerefType:
		return opDerefType
	case opGNUConvert:
		return opConvert
	case opGNUReinterpret:
		return opReinterpret
	case opGNUAddrIndex:
		return opAddrx
	case opGNUConstIndex:
		return opConstx
	}
	return op
}

func opName(op byte) string {
	if n := ops[op].name; n != "" {
		return "DW_OP_" + n
	}
	return fmt.Sprintf("operation %#x", op)
}
