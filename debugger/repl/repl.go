package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"kbreak/debugger"
)

// Options are what a [REPL] is made of.
type Options struct {
	// Open makes the session. It is given where one-line notices and the target's console text go.
	Open func(notice func(string), console func([]byte)) Session
	// Dial opens the line to a stub.
	Dial func(ctx context.Context, target string) (io.ReadWriteCloser, error)

	In       LineReader // where commands come from; nil: from nowhere
	Prompts  bool       // In is a person at a terminal: prompt, ask, repeat the last command
	Out      io.Writer
	Err      io.Writer
	Terminal *Terminal // what Out is shown on; nil if it is no terminal
	JSON     bool      // one JSON document per command instead of text
	Verbose  bool      // errors with their chain of causes
	History  *History  // nil: none is kept
	Signals  <-chan os.Signal
	Version  string
}

// REPL reads commands and runs them. It is used by one goroutine.
type REPL struct {
	opt      Options
	table    *Table
	session  Session
	line     line
	using    chan struct{} // full while the session is used from the goroutine that edits a line
	in       *input
	out      *output
	settings settings
	ints     interrupts

	displays displays
	typing   bool // the lines of a block are being typed

	last     string    // what an empty line runs again
	depth    int       // nesting of source
	nest     int       // nesting of blocks and of defined commands
	calls    int       // nesting of defined commands
	hooked   []string  // commands whose hooks run
	args     *userArgs // of the innermost defined command; nil outside
	failed   bool      // a command failed
	late     bool      // Ctrl-C came when the last command had ended
	quit     bool      // by the quit command or the end of input
	quitCode int
	commands map[int][]stmt         // of breakpoints, by number
	together struct{ from, to int } // numbers of the breakpoints that one rbreak set
	hit      []*debugger.Breakpoint // by the last stop
	draining bool                   // commands of breakpoints run
	queued   []stmt                 // those of a stop that came while they ran
	stops    int                    // such stops
	signal   os.Signal              // that ends the program, nil if none has
}

// Errors that end more than one command.
var (
	// ErrInterrupted says that Ctrl-C ended a command. [LineReader.ReadLine] returns it for a
	// Ctrl-C at the prompt.
	ErrInterrupted = errors.New("interrupted")

	errTerminated = errors.New("terminated by a signal")
)

// New returns a REPL. Commands are read by [REPL.Main] only.
func New(opt Options) *REPL {
	r := &REPL{opt: opt, table: NewTable(), using: make(chan struct{}, 1)}
	r.in = newInput(opt.In)
	r.out = newOutput(opt.Out, opt.Err, opt.JSON)
	r.settings = newSettings(opt)
	r.session = opt.Open(r.notice, r.console)
	r.session.OnLog(r.logged)
	r.in.reader.SetCompleter(r.complete)
	if h := opt.History; h != nil && h.Path != "" {
		lines, err := h.Load()
		if err != nil {
			r.notice("the history cannot be read: " + err.Error())
		}
		for _, line := range lines {
			r.in.reader.AddHistory(line)
		}
	}
	return r
}

// Step is something to do before commands are read: one of the strings is set.
type Step struct {
	Target  string // attach
	Symbols string // load the kernel's symbols
	Command string // run one line
	File    string // run a file of commands
	Local   string // run a file that needs to be allowed
	Allowed bool   // Local is
}

// Exit statuses of [REPL.Main] beside 0.
const (
	StatusFailed   = 1 // a command failed
	StatusInternal = 3 // a bug in kbreak
	statusSignal   = 128
)

// Main runs the steps and then, if more is set, what the user types. It returns the exit status:
// 0, [StatusFailed] if a command failed that no person saw fail, or 128 and the number of the
// signal that ended it. The target, if there is one, runs again when Main returns, whatever happened.
//
// A step that cannot attach ends the steps, since the others rely on the target, and so does Ctrl-C.
// After any other failure the next step is run, as gdb does it.
func (r *REPL) Main(start []Step, more bool) (status int) {
	defer func() {
		if p := recover(); p != nil {
			r.leave()
			r.reportPanic(p)
			status = StatusInternal
		}
	}()
	for _, s := range start {
		if r.ended() {
			break
		}
		var err error
		switch {
		case s.Target != "":
			err = r.execute("target remote "+s.Target, nil)
		case s.Symbols != "":
			err = r.execute("symbol-file "+quoteWord(s.Symbols), nil)
		case s.Local != "":
			err = r.runLocal(s)
		case s.File != "":
			err = r.execute("source "+quoteWord(s.File), nil)
		default:
			err = r.execute(s.Command, nil)
		}
		// Attached with an error means that no kernel was found: registers still work.
		refused := s.Target != "" && err != nil && r.session.State() == debugger.NoTarget
		if refused || errors.Is(err, ErrInterrupted) {
			more = more && r.opt.Prompts
			break
		}
	}
	if more && !r.ended() {
		r.loop()
	}
	if err := errors.Join(r.leave(), r.setLogging(false)); err != nil {
		r.out.error(err, r.settings.verbose)
		r.failed = true
	}
	switch {
	case r.signal != nil:
		if n, ok := r.signal.(syscall.Signal); ok {
			return statusSignal + int(n)
		}
		return StatusFailed
	case r.quitCode != 0:
		return r.quitCode
	case r.failed && !(more && r.opt.Prompts):
		return StatusFailed
	}
	return 0
}

// ended reports whether no further command is to be run.
func (r *REPL) ended() bool { return r.quit || r.signal != nil || r.out.isBroken() }

// poll takes the signals that have arrived meanwhile and reports whether Ctrl-C was among them.
func (r *REPL) poll() (interrupted bool) {
	interrupted, r.late = r.late, false
	for {
		select {
		case sig := <-r.opt.Signals:
			if sig == os.Interrupt {
				interrupted = true
			} else {
				r.signal = sig
			}
		default:
			return interrupted
		}
	}
}

const prompt = "(kbreak) "

// loop runs what is typed until the end of input.
func (r *REPL) loop() {
	for !r.ended() {
		r.out.startScreen()
		if r.poll(); r.ended() { // a Ctrl-C that came too late for its command is spent
			return
		}
		line, err := r.readCommand(prompt)
		switch {
		case errors.Is(err, ErrInterrupted):
			continue
		case errors.Is(err, errLineTooLong):
			r.failed = true
			if err = r.show("", nil, err); !r.out.json {
				r.out.error(err, r.settings.verbose)
			}
			continue
		case err != nil:
			if r.opt.Prompts && r.signal == nil {
				r.out.text("quit\n")
			}
			r.quit = true
			return
		}
		if strings.TrimSpace(line) == "" {
			if !r.opt.Prompts || r.last == "" {
				continue
			}
			line = r.last
		} else if r.opt.Prompts {
			r.remember(line)
		}
		err = r.execute(line, typedLines{r})
		if !r.opt.Prompts && errors.Is(err, ErrInterrupted) {
			r.quit = true
		}
	}
}

// maxLine bounds a command together with its continuation lines.
const maxLine = 64 << 10

// readCommand reads a line and, as long as it ends with a backslash, those that continue it.
func (r *REPL) readCommand(prompt string) (string, error) {
	if !r.opt.Prompts {
		prompt = ""
	}
	line, err := r.readLine(prompt)
	if err != nil {
		return "", err
	}
	for strings.HasSuffix(line, `\`) && len(line) < maxLine {
		if prompt != "" {
			prompt = "> "
		}
		next, err := r.readLine(prompt)
		if errors.Is(err, io.EOF) {
			return line, nil
		}
		if err != nil {
			return "", err
		}
		line = strings.TrimSuffix(line, `\`) + next
	}
	return line, nil
}

// readLine reads one line. A signal that ends the program ends it.
func (r *REPL) readLine(prompt string) (string, error) {
	if r.in.pending { // the editor still shows the prompt of a line that was given up
		r.out.text(prompt)
	}
	lines := r.in.request(prompt)
	if r.opt.Prompts {
		r.out.hold()
		defer r.out.release()
	}
	for {
		select {
		case res := <-lines:
			r.in.received()
			return res.text, res.err
		case sig := <-r.opt.Signals:
			// A terminal with line editing delivers Ctrl-C as a key, not as a signal.
			if sig == os.Interrupt && r.typing {
				r.out.text("\n")
				return "", ErrInterrupted
			}
			if sig == os.Interrupt && r.opt.Prompts {
				r.out.text("\n" + prompt)
				continue
			}
			r.signal = sig
			return "", errTerminated
		}
	}
}

// ask asks the user a yes-or-no question. Where there is nobody to ask the answer is yes, as in gdb.
func (r *REPL) ask(question string) bool {
	if !r.opt.Prompts || r.out.json {
		return true
	}
	if i := strings.LastIndexByte(question, '\n'); i >= 0 {
		r.out.text(question[:i+1])
		question = question[i+1:]
	}
	for {
		line, err := r.readLine(strings.TrimSpace(question+" (y or n)") + " ")
		if err != nil {
			return false
		}
		switch strings.ToLower(strings.TrimSpace(line)) {
		case "y", "yes":
			return true
		case "n", "no":
			return false
		}
		r.out.text("Please answer y or n.\n")
	}
}

// remember puts a line into the history.
func (r *REPL) remember(line string) {
	if strings.ContainsAny(line, "\n\r\x00") {
		return
	}
	r.in.reader.AddHistory(line)
	if r.opt.History != nil && r.settings.historySave {
		if err := r.opt.History.Append(line); err != nil {
			r.settings.historySave = false
			r.notice("the history is not saved: " + err.Error())
		}
	}
}

// leaveTimeout bounds how long the program waits for the target when it ends.
const leaveTimeout = 5 * time.Second

// leave detaches and gives the terminal back.
func (r *REPL) leave() error {
	r.in.close()
	if r.session == nil {
		return nil
	}
	select {
	case r.using <- struct{}{}:
	case <-time.After(2 * completionTimeout):
	}
	done := make(chan error, 1)
	ctx, cancel := context.WithTimeout(context.Background(), leaveTimeout)
	defer cancel()
	attached := r.session.TargetName()
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- fmt.Errorf("internal error: %v", p)
			}
		}()
		done <- r.session.Close(ctx)
	}()
	var err error
	select {
	case err = <-done:
	case <-time.After(leaveTimeout + time.Second):
		err = errors.New("the stub does not answer")
	}
	r.line.close()
	if err != nil && attached != "" {
		err = fmt.Errorf("detach from %s: %w; the target may still be stopped", attached, err)
	}
	return err
}

// notice shows a line about something that is no command's result. It may be called from any
// goroutine.
func (r *REPL) notice(s string) { r.out.notice(s) }

// console shows what the target writes to its console. It may be called from any goroutine.
func (r *REPL) console(p []byte) { r.out.console(p) }

// line is the way to the stub. It is kept beside the session to be closed when the stub does not
// react: that ends every wait on it.
type line struct {
	mu   sync.Mutex
	conn io.Closer
}

func (l *line) set(c io.Closer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conn = c
}

// open reports whether there is a line to give up.
func (l *line) open() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.conn != nil
}

// close closes the line; the session may have done so already.
func (l *line) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.conn != nil {
		_ = l.conn.Close()
		l.conn = nil
	}
}
