package kernel

import (
	"context"
	"strings"
	"testing"

	"kbreak/mem"
)

// FuzzModules reads modules out of a real layout with arbitrary bytes written over it: it must end,
// having read a bounded amount, and what it returns must be usable.
func FuzzModules(f *testing.F) {
	f.Add(uint8(0), []byte{0xff, 0xff}, uint32(0), uint32(0))
	f.Add(uint8(3), order.AppendUint64(nil, modText+0x5240+8), uint32(8), uint32(1))
	f.Add(uint8(4), order.AppendUint64(nil, attrsHeap), uint32(1536), uint32(2))
	f.Add(uint8(1), []byte{1, 2, 3, 4, 5, 6, 7}, uint32(40), uint32(2))
	all := eras()
	f.Fuzz(func(t *testing.T, e uint8, p []byte, off, where uint32) {
		g := newGuest(all[int(e)%len(all)])
		for _, n := range []string{"a", "b", "c"} {
			g.load(n, Live)
		}
		base := []uint64{modulesLink + testBias, g.mods[2].at, attrsHeap, namesHeap, modText + 0x3000}[where%5]
		if len(p) > pageSize {
			p = p[:pageSize]
		}
		g.put(base+uint64(off%(2*pageSize)), p)
		checkModules(t, g.k, g)
		if g.bytes > 64<<20 {
			t.Errorf("%d bytes read", g.bytes)
		}
	})
}

// FuzzNoise reads modules, CPUs and tasks out of nothing but noise.
func FuzzNoise(f *testing.F) {
	f.Add(uint8(0), order.AppendUint64(nil, 0xffff888000000008))
	f.Add(uint8(4), order.AppendUint64(order.AppendUint64(nil, 0xffffffffc0001000), 0xffffffffc0002003))
	all := eras()
	f.Fuzz(func(t *testing.T, e uint8, seed []byte) {
		if len(seed) == 0 {
			return
		}
		g := newGuest(all[int(e)%len(all)])
		n := &noise{seed: seed}
		checkModules(t, g.k, n)
		if n.bytes > 128<<20 {
			t.Errorf("%d bytes read", n.bytes)
		}
		k := New(cpuImage(), &Location{})
		if c, err := k.PerCPU(context.Background(), n); err == nil {
			if len(c.Offset) == 0 || len(c.Offset) > maxCPUs {
				t.Errorf("%d CPUs", len(c.Offset))
			}
			_, _ = c.Online(context.Background(), n)
			_, _ = c.CurrentTask(context.Background(), n, 0)
		}
	})
}

func checkModules(t *testing.T, k *Kernel, r mem.Reader) {
	t.Helper()
	mods, _ := k.Modules(context.Background(), r, ModuleOptions{Users: true, File: func(_ string, id []byte) *ModuleFile {
		return testFile(id)
	}})
	if len(mods) > maxModules {
		t.Errorf("%d modules", len(mods))
	}
	for _, m := range mods {
		for _, s := range m.Spans {
			if s.Size() <= 0 || s.Start < kernelHalf || s.Size() > maxModBytes {
				t.Errorf("%s has the span %v", m.Name, s)
			}
		}
		if len(m.Sections) > maxSections || strings.ContainsAny(m.Name, "\x00\x1b\n") || len(m.BuildID) > maxBuildID {
			t.Errorf("have %q with %d sections", m.Name, len(m.Sections))
		}
	}
}
