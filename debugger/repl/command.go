package repl

import (
	"context"
	"strings"
)

// Command is the declaration of one command.
type Command struct {
	// Names are the command's names, the one shown first; words are separated by one space. A name
	// of two words is a subcommand of the command named by the first.
	Names   []string
	Group   Group
	Summary string // one sentence with its full stop
	Params  []Param
	Options []Option
	Slash   Slash  // what may stand behind the name and a slash, as in "p/x"
	Help    string // further paragraphs, "" if the summary says it all
	Needs   Needs
	Result  any // zero value of the type that Value.JSON returns; documents it. nil: no result

	// NoRepeat says that an empty line does not run the command again: it changes something, or
	// running it twice tells nothing new.
	NoRepeat bool

	// Inline says that the command runs other lines or touches the terminal, and therefore runs on
	// the goroutine that reads them. It cannot wait for the target.
	Inline bool

	// Repeat is what an empty line runs instead of the command's own line, as a memory dump goes on
	// where it ended; "" for the line itself.
	Repeat string

	Block block // lines up to "end" that belong to the command

	// Confirm returns a question that a person must answer with yes first, "" for none.
	Confirm func(r *REPL, a *Args) string

	user    *userCommand // what define made of it, nil for others
	setting *setting     // that the command sets or shows, nil for others

	// Run does the work. With an error it may still return a value: what it had by then.
	Run func(ctx context.Context, r *REPL, a *Args) (Value, error)
}

// Name is the name shown in messages and documentation.
func (c *Command) Name() string { return c.Names[0] }

// Value is the result of a command.
type Value interface {
	Text(p *Printer) // as a person reads it; every line ends with a newline
	JSON() any       // as encoding/json encodes it
}

// Group is a chapter of the help; the names are gdb's where gdb has the chapter.
type Group string

// The groups, in the order of the documentation.
const (
	GroupTarget  Group = "connection"
	GroupRunning Group = "running"
	GroupBreak   Group = "breakpoints"
	GroupStack   Group = "stack"
	GroupData    Group = "data"
	GroupFiles   Group = "files"
	GroupKernel  Group = "kernel"
	GroupStatus  Group = "status"
	GroupSupport Group = "support"
	GroupScript  Group = "scripts"
	GroupUser    Group = "user-defined"
)

var groups = []struct {
	name    Group
	summary string
}{
	{GroupTarget, "Connecting to a stub and leaving it."},
	{GroupRunning, "Letting the target run and stopping it."},
	{GroupBreak, "Making the target stop at certain points."},
	{GroupStack, "Looking at threads and their stacks."},
	{GroupData, "Looking at values, memory and registers."},
	{GroupFiles, "Symbols, lines and the files they are from."},
	{GroupKernel, "What Linux keeps in the target."},
	{GroupStatus, "Settings of the debugger."},
	{GroupSupport, "Help and the program itself."},
	{GroupScript, "Files of commands, conditions and loops, commands of your own."},
	{GroupUser, "Commands made with define."},
}

// Needs is what a command needs before it can run.
type Needs uint8

// The needs. Stopped is checked before the command runs; the others are known to the session,
// which says what is missing.
const (
	Stopped Needs = 1 << iota // a target, and stopped
	Symbols                   // a symbol table
	Kernel                    // a kernel that was found in the target
)

// String lists the needs in words.
func (n Needs) String() string {
	var s []string
	if n&Stopped != 0 {
		s = append(s, "a stopped target")
	}
	if n&Symbols != 0 {
		s = append(s, "symbols")
	}
	if n&Kernel != 0 {
		s = append(s, "a located kernel")
	}
	return strings.Join(s, ", ")
}

// Param is one positional argument.
type Param struct {
	Name     string // as the usage line shows it, in capitals; a literal word in lower case
	Kind     Kind
	Optional bool
	Repeat   bool     // takes all words that are left
	Choices  []string // of a Choice
}

// Kind is the type of an argument: how its text is checked and completed.
type Kind uint8

const (
	Word        Kind = iota // one word, unchecked
	Int                     // a whole number, in C's notation, may be negative
	Count                   // a whole number from 0
	Choice                  // one of Param.Choices, or a unique prefix of one
	Address                 // what Session.ResolveAddr takes; the rest of the line
	Expression              // in C, see package debugger/eval; the rest of the line
	Symbol                  // name of a symbol
	LineSpec                // what Session.LineOf takes; the rest of the line
	Register                // name of a register
	File                    // path of a file
	Module                  // name of a module
	Rest                    // the rest of the line as it is
	Line                    // the rest of the line, a command
	UserCommand             // the rest of the line, a command that define made
	Topic                   // the rest of the line, a command or group
	Threads                 // the rest of the line: thread numbers, then a command
	Record                  // STRUCT[.MEMBER[,MEMBER]...], one word, unchecked
)

// whole reports whether an argument of this kind takes the rest of the line unsplit.
func (k Kind) whole() bool {
	switch k {
	case Address, Expression, LineSpec, Rest, Line, Topic, UserCommand, Threads:
		return true
	}
	return false
}

// Option is an argument that begins with a dash.
type Option struct {
	Name   string // without the dash
	Values []Param
	Repeat bool // may be given several times
	Flag   bool // "on" or "off" may follow
	Bare   bool // the dash may be left out, as in gdb's older syntax ("bt full")
	Help   string
}

// Usage is the line that shows how the command is called.
func (c *Command) Usage() string {
	var b strings.Builder
	b.WriteString(c.Name())
	if c.Slash.any() {
		b.WriteString(c.Slash.usage())
	}
	for _, o := range c.Options {
		b.WriteString(" [-" + o.Name)
		for _, v := range o.Values {
			b.WriteString(" " + v.Name)
		}
		if o.Flag {
			b.WriteString(" [on|off]")
		}
		b.WriteString("]")
		if o.Repeat {
			b.WriteString("...")
		}
	}
	for _, p := range c.Params {
		s := p.Name
		if p.Kind == Choice && s == "" {
			s = strings.Join(p.Choices, "|")
		}
		if p.Optional {
			s = "[" + s + "]"
		}
		if p.Repeat {
			s += "..."
		}
		b.WriteString(" " + s)
	}
	return b.String()
}
