package rsp

import (
	"bytes"
	"context"
	"net"
	"strings"
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

// repair is called when a target was silent for a while on a line with noise.
func (w *wait) repair() (*StopReply, error) {
	c := w.c
	if text := c.conn.unfinished(); text != w.text {
		w.text = text
		if looksBroken(text) {
			c.trouble()
			w.scraps, w.asked, w.probed = true, 0, false
		}
	}
	w.again.Reset(c.patient(2))
	switch step := c.noisy && string(c.sent) == "s" && time.Since(w.began) > c.opt.Timeout; {
	case (w.bad > 0 || w.scraps) && w.asked < c.opt.Retries:
		w.asked++
		c.stats.again.Add(1)
		return nil, c.write([]byte{byteNak})
	case (w.bad > 0 || w.scraps || step) && !w.probed:
		w.probed = true
		return c.lostStop()
	}
	return nil, nil
}

// looksBroken reports whether text may be what is left of a stop reply: the console of a kernel writes
// blanks and whole lines.
func looksBroken(text string) bool {
	return len(text) > 4 && len(text) < maxHello && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' }) &&
		strings.ContainsAny(text, ":;#") && strings.ContainsAny(text, "0123456789")
}

// standsStill asks a stub that does not acknowledge a resume whether its target is still stopped: a
// running kernel hears nothing. What it says instead may be the stop, which then is pending.
func (c *Client) standsStill() (bool, error) {
	for try := range 3 {
		payload, fits := c.marker()
		if err := c.send([]byte(payload)); err != nil {
			return false, err
		}
		timer := time.NewTimer(c.patient(try + 1))
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

// stopLike reports whether a running target may have said this.
func stopLike(p []byte) bool {
	return len(p) > 1 && bytes.IndexByte([]byte("TSWXNOF"), p[0]) >= 0 && string(p) != "OK"
}

// lostStop makes a stop reply of what can still be asked, when the real one is gone: nil means that the
// target runs.
func (c *Client) lostStop() (*StopReply, error) {
	still, err := c.standsStill()
	if err != nil || !still {
		return nil, err
	}
	c.running.Store(false)
	s := &StopReply{Kind: Stopped, Signal: 5, Core: -1}
	ctx, cancel := context.WithTimeout(context.Background(), stopWait)
	defer cancel()
	if t, err := c.currentThread(ctx); err == nil && t != AnyThread {
		s.Thread, s.HasThread = t, true
	}
	c.stopped(s)
	return s, nil
}
