package debugger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"kbreak/debugger/disasm"
	"kbreak/mem"
	"kbreak/rsp"
)

// stepper is one step, next, stepi, nexti or until: the goal of one thread that goes on until it is
// somewhere else. Its states:
//
//	stepping    one instruction of the thread at a time
//	waiting     everything runs until the thread is at an address: a call that is passed over returns
//	leaping     the same, for the places at which the step may end, see [leap]
type stepper struct {
	s        *Session
	t        *Thread
	over     bool // calls are passed over
	single   bool // stop after one instruction, not after a line
	forwards bool // until: never back to an earlier line
	left     int  // steps still to be done

	first  where // where the command began
	begin  where // the line that is stepped through
	out    bool  // finish, of an inlined function: until the PC is in it no more
	pc, sp mem.Addr
	inst   disasm.Inst // the instruction at pc, about to be executed
	sent   bool        // a step from pc was asked for, which may have been cut short
	wait   *mark       // nil while stepping
	// handler says that it is waited for the return of a signal's handler.
	handler bool
	leap    *leap // nil while not leaping
	hop     *hop  // that the last resume was for, nil if for one instruction
	// called is where a call returns to that goes through a thunk: which function it enters is known
	// behind the thunk only.
	called *mark
	entry  mem.Addr // behind the prologue of the function that is stepped into, which ends the step; 0 for none
}

// mark is where a thread is waited for.
type mark struct {
	at    mem.Addr
	sp    mem.Addr // with this stack pointer
	anySP bool
}

// StepKind is what one step goes to.
type StepKind uint8

const (
	StepInstruction StepKind = iota // stepi
	NextInstruction                 // nexti: calls are passed over
	StepLine                        // step
	NextLine                        // next: calls are passed over, of inlined functions too
	UntilLine                       // until: next, and out of loops
)

// Step steps the selected thread count times.
func (s *Session) Step(ctx context.Context, kind StepKind, count int) (*Stop, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	t := s.stop.selected
	if t == nil {
		return nil, ErrNoFrame
	}
	if err := s.maySingle(ctx, t); err != nil {
		return nil, err
	}
	st := &stepper{s: s, t: t, over: kind == NextInstruction || kind >= NextLine, single: kind <= NextInstruction,
		forwards: kind == UntilLine, left: max(count, 1)}
	pc, err := s.pcOf(ctx, t)
	if err != nil {
		return nil, err
	}
	for ; kind == StepLine && st.left > 0 && s.stop.hidden > 0 && s.stop.hidden == s.stop.frame; st.left-- {
		// At the call of an inlined function, which begins here: to step into it moves nothing.
		s.stop.hidden--
		s.stop.frame--
	}
	if st.left == 0 {
		return &Stop{Signal: sigTrap, Reason: "step", Thread: t, NewFrame: true}, nil
	}
	st.begin = s.whereIs(ctx, pc).outwards(s.stop.hidden)
	st.first = st.begin
	if !st.single && s.userHalf(pc) {
		return nil, fmt.Errorf("thread %d is in user mode, where no lines are known: use \"stepi\", or \"continue\" to a breakpoint", t.Num)
	}
	if st.forwards && st.begin.lines {
		if sym, ok := s.space.SymbolAt(pc); ok {
			st.begin.lo = sym.Addr
		}
	}
	s.stop.frame, s.stop.hidden = 0, 0
	return s.pursue(ctx, &goal{thread: t, launch: st.launch, arrived: st.arrived})
}

func (s *Session) pcOf(ctx context.Context, t *Thread) (mem.Addr, error) {
	regs, err := s.registers(ctx, t)
	if err != nil {
		return 0, s.linkError(err)
	}
	pc, _ := regs.Addr(s.arch.PC)
	return pc, nil
}

// launch resumes for the state that the stepper is in.
func (st *stepper) launch(ctx context.Context) (*Stop, error) {
	s := st.s
	st.handled()
	if st.wait != nil || st.leap != nil || st.sent && s.underWay(st.t.id, st.pc) {
		// Our own thread may stand on a breakpoint that was none of the user's business.
		if event, err := s.leave(ctx, &goal{}); event != nil || err != nil {
			return event, err
		}
		return s.launchAll(ctx)
	}
	st.sent = false
	regs, err := s.registers(ctx, st.t)
	if err != nil {
		return nil, err
	}
	st.pc, _ = regs.Addr(s.arch.PC)
	st.sp, _ = regs.Addr(s.arch.SP)
	st.inst = disasm.Inst{}
	if !st.single || st.over {
		if st.inst, err = st.instAt(ctx, st.pc); err != nil {
			return nil, err
		}
	}
	if s.mustDeliver(st.t) {
		return st.deliver(ctx)
	}
	if st.leap, err = st.plan(ctx, regs); err != nil {
		return nil, err
	} else if st.leap != nil {
		event, err := st.runTo(ctx, slices.Sorted(maps.Keys(st.leap.at))...)
		var refused *rsp.ReplyError
		if !errors.As(err, &refused) || s.state != Stopped {
			return event, err
		}
		st.leap, s.marks = nil, nil // kgdb has places where it sets no breakpoint
		if err := s.insert(ctx); err != nil {
			return nil, err
		}
	}
	if st.over && st.inst.Kind == disasm.Call && !st.inLoopThunk() {
		st.wait = &mark{at: st.inst.Next(), sp: st.sp}
		return st.runTo(ctx, st.wait.at)
	}
	if st.hop, err = st.findHop(ctx); err != nil {
		return nil, err
	} else if st.hop != nil {
		return st.takeHop(ctx)
	}
	st.sent = true
	return s.stepOne(ctx, st.t, st.pc)
}

// steady reports whether a step is known to pass over interrupts: then it needs not be looked at.
func (s *Session) steady() bool {
	held, err := s.client.HoldInterrupts(context.Background())
	return err == nil && held
}

func (st *stepper) inLoopThunk() bool {
	return isThunk(st.s.whereIs(context.Background(), st.pc).symbol)
}

// runTo lets everything run until the thread is at one of the addresses.
func (st *stepper) runTo(ctx context.Context, marks ...mem.Addr) (*Stop, error) {
	s := st.s
	s.marks = marks
	if err := s.insert(ctx); err != nil {
		return nil, err
	}
	if event, err := s.leave(ctx, &goal{}); event != nil || err != nil {
		return event, err
	}
	return s.launchAll(ctx)
}
