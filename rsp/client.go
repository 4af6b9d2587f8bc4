package rsp

import (
	"bytes"
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
	// Timeout is how long the stub may be silent before it is asked again; 0 means 3 s. A reply that
	// is still arriving is not silence: at 9600 baud a large one takes longer than that.
	Timeout time.Duration
	// Retries is how often a request is sent, or its reply asked for, in all; 0 means 3.
	Retries int
	// Console gets the text of O packets outside a monitor command, and what comes over the line
	// beside packets ([Split]); nil drops it. It is called by one goroutine at a time.
	Console func([]byte)
	// BreakIn says how a running target is made to stop. It is asked each time; nil gives [Auto].
	BreakIn func() BreakIn
}

// Client is one conversation with one stub. Its methods may be called from any goroutine; requests
// queue and are sent one at a time. While the target runs, every request but [Client.Interrupt],
// [Client.Wait] and [Client.Close] gives [ErrRunning].
//
// A context that ends while a request waits for its reply ends the call, not the exchange: the reply
// is awaited and dropped by the next request. A context that ends in [Client.Wait] interrupts the
// target.
type Client struct {
	conn *Line
	opt  Options

	turn   chan struct{} // holds one token: who has it may talk
	frames chan frame    // from readLoop, closed when the stream ends
	closed chan struct{}
	wmu    sync.Mutex // one write at a time: Interrupt does not wait for its turn

	closing atomic.Bool
	mute    atomic.Bool // what the console says now is not worth showing
	running atomic.Bool
	physOn  atomic.Uint32 // the physMethod by which the stub may be reading physical memory now
	stats   counters
	command command
	readErr error // valid once frames is closed

	// What accessors copy out. The holder of the turn alone writes it, under mu, and reads it without.
	mu       sync.Mutex
	features Features
	layout   *Layout
	stop     *StopReply
	lost     error // also written by a failing Interrupt: read it through lostErr

	// The fields below belong to the holder of the turn.
	shaken    bool      // the handshake was made
	opening   *opener   // the first request, while it waits for its answer
	arch      string    // the architecture that the description names
	noAck     bool      // acknowledgements are off by agreement
	neverAcks bool      // the stub answers without ever acknowledging
	sawAck    bool      // the stub did acknowledge something
	ackOwed   bool      // the last packet received is not acknowledged yet
	owed      *exchange // a request that was given up and is not answered yet
	ownChoice bool      // the stub has selected a thread by itself since it stopped, and nothing changed that
	selected  *ThreadID // what Hg is known to have selected, nil if unknown
	selectedC *ThreadID // the same for Hc
	files     map[ThreadID]RegisterFile
	phys      physMethod
	binary    binaryMethod
	writes    binaryMethod // binaryGDB: X is proven
	noP       bool         // the stub has no P
	noRead    bool         // the stub has no p
	holds     Support      // single steps pass over interrupts
	sent      []byte       // the packet that set the target running, for a stub that rejects it
	pending   []frame      // packets that resume read and Wait must see
	resumed   bool         // the stub acknowledged what was sent to resume
	pc        []byte       // where the target stood when it was resumed, on a line with noise

	// What noise has done to the conversation (noise.go).
	noisy      bool          // the line has damaged something
	astray     bool          // an answer to something earlier may still come
	anchor     uint64        // where memory can be read, 0 if not known
	hits       int           // damages noticed
	cleanBytes uint64        // that passed before the first
	salt       int           // of the last marker
	piece      int           // bytes of memory to read at once
	whole      int           // pieces that arrived whole
	mayShrink  bool          // the request in flight is for a piece that may be asked for in smaller ones
	slowest    time.Duration // of late: an exchange that nothing went wrong with
	last       []byte        // the last packet received
	told       []answered    // what was believed at this stop (review.go)
	toldBytes  int
	toldCut    bool           // there was more
	again      bool           // the last request was sent more than once
	wanted     map[Point]bool // what was inserted and not removed, to insert it again (stray.go)
	doubtful   bool           // the stub may have a breakpoint that nobody asked for
}

// Stats counts what went over the line since the connection was made.
type Stats struct {
	SentPackets, SentBytes         uint64
	ReceivedPackets, ReceivedBytes uint64
	RoundTrips                     uint64 // times that a request, or several sent together, waited for the answer
	Retransmits                    uint64 // packets sent again or asked for again
	BadPackets                     uint64 // packets received with a wrong checksum or form, where that matters
	Doubted                        uint64 // answers found to be wrong after they were given, on a line that damages packets
	Changes                        uint64 // requests that may have changed the target
	Noisy                          bool   // the line has damaged something: answers are confirmed (noise.go)
}

type counters struct {
	sentPackets, sentBytes, recvPackets, recvBytes, trips, again, bad, doubted, changes atomic.Uint64
	noisy                                                                               atomic.Bool
}

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
		opt:  opt,
		turn: make(chan struct{}, 1), frames: make(chan frame, 16), closed: make(chan struct{}),
		files: make(map[ThreadID]RegisterFile), wanted: make(map[Point]bool),
		// The previous client may have left without acknowledging: kgdb waits for that for ever.
		ackOwed: true,
	}
	c.conn = Split(conn, c.console)
	c.turn <- struct{}{}
	go c.readLoop()
	return c
}

// maxHello is how much of what the peer said first is kept to show.
const maxHello = 96

// console hands on what the console says, without the first question if a terminal sent that back.
func (c *Client) console(text []byte) {
	text = bytes.ReplaceAll(text, offerEcho, nil)
	if c.opt.Console != nil && !c.mute.Load() && len(text) > 0 {
		c.opt.Console(text)
	}
}

var offerEcho = appendPacket(nil, []byte(offer))

// readLoop cuts what the stub says into frames. It ends when the stream does; Close ends the stream.
func (c *Client) readLoop() {
	defer close(c.frames)
	buf := make([]byte, 32<<10)
	var d decoder
	for {
		n, err := c.conn.Read(buf)
		c.stats.recvBytes.Add(uint64(n))
		for p := buf[:n]; len(p) > 0; {
			f, used, ok := d.next(p)
			p = p[used:]
			if !ok {
				select {
				case c.frames <- frame{kind: frameScrap}:
				default: // there is enough else to look at
				}
				break
			}
			if f.kind != frameAck && f.kind != frameNak {
				c.stats.recvPackets.Add(1)
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
// returns an error that is [net.ErrClosed]. If it cuts off a physical read, it tells the stub to read
// virtual memory again, without waiting for the answer.
func (c *Client) Close() error {
	if c.closing.Swap(true) {
		return net.ErrClosed
	}
	close(c.closed)
	c.conn.stops(false)
	c.command.end(true)
	if m := physMethod(c.physOn.Load()); m != physUnknown {
		c.restoreBlind(m)
	}
	return c.conn.Close()
}

// Stats returns the counters.
func (c *Client) Stats() Stats {
	return Stats{
		SentPackets: c.stats.sentPackets.Load(), SentBytes: c.stats.sentBytes.Load(),
		ReceivedPackets: c.stats.recvPackets.Load(), ReceivedBytes: c.stats.recvBytes.Load(),
		RoundTrips: c.stats.trips.Load(), Retransmits: c.stats.again.Load(), BadPackets: c.stats.bad.Load(),
		Doubted: c.stats.doubted.Load(), Changes: c.stats.changes.Load(), Noisy: c.stats.noisy.Load(),
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
		if err := c.lostErr(); err != nil {
			c.release()
			return err
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
	select {
	case <-c.closed:
		return net.ErrClosed
	default:
	}
	if c.running.Load() {
		return c.runningErr()
	}
	if err := c.acquire(ctx); err != nil {
		return err
	}
	if c.running.Load() {
		c.release()
		return c.runningErr()
	}
	return nil
}

// runningErr is [ErrRunning], unless the line broke meanwhile.
func (c *Client) runningErr() error {
	if err := c.lostErr(); err != nil {
		return err
	}
	return ErrRunning
}

// lose records that the stream is beyond use. The first cause stays.
func (c *Client) lose(cause error) error {
	select {
	case <-c.closed:
		cause = net.ErrClosed
	default:
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lost == nil {
		switch {
		case errors.Is(cause, net.ErrClosed) && c.closing.Load():
			c.lost = net.ErrClosed
		case errors.Is(cause, net.ErrClosed): // by who gave it to us, who has given up
			c.lost = fmt.Errorf("%w: the line was closed", ErrLost)
		case errors.Is(cause, io.EOF):
			c.lost = fmt.Errorf("%w: the stub closed it", ErrLost)
		default:
			c.lost = fmt.Errorf("%w: %w", ErrLost, cause)
		}
	}
	return c.lost
}

func (c *Client) lostErr() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lost
}

// publish changes what accessors copy out; the caller holds the turn.
func (c *Client) publish(change func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change()
}

// Features returns what is known so far; it grows as requests prove more.
func (c *Client) Features() Features {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.features
}

// Layout tells which registers the stub has; nil until a description or a g reply told.
func (c *Client) Layout() *Layout {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.layout
}

// Stop is the last stop reply; nil before the handshake.
func (c *Client) Stop() *StopReply {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stop
}

// write sends bytes as they are. A peer that does not take them for as long as a request may be
// silent loses the connection: a stuck write has no other end.
func (c *Client) write(b []byte) error {
	c.wmu.Lock()
	defer c.wmu.Unlock()
	stuck := time.AfterFunc(c.opt.Timeout, func() { _ = c.conn.Close() })
	n, err := c.conn.Write(b)
	inTime := stuck.Stop()
	c.stats.sentBytes.Add(uint64(n))
	switch {
	case err == nil:
		return nil
	case !inTime:
		return c.lose(fmt.Errorf("%w: it does not read what it is sent", ErrTimeout))
	}
	return c.lose(err)
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
