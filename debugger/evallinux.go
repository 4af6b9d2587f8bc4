package debugger

import (
	"context"
	"errors"
	"fmt"

	"kbreak/kernel"
	"kbreak/mem"
)

// TaskByPID finds a task through the IDR of the first PID namespace (include/linux/pid_namespace.h, since
// 4.15, commit 95846ecf9dac), which the kernel itself asks. Each entry of it is a struct pid with a list of
// the tasks that have it as their own number.
func (e *evalEnv) TaskByPID(ctx context.Context, pid int64) (mem.Addr, error) {
	s := e.s
	if err := s.needStopped(); err != nil {
		return 0, err
	}
	if s.kernel == nil {
		return 0, errors.New("no kernel was found in the target: its tasks are not known")
	}
	none := fmt.Errorf("No task of PID %d", pid)
	if pid == 0 { // the idle tasks are in no list
		return s.kernel.Addr("init_task")
	}
	root, err := s.addressIn(ctx, "&init_pid_ns.idr.idr_rt")
	if err != nil {
		return 0, fmt.Errorf("find PID %d: %w", pid, err)
	}
	var at mem.Addr
	for x, err := range s.kernel.XArray(ctx, s.mem.kernel, root, kernel.TreeOptions{}) {
		if err != nil {
			return 0, err
		}
		if x.First >= uint64(pid) {
			if x.First == uint64(pid) {
				at = x.Addr
			}
			break
		}
	}
	if at == 0 {
		return 0, none
	}
	first, err := s.addressIn(ctx, fmt.Sprintf("((struct pid *)%v)->tasks[0].first", at))
	if err != nil {
		return 0, err
	}
	if first == 0 { // it is the number of a group or session whose leader is gone
		return 0, none
	}
	task, err := s.addressIn(ctx, fmt.Sprintf("container_of(%v, struct task_struct, pid_links)", first))
	if err != nil { // before 4.19, commit 2c4704756cab; its first member is the node
		task, err = s.addressIn(ctx, fmt.Sprintf("container_of(%v, struct task_struct, pids)", first))
	}
	return task, err
}

// addressIn is the address that an expression has as its value.
func (s *Session) addressIn(ctx context.Context, text string) (mem.Addr, error) {
	n, err := s.Int(ctx, "(unsigned long)("+text+")")
	return mem.Addr(n), err
}

// Module finds a loaded module by its name.
func (e *evalEnv) Module(ctx context.Context, name string) (mem.Addr, error) {
	s := e.s
	if err := s.needStopped(); err != nil {
		return 0, err
	}
	if s.kernel == nil {
		return 0, errors.New("no kernel was found in the target: its modules are not known")
	}
	if err := s.placeModules(ctx); err != nil {
		return 0, s.linkError(err)
	}
	for _, m := range s.modules.list {
		if m.m.Name == name {
			return m.m.Addr, nil
		}
	}
	return 0, fmt.Errorf("Unable to find MODULE %s", name)
}
