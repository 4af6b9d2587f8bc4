package repl

import (
	"errors"

	"github.com/peterh/liner"
)

// editor reads lines from a terminal with editing, history and completion. It is the only place
// that knows the library.
//
// Between prompts the library keeps the terminal without echo but lets Ctrl-C raise SIGINT; at the
// prompt Ctrl-C is a key.
type editor struct {
	state    *liner.State
	original liner.ModeApplier // the terminal as it was
}

// NewEditor takes over the terminal on standard input and output.
func NewEditor() LineReader {
	e := &editor{}
	e.original, _ = liner.TerminalMode()
	e.state = liner.NewLiner()
	e.state.SetCtrlCAborts(true)
	e.state.SetTabCompletionStyle(liner.TabPrints)
	e.state.SetBeep(false)
	return e
}

func (e *editor) ReadLine(prompt string) (string, error) {
	line, err := e.state.Prompt(prompt)
	if errors.Is(err, liner.ErrPromptAborted) {
		return "", ErrInterrupted
	}
	return line, err
}

func (e *editor) AddHistory(line string) { e.state.AppendHistory(line) }

func (e *editor) SetCompleter(f func(string, int) (string, []string, string)) {
	if f == nil {
		e.state.SetWordCompleter(nil)
		return
	}
	e.state.SetWordCompleter(f)
}

func (e *editor) Suspend() func() {
	if e.original == nil {
		return func() {}
	}
	ours, err := liner.TerminalMode()
	if err != nil {
		return func() {}
	}
	_ = e.original.ApplyMode()
	return func() { _ = ours.ApplyMode() }
}

func (e *editor) Close() error { return e.state.Close() }
