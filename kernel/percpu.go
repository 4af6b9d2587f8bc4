package kernel

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"kbreak/arch"
	"kbreak/mem"
)

var order = binary.LittleEndian

// maxCPUs is the largest CONFIG_NR_CPUS of x86-64.
const maxCPUs = 8192

// PerCPU is the kernel's table of per-CPU areas. It does not change after early boot, so it may be
// kept as long as the kernel lives. It is immutable.
type PerCPU struct {
	// Offset is what is added to the address of a per-CPU symbol, by Linux CPU number; 0 for a
	// number that no CPU can have. On x86-64 it is also the kernel's gs_base of that CPU.
	Offset []mem.Addr

	k    *Kernel
	zero bool // per-CPU symbols do not move with the image
}

// ErrNoPerCPU says that the per-CPU areas are not set up.
var ErrNoPerCPU = errors.New("the per-CPU areas are not set up: the kernel is still in early boot")

// PerCPU reads the table: one read for up to 64 CPUs.
func (k *Kernel) PerCPU(ctx context.Context, r mem.Reader) (*PerCPU, error) {
	start, _, hasStart := k.im.Symbol("__per_cpu_start")
	c := &PerCPU{k: k, zero: hasStart && start == 0}
	linked, size, ok := k.im.Symbol("__per_cpu_offset")
	if !ok {
		// A kernel without SMP: one CPU, whose variables are ordinary ones.
		c.Offset, c.zero = []mem.Addr{0}, false
		return c, nil
	}
	// A CPU without an area has what every CPU has in early boot: __per_cpu_load, or 0 since 6.15.
	unset, err := k.Addr("__per_cpu_load")
	if err != nil || !c.zero {
		unset = 0
	}
	limit := maxCPUs
	if size >= 8 {
		limit = min(limit, int(size/8))
	}
	at := mem.Addr(linked).Add(k.bias)
	for len(c.Offset) < limit {
		// 64 at a time, and within one page if that is a useful number.
		n := min(64, limit-len(c.Offset))
		if left := int(pageSize-at%pageSize) / 8; left >= 8 {
			n = min(n, left)
		}
		p, err := mem.Bytes(ctx, r, at, n*8)
		if err != nil {
			return nil, fmt.Errorf("read __per_cpu_offset: %w", err)
		}
		last := false
		for i := range n {
			o := mem.Addr(order.Uint64(p[i*8:]))
			last = o != 0 && o != unset
			if !last {
				o = 0
			}
			c.Offset = append(c.Offset, o)
		}
		if !last {
			break
		}
		at = at.Add(int64(len(p)))
	}
	for len(c.Offset) > 0 && c.Offset[len(c.Offset)-1] == 0 {
		c.Offset = c.Offset[:len(c.Offset)-1]
	}
	if len(c.Offset) == 0 {
		return nil, ErrNoPerCPU
	}
	return c, nil
}

// Addr is the address of a per-CPU symbol on one CPU.
func (c *PerCPU) Addr(cpu int, symbol string) (mem.Addr, error) {
	linked, _, ok := c.k.im.Symbol(symbol)
	if !ok {
		return 0, &NoSymbolError{c.k.im.Name(), symbol}
	}
	if err := c.check(cpu); err != nil {
		return 0, err
	}
	return c.runtime(cpu, linked), nil
}

func (c *PerCPU) check(cpu int) error {
	if cpu < 0 || cpu >= len(c.Offset) || (c.Offset[cpu] == 0 && len(c.Offset) > 1) {
		return fmt.Errorf("there is no CPU %d", cpu)
	}
	return nil
}

// Online reads which CPUs are online: one read.
func (c *PerCPU) Online(ctx context.Context, r mem.Reader) ([]int, error) {
	var at mem.Addr
	var err error
	// A struct since 4.5; before, a pointer to the bits of the array cpu_online_bits.
	for _, name := range []string{"__cpu_online_mask", "cpu_online_bits"} {
		if at, err = c.k.Addr(name); err == nil {
			break
		}
	}
	if err != nil {
		if len(c.Offset) == 1 {
			return []int{0}, nil
		}
		return nil, err
	}
	p, err := mem.Bytes(ctx, r, at, (len(c.Offset)+63)/64*8)
	if err != nil {
		return nil, fmt.Errorf("read the online CPUs: %w", err)
	}
	var out []int
	for i := range c.Offset {
		if p[i/8]&(1<<(i%8)) != 0 {
			out = append(out, i)
		}
	}
	return out, nil
}

// Of tells the Linux CPU number of a vCPU from its segment bases, without a read: in the kernel
// gs_base is the CPU's own per-CPU offset, in user mode the other base is, the one that swapgs
// brings. Between the entry and swapgs privilege and bases disagree; then the match is taken that is
// left, unless both match differently. ok is false where nothing matches, as when the stub does not
// show the bases.
func (c *PerCPU) Of(regs *arch.Registers) (cpu int, ok bool) {
	gs := c.match(regs, arch.GSBase)
	kgs := c.match(regs, arch.KGSBase)
	if userMode(regs) {
		// With the FSGSBASE instructions user code can put any value into gs_base.
		return kgs, kgs >= 0
	}
	switch {
	case gs >= 0 && (kgs < 0 || kgs == gs):
		return gs, true
	case gs < 0 && kgs >= 0:
		return kgs, true
	}
	return -1, false
}

func (c *PerCPU) match(regs *arch.Registers, reg arch.Reg) int {
	v, ok := regs.Addr(reg)
	if !ok {
		return -1
	}
	for i, o := range c.Offset {
		if o == v && o != 0 {
			return i
		}
	}
	if len(c.Offset) == 1 && c.Offset[0] == 0 && reg == arch.GSBase {
		return 0 // without SMP there is but one
	}
	return -1
}
