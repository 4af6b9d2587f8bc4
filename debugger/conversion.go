package debugger

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Errors of printf, in gdb's words.
var (
	errNoFormat     = errors.New("Argument required (format-control string and values to print).")
	errNoQuote      = errors.New(`Bad format string, missing '"'.`)
	errOpenFormat   = errors.New(`Bad format string, non-terminated '"'.`)
	errPrintfSyntax = errors.New("Invalid argument syntax")
	errArguments    = errors.New("Wrong number of arguments for specified format-string")
	errOpenPercent  = errors.New("Incomplete format specifier at end of format string")
	errStar         = errors.New("`*' not supported for precision or width in printf")
)

// splitPrintf takes `"FORMAT", EXPRESSION, ...` apart and resolves the escapes of the format.
func splitPrintf(text string) (format string, args []string, err error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil, errNoFormat
	}
	if text[0] != '"' {
		return "", nil, errNoQuote
	}
	format, rest, err := unquoteFormat(text[1:])
	if err != nil {
		return "", nil, err
	}
	if rest = strings.TrimSpace(rest); rest == "" {
		return format, nil, nil
	}
	if rest[0] != ',' {
		return "", nil, errPrintfSyntax
	}
	return format, splitCommas(rest[1:]), nil
}

// unquoteFormat reads up to the closing quote.
func unquoteFormat(s string) (format, rest string, err error) {
	const letters, means = `\abefnrtv"'`, "\\\a\b\x1b\f\n\r\t\v\"'"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"':
			return b.String(), s[i+1:], nil
		case '\\':
			if i++; i == len(s) {
				return "", "", errOpenFormat
			}
			if k := strings.IndexByte(letters, s[i]); k >= 0 {
				b.WriteByte(means[k])
				continue
			}
			n := 0
			for n < 3 && i+n < len(s) && s[i+n] >= '0' && s[i+n] <= '7' {
				n++
			}
			v, err := strconv.ParseUint(s[i:i+n], 8, 8)
			if err != nil {
				return "", "", fmt.Errorf("Unrecognized escape character \\%c in format string.", s[i])
			}
			b.WriteByte(byte(v))
			i += n - 1
		default:
			b.WriteByte(c)
		}
	}
	return "", "", errOpenFormat
}

// splitCommas cuts expressions at the commas that are outside of brackets and quotes.
func splitCommas(s string) []string {
	var list []string
	start := 0
	for i, depth := range Unquoted(s) {
		if s[i] == ',' && depth == 0 {
			list, start = append(list, strings.TrimSpace(s[start:i])), i+1
		}
	}
	return append(list, strings.TrimSpace(s[start:]))
}

// conversion is a piece of a format: text, or what one argument is made into.
type conversion struct {
	text string // conv is 0

	conv      byte   // letter; 0 for text
	flags     string // of "-+ #0"
	width     int    // -1 if there is none
	precision int    // likewise
	bits      int    // of an integer
}

// maxWidth bounds width and precision.
const maxWidth = 1 << 16

// parseFormat cuts a format into pieces.
func parseFormat(s string) ([]conversion, error) {
	var list []conversion
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			list = append(list, conversion{text: text.String()})
			text.Reset()
		}
	}
	for s != "" {
		i := strings.IndexByte(s, '%')
		if i < 0 {
			text.WriteString(s)
			break
		}
		text.WriteString(s[:i])
		if s = s[i+1:]; strings.HasPrefix(s, "%") {
			text.WriteByte('%')
			s = s[1:]
			continue
		}
		var c conversion
		var err error
		if c, s, err = parseConversion(s); err != nil {
			return nil, err
		}
		flush()
		list = append(list, c)
	}
	flush()
	return list, nil
}

// parseConversion reads what follows a percent sign.
func parseConversion(s string) (c conversion, rest string, err error) {
	n := 0
	for n < len(s) && strings.IndexByte("-+ #0", s[n]) >= 0 {
		n++
	}
	c = conversion{flags: s[:n], bits: 32, precision: -1}
	if c.width, s, err = parseWidth(s[n:]); err != nil {
		return c, "", err
	}
	if strings.HasPrefix(s, ".") {
		if c.precision, s, err = parseWidth(s[1:]); err != nil {
			return c, "", err
		}
		c.precision = max(c.precision, 0)
	}
	length := 0
	for length < len(s) && strings.IndexByte("hlLzjt", s[length]) >= 0 {
		length++
	}
	modifier := s[:length]
	if s = s[length:]; s == "" {
		return c, "", errOpenPercent
	}
	c.conv = s[0]
	if err := c.check(modifier); err != nil {
		return c, "", err
	}
	return c, s[1:], nil
}

func parseWidth(s string) (n int, rest string, err error) {
	if strings.HasPrefix(s, "*") {
		return 0, "", errStar
	}
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == 0 {
		return -1, s, nil
	}
	if n, err = strconv.Atoi(s[:i]); err != nil || n > maxWidth {
		return 0, "", fmt.Errorf("width %s is more than %d", s[:i], maxWidth)
	}
	return n, s[i:], nil
}

// check refuses what does not go together and takes the length from its modifier.
func (c *conversion) check(modifier string) error {
	flags, lengths := "", ""
	switch c.conv {
	case 'd', 'i':
		flags, lengths = "-+ 0", "hh h l ll L z j t"
	case 'u':
		flags, lengths = "-0", "hh h l ll L z j t"
	case 'o', 'x', 'X':
		flags, lengths = "-#0", "hh h l ll L z j t"
	case 'c':
		flags, lengths = "-", "l"
	case 's':
		flags, lengths = "-", "l"
	case 'p':
		flags = "-"
	case 'e', 'E', 'f', 'F', 'g', 'G':
		flags, lengths = "-+ #0", "l L"
	case 'n':
		return errors.New("Format specifier `n' not supported in printf")
	default:
		return fmt.Errorf("Unrecognized format specifier '%c' in printf", c.conv)
	}
	bad := strings.Trim(c.flags, flags) != "" || c.precision >= 0 && (c.conv == 'c' || c.conv == 'p')
	if modifier != "" {
		found := false
		for m := range strings.FieldsSeq(lengths) {
			found = found || m == modifier
		}
		bad = bad || !found
	}
	if bad {
		return fmt.Errorf("Inappropriate modifiers to format specifier '%c' in printf", c.conv)
	}
	switch modifier {
	case "hh":
		c.bits = 8
	case "h":
		c.bits = 16
	case "":
	default:
		c.bits = 64
	}
	return nil
}

// pad brings text to its width. Both that and the precision count bytes, as in C.
func (c *conversion) pad(text string) string {
	if c.precision >= 0 && len(text) > c.precision {
		text = text[:c.precision]
	}
	fill := strings.Repeat(" ", max(c.width-len(text), 0))
	if strings.Contains(c.flags, "-") {
		return text + fill
	}
	return fill + text
}

// verb is the same conversion for package fmt, with another letter.
func (c *conversion) verb(letter byte) string {
	var b strings.Builder
	b.WriteByte('%')
	for _, f := range []byte("-+ #0") {
		if strings.IndexByte(c.flags, f) >= 0 && !(f == '0' && strings.Contains(c.flags, "-")) {
			b.WriteByte(f)
		}
	}
	if c.width >= 0 {
		b.WriteString(strconv.Itoa(c.width))
	}
	if c.precision >= 0 {
		b.WriteString("." + strconv.Itoa(c.precision))
	}
	b.WriteByte(letter)
	return b.String()
}

// float formats a floating point number. Without a precision it is 6, as in C.
func (c *conversion) float(x float64) string {
	letter := c.conv
	if letter == 'F' {
		letter = 'f'
	}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		text := "nan"
		if math.IsInf(x, 0) {
			text = "inf"
		}
		if math.Signbit(x) {
			text = "-" + text
		} else if strings.Contains(c.flags, "+") {
			text = "+" + text
		}
		plain := *c
		plain.precision = -1
		return plain.pad(text)
	}
	d := *c
	if d.precision < 0 {
		d.precision = 6
	}
	if letter == 'g' || letter == 'G' {
		d.precision = max(d.precision, 1)
	}
	return fmt.Sprintf(d.verb(letter), x)
}
