package value

import (
	"context"
	"fmt"

	"kbreak/symbols/ctype"
)

// isText reports whether gdb prints the type as characters: a one-byte integer under any name, unless
// a format other than 's' was asked for. The base type int8_t is gdb's own, of what "x/b" shows: C's is
// signed char under another name.
func isText(t *ctype.Type, format Format) bool {
	if format != 0 && format != FormatString {
		return false
	}
	s := stripped(t)
	return s.Kind == ctype.Int && s.Size == 1 && s.Name != "int8_t"
}

// charText prints a character with single quotes.
func charText(c byte) string { return "'" + escape(c, '\'') + "'" }

// escape prints one character inside of quotes. What is not ASCII is octal, as in gdb with the C
// locale: the kernel's bytes have no known encoding.
func escape(c, quote byte) string {
	switch c {
	case '\a':
		return `\a`
	case '\b':
		return `\b`
	case '\f':
		return `\f`
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	case '\v':
		return `\v`
	case quote, '\\':
		return `\` + string(rune(c))
	}
	if c < 0x20 || c >= 0x7f {
		return fmt.Sprintf(`\%03o`, c)
	}
	return string(rune(c))
}

// Chars gives the characters of a string, without its NUL, as "x/s" shows them: all of them, whatever
// Elements says. more says that the string goes on behind them, which dots show.
func (p *Printer) Chars(s []byte, more bool) string {
	all := *p
	all.Elements = 0
	f := &formatter{Printer: &all, ctx: context.Background()}
	f.quoted(s, more)
	return f.out.String()
}

// quoted prints characters as a string. Runs longer than the repeat threshold leave the quotes:
//
//	"xyz", 'a' <repeats 20 times>, "q"...
//
// A NUL at the end is the string's own and not printed. The dots are for more: characters beyond the
// limit, or what the caller knows. A run counts against the limit with its length, and is never cut.
func (f *formatter) quoted(s []byte, more bool) {
	if !more && len(s) > 0 && s[len(s)-1] == 0 {
		s = s[:len(s)-1]
	}
	if len(s) == 0 {
		f.puts(`""`)
		return
	}
	open, first := false, true
	i := 0
	for i < len(s) && (f.Elements <= 0 || i < f.Elements) && !f.stop() {
		n := 1
		for i+n < len(s) && s[i+n] == s[i] {
			n++
		}
		if f.Repeats > 0 && n > f.Repeats {
			if open {
				f.puts(`"`)
				open = false
			}
			if !first {
				f.puts(", ")
			}
			fmt.Fprintf(f, "%s <repeats %d times>", charText(s[i]), n)
		} else {
			if !open {
				if !first {
					f.puts(", ")
				}
				f.puts(`"`)
				open = true
			}
			for range n {
				f.puts(escape(s[i], '"'))
			}
		}
		first = false
		i += n
	}
	if open {
		f.puts(`"`)
	}
	if more || i < len(s) {
		f.puts("...")
	}
}
