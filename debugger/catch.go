package debugger

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kbreak/arch"
	"kbreak/mem"
)

// CatchKind is what a catchpoint waits for.
type CatchKind uint8

const (
	CatchLoad    CatchKind = iota // a module, relocated and before any of its code runs
	CatchUnload                   // a module, after its exit function and before it is freed
	CatchOops                     // the kernel begins to report that it is broken
	CatchSyscall                  // a system call is entered, or returns
	CatchTask                     // a task begins to have a name
)

// String gives the kind as "catch" takes it.
func (k CatchKind) String() string {
	return [...]string{"load", "unload", "oops", "syscall", "task"}[k]
}

// catching is what makes a [Breakpoint] a catchpoint. Its locations are functions of the kernel.
type catching struct {
	kind  CatchKind
	names []string // of the module, the system calls, the task; none is any
	label string   // what it is for, when it was set
	calls map[mem.Addr]*syscall
	// returns are the calls that were caught and not yet left, by the stack pointer when they return.
	returns map[mem.Addr]syscallReturn
}

// catchPlaces are the functions that have to do with each kind; names of one entry are alternatives, the
// newest first, of which the first that the kernel has is taken.
//
//   - x86 calls oops_enter at the start of every oops (oops_begin in arch/x86/kernel/dumpstack.c), before
//     anything is printed; panics that follow no oops come by panic only.
//   - do_syscall_64 is the one way of all system calls of 64 bits. Those of 32 bits come by int $0x80, which
//     has had three names, or by sysenter.
//   - A task gets a name in __set_task_comm: by execve, prctl, or from who makes a kernel thread. A task
//     that was forked has its parent's name, and runs schedule_tail first. Both are rare, unlike
//     switches of tasks.
var catchPlaces = map[CatchKind][][]string{
	CatchLoad:   {{"do_init_module"}},
	CatchUnload: {{"free_module"}},
	CatchOops:   {{"oops_enter"}, {"panic", "vpanic"}},
	CatchSyscall: {{"do_syscall_64"}, {"do_int80_emulation", "int80_emulation", "do_int80_syscall_32"},
		{"__do_fast_syscall_32", "do_fast_syscall_32"}},
	CatchTask: {{"__set_task_comm", "set_task_comm"}, {"schedule_tail"}},
}

// Catch sets a catchpoint. names are those of the module or the task, or of system calls, which may be
// numbers too; req.Spec is not used.
func (s *Session) Catch(ctx context.Context, kind CatchKind, names []string, req BreakRequest) (*Breakpoint, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	b := &Breakpoint{Kind: Catchpoint, Enabled: true, Condition: req.Condition, Thread: req.Thread, CPU: req.CPU, Task: req.Task,
		Catch: append([]string{kind.String()}, names...), catch: &catching{kind: kind, names: slices.Clone(names)}}
	if req.Temporary {
		b.Disp = Delete
	}
	if err := s.arm(ctx, b); err != nil {
		return nil, err
	}
	return b, s.addBreakpoint(ctx, b)
}

// arm finds the locations of a catchpoint in the kernel that runs.
func (s *Session) arm(ctx context.Context, b *Breakpoint) error {
	if s.kernel == nil {
		return ErrNoSymbol
	}
	c := b.catch
	b.Locations, c.returns = nil, nil
	name := strings.Join(c.names, " ")
	switch c.kind {
	case CatchLoad, CatchUnload:
		name = strings.ReplaceAll(name, "-", "_")
		c.label = c.kind.String()
		b.Spec = c.label + " of module"
		if name != "" {
			c.label += " of " + name
			b.Spec += " " + name
		}
	case CatchOops:
		c.label, b.Spec = "oops", "kernel oops or panic"
	case CatchTask:
		b.Spec = fmt.Sprintf("task %q", name)
		c.label = b.Spec
	case CatchSyscall:
		if len(c.names) > 0 {
			return s.armSyscalls(ctx, b)
		}
		c.label, b.Spec = "any syscall", "<any syscall>"
	}
	var missing []string
	for _, alternatives := range catchPlaces[c.kind] {
		found := false
		for _, f := range alternatives {
			if a, ok := s.entryOf(f); ok && !found {
				found = true
				if err := s.catchAt(ctx, b, a); err != nil {
					return err
				}
			}
		}
		if !found {
			missing = append(missing, strings.Join(alternatives, " nor "))
		}
	}
	if len(missing) > 0 && len(b.Locations) == 0 {
		return fmt.Errorf("this kernel has no %s: that cannot be caught", strings.Join(missing, " and no "))
	}
	return nil
}

func (s *Session) catchAt(ctx context.Context, b *Breakpoint, a mem.Addr) error {
	l, err := s.breakAt(ctx, s.locationAt(ctx, a), false)
	if err == nil {
		b.Locations = append(b.Locations, l)
	}
	return err
}

// caught reports whether a catchpoint's event is what it waits for, and notes it in words.
func (s *Session) caught(ctx context.Context, b *Breakpoint, stop *Stop) (bool, error) {
	regs, err := s.registers(ctx, stop.Thread)
	if err != nil {
		return false, s.linkError(err)
	}
	switch b.catch.kind {
	case CatchLoad, CatchUnload:
		b.Event = s.moduleEvent(b.catch)
	case CatchOops:
		b.Event, err = s.oopsEvent(ctx, stop.Thread, &regs)
	case CatchSyscall:
		b.Event, err = s.syscallEvent(ctx, b, stop.Thread, &regs)
	case CatchTask:
		b.Event, err = s.taskEvent(ctx, b.catch.names[0], stop.Thread, &regs)
	}
	if err = s.linkOnly(err); err != nil {
		return false, err
	}
	return b.Event != "", nil
}

// moduleEvent says what the hook at this stop has seen, "" where that is another module.
func (s *Session) moduleEvent(c *catching) string {
	f := &s.following
	if f.stop != s.stop || f.about == nil {
		return ""
	}
	m := f.about
	if len(c.names) > 0 && strings.ReplaceAll(c.names[0], "-", "_") != m.Name {
		return ""
	}
	text := fmt.Sprintf("Module %s loaded at %v", m.Name, m.Base)
	if c.kind == CatchUnload {
		text = fmt.Sprintf("Module %s unloaded from %v", m.Name, m.Base)
	}
	if f.file == "" {
		return text + ", no file was found"
	}
	return text + ", file " + f.file
}

// maxMessage bounds the text of a panic that is shown, in bytes.
const maxMessage = 200

// oopsEvent says which of the two it is, and where or why.
func (s *Session) oopsEvent(ctx context.Context, t *Thread, regs *arch.Registers) (string, error) {
	pc, _ := regs.Addr(s.arch.PC)
	if sym, ok := s.space.SymbolAt(pc); ok && sym.Name != "oops_enter" {
		format, _ := regs.Addr(arch.RDI)
		text, err := mem.CString(ctx, s.mem.kernel, format, maxMessage)
		if text = strings.TrimSpace(oneLine(text)); text == "" {
			return "kernel panic", s.linkOnly(err)
		}
		return fmt.Sprintf("kernel panic: %s", text), s.linkOnly(err)
	}
	// The innermost frame that did not call what is above it is where the exception came.
	const deep = 16
	tr, err := s.walk(ctx, t, deep)
	if err != nil {
		return "kernel oops", err
	}
	for i, p := range tr.phys {
		if i > 0 && !p.returns && p.tail == nil {
			return "kernel oops in " + s.symbolText(ctx, p.pc), nil
		}
	}
	return "kernel oops", nil
}

// oneLine makes text of the target fit on one line.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

// maxComm is the length of a task's name (TASK_COMM_LEN without the NUL).
const maxComm = 15

// taskEvent says how a task came to its name, "" where it is another name.
func (s *Session) taskEvent(ctx context.Context, name string, t *Thread, regs *arch.Registers) (string, error) {
	if err := s.identify(ctx, t); err != nil {
		return "", err
	}
	pc, _ := regs.Addr(s.arch.PC)
	if sym, ok := s.space.SymbolAt(pc); ok && sym.Name == "schedule_tail" {
		if t.Task == nil || t.Task.Comm != name {
			return "", nil
		}
		return fmt.Sprintf("task %s, pid %d, runs for the first time", name, t.Task.PID), nil
	}
	buf, _ := regs.Addr(arch.RSI)
	text, err := mem.CString(ctx, s.mem.kernel, buf, maxComm)
	if text != name {
		return "", s.linkOnly(err)
	}
	at, _ := regs.Addr(arch.RDI)
	if t.Task != nil && t.Task.Addr == at {
		return fmt.Sprintf("task %s, pid %d, takes this name: it was %s", name, t.Task.PID, t.Task.Comm), nil
	}
	task, err := s.kernel.Task(ctx, s.mem.kernel, at)
	if err != nil {
		return fmt.Sprintf("task %s is given this name", name), err
	}
	return fmt.Sprintf("task %s, pid %d, is given this name: it was %s", name, task.PID, task.Comm), nil
}
