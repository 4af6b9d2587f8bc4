package kernel

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
)

// tables builds page tables in physical memory, from 1 MiB on.
type tables struct {
	phys   *memory
	next   uint64
	levels int
	bit    uint64 // set in every address, as memory encryption does
}

func newTables(levels int) *tables {
	return &tables{phys: &memory{}, next: 1 << 20, levels: levels}
}

func (t *tables) alloc() uint64 {
	t.next += 2 * pageSize
	t.phys.put(t.next, make([]byte, 2*pageSize))
	return t.next
}

func (t *tables) get(table uint64, i int) uint64 {
	var p [8]byte
	if t.phys.read(table+uint64(i*8), p[:]) != nil {
		return 0
	}
	return binary.LittleEndian.Uint64(p[:])
}

// mapAt maps a page of the level's size (1: 4 KiB, 2: 2 MiB, 3: 1 GiB).
func (t *tables) mapAt(root uint64, va mem.Addr, pa uint64, level int) {
	table := root
	for l := t.levels; l > level; l-- {
		e := t.get(table, index(va, l))
		if e&pagePresent == 0 {
			e = t.alloc() | t.bit | 0x63
			t.phys.put64(table+uint64(index(va, l)*8), e)
		}
		table = e & addrMask &^ t.bit
	}
	e := pa | t.bit | 0x8000000000000063
	if level > 1 {
		e |= pageLarge
	}
	t.phys.put64(table+uint64(index(va, level)*8), e)
}

func TestTranslate(t *testing.T) {
	ctx := context.Background()
	for _, tt := range []struct {
		name   string
		levels int
		bit    uint64
		va     mem.Addr
		pa     uint64
		level  int
		off    int64
	}{
		{"4 KiB", 4, 0, 0xffffc90000123000, 0x5678000, 1, 0xabc},
		{"2 MiB", 4, 0, 0xffffffff81000000, 0x1000000, 2, 0x123456},
		{"1 GiB", 4, 0, 0xffff888040000000, 0x40000000, 3, 0x12345678},
		{"user", 4, 0, 0x401000, 0x9000, 1, 8},
		{"5 levels", 5, 0, 0xff11000000200000, 0x200000, 2, 4},
		{"5 levels, user", 5, 0, 0x00aa000000001000, 0x9000, 1, 4},
		{"encrypted", 4, 1 << 47, 0xffffc90000123000, 0x5678000, 1, 0xabc},
		{"encrypted, large", 4, 1 << 51, 0xffffffff81000000, 0x1000000, 2, 0x1234},
	} {
		tb := newTables(tt.levels)
		tb.bit = tt.bit
		root := tb.alloc()
		tb.mapAt(root, tt.va, tt.pa, tt.level)
		cr4 := uint64(0x20)
		if tt.levels == 5 {
			cr4 |= cr4LA57
		}
		w := NewPageWalker(tb.phys, root|tt.bit|0x801, cr4) // with a PCID
		pa, n, err := w.Translate(ctx, tt.va.Add(tt.off))
		size := int64(1) << shift(tt.level)
		if err != nil || uint64(pa) != tt.pa+uint64(tt.off) || n != size-tt.off {
			t.Errorf("%s: have %v, %#x, %v; want %#x", tt.name, pa, n, err, tt.pa+uint64(tt.off))
		}
		if _, _, err := w.Translate(ctx, tt.va.Add(size)); !isFault(err) {
			t.Errorf("%s: the page behind gives %v", tt.name, err)
		}
		bad := mem.Addr(0x8000_0000_0000_0000)
		if _, _, err := w.Translate(ctx, bad); !isFault(err) || !strings.Contains(err.Error(), "canonical") {
			t.Errorf("%s: %v gives %v", tt.name, bad, err)
		}
	}
}

func TestPageWalkerReads(t *testing.T) {
	ctx := context.Background()
	tb := newTables(4)
	root := tb.alloc()
	const va = mem.Addr(0xffffc90000000000)
	text := bytes.Repeat([]byte("0123456789abcdef"), 3*256)
	tb.phys.put(0x10000000, text[:2*pageSize])
	tb.phys.put(0x20000000, text[2*pageSize:])
	tb.mapAt(root, va, 0x10000000, 1)
	tb.mapAt(root, va+pageSize, 0x10001000, 1) // follows physically
	tb.mapAt(root, va+2*pageSize, 0x20000000, 1)
	tb.mapAt(root, va+4*pageSize, 0x99999000, 1) // no memory there
	w := NewPageWalker(tb.phys, root, 0)

	p := make([]byte, len(text)-32)
	if err := w.ReadMem(ctx, va+16, p); err != nil || !bytes.Equal(p, text[16:len(text)-16]) {
		t.Fatalf("have %v", err)
	}
	// Four blocks of tables, and two runs of pages.
	if len(tb.phys.log) != 6 {
		t.Errorf("reads %v", tb.phys.log)
	}
	tb.phys.log = nil
	if err := w.ReadMem(ctx, va+16, p[:8]); err != nil || len(tb.phys.log) != 1 {
		t.Errorf("have %v, reads %v", err, tb.phys.log)
	}
	for _, at := range []mem.Addr{va + 3*pageSize - 8, va + 4*pageSize - 8, va + 5*pageSize - 8} {
		err := w.ReadMem(ctx, at, make([]byte, 16))
		var f *mem.Fault
		if !errors.As(err, &f) || f.Addr < va || f.Addr != at.Add(int64(f.Got)) {
			t.Errorf("at %v: have %v (%+v)", at, err, f)
		}
	}
	lost := errors.New("link lost")
	tb.phys.fail = lost
	if err := w.ReadMem(ctx, va, p); !errors.Is(err, lost) || isFault(err) {
		t.Errorf("have %v", err)
	}
}

// isolated is a machine in user mode under page-table isolation: kernel memory is there physically,
// and the user's tables have the CPU entry area only.
func isolated(levels int, f *file) (m Machine, virt *memory, phys *memory) {
	tb := newTables(levels)
	kern := tb.alloc()
	user := kern + pageSize
	all := boot(f, testBias)
	pa := uint64(1 << 32)
	for a, p := range all.pages {
		if a < textLink && a != uint64(cpuEntryArea) {
			continue
		}
		level := 1
		tb.mapAt(kern, mem.Addr(a), pa, level)
		tb.phys.put(pa, p[:])
		pa += pageSize
	}
	top := index(cpuEntryArea, levels)
	if levels == 5 {
		// The user's tables have a fourth-level table of their own.
		p4 := tb.alloc()
		kp4 := tb.get(kern, top) & addrMask
		i := index(cpuEntryArea, 4)
		tb.phys.put64(p4+uint64(i*8), tb.get(kp4, i))
		tb.phys.put64(user+uint64(top*8), p4|0x67)
	} else {
		tb.phys.put64(user+uint64(top*8), tb.get(kern, top)|0x20)
	}
	cr4 := uint64(0x20)
	if levels == 5 {
		cr4 |= cr4LA57
	}
	virt = &memory{}
	virt.put(uint64(cpuEntryArea), all.pages[uint64(cpuEntryArea)][:])
	return Machine{Virt: virt, Phys: tb.phys, Regs: regs(map[arch.Reg]uint64{
		arch.CR3: user | 0x880, arch.CR4: cr4, arch.CS: 0x33, arch.RIP: 0x401000,
	})}, virt, tb.phys
}

func TestLocateInUserModeWithIsolation(t *testing.T) {
	ctx := context.Background()
	for _, levels := range []int{4, 5} {
		f := testImage(testText, testID)
		m, virt, _ := isolated(levels, f)
		loc, err := Locate(ctx, m, f)
		if err != nil {
			t.Fatalf("%d levels: %v", levels, err)
		}
		if loc.Bias != testBias || loc.Method != "through the IDT" || len(loc.Notes) != 1 {
			t.Errorf("%d levels: have %v %q", levels, loc, loc.Notes)
		}
		if len(virt.log) != 2 { // gate and banner; then it is clear
			t.Errorf("%d levels: virtual reads %v", levels, virt.log)
		}
		if v, ok := loc.Mem.(*View); !ok || !v.Walking() {
			t.Errorf("%d levels: not walking", levels)
		}
		// By the tables alone.
		delete(virt.pages, uint64(cpuEntryArea))
		m2 := m
		m2.LSTAR = nil
		l, _ := newLocator(ctx, m2, f)
		if biases, err := l.byTables(); err != nil || len(biases) != 1 || biases[0] != testBias {
			t.Errorf("%d levels: by the tables: %v, %v", levels, biases, err)
		}
	}
}

func TestIsolationWithoutPhysicalMemory(t *testing.T) {
	ctx := context.Background()
	f := testImage(testText, testID)
	m, virt, phys := isolated(4, f)
	phys.fail = errors.ErrUnsupported
	if _, err := Locate(ctx, m, f); !errors.Is(err, ErrUserTables) {
		t.Errorf("unsupported: have %v", err)
	}
	m.Phys = nil
	if _, err := Locate(ctx, m, f); !errors.Is(err, ErrUserTables) {
		t.Errorf("none: have %v", err)
	}
	if len(virt.log) > 8 {
		t.Errorf("went on after it was clear: %d reads", len(virt.log))
	}
	// A stub that does not show CR3: the privilege level hints at it.
	m.Regs = regs(map[arch.Reg]uint64{arch.CS: 0x33, arch.RIP: 0x401000})
	if _, err := Locate(ctx, m, f); !errors.Is(err, ErrUserTables) {
		t.Errorf("no CR3: have %v", err)
	}
}

func TestViewWithoutIsolation(t *testing.T) {
	ctx := context.Background()
	f := testImage(testText, testID)
	m, _, phys := isolated(4, f)
	// Bit 12 is part of an ordinary table's address; the page before it is somebody's data.
	r, _ := m.Regs(ctx)
	cr3, _ := r.Get(arch.CR3)
	phys.put(cr3&addrMask&^userTableBit, bytes.Repeat([]byte{0x41}, pageSize))
	v := NewView(m)
	err := v.ReadMem(ctx, textLink, make([]byte, 8))
	if !isFault(err) || errors.Is(err, ErrUserTables) || v.Walking() {
		t.Errorf("have %v", err)
	}
	// In the kernel a fault is a fault, and no table is looked at.
	phys.log = nil
	m.Regs = regs(map[arch.Reg]uint64{arch.CR3: 0x2000, arch.CS: 0x10})
	if err := NewView(m).ReadMem(ctx, textLink, make([]byte, 8)); !isFault(err) || len(phys.log) != 0 {
		t.Errorf("have %v, %v", err, phys.log)
	}
	// User memory goes through the CPU's own tables.
	if err := NewView(m).ReadMem(ctx, 0x401000, make([]byte, 8)); !isFault(err) {
		t.Errorf("have %v", err)
	}
}

func TestLocateByTables(t *testing.T) {
	f := testImage(testText, testID)
	m, virt, _ := isolated(4, f)
	r, _ := m.Regs(context.Background())
	cr3, _ := r.Get(arch.CR3)
	delete(virt.pages, uint64(cpuEntryArea))
	for a, p := range boot(f, testBias).pages {
		if a >= textLink {
			virt.put(a, p[:])
		}
	}
	delete(f.syms, "kgdb_breakpoint")
	m.Regs = regs(map[arch.Reg]uint64{arch.CR3: cr3 &^ userTableBit, arch.RIP: 0x401000, arch.CS: 0x33})
	loc, err := Locate(context.Background(), m, f)
	if err != nil || loc.Method != "by the page tables" || loc.Bias != testBias {
		t.Errorf("have %v, %v", loc, err)
	}
}

// FuzzPageWalker walks through arbitrary physical memory: it must end, and a success must be
// repeatable.
func FuzzPageWalker(f *testing.F) {
	f.Add([]byte{0x63, 0x10, 0, 0, 0, 0, 0, 0, 0xe3}, uint64(0xffffffff81000000), false)
	f.Add([]byte("aaaaaaaa"), uint64(0), true)
	f.Fuzz(func(t *testing.T, seed []byte, va uint64, five bool) {
		if len(seed) == 0 {
			return
		}
		phys := &noise{seed: seed}
		var cr4 uint64
		if five {
			cr4 = cr4LA57
		}
		w := NewPageWalker(phys, 0x1000, cr4)
		ctx := context.Background()
		a, n, err := w.Translate(ctx, mem.Addr(va))
		if err == nil {
			if b, m, err := w.Translate(ctx, mem.Addr(va)); a != b || n != m || err != nil || n <= 0 || n > 1<<30 {
				t.Errorf("%v, %d and then %v, %d, %v", a, n, b, m, err)
			}
		}
		_ = w.ReadMem(ctx, mem.Addr(va), make([]byte, 3*pageSize))
		_, _ = w.firstMapped(ctx)
		if phys.reads > 512*9+64 {
			t.Errorf("%d reads", phys.reads)
		}
	})
}

// noise is memory of which every byte can be read and follows from its address and a seed.
type noise struct {
	seed  []byte
	reads int
	bytes int
}

func (n *noise) ReadMem(_ context.Context, a mem.Addr, p []byte) error {
	n.reads++
	n.bytes += len(p)
	for i := range p {
		p[i] = n.seed[(uint64(a)+uint64(i))%uint64(len(n.seed))]
	}
	return nil
}

func (n *noise) ReadPhys(ctx context.Context, a mem.PhysAddr, p []byte) error {
	return n.ReadMem(ctx, mem.Addr(a), p)
}
