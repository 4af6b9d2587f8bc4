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
// continued. A refusal is a *[mem.Fault] with the start of the refused piece.
func (c *Client) ReadMemory(ctx context.Context, t ThreadID, a mem.Addr, p []byte) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	if t != AnyThread {
		current := c.selected == nil && c.stop != nil && c.stop.HasThread && c.stop.Thread == t && len(c.stop.Regs) == 0
		if !current {
			if err := c.selectThread(ctx, t); err != nil {
				return err
			}
		}
	}
	return c.readMemory(ctx, a, p)
}

func (c *Client) readMemory(ctx context.Context, a mem.Addr, p []byte) error {
	for done := 0; done < len(p); {
		at := a.Add(int64(done))
		n, err := c.readChunk(ctx, at, p[done:min(len(p), done+c.features.MaxRead())])
		done += n
		if err != nil {
			var refused *ReplyError
			if errors.As(err, &refused) {
				return &mem.Fault{Addr: at, Got: done, Err: faultCause(refused)}
			}
			return err
		}
		if n == 0 {
			return &mem.Fault{Addr: at, Got: done, Err: errors.New("the stub returned no bytes")}
		}
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
	if c.features.has("binary-upload") {
		return c.readBinary(ctx, a, p)
	}
	op := fmt.Sprintf("m%x,%x", uint64(a), len(p))
	reply, err := c.request(ctx, op)
	if err != nil {
		return 0, err
	}
	// Nine bytes and "E14" differ by length: a reply of data has an even number of digits.
	if len(reply)%2 == 1 || len(reply) == 0 || reply[0] == 'E' && len(reply) > 1 && reply[1] == '.' {
		if err := replyError(op, reply); err != nil {
			return 0, err
		}
		return 0, malformed(op, reply)
	}
	n := decodeHex(p, reply)
	if n == 0 {
		return 0, malformed(op, reply)
	}
	return n, nil
}

// readBinary is gdb 16's x packet: a b, then the bytes.
func (c *Client) readBinary(ctx context.Context, a mem.Addr, p []byte) (int, error) {
	op := fmt.Sprintf("x%x,%x", uint64(a), len(p))
	reply, err := c.request(ctx, op)
	if err != nil {
		return 0, err
	}
	if data, ok := bytes.CutPrefix(reply, []byte{'b'}); ok {
		return copy(p, data), nil
	}
	if err := replyError(op, reply); err != nil {
		return 0, err
	}
	return 0, malformed(op, reply)
}

// physMethod is how the stub reads physical memory.
type physMethod uint8

const (
	physUnknown physMethod = iota
	physNone
	physQEMU    // Qqemu.PhyMemMode (QEMU 4.1, commit ab4752ec8d9b)
	physMonitor // the monitor commands phys and virt (VMware)
)

func (m physMethod) String() string {
	return [...]string{"not asked", "none", "Qqemu.PhyMemMode", "monitor phys / virt"}[m]
}

// ReadPhys reads physical memory. The mode that makes m mean physical addresses belongs to the whole
// stub and would outlive this connection: it is switched back before this returns, whatever happens
// in between. Where the stub has no such mode the error is [ErrUnsupported]. It implements
// [mem.PhysReader].
func (c *Client) ReadPhys(ctx context.Context, a mem.PhysAddr, p []byte) (err error) {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	if err := c.findPhys(ctx); err != nil {
		return err
	}
	if c.phys == physNone {
		return fmt.Errorf("read physical memory: %w", ErrUnsupported)
	}
	// From here on the caller's context may end, the way back may not.
	back := context.WithoutCancel(ctx)
	defer func() { err = errors.Join(err, c.setPhys(back, false)) }()
	if err := c.setPhys(back, true); err != nil {
		return err
	}
	return c.readMemory(ctx, mem.Addr(a), p)
}

// findPhys learns once how physical memory is read. The monitor is asked only where qSupported had
// an answer: kdb's help takes minutes on a serial line.
func (c *Client) findPhys(ctx context.Context) error {
	if c.phys != physUnknown {
		return nil
	}
	reply, err := c.request(ctx, "qqemu.PhyMemMode")
	if err != nil {
		return err
	}
	if len(reply) == 1 && (reply[0] == '0' || reply[0] == '1') {
		c.phys = physQEMU
		return nil
	}
	c.phys = physNone
	if !c.features.Answered {
		return nil
	}
	var help bytes.Buffer
	if err := c.monitor(ctx, "help", func(b []byte) { help.Write(b) }); err != nil {
		var refused *ReplyError
		if errors.As(err, &refused) {
			return nil
		}
		return err
	}
	words := bytes.Fields(help.Bytes())
	if hasWord(words, "phys") && hasWord(words, "virt") {
		c.phys = physMonitor
	}
	return nil
}

func hasWord(words [][]byte, w string) bool {
	for _, x := range words {
		if string(bytes.Trim(x, ":,.")) == w {
			return true
		}
	}
	return false
}

func (c *Client) setPhys(ctx context.Context, on bool) error {
	if c.phys == physMonitor {
		command := "virt"
		if on {
			command = "phys"
		}
		return c.monitor(ctx, command, func([]byte) {})
	}
	op := "Qqemu.PhyMemMode:0"
	if on {
		op = "Qqemu.PhyMemMode:1"
	}
	reply, err := c.request(ctx, op)
	if err != nil {
		return err
	}
	if string(reply) != "OK" {
		if err := replyError(op, reply); err != nil {
			return err
		}
		return malformed(op, reply)
	}
	return nil
}
