package rsp

import (
	"context"
	"fmt"
	"reflect"
)

// offer is what this client says it can do. A stub must not use a feature that was not offered:
// without multiprocess+ thread ids stay plain numbers.
const offer = "qSupported:swbreak+;hwbreak+;vContSupported+;xmlRegisters=i386;error-message+"

// Handshake opens the conversation and returns where the target stopped. It sends "?" exactly once
// in the life of the connection, because QEMU and kgdb delete every breakpoint when they see it: a
// second call returns the last stop and sends nothing.
//
// Round trips: qSupported, [QStartNoAckMode,] ?, and the target description if there is one. Nothing
// waits for bytes that may never come: what the stub says unasked stands in front of its first
// acknowledgement, where it is dropped.
func (c *Client) Handshake(ctx context.Context) (*StopReply, error) {
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	defer c.release()
	if c.shaken {
		return c.stop, nil
	}
	reply, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	if replyError("qSupported", reply) == nil {
		f := parseFeatures(reply)
		c.publish(func() { c.features = f })
	}
	if c.features.has("QStartNoAckMode") {
		if err := c.stopAcks(ctx); err != nil {
			return nil, err
		}
	}
	c.shaken = true
	stop, err := c.askStop(ctx)
	if err != nil {
		return nil, err
	}
	for try := 0; c.noisy; try++ { // nothing is inserted yet that a second ? could take away
		again, err := c.askStop(ctx)
		switch {
		case err != nil:
			return nil, err
		case try >= maxDoubts:
			return nil, fmt.Errorf("%w: the answers to \"?\" differ each time", ErrNoise)
		}
		same := reflect.DeepEqual(again, stop)
		if stop = again; same {
			break
		}
	}
	if c.features.has("qXfer:features:read") {
		layout, err := c.readDescription(ctx)
		if err != nil {
			if c.lostErr() != nil || ctx.Err() != nil {
				return nil, fmt.Errorf("read the target description: %w", err)
			}
			c.publish(func() { c.features.Notes = append(c.features.Notes, "target description: "+err.Error()) })
		}
		c.publish(func() { c.layout = layout })
	}
	c.stopped(stop)
	return stop, nil
}

// stopAcks turns acknowledgements off. The stub's OK is the last packet to be acknowledged.
func (c *Client) stopAcks(ctx context.Context) error {
	reply, err := c.request(ctx, "QStartNoAckMode")
	if err != nil || string(reply) != "OK" {
		return err
	}
	if err := c.flushAck(); err != nil {
		return err
	}
	c.noAck = true
	c.publish(func() { c.features.NoAck = true })
	return nil
}

// askStop sends "?". A stub that lost its client while it wrote to the console may go on with that
// first.
func (c *Client) askStop(ctx context.Context) (*StopReply, error) {
	var stop *StopReply
	var perr error
	texts := 0
	err := c.exchange(ctx, []byte("?"), c.opt.Timeout, func(p []byte) bool {
		if texts < maxConsole && c.consoleText(p) {
			texts++
			return false
		}
		if perr = replyError("?", p); perr == nil {
			stop, perr = parseStopReply(p)
		}
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

// maxConsole bounds the O packets taken in front of the answer to ?.
const maxConsole = 4096

// consoleText handles an O packet: true means that p was one. "OK" is none: K is no hex digit.
func (c *Client) consoleText(p []byte) bool {
	if len(p) < 1 || p[0] != 'O' || len(p)%2 == 0 {
		return false
	}
	text := make([]byte, len(p)/2)
	if decodeHex(text, p[1:]) != len(text) {
		return false
	}
	c.conn.tell(text)
	return true
}
