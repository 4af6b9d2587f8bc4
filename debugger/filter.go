package debugger

import (
	"context"
	"strconv"
)

// concerns reports whether a breakpoint concerns the thread that hit it. Finding out which task a CPU runs
// costs reads and is done only where it is asked about.
func (s *Session) concerns(ctx context.Context, b *Breakpoint, t *Thread) (bool, error) {
	if b.Thread > 0 && (t == nil || t.Num != b.Thread) {
		return false, nil
	}
	if b.CPU < 0 && b.Task == "" {
		return true, nil
	}
	if t == nil {
		return false, nil
	}
	if err := s.identify(ctx, t); err != nil {
		return false, err
	}
	if b.CPU >= 0 && t.CPU != b.CPU {
		return false, nil
	}
	if b.Task == "" {
		return true, nil
	}
	return t.Task != nil && (t.Task.Comm == b.Task || strconv.Itoa(t.Task.PID) == b.Task), nil
}
