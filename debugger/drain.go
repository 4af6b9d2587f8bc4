package debugger

import (
	"context"
	"time"

	"kbreak/rsp"
)

// maxDrain bounds the steps of one drain; one is enough for a CPU that has been waiting.
const maxDrain = 50

// drainTimeout is how long a thread that owes a trap is waited for. One that never comes back is left running.
const drainTimeout = 3 * time.Second

// drain lets CPUs of a kgdb target get over traps that are not there any more, before it is left. A CPU
// that ran into a trap while another was being debugged waits for its turn. If its breakpoint has been
// removed by then it goes on as if nothing had been (kgdb_skipexception), but not when the debugger has
// detached, since kgdb then forgets what it removed: the kernel would stop once more, with nobody there.
// A step gives the others their turn. A thread that owes the trap of a step gets it when everything runs.
func (s *Session) drain(ctx context.Context) error {
	if s.client.Features().Answered {
		return nil
	}
	for range maxDrain {
		owing := false
		for id := range s.halfway {
			owes, err := s.owes(ctx, s.thread(id))
			if err != nil {
				return s.linkOnly(err)
			}
			owing = owing || owes
		}
		if !owing {
			if s.kernel == nil || s.points.TrapBehind != rsp.Proven {
				return nil
			}
			// kernel/debug/debug_core.c: CPUs that came by themselves, and were not called.
			waiting, err := s.Truth(ctx, "masters_in_kgdb.counter > 1")
			if err != nil || !waiting {
				return s.linkOnly(err)
			}
		}
		if err := s.yield(ctx, owing); err != nil {
			return err
		}
	}
	return nil
}

// yield gives the others their turn until something stops: a thread that owes a trap, or else the one that steps.
func (s *Session) yield(ctx context.Context, owing bool) error {
	t := s.stop.at
	if !owing {
		_, err := s.single(ctx, t, rsp.Action{Verb: rsp.Do1, Thread: t.id})
		return s.linkError(err)
	}
	ctx, cancel := context.WithTimeout(ctx, drainTimeout)
	defer cancel()
	if err := s.resume(ctx, rsp.Action{Verb: rsp.Go, Thread: rsp.AllThreads}); err != nil {
		return s.linkError(err)
	}
	event, err := s.await(ctx)
	if err == nil {
		_, err = s.settle(context.WithoutCancel(ctx), event)
	}
	return err
}
