package repl

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"kbreak/debugger"
)

func targetCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"target"},
			Group:   GroupTarget,
			Summary: "Connect to a target.",
			Run:     listSubcommands("target"),
		},
		{
			Names:    []string{"target remote"},
			Group:    GroupTarget,
			Summary:  "Attach to a kernel through the GDB stub of a hypervisor or of kgdb.",
			Params:   []Param{{Name: "TARGET", Kind: Rest}},
			NoRepeat: true,
			Result:   attachJSON{},
			Help: `TARGET is one of
  HOST:PORT, :PORT, tcp:HOST:PORT   a TCP port
  unix:PATH                         a Unix-domain socket
  exec:COMMAND, | COMMAND           a command whose standard input and output are the stub

Attaching stops the target. The place where KASLR put the kernel is found and verified, and said in
one line. Leave with "detach" or "quit": the target then runs on.`,
			Confirm: func(r *REPL, _ *Args) string {
				if name := r.session.TargetName(); name != "" && r.session.State() != debugger.Lost {
					return "Attached to " + name + ". Detach from it first?"
				}
				return ""
			},
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				return attachTo(ctx, r, a.Text("TARGET"))
			},
		},
		{
			Names:    []string{"reconnect"},
			Group:    GroupTarget,
			Summary:  "Open the line to the target again after it was lost.",
			NoRepeat: true,
			Result:   attachJSON{},
			Help: `For a cable that was pulled, a terminal server that was restarted or a guest that rebooted. The
kernel is looked for where it was: breakpoints, watchpoints and symbols go on, and where the target was
booted anew that is said and they are placed anew. What was inserted when the line was lost is taken out
first. It may be repeated until the other end is back.

A target that was reset while it was stopped need not show: its line is there, and what is read is old or
fails. Then the line is given up, with nothing more sent over it, and opened again.`,
			Confirm: func(r *REPL, _ *Args) string {
				if s := r.session.State(); s == debugger.Stopped || s == debugger.Running {
					return "The line to " + r.session.TargetName() + " is not lost. Give it up, as for a target that was reset, and open it again?"
				}
				return ""
			},
			Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
				if r.session.State() != debugger.NoTarget {
					r.session.GiveUp()
				}
				name := r.session.LostTarget()
				if name == "" {
					return nil, errors.New("no target was lost: attach with \"target remote HOST:PORT\"")
				}
				return attachTo(ctx, r, name)
			},
		},
		{
			Names:    []string{"detach"},
			Group:    GroupTarget,
			Summary:  "Let the target run and end the connection.",
			NoRepeat: true,
			Result:   detachJSON{},
			Help:     "The symbol files stay loaded.",
			Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
				v := detached{r.session.TargetName(), r.session.State() == debugger.Lost}
				if err := r.session.Detach(ctx); err != nil {
					return nil, err
				}
				r.line.set(nil)
				return v, nil
			},
		},
		{
			Names:   []string{"monitor"},
			Group:   GroupTarget,
			Summary: "Send a command to the monitor of the stub.",
			Params:  []Param{{Name: "COMMAND", Kind: Rest}},
			Needs:   Stopped,
			Result:  monitorJSON{},
			Help: `What it understands is the stub's matter: QEMU runs a command of its human monitor, VMware knows
help, r, phys and virt, kgdb runs a command of kdb.`,
			Run: runMonitor,
		},
		{
			Names:   []string{"info link"},
			Group:   GroupTarget,
			Summary: "What the connection has cost, and what the stub can do.",
			Result:  linkJSON{},
			Run: func(_ context.Context, r *REPL, _ *Args) (Value, error) {
				if r.session.State() == debugger.NoTarget {
					return nil, debugger.ErrNoTarget
				}
				return link{r.session.Link()}, nil
			},
		},
	}
}

func attachTo(ctx context.Context, r *REPL, name string) (Value, error) {
	if r.session.State() != debugger.NoTarget {
		if err := r.session.Detach(ctx); err != nil {
			return nil, err
		}
	}
	r.line.set(nil)
	conn, err := r.opt.Dial(ctx, name)
	if err != nil {
		return nil, err
	}
	r.line.set(conn)
	stop, err := r.session.Attach(ctx, conn, name)
	if stop == nil {
		r.line.set(nil)
		return nil, err
	}
	v := &attached{target: name, kernel: r.session.KernelLine(), stop: stopEvent{stop: stop}}
	frameErr := v.stop.locate(ctx, r)
	return v, errors.Join(err, frameErr)
}

type attached struct {
	target string
	kernel string
	stop   stopEvent
}

func (v *attached) stopped() bool { return v.stop.stopped() }

func (v *attached) Text(p *Printer) {
	p.Printf("Remote debugging using %s\n", v.target)
	if v.kernel != "" {
		p.Print(v.kernel + "\n")
	}
	v.stop.where(p)
	v.stop.shown.Text(p)
}

type attachJSON struct {
	Target string   `json:"target"`
	Kernel string   `json:"kernel,omitempty"` // where it is and how that was found
	Stop   stopJSON `json:"stop"`
}

func (v *attached) JSON() any {
	return attachJSON{v.target, v.kernel, v.stop.json()}
}

type detached struct {
	target string
	lost   bool
}

type detachJSON struct {
	Target string `json:"target"`
	Lost   bool   `json:"lost,omitempty"` // the connection was: what the target does is not known
}

func (v detached) Text(p *Printer) {
	if v.lost {
		p.Printf("[Gave up the lost connection to %s; whether the target runs is not known]\n", v.target)
	} else {
		p.Printf("[Detached from %s, which runs on]\n", v.target)
	}
}

func (v detached) JSON() any { return detachJSON{v.target, v.lost} }

func runMonitor(ctx context.Context, r *REPL, a *Args) (Value, error) {
	v := &monitorOutput{stream: !r.out.json}
	err := r.session.Monitor(ctx, a.Text("COMMAND"), func(s string) {
		if v.stream {
			r.console([]byte(s))
		} else if v.text.Len()+len(s) > maxStream {
			return
		}
		if s != "" {
			v.text.WriteString(s)
			v.open = !strings.HasSuffix(s, "\n")
		}
	})
	return v, err
}

// monitorOutput has been shown already where text goes to a person: a monitor on a serial line may
// take long.
type monitorOutput struct {
	stream bool
	text   strings.Builder
	open   bool // the last line has no newline
}

type monitorJSON struct {
	Output string `json:"output"`
}

func (v *monitorOutput) Text(p *Printer) {
	if v.open {
		p.Print("\n")
	}
}

func (v *monitorOutput) JSON() any {
	return monitorJSON{strings.ReplaceAll(v.text.String(), "\r\n", "\n")}
}

type link struct{ info debugger.LinkInfo }

func (v link) Text(p *Printer) {
	l := v.info
	cache := "off"
	if l.CacheOn {
		cache = plural(l.Cache.Hits, "hit") + ", " + plural(l.Cache.Misses, "miss") + ", " +
			plural(l.Cache.Reads, "read") + " of " + plural(l.Cache.Bytes, "byte")
	}
	read := plural(uint64(l.MaxRead), "byte") + " at most"
	if l.PageTables {
		read += ", kernel memory through page tables"
	}
	trips := strconv.FormatUint(l.RoundTrips, 10) + ", " + plural(l.Retransmits, "retransmission")
	if l.Damaged > 0 {
		trips += ", " + plural(l.Damaged, "damaged packet")
	}
	rows := [][]string{
		{"target", l.Target + " (" + l.State.String() + ")"},
		{"stub", l.Stub},
		{"registers", l.Registers},
		{"memory read", read},
		{"sent", plural(l.Sent.Packets, "packet") + ", " + plural(l.Sent.Bytes, "byte")},
		{"received", plural(l.Received.Packets, "packet") + ", " + plural(l.Received.Bytes, "byte")},
		{"round trips", trips},
		{"read cache", cache},
	}
	if l.Noisy {
		rows = append(rows, []string{"line", "damages bytes: answers are confirmed, which costs twice as much"})
	}
	p.Table(rows)
}

type linkJSON struct {
	Target      string      `json:"target"`
	State       string      `json:"state"`
	Stub        string      `json:"stub"`
	Registers   string      `json:"registers"`
	MaxRead     int         `json:"max_read"` // bytes
	Sent        trafficJSON `json:"sent"`
	Received    trafficJSON `json:"received"`
	RoundTrips  uint64      `json:"round_trips"`
	Retransmits uint64      `json:"retransmits"`
	Damaged     uint64      `json:"damaged"`               // packets received
	Noisy       bool        `json:"noisy,omitempty"`       // the line damages bytes: answers are confirmed
	PageTables  bool        `json:"page_tables,omitempty"` // kernel memory is read through them
	Cache       cacheJSON   `json:"cache"`
}

type trafficJSON struct {
	Packets uint64 `json:"packets"`
	Bytes   uint64 `json:"bytes"`
}

type cacheJSON struct {
	On     bool   `json:"on"`
	Hits   uint64 `json:"hits"`
	Misses uint64 `json:"misses"`
	Reads  uint64 `json:"reads"`
	Bytes  uint64 `json:"bytes"`
}

func (v link) JSON() any {
	l := v.info
	return linkJSON{
		l.Target, l.State.String(), l.Stub, l.Registers, l.MaxRead,
		trafficJSON(l.Sent), trafficJSON(l.Received), l.RoundTrips, l.Retransmits, l.Damaged, l.Noisy, l.PageTables,
		cacheJSON{l.CacheOn, l.Cache.Hits, l.Cache.Misses, l.Cache.Reads, l.Cache.Bytes},
	}
}
