package repl

import (
	"fmt"
	"strconv"
	"strings"

	"kbreak/debugger"
)

// Slash declares what may stand behind a command's name and a slash: "p/x", "x/20i", "ptype/o"
// (GDB manual, "Output Formats", "Memory"). The zero value takes nothing.
type Slash struct {
	Letters string // format letters, of which one may be given; the last one holds, as in gdb
	Count   bool   // a number may stand in front; negative counts backwards
	Sizes   bool   // b, h, w or g: bytes of a unit
	Flags   string // letters that switch something on; any number of them
	Help    string // what the letters mean, "" for the formats of a value
}

// The formats of "print": those of a value.
const valueFormats = "xduotacfszr"

func (s *Slash) any() bool { return s.Letters != "" || s.Flags != "" || s.Count || s.Sizes }

// usage is what Usage shows right behind the name.
func (s *Slash) usage() string {
	switch {
	case s.Flags != "":
		return "[/" + s.Flags + "]"
	case s.Count || s.Sizes:
		return "[/NFU]"
	}
	return "[/F]"
}

// help explains the letters.
func (s *Slash) help() string {
	if s.Help != "" || s.Flags != "" {
		return s.Help
	}
	var b strings.Builder
	if s.Count {
		b.WriteString("N is how many units are shown; a negative number counts backwards.\n")
	}
	b.WriteString("F is one of")
	for i, l := range formatLetters {
		if strings.IndexByte(s.Letters, l.letter) >= 0 {
			if i > 0 {
				b.WriteString(",")
			}
			if l.letter == 'c' {
				b.WriteString("\n ")
			}
			fmt.Fprintf(&b, " %c %s", l.letter, l.what)
		}
	}
	b.WriteString(".\n")
	if s.Sizes {
		b.WriteString("U is the size of a unit: b 1, h 2, w 4, g 8 bytes.\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

var formatLetters = []struct {
	letter byte
	what   string
}{
	{'x', "hex"}, {'d', "decimal"}, {'u', "unsigned"}, {'o', "octal"}, {'t', "binary"}, {'a', "address"},
	{'c', "character"}, {'f', "floating point"}, {'s', "string"}, {'z', "hex with zeros"}, {'i', "instruction"},
}

// noFormat stands for a format that was not given.
var noFormat = debugger.PrintFormat{Count: 1}

// parseSlash reads what follows the slash; text begins with it. The errors are gdb's, which checks in
// this order: the count, the size, the letter.
func (c *Command) parseSlash(text string) (f debugger.PrintFormat, flags, rest string, err error) {
	f = noFormat
	rest = text[1:]
	s := &c.Slash
	if s.Flags != "" {
		for rest != "" && !isBlank(rest[0]) {
			if strings.IndexByte(s.Flags, rest[0]) < 0 {
				return f, "", "", &UsageError{Command: c, Reason: fmt.Sprintf("/%c is none of /%s", rest[0], strings.Join(strings.Split(s.Flags, ""), ", /"))}
			}
			flags, rest = flags+rest[:1], rest[1:]
		}
		return f, flags, strings.TrimLeft(rest, " \t"), nil
	}
	digits := 0
	if strings.HasPrefix(rest, "-") {
		digits++
	}
	for digits < len(rest) && isDigit(rest[digits]) {
		digits++
	}
	if n := rest[:digits]; n != "" && n != "-" {
		if f.Count, err = strconv.Atoi(n); err != nil || f.Count > maxFormatCount || f.Count < -maxFormatCount {
			return f, "", "", fmt.Errorf("count %s is out of range", n)
		}
	}
	rest = rest[digits:]
	for rest != "" && rest[0] >= 'a' && rest[0] <= 'z' {
		switch l := rest[0]; l {
		case 'b', 'h', 'w', 'g':
			f.Size = l
		case 'r': // raw: without pretty-printers, of which there are none
		default:
			f.Letter = l
		}
		rest = rest[1:]
	}
	rest = strings.TrimLeft(rest, " \t")
	switch {
	case f.Count != 1 && !s.Count:
		return f, "", "", gdbErrorf("Item count other than 1 is meaningless in \"%s\" command.", c.Name())
	case f.Size != 0 && !s.Sizes:
		return f, "", "", gdbErrorf("Size letters are meaningless in \"%s\" command.", c.Name())
	case f.Letter != 0 && strings.IndexByte(s.Letters, f.Letter) < 0:
		if f.Letter == 'i' {
			return f, "", "", gdbErrorf("Format letter \"i\" is meaningless in \"%s\" command.", c.Name())
		}
		return f, "", "", gdbErrorf("Undefined output format \"%c\".", f.Letter)
	}
	return f, "", rest, nil
}

// maxFormatCount bounds how much one command shows.
const maxFormatCount = 1 << 20

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// completeSlash lists what the letters may become: one more of each that fits.
func (c *Command) completeSlash(text string) []string {
	var list []string
	for _, l := range c.Slash.Letters + c.Slash.Flags {
		if l == 'r' || strings.ContainsRune(text, l) {
			continue
		}
		if _, _, _, err := c.parseSlash(text + string(l)); err == nil {
			list = append(list, text+string(l))
		}
	}
	return list
}
