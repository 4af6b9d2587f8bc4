package repl

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kbreak/debugger"
)

// Args are the arguments of one call, checked against the declaration of the command. The kinds of
// the values are known to be right: asking for an Int that was not declared as one is a bug.
type Args struct {
	options map[string][][]string // by name; one element for each time it was given
	params  map[string][]string   // by name
	format  debugger.PrintFormat
	given   bool   // a slash was
	flags   string // behind the slash
	block   *stmt  // the command with the lines that belong to it
}

// Format is the format behind the command's name, "x/20i": Count is 1 and the letters are 0 where
// nothing is said.
func (a *Args) Format() debugger.PrintFormat { return a.format }

// Formatted reports whether there was a slash at all.
func (a *Args) Formatted() bool { return a.given }

// Flag reports whether a letter stands behind the command's name, "ptype/o".
func (a *Args) Flag(letter byte) bool { return strings.IndexByte(a.flags, letter) >= 0 }

// Has reports whether the option was given.
func (a *Args) Has(option string) bool { return len(a.options[option]) > 0 }

// Option returns the values of each time the option was given.
func (a *Args) Option(name string) [][]string { return a.options[name] }

// Text returns an argument, "" if it was left out.
func (a *Args) Text(param string) string {
	if v := a.params[param]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// List returns all words of a repeated argument.
func (a *Args) List(param string) []string { return a.params[param] }

// Int returns a number, or def if it was left out.
func (a *Args) Int(param string, def int) int {
	if v := a.params[param]; len(v) > 0 {
		if n, err := parseInt(v[0]); err == nil {
			return n
		}
	}
	return def
}

func parseInt(s string) (int, error) {
	n, err := strconv.ParseInt(s, 0, 0)
	return int(n), err
}

// parseArgs checks text against the declaration of c.
func parseArgs(c *Command, text string) (*Args, error) {
	a := &Args{options: make(map[string][][]string), params: make(map[string][]string), format: noFormat}
	rest := strings.TrimSpace(text)
	var err error
	if c.Slash.any() && strings.HasPrefix(rest, "/") {
		if a.format, a.flags, rest, err = c.parseSlash(rest); err != nil {
			return nil, err
		}
		a.given = true
	}
	rest, err = a.parseOptions(c, rest)
	if err != nil {
		return nil, err
	}
	for _, p := range c.Params {
		if p.Kind.whole() {
			if rest != "" {
				a.params[p.Name] = []string{rest}
				rest = ""
			}
		} else {
			for rest != "" {
				var word string
				if word, rest, err = cutWord(rest); err != nil {
					return nil, &UsageError{Command: c, Reason: err.Error()}
				}
				if word, err = p.check(word); err != nil {
					return nil, &UsageError{Command: c, Reason: err.Error()}
				}
				a.params[p.Name] = append(a.params[p.Name], word)
				// Options may also stand between and behind the arguments.
				if rest, err = a.parseOptions(c, rest); err != nil {
					return nil, err
				}
				if !p.Repeat {
					break
				}
			}
		}
		if len(a.params[p.Name]) == 0 && !p.Optional {
			return nil, &UsageError{Command: c, Reason: "argument required: " + p.label()}
		}
	}
	if rest != "" {
		return nil, &UsageError{Command: c, Reason: fmt.Sprintf("unexpected argument %q", rest)}
	}
	return a, nil
}

// parseOptions takes options off the front of rest and stops at the first other word. A word like
// -3 is an option only if one has that name.
func (a *Args) parseOptions(c *Command, rest string) (string, error) {
	for rest != "" && len(c.Options) > 0 {
		if c.takesExpression() && rest[0] != '-' {
			return rest, nil // it has quotes of its own
		}
		word, after, err := cutWord(rest)
		if err != nil {
			return "", &UsageError{Command: c, Reason: err.Error()}
		}
		if word == "--" {
			return after, nil
		}
		o, err := c.option(word)
		if letters := c.letters(word); o == nil && letters != "" {
			rest = letters + " " + after
			continue
		}
		if err != nil {
			return "", err
		}
		if o == nil {
			return rest, nil
		}
		if a.Has(o.Name) && !o.Repeat {
			return "", &UsageError{Command: c, Reason: "option -" + o.Name + " is given twice"}
		}
		rest = after
		values := make([]string, 0, len(o.Values))
		for _, p := range o.Values {
			if rest == "" {
				return "", &UsageError{Command: c, Reason: "option -" + o.Name + " needs " + p.label()}
			}
			if word, rest, err = cutWord(rest); err == nil {
				word, err = p.check(word)
			}
			if err != nil {
				return "", &UsageError{Command: c, Reason: err.Error()}
			}
			values = append(values, word)
		}
		if o.Flag {
			if word, after, err := cutWord(rest); err == nil && (word == "on" || word == "off") {
				values, rest = append(values, word), after
			}
		}
		a.options[o.Name] = append(a.options[o.Name], values)
	}
	return rest, nil
}

// option finds the option that word stands for; nil if word is none.
func (c *Command) option(word string) (*Option, error) {
	name, dashed := strings.CutPrefix(word, "-")
	var found []*Option
	for i := range c.Options {
		o := &c.Options[i]
		if !dashed {
			if o.Bare && o.Name == word {
				return o, nil
			}
			continue
		}
		if o.Name == name {
			return o, nil
		}
		if name != "" && strings.HasPrefix(o.Name, name) {
			found = append(found, o)
		}
	}
	if !dashed || name == "" {
		return nil, nil
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return nil, &UsageError{Command: c, Reason: fmt.Sprintf("ambiguous option %q", word)}
	case c.takesNegative() && isInt(word), c.takesExpression():
		return nil, nil
	}
	return nil, &UsageError{Command: c, Reason: fmt.Sprintf("unknown option %q", word)}
}

func (c *Command) takesExpression() bool { return len(c.Params) > 0 && c.Params[0].Kind == Expression }

// letters takes apart options of one letter that share a dash, as in crash: "-np" is "-n -p". Only the
// last of them may have values. It is "" for anything else.
func (c *Command) letters(word string) string {
	if word[0] != '-' {
		return ""
	}
	var out []string
	for i := 1; i < len(word); i++ {
		at := slices.IndexFunc(c.Options, func(o Option) bool { return o.Name == word[i:i+1] })
		if at < 0 || len(c.Options[at].Values) > 0 && i < len(word)-1 {
			return ""
		}
		out = append(out, "-"+word[i:i+1])
	}
	return strings.Join(out, " ")
}

func (c *Command) takesNegative() bool {
	for _, p := range c.Params {
		if p.Kind == Int || p.Kind == LineSpec { // LINE, +N, -N
			return true
		}
	}
	return false
}

func isInt(s string) bool { _, err := parseInt(s); return err == nil }

func (p *Param) label() string {
	if p.Name == "" {
		return strings.Join(p.Choices, "|")
	}
	return p.Name
}

// check returns word as it is stored.
func (p *Param) check(word string) (string, error) {
	switch p.Kind {
	case Int, Count:
		n, err := parseInt(word)
		if err != nil {
			return "", fmt.Errorf("%s must be a number, not %q", p.label(), word)
		}
		if p.Kind == Count && n < 0 {
			return "", fmt.Errorf("%s must not be negative", p.label())
		}
	case Choice:
		return choose(word, p.Choices)
	}
	return word, nil
}

// choose resolves a word to the one choice it is or begins.
func choose(word string, choices []string) (string, error) {
	var found []string
	for _, c := range choices {
		if c == word {
			return c, nil
		}
		if strings.HasPrefix(c, word) {
			found = append(found, c)
		}
	}
	switch {
	case word == "" || len(found) == 0:
		return "", fmt.Errorf("%q is none of %s", word, strings.Join(choices, ", "))
	case len(found) > 1:
		return "", fmt.Errorf("ambiguous item %q: %s", word, strings.Join(found, ", "))
	}
	return found[0], nil
}

// UsageError says that a command was called wrongly.
type UsageError struct {
	Command *Command
	Reason  string
}

func (e *UsageError) Error() string {
	return e.Reason + "; usage: " + e.Command.Usage()
}
