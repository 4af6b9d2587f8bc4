package points

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kbreak/arch"
	"kbreak/debugger/disasm"
	"kbreak/mem"
	"kbreak/rsp"
)

// Target is what a [Table] asks of the target.
type Target interface {
	Insert(ctx context.Context, p rsp.Point) error
	Remove(ctx context.Context, p rsp.Point) error
	// Code reads code as it is without the traps of the table. It may have been read before in this stop.
	Code(ctx context.Context, a mem.Addr, p []byte) error
	// Read and Write are memory as it is now, traps included.
	Read(ctx context.Context, a mem.Addr, p []byte) error
	Write(ctx context.Context, a mem.Addr, p []byte) error
	// Rewritten names what rewrites the instruction at a while the kernel runs, "" if nothing does.
	Rewritten(a mem.Addr) string
}

// Table is what is inserted in one target. It is used by one goroutine at a time.
type Table struct {
	// StepsOver: the target steps the instruction under an inserted software breakpoint without being
	// stopped by it. QEMU's emulation does (since 6.2); where int3 stands in the code it cannot be.
	StepsOver rsp.Support
	// TrapBehind: software breakpoints are reported one byte behind, where int3 leaves the PC. kgdb on
	// x86 does, and gdbserver to a client that has no swbreak.
	TrapBehind rsp.Support

	// Shows: what the stub inserts for a software breakpoint is seen by whoever reads the code. With KVM
	// it is, kgdb takes it out while the target stands.
	Shows rsp.Support

	target   Target
	arch     *arch.Arch
	in       map[rsp.Point]*Inserted
	journal  *journal // nil without a place to keep one
	byMemory bool     // the stub has no Z0 that works, traps are written
}

// Inserted is one inserted point.
type Inserted struct {
	Point rsp.Point
	// Asked is what the stub was asked for: an access watchpoint where it has none for reads.
	Asked rsp.Point
	Old   []byte      // what the trap replaced, if this side wrote it; nil where the stub keeps the point
	Inst  disasm.Inst // instruction at a breakpoint, as it was when that was inserted
}

// New is a table of a target in which nothing is inserted.
func New(a *arch.Arch, target Target) *Table {
	return &Table{target: target, arch: a, in: make(map[rsp.Point]*Inserted)}
}

// All lists what is inserted, in no order.
func (t *Table) All() []*Inserted {
	out := make([]*Inserted, 0, len(t.in))
	for _, x := range t.in {
		out = append(out, x)
	}
	return out
}

// Get is the entry of a point, nil if it is not inserted.
func (t *Table) Get(p rsp.Point) *Inserted { return t.in[p] }

// At is the breakpoint inserted at a, nil if there is none.
func (t *Table) At(a mem.Addr) *Inserted {
	if x := t.Software(a); x != nil {
		return x
	}
	return t.in[rsp.Point{Kind: rsp.HardwareBreak, Addr: a, Size: 1}]
}

// Software is the software breakpoint inserted at a, nil if there is none.
func (t *Table) Software(a mem.Addr) *Inserted {
	return t.in[rsp.Point{Kind: rsp.SoftwareBreak, Addr: a, Size: 1}]
}

// Insert inserts a point. That it is there already is no error.
func (t *Table) Insert(ctx context.Context, p rsp.Point) error {
	if t.in[p] != nil {
		return nil
	}
	x := &Inserted{Point: p, Asked: p}
	if p.Kind <= rsp.HardwareBreak {
		var err error
		if x.Inst, err = t.decode(ctx, p.Addr); err != nil {
			return err
		}
	}
	if p.Kind == rsp.SoftwareBreak && t.byMemory {
		return t.writeTrap(ctx, x)
	}
	err := t.ask(ctx, x)
	var refused *rsp.ReplyError
	if p.Kind == rsp.ReadWatch && errors.As(err, &refused) { // x86 has none
		x.Asked.Kind = rsp.AccessWatch
		err = t.ask(ctx, x)
	}
	if p.Kind == rsp.SoftwareBreak && errors.Is(err, rsp.ErrUnsupported) {
		err = t.writeTrap(ctx, x)
		t.byMemory = err == nil
	}
	return err
}

// ask asks the stub for a point.
func (t *Table) ask(ctx context.Context, x *Inserted) error {
	t.journal.add(x)
	if err := t.target.Insert(ctx, x.Asked); err != nil {
		t.journal.remove(x)
		return err
	}
	t.in[x.Point] = x
	if n := len(t.arch.Trap); t.Shows == rsp.Untried && x.Point.Kind == rsp.SoftwareBreak && x.Inst.Len > 0 && !t.isTrap(x.Inst.Bytes[:n]) {
		now := make([]byte, n)
		if err := t.target.Read(ctx, x.Point.Addr, now); err != nil {
			return errors.Join(err, t.Remove(ctx, x))
		}
		t.Shows = rsp.Absent
		if t.isTrap(now) {
			t.Shows = rsp.Proven
		}
	}
	return nil
}

// InCode reports whether traps stand in the code while the target runs, as far as use has shown.
func (t *Table) InCode() rsp.Support {
	switch {
	case t.byMemory || t.Shows == rsp.Proven || t.TrapBehind == rsp.Proven:
		return rsp.Proven
	case t.StepsOver == rsp.Proven:
		return rsp.Absent
	}
	return rsp.Untried
}

// Refresh reads the instruction under a breakpoint anew: the kernel rewrites code while it runs. It
// reports whether it is the one that was there.
func (t *Table) Refresh(ctx context.Context, x *Inserted) (same bool, err error) {
	code := make([]byte, x.Inst.Len)
	if err := t.target.Code(ctx, x.Point.Addr, code); err != nil {
		return false, err
	}
	if slices.Equal(code, x.Inst.Bytes) {
		return true, nil
	}
	x.Inst, err = t.decode(ctx, x.Point.Addr)
	return false, err
}

// decode decodes the instruction at a.
func (t *Table) decode(ctx context.Context, a mem.Addr) (disasm.Inst, error) {
	code := make([]byte, disasm.MaxLen)
	n := len(code)
	if err := t.target.Code(ctx, a, code); err != nil {
		var fault *mem.Fault
		if !errors.As(err, &fault) {
			return disasm.Inst{}, err
		}
		if n = fault.Got; n == 0 {
			return disasm.Inst{}, fmt.Errorf("cannot access memory at address %v", a)
		}
	}
	return disasm.Decode(t.arch, code[:n], a), nil
}

// Remove removes a point. A trap that this side wrote is replaced only if it is still there: code of a
// module that is gone belongs to somebody else by now.
func (t *Table) Remove(ctx context.Context, x *Inserted) error {
	var err error
	if x.Old == nil {
		err = t.target.Remove(ctx, x.Asked)
		var refused *rsp.ReplyError
		if errors.As(err, &refused) && refused.Code == "02" {
			err = nil // kgdb: it is gone
		}
	} else {
		err = t.pullTrap(ctx, x.Point.Addr, x.Old)
	}
	if err != nil {
		return err
	}
	delete(t.in, x.Point)
	t.journal.remove(x)
	return nil
}

// RemoveAll removes everything that is inserted, for a target that is left. It goes on after an error
// unless the link is lost.
func (t *Table) RemoveAll(ctx context.Context) error {
	var errs []error
	for _, x := range t.in {
		if err := t.Remove(ctx, x); err != nil {
			errs = append(errs, fmt.Errorf("remove %v: %w", x.Point, err))
			if errors.Is(err, rsp.ErrLost) {
				break
			}
		}
	}
	return errors.Join(errs...)
}

// isTrap reports whether b is the trap instruction.
func (t *Table) isTrap(b []byte) bool { return slices.Equal(b, t.arch.Trap) }
