package debugger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kbreak/arch"
	"kbreak/debugger/unwind"
	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/rsp"
)

// The threads of kgdb are tasks, and before them one "shadow" for each CPU that is online: a stop is of
// a task, and a task that no CPU runs is a thread as well. Of such a one the stub knows the stack pointer
// and no PC (kernel/debug/gdbstub.c, gdb_get_regs_helper; arch/x86/kernel/kgdb.c,
// sleeping_thread_to_gdb_regs): what it left on its stack when it was switched out is read instead.

// heldByKGDB is what is known of a stop in kgdb.
type heldByKGDB struct {
	cpu   int // the one in the debugger; -1: the stub is not kgdb
	tasks map[int]*kernel.Task
}

// kgdb tells what the kernel's own debugger has stopped; nil if that is not who answers. A stub that
// answers no qSupported and the kernel's kgdb_active, which names the CPU in the debugger, prove it.
func (s *Session) kgdb(ctx context.Context) (*heldByKGDB, error) {
	if s.stop.kgdb == nil {
		held := &heldByKGDB{cpu: -1, tasks: make(map[int]*kernel.Task)}
		if f := s.client.Features(); !f.Answered && s.kernel != nil {
			if at, err := s.kernel.Addr("kgdb_active"); err == nil {
				v, err := mem.Uint(ctx, s.mem.exact(), s.arch.Order, at, 4)
				if s.linkOnly(err) != nil {
					return nil, err
				}
				if err == nil {
					held.cpu = int(int32(v))
				}
			}
		}
		s.stop.kgdb = held
	}
	if s.stop.kgdb.cpu < 0 {
		return nil, nil
	}
	return s.stop.kgdb, nil
}

// identifyTask is identify for a thread of kgdb.
func (s *Session) identifyTask(ctx context.Context, held *heldByKGDB, t *Thread) error {
	s.stop.known[t] = true
	t.CPU, t.Task = -1, nil
	on := -1
	if cpu, ok := t.id.ShadowCPU(); ok {
		on = cpu
	} else if t == s.stop.at {
		on = held.cpu
	}
	if on < 0 {
		// The CPUs are known by their shadows.
		if err := s.listThreads(ctx); err != nil {
			return s.linkError(err)
		}
		for _, o := range s.threads {
			cpu, ok := o.id.ShadowCPU()
			if !ok {
				continue
			}
			task, err := s.runs(ctx, held, cpu)
			if err != nil {
				return err
			}
			if task != nil && int64(task.PID) == t.id.Thread {
				on = cpu
			}
		}
	}
	if on < 0 {
		return nil // it sleeps
	}
	task, err := s.runs(ctx, held, on)
	if task != nil {
		t.CPU, t.Task = on, &Task{Addr: task.Addr, PID: task.PID, Comm: task.Comm}
	}
	return err
}

// runs is the task that a CPU runs, nil if that cannot be found out.
func (s *Session) runs(ctx context.Context, held *heldByKGDB, cpu int) (*kernel.Task, error) {
	if task, ok := held.tasks[cpu]; ok {
		return task, nil
	}
	if err := s.needPerCPU(ctx); err != nil {
		return nil, s.linkOnly(err)
	}
	task, err := s.percpu.CurrentTask(ctx, s.mem.exact(), cpu)
	if err != nil {
		task = nil
	}
	held.tasks[cpu] = task
	return task, s.linkOnly(err)
}

// threadIDs asks the stub for its threads. kgdb's answer for more CPUs than its buffer has room for would be
// written over what lies behind it: they are counted before.
func (s *Session) threadIDs(ctx context.Context) ([]rsp.ThreadID, error) {
	if f := s.client.Features(); f.Answered || s.kernel == nil {
		return s.client.Threads(ctx)
	}
	if err := s.needPerCPU(ctx); err != nil {
		if s.linkOnly(err) != nil {
			return nil, err
		}
		return s.client.Threads(ctx) // so early in the boot one CPU runs
	}
	if len(s.percpu.Offset) <= rsp.MaxShadows {
		return s.client.Threads(ctx)
	}
	online, err := s.percpu.Online(ctx, s.mem.exact())
	if err != nil {
		return nil, err
	}
	if len(online) <= rsp.MaxShadows {
		return s.client.Threads(ctx)
	}
	var ids []rsp.ThreadID
	for _, cpu := range online {
		ids = append(ids, rsp.Shadow(cpu))
	}
	tasks, err := s.client.Tasks(ctx)
	return append(ids, tasks...), err
}

// innermost gives the registers that the stack of t begins with. returns says that the PC is a return
// address: that of a task which sleeps.
func (s *Session) innermost(ctx context.Context, t *Thread) (regs arch.Registers, returns bool, err error) {
	var held *heldByKGDB
	if t != s.stop.at {
		if held, err = s.kgdb(ctx); err != nil {
			return regs, false, err
		}
	}
	if held == nil {
		regs, err = s.registers(ctx, t)
		return regs, false, err
	}
	if err := s.identify(ctx, t); err != nil {
		return regs, false, err
	}
	if t.CPU < 0 {
		return s.switchedOut(ctx, t)
	}
	if t.CPU == held.cpu && s.stop.at != nil {
		t = s.stop.at // the same CPU by another name
	}
	regs, err = s.registers(ctx, t)
	return regs, false, err
}

// switchedOut reads what a task saved when it was switched out.
func (s *Session) switchedOut(ctx context.Context, t *Thread) (regs arch.Registers, returns bool, err error) {
	saved, err := s.vmlinux.Struct("inactive_task_frame")
	if err != nil {
		return regs, false, fmt.Errorf("where this kernel saves the registers of tasks that sleep: %w", err)
	}
	first, err := saved.Member("r15")
	if err != nil {
		return regs, false, fmt.Errorf("where this kernel saves the registers of tasks that sleep: %w", err)
	}
	raw, err := s.client.Register(ctx, t.id, s.arch.Regs[s.arch.SP].Name)
	if err != nil {
		return regs, false, err
	}
	sp, err := mem.DecodeUint(s.arch.Order, raw)
	if err != nil {
		return regs, false, err
	}
	regs, err = unwind.SwitchedOut(ctx, s.mem.exact(), mem.Addr(sp), int(first.Offset))
	if err != nil {
		return regs, false, err
	}
	// A task that has never run begins at the front of ret_from_fork: no call leads there.
	pc, _ := regs.Addr(s.arch.PC)
	sym, ok := s.space.SymbolAt(pc)
	return regs, !ok || sym.Offset != 0, nil
}

// maySingle is the error where the stub cannot step a thread by itself: kgdb steps the CPU that stopped.
func (s *Session) maySingle(ctx context.Context, t *Thread) error {
	at := s.stop.at
	if at == nil || t == at {
		return nil
	}
	held, err := s.kgdb(ctx)
	if err != nil || held == nil {
		return err
	}
	if cpu, ok := t.id.ShadowCPU(); ok && cpu == held.cpu {
		return nil
	}
	return fmt.Errorf("thread %d is not the one that stopped, and kgdb steps no other: select it with \"thread %d\"", t.Num, at.Num)
}

// CPUs lists the threads that are CPUs: all, unless the stub's threads are tasks. What they run is looked
// for.
func (s *Session) CPUs(ctx context.Context) ([]*Thread, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	if err := s.listThreads(ctx); err != nil {
		return nil, s.linkError(err)
	}
	isTask := func(t *Thread) bool { _, shadow := t.id.ShadowCPU(); return !shadow }
	cpus := slices.DeleteFunc(slices.Clone(s.threads), isTask)
	if len(cpus) == 0 {
		cpus = s.threads
	}
	for _, t := range cpus {
		if err := s.identify(ctx, t); err != nil {
			return cpus, err
		}
	}
	return cpus, nil
}

// needPerCPU reads the table of per-CPU areas, once.
func (s *Session) needPerCPU(ctx context.Context) (err error) {
	if s.percpu == nil {
		if s.kernel == nil {
			return errors.New("no kernel was found in the target: its per-CPU areas are not known")
		}
		s.percpu, err = s.kernel.PerCPU(ctx, s.mem.exact())
	}
	return err
}
