package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// offer is what this client says it can do. A stub must not use a feature that was not offered:
// without multiprocess+ thread ids stay plain numbers.
const offer = "qSupported:swbreak+;hwbreak+;vContSupported+;xmlRegisters=i386;error-message+"

// Handshake opens the conversation and returns where the target stopped. It sends "?" exactly once
// in the life of the connection, because QEMU and kgdb delete every breakpoint when they see it.
//
// Round trips: qSupported, [QStartNoAckMode,] ?, and the target description if there is one.
func (c *Client) Handshake(ctx context.Context) (*StopReply, error) {
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	defer c.release()
	reply, err := c.request(ctx, offer)
	if err != nil {
		return nil, c.noStub(err)
	}
	if replyError("qSupported", reply) == nil {
		c.features = parseFeatures(reply)
	}
	if c.features.has("QStartNoAckMode") {
		reply, err := c.request(ctx, "QStartNoAckMode")
		if err != nil {
			return nil, err
		}
		if string(reply) == "OK" {
			if err := c.flushAck(); err != nil {
				return nil, err
			}
			c.noAck, c.features.NoAck = true, true
		}
	}
	stop, err := c.askStop(ctx)
	if err != nil {
		return nil, err
	}
	if c.features.has("qXfer:features:read") {
		if c.layout, err = c.readDescription(ctx); err != nil {
			if c.lost != nil || ctx.Err() != nil {
				return nil, err
			}
			c.features.Notes = append(c.features.Notes, "target description: "+err.Error())
		}
	}
	c.stopped(stop)
	return stop, nil
}

// askStop sends "?".
func (c *Client) askStop(ctx context.Context) (*StopReply, error) {
	var stop *StopReply
	var perr error
	err := c.exchange(ctx, []byte("?"), c.opt.Timeout, func(p []byte) bool {
		if c.consoleText(p) {
			return false
		}
		stop, perr = parseStopReply(p)
		return true
	})
	if err == nil {
		err = perr
	}
	if err != nil {
		return nil, fmt.Errorf("ask why the target stopped: %w", err)
	}
	return stop, nil
}

// consoleText handles an O packet: true means that p was one. "OK" is none: K is no hex digit.
func (c *Client) consoleText(p []byte) bool {
	if len(p) < 1 || p[0] != 'O' || len(p)%2 == 0 {
		return false
	}
	text := make([]byte, len(p)/2)
	if decodeHex(text, p[1:]) != len(text) {
		return false
	}
	if c.opt.Console != nil {
		c.opt.Console(text)
	}
	return true
}

// noStub explains a failed first exchange by what the peer did send.
func (c *Client) noStub(err error) error {
	if c.lost == nil || errors.Is(err, context.Canceled) {
		return err
	}
	// The reader may still be running after a timeout: stop it before looking at what it kept.
	_ = c.Close()
	for range c.frames { //nolint:revive // until the reader has gone
	}
	d := &c.decoder
	switch {
	case d.njunk > 0:
		return fmt.Errorf("%w: the peer sent %q instead of a packet", ErrNoStub, printable(d.junk, maxJunk))
	case c.stats.recvBytes.Load() == 0 && errors.Is(err, ErrTimeout):
		return fmt.Errorf("%w: the peer accepted the connection but sent nothing: %w", ErrNoStub, err)
	case c.stats.recvBytes.Load() == 0:
		return fmt.Errorf("%w: the peer closed the connection without a word (another debugger may be attached)", ErrNoStub)
	}
	return err
}

// Features is what negotiation and use have proved about a stub. Nothing in it is a guess from the
// stub's name.
type Features struct {
	Answered   bool     // qSupported had an answer; kgdb on x86 gives none
	PacketSize int      // bytes of packet data the stub takes; 0 if it does not say
	NoAck      bool     // acknowledgements are off
	VCont      []string // actions of vCont: "c", "C", "s", "S", "t", "r"; nil: not asked yet or none
	askedVCont bool
	Words      map[string]string // every feature by name: "+", "-", or its value
	Notes      []string          // what went wrong on the way without being fatal
}

func (f *Features) has(name string) bool { return f.Words[name] == "+" }

// Conservative sizes for a stub that does not say what its buffer holds: VMware answers at most
// about 500 bytes, kgdb on x86 overruns a static buffer beyond 511, on 32-bit ARM beyond 199.
const (
	safeRead      = 256
	maxReadLength = 64 << 10
)

// MaxRead is the largest memory read in bytes that one request may ask for. The reply has two hex
// digits a byte and must fit the packet size.
func (f *Features) MaxRead() int {
	if f.PacketSize < 2*safeRead {
		return safeRead
	}
	return min(f.PacketSize/2, maxReadLength)
}

// String lists the features as the stub gave them, in its order of meaning for a person.
func (f *Features) String() string {
	if !f.Answered {
		return "no qSupported: conservative profile"
	}
	var words []string
	for name, value := range f.Words {
		if value == "+" || value == "-" || value == "?" {
			words = append(words, name+value)
		} else {
			words = append(words, name+"="+value)
		}
	}
	slices.Sort(words)
	return strings.Join(words, ";")
}

// maxFeatures bounds the words taken from one qSupported reply.
const maxFeatures = 256

func parseFeatures(reply []byte) Features {
	f := Features{Answered: true, Words: make(map[string]string)}
	for word := range bytes.SplitSeq(reply, []byte{';'}) {
		if len(word) == 0 || len(f.Words) >= maxFeatures {
			continue
		}
		if name, value, ok := bytes.Cut(word, []byte{'='}); ok {
			f.Words[printable(name, 64)] = printable(value, 256)
			continue
		}
		switch last := word[len(word)-1]; last {
		case '+', '-', '?':
			f.Words[printable(word[:len(word)-1], 64)] = string(last)
		}
	}
	if n, ok := parseHex([]byte(f.Words["PacketSize"])); ok {
		f.PacketSize = int(min(n, maxPacket))
	}
	return f
}

// Features returns what is known so far; it grows as requests prove more.
func (c *Client) Features() Features { return c.features }

// Stop is the last stop reply.
func (c *Client) Stop() *StopReply { return c.stop }
