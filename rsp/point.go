package rsp

import (
	"context"
	"errors"
	"fmt"

	"kbreak/mem"
)

// PointKind is what a Z packet inserts (GDB manual, "Packets", z and Z).
type PointKind uint8

const (
	SoftwareBreak PointKind = iota // Z0: the stub changes the code, or does as if
	HardwareBreak                  // Z1
	WriteWatch                     // Z2
	ReadWatch                      // Z3: x86 has none, many stubs refuse it; AccessWatch is what there is
	AccessWatch                    // Z4
)

func (k PointKind) String() string {
	return [...]string{"software breakpoint", "hardware breakpoint", "write watchpoint", "read watchpoint",
		"access watchpoint"}[k]
}

// Point is one breakpoint or watchpoint as the stub sees it. It is removed with exactly the values it
// was inserted with.
type Point struct {
	Kind PointKind
	Addr mem.Addr
	Size int // of a watchpoint, bytes watched; of a breakpoint, bytes of the breakpoint instruction (x86: 1)
}

func (p Point) String() string { return fmt.Sprintf("%v at %v", p.Kind, p.Addr) }

// packet is the request that inserts the point (Z) or removes it (z).
func (p Point) packet(letter byte) string {
	return fmt.Sprintf("%c%d,%x,%x", letter, p.Kind, uint64(p.Addr), p.Size)
}

// Support is what use has shown about an ability.
type Support uint8

const (
	Untried Support = iota
	Proven
	Absent // the stub gave the empty reply
)

// PointError is a refused breakpoint.
type PointError struct {
	Point Point
	Why   string // what the stub's number means where it is an errno, else ""
	Err   error  // a *[ReplyError]
}

func (e *PointError) Error() string {
	if e.Why != "" {
		return fmt.Sprintf("%v: %s (%v)", e.Point, e.Why, e.Err)
	}
	return fmt.Sprintf("%v: %v", e.Point, e.Err)
}

func (e *PointError) Unwrap() error { return e.Err }

// pointErrnos explains the error of kgdb (kernel/debug/debug_core.c, dbg_set_sw_break) and QEMU
// (gdbstub.c: gdb_breakpoint_insert), which print an errno as two decimal digits.
var pointErrnos = map[string]string{
	"01": "the stub has none of this kind or size",
	"02": "there is none",
	"07": "the stub's table is full",
	"12": "the stub has no memory or slot for it",
	"14": "the address cannot be written",
	"16": "the kernel is changing its code at this moment: let it run on and try again",
	"17": "it is set already",
	"22": "the stub refuses this address (kgdb: on its blocklist)",
	"28": "all hardware slots are taken",
	"34": "the address is not one of the kernel",
}

// Insert sends Z. A stub without this kind gives [ErrUnsupported]; that is remembered, unless the same
// kind was accepted before: VMware says no more than that when its slots are full. To insert one that
// is there is no error with QEMU and E17 with kgdb.
func (c *Client) Insert(ctx context.Context, p Point) error { return c.point(ctx, 'Z', p) }

// Remove sends z.
func (c *Client) Remove(ctx context.Context, p Point) error { return c.point(ctx, 'z', p) }

// RemoveAll makes the stub forget every breakpoint and watchpoint, as QEMU and kgdb do when a new client
// asks "?". Another stub may keep them.
func (c *Client) RemoveAll(ctx context.Context) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	clear(c.wanted)
	_, err := c.askStop(ctx)
	return err
}

func (c *Client) point(ctx context.Context, letter byte, p Point) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	if c.features.Points[p.Kind] == Absent {
		return &PointError{Point: p, Err: &ReplyError{Op: fmt.Sprintf("%c%d", letter, p.Kind)}}
	}
	c.doubtful = false
	op := p.packet(letter)
	reply, err := c.request(ctx, op)
	if err == nil && c.noisy {
		reply, err = c.pointAgain(ctx, letter, p, reply)
	}
	if err != nil {
		return err
	}
	switch {
	case letter == 'Z' && string(reply) == "OK":
		c.wanted[p] = true
	case letter == 'z':
		delete(c.wanted, p)
	}
	if c.doubtful && c.noisy {
		if err := c.restore(ctx); err != nil {
			return err
		}
	}
	if string(reply) == "OK" {
		c.publish(func() { c.features.Points[p.Kind] = Proven })
		return nil
	}
	err = replyError(op, reply)
	var refused *ReplyError
	switch {
	case err == nil:
		return &PointError{Point: p, Err: malformed(op, reply)}
	case errors.Is(err, ErrUnsupported) && c.features.Points[p.Kind] == Proven:
		return &PointError{Point: p, Why: "the stub has no slot left", Err: err}
	case errors.Is(err, ErrUnsupported):
		c.publish(func() { c.features.Points[p.Kind] = Absent })
	}
	why := ""
	if errors.As(err, &refused) && refused.Text == "" {
		why = pointErrnos[refused.Code]
	}
	return &PointError{Point: p, Why: why, Err: err}
}
