package kernel

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kbreak/mem"
)

// maxName bounds the name of a section in bytes.
const maxName = 128

// readNames names the sections of the given modules from the kernel's copies of the names. Each
// copy is an allocation of its own (kstrdup), but they come from few pages: they are read in the
// order of their addresses, all that lie in one page together.
func readNames(ctx context.Context, r mem.Reader, mods []*Module, all [][]sectionAttr, which []int) error {
	var ptrs []mem.Addr
	for _, i := range which {
		for _, a := range all[i] {
			if a.name >= kernelHalf {
				ptrs = append(ptrs, a.name)
			}
		}
	}
	slices.Sort(ptrs)
	ptrs = slices.Compact(ptrs)
	names := make(map[mem.Addr]string, len(ptrs))
	for len(ptrs) > 0 {
		page := ptrs[0] &^ (pageSize - 1)
		n := 1
		for n < len(ptrs) && ptrs[n]&^(pageSize-1) == page {
			n++
		}
		if err := readNamesOfPage(ctx, r, ptrs[:n], names); err != nil {
			return err
		}
		ptrs = ptrs[n:]
	}
	for _, i := range which {
		m, missing := mods[i], 0
		m.SectionsFrom = "memory"
		for _, a := range all[i] {
			name := names[a.name]
			if name == "" || a.addr < kernelHalf {
				missing++
				continue
			}
			m.Sections = append(m.Sections, ModuleSection{Name: name, Addr: a.addr})
		}
		if missing > 0 {
			m.Notes = append(m.Notes, fmt.Sprintf("%d of its %d sections have no readable name or no address",
				missing, len(all[i])))
		}
	}
	return nil
}

// readNamesOfPage reads names that begin in one page. 64 bytes behind the last are read with it,
// which is enough for nearly all.
func readNamesOfPage(ctx context.Context, r mem.Reader, ptrs []mem.Addr, names map[mem.Addr]string) error {
	first, last := ptrs[0], ptrs[len(ptrs)-1]
	end := min(last.Add(64), first&^(pageSize-1)+pageSize)
	p := make([]byte, end-first)
	if err := r.ReadMem(ctx, first, p); err != nil {
		if !isFault(err) {
			return err
		}
		return nil // readNames counts them as missing
	}
	for _, a := range ptrs {
		b := p[a-first:]
		if i := slices.Index(b, 0); i >= 0 && i <= maxName {
			names[a] = printable(b[:i])
			continue
		}
		s, err := mem.CString(ctx, r, a, maxName)
		if err == nil {
			names[a] = printable([]byte(s))
		} else if !isFault(err) && !errors.Is(err, mem.ErrTooLong) {
			return err
		}
	}
	return nil
}
