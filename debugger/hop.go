package debugger

import (
	"context"
	"errors"

	"kbreak/debugger/disasm"
	"kbreak/mem"
	"kbreak/rsp"
)

// A stub that steps through a range of addresses by itself (vCont;r; GDB manual, "Packets") takes one round
// trip for what would be one for each instruction. A hop is such a range: the part of a line around the PC in
// which no instruction calls, returns, or goes where only the CPU knows. So what a hop leads to is known
// before, and what was executed last needs not be found out.
type hop struct {
	start, end mem.Addr
	exits      map[mem.Addr]bool // behind the range, and where jumps lead out of it
}

// hops reports whether ranges are worth a try: the stub has them, and has not been seen to get them wrong.
func (s *Session) hops(ctx context.Context) (bool, error) {
	if s.ranges == rsp.Absent {
		return false, nil
	}
	return s.client.Can(ctx, rsp.Action{Verb: rsp.Range, Thread: rsp.AllThreads})
}

// plain reports whether a hop may go through an instruction.
func plain(i disasm.Inst) bool {
	_, known := i.Target()
	return i.Kind == disasm.Other || known && (i.Kind == disasm.CondJump || i.Kind == disasm.Jump)
}

// findHop finds the range to step through from where the thread is, nil if it is no more than an instruction.
func (st *stepper) findHop(ctx context.Context) (*hop, error) {
	s, begin := st.s, st.begin
	if st.single || st.out || st.called != nil || !begin.lines || st.pc < begin.lo || st.pc >= begin.hi || !plain(st.inst) {
		return nil, nil
	}
	if x := s.points.At(st.pc); x != nil && s.points.StepsOver != rsp.Proven {
		return nil, nil // left as stepOne leaves it
	}
	if ok, err := s.hops(ctx); err != nil || !ok {
		return nil, err
	}
	h, err := st.hopFrom(ctx, begin.lo)
	if err == nil && h == nil { // until: its range does not begin where an instruction is known to
		h, err = st.hopFrom(ctx, st.pc)
	}
	return h, err
}

// hopFrom makes a hop of the instructions from lo on, nil if the PC is not among them.
func (st *stepper) hopFrom(ctx context.Context, lo mem.Addr) (*hop, error) {
	h := &hop{start: lo, exits: make(map[mem.Addr]bool)}
	var targets []mem.Addr
	insts, met := 0, false
	for pc := lo; ; {
		met = met || pc == st.pc
		if h.end = pc; pc >= st.begin.hi || insts >= maxLeap {
			break
		}
		inst, err := st.instAt(ctx, pc)
		if err != nil {
			return nil, err
		}
		if inst.Kind == disasm.Bad {
			break
		}
		pc = inst.Next()
		if plain(inst) {
			if insts++; inst.Kind != disasm.Other {
				to, _ := inst.Target()
				targets = append(targets, to)
			}
			continue
		}
		if met {
			break
		}
		h.start, targets, insts = pc, nil, 0
	}
	if !met || insts < 2 || h.end <= st.pc || h.start > st.pc {
		return nil, nil
	}
	h.exits[h.end] = true
	for _, to := range targets {
		if to < h.start || to >= h.end {
			h.exits[to] = true
		}
	}
	return h, nil
}

// takeHop lets the stub step through the range. The first one shows whether it can be relied on: it ends
// inside, which it always may, or where the range leads to. A range that is refused, or that ends elsewhere,
// is the last.
func (st *stepper) takeHop(ctx context.Context) (*Stop, error) {
	s, h := st.s, st.hop
	event, err := s.stepAs(ctx, st.t, rsp.Action{Verb: rsp.Range, Start: h.start, End: h.end, Thread: st.t.id})
	var refused *rsp.ReplyError
	if errors.As(err, &refused) {
		s.ranges, st.hop = rsp.Absent, nil
		return s.stepOne(ctx, st.t, st.pc)
	}
	if err != nil || event.Exited || event.Thread != st.t || event.Signal != sigTrap || isWatch(event.Reason) {
		return event, err
	}
	st.inst = disasm.Inst{} // which was the last one is not known, but that it was no call and no return
	if s.ranges == rsp.Untried {
		pc, err := s.pcOf(ctx, st.t)
		if err != nil {
			return event, err
		}
		if s.ranges = rsp.Absent; h.contains(pc) || h.exits[pc] {
			s.ranges = rsp.Proven
		}
	}
	return event, nil
}

func (h *hop) contains(pc mem.Addr) bool { return h.start <= pc && pc < h.end }
