package repl

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// userCommand is what "define" made.
type userCommand struct {
	body       []stmt
	documented bool
	prefix     bool // made by define-prefix
}

func defineCommands() []*Command {
	return []*Command{
		{
			Names:    []string{"define"},
			Group:    GroupScript,
			Summary:  "Define a command by the lines up to \"end\".",
			Params:   []Param{{Name: "NAME", Kind: Topic}},
			Block:    block{kind: namedBlock, open: openDefine},
			NoRepeat: true, Inline: true,
			Help: `In the lines $argc is the number of arguments of a call, $arg0, $arg1... are the arguments and $arg* is
all of them; they are put in as text. An argument in quotes may have blanks.

A command named hook-NAME runs before the command NAME, and hookpost-NAME after it. hook-stop runs
whenever the target stops.`,
			Run: runDefine,
		},
		{
			Names:    []string{"document"},
			Group:    GroupScript,
			Summary:  "Document a defined command by the lines up to \"end\".",
			Params:   []Param{{Name: "NAME", Kind: UserCommand}},
			Block:    block{kind: textBlock, open: openDocument},
			NoRepeat: true, Inline: true,
			Help: `The first line is what a list of commands shows.`,
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				c, err := r.userCommand(a.Text("NAME"))
				if err != nil {
					return nil, err
				}
				c.user.documented = true
				c.Summary, c.Help = "", ""
				if lines := a.block.lines; len(lines) > 0 {
					c.Summary, c.Help = strings.TrimSpace(lines[0]), strings.Join(lines[1:], "\n")
				}
				return nil, nil
			},
		},
		{
			Names:    []string{"define-prefix"},
			Group:    GroupScript,
			Summary:  "Define a command that others can be defined below.",
			Params:   []Param{{Name: "NAME", Kind: Topic}},
			NoRepeat: true, Inline: true,
			Run: runDefinePrefix,
		},
		{
			Names:    []string{"alias"},
			Group:    GroupScript,
			Summary:  "Give a command a further name.",
			Params:   []Param{{Name: "NAME = COMMAND [ARGUMENT]...", Kind: Rest}},
			Options:  []Option{{Name: "a", Help: "leave the name out of lists of commands and completions"}},
			NoRepeat: true, Inline: true,
			Help: `Arguments given here go before those of a call.`,
			Run:  runAlias,
		},
		{
			Names:   []string{"show user"},
			Group:   GroupScript,
			Summary: "Show the definitions of commands made with \"define\".",
			Params:  []Param{{Name: "NAME", Kind: UserCommand, Optional: true}},
			Result:  map[string]string{},
			Run: func(_ context.Context, r *REPL, a *Args) (Value, error) {
				if name := a.Text("NAME"); name != "" {
					c, _, err := r.table.Lookup(name)
					if err != nil {
						return nil, err
					}
					if c.user == nil {
						return nil, gdbError("Not a user command.")
					}
					return definitions{c}, nil
				}
				var v definitions
				for _, c := range r.table.commands {
					if c.user != nil {
						v = append(v, c)
					}
				}
				return v, nil
			},
		},
	}
}

// definitions is what "show user" shows, in gdb's form.
type definitions []*Command

func (v definitions) Text(p *Printer) {
	for _, c := range v {
		if c.user.prefix {
			p.Printf("Prefix command \"%s\".\n\n", Printable(c.Name()))
			continue
		}
		p.Printf("User command \"%s\":\n", Printable(c.Name()))
		writeBlock(p, c.user.body, 1)
		p.Print("\n")
	}
}

func (v definitions) JSON() any {
	m := make(map[string]string)
	for _, c := range v {
		var p Printer
		writeBlock(&p, c.user.body, 0)
		m[c.Name()] = p.String()
	}
	return m
}

// place finds where a name is to stand in the table: below the commands named by all words but the
// last.
func (t *Table) place(name string) (at *node, prefix, last string, err error) {
	words := strings.Fields(name)
	if len(words) == 0 {
		return nil, "", "", gdbError("Argument required (name of command to define).")
	}
	for _, w := range words {
		if got, rest := commandWord(w); got != w || rest != "" || strings.Contains(w, "/") || w == "!" || w == "|" {
			return nil, "", "", gdbErrorf("Junk in argument list: \"%s\"", w)
		}
	}
	at = t.root
	for i, w := range words[:len(words)-1] {
		if at, err = at.match(w); err != nil {
			return nil, "", "", err
		}
		if len(at.children) == 0 && (at.cmd.user == nil || !at.cmd.user.prefix) {
			return nil, "", "", gdbErrorf("\"%s\" is not a prefix command.", strings.Join(words[:i+1], " "))
		}
		prefix = at.cmd.Name() + " "
	}
	return at, prefix, words[len(words)-1], nil
}

// add puts a command into the table, in the place of another if there is one.
func (t *Table) add(c *Command) error {
	at, prefix, last, err := t.place(c.Name())
	if err != nil {
		return err
	}
	c.Names[0] = prefix + last
	n := at.children[last]
	switch {
	case n == nil:
		at.children[last] = &node{cmd: c, children: make(map[string]*node)}
	case n.cmd.Name() == c.Name():
		// Other names of the old command, and those below it, go on to work.
		t.drop(n.cmd)
		n.cmd = c
	default:
		// The name was a second one of another command, which keeps its others.
		at.children[last] = &node{cmd: c, children: n.children}
	}
	t.commands = append(t.commands, c)
	return nil
}

func (t *Table) drop(c *Command) {
	for i, x := range t.commands {
		if x == c {
			t.commands = append(t.commands[:i:i], t.commands[i+1:]...)
			return
		}
	}
}

// openDefine checks a name that is to be defined, and asks before another command is lost.
func openDefine(r *REPL, text string) error {
	if text == "" {
		return gdbError("define command requires an argument.")
	}
	at, prefix, last, err := r.table.place(text)
	if err != nil {
		return err
	}
	name := prefix + last
	question := ""
	if n := at.children[last]; n != nil && n.cmd.user == nil {
		question = fmt.Sprintf("Really redefine built-in command \"%s\"?", name)
	} else if n != nil && !n.cmd.user.prefix {
		question = fmt.Sprintf("Redefine command \"%s\"?", name)
	} else if hooked := hookedBy(name); hooked != "" && hooked != "stop" && r.table.find(hooked) == nil {
		r.notice(fmt.Sprintf("Your new `%s' command does not hook any existing command.", name))
		question = "Proceed?"
	}
	if question != "" && r.person() && r.settings.confirm && !r.ask(question) {
		return gdbErrorf("Command \"%s\" not redefined.", name)
	}
	r.introduce("Type commands for definition of", name)
	return nil
}

// introduce tells a person who types what comes next.
func (r *REPL) introduce(what, name string) {
	if r.person() {
		r.out.text(fmt.Sprintf("%s \"%s\".\nEnd with a line saying just \"end\".\n", what, name))
	}
}

// person reports whether a person types the lines that run now.
func (r *REPL) person() bool { return r.opt.Prompts && r.nest == 0 && r.depth == 0 && !r.out.json }

// hookedBy is the name of the command that a hook is for, "" if name is no hook.
func hookedBy(name string) string {
	for _, prefix := range []string{"hook-", "hookpost-"} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return rest
		}
	}
	return ""
}

func newUserCommand(name string) *Command {
	return &Command{
		Names: []string{name}, Group: GroupUser, Summary: "User-defined.", Inline: true,
		Params: []Param{{Name: "ARGUMENT", Kind: Rest, Optional: true}},
		user:   &userCommand{},
	}
}

func runDefine(_ context.Context, r *REPL, a *Args) (Value, error) {
	name := a.Text("NAME")
	at, _, last, err := r.table.place(name)
	if err != nil {
		return nil, err
	}
	c := newUserCommand(name)
	c.user.body = a.block.body
	if n := at.children[last]; n != nil && n.cmd.user != nil && n.cmd.user.documented {
		c.Summary, c.Help, c.user.documented = n.cmd.Summary, n.cmd.Help, true
	}
	c.Run = func(_ context.Context, r *REPL, a *Args) (Value, error) {
		return nil, r.call(c, a.Text("ARGUMENT"))
	}
	return nil, r.table.add(c)
}

func runDefinePrefix(_ context.Context, r *REPL, a *Args) (Value, error) {
	name := a.Text("NAME")
	at, prefix, last, err := r.table.place(name)
	if err != nil {
		return nil, err
	}
	if n := at.children[last]; n != nil {
		if n.cmd.user == nil {
			return nil, gdbErrorf("Command \"%s\" is built-in.", prefix+last)
		}
		n.cmd.user.prefix = true // what it does by itself stays
		return nil, nil
	}
	c := newUserCommand(name)
	c.Params, c.user.prefix = nil, true
	c.Run = func(ctx context.Context, r *REPL, a *Args) (Value, error) {
		return listSubcommands(c.Name())(ctx, r, a)
	}
	return nil, r.table.add(c)
}

// userCommand finds a defined command.
func (r *REPL) userCommand(name string) (*Command, error) {
	at, prefix, last, err := r.table.place(name)
	if err != nil {
		return nil, err
	}
	n := at.children[last]
	switch {
	case n == nil:
		return nil, gdbErrorf("Undefined command: \"%s\".", prefix+last)
	case n.cmd.user == nil:
		return nil, gdbErrorf("Command \"%s\" is built-in.", prefix+last)
	}
	return n.cmd, nil
}

func openDocument(r *REPL, text string) error {
	if text == "" {
		return gdbError("Argument required (name of command to define).")
	}
	c, err := r.userCommand(text)
	if err == nil {
		r.introduce("Type documentation for", c.Name())
	}
	return err
}

// call runs a defined command.
func (r *REPL) call(c *Command, text string) error {
	if r.calls >= r.settings.maxCalls && r.settings.maxCalls > 0 || r.calls >= callLimit {
		return gdbError("Max user call depth exceeded -- command aborted.")
	}
	r.calls++
	defer func(before *userArgs) {
		r.calls--
		r.args = before
	}(r.args)
	r.args = newUserArgs(text)
	err := r.runBlock(c.user.body)
	if at, ok := err.(*lineError); ok {
		err = at.err // a line of the definition, not of the file that calls it
	}
	if _, ok := err.(flowError); ok {
		return nil // outside of a loop it ends the command, as in gdb
	}
	return err
}

// callLimit bounds the depth of calls where the user has set no limit.
const callLimit = 10000

// hook runs the command that hooks another one by name, if there is one. What a hook runs is not hooked
// by it again.
func (r *REPL) hook(prefix, name string) error {
	n := r.table.root.children[prefix+name]
	if n == nil || n.cmd.user == nil || slices.Contains(r.hooked, name) {
		return nil
	}
	r.hooked = append(r.hooked, name)
	defer func() { r.hooked = r.hooked[:len(r.hooked)-1] }()
	return r.call(n.cmd, "")
}

func runAlias(_ context.Context, r *REPL, a *Args) (Value, error) {
	name, text, ok := strings.Cut(a.Text("NAME = COMMAND [ARGUMENT]..."), "=")
	name, text = strings.Join(strings.Fields(name), " "), strings.TrimSpace(text)
	if !ok || name == "" || text == "" {
		return nil, gdbError("Usage: alias [-a] [--] ALIAS = COMMAND [DEFAULT-ARGS...]")
	}
	at, prefix, last, err := r.table.place(name)
	if err != nil {
		return nil, err
	}
	if at.children[last] != nil {
		return nil, gdbErrorf("Alias %s is the name of an existing command", prefix+last)
	}
	c, rest, err := r.table.Lookup(text)
	if err != nil {
		return nil, gdbErrorf("Invalid command to alias to: %s", text)
	}
	if rest == "" && !strings.HasSuffix(text, "/") {
		at.children[last] = r.table.find(c.Name())
		if !a.Has("a") {
			c.Names = append(c.Names, prefix+last)
		}
		return nil, nil
	}
	alias := newUserCommand(prefix + last)
	alias.user = nil
	alias.Summary = "Alias of \"" + text + "\"."
	alias.NoRepeat = c.NoRepeat
	alias.Run = func(_ context.Context, r *REPL, a *Args) (Value, error) {
		if r.calls >= callLimit {
			return nil, gdbError("Max user call depth exceeded -- command aborted.")
		}
		r.calls++
		defer func() { r.calls-- }()
		return nil, r.runBlock([]stmt{{text: strings.TrimSpace(text + " " + a.Text("ARGUMENT"))}})
	}
	return nil, r.table.add(alias)
}
