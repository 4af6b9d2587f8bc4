package expr

import (
	"errors"

	"kbreak/mem"
	"kbreak/symbols/link"
)

// Bounds on one evaluation. Real expressions stay far below them: the longest of a distribution
// kernel has a few hundred operations.
const (
	maxSteps  = 1 << 16 // operations executed
	maxStack  = 1024    // elements
	maxCalls  = 16      // nested DW_OP_call
	maxPieces = 4096
	maxBits   = 8 << 26 // bits in all pieces: an object of 64 MiB
)

// Eval runs a location expression. initial is what lies on the stack at the start, first element
// deepest; only call frame instructions have it.
//
// The error is an *[Error] for a malformed expression, or whatever error env gave that is not
// [Unavailable]; the Location is then nil. An expression that is fine but cannot be answered gives
// [Gone] and no error. An empty expression is Gone (DWARF 5 §2.6.1.1.1).
func Eval(code []byte, u Unit, env Env, initial ...uint64) (Location, error) {
	return eval(code, machine{unit: u, env: env}, initial)
}

// EvalValue runs a DWARF expression that computes an object's value and not where it is, which is
// what DW_AT_call_value holds: as Eval does, but a number left on the stack is a [Value].
func EvalValue(code []byte, u Unit, env Env) (Location, error) {
	return eval(code, machine{unit: u, env: env, value: true}, nil)
}

func eval(code []byte, m machine, initial []uint64) (Location, error) {
	for _, v := range initial {
		m.stack = append(m.stack, m.generic(v))
	}
	if len(code) == 0 {
		return Gone{"the compiler gives no location here"}, nil
	}
	if err := m.run(code); err != nil {
		var un *Unavailable
		if errors.As(err, &un) {
			return Gone{un.Reason}, nil
		}
		return nil, err
	}
	return m.result(), nil
}

// EvalUint runs an expression that computes one number: a call frame rule (initial is the CFA for
// DW_CFA_expression and DW_CFA_val_expression, nothing for DW_CFA_def_cfa_expression), the
// DW_AT_call_value of a call-site parameter, a DW_AT_frame_base. An address that results is the
// number; a register that results stands for its contents.
//
// What cannot be known is an *[Unavailable] error here.
func EvalUint(code []byte, u Unit, env Env, initial ...uint64) (uint64, error) {
	loc, err := Eval(code, u, env, initial...)
	if err != nil {
		return 0, err
	}
	switch l := loc.(type) {
	case Memory:
		return uint64(l.Addr), nil
	case Register:
		if v, ok := env.Reg(l.Num); ok {
			return v, nil
		}
		return 0, Unavailablef("%s was not saved", u.registerText(l.Num))
	case Value:
		if len(l.Bytes) <= 8 {
			return getUint(u.Arch.Order, l.Bytes), nil
		}
		return 0, Unavailablef("the value is %d bytes wide", len(l.Bytes))
	case Gone:
		return 0, &Unavailable{l.Reason}
	case ImplicitPointer:
		return 0, Unavailablef("it points to an object that has no address")
	}
	return 0, Unavailablef("the value is in pieces")
}

// EvalFrameBase runs a DW_AT_frame_base in env. It is [EvalUint] but for one thing: an Env whose
// FrameBase method calls it does not run forever when the expression asks for the frame base itself.
func EvalFrameBase(code []byte, u Unit, env Env) (mem.Addr, error) {
	v, err := EvalUint(code, u, noFrameBase{env})
	return mem.Addr(v), err
}

type noFrameBase struct{ Env }

func (noFrameBase) FrameBase() (mem.Addr, error) {
	return 0, Unavailablef("the frame base is defined by itself")
}

// machine is the state of one evaluation.
type machine struct {
	unit   Unit
	env    Env
	stack  []elem
	done   Location // set by an operation that names a location; only a piece or the end may follow
	pieces Pieces
	bits   uint64 // in all pieces
	steps  int
	calls  int
	value  bool // what the stack holds at the end is the value, not its address
}

func (m *machine) result() Location {
	switch {
	case len(m.pieces) > 0:
		return m.pieces
	case m.done != nil:
		return m.done
	case len(m.stack) > 0 && m.value:
		return Value{m.bytes(m.stack[len(m.stack)-1]), true}
	case len(m.stack) > 0:
		return Memory{m.address(m.stack[len(m.stack)-1])}
	}
	return Gone{"the expression gives no location"}
}

func (m *machine) run(code []byte) error {
	for at := 0; at < len(code); {
		in, err := m.unit.decode(code, at)
		if err != nil {
			return err
		}
		if m.steps++; m.steps > maxSteps {
			return in.errorf("more than %d operations executed", maxSteps)
		}
		at = in.next
		op := canonical(in.op)
		if op == opSkip || op == opBra {
			if at, err = m.branch(&in, op, len(code)); err != nil {
				return err
			}
			continue
		}
		err = m.exec(&in, op)
		var un *Unavailable
		if errors.As(err, &un) && m.calls == 0 {
			at, err = m.abandon(code, &in, un)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// branch gives the offset where DW_OP_skip or DW_OP_bra goes on.
func (m *machine) branch(in *instr, op byte, size int) (int, error) {
	if op == opBra {
		e, err := m.pop(in)
		if err != nil {
			return 0, err
		}
		if e.typ.Encoding == EncFloat {
			return 0, in.errorf("condition is not an integer")
		}
		if e.lo|e.hi == 0 {
			return in.next, nil
		}
	}
	to := in.next + int(int64(in.a))
	if to < 0 || to > size {
		return 0, in.errorf("branch to %#x, outside of the expression", to)
	}
	return to, nil
}

// abandon goes on after an operation that has no answer: the piece that it was part of is gone, the
// other pieces may yet be known. Without a piece to end it, the whole object is gone.
func (m *machine) abandon(code []byte, in *instr, why *Unavailable) (int, error) {
	for at := in.next; at < len(code); {
		next, err := m.unit.decode(code, at)
		if err != nil {
			return 0, err
		}
		switch next.op {
		case opPiece, opBitPiece:
			m.stack, m.done = m.stack[:0], Gone{why.Reason}
			return at, nil
		case opSkip, opBra:
			return 0, why
		}
		at = next.next
	}
	return 0, why
}

// piece ends a part of a composite location.
func (m *machine) piece(in *instr, bits, offset uint64) error {
	loc := m.done
	switch {
	case loc != nil:
	case len(m.stack) > 0:
		e, _ := m.pop(in)
		loc = Memory{m.address(e)}
	default:
		loc = Gone{"the compiler kept nothing of this part"}
	}
	m.done = nil
	if bits > maxBits-m.bits || offset > maxBits {
		return in.errorf("object of more than %d bits", maxBits)
	}
	if len(m.pieces) == maxPieces {
		return in.errorf("more than %d pieces", maxPieces)
	}
	m.bits += bits
	m.pieces = append(m.pieces, Piece{Bits: bits, Offset: offset, Loc: loc})
	return nil
}

func (m *machine) push(in *instr, e elem) error {
	if len(m.stack) == maxStack {
		return in.errorf("more than %d stack elements", maxStack)
	}
	m.stack = append(m.stack, e)
	return nil
}

func (m *machine) pushUint(in *instr, v uint64) error { return m.push(in, m.generic(v)) }

func (m *machine) pop(in *instr) (elem, error) {
	if len(m.stack) == 0 {
		return elem{}, in.errorf("stack is empty")
	}
	e := m.stack[len(m.stack)-1]
	m.stack = m.stack[:len(m.stack)-1]
	return e, nil
}

// peek gives the i-th element from the top.
func (m *machine) peek(in *instr, i int) (elem, error) {
	if i >= len(m.stack) {
		return elem{}, in.errorf("stack has %d elements", len(m.stack))
	}
	return m.stack[len(m.stack)-1-i], nil
}

// popAddress pops what an operation will use as an address.
func (m *machine) popAddress(in *instr) (mem.Addr, error) {
	e, err := m.pop(in)
	if err != nil {
		return 0, err
	}
	if e.typ.Encoding == EncFloat {
		return 0, in.errorf("address is not an integer")
	}
	return m.address(e), nil
}

func (m *machine) reg(n int) (uint64, error) {
	if v, ok := m.env.Reg(n); ok {
		return v, nil
	}
	return 0, Unavailablef("%s was not saved", m.unit.registerText(n))
}

func (u Unit) registerText(n int) string {
	if _, ok := u.Arch.FromDWARF(n); ok {
		return "register " + u.RegName(n)
	}
	return u.RegName(n)
}

// exec executes one operation other than a branch.
func (m *machine) exec(in *instr, op byte) error {
	if m.done != nil {
		switch op {
		case opPiece, opBitPiece, opNop, opGNUUninit:
		default:
			return in.errorf("follows a complete location that only a piece may follow")
		}
	}
	switch {
	case op >= opLit0 && op <= opLit31:
		return m.pushUint(in, uint64(op-opLit0))
	case op >= opReg0 && op <= opReg31:
		m.done = Register{int(op - opReg0)}
		return nil
	case op >= opBreg0 && op <= opBreg31:
		return m.breg(in, int(op-opBreg0), in.a)
	}
	switch op {
	case opConst1u, opConst1s, opConst2u, opConst2s, opConst4u, opConst4s, opConst8u, opConst8s,
		opConstu, opConsts:
		return m.pushUint(in, in.a)
	case opAddr, opGNUEncodedAddr, opAddrx, opConstx:
		return m.pushLink(in, op)
	case opRegx:
		m.done = Register{regNum(in.a)}
		return nil
	case opBregx:
		return m.breg(in, regNum(in.a), in.b)
	case opFbreg:
		base, err := m.env.FrameBase()
		return m.pushOr(in, uint64(base)+in.a, err)
	case opCallFrameCFA:
		cfa, err := m.env.CFA()
		return m.pushOr(in, uint64(cfa), err)
	case opEntryValue:
		v, err := m.env.EntryValue(in.block)
		return m.pushOr(in, v, err)
	case opGNUParameterRef:
		v, err := m.env.ParamRef(in.a)
		return m.pushOr(in, v, err)
	case opGNUVariableValue:
		v, err := m.env.Variable(in.a)
		return m.pushOr(in, v, err)
	case opDup, opOver, opPick, opDrop, opSwap, opRot:
		return m.shuffle(in, op)
	case opDeref, opDerefSize, opDerefType:
		return m.deref(in, op)
	case opConstType, opRegvalType, opConvert, opReinterpret:
		return m.typed(in, op)
	case opAbs, opNeg, opNot, opPlusUconst:
		return m.unary(in, op)
	case opAnd, opDiv, opMinus, opMod, opMul, opOr, opPlus, opShl, opShr, opShra, opXor,
		opEq, opGe, opGt, opLe, opLt, opNe:
		return m.binary(in, op)
	case opPiece:
		if in.a > maxBits/8 {
			return in.errorf("object of more than %d bits", maxBits)
		}
		return m.piece(in, in.a*8, 0)
	case opBitPiece:
		return m.piece(in, in.a, in.b)
	case opStackValue:
		e, err := m.pop(in)
		if err == nil {
			m.done = Value{m.bytes(e), true}
		}
		return err
	case opImplicitValue:
		m.done = Value{in.block, false}
		return nil
	case opImplicitPointer:
		m.done = ImplicitPointer{in.a, int64(in.b)}
		return nil
	case opCall2, opCall4, opCallRef:
		return m.call(in, op == opCallRef)
	case opNop, opGNUUninit: // the latter marks a value that may not be initialised; gdb shows it all the same
		return nil
	case opPushObjectAddress:
		return Unavailablef("the address of the containing object is not known")
	case opFormTLSAddress:
		return Unavailablef("thread-local storage is not supported")
	case opXderef, opXderefSize, opXderefType:
		return Unavailablef("address spaces are not supported")
	}
	return in.errorf("unknown")
}

func (m *machine) pushOr(in *instr, v uint64, err error) error {
	if err != nil {
		return err
	}
	return m.pushUint(in, v)
}

func (m *machine) breg(in *instr, n int, offset uint64) error {
	v, err := m.reg(n)
	return m.pushOr(in, v+offset, err)
}

// pushLink pushes an address of the file. DW_OP_constx is a constant that the linker relocates but
// no loader does: an offset or a size, never an address (DWARF 5 §2.5.1.1).
func (m *machine) pushLink(in *instr, op byte) error {
	a := link.Addr(in.a)
	if op == opAddrx || op == opConstx {
		var err error
		if a, err = m.env.AddrIndex(in.a); err != nil {
			return err
		}
	}
	if op == opConstx {
		return m.pushUint(in, uint64(a))
	}
	at, err := m.env.Addr(a)
	return m.pushOr(in, uint64(at), err)
}

func (m *machine) shuffle(in *instr, op byte) error {
	depth := map[byte]int{opDup: 0, opOver: 1, opPick: int(in.a), opDrop: 0, opSwap: 1, opRot: 2}[op]
	e, err := m.peek(in, depth)
	if err != nil {
		return err
	}
	switch n := len(m.stack); op {
	case opDrop:
		m.stack = m.stack[:n-1]
	case opSwap:
		m.stack[n-1], m.stack[n-2] = m.stack[n-2], m.stack[n-1]
	case opRot: // the top becomes the third, the second the top
		m.stack[n-1], m.stack[n-2], m.stack[n-3] = m.stack[n-2], m.stack[n-3], m.stack[n-1]
	default:
		return m.push(in, e)
	}
	return nil
}

// deref reads a number from the target's memory.
func (m *machine) deref(in *instr, op byte) error {
	size, typ := m.unit.Arch.PtrSize, BaseType{}
	var err error
	if op != opDeref {
		size = int(in.a)
	}
	if op == opDerefType {
		if typ, err = m.baseType(in, in.b); err != nil {
			return err
		}
		if size != m.width(typ) {
			return in.errorf("reads %d bytes of a type of %d bytes", size, m.width(typ))
		}
	} else if size < 1 || size > 8 {
		return in.errorf("size %d", size)
	}
	a, err := m.popAddress(in)
	if err != nil {
		return err
	}
	var buf [16]byte
	if err := m.env.ReadMem(a, buf[:size]); err != nil {
		return err
	}
	return m.push(in, m.fromBytes(buf[:size], typ))
}

// call evaluates another DIE's expression on the same stack (DWARF 5 §2.5.1.5).
func (m *machine) call(in *instr, global bool) error {
	if m.calls == maxCalls {
		return in.errorf("more than %d nested calls", maxCalls)
	}
	code, err := m.env.Procedure(in.a, global)
	if err != nil {
		return err
	}
	m.calls++
	defer func() { m.calls-- }()
	return m.run(code)
}
