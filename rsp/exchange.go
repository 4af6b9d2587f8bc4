package rsp

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"time"
)

// maxStray bounds the stop replies dropped in front of one answer.
const maxStray = 16

// request sends a packet and returns the one packet that answers it. On a line with noise it is asked
// twice ([Client.surely]).
func (c *Client) request(ctx context.Context, payload string) ([]byte, error) {
	again := repeats(payload)
	if !again && payload != "qsThreadInfo" {
		c.forget() // what was read before a write may be different after it
		c.stats.changes.Add(1)
	}
	if !c.noisy {
		reply, err := c.once(ctx, payload)
		switch {
		case err == nil && !c.noisy:
			c.tell(payload, reply)
			return reply, nil
		case err != nil || !again:
			return reply, err
		}
	}
	if err := c.review(ctx); err != nil {
		return nil, err
	}
	return c.surely(ctx, payload)
}

// once sends a packet and returns what answers it.
func (c *Client) once(ctx context.Context, payload string) ([]byte, error) {
	var reply []byte
	err := c.exchange(ctx, []byte(payload), c.opt.Timeout, c.plain(&reply))
	return reply, err
}

// plain takes the first packet that is no stray stop.
func (c *Client) plain(reply *[]byte) func([]byte) bool {
	strays := 0
	return func(p []byte) bool {
		if strays < maxStray && c.stray(p) {
			strays++
			return false
		}
		*reply = p
		return true
	}
}

// stray takes a stop reply that nobody waits for: QEMU 7.2 sends one at connect, and an interrupt
// that crosses a stop may give a second one. No answer to a request of this package begins with T or
// S, except that to ?, which asks for it, and raw bytes of lldb's x, which do not come through here.
func (c *Client) stray(p []byte) bool {
	if len(p) < 3 || !isHex(p[1]) || !isHex(p[2]) || p[0] != 'T' && (p[0] != 'S' || len(p) != 3) {
		return false
	}
	// It may have moved the stub's own selection.
	c.ownChoice, c.selected, c.selectedC = false, nil, nil
	return true
}

// exchange sends a packet and hands each packet of the answer to each, until that returns true.
// wait is how long the stub may think between two of them. When ctx ends, each goes on to be called
// for the rest of the answer, by whoever talks next.
func (c *Client) exchange(ctx context.Context, payload []byte, wait time.Duration, each func([]byte) bool) error {
	if err := c.lostErr(); err != nil {
		return err
	}
	if err := c.settle(ctx); err != nil {
		return err
	}
	if c.astray {
		if err := c.findBack(ctx); err != nil {
			return err
		}
	}
	return c.talk(ctx, payload, wait, each)
}

// talk is [Client.exchange] from wherever the conversation stands.
func (c *Client) talk(ctx context.Context, payload []byte, wait time.Duration, each func([]byte) bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.stats.trips.Add(1)
	began := time.Now()
	x := &exchange{c: c, payload: payload, each: each, wait: wait, acked: c.noAck, tries: 1, came: c.conn.received()}
	if err := c.send(payload); err != nil {
		return err
	}
	err := c.answer(ctx, x)
	c.again = x.tries > 1
	if err == nil && !c.astray && wait == c.opt.Timeout {
		c.measure(time.Since(began))
	}
	return err
}

// settle waits for the answer of a request that was given up, then drops whatever else arrived
// unasked (duplicates after a retransmission).
func (c *Client) settle(ctx context.Context) error {
	if x := c.owed; x != nil {
		c.owed = nil
		if err := c.answer(ctx, x); err != nil {
			return err
		}
	}
	for {
		select {
		case f, ok := <-c.frames:
			if !ok {
				return c.lose(c.readErr)
			}
			if f.kind == framePacket {
				c.ackOwed = true
				if !c.stray(f.payload) && !c.astray {
					c.trouble() // nothing was asked for twice
				}
			}
		default:
			return nil
		}
	}
}

// answer reads until the exchange is done. When ctx ends first, the exchange is owed.
func (c *Client) answer(ctx context.Context, x *exchange) error {
	silence := c.newSilence(x.patience())
	defer silence.timer.Stop()
	for {
		select {
		case f, ok := <-c.frames:
			if !ok {
				return c.lose(c.readErr)
			}
			progress, done, err := x.take(f)
			if done || err != nil {
				return err
			}
			if progress {
				silence.reset(x.patience())
			}
		case <-silence.timer.C:
			if !c.opening.deaf() && silence.broken() {
				continue
			}
			done, err := x.timeout()
			if done || err != nil {
				return err
			}
			silence.reset(x.patience())
		case <-ctx.Done():
			x.givenUp = true
			c.owed = x
			return ctx.Err()
		case <-c.closed:
			return c.lose(net.ErrClosed)
		}
	}
}

// maxBad is how many damaged replies to one request are asked for again, and how often a request is sent
// that is rejected, as long as the peer has not said anything that was whole.
const maxBad = 8

// exchange is the state of one request: sent, acknowledged, answered.
type exchange struct {
	c       *Client
	payload []byte
	each    func([]byte) bool
	batch   *batch // several requests, in place of payload and each; see ahead.go
	wait    time.Duration
	acked   bool
	givenUp bool   // nobody wants the answer, but it will come
	tries   int    // times sent
	asked   int    // times the reply was asked for again
	bad     int    // damaged replies
	silent  int    // waits in vain, one after the other
	long    int    // of them, those as long as patience goes
	early   []byte // a packet that came before the acknowledgement
	came    uint64 // bytes received before it was sent last
}

// patience is how long the stub may be silent now. An acknowledgement needs no thought.
func (x *exchange) patience() time.Duration {
	c := x.c
	switch {
	case c.opening != nil && !c.noisy:
		return c.opening.patience()
	case c.noisy && x.wait <= c.opt.Timeout:
		return c.patient(x.silent)
	case !x.acked && !c.neverAcks, c.noisy:
		return c.opt.Timeout
	}
	return x.wait
}

// take handles one frame. progress means that the stub did something that starts its time anew.
func (x *exchange) take(f frame) (progress, done bool, err error) {
	c := x.c
	if c.noAck {
		f = f.unchecked()
	}
	if x.batch != nil {
		return x.batch.take(c, f)
	}
	if f.kind == frameScrap || (f.kind == frameNak || f.kind == frameBad) && c.opening.deaf() {
		return false, false, nil
	}
	x.silent, x.long = 0, 0
	switch f.kind {
	case frameAck:
		c.sawAck, c.neverAcks = true, false
		progress = !x.acked
		x.acked = true
	case frameNak:
		if c.noAck {
			return false, false, nil
		}
		if c.opening == nil { // else it was in the middle of something
			c.trouble()
		}
		c.astray = true
		x.early = nil // the reply before, which the stub sent again
		switch {
		case x.acked:
			return false, false, nil
		case x.givenUp:
			return true, true, nil // so there will be no answer
		}
		return true, false, x.resend(fmt.Errorf("the stub rejects %q: the line damages packets", printable(x.payload, 40)))
	case frameBad:
		c.stats.bad.Add(1)
		if c.noAck {
			return false, false, c.lose(f.err)
		}
		c.trouble()
		switch x.bad++; {
		case x.bad > maxRepairs, x.bad > maxBad && c.last == nil:
			return false, false, c.lose(f.err)
		case x.bad > pieceBad && c.mayShrink && !x.givenUp:
			return false, false, errPiece
		}
		c.stats.again.Add(1)
		return true, false, c.write([]byte{byteNak})
	case framePacket:
		c.ackOwed = true
		if !x.acked && !c.neverAcks {
			// A leftover: the answer comes after the acknowledgement of the question.
			if c.sawAck && !stopLike(f.payload) {
				c.trouble()
			}
			x.early = f.payload
			return false, false, c.flushAck()
		}
		c.last = f.payload
		if x.each(f.payload) {
			return true, true, nil
		}
		return true, false, c.flushAck()
	}
	return progress, false, nil
}

// resend sends the request again, a limited number of times.
func (x *exchange) resend(limit error) error {
	opening := x.c.opening != nil && x.tries < maxBad // its first packet is the longest of all
	if x.tries++; x.tries > x.c.opt.Retries && !opening && (!x.c.noisy || x.c.last == nil && x.tries > maxBad || x.tries > maxRepairs) {
		return x.c.lose(limit)
	}
	x.c.stats.again.Add(1)
	came := x.c.conn.received()
	x.mayHaveActed(came - x.came)
	x.came = came
	return x.c.send(x.payload)
}

// timeout decides what silence means.
//
//	not acknowledged, but answered    some small stubs never acknowledge, and some lines lose it: take
//	                                  the answer, unless it may be the one before, sent twice
//	not acknowledged                  the request was lost: send it again
//	acknowledged                      the answer was lost: "-" asks for it again, and if that is of no
//	                                  use on a line with noise, the request does
//	the first request of all          see opener
func (x *exchange) timeout() (done bool, err error) {
	c := x.c
	silent := fmt.Errorf("%w to %q", ErrTimeout, printable(x.payload, 40))
	if x.batch != nil {
		if x.givenUp {
			return false, c.lose(silent)
		}
		c.stats.again.Add(1)
		return true, nil // what did not come is asked for again, one at a time
	}
	if !c.noisy && (c.opening.deaf() || c.opening != nil && !x.acked && x.early == nil) {
		more, err := c.opening.silent(x.tries)
		if err != nil {
			return false, err
		}
		if !more {
			return false, c.lose(fmt.Errorf("%w, sent %d times", silent, x.tries))
		}
		x.acked = false
		x.tries++
		c.astray = true // a UART that nobody reads from keeps what it is sent, and the kernel answers all of it
		c.stats.again.Add(1)
		return false, c.send(x.payload)
	}
	if x.silent++; c.noisy && c.patient(x.silent-1) == c.opt.Timeout {
		if x.long++; x.long > c.opt.Retries {
			return false, c.lose(silent)
		}
	}
	if c.sawAck {
		c.astray = true
	}
	switch {
	case c.noisy && x.acked && x.silent%2 == 0 && !bytes.HasPrefix(x.payload, []byte("qRcmd")):
		x.acked = false
		return false, x.resend(silent)
	case x.acked || c.neverAcks:
		if x.asked++; !c.noisy && (c.noAck || x.asked >= c.opt.Retries) {
			return false, c.lose(silent)
		}
		c.stats.again.Add(1)
		return false, c.write([]byte{byteNak})
	case x.early != nil && (!c.sawAck || !bytes.Equal(x.early, c.last)):
		x.acked = true
		c.neverAcks = !c.sawAck
		p := x.early
		x.early = nil
		c.last = p
		return x.each(p), nil
	case x.givenUp && c.noisy:
		return true, nil // it never arrived, or the way back finds out
	case x.givenUp:
		return false, c.lose(silent)
	}
	x.early = nil
	return false, x.resend(fmt.Errorf("%w, sent %d times", silent, x.tries))
}

// silence is a timer that a packet on its way holds off: it fires when the stub sent next to nothing
// of a frame for the whole time.
type silence struct {
	c     *Client
	timer *time.Timer
	wait  time.Duration
	seen  uint64
	held  int
}

// A packet holds off a timeout of 3 s while it arrives at 11 bytes a second or more (a 300 baud line
// has 30), twenty times: a peer that drips for ever is given up after a minute.
const (
	minDrip = 32
	maxHeld = 20
)

func (c *Client) newSilence(wait time.Duration) *silence {
	return &silence{c: c, timer: time.NewTimer(wait), wait: wait, seen: c.conn.inside()}
}

func (s *silence) reset(wait time.Duration) {
	s.wait, s.seen, s.held = wait, s.c.conn.inside(), 0
	s.timer.Reset(wait)
}

// broken reports whether part of a packet arrived since the timer was set, and then sets it again.
func (s *silence) broken() bool {
	now := s.c.conn.inside()
	if now-s.seen < minDrip || s.held >= maxHeld {
		return false
	}
	s.seen = now
	s.held++
	s.timer.Reset(s.wait)
	return true
}
