package repl

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kbreak/debugger"
	"kbreak/mem"
)

func fileCommands() []*Command {
	return []*Command{
		{
			Names:    []string{"symbol-file", "file"},
			Group:    GroupFiles,
			Summary:  "Load the symbols of the kernel from its vmlinux or System.map.",
			Params:   []Param{{Name: "FILE", Kind: File}},
			Options:  []Option{{Name: "o", Values: []Param{{Name: "OFFSET", Kind: Word}}, Help: "add OFFSET to the addresses of the file instead of looking for the kernel"}},
			NoRepeat: true,
			Result:   symbolFileJSON{},
			Help: `With a target the kernel is looked for and must be the one the file is of; where it cannot be found,
say where it is with -o.`,
			Run: runSymbolFile,
		},
		{
			Names:   []string{"add-symbol-file"},
			Group:   GroupFiles,
			Summary: "Load the symbols of a module that is at ADDRESS.",
			Params:  []Param{{Name: "FILE", Kind: File}, {Name: "ADDRESS", Kind: Word, Optional: true}},
			Options: []Option{
				{Name: "o", Values: []Param{{Name: "OFFSET", Kind: Word}}, Help: "add OFFSET to the addresses of a linked file"},
				{Name: "s", Values: []Param{{Name: "SECTION", Kind: Word}, {Name: "ADDRESS", Kind: Word}}, Repeat: true, Help: "the section is at that address"},
			},
			NoRepeat: true,
			Result:   fileJSON{},
			Help: `ADDRESS is that of the section .text, and may be left out where other sections are given. Modules of a
located kernel are found without this command; it is there for scripts made in the guest from
/sys/module/*/sections, as "kbreak modscript" makes them.`,
			Confirm: func(_ *REPL, a *Args) string {
				var b strings.Builder
				fmt.Fprintf(&b, "add symbol table from file %q at\n", a.Text("FILE"))
				if text := a.Text("ADDRESS"); text != "" {
					fmt.Fprintf(&b, "\t.text_addr = %s\n", text)
				}
				for _, o := range a.Option("o") {
					fmt.Fprintf(&b, "\tits own addresses, all offset by %s\n", o[0])
				}
				for _, s := range a.Option("s") {
					fmt.Fprintf(&b, "\t%s_addr = %s\n", s[0], s[1])
				}
				return b.String()
			},
			Run: runAddSymbolFile,
		},
		{
			Names:    []string{"remove-symbol-file"},
			Group:    GroupFiles,
			Summary:  "Forget a file that add-symbol-file added.",
			Params:   []Param{{Name: "FILE", Kind: File, Optional: true}},
			Options:  []Option{{Name: "a", Values: []Param{{Name: "ADDRESS", Kind: Word}}, Help: "the file that is at ADDRESS"}},
			NoRepeat: true,
			Run: func(ctx context.Context, r *REPL, a *Args) (Value, error) {
				path, at := a.Text("FILE"), a.Option("a")
				if (path == "") == (len(at) == 0) {
					return nil, errors.New("either FILE or -a ADDRESS is required")
				}
				var addr mem.Addr
				if len(at) > 0 {
					var err error
					if addr, err = r.resolve(ctx, at[0][0]); err != nil {
						return nil, err
					}
				}
				return nil, r.session.RemoveSymbolFile(path, addr)
			},
		},
		{
			Names:   []string{"info files", "info target"},
			Group:   GroupFiles,
			Summary: "The files in use, where they are in the target, and how that was found.",
			Result:  filesJSON{},
			Run: func(ctx context.Context, r *REPL, _ *Args) (Value, error) {
				list, err := r.session.Files(ctx)
				if err != nil && len(list) == 0 {
					return nil, err
				}
				return &files{r.session.TargetName(), r.session.KernelLine(), list}, err
			},
		},
	}
}

func runSymbolFile(ctx context.Context, r *REPL, a *Args) (Value, error) {
	var bias *int64
	if o := a.Option("o"); len(o) > 0 {
		n, err := parseOffset(o[0][0])
		if err != nil {
			return nil, err
		}
		bias = &n
	}
	path := a.Text("FILE")
	if err := r.session.SymbolFile(ctx, path, bias); err != nil {
		return nil, err
	}
	return symbolFile{path, r.session.KernelLine()}, nil
}

// parseOffset reads an offset, which may be given as the 64 bits of a negative number.
func parseOffset(s string) (int64, error) {
	if n, err := strconv.ParseInt(s, 0, 64); err == nil {
		return n, nil
	}
	n, err := strconv.ParseUint(s, 0, 64)
	if err != nil {
		return 0, fmt.Errorf("invalid offset %q", s)
	}
	return int64(n), nil
}

type symbolFile struct {
	path   string
	kernel string
}

type symbolFileJSON struct {
	File   string `json:"file"`
	Kernel string `json:"kernel,omitempty"` // where it is and how that was found
}

func (v symbolFile) Text(p *Printer) {
	p.Print("Symbols from ")
	p.File(Printable(v.path))
	p.Print("\n")
	if v.kernel != "" {
		p.Print(Printable(v.kernel) + "\n")
	}
}

func (v symbolFile) JSON() any { return symbolFileJSON{v.path, v.kernel} }

func runAddSymbolFile(ctx context.Context, r *REPL, a *Args) (Value, error) {
	w := debugger.Where{Sections: make(map[string]mem.Addr)}
	if text := a.Text("ADDRESS"); text != "" {
		addr, err := r.resolve(ctx, text)
		if err != nil {
			return nil, err
		}
		w.Text = &addr
	}
	if o := a.Option("o"); len(o) > 0 {
		n, err := parseOffset(o[0][0])
		if err != nil {
			return nil, err
		}
		w.Offset = &n
	}
	for _, s := range a.Option("s") {
		if _, dup := w.Sections[s[0]]; dup {
			return nil, fmt.Errorf("section %s is given twice", s[0])
		}
		var err error
		if w.Sections[s[0]], err = r.resolve(ctx, s[1]); err != nil {
			return nil, err
		}
	}
	f, err := r.session.AddSymbolFile(ctx, a.Text("FILE"), w)
	if err != nil {
		return nil, err
	}
	if f == nil {
		return nil, errors.New("no file was added")
	}
	return addedFile{f}, nil
}

type addedFile struct{ file *debugger.File }

func (v addedFile) Text(p *Printer) { printFile(p, v.file, len(v.file.Name)) }

func (v addedFile) JSON() any { return newFileJSON(v.file) }

type files struct {
	target string
	kernel string
	list   []debugger.File
}

func (v *files) Text(p *Printer) {
	width := 0
	for _, f := range v.list {
		width = max(width, len(f.Name))
	}
	if v.target != "" {
		p.Printf("Remote target %s\n", Printable(v.target))
	}
	if v.kernel != "" {
		p.Print(Printable(v.kernel) + "\n")
	}
	if len(v.list) == 0 {
		p.Print("No files.\n")
	}
	for i := range v.list {
		printFile(p, &v.list[i], width)
	}
}

// printFile prints two lines about a file: what and where it is, then how that was found. width is
// that of the column of names.
func printFile(p *Printer, f *debugger.File, width int) {
	p.Printf("%-*s  ", width, Printable(f.Name))
	p.Address(f.Start)
	p.Print(" - ")
	p.Address(f.End)
	p.Print("  ")
	if f.Path != "" {
		p.File(Printable(f.Path))
	} else {
		p.Print("(no file)")
	}
	p.Print("\n")
	var more []string
	if f.How != "" {
		more = append(more, f.How)
	}
	if f.BuildID != "" {
		more = append(more, "build-id "+f.BuildID)
	}
	if f.Debug != "" && f.Debug != f.Path {
		more = append(more, "debug info from "+f.Debug)
	}
	if f.Note != "" {
		more = append(more, f.Note)
	}
	if len(more) > 0 {
		p.Printf("%*s  %s\n", width, "", Printable(strings.Join(more, "; ")))
	}
}

type filesJSON struct {
	Target string     `json:"target,omitempty"`
	Kernel string     `json:"kernel,omitempty"`
	Files  []fileJSON `json:"files"`
}

type fileJSON struct {
	Name    string `json:"name"` // "vmlinux" or the name of a module
	Path    string `json:"path,omitempty"`
	Debug   string `json:"debug,omitempty"` // separate debug file
	BuildID string `json:"build_id,omitempty"`
	Start   hex    `json:"start"`
	End     hex    `json:"end"`
	How     string `json:"how,omitempty"`
	Note    string `json:"note,omitempty"`
}

func newFileJSON(f *debugger.File) fileJSON {
	return fileJSON{f.Name, f.Path, f.Debug, f.BuildID, hexAddr(f.Start), hexAddr(f.End), f.How, f.Note}
}

func (v *files) JSON() any {
	j := filesJSON{Target: v.target, Kernel: v.kernel, Files: []fileJSON{}}
	for i := range v.list {
		j.Files = append(j.Files, newFileJSON(&v.list[i]))
	}
	return j
}
