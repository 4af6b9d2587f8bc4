package debugger

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/symbols"
)

// Module is one loaded module ("mod").
type Module struct {
	Name     string
	Addr     mem.Addr // its struct module
	Base     mem.Addr // start of its code
	Size     uint64   // bytes
	State    string   // "Live", "Loading", "Unloading", as in /proc/modules
	Refs     int      // -1 if the kernel cannot unload modules
	UsedBy   []string
	File     string // "" where none was found
	Sections []Section
	Note     string // what is missing or odd, "" if nothing
}

// Section is one section of a loaded module.
type Section struct {
	Name string
	Addr mem.Addr
}

// moduleSet is the modules of the target. Their files stay open from one stop to the next; which of
// them are loaded, and where, is read anew at the first use after a stop, unless the kernel's mark says
// that nothing came or went.
type moduleSet struct {
	fresh  bool   // list is of this stop
	placed bool   // so are the places in it; states, references and users may be older
	mark   []byte // [kernel.Kernel.ModulesMark] when list was read, nil if it has to be read every time
	list   []*module
}

type module struct {
	m      *kernel.Module
	image  *symbols.Image
	placed *symbols.Placement
	note   string
}

// modulesStale is called when the target resumes: modules may come and go.
func (s *Session) modulesStale() { s.modules.fresh, s.modules.placed = false, false }

// placeModules makes sure, once a stop, that modules are known to be where they are: two reads while
// none came or went.
func (s *Session) placeModules(ctx context.Context) error {
	if s.modules.placed {
		return nil
	}
	if s.modules.mark != nil {
		mark, err := s.kernel.ModulesMark(ctx, s.mem.kernel)
		if err == nil && bytes.Equal(mark, s.modules.mark) {
			s.modules.placed = true
			return nil
		}
		if err = s.linkOnly(err); err != nil {
			return err
		}
	}
	return s.syncModules(ctx)
}

// dropModules forgets the modules with their files.
func (s *Session) dropModules() {
	for _, m := range s.modules.list {
		if m.placed != nil {
			s.space.Remove(m.placed)
		}
		if m.image != nil {
			_ = m.image.Close()
		}
	}
	s.modules = moduleSet{}
}

// syncModules reads the list of modules, once a stop, and places those that are new. Modules that
// are loaded where they were before keep their image.
func (s *Session) syncModules(ctx context.Context) error {
	if s.modules.fresh {
		return nil
	}
	opened := make(map[string]*symbols.Image)
	opt := kernel.ModuleOptions{Users: true, File: s.moduleFiles(opened)}
	mark, err := s.kernel.ModulesMark(ctx, s.mem.kernel)
	if err = s.linkOnly(err); err != nil {
		return err
	}
	found, err := s.kernel.Modules(ctx, s.mem.kernel, opt)
	if err != nil && len(found) == 0 {
		return s.linkError(err)
	}
	if err != nil {
		s.noticeOnce(err.Error())
	}
	s.modules.fresh, s.modules.placed, s.modules.mark = true, true, mark
	if err != nil { // what could not be read may be readable next time
		s.modules.mark = nil
	}
	old := s.modules.list
	s.modules.list = nil
	for _, m := range found {
		if m.State != kernel.Live || len(m.Notes) > 0 {
			s.modules.mark = nil
		}
		s.modules.list = append(s.modules.list, s.placeModule(m, opened, &old))
	}
	for _, gone := range old {
		s.removeModule(gone)
	}
	return s.followSync(ctx)
}

// removeModule forgets a module that is gone. The caller has taken it out of the list.
func (s *Session) removeModule(gone *module) {
	if gone.placed != nil {
		s.space.Remove(gone.placed)
	}
	if gone.image != nil {
		_ = gone.image.Close()
	}
}

// moduleFiles finds the files of modules for package kernel and keeps them in opened. A file is found by
// name before the kernel's list is read: with its sections at hand the kernel's own names need not be
// read one by one.
func (s *Session) moduleFiles(opened map[string]*symbols.Image) func(string, []byte) *kernel.ModuleFile {
	return func(name string, buildID []byte) *kernel.ModuleFile {
		im := opened[name]
		if im == nil || buildID != nil && !bytes.Equal(im.BuildID(), buildID) {
			if im = s.openModule(name, buildID); im == nil {
				return nil
			}
			opened[name] = im
		}
		return fileSections(im)
	}
}

// placeModule makes a module's symbols available where it is loaded. old holds those of the stop
// before; what is reused is taken out of it.
func (s *Session) placeModule(m *kernel.Module, opened map[string]*symbols.Image, old *[]*module) *module {
	for i, o := range *old {
		if o.m.Name == m.Name && o.m.Addr == m.Addr && o.m.Base == m.Base && bytes.Equal(o.m.BuildID, m.BuildID) && slices.Equal(o.m.Sections, m.Sections) {
			*old = append((*old)[:i:i], (*old)[i+1:]...)
			if im := opened[m.Name]; im != nil && im != o.image {
				_ = im.Close()
			}
			o.m = m
			return o
		}
	}
	out := &module{m: m, image: opened[m.Name]}
	switch {
	case out.image == nil:
		out.note = "no file was found: use --module-path"
	case m.BuildID != nil && !bytes.Equal(out.image.BuildID(), m.BuildID):
		out.note = fmt.Sprintf("%s is not the module that is loaded (build-id %x, loaded is %x)",
			out.image.Name(), out.image.BuildID(), m.BuildID)
		_ = out.image.Close()
		out.image = nil
	}
	s.put(out)
	return out
}

// put places what a module has in memory.
func (s *Session) put(x *module) {
	const how = "from the kernel's list of modules"
	if x.image == nil {
		x.placed = symbols.PlaceBare(x.m.Name, spansOf(x.m), how)
	} else {
		at := make(map[int]mem.Addr)
		for _, sec := range x.m.Sections {
			if sec.Freed {
				continue
			}
			if fs, ok := x.image.Section(sec.Name); ok {
				at[fs.Index] = sec.Addr
			}
		}
		x.placed = symbols.PlaceSections(x.image, x.m.Name, at, how)
	}
	s.space.Add(x.placed)
}

func spansOf(m *kernel.Module) []mem.Span {
	var out []mem.Span
	for _, sp := range m.Spans {
		out = append(out, sp.Span)
	}
	return out
}

// openModule finds and opens the file of a module; nil if there is none.
func (s *Session) openModule(name string, buildID []byte) *symbols.Image {
	release := ""
	if s.location != nil {
		release = s.location.Release
	}
	for _, path := range symbols.FindModule(name, release, buildID, s.opt.ModulePath, s.opt.DebugDirs) {
		im, err := s.open(path)
		if err != nil {
			s.noticeOnce(err.Error())
			continue
		}
		if buildID == nil || bytes.Equal(im.BuildID(), buildID) {
			return im
		}
		_ = im.Close()
	}
	return nil
}

// fileSections is what package kernel asks of a module file. The loader allocates the symbol and the
// string table too (layout_symtab in kernel/module/kallsyms.c), behind all others; an image lists
// only what the file itself has allocated.
func fileSections(im *symbols.Image) *kernel.ModuleFile {
	f := &kernel.ModuleFile{BuildID: im.BuildID()}
	for _, sec := range im.Sections() {
		f.Sections = append(f.Sections, kernel.FileSection{Name: sec.Name, Size: sec.Size, Align: sec.Align, Alloc: true})
	}
	for _, name := range []string{".symtab", ".strtab"} {
		f.Sections = append(f.Sections, kernel.FileSection{Name: name, Size: 1, Align: 1})
	}
	return f
}

// Modules lists the loaded modules ("mod"), newest first as in /proc/modules.
func (s *Session) Modules(ctx context.Context) ([]Module, error) {
	if err := s.needStopped(); err != nil {
		return nil, err
	}
	if s.kernel == nil {
		return nil, ErrNoSymbol
	}
	if err := s.syncModules(ctx); err != nil {
		return nil, err
	}
	out := make([]Module, 0, len(s.modules.list))
	for _, m := range s.modules.list {
		x := Module{Name: m.m.Name, Addr: m.m.Addr, Base: m.m.Base, Size: m.m.Size, State: m.m.State.String(),
			Refs: m.m.Refs, UsedBy: m.m.UsedBy, Note: m.note}
		if m.image != nil {
			x.File = m.image.Name()
		}
		for _, sec := range m.m.Sections {
			if !sec.Freed {
				x.Sections = append(x.Sections, Section{sec.Name, sec.Addr})
			}
		}
		for _, n := range m.m.Notes {
			if x.Note != "" {
				x.Note += "; "
			}
			x.Note += n
		}
		out = append(out, x)
	}
	return out, nil
}
