package debugger

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strings"

	"kbreak/debugger/eval"
	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// Printed is the value of an expression as "print" shows it.
type Printed struct {
	Num  int         // in the value history, 0 if it was not recorded
	Text string      // as gdb prints it behind "$1 = "
	Type string      // in C's words
	Tree *value.Node // for programs
}

// Print evaluates an expression, records its value in the history and formats it. Without text it is
// the last value once more (GDB manual, "Data", "Value History").
func (s *Session) Print(ctx context.Context, text string, f PrintFormat) (*Printed, error) {
	return s.show(ctx, text, f, recordAll)
}

// Call is Print, but nil for void, which is not recorded either.
func (s *Session) Call(ctx context.Context, text string, f PrintFormat) (*Printed, error) {
	p, err := s.show(ctx, text, f, recordValues)
	if err != nil || p.Num == 0 {
		return nil, err
	}
	return p, nil
}

// recording says what a command adds to the value history.
type recording uint8

const (
	recordNothing recording = iota
	recordValues            // not void
	recordAll
)

// Evaluate is Print for commands that leave the history alone: "output", "set var", "display".
func (s *Session) Evaluate(ctx context.Context, text string, f PrintFormat) (*Printed, error) {
	return s.show(ctx, text, f, recordNothing)
}

func (s *Session) show(ctx context.Context, text string, f PrintFormat, record recording) (*Printed, error) {
	as := value.Format(f.Letter)
	if f.Letter == 'r' { // gdb's raw format: there are no pretty-printers here
		as = 0
	}
	if !as.Valid() {
		return nil, fmt.Errorf("Format letter \"%c\" is meaningless in \"print\" command.", f.Letter)
	}
	env := s.env(ctx)
	v, flags, err := s.run(ctx, env, text)
	if err != nil {
		return nil, inWords(s.linkError(err))
	}
	if f.Letter != 0 {
		s.examined.last.Letter = f.Letter // "x" goes on with it
	}
	p := &Printed{Type: typeText(v.Type)}
	pr := s.valuePrinter(env.Memory())
	pr.As = as
	if p.Text, err = pr.Print(ctx, v); err != nil {
		return nil, inWords(s.linkError(err))
	}
	if p.Tree, err = pr.Tree(ctx, "", v); err != nil {
		return nil, inWords(s.linkError(err))
	}
	if flags != "" && (as == 0 || as == value.FormatString) {
		p.Text, p.Tree.Text = flags, flags
	}
	if record == recordAll || record == recordValues && !isVoid(v.Type) {
		p.Num = s.record(v)
	}
	return p, nil
}

// inWords gives an error about the target's memory the capital letter that gdb's has: scripts look for
// its text.
func inWords(err error) error {
	var fault *mem.Fault
	if errors.As(err, &fault) && strings.HasPrefix(err.Error(), fault.Error()) {
		return &memoryError{err}
	}
	return err
}

// memoryError is a *[mem.Fault], possibly with more behind it, in gdb's words.
type memoryError struct{ err error }

func (e *memoryError) Error() string {
	s := e.err.Error()
	return strings.ToUpper(s[:1]) + s[1:]
}

func (e *memoryError) Unwrap() error { return e.err }

// run evaluates an expression and reads its value as a whole. flags is how gdb prints a register of
// flags, "" for everything else.
func (s *Session) run(ctx context.Context, env *evalEnv, text string) (v value.Value, flags string, err error) {
	if text == "" {
		text = "$"
	}
	e, err := eval.Compile(ctx, env, text)
	if err != nil {
		return v, "", err
	}
	if v, err = e.Value(ctx); err != nil {
		return v, "", err
	}
	frozen, err := v.Freeze(ctx, env.Memory())
	if err != nil {
		return v, "", env.explain(v, err)
	}
	if name := e.Register(ctx); name != "" {
		flags = s.flagsText(ctx, env, name, frozen)
	}
	return frozen, flags, nil
}

// value evaluates an expression. An object in memory is read when it is used.
func (s *Session) value(ctx context.Context, text string) (value.Value, error) {
	e, err := eval.Compile(ctx, s.env(ctx), text)
	if err != nil {
		return value.Value{}, inWords(s.linkError(err))
	}
	v, err := e.Value(ctx)
	return v, inWords(s.linkError(err))
}

// typeOf is the type that an expression has or is. Nothing is read of the target's memory but what
// tells names apart. isType: it is a type by itself.
func (s *Session) typeOf(ctx context.Context, text string) (t *ctype.Type, isType bool, err error) {
	e, err := eval.Compile(ctx, s.env(ctx), text)
	if err != nil {
		return nil, false, inWords(s.linkError(err))
	}
	t, err = e.Type(ctx)
	return t, e.IsType(), inWords(s.linkError(err))
}

// memory is what the expressions of the selected thread see: the target's memory, or without a target
// what the files have.
func (s *Session) memory() mem.Reader {
	r, err := s.codeMemory()
	if err != nil {
		return mem.ReaderFunc(func(context.Context, mem.Addr, []byte) error { return err })
	}
	return r
}

// Truth evaluates a condition: any number but 0 is true, and any pointer but 0.
func (s *Session) Truth(ctx context.Context, text string) (bool, error) {
	e, err := eval.Compile(ctx, s.env(ctx), text)
	if err != nil {
		return false, inWords(s.linkError(err))
	}
	yes, err := e.Truth(ctx)
	return yes, inWords(s.linkError(err))
}

// Int evaluates an expression for an integer, modulo 2^64.
func (s *Session) Int(ctx context.Context, text string) (int64, error) {
	e, err := eval.Compile(ctx, s.env(ctx), text)
	if err != nil {
		return 0, inWords(s.linkError(err))
	}
	n, err := e.Int(ctx)
	if err != nil {
		return 0, inWords(s.linkError(err))
	}
	return int64(new(big.Int).And(n, new(big.Int).SetUint64(math.MaxUint64)).Uint64()), nil
}

// valuePrinter formats values with the settings of the user.
func (s *Session) valuePrinter(r mem.Reader) *value.Printer {
	p := &s.print
	return &value.Printer{Arch: s.arch, Mem: r, SymbolAt: s.symbolText, Options: value.Options{
		Elements: p.Elements, Repeats: p.RepeatThreshold, Depth: p.MaxDepth, Pretty: p.Pretty,
		Symbol: p.Symbol, Union: p.Union, Address: p.Address, Array: p.Array, ArrayIndexes: p.ArrayIndexes, NullStop: p.NullStop,
	}}
}

// typeText writes a type, which may be void.
func typeText(t *ctype.Type) string {
	if t == nil {
		return "void"
	}
	return t.String()
}
