package repl

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kbreak/debugger"
)

func moduleCommands() []*Command {
	return []*Command{
		{
			Names:   []string{"mod", "info modules"},
			Group:   GroupKernel,
			Summary: "List the loaded modules, or the sections of one.",
			Params:  []Param{{Name: "MODULE", Kind: Module, Optional: true}},
			Needs:   Stopped | Symbols | Kernel,
			Result:  []moduleJSON{},
			Help: `The columns are those of crash: the address of the struct module, the name, the base address and size of
its memory, and the file its symbols are from.`,
			Run: runMod,
		},
	}
}

func runMod(ctx context.Context, r *REPL, a *Args) (Value, error) {
	list, err := r.session.Modules(ctx)
	if err != nil && len(list) == 0 {
		return nil, err
	}
	name := a.Text("MODULE")
	if name == "" {
		return &modules{list: list}, err
	}
	// The kernel's name for a module has underscores where the file has dashes.
	i := slices.IndexFunc(list, func(m debugger.Module) bool {
		return strings.ReplaceAll(m.Name, "-", "_") == strings.ReplaceAll(name, "-", "_")
	})
	if i < 0 {
		if err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("no module %q is loaded", name)
	}
	return &modules{list: list[i : i+1], detail: true}, nil
}

type modules struct {
	list   []debugger.Module
	detail bool // one module, with its sections
}

func (v *modules) Text(p *Printer) {
	if len(v.list) == 0 {
		p.Print("No modules are loaded.\n")
		return
	}
	name, size := len("NAME"), len("SIZE")
	for _, m := range v.list {
		name = max(name, len(m.Name))
		size = max(size, len(strconv.FormatUint(m.Size, 10)))
	}
	p.Title(fmt.Sprintf("%-16s  %-*s  %-16s  %*s  OBJECT FILE", "     MODULE", name, "NAME", "      BASE", size, "SIZE"))
	p.Print("\n")
	for _, m := range v.list {
		p.styled(styleAddress, fmt.Sprintf("%016x", uint64(m.Addr)))
		p.Printf("  %-*s  ", name, Printable(m.Name))
		p.styled(styleAddress, fmt.Sprintf("%016x", uint64(m.Base)))
		p.Printf("  %*d  ", size, m.Size)
		if m.File != "" {
			p.File(Printable(m.File))
		} else {
			p.Print("(not loaded)")
		}
		if m.Note != "" {
			p.Printf("  [%s]", Printable(m.Note))
		}
		p.Print("\n")
	}
	if v.detail {
		printModule(p, &v.list[0])
	}
}

func printModule(p *Printer, m *debugger.Module) {
	state := m.State
	if state == "" {
		state = "unknown"
	}
	p.Printf("state %s, %s", Printable(state), plural(uint64(max(m.Refs, 0)), "reference"))
	if len(m.UsedBy) > 0 {
		p.Print(", used by " + Printable(strings.Join(m.UsedBy, ", ")))
	}
	p.Print("\n")
	sections := slices.Clone(m.Sections)
	slices.SortStableFunc(sections, func(a, b debugger.Section) int {
		switch {
		case a.Addr < b.Addr:
			return -1
		case a.Addr > b.Addr:
			return 1
		}
		return 0
	})
	width := 0
	for _, s := range sections {
		width = max(width, len(s.Name))
	}
	for _, s := range sections {
		p.Printf("  %-*s  ", width, Printable(s.Name))
		p.Address(s.Addr)
		p.Print("\n")
	}
}

type moduleJSON struct {
	Name     string         `json:"name"`
	Addr     hex            `json:"addr"` // of the struct module
	Base     hex            `json:"base"`
	Size     uint64         `json:"size"` // bytes
	State    string         `json:"state,omitempty"`
	Refs     int            `json:"refs"`
	UsedBy   []string       `json:"used_by,omitempty"`
	File     string         `json:"file,omitempty"` // that the symbols are from
	Note     string         `json:"note,omitempty"`
	Sections map[string]hex `json:"sections,omitempty"`
}

func (v *modules) JSON() any {
	list := make([]moduleJSON, 0, len(v.list))
	for _, m := range v.list {
		list = append(list, moduleJSON{
			m.Name, hexAddr(m.Addr), hexAddr(m.Base), m.Size, m.State, m.Refs, m.UsedBy, m.File, m.Note,
			sectionMap(m.Sections),
		})
	}
	return list
}

func sectionMap(list []debugger.Section) map[string]hex {
	if len(list) == 0 {
		return nil
	}
	m := make(map[string]hex, len(list))
	for _, s := range list {
		m[s.Name] = hexAddr(s.Addr)
	}
	return m
}
