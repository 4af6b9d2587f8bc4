package expr

import (
	"fmt"

	"kbreak/mem"
	"kbreak/symbols/link"
)

// Env answers what an expression asks about the frame, the unit and the target. Embed [Nothing] to
// write only the methods that a use needs.
//
// A method that has no answer returns an error made by [Unavailablef]; the expression's result, or
// the piece it was computing, is then [Gone] with that reason. Any other error ends the evaluation
// and is returned as it is: a *mem.Fault, a lost link, a cancelled context.
type Env interface {
	// Reg gives a register of the frame by DWARF number; false if the frame does not know it.
	Reg(n int) (uint64, bool)
	// ReadMem reads the target's memory, under the contract of mem.Reader.
	ReadMem(a mem.Addr, p []byte) error
	// CFA is the frame's canonical frame address (DWARF 5 §6.4).
	CFA() (mem.Addr, error)
	// FrameBase is the value of the function's DW_AT_frame_base in this frame.
	FrameBase() (mem.Addr, error)
	// EntryValue gives what code, nearly always one DW_OP_reg, had at the function's entry. The
	// answer is in the caller's frame: evaluate there the call-site parameter (DWARF 5 §3.4.2)
	// whose location is code, by [EvalUint].
	EntryValue(code []byte) (uint64, error)
	// ParamRef gives the entry value of the parameter whose DIE is at this offset in the unit
	// (DW_OP_GNU_parameter_ref): a parameter without a register of its own.
	ParamRef(die uint64) (uint64, error)
	// Addr turns the operand of DW_OP_addr, or an entry of .debug_addr, into a runtime address.
	Addr(a link.Addr) (mem.Addr, error)
	// AddrIndex reads an entry of the unit's part of .debug_addr, for DW_OP_addrx and constx.
	AddrIndex(i uint64) (link.Addr, error)
	// BaseType describes the DW_TAG_base_type at this offset in the unit.
	BaseType(die uint64) (BaseType, error)
	// Procedure gives the location expression of another DIE, for DW_OP_call2, call4 (offset in
	// the unit, global false) and call_ref (offset in .debug_info, global true). Empty is valid.
	Procedure(die uint64, global bool) ([]byte, error)
	// Variable gives the value of the variable at this offset in .debug_info
	// (DW_OP_GNU_variable_value).
	Variable(die uint64) (uint64, error)
}

// Unavailable says that something an expression needs is not known. It is no fault of anyone: the
// compiler did not keep it.
type Unavailable struct{ Reason string }

func (e *Unavailable) Error() string { return e.Reason }

// Unavailablef makes an *[Unavailable].
func Unavailablef(format string, args ...any) error {
	return &Unavailable{fmt.Sprintf(format, args...)}
}

// Nothing is an [Env] that has no answer to anything.
type Nothing struct{}

func (Nothing) Reg(int) (uint64, bool) { return 0, false }
func (Nothing) ReadMem(a mem.Addr, _ []byte) error {
	return &mem.Fault{Addr: a}
}
func (Nothing) CFA() (mem.Addr, error) { return 0, Unavailablef("no frame address here") }
func (Nothing) FrameBase() (mem.Addr, error) {
	return 0, Unavailablef("no frame base here")
}
func (Nothing) EntryValue([]byte) (uint64, error) {
	return 0, Unavailablef("no entry values here")
}
func (Nothing) ParamRef(uint64) (uint64, error) {
	return 0, Unavailablef("no parameters here")
}
func (Nothing) Addr(link.Addr) (mem.Addr, error) {
	return 0, Unavailablef("no addresses here")
}
func (Nothing) AddrIndex(uint64) (link.Addr, error) {
	return 0, Unavailablef("no address table here")
}
func (Nothing) BaseType(uint64) (BaseType, error) {
	return BaseType{}, Unavailablef("no types here")
}
func (Nothing) Procedure(uint64, bool) ([]byte, error) {
	return nil, Unavailablef("no procedures here")
}
func (Nothing) Variable(uint64) (uint64, error) {
	return 0, Unavailablef("no variables here")
}

// BaseType is as much of a DW_TAG_base_type as arithmetic needs. The zero value is the generic type
// of DWARF 5 §2.5.1: an integer as wide as an address, of no particular sign.
type BaseType struct {
	Size     int      // bytes, 1 to 16
	Encoding Encoding // DW_AT_encoding
}

// Encoding is a DW_ATE value, DWARF 5 §7.8 table 7.11.
type Encoding uint8

const (
	EncAddress      Encoding = 0x01
	EncBoolean      Encoding = 0x02
	EncFloat        Encoding = 0x04
	EncSigned       Encoding = 0x05
	EncSignedChar   Encoding = 0x06
	EncUnsigned     Encoding = 0x07
	EncUnsignedChar Encoding = 0x08
)
