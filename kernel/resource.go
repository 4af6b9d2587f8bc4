package kernel

// The map of physical memory: include/linux/ioport.h, kernel/resource.c, arch/x86/kernel/e820.c.

import (
	"context"
	"fmt"

	"kbreak/mem"
)

// maxResources bounds the ranges at the top of the map; a large server has some hundred.
const maxResources = 4096

// RAM lists the ranges of physical memory that the kernel has as System RAM in /proc/iomem, End
// exclusive, in ascending order. Two reads a range. With an error the ranges before it are valid.
func (k *Kernel) RAM(ctx context.Context, r mem.Reader) ([]mem.Span, error) {
	l := k.layout("resource")
	start, end, name := l.at("start", "start"), l.at("end", "end"), l.at("name", "name")
	sibling, child := l.at("sibling", "sibling"), l.at("child", "child")
	if l.err != nil {
		return nil, l.err
	}
	root, err := k.Addr("iomem_resource")
	if err != nil {
		return nil, err
	}
	v, err := readNode(ctx, r, "iomem_resource", root, child)
	if err != nil {
		return nil, err
	}
	var out []mem.Span
	last := mem.Addr(0)
	for at, n := mem.Addr(v.uint(child)), 0; at != 0; n++ {
		if n >= maxResources {
			return out, &LimitError{"iomem_resource", maxResources}
		}
		v, err := readNode(ctx, r, "iomem_resource", at, start, end, name, sibling)
		if err != nil {
			return out, err
		}
		s := mem.Span{Start: mem.Addr(v.uint(start)), End: mem.Addr(v.uint(end)) + 1}
		if s.Start < last || s.End < s.Start {
			return out, &DamagedError{What: "iomem_resource", At: at, Why: fmt.Sprintf("is out of order: %v to %v", s.Start, s.End)}
		}
		last = s.Start
		text, err := mem.CString(ctx, r, mem.Addr(v.uint(name)), 64)
		if err != nil && !isFault(err) {
			return out, err
		}
		if text == "System RAM" {
			out = append(out, s)
		}
		at = mem.Addr(v.uint(sibling))
	}
	return out, nil
}

// DirectMap is where the kernel maps all of physical memory: the address of physical address 0
// (page_offset_base in arch/x86/include/asm/page_64.h; a constant where KASLR does not move it).
func (k *Kernel) DirectMap(ctx context.Context, r mem.Reader) (mem.Addr, error) {
	a, err := k.Addr("page_offset_base")
	if err != nil {
		return 0xffff888000000000, nil // __PAGE_OFFSET_BASE_L4, 4.20 and later (d52888aa2753)
	}
	v, err := mem.Uint(ctx, r, order, a, 8)
	return mem.Addr(v), err
}
