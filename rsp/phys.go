package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"kbreak/mem"
)

// physMethod is how the stub reads physical memory: a switch changes what m means.
type physMethod uint8

const (
	physUnknown physMethod = iota
	physNone
	physPacket  // Qqemu.PhyMemMode (QEMU 4.1, commit ab4752ec8d9b)
	physMonitor // the monitor commands phys and virt (VMware)
)

func (m physMethod) String() string {
	return [...]string{"not asked", "none", "Qqemu.PhyMemMode", "monitor phys and virt"}[m]
}

// ReadPhys reads physical memory. The mode that makes m mean physical addresses belongs to the whole
// stub and would outlive this connection: it is switched back before this returns, whatever happens
// in between. If even that fails, the next virtual read tries again before it reads. Where the stub
// has no such mode the error is [ErrUnsupported]. It implements [mem.PhysReader].
func (c *Client) ReadPhys(ctx context.Context, a mem.PhysAddr, p []byte) error {
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
	return c.readPhys(ctx, a, p)
}

// readPhys is [Client.ReadPhys] with the turn taken and the method known.
func (c *Client) readPhys(ctx context.Context, a mem.PhysAddr, p []byte) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	// From here on the caller's context may end, the way back may not.
	back := context.WithoutCancel(ctx)
	defer func() { err = errors.Join(err, c.setPhys(back, false)) }()
	if err := c.setPhys(back, true); err != nil {
		return err
	}
	return c.readMemory(ctx, mem.Addr(a), p)
}

// ensureVirtual makes m mean virtual addresses, should that have failed before.
func (c *Client) ensureVirtual(ctx context.Context) error {
	if physMethod(c.physOn.Load()) == physUnknown {
		return nil
	}
	return c.setPhys(ctx, false)
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
		c.phys = physPacket
		return nil
	}
	if !c.features.Answered {
		c.phys = physNone
		return nil
	}
	help, err := c.monitorText(ctx, "help")
	var refused *ReplyError
	if err != nil && !errors.As(err, &refused) {
		return err
	}
	c.phys = physNone
	if words := bytes.Fields(help); hasWord(words, "phys") && hasWord(words, "virt") {
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

// setPhys switches between physical and virtual reads. physOn is set before the stub can have
// switched and cleared after it has confirmed the way back.
func (c *Client) setPhys(ctx context.Context, on bool) error {
	if on {
		c.physOn.Store(uint32(c.phys))
	}
	err := c.sendPhys(ctx, on)
	if err != nil {
		what := "virtual"
		if on {
			what = "physical"
		}
		return fmt.Errorf("switch the stub to %s memory: %w", what, err)
	}
	if !on {
		c.physOn.Store(uint32(physUnknown))
	}
	return nil
}

// command is the payload that switches.
func (m physMethod) command(on bool) []byte {
	switch {
	case m == physMonitor && on:
		return monitorPacket("phys")
	case m == physMonitor:
		return monitorPacket("virt")
	case on:
		return []byte("Qqemu.PhyMemMode:1")
	}
	return []byte("Qqemu.PhyMemMode:0")
}

func (c *Client) sendPhys(ctx context.Context, on bool) error {
	op := c.phys.command(on)
	if c.phys == physMonitor {
		return c.monitorExchange(ctx, op, func([]byte) {})
	}
	reply, err := c.request(ctx, string(op))
	if err != nil {
		return err
	}
	if string(reply) != "OK" {
		if err := replyError(string(op), reply); err != nil {
			return err
		}
		return malformed(string(op), reply)
	}
	return nil
}

// restoreBlind asks for virtual reads when the connection is about to end and nobody can wait for an
// answer. A stopped stub takes a packet at any time.
func (c *Client) restoreBlind(m physMethod) {
	_ = c.write(appendPacket([]byte{byteAck}, m.command(false))) // the connection ends whatever this gives
}
