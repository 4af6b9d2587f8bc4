package debugger

import (
	"bytes"
	"fmt"

	"kbreak/debugger/disasm"
	"kbreak/debugger/value"
	"kbreak/mem"
)

// maxString bounds a string where "set print elements" sets no limit.
const maxString = 1 << 20

// strings shows n strings; the next one begins behind the NUL, or where the limit has cut it.
func (e *examiner) strings(a mem.Addr, n int) (mem.Addr, error) {
	if n < 0 {
		var err error
		if a, n, err = e.stringsBefore(a, -n); err != nil {
			return a, err
		}
	}
	limit := e.s.print.Elements
	if limit <= 0 || limit > maxString {
		limit = maxString
	}
	p := &value.Printer{Arch: e.s.arch, Options: value.Defaults}
	p.Repeats = e.s.print.RepeatThreshold
	for range n {
		u := e.unit(a)
		var end stringEnd
		var err error
		if u.Bytes, end, err = e.string(a, limit); err != nil {
			return a, err
		}
		next := a.Add(int64(len(u.Bytes)))
		switch end {
		case atNUL:
			u.Text = p.Chars(u.Bytes[:len(u.Bytes)-1], false)
		case atLimit:
			u.Text = p.Chars(u.Bytes, true)
		case atFault:
			if len(u.Bytes) > 0 {
				u.Text = p.Chars(u.Bytes, false)
			}
			u.Text += fmt.Sprintf("<error: Cannot access memory at address %v>", next)
		}
		e.m.Units = append(e.m.Units, u)
		if next < a {
			break // the top of the address space
		}
		a = next
	}
	return a, nil
}

// stringEnd tells why a string ends.
type stringEnd uint8

const (
	atNUL   stringEnd = iota // it is the last byte
	atLimit                  // it may go on
	atFault                  // the rest cannot be read
)

// string reads up to limit characters and the NUL behind them.
func (e *examiner) string(a mem.Addr, limit int) (out []byte, end stringEnd, err error) {
	const step = 64 // one line of mem.Cache, so that a short string costs one small read
	for len(out) <= limit {
		at := a.Add(int64(len(out)))
		n := step - int(at%step)
		part, err := mem.Bytes(e.ctx, e.r, at, n)
		if err != nil && !isFault(err) {
			return nil, 0, err
		}
		fault := err != nil
		if fault {
			part = e.prefix(at, n)
		}
		if i := bytes.IndexByte(part, 0); i >= 0 && len(out)+i <= limit {
			return append(out, part[:i+1]...), atNUL, nil
		}
		out = append(out, part...)
		if fault && len(out) <= limit {
			return out, atFault, nil
		}
	}
	return out[:limit], atLimit, nil
}

// maxRewind bounds how far strings are looked for in front of an address.
const maxRewind = 1 << 20

// stringsBefore finds where the n-th string in front of a begins, or the first there is.
func (e *examiner) stringsBefore(a mem.Addr, n int) (mem.Addr, int, error) {
	var before []byte // what is in front of a
	start := a
	const step = 4096
	for found := 0; found <= n && len(before) < maxRewind && start > 0; {
		size := int(start % step)
		if size == 0 {
			size = step
		}
		p, err := mem.Bytes(e.ctx, e.r, start.Add(int64(-size)), size)
		if err != nil && !isFault(err) {
			return a, 0, err
		}
		if err != nil {
			break
		}
		start = start.Add(int64(-size))
		found += bytes.Count(p, []byte{0})
		before = append(p, before...)
	}
	if len(before) == 0 {
		return a, 0, e.failed(a.Add(-1), &mem.Fault{Addr: a.Add(-1)})
	}
	at := len(before)
	got := 0
	for got < n && at > 0 {
		i := bytes.LastIndexByte(before[:at-1], 0) + 1
		at = i
		got++
	}
	return start.Add(int64(at)), got, nil
}

// instructions shows n instructions.
func (e *examiner) instructions(a mem.Addr, n int) (mem.Addr, error) {
	if n < 0 {
		var err error
		if a, n, err = e.instructionsBefore(a, -n); err != nil {
			return a, err
		}
	}
	if n == 0 {
		return a, nil
	}
	list, err := e.s.Disassemble(e.ctx, a, 0, n)
	for _, i := range list {
		u := e.unit(i.Addr)
		u.Text, u.Bytes, u.Current = i.Text, i.Bytes, i.Current
		e.m.Units = append(e.m.Units, u)
		a = i.Addr.Add(int64(len(i.Bytes)))
	}
	if err != nil {
		return a, e.failed(a, err)
	}
	return a, nil
}

// maxFunction bounds the code that is decoded to find where instructions begin.
const maxFunction = 1 << 20

// instructionsBefore finds where the n-th instruction in front of a begins. Code can only be decoded
// forwards: from the start of the function, and if that is not far enough, of the one before.
func (e *examiner) instructionsBefore(a mem.Addr, n int) (mem.Addr, int, error) {
	var starts []mem.Addr
	for end := a; len(starts) < n; {
		e.s.syncFor(e.ctx, end.Add(-1))
		sym, ok := e.s.space.SymbolAt(end.Add(-1))
		if !ok || sym.Addr >= end || end.Sub(sym.Addr) > maxFunction {
			break
		}
		var part []mem.Addr
		err := e.s.decodeAll(e.ctx, e.r, sym.Addr, end, func(i disasm.Inst) bool {
			part = append(part, i.Addr)
			return true
		})
		if err != nil {
			if !isFault(err) {
				return a, 0, err
			}
			break
		}
		starts = append(part, starts...)
		end = sym.Addr
	}
	if len(starts) == 0 {
		return a, 0, fmt.Errorf("where the instructions before %v begin is not known: no symbol covers them", a)
	}
	got := min(n, len(starts))
	return starts[len(starts)-got], got, nil
}
