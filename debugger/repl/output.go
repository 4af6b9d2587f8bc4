package repl

import (
	"io"
	"os"
	"strings"
	"sync"
)

// output is where everything goes. Notices and console text may arrive from other goroutines.
type output struct {
	json bool

	mu      sync.Mutex
	out     io.Writer
	err     io.Writer
	log     io.Writer // gets a copy of both; nil: there is none
	only    bool      // out gets nothing but prompts and questions
	notices []string  // JSON: for the next document
	stream  strings.Builder
	rows    int // printed since the user last typed something; see page.go
	endless bool
	broken  bool // nobody reads the output any more
	holding bool // a line is being edited: what comes by itself waits in held
	held    strings.Builder
}

func newOutput(out, err io.Writer, json bool) *output {
	return &output{out: out, err: err, json: json}
}

// maxStream bounds what a JSON document keeps of the text a target sends.
const maxStream = 16 << 20

func (o *output) write(w io.Writer, s string) {
	if o.log != nil {
		_, _ = io.WriteString(o.log, s)
		if o.only && w == o.out {
			return
		}
	}
	if _, err := io.WriteString(w, s); err != nil && w == o.out {
		o.broken = true
	}
}

// text writes what is not a command's result: prompts, progress.
func (o *output) text(s string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.json {
		o.write(o.out, s)
	}
}

func (o *output) notice(s string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	s = oneLine(s)
	if o.json {
		o.notices = append(o.notices, s)
		return
	}
	o.aside(o.err, "warning: "+s+"\n")
}

// aside writes what comes by itself, after the line that is being edited.
func (o *output) aside(w io.Writer, s string) {
	if !o.holding {
		o.write(w, s)
	} else if o.held.Len()+len(s) <= maxStream {
		o.held.WriteString(s)
	}
}

// hold keeps back what comes by itself until release, so that it does not tear a line that is being
// edited.
func (o *output) hold() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.holding = true
}

func (o *output) release() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.holding = false
	if o.held.Len() > 0 {
		o.write(o.out, o.held.String())
		o.held.Reset()
	}
}

// console writes text that the target sends, as it arrives.
func (o *output) console(p []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.json {
		if o.stream.Len()+len(p) <= maxStream {
			o.stream.Write(p)
		}
		return
	}
	o.aside(o.out, Printable(string(p)))
}

// passing writes what is printed while the target goes on; in JSON plain is kept with the console text.
func (o *output) passing(plain, shown string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.json {
		o.aside(o.out, shown)
	} else if o.stream.Len()+len(plain) <= maxStream {
		o.stream.WriteString(plain)
	}
}

// takeStream returns the console text collected for a JSON document.
func (o *output) takeStream() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.stream.String()
	o.stream.Reset()
	return s
}

func (o *output) takeNotices() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := o.notices
	o.notices = nil
	return n
}

func (o *output) error(err error, verbose bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	WriteError(o.err, err, verbose)
	if o.log != nil {
		WriteError(o.log, err, verbose)
	}
}

// copyTo has everything that is shown written to w as well, or instead; nil ends that.
func (o *output) copyTo(w *os.File, only bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.log, o.only = nil, false
	if w != nil {
		o.log, o.only = w, only
	}
}

// WriteError writes an error on one line, behind a line for each file of commands it ended, and if verbose is set the chain of its causes below.
func WriteError(w io.Writer, err error, verbose bool) {
	s := ""
	for script, ok := err.(*scriptError); ok; script, ok = err.(*scriptError) {
		s += oneLine(script.where()) + "\n"
		err = script.err
	}
	s += oneLine(err.Error()) + "\n"
	if causes := chain(err); verbose && len(causes) > 1 {
		s += "  " + strings.Join(causes, "\n  ") + "\n"
	}
	_, _ = io.WriteString(w, s)
}

// redirect has the text go to w until restore is called.
func (o *output) redirect(w io.Writer) (restore func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	out, broken := o.out, o.broken
	o.out = w
	return func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.out, o.broken = out, broken
	}
}

// startScreen says that the user has seen what was printed so far.
func (o *output) startScreen() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.rows, o.endless = 0, false
}

// isBroken reports whether the reader of the output has gone away.
func (o *output) isBroken() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.broken
}
