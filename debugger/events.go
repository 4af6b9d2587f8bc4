package debugger

import (
	"context"
	"fmt"
	"slices"

	"kbreak/arch"
	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/symbols"
)

// Modules are followed while the target runs: breakpoints of the debugger's own, without a number, stand
// where the kernel has loaded a module and not run any of its code, where it is about to free the memory
// of its initialisation, and where it is about to free all of it. At each the target is held for as long
// as it takes to move the user's breakpoints, and goes on by itself. They are inserted only while a
// breakpoint of the user has to do with modules.

// following is where the kernel says what becomes of modules.
type following struct {
	of *kernel.Kernel // whose addresses these are
	// load is do_init_module: the module is relocated, has its section addresses, and none of its code
	// has run. Every load comes by here, whichever system call it is from.
	load mem.Addr
	// ready is trim_init_extable, which the same function calls when the module's initialisation has
	// returned and before its memory is freed.
	ready mem.Addr
	// unload is free_module: nobody uses the module any more and it is still there. Modules whose
	// initialisation failed come by here too.
	unload mem.Addr

	// What the hook at this stop was about.
	stop  *stopped
	event mem.Addr
	about *kernel.Module
	file  string
}

// hook is a breakpoint of the debugger's own.
type hook struct {
	at   mem.Addr
	what string
}

// moduleArg is the register with the struct module in all of these functions, the first argument. The
// register is what counts, not the variable: debug info of functions that were cut in pieces has them in
// none.
const moduleArg = arch.RDI

// places finds the addresses, once for a kernel.
func (f *following) places(s *Session) {
	if f.of == s.kernel {
		return
	}
	*f = following{of: s.kernel}
	if s.kernel == nil {
		return
	}
	f.load, _ = s.entryOf("do_init_module")
	f.ready, _ = s.entryOf("trim_init_extable")
	f.unload, _ = s.entryOf("free_module")
}

// entryOf is where a function of the kernel begins, behind an endbr64: its arguments are still in their
// registers. With ftrace a nop stands there, which is left without a step of the target; single steps
// are what stubs get wrong.
func (s *Session) entryOf(name string) (mem.Addr, bool) {
	if s.kernel == nil || s.placed == nil {
		return 0, false
	}
	a, err := s.kernel.Addr(name)
	if err != nil {
		return 0, false
	}
	p, at, ok := s.space.Find(a)
	if !ok || p.Image == nil {
		return a, true
	}
	code := make([]byte, 4)
	if err := p.Image.ReadStatic(at, code); err == nil && string(code) == "\xf3\x0f\x1e\xfa" { // endbr64
		a = a.Add(4)
	}
	return a, true
}

// hooks are those that the user's breakpoints need now.
func (s *Session) hooks() []hook {
	var load, ready, unload bool
	for _, b := range s.breakpoints {
		switch {
		case !b.Enabled || b.Kind.Watch():
			continue
		case b.catch != nil:
			load = load || b.catch.kind == CatchLoad
			unload = unload || b.catch.kind == CatchUnload
			continue
		}
		load = load || b.mayMove()
		for _, l := range b.Locations {
			unload = unload || l.Module != ""
			ready = ready || l.init
		}
	}
	if !load && !unload {
		return nil
	}
	f := &s.following
	f.places(s)
	var out []hook
	for _, h := range []struct {
		need bool
		hook
	}{
		{load, hook{f.load, "the breakpoint of kbreak's own where modules are loaded"}},
		{ready, hook{f.ready, "the breakpoint of kbreak's own where modules are initialised"}},
		{unload, hook{f.unload, "the breakpoint of kbreak's own where modules are unloaded"}},
	} {
		if h.need && h.at != 0 {
			out = append(out, h.hook)
		}
	}
	return out
}

// judgeHooks does what a hook at pc is there for; false if there is none.
func (s *Session) judgeHooks(ctx context.Context, stop *Stop, pc mem.Addr) (bool, error) {
	if !slices.ContainsFunc(s.hooks(), func(h hook) bool { return h.at == pc }) {
		return false, nil
	}
	s.pass(stop.Thread, pc)
	regs, err := s.registers(ctx, stop.Thread)
	if err != nil {
		return true, s.linkError(err)
	}
	at, _ := regs.Addr(moduleArg)
	f := &s.following
	f.stop, f.event, f.about, f.file = s.stop, pc, nil, ""
	switch pc {
	case f.load:
		err = s.moduleLoaded(ctx, at)
	case f.ready:
		s.moduleReady(at)
	case f.unload:
		err = s.moduleUnloaded(ctx, at)
	}
	if err = s.linkOnly(err); err == nil {
		return true, nil
	}
	return true, err
}

// moduleLoaded reads the module whose struct is at at, places it and resolves what waited for it.
func (s *Session) moduleLoaded(ctx context.Context, at mem.Addr) error {
	opened := make(map[string]*symbols.Image)
	m, err := s.kernel.Module(ctx, s.mem.kernel, at, kernel.ModuleOptions{File: s.moduleFiles(opened)})
	if err != nil {
		s.opt.Notice(fmt.Sprintf("a module was loaded: %v", err))
		return err
	}
	// What was where this one is now is gone, even if nobody saw it go.
	var old []*module
	s.modules.list = slices.DeleteFunc(s.modules.list, func(o *module) bool {
		same := o.m.Name == m.Name || o.m.Addr == m.Addr || overlap(o.m, m)
		if same {
			old = append(old, o)
		}
		return same
	})
	was := slices.Clone(old)
	x := s.placeModule(m, opened, &old)
	for _, gone := range old {
		s.takeLocations(gone.m.Contains)
		s.removeModule(gone)
	}
	if len(was) > len(old) {
		s.takeLocations(m.Contains) // they are found again below
	}
	s.modules.list = append([]*module{x}, s.modules.list...)
	s.following.about = m
	if x.image != nil {
		s.following.file = x.image.Name()
	}
	// The rest of the list is not looked at here: that it is of an earlier stop makes no difference.
	fresh, placed := s.modules.fresh, s.modules.placed
	s.modules.fresh, s.modules.placed = true, true
	defer func() { s.modules.fresh, s.modules.placed = fresh, placed }()
	for _, b := range s.breakpoints {
		if !b.mayMove() {
			continue
		}
		if err := s.resolveIn(ctx, b, x); err != nil {
			return err
		}
	}
	return nil
}

func overlap(a, b *kernel.Module) bool {
	for _, x := range a.Spans {
		for _, y := range b.Spans {
			if x.Start < y.End && y.Start < x.End {
				return true
			}
		}
	}
	return false
}

// moduleReady takes away what is in the memory of a module's initialisation, which is about to be freed.
func (s *Session) moduleReady(at mem.Addr) {
	for _, x := range s.modules.list {
		if x.m.Addr != at {
			continue
		}
		s.takeLocations(func(a mem.Addr) bool { return x.inInit(a) })
		m := *x.m
		m.Spans = slices.DeleteFunc(slices.Clone(m.Spans), func(sp kernel.ModuleSpan) bool { return sp.Init })
		m.Sections = slices.Clone(m.Sections)
		for i, sec := range m.Sections {
			m.Sections[i].Freed = !m.Contains(sec.Addr)
		}
		s.space.Remove(x.placed)
		x.m = &m
		s.put(x)
		return
	}
}

// moduleUnloaded takes away what is in a module that is about to be freed. Its memory is still there:
// what is inserted in it is removed before the target goes on.
func (s *Session) moduleUnloaded(ctx context.Context, at mem.Addr) error {
	f := &s.following
	for i, x := range s.modules.list {
		if x.m.Addr == at {
			s.takeLocations(x.m.Contains)
			f.about = x.m
			if x.image != nil {
				f.file = x.image.Name()
			}
			s.modules.list = slices.Delete(s.modules.list, i, i+1)
			s.removeModule(x)
			return nil
		}
	}
	// None of our breakpoints are in a module that is not known. A catchpoint wants its name.
	m, err := s.kernel.Module(ctx, s.mem.kernel, at, kernel.ModuleOptions{})
	if err != nil {
		return err
	}
	f.about = m
	return nil
}

// followSync does the same for modules that came and went while nobody watched.
func (s *Session) followSync(ctx context.Context) error {
	known := func(a mem.Addr) *module {
		for _, x := range s.modules.list {
			if x.m.Contains(a) {
				return x
			}
		}
		return nil
	}
	for _, b := range s.breakpoints {
		if !b.mayMove() {
			continue
		}
		b.Locations = slices.DeleteFunc(b.Locations, func(l *BreakpointLocation) bool {
			return l.Module != "" && !l.byHand && known(l.Addr) == nil
		})
		if err := s.resolveIn(ctx, b, nil); err != nil {
			return err
		}
	}
	return nil
}

// inInit reports whether an address is in the memory of the module's initialisation.
func (x *module) inInit(a mem.Addr) bool {
	return slices.ContainsFunc(x.m.Spans, func(sp kernel.ModuleSpan) bool { return sp.Init && sp.Contains(a) })
}

// takeLocations makes breakpoints pending, or leaves them fewer locations, where those are in memory
// that is gone. What is inserted there is removed by the next [Session.insert].
func (s *Session) takeLocations(gone func(mem.Addr) bool) {
	for _, b := range s.breakpoints {
		if b.Kind.Watch() || b.catch != nil {
			continue
		}
		b.Locations = slices.DeleteFunc(b.Locations, func(l *BreakpointLocation) bool {
			return l.Module != "" && !l.byHand && gone(l.Addr)
		})
	}
}
