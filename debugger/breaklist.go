package debugger

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// ErrNoBreakpoint is the error for a number that no breakpoint has.
var ErrNoBreakpoint = errors.New("no such breakpoint")

// Breakpoints lists the user's breakpoints by number.
func (s *Session) Breakpoints() []*Breakpoint { return slices.Clone(s.breakpoints) }

// Breakpoint finds one by its number.
func (s *Session) Breakpoint(num int) (*Breakpoint, error) {
	for _, b := range s.breakpoints {
		if b.Num == num {
			return b, nil
		}
	}
	return nil, fmt.Errorf("%w: no breakpoint number %d", ErrNoBreakpoint, num)
}

// DeleteBreakpoint removes a breakpoint, from the target too.
func (s *Session) DeleteBreakpoint(ctx context.Context, num int) error {
	if s.state == Running {
		return ErrRunning
	}
	b, err := s.Breakpoint(num)
	if err != nil {
		return err
	}
	s.breakpoints = slices.DeleteFunc(s.breakpoints, func(o *Breakpoint) bool { return o == b })
	return s.insert(ctx)
}

// ClearAt deletes the breakpoints that have a location of spec and returns their numbers ("clear").
func (s *Session) ClearAt(ctx context.Context, spec string) ([]int, error) {
	found, err := s.Locations(ctx, spec)
	if err != nil {
		return nil, err
	}
	var nums []int
	for _, b := range s.breakpoints {
		if b.Kind.Watch() {
			continue
		}
		if slices.ContainsFunc(b.Locations, func(l *BreakpointLocation) bool {
			return slices.ContainsFunc(found, func(f Location) bool {
				return f.Addr == l.Addr || f.Entry && f.Function == l.Function && f.Module == l.Module && b.Spec == spec
			})
		}) {
			nums = append(nums, b.Num)
		}
	}
	if len(nums) == 0 {
		return nil, fmt.Errorf("No breakpoint at %s.", spec) //nolint:staticcheck // gdb's words
	}
	for _, n := range nums {
		if err := s.DeleteBreakpoint(ctx, n); err != nil {
			return nums, err
		}
	}
	return nums, nil
}

// EnableBreakpoint enables or disables a breakpoint, or with loc > 0 one location of it. With enable,
// disp and count say what becomes of it when it is hit; Keep is what was said before.
func (s *Session) EnableBreakpoint(ctx context.Context, num, loc int, enable bool, disp Disposition, count int) error {
	if s.state == Running {
		return ErrRunning
	}
	b, err := s.Breakpoint(num)
	if err != nil {
		return err
	}
	if loc > 0 {
		if loc > len(b.Locations) {
			return fmt.Errorf("breakpoint %d has no location %d", num, loc)
		}
		b.Locations[loc-1].Enabled = enable
	} else {
		b.Enabled = enable
		switch {
		case enable && disp != Keep:
			b.Disp, b.Count = disp, count
		case enable:
			b.Count = 0 // what becomes of it stays as it was, as in gdb
		}
	}
	return s.insert(ctx)
}

// SetIgnore makes a breakpoint pass over its next count hits.
func (s *Session) SetIgnore(num, count int) error {
	b, err := s.Breakpoint(num)
	if err != nil {
		return err
	}
	b.Ignore = max(count, 0)
	return nil
}
