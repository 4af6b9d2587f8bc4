package unwind

import (
	"errors"
	"slices"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/cfi"
	"kbreak/symbols/expr"
)

// errUnknownRegister says that a rule needs a register whose value the frame does not have.
var errUnknownRegister = errors.New("it depends on a register that is not known here")

// cfa computes a frame's CFA.
func (w *walk) cfa(f *Frame, r *cfi.Rule) (mem.Addr, *End) {
	switch r.Kind {
	case cfi.RegPlus, cfi.AtReg, cfi.AtRegPlus:
		v, ok := w.dwarfReg(f, r.Reg)
		if !ok {
			return 0, &End{Reason: NoRule, Addr: f.PC, Err: errUnknownRegister}
		}
		switch r.Kind {
		case cfi.RegPlus:
			return mem.Addr(v).Add(r.Offset), nil
		case cfi.AtReg:
			return w.word(mem.Addr(v).Add(r.Offset))
		}
		a, end := w.word(mem.Addr(v))
		return a.Add(r.Offset), end
	case cfi.ExprVal:
		v, err := expr.EvalUint(r.Expr, w.unit(), &env{w: w, f: f})
		if err != nil {
			return 0, w.failed(f, err)
		}
		return mem.Addr(v), nil
	}
	return 0, &End{Reason: NoRule, Addr: f.PC}
}

func (w *walk) dwarfReg(f *Frame, n int) (uint64, bool) {
	reg, ok := w.Arch.FromDWARF(n)
	if !ok {
		return 0, false
	}
	return f.Regs.Get(reg)
}

// slot is a register that lies in memory.
type slot struct {
	reg  arch.Reg
	addr mem.Addr
}

// recover computes the caller's registers by a row whose CFA is cfa. It fails if the return
// address cannot be had; of the others, those that cannot are left unknown.
func (w *walk) recover(f *Frame, cfa mem.Addr, row *cfi.Row, how How) (arch.Registers, *End) {
	var regs arch.Registers
	w.carry(&f.Regs, &regs, w.abi.system)
	if w.keepsPreserved(f, cfa, row, how) {
		w.carry(&f.Regs, &regs, w.abi.preserved)
	}
	regs.Set(w.Arch.SP, uint64(cfa))

	var slots []slot
	for _, r := range row.Regs {
		reg, ok := w.Arch.FromDWARF(r.Reg)
		if r.Reg == row.RA {
			reg, ok = w.Arch.PC, true
		}
		if !ok {
			continue
		}
		regs.Forget(reg)
		set := func(v uint64, ok bool) {
			if ok {
				regs.Set(reg, v)
			}
		}
		switch rule := r.Rule; rule.Kind {
		case cfi.SameValue:
			set(f.Regs.Get(reg))
		case cfi.AtCFA:
			slots = append(slots, slot{reg, cfa.Add(rule.Offset)})
		case cfi.CFAPlus:
			set(uint64(cfa.Add(rule.Offset)), true)
		case cfi.InReg:
			set(w.dwarfReg(f, rule.Reg))
		case cfi.RegPlus:
			v, ok := w.dwarfReg(f, rule.Reg)
			set(v+uint64(rule.Offset), ok)
		case cfi.AtReg:
			if v, ok := w.dwarfReg(f, rule.Reg); ok {
				slots = append(slots, slot{reg, mem.Addr(v).Add(rule.Offset)})
			}
		case cfi.AtRegPlus:
			if v, ok := w.dwarfReg(f, rule.Reg); ok {
				if a, end := w.word(mem.Addr(v)); end == nil {
					set(uint64(a.Add(rule.Offset)), true)
				}
			}
		case cfi.ExprAt, cfi.ExprVal:
			v, err := expr.EvalUint(rule.Expr, w.unit(), &env{w: w, f: f, cfa: &cfa}, uint64(cfa))
			switch {
			case err != nil:
				w.failed(f, err)
			case rule.Kind == cfi.ExprAt:
				slots = append(slots, slot{reg, mem.Addr(v)})
			default:
				set(v, true)
			}
		}
		if w.err != nil {
			return regs, &End{Reason: Unreadable}
		}
	}
	end := w.fill(&regs, slots)
	if _, ok := regs.Get(w.Arch.PC); !ok && end == nil {
		end = &End{Reason: UnknownRegisters}
	}
	return regs, end
}

// keepsPreserved reports whether registers that the ABI preserves and that the row does not
// mention are the caller's. With DWARF they are. ORC says nothing of them, but a function whose
// frame is no more than its return address has no place where it could have saved one, so it has
// not changed any: string functions, thunks, the first instruction of everything.
func (w *walk) keepsPreserved(f *Frame, cfa mem.Addr, row *cfi.Row, how How) bool {
	switch how {
	case FromORCAndCFI, FromCFI:
		return true
	case FromORC:
		sp, ok := f.Regs.Addr(w.Arch.SP)
		return ok && row.Kind == cfi.Call && cfa == sp.Add(int64(w.Arch.PtrSize))
	}
	return false
}

// fill reads the registers that lie in memory: all at once where they are close together, which
// they are in any frame that a compiler made, and from the lowest address on otherwise. It fails
// if the return address cannot be read.
func (w *walk) fill(regs *arch.Registers, slots []slot) *End {
	if len(slots) == 0 {
		return nil
	}
	slices.SortFunc(slots, func(a, b slot) int {
		switch {
		case a.addr < b.addr:
			return -1
		case a.addr > b.addr:
			return 1
		}
		return 0
	})
	size := mem.Addr(w.Arch.PtrSize)
	low, last := slots[0].addr, slots[len(slots)-1].addr
	var buf [512]byte
	if last-low <= mem.Addr(len(buf))-size {
		if w.read(low, buf[:last-low+size]) == nil {
			for _, s := range slots {
				off := s.addr - low
				v, _ := mem.DecodeUint(w.Arch.Order, buf[off:off+size])
				regs.Set(s.reg, v)
			}
			return nil
		}
	}
	var lost *End
	for _, s := range slots {
		if w.err != nil {
			return &End{Reason: Unreadable, Addr: s.addr, Err: w.err}
		}
		v, end := w.word(s.addr)
		switch {
		case end == nil:
			regs.Set(s.reg, uint64(v))
		case s.reg == w.Arch.PC:
			lost = end
		}
	}
	return lost
}

// failed turns the error of an expression into the end of a walk.
func (w *walk) failed(f *Frame, err error) *End {
	var fault *mem.Fault
	if errors.As(err, &fault) {
		return &End{Reason: Unreadable, Addr: fault.Addr, Err: err}
	}
	return &End{Reason: NoRule, Addr: f.PC, Err: err}
}

func (w *walk) unit() expr.Unit { return expr.Unit{Arch: w.Arch} }

// env is what a call frame expression may ask for (DWARF 5 §6.4.2): registers of the callee's
// frame and memory, nothing of the unit.
type env struct {
	expr.Nothing
	w   *walk
	f   *Frame
	cfa *mem.Addr
}

func (e *env) Reg(n int) (uint64, bool) { return e.w.dwarfReg(e.f, n) }

func (e *env) ReadMem(a mem.Addr, p []byte) error {
	err := e.w.Mem.ReadMem(e.w.ctx, a, p)
	if err != nil && !isFault(err) {
		e.w.err = err
	}
	return err
}

func (e *env) CFA() (mem.Addr, error) {
	if e.cfa == nil {
		return e.Nothing.CFA()
	}
	return *e.cfa, nil
}
