package debugger

import (
	"context"
	"errors"
	"fmt"

	"kbreak/rsp"
)

// BreakIn is what the user says about how a running target is made to stop.
type BreakIn struct {
	Sequence string // of [Sequences], sent over the line; "" is "auto": line and stub decide
	Command  string // run on this machine instead; "" for none
}

// Sequences are the words for what is sent over a line to interrupt.
var Sequences = []string{string(rsp.Auto), string(rsp.CtrlC), string(rsp.Break), string(rsp.BreakG), string(rsp.Trigger)}

// BreakIn returns the settings, for whoever changes them; they hold from the next time on.
func (s *Session) BreakIn() *BreakIn { return &s.opt.BreakIn }

// breakIn is what the settings mean to the protocol.
func (s *Session) breakIn() rsp.BreakIn {
	b := rsp.BreakIn{Sequence: rsp.Sequence(s.opt.BreakIn.Sequence)}
	if command := s.opt.BreakIn.Command; command != "" && s.opt.RunCommand != nil {
		b.Command = func(ctx context.Context) error { return s.opt.RunCommand(ctx, command) }
	}
	return b
}

// leftRunning is the error of a detach from a target that cannot be stopped. One in which nothing of
// ours is inserted runs on as it should.
func (s *Session) leftRunning(err error) error {
	n := len(s.points.All())
	switch {
	case !errors.Is(err, rsp.ErrNoStop) || s.state != Running:
		return err
	case n == 0:
		return nil
	case n == 1:
		return fmt.Errorf("a breakpoint stays in the target, which stops there and waits; the next attach takes it out: %w", err)
	}
	return fmt.Errorf("%d breakpoints stay in the target, which stops there and waits; the next attach takes them out: %w", n, err)
}
