package debugger

import (
	"context"
	"errors"
	"fmt"

	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// Unit is one piece of memory as "x" shows it: a number, a string or an instruction.
type Unit struct {
	Addr    mem.Addr
	Symbol  string // "init_task+16", "" where there is none
	Text    string // as gdb prints it
	Bytes   []byte // of a string with its NUL, if that was read
	Current bool   // an instruction that is the PC of the selected frame
}

// Memory is a stretch of memory taken apart.
type Memory struct {
	Format PrintFormat // as it was used; Size is 0 for strings and instructions
	Units  []Unit
	Failed *Unit // the first unit that cannot be read; nil if all can
}

// AccessError says that memory cannot be read, in gdb's words.
type AccessError struct {
	Addr mem.Addr // the first byte that cannot
	Err  error
}

func (e *AccessError) Error() string {
	return fmt.Sprintf("Cannot access memory at address %v", e.Addr)
}

func (e *AccessError) Unwrap() error { return e.Err }

// examining is what "x" remembers from one call to the next.
type examining struct {
	last  PrintFormat // all 0 before the first call
	next  mem.Addr    // where a call without an address begins
	valid bool        // next is something
}

// maxExamined bounds the bytes that one call shows as numbers.
const maxExamined = 16 << 20

// Examine takes memory apart from the address that text says ("x"; GDB manual, "Memory"). What format
// leaves out, letter and size, is that of the call before, at the start x and w. A negative count shows
// what is in front of the address. With text "" it goes on where the call before ended; given says
// whether there is a format, without which the count of that call holds too.
//
// Where memory cannot be read it returns what is before, and an [AccessError]. A string that cannot be
// read says so in its text, as in gdb, and is no error.
func (s *Session) Examine(ctx context.Context, text string, format PrintFormat, given bool) (*Memory, error) {
	x := &s.examined
	if text == "" && !given && x.last.Count > 0 {
		format.Count = x.last.Count
	}
	format = completed(format, x.last)
	x.last.Count = format.Count
	if text != "" {
		a, err := s.ResolveAddr(ctx, text)
		if err != nil {
			return nil, err
		}
		x.next, x.valid = a, true
	}
	if !x.valid {
		return nil, errNoExamined
	}
	r, err := s.codeMemory()
	if err != nil {
		return nil, err
	}
	e := &examiner{s: s, ctx: ctx, r: r, m: &Memory{Format: format}}
	start := x.next
	switch format.Letter {
	case 'i':
		e.m.Format.Size = 0
		x.next, err = e.instructions(start, format.Count)
	case 's':
		if format.Size != 0 && format.Size != 'b' {
			s.opt.Notice(fmt.Sprintf("Unable to display strings with size '%c', using 'b' instead.", format.Size))
		}
		e.m.Format.Size = 0
		x.next, err = e.strings(start, format.Count)
	default:
		x.next, err = e.numbers(start, format)
	}
	e.remember()
	if err == nil {
		x.last = format
		if format.Letter == 's' {
			x.last.Size = 'b'
		}
	}
	if format.Count < 0 && len(e.m.Units) > 0 {
		x.next = e.m.Units[0].Addr // the next call goes on backwards
	}
	return e.m, s.linkError(err)
}

// ExamineOnce is Examine for a format that is not to be remembered: that of "display".
func (s *Session) ExamineOnce(ctx context.Context, text string, format PrintFormat) (*Memory, error) {
	last := s.examined.last
	defer func() { s.examined.last = last }()
	return s.Examine(ctx, text, format, true)
}

var errNoExamined = errors.New("Argument required (starting display address).") // gdb's words

// completed fills in what a format leaves out.
func completed(f, last PrintFormat) PrintFormat {
	if last.Letter == 0 {
		last.Letter = 'x'
	}
	if last.Size == 0 {
		last.Size = 'w'
	}
	if f.Letter == 0 {
		f.Letter = last.Letter
	}
	if f.Size != 0 {
		return f
	}
	switch f.Letter {
	case 's':
	case 'c':
		f.Size = 'b'
	case 'a':
		f.Size = 'g'
	case 'f':
		f.Size = 'g'
		if last.Size == 'w' {
			f.Size = 'w'
		}
	default:
		f.Size = last.Size
	}
	return f
}

// UnitSize is the number of bytes of a size letter, 0 if it is none.
func UnitSize(letter byte) int {
	switch letter {
	case 'b':
		return 1
	case 'h':
		return 2
	case 'w':
		return 4
	case 'g':
		return 8
	}
	return 0
}

// examiner is one call of [Session.Examine].
type examiner struct {
	s   *Session
	ctx context.Context
	r   mem.Reader
	m   *Memory
}

func (e *examiner) unit(a mem.Addr) Unit {
	return Unit{Addr: a, Symbol: e.s.symbolText(e.ctx, a)}
}

// remember puts the address of the last unit into $_ and, if it is a number, what is there into $__.
func (e *examiner) remember() {
	if len(e.m.Units) == 0 {
		return
	}
	u := e.m.Units[len(e.m.Units)-1]
	size := max(UnitSize(e.m.Format.Size), 1)
	t := unitType(size)
	pointer := ctype.New(ctype.Info{Kind: ctype.Pointer, Size: int64(e.s.arch.PtrSize)},
		func() (ctype.Body, error) { return ctype.Body{Elem: t}, nil })
	var address [8]byte
	e.s.arch.Order.PutUint64(address[:], uint64(u.Addr))
	e.s.setConvenience("_", value.FromBytes(pointer, address[:]))
	contents := value.FromBytes(nil, nil)
	if e.m.Format.Size != 0 {
		contents = value.FromBytes(t, u.Bytes)
	}
	e.s.setConvenience("__", contents)
}

// unitType is the integer that a unit of a size in bytes is read as.
func unitType(size int) *ctype.Type {
	return ctype.New(ctype.Info{Kind: ctype.Int, Name: fmt.Sprintf("int%d_t", size*8), Size: int64(size), Signed: true}, nil)
}

// failed ends the units with one that cannot be read.
func (e *examiner) failed(a mem.Addr, err error) error {
	if !isFault(err) {
		return err
	}
	u := e.unit(a)
	e.m.Failed = &u
	var f *mem.Fault
	if errors.As(err, &f) && f.Addr.Add(int64(f.Got)) > a {
		a = f.Addr.Add(int64(f.Got))
	}
	return &AccessError{a, err}
}

// numbers reads the units in one piece, and where that fails as much of them as there is.
func (e *examiner) numbers(a mem.Addr, f PrintFormat) (mem.Addr, error) {
	size := UnitSize(f.Size)
	n := f.Count
	if n < 0 {
		n = -n
		a = a.Add(int64(-n * size))
	}
	if n > maxExamined/size {
		return a, fmt.Errorf("%d units are more than are shown at once", n)
	}
	bytes, fault := mem.Bytes(e.ctx, e.r, a, n*size)
	if fault != nil {
		if !isFault(fault) {
			return a, fault
		}
		bytes = e.readable(a, n*size)
	}
	t := unitType(size)
	p := &value.Printer{Arch: e.s.arch, SymbolAt: e.s.symbolText, Options: value.Defaults}
	p.As = value.Format(f.Letter)
	if f.Letter == 'x' {
		p.As = value.FormatZeroHex
	}
	for ; len(bytes) >= size; bytes = bytes[size:] {
		u := e.unit(a)
		u.Bytes = bytes[:size:size]
		text, err := p.Format(e.ctx, value.FromBytes(t, u.Bytes))
		if err != nil {
			return a, err
		}
		if f.Letter == 't' {
			text = fmt.Sprintf("%0*s", size*8, text)
		}
		u.Text = text
		e.m.Units = append(e.m.Units, u)
		a = a.Add(int64(size))
	}
	if fault != nil {
		end := a.Add(int64(len(bytes)))
		return a, e.failed(a, &mem.Fault{Addr: end, Err: fault})
	}
	return a, nil
}

// readable is what can be read of n bytes up to the first that cannot.
func (e *examiner) readable(a mem.Addr, n int) []byte {
	const page = 4096
	var out []byte
	for len(out) < n {
		at := a.Add(int64(len(out)))
		step := min(page-int(at%page), n-len(out))
		p, err := mem.Bytes(e.ctx, e.r, at, step)
		if err != nil {
			return append(out, e.prefix(at, step)...)
		}
		out = append(out, p...)
	}
	return out
}

// prefix is the same for n bytes that cannot be read as a whole, inside of a page. Where that is the
// target's, all of it is missing; a section of a file ends anywhere.
func (e *examiner) prefix(a mem.Addr, n int) []byte {
	var out []byte
	for bad := n; bad-len(out) > 1; {
		try := (len(out) + bad) / 2
		p, err := mem.Bytes(e.ctx, e.r, a, try)
		if err != nil {
			bad = try
		} else {
			out = p
		}
	}
	return out
}
