package debugger

import (
	"context"
	"fmt"
)

// Type is the sort of a breakpoint as "info breakpoints" shows it.
func (b *Breakpoint) Type() string {
	if b.Log != "" && b.Kind == BreakSoftware {
		return "dprintf"
	}
	return b.Kind.String()
}

// OnLog says who gets what breakpoints with a [Breakpoint.Log] print while the target goes on. It is
// called on the goroutine of the session.
func (s *Session) OnLog(print func([]Piece)) { s.logged = print }

// log prints what a breakpoint has to say about a hit, as a thread at frame 0 sees it. What cannot be
// evaluated is told instead: a trace is not worth less for one bad pointer.
func (s *Session) log(ctx context.Context, b *Breakpoint, stop *Stop) error {
	s.stop.selected, s.stop.frame = stop.Thread, 0
	pieces, err := s.Printf(ctx, b.Log)
	if s.linkError(err); s.state == Lost {
		return err
	}
	if err != nil {
		pieces = []Piece{{Text: fmt.Sprintf("Error in dprintf %d: %v", b.Num, err), Foreign: true}, {Text: "\n"}}
	}
	if s.logged != nil {
		s.logged(pieces)
	}
	return nil
}
