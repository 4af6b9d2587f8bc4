package debugger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kbreak/debugger/disasm"
	"kbreak/mem"
	"kbreak/rsp"
)

// points is what is inserted in the target: one entry an address and kind, however many breakpoints
// want it. Points stay inserted from the time that somebody wants them until nobody does, across stops
// and steps.
type points struct {
	in      map[rsp.Point]*planted
	journal *journal // nil without a place to keep one

	// stepsOver: the target steps the instruction under an inserted software breakpoint without being
	// stopped by it. QEMU's emulation does (since 6.2); where int3 stands in the code it cannot be.
	stepsOver rsp.Support
	// trapBehind: software breakpoints are reported one byte behind, where int3 leaves the PC. kgdb on
	// x86 does, and gdbserver to a client that has no swbreak.
	trapBehind rsp.Support
	// waited: the target ran with breakpoints until it was interrupted; fired: one of them has stopped it.
	waited, fired bool
	// byMemory: the stub has no Z0 that works, breakpoints are written.
	byMemory bool
}

// planted is one inserted point.
type planted struct {
	point    rsp.Point
	inserted rsp.Point   // what the stub was asked for: an access watchpoint where it has none for reads
	old      []byte      // what the trap replaced, if this side wrote it; nil where the stub keeps the point
	inst     disasm.Inst // instruction at a breakpoint, as it was when that was inserted
}

// maxInst is the longest x86 instruction.
const maxInst = 15

// at is the breakpoint inserted at a, nil if there is none.
func (p *points) at(a mem.Addr) *planted {
	for _, kind := range []rsp.PointKind{rsp.SoftwareBreak, rsp.HardwareBreak} {
		if x := p.in[rsp.Point{Kind: kind, Addr: a, Size: 1}]; x != nil {
			return x
		}
	}
	return nil
}

// software is the software breakpoint inserted at a, nil if there is none.
func (p *points) software(a mem.Addr) *planted {
	return p.in[rsp.Point{Kind: rsp.SoftwareBreak, Addr: a, Size: 1}]
}

// hide puts what was there before in place of the traps that this side wrote: b was read at a.
func (p *points) hide(a mem.Addr, b []byte) {
	for _, x := range p.in {
		for i, c := range x.old {
			if at := x.point.Addr.Add(int64(i)).Sub(a); at >= 0 && at < int64(len(b)) {
				b[at] = c
			}
		}
	}
}

// underneath is what has to be written for the target to hold b at a: the traps that this side wrote
// stay, and what they hide changes.
func (p *points) underneath(a mem.Addr, b []byte, trap []byte) []byte {
	out := b
	for _, x := range p.in {
		for i := range x.old {
			if at := x.point.Addr.Add(int64(i)).Sub(a); at >= 0 && at < int64(len(b)) {
				if len(out) > 0 && &out[0] == &b[0] {
					out = slices.Clone(b)
				}
				x.old[i], out[at] = b[at], trap[i]
			}
		}
	}
	return out
}

// plant inserts a point. That it is there already is no error.
func (s *Session) plant(ctx context.Context, point rsp.Point) error {
	if s.points.in[point] != nil {
		return nil
	}
	x := &planted{point: point, inserted: point}
	if point.Kind <= rsp.HardwareBreak {
		code := make([]byte, maxInst)
		n := len(code)
		if err := s.mem.kernel.ReadMem(ctx, point.Addr, code); err != nil {
			var fault *mem.Fault
			if !errors.As(err, &fault) {
				return err
			}
			if n = fault.Got; n == 0 {
				return fmt.Errorf("cannot access memory at address %v", point.Addr)
			}
		}
		x.inst = disasm.Decode(s.arch, code[:n], point.Addr)
	}
	// The journal is written first: what it lists and is not there does no harm.
	if point.Kind == rsp.SoftwareBreak && s.points.byMemory {
		return s.plantTrap(ctx, x)
	}
	err := s.insertPoint(ctx, x)
	var refused *rsp.ReplyError
	if point.Kind == rsp.ReadWatch && errors.As(err, &refused) { // x86 has none
		x.inserted.Kind = rsp.AccessWatch
		err = s.insertPoint(ctx, x)
	}
	if err == nil {
		return nil
	}
	if point.Kind == rsp.SoftwareBreak && errors.Is(err, rsp.ErrUnsupported) {
		if terr := s.plantTrap(ctx, x); terr != nil {
			return terr
		}
		s.points.byMemory = true
		return nil
	}
	return err
}

// insertPoint asks the stub for a point.
func (s *Session) insertPoint(ctx context.Context, x *planted) error {
	s.points.journal.add(x)
	err := s.client.Insert(ctx, x.inserted)
	if err != nil {
		s.points.journal.remove(x)
		return err
	}
	s.keep(x)
	return nil
}

func (s *Session) keep(x *planted) {
	if s.points.in == nil {
		s.points.in = make(map[rsp.Point]*planted)
	}
	s.points.in[x.point] = x
}

// plantTrap writes the trap instruction over the code and makes sure that it is there.
func (s *Session) plantTrap(ctx context.Context, x *planted) error {
	trap := s.arch.Trap
	now := make([]byte, len(trap))
	if err := s.mem.kernel.ReadMem(ctx, x.point.Addr, now); err != nil {
		return err
	}
	if by := s.rewritten(x.point.Addr); by != "" {
		return fmt.Errorf("the kernel rewrites the instruction at %v itself (%s) and checks what it finds there, and this stub "+
			"needs a trap to be written: use \"hbreak\", or break behind it at *%v", x.point.Addr, by, x.inst.Next())
	}
	if slices.Equal(now, trap) {
		return fmt.Errorf("there is a trap instruction at %v that is not ours", x.point.Addr)
	}
	x.old = now
	s.points.journal.add(x)
	err := s.writeMemory(ctx, x.point.Addr, trap)
	if err == nil {
		back := make([]byte, len(trap))
		if err = s.client.ReadMemory(ctx, rsp.AnyThread, x.point.Addr, back); err == nil && !slices.Equal(back, trap) {
			err = fmt.Errorf("the trap written to %v is not there: use a hardware breakpoint", x.point.Addr)
		}
	}
	if err != nil {
		s.points.journal.remove(x)
		return fmt.Errorf("write a breakpoint into the code: %w", err)
	}
	s.keep(x)
	return nil
}

// uproot removes a point. A trap that this side wrote is replaced only if it is still there: code of a
// module that is gone belongs to somebody else by now.
func (s *Session) uproot(ctx context.Context, x *planted) error {
	var err error
	if x.old == nil {
		err = s.client.Remove(ctx, x.inserted)
		var refused *rsp.ReplyError
		if errors.As(err, &refused) && refused.Code == "02" {
			err = nil // kgdb: it is gone
		}
	} else {
		err = s.pullTrap(ctx, x.point.Addr, x.old)
	}
	if err != nil {
		return err
	}
	delete(s.points.in, x.point)
	s.points.journal.remove(x)
	return nil
}

// pullTrap puts old back where a trap was written, if the trap is still there.
func (s *Session) pullTrap(ctx context.Context, a mem.Addr, old []byte) error {
	now := make([]byte, len(old))
	err := s.client.ReadMemory(ctx, rsp.AnyThread, a, now)
	var fault *mem.Fault
	switch {
	case errors.As(err, &fault):
		return nil // freed
	case err != nil:
		return err
	case !slices.Equal(now, s.arch.Trap):
		return nil
	}
	return s.writeMemory(ctx, a, old)
}

// uprootAll removes everything that is inserted, for a target that is left. It goes on after an error.
func (s *Session) uprootAll(ctx context.Context) error {
	var errs []error
	for _, x := range s.points.in {
		if err := s.uproot(ctx, x); err != nil {
			errs = append(errs, fmt.Errorf("remove %v: %w", x.point, err))
			if s.linkError(err); s.state == Lost {
				break
			}
		}
	}
	return errors.Join(errs...)
}

// plantError explains why a point could not be inserted.
func plantError(what string, point rsp.Point, err error) error {
	if errors.Is(err, rsp.ErrUnsupported) && point.Kind > rsp.SoftwareBreak {
		return fmt.Errorf("cannot insert %s: the stub has no %ss", what, point.Kind)
	}
	return fmt.Errorf("cannot insert %s: %w", what, err)
}

// faultOf is the fault in an error, nil if there is none.
func faultOf(err error) *mem.Fault {
	var f *mem.Fault
	if errors.As(err, &f) {
		return f
	}
	return nil
}
