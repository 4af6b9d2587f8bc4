package eval

import (
	"fmt"

	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// What the kernel's gdb scripts define beside lx_current and lx_per_cpu (scripts/gdb/linux/tasks.py,
// modules.py). They give structures, not pointers.

// found is the structure of a tag that find has the address of; without running it gives its type.
func (m *machine) found(tag string, find func() (mem.Addr, error)) (operand, error) {
	t, err := m.env.Tag(m.ctx, ctype.Struct, tag)
	if err != nil {
		return operand{}, err
	}
	var a mem.Addr
	if !m.dry {
		if a, err = find(); err != nil {
			return operand{}, err
		}
	}
	return m.deref(m.pointer(PointerTo(t), a))
}

// taskNode is a task by its PID, for whom something is asked of it.
type taskNode struct{ pid node }

func (n *taskNode) eval(m *machine) (operand, error) {
	pid, err := m.integer(n.pid)
	if err != nil {
		return operand{}, err
	}
	return m.found("task_struct", func() (mem.Addr, error) {
		if !pid.IsInt64() {
			return 0, fmt.Errorf("No task of PID %v", pid)
		}
		return m.env.TaskByPID(m.ctx, pid.Int64())
	})
}

func runTaskByPID(m *machine, args []node) (operand, error) { return (&taskNode{args[0]}).eval(m) }

func runScriptModule(m *machine, args []node) (operand, error) {
	name, err := m.text(args[0])
	if err != nil {
		return operand{}, err
	}
	return m.found("module", func() (mem.Addr, error) { return m.env.Module(m.ctx, name) })
}

// runThreadInfo gives the thread_info of a task. It is the first member of the task (since 4.9 on x86,
// commit 15f4eae70d36; CONFIG_THREAD_INFO_IN_TASK), and before that at the lower end of its stack.
func runThreadInfo(m *machine, args []node) (operand, error) {
	x, err := args[0].eval(m)
	if err != nil {
		return operand{}, err
	}
	if strip(x.Type).Kind == ctype.Pointer {
		if x, err = m.deref(x.Value); err != nil {
			return operand{}, err
		}
	}
	if t := strip(x.Type); t.Kind != ctype.Struct || t.Name != "task_struct" {
		return operand{}, fmt.Errorf("$lx_thread_info needs a task, not a value of type %s", typeName(x.Type))
	}
	inside := &memberNode{&valueNode{x}, "thread_info", false}
	if y, err := inside.eval(m); err == nil {
		return y, nil
	}
	return m.found("thread_info", func() (mem.Addr, error) {
		stack, err := m.eval(&memberNode{&valueNode{x}, "stack", false})
		if err != nil {
			return 0, err
		}
		return m.address(stack)
	})
}

func runThreadInfoByPID(m *machine, args []node) (operand, error) {
	return runThreadInfo(m, []node{&taskNode{args[0]}})
}

// valueNode is something that was evaluated already.
type valueNode struct{ x operand }

func (n *valueNode) eval(*machine) (operand, error) { return n.x, nil }
