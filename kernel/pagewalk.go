package kernel

import (
	"context"
	"encoding/binary"
	"fmt"
	"sync"

	"kbreak/mem"
)

// Bits of CR3, CR4 and page-table entries (Intel SDM volume 3, 4.5 and 4.6; AMD APM volume 2, 7.10).
const (
	pagePresent = 1 << 0
	pageLarge   = 1 << 7
	cr4LA57     = 1 << 12

	pageBits = 12
	pageSize = 1 << pageBits

	addrMask = 1<<52 - 1<<pageBits // physical address in an entry and in CR3

	// userTableBit tells the user half of a pair of top-level tables from the kernel's
	// (PTI_PGTABLE_SWITCH_BIT in arch/x86/mm/pti.c; both halves lie in one 8 KiB block).
	userTableBit = 1 << 12

	// The memory encryption bit of AMD SME and SEV is one of these (sme_me_mask; 47 or 51 on all
	// processors made). No machine has RAM up there, so one that is set in CR3 is that bit.
	encryptionBits = 0x1f << 47
)

// PageWalker reads virtual memory by walking page tables in physical memory. It keeps the table
// entries that it has seen, so it belongs to one stop. It is safe for concurrent use.
type PageWalker struct {
	phys   mem.PhysReader
	root   mem.PhysAddr
	levels int    // 4 or 5
	mask   uint64 // physical address bits of an entry

	mu     sync.Mutex
	blocks map[mem.PhysAddr]*[blockSize]byte
}

// A table is 4096 bytes. 512 are read at once: 64 entries, which is 256 KiB of small pages or
// 128 MiB of large ones, so that a stack or a structure rarely needs a second block per level.
const (
	blockSize = 512
	maxBlocks = 1024
)

// NewPageWalker returns a walker over the tables that cr3 points to; with page-table isolation, a
// cr3 of user mode leads to the user's tables. cr4 tells 4 from 5 levels.
func NewPageWalker(phys mem.PhysReader, cr3, cr4 uint64) *PageWalker {
	w := &PageWalker{
		phys: phys, levels: 4, mask: addrMask &^ (cr3 & encryptionBits),
		blocks: make(map[mem.PhysAddr]*[blockSize]byte),
	}
	if cr4&cr4LA57 != 0 {
		w.levels = 5
	}
	w.root = mem.PhysAddr(cr3 & w.mask)
	return w
}

// kernelTables returns a walker over the kernel's half of the pair that cr3 belongs to. It is
// meaningful only if page-table isolation is on, or bit 12 of cr3 is clear anyway.
func kernelTables(phys mem.PhysReader, cr3, cr4 uint64) *PageWalker {
	return NewPageWalker(phys, cr3&^userTableBit, cr4)
}

// cpuEntryArea is mapped in every set of tables since 4.15; with page-table isolation the user's
// tables share the kernel's entry for it (pti_clone_user_shared in arch/x86/mm/pti.c).
const cpuEntryArea mem.Addr = 0xfffffe0000000000

// isolatedTables returns a walker over the kernel's tables if cr3, in which userTableBit is set, is
// really the user half of a pair. Without isolation a top-level table may have any page address,
// and the page before it is somebody's data. The walker is nil if it is not.
func isolatedTables(ctx context.Context, phys mem.PhysReader, cr3, cr4 uint64) (*PageWalker, error) {
	user, kern := NewPageWalker(phys, cr3, cr4), kernelTables(phys, cr3, cr4)
	ue, err := user.sharedEntry(ctx)
	if err != nil {
		return nil, err
	}
	ke, err := kern.sharedEntry(ctx)
	if err != nil {
		return nil, err
	}
	// Accessed and dirty bits belong to each entry alone.
	if ke&pagePresent == 0 || (ue^ke)&addrMask != 0 {
		return nil, nil
	}
	return kern, nil
}

// sharedEntry is the entry of the fourth-level table for the CPU entry area, 0 if there is none.
func (w *PageWalker) sharedEntry(ctx context.Context) (uint64, error) {
	table := w.root
	if w.levels == 5 {
		e, err := w.entry(ctx, table, index(cpuEntryArea, 5))
		if err != nil || e&pagePresent == 0 {
			return 0, err
		}
		table = mem.PhysAddr(e & w.mask)
	}
	return w.entry(ctx, table, index(cpuEntryArea, 4))
}

// shift is how many address bits lie below the index of a level (1 is the last).
func shift(level int) int { return pageBits + 9*(level-1) }

func index(a mem.Addr, level int) int { return int(uint64(a)>>shift(level)) & 511 }

// entry reads one table entry.
func (w *PageWalker) entry(ctx context.Context, table mem.PhysAddr, i int) (uint64, error) {
	at := table + mem.PhysAddr(i*8)
	base := at &^ (blockSize - 1)
	w.mu.Lock()
	b := w.blocks[base]
	w.mu.Unlock()
	if b == nil {
		b = new([blockSize]byte)
		if err := w.phys.ReadPhys(ctx, base, b[:]); err != nil {
			return 0, err
		}
		w.mu.Lock()
		if len(w.blocks) >= maxBlocks {
			clear(w.blocks)
		}
		w.blocks[base] = b
		w.mu.Unlock()
	}
	return binary.LittleEndian.Uint64(b[at-base:]), nil
}

// Translate finds the physical address of a virtual one, and the number of bytes from there to the
// end of the page (of 4 KiB, 2 MiB or 1 GiB). The error is a *[mem.Fault] at a if nothing is mapped
// there or if a table cannot be read.
func (w *PageWalker) Translate(ctx context.Context, a mem.Addr) (mem.PhysAddr, int64, error) {
	if !w.canonical(a) {
		return 0, 0, &mem.Fault{Addr: a, Err: fmt.Errorf("not a canonical address with %d-level paging", w.levels)}
	}
	table := w.root
	for level := w.levels; ; level-- {
		e, err := w.entry(ctx, table, index(a, level))
		if err != nil {
			return 0, 0, w.fault(ctx, a, level, err)
		}
		if e&pagePresent == 0 {
			return 0, 0, &mem.Fault{Addr: a, Err: fmt.Errorf("not mapped in the kernel's page tables (level %d)", level)}
		}
		if level == 1 || (level <= 3 && e&pageLarge != 0) {
			size := int64(1) << shift(level)
			in := int64(a) & (size - 1)
			base := mem.PhysAddr(e&w.mask) &^ mem.PhysAddr(size-1) // bit 12 of a large entry is PAT
			return base + mem.PhysAddr(in), size - in, nil
		}
		table = mem.PhysAddr(e & w.mask)
	}
}

// fault makes an unreadable table a fault of the virtual address; a lost link stays what it is.
func (w *PageWalker) fault(ctx context.Context, a mem.Addr, level int, err error) error {
	if !isFault(err) || ctx.Err() != nil {
		return err
	}
	return &mem.Fault{Addr: a, Err: fmt.Errorf("level %d page table: %w", level, err)}
}

func (w *PageWalker) canonical(a mem.Addr) bool {
	top := int64(a) >> (shift(w.levels+1) - 1)
	return top == 0 || top == -1
}

// ReadMem implements [mem.Reader]. Pages that follow each other physically are read as one.
func (w *PageWalker) ReadMem(ctx context.Context, a mem.Addr, p []byte) error {
	for done := 0; done < len(p); {
		start, n, err := w.Translate(ctx, a.Add(int64(done)))
		if err != nil {
			return faultAfter(err, done)
		}
		for done+int(min(n, int64(len(p)))) < len(p) {
			next, more, err := w.Translate(ctx, a.Add(int64(done)+n))
			if err != nil || next != start+mem.PhysAddr(n) {
				break // the next round says what is wrong with it
			}
			n += more
		}
		size := int(min(n, int64(len(p)-done)))
		if err := w.phys.ReadPhys(ctx, start, p[done:done+size]); err != nil {
			if !isFault(err) {
				return err
			}
			return &mem.Fault{Addr: a.Add(int64(done)), Got: done, Err: fmt.Errorf("physical memory: %w", err)}
		}
		done += size
	}
	return nil
}

// kernelImage is the 1 GiB of addresses that the kernel image is placed in (__START_KERNEL_map).
const kernelImage mem.Addr = 0xffffffff80000000

// firstMapped finds the lowest mapped address of the 1 GiB in which the kernel image lies.
func (w *PageWalker) firstMapped(ctx context.Context) (mem.Addr, error) {
	table := w.root
	for level := w.levels; level >= 3; level-- {
		e, err := w.entry(ctx, table, index(kernelImage, level))
		if err != nil {
			return 0, w.fault(ctx, kernelImage, level, err)
		}
		if e&pagePresent == 0 {
			return 0, &mem.Fault{Addr: kernelImage, Err: fmt.Errorf("not mapped (level %d)", level)}
		}
		if level == 3 && e&pageLarge != 0 {
			return kernelImage, nil
		}
		table = mem.PhysAddr(e & w.mask)
	}
	for i := range 512 {
		e, err := w.entry(ctx, table, i)
		if err != nil {
			return 0, w.fault(ctx, kernelImage, 2, err)
		}
		at := kernelImage.Add(int64(i) << shift(2))
		if e&pagePresent == 0 {
			continue
		}
		if e&pageLarge != 0 {
			return at, nil
		}
		for j := range 512 {
			pte, err := w.entry(ctx, mem.PhysAddr(e&w.mask), j)
			if err != nil {
				return 0, w.fault(ctx, at, 1, err)
			}
			if pte&pagePresent != 0 {
				return at.Add(int64(j) << pageBits), nil
			}
		}
	}
	return 0, &mem.Fault{Addr: kernelImage, Err: fmt.Errorf("nothing is mapped in the kernel image range")}
}
