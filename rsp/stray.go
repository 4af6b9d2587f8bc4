package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
)

// A Z that two damages have turned into another Z with the same checksum sets a breakpoint that nobody asked
// for: a zero doubled and a zero lost are enough. In code that is a trap in the middle of an instruction. It
// shows when the one that was asked for is not there afterwards, or when the stub may have answered something
// before it answered what it was sent again. As nobody can ask for the list, all are forgotten then ("?"; kgdb:
// gdb_cmd_status, dbg_remove_all_break) and those that are wanted inserted again.

// insist sends a request that changes something. On a line with noise a refusal may be meant for what the line
// made of it: it is sent again until it is refused in the same way twice.
func (c *Client) insist(ctx context.Context, op, done string) ([]byte, error) {
	reply, err := c.request(ctx, op)
	if err != nil || !c.noisy {
		return reply, err
	}
	return c.notRefused(ctx, op, done, reply)
}

// notRefused is [Client.insist] after the first reply. OK and done are no refusals.
func (c *Client) notRefused(ctx context.Context, op, done string, reply []byte) ([]byte, error) {
	for range maxDoubts {
		if string(reply) == "OK" || string(reply) == done {
			break
		}
		again, err := c.request(ctx, op)
		if err != nil || bytes.Equal(again, reply) {
			return again, err
		}
		reply = again
	}
	return reply, nil
}

// pointDone is what kgdb says when a Z or z was carried out before: it is there already, or not any more.
func pointDone(letter byte, kind PointKind) string {
	switch {
	case letter == 'Z':
		return "E17"
	case kind == SoftwareBreak:
		return "E02"
	}
	return "E01" // arch/x86/kernel/kgdb.c, kgdb_remove_hw_break
}

// pointAgain confirms the answer to a Z or z on a line with noise: done twice, it must be done already the second
// time. A hardware breakpoint can be set twice, which takes two slots: one that may be is taken out of all and
// set again.
func (c *Client) pointAgain(ctx context.Context, letter byte, p Point, reply []byte) ([]byte, error) {
	op, done := p.packet(letter), pointDone(letter, p.Kind)
	again := c.again
	reply, err := c.notRefused(ctx, op, done, reply)
	if err != nil {
		return nil, err
	}
	if letter == 'Z' && p.Kind != SoftwareBreak {
		for try := 0; (again || c.again) && try < maxDoubts; try++ {
			again = false
			for range maxSlots {
				if r, err := c.request(ctx, p.packet('z')); err != nil || string(r) != "OK" {
					break
				}
			}
			if reply, err = c.request(ctx, op); err != nil {
				return nil, err
			}
		}
		return reply, nil
	}
	switch string(reply) {
	case done:
		if again { // the first time it was carried out, and only its answer lost
			c.doubtful = false
			return []byte("OK"), nil
		}
	case "OK":
	default:
		return reply, nil
	}
	second, err := c.insist(ctx, op, done)
	switch {
	case err != nil:
		return nil, err
	case string(reply) == "OK" && string(second) == "OK": // a stub that says so each time, or it was not done at first
		third, err := c.insist(ctx, op, done)
		if err != nil {
			return nil, err
		}
		c.doubtful = c.doubtful || string(third) == done
		return second, nil
	case string(reply) == "OK" && string(second) == done:
		return reply, nil
	case letter == 'z' && string(second) == done && c.wanted[p]: // so something else was set
		c.doubtful = true
		return []byte("OK"), nil
	}
	return second, nil
}

// maxSlots is more debug registers than CPUs have for breakpoints.
const maxSlots = 16

// mayHaveActed is told before a request is sent again how many bytes came since it was sent. One may be a "-";
// if there are more, the stub may have taken it for something, and have answered that.
func (x *exchange) mayHaveActed(came uint64) {
	if came > 1 && len(x.payload) > 0 && x.payload[0]|0x20 == 'z' {
		x.c.doubtful = true
	}
}

// restore makes the stub forget all breakpoints and inserts those that are wanted, until nothing casts doubt on
// that.
func (c *Client) restore(ctx context.Context) error {
	for range maxDoubts {
		c.doubtful, c.astray = false, true
		_, err := c.askStop(ctx)
		if c.lostErr() != nil || ctx.Err() != nil {
			return err
		} else if err != nil { // to what the line made of it
			continue
		}
		for p := range c.wanted {
			reply, err := c.request(ctx, p.packet('Z'))
			if err == nil {
				reply, err = c.pointAgain(ctx, 'Z', p, reply)
			}
			if err != nil {
				return err
			}
			if string(reply) != "OK" {
				err = replyError(p.packet('Z'), reply)
				return &PointError{Point: p, Why: "inserted again after noise", Err: errors.Join(ErrNoise, err)}
			}
			if c.doubtful {
				break
			}
		}
		if !c.doubtful {
			return nil
		}
	}
	return fmt.Errorf("%w: it is not certain which breakpoints the stub has", ErrNoise)
}
