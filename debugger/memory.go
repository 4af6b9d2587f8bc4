package debugger

import (
	"context"
	"errors"

	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/rsp"
)

// memory is the target's virtual memory. The kernel's half is the same for every CPU and cached
// once; the user's half belongs to the thread that looks at it. Everything in it is of one stop.
type memory struct {
	s      *Session
	kernel *mem.Cache
	user   map[string]*mem.Cache // by thread ID
	view   *kernel.View          // set once kernel memory has to be read through page tables
	off    bool                  // the cache is switched off
}

// kernelHalf is the first address of the kernel's half, with 4- and 5-level paging alike.
const kernelHalf mem.Addr = 1 << 63

// userHalf reports whether an address is of user mode. Where the kernel is a process, none is.
func (s *Session) userHalf(a mem.Addr) bool {
	return a < kernelHalf && (s.location == nil || !s.location.Process)
}

// usualAhead is how many bytes a read over a slow line fetches at least where nothing is known about
// what comes next: as many digits take as long as a round trip or two.
const usualAhead = 32

func newMemory(s *Session) *memory {
	m := &memory{s: s}
	m.kernel = m.cache(m.readKernel)
	return m
}

// cache makes a cache that suits the line. A stub that answers no qSupported is kgdb on a serial line, or
// as poor: there each byte counts.
func (m *memory) cache(read mem.ReaderFunc) *mem.Cache {
	f := m.s.client.Features()
	if !f.Answered {
		return mem.NewFrugal(read, f.MaxRead(), usualAhead)
	}
	return mem.NewCache(read, f.MaxTrip())
}

// exact is kernel memory for those who know what they need.
func (m *memory) exact() mem.Reader { return m.kernel.Ahead(0) }

// drop forgets all contents: the target may have run.
func (m *memory) drop() {
	m.kernel.Drop()
	m.user, m.view = nil, nil
}

func (m *memory) setCache(on bool) {
	m.off = !on
	m.kernel.SetEnabled(on)
	m.user = nil
}

// of is the memory that thread t sees.
func (m *memory) of(t *Thread) mem.Reader { return &threadMemory{m, t, usualAhead} }

// stack is the memory that thread t sees, for walking its stack: what follows is needed next, so each read
// is as large as the stub gives.
func (m *memory) stack(t *Thread) mem.Reader { return &threadMemory{m, t, pageSize} }

// threadMemory reads what one thread sees.
type threadMemory struct {
	m     *memory
	t     *Thread // nil: the kernel's half alone
	ahead int     // see [mem.Cache.Ahead]
}

func (r *threadMemory) ReadMem(ctx context.Context, a mem.Addr, p []byte) error {
	m, t := r.m, r.t
	if !m.s.userHalf(a) || t == nil {
		return m.kernel.Ahead(r.ahead).ReadMem(ctx, a, p)
	}
	c := m.user[t.ID]
	if c == nil {
		c = m.cache(func(ctx context.Context, a mem.Addr, p []byte) error {
			err := m.s.client.ReadMemory(ctx, t.id, a, p)
			m.s.points.Hide(a, p)
			return err
		})
		c.SetEnabled(!m.off)
		if m.user == nil {
			m.user = make(map[string]*mem.Cache)
		}
		m.user[t.ID] = c
	}
	return c.Ahead(r.ahead).ReadMem(ctx, a, p)
}

// Frugal is about the line, see [mem.Frugal].
func (r *threadMemory) Frugal() bool { return r.m.kernel.Frugal() }

// readKernel reads through whichever CPU the stub has selected, which costs nothing extra. That CPU
// may be in user mode with page tables that lack the kernel: what it refuses is asked of the CPU
// that stopped, through the kernel's own page tables if need be.
func (m *memory) readKernel(ctx context.Context, a mem.Addr, p []byte) error {
	err := m.readWithTraps(ctx, a, p)
	m.s.points.Hide(a, p)
	return err
}

// faultOf is the fault in an error, nil if there is none.
func faultOf(err error) *mem.Fault {
	var f *mem.Fault
	if errors.As(err, &f) {
		return f
	}
	return nil
}

// readWithTraps reads what is there, traps that this side wrote included.
func (m *memory) readWithTraps(ctx context.Context, a mem.Addr, p []byte) error {
	if m.view != nil {
		return m.view.ReadMem(ctx, a, p)
	}
	err := m.s.client.ReadMemory(ctx, rsp.AnyThread, a, p)
	var fault *mem.Fault
	if !errors.As(err, &fault) || m.s.stop == nil || m.s.stop.at == nil {
		return err
	}
	view := kernel.NewView(m.s.machine(m.s.stop.at))
	if again := view.ReadMem(ctx, a, p); again != nil {
		if errors.Is(again, kernel.ErrUserTables) {
			return again
		}
		return err
	}
	if view.Walking() {
		m.view = view
	}
	return nil
}
