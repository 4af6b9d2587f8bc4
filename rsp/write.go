package rsp

import (
	"context"
	"errors"
	"fmt"

	"kbreak/mem"
)

// maxWriteOverhead is what stands around the data of a write: the letter, an address and a length.
const maxWriteOverhead = len("Mffffffffffffffff,ffff:")

// MaxWrite is the largest memory write in bytes that one M request may carry: two hex digits a byte,
// and the whole packet within what the stub takes. A stub that names no size gets half of what is
// read at once: kgdb on 32-bit arm drops requests beyond 399 characters without a word.
func (f *Features) MaxWrite() int {
	if f.PacketSize == 0 {
		return safeRead / 2
	}
	return max((min(f.PacketSize, 2*maxReadLength)-1-maxWriteOverhead)/2, 1)
}

// binaryWorth is from how many bytes on a write is worth asking for X once.
const binaryWorth = 64

// WriteMemory writes virtual memory as the thread t sees it; [AnyThread] is whichever thread the stub
// has selected. Writes longer than [Features.MaxWrite] are split. A refusal is a *[mem.Fault] whose
// Got is the number of bytes written before the piece that was refused; that piece may have been
// written in part.
//
//	X    binary, where a write of no bytes was answered with OK; asked for with the first long write
//	M    otherwise
func (c *Client) WriteMemory(ctx context.Context, t ThreadID, a mem.Addr, p []byte) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	if err := c.seeAs(ctx, t); err != nil {
		return err
	}
	if len(p) >= binaryWorth {
		if err := c.findBinaryWrite(ctx, a); err != nil {
			return err
		}
	}
	tries := 0
	for done := 0; done < len(p); {
		at := a.Add(int64(done))
		rest := p[done:]
		if c.noisy {
			rest = rest[:min(len(rest), maxSurePiece)]
		}
		packet, n := c.writePacket(at, rest)
		op := fmt.Sprintf("%c%x,%x", packet[0], uint64(at), n)
		reply, err := c.insist(ctx, string(packet), "OK")
		if err != nil {
			return err
		}
		if string(reply) != "OK" {
			if err = replyError(op, reply); err == nil {
				err = malformed(op, reply)
			}
			return writeFault(at, done, err)
		}
		if c.noisy {
			ok, err := c.wrote(ctx, at, rest[:n])
			if tries++; err != nil {
				return err
			}
			if !ok {
				if tries >= c.opt.Retries {
					return fmt.Errorf("%w: what was written at %v reads back as something else", ErrNoise, at)
				}
				continue
			}
			tries = 0
		}
		done += n
	}
	return nil
}

// writeFault says where a write was refused. A stub that cannot write at all gives [ErrUnsupported].
func writeFault(a mem.Addr, done int, err error) error {
	var refused *ReplyError
	if errors.Is(err, ErrUnsupported) || !errors.As(err, &refused) {
		return fmt.Errorf("write memory at %v: %w", a, err)
	}
	return &mem.Fault{Addr: a, Got: done, Err: faultCause(refused)}
}

// writePacket makes the request for as much of p as one packet takes, and tells how much that is.
func (c *Client) writePacket(a mem.Addr, p []byte) (packet []byte, n int) {
	if c.writes == binaryGDB && len(p) >= binaryWorth {
		room := 2 * c.features.MaxWrite()
		data := make([]byte, 0, room)
		for n < len(p) {
			piece := escapeBinary(data, p[n:n+1])
			if len(piece) > room {
				break
			}
			data = piece
			n++
		}
		return append(fmt.Appendf(nil, "X%x,%x:", uint64(a), n), data...), n
	}
	n = min(len(p), c.features.MaxWrite())
	return fmt.Appendf(nil, "M%x,%x:%x", uint64(a), n, p[:n]), n
}

// findBinaryWrite asks once, with a write of no bytes, whether the stub has X (gdb does the same).
func (c *Client) findBinaryWrite(ctx context.Context, a mem.Addr) error {
	if c.writes != binaryUnknown {
		return nil
	}
	reply, err := c.request(ctx, fmt.Sprintf("X%x,0:", uint64(a)))
	if err != nil {
		return err
	}
	c.writes = binaryNone
	if string(reply) == "OK" {
		c.writes = binaryGDB
	}
	return nil
}

// WriteRegister writes one register of a thread: P, or G with all registers where the stub has no P.
// value is in target byte order and as long as the register. What was read before is dropped: kgdb
// answers OK for registers that it does not write (sp, the segments), so who wants to be sure reads
// again.
func (c *Client) WriteRegister(ctx context.Context, t ThreadID, name string, value []byte) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	if c.layout == nil {
		return fmt.Errorf("write register %s: the registers of the stub are not known yet", name)
	}
	i, ok := c.layout.byName[name]
	if !ok {
		return fmt.Errorf("the stub has no register %s", name)
	}
	r := &c.layout.Regs[i]
	if len(value) != r.Size() {
		return fmt.Errorf("register %s has %d bytes, not %d", name, r.Size(), len(value))
	}
	if !c.choseItself(t) {
		if err := c.selectThread(ctx, t); err != nil {
			return err
		}
	}
	if !c.noP {
		op := fmt.Sprintf("P%x", r.Num)
		reply, err := c.insist(ctx, fmt.Sprintf("%s=%x", op, value), "OK")
		if err != nil {
			return err
		}
		switch err := replyError(op, reply); {
		case string(reply) == "OK":
			if f, ok := c.files[t]; ok && name == pcName && !c.noisy {
				c.files[t] = f.with(i, value)
			} else {
				delete(c.files, t)
			}
			if c.noisy {
				return c.registerWrote(ctx, r, value)
			}
			return nil
		case err == nil:
			return fmt.Errorf("write register %s: %w", name, malformed(op, reply))
		case !errors.Is(err, ErrUnsupported):
			return fmt.Errorf("write register %s: %w", name, err)
		}
		c.noP = true
	}
	return c.writeAll(ctx, t, i, value)
}

// writeAll is G with one register changed. The rest goes back as it came: G has no way to leave a
// register out, so a g reply with holes cannot be written back.
func (c *Client) writeAll(ctx context.Context, t ThreadID, i int, value []byte) error {
	name := c.layout.Regs[i].Name
	reply, err := c.request(ctx, "g")
	if err != nil {
		return err
	}
	if err := replyError("g", reply); err != nil {
		return fmt.Errorf("write register %s: %w", name, err)
	}
	r := &c.layout.Regs[i]
	lo := 2 * r.Offset
	if lo+2*len(value) > len(reply) || !allHex(reply) {
		return fmt.Errorf("write register %s: the stub has no P, and its g leaves registers out", name)
	}
	all := append([]byte{'G'}, reply...)
	copy(all[1+lo:], fmt.Appendf(nil, "%x", value))
	answer, err := c.request(ctx, string(all))
	if err != nil {
		return err
	}
	if string(answer) != "OK" {
		if err = replyError("G", answer); err == nil {
			err = malformed("G", answer)
		}
		return fmt.Errorf("write register %s: %w", name, err)
	}
	delete(c.files, t)
	return nil
}

func allHex(b []byte) bool {
	for _, c := range b {
		if !isHex(c) {
			return false
		}
	}
	return true
}
