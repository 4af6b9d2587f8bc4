package value

import (
	"errors"
	"fmt"

	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// pointerType prints "(struct file *) " before a pointer, except before char pointers, which their
// text tells.
func (f *formatter) pointerType(t *ctype.Type) {
	if f.As != 0 && f.As != FormatString {
		return // print/x p gives the number alone
	}
	s := stripped(t)
	if s.Kind != ctype.Pointer {
		return
	}
	if p := unqualified(t); p.Kind == ctype.Pointer {
		if elem := target(p); elem != nil && unqualified(elem).Name == "char" {
			return
		}
	}
	f.puts("(" + t.String() + ") ")
}

// target is what a pointer points to; nil is void.
func target(t *ctype.Type) *ctype.Type {
	b, err := t.Body()
	if err != nil {
		return nil
	}
	return b.Elem
}

// unqualified removes const and the like, but no typedef.
func unqualified(t *ctype.Type) *ctype.Type {
	for range 16 {
		switch t.Kind {
		case ctype.Const, ctype.Volatile, ctype.Restrict, ctype.Atomic:
			b, err := t.Body()
			if err != nil || b.Elem == nil {
				return t
			}
			t = b.Elem
		default:
			return t
		}
	}
	return t
}

func (f *formatter) pointer(t *ctype.Type, u uint64) {
	f.pointerTo(target(t), mem.Addr(u))
}

// pointerTo prints an address, the symbol there, and the text there if it points to characters.
func (f *formatter) pointerTo(elem *ctype.Type, a mem.Addr) {
	f.address(a, f.Symbol || stripped(elem).Kind == ctype.Func)
	if elem != nil && a != 0 && isText(elem, f.As) {
		if f.Address {
			f.puts(" ")
		}
		f.text(a)
	}
}

// address prints an address and, if it is wanted, the symbol there.
func (f *formatter) address(a mem.Addr, symbol bool) {
	if f.Address {
		f.puts(a.String())
	}
	if f.SymbolAt == nil || a == 0 || !symbol {
		return
	}
	if s := f.SymbolAt(f.ctx, a); s != "" {
		if f.Address {
			f.puts(" ")
		}
		f.puts("<" + s + ">")
	}
}

// function prints a function itself, as "print schedule" does.
func (f *formatter) function(v Value, t *ctype.Type) {
	f.puts("{" + v.Type.String() + "} ")
	if a, ok := v.Address(); ok {
		f.address(a, true)
	} else {
		f.puts("<address of value unknown>")
	}
}

// text prints the string at a, up to Elements characters.
func (f *formatter) text(a mem.Addr) {
	limit := f.Elements
	if limit <= 0 {
		limit = maxText
	}
	s, ended, fault := f.chars(a, limit)
	if f.err != nil {
		return
	}
	if fault == nil || len(s) > 0 {
		f.quoted(s, fault == nil && !ended)
	}
	if fault != nil {
		fmt.Fprintf(f, "<error: %s>", capital(fault.Error()))
	}
}

// chars reads a string of at most limit characters. ended: a NUL follows what is returned.
func (f *formatter) chars(a mem.Addr, limit int) (s []byte, ended bool, fault *mem.Fault) {
	line := 32 // as mem.CString: a short string costs one small read
	for ; len(s) < limit; line = 64 {
		at := a.Add(int64(len(s)))
		chunk := make([]byte, min(line-int(at%mem.Addr(line)), limit-len(s)))
		err := f.Mem.ReadMem(f.ctx, at, chunk)
		if err != nil {
			if !errors.As(err, &fault) {
				f.err = err
				return s, false, nil
			}
			chunk = chunk[:min(max(fault.Got, 0), len(chunk))]
		}
		for i, c := range chunk {
			if c == 0 {
				return append(s, chunk[:i]...), true, nil
			}
		}
		s = append(s, chunk...)
		if fault != nil {
			return s, false, &mem.Fault{Addr: a.Add(int64(len(s))), Err: fault.Err}
		}
	}
	var next [1]byte // gdb looks whether the string ends exactly at the limit
	err := f.Mem.ReadMem(f.ctx, a.Add(int64(len(s))), next[:])
	return s, err == nil && next[0] == 0, nil
}
