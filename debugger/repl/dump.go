package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"kbreak/mem"
)

const dumpHelp = `The file has the bytes as they are. gdb's other formats (ihex, srec, tekhex, verilog) are not made here:
objcopy makes them of a binary file.`

func dumpCommands() []*Command {
	var out []*Command
	for _, way := range []struct {
		word, does string
		flags      int
	}{
		{"dump", "Write %s to a file.", os.O_CREATE | os.O_WRONLY | os.O_TRUNC},
		{"append", "Append %s to a file.", os.O_CREATE | os.O_WRONLY | os.O_APPEND},
	} {
		memory := func(name string) *Command {
			return &Command{
				Names: []string{name}, Group: GroupData, Needs: Stopped, NoRepeat: true,
				Summary: fmt.Sprintf(way.does, "memory"),
				Params:  []Param{{Name: "FILE", Kind: File}, {Name: "START", Kind: Symbol}, {Name: "STOP", Kind: Expression}},
				Result:  dumpJSON{},
				Help:    "STOP is the first address that is not written.\n\n" + dumpHelp,
				Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
					start, err := r.resolve(ctx, a.Text("START"))
					if err != nil {
						return nil, err
					}
					stop, err := r.resolve(ctx, a.Text("STOP"))
					if err != nil {
						return nil, err
					}
					if stop <= start { // before a file is emptied for nothing
						return nil, errors.New("Invalid memory address range provided (start >= end).")
					}
					return dumpTo(a.Text("FILE"), way.flags, func(w io.Writer) (uint64, error) {
						p := r.progress()
						defer p.clear()
						return r.session.DumpMemory(ctx, w, start, stop, p.show)
					})
				},
			}
		}
		value := func(name string) *Command {
			return &Command{
				Names: []string{name}, Group: GroupData, NoRepeat: true,
				Summary: fmt.Sprintf(way.does, "the bytes of a value"),
				Params:  []Param{{Name: "FILE", Kind: File}, {Name: "EXPRESSION", Kind: Expression}},
				Result:  dumpJSON{},
				Help:    dumpHelp,
				Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
					b, err := r.session.ValueBytes(ctx, a.Text("EXPRESSION"))
					if err != nil {
						return nil, err
					}
					return dumpTo(a.Text("FILE"), way.flags, func(w io.Writer) (uint64, error) {
						n, err := w.Write(b)
						return uint64(n), err
					})
				},
			}
		}
		w := way.word
		out = append(out, prefixCommand(w, fmt.Sprintf(way.does, "memory or a value")), prefixCommand(w+" binary", fmt.Sprintf(way.does, "memory or a value")),
			memory(w+" memory"), value(w+" value"), memory(w+" binary memory"), value(w+" binary value"))
	}
	return append(out, restoreCommand())
}

// prefixCommand is a word that only leads to subcommands.
func prefixCommand(name, summary string) *Command {
	return &Command{
		Names: []string{name}, Group: GroupData, Summary: summary, NoRepeat: true,
		Params: []Param{{Name: "memory|value", Kind: Rest, Optional: true}},
		Help:   dumpHelp,
		Run: func(_ context.Context, _ *REPL, a *Args) (Value, error) {
			word, _, _ := strings.Cut(a.Text("memory|value"), " ")
			switch word {
			case "ihex", "srec", "tekhex", "verilog":
				return nil, fmt.Errorf("the format %s is not made here: use \"%s binary\" and objcopy", word, name)
			}
			return nil, fmt.Errorf("%q must be followed by memory or value; see \"help %s\"", name, name)
		},
	}
}

// dumpTo opens a file and has it written to. What was written before an error stays there.
func dumpTo(path string, flags int, write func(io.Writer) (uint64, error)) (Value, error) {
	f, err := os.OpenFile(path, flags, 0o666)
	if err != nil {
		return nil, err
	}
	n, err := write(f)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	switch {
	case errors.Is(err, context.Canceled):
		err = fmt.Errorf("%w: %d bytes are in %s", ErrInterrupted, n, path)
	case err != nil:
		err = fmt.Errorf("%w; %d bytes before it are in %s", err, n, path)
	}
	return dumped{path, n}, err
}

type dumped struct {
	path string
	n    uint64
}

func (v dumped) Text(*Printer) {} // gdb says nothing

type dumpJSON struct {
	File  string `json:"file"`
	Bytes uint64 `json:"bytes"`
}

func (v dumped) JSON() any { return dumpJSON{v.path, v.n} }

func restoreCommand() *Command {
	return &Command{
		Names: []string{"restore"}, Group: GroupData, Needs: Stopped, NoRepeat: true,
		Summary: "Write the contents of a file to memory.",
		Params: []Param{{Name: "FILE", Kind: File}, {Name: "binary", Kind: Choice, Choices: []string{"binary"}},
			{Name: "ADDRESS", Kind: Symbol}, {Name: "START [STOP]", Kind: Word, Optional: true, Repeat: true}},
		Result: restoreJSON{},
		Help: `The bytes of the file go to ADDRESS. With START, and up to and without STOP, it is only that part of the
file, which goes to ADDRESS + START. Other formats than binary are not read.`,
		Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
			at, err := r.resolve(ctx, a.Text("ADDRESS"))
			if err != nil {
				return nil, err
			}
			f, err := os.Open(a.Text("FILE"))
			if err != nil {
				return nil, err
			}
			defer f.Close()
			size, err := f.Seek(0, io.SeekEnd)
			if err != nil {
				return nil, err
			}
			start, stop := uint64(0), uint64(size)
			part := a.List("START [STOP]")
			if len(part) > 2 {
				return nil, fmt.Errorf("unexpected argument %q", part[2])
			}
			for i, s := range part {
				n, err := parseSize(s)
				if err != nil {
					return nil, err
				}
				if i == 0 {
					start = n
				} else {
					stop = n
				}
			}
			if start >= stop || stop > uint64(size) {
				return nil, fmt.Errorf("%s has %d bytes: nothing is in %d to %d", a.Text("FILE"), size, start, stop)
			}
			v := restored{path: a.Text("FILE"), start: at.Add(int64(start)), end: at.Add(int64(stop))}
			v.n, err = r.session.RestoreMemory(ctx, io.NewSectionReader(f, int64(start), int64(stop-start)), v.start)
			if err != nil && v.n > 0 {
				err = fmt.Errorf("%w; %d bytes before it were written", err, v.n)
			}
			if v.n == 0 {
				return nil, err
			}
			return v, err
		},
	}
}

type restored struct {
	path       string
	start, end mem.Addr
	n          uint64
}

func (v restored) Text(p *Printer) {
	p.Printf("Restoring binary file %s into memory (%v to %v)\n", Printable(v.path), v.start, v.end)
}

type restoreJSON struct {
	Start hex    `json:"start"`
	Bytes uint64 `json:"bytes"`
}

func (v restored) JSON() any { return restoreJSON{hexAddr(v.start), v.n} }
