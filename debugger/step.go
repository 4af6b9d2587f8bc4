package debugger

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kbreak/debugger/disasm"
	"kbreak/mem"
	"kbreak/rsp"
	"kbreak/symbols"
)

// stepper is one step, next, stepi, nexti or until: the goal of one thread that goes on until it is
// somewhere else. Its states:
//
//	stepping    one instruction of the thread at a time
//	waiting     everything runs until the thread is at an address: a call that is passed over returns
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
	wait   *mark       // nil while stepping
	// called is where a call returns to that goes through a thunk: which function it enters is known
	// behind the thunk only.
	called *mark
}

// mark is where a thread is waited for.
type mark struct {
	at    mem.Addr
	sp    mem.Addr // with this stack pointer
	anySP bool
}

// where is a place in the source, as far as stepping is concerned.
type where struct {
	placed *symbols.Placement
	fn     symbols.LinkAddr // entry of the concrete function
	scopes []int            // functions at the PC, outermost first, see [debuginfo.Scope.Offset]
	at     []sourceLine     // where the PC is in each of them
	file   string
	line   int // 0 where there are no lines
	// lo and hi are the addresses of the line; where there are no lines, of the function.
	lo, hi mem.Addr
	start  bool // the PC is the start of the line and a statement
	lines  bool // there are lines
	symbol string
}

// whereIs finds out what a PC means for stepping. Nothing is read of the target but the list of modules.
func (s *Session) whereIs(ctx context.Context, pc mem.Addr) where {
	p := &physFrame{pc: pc, lookup: pc}
	s.resolve(ctx, p)
	w := where{placed: p.placed}
	if sym, ok := s.space.SymbolAt(pc); ok {
		w.symbol = sym.Name
		w.lo = sym.Addr
		w.hi = sym.Addr.Add(int64(max(sym.Size, 1)))
		w.fn = p.link - symbols.LinkAddr(sym.Offset)
	}
	for i := len(p.scopes) - 1; i >= 0; i-- {
		w.scopes = append(w.scopes, p.scopes[i].Offset())
		w.at = append(w.at, sourceLine{p.scopes[i].FullFile, p.scopes[i].Line})
	}
	if n := len(p.scopes); n > 0 {
		w.fn = p.scopes[n-1].Low
	}
	if p.data == nil {
		return w
	}
	row, err := p.data.LineAt(p.link)
	if err != nil || row.Line == 0 {
		return w
	}
	w.file, w.line, w.lines = row.FullFile, row.Line, true
	w.lo, _ = p.placed.Addr(row.Start)
	w.hi = w.lo.Add(int64(row.End - row.Start))
	w.start = row.IsStmt && row.Start == p.link
	return w
}

// same reports whether two places are in one activation of one function: the same concrete function,
// and inlined into it the same copies.
func (w *where) same(o *where) bool {
	return w.placed == o.placed && w.fn == o.fn && slices.Equal(w.scopes, o.scopes)
}

// inside reports whether w is in a function that was inlined into the one that o is in.
func (w *where) inside(o *where) bool {
	return w.placed == o.placed && w.fn == o.fn && len(w.scopes) > len(o.scopes) && len(o.scopes) > 0 &&
		slices.Equal(w.scopes[:len(o.scopes)], o.scopes)
}

// outwards is w as the function that hides n inlined ones sees it: at the call of the outermost of them.
func (w where) outwards(n int) where {
	if k := len(w.scopes) - n; n > 0 && k > 0 {
		w.scopes, w.file, w.line = w.scopes[:k], w.at[k-1].file, w.at[k-1].line
		w.at = w.at[:k]
	}
	return w
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
	st := &stepper{s: s, t: t, over: kind == NextInstruction || kind >= NextLine, single: kind <= NextInstruction,
		forwards: kind == UntilLine, left: max(count, 1)}
	pc, err := s.pcOf(ctx, t)
	if err != nil {
		return nil, err
	}
	if kind == StepLine && s.stop.hidden > 0 && s.stop.hidden == s.stop.frame {
		// At the call of an inlined function, which begins here: to step into it moves nothing.
		s.stop.hidden--
		s.stop.frame--
		return &Stop{Signal: sigTrap, Reason: "step", Thread: t, NewFrame: true}, nil
	}
	st.begin = s.whereIs(ctx, pc).outwards(s.stop.hidden)
	st.first = st.begin
	if !st.single && pc < kernelHalf {
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
	if st.wait != nil {
		// Our own thread may stand on a breakpoint that was none of the user's business.
		if event, err := s.leave(ctx, &goal{}); event != nil || err != nil {
			return event, err
		}
		return s.launchAll(ctx)
	}
	regs, err := s.registers(ctx, st.t)
	if err != nil {
		return nil, err
	}
	st.pc, _ = regs.Addr(s.arch.PC)
	st.sp, _ = regs.Addr(s.arch.SP)
	st.inst = disasm.Inst{}
	if !st.single || st.over || !s.steady() {
		if st.inst, err = s.instAt(ctx, st.t, st.pc); err != nil {
			return nil, err
		}
	}
	if st.over && st.inst.Kind == disasm.Call && !st.inLoopThunk() {
		return st.runTo(ctx, mark{at: st.inst.Next(), sp: st.sp})
	}
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

// runTo lets everything run until the thread is at m.
func (st *stepper) runTo(ctx context.Context, m mark) (*Stop, error) {
	s := st.s
	st.wait = &m
	s.marks = []mem.Addr{m.at}
	if err := s.insert(ctx); err != nil {
		return nil, err
	}
	if event, err := s.leave(ctx, &goal{}); event != nil || err != nil {
		return event, err
	}
	return s.launchAll(ctx)
}

// instAt decodes the instruction at pc.
func (s *Session) instAt(ctx context.Context, t *Thread, pc mem.Addr) (disasm.Inst, error) {
	if x := s.points.at(pc); x != nil {
		return x.inst, nil
	}
	code := make([]byte, maxInst)
	err := s.mem.of(t).ReadMem(ctx, pc, code)
	n := len(code)
	if f := faultOf(err); f != nil {
		n = f.Got
	} else if err != nil {
		return disasm.Inst{}, err
	}
	return disasm.Decode(s.arch, code[:n], pc), nil
}

// stepOne executes one instruction of t. The others run along if "set scheduler-locking" says so and
// nothing has to be taken out of their way.
func (s *Session) stepOne(ctx context.Context, t *Thread, pc mem.Addr) (*Stop, error) {
	if x := s.points.at(pc); x != nil && s.points.stepsOver != rsp.Proven {
		event, err := s.stepOff(ctx, t, pc)
		if event == nil && err == nil {
			event = &Stop{Signal: sigTrap, Thread: t}
			s.stop.selected, s.stop.stepped = t, true
		}
		return event, err
	}
	if _, err := s.client.HoldInterrupts(ctx); err != nil {
		return nil, err
	}
	actions := []rsp.Action{{Verb: rsp.Do1, Thread: t.id}}
	if s.locking == "off" {
		along := append(actions, rsp.Action{Verb: rsp.Go, Thread: rsp.AllThreads})
		if ok, err := s.client.Can(ctx, along...); err != nil {
			return nil, err
		} else if ok {
			actions = along
		}
	}
	delete(s.passed, t.id)
	if err := s.resume(ctx, actions...); err != nil {
		return nil, err
	}
	event, err := s.await(ctx)
	if err == nil && event.Thread == t && event.Signal == sigTrap {
		s.stop.stepped = true
	}
	return event, err
}

// isThunk reports whether a function is one through which indirect calls and returns go, as gdb has it
// (x86_in_indirect_branch_thunk).
func isThunk(name string) bool {
	return strings.HasPrefix(name, "__x86_indirect_thunk") || strings.HasPrefix(name, "__x86_return_thunk") ||
		strings.HasPrefix(name, "__x86_indirect_call_thunk") || strings.HasPrefix(name, "__x86_indirect_jump_thunk")
}

// arrived decides where a step goes on; see [goal].
func (st *stepper) arrived(ctx context.Context, stop *Stop, pc mem.Addr) (*Stop, error) {
	s := st.s
	if stop.Thread != st.t && st.wait != nil && !st.wait.anySP && pc == st.wait.at {
		// The stack tells tasks apart: one that slept in a call may go on on another CPU.
		regs, err := s.registers(ctx, stop.Thread)
		if err != nil {
			return stop, s.linkError(err)
		}
		if sp, _ := regs.Addr(s.arch.SP); sp == st.wait.sp {
			st.t = stop.Thread
		}
	}
	if stop.Thread != st.t {
		if slices.Contains(s.marks, pc) {
			s.pass(stop.Thread, pc) // another thread came by the mark
			return nil, nil
		}
		return stop, nil
	}
	regs, err := s.registers(ctx, st.t)
	if err != nil {
		return stop, s.linkError(err)
	}
	sp, _ := regs.Addr(s.arch.SP)
	if w := st.wait; w != nil {
		switch {
		case pc == w.at && (w.anySP || sp == w.sp):
			st.wait, s.marks = nil, nil
		case pc == w.at:
			s.pass(st.t, pc) // a deeper call of the same function
			return nil, nil
		default:
			return stop, nil
		}
	} else if st.inst.Len > 0 && !s.steady() && pc != st.pc && !follows(st.inst, pc) {
		// An interrupt came first: it is left alone until it returns to where the step was.
		if back, bsp, err := s.interruptedAt(ctx, st.t); err != nil {
			return stop, err
		} else if back != 0 {
			st.wait = &mark{at: back, sp: bsp}
			s.marks = []mem.Addr{back}
			return nil, nil
		}
	}
	done, newFrame, err := st.done(ctx, pc, sp)
	if err != nil || !done {
		return nil, err
	}
	stop.Reason, stop.NewFrame = "step", newFrame
	return stop, nil
}

// interruptedAt is where the handler that a thread is in returns to, and with which stack pointer; 0
// if it is in none.
func (s *Session) interruptedAt(ctx context.Context, t *Thread) (pc, sp mem.Addr, err error) {
	tr, err := s.walk(ctx, t, 2)
	if err != nil || len(tr.phys) < 2 {
		return 0, 0, err
	}
	for _, p := range tr.phys[1:] {
		if !p.returns && p.tail == nil {
			sp, _ = p.regs.Addr(s.arch.SP)
			return p.pc, sp, nil
		}
	}
	return 0, 0, nil
}

// done decides whether the thread, at pc after an instruction or a call, is where the step was to go.
func (st *stepper) done(ctx context.Context, pc, sp mem.Addr) (done, newFrame bool, err error) {
	s := st.s
	if st.single {
		return st.count(s.whereIs(ctx, pc))
	}
	leaves := st.inst.Kind == disasm.Call || st.inst.Kind == disasm.Return
	if !st.out && !leaves && st.called == nil && st.begin.lo <= pc && pc < st.begin.hi {
		return false, false, nil // the commonest case first: the same line
	}
	now := s.whereIs(ctx, pc)
	if pc < kernelHalf {
		return true, true, nil
	}
	if isThunk(now.symbol) {
		if st.inst.Kind == disasm.Call && st.called == nil {
			st.called = &mark{at: st.inst.Next(), sp: st.sp}
		}
		return false, false, nil
	}
	if st.inst.Kind == disasm.Call && st.called == nil && pc != st.inst.Next() {
		st.called = &mark{at: st.inst.Next(), sp: st.sp}
	}
	if called := st.called; called != nil && pc != called.at {
		st.called = nil
		return st.entered(ctx, pc, now, called)
	}
	st.called = nil
	begin := &st.begin
	if st.out {
		return !now.same(begin) && !now.inside(begin), true, nil
	}
	switch {
	case !now.lines && !begin.lines && now.same(begin) && pc >= begin.lo && pc < begin.hi:
		return false, false, nil // until the end of a function without lines
	case !now.lines:
		return true, true, nil
	case now.inside(begin):
		depth := len(now.scopes) - len(begin.scopes)
		outer := now.outwards(depth)
		if outer.line == begin.line && outer.file == begin.file {
			if st.over {
				return false, false, nil // an inlined function is passed over like a call
			}
			break
		}
		// The call of an inlined function on another line: that is where the step ends, as if the call
		// were still to be made.
		if now.start {
			s.stop.hidden, s.stop.frame = depth, depth
			return st.count(outer)
		}
		return false, false, nil
	case st.forwards && now.same(begin) && pc < begin.hi && pc >= begin.lo:
		return false, false, nil
	}
	if now.same(begin) && now.line == begin.line && now.file == begin.file {
		begin.lo, begin.hi = now.lo, now.hi // another piece of the line
		return false, false, nil
	}
	if !now.start {
		st.begin = now // in the middle of a line, as after a return: to its end, as gdb does
		return false, false, nil
	}
	return st.count(now)
}

// count counts a step that is done.
func (st *stepper) count(now where) (done, newFrame bool, err error) {
	if st.left--; st.left > 0 {
		st.begin = now
		return false, false, nil
	}
	return true, !now.same(&st.first), nil
}

// entered decides about a function that was called.
func (st *stepper) entered(ctx context.Context, pc mem.Addr, now where, call *mark) (done, newFrame bool, err error) {
	s := st.s
	if st.over || !now.lines || strings.HasPrefix(now.symbol, "__fentry__") || strings.HasPrefix(now.symbol, "ftrace_") {
		st.wait = call
		s.marks = []mem.Addr{call.at}
		return false, false, nil
	}
	l := s.locationAt(ctx, pc)
	to, err := s.PastPrologue(ctx, l)
	if err != nil {
		return false, false, err
	}
	if to.Addr != pc {
		st.wait = &mark{at: to.Addr, anySP: true}
		s.marks = []mem.Addr{to.Addr}
		st.begin = where{lo: pc, hi: to.Addr}
		return false, false, nil
	}
	return st.count(now)
}
