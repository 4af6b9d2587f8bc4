package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
)

// stopWait is how long a target may take to stop after it was interrupted. Nothing more is sent:
// stubs misread a second interrupt byte.
const stopWait = 10 * time.Second

// ErrNoStop: the target was interrupted and did not stop. It still runs; Wait may be called again.
var ErrNoStop = errors.New("the target did not stop")

// stopped notes a new stop: what belonged to the one before is gone.
func (c *Client) stopped(s *StopReply) {
	c.publish(func() { c.stop = s })
	c.selected = nil
	if t := c.selectedC; !c.features.Answered || t != nil && *t != AllThreads && (!s.HasThread || *t != s.Thread) {
		c.selectedC = nil // kgdb has chosen the thread that stopped; others keep what they were told
	}
	c.ownChoice = true
	clear(c.files)
	c.forget()
	c.sent, c.pending = nil, nil
	c.running.Store(false)
	c.conn.stops(true)
}

// askVCont learns once which vCont actions the stub has. It is asked before the first resume, not at
// connect: who only looks does not pay for it.
func (c *Client) askVCont(ctx context.Context) error {
	if c.features.AskedVCont {
		return nil
	}
	var actions []string
	if c.features.Answered { // kgdb has none; what does not answer qSupported is not asked
		reply, err := c.request(ctx, "vCont?")
		if err != nil {
			return err
		}
		if rest, ok := bytes.CutPrefix(reply, []byte("vCont")); ok {
			for a := range bytes.SplitSeq(rest, []byte{';'}) {
				if len(a) > 0 && len(actions) < maxFeatures {
					actions = append(actions, printable(a, 8))
				}
			}
		}
	}
	c.publish(func() { c.features.VCont, c.features.AskedVCont = actions, true })
	return nil
}

// runsWhatStopped reports whether Hc may be left out: a stub that answers no qSupported (kgdb) has itself
// chosen the thread that stopped, and continues all with it.
func (c *Client) runsWhatStopped(t ThreadID) bool {
	return !c.features.Answered && c.selectedC == nil && c.stop != nil && c.stop.HasThread && (t == AllThreads || t == c.stop.Thread)
}

// selectRun sends Hc. A stub without it runs what it has.
func (c *Client) selectRun(ctx context.Context, t ThreadID) error {
	if c.selectedC != nil && *c.selectedC == t || c.runsWhatStopped(t) {
		return nil
	}
	c.selectedC = nil
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
	if c.noisy || c.astray { // so that a stop reply can only be that of this resume
		if err := c.notePC(ctx); err != nil {
			return err
		}
		if err := c.findBack(ctx); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	c.sent, c.resumed = []byte(packet), false
	c.stats.changes.Add(1)
	c.conn.stops(false)
	c.running.Store(true)
	if err := c.send(c.sent); err != nil {
		return err
	}
	if c.noAck || c.neverAcks {
		return nil
	}
	// Not ctx: from here on the target runs, and what it says must be read.
	wait := c.opt.Timeout
	if c.noisy {
		wait = c.patient(1)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for tries := 1; ; {
		select {
		case f, ok := <-c.frames:
			if !ok {
				return c.lose(c.readErr)
			}
			switch f.kind {
			case frameAck:
				c.resumed = true
				return nil
			case frameNak:
				c.trouble()
				if tries++; tries > maxRepairs {
					return c.lose(fmt.Errorf("the stub rejects %q: the line damages packets", packet))
				}
				if err := c.resumeAgain(); err != nil {
					return err
				}
				timer.Reset(wait)
			case framePacket, frameBad:
				if f.kind == framePacket && c.sawAck && !stopLike(f.payload) {
					c.ackOwed = true // the reply before, which the stub sent again: it rejects this next
					c.trouble()
					continue
				}
				// It stopped or failed before it acknowledged; Wait must see this.
				c.pending = append(c.pending, f)
				return nil
			}
		case <-timer.C:
			// It may run without having acknowledged: to send again could resume it twice. A stub that is
			// known to run deaf can be asked.
			if !c.sawAck || !c.noisy && c.features.Answered {
				return nil
			}
			still, err := c.standsStill()
			if err != nil || !still || len(c.pending) > 0 {
				return err
			}
			if tries++; tries > maxRepairs {
				return c.lose(fmt.Errorf("the target does not resume: %w", ErrNoise))
			}
			c.running.Store(false)
			same := false
			if err = c.findBack(ctx); err == nil {
				same, err = c.samePC(false)
			}
			c.running.Store(true)
			if err != nil || !same { // it ran, and has stopped again: Wait finds that out
				return err
			}
			if err := c.resumeAgain(); err != nil {
				return err
			}
			timer.Reset(wait)
		case <-c.closed:
			return c.lose(net.ErrClosed)
		}
	}
}

// resumeAgain repeats the packet that a stub rejected. It has not run, so this resumes nothing twice.
func (c *Client) resumeAgain() error {
	c.stats.again.Add(1)
	return c.send(c.sent)
}

// Interrupt asks a running target to stop, in the way that [BreakIn] says. It may be called from any
// goroutine; the stop comes out of [Client.Wait]. It is not repeated and needs no answer: a target that
// had just stopped by itself may stop once more. [ErrNoStop] says that there is no way to ask.
func (c *Client) Interrupt() error {
	_, err := c.interrupt()
	return err
}

func (c *Client) interrupt() (*attempt, error) {
	select {
	case <-c.closed:
		return nil, net.ErrClosed
	default:
	}
	if !c.running.Load() {
		return new(attempt), nil
	}
	a, err := c.breakIn(false)
	if err != nil && c.lostErr() == nil {
		err = fmt.Errorf("%w: %w", ErrNoStop, err)
	}
	return a, err
}

// Wait waits until the target stops and returns why. When ctx ends, the target is interrupted and
// the stop is still awaited, for at most ten seconds; then the error is [ErrNoStop] with what is known
// of the reason, and the target may still run. If the target is stopped already, that stop is returned.
func (c *Client) Wait(ctx context.Context) (*StopReply, error) {
	if err := c.acquire(context.WithoutCancel(ctx)); err != nil {
		return nil, err
	}
	defer c.release()
	if !c.running.Load() {
		return c.stop, nil
	}
	w := wait{c: c, again: time.NewTimer(time.Hour), began: time.Now()}
	defer w.again.Stop()
	if c.sawAck && !c.noAck {
		w.again.Reset(c.opt.Timeout)
	}
	done := ctx.Done()
	var giveUp <-chan time.Time
	var commandEnded <-chan error
	for {
		if len(c.pending) > 0 {
			f := c.pending[0]
			c.pending = c.pending[1:]
			if stop, err := w.take(f); stop != nil || err != nil {
				return stop, err
			}
			continue
		}
		select {
		case f, ok := <-c.frames:
			if !ok {
				return nil, c.lose(c.readErr)
			}
			if stop, err := w.take(f); stop != nil || err != nil {
				return stop, err
			}
		case <-done:
			done = nil
			var err error
			if w.tried, err = c.interrupt(); err != nil {
				return nil, err
			}
			commandEnded = w.tried.ended
			timer := time.NewTimer(stopWait)
			defer timer.Stop()
			giveUp = timer.C
		case <-giveUp:
			return nil, c.noStop(w.tried)
		case err := <-commandEnded:
			commandEnded = nil
			if err != nil {
				return nil, fmt.Errorf("%w: the break command failed: %w", ErrNoStop, err)
			}
		case <-w.again.C:
			if stop, err := w.repair(); stop != nil || err != nil {
				return stop, err
			}
		case <-c.closed:
			return nil, c.lose(net.ErrClosed)
		}
	}
}

// wait is the state of one [Client.Wait].
type wait struct {
	c         *Client
	bad, naks int
	tried     *attempt // to stop the target; nil before that
	kdb       bool     // its prompt was seen, and kgdb asked for

	// On a line with noise (repair.go).
	again  *time.Timer // when to look whether something was missed
	began  time.Time
	scraps bool      // something came that was no packet
	asked  int       // times that it was asked for again
	probed bool      // the target was asked whether it stands still
	probe  time.Time // when to ask again: after twice the time
	text   string    // an unfinished line of text, as it was when we last looked
}

// take handles what comes from a running target; both results nil means that it goes on running.
func (w *wait) take(f frame) (*StopReply, error) {
	c := w.c
	if c.noAck {
		f = f.unchecked()
	}
	switch f.kind {
	case frameNak:
		// It rejects what was sent last, so it does not run.
		if w.naks++; c.noAck || c.sent == nil {
			return nil, nil
		} else if c.noisy && c.resumed { // it had that: it stands again, and rejects something else
			w.scraps = true
			w.again.Reset(c.patient(1))
			return nil, nil
		} else if w.naks >= c.opt.Retries {
			return nil, c.lose(fmt.Errorf("the stub rejects %q: the line damages packets", c.sent))
		}
		c.trouble()
		return nil, c.resumeAgain()
	case frameBad:
		c.stats.bad.Add(1)
		if w.bad++; c.noAck || w.bad > maxRepairs {
			return nil, c.lose(f.err)
		}
		c.trouble()
		c.stats.again.Add(1)
		w.asked, w.probed = 0, false
		w.again.Reset(c.patient(1))
		return nil, c.write([]byte{byteNak})
	case frameScrap:
		if c.noisy { // it may be what is left of a stop reply
			w.scraps, w.asked, w.probed = true, 0, false
			w.again.Reset(c.patient(1))
		}
	case framePacket:
		if c.noisy && !stopLike(f.payload) && len(f.payload) != 3 {
			c.ackOwed = true // an answer to what stood before the resume
			return nil, nil
		}
		return c.runningPacket(f.payload)
	}
	return nil, nil
}

// noFileIO refuses a request for file I/O on this host: ENOSYS, in hex (GDB manual, "The F Reply
// Packet"). A stub that gets no answer waits for ever.
const noFileIO = "F-1,58"

// runningPacket handles what a running target says: a stop, console text, a file request.
func (c *Client) runningPacket(p []byte) (*StopReply, error) {
	c.ackOwed = true
	switch {
	case c.consoleText(p):
		return nil, c.flushAck() // kgdbcon waits for it
	case len(p) > 1 && p[0] == 'F':
		c.sent = []byte(noFileIO)
		return nil, c.send(c.sent)
	}
	if err := replyError("resume", p); err != nil {
		// It never ran: what is selected, and what was read, is as it was.
		c.sent, c.pending = nil, nil
		c.running.Store(false)
		return nil, err
	}
	stop, err := parseStopReply(p)
	if err != nil {
		return nil, err
	}
	c.stopped(stop)
	if c.noisy && !c.features.Answered && stop.Kind == Stopped {
		return c.confirmThread(stop)
	}
	return stop, nil
}

// Running reports whether the target was resumed and has not stopped.
func (c *Client) Running() bool { return c.running.Load() }

// Detach lets the target run and ends the conversation: nothing is sent after D but the
// acknowledgement of its answer, since a g would crash QEMU 7.2. A stub that refuses D is told to
// continue. Breakpoints must have been removed before. Unless the target runs, which gives
// [ErrRunning], the Client is closed whatever happens; an error then means that the target may still
// be stopped.
func (c *Client) Detach(ctx context.Context) error {
	if err := c.begin(ctx); errors.Is(err, ErrRunning) {
		return err
	} else if err != nil {
		return errors.Join(err, c.closeQuietly())
	}
	defer c.release()
	err := c.detach(ctx)
	return errors.Join(err, c.closeQuietly())
}

// closeQuietly closes; that somebody else did so before is no error.
func (c *Client) closeQuietly() error {
	if err := c.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

func (c *Client) detach(ctx context.Context) error {
	if err := c.ensureVirtual(ctx); err != nil {
		return err
	}
	// QEMU stays with multiprocess once any client has asked for it, and then wants the process.
	packet := "D"
	if c.stop != nil && c.stop.Thread.Process > 0 {
		packet = "D;" + hexID(c.stop.Thread.Process)
	}
	reply, err := c.request(ctx, packet)
	if err != nil {
		return err
	}
	refused := replyError("detach", reply)
	if refused == nil {
		if c.noisy && !c.noAck {
			c.ackOwed = false // kgdb runs when it has one; a running kernel does not mind the others
			return c.write([]byte{byteAck, byteAck, byteAck})
		}
		return c.flushAck()
	}
	packet, err = c.resumePacket(ctx, []Action{{Verb: Go, Thread: AllThreads}})
	if err == nil {
		err = c.resume(ctx, packet)
	}
	if err != nil {
		return errors.Join(refused, err)
	}
	return nil
}

// VContText lists the proven actions for people.
func (f *Features) VContText() string {
	switch {
	case !f.AskedVCont:
		return "not asked"
	case len(f.VCont) == 0:
		return "none: Hc and c, s"
	}
	return "vCont;" + strings.Join(f.VCont, ";")
}
