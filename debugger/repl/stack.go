package repl

import (
	"context"
	"errors"
	"fmt"

	"kbreak/arch"
	"kbreak/debugger"
)

func stackCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"backtrace", "bt", "where", "info stack", "info s"},
			Group:   GroupStack,
			Summary: "Print the stack of the selected thread, or its innermost COUNT frames.",
			Params:  []Param{{Name: "COUNT", Kind: Int, Optional: true}},
			Options: []Option{
				{Name: "full", Bare: true, Help: "also print the local variables of each frame"},
				{Name: "a", Help: "print the stacks of all CPUs"},
			},
			Needs:  Stopped,
			Result: []traceJSON{},
			Help: `A negative COUNT prints the outermost frames.

Functions inlined into a frame are frames of their own, without an address. Where there is no debug
info, the offset from the symbol stands in place of the line. The name of a module ends the line
in brackets, and "(guessed)" marks a frame that no unwind table vouches for; "info frame" tells how
a frame was found. A line like --- <interrupted> --- stands before a frame that something other than
a call has left. The stack ends at the border to user mode, with the registers it was entered with.`,
			Run: runBacktrace,
		},
		{
			Names:   []string{"frame", "f"},
			Group:   GroupStack,
			Summary: "Select and print a frame, or print the selected one.",
			Params:  []Param{{Name: "LEVEL", Kind: Count, Optional: true}},
			Needs:   Stopped,
			Result:  frameJSON{},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				if a.Text("LEVEL") == "" {
					f, err := r.session.Frame(ctx)
					return r.shown(ctx, f, err)
				}
				f, err := r.session.SelectFrame(ctx, a.Int("LEVEL", 0))
				return r.shown(ctx, f, err)
			},
		},
		{
			Names:   []string{"frame level"},
			Group:   GroupStack,
			Summary: "Select and print the frame of a level.",
			Params:  []Param{{Name: "LEVEL", Kind: Count}},
			Needs:   Stopped,
			Result:  frameJSON{},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				f, err := r.session.SelectFrame(ctx, a.Int("LEVEL", 0))
				return r.shown(ctx, f, err)
			},
		},
		{
			Names:   []string{"frame function"},
			Group:   GroupStack,
			Summary: "Select and print the innermost frame of a function.",
			Params:  []Param{{Name: "FUNCTION", Kind: Symbol}},
			Needs:   Stopped,
			Result:  frameJSON{},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				name := a.Text("FUNCTION")
				tr, err := r.session.Backtrace(ctx, r.session.Thread(), 0)
				if err != nil {
					return nil, err
				}
				for _, f := range tr.Frames {
					if f.Function == name {
						f, err := r.session.SelectFrame(ctx, f.Level)
						return r.shown(ctx, f, err)
					}
				}
				return nil, fmt.Errorf("no frame for function %q in this stack", name)
			},
		},
		{
			Names:   []string{"up"},
			Group:   GroupStack,
			Summary: "Select and print the frame that called this one, or the one COUNT frames out.",
			Params:  []Param{{Name: "COUNT", Kind: Int, Optional: true}},
			Needs:   Stopped,
			Result:  frameJSON{},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return moveFrame(ctx, r, a.Int("COUNT", 1))
			},
		},
		{
			Names:   []string{"down"},
			Group:   GroupStack,
			Summary: "Select and print the frame called by this one, or the one COUNT frames in.",
			Params:  []Param{{Name: "COUNT", Kind: Int, Optional: true}},
			Needs:   Stopped,
			Result:  frameJSON{},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return moveFrame(ctx, r, -a.Int("COUNT", 1))
			},
		},
		{
			Names:   []string{"info frame", "info f"},
			Group:   GroupStack,
			Summary: "All about the selected frame, and how it was found.",
			Needs:   Stopped,
			Result:  frameJSON{},
			Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
				f, err := r.session.FrameInfo(ctx)
				if err != nil {
					return nil, err
				}
				return frameInfo{f}, nil
			},
		},
		{
			Names:   []string{"info args"},
			Group:   GroupStack,
			Summary: "The arguments of the selected frame.",
			Needs:   Stopped | Symbols,
			Result:  []argJSON{},
			Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
				return variablesOf(ctx, r, r.session.Args, "No arguments.")
			},
		},
		{
			Names:   []string{"info locals"},
			Group:   GroupStack,
			Summary: "The local variables of the selected frame, those of inner blocks first.",
			Needs:   Stopped | Symbols,
			Result:  []argJSON{},
			Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
				return variablesOf(ctx, r, r.session.Locals, "No locals.")
			},
		},
	}
}

func (r *REPL) shown(ctx context.Context, f *debugger.Frame, err error) (Value, error) {
	if err != nil {
		return nil, err
	}
	return r.showFrame(ctx, f), nil
}

// Errors at the two ends of the stack, in gdb's words.
var (
	errOutermost = errors.New("initial frame selected; you cannot go up")
	errInnermost = errors.New("bottom (innermost) frame selected; you cannot go down")
)

// moveFrame selects the frame n levels out, or as far as there are frames, as gdb does.
func moveFrame(ctx context.Context, r *REPL, n int) (Value, error) {
	f, err := r.session.Frame(ctx)
	if err != nil {
		return nil, err
	}
	n = min(max(n, -f.Level), maxFrames)
	if n == 0 {
		return nil, errInnermost
	}
	if n > 0 {
		t, err := r.session.Backtrace(ctx, r.session.Thread(), f.Level+n+1)
		if err != nil {
			return nil, err
		}
		n = min(n, len(t.Frames)-1-f.Level)
		if n <= 0 {
			return nil, errOutermost
		}
	}
	f, err = r.session.SelectFrame(ctx, f.Level+n)
	return r.shown(ctx, f, err)
}

// maxFrames is more than any stack has.
const maxFrames = 1 << 20

func variablesOf(ctx context.Context, r *REPL, get func(context.Context, *debugger.Frame) ([]debugger.Arg, error), none string) (Value, error) {
	f, err := r.session.Frame(ctx)
	if err != nil {
		return nil, err
	}
	if !f.HasDebug {
		return &variables{none: "No symbol table info available."}, nil
	}
	list, err := get(ctx, f)
	if err != nil && len(list) == 0 {
		return nil, err
	}
	return &variables{list: list, none: none}, err
}

func runBacktrace(ctx context.Context, r *REPL, a *Args) (Value, error) {
	count := a.Int("COUNT", 0)
	if a.Text("COUNT") != "" && count == 0 {
		return &backtraces{}, nil // gdb prints nothing for "bt 0"
	}
	threads := []*debugger.Thread{r.session.Thread()}
	if a.Has("a") {
		var err error
		if threads, err = r.session.CPUs(ctx); err != nil {
			return nil, err
		}
	} else if threads[0] == nil {
		return nil, errors.New("no thread selected")
	}
	v := &backtraces{headings: a.Has("a")}
	var failed error
	for _, t := range threads {
		tr, err := r.session.Backtrace(ctx, t, count)
		if tr == nil && ctx.Err() != nil {
			return v, ctx.Err()
		}
		if tr == nil {
			tr = &debugger.Trace{Thread: t}
			if err != nil {
				tr.End = oneLine(err.Error())
			}
		}
		one := backtrace{Trace: tr}
		if a.Has("full") && err == nil {
			for _, f := range tr.Frames {
				one.locals = append(one.locals, localsOf(ctx, r, f))
				if ctx.Err() != nil {
					break
				}
			}
		}
		v.traces = append(v.traces, one)
		if ctx.Err() != nil {
			return v, ctx.Err()
		}
		if err != nil && failed == nil {
			failed = err
			if a.Has("a") {
				failed = fmt.Errorf("thread %d: %w", t.Num, err)
			}
		}
	}
	return v, failed
}

// localsOf reads the locals of one frame of "bt -full"; that it cannot is said in their place.
func localsOf(ctx context.Context, r *REPL, f *debugger.Frame) *variables {
	if !f.HasDebug {
		return &variables{none: "No symbol table info available."}
	}
	list, err := r.session.Locals(ctx, f)
	v := &variables{list: list, none: "No locals."}
	if err != nil && len(list) == 0 {
		v.none = "<" + oneLine(err.Error()) + ">"
	}
	return v
}

// backtrace is a stack, and with "-full" the locals of each of its frames.
type backtrace struct {
	*debugger.Trace
	locals []*variables // nil, or as many as there are frames
}

type backtraces struct {
	headings bool
	traces   []backtrace
}

func (v *backtraces) Text(p *Printer) {
	for i := range v.traces {
		t := &v.traces[i]
		if v.headings {
			if i > 0 {
				p.Print("\n")
			}
			p.Title(heading(t.Thread))
			p.Print("\n")
		}
		t.print(p)
	}
}

// heading is the line above each stack of "bt -a": CPU 0, thread 1, pid 71 "cat":
func heading(t *debugger.Thread) string {
	if t == nil {
		return "unknown thread:"
	}
	s := fmt.Sprintf("thread %d", t.Num)
	if t.CPU >= 0 {
		s = fmt.Sprintf("CPU %d, %s", t.CPU, s)
	}
	if t.Task != nil {
		s += fmt.Sprintf(", pid %d %q", t.Task.PID, Printable(t.Task.Comm))
	}
	return s + ":"
}

func (t *backtrace) print(p *Printer) {
	for i, f := range t.Frames {
		if f.Note != "" {
			p.Printf("--- <%s> ---\n", Printable(f.Note))
		}
		printFrame(p, f, true)
		if i < len(t.locals) {
			t.locals[i].print(p, "        ")
		}
	}
	if t.User != nil {
		printUser(p, t.Thread, t.User)
	}
	if t.End != "" {
		p.Printf("Backtrace stopped: %s\n", oneLine(t.End))
	}
	if t.More {
		p.Print("(More stack frames follow...)\n")
	}
}

type traceJSON struct {
	Thread *threadJSON `json:"thread,omitempty"`
	Frames []frameJSON `json:"frames"`
	User   *userJSON   `json:"user,omitempty"` // where the stack ends at user mode
	End    string      `json:"end,omitempty"`  // why the stack ends early
	More   bool        `json:"more,omitempty"` // there are more frames than were asked for
}

type userJSON struct {
	Task      *taskJSON      `json:"task,omitempty"`
	Registers map[string]hex `json:"registers"`
}

func (v *backtraces) JSON() any {
	list := make([]traceJSON, 0, len(v.traces))
	for _, t := range v.traces {
		j := traceJSON{Frames: make([]frameJSON, 0, len(t.Frames)), End: oneLine(t.End), More: t.More}
		if t.Thread != nil {
			j.Thread = newThreadJSON(t.Thread)
		}
		for i, f := range t.Frames {
			fj := newFrameJSON(f)
			if i < len(t.locals) {
				fj.Locals = newArgsJSON(t.locals[i].list)
			}
			j.Frames = append(j.Frames, fj)
		}
		if t.User != nil {
			j.User = &userJSON{Registers: make(map[string]hex)}
			if j.Thread != nil {
				j.User.Task = j.Thread.Task
			}
			for i, info := range arch.AMD64.Regs {
				if x, ok := t.User.Get(arch.Reg(i)); ok {
					j.User.Registers[info.Name] = hex(x)
				}
			}
		}
		list = append(list, j)
	}
	return list
}
