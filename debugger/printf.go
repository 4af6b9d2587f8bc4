package debugger

import (
	"context"
	"fmt"
	"math"
	"strings"

	"kbreak/debugger/eval"
	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// Piece is a part of what printf makes.
type Piece struct {
	Text    string
	Foreign bool // made of characters of the target, which may be anything
}

// Printf formats values as C's printf does ("printf"; GDB manual, "Output"). text is a format in quotes
// and, behind commas, as many expressions as it asks for. %s takes a string, or the address of one in
// the target; the lengths hh, h, z, j and t are there beyond what gdb has.
func (s *Session) Printf(ctx context.Context, text string) ([]Piece, error) {
	pieces, args, err := printfParts(text)
	if err != nil {
		return nil, err
	}
	var out []Piece
	total := 0
	for _, p := range pieces {
		piece := Piece{Text: p.text}
		if p.conv != 0 {
			if piece, err = s.convert(ctx, &p, args[0]); err != nil {
				return nil, s.linkError(err)
			}
			args = args[1:]
		}
		if total += len(piece.Text); total > maxPrintf {
			return nil, fmt.Errorf("more than %d bytes of text", maxPrintf)
		}
		out = append(out, piece)
	}
	return out, nil
}

// printfParts are the format and the arguments of a printf, checked against each other.
func printfParts(text string) ([]conversion, []string, error) {
	format, args, err := splitPrintf(text)
	if err != nil {
		return nil, nil, err
	}
	pieces, err := parseFormat(format)
	if err != nil {
		return nil, nil, err
	}
	want := 0
	for _, p := range pieces {
		if p.conv != 0 {
			want++
		}
	}
	if want != len(args) {
		return nil, nil, errArguments
	}
	return pieces, args, nil
}

// maxPrintf bounds the text of one call.
const maxPrintf = 16 << 20

// convert formats one argument.
func (s *Session) convert(ctx context.Context, p *conversion, arg string) (Piece, error) {
	switch p.conv {
	case 's':
		text, err := s.stringArg(ctx, arg, p.precision)
		return Piece{p.pad(text), true}, err
	case 'e', 'E', 'f', 'F', 'g', 'G':
		x, err := s.float(ctx, arg)
		return Piece{p.float(x), false}, err
	}
	n, err := s.Int(ctx, arg)
	if err != nil {
		return Piece{}, err
	}
	switch p.conv {
	case 'c':
		text := string([]byte{byte(n)})
		if byte(n) == 0 {
			text = ""
		}
		return Piece{p.pad(text), true}, nil
	case 'p':
		if n == 0 {
			return Piece{p.pad("(nil)"), false}, nil
		}
		return Piece{p.pad(fmt.Sprintf("%#x", uint64(n))), false}, nil
	case 'd', 'i':
		shift := 64 - p.bits
		return Piece{fmt.Sprintf(p.verb('d'), n<<shift>>shift), false}, nil
	}
	u := uint64(n) & (math.MaxUint64 >> (64 - p.bits))
	conv := p.conv
	if conv == 'u' {
		conv = 'd'
	}
	if u == 0 { // C puts no 0x before zero, and one 0 only
		p.flags = strings.ReplaceAll(p.flags, "#", "")
	}
	return Piece{fmt.Sprintf(p.verb(conv), u), false}, nil
}

var doubleType = ctype.New(ctype.Info{Kind: ctype.Float, Name: "double", Size: 8}, nil)

// float evaluates an expression for a number, converted to double.
func (s *Session) float(ctx context.Context, text string) (float64, error) {
	v, err := s.value(ctx, "(double)("+text+")")
	if err != nil {
		return 0, err
	}
	c, err := v.Bytes(ctx, s.memory())
	if err != nil {
		return 0, err
	}
	if len(c.Bytes) != int(doubleType.Size) || len(c.Missing) > 0 {
		return 0, fmt.Errorf("Value can't be converted to a number: %s", text) //nolint:staticcheck // gdb's words
	}
	return math.Float64frombits(s.arch.Order.Uint64(c.Bytes)), nil
}

// stringArg evaluates an expression for a string: an array that is not in the target's memory, or what
// the address that it is points to. limit is how many characters are wanted, negative for all.
func (s *Session) stringArg(ctx context.Context, text string, limit int) (string, error) {
	v, err := s.value(ctx, text)
	if err != nil {
		return "", err
	}
	t := v.Type.Strip()
	a, inMemory := v.Address()
	if t.Kind == ctype.Array && !inMemory {
		return s.ownString(ctx, v)
	}
	if t.Kind != ctype.Array {
		n, err := s.Int(ctx, text)
		if err != nil {
			return "", err
		}
		a = mem.Addr(n)
	}
	if a == 0 {
		return "(null)", nil
	}
	if limit < 0 || limit > maxString {
		limit = maxString
	}
	e := &examiner{s: s, ctx: ctx, r: s.memory()}
	out, end, err := e.string(a, limit)
	switch {
	case err != nil:
		return "", err
	case end == atNUL:
		out = out[:len(out)-1]
	case end == atFault:
		return "", &AccessError{Addr: a.Add(int64(len(out)))}
	}
	return string(out), nil
}

// ownString is a string that an expression holds itself, "like this".
func (s *Session) ownString(ctx context.Context, v value.Value) (string, error) {
	c, err := v.Bytes(ctx, s.memory())
	if err != nil {
		return "", err
	}
	text, _, _ := strings.Cut(string(c.Bytes), "\x00")
	return text, nil
}

// CheckExpression reports what is wrong with an expression before its value matters: its syntax, or a
// name that means nothing here and now.
func (s *Session) CheckExpression(ctx context.Context, text string) error {
	_, err := eval.Compile(ctx, s.env(ctx), text)
	return s.linkError(err)
}
