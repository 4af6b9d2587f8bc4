package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"kbreak/mem"
)

// ReadMemory reads virtual memory as the thread t sees it; [AnyThread] is whichever thread the stub
// has selected, at no extra cost. Reads longer than [Features.MaxRead] are split, short replies are
// continued. A refusal is a *[mem.Fault]; bytes before it are in p. Stubs refuse a piece as a whole,
// so one that crosses pages is asked for again up to the page boundary.
func (c *Client) ReadMemory(ctx context.Context, t ThreadID, a mem.Addr, p []byte) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	if err := c.seeAs(ctx, t); err != nil {
		return err
	}
	return c.readMemory(ctx, a, p)
}

// seeAs makes m and M speak of virtual memory as the thread t sees it.
func (c *Client) seeAs(ctx context.Context, t ThreadID) error {
	if err := c.ensureVirtual(ctx); err != nil {
		return err
	}
	if t == AnyThread || c.choseItself(t) {
		return nil
	}
	return c.selectThread(ctx, t)
}

// pageSize is the smallest unit of mapping on every machine Linux knows.
const pageSize = 4096

func (c *Client) readMemory(ctx context.Context, a mem.Addr, p []byte) error {
	most := c.readLimit()
	for done := 0; done < len(p); {
		at := a.Add(int64(done))
		limit := c.readLimit()
		size := min(len(p)-done, most, limit)
		var n int
		var err error
		if len(p)-done > most && most == limit && c.pipelines() {
			n, err = c.readAhead(ctx, at, p[done:], limit)
			at, size = at.Add(int64(n)), min(len(p)-done-n, limit) // what was refused is what follows
		} else {
			c.mayShrink = size > minPiece
			n, err = c.readChunk(ctx, at, p[done:done+size])
			c.mayShrink = false
		}
		done += n
		var refused *ReplyError
		switch {
		case errors.Is(err, errPiece):
			c.smaller(size)
			continue
		case errors.As(err, &refused):
			// The page it starts in may be fine.
			if inPage := pageSize - int(at%pageSize); inPage < size {
				most = inPage
				continue
			}
			return &mem.Fault{Addr: at, Got: done, Err: faultCause(refused)}
		case err != nil:
			return err
		case n == 0:
			return &mem.Fault{Addr: at, Got: done, Err: errors.New("the stub returned no bytes")}
		}
		c.larger()
		most = c.readLimit()
	}
	return nil
}

// faultCause drops what "cannot access memory" says already: E14 is EFAULT, E22 is what kgdb calls
// it, E01 what gdbserver does.
func faultCause(e *ReplyError) error {
	if e.Text == "" && (e.Code == "14" || e.Code == "22" || e.Code == "01" || e.Code == "0e" || e.Code == "0E") {
		return nil
	}
	return e
}

// readChunk reads at most one request's worth and may return fewer bytes than asked for.
func (c *Client) readChunk(ctx context.Context, a mem.Addr, p []byte) (int, error) {
	if err := c.findBinary(ctx); err != nil {
		return 0, err
	}
	switch {
	case c.binary == binaryGDB:
		n, err := c.readBinary(ctx, a, p)
		if !errors.Is(err, ErrUnsupported) {
			return n, err
		}
		c.binary = binaryNone
	case c.binary == binaryLLDB && len(p) != 3: // three bytes may look like an error: "E01"
		n, err := c.readRaw(ctx, a, p)
		var refused *ReplyError
		if !errors.As(err, &refused) {
			return n, err
		}
	}
	return c.readHex(ctx, a, p)
}

// readHex is the m packet.
func (c *Client) readHex(ctx context.Context, a mem.Addr, p []byte) (int, error) {
	op := fmt.Sprintf("m%x,%x", uint64(a), len(p))
	reply, err := c.request(ctx, op)
	if err != nil {
		return 0, err
	}
	n, err := takeHex(op, reply, p)
	if err == nil {
		c.anchorAt(uint64(a))
	}
	return n, err
}

// takeHex decodes the reply to an m packet.
func takeHex(op string, reply, p []byte) (int, error) {
	// Data has an even number of digits, "E14" and "E14;text" have not, and "E.text" has a dot.
	if err := replyError(op, reply); err != nil && (len(reply)%2 == 1 || len(reply) == 0 || bytes.ContainsAny(reply, ".;")) {
		return 0, err
	}
	n := decodeHex(p, reply)
	if n == 0 || len(reply)%2 == 1 {
		return 0, malformed(op, reply)
	}
	return n, nil
}

// binaryMethod is the dialect of x, which returns memory as bytes instead of digits: half the length
// on the wire.
type binaryMethod uint8

const (
	binaryUnknown binaryMethod = iota
	binaryNone
	binaryGDB  // gdb 16: announced as binary-upload+, the reply begins with b
	binaryLLDB // lldb: nothing announces it, x0,0 gives OK, the reply is the bytes alone
)

// findBinary learns once which dialect of x the stub has. It is asked for lldb's only where another
// extension of lldb's is announced: to the rest, m is as good and known.
func (c *Client) findBinary(ctx context.Context) error {
	if c.binary != binaryUnknown {
		return nil
	}
	switch {
	case c.features.has("binary-upload"):
		c.binary = binaryGDB
	case c.features.has("QThreadSuffixSupported"):
		reply, err := c.request(ctx, "x0,0")
		if err != nil {
			return err
		}
		c.binary = binaryNone
		if string(reply) == "OK" {
			c.binary = binaryLLDB
		}
	default:
		c.binary = binaryNone
	}
	return nil
}

// readBinary is gdb's x.
func (c *Client) readBinary(ctx context.Context, a mem.Addr, p []byte) (int, error) {
	op := fmt.Sprintf("x%x,%x", uint64(a), len(p))
	reply, err := c.request(ctx, op)
	if err != nil {
		return 0, err
	}
	return takeBinary(op, reply, p)
}

// takeBinary copies the reply to gdb's x.
func takeBinary(op string, reply, p []byte) (int, error) {
	if data, ok := bytes.CutPrefix(reply, []byte{'b'}); ok {
		return copy(p, data), nil
	}
	if err := replyError(op, reply); err != nil {
		return 0, err
	}
	return 0, malformed(op, reply)
}

// readRaw is lldb's x. What looks like an error may be data; m decides then.
func (c *Client) readRaw(ctx context.Context, a mem.Addr, p []byte) (int, error) {
	op := fmt.Sprintf("x%x,%x", uint64(a), len(p))
	var reply []byte
	err := c.exchange(ctx, []byte(op), c.opt.Timeout, func(b []byte) bool { // raw bytes may look like a stop reply
		reply = b
		return true
	})
	if err != nil {
		return 0, err
	}
	if err := replyError(op, reply); err != nil {
		return 0, err
	}
	return copy(p, reply), nil
}
