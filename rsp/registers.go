package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
)

// RegisterFile is the raw registers of one thread.
type RegisterFile struct {
	layout *Layout
	raw    []byte // a g reply's bytes, or what single reads filled in
	have   []bool // per register of the layout: its bytes are in raw
}

// Layout describes the registers of the file.
func (f *RegisterFile) Layout() *Layout { return f.layout }

// Value returns a register's bytes in target byte order; false where the stub has none.
func (f *RegisterFile) Value(name string) ([]byte, bool) {
	if f.layout == nil {
		return nil, false
	}
	i, ok := f.layout.byName[name]
	if !ok || !f.have[i] {
		return nil, false
	}
	r := &f.layout.Regs[i]
	return f.raw[r.Offset : r.Offset+r.Size()], true
}

// set stores the bytes of register i.
func (f *RegisterFile) set(i int, value []byte) {
	r := &f.layout.Regs[i]
	if len(value) >= r.Size() {
		copy(f.raw[r.Offset:r.Offset+r.Size()], value)
		f.have[i] = true
	}
}

func newRegisterFile(l *Layout) RegisterFile {
	return RegisterFile{layout: l, raw: make([]byte, l.Size), have: make([]bool, len(l.Regs))}
}

// pcName is the one register that is not read again after it was written: every stub takes a program
// counter, while kgdb says OK to a new stack pointer and drops it.
const pcName = "rip"

// with is a copy of f with another value of one register.
func (f RegisterFile) with(i int, value []byte) RegisterFile {
	f.raw, f.have = slices.Clone(f.raw), slices.Clone(f.have)
	f.set(i, value)
	return f
}

// Registers reads all registers of a thread: one round trip, and one more where the thread has to be
// selected first. The result is kept until the target resumes.
func (c *Client) Registers(ctx context.Context, t ThreadID) (RegisterFile, error) {
	if err := c.begin(ctx); err != nil {
		return RegisterFile{}, err
	}
	defer c.release()
	if f, ok := c.files[t]; ok {
		return f, nil
	}
	assumed := c.mayHaveChosen(t)
	if !assumed {
		if err := c.selectThread(ctx, t); err != nil {
			return RegisterFile{}, err
		}
	}
	f, err := c.readAll(ctx)
	if err != nil {
		return f, err
	}
	if assumed && !c.agrees(&f) {
		c.ownChoice = false
		if err := c.selectThread(ctx, t); err != nil {
			return RegisterFile{}, err
		}
		if f, err = c.readAll(ctx); err != nil {
			return f, err
		}
	} else if assumed {
		c.selected = &t
	}
	c.files[t] = f
	return f, nil
}

// Register reads one register of a thread by its name: as far as it has not been read with all the
// others, by p, which where bytes cost time is a fraction of a g.
func (c *Client) Register(ctx context.Context, t ThreadID, name string) ([]byte, error) {
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	value, err := c.register(ctx, t, name)
	c.release()
	if !errors.Is(err, errNoP) {
		return value, err
	}
	f, err := c.Registers(ctx, t)
	if err != nil {
		return nil, err
	}
	if value, ok := f.Value(name); ok {
		return value, nil
	}
	return nil, notShown(name)
}

func notShown(register string) error {
	return fmt.Errorf("the stub does not show the register %s", register)
}

// errNoP: a single register cannot be asked for.
var errNoP = errors.New("no p packet")

func (c *Client) register(ctx context.Context, t ThreadID, name string) ([]byte, error) {
	if f, ok := c.files[t]; ok {
		if value, ok := f.Value(name); ok {
			return value, nil
		}
	}
	if c.layout == nil || c.noRead {
		return nil, errNoP
	}
	r, ok := c.layout.Lookup(name)
	if !ok {
		return nil, notShown(name)
	}
	if !c.choseItself(t) {
		if err := c.selectThread(ctx, t); err != nil {
			return nil, err
		}
	}
	op := fmt.Sprintf("p%x", r.Num)
	reply, err := c.request(ctx, op)
	if err != nil {
		return nil, err
	}
	if err := replyError(op, reply); errors.Is(err, ErrUnsupported) {
		c.noRead = true
		return nil, errNoP
	} else if err != nil && len(reply)%2 != 0 {
		return nil, err
	}
	value := make([]byte, r.Size())
	if decodeHex(value, reply) != len(value) {
		return nil, malformed(op, reply)
	}
	return value, nil
}

// mayHaveChosen reports whether Hg may be left out before g: every stub known selects the thread it
// names in its stop reply. It is not believed without evidence. A stub that expedites registers is
// checked by what g gives; one that does not is believed if it announced vCont in qSupported (QEMU,
// gdbserver) or answers no qSupported at all (kgdb, whose g is always of the CPU that stopped).
func (c *Client) mayHaveChosen(t ThreadID) bool {
	return c.choseItself(t) || c.ownChoice && c.stop != nil && c.stop.HasThread && c.stop.Thread == t && len(c.stop.Regs) > 0
}

// choseItself is mayHaveChosen for requests whose answer cannot be checked.
func (c *Client) choseItself(t ThreadID) bool {
	return c.ownChoice && c.stop != nil && c.stop.HasThread && c.stop.Thread == t && len(c.stop.Regs) == 0 &&
		(c.features.has("vContSupported") || !c.features.Answered)
}

// agrees compares registers with those that came with the stop reply. Where nothing could be
// compared, the stub's announcements decide.
func (c *Client) agrees(f *RegisterFile) bool {
	compared := false
	for num, want := range c.stop.Regs {
		r, ok := f.layout.byNumber(num)
		if !ok {
			continue
		}
		if have, ok := f.Value(r.Name); ok && len(have) == len(want) {
			if !bytes.Equal(have, want) {
				return false
			}
			compared = true
		}
	}
	return compared || c.features.has("vContSupported") || !c.features.Answered
}

// Expedited returns the registers that came with the last stop reply, at no cost. Without a layout
// yet the numbers are taken for gdb's amd64 core.
func (c *Client) Expedited() RegisterFile {
	l, stop := c.Layout(), c.Stop()
	if l == nil {
		l = amd64CoreLayout()
	}
	f := newRegisterFile(l)
	if stop != nil {
		for num, value := range stop.Regs {
			if i, ok := l.byNum[num]; ok {
				f.set(i, value)
			}
		}
	}
	return f
}

// readAll sends g, or p for each register where the stub has no g, or where the line is so bad that the
// shorter answers are the surer ones.
func (c *Client) readAll(ctx context.Context) (RegisterFile, error) {
	if c.layout == nil || !c.isHeavy() {
		f, err := c.readTogether(ctx)
		switch {
		case errors.Is(err, ErrNoise) && c.layout == nil:
			if err := c.measureAll(ctx); err != nil {
				return RegisterFile{}, err
			}
		case err != nil || !c.isHeavy():
			return f, err
		}
	}
	f, err := c.readSingly(ctx, ErrUnsupported)
	if errors.Is(err, ErrUnsupported) {
		return c.readTogether(ctx)
	}
	return f, err
}

// measureAll learns the layout from the length of two g replies, where the line is too bad for two that are
// equal.
func (c *Client) measureAll(ctx context.Context) error {
	size := -1
	for range maxDoubts {
		reply, err := c.once(ctx, "g")
		if err != nil {
			return err
		}
		if len(reply) == size {
			_, err := c.decodeAll(reply)
			return err
		}
		size = len(reply)
	}
	return fmt.Errorf("%w: the answers to g differ in length each time", ErrNoise)
}

func (c *Client) readTogether(ctx context.Context) (RegisterFile, error) {
	reply, err := c.request(ctx, "g")
	if err != nil {
		return RegisterFile{}, err
	}
	if err := replyError("read registers", reply); err != nil {
		if c.layout != nil {
			return c.readSingly(ctx, err)
		}
		return RegisterFile{}, err
	}
	return c.decodeAll(reply)
}

// decodeAll takes a g reply apart. The first one decides the layout where nothing else did.
func (c *Client) decodeAll(reply []byte) (RegisterFile, error) {
	if c.layout == nil {
		l, err := layoutFor(reply, c.arch)
		if err != nil {
			return RegisterFile{}, err
		}
		c.publish(func() { c.layout = l })
	}
	// A shorter reply lacks the last registers, "xx" marks one that is not available.
	f := newRegisterFile(c.layout)
	for i := range c.layout.Regs {
		r := &c.layout.Regs[i]
		lo, hi := 2*r.Offset, 2*(r.Offset+r.Size())
		if hi > len(reply) {
			break
		}
		f.have[i] = decodeHex(f.raw[r.Offset:r.Offset+r.Size()], reply[lo:hi]) == r.Size()
	}
	return f, nil
}

// maxSingle bounds the p requests of one [Client.Registers] call; the general and system registers
// stand first in every layout.
const maxSingle = 128

func (c *Client) readSingly(ctx context.Context, cause error) (RegisterFile, error) {
	f := newRegisterFile(c.layout)
	got := false
	for i := range min(len(c.layout.Regs), maxSingle) {
		r := &c.layout.Regs[i]
		reply, err := c.request(ctx, fmt.Sprintf("p%x", r.Num))
		if err != nil {
			return f, err
		}
		if err := replyError("p", reply); err != nil {
			if errors.Is(err, ErrUnsupported) {
				break
			}
			continue
		}
		value := make([]byte, len(reply)/2)
		if decodeHex(value, reply) == len(value) {
			f.set(i, value)
			got = got || f.have[i]
		}
	}
	if !got {
		return RegisterFile{}, cause
	}
	return f, nil
}
