package repl

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kbreak/debugger"
)

func threadCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"info threads"},
			Group:   GroupStack,
			Summary: "List the threads of the stub with what their CPUs run.",
			Params:  []Param{{Name: "THREAD", Kind: Rest, Optional: true}},
			Needs:   Stopped,
			Result:  []threadJSON{},
			Help: `With a hypervisor a thread is a virtual CPU; its name is that of the Linux task it runs. The current
thread is marked with *. THREAD is a list like "1 3-5"; all are shown by default.

kgdb lists the CPUs, as threads 4294967294 and down, and then all tasks: one that runs is there twice,
with its CPU. A task that sleeps stands where it was switched out. Only the thread that stopped can be
stepped.`,
			Run: runInfoThreads,
		},
		{
			Names:   []string{"thread"},
			Group:   GroupStack,
			Summary: "Select a thread, or say which is selected.",
			Params:  []Param{{Name: "THREAD", Kind: Count, Optional: true}},
			Needs:   Stopped,
			Result:  switchJSON{},
			Run:     runThread,
		},
		{
			Names:   []string{"thread apply"},
			Group:   GroupStack,
			Summary: "Run a command for several threads.",
			Params:  []Param{{Name: "all|THREAD... COMMAND", Kind: Threads}},
			Needs:   Stopped,
			Result:  []applyJSON{},
			Help: `The threads are taken in the order given, "all" from the highest number down as in gdb. Afterwards the
thread and the frame selected before are selected again. A command that fails for one thread does
not keep it from the others.`,
			Run: runThreadApply,
		},
	}
}

// targetID names a thread as gdb does: "Thread 1.2".
func targetID(t *debugger.Thread) string {
	id := strings.TrimPrefix(t.ID, "p")
	parts := strings.Split(id, ".")
	for i, s := range parts {
		n, err := strconv.ParseUint(s, 16, 64)
		if err != nil {
			return "Thread " + t.ID
		}
		parts[i] = strconv.FormatUint(n, 10)
	}
	return "Thread " + strings.Join(parts, ".")
}

// describe adds what is known about a thread to its name, in the form gdb has for it:
//
//	Thread 1.1 "swapper/0" (CPU#0 [running], pid 0)
//
// The quoted name is that of the Linux task. The CPU number is left out where the stub's text says it.
func describe(t *debugger.Thread) string {
	s := targetID(t)
	var more []string
	info := strings.TrimSpace(Printable(t.Info))
	if info != "" {
		more = append(more, info)
	}
	if cpu := strconv.Itoa(t.CPU); t.CPU >= 0 && !strings.HasPrefix(info+" ", "CPU#"+cpu+" ") {
		more = append(more, "CPU "+cpu)
	}
	if t.Task != nil {
		s += fmt.Sprintf(" %q", Printable(t.Task.Comm))
		more = append(more, fmt.Sprintf("pid %d", t.Task.PID))
	}
	if len(more) > 0 {
		s += " (" + strings.Join(more, ", ") + ")"
	}
	return s
}

type threadJSON struct {
	Num     int        `json:"num"`           // as in the thread command
	ID      string     `json:"id"`            // the stub's own name
	CPU     *int       `json:"cpu,omitempty"` // Linux CPU number
	Info    string     `json:"info,omitempty"`
	Task    *taskJSON  `json:"task,omitempty"`
	Current bool       `json:"current,omitempty"`
	Frame   *frameJSON `json:"frame,omitempty"`
	Error   string     `json:"error,omitempty"` // why there is no frame
}

type taskJSON struct {
	Addr hex    `json:"addr"` // of the task_struct
	PID  int    `json:"pid"`
	Comm string `json:"comm"`
}

func newThreadJSON(t *debugger.Thread) *threadJSON {
	j := &threadJSON{Num: t.Num, ID: t.ID, Info: t.Info}
	if t.CPU >= 0 {
		j.CPU = &t.CPU
	}
	if t.Task != nil {
		j.Task = &taskJSON{hexAddr(t.Task.Addr), t.Task.PID, t.Task.Comm}
	}
	return j
}

func runInfoThreads(ctx context.Context, r *REPL, a *Args) (Value, error) {
	all, err := r.session.Threads(ctx)
	if err != nil {
		return nil, err
	}
	if list := a.Text("THREAD"); list != "" {
		nums, rest, err := threadList(list)
		if err == nil && rest != "" {
			err = fmt.Errorf("invalid thread number %q", rest)
		}
		if err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(slices.Clone(all), func(t *debugger.Thread) bool { return !slices.Contains(nums, t.Num) })
		if len(all) == 0 {
			return nil, fmt.Errorf("no threads match %q", list)
		}
	}
	v := &threadTable{current: r.session.Thread()}
	for _, t := range all {
		row := threadRow{thread: t}
		if err := r.session.Describe(ctx, t); err != nil {
			return v, err
		}
		row.frame, row.err = r.session.Innermost(ctx, t)
		if ctx.Err() != nil {
			return v, ctx.Err()
		}
		v.rows = append(v.rows, row)
	}
	return v, nil
}

type threadRow struct {
	thread *debugger.Thread
	frame  *debugger.Frame
	err    error // why there is no frame
}

type threadTable struct {
	current *debugger.Thread
	rows    []threadRow
}

func (v *threadTable) isCurrent(t *debugger.Thread) bool {
	return v.current != nil && v.current.Num == t.Num
}

func (v *threadTable) Text(p *Printer) {
	if len(v.rows) == 0 {
		p.Print("No threads.\n")
		return
	}
	width := len("Target Id")
	for _, row := range v.rows {
		width = max(width, len(describe(row.thread)))
	}
	p.Printf("  %-4s %-*s %s \n", "Id", width, "Target Id", "Frame")
	for _, row := range v.rows {
		mark := " "
		if v.isCurrent(row.thread) {
			mark = "*"
		}
		p.Printf("%s %-4d %-*s ", mark, row.thread.Num, width, describe(row.thread))
		if row.err == nil {
			printFrame(p, row.frame, false)
		} else {
			p.Printf("<%s>\n", oneLine(row.err.Error()))
		}
	}
}

func (v *threadTable) JSON() any {
	list := make([]threadJSON, 0, len(v.rows))
	for _, row := range v.rows {
		j := *newThreadJSON(row.thread)
		j.Current = v.isCurrent(row.thread)
		if row.err == nil {
			f := newFrameJSON(row.frame)
			j.Frame = &f
		} else {
			j.Error = oneLine(row.err.Error())
		}
		list = append(list, j)
	}
	return list
}

func runThread(ctx context.Context, r *REPL, a *Args) (Value, error) {
	num := a.Int("THREAD", 0)
	if a.Text("THREAD") == "" {
		t := r.session.Thread()
		if t == nil {
			return nil, errors.New("no thread selected")
		}
		return &threadSwitch{thread: t}, nil
	}
	t, err := r.session.SelectThread(ctx, num)
	if err == nil {
		err = r.session.Describe(ctx, t)
	}
	if err != nil {
		return nil, err
	}
	v := &threadSwitch{thread: t, switched: true}
	f, err := r.session.Frame(ctx)
	if err == nil {
		v.frame = r.showFrame(ctx, f)
	}
	return v, err
}

type threadSwitch struct {
	thread   *debugger.Thread
	switched bool
	frame    *shownFrame
}

type switchJSON struct {
	Thread threadJSON `json:"thread"`
	Frame  *frameJSON `json:"frame,omitempty"`
}

func (v *threadSwitch) Text(p *Printer) {
	if !v.switched {
		p.Printf("[Current thread is %d (%s)]\n", v.thread.Num, targetID(v.thread))
		return
	}
	p.Printf("[Switching to thread %d (%s)]\n", v.thread.Num, targetID(v.thread))
	if v.frame != nil {
		v.frame.print(p, true)
	}
}

func (v *threadSwitch) JSON() any {
	j := switchJSON{Thread: *newThreadJSON(v.thread)}
	j.Thread.Current = true
	if v.frame != nil {
		f := newFrameJSON(v.frame.frame)
		j.Frame = &f
	}
	return j
}

// maxThreadRange bounds the numbers that a list of threads may name.
const maxThreadRange = 65536

// threadList reads thread numbers and ranges off the front of s, "1 3-5 bt", and returns what is
// left. A number may have gdb's inferior part, which is always 1: "1.2".
func threadList(s string) (nums []int, rest string, err error) {
	for s = strings.TrimSpace(s); s != "" && s[0] >= '0' && s[0] <= '9'; {
		word, after, _ := strings.Cut(s, " ")
		first, last, isRange := strings.Cut(strings.TrimPrefix(word, "1."), "-")
		lo, err := strconv.Atoi(first)
		hi := lo
		if err == nil && isRange {
			hi, err = strconv.Atoi(last)
		}
		if err != nil || lo < 1 || hi < lo || hi-lo >= maxThreadRange || len(nums) > maxThreadRange {
			return nil, "", fmt.Errorf("invalid thread number %q", word)
		}
		for n := lo; n <= hi; n++ {
			nums = append(nums, n)
		}
		s = strings.TrimSpace(after)
	}
	return nums, s, nil
}

func runThreadApply(ctx context.Context, r *REPL, a *Args) (Value, error) {
	nums, line, err := threadList(a.Text("all|THREAD... COMMAND"))
	if err != nil {
		return nil, err
	}
	all := false
	if rest, ok := strings.CutPrefix(line, "all"); len(nums) == 0 && ok && (rest == "" || isBlank(rest[0])) {
		line, all = strings.TrimSpace(rest), true
	}
	if len(nums) == 0 && !all {
		return nil, errors.New(`a list of threads or "all" is required`)
	}
	if line == "" {
		return nil, errors.New("a command is required after the list of threads")
	}
	c, text, err := r.table.Lookup(line)
	if err != nil {
		return nil, err
	}
	if c.Inline || c.NoRepeat || c.Name() == "thread apply" {
		return nil, fmt.Errorf("%q cannot be applied to threads", c.Name())
	}
	args, err := parseArgs(c, text)
	if err != nil {
		return nil, err
	}
	threads, err := r.session.Threads(ctx)
	if err != nil {
		return nil, err
	}
	if all {
		threads = slices.Clone(threads)
		slices.SortFunc(threads, func(a, b *debugger.Thread) int { return b.Num - a.Num })
	} else if threads, err = pickThreads(threads, nums); err != nil {
		return nil, err
	}
	return applyToThreads(ctx, r, threads, func(ctx context.Context) (Value, error) { return c.Run(ctx, r, args) })
}

func pickThreads(all []*debugger.Thread, nums []int) ([]*debugger.Thread, error) {
	var list []*debugger.Thread
	for _, n := range nums {
		i := slices.IndexFunc(all, func(t *debugger.Thread) bool { return t.Num == n })
		if i < 0 {
			return nil, fmt.Errorf("unknown thread %d", n)
		}
		list = append(list, all[i])
	}
	return list, nil
}

// applyToThreads runs f with each thread selected, then goes back to the thread and frame before.
func applyToThreads(ctx context.Context, r *REPL, threads []*debugger.Thread, f func(context.Context) (Value, error)) (v Value, err error) {
	if before := r.session.Thread(); before != nil {
		level := 0
		if fr, err := r.session.Frame(ctx); err == nil {
			level = fr.Level
		}
		defer func() {
			// Also after Ctrl-C, hence without its context.
			ctx := context.WithoutCancel(ctx)
			if _, e := r.session.SelectThread(ctx, before.Num); e == nil && level > 0 {
				_, _ = r.session.SelectFrame(ctx, level)
			}
		}()
	}
	list := &applied{}
	var failed error
	for _, t := range threads {
		one := appliedThread{thread: t}
		if _, err := r.session.SelectThread(ctx, t.Num); err != nil {
			one.err = err
		} else if one.err = r.session.Describe(ctx, t); one.err == nil {
			one.value, one.err = f(ctx)
		}
		list.threads = append(list.threads, one)
		if ctx.Err() != nil {
			return list, ctx.Err()
		}
		if one.err != nil {
			failed = fmt.Errorf("thread %d: %w", t.Num, one.err)
		}
	}
	return list, failed
}

type appliedThread struct {
	thread *debugger.Thread
	value  Value
	err    error
}

type applied struct{ threads []appliedThread }

func (v *applied) Text(p *Printer) {
	for i, t := range v.threads {
		p.Print("\n")
		p.Title(fmt.Sprintf("Thread %d (%s):", t.thread.Num, describe(t.thread)))
		p.Print("\n")
		if t.value != nil {
			t.value.Text(p)
		}
		if t.err != nil && i < len(v.threads)-1 { // the last error is the command's own
			p.Print(oneLine(t.err.Error()) + "\n")
		}
	}
}

type applyJSON struct {
	Thread threadJSON `json:"thread"`
	Result any        `json:"result,omitempty"`
	Error  string     `json:"error,omitempty"`
}

func (v *applied) JSON() any {
	list := make([]applyJSON, 0, len(v.threads))
	for _, t := range v.threads {
		j := applyJSON{Thread: *newThreadJSON(t.thread)}
		if t.value != nil {
			j.Result = t.value.JSON()
		}
		if t.err != nil {
			j.Error = oneLine(t.err.Error())
		}
		list = append(list, j)
	}
	return list
}
