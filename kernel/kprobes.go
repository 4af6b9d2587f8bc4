package kernel

import (
	"context"
	"fmt"

	"kbreak/mem"
)

// Kprobe is a probe that the kernel has planted in its own code (include/linux/kprobes.h). All probes at
// one address are one.
type Kprobe struct {
	Addr mem.Addr // of the instruction
	// Len is how many bytes the kernel has rewritten: 1 for an int3, 5 where it has made a jump of that
	// (CONFIG_OPTPROBES) or where the probe is a call of ftrace's.
	Len       int
	Optimized bool // the instructions under the jump are executed elsewhere
}

// Flags of struct kprobe, since 2.6.31 and, the last two, 2.6.34 and 3.6.
const (
	kprobeGone      = 1 // its module was unloaded
	kprobeDisabled  = 2
	kprobeOptimized = 4
	kprobeFtrace    = 8
)

// maxKprobes bounds the table. Tracers of the whole kernel use ftrace, not probes.
const maxKprobes = 1 << 14

// Kprobes lists the probes that stand in the code, in no order: one read for the table, and one for each
// probe. A kernel without kprobes has none. What was found before an error is valid.
func (k *Kernel) Kprobes(ctx context.Context, r mem.Reader) ([]Kprobe, error) {
	_, size, ok := k.im.Symbol("kprobe_table")
	table, err := k.Addr("kprobe_table")
	if !ok || err != nil {
		return nil, nil
	}
	const buckets = 64 // KPROBE_HASH_BITS is 6
	heads := make([]byte, min(max(size, 8), buckets*8)&^7)
	if err := r.ReadMem(ctx, table, heads); err != nil {
		return nil, fmt.Errorf("read kprobe_table: %w", err)
	}
	l := k.layout("kprobe")
	node, addr, flags := l.at("the link in the table", "hlist"), l.at("the address of the probe", "addr"),
		l.at("the flags of the probe", "flags")
	if l.err != nil {
		return nil, l.err
	}
	var out []Kprobe
	for i := range len(heads) / 8 {
		first := mem.Addr(order.Uint64(heads[i*8:]))
		if first == 0 {
			continue
		}
		for at, err := range k.Links(ctx, r, List{Start: first, Single: true, Max: maxKprobes}) {
			if err != nil {
				return out, fmt.Errorf("kprobe_table[%d]: %w", i, err)
			}
			w, err := readNode(ctx, r, "list of kprobes", at.Add(-node.off), addr, flags)
			if err != nil {
				return out, fmt.Errorf("kprobe_table[%d]: %w", i, err)
			}
			f := w.uint(flags)
			p := Kprobe{Addr: mem.Addr(w.uint(addr)), Len: 1, Optimized: f&kprobeOptimized != 0}
			if p.Optimized || f&kprobeFtrace != 0 {
				p.Len = 5
			}
			if f&kprobeGone != 0 || f&kprobeDisabled != 0 && !p.Optimized {
				continue
			}
			if out = append(out, p); len(out) >= maxKprobes {
				return out, &LimitError{"kprobe_table", maxKprobes}
			}
		}
	}
	return out, nil
}
