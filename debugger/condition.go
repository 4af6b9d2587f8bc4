package debugger

import (
	"context"
	"errors"
	"fmt"

	"kbreak/debugger/eval"
	"kbreak/mem"
)

// SetCondition gives a breakpoint a condition, "" takes it away. What means nothing at any of its
// locations is refused and leaves the old one; what fails when the breakpoint is hit stops there and
// says so.
func (s *Session) SetCondition(ctx context.Context, num int, condition string) error {
	b, err := s.Breakpoint(num)
	if err != nil {
		return err
	}
	if err := s.checkAll(ctx, b, condition); err != nil {
		return err
	}
	b.Condition = condition
	return nil
}

// checkAll checks an expression where a breakpoint is. One of several locations where it means nothing
// is disabled with a note, as in gdb; a breakpoint that is pending is checked by its first hit.
func (s *Session) checkAll(ctx context.Context, b *Breakpoint, text string) error {
	if text == "" {
		return nil
	}
	var bad []*BreakpointLocation
	var first error
	for _, l := range b.Locations {
		if err := s.checkAt(ctx, b, l.Addr, text); err != nil {
			if s.state == Lost {
				return err
			}
			if bad = append(bad, l); first == nil {
				first = err
			}
		}
	}
	if len(bad) == len(b.Locations) {
		return first
	}
	for _, l := range bad {
		l.Enabled = false
		l.Note = fmt.Sprintf("location %v is disabled: %q means nothing there: %v", l.Addr, text, first)
	}
	return nil
}

// checkAt compiles an expression in the block of an address: of a watchpoint, in that of the selected
// frame.
func (s *Session) checkAt(ctx context.Context, b *Breakpoint, a mem.Addr, text string) error {
	env := s.env(ctx)
	if !b.Kind.Watch() {
		env = s.envAt(ctx, a)
	}
	_, err := eval.Compile(ctx, env, text)
	return inWords(s.linkError(err))
}

// envAt is the environment of a frame that will be at a: names and types are known, values are not.
func (s *Session) envAt(ctx context.Context, a mem.Addr) *evalEnv {
	e := &evalEnv{s: s, r: s.memory(), names: make(map[eval.Name]looked)}
	p := &physFrame{pc: a, lookup: a, mem: e.r}
	if s.state == Stopped {
		p.thread = s.stop.selected
	}
	s.resolve(ctx, p)
	if frames := s.unfold(p, 0); len(frames) > 0 {
		e.frame = frames[0]
		e.scope = e.frame.scopeOf()
	}
	return e
}

// validate checks what a new breakpoint evaluates when it is hit: a misspelled name is better told now
// than after an hour.
func (s *Session) validate(ctx context.Context, b *Breakpoint) error {
	if err := s.checkFilter(ctx, b); err != nil {
		return err
	}
	if err := s.checkAll(ctx, b, b.Condition); err != nil {
		return err
	}
	if b.Log == "" {
		return nil
	}
	_, args, err := printfParts(b.Log)
	for _, x := range args {
		err = errors.Join(err, s.checkAll(ctx, b, x))
	}
	return err
}
