package kernel

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/link"
)

// CPU is what one CPU keeps at hand about itself. A field that this kernel does not have, or has
// too far from the others to be read with them, is 0.
type CPU struct {
	Number  int
	Current mem.Addr // task_struct of the task that runs, or is being entered or left
	// TopOfStack is the end of the current task's kernel stack.
	TopOfStack mem.Addr
	hardirq    mem.Addr // near the end of the interrupt stack
	estacks    mem.Addr // struct cea_exception_stacks
}

// cpuLayout is where the words of a CPU are, as link addresses in the per-CPU section.
type cpuLayout struct {
	current, top, hardirq, estacks link.Addr
	first                          link.Addr // of those that are read together
	size                           int
}

func (k *Kernel) cpuLayout() (*cpuLayout, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.cpu == nil && k.cpuErr == nil {
		k.cpu, k.cpuErr = k.newCPULayout()
	}
	return k.cpu, k.cpuErr
}

// newCPULayout finds the current task: current_task before 6.2 and again from 6.15 on,
// pcpu_hot.current_task between, and the run queue's curr otherwise; and with it the stacks:
// cpu_current_top_of_stack (4.x), hardirq_stack_ptr (5.2) and cea_exception_stacks (5.1).
func (k *Kernel) newCPULayout() (*cpuLayout, error) {
	l := &cpuLayout{}
	var tried []string
	in := func(symbol, tag string, paths ...string) link.Addr {
		a, _, ok := k.im.Symbol(symbol)
		if !ok {
			tried = append(tried, symbol)
			return 0
		}
		if tag == "" {
			return a
		}
		t, err := k.structLocked(tag, "the current task")
		if err != nil {
			tried = append(tried, symbol+" ("+err.Error()+")")
			return 0
		}
		f := optional(t, paths...)
		if !f.known() {
			tried = append(tried, symbol+"."+paths[0])
			return 0
		}
		return a + link.Addr(f.off)
	}
	first := func(find ...func() link.Addr) link.Addr {
		for _, f := range find {
			if a := f(); a != 0 {
				return a
			}
		}
		return 0
	}
	l.current = first(
		func() link.Addr { return in("current_task", "") },
		func() link.Addr { return in("pcpu_hot", "pcpu_hot", "current_task") },
		func() link.Addr { return in("runqueues", "rq", "curr") })
	if l.current == 0 {
		return nil, &LayoutError{Struct: "per-CPU data", Member: "current task", Tried: tried}
	}
	l.top = first(
		func() link.Addr { return in("cpu_current_top_of_stack", "") },
		func() link.Addr { return in("pcpu_hot", "pcpu_hot", "top_of_stack") })
	l.hardirq = first(
		func() link.Addr { return in("hardirq_stack_ptr", "") },
		func() link.Addr { return in("pcpu_hot", "pcpu_hot", "hardirq_stack_ptr") },
		func() link.Addr { return in("irq_stack_ptr", "") })
	l.estacks = first(func() link.Addr { return in("cea_exception_stacks", "") })

	// One read takes all that lie in the page of the current task.
	page := l.current &^ (pageSize - 1)
	words := []link.Addr{l.current}
	for _, a := range []*link.Addr{&l.top, &l.hardirq, &l.estacks} {
		if *a != 0 && *a&^(pageSize-1) == page && *a%pageSize <= pageSize-8 {
			words = append(words, *a)
		}
	}
	l.first = slices.Min(words)
	l.size = int(slices.Max(words)-l.first) + 8
	return l, nil
}

// CPU reads what a CPU says about itself: one read.
func (c *PerCPU) CPU(ctx context.Context, r mem.Reader, cpu int) (*CPU, error) {
	l, err := c.k.cpuLayout()
	if err != nil {
		return nil, err
	}
	if err := c.check(cpu); err != nil {
		return nil, err
	}
	start, size := l.first, l.size
	if mem.Frugal(r) {
		start, size = l.current, 8 // who wants the stacks reads where they are
	}
	p, err := mem.Bytes(ctx, r, c.runtime(cpu, start), size)
	if err != nil {
		return nil, fmt.Errorf("read the current task of CPU %d: %w", cpu, err)
	}
	word := func(a link.Addr) mem.Addr {
		off := int64(a) - int64(start)
		if a == 0 || off < 0 || off+8 > int64(len(p)) {
			return 0
		}
		return mem.Addr(order.Uint64(p[off:]))
	}
	return &CPU{
		Number: cpu, Current: word(l.current), TopOfStack: word(l.top),
		hardirq: word(l.hardirq), estacks: word(l.estacks),
	}, nil
}

// runtime is the address of a per-CPU link address on one CPU, which must exist.
func (c *PerCPU) runtime(cpu int, linked link.Addr) mem.Addr {
	a := mem.Addr(linked)
	if !c.zero || !c.k.zeroBasedPerCPU(linked) {
		a = a.Add(c.k.bias)
	}
	return a + c.Offset[cpu]
}

// Stack is one of the kernel stacks of a CPU.
type Stack struct {
	Name string // "task", "IRQ", "DF", "NMI", "DB", "MCE", "VC", "entry"...
	mem.Span
}

// Stacks gives the kernel stacks of a CPU as far as they are known. It reads only what CPU could not
// read along, which is nothing on most kernels. task may be nil; it is used where the CPU does not
// say where its current task's stack ends.
func (c *PerCPU) Stacks(ctx context.Context, r mem.Reader, cpu *CPU, task *Task) ([]Stack, error) {
	if err := c.check(cpu.Number); err != nil {
		return nil, err
	}
	l, err := c.k.cpuLayout()
	if err != nil {
		return nil, err
	}
	hardirq, estacks := cpu.hardirq, cpu.estacks
	for _, w := range []struct {
		at  link.Addr
		val *mem.Addr
	}{{l.hardirq, &hardirq}, {l.estacks, &estacks}} {
		if w.at != 0 && *w.val == 0 {
			v, err := readAddr(ctx, r, c.runtime(cpu.Number, w.at))
			if err != nil && !isFault(err) {
				return nil, err
			}
			*w.val = v
		}
	}
	size := c.k.ThreadSize()
	var out []Stack
	add := func(name string, start mem.Addr, n int64) {
		if start >= kernelHalf && n > 0 && start.Add(n) > start {
			out = append(out, Stack{name, mem.Span{Start: start, End: start.Add(n)}})
		}
	}
	switch {
	case task != nil && task.Stack != 0:
		add("task", task.Stack, size)
	case cpu.TopOfStack >= kernelHalf:
		// Up to 16 bytes are left free at the end of the stack (TOP_OF_KERNEL_STACK_PADDING).
		add("task", pageUp(cpu.TopOfStack).Add(-size), size)
	}
	if hardirq >= kernelHalf {
		// The pointer is the end or the last word (5.12) of the stack, which is IRQ_STACK_SIZE long.
		n := size
		if t, err := c.k.structType("irq_stack"); err == nil {
			n = t.Size
		}
		add("IRQ", pageUp(hardirq).Add(-n), n)
	}
	if estacks >= kernelHalf {
		c.k.exceptionStacks(estacks, add)
	}
	return out, nil
}

func pageUp(a mem.Addr) mem.Addr { return (a + pageSize - 1) &^ (pageSize - 1) }

// exceptionStacks adds the stacks of the interrupt stack table, which lie with guard pages between
// them in the CPU entry area (5.1, commit 019b17b3ffe4), and the entry stack before them.
func (k *Kernel) exceptionStacks(at mem.Addr, add func(string, mem.Addr, int64)) {
	t, err := k.structType("cea_exception_stacks")
	if err != nil {
		return
	}
	for _, name := range []string{"DF", "NMI", "DB", "MCE", "VC", "VC2"} {
		if f := optional(t, name+"_stack"); f.size >= pageSize {
			add(name, at.Add(f.off), f.size)
		}
	}
	if area, err := k.structType("cpu_entry_area"); err == nil {
		stacks, entry := optional(area, "estacks"), optional(area, "entry_stack_page")
		if stacks.known() && entry.known() {
			add("entry", at.Add(entry.off-stacks.off), entry.size)
		}
	}
}

// ThreadSize is THREAD_SIZE, the size of a task's kernel stack in bytes. It is taken from the place
// of init's: init_stack in 4.16 and later, else what all kernels of the last ten years have.
func (k *Kernel) ThreadSize() int64 {
	const usual = 16 << 10
	for _, s := range [][2]string{
		{"__start_init_stack", "__end_init_stack"}, // 6.10
		{"__start_init_task", "__end_init_task"},   // 4.16
	} {
		a, _, ok1 := k.im.Symbol(s[0])
		b, _, ok2 := k.im.Symbol(s[1])
		if n := int64(b - a); ok1 && ok2 && n >= pageSize && n <= 256<<10 && n&(n-1) == 0 {
			return n
		}
	}
	return usual
}

// errUnknownCPU is no fault of the target: a stub need not show the segment bases.
var errUnknownCPU = errors.New("the stub does not show the segment bases, and the stack pointer is in no known " +
	"stack: the Linux CPU number is not known")

// Find tells the Linux CPU number of a vCPU like Of, and where the segment bases do not tell it, by
// the stack that the stack pointer is in; that takes a read for each CPU and works in the kernel
// only.
func (c *PerCPU) Find(ctx context.Context, r mem.Reader, regs *arch.Registers) (int, error) {
	if cpu, ok := c.Of(regs); ok {
		return cpu, nil
	}
	if len(c.Offset) == 1 {
		return 0, nil
	}
	sp, ok := regs.Addr(arch.RSP)
	if !ok || userMode(regs) || sp < kernelHalf {
		return -1, errUnknownCPU
	}
	for i := range c.Offset {
		if c.check(i) != nil {
			continue
		}
		cpu, err := c.CPU(ctx, r, i)
		if err != nil {
			if !isFault(err) {
				return -1, err
			}
			continue
		}
		stacks, err := c.Stacks(ctx, r, cpu, nil)
		if err != nil {
			return -1, err
		}
		if slices.ContainsFunc(stacks, func(s Stack) bool { return s.Contains(sp) }) {
			return i, nil
		}
	}
	return -1, errUnknownCPU
}
