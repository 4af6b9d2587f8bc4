package debugger

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"kbreak/debugger/value"
	"kbreak/mem"
)

// BreakRequest is what "break" and its kin say.
type BreakRequest struct {
	Spec      string
	Log       string
	Hardware  bool
	Temporary bool
	Condition string
	Thread    int // 0: any
	CPU       int // -1: any
	Task      string
	Pending   bool // if the spec is not found, wait for a module that has it
}

// Break sets a breakpoint on every location of a spec. With a stopped target it is inserted at once:
// what the stub refuses is an error and leaves nothing behind.
func (s *Session) Break(ctx context.Context, req BreakRequest) (*Breakpoint, error) {
	if s.state == Running {
		return nil, ErrRunning
	}
	b := &Breakpoint{Kind: BreakSoftware, Spec: req.Spec, Enabled: true, Condition: req.Condition,
		Thread: req.Thread, CPU: req.CPU, Task: req.Task, Log: req.Log}
	if req.Hardware {
		b.Kind = BreakHardware
	}
	if req.Temporary {
		b.Disp = Delete
	}
	if err := s.resolveAt(ctx, b); err != nil {
		if b.Note, err = s.pends(ctx, req, err); err != nil {
			return nil, err
		}
	}
	return b, s.addBreakpoint(ctx, b)
}

// addBreakpoint numbers a breakpoint and inserts it.
func (s *Session) addBreakpoint(ctx context.Context, b *Breakpoint) error {
	if err := s.validate(ctx, b); err != nil {
		return err
	}
	s.breakpoints = append(s.breakpoints, b)
	b.Num = s.lastBreakpoint + 1
	if err := s.insert(ctx); err != nil {
		s.breakpoints = slices.DeleteFunc(s.breakpoints, func(o *Breakpoint) bool { return o == b })
		return errors.Join(err, s.insert(ctx))
	}
	s.lastBreakpoint = b.Num
	s.setConvenience("bpnum", value.FromNumber(int32Type, big.NewInt(int64(b.Num)), s.arch.Order))
	return nil
}

// maxBreakLocations bounds the points of one breakpoint; kgdb's table has 1000.
const maxBreakLocations = 500

// resolveAt gives a breakpoint the locations that its spec has now.
func (s *Session) resolveAt(ctx context.Context, b *Breakpoint) error {
	found, err := s.Locations(ctx, b.Spec)
	if err != nil {
		return err
	}
	if len(found) > maxBreakLocations {
		return fmt.Errorf("%q is %d places in the code, more than %d: be more precise", b.Spec, len(found), maxBreakLocations)
	}
	for _, l := range found {
		if err := s.addLocation(ctx, b, l); err != nil {
			return err
		}
	}
	b.Spec = canonical(b.Spec, found)
	return nil
}

// resolveAgain finds the locations of all breakpoints anew: the kernel or its place is another one now.
// A breakpoint whose spec means nothing any more waits for a module that has it.
func (s *Session) resolveAgain(ctx context.Context, sameBoot bool) error {
	for _, b := range s.breakpoints {
		if b.Kind.Watch() {
			b.Enabled = b.Enabled && sameBoot // else the address was of another run
			continue
		}
		b.Locations = nil
		var err error
		if b.catch != nil {
			err = s.arm(ctx, b)
		} else {
			err = s.resolveAt(ctx, b)
		}
		if s.linkError(err); s.state == Lost {
			return err
		}
		var missing *NotFoundError
		if errors.As(err, &missing) {
			s.opt.Notice(fmt.Sprintf("breakpoint %d is pending: %v", b.Num, err))
		} else if err != nil {
			b.Enabled = false
			s.opt.Notice(fmt.Sprintf("breakpoint %d is disabled: %v", b.Num, err))
		}
	}
	return s.insert(ctx)
}

// mayBreakAt refuses addresses that hold no code of an image that is known: a trap written into data
// is found by whoever reads the data.
func (s *Session) mayBreakAt(ctx context.Context, a mem.Addr) error {
	if s.state != Stopped {
		return nil
	}
	if !s.space.TextAt(a) {
		if _, _, ok := s.space.Find(a); ok {
			return fmt.Errorf("%v is data%s: no breakpoint can be there", a, behind(" of ", s.symbolText(ctx, a)))
		}
	}
	if err := s.mem.of(s.stop.selected).ReadMem(ctx, a, make([]byte, 1)); err != nil {
		return s.linkError(err)
	}
	return nil
}

func behind(word, text string) string {
	if text == "" {
		return ""
	}
	return word + text
}
