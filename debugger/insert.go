package debugger

import (
	"context"
	"errors"
	"fmt"

	"kbreak/mem"
	"kbreak/rsp"
)

// pointOf is what a location needs in the target.
func (b *Breakpoint) pointOf(l *BreakpointLocation) rsp.Point {
	switch {
	case b.Kind == WatchWrite:
		return rsp.Point{Kind: rsp.WriteWatch, Addr: l.Addr, Size: b.size}
	case b.Kind == WatchRead:
		return rsp.Point{Kind: rsp.ReadWatch, Addr: l.Addr, Size: b.size}
	case b.Kind == WatchAccess:
		return rsp.Point{Kind: rsp.AccessWatch, Addr: l.Addr, Size: b.size}
	case l.hardware:
		return rsp.Point{Kind: rsp.HardwareBreak, Addr: l.Addr, Size: 1}
	}
	return rsp.Point{Kind: rsp.SoftwareBreak, Addr: l.Addr, Size: 1}
}

// insert makes what is inserted in a stopped target what the breakpoints and the steps under way want.
// The first refusal ends it.
func (s *Session) insert(ctx context.Context) error {
	if s.state != Stopped {
		return nil
	}
	want := make(map[rsp.Point]string)
	var order []rsp.Point
	add := func(point rsp.Point, what string) {
		if _, ok := want[point]; !ok {
			want[point] = what
			order = append(order, point)
		}
	}
	for _, b := range s.breakpoints {
		for _, l := range b.Locations {
			if b.Enabled && l.Enabled {
				add(b.pointOf(l), fmt.Sprintf("breakpoint %d", b.Num))
			}
		}
	}
	for _, h := range s.hooks() {
		add(rsp.Point{Kind: rsp.SoftwareBreak, Addr: h.at, Size: 1}, h.what)
	}
	for _, a := range s.marks {
		add(rsp.Point{Kind: s.markKind(a), Addr: a, Size: 1}, "a temporary breakpoint")
	}
	for _, x := range s.points.All() {
		if _, ok := want[x.Point]; ok {
			continue
		}
		if err := s.points.Remove(ctx, x); err != nil {
			return s.linkError(fmt.Errorf("remove %v: %w", x.Point, err))
		}
	}
	for _, point := range order {
		if s.points.Get(point) != nil {
			continue
		}
		if err := s.points.Insert(ctx, point); err != nil {
			return s.linkError(insertError(want[point], point, err))
		}
		// Who is there already when the breakpoint is set goes on from there.
		if t := s.stop.selected; t != nil && point.Kind <= rsp.HardwareBreak {
			if regs, err := s.registers(ctx, t); err == nil {
				if pc, ok := regs.Addr(s.arch.PC); ok && pc == point.Addr {
					s.pass(t, pc)
				}
			}
		}
	}
	return nil
}

// markKind is the kind of a temporary breakpoint at a: a trap is not written where the kernel may rewrite the code
// meanwhile.
func (s *Session) markKind(a mem.Addr) rsp.PointKind {
	if s.points.InCode() == rsp.Proven && switched(s.rewritten(a)) {
		return rsp.HardwareBreak
	}
	return rsp.SoftwareBreak
}

// insertError explains why a point could not be inserted.
func insertError(what string, point rsp.Point, err error) error {
	if errors.Is(err, rsp.ErrUnsupported) && point.Kind > rsp.SoftwareBreak {
		return fmt.Errorf("cannot insert %s: the stub has no %ss", what, point.Kind)
	}
	return fmt.Errorf("cannot insert %s: %w", what, err)
}

// sweep removes what an earlier session left in the target that was attached to; lost means that it was this
// one, whose line broke, which nobody needs to be told.
func (s *Session) sweep(ctx context.Context, lost bool) error {
	if s.placed == nil || s.placed.Image == nil || s.location == nil {
		return nil
	}
	removed, err := s.points.Sweep(ctx, s.opt.StateDir, s.name, s.placed.Image.BuildID(), s.location.Bias, s.noticeOnce)
	if len(removed) > 0 && !lost {
		s.opt.Notice(fmt.Sprintf("removed %d breakpoints that an earlier session left in the target", len(removed)))
	}
	if err == nil {
		err = s.backToTrap(ctx, removed)
	}
	return s.linkError(err)
}

// backToTrap corrects the PC of a thread that ran into a trap of a session that was gone by then: kgdb
// leaves it behind the trap, in the middle of the instruction that stands there again.
func (s *Session) backToTrap(ctx context.Context, removed []rsp.Point) error {
	t := s.stop.selected
	if len(removed) == 0 || t == nil {
		return nil
	}
	regs, err := s.registers(ctx, t)
	if err != nil {
		return err
	}
	pc, _ := regs.Addr(s.arch.PC)
	before := pc.Add(-int64(len(s.arch.Trap)))
	for _, p := range removed {
		if p.Kind != rsp.SoftwareBreak || p.Addr != before {
			continue
		}
		if in, err := s.trapsInCode(ctx); err != nil || !in {
			return err
		}
		s.points.TrapBehind = rsp.Proven
		return s.setPC(ctx, t, before)
	}
	return nil
}

// pointTarget is the target as a [points.Table] sees it.
type pointTarget struct{ s *Session }

func (t pointTarget) Insert(ctx context.Context, p rsp.Point) error { return t.s.client.Insert(ctx, p) }

func (t pointTarget) Remove(ctx context.Context, p rsp.Point) error { return t.s.client.Remove(ctx, p) }

func (t pointTarget) Code(ctx context.Context, a mem.Addr, p []byte) error {
	return t.s.readCode(ctx, a, p)
}

func (t pointTarget) Read(ctx context.Context, a mem.Addr, p []byte) error {
	return t.s.client.ReadMemory(ctx, rsp.AnyThread, a, p)
}

func (t pointTarget) Write(ctx context.Context, a mem.Addr, p []byte) error {
	return t.s.writeMemory(ctx, a, p)
}

func (t pointTarget) Rewritten(a mem.Addr) string { return t.s.rewritten(a) }
