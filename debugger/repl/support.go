package repl

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
)

func supportCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"info", "inf", "i"},
			Group:   GroupSupport,
			Summary: "Show things about the target and the debugger.",
			Run:     listSubcommands("info"),
		},
		{
			Names:   []string{"help", "h"},
			Group:   GroupSupport,
			Summary: "Print the list of commands, or help on one.",
			Params:  []Param{{Name: "COMMAND|GROUP|all", Kind: Topic, Optional: true}},
			Result:  helpJSON{},
			Run:     runHelp,
		},
		{
			Names:   []string{"apropos"},
			Group:   GroupSupport,
			Summary: "Search the help for a regular expression.",
			Params:  []Param{{Name: "REGEXP", Kind: Rest}},
			Result:  helpJSON{},
			Run:     runApropos,
		},
		{
			Names:   []string{"echo"},
			Group:   GroupSupport,
			Summary: "Print text.",
			Params:  []Param{{Name: "TEXT", Kind: Rest, Optional: true}},
			Result:  echoJSON{},
			Help:    `The escapes of C are understood: write \n for a newline.`,
			Run: func(_ context.Context, _ *REPL, a *Args) (Value, error) {
				return echo{unescape(a.Text("TEXT"))}, nil
			},
		},
		{
			Names:    []string{"source"},
			Group:    GroupSupport,
			Summary:  "Run the commands in a file.",
			Params:   []Param{{Name: "FILE", Kind: File}},
			Options:  []Option{{Name: "v", Help: "show each command before it runs"}},
			NoRepeat: true,
			Inline:   true,
			Help: `One command stands on a line. A line that begins with # is a comment, a backslash at its end continues
a line on the next. The first command that fails ends the file.`,
			Run: runSource,
		},
		{
			Names:    []string{"shell", "!"},
			Group:    GroupSupport,
			Summary:  "Run a command of the system's shell.",
			Params:   []Param{{Name: "COMMAND", Kind: Rest, Optional: true}},
			NoRepeat: true,
			Inline:   true,
			Help:     `Without a command the shell itself is started. The target stays as it is.`,
			Run:      runShell,
		},
		{
			Names:   []string{"version", "show version"},
			Group:   GroupSupport,
			Summary: "Print the version of kbreak.",
			Result:  versionJSON{},
			Run: func(_ context.Context, r *REPL, _ *Args) (Value, error) {
				return version{r.opt.Version}, nil
			},
		},
		{
			Names:    []string{"quit", "exit", "q"},
			Group:    GroupSupport,
			Summary:  "Detach and leave the debugger.",
			Params:   []Param{{Name: "STATUS", Kind: Count, Optional: true}},
			NoRepeat: true,
			Inline:   true,
			Help:     `The target runs on. STATUS is the exit status, by default 0.`,
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				r.quit, r.quitCode = true, a.Int("STATUS", 0)&0xff
				return nil, nil
			},
		},
	}
}

type echo struct{ text string }

type echoJSON struct {
	Text string `json:"text"`
}

func (v echo) Text(p *Printer) { p.Print(v.text) }

func (v echo) JSON() any { return echoJSON{v.text} }

type version struct{ version string }

type versionJSON struct {
	Version string `json:"version"`
}

func (v version) Text(p *Printer) { p.Printf("kbreak %s\n", v.version) }

func (v version) JSON() any { return versionJSON{v.version} }

// maxNesting bounds files that source files.
const maxNesting = 16

func runSource(_ context.Context, r *REPL, a *Args) (Value, error) {
	if r.depth >= maxNesting {
		return nil, fmt.Errorf("source: files are nested more than %d deep", maxNesting)
	}
	path := a.Text("FILE")
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r.depth++
	defer func(trace bool) {
		r.depth--
		r.settings.trace = trace
	}(r.settings.trace)
	r.settings.trace = r.settings.trace || a.Has("v")

	in := bufio.NewReader(f)
	for n := 1; !r.ended(); n++ {
		line, first := "", n
		for {
			part, err := readLimited(in)
			if errors.Is(err, io.EOF) {
				if line == "" {
					return nil, nil
				}
			} else if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, n, err)
			}
			line += part
			if err != nil || !strings.HasSuffix(line, `\`) || len(line) > maxLine {
				break
			}
			line = strings.TrimSuffix(line, `\`)
			n++
		}
		if r.poll() {
			return nil, ErrInterrupted
		}
		if err := r.execute(line); err != nil {
			return nil, &scriptError{path, first, err}
		}
	}
	return nil, nil
}

// scriptError says where a file of commands ended early. What failed there was shown by its command.
type scriptError struct {
	path string
	line int
	err  error
}

func (e *scriptError) Error() string { return fmt.Sprintf("%s:%d: the file ends here", e.path, e.line) }

func (e *scriptError) Unwrap() error { return e.err }

func runShell(ctx context.Context, r *REPL, a *Args) (Value, error) {
	shell, flag := os.Getenv("SHELL"), "-c"
	if shell == "" {
		shell = "/bin/sh"
	}
	if runtime.GOOS == "windows" {
		shell, flag = "cmd", "/c"
	}
	cmd := exec.CommandContext(ctx, shell)
	if text := a.Text("COMMAND"); text != "" {
		cmd.Args = append(cmd.Args, flag, text)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, r.opt.Out, r.opt.Err
	resume := r.in.reader.Suspend()
	defer resume()
	err := cmd.Run()
	r.poll() // a Ctrl-C was for the shell
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil, fmt.Errorf("the shell command ended with %s", exit.ProcessState)
	}
	return nil, err
}

// plural writes a number with its noun.
func plural(n uint64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "ss") {
		noun += "e"
	}
	return strconv.FormatUint(n, 10) + " " + noun + "s"
}
