package repl

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// stmt is one step of a script: a command, and where the command opens a block, the lines in it up to
// "end" (GDB manual, "Command Files").
type stmt struct {
	line int    // where it stands in its file, from 1; 0 for what was typed
	text string // the command line

	body  []stmt   // of if, while, define, commands
	other []stmt   // behind "else"
	lines []string // of document and python: the text as it is

	opened bool // there is a block, which may be empty
	blank  bool // a blank ends the line
}

// blockKind tells what the lines are that follow a command up to "end".
type blockKind uint8

const (
	noBlock    blockKind = iota
	ifBlock              // commands, and others behind "else"
	loopBlock            // commands
	namedBlock           // commands that are kept: define, commands
	textBlock            // text: document
	codeBlock            // text, unless the command has arguments: python
)

// block declares the lines that belong to a command.
type block struct {
	kind blockKind
	// open is called before the lines are read. It refuses what needs no lines to be refused and tells
	// a person what to type; it may be nil.
	open func(r *REPL, text string) error
}

// lineSource is where the lines of a block come from.
type lineSource interface {
	// next returns a line, with those that continue it, and the number of the first in its file.
	// depth is the number of blocks around it. The error is io.EOF at the end.
	next(depth int) (text string, line int, err error)
}

// Bounds of a block; the nesting is gdb's.
const (
	maxBlockDepth = 254
	maxBlockBytes = 4 << 20
)

// blockParser reads the lines of one command.
type blockParser struct {
	table *Table
	from  lineSource
	outer int // depth of the lines of the first block, for prompts
	bytes int
}

// readBlock makes a statement of a line, reading the lines that belong to it. from may be nil: then
// a command that opens a block is refused.
func (r *REPL) readBlock(text string, line int, from lineSource) (stmt, error) {
	s := stmt{line: line, text: text}
	c := blockCommand(r.table, text)
	if c == nil {
		return s, nil
	}
	if from == nil {
		return s, fmt.Errorf("%s: the lines up to \"end\" are missing: put it in a file and use \"source\" or -x", c.Name())
	}
	if c.Block.open != nil {
		_, args, _ := r.table.Lookup(text)
		if err := c.Block.open(r, args); err != nil {
			return s, err
		}
	}
	p := blockParser{table: r.table, from: from}
	if c.Block.kind == ifBlock || c.Block.kind == loopBlock {
		p.outer = 1
	}
	return s, p.fill(&s, c, 0)
}

// blockCommand returns the command of a line that opens a block, nil if it opens none.
func blockCommand(t *Table, text string) *Command {
	c, args, err := t.Lookup(text)
	if err != nil || c.Block.kind == noBlock || c.Block.kind == codeBlock && args != "" {
		return nil
	}
	return c
}

// fill reads the lines of s, which calls c.
func (p *blockParser) fill(s *stmt, c *Command, depth int) error {
	if depth >= maxBlockDepth {
		return gdbError("Control nesting too deep!")
	}
	s.opened = true
	list := &s.body
	for {
		text, line, err := p.from.next(p.outer + depth)
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("no \"end\" for \"%s\"", strings.TrimSpace(s.text))
		}
		if err != nil {
			return err
		}
		if p.bytes += len(text) + 1; p.bytes > maxBlockBytes {
			return fmt.Errorf("a block of more than %d bytes", maxBlockBytes)
		}
		word := strings.TrimSpace(text)
		switch {
		case word == "end":
			return nil
		case c.Block.kind == textBlock || c.Block.kind == codeBlock:
			s.lines = append(s.lines, text)
			continue
		case word == "" || word[0] == '#':
			continue
		case word == "else":
			if c.Block.kind != ifBlock || list == &s.other {
				return &lineError{line, errors.New("\"else\" belongs to no \"if\"")}
			}
			list = &s.other
			continue
		}
		inner := stmt{line: line, text: word}
		if c := blockCommand(p.table, word); c != nil {
			if err := p.fill(&inner, c, depth+1); err != nil {
				return err
			}
		}
		*list = append(*list, inner)
	}
}

// writeBlock prints statements as "show user" does.
func writeBlock(p *Printer, list []stmt, depth int) {
	indent := strings.Repeat("  ", depth)
	for i := range list {
		s := &list[i]
		p.Print(indent + Printable(s.text) + "\n")
		writeBlock(p, s.body, depth+1)
		if len(s.other) > 0 {
			p.Print(indent + "else\n")
			writeBlock(p, s.other, depth+1)
		}
		for _, l := range s.lines {
			p.Print(Printable(l) + "\n")
		}
		if s.opened {
			p.Print(indent + "end\n")
		}
	}
}

// typedLines are the lines that are typed at the prompt.
type typedLines struct{ r *REPL }

func (t typedLines) next(depth int) (string, int, error) {
	t.r.typing = t.r.opt.Prompts
	defer func() { t.r.typing = false }()
	text, err := t.r.readCommand(strings.Repeat(" ", depth) + ">")
	if err == nil && t.r.opt.Prompts && strings.TrimSpace(text) != "" {
		t.r.remember(text)
	}
	if t.r.signal != nil {
		err = errTerminated
	}
	return text, 0, err
}
