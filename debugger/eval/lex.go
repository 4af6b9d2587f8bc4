package eval

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"kbreak/symbols/ctype"
)

// Bounds of an expression's text.
const (
	maxText  = 64 << 10 // bytes
	maxDepth = 200      // parentheses and the like around one another
)

type tokenKind uint8

const (
	tokEnd tokenKind = iota
	tokName
	tokNumber
	tokChar
	tokString
	tokDollar // $name, $, $$, $1, $$1; text with the dollars
	tokQuoted // 'several characters': a file, a function
	tokOp
)

type token struct {
	kind tokenKind
	text string // of a name or operator
	at   int
	end  int
	num  *big.Int    // number, character
	real float64     // number with a fraction
	wide *big.Float  // the same, for long double
	typ  *ctype.Type // of a number
	str  []byte      // string
}

// operators, longer ones first.
var operators = []string{"<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "::",
	"+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
	"+", "-", "*", "/", "%", "=", "<", ">", "!", "~", "&", "|", "^", "?", ":", ",", ".", "(", ")", "[", "]", "{", "}", "@"}

func letter(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
func digit(c byte) bool { return c >= '0' && c <= '9' }

// wordEnd is where the name that begins at i ends. GCC makes names with dots (foo.isra.0); gdb takes
// them in quotes only.
func wordEnd(s string, i int) int {
	for i < len(s) && (letter(s[i]) || digit(s[i])) {
		i++
	}
	return i
}

// lex reads the token at i, blanks before it skipped.
func lex(s string, i int) (token, error) {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r') {
		i++
	}
	t := token{at: i, end: i}
	if i == len(s) {
		return t, nil
	}
	c := s[i]
	switch {
	case digit(c), c == '.' && i+1 < len(s) && digit(s[i+1]):
		return lexNumber(s, i)
	case letter(c):
		t.kind, t.end = tokName, wordEnd(s, i)
		t.text = s[i:t.end]
		return t, nil
	case c == '$':
		t.kind, t.end = tokDollar, wordEnd(s, i+1)
		if t.end == i+1 && t.end < len(s) && s[t.end] == '$' {
			t.end = wordEnd(s, i+2)
		}
		t.text = s[i:t.end]
		return t, nil
	case c == '\'':
		return lexChar(s, i)
	case c == '"':
		b, end, err := lexQuoted(s, i)
		if err != nil {
			return t, err
		}
		t.kind, t.str, t.end = tokString, b, end
		return t, nil
	}
	for _, op := range operators {
		if strings.HasPrefix(s[i:], op) {
			t.kind, t.text, t.end = tokOp, op, i+len(op)
			return t, nil
		}
	}
	return t, &SyntaxError{fmt.Sprintf("Invalid character '%s' in expression.", printable(s[i])), i}
}

func printable(c byte) string {
	if c < ' ' || c >= 0x7f {
		return fmt.Sprintf(`\%03o`, c)
	}
	return string(rune(c))
}

// lexNumber reads an integer or floating-point constant (C11 §6.4.4); 0b is GCC's.
func lexNumber(s string, i int) (token, error) {
	t := token{kind: tokNumber, at: i}
	hex := strings.HasPrefix(s[i:], "0x") || strings.HasPrefix(s[i:], "0X")
	end := i
	for end < len(s) {
		c := s[end]
		exp := !hex && (c == 'e' || c == 'E') || hex && (c == 'p' || c == 'P')
		if exp && end+1 < len(s) && (s[end+1] == '+' || s[end+1] == '-') {
			end += 2
			continue
		}
		if !letter(c) && !digit(c) && c != '.' {
			break
		}
		end++
	}
	t.text, t.end = s[i:end], end
	if len(t.text) > 256 {
		return t, &SyntaxError{"Numeric constant too large.", i}
	}
	bad := &SyntaxError{fmt.Sprintf("Invalid number \"%s\".", t.text), i}
	lower := strings.ToLower(t.text)
	if strings.Contains(lower, ".") || !hex && strings.Contains(lower, "e") && !strings.HasPrefix(lower, "0b") ||
		hex && strings.Contains(lower, "p") {
		return lexFloat(t, lower, hex, bad)
	}
	base, digits := 10, lower
	switch {
	case hex:
		base, digits = 16, lower[2:]
	case strings.HasPrefix(lower, "0b"):
		base, digits = 2, lower[2:]
	case len(lower) > 1 && lower[0] == '0':
		base = 8
	}
	digits, longs, unsigned, ok := suffix(digits)
	n, valid := new(big.Int).SetString(digits, base)
	if !ok || !valid || digits == "" || strings.Contains(digits, "_") {
		return t, bad
	}
	t.num = n
	if t.typ = literalType(n.BitLen(), longs, unsigned, base); t.typ == nil {
		return t, &SyntaxError{"Numeric constant too large.", i}
	}
	return t, nil
}

// suffix takes u, l and ll off the end, in any order.
func suffix(s string) (rest string, longs int, unsigned, ok bool) {
	for s != "" {
		switch {
		case s[len(s)-1] == 'u' && !unsigned:
			unsigned, s = true, s[:len(s)-1]
		case strings.HasSuffix(s, "ll") && longs == 0:
			longs, s = 2, s[:len(s)-2]
		case s[len(s)-1] == 'l' && longs == 0:
			longs, s = 1, s[:len(s)-1]
		case s[len(s)-1] == 'u' || s[len(s)-1] == 'l':
			return s, longs, unsigned, false
		default:
			return s, longs, unsigned, true
		}
	}
	return s, longs, unsigned, true
}

// literalType is the first type that has room for a constant (C11 §6.4.4.1); a decimal one that has
// none is unsigned, as GCC and gdb take it. nil if none has room.
func literalType(bits, longs int, unsigned bool, base int) *ctype.Type {
	signed := !unsigned
	unsigned = unsigned || base != 10
	switch {
	case longs == 0 && signed && bits <= 31:
		return intType
	case longs == 0 && unsigned && bits <= 32:
		return uintType
	case longs <= 1 && signed && bits <= 63:
		return longType
	case longs <= 1 && unsigned && bits <= 64:
		return ulongType
	case signed && bits <= 63:
		return llongType
	case bits <= 64:
		if longs <= 1 {
			return ulongType
		}
		return ullongType
	}
	return nil
}

func lexFloat(t token, lower string, hex bool, bad error) (token, error) {
	t.typ = doubleType
	if !hex || strings.Contains(lower, "p") {
		if rest, ok := strings.CutSuffix(lower, "f"); ok {
			lower, t.typ = rest, floatType
		} else if rest, ok := strings.CutSuffix(lower, "l"); ok {
			lower, t.typ = rest, ldoubleType
		}
	}
	if strings.Contains(lower, "_") || strings.Contains(lower, "inf") || strings.Contains(lower, "nan") {
		return t, bad
	}
	bits := 64
	if t.typ == floatType {
		bits = 32
	}
	var err error
	t.real, err = strconv.ParseFloat(lower, bits)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return t, bad
	}
	if e := strings.LastIndexAny(lower, "ep"); e >= 0 && len(lower)-e > 8 || math.IsInf(t.real, 0) {
		t.wide = new(big.Float).SetPrec(64).SetFloat64(t.real)
		return t, nil
	}
	if t.wide, _, err = big.ParseFloat(lower, 0, 64, big.ToNearestEven); err != nil {
		return t, bad
	}
	return t, nil
}

// lexChar reads 'c', or a name in quotes.
func lexChar(s string, i int) (token, error) {
	t := token{kind: tokChar, at: i}
	if i+1 < len(s) && s[i+1] == '\\' {
		c, end, err := escape(s, i+1)
		if err != nil {
			return t, err
		}
		if end >= len(s) || s[end] != '\'' {
			return t, &SyntaxError{"Unmatched single quote.", i}
		}
		t.num, t.typ, t.end = big.NewInt(int64(int8(c))), charType, end+1
		return t, nil
	}
	n := strings.IndexByte(s[i+1:], '\'')
	switch {
	case n < 0:
		return t, &SyntaxError{"Unmatched single quote.", i}
	case n == 0:
		return t, &SyntaxError{"Empty character constant.", i}
	case n == 1:
		t.num, t.typ = big.NewInt(int64(int8(s[i+1]))), charType
	default:
		t.kind, t.text = tokQuoted, s[i+1:i+1+n]
	}
	t.end = i + n + 2
	return t, nil
}

// lexQuoted reads a string and gives its characters.
func lexQuoted(s string, i int) (b []byte, end int, err error) {
	for at := i + 1; at < len(s); {
		switch s[at] {
		case '"':
			return b, at + 1, nil
		case '\\':
			var c byte
			if c, at, err = escape(s, at); err != nil {
				return nil, 0, err
			}
			b = append(b, c)
		default:
			b = append(b, s[at])
			at++
		}
	}
	return nil, 0, &SyntaxError{"Unterminated string in expression.", i}
}

var escapes = map[byte]byte{'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', 'e': 27}

// escape reads an escape sequence (C11 §6.4.4.4, with GCC's \e).
func escape(s string, i int) (c byte, end int, err error) {
	if i+1 >= len(s) {
		return 0, 0, &SyntaxError{"Unmatched single quote.", i}
	}
	c, end = s[i+1], i+2
	if e, ok := escapes[c]; ok {
		return e, end, nil
	}
	n, base, limit := 0, 8, 3
	switch {
	case c == 'x':
		base, limit = 16, 8
	case c >= '0' && c <= '7':
		end--
	default:
		return c, end, nil
	}
	start := end
	for end < len(s) && end-start < limit {
		d, err := strconv.ParseUint(s[end:end+1], base, 8)
		if err != nil {
			break
		}
		n = n*base + int(d)
		end++
	}
	if end == start {
		return 0, 0, &SyntaxError{"\\x escape without a following hex digit", i}
	}
	if n > 0xff {
		return 0, 0, &SyntaxError{"Escape sequence out of range.", i}
	}
	return byte(n), end, nil
}
