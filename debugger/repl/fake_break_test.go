package repl

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kbreak/debugger"
	"kbreak/mem"
)

// fakeBreaks are the breakpoints of a fake session. What the target then does follows its name:
//
//	break:1     every continue hits the breakpoint enabled first, of which ignore counts are used up
type fakeBreaks struct {
	list    []*debugger.Breakpoint
	last    int
	locking string
	print   func([]debugger.Piece)
	numbers *debugger.Session // has $bpnum
}

var fakePlaces = map[string][]debugger.Location{
	"schedule":      {{Addr: 0xffffffffa58114f0, Function: "schedule", File: "kernel/sched/core.c", Line: 6460, Entry: true}},
	"hard.c:entry":  {{Addr: 0xffffffffa5300000, Function: "entry", File: "hard.c", Line: 10, Entry: true}},
	"hard.c:noargs": {{Addr: 0xffffffffa5300020, Function: "noargs", File: "hard.c", Line: 20, Entry: true}},
	"fuse_read":     {{Addr: 0xffffffffc027ea00, Function: "fuse_read", Module: "fuse", Entry: true}},
	"get_page": {
		{Addr: 0xffffffffa5100010, Function: "get_page", File: "./include/linux/mm.h", Line: 1130, Inlined: true, Entry: true},
		{Addr: 0xffffffffa5200020, Function: "get_page", File: "./include/linux/mm.h", Line: 1130, Inlined: true, Entry: true},
	},
}

func (f *fakeBreaks) Break(_ context.Context, req debugger.BreakRequest) (*debugger.Breakpoint, error) {
	places, ok := fakePlaces[req.Spec]
	note := ""
	switch {
	case strings.HasPrefix(req.Spec, "usb_f_hid:"):
		note = "module usb_f_hid is not loaded: the breakpoint is set when it is, before its initialisation runs"
	case !ok && strings.HasPrefix(req.Spec, "later") && !req.Pending:
		return nil, &debugger.NotFoundError{Text: fmt.Sprintf("Function %q not defined.", req.Spec)}
	case !ok && !req.Pending:
		return nil, fmt.Errorf("Function %q not defined.", req.Spec)
	}
	f.last++
	_, _ = f.numbers.Evaluate(context.Background(), fmt.Sprintf("$bpnum = %d", f.last), debugger.PrintFormat{Count: 1})
	b := &debugger.Breakpoint{Num: f.last, Spec: req.Spec, Log: req.Log, Enabled: true, Condition: req.Condition, Thread: req.Thread, CPU: req.CPU, Task: req.Task, Note: note}
	if req.Hardware {
		b.Kind = debugger.BreakHardware
	}
	if req.Temporary {
		b.Disp = debugger.Delete
	}
	for _, l := range places {
		b.Locations = append(b.Locations, &debugger.BreakpointLocation{Location: l, Enabled: true})
	}
	if req.Spec == "fuse_read" && !req.Hardware {
		b.Locations[0].Note = "by a debug register: the kernel patches this instruction itself (ftrace)"
	}
	f.list = append(f.list, b)
	return b, nil
}

func (f *fakeBreaks) Watch(_ context.Context, expr string, kind debugger.BreakKind, req debugger.BreakRequest) (*debugger.Breakpoint, error) {
	if strings.Contains(expr, "+") {
		return nil, fmt.Errorf("%q is no object in memory: nothing can be watched", expr)
	}
	f.last++
	b := &debugger.Breakpoint{Num: f.last, Kind: kind, Spec: expr, Enabled: true, Condition: req.Condition, CPU: req.CPU,
		Locations: []*debugger.BreakpointLocation{{Location: debugger.Location{Addr: 0xffffffffa6000000}, Enabled: true}}}
	f.list = append(f.list, b)
	return b, nil
}

func (f *fakeBreaks) Catch(_ context.Context, kind debugger.CatchKind, names []string, req debugger.BreakRequest) (*debugger.Breakpoint, error) {
	if kind == debugger.CatchSyscall && slices.Contains(names, "no_such") {
		return nil, fmt.Errorf("unknown syscall name 'no_such'")
	}
	f.last++
	b := &debugger.Breakpoint{Num: f.last, Kind: debugger.Catchpoint, Enabled: true, Condition: req.Condition, Thread: req.Thread, CPU: req.CPU, Task: req.Task,
		Spec:      fmt.Sprintf("%s of %q", kind, names),
		Catch:     append([]string{kind.String()}, names...),
		Event:     "Module usb_f_hid loaded at 0xffffffffc0300000, file usb_f_hid.ko",
		Locations: []*debugger.BreakpointLocation{{Location: debugger.Location{Addr: 0xffffffffa4f39f60}, Enabled: true}}}
	if req.Temporary {
		b.Disp = debugger.Delete
	}
	f.list = append(f.list, b)
	return b, nil
}

func (f *fakeBreaks) Breakpoints() []*debugger.Breakpoint { return slices.Clone(f.list) }

func (f *fakeBreaks) Breakpoint(num int) (*debugger.Breakpoint, error) {
	for _, b := range f.list {
		if b.Num == num {
			return b, nil
		}
	}
	return nil, fmt.Errorf("no breakpoint number %d", num)
}

func (f *fakeBreaks) DeleteBreakpoint(_ context.Context, num int) error {
	f.list = slices.DeleteFunc(f.list, func(b *debugger.Breakpoint) bool { return b.Num == num })
	return nil
}

func (f *fakeBreaks) ClearAt(ctx context.Context, spec string) ([]int, error) {
	var nums []int
	for _, b := range f.list {
		if b.Spec == spec {
			nums = append(nums, b.Num)
		}
	}
	if len(nums) == 0 {
		return nil, fmt.Errorf("No breakpoint at %s.", spec)
	}
	for _, n := range nums {
		_ = f.DeleteBreakpoint(ctx, n)
	}
	return nums, nil
}

func (f *fakeBreaks) EnableBreakpoint(_ context.Context, num, loc int, enable bool, disp debugger.Disposition, count int) error {
	b, err := f.Breakpoint(num)
	if err != nil {
		return err
	}
	if loc > 0 {
		b.Locations[loc-1].Enabled = enable
		return nil
	}
	b.Enabled = enable
	if disp != debugger.Keep {
		b.Disp, b.Count = disp, count
	}
	return nil
}

func (f *fakeBreaks) SetIgnore(num, count int) error {
	b, err := f.Breakpoint(num)
	if err == nil {
		b.Ignore = count
	}
	return err
}

// BreakDoubt doubts a stub that is slow.
func (s *fake) BreakDoubt() string {
	if s.target == "slow:1" {
		return "none has ever stopped it"
	}
	return ""
}

func (s *fake) OnLog(print func([]debugger.Piece)) { s.fakeBreaks.print, s.numbers = print, s.calc }

func (f *fakeBreaks) SetCondition(_ context.Context, num int, condition string) error {
	b, err := f.Breakpoint(num)
	if err == nil {
		b.Condition = condition
	}
	return err
}

func (f *fakeBreaks) Handle(words []string) ([]debugger.Handling, error) {
	return new(debugger.Session).Handle(words)
}

func (f *fakeBreaks) Signals() []debugger.Handling { return new(debugger.Session).Signals() }

func (f *fakeBreaks) SchedulerLocking() string {
	if f.locking == "" {
		return "off"
	}
	return f.locking
}

func (f *fakeBreaks) SetSchedulerLocking(mode string) { f.locking = mode }

// hit is the stop that a continue ends in.
func (f *fakeBreaks) hit(stop *debugger.Stop) {
	for _, b := range f.list {
		if !b.Enabled {
			continue
		}
		b.Hits += 1 + b.Ignore
		b.Ignore = 0
		if b.Log != "" {
			f.print([]debugger.Piece{{Text: "logged "}, {Text: b.Log + "\x1b", Foreign: true}, {Text: "\n"}})
			continue
		}
		stop.Reason, stop.Hits = "breakpoint", []*debugger.Breakpoint{b}
		if b.Kind.Watch() {
			stop.Reason, stop.Changes = "watchpoint", []*debugger.Change{{Old: "1", New: "2"}}
			if b.Kind == debugger.WatchRead {
				stop.Changes[0].Old = ""
			}
		}
		if b.Condition == "nonsense" {
			stop.Note = fmt.Sprintf("Error in testing condition for breakpoint %d:\nNo symbol \"nonsense\" in current context.", b.Num)
		}
		if b.Disp == debugger.Delete {
			_ = f.DeleteBreakpoint(context.Background(), b.Num)
		}
		return
	}
}

func (s *fake) Step(ctx context.Context, kind debugger.StepKind, count int) (*debugger.Stop, error) {
	s.logf("step %d, %d times", kind, count)
	s.thread, s.level = 2, 0
	return &debugger.Stop{Signal: 5, Reason: "step", Thread: s.threads()[1], NewFrame: kind == debugger.StepLine}, nil
}

func (s *fake) Finish(context.Context) (*debugger.Stop, error) {
	s.thread, s.level = 2, 1
	return &debugger.Stop{Signal: 5, Reason: "finish", Thread: s.threads()[1], Returned: &debugger.Printed{Num: 1, Text: "-22"}}, nil
}

func (s *fake) RunTo(_ context.Context, spec string) (*debugger.Stop, error) {
	if fakePlaces[spec] == nil {
		return nil, fmt.Errorf("Function %q not defined.", spec)
	}
	s.thread, s.level = 2, 1
	return &debugger.Stop{Signal: 5, Reason: "location reached", Thread: s.threads()[1], NewFrame: true}, nil
}

func (s *fake) Jump(ctx context.Context, spec string, leaving func(mem.Addr)) (*debugger.Stop, error) {
	leaving(0xffffffffa5100000)
	return s.Continue(ctx)
}

func (s *fake) CheckText(context.Context) (*debugger.TextReport, error) {
	return &debugger.TextReport{Bytes: 12345, Traps: []debugger.Patch{{Addr: 0xffffffffa58114f0, Function: "schedule", By: "breakpoint"}},
		Known: map[string]int{"ftrace": 7, "static key": 9}, Others: []debugger.Patch{{Addr: 0xffffffffc027ea1a, Function: "fuse_read", Offset: 26, Module: "fuse"}}, More: 2}, nil
}
