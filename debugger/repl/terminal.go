package repl

import (
	"os"
	"runtime"

	"golang.org/x/term"
)

// Standard fills in the options that depend on what standard input and output are. interactive says
// that commands will be read; without it the terminal is left alone.
func (o *Options) Standard(getenv func(string) string, interactive bool) {
	inTTY := term.IsTerminal(int(os.Stdin.Fd()))
	outTTY := term.IsTerminal(int(os.Stdout.Fd()))
	dumb := runtime.GOOS != "windows" && (getenv("TERM") == "" || getenv("TERM") == "dumb")
	o.Out, o.Err = os.Stdout, os.Stderr
	if outTTY {
		o.Terminal = &Terminal{Size: outputSize, Color: !dumb && getenv("NO_COLOR") == "" && ansi(getenv)}
	}
	switch {
	case !interactive:
	case !inTTY || o.JSON:
		o.In = NewLineReader(os.Stdin)
	case outTTY && !dumb:
		o.In, o.Prompts = NewEditor(), true
	case outTTY:
		o.In, o.Prompts = NewPromptReader(os.Stdin, os.Stdout), true
	default:
		o.In, o.Prompts = NewPromptReader(os.Stdin, os.Stderr), true
	}
	if o.Prompts {
		o.History = &History{Path: HistoryPath(getenv), Size: 1000}
	}
}

func outputSize() (rows, columns int) {
	columns, rows, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil {
		return 0, 0
	}
	return rows, columns
}

// ansi reports whether the terminal understands colours: the old console of Windows does not unless
// a program asks it to.
func ansi(getenv func(string) string) bool {
	return runtime.GOOS != "windows" || getenv("WT_SESSION") != "" || getenv("TERM") != ""
}
