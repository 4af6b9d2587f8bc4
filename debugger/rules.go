package debugger

import (
	"context"

	"kbreak/mem"
	"kbreak/symbols"
	"kbreak/symbols/cfi"
)

// rules gives the unwinder the tables of all placed images.
type rules struct {
	s   *Session
	ctx context.Context
}

func (r rules) RowsAt(pc mem.Addr) (orc, dwarf cfi.Row, err error) {
	r.s.syncFor(r.ctx, pc)
	return r.s.space.RowsAt(pc)
}

func (r rules) TextAt(pc mem.Addr) bool {
	r.s.syncFor(r.ctx, pc)
	return r.s.space.TextAt(pc)
}

// Modules can be here on x86-64: within 2 GiB of the kernel's text, because they are built with 32-bit
// relocations, and below the fixed mappings (Documentation/arch/x86/x86_64/mm.rst). Error numbers that
// stand in pointers are above.
const (
	moduleArea    mem.Addr = 0xffffffff80000000
	moduleAreaEnd mem.Addr = 0xffffffffff000000
)

// syncFor makes what is known about an address current. What is neither in the kernel nor in a file
// placed by hand may be in a module, and modules come and go while the target runs: whether they did is
// asked when the first such address of a stop comes up, and not before.
func (s *Session) syncFor(ctx context.Context, a mem.Addr) {
	if a < moduleArea || a >= moduleAreaEnd || s.modules.placed {
		return
	}
	if p, _, ok := s.space.Find(a); ok && !s.isModule(p) {
		return
	}
	s.sync(ctx)
}

// sync brings the places of modules up to date if that is possible now and has not been done at this stop.
func (s *Session) sync(ctx context.Context) {
	if s.state == Stopped && s.kernel != nil {
		if err := s.placeModules(ctx); err != nil {
			s.noticeOnce(err.Error())
		}
	}
}

// isModule reports whether a placement came from the kernel's list of modules.
func (s *Session) isModule(p *symbols.Placement) bool {
	for _, m := range s.modules.list {
		if m.placed == p {
			return true
		}
	}
	return false
}
