package repl

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// logging is what "set logging" says.
type logging struct {
	file      string
	overwrite bool
	redirect  bool // the terminal gets nothing
	to        *os.File
}

func logSettings() []setting {
	path := setting{
		name: "logging file", kind: path,
		summary: "the file that output is copied to.",
		show:    "The current logfile is \"%s\".",
		get:     func(r *REPL) string { return r.settings.logging.file },
		set:     func(r *REPL, s string) error { r.settings.logging.file = expandHome(s); return nil },
	}
	enabled := setting{
		name: "logging enabled", kind: boolean,
		summary: "whether output is copied to a file.",
		show:    "Logging is %s.",
		get:     func(r *REPL) string { return onOff(r.settings.logging.to != nil) },
		set:     func(r *REPL, s string) error { return r.setLogging(s == "on") },
	}
	return []setting{
		enabled, path,
		boolSetting("logging overwrite", "whether the file begins anew instead of being added to.",
			"Whether logging overwrites or appends to the log file is %s.", "",
			func(r *REPL) *bool { return &r.settings.logging.overwrite }),
		boolSetting("logging redirect", "whether output goes to the file only.",
			"The logging output mode is %s.", "It holds from the next \"set logging enabled on\".",
			func(r *REPL) *bool { return &r.settings.logging.redirect }),
	}
}

// loggingCommands are the older names for switching it on and off.
func loggingCommands() []*Command {
	var list []*Command
	for _, word := range []string{"on", "off"} {
		list = append(list, &Command{
			Names: []string{"set logging " + word}, Group: GroupStatus, NoRepeat: true,
			Summary: "The same as \"set logging enabled " + word + "\".",
			Run:     func(_ context.Context, r *REPL, _ *Args) (Value, error) { return nil, r.setLogging(word == "on") },
		})
	}
	return list
}

// setLogging begins or ends the copying of output.
func (r *REPL) setLogging(on bool) error {
	l := &r.settings.logging
	if !on {
		if l.to == nil {
			return nil
		}
		r.out.copyTo(nil, false)
		name, err := l.to.Name(), l.to.Close()
		l.to = nil
		r.out.text(fmt.Sprintf("Done logging to %s.\n", name))
		return err
	}
	if l.to != nil {
		return errors.New("Already logging to " + l.to.Name() + ".")
	}
	mode := os.O_APPEND
	if l.overwrite {
		mode = os.O_TRUNC
	}
	f, err := os.OpenFile(l.file, os.O_CREATE|os.O_WRONLY|mode, 0o600)
	if err != nil {
		return err
	}
	l.to = f
	what := "Copying"
	if l.redirect {
		what = "Redirecting"
	}
	r.out.text(fmt.Sprintf("%s output to %s.\n", what, l.file))
	r.out.copyTo(f, l.redirect)
	return nil
}
