package kernel

import (
	"context"
	"errors"
	"slices"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/ctype"
)

const (
	cpuBase  = 0xffff88801f800000 // per-CPU area of CPU 0; each has 1 MiB
	taskAt   = 0xffff888003000000
	areaZero = 0xfffffe0000001000
)

// cpuImage is a kernel 6.1: per-CPU symbols begin at 0 and do not move.
func cpuImage() *file {
	ms := func(t string, m ...ctype.Member) *ctype.Type { return tstruct(t, 1<<17, m...) }
	return &file{
		name: "vmlinux",
		syms: map[string]uint64{
			"__per_cpu_start": 0, "__per_cpu_end": 0x34000, "__per_cpu_load": 0xffffffff8301a000,
			"__per_cpu_offset": 0xffffffff8239eb60, "__cpu_online_mask": 0xffffffff82c39520,
			"current_task": 0x1fb80, "hardirq_stack_ptr": 0x1fb48, "cpu_current_top_of_stack": 0x1fb50,
			"cea_exception_stacks": 0x1fe78, "runqueues": 0x31980,
			"__start_init_task": 0xffffffff82a00000, "__end_init_task": 0xffffffff82a04000,
		},
		sizes: map[string]uint64{"__per_cpu_offset": 8192 * 8},
		structs: map[string]*ctype.Type{
			"task_struct": tstruct("task_struct", 9024, num("__state", 24, 4), num("stack", 32, 8), num("pid", 2416, 4),
				num("tgid", 2420, 4), num("comm", 2976, 16)),
			"rq":        tstruct("rq", 3200, num("curr", 2400, 8)),
			"irq_stack": tstruct("irq_stack", 16384, num("stack", 0, 16384)),
			"cea_exception_stacks": ms("cea_exception_stacks", num("DF_stack", 4096, 8192), num("NMI_stack", 16384, 8192),
				num("DB_stack", 28672, 8192), num("MCE_stack", 40960, 8192), num("VC_stack", 53248, 0)),
			"cpu_entry_area": tstruct("cpu_entry_area", 241664, num("entry_stack_page", 4096, 4096), num("estacks", 28672, 77824)),
		},
	}
}

func cpuMemory(f *file, cpus int) *memory {
	m := &memory{}
	unset := f.syms["__per_cpu_load"] + testBias
	for i := range uint64(8192) {
		v := unset
		if i < uint64(cpus) {
			v = cpuBase + i<<20
		}
		m.put64(f.syms["__per_cpu_offset"]+testBias+8*i, v)
	}
	m.put64(f.syms["__cpu_online_mask"]+testBias, 0b101, 0)
	for i := range uint64(cpus) {
		at := cpuBase + i<<20
		task := taskAt + i*0x4000
		m.put64(at+0x1fb80, task)
		m.put64(at+0x1fb50, 0xffffc90000004000+i<<20)
		m.put64(at+0x1fb48, 0xffffc90000083ff8+i<<20)
		m.put64(at+0x1fe78, areaZero+28672+i*241664)
		m.put(task, make([]byte, 9024))
		m.put64(task+32, 0xffffc90000000000+i<<20)
		m.put32(task+24, 2)
		m.put32(task+2416, uint32(100+i))
		m.put32(task+2420, uint32(100))
		m.put(task+2976, []byte("kworker/0:1\x1b\n"))
	}
	return m
}

func TestPerCPU(t *testing.T) {
	ctx := context.Background()
	for _, tt := range []struct {
		cpus, reads int
	}{{1, 1}, {2, 1}, {63, 1}, {64, 2}, {200, 5}, {8192, 129}} {
		f := cpuImage()
		m := cpuMemory(f, min(tt.cpus, 200))
		for i := range uint64(tt.cpus) {
			m.put64(f.syms["__per_cpu_offset"]+testBias+8*i, cpuBase+i<<20)
		}
		c, err := New(f, &Location{Bias: testBias}).PerCPU(ctx, mem.NewCache(m, 2048))
		if err != nil || len(c.Offset) != tt.cpus {
			t.Errorf("%d CPUs: have %v", tt.cpus, err)
		}
		if len(m.log) > tt.reads {
			t.Errorf("%d CPUs: %d reads, want %d", tt.cpus, len(m.log), tt.reads)
		}
	}
	t.Run("early boot", func(t *testing.T) {
		f := cpuImage()
		if _, err := New(f, &Location{Bias: testBias}).PerCPU(ctx, cpuMemory(f, 0)); !errors.Is(err, ErrNoPerCPU) {
			t.Errorf("have %v", err)
		}
	})
	t.Run("no SMP", func(t *testing.T) {
		f := &file{syms: map[string]uint64{"runqueues": 0xffffffff82a00000}}
		c, err := New(f, &Location{Bias: testBias}).PerCPU(ctx, &memory{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := c.Addr(0, "runqueues")
		if err != nil || a != 0xffffffff82a00000+testBias {
			t.Errorf("have %v, %v", a, err)
		}
		if on, err := c.Online(ctx, &memory{}); err != nil || !slices.Equal(on, []int{0}) {
			t.Errorf("have %v, %v", on, err)
		}
	})
}

func TestPerCPUAddr(t *testing.T) {
	ctx := context.Background()
	f := cpuImage()
	f.syms["outside"] = 0xffffffff82000000
	c, err := New(f, &Location{Bias: testBias}).PerCPU(ctx, cpuMemory(f, 3))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		cpu  int
		name string
		want mem.Addr
	}{
		{0, "current_task", cpuBase + 0x1fb80},
		{2, "current_task", cpuBase + 2<<20 + 0x1fb80},
		{3, "current_task", 0}, {-1, "current_task", 0}, {0, "nothing", 0},
	} {
		a, err := c.Addr(tt.cpu, tt.name)
		if a != tt.want || (err == nil) != (tt.want != 0) {
			t.Errorf("%s of CPU %d: have %v, %v; want %v", tt.name, tt.cpu, a, err, tt.want)
		}
	}
	if on, err := c.Online(ctx, cpuMemory(f, 3)); err != nil || !slices.Equal(on, []int{0, 2}) {
		t.Errorf("online: have %v, %v", on, err)
	}

	// From 6.15 on the section is part of the image: its symbols move, and unset entries are 0.
	f.syms["__per_cpu_start"], f.syms["__per_cpu_end"] = 0xffffffff83000000, 0xffffffff83034000
	f.syms["current_task"] = 0xffffffff8301fb80
	m := &memory{}
	off := mem.Addr(cpuBase).Add(-testBias) - 0xffffffff83000000
	m.put64(f.syms["__per_cpu_offset"]+testBias, make([]uint64, 64)...)
	m.put64(f.syms["__per_cpu_offset"]+testBias, uint64(off), uint64(off)+1<<20)
	c, err = New(f, &Location{Bias: testBias}).PerCPU(ctx, m)
	if err != nil || len(c.Offset) != 2 {
		t.Fatalf("6.15: %v, %v", c, err)
	}
	if a, err := c.Addr(1, "current_task"); err != nil || a != cpuBase+1<<20+0x1fb80 {
		t.Errorf("6.15: have %v, %v", a, err)
	}
}

func TestCPUOf(t *testing.T) {
	ctx := context.Background()
	f := cpuImage()
	m := cpuMemory(f, 2)
	c, err := New(f, &Location{Bias: testBias}).PerCPU(ctx, m)
	if err != nil {
		t.Fatal(err)
	}
	const one = cpuBase + 1<<20
	type r = map[arch.Reg]uint64
	for _, tt := range []struct {
		name string
		regs r
		want int
		find int // with the stack pointer's help
	}{
		{"kernel", r{arch.CS: 0x10, arch.GSBase: one, arch.KGSBase: 0}, 1, 1},
		{"user", r{arch.CS: 0x33, arch.GSBase: 0x7f0000000000, arch.KGSBase: one}, 1, 1},
		{"user that forges gs_base", r{arch.CS: 0x33, arch.GSBase: cpuBase, arch.KGSBase: one}, 1, 1},
		{"before swapgs", r{arch.CS: 0x10, arch.GSBase: 0x7f0000000000, arch.KGSBase: one}, 1, 1},
		{"before swapgs, forged", r{arch.CS: 0x10, arch.GSBase: cpuBase, arch.KGSBase: one}, -1, -1},
		{"no bases, task stack", r{arch.CS: 0x10, arch.RSP: 0xffffc90000103000}, -1, 1},
		{"no bases, interrupt stack", r{arch.CS: 0x10, arch.RSP: 0xffffc90000080800}, -1, 0},
		{"no bases, NMI stack", r{arch.CS: 0x10, arch.RSP: areaZero + 28672 + 241664 + 16384 + 64}, -1, 1},
		{"no bases, entry stack", r{arch.CS: 0x10, arch.RSP: areaZero + 4096 + 64}, -1, 0},
		{"no bases, other stack", r{arch.CS: 0x10, arch.RSP: 0xffffc90009003000}, -1, -1},
		{"no bases, user", r{arch.CS: 0x33, arch.RSP: 0x7ffc00000000}, -1, -1},
		{"nothing", r{}, -1, -1},
	} {
		regs, _ := regs(tt.regs)(ctx)
		cpu, ok := c.Of(&regs)
		if cpu != tt.want || ok != (tt.want >= 0) {
			t.Errorf("%s: have %d, %v; want %d", tt.name, cpu, ok, tt.want)
		}
		cpu, err := c.Find(ctx, m, &regs)
		if cpu != tt.find || (err == nil) != (tt.find >= 0) {
			t.Errorf("%s: found %d, %v; want %d", tt.name, cpu, err, tt.find)
		}
	}
}

func TestCurrentTask(t *testing.T) {
	ctx := context.Background()
	for _, tt := range []struct {
		name   string
		change func(*file, *memory)
	}{
		{"current_task", func(*file, *memory) {}},
		{"pcpu_hot", func(f *file, m *memory) {
			for _, s := range []string{"current_task", "hardirq_stack_ptr", "cpu_current_top_of_stack"} {
				delete(f.syms, s)
			}
			f.syms["pcpu_hot"] = 0x21000
			f.structs["pcpu_hot"] = tstruct("pcpu_hot", 64, sub("", 0, tstruct("", 64,
				num("current_task", 0, 8), num("preempt_count", 8, 4), num("cpu_number", 12, 4),
				num("top_of_stack", 16, 8), num("hardirq_stack_ptr", 24, 8))))
			m.put64(cpuBase+0x21000, taskAt, 0, 0xffffc90000004000, 0xffffc90000083ff8)
			// The exception stacks are elsewhere: one more read, when the stacks are asked for.
			m.put64(cpuBase+0x1fe78, areaZero+28672)
		}},
		{"runqueues", func(f *file, m *memory) {
			for _, s := range []string{"current_task", "cpu_current_top_of_stack"} {
				delete(f.syms, s)
			}
			m.put64(cpuBase+0x31980+2400, taskAt)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := cpuImage()
			m := cpuMemory(f, 1)
			tt.change(f, m)
			k := New(f, &Location{Bias: testBias})
			c, err := k.PerCPU(ctx, m)
			if err != nil {
				t.Fatal(err)
			}
			m.log = nil
			cache := mem.NewCache(m, 2048)
			task, err := c.CurrentTask(ctx, cache, 0)
			want := Task{Addr: taskAt, PID: 100, TGID: 100, Comm: "kworker/0:1??"}
			if err != nil || *task != want {
				t.Fatalf("have %+v, %v; want %+v", task, err, want)
			}
			if len(m.log) != 2 {
				t.Errorf("reads %v", m.log)
			}
			if err := k.TaskStack(ctx, cache, task); err != nil || task.Stack != 0xffffc90000000000 || task.State != 2 {
				t.Errorf("have %+v, %v", task, err)
			}
			cpu, err := c.CPU(ctx, cache, 0)
			if err != nil {
				t.Fatal(err)
			}
			stacks, err := c.Stacks(ctx, cache, cpu, task)
			if err != nil {
				t.Fatal(err)
			}
			span := func(at mem.Addr, n int64) mem.Span { return mem.Span{Start: at, End: at.Add(n)} }
			wants := []Stack{
				{"task", span(0xffffc90000000000, 16384)}, {"IRQ", span(0xffffc90000080000, 16384)},
				{"DF", span(areaZero+28672+4096, 8192)}, {"NMI", span(areaZero+28672+16384, 8192)},
				{"DB", span(areaZero+28672+28672, 8192)}, {"MCE", span(areaZero+28672+40960, 8192)},
				{"entry", span(areaZero+4096, 4096)},
			}
			if !slices.Equal(stacks, wants) {
				t.Errorf("have %v\nwant %v", stacks, wants)
			}
		})
	}
}

func TestTaskErrors(t *testing.T) {
	ctx := context.Background()
	f := cpuImage()
	k := New(f, &Location{Bias: testBias})
	m := cpuMemory(f, 1)
	for _, at := range []mem.Addr{0, 0x1000, listPoison1, 0xffff888000000001, 0xffff8880ffff0000} {
		if _, err := k.Task(ctx, m, at); err == nil {
			t.Errorf("%v: no error", at)
		}
	}
	for _, s := range []string{"current_task", "runqueues"} {
		delete(f.syms, s)
	}
	c, err := k.PerCPU(ctx, m)
	if err != nil {
		t.Fatal(err)
	}
	var le *LayoutError
	if _, err := c.CPU(ctx, m, 0); !errors.As(err, &le) || !slices.Contains(le.Tried, "runqueues") {
		t.Errorf("have %v", err)
	}
	delete(f.structs, "task_struct")
	if _, err := New(f, &Location{}).Task(ctx, m, taskAt); !errors.As(err, &le) || !errors.Is(err, errNoStruct) {
		t.Errorf("have %v", err)
	}
}

func TestThreadSize(t *testing.T) {
	for _, tt := range []struct {
		syms map[string]uint64
		want int64
	}{
		{map[string]uint64{"__start_init_task": 0x4000, "__end_init_task": 0x8000}, 16 << 10},
		{map[string]uint64{"__start_init_stack": 0x8000, "__end_init_stack": 0x10000}, 32 << 10},
		{map[string]uint64{"__start_init_task": 0x8000, "__end_init_task": 0x4000}, 16 << 10},
		{map[string]uint64{"__start_init_task": 0x8000, "__end_init_task": 0x8123}, 16 << 10},
		{nil, 16 << 10},
	} {
		if n := New(&file{syms: tt.syms}, &Location{}).ThreadSize(); n != tt.want {
			t.Errorf("%v: have %d, want %d", tt.syms, n, tt.want)
		}
	}
}
