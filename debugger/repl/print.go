package repl

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"kbreak/mem"
)

// Printer collects the text of one result. It knows the two things a renderer must not care about:
// colours, and where a line that is too long is broken.
type Printer struct {
	b     []byte
	color bool
	width int // columns; 0: lines are not broken

	// ShowAddress is the setting "print address".
	ShowAddress bool

	col    int // where the next character goes, from 0
	hint   int // offset in b where the line may be broken, -1 if nowhere
	hinted int // col at hint
	indent int // of the part after the break
}

// String returns what was printed.
func (p *Printer) String() string { return string(p.b) }

// Printf prints text without a style.
func (p *Printer) Printf(format string, args ...any) { p.write(fmt.Sprintf(format, args...)) }

// Print prints text without a style.
func (p *Printer) Print(s string) { p.write(s) }

// The styles are gdb's: yellow functions, green files, blue addresses, cyan variables.
const (
	styleFunction = "\x1b[33m"
	styleFile     = "\x1b[32m"
	styleAddress  = "\x1b[34m"
	styleVariable = "\x1b[36m"
	styleTitle    = "\x1b[1m"
	styleError    = "\x1b[31m"
	styleReset    = "\x1b[m"
)

// Function prints the name of a function.
func (p *Printer) Function(s string) { p.styled(styleFunction, s) }

// File prints the name of a file.
func (p *Printer) File(s string) { p.styled(styleFile, s) }

// Variable prints the name of a variable.
func (p *Printer) Variable(s string) { p.styled(styleVariable, s) }

// Title prints a heading.
func (p *Printer) Title(s string) { p.styled(styleTitle, s) }

// Address prints an address with 16 digits, as gdb prints a PC.
func (p *Printer) Address(a mem.Addr) { p.styled(styleAddress, fmt.Sprintf("0x%016x", uint64(a))) }

// ShortAddress prints an address without leading zeros.
func (p *Printer) ShortAddress(a mem.Addr) { p.styled(styleAddress, a.String()) }

func (p *Printer) styled(style, s string) {
	if s == "" {
		return
	}
	if !p.color {
		p.write(s)
		return
	}
	p.b = append(p.b, style...)
	p.write(s)
	p.b = append(p.b, styleReset...)
}

// Hint says that a line too long for the terminal may be broken here, and how far its rest is then
// indented. The rule is gdb's (wrap_hint): nothing happens until a character would go past the
// last column; then the line is broken at the last hint.
func (p *Printer) Hint(indent int) {
	p.hint, p.hinted, p.indent = len(p.b), p.col, indent
}

func (p *Printer) write(s string) {
	for s != "" {
		line, rest, newline := strings.Cut(s, "\n")
		n := utf8.RuneCountInString(line)
		if p.width > 0 && p.col+n >= p.width && p.hint >= 0 && p.hinted > p.indent {
			tail := string(p.b[p.hint:])
			p.b = append(p.b[:p.hint], "\n"+strings.Repeat(" ", p.indent)+tail...)
			p.col += p.indent - p.hinted
			p.hint = -1
		}
		p.b = append(p.b, line...)
		p.col += n
		if newline {
			p.b = append(p.b, '\n')
			p.col, p.hint = 0, -1
		}
		s = rest
	}
}

// Table prints rows in columns, each as wide as its widest cell and two spaces apart. The last cell
// of a row is not padded.
func (p *Printer) Table(rows [][]string) {
	var width []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		for i, cell := range row {
			if i == len(row)-1 {
				p.Print(cell)
			} else {
				p.Printf("%-*s  ", width[i], cell)
			}
		}
		p.Print("\n")
	}
}

// Printable makes foreign text harmless to a terminal: control characters except newline and tab
// are shown as \xNN, carriage returns are dropped.
func Printable(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] >= ' ' && s[i] < 0x7f || s[i] == '\n' || s[i] == '\t'
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == '\r':
		case c == utf8.RuneError && n == 1, c < ' ' && c != '\n' && c != '\t', c == 0x7f, c >= 0x80 && c < 0xa0:
			for _, x := range []byte(s[i : i+n]) {
				fmt.Fprintf(&b, `\x%02x`, x)
			}
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}
