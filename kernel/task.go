package kernel

import (
	"context"
	"fmt"

	"kbreak/mem"
)

// Task is what identifies a task_struct.
type Task struct {
	Addr mem.Addr
	PID  int    // of the thread, in the initial namespace
	TGID int    // of the process: what user space calls its PID
	Comm string // at most 15 characters, made printable
	// Stack is the lowest address of its kernel stack, 0 until [Kernel.TaskStack] has read it.
	Stack mem.Addr
	// State is the raw state word, 0 (running) until TaskStack has read it.
	State uint64
}

// taskLayout is where the members of struct task_struct are.
type taskLayout struct {
	pid, tgid, comm field
	off, size       int64

	stack, state         field
	stackOff, stackBytes int64
}

func (k *Kernel) taskLayout() (*taskLayout, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.task == nil && k.taskErr == nil {
		k.task, k.taskErr = k.newTaskLayout()
	}
	return k.task, k.taskErr
}

func (k *Kernel) newTaskLayout() (*taskLayout, error) {
	t, err := k.structLocked("task_struct", "tasks")
	if err != nil {
		return nil, err
	}
	l := &taskLayout{}
	for _, need := range []struct {
		f     *field
		what  string
		paths []string
	}{
		{&l.pid, "pid", []string{"pid"}},
		{&l.tgid, "tgid", []string{"tgid"}},
		{&l.comm, "comm", []string{"comm"}},
		{&l.stack, "stack", []string{"stack"}},
		{&l.state, "state", []string{"__state", "state"}}, // 5.14, commit 2f064a59a11f
	} {
		if *need.f, _, err = member(t, need.what, need.paths...); err != nil {
			return nil, err
		}
	}
	l.off, l.size = span(l.pid, l.tgid, l.comm)
	l.stackOff, l.stackBytes = span(l.stack, l.state)
	return l, nil
}

// Task reads who a task is: one read, some 600 bytes long, or where bytes cost time two short ones.
func (k *Kernel) Task(ctx context.Context, r mem.Reader, at mem.Addr) (*Task, error) {
	l, err := k.taskLayout()
	if err != nil {
		return nil, err
	}
	if bad := badNode(at); bad != "" {
		return nil, fmt.Errorf("task %v %s", at, bad)
	}
	off, size := l.off, l.size
	if mem.Frugal(r) {
		off, size = span(l.pid, l.tgid)
	}
	ids, err := readTask(ctx, r, at, off, size)
	name := ids
	if err == nil && mem.Frugal(r) {
		name, err = readTask(ctx, r, at, l.comm.off, l.comm.size)
	}
	if err != nil {
		return nil, err
	}
	return &Task{
		Addr: at,
		PID:  int(int32(ids.uint(l.pid))),
		TGID: int(int32(ids.uint(l.tgid))),
		Comm: printable(name.bytes(l.comm)),
	}, nil
}

// readTask reads a part of a task_struct.
func readTask(ctx context.Context, r mem.Reader, at mem.Addr, off, size int64) (window, error) {
	p, err := mem.Bytes(ctx, r, at.Add(off), int(size))
	if err != nil {
		return window{}, fmt.Errorf("read task %v: %w", at, err)
	}
	return window{off, p}, nil
}

// TaskStack reads where the stack of a task is, and its state: one read.
func (k *Kernel) TaskStack(ctx context.Context, r mem.Reader, t *Task) error {
	l, err := k.taskLayout()
	if err != nil {
		return err
	}
	w, err := readTask(ctx, r, t.Addr, l.stackOff, l.stackBytes)
	if err != nil {
		return err
	}
	t.Stack, t.State = mem.Addr(w.uint(l.stack)), w.uint(l.state)
	return nil
}

// CurrentTask reads which task a CPU runs: two reads, of which the first is that of [PerCPU.CPU].
func (c *PerCPU) CurrentTask(ctx context.Context, r mem.Reader, cpu int) (*Task, error) {
	p, err := c.CPU(ctx, r, cpu)
	if err != nil {
		return nil, err
	}
	return c.k.Task(ctx, r, p.Current)
}
