package unwind_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"kbreak/arch"
	"kbreak/debugger/unwind"
	"kbreak/mem"
	"kbreak/symbols/cfi"
	"kbreak/symbols/link"
)

// A scenario is a stop worth keeping: where to stop, and what the trace has to be like.
type scenario struct {
	name, about string
	stop        string // function, with an offset perhaps, to stop at; "" takes both CPUs as they are
	nmi         bool   // send an NMI first
	sleeper     bool   // unwind the task that the CPU switches to instead
	noGDB       bool   // gdb has no idea of the code of frame 0
	accept      func(t unwind.Trace, text string) bool
}

func has(words ...string) func(unwind.Trace, string) bool {
	return func(_ unwind.Trace, text string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}
}

func regsFrames(n int) func(unwind.Trace) bool {
	return func(t unwind.Trace) bool {
		n := n
		for i := range t.Frames {
			if t.Frames[i].PtRegs != 0 {
				n--
			}
		}
		return n == 0
	}
}

// Of a guest that is busy on both CPUs: a loop in user mode, processes that start, read and sleep.
var busy = []scenario{
	{name: "syscall", about: "In a system call of a user process.",
		stop: "ksys_write", accept: has("do_syscall_64", "end: user mode")},
	{name: "user", about: "A stop in user mode: there is nothing to unwind.",
		accept: has("(registers) user")},
	{name: "irq-user", about: "A timer interrupt on top of user mode: IRQ stack, task stack, user.",
		stop: "update_process_times", accept: func(t unwind.Trace, s string) bool {
			return regsFrames(1)(t) && has("tick_sched_handle", "end: user mode")(t, s)
		}},
	{name: "irq-kernel", about: "A timer interrupt on top of a system call: IRQ stack, task stack, interrupted function, user.",
		stop: "update_process_times", accept: func(t unwind.Trace, s string) bool {
			return regsFrames(2)(t) && has("interrupted", "do_syscall_64", "end: user mode")(t, s)
		}},
	{name: "page-fault-user", about: "A page fault of user mode.",
		stop: "handle_mm_fault", accept: func(t unwind.Trace, s string) bool {
			return regsFrames(1)(t) && has("exc_page_fault", "end: user mode")(t, s)
		}},
	{name: "page-fault-kernel", about: "A page fault of the kernel's, copying to user memory; the copy is assembly that only ORC knows.",
		stop: "handle_mm_fault", accept: has("copy_user_generic_string", "interrupted", "do_syscall_64")},
	{name: "softirq", about: "A softirq that has a stack of its own, entered from the task stack without an interrupt.",
		stop: "__do_softirq", accept: has("do_softirq.part.0", "__local_bh_enable_ip", "end: user mode")},
	{name: "softirq-irq", about: "A softirq at the end of an interrupt.",
		stop: "rcu_core", accept: has("__irq_exit_rcu", "asm_sysvec", "end: user mode")},
	{name: "kthread", about: "A kernel thread: its stack ends without a user.",
		stop: "wake_up_process", accept: has("kthread+", "ret_from_fork", "end: end of stack")},
	{name: "realigned", about: "A function that aligns its stack: its CFA is what memory at rbp-8 (or so) holds.",
		stop: "setattr_prepare", accept: has("notify_change", "end: user mode")},
	{name: "nmi-user", about: "An NMI on top of user mode.",
		stop: "default_do_nmi", nmi: true, accept: has("asm_exc_nmi", "end: user mode")},
	{name: "nmi-kernel", about: "An NMI on top of the kernel: NMI stack, interrupted function.",
		stop: "default_do_nmi", nmi: true, accept: has("end_repeat_nmi", "interrupted", "do_syscall_64", "end: user mode")},
	{name: "sleeping", about: "A task that sleeps, from the registers __switch_to_asm left on its stack.",
		stop: "__switch_to_asm", sleeper: true, accept: has("__schedule", "do_syscall_64", "end: user mode")},
}

// Of a guest with nothing to do.
var quiet = []scenario{
	{name: "idle", about: "An idle CPU.", accept: has("do_idle", "secondary_startup_64_no_verify", "end: end of stack")},
	{name: "irq-idle", about: "A timer interrupt on top of an idle CPU.",
		stop: "hrtimer_interrupt", accept: has("interrupted", "do_idle", "end: end of stack")},
	{name: "thunk-call", about: "Inside of the thunk for an indirect call, which ORC calls the end of the stack: after the call that it makes to itself.",
		stop: "__x86_indirect_thunk_array+0xc", noGDB: true, accept: has("popped", "do_idle", "end: end of stack")},
	{name: "thunk-return", about: "At the thunk's return to the function it calls, which ORC takes for the caller.",
		stop: "__x86_indirect_thunk_array+0x10", noGDB: true, accept: has("popped", "do_idle", "end: end of stack")},
	{name: "error-entry", about: "At the instruction of an exception's entry that ORC describes wrongly: after the registers were pushed, before RSP is loaded.",
		stop: "asm_sysvec_apic_timer_interrupt+0xb", noGDB: true, accept: has("guess", "do_idle", "end: end of stack")},
}

// TestRecord writes testdata/*.txtar from the guest whose stub KBREAK_STUB names, started with the
// work that KBREAK_RECORD says, busy or quiet. With gdb installed, each stop is compared with gdb's
// frames for it, TestRecord/NAME failing on a difference.
//
//	KBREAK_VMLINUX=... KBREAK_TEXT=0xffffffff95000000 KBREAK_STUB=127.0.0.1:9200 KBREAK_RECORD=busy \
//		go test -run TestRecord ./debugger/unwind
func TestRecord(t *testing.T) {
	list := map[string][]scenario{"busy": busy, "quiet": quiet}[os.Getenv("KBREAK_RECORD")]
	if list == nil {
		t.Skip("KBREAK_RECORD is not set")
	}
	k := openKernel(t)
	for _, sc := range list {
		t.Run(sc.name, func(t *testing.T) { record(t, k, sc) })
	}
}

func record(t *testing.T, k *kernel, sc scenario) {
	var other string
	for try := range 50 {
		s := dialStub(t, os.Getenv("KBREAK_STUB"))
		threads := []string{"1", "2"}
		if sc.stop != "" {
			if sc.nmi {
				s.monitor("nmi")
			}
			threads = []string{s.runTo(k.lookup(t, sc.stop))}
		}
		for _, th := range threads {
			rec := &recorder{kernel: k, stub: s, regs: s.registers(th), mem: sparse{}, rows: map[mem.Addr]bool{}}
			if sc.sleeper {
				if !rec.switchedOut(t) {
					continue
				}
			}
			tr := rec.unwind(t)
			text := show(tr, k.symbol)
			if !sc.accept(tr, text) {
				other = text
				continue
			}
			ar := &txtar.Archive{Files: []txtar.File{
				{Name: "about", Data: []byte(sc.about + "\nDebian 6.1.0-56-cloud-amd64 in QEMU 7.2 (TCG, 2 CPUs), recorded by TestRecord.\n")},
				{Name: "state", Data: rec.state(tr)},
				{Name: "want", Data: []byte(text)},
			}}
			if !sc.sleeper && !sc.noGDB {
				s.park() // stopped, for gdb
				compareWithGDB(t, k, th[strings.LastIndex(th, ".")+1:], tr)
			}
			if err := os.WriteFile(filepath.Join("testdata", sc.name+".txtar"), txtar.Format(ar), 0o644); err != nil {
				t.Fatal(err)
			}
			t.Logf("at try %d:\n%s", try, text)
			return
		}
		s.detach()
	}
	t.Errorf("no such stop; the last was\n%s", other)
}

// A recorder notes what a walk asks for.
type recorder struct {
	*kernel
	stub *stub
	regs arch.Registers
	opt  unwind.Options
	mem  sparse
	rows map[mem.Addr]bool // PCs that rows were asked for
}

func (r *recorder) RowsAt(pc mem.Addr) (o, d cfi.Row, err error) {
	r.rows[pc] = true
	return r.kernel.RowsAt(pc)
}

func (r *recorder) ReadMem(ctx context.Context, a mem.Addr, p []byte) error {
	for at := a / lineSize * lineSize; at < a.Add(int64(len(p))); at += lineSize {
		if r.mem[at] == nil {
			line := make([]byte, lineSize)
			if err := r.stub.ReadMem(ctx, at, line); err != nil {
				return err
			}
			r.mem[at] = line
		}
	}
	return r.mem.ReadMem(ctx, a, p)
}

func (r *recorder) unwind(t *testing.T) unwind.Trace {
	u := &unwind.Unwinder{Arch: arch.AMD64, Mem: r, Rules: r}
	tr, err := u.Unwind(context.Background(), r.regs, r.opt)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// switchedOut takes the task that __switch_to_asm is about to switch to. Offsets of task_struct
// and thread_struct: pahole on this kernel.
func (r *recorder) switchedOut(t *testing.T) bool {
	const threadSP = 5312 + 24
	next, _ := r.regs.Addr(arch.RSI)
	sp, err := mem.Uint(context.Background(), r.stub, binary.LittleEndian, next.Add(threadSP), 8)
	if err != nil {
		t.Fatal(err)
	}
	r.regs, err = unwind.SwitchedOut(context.Background(), r.stub, mem.Addr(sp), 0)
	if err != nil {
		t.Fatal(err)
	}
	r.opt.ReturnAddress = true
	return true
}

// state writes what was asked for.
func (r *recorder) state(tr unwind.Trace) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "slide %#x\n", uint64(r.slide))
	if r.opt.ReturnAddress {
		fmt.Fprintln(&b, "option returnaddress")
	}
	for i, info := range arch.AMD64.Regs {
		if v, ok := r.regs.Get(arch.Reg(i)); ok {
			fmt.Fprintf(&b, "reg %s %#x\n", info.Name, v)
		}
	}
	for _, x := range r.text {
		fmt.Fprintf(&b, "text %v %v\n", x.Start, x.End)
	}
	for _, a := range slices.Sorted(maps.Keys(r.mem)) {
		fmt.Fprintf(&b, "mem %v %x\n", a, r.mem[a])
	}
	orcs, fdes := map[int]bool{}, map[int]bool{}
	for pc := range r.rows {
		a := r.link(pc)
		if i := sort.Search(r.orc.Len(), func(i int) bool { return r.orc.Start(i) > a }); i > 0 {
			orcs[i-1] = true
		}
		if off := findFDE(r.frameBytes, a); off > 0 {
			fdes[off] = true
		}
	}
	for _, i := range slices.Sorted(maps.Keys(orcs)) {
		fmt.Fprintf(&b, "orc %v %v %x\n", r.orc.Start(i), r.orc.Start(i+1), r.orcBytes[6*i:6*i+6])
	}
	cie := r.frameBytes[:4+binary.LittleEndian.Uint32(r.frameBytes)]
	fmt.Fprintf(&b, "cie %x\n", cie)
	for _, off := range slices.Sorted(maps.Keys(fdes)) {
		fde := slices.Clone(r.frameBytes[off:][:4+binary.LittleEndian.Uint32(r.frameBytes[off:])])
		binary.LittleEndian.PutUint32(fde[4:], 0) // all CIEs of this kernel are the same
		fmt.Fprintf(&b, "fde %x\n", fde)
	}
	for i := range tr.Frames {
		at := tr.Frames[i].Lookup()
		fmt.Fprintf(&b, "sym %v %s\n", at, r.symbol(at))
	}
	return b.Bytes()
}

// findFDE returns the offset of the FDE that covers pc, 0 if there is none. It knows the one form
// that a kernel's section has: 32-bit, CIE first, 8-byte addresses.
func findFDE(frame []byte, pc link.Addr) int {
	for off := 0; off+24 <= len(frame); {
		size := int(binary.LittleEndian.Uint32(frame[off:]))
		if binary.LittleEndian.Uint32(frame[off+4:]) != 0xffffffff {
			begin, n := binary.LittleEndian.Uint64(frame[off+8:]), binary.LittleEndian.Uint64(frame[off+16:])
			if uint64(pc)-begin < n {
				return off
			}
		}
		off += 4 + size
	}
	return 0
}
