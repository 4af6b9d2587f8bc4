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

func newMemory(s *Session) *memory {
	m := &memory{s: s}
	f := s.client.Features()
	m.kernel = mem.NewCache(mem.ReaderFunc(m.readKernel), f.MaxTrip())
	return m
}

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
func (m *memory) of(t *Thread) mem.Reader {
	return mem.ReaderFunc(func(ctx context.Context, a mem.Addr, p []byte) error {
		if a >= kernelHalf || t == nil {
			return m.kernel.ReadMem(ctx, a, p)
		}
		c := m.user[t.ID]
		if c == nil {
			f := m.s.client.Features()
			c = mem.NewCache(mem.ReaderFunc(func(ctx context.Context, a mem.Addr, p []byte) error {
				err := m.s.client.ReadMemory(ctx, t.id, a, p)
				m.s.points.Hide(a, p)
				return err
			}), f.MaxTrip())
			c.SetEnabled(!m.off)
			if m.user == nil {
				m.user = make(map[string]*mem.Cache)
			}
			m.user[t.ID] = c
		}
		return c.ReadMem(ctx, a, p)
	})
}

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
