package repl

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"kbreak/debugger"
)

func runCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"continue", "c", "fg"},
			Group:   GroupRunning,
			Summary: "Let the target run until it stops.",
			Params:  []Param{{Name: "N", Kind: Count, Optional: true}},
			Needs:   Stopped,
			Result:  stopJSON{},
			Help: `With N, the breakpoint that it is stopped at is passed over N-1 times.

Ctrl-C stops it. A second Ctrl-C, when the stub does not react to the first, offers to close the
line and to leave the target to itself.`,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				if err := r.ignoreHere(a.Int("N", 0)); err != nil {
					return nil, err
				}
				if r.person() {
					r.out.text("Continuing.\n")
				}
				return runTo(ctx, r, r.session.Continue)
			},
		},
	}
}

// runTo resumes the target and shows where it stops.
func runTo(ctx context.Context, r *REPL, resume func(context.Context) (*debugger.Stop, error)) (Value, error) {
	v := &stopEvent{before: r.session.Thread()}
	var err error
	if v.stop, err = untilStopped(ctx, r, resume); v.stop == nil {
		return nil, err
	}
	r.hit = v.stop.Hits
	v.silent = r.silenced(v.stop.Hits)
	return v, errors.Join(err, v.locate(ctx, r))
}

// untilStopped resumes the target and waits for it to stop. Ctrl-C ends the wait and not the command,
// hence a context of its own for each wait. A stub that does not react to the interrupt is waited for
// again: the next Ctrl-C then offers to give up.
func untilStopped(ctx context.Context, r *REPL, resume func(context.Context) (*debugger.Stop, error)) (*debugger.Stop, error) {
	// All that happens until then is one question after the other. A second thread of this program, woken for
	// each hand of a packet to the next goroutine, makes a hit half as long again.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	wait, release := r.ints.context(context.WithoutCancel(ctx), 0)
	stop, err := resume(wait)
	release()
	for err != nil && r.session.State() == debugger.Running && ctx.Err() == nil {
		r.notice(err.Error() + "; waiting on, Ctrl-C gives up")
		wait, release := r.ints.context(context.WithoutCancel(ctx), 1)
		stop, err = r.session.Wait(wait)
		release()
	}
	return stop, err
}

// stopEvent says why and where the target stopped.
type stopEvent struct {
	before *debugger.Thread // selected before, nil if that does not matter
	stop   *debugger.Stop
	frame  *shownFrame // nil if there is none
	silent bool        // the commands of the breakpoint that was hit begin with "silent"
	shown  shownDisplays
}

// locate adds the frame where the target stopped.
func (v *stopEvent) locate(ctx context.Context, r *REPL) error {
	if v.stop.Exited || r.session.State() != debugger.Stopped {
		return nil
	}
	frame := r.session.Frame
	if v.stepped() && !v.stop.NewFrame && !r.out.json {
		frame = r.session.FrameLine // the arguments are not shown
	}
	f, err := frame(ctx)
	if err == nil || errors.Is(err, debugger.ErrNoFrame) {
		v.shown = r.showDisplays(ctx, r.displays.list...)
	}
	if err != nil {
		if errors.Is(err, debugger.ErrNoFrame) {
			return nil
		}
		return fmt.Errorf("show the frame: %w", err)
	}
	v.frame = r.showFrame(ctx, f)
	return nil
}

func (v *stopEvent) Text(p *Printer) {
	if v.stop.Exited {
		p.Print("[The target is gone; when it is back, \"reconnect\" attaches to it]\n")
		return
	}
	if v.silent {
		return
	}
	if len(v.stop.Hits) > 0 || v.stepped() {
		v.arrival(p)
		v.shown.Text(p)
		return
	}
	if t := v.stop.Thread; t != nil {
		if v.before != nil && v.before.Num != t.Num {
			p.Printf("[Switching to %s]\n", targetID(t))
		}
		p.Printf("\nThread %d ", t.Num)
	} else {
		p.Print("\nTarget ")
	}
	if v.stop.Signal == 0 {
		p.Print("stopped.\n")
	} else {
		name, text := debugger.SignalName(v.stop.Signal)
		p.Printf("received signal %s, %s.\n", name, text)
	}
	v.where(p)
	v.shown.Text(p)
}

// stopped reports whether this is a stop that hook-stop is about.
func (v *stopEvent) stopped() bool { return !v.stop.Exited }

// where prints the frame as gdb does at a stop: without its number.
func (v *stopEvent) where(p *Printer) {
	if v.frame != nil {
		v.frame.print(p, false)
	}
}

type stopJSON struct {
	Signal string      `json:"signal,omitempty"` // "SIGINT"
	Reason string      `json:"reason,omitempty"`
	Exited bool        `json:"exited,omitempty"`
	Thread *threadJSON `json:"thread,omitempty"`
	Frame  *frameJSON  `json:"frame,omitempty"`
	Hits   []int       `json:"breakpoints,omitempty"` // numbers of those that were hit
	Event  string      `json:"event,omitempty"`       // what a catchpoint saw
	Old    string      `json:"old,omitempty"`         // of a watchpoint
	New    string      `json:"new,omitempty"`
	Value  string      `json:"returned,omitempty"` // by the function that was left with "finish"
	Note   string      `json:"note,omitempty"`

	Displays []displayJSON `json:"displays,omitempty"`
}

func (v *stopEvent) json() stopJSON {
	s := stopJSON{Reason: v.stop.Reason, Exited: v.stop.Exited, Note: v.stop.Note}
	for _, b := range v.stop.Hits {
		s.Hits = append(s.Hits, b.Num)
		if s.Event == "" {
			s.Event = b.Event
		}
	}
	if v.stop.Returned != nil {
		s.Value = v.stop.Returned.Text
	}
	if len(v.stop.Changes) > 0 {
		s.Old, s.New = v.stop.Changes[0].Old, v.stop.Changes[0].New
	}
	if v.stop.Signal != 0 {
		s.Signal, _ = debugger.SignalName(v.stop.Signal)
	}
	if v.stop.Thread != nil {
		s.Thread = newThreadJSON(v.stop.Thread)
	}
	if v.frame != nil {
		f := newFrameJSON(v.frame.frame)
		s.Frame = &f
	}
	for i := range v.shown {
		s.Displays = append(s.Displays, v.shown[i].json())
	}
	return s
}

func (v *stopEvent) JSON() any { return v.json() }
