package debugger

import (
	"context"
	"fmt"
	"slices"
)

// checkFilter refuses a breakpoint for a thread or a CPU that the stopped target does not have: it would
// never stop.
func (s *Session) checkFilter(ctx context.Context, b *Breakpoint) error {
	if s.state != Stopped {
		return nil
	}
	if b.Thread > 0 {
		if err := s.listThreads(ctx); err != nil {
			return s.linkError(err)
		}
		if !slices.ContainsFunc(s.threads, func(t *Thread) bool { return t.Num == b.Thread }) {
			return fmt.Errorf("Unknown thread %d.", b.Thread) //nolint:staticcheck // gdb's words
		}
	}
	if b.CPU < 0 || s.kernel == nil {
		return nil
	}
	cpus, err := s.CPUs(ctx)
	if err != nil {
		return err
	}
	known := 0
	for _, t := range cpus {
		if t.CPU < 0 || t.CPU == b.CPU {
			return nil // the one that is not known may be it
		}
		known = max(known, t.CPU)
	}
	return fmt.Errorf("no CPU %d: there are CPUs 0 to %d", b.CPU, known)
}
