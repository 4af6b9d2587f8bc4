package repl

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// settings are the values behind "set" and "show" that belong to the front end; those that belong to
// the session are kept there.
type settings struct {
	pagination  bool
	height      int // rows; -1: as the terminal says, 0: unlimited
	width       int // columns, likewise
	confirm     bool
	verbose     bool
	style       bool
	trace       bool
	historySave bool
	history     History
	terminal    *Terminal
	maxCalls    int
	nextLine    string // disassemble-next-line
	safePath    string
	language    string
	logging     logging
	pending     string
}

func newSettings(opt Options) settings {
	s := settings{
		pagination: true, height: -1, width: -1, confirm: true, verbose: opt.Verbose,
		style: opt.Terminal != nil && opt.Terminal.Color, terminal: opt.Terminal,
		maxCalls: 1024, language: "auto", nextLine: "off", pending: "auto", logging: logging{file: "kbreak.txt"},
	}
	if opt.History != nil {
		s.historySave = opt.History.Size != 0
	}
	return s
}

// size is the size of a page in rows and columns; 0 is unlimited.
func (s *settings) size() (rows, columns int) {
	if s.terminal != nil && s.terminal.Size != nil {
		rows, columns = s.terminal.Size()
	}
	if s.height >= 0 {
		rows = s.height
	}
	if s.width >= 0 {
		columns = s.width
	}
	return rows, columns
}

// setting is the declaration of one setting. Its set and show commands are made from it.
type setting struct {
	name    string
	summary string // what follows "Set " and "Show "
	show    string // sentence with %s for the value
	help    string
	kind    settingKind
	choices []string // of an enum
	get     func(r *REPL) string
	set     func(r *REPL, value string) error
}

type settingKind uint8

const (
	boolean settingKind = iota
	limit               // a number from 0, which like "unlimited" means no limit
	enum
	path
	command // of this machine, the rest of the line; may be empty
)

func (k settingKind) label(s *setting) string {
	switch k {
	case boolean:
		return "on|off"
	case limit:
		return "NUMBER|unlimited"
	case enum:
		return strings.Join(s.choices, "|")
	case command:
		return "COMMAND"
	}
	return "FILE"
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}

func unlimited(n int) string {
	if n == 0 {
		return "unlimited"
	}
	return strconv.Itoa(n)
}

// boolSetting declares a setting that is a variable of the front end.
func boolSetting(name, summary, show, help string, v func(r *REPL) *bool) setting {
	return setting{
		name: name, summary: summary, show: show, help: help, kind: boolean,
		get: func(r *REPL) string { return onOff(*v(r)) },
		set: func(r *REPL, s string) error { *v(r) = s == "on"; return nil },
	}
}

func limitSetting(name, summary, show, help string, get func(r *REPL) int, set func(r *REPL, n int)) setting {
	return setting{
		name: name, summary: summary, show: show, help: help, kind: limit,
		get: func(r *REPL) string { return unlimited(get(r)) },
		set: func(r *REPL, s string) error {
			n, err := strconv.Atoi(s)
			if err == nil {
				set(r, n)
			}
			return err
		},
	}
}

func allSettings() []setting {
	return slices.Concat(logSettings(), printValueSettings(), breakInSettings(), []setting{
		boolSetting("confirm", "whether to ask before something is undone.",
			"Whether to confirm potentially dangerous operations is %s.", "",
			func(r *REPL) *bool { return &r.settings.confirm }),
		limitSetting("height", "the number of lines in a page.",
			"Number of lines in a page is %s.",
			"The terminal's own number holds until this is set. 0 turns paging off.",
			func(r *REPL) int { rows, _ := r.settings.size(); return rows },
			func(r *REPL, n int) { r.settings.height = n }),
		limitSetting("width", "the number of characters in a line.",
			"Number of characters in a line is %s.",
			"A frame that is longer is broken at an argument.",
			func(r *REPL) int { _, columns := r.settings.size(); return columns },
			func(r *REPL, n int) { r.settings.width = n }),
		boolSetting("pagination", "whether output stops after every page.",
			"State of pagination is %s.", "",
			func(r *REPL) *bool { return &r.settings.pagination }),
		boolSetting("style enabled", "whether names, files and addresses are coloured.",
			"Output styling is %s.",
			"It is on if the output is a terminal, TERM is not dumb and NO_COLOR is not set.",
			func(r *REPL) *bool { return &r.settings.style }),
		boolSetting("verbose", "whether an error is shown with the chain of its causes.",
			"Verbosity is %s.", "",
			func(r *REPL) *bool { return &r.settings.verbose }),
		boolSetting("trace-commands", "whether commands are shown before they run.",
			"State of command tracing is %s.", "",
			func(r *REPL) *bool { return &r.settings.trace }),
		limitSetting("max-user-call-depth", "how deep defined commands may call each other.",
			"The max call depth for user-defined functions is %s.", "",
			func(r *REPL) int { return r.settings.maxCalls },
			func(r *REPL, n int) { r.settings.maxCalls = n }),
		{
			name: "auto-load safe-path", kind: path,
			summary: "the directories in which a .kbreakinit is run that stands in the working directory.",
			show:    "List of directories from which it is safe to auto-load files is %s.",
			help:    "It holds for what is below them too; / allows all. Set it in the .kbreakinit of the home directory.",
			get:     func(r *REPL) string { return r.settings.safePath },
			set:     func(r *REPL, s string) error { r.settings.safePath = s; return nil },
		},
		{
			name: "language", kind: enum, choices: []string{"auto", "c", "local"},
			summary: "the language of expressions, which is C.",
			show:    "The current source language is \"%s\".",
			get:     func(r *REPL) string { return r.settings.language },
			set:     func(r *REPL, s string) error { r.settings.language = s; return nil },
		},
		boolSetting("history save", "whether what is typed is kept for the next session.",
			"Saving of the history is %s.", "",
			func(r *REPL) *bool { return &r.settings.historySave }),
		{
			name: "history filename", kind: path,
			summary: "the file where the history is kept.",
			show:    "The file where the history is kept is \"%s\".",
			help:    "It is $KBREAK_HISTFILE, or kbreak/history in $XDG_STATE_HOME (~/.local/state).",
			get:     func(r *REPL) string { return r.history().Path },
			set:     func(r *REPL, s string) error { r.history().Path = s; return nil },
		},
		{
			name: "history size", kind: limit,
			summary: "the number of lines kept in the history.",
			show:    "The size of the history is %s.",
			get: func(r *REPL) string {
				if n := r.history().Size; n >= 0 {
					return strconv.Itoa(n)
				}
				return "unlimited"
			},
			set: func(r *REPL, s string) error {
				n, err := strconv.Atoi(s)
				r.history().Size = n
				return err
			},
		},
		breakpointPending, mayWriteMemory, mayWriteRegisters, schedulerLocking,
		listSize, disassemblyFlavor, disassembleNextLine,
		printFrameArguments, printEntryValues,
		{
			name: "read-cache", kind: boolean,
			summary: "whether memory read during a stop is remembered until the target runs.",
			show:    "The read cache is %s.",
			help:    "Turn it off to look at memory that changes by itself, like that of a device.",
			get:     func(r *REPL) string { return onOff(r.session.ReadCache()) },
			set:     func(r *REPL, s string) error { r.session.SetReadCache(s == "on"); return nil },
		},
	})
}

// history is the history in use; without one, a place that keeps the settings.
func (r *REPL) history() *History {
	if r.opt.History != nil {
		return r.opt.History
	}
	return &r.settings.history
}

// Settings of the formatting of values, which the session does.
var (
	printFrameArguments = setting{
		name: "print frame-arguments", kind: enum,
		summary: "which arguments of a frame are printed with their value.",
		show:    "Printing of non-scalar frame arguments is \"%s\".",
		choices: []string{"all", "scalars", "none", "presence"},
		get:     func(r *REPL) string { return r.session.PrintSettings().FrameArguments },
		set:     func(r *REPL, s string) error { r.session.PrintSettings().FrameArguments = s; return nil },
	}
	printEntryValues = setting{
		name: "print entry-values", kind: enum,
		summary: "how the values that arguments had at a function's entry are printed.",
		show:    "Printing of function arguments at function entry is \"%s\".",
		choices: []string{"default", "no"},
		get:     func(r *REPL) string { return r.session.PrintSettings().EntryValues },
		set:     func(r *REPL, s string) error { r.session.PrintSettings().EntryValues = s; return nil },
	}
)

// settingPrefixes are the words that several settings share.
var settingPrefixes = []struct{ name, what string }{
	{"breakpoint", "breakpoints"},
	{"auto-load", "which files are run by themselves"},
	{"logging", "the copying of output to a file"},
	{"history", "the history of commands"},
	{"print", "how values are printed"},
	{"remote", "how stubs are talked to"},
	{"style", "colours"},
}

func settingCommands() []*Command {
	list := []*Command{
		{
			Names: []string{"set"}, Group: GroupStatus, NoRepeat: true,
			Summary: "Change a setting, or what an expression assigns to, as in set $n = 3.",
			Params:  expression(true),
			Help:    "Where the two are confused, \"set variable\" takes expressions only.",
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				if a.Text("EXPRESSION") == "" {
					return listSubcommands("set")(ctx, r, a)
				}
				_, err := r.session.Evaluate(ctx, a.Text("EXPRESSION"), noFormat)
				return nil, err
			},
		},
		{Names: []string{"show"}, Group: GroupStatus, Summary: "Show all settings.", Result: settingsJSON{}, Run: showSettings("")},
	}
	for _, p := range settingPrefixes {
		list = append(list,
			&Command{
				Names: []string{"set " + p.name}, Group: GroupStatus,
				Summary: "Change the settings of " + p.what + ".", Run: listSubcommands("set " + p.name),
			},
			&Command{
				Names: []string{"show " + p.name}, Group: GroupStatus,
				Summary: "Show the settings of " + p.what + ".", Result: settingsJSON{}, Run: showSettings(p.name),
			})
	}
	list = append(list, loggingCommands()...)
	for _, s := range allSettings() {
		p := Param{Name: s.kind.label(&s), Kind: Rest, Optional: s.kind == boolean || s.kind == command}
		if s.kind == path {
			p.Kind = File
		}
		list = append(list,
			&Command{
				Names: []string{"set " + s.name}, Group: GroupStatus,
				Summary: "Set " + s.summary, Params: []Param{p}, Help: s.help, setting: &s,
				Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
					v, err := s.parse(a.Text(p.Name))
					if err != nil {
						return nil, err
					}
					return nil, s.set(r, v)
				},
			},
			&Command{
				Names: []string{"show " + s.name}, Group: GroupStatus,
				Summary: "Show " + s.summary, Help: s.help, Result: settingsJSON{}, setting: &s,
				Run: func(_ context.Context, r *REPL, _ *Args) (Value, error) {
					return shownSettings{{s, s.get(r), false}}, nil
				},
			})
	}
	return list
}

// parse checks a value and brings it into the form that get returns.
func (s *setting) parse(v string) (string, error) {
	switch s.kind {
	case boolean:
		if v == "" {
			return "on", nil
		}
		for _, w := range []struct{ words, value string }{{"on yes enable 1", "on"}, {"off no disable 0", "off"}} {
			for word := range strings.FieldsSeq(w.words) {
				if strings.HasPrefix(word, v) && v != "o" {
					return w.value, nil
				}
			}
		}
		return "", errors.New(`"on" or "off" expected`)
	case limit:
		if v != "" && strings.HasPrefix("unlimited", v) {
			if s.name == "history size" {
				return "-1", nil
			}
			return "0", nil
		}
		n, err := parseInt(v)
		if err != nil {
			return "", fmt.Errorf("a number or \"unlimited\" expected, not %q", v)
		}
		if n < 0 || n > 1<<30 {
			return "", fmt.Errorf("integer %d out of range", n)
		}
		return strconv.Itoa(n), nil
	case enum:
		return choose(v, s.choices)
	}
	return v, nil
}

// showSettings shows all settings whose name begins with the word prefix.
func showSettings(prefix string) func(context.Context, *REPL, *Args) (Value, error) {
	return func(_ context.Context, r *REPL, _ *Args) (Value, error) {
		var v shownSettings
		for _, s := range allSettings() {
			if prefix == "" || strings.HasPrefix(s.name, prefix+" ") {
				v = append(v, shownSetting{s, s.get(r), true})
			}
		}
		return v, nil
	}
}

type shownSetting struct {
	setting setting
	value   string
	named   bool // one of several
}

type shownSettings []shownSetting

func (v shownSettings) Text(p *Printer) {
	for _, s := range v {
		if s.named {
			p.Print(s.setting.name + ":  ")
		}
		p.Printf(s.setting.show+"\n", s.value)
	}
}

type settingsJSON map[string]string

func (v shownSettings) JSON() any {
	m := make(settingsJSON)
	for _, s := range v {
		m[s.setting.name] = s.value
	}
	return m
}
