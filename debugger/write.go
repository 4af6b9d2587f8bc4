package debugger

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"kbreak/arch"
	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/rsp"
)

// MayWrite says what of the target commands may change ("set may-write-memory", "set
// may-write-registers"; GDB manual, "Observer Mode").
type MayWrite struct {
	NoMemory    bool
	NoRegisters bool
}

// MayWrite returns the settings, to be changed in place.
func (s *Session) MayWrite() *MayWrite { return &s.mayWrite }

// WriteMemory writes p to the target's virtual memory at a, as the selected thread sees it. What was
// read before is read anew afterwards. A refusal is a *[mem.Fault]; what lies before its address has
// been written. A CPU in user mode under page-table isolation lacks the kernel in its page tables: the
// other CPUs are tried then.
func (s *Session) WriteMemory(ctx context.Context, a mem.Addr, p []byte) error {
	if err := s.needStopped(); err != nil {
		return err
	}
	if s.mayWrite.NoMemory {
		return fmt.Errorf("writing to memory is not allowed (addr %v, len %d): see \"set may-write-memory\"", a, len(p))
	}
	if len(p) == 0 {
		return nil
	}
	defer s.changed()
	return s.linkError(s.writeMemory(ctx, a, s.points.Underneath(a, p)))
}

// writeMemory writes as it is told to, past settings and breakpoints.
func (s *Session) writeMemory(ctx context.Context, a mem.Addr, p []byte) error {
	first := s.stop.selected
	id := rsp.AnyThread
	if first != nil && s.userHalf(a) {
		id = first.id
	}
	err := s.client.WriteMemory(ctx, id, a, p)
	var fault *mem.Fault
	if !errors.As(err, &fault) || s.userHalf(a) {
		return err
	}
	if lerr := s.listThreads(ctx); lerr != nil {
		return err
	}
	isolated := false
	for _, t := range s.threads {
		regs, rerr := s.registers(ctx, t)
		if rerr != nil {
			return rerr
		}
		if cs, ok := regs.Get(arch.CS); ok && cs&3 != 0 {
			isolated = true
			continue
		}
		again := s.client.WriteMemory(ctx, t.id, a, p)
		if again == nil || !errors.As(again, &fault) {
			return again
		}
		isolated = false
		break // in the kernel all CPUs see the same
	}
	if isolated {
		return fmt.Errorf("write memory: %w", &mem.Fault{Addr: fault.Addr, Got: fault.Got, Err: kernel.ErrUserTables})
	}
	return err
}

// changed drops what may be of the past after something was written: cached memory, and frames, whose
// arguments are already text. Thread and frame stay selected.
func (s *Session) changed() {
	if s.state == Stopped {
		s.mem.drop()
		clear(s.stop.traces)
	}
}

// writeRegister writes a register of frame f; b is its value in target byte order, in the size that
// the architecture gives the register. Registers of callers are not written: where a callee saved
// them is not recorded.
func (s *Session) writeRegister(ctx context.Context, f *physFrame, r arch.Reg, b []byte) error {
	if err := s.needStopped(); err != nil {
		return err
	}
	name := s.arch.Regs[r].Name
	switch {
	case s.mayWrite.NoRegisters:
		return fmt.Errorf("writing to registers is not allowed (%s): see \"set may-write-registers\"", name)
	case f.depth != 0:
		return fmt.Errorf("cannot write $%s here: this frame is a caller's, only registers of the innermost frame can be written", name)
	}
	defer s.changed()
	if err := s.setRegister(ctx, f.thread, r, b); err != nil {
		return s.linkError(err)
	}
	// kgdb answers OK for registers that it does not write.
	file, err := s.client.Registers(ctx, f.thread.id)
	if err != nil {
		return s.linkError(err)
	}
	if now, ok := file.Value(name); !ok || !bytes.Equal(fit(now, len(b)), b) {
		s.opt.Notice(fmt.Sprintf("the stub took the value for $%s, and the register reads %#x now", name, little(fit(now, 8))))
	}
	return nil
}

// setRegister writes a register of a thread and keeps nothing.
func (s *Session) setRegister(ctx context.Context, t *Thread, r arch.Reg, b []byte) error {
	info := s.arch.Regs[r]
	if len(b) != info.Size {
		return fmt.Errorf("register %s has %d bytes, not %d", info.Name, info.Size, len(b))
	}
	l := s.client.Layout()
	if l == nil {
		if _, err := s.client.Registers(ctx, t.id); err != nil {
			return err
		}
		l = s.client.Layout()
	}
	theirs, ok := l.Lookup(info.Name)
	if !ok {
		return fmt.Errorf("the stub has no register %s", info.Name)
	}
	return s.client.WriteRegister(ctx, t.id, info.Name, fit(b, theirs.Size()))
}

// fit makes a little-endian number n bytes long.
func fit(b []byte, n int) []byte {
	out := make([]byte, n)
	copy(out, b)
	return out
}
