package rsp

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"regexp"
	"time"
)

// A resume and a stop are said once, and nobody may resume twice or wait for what was said already. What
// noise does to them:
//
//	the resume is lost       no acknowledgement comes: the target is asked whether it stands still
//	its acknowledgement is   the target does not answer that: it runs
//	the stop reply is        something came that was no packet, or a line of text that no console writes:
//	                         - asks for it again; when that is of no use, the target is asked whether it
//	                         stands still, and where

// repair is called when a target was silent for a while: on a line with noise something may be missing, and
// on every other it may stand at kdb's prompt.
func (w *wait) repair() (*StopReply, error) {
	c := w.c
	if text := c.conn.unfinished(); text != w.text {
		w.text = text
		if looksBroken(text) {
			c.trouble()
			w.scraps, w.asked, w.probed = true, 0, false
		}
	} else if kdbPrompt.MatchString(text) && !w.kdb {
		w.kdb = true
		stop, err := c.fromKDB(w.tried != nil)
		w.text = c.conn.unfinished() // a terminal shows what it was sent
		w.again.Reset(c.patient(2))
		return stop, err
	}
	w.again.Reset(c.patient(2))
	overdue := c.noisy && (string(c.sent) == "s" || !c.resumed) && time.Since(w.began) > c.opt.Timeout
	switch {
	case (w.bad > 0 || w.scraps) && w.asked < c.opt.Retries:
		w.asked++
		c.stats.again.Add(1)
		return nil, c.write([]byte{byteNak})
	case (w.bad > 0 || w.scraps || overdue) && (!w.probed || overdue && time.Now().After(w.probe)):
		w.probed, w.probe = true, time.Now().Add(time.Since(w.began)) // it may have run, and have stopped since
		return c.lostStop(w.bad > 0 || w.scraps)
	}
	return nil, nil
}

// looksBroken reports whether an unfinished line of text may be what is left of a stop reply: of
// T05thread:2a;#xx one of these is there unless it is damaged in three places.
func looksBroken(text string) bool { return brokenStop.MatchString(text) }

var brokenStop = regexp.MustCompile(`[0-9a-f]thr|read:|#[0-9a-f][0-9a-f]$`)

// standsStill asks a stub that does not acknowledge a resume whether its target is still stopped: a
// running kernel hears nothing. What it says instead may be the stop, which then is pending.
func (c *Client) standsStill() (bool, error) {
	var fits func([]byte) bool
	for try := range maxProbes + 1 {
		if try < maxProbes { // the last time it only listens
			var payload string
			payload, fits = c.marker()
			if err := c.send([]byte(payload)); err != nil {
				return false, err
			}
		}
		timer := time.NewTimer(c.patient(min(try, 2)))
		for waiting := true; waiting; {
			select {
			case f, ok := <-c.frames:
				if !ok {
					return false, c.lose(c.readErr)
				}
				switch {
				case f.kind == frameNak:
					c.astray = true
					return true, nil
				case f.kind == frameBad:
					if err := c.write([]byte{byteNak}); err != nil {
						return false, err
					}
				case f.kind == framePacket && stopLike(f.payload):
					c.pending = append(c.pending, f)
					return false, nil
				case f.kind == framePacket:
					c.ackOwed = true
					if fits(f.payload) {
						c.astray = true
						return true, nil
					}
				}
			case <-timer.C:
				waiting = false
			case <-c.closed:
				return false, c.lose(net.ErrClosed)
			}
		}
	}
	return false, nil
}

// maxProbes is how often a target that may run is asked whether it does.
const maxProbes = 5

// stopLike reports whether a running target may have said this.
func stopLike(p []byte) bool {
	return len(p) > 1 && bytes.IndexByte([]byte("TSWXNOF"), p[0]) >= 0 && string(p) != "OK"
}

// lostStop makes a stop reply of what can still be asked, when the real one is gone: nil means that the
// target runs. If it stands where it stood when it was told to resume, it never heard that: it is told again.
func (c *Client) lostStop(heard bool) (*StopReply, error) {
	still, err := c.standsStill()
	if err != nil || !still {
		return nil, err
	}
	c.running.Store(false)
	if !c.resumed {
		same, err := c.samePC(heard)
		if err != nil {
			return nil, err
		}
		if same {
			c.running.Store(true)
			return nil, c.resumeAgain()
		}
	}
	s := &StopReply{Kind: Stopped, Signal: 5, Core: -1}
	ctx, cancel := context.WithTimeout(context.Background(), stopWait)
	defer cancel()
	if t, err := c.currentThread(ctx); err == nil && t != AnyThread {
		s.Thread, s.HasThread = t, true
	}
	c.stopped(s)
	return s, nil
}

// confirmThread asks which thread stopped: a stop reply is said once, and 8 bits of checksum may let a damaged
// one through.
func (c *Client) confirmThread(s *StopReply) (*StopReply, error) {
	ctx, cancel := context.WithTimeout(context.Background(), stopWait)
	defer cancel()
	t, err := c.currentThread(ctx)
	switch {
	case c.lostErr() != nil:
		return nil, err
	case err != nil || t == AnyThread || s.HasThread && s.Thread == t:
		return s, nil
	}
	sure := *s
	sure.Thread, sure.HasThread = t, true
	c.stopped(&sure)
	return &sure, nil
}

// notePC remembers where the target stands before it is resumed.
func (c *Client) notePC(ctx context.Context) (err error) {
	c.pc, err = c.readPC(ctx)
	return err
}

// readPC is the program counter as the stub says it, nil if it has no p or calls it by no name we know.
func (c *Client) readPC(ctx context.Context) ([]byte, error) {
	if c.layout == nil {
		return nil, nil
	}
	for _, name := range []string{"rip", "pc", "eip"} {
		if i, ok := c.layout.byName[name]; ok {
			reply, err := c.request(ctx, fmt.Sprintf("p%x", c.layout.Regs[i].Num))
			if err != nil || replyError("p", reply) != nil {
				return nil, err
			}
			return reply, nil
		}
	}
	return nil, nil
}

// samePC reports whether the target stands where it stood; where that is not known, it does if it said
// nothing.
func (c *Client) samePC(heard bool) (bool, error) {
	before := c.pc
	if before == nil {
		return !heard, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), stopWait)
	defer cancel()
	now, err := c.readPC(ctx)
	return err == nil && bytes.Equal(now, before), err
}
