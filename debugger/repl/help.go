package repl

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// helpEntry is one command in a list.
type helpEntry struct {
	names   []string
	summary string
}

// helpText is the result of help: a heading, then a list or paragraphs.
type helpText struct {
	title    string
	text     string // paragraphs, already laid out
	list     []helpEntry
	listName string
	footer   string
}

const helpFooter = `Type "help" followed by a command for full documentation, "apropos WORD" to search.
Names may be abbreviated as long as they are unambiguous.
`

func (v *helpText) Text(p *Printer) {
	if v.title != "" {
		p.Title(v.title)
		p.Print("\n")
	}
	p.Print(v.text)
	if len(v.list) > 0 {
		if v.listName != "" {
			p.Print(v.listName + "\n\n")
		}
		for _, e := range v.list {
			p.Title(strings.Join(e.names, ", "))
			p.Print(" -- " + e.summary + "\n")
		}
	}
	if v.footer != "" {
		p.Print("\n" + v.footer)
	}
}

type helpJSON struct {
	Title    string            `json:"title,omitempty"`
	Text     string            `json:"text,omitempty"`
	Commands map[string]string `json:"commands,omitempty"` // name to summary
}

func (v *helpText) JSON() any {
	j := helpJSON{Title: v.title, Text: v.text}
	if len(v.list) > 0 {
		j.Commands = make(map[string]string)
	}
	for _, e := range v.list {
		j.Commands[e.names[0]] = e.summary
	}
	return j
}

// entries lists commands; those below a prefix by the names that begin with it.
func entries(list []*Command, prefix string) []helpEntry {
	var e []helpEntry
	for _, c := range list {
		names := slices.Clone(c.Names)
		if prefix != "" {
			names = slices.DeleteFunc(names, func(n string) bool { return !strings.HasPrefix(n, prefix+" ") })
		}
		e = append(e, helpEntry{names, c.Summary})
	}
	if prefix != "" {
		slices.SortFunc(e, func(a, b helpEntry) int { return strings.Compare(a.names[0], b.names[0]) })
	}
	return e
}

func runHelp(_ context.Context, r *REPL, a *Args) (Value, error) {
	topic := a.Text("COMMAND|GROUP|all")
	switch topic {
	case "":
		v := &helpText{listName: "Groups of commands:", footer: helpFooter}
		for _, g := range groups {
			v.list = append(v.list, helpEntry{[]string{string(g.name)}, g.summary})
		}
		return v, nil
	case "all":
		return &helpText{list: entries(r.table.Commands(), ""), footer: helpFooter}, nil
	}
	// A command goes before a group of the same name.
	c, rest, err := r.table.Lookup(topic)
	for _, g := range groups {
		if string(g.name) == topic && (err != nil || c.Name() != topic) {
			return r.helpGroup(g.name, g.summary), nil
		}
	}
	if err != nil {
		return nil, err
	}
	if rest != "" {
		return nil, &LookupError{Word: strings.Fields(rest)[0], What: c.Name() + " command", Help: "help " + c.Name()}
	}
	return r.table.help(c), nil
}

func (r *REPL) helpGroup(g Group, summary string) *helpText {
	v := &helpText{text: summary + "\n\n", listName: "Commands:", footer: helpFooter}
	for _, c := range r.table.Commands() {
		if c.Group == g {
			v.list = append(v.list, helpEntry{c.Names, c.Summary})
		}
	}
	return v
}

// help is the full documentation of a command.
func (t *Table) help(c *Command) *helpText {
	if c.user != nil {
		v := &helpText{text: strings.TrimSpace(Printable(c.Summary+"\n"+c.Help)) + "\n"}
		if children := t.children(c); len(children) > 0 {
			v.text += "\n"
			v.listName = "Commands that begin with " + c.Name() + ":"
			v.list = entries(children, c.Name())
		}
		return v
	}
	v := &helpText{title: strings.Join(c.Names, ", ")}
	var b strings.Builder
	b.WriteString(c.Summary + "\n")
	children := t.children(c)
	if len(c.Params) > 0 || len(c.Options) > 0 || len(children) == 0 {
		b.WriteString("Usage: " + c.Usage() + "\n")
	}
	if h := c.Slash.help(); c.Slash.any() && h != "" {
		b.WriteString("\n" + h + "\n")
	}
	if len(c.Options) > 0 {
		b.WriteString("\nOptions:\n")
		width := 0
		for _, o := range c.Options {
			width = max(width, len(o.label()))
		}
		for _, o := range c.Options {
			fmt.Fprintf(&b, "  %-*s  %s\n", width, o.label(), o.Help)
		}
	}
	if c.Help != "" {
		b.WriteString("\n" + c.Help + "\n")
	}
	if c.Needs != 0 {
		b.WriteString("\nIt needs " + c.Needs.String() + ".\n")
	}
	v.text = b.String()
	if len(children) > 0 {
		v.text += "\n"
		v.listName = "Commands that begin with " + c.Name() + ":"
		v.list = entries(children, c.Name())
	}
	return v
}

func (o *Option) label() string {
	s := "-" + o.Name
	for _, v := range o.Values {
		s += " " + v.Name
	}
	return s
}

func runApropos(_ context.Context, r *REPL, a *Args) (Value, error) {
	re, err := regexp.Compile("(?i)" + a.Text("REGEXP"))
	if err != nil {
		return nil, fmt.Errorf("invalid regular expression: %w", err)
	}
	v := &helpText{}
	for _, c := range r.table.Commands() {
		if slices.ContainsFunc(c.Names, re.MatchString) || re.MatchString(c.Summary) || re.MatchString(c.Help) {
			v.list = append(v.list, helpEntry{c.Names, c.Summary})
		}
	}
	if len(v.list) == 0 {
		return nil, fmt.Errorf("no command's help matches %q", a.Text("REGEXP"))
	}
	return v, nil
}

// listSubcommands is the Run of a command that does nothing without a further word.
func listSubcommands(name string) func(context.Context, *REPL, *Args) (Value, error) {
	return func(_ context.Context, r *REPL, _ *Args) (Value, error) {
		return &helpText{
			listName: "Commands that begin with " + name + ":",
			list:     entries(r.table.children(r.table.find(name).cmd), name),
			footer:   helpFooter,
		}, nil
	}
}
