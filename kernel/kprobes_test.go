package kernel

import (
	"errors"
	"reflect"
	"testing"

	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// TestKprobes walks a table with probes of each sort, two of them in one bucket.
func TestKprobes(t *testing.T) {
	const table, heap = 0xffffffff82b20000, 0xffff888001000000
	// As in 6.1: hlist, list, nmissed, addr, symbol_name, ..., flags.
	probe := tstruct("kprobe", 120, num("hlist", 0, 16), num("list", 16, 16), num("addr", 40, 8), num("flags", 112, 4))
	f := &file{name: "vmlinux", syms: map[string]uint64{"kprobe_table": table}, sizes: map[string]uint64{"kprobe_table": 512},
		structs: map[string]*ctype.Type{"kprobe": probe}}
	k := New(f, &Location{Bias: testBias})
	m := &memory{}
	m.put(table+testBias, make([]byte, 512))
	put := func(i int, next uint64, addr uint64, flags uint32) uint64 {
		at := heap + uint64(i)*0x200
		m.put(at, make([]byte, 120))
		m.put64(at, next)
		m.put64(at+40, addr)
		m.put32(at+112, flags)
		return at
	}
	ctx := t.Context()
	if have, err := k.Kprobes(ctx, m); have != nil || err != nil || len(m.log) != 1 {
		t.Errorf("an empty table: %v, %v, reads %q", have, err, m.log)
	}
	first := put(0, put(1, 0, 0xffffffff81000200, kprobeOptimized), 0xffffffff81000100, 0)
	m.put64(table+testBias+8*3, first)
	m.put64(table+testBias+8*63, put(2, put(3, put(4, 0, 0xffffffff81000500, kprobeFtrace|16), 0xffffffff81000400, kprobeGone),
		0xffffffff81000300, kprobeDisabled))
	have, err := k.Kprobes(ctx, m)
	want := []Kprobe{{0xffffffff81000100, 1, false}, {0xffffffff81000200, 5, true}, {0xffffffff81000500, 5, false}}
	if err != nil || !reflect.DeepEqual(have, want) {
		t.Errorf("have %v, %v, want %v", have, err, want)
	}

	// A list that leads back into itself ends, and what cannot be read is said.
	put(1, first, 0xffffffff81000200, 0)
	var damaged *DamagedError
	if have, err := k.Kprobes(ctx, m); len(have) > 3 || err != nil && !errors.As(err, &damaged) {
		t.Errorf("a loop: %v, %v", have, err)
	}
	m.put64(table+testBias+8*3, 0xffff999900000000)
	if have, err := k.Kprobes(ctx, m); have != nil || !errors.As(err, &damaged) || damaged.At != mem.Addr(0xffff999900000000) {
		t.Errorf("a bad pointer: %v, %v", have, err)
	}
	if have, err := New(&file{name: "vmlinux"}, &Location{}).Kprobes(ctx, m); have != nil || err != nil {
		t.Errorf("a kernel without kprobes: %v, %v", have, err)
	}
}
