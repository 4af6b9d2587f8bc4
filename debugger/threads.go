package debugger

import (
	"context"
	"errors"
	"fmt"
	"net"

	"kbreak/rsp"
)

// errClosed is what closing a closed client gives.
var errClosed = net.ErrClosed

// thread finds or makes the Thread of a stub's id. Numbers are given in the order in which ids are
// first seen and stay for the life of the target, as in gdb.
func (s *Session) thread(id rsp.ThreadID) *Thread {
	for _, t := range s.threads {
		if t.id == id {
			return t
		}
	}
	t := &Thread{Num: len(s.threads) + 1, ID: id.String(), CPU: -1, id: id}
	s.threads = append(s.threads, t)
	return t
}

// listThreads asks the stub for its threads, once a stop.
func (s *Session) listThreads(ctx context.Context) error {
	if s.stop.listed {
		return nil
	}
	ids, err := s.client.Threads(ctx)
	if err != nil {
		return fmt.Errorf("list threads: %w", err)
	}
	old := s.threads
	s.threads = nil
	for _, id := range ids {
		t := &Thread{CPU: -1, ID: id.String(), id: id}
		for _, o := range old {
			if o.id == id {
				t = o
			}
		}
		t.Num = len(s.threads) + 1
		s.threads = append(s.threads, t)
	}
	s.stop.listed = true
	if s.stop.selected != nil || len(s.threads) == 0 {
		return nil
	}
	// The stop reply named no thread, as kgdb's does not to its first client.
	at := s.threads[0]
	if len(s.threads) > 1 {
		id, err := s.client.CurrentThread(ctx)
		if err != nil {
			return err
		}
		for _, t := range s.threads {
			if t.id == id {
				at = t
			}
		}
	}
	s.stop.at, s.stop.selected = at, at
	return nil
}

// Threads lists the stub's threads with the CPU and the task of each.
func (s *Session) Threads(ctx context.Context) ([]*Thread, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	if err := s.listThreads(ctx); err != nil {
		return nil, s.linkError(err)
	}
	for _, t := range s.threads {
		if err := s.identify(ctx, t); err != nil {
			return s.threads, err
		}
	}
	return s.threads, nil
}

// Describe asks the stub what it says about a thread, for Thread.Info. A stub that says nothing is
// none the worse.
func (s *Session) Describe(ctx context.Context, t *Thread) error {
	if err := s.needStopped(); err != nil {
		return err
	}
	info, err := s.client.ThreadExtra(ctx, t.id)
	t.Info = info
	return s.linkOnly(err)
}

// Thread is the selected thread, nil without a stopped target.
func (s *Session) Thread() *Thread {
	if s.stop == nil {
		return nil
	}
	return s.stop.selected
}

// SelectThread makes the thread with a number the one that commands look at.
func (s *Session) SelectThread(ctx context.Context, num int) (*Thread, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	if err := s.listThreads(ctx); err != nil {
		return nil, s.linkError(err)
	}
	for _, t := range s.threads {
		if t.Num == num {
			s.stop.selected, s.stop.frame = t, 0
			return t, s.identify(ctx, t)
		}
	}
	return nil, fmt.Errorf("unknown thread %d: there are threads 1 to %d", num, len(s.threads))
}

// identify finds out which Linux CPU a thread is and which task it runs. What cannot be found out
// stays unknown; the error is one of the link.
func (s *Session) identify(ctx context.Context, t *Thread) error {
	if s.kernel == nil || s.stop.known[t] {
		return nil
	}
	regs, err := s.registers(ctx, t)
	if err != nil {
		return s.linkError(err)
	}
	s.stop.known[t] = true
	t.CPU, t.Task = -1, nil
	if s.percpu == nil {
		if s.percpu, err = s.kernel.PerCPU(ctx, s.mem.kernel); err != nil {
			return s.linkOnly(err)
		}
	}
	cpu, err := s.percpu.Find(ctx, s.mem.kernel, &regs)
	if err != nil {
		return s.linkOnly(err)
	}
	t.CPU = cpu
	task, err := s.percpu.CurrentTask(ctx, s.mem.kernel, cpu)
	if err != nil {
		return s.linkOnly(err)
	}
	t.Task = &Task{Addr: task.Addr, PID: task.PID, Comm: task.Comm}
	return nil
}

// linkOnly passes on an error that ends the conversation and drops one that is about what was read:
// the caller shows what it has.
func (s *Session) linkOnly(err error) error {
	if err = s.linkError(err); s.state == Lost || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
