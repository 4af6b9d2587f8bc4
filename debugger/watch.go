package debugger

import (
	"bytes"
	"context"
	"fmt"

	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// watched is what a watchpoint looks at: an object in memory, whose address was found when the
// watchpoint was set.
type watched struct {
	typ  *ctype.Type
	size int    // bytes
	last []byte // contents last seen
}

// isWatch reports whether the reason of a stop reply is a watchpoint.
func isWatch(reason string) bool {
	return reason == "watch" || reason == "rwatch" || reason == "awatch"
}

// Watch sets a watchpoint on the object that an expression means. The CPU's debug registers watch it,
// or what the stub has in their place; nothing is stepped and compared.
func (s *Session) Watch(ctx context.Context, text string, kind BreakKind, req BreakRequest) (*Breakpoint, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	v, err := s.value(ctx, text)
	if err != nil {
		return nil, err
	}
	at, ok := v.Address()
	if !ok || v.Type == nil {
		return nil, fmt.Errorf("%q is no object in memory: nothing can be watched", text)
	}
	b := &Breakpoint{Kind: kind, Spec: text, Enabled: true, Condition: req.Condition, Thread: req.Thread, CPU: req.CPU, Task: req.Task,
		watched:   watched{typ: v.Type, size: int(v.Type.Strip().Size)},
		Locations: []*BreakpointLocation{{Location: Location{Addr: at}, Enabled: true}}}
	switch b.size {
	case 1, 2, 4, 8:
	default:
		return nil, fmt.Errorf("%q has %d bytes: a debug register watches 1, 2, 4 or 8", text, b.size)
	}
	if b.last, err = s.look(ctx, b, s.stop.selected); err != nil {
		return nil, s.linkError(err)
	}
	return b, s.addBreakpoint(ctx, b)
}

// look reads what a watchpoint watches.
func (s *Session) look(ctx context.Context, b *Breakpoint, t *Thread) ([]byte, error) {
	now := make([]byte, b.size)
	return now, s.mem.of(t).ReadMem(ctx, b.Locations[0].Addr, now)
}

// watchText formats contents of the object that a watchpoint watches.
func (s *Session) watchText(ctx context.Context, b *Breakpoint, t *Thread, contents []byte) string {
	text, err := s.valuePrinter(s.mem.of(t)).Print(ctx, value.FromBytes(b.typ, contents))
	if err != nil {
		return fmt.Sprintf("<error: %v>", err)
	}
	return text
}

// judgeWatch finds the watchpoints that a stop is about; nil if none of them stays.
func (s *Session) judgeWatch(ctx context.Context, stop *Stop) (*Stop, error) {
	ours := false
	for _, b := range s.Breakpoints() {
		if !b.Kind.Watch() || !b.Enabled || !b.covers(stop.watch) {
			continue
		}
		ours = true
		change, err := s.changeOf(ctx, b, stop.Thread)
		if err != nil {
			return stop, s.linkError(err)
		}
		if change == nil {
			continue
		}
		stays, err := s.count(ctx, b, stop)
		if err != nil {
			return stop, err
		}
		if stays {
			stop.Hits = append(stop.Hits, b)
			stop.Changes = append(stop.Changes, change)
		}
	}
	switch {
	case len(stop.Hits) > 0:
		stop.Reason = "watchpoint"
	case ours:
		return nil, nil
	default:
		stop.Note = fmt.Sprintf("the stub reports a watchpoint at %v, where none of ours is", stop.watch)
	}
	return stop, nil
}

// covers reports whether a data address is watched. VMware gives the low 32 bits of it alone.
func (b *Breakpoint) covers(a mem.Addr) bool {
	at := b.Locations[0].Addr
	end := at.Add(int64(b.size))
	return at <= a && a < end || a>>32 == 0 && at&0xffffffff <= a && a < end&0xffffffff
}

// changeOf is what a watchpoint has to show; nil if that is nothing: a write of what was there, for one
// that waits for changes, and a write for one that waits for reads and is an access watchpoint for want
// of a better one.
func (s *Session) changeOf(ctx context.Context, b *Breakpoint, t *Thread) (*Change, error) {
	now, err := s.look(ctx, b, t)
	if err != nil {
		return nil, err
	}
	old := b.last
	b.last = now
	same := bytes.Equal(old, now)
	c := &Change{New: s.watchText(ctx, b, t, now)}
	if !same {
		c.Old = s.watchText(ctx, b, t, old)
	}
	switch b.Kind {
	case WatchWrite:
		if same {
			return nil, nil
		}
	case WatchRead:
		if x := s.points.Get(b.pointOf(b.Locations[0])); !same && x != nil && x.Asked != x.Point {
			return nil, nil
		}
		c.Old = ""
	}
	return c, nil
}
