package debugger

import (
	"context"

	"kbreak/mem"
	"kbreak/symbols/cfi"
)

// rules gives the unwinder the tables of all placed images. A PC that is in none of them may be in a
// module: the list of modules is read when the first such PC comes up, and not before.
type rules struct {
	s   *Session
	ctx context.Context
}

// moduleArea is where modules can be on x86-64: within 2 GiB of the kernel's text, because they are
// built with 32-bit relocations (Documentation/arch/x86/x86_64/mm.rst).
const moduleArea mem.Addr = 0xffffffff80000000

func (r rules) sync(pc mem.Addr) {
	if pc >= moduleArea && r.s.kernel != nil && !r.s.modules.fresh && !r.s.space.TextAt(pc) {
		if err := r.s.syncModules(r.ctx); err != nil {
			r.s.noticeOnce(err.Error())
		}
	}
}

func (r rules) RowsAt(pc mem.Addr) (orc, dwarf cfi.Row, err error) {
	r.sync(pc)
	return r.s.space.RowsAt(pc)
}

func (r rules) TextAt(pc mem.Addr) bool {
	r.sync(pc)
	return r.s.space.TextAt(pc)
}
