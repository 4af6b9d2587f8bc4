package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"
)

// opener is the first request of a conversation, qSupported, to a peer that may be no stub yet:
//
//	a kernel that runs       is silent, or its shell shows what it is sent: break in, ask again
//	kdb at its pager         eats what it is sent: q ends that, ask again
//	kdb at its prompt        lets qSupported in by itself, or says that it may not
//	a stub whose client died waits for an acknowledgement, which goes out in front (ackOwed)
type opener struct {
	c       *Client
	pager   int      // how often q was sent
	prompts int      // how often kdb's prompt came
	tried   *attempt // to break in; nil before it was tried
	cannot  error    // why that was not possible
	asked   int      // times qSupported was sent after all that
	echo    bool     // the peer sends back what it is sent, as a terminal does
	first   uint64   // what had been heard before
	begun   uint64   // the same, before the last look
}

const (
	// openWait is how long a peer may be silent before it is looked at closer. QEMU notices after up
	// to a second that somebody has opened its pseudo terminal.
	openWait   = 1500 * time.Millisecond
	maxPager   = 3
	maxPrompts = 3
	// afterCommand is how often qSupported is sent, openWait apart, once a command was run that is to break
	// in: over a network it takes its time.
	afterCommand = 8
	// settleTime is more than kdb goes on eating input after the end of its pager, and than a kernel needs
	// to enter kgdb, which drops what comes meanwhile.
	settleTime = 200 * time.Millisecond
	// killLine is Ctrl-U, with which a terminal forgets what was typed.
	killLine = "\x15"
)

// open sends qSupported until it is answered.
func (c *Client) open(ctx context.Context) ([]byte, error) {
	heard := c.conn.heard.total()
	o := &opener{c: c, first: heard, begun: heard}
	c.opening = o
	defer func() { c.opening = nil }()
	reply, err := c.request(ctx, offer)
	if err == nil {
		return reply, nil
	}
	if o.refused() {
		return nil, fmt.Errorf("%w: %w", ErrNoStub, c.keptOut(o.tried != nil && o.cannot == nil))
	}
	return nil, o.explain(c.noStub(err))
}

// patience is how long the peer may be silent now.
func (o *opener) patience() time.Duration {
	if o.asked == 0 || o.tried != nil && o.cannot == nil {
		return min(openWait, o.c.opt.Timeout)
	}
	return o.c.opt.Timeout
}

// echoed reports whether the peer sends back what it is sent, as a terminal does, its acknowledgement
// too. A shell that edits its line breaks the echo at the margin; kdb's prompt goes over to kgdb before
// it has echoed so much.
func (o *opener) echoed() bool {
	return o != nil && bytes.Contains(o.c.conn.heard.since(o.begun), []byte(offer[:len("qSupported:sw")]))
}

// refused reports whether kdb said that it lets no packets in.
func (o *opener) refused() bool {
	return o != nil && kdbRefuses.Match(o.c.conn.heard.since(o.first))
}

// deaf reports whether the peer answers something that is no packet, in which what looks like a rejection
// is none.
func (o *opener) deaf() bool { return o.echoed() || o.refused() }

// silent decides what to do about a peer that does not answer, having been asked so many times: more is
// false when everything was tried.
func (o *opener) silent(times int) (more bool, err error) {
	c := o.c
	heard := c.conn.heard.since(o.begun)
	o.echo = o.echo || o.echoed()
	o.begun = c.conn.heard.total()
	switch {
	case o.refused():
		return false, nil
	case atPager(heard) && o.pager < maxPager:
		o.pager++
		if err := c.typeIn("q"); err != nil {
			return false, err
		}
		o.pause()
		return true, nil
	case bytes.Contains(heard, []byte("kdb>")) && o.prompts < maxPrompts:
		o.prompts++ // it came while the question was on its way, which it may have seen half of
		return true, nil
	case o.tried == nil && (o.asked > 0 || o.echo):
		if o.echo { // what was sent stands on a shell's line
			if err := o.clearLine(); err != nil {
				return false, err
			}
		}
		if o.tried, o.cannot = c.breakIn(true); o.cannot == nil {
			o.asked = 0
			o.pause()
			return true, nil
		}
		if err := c.lostErr(); err != nil {
			return false, err
		}
		o.asked++
		more = times < c.opt.Retries
	case o.tried != nil && o.cannot == nil:
		o.asked++
		more = o.asked < c.opt.Retries || o.tried.ended != nil && o.asked <= afterCommand
		more = more && o.commandGoesOn()
	default:
		o.asked++
		more = times < c.opt.Retries
	}
	if !more && o.echo {
		return false, o.clearLine()
	}
	return more, nil
}

// clearLine makes a terminal forget what was typed. That it goes away again is not worth showing.
func (o *opener) clearLine() error {
	o.c.mute.Store(true)
	defer o.c.mute.Store(false)
	err := o.c.typeIn(killLine)
	o.pause()
	return err
}

// commandGoesOn is false when the command that was to break in has failed.
func (o *opener) commandGoesOn() bool {
	select {
	case err := <-o.tried.ended:
		if err != nil {
			o.cannot = fmt.Errorf("the break command failed: %w", err)
		}
		o.tried.ended = nil
		return err == nil
	default:
		return true
	}
}

// pause gives the kernel time to take what was sent.
func (o *opener) pause() {
	select {
	case <-time.After(settleTime):
	case <-o.c.closed:
	}
}

// atPager recognises kdb's pager, and what it says to a packet (kernel/debug/kdb/kdb_io.c).
func atPager(text []byte) bool {
	text = bytes.TrimRight(text, " ")
	return bytes.HasSuffix(text, []byte("more>")) || bytes.Contains(text, []byte("are processed at more prompt"))
}

// explain adds to the error of a peer that never answered what was tried, and what a user can do.
func (o *opener) explain(err error) error {
	if !errors.Is(err, ErrTimeout) {
		return err
	}
	if o.echo {
		err = fmt.Errorf("%w: the peer sends back what it is sent; this looks like a terminal, with a shell or a login prompt "+
			"of a kernel that runs: %w", ErrNoStub, o.c.lostErr())
	}
	switch {
	case !errors.Is(err, ErrNoStub), o.tried == nil:
		return err
	case o.cannot != nil:
		return fmt.Errorf("%w; if a kernel with kgdb runs there, break into it first: %w", err, o.cannot)
	}
	return fmt.Errorf("%w; %s to break in; %s", err, o.tried.what, o.c.whyNot(o.tried))
}
