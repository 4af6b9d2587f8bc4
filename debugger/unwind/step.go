package unwind

import (
	"context"
	"errors"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/cfi"
)

// walk is one call of Unwind.
type walk struct {
	*Unwinder
	ctx   context.Context
	abi   *abi
	guess bool

	sp    mem.Addr          // of the frame being left
	jumps map[mem.Addr]bool // stack pointers that a change of stack led to
	err   error             // not about the target's contents: ends the walk
}

// next finds the caller of f, and completes f with its CFA. It returns either the caller or the
// reason why there is none.
func (w *walk) next(f *Frame) (*Frame, *End) {
	if f.Kind == HookedCall {
		return nil, &End{Reason: HookedReturn, Addr: f.PC}
	}
	orc, dwarf, tableErr := w.Rules.RowsAt(f.Lookup())
	if orc.Source != cfi.None && orc.Kind == cfi.EndOfStack {
		// Until 6.4 (fb799447ae29) the table says so of assembly that is no end too, such as the
		// thunks of indirect calls.
		if next := w.returnAddressOnTop(f); next != nil || w.err != nil {
			return next, nil
		}
		return nil, &End{Reason: EndOfStack}
	}
	var why *End
	if orc.Source != cfi.None {
		next, end := w.byORC(f, &orc, &dwarf)
		if end == nil || w.err != nil || end.Complete() {
			return next, end
		}
		why = end
	}
	// Where ORC has a row, DWARF is not the better one: it takes its place only if ORC's needs a
	// register that is lost.
	if dwarf.Source != cfi.None && (why == nil || why.Reason == NoRule) {
		next, end := w.byCFI(f, &dwarf)
		if end == nil || w.err != nil || end.Complete() {
			return next, end
		}
		why = end
	}
	if why == nil {
		next, end := w.byConvention(f)
		if end == nil || w.err != nil {
			return next, end
		}
		why = end
		if why.Err == nil {
			why.Err = tableErr
		}
	}
	// A stack that cannot be read, or that leads back, is not searched for more.
	if w.guess && why.Reason != Unreadable {
		if next := w.byGuess(f); next != nil || w.err != nil {
			return next, nil
		}
	}
	return nil, why
}

// byORC applies a row of the ORC table. A row of DWARF for the same PC adds the registers that ORC
// does not describe, but only if it agrees on the CFA, by value: then both describe the same
// frame, and the offsets from the CFA hold. Inline assembly that DWARF does not see makes it
// disagree where it pushes; ORC is right there. In one case DWARF may disagree and its offsets
// still hold: where the kernel has changed stacks (SP_INDIRECT), DWARF takes the new stack's
// pointer for the old one's, and everything the function saved is at the CFA that ORC gives.
func (w *walk) byORC(f *Frame, orc, dwarf *cfi.Row) (*Frame, *End) {
	cfa, end := w.cfa(f, &orc.CFA)
	if end != nil {
		return nil, end
	}
	if orc.Kind != cfi.Call {
		return w.byPtRegs(f, cfa, orc)
	}
	how, row := FromORC, *orc
	if dwarf.Source != cfi.None && !dwarf.Signal {
		agree := orc.CFA.Kind == cfi.AtRegPlus
		if !agree {
			other, end := w.cfa(f, &dwarf.CFA)
			if w.err != nil {
				return nil, end
			}
			agree = end == nil && other == cfa
		}
		if agree {
			how, row.Regs = FromORCAndCFI, merge(orc.Regs, dwarf.Regs)
		}
	}
	if how == FromORC && !f.ReturnAddress {
		if next := w.behindJump(f, cfa); next != nil || w.err != nil {
			return next, nil
		}
	}
	return w.byRow(f, cfa, &row, how)
}

func (w *walk) byCFI(f *Frame, row *cfi.Row) (*Frame, *End) {
	if ra, ok := row.Reg(row.RA); ok && ra.Kind == cfi.Undefined {
		return nil, &End{Reason: EndOfStack}
	}
	cfa, end := w.cfa(f, &row.CFA)
	if end != nil {
		return nil, end
	}
	return w.byRow(f, cfa, row, FromCFI)
}

// merge adds to the rules of a the ones of b for other registers.
func merge(a, b []cfi.RegRule) []cfi.RegRule {
	out := append(make([]cfi.RegRule, 0, len(a)+len(b)), a...)
	for _, r := range b {
		known := false
		for _, have := range a {
			known = known || have.Reg == r.Reg
		}
		if !known {
			out = append(out, r)
		}
	}
	return out
}

// byRow computes the caller's registers from a row for a call, given its CFA.
func (w *walk) byRow(f *Frame, cfa mem.Addr, row *cfi.Row, how How) (*Frame, *End) {
	// Only a stack that is left for another one may lead downwards.
	if end := w.move(cfa, row.CFA.Kind == cfi.AtRegPlus); end != nil {
		return nil, end
	}
	regs, end := w.recover(f, cfa, row, how)
	if end != nil {
		return nil, end
	}
	pc, ok := regs.Addr(w.Arch.PC)
	if !ok {
		return nil, &End{Reason: UnknownRegisters}
	}
	next := &Frame{PC: pc, Regs: regs, How: how, ReturnAddress: !row.Signal}
	if row.Signal {
		next.Kind = Interrupted
	}
	if end := w.check(next); end != nil {
		return nil, end
	}
	w.sp = cfa
	f.CFA, f.HasCFA = cfa, true
	return next, nil
}

// check looks at a return address. One outside of all code is the caller all the same if the
// convention for such code finds a caller of its own: BPF programs are not in any list.
func (w *walk) check(next *Frame) *End {
	if w.Hooked != nil && w.Hooked(next.PC) {
		next.Kind, next.ReturnAddress = HookedCall, false
		return nil
	}
	if w.Rules.TextAt(next.Lookup()) {
		return nil
	}
	if _, ok := w.framePointer(next); ok {
		return nil
	}
	return &End{Reason: NotText, Addr: next.PC}
}

// move checks that going to a frame whose stack pointer is sp gets somewhere. Within a stack it
// has to rise, by no more than a stack is large; jumping between stacks may not come back to where
// a jump led before, so that a ring of them ends.
func (w *walk) move(sp mem.Addr, jump bool) *End {
	rises := sp > w.sp && sp-w.sp <= maxStack
	if !aligned(sp, w.Arch.PtrSize) || !rises && (!jump || w.jumps[sp]) {
		return &End{Reason: NoProgress, Addr: sp}
	}
	if !rises {
		if w.jumps == nil {
			w.jumps = make(map[mem.Addr]bool)
		}
		w.jumps[sp] = true
	}
	return nil
}

// byPtRegs goes on from the registers that entry code left at cfa.
func (w *walk) byPtRegs(f *Frame, cfa mem.Addr, row *cfi.Row) (*Frame, *End) {
	at, full, how := cfa, row.Kind == cfi.Regs, FromORC
	regs, end := w.readPtRegs(f, at, full)
	if end != nil && end.Reason == Corrupt && !full && !f.ReturnAddress {
		// One instruction of every exception's entry, the one after "call error_entry" that loads
		// RSP, is described as if the registers had not been pushed yet.
		sp, _ := f.Regs.Addr(w.Arch.SP)
		if r, bad := w.readPtRegs(f, sp, true); bad == nil && (w.abi.userMode(&r) || w.Rules.TextAt(w.pc(&r))) {
			regs, end = r, nil
			at, full, how = sp, true, FromGuess
		}
	}
	if end != nil {
		return nil, end
	}
	user := w.abi.userMode(&regs)
	sp, _ := regs.Addr(w.Arch.SP)
	if !user {
		if end := w.move(sp, true); end != nil {
			return nil, end
		}
	}
	f.CFA, f.HasCFA = cfa, true
	f.PtRegs, f.PtRegsFull = at, full
	if user {
		w.abi.enterUser(&regs)
		end := &End{Reason: UserMode, User: &regs}
		if how == FromGuess {
			end.Err = errPtRegsAtSP
		}
		return nil, end
	}
	w.sp = sp
	next := &Frame{PC: w.pc(&regs), Regs: regs, How: how, Kind: Interrupted}
	if !row.Signal {
		next.Kind, next.ReturnAddress = Called, true
	}
	return next, nil
}

var errPtRegsAtSP = errors.New("the saved registers were found at the stack pointer, where the ORC table has none")

func (w *walk) pc(regs *arch.Registers) mem.Addr {
	pc, _ := regs.Addr(w.Arch.PC)
	return pc
}

// readPtRegs reads a struct pt_regs, or the part of it that the CPU pushed, and checks that it can
// be one.
func (w *walk) readPtRegs(f *Frame, at mem.Addr, full bool) (arch.Registers, *End) {
	var regs arch.Registers
	first := 0
	if !full {
		first = w.abi.hardware
	}
	buf := make([]byte, w.abi.ptSize-first)
	if end := w.read(at, buf); end != nil {
		return regs, end
	}
	w.carry(&f.Regs, &regs, w.abi.system)
	if !full {
		// Entry code that has not saved the others yet has not changed the preserved ones either.
		w.carry(&f.Regs, &regs, w.abi.preserved)
	}
	w.decode(buf, first, &regs)
	if !w.abi.plausible(&regs) {
		return regs, &End{Reason: Corrupt, Addr: at}
	}
	return regs, nil
}

// decode sets registers from the part of a pt_regs that starts at offset first.
func (w *walk) decode(buf []byte, first int, regs *arch.Registers) {
	for _, r := range w.abi.ptRegs {
		if r.off >= first {
			v := w.Arch.Order.Uint64(buf[r.off-first:])
			regs.Set(r.reg, v&r.mask)
		}
	}
}

func (w *walk) carry(from, to *arch.Registers, list []arch.Reg) {
	for _, r := range list {
		if v, ok := from.Get(r); ok {
			to.Set(r, v)
		}
	}
}

// read fills p. A fault is a reason to end; anything else ends the walk as an error.
func (w *walk) read(a mem.Addr, p []byte) *End {
	err := w.Mem.ReadMem(w.ctx, a, p)
	if err == nil {
		return nil
	}
	var fault *mem.Fault
	if errors.As(err, &fault) {
		return &End{Reason: Unreadable, Addr: fault.Addr, Err: err}
	}
	w.err = err
	return &End{Reason: Unreadable, Addr: a, Err: err}
}

// word reads a pointer.
func (w *walk) word(a mem.Addr) (mem.Addr, *End) {
	var b [8]byte
	p := b[:w.Arch.PtrSize]
	if end := w.read(a, p); end != nil {
		return 0, end
	}
	v, _ := mem.DecodeUint(w.Arch.Order, p)
	return mem.Addr(v), nil
}
