package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
)

// stopWait is how long a target may take to stop after it was interrupted. kgdb ignores the
// interrupt byte: nothing more is sent, because stubs misread a second one.
const stopWait = 10 * time.Second

// ErrNoStop: the target was interrupted and did not stop. It still runs; Wait may be called again.
var ErrNoStop = errors.New("the target did not stop")

// stopped notes a new stop: what belonged to the one before is gone.
func (c *Client) stopped(s *StopReply) {
	c.stop = s
	c.selected, c.selectedC = nil, nil
	clear(c.files)
	c.running.Store(false)
}

// askVCont learns once which vCont actions the stub has.
func (c *Client) askVCont(ctx context.Context) error {
	if c.features.askedVCont {
		return nil
	}
	if c.features.Answered { // kgdb has none; what does not answer qSupported is not asked
		reply, err := c.request(ctx, "vCont?")
		if err != nil {
			return err
		}
		if rest, ok := bytes.CutPrefix(reply, []byte("vCont")); ok {
			for a := range bytes.SplitSeq(rest, []byte{';'}) {
				if len(a) > 0 {
					c.features.VCont = append(c.features.VCont, printable(a, 8))
				}
			}
		}
	}
	c.features.askedVCont = true
	return nil
}

// Continue resumes all threads. It returns when the request is sent; [Client.Wait] gives the stop.
//
//	vCont;c              where vCont has c
//	Hc-1, c              otherwise (VMware, kgdb). Never C: kgdb takes its digits for an address
func (c *Client) Continue(ctx context.Context) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	if err := c.askVCont(ctx); err != nil {
		return err
	}
	if slices.Contains(c.features.VCont, "c") {
		return c.resume(ctx, "vCont;c")
	}
	if err := c.selectRun(ctx, AllThreads); err != nil {
		return err
	}
	return c.resume(ctx, "c")
}

// Step runs one instruction of a thread; the others stay where they are if the stub can hold them.
//
//	vCont;s:TID          where vCont has s; QEMU holds the CPUs not named
//	HcTID, s             otherwise: VMware leaves s:TID unanswered
func (c *Client) Step(ctx context.Context, t ThreadID) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	if err := c.askVCont(ctx); err != nil {
		return err
	}
	if slices.Contains(c.features.VCont, "s") {
		return c.resume(ctx, "vCont;s:"+t.String())
	}
	if err := c.selectRun(ctx, t); err != nil {
		return err
	}
	return c.resume(ctx, "s")
}

// selectRun sends Hc. A stub without it runs what it has.
func (c *Client) selectRun(ctx context.Context, t ThreadID) error {
	if c.selectedC != nil && *c.selectedC == t {
		return nil
	}
	reply, err := c.request(ctx, "Hc"+t.String())
	if err != nil {
		return err
	}
	if err := replyError("Hc"+t.String(), reply); err != nil && !errors.Is(err, ErrUnsupported) {
		return fmt.Errorf("choose the thread to run: %w", err)
	}
	c.selectedC = &t
	return nil
}

// resume sends a packet that makes the target run and waits for no more than its acknowledgement.
// The acknowledgement owed goes out with it, because any byte that arrives later stops a QEMU guest.
func (c *Client) resume(ctx context.Context, packet string) error {
	if err := c.settle(ctx); err != nil {
		return err
	}
	c.running.Store(true)
	if err := c.send([]byte(packet)); err != nil {
		return err
	}
	if c.noAck {
		return nil
	}
	// Not ctx: from here on the target runs, and what it says must be read.
	timer := time.NewTimer(c.opt.Timeout)
	defer timer.Stop()
	for tries := 1; ; {
		select {
		case f, ok := <-c.frames:
			if !ok {
				return c.lose(c.readErr)
			}
			switch f.kind {
			case frameAck:
				return nil
			case frameNak:
				if tries++; tries > c.opt.Retries {
					return c.lose(fmt.Errorf("the stub rejects %q", packet))
				}
				c.stats.again.Add(1)
				if err := c.send([]byte(packet)); err != nil {
					return err
				}
			case framePacket:
				// It stopped or failed before it acknowledged; Wait must see this.
				c.pending = append(c.pending, f)
				return nil
			}
		case <-timer.C:
			return nil // it may run without having acknowledged: sending again could resume it twice
		case <-c.closed:
			return c.lose(net.ErrClosed)
		}
	}
}

// Interrupt asks a running target to stop: one byte 0x03. It may be called from any goroutine; the
// stop comes out of [Client.Wait].
func (c *Client) Interrupt() error {
	select {
	case <-c.closed:
		return net.ErrClosed
	default:
	}
	if !c.running.Load() {
		return nil
	}
	return c.write([]byte{byteInterrupt})
}

// Wait waits until the target stops and returns why. When ctx ends, the target is interrupted and
// the stop is still awaited, for at most ten seconds; then the error is [ErrNoStop] and the target
// may still run.
func (c *Client) Wait(ctx context.Context) (*StopReply, error) {
	if err := c.acquire(context.WithoutCancel(ctx)); err != nil {
		return nil, err
	}
	defer c.release()
	if !c.running.Load() {
		return c.stop, nil
	}
	done := ctx.Done()
	var giveUp <-chan time.Time
	bad := 0
	for {
		var f frame
		if len(c.pending) > 0 {
			f, c.pending = c.pending[0], c.pending[1:]
		} else {
			var ok bool
			select {
			case f, ok = <-c.frames:
				if !ok {
					return nil, c.lose(c.readErr)
				}
			case <-done:
				done = nil
				if err := c.Interrupt(); err != nil {
					return nil, err
				}
				timer := time.NewTimer(stopWait)
				defer timer.Stop()
				giveUp = timer.C
				continue
			case <-giveUp:
				return nil, ErrNoStop
			case <-c.closed:
				return nil, c.lose(net.ErrClosed)
			}
		}
		switch f.kind {
		case frameBad:
			if bad++; c.noAck || bad > maxBad {
				return nil, c.lose(f.err)
			}
			c.stats.again.Add(1)
			if err := c.write([]byte{byteNak}); err != nil {
				return nil, err
			}
		case framePacket:
			stop, err := c.runningPacket(f.payload)
			if stop != nil || err != nil {
				return stop, err
			}
		}
	}
}

// runningPacket handles what a running target says: a stop, console text, a file request.
func (c *Client) runningPacket(p []byte) (*StopReply, error) {
	c.ackOwed = true
	switch {
	case c.consoleText(p):
		return nil, c.flushAck() // kgdbcon waits for it
	case len(p) > 0 && p[0] == 'F':
		// File I/O on the host is refused: ENOSYS (GDB manual, "The F Reply Packet").
		if err := c.flushAck(); err != nil {
			return nil, err
		}
		return nil, c.send([]byte("F-1,58"))
	}
	if err := replyError("resume", p); err != nil {
		c.stopped(c.stop)
		return nil, err
	}
	stop, err := parseStopReply(p)
	if err != nil {
		return nil, err
	}
	c.stopped(stop)
	return stop, nil
}

// Running reports whether the target was resumed and has not stopped.
func (c *Client) Running() bool { return c.running.Load() }

// Detach lets the target run and ends the conversation: nothing is sent after D, since a g would
// crash QEMU 7.2. Breakpoints must have been removed before. A stub without D is sent c. The Client
// is closed in any case.
func (c *Client) Detach(ctx context.Context) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	err := c.detach(ctx)
	return errors.Join(err, c.Close())
}

func (c *Client) detach(ctx context.Context) error {
	// QEMU stays with multiprocess once any client has asked for it, and then wants the process.
	packet := "D"
	if c.stop != nil && c.stop.Thread.Process > 0 {
		packet = "D;" + hexID(c.stop.Thread.Process)
	}
	reply, err := c.request(ctx, packet)
	if err != nil {
		return err
	}
	if err := c.flushAck(); err != nil {
		return err
	}
	refused := replyError("detach", reply)
	if errors.Is(refused, ErrUnsupported) {
		return c.resume(ctx, "c")
	}
	return refused
}

// vContText lists the proven actions for people.
func (f *Features) vContText() string {
	switch {
	case !f.askedVCont:
		return "not asked"
	case len(f.VCont) == 0:
		return "none: Hc and c, s"
	}
	return "vCont;" + strings.Join(f.VCont, ";")
}
