package rsp

import (
	"context"
	"errors"
	"fmt"

	"kbreak/mem"
)

// How much is asked for at a time. It bounds what is still to come when the caller gives up.
const (
	maxAhead      = 32       // requests
	maxAheadBytes = 64 << 10 // bytes of memory
)

// pipelines reports whether reads may be sent several at a time. What is on the line then is
//
//	> $m1#xx+$m2#xx+$m3#xx        without the + where acknowledgements are off
//	< +$d1#xx+$d2#xx+$d3#xx
//
// Each + acknowledges a reply before it was seen, so that the stub reads just what it would read if it had
// been waited for: a $ in place of an acknowledgement would make kgdb drop its reply. A damaged reply
// cannot be asked for again like this, and is read once more afterwards.
//
// The first read that is longer than one packet tries it, where it can do no harm ([Features.MaxTrip]) and
// the line has lost nothing so far. A stub on a line that damages packets is asked one at a time.
func (c *Client) pipelines() bool {
	return c.features.pipelines() && !c.noisy && c.binary != binaryLLDB && (c.noAck || c.sawAck) &&
		c.stats.bad.Load() == 0 && c.stats.again.Load() == 0
}

// pipelines reports whether the stub takes several requests at a time, or may be asked to try: it has a
// buffer that holds many, and knows vCont, which no kgdb does.
func (f *Features) pipelines() bool {
	return f.Pipelining == Proven ||
		f.Pipelining == Untried && f.Answered && f.PacketSize >= roomySize && f.has("vContSupported")
}

// MaxTrip is how many bytes of memory one round trip gives: more than [Features.MaxRead] where several
// requests go out together.
func (f *Features) MaxTrip() int {
	n := f.MaxRead()
	if f.pipelines() {
		return min(max(maxAheadBytes, 2*n), maxAhead*n)
	}
	return n
}

// readAhead reads as much of p as one wait gives: more than a packet holds. It returns how many bytes
// are good, and the refusal of what follows them.
func (c *Client) readAhead(ctx context.Context, a mem.Addr, p []byte, limit int) (int, error) {
	if err := c.findBinary(ctx); err != nil {
		return 0, err
	}
	p = p[:min(len(p), c.features.MaxTrip())]
	b := new(batch)
	for done := 0; done < len(p); done += limit {
		b.ops = append(b.ops, c.readOp(a.Add(int64(done)), min(limit, len(p)-done)))
	}
	if err := c.exchangeBatch(ctx, b); err != nil {
		return 0, err
	}
	works := Proven
	defer func() { c.publish(func() { c.features.Pipelining = works }) }()
	done := 0
	for i, reply := range b.replies {
		if reply == nil {
			break
		}
		piece := p[done:min(done+limit, len(p))]
		n, err := c.takeRead(b.ops[i], reply, piece)
		done += n
		var refused *ReplyError
		if errors.As(err, &refused) && !errors.Is(err, ErrUnsupported) {
			return done, err
		}
		if err != nil || n < len(piece) { // not the answer to this question, or not all of it
			works = Absent
			break
		}
	}
	if len(b.replies) < len(b.ops) {
		works = Absent
		if err := c.resync(ctx, len(b.ops)-len(b.replies)); err != nil {
			return 0, err
		}
	}
	if done == 0 {
		return c.readChunk(ctx, a, p[:min(limit, len(p))])
	}
	return done, nil
}

// batch is several requests sent in one write and waited for once.
type batch struct {
	ops     []string
	replies [][]byte // in the order of ops; nil: it came damaged
	acked   bool     // the stub acknowledged the first
	strays  int
}

// exchangeBatch sends the requests of b and collects the replies. It is no error if some do not come.
func (c *Client) exchangeBatch(ctx context.Context, b *batch) error {
	if err := c.lostErr(); err != nil {
		return err
	}
	if err := c.settle(ctx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	var out []byte
	for i, op := range b.ops {
		if !c.noAck && (i > 0 || c.ackOwed) {
			out = append(out, byteAck)
		}
		out = appendPacket(out, []byte(op))
	}
	c.ackOwed = false
	c.stats.trips.Add(1)
	c.stats.sentPackets.Add(uint64(len(b.ops)))
	if err := c.write(out); err != nil {
		return err
	}
	return c.answer(ctx, &exchange{c: c, payload: []byte(b.ops[0]), batch: b, wait: c.opt.Timeout, acked: true})
}

// take handles one frame of the answer to a batch.
func (b *batch) take(c *Client, f frame) (progress, done bool, err error) {
	switch f.kind {
	case frameAck:
		progress = !b.acked
		b.acked, c.sawAck = true, true
		return progress, false, nil
	case frameNak:
		if c.noAck {
			return false, false, nil
		}
		c.ackOwed = true
		c.stats.again.Add(1)
		return true, true, nil // what was not answered is asked again, one at a time
	case frameBad:
		c.stats.bad.Add(1)
		b.replies = append(b.replies, nil)
	case framePacket:
		if !b.acked && !c.noAck {
			return false, false, nil // a leftover: the answer comes after the acknowledgement of the question
		}
		if b.strays < maxStray && c.stray(f.payload) {
			b.strays++
			return true, false, nil
		}
		b.replies = append(b.replies, f.payload)
	default:
		return false, false, nil
	}
	done = len(b.replies) == len(b.ops)
	c.ackOwed = done
	return true, done, nil
}

// resync finds the end of what a stub says that did not answer all of a batch: the answer to a request
// that it can only answer with nothing. missing is how many late answers may stand in front of it.
func (c *Client) resync(ctx context.Context, missing int) error {
	c.ackOwed = true
	return c.exchange(ctx, []byte("vMustReplyEmpty"), c.opt.Timeout, func(p []byte) bool {
		if len(p) == 0 || missing == 0 || c.stray(p) {
			return len(p) == 0 || missing == 0
		}
		missing--
		return false
	})
}

// readOp is the request for n bytes of memory.
func (c *Client) readOp(a mem.Addr, n int) string {
	if c.binary == binaryGDB {
		return fmt.Sprintf("x%x,%x", uint64(a), n)
	}
	return fmt.Sprintf("m%x,%x", uint64(a), n)
}

// takeRead takes the data of a reply to op.
func (c *Client) takeRead(op string, reply, p []byte) (int, error) {
	if c.binary == binaryGDB {
		return takeBinary(op, reply, p)
	}
	return takeHex(op, reply, p)
}
