package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kbreak/arch"
	"kbreak/debugger"
	"kbreak/debugger/disasm"
	"kbreak/mem"
)

// fake is a session over a kernel that was once stopped like this: CPU 0 idle, CPU 1 in a read of
// fuse. What it does beyond that depends on the name of the target:
//
//	good:1      attaches
//	refused:1   nobody listens
//	wrong:1     attaches, but the kernel is not the vmlinux's
//	slow:1      runs until it is interrupted
//	dead:1      runs, and does not react to an interrupt
//	stuck:1     as dead, and a detach fails
//	late:1      stops at the second interrupt only
//	lost:1      goes away when it is resumed
//	noisy:1     turns out to have answered one command wrong, and another too late to repeat it
//	panic:1     any backtrace is a bug in kbreak
type fake struct {
	notice  func(string)
	console func([]byte)
	log     io.Writer // gets a line for each call that changes the target; may be nil

	mu      sync.Mutex
	target  string
	left    string            // the target before, if its line was lost
	rereads []debugger.Reread // what Reread is to say
	state   debugger.State
	conn    *fakeConn
	waited  bool
	thread  int
	level   int
	cache   bool
	print   debugger.PrintSettings
	may     debugger.MayWrite
	fakeBreaks
	files  []debugger.File
	source fakeSource
	flavor disasm.Syntax

	next mem.Addr // see Examine

	breakIn debugger.BreakIn

	calc *debugger.Session // evaluates expressions without names
}

type fakeConn struct {
	once   sync.Once
	closed chan struct{}
}

func (c *fakeConn) Read([]byte) (int, error)    { <-c.closed; return 0, io.EOF }
func (c *fakeConn) Write(p []byte) (int, error) { return len(p), nil }
func (c *fakeConn) Close() error                { c.once.Do(func() { close(c.closed) }); return nil }

var errRefused = errors.New("connect to refused:1: connection refused: is the VM running, and is debugStub.listen.guest64 = \"TRUE\" in its .vmx?")

func dialFake(_ context.Context, target string) (io.ReadWriteCloser, error) {
	if target == "refused:1" {
		return nil, errRefused
	}
	return &fakeConn{closed: make(chan struct{})}, nil
}

func newFake(notice func(string), console func([]byte)) *fake {
	return &fake{
		notice: notice, console: console, cache: true, thread: 1, calc: debugger.New(debugger.Options{}),
		print: debugger.PrintSettings{
			FrameArguments: "scalars", EntryValues: "default", Address: true, Elements: 200, RepeatThreshold: 10, MaxDepth: 20, Symbol: true, Union: true,
		},
		files: []debugger.File{{
			Name: "vmlinux", Path: "/usr/lib/debug/boot/vmlinux-6.1.0", BuildID: "5a1ce0ff",
			Start: 0xffffffffa4e00000, End: 0xffffffffa5c01ef2, How: "slide 0x23e00000 found through the IDT, verified by build-id",
		}, {
			Name: "fuse", Start: 0xffffffffc0271000, End: 0xffffffffc0290000, How: "section attributes", Note: "no file found",
		}},
	}
}

func (s *fake) logf(format string, args ...any) {
	if s.log != nil {
		fmt.Fprintf(s.log, format+"\n", args...)
	}
}

func (s *fake) BreakIn() *debugger.BreakIn { return &s.breakIn }

func (s *fake) set(state debugger.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = state
}

func (s *fake) Attach(_ context.Context, conn io.ReadWriteCloser, name string) (*debugger.Stop, error) {
	s.logf("attach %s", name)
	s.set(debugger.Stopped)
	s.target, s.conn, s.thread, s.level, s.left = name, conn.(*fakeConn), 1, 0, ""
	stop := &debugger.Stop{Signal: 5, Reason: "attached", Thread: s.threads()[0]}
	if name == "noisy:1" {
		s.rereads = []debugger.Reread{debugger.ReadAgain, debugger.ReadWell, debugger.TooLate}
	}
	if name == "wrong:1" {
		return stop, errors.New("vmlinux is not the running kernel: it is \"Linux version 6.1.0\", the target runs \"Linux version 6.12.0\"")
	}
	return stop, nil
}

// LostTarget is the target that the fake was attached to when its line broke.
func (s *fake) LostTarget() string {
	if s.State() == debugger.Lost {
		return s.target
	}
	return s.left
}

func (s *fake) GiveUp() { s.set(debugger.Lost) }

// Reread is told by the test: what it has put there comes out once.
func (s *fake) Reread() debugger.Reread {
	if len(s.rereads) == 0 {
		return debugger.ReadWell
	}
	r := s.rereads[0]
	s.rereads = s.rereads[1:]
	return r
}

func (s *fake) Detach(context.Context) error {
	if s.State() == debugger.NoTarget {
		return debugger.ErrNoTarget
	}
	if s.State() == debugger.Lost {
		s.left = s.target
	}
	if s.target == "stuck:1" {
		return errors.New("the stub does not answer")
	}
	s.logf("detach %s", s.target)
	s.set(debugger.NoTarget)
	s.target = ""
	return nil
}

func (s *fake) Close(ctx context.Context) error {
	if s.State() == debugger.NoTarget {
		return nil
	}
	return s.Detach(ctx)
}

func (s *fake) State() debugger.State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

func (s *fake) TargetName() string { return s.target }

func (s *fake) KernelLine() string {
	if s.State() == debugger.NoTarget || s.target == "wrong:1" {
		return ""
	}
	return "kernel at 0xffffffffa4e00000, slide 0x23e00000, found through the IDT, verified by build-id"
}

func (s *fake) Link() debugger.LinkInfo {
	return debugger.LinkInfo{
		Target: s.target, State: s.State(), Noisy: s.target == "noisy:1", Stub: "PacketSize 4096, vCont, target.xml", Registers: "target.xml", MaxRead: 2048,
		Sent: debugger.Traffic{Packets: 21, Bytes: 530}, Received: debugger.Traffic{Packets: 21, Bytes: 12345}, CacheOn: s.cache,
		RoundTrips: 21, Cache: mem.CacheStats{Hits: 140, Misses: 1, Reads: 12, Bytes: 24576},
	}
}

func (s *fake) Continue(ctx context.Context) (*debugger.Stop, error) {
	s.logf("continue")
	s.set(debugger.Running)
	s.level = 0
	stop := &debugger.Stop{Signal: 5, Thread: s.threads()[1]}
	switch s.target {
	case "slow:1":
		<-ctx.Done()
		s.logf("interrupt")
		stop = &debugger.Stop{Signal: 2, Reason: "interrupted", Thread: s.threads()[0]}
	case "lost:1":
		s.set(debugger.Lost)
		return nil, errors.New("connection to the stub lost: the stub closed it")
	case "late:1":
		<-ctx.Done()
		s.logf("interrupt")
		if !s.waited {
			return nil, errors.New("the target does not stop")
		}
	case "dead:1", "stuck:1":
		<-ctx.Done()
		s.logf("interrupt")
		<-s.conn.closed
		s.set(debugger.Lost)
		return nil, errors.New("link lost: connection closed")
	case "break:1":
		s.hit(stop)
	default:
		s.console([]byte("[   12.345678] fuse: \x1b[2Jinit\r\n"))
	}
	s.set(debugger.Stopped)
	s.thread = stop.Thread.Num
	return stop, nil
}

func (s *fake) Wait(ctx context.Context) (*debugger.Stop, error) {
	s.waited = true
	return s.Continue(ctx)
}

func (s *fake) Monitor(ctx context.Context, command string, out func(string)) error {
	switch command {
	case "wait":
		s.logf("monitor wait")
		<-ctx.Done()
		return ctx.Err()
	case "nonsense":
		out("unknown command: 'nonsense'\r\n")
	case "open":
		out("(qemu) ")
	default:
		out("7.2.22\r\n")
	}
	return nil
}

func (s *fake) threads() []*debugger.Thread {
	return []*debugger.Thread{
		{Num: 1, ID: "p1.1", CPU: 0, Info: "CPU#0 [halted ]", Task: &debugger.Task{Addr: 0xffffffffa681aa40, PID: 0, Comm: "swapper/0"}},
		{Num: 2, ID: "p1.2", CPU: 1, Info: "CPU#1 [running]", Task: &debugger.Task{Addr: 0xffff888003199980, PID: 71, Comm: "cat"}},
	}
}

func (s *fake) Describe(context.Context, *debugger.Thread) error { return nil }

func (s *fake) FrameLine(ctx context.Context) (*debugger.Frame, error) { return s.Frame(ctx) }
func (s *fake) FrameInfo(ctx context.Context) (*debugger.Frame, error) { return s.Frame(ctx) }

func (s *fake) Threads(context.Context) ([]*debugger.Thread, error) { return s.threads(), nil }

func (s *fake) Thread() *debugger.Thread {
	if s.State() == debugger.NoTarget {
		return nil
	}
	return s.threads()[s.thread-1]
}

func (s *fake) SelectThread(_ context.Context, num int) (*debugger.Thread, error) {
	if num < 1 || num > 2 {
		return nil, fmt.Errorf("unknown thread %d", num)
	}
	s.thread, s.level = num, 0
	return s.threads()[num-1], nil
}

func (s *fake) frames(thread int) []*debugger.Frame {
	if thread == 1 {
		return []*debugger.Frame{
			{
				PC: 0xffffffffa581d5bb, ShowPC: true, Function: "native_safe_halt", Offset: 11, Inlined: true, HasDebug: true,
				File: "arch/x86/include/asm/irqflags.h", FullFile: "/src/arch/x86/include/asm/irqflags.h", Line: 51, How: "registers", Reliable: true,
			},
			{Level: 1, PC: 0xffffffffa581d5bb, Function: "default_idle", File: "arch/x86/kernel/process.c", Line: 731, HasDebug: true, How: "orc", Reliable: true},
			{
				Level: 2, PC: 0xffffffffa4f1a2b3, ShowPC: true, Function: "do_idle", File: "kernel/sched/idle.c", Line: 303, HasDebug: true, How: "orc+cfi", Reliable: true,
				Args: []debugger.Arg{{Name: "state", Text: "CPUHP_ONLINE"}, {Name: "name", Text: "0xffffffffa60cab38 \"VFS: Unable to mount\"", Entry: "0xffffffffa60cab38", Same: true}},
			},
			{Level: 3, PC: 0xffffffffa4e000e5, ShowPC: true, Function: "secondary_startup_64", Offset: 0xe5, How: "guess"},
			{Level: 4, PC: 0, ShowPC: true, How: "guess"},
		}
	}
	return []*debugger.Frame{
		{
			PC: 0xffffffffc027ea1a, ShowPC: true, Function: "fuse_dev_do_read", Offset: 0x1a, Module: "fuse", How: "registers", Reliable: true,
		},
		{
			Level: 1, Note: "interrupted", PC: 0xffffffffa5100000, ShowPC: true, Function: "vfs_read", File: "fs/read_write.c", Line: 468, HasDebug: true, How: "orc", Reliable: true,
			Args: []debugger.Arg{
				{Name: "file", Text: "0xffff888003199a80"}, {Name: "buf", Text: "<optimized out>"},
				{Name: "count", Entry: "131072"}, {Name: "pos", Text: "0xffffc9000009be28", Entry: "0xffffc9000009be30"},
			},
		},
	}
}

func (s *fake) CPUs(ctx context.Context) ([]*debugger.Thread, error) { return s.Threads(ctx) }

func (s *fake) Innermost(ctx context.Context, t *debugger.Thread) (*debugger.Frame, error) {
	tr, err := s.Backtrace(ctx, t, 1)
	if err != nil {
		return nil, err
	}
	return tr.Frames[0], nil
}

func (s *fake) Backtrace(_ context.Context, t *debugger.Thread, max int) (*debugger.Trace, error) {
	if s.target == "panic:1" {
		panic("frame -1")
	}
	tr := &debugger.Trace{Thread: t, Frames: s.frames(t.Num)}
	switch {
	case max > 0 && max < len(tr.Frames):
		tr.Frames, tr.More = tr.Frames[:max], true
		return tr, nil
	case max < 0 && -max < len(tr.Frames):
		tr.Frames = tr.Frames[len(tr.Frames)+max:]
	}
	if t.Num == 2 {
		tr.User = &arch.Registers{}
		for i, reg := range []arch.Reg{arch.RIP, arch.RSP, arch.EFLAGS, arch.RAX, arch.RBX, arch.RCX, arch.CS, arch.SS} {
			tr.User.Set(reg, []uint64{0x7f1e3a2b1f4e, 0x7ffc2b8f9a58, 0x246, 0, 3, 0x7f1e3a2b1f4e, 0x33, 0x2b}[i])
		}
	} else {
		tr.End = "cannot access memory at address 0xffffc900000d1008"
	}
	return tr, nil
}

func (s *fake) Frame(ctx context.Context) (*debugger.Frame, error) {
	if s.State() != debugger.Stopped {
		return nil, debugger.ErrNoFrame
	}
	return s.frames(s.thread)[s.level], nil
}

func (s *fake) SelectFrame(_ context.Context, level int) (*debugger.Frame, error) {
	list := s.frames(s.thread)
	if level >= len(list) {
		return nil, fmt.Errorf("no frame at level %d", level)
	}
	s.level = level
	return list[level], nil
}

func (s *fake) Args(_ context.Context, f *debugger.Frame) ([]debugger.Arg, error) { return f.Args, nil }

func (s *fake) Locals(_ context.Context, f *debugger.Frame) ([]debugger.Arg, error) {
	if f.Function == "vfs_read" {
		return []debugger.Arg{{Name: "ret", Text: "<optimized out>"}, {Name: "n", Text: "5"}}, nil
	}
	return nil, nil
}

func (s *fake) Registers(_ context.Context, f *debugger.Frame, names []string) ([]debugger.Register, error) {
	all := []debugger.Register{
		{Name: "rax", Size: 8, Known: true, Value: 0xffffffffa4e6ab00},
		{Name: "rbx", Size: 8, Known: true, Value: 1},
		{Name: "rcx", Size: 8, Known: f.Level == 0, Value: 0xc0000080},
		{Name: "rbp", Size: 8, Known: true, Value: 0xffff88801f519040},
		{Name: "rip", Size: 8, Known: true, Value: uint64(f.PC), Note: "<default_idle+11>"},
		{Name: "eflags", Size: 4, Known: true, Value: 0x93, Note: "[ SF AF CF ]"},
		{Name: "cs", Size: 4, Known: true, Value: 0x10},
		{Name: "ds", Size: 4, Known: true, Value: 0xffffffff},
	}
	wide := debugger.Register{Name: "xmm0", Size: 16, Known: true, Raw: []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}}
	if len(names) == 0 {
		return all, nil
	}
	all = append(all, wide)
	if names[0] == "all" {
		return all, nil
	}
	var list []debugger.Register
	for _, n := range names {
		i := slices.IndexFunc(all, func(r debugger.Register) bool { return r.Name == n })
		if i < 0 {
			return nil, fmt.Errorf("invalid register %q", n)
		}
		list = append(list, all[i])
	}
	return list, nil
}

var fakeSymbols = map[string]mem.Addr{
	"schedule": 0xffffffffa58114f0, "schedule_timeout": 0xffffffffa5811600, "init_task": 0xffffffffa681aa40, "runqueues": 0x31980,
}

func (s *fake) Print(ctx context.Context, text string, f debugger.PrintFormat) (*debugger.Printed, error) {
	return s.settle().Print(ctx, text, f)
}

func (s *fake) Call(ctx context.Context, text string, f debugger.PrintFormat) (*debugger.Printed, error) {
	return s.settle().Call(ctx, text, f)
}

func (s *fake) Evaluate(ctx context.Context, text string, f debugger.PrintFormat) (*debugger.Printed, error) {
	return s.settle().Evaluate(ctx, text, f)
}

func (s *fake) Truth(ctx context.Context, text string) (bool, error) {
	return s.settle().Truth(ctx, text)
}

func (s *fake) Int(ctx context.Context, text string) (int64, error) { return s.settle().Int(ctx, text) }

func (s *fake) Values(ctx context.Context, n int) ([]debugger.HistoryValue, error) {
	return s.settle().Values(ctx, n)
}

func (s *fake) Convenience(ctx context.Context) ([]debugger.Convenience, error) {
	return s.settle().Convenience(ctx)
}

func (s *fake) Explain(ctx context.Context, text string) (*debugger.Explanation, error) {
	if text == "flags" {
		return &debugger.Explanation{Name: text, Type: "unsigned long", Text: "<optimized out>",
			Reason: "$rax was not saved, and the call in the caller says nothing about this parameter"}, nil
	}
	return s.settle().Explain(ctx, text)
}

func (s *fake) CompleteMember(ctx context.Context, text string) ([]string, bool) {
	if _, word, ok := strings.Cut(text, "init_task."); ok {
		return filterPrefix([]string{"comm", "cred"}, word), true
	}
	return hardTypes().CompleteMember(ctx, text)
}

// settle gives the evaluator the settings in use.
func (s *fake) settle() *debugger.Session {
	*s.calc.PrintSettings() = s.print
	return s.calc
}

func (s *fake) ResolveAddr(_ context.Context, text string) (mem.Addr, error) {
	text = strings.Join(strings.Fields(text), "")
	if n, err := strconv.ParseUint(text, 0, 64); err == nil {
		return mem.Addr(n), nil
	}
	name, off, _ := strings.Cut(text, "+")
	n, _ := strconv.ParseInt(off, 0, 64)
	if a, ok := fakeSymbols[name]; ok {
		return a.Add(n), nil
	}
	if name == "$pc" {
		return 0xffffffffa58114f5, nil
	}
	if name == "fuse_init" {
		return 0, errors.New("\"fuse_init\" is ambiguous: 0xffffffffc0271000 in fuse, 0xffffffffa6b00000 in vmlinux")
	}
	return 0, fmt.Errorf("no symbol %q in current context", name)
}

func (s *fake) Printf(ctx context.Context, text string) ([]debugger.Piece, error) {
	return s.settle().Printf(ctx, text)
}

func (s *fake) CheckExpression(ctx context.Context, text string) error {
	if _, err := s.ResolveAddr(ctx, text); err == nil {
		return nil
	}
	return s.settle().CheckExpression(ctx, text)
}

// Examine knows memory whose bytes are the low ones of their addresses, up to the end of schedule.
func (s *fake) Examine(ctx context.Context, text string, f debugger.PrintFormat, given bool) (*debugger.Memory, error) {
	if text != "" {
		a, err := s.ResolveAddr(ctx, text)
		if err != nil {
			return nil, err
		}
		s.next = a
	}
	if s.next == 0 {
		return nil, errors.New("Argument required (starting display address).")
	}
	if f.Letter == 0 {
		f.Letter = 'x'
	}
	if f.Size == 0 && f.Letter != 'i' {
		f.Size = 'w'
	}
	m := &debugger.Memory{Format: f}
	for range f.Count {
		u := debugger.Unit{Addr: s.next}
		if sym, err := s.SymbolAt(s.next); err == nil {
			u.Symbol = sym.Name
			if sym.Offset > 0 {
				u.Symbol += fmt.Sprintf("+%d", sym.Offset)
			}
		}
		if s.next >= 0xffffffffa5811600 {
			m.Failed = &u
			return m, &debugger.AccessError{Addr: s.next}
		}
		u.Text, u.Current = fmt.Sprintf("0x%08x", uint32(s.next)), s.next == 0xffffffffa58114f5
		u.Bytes = []byte{byte(s.next)}
		n := debugger.UnitSize(f.Size)
		if f.Letter == 'i' {
			u.Text, n = "nop\x1b", 1
		}
		m.Units = append(m.Units, u)
		s.next = s.next.Add(int64(n))
	}
	return m, nil
}

func (s *fake) ExamineOnce(ctx context.Context, text string, f debugger.PrintFormat) (*debugger.Memory, error) {
	return s.Examine(ctx, text, f, true)
}

func (s *fake) SymbolAt(a mem.Addr) (*debugger.Symbol, error) {
	switch {
	case a >= 0xffffffffa58114f0 && a < 0xffffffffa5811600:
		return &debugger.Symbol{Name: "schedule", Addr: 0xffffffffa58114f0, Offset: uint64(a.Sub(0xffffffffa58114f0)), Size: 272, Section: ".text", Kind: "function"}, nil
	case a >= 0xffffffffc0271000 && a < 0xffffffffc0290000:
		return &debugger.Symbol{Name: "fuse_init", Addr: 0xffffffffc0271000, Offset: uint64(a.Sub(0xffffffffc0271000)), Section: ".text", Module: "fuse"}, nil
	}
	return nil, fmt.Errorf("no symbol matches %v", a)
}

func (s *fake) AddressOf(name string) ([]debugger.Symbol, error) {
	switch name {
	case "schedule":
		return []debugger.Symbol{{Name: name, Addr: 0xffffffffa58114f0, Kind: "function"}}, nil
	case "init_task":
		return []debugger.Symbol{{Name: name, Addr: 0xffffffffa681aa40, Kind: "variable"}}, nil
	case "runqueues":
		return []debugger.Symbol{{Name: name, Addr: 0x31980, Kind: "per-CPU variable"}}, nil
	case "fuse_init":
		return []debugger.Symbol{{Name: name, Addr: 0xffffffffc0271000, Module: "fuse", Kind: "function"}, {Name: name, Addr: 0xffffffffa6b00000}}, nil
	}
	return nil, fmt.Errorf("no symbol %q in current context", name)
}

func (s *fake) LineOf(_ context.Context, spec string) ([]debugger.Line, error) {
	switch spec {
	case "", "schedule":
		return []debugger.Line{{
			File: "kernel/sched/core.c", FullFile: "/src/kernel/sched/core.c", Line: 6654, Start: 0xffffffffa58114f0, End: 0xffffffffa58114f5,
			Function: "schedule", EndSym: "schedule", EndOff: 5,
		}}, nil
	case "fork.c:200":
		return []debugger.Line{{File: "kernel/fork.c", Line: 200, Start: 0xffffffffa4e90865, End: 0xffffffffa4e90865, Function: "thread_stack_free_rcu", StartOff: 5}}, nil
	case "fork.c:99999":
		return []debugger.Line{{File: "kernel/fork.c", Line: 99999}}, nil
	case "*0xffffffffc0271003":
		return []debugger.Line{{Start: 0xffffffffc0271003, Function: "fuse_init", StartOff: 3}}, nil
	}
	return nil, fmt.Errorf("no symbol %q in current context", spec)
}

func (s *fake) Complete(prefix string, max int) []string {
	var list []string
	for name := range fakeSymbols {
		if strings.HasPrefix(name, prefix) {
			list = append(list, name)
		}
	}
	return list
}

func (s *fake) Files(context.Context) ([]debugger.File, error) { return s.files, nil }

func (s *fake) Modules(context.Context) ([]debugger.Module, error) {
	return []debugger.Module{
		{
			Name: "fuse", Addr: 0xffffffffc0284100, Base: 0xffffffffc0271000, Size: 176128, State: "live", Refs: 1, Note: "no file found",
			Sections: []debugger.Section{{Name: ".data", Addr: 0xffffffffc0284000}, {Name: ".text", Addr: 0xffffffffc0271000}},
		},
		{
			Name: "configfs", Addr: 0xffffffffc0265200, Base: 0xffffffffc0260000, Size: 57344, State: "live", Refs: 2, UsedBy: []string{"fuse"},
			File: "/usr/lib/debug/lib/modules/6.1.0/kernel/fs/configfs/configfs.ko",
		},
	}, nil
}

func (s *fake) SymbolFile(_ context.Context, path string, bias *int64) error {
	if strings.HasPrefix(path, "missing") {
		return &os.PathError{Op: "open", Path: path, Err: os.ErrNotExist}
	}
	s.notice("vmlinux has no debug info: no lines, arguments and locals")
	return nil
}

func (s *fake) AddSymbolFile(_ context.Context, path string, w debugger.Where) (*debugger.File, error) {
	f := &debugger.File{Name: "fuse", Path: path, How: fmt.Sprintf("add-symbol-file with %d sections", len(w.Sections))}
	switch {
	case w.Offset == nil && w.Text == nil && len(w.Sections) == 0:
		return nil, errors.New("the address of .text or of another section is missing")
	case w.Offset != nil:
		f.Start, f.How = mem.Addr(0xffffffff81000000).Add(*w.Offset), "add-symbol-file with an offset"
	case w.Text != nil:
		f.Start, f.How = *w.Text, fmt.Sprintf("add-symbol-file with %d sections", 1+len(w.Sections))
	}
	f.End = f.Start + 0x1f000
	return f, nil
}

func (s *fake) RemoveSymbolFile(path string, a mem.Addr) error {
	if path == "fuse.ko" || a == 0xffffffffc0271000 {
		return nil
	}
	return errors.New("no symbol file found: only what add-symbol-file added can be removed")
}

func (s *fake) SetReadCache(on bool) { s.cache = on }
func (s *fake) ReadCache() bool      { return s.cache }

func (s *fake) MayWrite() *debugger.MayWrite { return &s.may }

func (s *fake) PrintSettings() *debugger.PrintSettings { return &s.print }
