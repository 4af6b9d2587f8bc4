package value

import (
	"bytes"
	"context"
	"fmt"
)

// Arg is a parameter as a frame line shows it. gdb's "print entry-values default" shows the value at
// the function's entry too, if it is known:
//
//	x=5                     Text
//	x=x@entry=5             Text, Same
//	x=6, x@entry=5          Text, Entry
//	x=<optimized out>, x@entry=5
type Arg struct {
	Text  string // the value now
	Entry string // the value at entry; "" where it is not known
	Same  bool   // the two are equal: Entry is Text
}

// String gives the argument as gdb prints it after the name and "=".
func (a Arg) String(name string) string {
	switch {
	case a.Entry == "":
		return name + "=" + a.Text
	case a.Same:
		return name + "=" + name + "@entry=" + a.Text
	}
	return name + "=" + a.Text + ", " + name + "@entry=" + a.Entry
}

// Arg gives a parameter's value for a frame line: structs, unions and arrays as "..." unless
// AllArguments is set. entry is its value at the function's entry, nil if that is not known. A value
// at entry that was optimised out, or that cannot be had for the same reason as the present one, is
// not shown.
func (p *Printer) Arg(ctx context.Context, actual Value, entry *Value) (Arg, error) {
	var a Arg
	var err error
	if a.Text, err = p.argText(ctx, actual); err != nil {
		return Arg{}, err
	}
	if entry == nil {
		return a, nil
	}
	if entry.err != nil {
		a.Entry, err = p.argText(ctx, *entry)
		if actual.err != nil && a.Entry == a.Text {
			a.Entry = ""
		}
		return a, err
	}
	then, err := entry.Bytes(ctx, p.Mem)
	if err != nil {
		return Arg{}, err
	}
	for _, m := range then.Missing {
		if m.Fault == nil {
			return a, nil
		}
	}
	if a.Entry, err = p.argText(ctx, *entry); err != nil || actual.err != nil {
		return a, err
	}
	now, err := actual.Bytes(ctx, p.Mem)
	if err != nil {
		return Arg{}, err
	}
	a.Same = len(now.Missing) == 0 && len(then.Missing) == 0 && bytes.Equal(now.Bytes, then.Bytes)
	return a, nil
}

func (p *Printer) argText(ctx context.Context, v Value) (string, error) {
	return p.print(ctx, func(f *formatter) {
		if !f.AllArguments && !isScalar(stripped(v.Type)) && v.err == nil {
			f.puts("...")
			return
		}
		if why := f.unreadable(v); why != "" {
			fmt.Fprintf(f, "<error reading variable: %s>", why)
			return
		}
		f.value(v, 2) // gdb counts a frame line as two levels
	})
}
