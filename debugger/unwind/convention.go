package unwind

import (
	"kbreak/mem"
)

// byConvention goes on without tables.
func (w *walk) byConvention(f *Frame) (*Frame, *End) {
	if w.Rules.TextAt(f.Lookup()) {
		if next := w.returnAddressOnTop(f); next != nil || w.err != nil {
			return next, nil
		}
	} else if !f.ReturnAddress {
		// A PC that an interrupt or the CPU itself reports, and that is no code, was called: the
		// pointer was bad (NULL most often), and the call's return address is where SP points.
		bad := f.PC == 0
		if !bad {
			var code [1]byte
			bad = w.read(f.PC, code[:]) != nil
			if w.err != nil {
				return nil, &End{Reason: Unreadable}
			}
		}
		if bad {
			return w.pop(f)
		}
	}
	next, ok := w.framePointer(f)
	if w.err != nil {
		return nil, &End{Reason: Unreadable}
	}
	if !ok {
		if w.Rules.TextAt(f.Lookup()) {
			return nil, &End{Reason: NoRule, Addr: f.PC}
		}
		return nil, &End{Reason: NotText, Addr: f.PC}
	}
	f.CFA, f.HasCFA = next.Regs.Addr(w.Arch.SP)
	w.sp = f.CFA
	return next, nil
}

// pop undoes a call: nothing has run since, so every other register is the caller's.
func (w *walk) pop(f *Frame) (*Frame, *End) {
	sp, ok := f.Regs.Addr(w.Arch.SP)
	if !ok {
		return nil, &End{Reason: UnknownRegisters}
	}
	pc, end := w.word(sp)
	if end != nil {
		return nil, end
	}
	if !w.Rules.TextAt(pc - 1) {
		return nil, &End{Reason: NotText, Addr: f.PC}
	}
	return w.popped(f, pc, sp.Add(int64(w.Arch.PtrSize)))
}

// popped is the frame at pc with all registers but SP as they are in f.
func (w *walk) popped(f *Frame, pc, cfa mem.Addr) (*Frame, *End) {
	if end := w.move(cfa, false); end != nil {
		return nil, end
	}
	next := &Frame{PC: pc, Regs: f.Regs, How: FromPop, ReturnAddress: true}
	next.Regs.Set(w.Arch.PC, uint64(pc))
	next.Regs.Set(w.Arch.SP, uint64(cfa))
	f.CFA, f.HasCFA = cfa, true
	w.sp = cfa
	return next, nil
}

// returnAddressOnTop looks at the word that SP points to: in code that no table describes it is
// the return address as long as nothing has been pushed. It has to be one, after a call. It
// answers for code that was interrupted, and for what that was called by in the same way: nothing
// else has its return address there.
func (w *walk) returnAddressOnTop(f *Frame) *Frame {
	if f.ReturnAddress && f.How != FromPop {
		return nil
	}
	sp, ok := f.Regs.Addr(w.Arch.SP)
	if !ok {
		return nil
	}
	pc, end := w.word(sp)
	if end != nil || !w.afterCall(pc) {
		return nil
	}
	next, _ := w.popped(f, pc, sp.Add(int64(w.Arch.PtrSize)))
	return next
}

// behindJump knows code that is about to return to something that has not called it: the thunks
// through which a kernel with retpolines makes indirect calls put the function's address on the
// stack and return to it. What that function will return to is the caller, one word up.
func (w *walk) behindJump(f *Frame, cfa mem.Addr) *Frame {
	size := int64(w.Arch.PtrSize)
	if sp, ok := f.Regs.Addr(w.Arch.SP); !ok || cfa != sp.Add(size) {
		return nil
	}
	target, end := w.word(cfa.Add(-size))
	if end != nil || !w.Rules.TextAt(target) || w.afterCall(target) {
		return nil
	}
	pc, end := w.word(cfa)
	if end != nil || !w.afterCall(pc) {
		return nil
	}
	next, _ := w.popped(f, pc, cfa.Add(size))
	return next
}

// framePointer takes FP for the address of a pair {caller's FP, return address}, and checks what
// can be checked, because most kernels use the register for anything: the pair lies above SP and
// within the stack, and the return address is in known code. The caller's FP may be anything, for
// the caller may be code that does not use it so. It moves nothing.
//
// Kernels built with frame pointers set bit 0 of FP while it points to a struct pt_regs
// (ENCODE_FRAME_POINTER); they have no ORC. That is not followed: without tables what entry code
// does cannot be told.
func (w *walk) framePointer(f *Frame) (*Frame, bool) {
	sp, ok1 := f.Regs.Addr(w.Arch.SP)
	fp, ok2 := f.Regs.Addr(w.Arch.FP)
	size := int64(w.Arch.PtrSize)
	if !ok1 || !ok2 || fp < sp || fp-sp > maxStack || !aligned(fp, int(size)) {
		return nil, false
	}
	var pair [16]byte
	p := pair[:2*size]
	if w.read(fp, p) != nil {
		return nil, false
	}
	up, _ := mem.DecodeUint(w.Arch.Order, p[:size])
	ra, _ := mem.DecodeUint(w.Arch.Order, p[size:])
	if !w.Rules.TextAt(mem.Addr(ra) - 1) {
		return nil, false
	}
	next := &Frame{PC: mem.Addr(ra), How: FromFramePointer, ReturnAddress: true}
	w.carry(&f.Regs, &next.Regs, w.abi.system)
	next.Regs.Set(w.Arch.PC, ra)
	next.Regs.Set(w.Arch.FP, up)
	next.Regs.Set(w.Arch.SP, uint64(fp.Add(2*size)))
	return next, true
}

// maxScan bounds in bytes how much of a stack a guess looks at for one frame.
const maxScan = 4096

// byGuess looks up the stack for the next word that is a return address: one after a call
// instruction in known code. What it finds may be left over from a call that returned long ago.
func (w *walk) byGuess(f *Frame) *Frame {
	size := mem.Addr(w.Arch.PtrSize)
	from := (w.sp + size - 1) / size * size
	for a := from; a >= from && a-from < maxScan; a += size {
		pc, end := w.word(a)
		if end != nil {
			return nil
		}
		if !w.afterCall(pc) {
			if w.err != nil {
				return nil
			}
			continue
		}
		next := &Frame{PC: pc, How: FromGuess, ReturnAddress: true}
		w.carry(&f.Regs, &next.Regs, w.abi.system)
		next.Regs.Set(w.Arch.PC, uint64(pc))
		next.Regs.Set(w.Arch.SP, uint64(a+size))
		w.sp = a + size
		return next
	}
	return nil
}

// afterCall reports whether pc is in known code and the instruction before it is a call.
func (w *walk) afterCall(pc mem.Addr) bool {
	var code [7]byte
	return w.Rules.TextAt(pc-1) && w.read(pc-mem.Addr(len(code)), code[:]) == nil && w.abi.isCall(code[:])
}
