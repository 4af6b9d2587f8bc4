package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"kbreak/mem"
)

// A line looks good until it shows its first damage, and the first damage may be one that no checksum
// shows: a byte lost here and its like doubled there. So the late answers of this stop are kept, and when
// the line does show noise, they are asked for again and compared. Where one was wrong, what was made of it
// is the caller's to do again ([Stats.Doubted]).

// answered is a request and the answer that was believed at once.
type answered struct {
	payload string
	reply   []byte
}

// What is kept of a stop: at 115200 baud it is read again in about a second.
const (
	maxTold      = 64
	maxToldBytes = 8 << 10
)

// tell keeps an answer.
func (c *Client) tell(payload string, reply []byte) {
	c.told = append(c.told, answered{payload, reply})
	c.toldBytes += len(reply)
	for len(c.told) > maxTold || c.toldBytes > maxToldBytes {
		c.toldBytes -= len(c.told[0].reply)
		c.told, c.toldCut = c.told[1:], true
	}
}

func (c *Client) forget() { c.told, c.toldBytes, c.toldCut = nil, 0, false }

// review asks again for what was believed before the line showed noise.
func (c *Client) review(ctx context.Context) error {
	// It may begin in the middle of a read that would rather ask for less than for this again.
	defer func(was bool) { c.mayShrink = was }(c.mayShrink)
	c.mayShrink = false
	list, selected := c.told, !c.toldCut
	c.forget()
	for _, a := range list {
		switch a.payload[0] {
		case 'H':
			selected = true
		case 'g', 'p':
			if !selected { // by a request that is not in the list any more
				continue
			}
		case '?':
			continue
		}
		same, err := c.sameAnswer(ctx, a)
		if err != nil {
			return fmt.Errorf("confirm what was read before the line damaged something: %w", err)
		}
		if !same {
			c.stats.doubted.Add(1)
		}
	}
	return nil
}

func (c *Client) sameAnswer(ctx context.Context, a answered) (bool, error) {
	var at uint64
	var n int
	if _, err := fmt.Sscanf(a.payload, "m%x,%x", &at, &n); err == nil && len(a.reply) == 2*n {
		want, have := make([]byte, n), make([]byte, n)
		decodeHex(want, a.reply)
		var fault *mem.Fault
		err := c.readMemory(ctx, mem.Addr(at), have)
		if errors.As(err, &fault) {
			return false, nil
		}
		return bytes.Equal(have, want), err
	}
	ask := c.surely
	if !repeats(a.payload) { // the next page of a list
		ask = c.once
	}
	reply, err := ask(ctx, a.payload)
	return bytes.Equal(reply, a.reply), err
}
