package repl

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kbreak/arch"
	"kbreak/debugger"
)

// maxCompletions is as many as gdb offers.
const maxCompletions = 200

// complete is called for the tab key: pos is the cursor in line, in runes. What may stand in place of
// the word before the cursor is returned in words.
func (r *REPL) complete(line string, pos int) (head string, words []string, tail string) {
	// This is the goroutine that edits the line; the one that runs commands waits for it meanwhile,
	// unless a signal ends the program.
	r.using <- struct{}{}
	defer func() { <-r.using }()
	runes := []rune(line)
	pos = min(max(pos, 0), len(runes))
	before, tail := string(runes[:pos]), string(runes[pos:])
	head, words = r.completions(before)
	if len(words) == 1 && !strings.HasSuffix(words[0], "/") && tail == "" && !followsMember(head) {
		words[0] += " "
	}
	return head, words, tail
}

// completions returns what may stand behind head, which line begins with, sorted.
func (r *REPL) completions(line string) (head string, words []string) {
	start, words := r.table.complete(r, line)
	slices.Sort(words)
	return line[:start], slices.Compact(words)
}

// followsMember reports whether what stands behind head is a member, which another may follow at once:
// .MEMBER or ,MEMBER.
func followsMember(head string) bool {
	return strings.HasSuffix(head, ".") || strings.HasSuffix(head, "->") || strings.HasSuffix(head, ",")
}

// complete returns what may stand from start to the end of line.
func (t *Table) complete(r *REPL, line string) (start int, words []string) {
	n := t.root
	at := len(line) - len(strings.TrimLeft(line, " \t"))
	for {
		word, rest := commandWord(line[at:])
		if rest == "" && !strings.HasSuffix(line, " ") {
			// The last word: it may become a subcommand or an argument.
			words = n.names(word)
			if n.cmd != nil {
				s, more := r.completeArgs(n.cmd, line, at)
				if s != at && len(words) == 0 {
					return s, more
				}
				words = append(words, filterPrefix(more, word)...)
			}
			return at, words
		}
		next, err := n.match(word)
		if word == "" || err != nil {
			if n.cmd == nil {
				return len(line), nil
			}
			if word == "" {
				words = n.names("")
			}
			s, more := r.completeArgs(n.cmd, line, at)
			return s, append(words, more...)
		}
		n = next
		at += len(word)
		at += len(line[at:]) - len(strings.TrimLeft(line[at:], " \t"))
	}
}

// names lists the subcommands that begin with prefix; of an alias only where the name shown does not.
func (n *node) names(prefix string) []string {
	var list []string
	for _, c := range n.commands() {
		if shown := n.nameOf(c); strings.HasPrefix(shown, prefix) {
			list = append(list, shown)
			continue
		}
		for _, w := range slices.Sorted(maps.Keys(n.children)) {
			if n.children[w].cmd == c && strings.HasPrefix(w, prefix) {
				list = append(list, w)
				break
			}
		}
	}
	return list
}

func filterPrefix(list []string, prefix string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return !strings.HasPrefix(s, prefix) })
}

// completeArgs completes the arguments of c, which begin at line[at:].
func (r *REPL) completeArgs(c *Command, line string, at int) (start int, words []string) {
	if c.Slash.any() && strings.HasPrefix(line[at:], "/") {
		i := strings.IndexAny(line[at:], " \t")
		if i < 0 {
			return at, c.completeSlash(line[at:])
		}
		at += i
		at += len(line[at:]) - len(strings.TrimLeft(line[at:], " \t"))
	}
	start = strings.LastIndexAny(line, " \t") + 1
	if start < at {
		start = at
	}
	word := line[start:]
	if c.setting != nil && c.setting.kind != path && len(c.Params) > 0 {
		return start, filterPrefix(c.setting.values(), word)
	}
	if c.takesExpression() && !strings.HasPrefix(word, "-") {
		start = max(start, lastWord(line))
		ctx, cancel := context.WithTimeout(context.Background(), completionTimeout)
		defer cancel()
		if names, ok := r.session.CompleteMember(ctx, line[at:]); ok {
			slices.Sort(names)
			return start, names[:min(len(names), maxCompletions)]
		}
		return start, r.completeWord(&c.Params[0], line[start:])
	}
	earlier, err := splitWords(line[at:start])
	if err != nil {
		return start, nil
	}
	if strings.HasPrefix(word, "-") {
		for _, o := range c.Options {
			if s := "-" + o.Name; strings.HasPrefix(s, word) {
				words = append(words, s)
			}
		}
		return start, words
	}
	p := c.paramAt(earlier)
	if p == nil {
		return start, nil
	}
	switch p.Kind {
	case Line, Topic:
		// The argument is a command line of its own.
		s, words := r.table.complete(r, line[at:])
		if p.Kind == Topic && at == start {
			for _, g := range groups {
				if strings.HasPrefix(string(g.name), word) {
					words = append(words, string(g.name))
				}
			}
		}
		return at + s, words
	case Threads:
		nums, rest, err := threadList(line[at:])
		command := ""
		switch {
		case err != nil:
			return start, nil
		case len(nums) > 0:
			command = rest
		case strings.HasPrefix(rest, "all "):
			command = strings.TrimLeft(rest[4:], " ")
		default:
			return start, filterPrefix([]string{"all"}, word)
		}
		if strings.HasSuffix(line, " ") && command != "" {
			command += " "
		}
		s, words := r.table.complete(r, command)
		return len(line) - len(command) + s, words
	}
	if i := strings.LastIndexAny(word, ".,") + 1; p.Kind == Record && i > 0 {
		return start + i, r.completeRecord(word)
	}
	return start, r.completeWord(p, word)
}

// lastWord is where the name or register at the end of an expression begins.
func lastWord(line string) int {
	i := len(line)
	for i > 0 && (line[i-1] == '_' || line[i-1] == '$' || line[i-1] >= '0' && line[i-1] <= '9' ||
		line[i-1] >= 'a' && line[i-1] <= 'z' || line[i-1] >= 'A' && line[i-1] <= 'Z') {
		i--
	}
	return i
}

// paramAt tells which parameter comes after the words that are there.
func (c *Command) paramAt(earlier []string) *Param {
	i := 0
	for k := 0; k < len(earlier); k++ {
		if o, err := c.option(earlier[k]); err == nil && o != nil {
			if k+len(o.Values) >= len(earlier) && len(o.Values) > 0 {
				return &o.Values[len(earlier)-1-k]
			}
			k += len(o.Values)
			continue
		}
		if i < len(c.Params) && !c.Params[i].Repeat && !c.Params[i].Kind.whole() {
			i++
		}
	}
	if i < len(c.Params) {
		return &c.Params[i]
	}
	return nil
}

// completeWord lists what an argument may be that begins with word.
func (r *REPL) completeWord(p *Param, word string) []string {
	switch p.Kind {
	case Choice:
		return filterPrefix(slices.Clone(p.Choices), word)
	case Symbol:
		return r.session.Complete(word, maxCompletions)
	case Expression:
		if strings.HasPrefix(word, "$") {
			return withPrefix("$", registerNames(word[1:]))
		}
		if word == "" {
			return nil
		}
		return r.completeName(word)
	case Address, LineSpec:
		star := ""
		if rest, ok := strings.CutPrefix(word, "*"); ok {
			star, word = "*", rest
		}
		if strings.HasPrefix(word, "$") {
			return withPrefix(star+"$", registerNames(word[1:]))
		}
		if word == "" {
			return nil // a hundred thousand names help nobody
		}
		return withPrefix(star, r.session.Complete(word, maxCompletions))
	case UserCommand:
		var list []string
		for _, c := range r.table.commands {
			if c.user != nil && strings.HasPrefix(c.Name(), word) {
				list = append(list, c.Name())
			}
		}
		return list
	case Register:
		if strings.HasPrefix(word, "$") {
			return withPrefix("$", registerNames(word[1:]))
		}
		return registerNames(word)
	case Record:
		if word == "" {
			return nil
		}
		return r.completeName(word)
	case Module:
		return r.loadedModules(word)
	case File:
		return completeFile(word)
	}
	return nil
}

// completeName lists symbols, types and enumerators.
func (r *REPL) completeName(prefix string) []string {
	ctx, cancel := context.WithTimeout(context.Background(), indexTimeout)
	defer cancel()
	return r.session.CompleteName(ctx, prefix, maxCompletions)
}

// completeRecord lists the members that may stand at the end of STRUCT.MEMBER.MEMBER,MEMBER.
func (r *REPL) completeRecord(word string) []string {
	name, path, _ := strings.Cut(word, ".")
	path = path[strings.LastIndexByte(path, ',')+1:]
	ctx, cancel := context.WithTimeout(context.Background(), indexTimeout)
	defer cancel()
	for _, keyword := range []string{"struct", "union"} {
		if names, _ := r.session.CompleteMember(ctx, "(("+keyword+" "+name+" *)0)->"+path); len(names) > 0 {
			slices.Sort(names)
			return names[:min(len(names), maxCompletions)]
		}
	}
	return nil
}

// indexTimeout bounds how long the tab key waits for the index of names, which is made once, in less than a
// second.
const indexTimeout = 3 * time.Second

func withPrefix(prefix string, list []string) []string {
	for i := range list {
		list[i] = prefix + list[i]
	}
	return list
}

func registerNames(prefix string) []string {
	var list []string
	for _, reg := range arch.AMD64.Regs {
		if strings.HasPrefix(reg.Name, prefix) {
			list = append(list, reg.Name)
		}
	}
	return list
}

// completionTimeout bounds how long the tab key waits for the target.
const completionTimeout = 500 * time.Millisecond

// loadedModules lists the modules of the target; on a line too slow for a key press, none.
func (r *REPL) loadedModules(prefix string) []string {
	if r.session.State() != debugger.Stopped {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), completionTimeout)
	defer cancel()
	modules, _ := r.session.Modules(ctx)
	var list []string
	for _, m := range modules {
		if strings.HasPrefix(m.Name, prefix) {
			list = append(list, m.Name)
		}
	}
	return list
}

// completeFile lists files; those of a directory end with a slash.
func completeFile(word string) []string {
	dir, base := filepath.Split(word)
	at := dir
	if rest, ok := strings.CutPrefix(dir, "~"+string(filepath.Separator)); ok {
		if home, err := os.UserHomeDir(); err == nil {
			at = filepath.Join(home, rest)
		}
	}
	if at == "" {
		at = "."
	}
	list, err := os.ReadDir(at)
	if err != nil {
		return nil
	}
	var words []string
	for _, e := range list {
		name := e.Name()
		if !strings.HasPrefix(name, base) || base == "" && strings.HasPrefix(name, ".") {
			continue
		}
		isDir := e.IsDir()
		if !isDir && e.Type()&os.ModeSymlink != 0 {
			st, err := os.Stat(filepath.Join(at, name))
			isDir = err == nil && st.IsDir()
		}
		name = quoteWord(name)
		if isDir {
			name += "/"
		}
		words = append(words, dir+name)
		if len(words) == maxCompletions {
			break
		}
	}
	return words
}

// values lists what a setting may be set to.
func (s *setting) values() []string {
	switch s.kind {
	case boolean:
		return []string{"on", "off"}
	case limit:
		return []string{"unlimited"}
	case enum:
		return slices.Clone(s.choices)
	}
	return nil
}
