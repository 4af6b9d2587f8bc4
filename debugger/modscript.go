package debugger

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/symbols"
)

// ModuleScript is what a script of add-symbol-file commands says: where modules are, for a debugger
// that does not find out by itself.
type ModuleScript struct {
	Source  string // where the addresses are from
	Release string // of the kernel; "" if it is not known
	Vmlinux string // "" if it is not known
	Bias    *int64 // of the vmlinux; nil if it is not known
	Modules []Module
}

// ModuleScript is the script for the modules of the target.
func (s *Session) ModuleScript(ctx context.Context) (*ModuleScript, error) {
	mods, err := s.Modules(ctx)
	if err != nil {
		return nil, err
	}
	out := &ModuleScript{Source: s.name, Modules: mods}
	if s.location != nil {
		bias := s.location.Bias
		out.Release, out.Bias = s.location.Release, &bias
	}
	if s.vmlinux != nil {
		out.Vmlinux = s.vmlinux.Name()
	}
	return out, nil
}

// SavedModuleScript is the script for modules whose addresses were copied out of a guest's
// /sys/module (see [kernel.ReadSaved]). vmlinux is "" where none is given.
func SavedModuleScript(files iter.Seq2[kernel.SavedFile, error], source, vmlinux string, modulePath []string) (*ModuleScript, error) {
	saved, err := kernel.ReadSaved(files)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	out := &ModuleScript{Source: source, Release: saved.Release, Vmlinux: vmlinux}
	if vmlinux != "" {
		im, err := symbols.Open(vmlinux, symbols.OpenOptions{})
		if err != nil {
			return nil, err
		}
		defer im.Close()
		if out.Release == "" {
			out.Release = im.Release()
		} else if r := im.Release(); r != "" && r != out.Release {
			return nil, fmt.Errorf("%s is of %s, the modules are of %s", vmlinux, r, out.Release)
		}
		if at, _, ok := im.Symbol("_text"); ok && saved.Text != 0 {
			bias := int64(saved.Text) - int64(at)
			out.Bias = &bias
		}
	}
	for _, m := range saved.Modules {
		x := Module{Name: m.Name}
		for _, sec := range m.Sections {
			x.Sections = append(x.Sections, Section{sec.Name, sec.Addr})
		}
		if found := symbols.FindModule(m.Name, out.Release, m.BuildID, modulePath, symbols.DefaultDebugDirs()); len(found) > 0 {
			x.File = found[0]
		} else {
			x.Note = "no file was found: use --module-path"
		}
		out.Modules = append(out.Modules, x)
	}
	return out, nil
}

// sections are those that a script names: what has code or data that symbols or lines are of. gdb
// warns of each section that the file does not have, so those that only the kernel reads are left out.
var scriptSections = []string{".text", ".text.unlikely", ".noinstr.text", ".text.hot", ".text.startup", ".exit.text",
	".data", ".bss", ".rodata", ".data..read_mostly", ".data..ro_after_init", ".data.once", ".data..percpu"}

// WriteTo writes the script, in the language that gdb and kbreak have in common.
func (m *ModuleScript) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Where the modules of %s are, from %s.\n", orKernel(m.Release), printableLine(m.Source))
	if m.Bias != nil && m.Vmlinux != "" {
		fmt.Fprintf(&b, "# For gdb, the kernel itself: add-symbol-file %s -o %#x\n", quoted(m.Vmlinux), uint64(*m.Bias))
	}
	for _, x := range m.Modules {
		if x.File == "" {
			fmt.Fprintf(&b, "# %s: %s\n", printableLine(x.Name), x.Note)
			continue
		}
		var text *mem.Addr
		var rest strings.Builder
		for _, name := range scriptSections {
			i := slices.IndexFunc(x.Sections, func(s Section) bool { return s.Name == name })
			switch {
			case i < 0:
			case name == ".text":
				text = &x.Sections[i].Addr
			default:
				fmt.Fprintf(&rest, " -s %s %v", name, x.Sections[i].Addr)
			}
		}
		if text == nil && rest.Len() == 0 {
			fmt.Fprintf(&b, "# %s: no section with code or data\n", printableLine(x.Name))
			continue
		}
		fmt.Fprintf(&b, "add-symbol-file %s", quoted(x.File))
		if text != nil {
			fmt.Fprintf(&b, " %v", *text)
		}
		fmt.Fprintf(&b, "%s\n", rest.String())
	}
	return b.WriteTo(w)
}

func orKernel(release string) string {
	if release == "" {
		return "the kernel"
	}
	return printableLine(release)
}

// printableLine keeps a text that the target gave on one line of a script.
func printableLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, s)
}

// quoted writes a file name as one word of a command line, for gdb (buildargv) and for kbreak.
func quoted(path string) string {
	var b strings.Builder
	for _, r := range path {
		if strings.ContainsRune(" \t\"'\\", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return printableLine(b.String())
}
