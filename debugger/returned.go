package debugger

import (
	"context"

	"kbreak/arch"
	"kbreak/debugger/value"
	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// returned is what a function of a result type left behind, added to the history; nil where that is not
// known: nothing, an x87 register, an XMM register that the stub does not show.
func (s *Session) returned(ctx context.Context, t *Thread, typ *ctype.Type) (*Printed, error) {
	regs, err := s.registers(ctx, t)
	if err != nil {
		return nil, s.linkError(err)
	}
	v, ok, err := s.returnValue(ctx, t, regs, typ)
	if err != nil || !ok {
		return nil, s.linkError(err)
	}
	pr := s.valuePrinter(s.mem.of(t))
	p := &Printed{Type: typ.String()}
	if p.Text, err = pr.Print(ctx, v); err != nil {
		return nil, s.linkError(err)
	}
	if p.Tree, err = pr.Tree(ctx, "", v); err != nil {
		return nil, s.linkError(err)
	}
	p.Num = s.record(v)
	return p, nil
}

// maxReturned bounds what is read of a result in memory.
const maxReturned = 64 << 10

// returnValue finds a result by its class (psABI AMD64, 3.2.3 "Returning of Values").
func (s *Session) returnValue(ctx context.Context, t *Thread, regs arch.Registers, typ *ctype.Type) (value.Value, bool, error) {
	size := typ.Strip().Size
	if size < 1 || size > maxReturned {
		return value.Value{}, false, nil
	}
	var c classifier
	if size <= 16 {
		c.add(typ, 0, 0)
	} else {
		c.memory = true
	}
	rax, ok := regs.Get(arch.RAX)
	switch {
	case c.unknown:
		return value.Value{}, false, nil
	case c.memory:
		if !ok {
			return value.Value{}, false, nil
		}
		v, err := value.At(typ, mem.Addr(rax)).Freeze(ctx, s.mem.of(t))
		return v, err == nil, err
	}
	rdx, ok2 := regs.Get(arch.RDX)
	whole := []arch.Reg{arch.RAX, arch.RDX}
	words, known := []uint64{rax, rdx}, []bool{ok, ok2}
	out := make([]byte, 0, 16)
	ints, floats := 0, 0
	for i := range (size + 7) / 8 {
		if c.class[i] == floatClass {
			b, ok, err := s.xmm(ctx, t, floats)
			if err != nil || !ok {
				return value.Value{}, false, err
			}
			out, floats = append(out, b[:8]...), floats+1
			continue
		}
		if ints >= len(whole) || !known[ints] {
			return value.Value{}, false, nil
		}
		b := make([]byte, 8)
		s.arch.Order.PutUint64(b, words[ints])
		out, ints = append(out, b...), ints+1
	}
	return value.FromBytes(typ, out[:size]), true, nil
}

// xmm is the low half of an XMM register, if the stub shows it.
func (s *Session) xmm(ctx context.Context, t *Thread, n int) ([]byte, bool, error) {
	file, err := s.client.Registers(ctx, t.id)
	if err != nil {
		return nil, false, err
	}
	b, ok := file.Value([]string{"xmm0", "xmm1"}[n])
	return b, ok && len(b) >= 8, nil
}

// class is where an eightbyte of a value is passed.
type class uint8

const (
	noClass class = iota // padding; in an integer register all the same
	floatClass
	intClass
)

// classifier finds the classes of the eightbytes of a type of at most 16 bytes.
type classifier struct {
	class   [2]class
	memory  bool // not in registers at all
	unknown bool // x87, complex, what C has not
	steps   int
}

// The debug info is foreign: a structure in it may contain itself.
const (
	maxClassDepth = 16
	maxClassSteps = 1000
)

func (c *classifier) add(t *ctype.Type, off int64, depth int) {
	if c.steps++; t == nil || depth > maxClassDepth || c.steps > maxClassSteps {
		c.unknown = true
		return
	}
	t = t.Strip()
	switch t.Kind {
	case ctype.Int, ctype.Bool, ctype.Enum, ctype.Pointer:
		c.mark(intClass, off, t.Size)
		c.aligned(off, t.Size)
	case ctype.Float:
		if t.Size != 4 && t.Size != 8 {
			c.unknown = true
			return
		}
		c.mark(floatClass, off, t.Size)
		c.aligned(off, t.Size)
	case ctype.Array:
		body, err := t.Body()
		if err != nil || t.Vector || body.Elem == nil {
			c.unknown = true
			return
		}
		size := body.Elem.Strip().Size
		for i := int64(0); i < t.Count && !c.unknown && off+i*size < 16; i++ {
			c.add(body.Elem, off+i*size, depth+1)
		}
	case ctype.Struct, ctype.Union:
		body, err := t.Body()
		if err != nil || t.Incomplete {
			c.unknown = true
			return
		}
		for _, m := range body.Members {
			switch {
			case c.unknown:
				return
			case m.BitSize > 0:
				c.mark(intClass, off+m.Offset, (m.BitOffset+m.BitSize+7)/8)
			default:
				c.add(m.Type, off+m.Offset, depth+1)
			}
		}
	default:
		c.unknown = true
	}
}

// mark merges a class into the eightbytes that a field covers: integers win.
func (c *classifier) mark(k class, off, size int64) {
	if off < 0 || size < 1 || off+size > 16 {
		c.unknown = true
		return
	}
	for i := off / 8; i <= (off+size-1)/8; i++ {
		c.class[i] = max(c.class[i], k)
	}
}

// aligned puts a value with a field that is not where its size demands into memory, as a packed
// structure is.
func (c *classifier) aligned(off, size int64) {
	if size > 0 && off%size != 0 {
		c.memory = true
	}
}
