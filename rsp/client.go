package rsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Options adjust a [Client]; the zero value is right for most stubs.
type Options struct {
	// Timeout is how long to wait for an acknowledgement and then again for a reply; 0 means 3 s.
	Timeout time.Duration
	// Retries is how often a request is sent that nobody acknowledges; 0 means 3.
	Retries int
	// Console gets the text of O packets outside a monitor command; nil drops it. It is called by
	// the goroutine that waits for the stub.
	Console func([]byte)
}

// Client is one conversation with one stub. Its methods may be called from any goroutine; requests
// queue and are sent one at a time. While the target runs, every request but [Client.Interrupt],
// [Client.Wait] and [Client.Close] gives [ErrRunning].
//
// A context that ends while a request waits for its reply ends the call, not the exchange: the reply
// is awaited and dropped by the next request. A context that ends in [Client.Wait] interrupts the
// target.
type Client struct {
	conn io.ReadWriteCloser
	opt  Options

	turn   chan struct{} // holds one token: who has it may talk
	frames chan frame    // from readLoop, closed when the stream ends
	closed chan struct{}
	once   sync.Once
	wmu    sync.Mutex // one write at a time: Interrupt does not wait for its turn

	running atomic.Bool
	stats   counters
	readErr error // valid once frames is closed
	decoder decoder

	// The fields below belong to the holder of the turn.
	noAck     bool                // acknowledgements are off
	ackOwed   bool                // the last packet received is not acknowledged yet
	owed      func(p []byte) bool // takes the replies of a request that was given up; nil if none is due
	lost      error
	features  Features
	layout    *Layout
	stop      *StopReply
	selected  *ThreadID // what Hg is known to have selected, nil if unknown
	selectedC *ThreadID // the same for Hc
	files     map[ThreadID]RegisterFile
	phys      physMethod
	pending   []frame // packets that resume read and Wait must see
}

// Stats counts what went over the line since the connection was made.
type Stats struct {
	SentPackets, SentBytes         uint64
	ReceivedPackets, ReceivedBytes uint64
	RoundTrips                     uint64 // requests that waited for a reply
	Retransmits                    uint64 // packets sent again
	BadPackets                     uint64 // frames received with a wrong checksum or form
}

type counters struct{ sentPackets, sentBytes, recvPackets, recvBytes, trips, again, bad atomic.Uint64 }

// NewClient takes over conn and starts reading it. Call [Client.Handshake] first, and Close in any
// case.
func NewClient(conn io.ReadWriteCloser, opt Options) *Client {
	if opt.Timeout <= 0 {
		opt.Timeout = 3 * time.Second
	}
	if opt.Retries <= 0 {
		opt.Retries = 3
	}
	c := &Client{
		conn: conn, opt: opt,
		turn: make(chan struct{}, 1), frames: make(chan frame, 16), closed: make(chan struct{}),
		files: make(map[ThreadID]RegisterFile),
		// The previous client may have left without acknowledging: kgdb waits for that for ever.
		ackOwed: true,
	}
	c.turn <- struct{}{}
	go c.readLoop()
	return c
}

// readLoop is the only reader of the stream and the only goroutine of the package. It ends when the
// stream does; Close ends the stream.
func (c *Client) readLoop() {
	defer close(c.frames)
	buf := make([]byte, 32<<10)
	for {
		n, err := c.conn.Read(buf)
		c.stats.recvBytes.Add(uint64(n))
		for p := buf[:n]; len(p) > 0; {
			f, used, ok := c.decoder.next(p)
			p = p[used:]
			if !ok {
				break
			}
			switch f.kind {
			case framePacket, frameNotify:
				c.stats.recvPackets.Add(1)
			case frameBad:
				c.stats.bad.Add(1)
			}
			select {
			case c.frames <- f:
			case <-c.closed:
				c.readErr = net.ErrClosed
				return
			}
		}
		if err != nil {
			c.readErr = err
			return
		}
	}
}

// Close ends the conversation without telling the stub; see [Client.Detach]. Everything that waits
// returns an error that is [net.ErrClosed].
func (c *Client) Close() error {
	err := net.ErrClosed
	c.once.Do(func() {
		close(c.closed)
		err = c.conn.Close()
	})
	return err
}

// Stats returns the counters.
func (c *Client) Stats() Stats {
	return Stats{
		SentPackets: c.stats.sentPackets.Load(), SentBytes: c.stats.sentBytes.Load(),
		ReceivedPackets: c.stats.recvPackets.Load(), ReceivedBytes: c.stats.recvBytes.Load(),
		RoundTrips: c.stats.trips.Load(), Retransmits: c.stats.again.Load(), BadPackets: c.stats.bad.Load(),
	}
}

// acquire takes the turn.
func (c *Client) acquire(ctx context.Context) error {
	select {
	case <-c.closed:
		return net.ErrClosed
	default:
	}
	select {
	case <-c.turn:
		if c.lost != nil {
			c.release()
			return c.lost
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-c.closed:
		return net.ErrClosed
	}
}

func (c *Client) release() { c.turn <- struct{}{} }

// begin takes the turn for a request to a stopped target.
func (c *Client) begin(ctx context.Context) error {
	if c.running.Load() {
		return ErrRunning
	}
	if err := c.acquire(ctx); err != nil {
		return err
	}
	if c.running.Load() {
		c.release()
		return ErrRunning
	}
	return nil
}

// lose records that the stream is beyond use.
func (c *Client) lose(cause error) error {
	select {
	case <-c.closed:
		cause = net.ErrClosed
	default:
	}
	if c.lost == nil {
		switch {
		case errors.Is(cause, net.ErrClosed):
			c.lost = net.ErrClosed
		case errors.Is(cause, io.EOF):
			c.lost = fmt.Errorf("%w: the stub closed it", ErrLost)
		default:
			c.lost = fmt.Errorf("%w: %w", ErrLost, cause)
		}
	}
	return c.lost
}

func (c *Client) write(b []byte) error {
	c.wmu.Lock()
	defer c.wmu.Unlock()
	n, err := c.conn.Write(b)
	c.stats.sentBytes.Add(uint64(n))
	if err != nil {
		return c.lose(err)
	}
	return nil
}

// send writes one packet, with the acknowledgement still owed in front: two small writes would cost
// a delayed acknowledgement of TCP, 45 ms.
func (c *Client) send(payload []byte) error {
	b := make([]byte, 0, len(payload)+5)
	if c.ackOwed && !c.noAck {
		b = append(b, byteAck)
	}
	c.ackOwed = false
	c.stats.sentPackets.Add(1)
	return c.write(appendPacket(b, payload))
}

// flushAck acknowledges now: the stub waits for it before it says more.
func (c *Client) flushAck() error {
	if !c.ackOwed || c.noAck {
		return nil
	}
	c.ackOwed = false
	return c.write([]byte{byteAck})
}

// request sends a packet and returns the one packet that answers it.
func (c *Client) request(ctx context.Context, payload string) ([]byte, error) {
	var reply []byte
	err := c.exchange(ctx, []byte(payload), c.opt.Timeout, func(p []byte) bool {
		reply = p
		return true
	})
	return reply, err
}

// maxBad is how many damaged replies to one request are asked for again.
const maxBad = 5

// exchange sends a packet and hands each packet of the answer to each, until that returns true.
// wait is how long the stub may think between two of them.
func (c *Client) exchange(ctx context.Context, payload []byte, wait time.Duration, each func([]byte) bool) error {
	if c.lost != nil {
		return c.lost
	}
	if err := c.settle(ctx); err != nil {
		return err
	}
	c.stats.trips.Add(1)
	if err := c.send(payload); err != nil {
		return err
	}
	x := exchange{c: c, payload: payload, each: each, acked: c.noAck, tries: 1}
	timer := time.NewTimer(c.opt.Timeout)
	defer timer.Stop()
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
				timer.Reset(wait)
			}
		case <-timer.C:
			done, err := x.timeout()
			if done || err != nil {
				return err
			}
			timer.Reset(c.opt.Timeout)
		case <-ctx.Done():
			c.owed = each
			return ctx.Err()
		case <-c.closed:
			return c.lose(net.ErrClosed)
		}
	}
}

// exchange is the state of one request: sent, acknowledged, answered.
type exchange struct {
	c       *Client
	payload []byte
	each    func([]byte) bool
	acked   bool
	tries   int    // times sent
	bad     int    // damaged replies
	early   []byte // a packet that came before the acknowledgement
}

// take handles one frame. progress means that the stub did something that starts its time anew.
func (x *exchange) take(f frame) (progress, done bool, err error) {
	c := x.c
	switch f.kind {
	case frameAck:
		progress = !x.acked
		x.acked = true
	case frameNak:
		if x.acked {
			return false, false, nil
		}
		return true, false, x.resend(fmt.Errorf("the stub rejects %q: the line damages packets", printable(x.payload, 40)))
	case frameBad:
		if x.bad++; c.noAck || x.bad > maxBad {
			return false, false, c.lose(f.err)
		}
		c.stats.again.Add(1)
		return true, false, c.write([]byte{byteNak})
	case framePacket:
		c.ackOwed = true
		if !x.acked {
			// A leftover: the answer comes after the acknowledgement of the question.
			x.early = f.payload
			return false, false, c.flushAck()
		}
		if x.each(f.payload) {
			return true, true, nil
		}
		return true, false, c.flushAck()
	}
	return progress, false, nil
}

// resend sends the request again, a limited number of times.
func (x *exchange) resend(limit error) error {
	if x.tries++; x.tries > x.c.opt.Retries {
		return x.c.lose(limit)
	}
	x.c.stats.again.Add(1)
	return x.c.send(x.payload)
}

// timeout decides what silence means.
func (x *exchange) timeout() (done bool, err error) {
	c := x.c
	switch {
	case x.acked:
		return false, c.lose(fmt.Errorf("%w to %q", ErrTimeout, printable(x.payload, 40)))
	case x.early != nil:
		// It answers but never acknowledges: some small stubs do.
		x.acked = true
		p := x.early
		x.early = nil
		return x.each(p), nil
	}
	return false, x.resend(fmt.Errorf("%w to %q, sent %d times", ErrTimeout, printable(x.payload, 40), x.tries))
}

// settle waits for the answer of a request that was given up, then drops whatever else arrived
// unasked (duplicates after a retransmission).
func (c *Client) settle(ctx context.Context) error {
	if c.owed != nil {
		timer := time.NewTimer(c.opt.Timeout)
		defer timer.Stop()
		for c.owed != nil {
			select {
			case f, ok := <-c.frames:
				if !ok {
					return c.lose(c.readErr)
				}
				if f.kind != framePacket {
					continue
				}
				c.ackOwed = true
				if c.owed(f.payload) {
					c.owed = nil
				} else if err := c.flushAck(); err != nil {
					return err
				}
			case <-timer.C:
				return c.lose(fmt.Errorf("%w to a request that was given up", ErrTimeout))
			case <-ctx.Done():
				return ctx.Err()
			case <-c.closed:
				return c.lose(net.ErrClosed)
			}
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
			}
		default:
			return nil
		}
	}
}
