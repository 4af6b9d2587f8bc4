package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// shellCommands are those that have to do with the system around kbreak.
func shellCommands() []*Command {
	return []*Command{
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
			Names:   []string{"pipe", "|"},
			Group:   GroupSupport,
			Summary: "Send what a command prints to a command of the system's shell.",
			Params:  []Param{{Name: "COMMAND | SHELL_COMMAND", Kind: Line}},
			Options: []Option{{Name: "d", Values: []Param{{Name: "DELIMITER", Kind: Word}}, Help: "stands between the two instead of |"}},
			Inline:  true,
			Help:    `There are no colours and no pages in what is sent.`,
			Run:     runPipe,
		},
		{
			Names:   []string{"pwd"},
			Group:   GroupSupport,
			Summary: "Print the directory that files are looked for in.",
			Result:  pathJSON{},
			Run:     func(context.Context, *REPL, *Args) (Value, error) { return workingDir() },
		},
		{
			Names:   []string{"cd"},
			Group:   GroupSupport,
			Summary: "Change the directory that files are looked for in.",
			Params:  []Param{{Name: "DIR", Kind: File, Optional: true}},
			Result:  pathJSON{},
			Help:    `Without DIR it is the home directory.`,
			Run: func(_ context.Context, _ *REPL, a *Args) (Value, error) {
				dir := a.Text("DIR")
				if dir == "" {
					dir = "~/"
				}
				if err := os.Chdir(expandHome(dir)); err != nil {
					return nil, err
				}
				return workingDir()
			},
		},
	}
}

func workingDir() (Value, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	return directory(dir), nil
}

type directory string

type pathJSON struct {
	Path string `json:"path"`
}

func (v directory) Text(p *Printer) { p.Printf("Working directory %s.\n", Printable(string(v))) }

func (v directory) JSON() any { return pathJSON{string(v)} }

func runShell(ctx context.Context, r *REPL, a *Args) (Value, error) {
	cmd := shellCommand(ctx, a.Text("COMMAND"))
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, r.opt.Out, r.opt.Err
	resume := r.in.reader.Suspend()
	defer resume()
	err := cmd.Run()
	r.poll() // a Ctrl-C was for the shell
	return nil, shellError(err)
}

// shellCommand is a command for the system's shell; "" is the shell itself.
func shellCommand(ctx context.Context, text string) *exec.Cmd {
	shell, flag := os.Getenv("SHELL"), "-c"
	if shell == "" {
		shell = "/bin/sh"
	}
	if runtime.GOOS == "windows" {
		shell, flag = "cmd", "/c"
	}
	cmd := exec.CommandContext(ctx, shell)
	if text != "" {
		cmd.Args = append(cmd.Args, flag, text)
	}
	return cmd
}

func shellError(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return fmt.Errorf("the shell command ended with %s", exit.ProcessState)
	}
	return err
}

func runPipe(ctx context.Context, r *REPL, a *Args) (Value, error) {
	delimiter := "|"
	if o := a.Option("d"); len(o) > 0 {
		delimiter = o[0][0]
	}
	command, text, ok := strings.Cut(a.Text("COMMAND | SHELL_COMMAND"), delimiter)
	command, text = strings.TrimSpace(command), strings.TrimSpace(text)
	switch {
	case command == "":
		return nil, gdbError("Missing COMMAND")
	case !ok || delimiter == "":
		return nil, gdbError("Missing delimiter before SHELL_COMMAND")
	case text == "":
		return nil, gdbError("Missing SHELL_COMMAND")
	}
	cmd := shellCommand(ctx, text)
	cmd.Stdout, cmd.Stderr = r.opt.Out, r.opt.Err
	to, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	resume := r.in.reader.Suspend()
	defer resume()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	failed := r.redirect(to, func() error { return r.runBlock([]stmt{{text: command}}) })
	_ = to.Close()
	err = shellError(cmd.Wait())
	r.poll() // a Ctrl-C was for the shell as well
	return nil, errors.Join(failed, err)
}

// redirect has what f prints go to w. A reader there who stops reading does not end the session.
func (r *REPL) redirect(w io.Writer, f func() error) error {
	restore := r.out.redirect(w)
	color, pages := r.settings.style, r.settings.pagination
	r.settings.style, r.settings.pagination = false, false
	defer func() {
		restore()
		r.settings.style, r.settings.pagination = color, pages
	}()
	return f()
}
