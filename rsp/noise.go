package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"kbreak/mem"
)

// A line that damages bytes is found out by the first packet that either side rejects, or that comes
// unasked. From then on (noisy, for the rest of the conversation) nothing is believed at once: the 8 bits
// of a checksum let one in 256 of the damaged packets through, and packets have no numbers, so that a
// reply sent twice could be taken for the answer to a later request.
//
//	a question        is asked until two answers in a row are equal ([Client.surely])
//	memory            comes in small pieces, which arrive whole more often
//	a write           is read back
//	after a repair    (astray) something whose answer nobody else can get is asked first ([Client.findBack])
//	a resume          begins there too, and when its acknowledgement does not come, the target is
//	                  asked whether it stands still ([Client.standsStill])
//
// A line that shows nothing costs nothing.

// ErrNoise: the line damages so much that nothing reliable can be learned.
var ErrNoise = errors.New("the line damages too much")

// errPiece asks for a smaller piece of memory: one so long hardly ever arrives whole.
var errPiece = errors.New("a long reply is damaged each time")

const (
	maxRepairs  = 300 // of one request, on a line with noise
	maxDoubts   = 30  // answers that differ
	maxPiece    = 64  // bytes of memory in one reply of a noisy line
	minPiece    = 8
	maxDamage   = 0.15 // damages to expect in a reply
	pieceBad    = 3    // damaged replies after which a piece is made smaller
	pieceGood   = 32   // whole ones after which it may be larger
	minPatience = 60 * time.Millisecond
	minPause    = 3 * time.Millisecond
	maxPause    = 300 * time.Millisecond
)

// trouble notes damage: noise is a fact of the line, and an answer that belongs to something else may
// still be on its way.
func (c *Client) trouble() {
	if !c.noisy {
		c.noisy, c.piece = true, maxPiece
		c.cleanBytes = c.stats.recvBytes.Load() + c.stats.sentBytes.Load()
		clear(c.files) // unconfirmed
		c.stats.noisy.Store(true)
	}
	c.hits++
	c.astray = true
}

// rate is the share of bytes that the line damages, by what was noticed since it showed any; the first
// thousand are taken for good ones.
func (c *Client) rate() float64 {
	return float64(c.hits) / float64(1000+c.stats.recvBytes.Load()+c.stats.sentBytes.Load()-c.cleanBytes)
}

// heavy is a rate from which on the second answer to a question may well be wrong in the same way: a zero
// lost among zeros leaves no trace of where.
const heavy = 1.0 / 400

func (c *Client) isHeavy() bool { return c.noisy && c.rate() > heavy }

// repeats reports whether a request may be sent twice to compare the answers.
func repeats(payload string) bool {
	switch payload[0] {
	case 'g', 'p', 'm', 'x', 'H', 'T', '?':
		return true
	case 'q':
		return !strings.HasPrefix(payload, "qRcmd") && !strings.HasPrefix(payload, "qsThreadInfo")
	}
	return payload == "vCont?"
}

// surely asks until two answers in a row are equal, three where the noise is heavy. What cannot be asked
// twice is sent once; its caller sees to it that it arrived.
func (c *Client) surely(ctx context.Context, payload string) ([]byte, error) {
	if !repeats(payload) {
		c.astray = true // so that an answer without an acknowledgement can only be its own
		return c.once(ctx, payload)
	}
	var last []byte
	equal := 0
	for range maxDoubts {
		reply, err := c.once(ctx, payload)
		if err != nil {
			return nil, err
		}
		if equal > 0 && !bytes.Equal(reply, last) {
			equal = 0
		}
		last = reply
		if equal++; equal > 2 || equal == 2 && !c.isHeavy() {
			return reply, nil
		}
	}
	return nil, fmt.Errorf("%w: the answers to %q differ each time", ErrNoise, printable([]byte(payload), 40))
}

// marker is a request whose answer no request before it can have had: a read of an odd number of bytes,
// another one each time. Where no memory was read yet it is the current thread, whose answer at least
// is unlike others.
func (c *Client) marker() (payload string, fits func([]byte) bool) {
	if c.anchor == 0 || c.physOn.Load() != 0 {
		return "qC", func(p []byte) bool { return bytes.HasPrefix(p, []byte("QC")) }
	}
	c.salt = (c.salt + 2) % 32
	n := c.salt | 1
	return fmt.Sprintf("m%x,%x", uint64(c.anchor), n), func(p []byte) bool { return len(p) == 2*n && allHex(p) }
}

// anchorAt remembers memory that can be read, for [Client.marker]. 32 bytes from there are in one page.
func (c *Client) anchorAt(a uint64) {
	if c.physOn.Load() == 0 {
		c.anchor = a &^ 63
	}
}

// findBack brings client and stub together again: it waits until the line is quiet, and then asks for
// something until the answer is its own and came without a repair.
func (c *Client) findBack(ctx context.Context) error {
	defer func(was bool) { c.mayShrink = was }(c.mayShrink)
	c.mayShrink = false
	others := 0
	for range maxRepairs / 4 {
		if err := c.pause(ctx); err != nil {
			return err
		}
		c.astray = false
		payload, fits := c.marker()
		reply, err := c.talkOnce(ctx, payload)
		switch {
		case err != nil:
			c.astray = true
			return err
		case c.astray:
			continue
		case fits(reply):
			return nil
		case others > 1 && payload == "qC": // it has none, and says so each time
			return nil
		case others > 1:
			c.anchor, others = 0, 0 // not readable any more
		}
		others++
	}
	return c.lose(ErrNoise)
}

// pause drops what comes until nothing comes.
func (c *Client) pause(ctx context.Context) error {
	wait := min(max(2*c.slowest, minPause), maxPause)
	if c.anchor != 0 {
		wait = minPause // the marker tells its answer from others
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for range 1000 {
		select {
		case f, ok := <-c.frames:
			switch {
			case !ok:
				return c.lose(c.readErr)
			case f.kind == framePacket:
				c.ackOwed = true
				c.stray(f.payload)
			}
			timer.Reset(wait)
		case <-timer.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-c.closed:
			return c.lose(net.ErrClosed)
		}
	}
	return c.lose(fmt.Errorf("%w: it is never quiet", ErrNoise))
}

// talkOnce is [Client.once] from wherever the conversation stands.
func (c *Client) talkOnce(ctx context.Context, payload string) ([]byte, error) {
	var reply []byte
	err := c.talk(ctx, []byte(payload), c.opt.Timeout, c.plain(&reply))
	return reply, err
}

// patient is how long to wait on a line with noise, after so many waits in vain: what is lost is lost,
// and to ask again is harmless.
func (c *Client) patient(silent int) time.Duration {
	wait := min(max(4*c.slowest, minPatience), c.opt.Timeout)
	return min(wait<<min(silent, 10), c.opt.Timeout)
}

// measure learns how slow an exchange is that went without damage.
func (c *Client) measure(took time.Duration) {
	c.slowest = max(took, c.slowest*7/8)
}

// readLimit is the largest piece of memory to ask for.
func (c *Client) readLimit() int {
	if c.noisy {
		most := int(maxDamage / 2 / c.rate())
		return min(c.features.MaxRead(), c.piece, max(most, minPiece))
	}
	return c.features.MaxRead()
}

// smaller halves the pieces.
func (c *Client) smaller(size int) {
	c.piece, c.whole = max(min(c.piece, size)/2, minPiece), 0
}

// larger doubles them when enough went well.
func (c *Client) larger() {
	if c.whole++; c.noisy && c.whole >= pieceGood {
		c.piece, c.whole = min(2*c.piece, maxPiece), 0
	}
}

// maxSurePiece is how many bytes of memory a noisy line is given to write at once.
const maxSurePiece = 16

// wrote reads back what was written; the same is written again a few times.
func (c *Client) wrote(ctx context.Context, a mem.Addr, p []byte) (bool, error) {
	have := make([]byte, len(p))
	if err := c.readMemory(ctx, a, have); err != nil {
		return false, fmt.Errorf("read back what was written: %w", err)
	}
	return bytes.Equal(have, p), nil
}

// registerWrote reads back a register that was written, and writes it again if it is another value. A stub
// that has no p, or that says OK to what it does not write, is taken at its word in the end: its caller
// reads again.
func (c *Client) registerWrote(ctx context.Context, r *Register, value []byte) error {
	for range c.opt.Retries {
		reply, err := c.request(ctx, fmt.Sprintf("p%x", r.Num))
		if err != nil {
			return err
		}
		have := make([]byte, len(value))
		if len(reply) != 2*len(value) || decodeHex(have, reply) != len(have) || bytes.Equal(have, value) {
			return nil
		}
		if _, err := c.request(ctx, fmt.Sprintf("P%x=%x", r.Num, value)); err != nil {
			return err
		}
	}
	return nil
}
