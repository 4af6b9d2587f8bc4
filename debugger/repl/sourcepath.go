package repl

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kbreak/debugger/source"
)

const pathHelp = `A file is looked for by the name that the compiler was given, in each directory of the path; then with the
compilation directory in front; then by its last component. $cdir in the path is the compilation directory
and $cwd the current one.`

func sourceCommands() []*Command {
	return []*Command{
		{
			Names: []string{"unset"}, Group: GroupStatus, Summary: "Take a setting back.", Run: listSubcommands("unset"),
		},
		{
			Names:   []string{"set substitute-path"},
			Group:   GroupFiles,
			Summary: "Look for source files whose names begin with FROM where they begin with TO.",
			Params:  []Param{{Name: "FROM", Kind: File}, {Name: "TO", Kind: File}},
			Help: `FROM stands for whole components at the beginning of a file's name or of its compilation directory, which
"info source" shows. The first rule that fits is applied; one with the same FROM replaces the one before.`,
			NoRepeat: true,
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				if a.Text("FROM") == "" {
					return nil, errors.New("first argument must be at least one character long")
				}
				r.session.Sources().Substitute(a.Text("FROM"), a.Text("TO"))
				return nil, nil
			},
		},
		{
			Names:   []string{"show substitute-path"},
			Group:   GroupFiles,
			Summary: "Show the rules of set substitute-path, or the one that applies to a path.",
			Params:  []Param{{Name: "PATH", Kind: File, Optional: true}},
			Result:  []ruleJSON{},
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				v := rules{path: a.Text("PATH")}
				for _, rule := range r.session.Sources().Rules() {
					if v.path == "" || rule.Matches(v.path) {
						v.list = append(v.list, rule)
					}
				}
				return v, nil
			},
		},
		{
			Names:    []string{"unset substitute-path"},
			Group:    GroupFiles,
			Summary:  "Drop the rule of set substitute-path for FROM, or all of them.",
			Params:   []Param{{Name: "FROM", Kind: File, Optional: true}},
			NoRepeat: true,
			Confirm: func(_ *REPL, a *Args) string {
				if a.Text("FROM") == "" {
					return "Delete all source path substitution rules?"
				}
				return ""
			},
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				if from := a.Text("FROM"); !r.session.Sources().Unsubstitute(from) && from != "" {
					return nil, fmt.Errorf("no substitution rule defined for `%s'", from)
				}
				return nil, nil
			},
		},
		{
			Names:   []string{"directory", "dir"},
			Group:   GroupFiles,
			Summary: "Put directories in front of the path of source files; without one, forget them all.",
			Params:  []Param{{Name: "DIR", Kind: File, Optional: true, Repeat: true}},
			Result:  directories{},
			Help:    pathHelp,
			Confirm: func(_ *REPL, a *Args) string {
				if len(a.List("DIR")) == 0 {
					return "Reinitialize source path to $cdir:$cwd?"
				}
				return ""
			},
			NoRepeat: true,
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				s := r.session.Sources()
				if list := r.dirs(a.List("DIR")); len(list) > 0 {
					s.AddDirectories(list...)
				} else {
					s.SetDirectories()
				}
				return directories(s.Directories()), nil
			},
		},
		{
			Names:    []string{"set directories"},
			Group:    GroupFiles,
			Summary:  "Set the path of source files.",
			Params:   []Param{{Name: "DIR", Kind: File, Optional: true, Repeat: true}},
			Help:     pathHelp,
			NoRepeat: true,
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				r.session.Sources().SetDirectories(r.dirs(a.List("DIR"))...)
				return nil, nil
			},
		},
		{
			Names:   []string{"show directories"},
			Group:   GroupFiles,
			Summary: "Show the path of source files.",
			Result:  directories{},
			Help:    pathHelp,
			Run: func(_ context.Context, r *REPL, _ *Args) (Value, error) {
				return directories(r.session.Sources().Directories()), nil
			},
		},
	}
}

// dirs splits words at the separators of a path list, and warns of what is no directory.
func (r *REPL) dirs(words []string) []string {
	var out []string
	for _, w := range words {
		for _, d := range filepath.SplitList(w) {
			if rest, ok := strings.CutPrefix(d, "~/"); ok {
				if home, err := os.UserHomeDir(); err == nil {
					d = filepath.Join(home, rest)
				}
			}
			out = append(out, d)
			if d == source.CompDir || d == source.CurrentDir || d == "" {
				continue
			}
			if st, err := os.Stat(d); err != nil || !st.IsDir() {
				r.notice(d + " is no directory")
			}
		}
	}
	return out
}

type rules struct {
	path string // that they are about, "" for all
	list []source.Rule
}

func (v rules) Text(p *Printer) {
	if v.path == "" {
		p.Print("List of all source path substitution rules:\n")
	} else {
		p.Printf("Source path substitution rule matching `%s':\n", Printable(v.path))
	}
	for _, r := range v.list {
		p.Printf("  `%s' -> `%s'.\n", Printable(r.From), Printable(r.To))
	}
}

type ruleJSON struct {
	From string `json:"from"`
	To   string `json:"to"`
}

func (v rules) JSON() any {
	list := make([]ruleJSON, 0, len(v.list))
	for _, r := range v.list {
		list = append(list, ruleJSON(r))
	}
	return list
}

// directories is a path of source files.
type directories []string

func (v directories) Text(p *Printer) {
	p.Print("Source directories searched: ")
	for i, d := range v {
		if i > 0 {
			p.Print(string(os.PathListSeparator))
		}
		p.File(Printable(d))
	}
	p.Print("\n")
}

func (v directories) JSON() any { return []string(v) }
