package points

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kbreak/mem"
	"kbreak/rsp"
)

// writeTrap writes the trap instruction over the code and makes sure that it is there.
func (t *Table) writeTrap(ctx context.Context, x *Inserted) error {
	a, trap := x.Point.Addr, t.arch.Trap
	now := make([]byte, len(trap))
	if err := t.target.Code(ctx, a, now); err != nil {
		return err
	}
	if by := t.target.Rewritten(a); by != "" {
		return fmt.Errorf("the kernel rewrites the instruction at %v itself (%s) and checks what it finds there, and this stub "+
			"needs a trap to be written: use \"hbreak\", or break behind it at *%v", a, by, x.Inst.Next())
	}
	if t.isTrap(now) {
		return fmt.Errorf("there is a trap instruction at %v that is not ours", a)
	}
	x.Old = now
	t.journal.add(x)
	err := t.target.Write(ctx, a, trap)
	if err == nil {
		back := make([]byte, len(trap))
		if err = t.target.Read(ctx, a, back); err == nil && !t.isTrap(back) {
			err = fmt.Errorf("the trap written to %v is not there: use a hardware breakpoint", a)
		}
	}
	if err != nil {
		t.journal.remove(x)
		return fmt.Errorf("write a breakpoint into the code: %w", err)
	}
	t.in[x.Point] = x
	return nil
}

// pullTrap puts old back where a trap was written, if the trap is still there.
func (t *Table) pullTrap(ctx context.Context, a mem.Addr, old []byte) error {
	now := make([]byte, len(old))
	err := t.target.Read(ctx, a, now)
	var fault *mem.Fault
	switch {
	case errors.As(err, &fault):
		return nil // freed
	case err != nil:
		return err
	case !t.isTrap(now):
		return nil
	}
	return t.target.Write(ctx, a, old)
}

// Hide puts what was there before in place of the traps that this side wrote, and of those that the
// stub shows: b was read at a.
func (t *Table) Hide(a mem.Addr, b []byte) {
	for _, x := range t.in {
		old := x.Old
		if t.Shows == rsp.Proven && old == nil && x.Point.Kind == rsp.SoftwareBreak {
			old = x.Inst.Bytes[:min(len(t.arch.Trap), x.Inst.Len)]
		}
		for i, c := range old {
			if at := x.Point.Addr.Add(int64(i)).Sub(a); at >= 0 && at < int64(len(b)) {
				b[at] = c
			}
		}
	}
}

// Underneath is what has to be written for the target to hold b at a: the traps that this side wrote
// stay, and what they hide changes.
func (t *Table) Underneath(a mem.Addr, b []byte) []byte {
	out := b
	for _, x := range t.in {
		for i := range x.Old {
			if at := x.Point.Addr.Add(int64(i)).Sub(a); at >= 0 && at < int64(len(b)) {
				if len(out) > 0 && &out[0] == &b[0] {
					out = slices.Clone(b)
				}
				x.Old[i], out[at] = b[at], t.arch.Trap[i]
			}
		}
	}
	return out
}
