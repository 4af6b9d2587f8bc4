package repl

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// LineReader is where commands come from.
type LineReader interface {
	// ReadLine shows the prompt and returns a line without its newline. The error is io.EOF at the
	// end and [ErrInterrupted] for a Ctrl-C.
	ReadLine(prompt string) (string, error)
	AddHistory(line string)
	// SetCompleter sets the function for the tab key: it gets a line and the position of the cursor
	// in runes, and returns what may stand in place of the word before the cursor.
	SetCompleter(func(line string, pos int) (head string, words []string, tail string))
	// Suspend gives the terminal to another program until resume is called.
	Suspend() (resume func())
	Close() error
}

// input lets a [LineReader] be waited for together with other events. The goroutine that reads
// outlives a wait that ends early; the line it reads answers the next request.
type input struct {
	reader  LineReader
	lines   chan readResult
	pending bool
}

type readResult struct {
	text string
	err  error
}

func newInput(r LineReader) *input {
	if r == nil {
		r = NewLineReader(strings.NewReader(""))
	}
	return &input{reader: r, lines: make(chan readResult, 1)}
}

// request asks for a line; it arrives on the channel returned. The receiver calls received.
func (in *input) request(prompt string) <-chan readResult {
	if !in.pending {
		in.pending = true
		go func() {
			text, err := in.reader.ReadLine(prompt)
			in.lines <- readResult{text, err}
		}()
	}
	return in.lines
}

func (in *input) received() { in.pending = false }

func (in *input) close() { _ = in.reader.Close() }

// plainReader reads lines of a file, a pipe or a terminal that cannot move its cursor.
type plainReader struct {
	in  *bufio.Reader
	out io.Writer // for prompts; nil: not shown
}

// NewLineReader returns a LineReader that reads commands from a file or pipe and shows no prompt.
func NewLineReader(r io.Reader) LineReader { return &plainReader{in: bufio.NewReader(r)} }

// NewPromptReader returns a LineReader without line editing that shows prompts on out.
func NewPromptReader(r io.Reader, out io.Writer) LineReader {
	return &plainReader{in: bufio.NewReader(r), out: out}
}

var errLineTooLong = fmt.Errorf("line too long: more than %d bytes", maxLine)

func (p *plainReader) ReadLine(prompt string) (string, error) {
	if p.out != nil && prompt != "" {
		if _, err := io.WriteString(p.out, prompt); err != nil {
			return "", err
		}
	}
	return readLimited(p.in)
}

// readLimited reads a line of at most maxLine bytes; the last one need not end with a newline. Of a longer
// one nothing is left to read, so that the next line follows.
func readLimited(in *bufio.Reader) (string, error) {
	var b strings.Builder
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if long = long || b.Len()+len(part) > maxLine; !long {
			b.Write(part)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if long && (err == nil || errors.Is(err, io.EOF)) {
			return "", errLineTooLong
		}
		if err != nil && (b.Len() == 0 || !errors.Is(err, io.EOF)) {
			return "", err
		}
		return strings.TrimRight(b.String(), "\r\n"), nil
	}
}

func (*plainReader) AddHistory(string) {}

func (*plainReader) SetCompleter(func(string, int) (string, []string, string)) {}

func (*plainReader) Suspend() func() { return func() {} }

func (*plainReader) Close() error { return nil }
