package debugger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kbreak/arch"
	"kbreak/debugger/points"
	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/rsp"
)

// control is the state of breakpoints and of what the target was resumed for.
type control struct {
	breakpoints    []*Breakpoint
	lastBreakpoint int
	points         *points.Table // nil without a target
	doubt          doubt
	boot           bootPhase
	passed         map[rsp.ThreadID]passed
	emulated       mem.Addr                // the breakpoint whose instruction was emulated last
	halfway        map[rsp.ThreadID][]mark // steps that were asked for and not seen done, see [Session.settle]
	goal           *goal                   // what the target was resumed for; nil while that is nothing
	code           stepCode                // nil when the last command was no step
	marks          []mem.Addr              // where a step under way wants the target to stop
	ranges         rsp.Support             // of the stub for stepping through them, see [hop]
	logged         func([]Piece)
	locking        string // "set scheduler-locking": "on", "step", "off"
	handles        map[int]Handling
	passing        passing
	following      following
	calls          struct { // system calls
		of   *kernel.Kernel
		list []*syscall
	}
}

// goal is what the target was resumed for, besides running into breakpoints. One goal is carried
// through as many resumes as it takes: breakpoints whose condition does not hold, steps, calls passed
// over. The state machine of one goal:
//
//	launch ──► the target runs ──► judge ──┬─► a stop for the user
//	   ▲                                   │
//	   └────────── go on ◄─────────────────┘
type goal struct {
	thread *Thread // that steps; nil to let all run
	// launch resumes the target once and waits for it. nil lets everything run.
	launch func(ctx context.Context) (*Stop, error)
	// arrived looks at a stop that no breakpoint of the user explains: a step done, a mark reached.
	// It returns the stop to show, or nil to go on. nil: such a stop is shown as a signal.
	arrived func(ctx context.Context, stop *Stop, pc mem.Addr) (*Stop, error)
}

// pursue carries a goal through until there is a stop for the user. When ctx ends the target is
// interrupted. If it does not stop then, the error is [rsp.ErrNoStop], the goal is kept, and
// [Session.Wait] goes on.
func (s *Session) pursue(ctx context.Context, g *goal) (*Stop, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	s.goal = g
	if g.launch == nil {
		s.code = nil
	}
	stop, err := s.relaunch(ctx, g)
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) && s.state == Stopped { // while it was about to run
		stop, err = s.here("interrupted", sigInt), nil
	}
	return s.finishRun(stop, err)
}

// relaunch resumes and judges in turns.
func (s *Session) relaunch(ctx context.Context, g *goal) (*Stop, error) {
	for {
		if ctx.Err() != nil && s.state == Stopped {
			return s.here("interrupted", 2), nil
		}
		event, err := s.leave(ctx, g)
		if err != nil {
			return nil, err
		}
		if event == nil {
			launch := g.launch
			if launch == nil {
				launch = s.launchAll
			}
			if event, err = launch(ctx); err != nil {
				return nil, s.linkError(err)
			}
		}
		if stop, err := s.judge(ctx, g, event); stop != nil || err != nil {
			return stop, err
		}
	}
}

// finishRun ends a goal that is reached or failed; one that waits for a target that does not stop
// stays.
func (s *Session) finishRun(stop *Stop, err error) (*Stop, error) {
	if s.state == Running {
		return stop, err
	}
	err = errors.Join(err, s.checkBoot(context.Background(), stop))
	s.goal = nil
	if len(s.marks) > 0 && s.state == Stopped {
		s.marks = nil
		err = errors.Join(err, s.insert(context.Background()))
	}
	return stop, err
}

// here is a stop made without a new one of the target: it stopped already, for a reason that was not
// worth showing.
func (s *Session) here(reason string, signal int) *Stop {
	return &Stop{Signal: signal, Reason: reason, Thread: s.stop.at}
}

// launchAll lets the threads run that "set scheduler-locking" allows.
func (s *Session) launchAll(ctx context.Context) (*Stop, error) {
	a := []rsp.Action{{Verb: rsp.Go, Thread: rsp.AllThreads}}
	if t := s.stop.selected; s.locking == "on" && t != nil {
		a[0].Thread = t.id
	}
	if p := s.passing; p.signal != 0 {
		s.passing = passing{}
		with := append([]rsp.Action{{Verb: rsp.Go, Signal: p.signal, Thread: p.thread}}, a...)
		if ok, err := s.client.Can(ctx, with...); err != nil {
			return nil, err
		} else if ok {
			a = with
		}
	}
	if err := s.resume(ctx, a...); err != nil {
		return nil, err
	}
	return s.await(ctx)
}

// resume sends a resume and drops what belonged to the stop.
func (s *Session) resume(ctx context.Context, actions ...rsp.Action) error {
	for _, a := range actions {
		if a.Verb != rsp.Go {
			if err := s.maySingle(ctx, s.thread(a.Thread)); err != nil {
				return err
			}
		}
	}
	s.noteBoot(ctx)
	if err := s.client.Resume(ctx, actions...); err != nil {
		return err
	}
	s.resumed()
	return nil
}

// await waits for the target that was resumed.
func (s *Session) await(ctx context.Context) (*Stop, error) {
	reply, err := s.client.Wait(ctx)
	var refused *rsp.ReplyError
	if errors.As(err, &refused) { // it never ran
		s.stoppedAt(s.client.Stop())
		return nil, errors.Join(err, s.linkError(s.whoStopped(context.WithoutCancel(ctx))))
	}
	if err != nil {
		return nil, s.linkError(err)
	}
	stop := s.stoppedAt(reply)
	stop.watch = reply.Watch
	if stop.Exited { // there is nobody to talk to, until it is attached to again
		s.state, s.stop = Lost, nil
		return stop, nil
	}
	if ctx.Err() != nil && stop.Reason == "" && stop.Signal != sigTrap {
		stop.Reason = "interrupted"
	}
	if stop.Thread == nil && !stop.Exited {
		if err := s.whoStopped(context.WithoutCancel(ctx)); err != nil {
			return stop, err
		}
		stop.Thread = s.stop.selected
	}
	return stop, nil
}

const (
	sigInt  = 2
	sigTrap = 5
)

// judge decides about a stop of the target: nil to go on.
func (s *Session) judge(ctx context.Context, g *goal, stop *Stop) (*Stop, error) {
	// The target has stopped: what is read now must not fail because the user is impatient.
	look := context.WithoutCancel(ctx)
	if stop.Exited || stop.Thread == nil || stop.kdb {
		return stop, nil
	}
	if err := s.unstick(look); err != nil {
		return stop, err
	}
	half, err := s.settle(look, stop)
	if err != nil {
		return stop, err
	}
	if stop.Signal != sigTrap {
		if stop.Reason == "interrupted" || stop.Signal == sigInt {
			s.doubt.waited = true
			return stop, nil
		}
		return s.signalled(stop), nil
	}
	if isWatch(stop.Reason) {
		return s.judgeWatch(look, stop)
	}
	pc, err := s.stoppedPC(look, stop.Thread)
	if err != nil {
		return stop, err
	}
	if err := s.outdated(look, stop.Thread); err != nil {
		return stop, err
	}
	if half && !s.stop.stepped {
		s.pass(stop.Thread, pc)
		return nil, nil
	}
	if s.goneOn(look, stop.Thread, pc) {
		return nil, nil
	}
	hooked, err := s.judgeHooks(look, stop, pc)
	if err != nil {
		return stop, err
	}
	ours := s.points.At(pc) != nil // before a temporary one goes
	s.doubt.fired = s.doubt.fired || ours
	hit, err := s.judgeBreakpoints(look, stop, pc)
	if err != nil || hit {
		return stop, err
	}
	if (hooked || g.arrived != nil && ours) && !s.stop.stepped && !slices.Contains(s.marks, pc) {
		return nil, nil // a breakpoint that does not stop does not end a step or a finish either
	}
	if half && !slices.Contains(s.marks, pc) && (g.thread != stop.Thread || s.marks != nil || len(s.halfway[stop.Thread.id]) > 0) {
		return nil, nil
	}
	if g.arrived != nil {
		return g.arrived(look, stop, pc)
	}
	if ours {
		if ctx.Err() != nil {
			stop.Reason, stop.Signal = "interrupted", sigInt
			return stop, nil
		}
		return nil, nil
	}
	return stop, nil
}

// stoppedPC is where a thread stopped by a trap is. A stub that leaves the PC behind the trap
// instruction of its own breakpoint is corrected, in the target too: executing the rest of the
// instruction that the trap stands on crashed a kernel.
func (s *Session) stoppedPC(ctx context.Context, t *Thread) (mem.Addr, error) {
	regs, err := s.glance(ctx, t)
	if err != nil {
		return 0, s.linkError(err)
	}
	pc, _ := regs.Addr(s.arch.PC)
	before := pc.Add(-int64(len(s.arch.Trap)))
	if s.points.Software(before) == nil || s.points.TrapBehind == rsp.Absent || s.stop.stepped {
		if s.points.Software(pc) != nil && s.points.TrapBehind == rsp.Untried && !s.stop.stepped {
			s.points.TrapBehind = rsp.Absent
		}
		return pc, nil
	}
	if s.points.Software(pc) != nil && s.points.TrapBehind == rsp.Untried && s.client.Features().Answered {
		s.points.TrapBehind = rsp.Absent // at two breakpoints in a row the plain reading is the likelier, but of kgdb
		return pc, nil
	}
	s.points.TrapBehind = rsp.Proven
	return before, s.setPC(ctx, t, before)
}

func (s *Session) setPC(ctx context.Context, t *Thread, pc mem.Addr) error {
	return s.setWord(ctx, t, s.arch.PC, uint64(pc))
}

func (s *Session) setWord(ctx context.Context, t *Thread, r arch.Reg, v uint64) error {
	b := make([]byte, 8)
	s.arch.Order.PutUint64(b, v)
	err := s.setRegister(ctx, t, r, b)
	delete(s.stop.traces, t)
	return s.linkError(err)
}

// judgeBreakpoints counts the hits of the user's breakpoints at pc. True means that the target stays
// stopped for one of them.
func (s *Session) judgeBreakpoints(ctx context.Context, stop *Stop, pc mem.Addr) (bool, error) {
	any := false
	for _, b := range s.Breakpoints() {
		if b.Kind.Watch() || !b.Enabled {
			continue
		}
		for i, l := range b.Locations {
			if !l.Enabled || l.Addr != pc {
				continue
			}
			any = true
			stays, err := s.count(ctx, b, stop)
			if err != nil {
				return true, err
			}
			if stays && b.Log != "" {
				if err := s.log(ctx, b, stop); err != nil {
					return true, err
				}
			} else if stays {
				if stop.Hits = append(stop.Hits, b); len(stop.Hits) == 1 && len(b.Locations) > 1 {
					stop.HitPlace = i + 1
				}
			}
			break
		}
	}
	if any {
		s.pass(stop.Thread, pc)
	}
	if len(stop.Hits) > 0 {
		stop.Reason = "breakpoint"
		s.hideEntered(stop, pc)
		return true, nil
	}
	return false, nil
}

// briefAhead is what a read for a condition brings along, in bytes: the rest of its page would be dropped when the
// target goes on, and takes a stub longer than a round trip does.
const briefAhead = 128

// count decides about one hit: whether the breakpoint is for this thread, whether its condition holds,
// whether it is to be ignored. A condition that cannot be evaluated stops, as in gdb.
func (s *Session) count(ctx context.Context, b *Breakpoint, stop *Stop) (bool, error) {
	ours, err := s.concerns(ctx, b, stop.Thread)
	if err != nil || !ours {
		return false, err
	}
	if b.catch != nil {
		if ours, err := s.caught(ctx, b, stop); err != nil || !ours {
			return false, err
		}
	}
	if b.Condition != "" {
		s.stop.selected, s.stop.frame = stop.Thread, 0
		done := s.mem.kernel.Brief(briefAhead)
		holds, err := s.Truth(ctx, b.Condition)
		done()
		if s.linkError(err); s.state == Lost {
			return false, err
		}
		if err != nil {
			stop.Note = fmt.Sprintf("Error in testing condition for breakpoint %d:\n%v", b.Num, err)
		} else if !holds {
			return false, nil
		}
	}
	b.Hits++
	if b.Ignore > 0 {
		b.Ignore--
		return false, nil
	}
	switch b.Disp {
	case Delete:
		if err := s.DeleteBreakpoint(ctx, b.Num); err != nil {
			return true, err
		}
	case Disable:
		if b.Count--; b.Count <= 0 {
			b.Enabled = false
			return true, s.insert(ctx)
		}
	}
	return true, nil
}
