package kernel

import (
	"bytes"
	"errors"
	"slices"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/link"
)

// byIDT reads gate 0 of the read-only IDT that every kernel since 4.15 keeps at a fixed address, in
// user mode and under page-table isolation as well (CPU_ENTRY_AREA_RO_IDT).
func (l *locator) byIDT() ([]int64, error) { return l.gate(cpuEntryArea) }

// byIDTR does the same where the CPU says its IDT is: before 4.15 and with an IDT of its own.
func (l *locator) byIDTR() ([]int64, error) {
	if l.m.IDTR == nil {
		return nil, errNotHere
	}
	base, err := l.m.IDTR(l.ctx)
	if err != nil {
		if l.ctx.Err() != nil {
			return nil, err
		}
		return nil, known("%v", err) // a monitor without the command: other ways are left
	}
	if base == 0 {
		return nil, known("the IDT register is 0: the CPU delivers events by FRED, or is in early boot")
	}
	if base == cpuEntryArea {
		return nil, errNotHere // byIDT read that one
	}
	return l.gate(base)
}

// divideError is the handler of vector 0: since 5.8, and before.
var divideError = []string{"asm_exc_divide_error", "divide_error"}

func (l *locator) gate(base mem.Addr) ([]int64, error) {
	linked, ok := l.symbol(divideError...)
	if !ok {
		return nil, known("%s has no symbol %s", l.im.Name(), divideError[0])
	}
	handler, err := readGate(l.ctx, l.view, base)
	if err != nil {
		return nil, err
	}
	l.found = handler
	bias, ok := candidate(handler, linked)
	if !ok {
		return nil, known("the handler of vector 0 is at %v, not at %v plus a multiple of 2 MiB", handler, linked)
	}
	return []int64{bias}, nil
}

func (l *locator) symbol(names ...string) (link.Addr, bool) {
	for _, n := range names {
		if a, _, ok := l.im.Symbol(n); ok {
			return a, true
		}
	}
	return 0, false
}

// byKGDB uses that a target that entered kgdb by itself (sysrq-g, kgdbwait, panic) stands behind
// the breakpoint instruction in kgdb_breakpoint. It reads no memory.
func (l *locator) byKGDB() ([]int64, error) {
	fn, size, ok := l.im.Symbol("kgdb_breakpoint")
	if !ok {
		return nil, errNotHere
	}
	pc, err := l.pc()
	if err != nil {
		return nil, err
	}
	code := make([]byte, min(max(size, 64), 256))
	if l.im.ReadStatic(fn, code) != nil {
		return nil, errNotHere
	}
	var out []int64
	for i, c := range code {
		if c != arch.AMD64.Trap[0] {
			continue
		}
		// The PC is behind the trap; stubs that step back to it give its own address.
		for _, at := range []link.Addr{fn + link.Addr(i) + 1, fn + link.Addr(i)} {
			if bias, ok := candidate(pc, at); ok {
				out = append(out, bias)
			}
		}
	}
	if out == nil {
		return nil, errNotHere
	}
	return out, nil
}

// byLSTAR uses the entry point of system calls, which is entry_SYSCALL_64 but for the trampolines
// of kernels 4.15 to 4.19 under page-table isolation.
func (l *locator) byLSTAR() ([]int64, error) {
	if l.m.LSTAR == nil {
		return nil, errNotHere
	}
	at, err := l.m.LSTAR(l.ctx)
	if err != nil {
		if l.ctx.Err() != nil {
			return nil, err
		}
		return nil, known("%v", err)
	}
	linked, ok := l.symbol("entry_SYSCALL_64")
	if !ok {
		return nil, known("%s has no symbol entry_SYSCALL_64", l.im.Name())
	}
	bias, ok := candidate(at, linked)
	if !ok {
		return nil, known("the system call entry is at %v, not at %v plus a multiple of 2 MiB", at, linked)
	}
	return []int64{bias}, nil
}

func (l *locator) pc() (mem.Addr, error) {
	if l.m.Regs == nil {
		return 0, errNotHere
	}
	regs, err := l.m.Regs(l.ctx)
	if err != nil {
		return 0, err
	}
	pc, ok := kernelPC(&regs)
	if !ok {
		return 0, known("the PC is not in the kernel image")
	}
	l.found = pc
	return pc, nil
}

// byPC compares the code at the PC with the code at every link address that the PC can have. The
// kernel patches its code, so the bytes are similar rather than equal; the candidates are sorted by
// similarity and each is verified.
func (l *locator) byPC() ([]int64, error) {
	text := l.facts.text
	if text.Start == 0 {
		return nil, known("%s does not say where its text is", l.im.Name())
	}
	pc, err := l.pc()
	if err != nil {
		return nil, err
	}
	// 64 bytes on each side, but within the page of the PC: the next one may be unreadable.
	start := max(pc.Add(-64), pc&^(pageSize-1))
	end := min(pc.Add(64), pc&^(pageSize-1)+pageSize)
	live := make([]byte, end-start)
	if err := l.view.ReadMem(l.ctx, start, live); err != nil {
		return nil, err
	}
	type scored struct {
		bias  int64
		score int
	}
	var all []scored
	file := make([]byte, len(live))
	first := text.Start + (link.Addr(pc)-text.Start)&(hugePage-1)
	for x := first; text.Contains(x); x += hugePage {
		bias, ok := candidate(pc, x)
		if !ok {
			continue
		}
		s := scored{bias: bias}
		if l.im.ReadStatic(link.Addr(start.Add(-bias)), file) == nil {
			for i, b := range live {
				if b == file[i] {
					s.score++
				}
			}
		}
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b scored) int { return b.score - a.score })
	var out []int64
	for _, s := range all {
		out = append(out, s.bias)
	}
	return out, nil
}

// byTables takes the first address that is mapped in the range of the kernel image: the kernel
// unmaps what is below its _text (cleanup_highmap in arch/x86/mm/init_64.c).
func (l *locator) byTables() ([]int64, error) {
	if l.m.Phys == nil || l.m.Regs == nil {
		return nil, errNotHere
	}
	regs, err := l.m.Regs(l.ctx)
	if err != nil {
		return nil, err
	}
	cr3, ok := regs.Get(arch.CR3)
	if !ok {
		return nil, known("the stub does not show CR3")
	}
	cr4, _ := regs.Get(arch.CR4)
	w := NewPageWalker(l.m.Phys, cr3, cr4)
	if cr3&userTableBit != 0 {
		// From the user's tables the first mapped address would be that of the entry code.
		kern, err := isolatedTables(l.ctx, l.m.Phys, cr3, cr4)
		if errors.Is(err, errors.ErrUnsupported) {
			return nil, errNotHere
		}
		if err != nil {
			return nil, err
		}
		if kern != nil {
			w = kern
		}
	}
	at, err := w.firstMapped(l.ctx)
	if errors.Is(err, errors.ErrUnsupported) {
		return nil, errNotHere
	}
	if err != nil {
		return nil, err
	}
	bias, ok := candidate(at, l.facts.base)
	if !ok {
		return nil, known("the kernel image begins at %v, not at %v plus a multiple of 2 MiB", at, l.facts.base)
	}
	return []int64{bias}, nil
}

// byScan looks for the banner at every place that KASLR can have put it: up to 512 small reads, of
// which most are refused at once.
func (l *locator) byScan() ([]int64, error) {
	var out []int64
	p := make([]byte, len(bannerPrefix))
	for bias := int64(0); bias < 1<<30; bias += hugePage {
		at := mem.Addr(l.facts.bannerAt).Add(bias)
		if at < kernelImage {
			break // wrapped
		}
		if err := l.view.ReadMem(l.ctx, at, p); err != nil {
			if !isFault(err) {
				return nil, err
			}
			continue
		}
		if bytes.Equal(p, []byte(bannerPrefix)) {
			out = append(out, bias)
			break
		}
	}
	if out == nil {
		return nil, known("no banner at any of the 512 places")
	}
	return out, nil
}
