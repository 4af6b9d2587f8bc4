package debugger

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"

	"kbreak/rsp"
)

// errClosed is what closing a closed client gives.
var errClosed = net.ErrClosed

// thread finds or makes the Thread of a stub's id. Numbers are given in the order in which threads are
// first seen and stay for the life of the target, as in gdb; see also [Session.numberAnew].
func (s *Session) thread(id rsp.ThreadID) *Thread {
	for _, t := range s.threads {
		if t.id == id {
			return t
		}
	}
	t := &Thread{ID: id.String(), CPU: -1, id: id}
	s.number(t)
	s.threads = append(s.threads, t)
	return t
}

// number gives a new thread its number.
func (s *Session) number(t *Thread) {
	if t.Num == 0 {
		s.numbered++
		t.Num = s.numbered
	}
}

// numberAnew makes the next list give numbers in the stub's order.
func (s *Session) numberAnew() {
	s.numbered = 0
	for _, t := range s.threads {
		t.Num = 0
	}
}

// whoStopped finds out which thread the stop is about where its reply does not say, as kgdb's does not
// to its first client.
func (s *Session) whoStopped(ctx context.Context) error {
	if s.stop.selected != nil {
		return nil
	}
	if f := s.client.Features(); f.Answered {
		return s.listThreads(ctx)
	}
	// A list of all tasks takes long over a serial line, and nobody has asked for it yet.
	id, err := s.client.CurrentThread(ctx)
	if err != nil || id == rsp.AnyThread {
		return errors.Join(err, s.listThreads(ctx))
	}
	t := s.thread(id)
	s.stop.at, s.stop.selected = t, t
	return nil
}

// listThreads asks the stub for its threads, once a stop.
func (s *Session) listThreads(ctx context.Context) error {
	if s.stop.listed {
		return nil
	}
	ids, err := s.threadIDs(ctx)
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
		s.number(t)
		s.threads = append(s.threads, t)
	}
	slices.SortFunc(s.threads, func(a, b *Thread) int { return a.Num - b.Num })
	s.stop.listed = true
	if s.stop.selected != nil || len(s.threads) == 0 {
		return nil
	}
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
// none the worse. kgdb says what a task is called: it is not asked where that is known.
func (s *Session) Describe(ctx context.Context, t *Thread) error {
	if err := s.needStopped(); err != nil {
		return err
	}
	if s.stop.kgdb != nil && s.stop.kgdb.cpu >= 0 && t.CPU >= 0 {
		t.Info = "" // what was said while it slept
		return nil
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
			s.stop.selected, s.stop.frame, s.stop.hidden = t, 0, 0
			return t, s.identify(ctx, t)
		}
	}
	return nil, fmt.Errorf("unknown thread %d: there are threads 1 to %d", num, s.numbered)
}

// identify finds out which Linux CPU a thread is and which task it runs. What cannot be found out
// stays unknown; the error is one of the link.
func (s *Session) identify(ctx context.Context, t *Thread) error {
	if s.kernel == nil || s.stop.known[t] {
		return nil
	}
	held, err := s.kgdb(ctx)
	if err != nil {
		return err
	}
	if held != nil {
		return s.identifyTask(ctx, held, t)
	}
	regs, err := s.registers(ctx, t)
	if err != nil {
		return s.linkError(err)
	}
	s.stop.known[t] = true
	t.CPU, t.Task = -1, nil
	if err := s.needPerCPU(ctx); err != nil {
		return s.linkOnly(err)
	}
	cpu, err := s.percpu.Find(ctx, s.mem.exact(), &regs)
	if err != nil {
		return s.linkOnly(err)
	}
	t.CPU = cpu
	task, err := s.percpu.CurrentTask(ctx, s.mem.exact(), cpu)
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
