package kernel

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kbreak/mem"
	"kbreak/symbols/ctype"
)

func TestRAM(t *testing.T) {
	ctx := context.Background()
	f := &file{name: "vmlinux", syms: map[string]uint64{"iomem_resource": 0xffffffff82a00000}, structs: map[string]*ctype.Type{
		"resource": tstruct("resource", 64, num("start", 0, 8), num("end", 8, 8), num("name", 16, 8), num("sibling", 40, 8), num("child", 48, 8)),
	}}
	k := New(f, &Location{Bias: testBias})
	m := &memory{}
	m.put(0x9000, []byte("System RAM\x00Reserved\x00"))
	res := func(at, start, end, name, sibling uint64) {
		m.put64(at, start, end, name, 0, 0, sibling, 0)
	}
	m.put64(0xffffffff82a00000+testBias, 0, ^uint64(0), 0, 0, 0, 0, 0x5000)
	res(0x5000, 0x1000, 0x9fbff, 0x9000, 0x5100)
	res(0x5100, 0xf0000, 0xfffff, 0x900b, 0x5200)
	res(0x5200, 0x100000, 0x1ffdffff, 0x9000, 0)
	show := func() string {
		spans, err := k.RAM(ctx, m)
		return fmt.Sprint(spans, err)
	}
	if have, want := show(), "[{0x1000 0x9fc00} {0x100000 0x1ffe0000}] <nil>"; have != want {
		t.Errorf("have %s, want %s", have, want)
	}
	res(0x5200, 0x100000, 0x1ffdffff, 0x9000, 0x5000)
	if have := show(); !strings.Contains(have, "node 0x5000 is out of order") || !strings.HasPrefix(have, "[{0x1000 0x9fc00} {0x100000 0x1ffe0000}]") {
		t.Errorf("a loop: have %s", have)
	}
	res(0x5100, 0xf0000, 0xfffff, 0x900b, 0x77000)
	if have := show(); !strings.HasSuffix(have, "node 0x77000 cannot be read: cannot access memory at address 0x77000") {
		t.Errorf("have %s", have)
	}
	if a, err := k.DirectMap(ctx, m); err != nil || a != 0xffff888000000000 {
		t.Errorf("without page_offset_base: have %v, %v", a, err)
	}
	f.syms["page_offset_base"] = 0x8000
	m.put64(0x8000+testBias, 0xffff9a8000000000)
	if a, err := k.DirectMap(ctx, m); err != nil || a != 0xffff9a8000000000 {
		t.Errorf("have %v, %v", a, err)
	}
}

func TestVMAs(t *testing.T) {
	ctx := context.Background()
	vma := func(next ...ctype.Member) *ctype.Type {
		return tstruct("vm_area_struct", 200, append(next, num("vm_start", 0, 8), num("vm_end", 8, 8))...)
	}
	show := func(k *Kernel, m *memory) []string {
		return all(k.VMAs(ctx, m, 0x2000), func(v VMA) string { return fmt.Sprintf("%v %v-%v", v.Addr, v.Start, v.End) })
	}
	// 5.10: a list that ends at NULL.
	k := walkImage(tstruct("mm_struct", 1000, num("mmap", 0, 8)), vma(num("vm_next", 16, 8)))
	m := &memory{}
	m.put64(0x2000, 0x5000)
	m.put64(0x5000, 0x400000, 0x401000, 0x6000)
	m.put64(0x6000, 0x500000, 0x503000, 0)
	equalLines(t, show(k, m), []string{"0x5000 0x400000-0x401000", "0x6000 0x500000-0x503000"})
	m.put64(0x6010, 0x5000)
	if got := show(k, m); len(got) != 2 { // a list that comes back to its start ends there
		t.Errorf("have %v", got)
	}
	m.put64(0x6010, 0x66000)
	if got := show(k, m); len(got) != 3 || !strings.Contains(got[2], "cannot be read") {
		t.Errorf("have %v", got)
	}
	// 6.1: a maple tree.
	k = walkImage(tstruct("mm_struct", 1000, sub("mm_mt", 0x10, tstruct("maple_tree", 16, num("ma_root", 8, 8))), num("mmap", 0, 8)), vma())
	m = mapleTree()
	root, err := mem.Bytes(ctx, m, 0x1000, 16)
	if err != nil {
		t.Fatal(err)
	}
	m.put(0x2010, root)
	m.put64(0xffff888001000000, 0x1000, 0x2000)
	m.put64(0xffff888001000100, 0x2000, 0x4000)
	m.put64(0xffff888001000200, 0x4000, 0x5000)
	got := show(k, m)
	if want := []string{"0xffff888001000000 0x1000-0x2000", "0xffff888001000100 0x2000-0x4000", "0xffff888001000200 0x4000-0x5000"}; !slices.Equal(got[:3], want) {
		t.Errorf("have %v", got)
	}
	if got := show(walkImage(), m); len(got) != 1 || !strings.Contains(got[0], "struct mm_struct is not known") {
		t.Errorf("have %v", got)
	}
}
