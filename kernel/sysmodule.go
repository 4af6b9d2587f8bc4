package kernel

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"path"
	"slices"
	"strconv"
	"strings"

	"kbreak/mem"
)

// Saved is what was copied out of a guest's /sys/module (see examples/modsections.sh): where each
// module is, without asking the target's memory.
type Saved struct {
	Modules []*Module // Name, Sections, BuildID; sorted by name
	Release string    // of uname -r, "" if it was not saved
	Text    mem.Addr  // of _text, 0 if it was not saved
}

// ErrHiddenAddresses says that the kernel showed zeros: whoever copied the files was not root, or
// kernel.kptr_restrict is 2.
var ErrHiddenAddresses = errors.New("all addresses are 0: copy them as root, with kernel.kptr_restrict not 2")

// SavedFile is one file of the copy.
type SavedFile struct {
	Name string // its path with slashes, whatever it begins with
	Read func() ([]byte, error)
}

// ReadSaved reads a copy of /sys/module/*/sections; the first error that comes with a file ends it. Beside
// the sections there may be notes/.note.gnu.build-id of each module, and the files "release" and "kallsyms"
// (the line of _text). Sections that the kernel frees after initialisation are left out: sysfs goes on
// listing them.
//
// Source: kernel/module/sysfs.c (module_sect_read: "0x" and 16 digits).
func ReadSaved(files iter.Seq2[SavedFile, error]) (*Saved, error) {
	s := &Saved{}
	mods := make(map[string]*Module)
	hidden := true
	count := 0
	for f, err := range files {
		if count++; err == nil && count > maxAllSections {
			err = fmt.Errorf("more than %d files", maxAllSections)
		}
		if err != nil {
			return nil, err
		}
		dir, base := path.Split(f.Name)
		up, kind := path.Split(strings.TrimSuffix(dir, "/"))
		module := path.Base(strings.TrimSuffix(up, "/"))
		switch {
		case kind == "sections" && up != "":
			if strings.HasPrefix(base, ".init") {
				continue
			}
			a, err := savedAddr(f)
			if err != nil {
				return nil, err
			}
			m := savedModule(mods, module)
			m.Sections = append(m.Sections, ModuleSection{Name: base, Addr: a})
			hidden = hidden && a == 0
		case kind == "notes" && up != "" && base == buildIDSection:
			text, err := f.Read()
			if err != nil {
				return nil, err
			}
			_, id := findBuildID(text)
			savedModule(mods, module).BuildID = slices.Clone(id)
		case base == "release":
			text, err := f.Read()
			if err != nil {
				return nil, err
			}
			s.Release = strings.TrimSpace(string(text))
		case base == "kallsyms":
			text, err := f.Read()
			if err != nil {
				return nil, err
			}
			if f := strings.Fields(string(text)); len(f) == 3 && f[2] == "_text" {
				n, _ := strconv.ParseUint(f[0], 16, 64) // nothing, as if it were not there
				s.Text = mem.Addr(n)
			}
		}
	}
	for _, m := range mods {
		if len(m.Sections) > 0 {
			s.Modules = append(s.Modules, m)
		}
	}
	slices.SortFunc(s.Modules, func(a, b *Module) int { return strings.Compare(a.Name, b.Name) })
	switch {
	case len(s.Modules) == 0:
		return nil, errors.New("no MODULE/sections in it: make it as examples/modsections.sh does")
	case hidden:
		return nil, ErrHiddenAddresses
	}
	return s, nil
}

func savedModule(mods map[string]*Module, name string) *Module {
	m := mods[name]
	if m == nil {
		m = &Module{Name: name}
		mods[name] = m
	}
	return m
}

// savedAddr reads the address in a file. A tar made straight from /sys pads what it read with zeros to
// the 4096 bytes that sysfs claims for every file.
func savedAddr(f SavedFile) (mem.Addr, error) {
	text, err := f.Read()
	if err != nil {
		return 0, err
	}
	text = bytes.TrimRight(text, "\x00\n")
	a, err := strconv.ParseUint(string(text), 0, 64)
	if err != nil {
		return 0, fmt.Errorf("%s: no address: %q", f.Name, text[:min(len(text), 40)])
	}
	return mem.Addr(a), nil
}
