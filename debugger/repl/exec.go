package repl

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"kbreak/debugger"
)

// execute runs one line, with those of from that belong to it, and shows its result or error. from may
// be nil. The error is returned only to end the program's commands early.
func (r *REPL) execute(line string, from lineSource) error {
	err := r.runLine(line, 0, from)
	if err != nil {
		r.failed = true
		if !r.out.json {
			r.out.error(err, r.settings.verbose)
		}
	}
	return err
}

// runLine runs a line of a script or of the prompt and shows its result. The error is the caller's to
// show, except in JSON, where it is in the document of the command.
func (r *REPL) runLine(line string, number int, from lineSource) error {
	typed := line
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return nil
	}
	s, err := r.readBlock(line, number, from)
	if err != nil {
		return r.show(line, nil, err)
	}
	s.blank = isBlank(typed[len(typed)-1])
	return r.perform(&s)
}

// perform runs a statement and shows its result.
func (r *REPL) perform(s *stmt) error {
	if r.settings.trace {
		r.out.text(strings.Repeat("+", r.depth+1) + s.text + "\n")
	}
	c, text, err := r.table.Lookup(s.text)
	if short := r.structLine(s.text, err); short != nil {
		c, text, err = short, s.text, nil
	}
	if err == nil {
		c = evalLine(c, text)
	}
	if err == nil && r.nest == 0 && r.depth == 0 {
		r.last = s.text
		if c.Repeat != "" {
			r.last = c.Repeat
		}
	}
	if r.nest == 0 && r.depth == 0 && (err != nil || c.NoRepeat) {
		r.last = ""
	}
	if err != nil {
		return r.show(s.text, nil, err)
	}
	args, err := parseArgs(c, text)
	if err == nil {
		args.block = s
		err = r.check(c)
	}
	if err == nil && c.Confirm != nil && r.settings.confirm && r.person() {
		if q := c.Confirm(r, args); q != "" && !r.ask(q) {
			err = errNotConfirmed
		}
	}
	if err == nil {
		err = r.hook("hook-", c.Name())
	}
	var v Value
	if err == nil {
		v, err = r.run(c, args)
		for try := 0; try < maxRereads && c.Group != GroupTarget; try++ {
			again := r.session.Reread()
			if again == debugger.TooLate {
				r.notice("the line damages bytes, and what was shown since the target stopped may be wrong: ask again")
			}
			if again != debugger.ReadAgain {
				break
			}
			v, err = r.run(c, args)
		}
		if err != nil && v == nil {
			v, err = r.answer(c, args, err)
		}
	}
	if stop, ok := v.(interface{ stopped() bool }); ok && stop.stopped() {
		err = errors.Join(err, r.hook("hook-", "stop"))
	}
	if err = r.show(s.text, v, err); err == nil {
		err = r.hook("hookpost-", c.Name())
	}
	if stop, ok := v.(*stopEvent); ok && err == nil {
		err = r.runHits(stop.stop.Hits)
	}
	return err
}

// show renders what a command returned. An error is shown in JSON only.
func (r *REPL) show(line string, v Value, err error) error {
	if r.out.json {
		r.out.document(line, v, err, r.settings.verbose)
		return err
	}
	if v != nil {
		p := r.printer()
		v.Text(p)
		r.page(p.String())
	}
	return err
}

// maxRereads is how often a command is run again because the line turned out to have lied to it.
const maxRereads = 3

var errNotConfirmed = errors.New("not confirmed")

// check refuses a command whose needs are not met.
func (r *REPL) check(c *Command) error {
	if c.Needs&Stopped == 0 {
		return nil
	}
	switch r.session.State() {
	case debugger.NoTarget:
		return debugger.ErrNoTarget
	case debugger.Running:
		return debugger.ErrRunning
	case debugger.Lost:
		name := r.session.TargetName()
		return fmt.Errorf("the connection to %s is lost: \"reconnect\" opens it again", name)
	}
	return nil
}

// interrupts hands Ctrl-C to what waits. The contexts form a stack: Ctrl-C cancels the innermost, so
// that a command can let it end one wait (for the target to stop) and go on.
type interrupts struct {
	mu    sync.Mutex
	stack []*interruptible
}

type interruptible struct {
	cancel context.CancelFunc
	fired  int
}

// context returns a context that Ctrl-C cancels until release is called. fired is how often the user
// has pressed it already to end the same wait.
func (i *interrupts) context(parent context.Context, fired int) (ctx context.Context, release func()) {
	ctx, cancel := context.WithCancel(parent)
	e := &interruptible{cancel: cancel, fired: fired}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.stack = append(i.stack, e)
	return ctx, func() {
		i.mu.Lock()
		defer i.mu.Unlock()
		for n, x := range i.stack {
			if x == e {
				i.stack = i.stack[:n]
				break
			}
		}
		cancel()
	}
}

// fire delivers one Ctrl-C and returns how many the innermost wait has had.
func (i *interrupts) fire() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	if len(i.stack) == 0 {
		return 0
	}
	e := i.stack[len(i.stack)-1]
	e.fired++
	e.cancel()
	return e.fired
}

// all cancels every wait.
func (i *interrupts) all() {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, e := range i.stack {
		e.cancel()
	}
}

type outcome struct {
	value Value
	err   error
	panic any
	stack []byte
}

// run runs a command on a goroutine of its own, while this one listens for signals: the first
// Ctrl-C cancels what waits, the next offers to close the line; any other signal ends the program.
func (r *REPL) run(c *Command, args *Args) (Value, error) {
	ctx, release := r.ints.context(context.Background(), 0)
	defer release()
	if c.Inline {
		return c.Run(ctx, r, args)
	}
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		defer func() {
			if o.panic = recover(); o.panic != nil {
				o.stack = debug.Stack()
			}
			done <- o
		}()
		o.value, o.err = c.Run(ctx, r, args)
	}()

	var giveUp <-chan time.Time
	for {
		select {
		case o := <-done:
			if o.panic != nil {
				panic(commandPanic{o.panic, o.stack})
			}
			if ctx.Err() != nil && errors.Is(o.err, context.Canceled) {
				o.err = ErrInterrupted
			}
			// A Ctrl-C that came too late for this command is for the loop or the script around it.
			r.late = ctx.Err() != nil && o.err == nil
			return o.value, o.err
		case sig := <-r.opt.Signals:
			if sig != os.Interrupt {
				r.signal = sig
				r.ints.all()
				giveUp = time.After(leaveTimeout)
				continue
			}
			if n := r.ints.fire(); n > 1 && r.line.open() && len(done) == 0 {
				if r.offerToGiveUp() && len(done) == 0 {
					r.line.close()
				}
				if r.signal != nil { // it came while the question was open
					r.ints.all()
					giveUp = time.After(leaveTimeout)
				}
			}
		case <-giveUp:
			r.line.close()
			// Everything that waited on the line returns now; if it does not, it is left behind.
			select {
			case o := <-done:
				return o.value, o.err
			case <-time.After(time.Second):
				return nil, errTerminated
			}
		}
	}
}

// offerToGiveUp asks whether to close the line to a stub that does not react.
func (r *REPL) offerToGiveUp() bool {
	if !r.opt.Prompts {
		return true
	}
	if r.ask("The target does not react. Give up waiting and close the line to it?") {
		return true
	}
	if r.signal == nil {
		r.out.text("Waiting; Ctrl-C asks again.\n")
	}
	return false
}

// commandPanic carries a panic of a command to [REPL.Main].
type commandPanic struct {
	value any
	stack []byte
}

func (r *REPL) reportPanic(p any) {
	stack := debug.Stack()
	if c, ok := p.(commandPanic); ok {
		p, stack = c.value, c.stack
	}
	fmt.Fprintf(r.opt.Err, "internal error: %v\nThis is a bug in kbreak, please report it.\n\n%s", p, stack)
}
