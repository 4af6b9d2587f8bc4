package rsp

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Register is one entry of a [Layout].
type Register struct {
	Name   string
	Bits   int
	Num    int    // number for p, P and expedited registers
	Offset int    // bytes from the start of a g reply
	Group  string // "general", "float", "vector", "system"... or ""
	Type   string // as the description has it: "int64", "i387_ext", "vec128"...
}

// Size is the register's length in bytes on the wire.
func (r *Register) Size() int { return (r.Bits + 7) / 8 }

// Layout is which registers the stub has and where each stands in a g reply.
type Layout struct {
	Regs   []Register // ascending Num, which is the order on the wire
	Size   int        // bytes of a whole g reply
	Source string     // where it is from, for people
	Arch   string     // the description's architecture, "" if it names none
	byName map[string]int
	byNum  map[int]int
}

// Lookup finds a register by name.
func (l *Layout) Lookup(name string) (*Register, bool) {
	i, ok := l.byName[name]
	if !ok {
		return nil, false
	}
	return &l.Regs[i], true
}

// byNumber finds a register by its protocol number.
func (l *Layout) byNumber(n int) (*Register, bool) {
	i, ok := l.byNum[n]
	if !ok {
		return nil, false
	}
	return &l.Regs[i], true
}

// newLayout sorts registers by number and places them one behind the other.
func newLayout(regs []Register, arch, source string) (*Layout, error) {
	if len(regs) == 0 {
		return nil, errors.New("the description lists no registers")
	}
	slices.SortStableFunc(regs, func(a, b Register) int { return a.Num - b.Num })
	l := &Layout{Regs: regs, Arch: arch, Source: source,
		byName: make(map[string]int, len(regs)), byNum: make(map[int]int, len(regs))}
	for i := range l.Regs {
		r := &l.Regs[i]
		if _, twice := l.byNum[r.Num]; twice {
			return nil, fmt.Errorf("two registers have the number %d", r.Num)
		}
		r.Offset = l.Size
		l.Size += r.Size()
		l.byNum[r.Num] = i
		if _, twice := l.byName[r.Name]; !twice {
			l.byName[r.Name] = i
		}
	}
	return l, nil
}

// Limits of a target description; QEMU's for x86-64 has 8 KiB and 66 registers.
const (
	maxDocument     = 1 << 20
	maxDocuments    = 64
	maxIncludeDepth = 8
	maxRegisters    = 4096
	maxRegisterBits = 1 << 16
	maxXMLDepth     = 32
	maxXferReplies  = 8192
)

// readDescription fetches target.xml and what it includes (GDB manual, "Target Descriptions").
func (c *Client) readDescription(ctx context.Context) (*Layout, error) {
	d := description{fetch: func(name string) ([]byte, error) { return c.xfer(ctx, "features", name, maxDocument) }}
	err := d.include("target.xml", 0)
	c.arch = d.arch
	if err != nil {
		return nil, err
	}
	return newLayout(d.regs, d.arch, "target.xml")
}

// xfer reads one object by qXfer, at most limit bytes. How much comes in one reply is the stub's
// choice; l instead of m marks the last one.
func (c *Client) xfer(ctx context.Context, object, annex string, limit int) ([]byte, error) {
	op := "qXfer:" + object + ":read:" + annex
	if !plainAnnex(annex) {
		return nil, &ReplyError{Op: "qXfer:" + object + ":read", Text: fmt.Sprintf("no request can name %q", printable([]byte(annex), 40))}
	}
	length := 0x180 // gdb's idea of a stub that names no size
	if n := c.features.PacketSize; n > 0 {
		length = min(max(n-5, minRead), maxReadLength)
	}
	var out []byte
	for replies := 0; ; replies++ {
		reply, err := c.request(ctx, fmt.Sprintf("%s:%x,%x", op, len(out), length))
		if err != nil {
			return nil, err
		}
		if err := replyError(op, reply); err != nil {
			return nil, err
		}
		switch reply[0] {
		case 'm', 'l':
			out = append(out, reply[1:]...)
		default:
			return nil, malformed(op, reply)
		}
		if len(out) > limit || replies >= maxXferReplies {
			return nil, &ReplyError{Op: op, Text: fmt.Sprintf("longer than %d bytes", limit)}
		}
		if reply[0] == 'l' {
			return out, nil
		}
		if len(reply) == 1 {
			return nil, malformed(op, reply) // "more to come" without a byte would go on for ever
		}
	}
}

// plainAnnex reports whether a document name stands in a request as it is. The names come from the
// peer: one with a # in it would end the packet.
func plainAnnex(s string) bool {
	for _, c := range []byte(s) {
		if c <= ' ' || c > '~' || c == byteStart || c == byteEnd || c == byteEscape || c == byteRepeat || c == ':' {
			return false
		}
	}
	return len(s) > 0 && len(s) <= 255
}

// description collects registers over several documents.
type description struct {
	fetch func(name string) ([]byte, error)
	docs  int
	open  []string // documents being parsed, outermost first
	regs  []Register
	next  int // number of the next register that has no regnum of its own
	arch  string
}

// include parses one document. Registers are numbered in file order, on from the last regnum; those
// in XML comments do not count, which is why this is a real parser.
func (d *description) include(name string, depth int) error {
	if d.docs++; d.docs > maxDocuments || depth > maxIncludeDepth {
		return fmt.Errorf("%s: too many documents include each other", printable([]byte(name), 64))
	}
	shown := printable([]byte(name), 64)
	if slices.Contains(d.open, name) {
		return fmt.Errorf("%s includes itself", shown)
	}
	text, err := d.fetch(name)
	if err != nil {
		return err
	}
	d.open = append(d.open, name)
	defer func() { d.open = d.open[:len(d.open)-1] }()
	if err := d.parse(text, depth); err != nil {
		return fmt.Errorf("%s: %w", shown, err)
	}
	return nil
}

func (d *description) parse(text []byte, depth int) error {
	dec := xml.NewDecoder(bytes.NewReader(text))
	// Register names are ASCII whatever the prolog says; what is not UTF-8 is still refused.
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	level, inArch := 0, false
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if level++; level > maxXMLDepth {
				return errors.New("elements nested too deep")
			}
			inArch = t.Name.Local == "architecture"
			switch t.Name.Local {
			case "include":
				if href := attr(t, "href"); href != "" {
					if err := d.include(href, depth+1); err != nil {
						return err
					}
				}
			case "reg":
				if err := d.register(t); err != nil {
					return err
				}
			}
		case xml.EndElement:
			level--
			inArch = false
		case xml.CharData:
			if inArch && d.arch == "" {
				d.arch = printable(bytes.TrimSpace(t), 64)
			}
		}
	}
}

func (d *description) register(t xml.StartElement) error {
	name := attr(t, "name")
	bits, err := strconv.Atoi(attr(t, "bitsize"))
	if err != nil || bits <= 0 || bits > maxRegisterBits || name == "" {
		return fmt.Errorf("register %q has bitsize %q", printable([]byte(name), 40), printable([]byte(attr(t, "bitsize")), 20))
	}
	num := d.next
	if s := attr(t, "regnum"); s != "" {
		if num, err = strconv.Atoi(s); err != nil || num < 0 || num > 1<<20 {
			return fmt.Errorf("register %s has regnum %q", printable([]byte(name), 40), printable([]byte(s), 20))
		}
	}
	if len(d.regs) >= maxRegisters {
		return fmt.Errorf("more than %d registers", maxRegisters)
	}
	d.next = num + 1
	d.regs = append(d.regs, Register{Name: strings.ToLower(printable([]byte(name), 64)), Bits: bits, Num: num,
		Group: printable([]byte(attr(t, "group")), 32), Type: printable([]byte(attr(t, "type")), 32)})
	return nil
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
