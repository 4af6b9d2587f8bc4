package debugger

import (
	"context"

	"kbreak/arch"
	"kbreak/debugger/disasm"
	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/rsp"
	"kbreak/symbols"
	"kbreak/symbols/cfi"
)

// A step of a target whose steps have interrupts on lands in a handler as soon as not, and costs the line
// to it two round trips. Where a line consists of more than a few instructions, temporary breakpoints
// stand at all places at which the step could end, and everything runs: a leap. The same activation of the
// function is known by its canonical frame address, which pushes do not move.

// leap is a set of temporary breakpoints that a step waits at.
type leap struct {
	at map[mem.Addr]landing
}

// landing is what a thread that came by a leap has there.
type landing struct {
	cfa   mem.Addr // its canonical frame address
	begin where    // the line that the step goes through by then
}

// maxLeap bounds the instructions that one leap looks at.
const maxLeap = 200

// plan finds a leap from where the thread is, nil if single steps do better or are the only way.
func (st *stepper) plan(ctx context.Context, regs arch.Registers) (*leap, error) {
	s := st.s
	if st.single || st.called != nil || !st.begin.lines || s.steady() {
		return nil, nil
	}
	cfa, ok := s.plainCFA(st.pc, regs)
	if !ok {
		return nil, nil
	}
	type place struct {
		pc, cfa mem.Addr
		begin   where
	}
	l := &leap{at: make(map[mem.Addr]landing)}
	insts, calls := 0, 0
	seen := map[mem.Addr]bool{st.pc: true}
	todo := []place{{st.pc, cfa, st.begin}}
	arrive := func(p place) {
		if seen[p.pc] {
			return
		}
		seen[p.pc] = true
		goesOn := !st.out && p.begin.lo <= p.pc && p.pc < p.begin.hi
		if !goesOn {
			goesOn, p.begin = st.goesOn(p.begin, p.pc, s.whereIs(ctx, p.pc))
		}
		if goesOn {
			todo = append(todo, p)
		} else {
			l.at[p.pc] = landing{p.cfa, p.begin}
		}
	}
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if insts++; insts > maxLeap {
			return nil, nil
		}
		inst, err := st.instAt(ctx, p.pc)
		if err != nil {
			return nil, err
		}
		to, known := inst.Target()
		next := place{inst.Next(), p.cfa, p.begin}
		switch kind := inst.Kind; {
		case kind == disasm.Bad || s.mayJump(p.pc):
			return nil, nil
		case kind == disasm.Other || kind == disasm.Halt:
			arrive(next)
		case kind == disasm.Call && st.over:
			calls++
			arrive(next)
		case kind == disasm.CondJump && known:
			arrive(place{to, p.cfa, p.begin})
			arrive(next)
		case kind == disasm.Jump && known && !isThunk(s.whereIs(ctx, to).symbol):
			arrive(place{to, p.cfa, p.begin})
		default:
			if kind == disasm.Return && p.cfa == cfa {
				back, outer, ok, err := s.backFrom(ctx, cfa)
				if err != nil {
					return nil, err
				} else if ok {
					arrive(place{back, outer, p.begin})
					continue
				}
			}
			if p.pc == st.pc {
				return nil, nil
			}
			l.at[p.pc] = landing{p.cfa, p.begin} // what this one does is seen when it is stepped
		}
	}
	if ok, err := s.hops(ctx); err != nil {
		return nil, err
	} else if ok {
		insts = calls + 1 // as good as one step from call to call
	}
	// Round trips: two a step, and of a leap one to insert and one to remove each breakpoint, and three.
	if len(l.at) == 0 || 2*insts+6*calls <= 2*len(l.at)+3 {
		return nil, nil
	}
	for a := range l.at {
		if !s.space.TextAt(a) || s.markKind(a) == rsp.HardwareBreak { // there are few of those, and emulated CPUs may have none
			return nil, nil
		}
	}
	return l, nil
}

// mayJump reports whether the instruction at pc may go elsewhere than it says: it may fault and be
// repaired (__ex_table), or the kernel may make a jump of it at any time.
func (s *Session) mayJump(pc mem.Addr) bool {
	p, at, ok := s.space.Find(pc)
	if !ok || p.Image == nil || s.kernel == nil {
		return true
	}
	switch s.textSites(p.Image).By(at, at+1) {
	case "static key", "alternative":
		return true
	}
	return s.faultSites(p.Image).By(at, at+1) != ""
}

// faultSites are the instructions of an image that may fault; see [kernel.Kernel.FaultSites].
func (s *Session) faultSites(im *symbols.Image) kernel.TextSites {
	return s.sitesOnce(&s.faults, im, s.kernel.FaultSites, "which instructions of %s may fault: %v")
}

// plainCFA is the canonical frame address of the innermost frame, where a register and a number give it.
func (s *Session) plainCFA(pc mem.Addr, regs arch.Registers) (mem.Addr, bool) {
	orc, dwarf, _ := s.space.RowsAt(pc)
	row := &orc
	if orc.Source == cfi.None {
		row = &dwarf
	}
	if row.Source == cfi.None || row.Kind != cfi.Call || row.CFA.Kind != cfi.RegPlus {
		return 0, false
	}
	reg, ok := s.arch.FromDWARF(row.CFA.Reg)
	if !ok {
		return 0, false
	}
	v, ok := regs.Addr(reg)
	return v.Add(row.CFA.Offset), ok
}

// backFrom is where the function whose canonical frame address is cfa returns to, and the frame address of
// its caller.
func (s *Session) backFrom(ctx context.Context, cfa mem.Addr) (pc, outer mem.Addr, ok bool, err error) {
	v, err := mem.Uint(ctx, s.mem.kernel, s.arch.Order, cfa-8, 8)
	if faultOf(err) != nil {
		return 0, 0, false, nil
	} else if err != nil {
		return 0, 0, false, s.linkError(err)
	}
	var sp arch.Registers
	sp.Set(s.arch.SP, uint64(cfa))
	outer, ok = s.plainCFA(mem.Addr(v), sp)
	return mem.Addr(v), outer, ok && s.space.TextAt(mem.Addr(v)), nil
}

// landed reports whether a thread that stopped at pc has come to the end of the leap.
func (s *Session) landed(l *leap, pc mem.Addr, regs arch.Registers) bool {
	want, ok := l.at[pc]
	cfa, plain := s.plainCFA(pc, regs)
	return ok && plain && cfa == want.cfa
}
