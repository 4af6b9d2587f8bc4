package debugger

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

// A kernel that loads and frees one module for ever:
//
//	00  call 20        05  call 60        0a  jmp 00
//	20  nop            25  call INIT      2a  call 40     2f  ret       do_init_module
//	40  nop            45  ret                                          trim_init_extable
//	60  nop            65  ret                                          free_module
var modCode = padded("e81b000000 e856000000 ebf4") + padded("0f1f440000 e800000000 e811000000 c3") + padded("0f1f440000 c3") +
	padded("0f1f440000 c3")

// padded fills hex digits up to 0x20 bytes.
func padded(code string) string {
	code = strings.ReplaceAll(code, " ", "")
	return code + strings.Repeat("0", 0x40-len(code))
}

const (
	modLoad   = simBase + 0x20
	modReady  = simBase + 0x40
	modUnload = simBase + 0x60
	modAgain  = simBase + 0x0a
	modHead   = simBase + 0x1000 // modules
	modStruct = simBase + 0x1100 // struct module
	modAttrs  = simBase + 0x1200
	modNames  = simBase + 0x1400
	simRDI    = 5
)

// modImage is a vmlinux that knows struct module as it was before 4.5.
type modImage struct{}

func (modImage) Name() string                                 { return "vmlinux" }
func (modImage) BuildID() []byte                              { return nil }
func (modImage) ReadStatic(link.Addr, []byte) error           { return errors.New("no contents") }
func (modImage) Symbol(name string) (link.Addr, uint64, bool) { return modHead, 16, name == "modules" }
func structWith(size int64, members ...ctype.Member) *ctype.Type {
	return plainType(ctype.Struct, size, members, nil)
}
func numberAt(name string, off, size int64) ctype.Member {
	return ctype.Member{Name: name, Offset: off, Type: plainType(ctype.Int, size, nil, nil)}
}
func plainType(k ctype.Kind, size int64, m []ctype.Member, elem *ctype.Type) *ctype.Type {
	return ctype.New(ctype.Info{Kind: k, Size: size}, func() (ctype.Body, error) { return ctype.Body{Members: m, Elem: elem}, nil })
}

func (modImage) Struct(name string) (*ctype.Type, error) {
	switch name {
	case "module":
		return structWith(0x90, numberAt("state", 0, 4), numberAt("list", 8, 16), numberAt("name", 24, 16), numberAt("sect_attrs", 0x28, 8),
			numberAt("module_core", 0x30, 8), numberAt("core_size", 0x38, 4), numberAt("core_text_size", 0x3c, 4), numberAt("core_ro_size", 0x40, 4),
			numberAt("module_init", 0x48, 8), numberAt("init_size", 0x50, 4), numberAt("init_text_size", 0x54, 4)), nil
	case "module_sect_attrs":
		elem := structWith(16, numberAt("name", 0, 8), numberAt("address", 8, 8))
		return structWith(16, numberAt("nsections", 0, 4),
			ctype.Member{Name: "attrs", Offset: 8, Type: plainType(ctype.Array, 0, nil, elem)}), nil
	}
	return nil, errors.New("no such struct")
}

// modMachine is the machine and what the test changes in it.
type modMachine struct {
	*sim
	t       *testing.T
	buildID []byte
}

// put writes words of 8 bytes.
func (m *modMachine) put(at uint64, words ...uint64) {
	for i, w := range words {
		binary.LittleEndian.PutUint64(m.at(at+uint64(8*i), 8), w)
	}
}

// comes makes the module come next at a place: its core there and its initialisation 0x200 further on.
func (m *modMachine) comes(core uint64) (init, exit uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	init, exit = core+0x200, core+0x80
	m.put(modHead, modStruct+8, modStruct+8)
	m.put(modStruct, uint64(kernel.Coming), modHead, modHead)
	copy(m.at(modStruct+24, 16), "mod\x00")
	m.put(modStruct+0x28, modAttrs, core, 0x100<<32|0x180, 0x180, init, 0x40<<32|0x100)
	sections := []uint64{core + 0x100, core, init, exit, core + 0x130, core + 0x140, core + 0x150, init + 0x40, init + 0x60}
	m.put(modAttrs, uint64(len(sections)))
	for i, a := range sections {
		m.put(modAttrs+8+uint64(16*i), modNames, a)
	}
	note := append([]byte{4, 0, 0, 0, 20, 0, 0, 0, 3, 0, 0, 0, 'G', 'N', 'U', 0}, m.buildID...)
	copy(m.at(core+0x100, len(note)), note)
	copy(m.at(init, 2), "\x90\xc3")
	copy(m.at(exit, 2), "\x90\xc3")
	binary.LittleEndian.PutUint32(m.at(modLoad+6, 4), uint32(init-(modLoad+10)))
	return init, exit
}

// gone takes the module out of the list and scribbles over its memory: it belongs to somebody else now.
func (m *modMachine) gone(core uint64) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(modHead, modHead, modHead)
	p := m.at(core, 0x300)
	for i := range p {
		p[i] = 0x11
	}
	return bytes.Clone(p)
}

func newModMachine(t *testing.T, stub *sim) (*modMachine, *Session) {
	t.Helper()
	m := &modMachine{t: t}
	var s *Session
	m.sim, s = newSim(t, modCode, stub, simBase)
	m.cpus[0].r[simRDI] = modStruct
	dir := t.TempDir()
	file, err := os.ReadFile("../symbols/testdata/mod.ko")
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "mod.ko"), file, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.opt.ModulePath, s.opt.DebugDirs = []string{dir}, nil
	far := int64(0x10000000)
	if _, err := s.AddSymbolFile(context.Background(), "../symbols/testdata/vmlinux", Where{Offset: &far}); err != nil {
		t.Fatal(err)
	}
	im, err := s.open(filepath.Join(dir, "mod.ko"))
	if err != nil {
		t.Fatal(err)
	}
	m.buildID = bytes.Clone(im.BuildID())
	_ = im.Close()
	s.kernel = kernel.New(modImage{}, &kernel.Location{})
	s.following = following{of: s.kernel, load: modLoad, ready: modReady, unload: modUnload}
	m.put(modHead, modHead, modHead)
	t.Cleanup(func() { _ = s.space.Close() })
	return m, s
}

// A breakpoint in the initialisation of a module and one in its exit function: pending, hit at each load
// wherever that is, taken away before the memory is freed, and nothing is written there afterwards.
func TestModuleComesAndGoes(t *testing.T) {
	for name := range stubs {
		t.Run(name, func(t *testing.T) {
			m, s := newModMachine(t, stubs[name]())
			ctx := context.Background()
			first := mustBreak(t, s, BreakRequest{Spec: "mod:init_module"})
			last := mustBreak(t, s, BreakRequest{Spec: "mod:cleanup_module"})
			again := mustBreak(t, s, BreakRequest{Spec: "*" + addr(modAgain)})
			if len(first.Locations)+len(last.Locations) != 0 || !strings.Contains(first.Note, "module mod is not loaded") {
				t.Fatalf("%+v, %+v", first, last)
			}
			if n := len(m.left()); n != 2 { // again, and where modules are loaded
				t.Errorf("inserted are %v", m.left())
			}
			for round, core := range []uint64{simBase + 0x400, simBase + 0x800, simBase + 0x400} {
				init, exit := m.comes(core)
				stop, err := s.Continue(ctx)
				if err != nil || !slices.Equal(stop.Hits, []*Breakpoint{first}) {
					t.Fatalf("load %d: %+v, %v", round, stop, err)
				}
				f, err := s.Frame(ctx)
				if err != nil || f.PC != mem.Addr(init) || f.Function != "init_module" || f.Module != "mod" {
					t.Errorf("load %d stops at %+v, %v", round, f, err)
				}
				if len(last.Locations) != 1 || last.Locations[0].Addr != mem.Addr(exit) {
					t.Errorf("load %d: the exit function is at %+v", round, last.Locations)
				}
				stop, err = s.Continue(ctx)
				if err != nil || !slices.Equal(stop.Hits, []*Breakpoint{again}) {
					t.Fatalf("unload %d: %+v, %v", round, stop, err)
				}
				if len(first.Locations)+len(last.Locations) != 0 {
					t.Errorf("after unload %d: %+v, %+v", round, first.Locations, last.Locations)
				}
				owner := m.gone(core)
				if err := s.EnableBreakpoint(ctx, again.Num, 0, true, Keep, 0); err != nil { // inserts what is wanted
					t.Fatal(err)
				}
				if !bytes.Equal(owner, m.at(core, len(owner))) {
					t.Errorf("unload %d: freed memory was written", round)
				}
				for _, l := range m.left() {
					if strings.Contains(l, addr(init)[2:]) || strings.Contains(l, addr(exit)[2:]) {
						t.Errorf("unload %d: left in freed memory: %s", round, l)
					}
				}
			}
			if first.Hits != 3 || last.Hits != 0 {
				t.Errorf("%d and %d hits", first.Hits, last.Hits)
			}
			if err := s.Detach(ctx); err != nil || len(m.left()) > 0 {
				t.Errorf("detach: %v, left %v", err, m.left())
			}
		})
	}
}

// Locations in the initialisation go when that is over, while the module stays.
func TestInitIsDropped(t *testing.T) {
	m, s := newModMachine(t, &sim{noZ0: true, stuckSteps: true})
	ctx := context.Background()
	first := mustBreak(t, s, BreakRequest{Spec: "mod:init_module"})
	last := mustBreak(t, s, BreakRequest{Spec: "mod:cleanup_module"})
	stopAt := mustBreak(t, s, BreakRequest{Spec: "*" + addr(modUnload+5)})
	behind := mustBreak(t, s, BreakRequest{Spec: "*" + addr(modReady+5)})
	init, exit := m.comes(simBase + 0x400)
	for i, want := range []*Breakpoint{first, behind, stopAt} {
		stop, err := s.Continue(ctx)
		if err != nil || !slices.Equal(stop.Hits, []*Breakpoint{want}) {
			t.Fatalf("stop %d: %+v, %v", i, stop, err)
		}
		if want != behind {
			continue
		}
		if len(first.Locations) != 0 || len(last.Locations) != 1 || last.Locations[0].Addr != mem.Addr(exit) {
			t.Errorf("behind the initialisation: %+v, %+v", first.Locations, last.Locations)
		}
		if b := m.at(init, 1); b[0] != 0x90 {
			t.Errorf("the trap is still there: %x", b)
		}
		if sym, ok := s.space.SymbolAt(mem.Addr(init)); ok {
			t.Errorf("%s is still known", sym.Name)
		}
	}
}

// A pending breakpoint costs few round trips a load, and steps are not disturbed by the hooks.
func TestModuleRoundTrips(t *testing.T) {
	m, s := newModMachine(t, &sim{})
	ctx := context.Background()
	never := mustBreak(t, s, BreakRequest{Spec: "mod:cleanup_module"})
	mustBreak(t, s, BreakRequest{Spec: "*" + addr(modAgain)})
	m.comes(simBase + 0x400)
	if _, err := s.Continue(ctx); err != nil { // what the stub can do is known now
		t.Fatal(err)
	}
	m.trips()
	if _, err := s.Continue(ctx); err != nil {
		t.Fatal(err)
	}
	if trips := m.trips(); len(trips) > 30 {
		t.Errorf("a load and an unload take %d packets: %q", len(trips), trips)
	}
	// "nexti" over a call in which a module is loaded and one in which it is unloaded.
	for _, want := range []uint64{simBase, simBase + 5, simBase + 0x0a} {
		stop, err := s.Step(ctx, NextInstruction, 1)
		if err != nil || len(stop.Hits) > 0 && want != modAgain {
			t.Fatalf("%+v, %v", stop, err)
		}
		if pc, err := s.pcOf(ctx, stop.Thread); err != nil || pc != mem.Addr(want) {
			t.Errorf("nexti ends at %v, want %#x", pc, want)
		}
	}
	if never.Hits != 0 {
		t.Errorf("%d hits", never.Hits)
	}
}

// What may not wait for a module is refused.
func TestPendingRefused(t *testing.T) {
	_, s := newModMachine(t, &sim{})
	ctx := context.Background()
	var missing *NotFoundError
	for spec, pends := range map[string]bool{"no_such": true, "no/such.c:12": true, "mod:no_such": false, "*no_such": false, "12": false} {
		_, err := s.Break(ctx, BreakRequest{Spec: spec, CPU: -1})
		if err == nil || errors.As(err, &missing) != pends {
			t.Errorf("%s: %v", spec, err)
		}
		b, err := s.Break(ctx, BreakRequest{Spec: spec, CPU: -1, Pending: true})
		if (err == nil) != pends || err == nil && (len(b.Locations) > 0 || !strings.HasSuffix(b.Describe(), "("+spec+") pending.")) {
			t.Errorf("%s, to be pending: %+v, %v", spec, b, err)
		}
	}
}

// Catchpoints of modules name the one that comes or goes, and pass over others.
func TestCatchModule(t *testing.T) {
	m, s := newModMachine(t, &sim{noVCont: true, behind: true, stuckSteps: true, loose: true})
	ctx := context.Background()
	add := func(kind CatchKind, at uint64, names ...string) *Breakpoint {
		t.Helper()
		b := &Breakpoint{Kind: Catchpoint, Enabled: true, CPU: -1, catch: &catching{kind: kind, names: names},
			Locations: []*BreakpointLocation{{Location: Location{Addr: mem.Addr(at)}, Enabled: true}}}
		if err := s.addBreakpoint(ctx, b); err != nil {
			t.Fatal(err)
		}
		return b
	}
	add(CatchLoad, modLoad, "other")
	load := add(CatchLoad, modLoad, "mod")
	unload := add(CatchUnload, modUnload)
	m.comes(simBase + 0x400)
	for i := range 6 {
		stop, err := s.Continue(ctx)
		want, event := load, "Module mod loaded at 0xffffffff81000400, file "
		if i%2 == 1 {
			want, event = unload, "Module mod unloaded from 0xffffffff81000400, file "
		}
		if err != nil || !slices.Equal(stop.Hits, []*Breakpoint{want}) || !strings.HasPrefix(want.Event, event) || !strings.HasSuffix(want.Event, "mod.ko") {
			t.Fatalf("stop %d: %+v, %v, %q", i, stop, err, want.Event)
		}
	}
	if err := s.Detach(ctx); err != nil || len(m.left()) > 0 {
		t.Errorf("detach: %v, left %v", err, m.left())
	}
}
