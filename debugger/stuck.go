package debugger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kbreak/debugger/points"
	"kbreak/mem"
	"kbreak/rsp"
)

// kgdb takes a trap out of the code in the way that it put it there (arch/x86/kernel/kgdb.c,
// kgdb_arch_remove_breakpoint). One that was written while the kernel booted, plainly because that worked,
// cannot be taken out plainly any more once the boot has made the code read-only. It stays there, kgdb
// takes it for the instruction that it replaced, and a thread that comes by never gets past it: a step
// does not return, and what is left is a kernel that hangs. But when a debugger says "?", kgdb takes out
// everything that its table calls active, as the table says (dbg_remove_all_break), and the table is data.

// bootPhase is how far the kernel was when traps were written into its code.
type bootPhase uint8

const (
	bootUnknown bootPhase = iota
	booting               // the code may become read-only while traps are in it
	booted
)

// noteBoot learns once, before the target runs with traps that its own kernel writes, whether that still
// boots.
func (s *Session) noteBoot(ctx context.Context) {
	if s.boot != bootUnknown || s.kernel == nil || !slices.ContainsFunc(s.points.All(), isStubTrap) {
		return
	}
	s.boot = booted
	if s.client.Features().Answered {
		return // not kgdb on x86: its traps are no part of the code that it makes read-only
	}
	if early, err := s.Truth(ctx, "system_state < SYSTEM_RUNNING && sizeof(kgdb_break) > 0"); err == nil && early {
		s.boot = booting
	}
}

// isStubTrap reports whether a point is a software breakpoint that the stub keeps.
func isStubTrap(x *points.Inserted) bool { return x.Point.Kind == rsp.SoftwareBreak && x.Old == nil }

// unstick looks, at a stop of a kernel that booted when it was resumed, for traps that kgdb could not take
// out, and has them taken out.
func (s *Session) unstick(ctx context.Context) error {
	if s.boot != booting || !slices.ContainsFunc(s.points.All(), isStubTrap) {
		return nil
	}
	// The code becomes read-only in this state (init/main.c, kernel_init), which older kernels do not have.
	if before, err := s.Truth(ctx, "system_state < SYSTEM_FREEING_INITMEM"); err == nil && before {
		return nil
	} else if s.state != Stopped {
		return err
	}
	stuck, err := s.stuckTraps(ctx)
	if err != nil {
		return s.linkOnly(err)
	}
	if len(stuck) > 0 {
		if err := s.liftTraps(ctx, stuck); err != nil {
			return fmt.Errorf("kgdb wrote breakpoints before the kernel made its code read-only and cannot remove them: %w", err)
		}
	}
	if over, err := s.Truth(ctx, "system_state >= SYSTEM_RUNNING"); err != nil {
		return s.linkOnly(err)
	} else if over {
		s.boot = booted
	}
	return nil
}

// stuckTraps are the breakpoints whose trap stands in the code at a stop.
func (s *Session) stuckTraps(ctx context.Context) ([]*points.Inserted, error) {
	var stuck []*points.Inserted
	for _, x := range s.points.All() {
		if !isStubTrap(x) || x.Inst.Len == 0 || x.Inst.Bytes[0] == s.arch.Trap[0] {
			continue
		}
		now := make([]byte, 1)
		err := s.mem.kernel.ReadMem(ctx, x.Point.Addr, now)
		if faultOf(err) != nil {
			continue // freed
		} else if err != nil {
			return nil, err
		}
		if now[0] == s.arch.Trap[0] {
			stuck = append(stuck, x)
		}
	}
	return stuck, nil
}

// maxKGDBBreaks bounds the entries of kgdb's table that are looked at: KGDB_MAX_BREAKPOINTS.
const maxKGDBBreaks = 1000

// liftTraps makes kgdb take out traps that it believes to be out, and inserts all points again.
func (s *Session) liftTraps(ctx context.Context, stuck []*points.Inserted) error {
	at := make(map[mem.Addr]*points.Inserted)
	for _, x := range stuck {
		at[x.Point.Addr] = x
	}
	for i := 0; i < maxKGDBBreaks && len(at) > 0; i++ {
		entry := fmt.Sprintf("kgdb_break[%d].", i)
		a, err := s.Int(ctx, entry+"bpt_addr")
		if err != nil {
			return err
		}
		x := at[mem.Addr(a)]
		if x == nil {
			continue
		}
		delete(at, mem.Addr(a))
		for _, w := range []struct{ member, value string }{
			{"saved_instr[0]", fmt.Sprint(x.Inst.Bytes[0])},
			{"type", "BP_POKE_BREAKPOINT"},
			{"state", "BP_ACTIVE"},
		} {
			if err := s.writeMember(ctx, entry+w.member, w.value); err != nil {
				return err
			}
		}
	}
	if err := s.client.RemoveAll(ctx); err != nil {
		return s.linkError(err)
	}
	s.mem.drop()
	for _, x := range s.points.All() {
		if x.Old != nil {
			continue
		}
		if err := s.client.Insert(ctx, x.Asked); err != nil {
			return s.linkError(fmt.Errorf("insert %v again: %w", x.Point, err))
		}
	}
	if still, err := s.stuckTraps(ctx); err != nil || len(still) > 0 {
		return errors.Join(err, fmt.Errorf("%d of %d are still there", len(still), len(stuck)))
	}
	return nil
}

// writeMember assigns a value to an integer of the target, whatever the user may write.
func (s *Session) writeMember(ctx context.Context, place, value string) error {
	a, err := s.Int(ctx, "(long)&"+place)
	if err != nil {
		return err
	}
	size, err := s.Int(ctx, "sizeof("+place+")")
	if err != nil {
		return err
	}
	v, err := s.Int(ctx, value)
	if err != nil {
		return err
	}
	word := make([]byte, 8)
	s.arch.Order.PutUint64(word, uint64(v))
	if size <= 0 || size > int64(len(word)) {
		return fmt.Errorf("%s has %d bytes", place, size)
	}
	return s.linkError(s.writeMemory(ctx, mem.Addr(a), word[:size]))
}
