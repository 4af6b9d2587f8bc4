package repl

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Table resolves what is typed to commands.
type Table struct {
	commands []*Command // in the order of the documentation
	root     *node
}

// node is a word of a command's name: a command, a prefix of others, or both.
type node struct {
	cmd      *Command
	children map[string]*node // by every name; aliases share a node
}

// NewTable builds the table of all commands.
func NewTable() *Table {
	return newTable(slices.Concat(
		targetCommands(), runCommands(), threadCommands(), stackCommands(), registerCommands(),
		symbolCommands(), valueCommands(), rememberCommands(), fileCommands(), moduleCommands(), settingCommands(), supportCommands(), shellCommands(),
		scriptCommands(), flowCommands(), defineCommands(), examineCommands(),
		listCommands(), sourceCommands(), disassembleCommands(),
		breakCommands(), dprintfCommands(), rbreakCommands(), saveCommands(), catchCommands(), watchCommands(), signalCommands(), typeCommands(), scopeCommands(),
		stepCommands(), textCommands(),
		printfCommands(), displayCommands(),
		structCommands(), klistCommands(), symCommands(), searchCommands(), dumpCommands(), evaluateCommands(),
	))
}

func newTable(commands []*Command) *Table {
	t := &Table{root: &node{children: make(map[string]*node)}}
	for _, g := range groups {
		for _, c := range commands {
			if c.Group == g.name {
				t.commands = append(t.commands, c)
			}
		}
	}
	if len(t.commands) != len(commands) {
		panic("repl: a command has no group")
	}
	// Shorter names first, so that the prefix of a subcommand is there before it.
	type named struct {
		name string
		node *node
	}
	var names []named
	for _, c := range commands {
		n := &node{cmd: c, children: make(map[string]*node)}
		for _, name := range c.Names {
			names = append(names, named{name, n})
		}
	}
	slices.SortStableFunc(names, func(a, b named) int {
		return strings.Count(a.name, " ") - strings.Count(b.name, " ")
	})
	for _, x := range names {
		words := strings.Split(x.name, " ")
		at := t.root
		for _, w := range words[:len(words)-1] {
			if at = at.children[w]; at == nil {
				panic("repl: no prefix command for " + x.name)
			}
		}
		last := words[len(words)-1]
		if at.children[last] != nil {
			panic("repl: two commands are named " + x.name)
		}
		at.children[last] = x.node
	}
	return t
}

// Commands returns all commands, grouped.
func (t *Table) Commands() []*Command { return t.commands }

// children returns the subcommands of c, sorted by name.
func (t *Table) children(c *Command) []*Command {
	n := t.find(c.Name())
	if n == nil {
		return nil
	}
	return n.commands()
}

func (n *node) commands() []*Command {
	var list []*Command
	for _, child := range n.children {
		if !slices.Contains(list, child.cmd) {
			list = append(list, child.cmd)
		}
	}
	slices.SortFunc(list, func(a, b *Command) int { return strings.Compare(a.Name(), b.Name()) })
	return list
}

// nameOf returns the word by which a command is shown below n.
func (n *node) nameOf(c *Command) string {
	for _, name := range c.Names {
		w := name[strings.LastIndexByte(name, ' ')+1:]
		if child := n.children[w]; child != nil && child.cmd == c {
			return w
		}
	}
	return c.Name()
}

// find returns the node of an exact name.
func (t *Table) find(name string) *node {
	n := t.root
	for w := range strings.SplitSeq(name, " ") {
		if n = n.children[w]; n == nil {
			return nil
		}
	}
	return n
}

// Lookup splits a line into the command it names and the text of its arguments. It follows gdb:
// each word may be an exact name, an alias or a prefix that fits one command only; words are
// consumed as long as they name a subcommand.
func (t *Table) Lookup(line string) (c *Command, args string, err error) {
	n, rest := t.root, strings.TrimSpace(line)
	for {
		word, after := commandWord(rest)
		if word == "" {
			break
		}
		next, err := n.match(word)
		if err != nil {
			// A command with arguments of its own takes the word as one of them.
			if n.cmd != nil && len(n.cmd.Params) > 0 {
				break
			}
			return nil, "", err
		}
		n, rest = next, after
		if len(n.children) == 0 {
			break
		}
	}
	if n.cmd == nil {
		return nil, "", errNoCommand
	}
	return n.cmd, rest, nil
}

var errNoCommand = fmt.Errorf("no command given")

// commandWord cuts the first word of a command off a line. A command's name consists of letters,
// digits and -_. only, so "frame2" and "x/4x" keep their meaning and "!ls" is "!" and "ls".
func commandWord(s string) (word, rest string) {
	if s != "" && (s[0] == '!' || s[0] == '|') {
		return s[:1], strings.TrimSpace(s[1:])
	}
	i := 0
	for i < len(s) && (s[i] == '-' || s[i] == '_' || s[i] == '.' || s[i] >= '0' && s[i] <= '9' || s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 'a' && s[i] <= 'z') {
		i++
	}
	if i == 0 || i < len(s) && s[i] != ' ' && s[i] != '\t' && s[i] != '/' {
		// Not a name: the whole word is shown in the error.
		if j := strings.IndexAny(s, " \t"); j >= 0 {
			return s[:j], strings.TrimSpace(s[j:])
		}
		return s, ""
	}
	return s[:i], strings.TrimSpace(s[i:])
}

// match resolves one word below n.
func (n *node) match(word string) (*node, error) {
	if next := n.children[word]; next != nil {
		return next, nil
	}
	var found []*node
	var candidates []string
	for _, name := range slices.Sorted(maps.Keys(n.children)) {
		child := n.children[name]
		if strings.HasPrefix(name, word) && !slices.Contains(found, child) {
			found = append(found, child)
			candidates = append(candidates, n.nameOf(child.cmd))
		}
	}
	what, help := "command", "help"
	if n.cmd != nil {
		what, help = n.cmd.Name()+" command", "help "+n.cmd.Name()
	}
	switch len(found) {
	case 0:
		return nil, &LookupError{Word: word, What: what, Help: help}
	case 1:
		return found[0], nil
	}
	slices.Sort(candidates)
	return nil, &LookupError{Word: word, What: what, Help: help, Candidates: candidates}
}

// LookupError says that a word names no command, or several.
type LookupError struct {
	Word       string
	What       string   // "command", "info command"...
	Help       string   // where help is found
	Candidates []string // what Word may stand for; none if it is unknown
}

func (e *LookupError) Error() string {
	if len(e.Candidates) == 0 {
		return fmt.Sprintf("undefined %s: %q; try %q", e.What, e.Word, e.Help)
	}
	list := e.Candidates
	more := ""
	if len(list) > 8 {
		list, more = list[:8], "..."
	}
	return fmt.Sprintf("ambiguous %s %q: %s%s", e.What, e.Word, strings.Join(list, ", "), more)
}
