package kernel

import (
	"context"
	"errors"
	"sync"

	"kbreak/arch"
	"kbreak/mem"
)

// Machine is one stopped CPU of the target, as far as the stub shows it. Only Virt is required;
// the functions are called when their answer is needed, and not before.
type Machine struct {
	Virt mem.Reader // virtual memory, through the page tables of this CPU
	// Phys is physical memory, nil if the stub has no way to read it. Where that comes out only
	// when it is tried, its error wraps [errors.ErrUnsupported].
	Phys mem.PhysReader

	Regs  func(context.Context) (arch.Registers, error)
	IDTR  func(context.Context) (mem.Addr, error) // base of the interrupt descriptor table
	LSTAR func(context.Context) (mem.Addr, error) // MSR_LSTAR, the 64-bit system call entry
}

// ErrUserTables is the cause of a fault on kernel memory while the CPU runs on the page tables that
// page-table isolation gives to user mode, with no way around them.
var ErrUserTables = errors.New("the CPU is on its user-mode page tables (page-table isolation) and the stub reads " +
	"no physical memory: select a CPU that is in the kernel, or continue to a hardware breakpoint at " +
	"entry_SYSCALL_64_after_hwframe")

// View reads memory as the kernel sees it. User mode under page-table isolation has page tables in
// which nearly all of the kernel is missing; when a read of kernel memory faults on such tables, a
// View walks the kernel's own tables through physical memory instead, for that read and for all
// later ones.
//
// A View belongs to one stop of one CPU. It is safe for concurrent use.
type View struct {
	m Machine

	mu     sync.Mutex
	asked  bool
	walker *PageWalker
	why    error // why there is no walker though one is needed
}

// NewView returns a view of m's memory.
func NewView(m Machine) *View { return &View{m: m} }

// Walking reports whether kernel memory is read through page tables and physical memory.
func (v *View) Walking() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.walker != nil
}

// kernelHalf begins the addresses that belong to the kernel, in 4- and 5-level paging.
const kernelHalf mem.Addr = 1 << 63

// ReadMem implements [mem.Reader].
func (v *View) ReadMem(ctx context.Context, a mem.Addr, p []byte) error {
	if a < kernelHalf {
		return v.m.Virt.ReadMem(ctx, a, p)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.walker != nil {
		return v.walker.ReadMem(ctx, a, p)
	}
	err := v.m.Virt.ReadMem(ctx, a, p)
	var fault *mem.Fault
	if !errors.As(err, &fault) {
		return err
	}
	if !v.asked {
		if err := v.ask(ctx); err != nil {
			return err
		}
	}
	if v.why != nil {
		return &mem.Fault{Addr: fault.Addr, Got: fault.Got, Err: v.why}
	}
	if v.walker == nil {
		return err
	}
	return v.walker.ReadMem(ctx, a, p)
}

// ask finds out whether this CPU is on user tables. Only an error that is no answer is returned.
func (v *View) ask(ctx context.Context) error {
	if v.m.Regs == nil {
		v.asked = true
		return nil
	}
	regs, err := v.m.Regs(ctx)
	if err != nil {
		return err
	}
	v.asked = true
	cr3, ok := regs.Get(arch.CR3)
	if !ok {
		// Without CR3 only the privilege level hints at it.
		if userMode(&regs) {
			v.why = ErrUserTables
		}
		return nil
	}
	if cr3&userTableBit == 0 {
		return nil
	}
	if v.m.Phys == nil {
		v.why = ErrUserTables
		return nil
	}
	cr4, _ := regs.Get(arch.CR4)
	w, err := isolatedTables(ctx, v.m.Phys, cr3, cr4)
	if errors.Is(err, errors.ErrUnsupported) {
		v.why = ErrUserTables
		return nil
	}
	if err != nil && !isFault(err) {
		v.asked = false
		return err
	}
	v.walker = w // nil: bit 12 is just part of an ordinary table's address
	return nil
}

// userMode reports whether the CPU is known to run at privilege level 3.
func userMode(r *arch.Registers) bool {
	cs, ok := r.Get(arch.CS)
	return ok && cs&3 == 3
}
