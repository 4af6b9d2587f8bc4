package kernel

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kbreak/mem"
)

// ModuleState is enum module_state (include/linux/module.h).
type ModuleState uint32

const (
	Live ModuleState = iota
	Coming
	Going
	Unformed // its fields are not set up yet
)

// String gives the words of /proc/modules.
func (s ModuleState) String() string {
	switch s {
	case Live:
		return "Live"
	case Coming:
		return "Loading"
	case Going:
		return "Unloading"
	case Unformed:
		return "Unformed"
	}
	return fmt.Sprintf("state %d", uint32(s))
}

// Module is one loaded module.
type Module struct {
	Name  string
	Addr  mem.Addr // its struct module
	State ModuleState
	Spans []ModuleSpan // its memory; that for initialisation is absent once it is freed
	Base  mem.Addr     // start of its code, as /proc/modules has it
	Size  uint64       // bytes in all Spans, as lsmod has it

	Sections     []ModuleSection
	SectionsFrom string // how the names were found: "module file", "memory"; "" without Sections
	BuildID      []byte // nil if it was not found

	Refs        int      // references as lsmod counts them; -1 if the kernel cannot unload modules
	UsedBy      []string // modules that use this one; only with ModuleOptions.Users
	PerCPU      mem.Addr // of its per-CPU variables, before the offset of a CPU; 0 if it has none
	PerCPUSize  uint64
	Taints      string   // letters of /proc/modules: "OE"
	Notes       []string // what could not be read, and why
	attrs, uses mem.Addr
}

// ModuleSpan is one block of a module's memory.
type ModuleSpan struct {
	Kind string // "text", "rodata", "ro after init", "data", "init text", "init data", "init rodata"
	Init bool   // freed when the module is initialised
	mem.Span
}

// ModuleSection is a section of the module file and where it was loaded.
type ModuleSection struct {
	Name string
	Addr mem.Addr
	// Freed: the section served the initialisation and its memory is no longer the module's. Nothing
	// may be placed there.
	Freed bool
}

// Contains reports whether a lies in the module's memory.
func (m *Module) Contains(a mem.Addr) bool {
	for _, s := range m.Spans {
		if s.Contains(a) {
			return true
		}
	}
	return false
}

// Section finds a section by name.
func (m *Module) Section(name string) (ModuleSection, bool) {
	for _, s := range m.Sections {
		if s.Name == name {
			return s, true
		}
	}
	return ModuleSection{}, false
}

// ModuleOptions says how the modules are read.
type ModuleOptions struct {
	// File gives the sections of the file that a module was loaded from. With it the names of
	// sections need not be read; without it, or where it has nothing, they are read. buildID is
	// nil if it is not known yet; what the file says of itself is then compared with memory, and
	// File may be asked again. A nil result means that there is no file.
	File func(name string, buildID []byte) *ModuleFile
	// Users asks for Module.UsedBy, which costs a read for each use.
	Users bool
}

// Bounds of the list. The most modules seen on a distribution kernel are some 300.
const (
	maxModules  = 8192
	maxModBytes = 1 << 30 // bytes of one block of module memory
)

// ListError says that a list in the target is damaged. What was read up to there is still valid.
type ListError struct {
	List string
	At   mem.Addr // node that is wrong
	Why  string
}

func (e *ListError) Error() string { return fmt.Sprintf("list %s: node %v %s", e.List, e.At, e.Why) }

// Marks that the kernel leaves in nodes (include/linux/poison.h, with the offset of x86-64).
const (
	listPoison1 mem.Addr = 0xdead000000000100
	listPoison2 mem.Addr = 0xdead000000000122
	slabPoison  mem.Addr = 0x6b6b6b6b6b6b6b6b
)

// badNode says what is wrong with a link, "" if it may be followed.
func badNode(a mem.Addr) string {
	switch {
	case a == listPoison1 || a == listPoison2:
		return "was taken out of its list (list poison)"
	case a == slabPoison:
		return "was freed (slab poison)"
	case a < kernelHalf:
		return "is not a kernel address"
	case a&7 != 0:
		return "is not aligned"
	}
	return ""
}

// Modules reads the list of loaded modules with their sections, newest first. It takes one read for
// the head of the list and, through a [mem.Cache] over a stub that delivers 2 KiB at a time, 3 to 4
// for each module: its struct, its section addresses, its build-id. Names of sections that no file
// provides are read together at the end.
//
// With an error the modules found up to there are still returned; an error about one module alone
// is in its Notes.
func (k *Kernel) Modules(ctx context.Context, r mem.Reader, opt ModuleOptions) ([]*Module, error) {
	l, err := k.moduleLayout()
	if err != nil {
		return nil, err
	}
	mods, listErr := k.walkModules(ctx, r, l)
	if listErr != nil && !isFault(listErr) && !isListError(listErr) {
		return mods, listErr
	}
	if err := k.readSections(ctx, r, l, mods, opt.File); err != nil {
		return mods, err
	}
	if opt.Users {
		if err := k.readUsers(ctx, r, l, mods); err != nil {
			return mods, err
		}
	}
	return mods, listErr
}

// Module reads the one module whose struct is at at, with its sections: some 3 reads. It need not be in
// the list.
func (k *Kernel) Module(ctx context.Context, r mem.Reader, at mem.Addr, opt ModuleOptions) (*Module, error) {
	l, err := k.moduleLayout()
	if err != nil {
		return nil, err
	}
	if bad := badNode(at); bad != "" {
		return nil, fmt.Errorf("struct module %v %s", at, bad)
	}
	m, _, err := readModule(ctx, r, l, at)
	if err != nil {
		return nil, fmt.Errorf("read the module at %v: %w", at, err)
	}
	if m.State == Unformed {
		return nil, fmt.Errorf("the module at %v is not set up", at)
	}
	return m, k.readSections(ctx, r, l, []*Module{m}, opt.File)
}

func isListError(err error) bool {
	var e *ListError
	return errors.As(err, &e)
}

func (k *Kernel) walkModules(ctx context.Context, r mem.Reader, l *moduleLayout) ([]*Module, error) {
	head, err := k.Addr("modules")
	if err != nil {
		return nil, err
	}
	next, err := readAddr(ctx, r, head)
	if err != nil {
		return nil, fmt.Errorf("read the list of modules: %w", err)
	}
	var mods []*Module
	seen := make(map[mem.Addr]bool)
	for next != head {
		bad := badNode(next)
		switch {
		case bad != "":
		case seen[next]:
			bad = "comes twice: the list is a circle without its head"
		case len(seen) >= maxModules:
			bad = fmt.Sprintf("is beyond the %d modules that are read at most", maxModules)
		}
		if bad != "" {
			return mods, &ListError{"modules", next, bad}
		}
		seen[next] = true
		m, after, err := readModule(ctx, r, l, next.Add(-l.list.off))
		if err != nil {
			return mods, fmt.Errorf("read the module at %v: %w", next.Add(-l.list.off), err)
		}
		if m.State != Unformed {
			mods = append(mods, m)
		}
		next = after
	}
	return mods, nil
}

func readAddr(ctx context.Context, r mem.Reader, a mem.Addr) (mem.Addr, error) {
	v, err := mem.Uint(ctx, r, order, a, 8)
	return mem.Addr(v), err
}

// readModule reads one struct module in one read. The second result is the next node of the list.
func readModule(ctx context.Context, r mem.Reader, l *moduleLayout, at mem.Addr) (*Module, mem.Addr, error) {
	p, err := mem.Bytes(ctx, r, at.Add(l.off), int(l.size))
	if err != nil {
		return nil, 0, err
	}
	w := window{l.off, p}
	m := &Module{
		Name:  printable(w.bytes(l.name)),
		Addr:  at,
		State: ModuleState(w.uint(l.state)),
		Refs:  -1,
	}
	next := mem.Addr(w.uint(l.list))
	if m.State == Unformed {
		return m, next, nil
	}
	for _, s := range l.spans {
		m.addSpan(w, s)
	}
	if l.refs.known() {
		m.Refs = int(int32(w.uint(l.refs))) - 1 // MODULE_REF_BASE is the kernel's own reference
	}
	if l.taints.known() {
		m.Taints = taintLetters(w.uint(l.taints))
	}
	if m.PerCPU = mem.Addr(w.uint(l.percpu)); m.PerCPU != 0 {
		m.PerCPUSize = w.uint(l.percpuLen)
	}
	if id := w.bytes(l.buildID); len(id) > 0 && len(id) <= maxBuildID {
		if id = []byte(strings.TrimRight(string(id), "\x00")); len(id) > 0 {
			m.BuildID = w.bytes(l.buildID)
		}
	}
	m.attrs = mem.Addr(w.uint(l.sectAttrs))
	if l.users.known() {
		m.uses = at.Add(l.users.off)
	}
	return m, next, nil
}

// addSpan adds one block of memory, cut at its marks.
func (m *Module) addSpan(w window, s spanLayout) {
	base, size := mem.Addr(w.uint(s.base)), w.uint(s.size)
	if base == 0 || size == 0 {
		return
	}
	if base < kernelHalf || size > maxModBytes || base.Add(int64(size)) < base {
		m.Notes = append(m.Notes, fmt.Sprintf("its memory at %v has the impossible size %#x", base, size))
		return
	}
	m.Size += size
	if m.Base == 0 && !s.init {
		m.Base = base
	}
	start, end := base, base.Add(int64(size))
	for _, cut := range s.marks {
		to := base.Add(int64(min(w.uint(cut.end), size)))
		if to > start {
			m.Spans = append(m.Spans, ModuleSpan{cut.kind, s.init, mem.Span{Start: start, End: to}})
			start = to
		}
	}
	if start < end {
		m.Spans = append(m.Spans, ModuleSpan{s.kind, s.init, mem.Span{Start: start, End: end}})
	}
}

// taintLetters gives the flags that a module can set (taint_flags in kernel/panic.c).
func taintLetters(v uint64) string {
	var s strings.Builder
	for _, t := range []struct {
		bit    int
		letter byte
	}{{0, 'P'}, {12, 'O'}, {1, 'F'}, {10, 'C'}, {13, 'E'}, {15, 'K'}, {16, 'X'}, {18, 'N'}} {
		if v&(1<<t.bit) != 0 {
			s.WriteByte(t.letter)
		}
	}
	return s.String()
}

// readUsers follows the list of uses of each module.
func (k *Kernel) readUsers(ctx context.Context, r mem.Reader, l *moduleLayout, mods []*Module) error {
	if !l.use.node.known() || !l.use.source.known() {
		return nil
	}
	names := make(map[mem.Addr]string, len(mods))
	for _, m := range mods {
		names[m.Addr] = m.Name
	}
	off, size := span(l.use.node, l.use.source)
	for _, m := range mods {
		node, err := readAddr(ctx, r, m.uses)
		for n := 0; err == nil && node != m.uses; n++ {
			if bad := badNode(node); bad != "" || n > len(mods) {
				if bad == "" {
					bad = "is beyond the number of modules"
				}
				m.Notes = append(m.Notes, (&ListError{"source_list", node, bad}).Error())
				break
			}
			at := node.Add(-l.use.node.off)
			var p []byte
			if p, err = mem.Bytes(ctx, r, at.Add(off), int(size)); err != nil {
				break
			}
			w := window{off, p}
			source := mem.Addr(w.uint(l.use.source))
			name, ok := names[source]
			if !ok {
				name = source.String()
			}
			m.UsedBy = append(m.UsedBy, name)
			node = mem.Addr(w.uint(l.use.node))
		}
		if err != nil {
			if !isFault(err) {
				return err
			}
			m.Notes = append(m.Notes, fmt.Sprintf("its users: %v", err))
		}
	}
	return nil
}
