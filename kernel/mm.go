package kernel

// Address spaces: include/linux/mm_types.h, mm/mmap.c.

import (
	"context"
	"fmt"
	"iter"

	"kbreak/mem"
)

// VMA is one mapping of an address space.
type VMA struct {
	Addr mem.Addr // its struct vm_area_struct
	mem.Span
}

// VMAs yields the mappings of the struct mm_struct at mm, lowest first. They are in a maple tree since
// 6.1 (763ecb035029), before in a list. An error is about one mapping or what leads to it; the walk
// goes on if the caller does and there is a way.
func (k *Kernel) VMAs(ctx context.Context, r mem.Reader, mm mem.Addr) iter.Seq2[VMA, error] {
	return func(yield func(VMA, error) bool) {
		l, v := k.layout("mm_struct"), k.layout("vm_area_struct")
		from, f, err := 0, field{}, l.err
		if err == nil {
			f, from, err = member(l.t, "mappings", "mm_mt", "mmap")
		}
		start, end := v.at("range", "vm_start"), v.at("range", "vm_end")
		if err == nil {
			err = v.err
		}
		if err != nil {
			yield(VMA{}, err)
			return
		}
		vma := func(a mem.Addr) bool {
			w, err := readNode(ctx, r, "mappings", a, start, end)
			if err != nil {
				return yield(VMA{}, err)
			}
			return yield(VMA{a, mem.Span{Start: mem.Addr(w.uint(start)), End: mem.Addr(w.uint(end))}}, nil)
		}
		if from == 0 {
			for e, err := range k.Maple(ctx, r, mm.Add(f.off), TreeOptions{}) {
				if err != nil && !yield(VMA{}, err) || err == nil && !vma(e.Addr) {
					return
				}
			}
			return
		}
		next := v.at("next mapping", "vm_next")
		w, err := readNode(ctx, r, "mappings", mm, f)
		if err == nil {
			err = v.err
		}
		if err != nil {
			yield(VMA{}, fmt.Errorf("mm_struct: %w", err))
			return
		}
		first := mem.Addr(w.uint(f))
		if first == 0 {
			return
		}
		for a, err := range k.Links(ctx, r, List{Start: first, Single: true, Offset: next.off}) {
			if err != nil && !yield(VMA{}, err) || err == nil && !vma(a) {
				return
			}
		}
	}
}

// MM is the struct mm_struct of a task's user memory, 0 for a kernel thread. One read.
func (k *Kernel) MM(ctx context.Context, r mem.Reader, task mem.Addr) (mem.Addr, error) {
	l := k.layout("task_struct")
	f := l.at("address space", "mm")
	if l.err != nil {
		return 0, l.err
	}
	w, err := readNode(ctx, r, "task", task, f)
	return mem.Addr(w.uint(f)), err
}
