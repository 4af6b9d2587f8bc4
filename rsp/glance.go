package rsp

import (
	"context"

	"kbreak/mem"
)

// Glance is [Client.Registers] that brings along len(p) bytes of memory at a, as whichever thread the stub
// has selected sees them, where that costs no further wait: g and m go out together. got reports whether p
// was read. It is not where the registers are known already, where the stub is not known to take several
// requests at a time, and where it refuses: whoever needs the memory asks for it then.
func (c *Client) Glance(ctx context.Context, t ThreadID, a mem.Addr, p []byte) (f RegisterFile, got bool, err error) {
	got, err = c.glance(ctx, t, a, p)
	if err != nil {
		return f, false, err
	}
	f, err = c.Registers(ctx, t)
	return f, got, err
}

func (c *Client) glance(ctx context.Context, t ThreadID, a mem.Addr, p []byte) (bool, error) {
	if err := c.begin(ctx); err != nil {
		return false, err
	}
	defer c.release()
	if _, known := c.files[t]; known || c.features.Pipelining != Proven || !c.pipelines() ||
		c.layout == nil || !c.mayHaveChosen(t) || len(p) == 0 || len(p) > c.features.MaxRead() {
		return false, nil
	}
	if err := c.ensureVirtual(ctx); err != nil {
		return false, err
	}
	b := &batch{ops: []string{"g", c.readOp(a, len(p))}}
	if err := c.exchangeBatch(ctx, b); err != nil {
		return false, err
	}
	if len(b.replies) < len(b.ops) {
		c.publish(func() { c.features.Pipelining = Absent })
		return false, c.resync(ctx, len(b.ops)-len(b.replies))
	}
	regs, code := b.replies[0], b.replies[1]
	if regs == nil || code == nil || replyError("g", regs) != nil {
		return false, nil
	}
	f, err := c.decodeAll(regs)
	if err != nil || !c.agrees(&f) {
		return false, nil // Registers finds out which thread that was
	}
	c.selected, c.files[t] = &t, f
	n, err := c.takeRead(b.ops[1], code, p)
	return err == nil && n == len(p), nil
}
