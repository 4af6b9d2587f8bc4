package debugger

import (
	"context"
	"fmt"

	"kbreak/rsp"
)

// maxDrain bounds the steps of one drain; one is enough for a CPU that has been waiting.
const maxDrain = 50

// drain lets CPUs of a kgdb target get over traps that are not there any more, before it is left. A CPU
// that ran into a trap while another was being debugged waits for its turn. If its breakpoint has been
// removed by then it goes on as if nothing had been (kgdb_skipexception), but not when the debugger has
// detached, since kgdb then forgets what it removed: the kernel would stop once more, with nobody there.
// A step gives the others their turn.
func (s *Session) drain(ctx context.Context) error {
	if s.points.TrapBehind != rsp.Proven || s.client.Features().Answered || s.kernel == nil {
		return nil
	}
	for n := range maxDrain {
		if n > 0 || len(s.halfway) > 0 {
			if err := s.clearStepFlags(ctx); err != nil {
				return s.linkOnly(err)
			}
		}
		// kernel/debug/debug_core.c: CPUs that came by themselves, and were not called.
		waiting, err := s.Truth(ctx, "masters_in_kgdb.counter > 1")
		if err != nil || !waiting {
			return s.linkOnly(err)
		}
		if err := s.resume(ctx, rsp.Action{Verb: rsp.Do1, Thread: s.stop.at.id}); err != nil {
			return s.linkError(err)
		}
		if _, err := s.await(ctx); err != nil {
			return err
		}
	}
	return nil
}

// clearStepFlags lets threads that were about to step, when another CPU stopped the target, run on instead:
// their saved flags lose the single-step flag (TF).
func (s *Session) clearStepFlags(ctx context.Context) error {
	const tf, maxCPUs = 0x100, 8192
	n, err := s.Int(ctx, "nr_cpu_ids")
	for i := int64(0); err == nil && i < min(n, maxCPUs); i++ {
		saved := fmt.Sprintf("((struct pt_regs *)kgdb_info[%d].debuggerinfo)", i)
		var there, flags int64
		if there, err = s.Int(ctx, "(long)"+saved); err != nil || there == 0 {
			continue
		}
		if flags, err = s.Int(ctx, saved+"->flags"); err == nil && flags&tf != 0 {
			err = s.writeMember(ctx, saved+"->flags", fmt.Sprint(flags&^tf))
		}
	}
	return err
}
