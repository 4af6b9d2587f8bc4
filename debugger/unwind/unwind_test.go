package unwind_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/debugger/unwind"
	"kbreak/mem"
	"kbreak/symbols/cfi"
)

// A world is a made-up kernel: functions with their rows, and memory.
type world struct {
	orc, dwarf map[mem.Addr]cfi.Row // by function: an address with the low 12 bits clear
	text       func(mem.Addr) bool
	words      map[mem.Addr]uint64
	err        error // of reads below errBelow
	errBelow   mem.Addr
	reads      int
}

const (
	code  = mem.Addr(0xffffffff81000000) // function n is at code + n*0x1000
	stack = mem.Addr(0xffffc90000010000)
)

func fn(n int) mem.Addr { return code.Add(int64(n) * 0x1000) }

func newWorld() *world {
	return &world{
		orc: map[mem.Addr]cfi.Row{}, dwarf: map[mem.Addr]cfi.Row{}, words: map[mem.Addr]uint64{},
		text: func(a mem.Addr) bool { return a >= code && a < code.Add(0x100000) },
	}
}

func (w *world) RowsAt(pc mem.Addr) (o, d cfi.Row, err error) {
	return w.orc[pc&^0xfff], w.dwarf[pc&^0xfff], nil
}

func (w *world) TextAt(pc mem.Addr) bool { return w.text(pc) }

// ReadMem reads the 8-byte words that were put; anything else is a hole.
func (w *world) ReadMem(_ context.Context, a mem.Addr, p []byte) error {
	w.reads++
	if w.err != nil && a < w.errBelow {
		return w.err
	}
	for i := range p {
		at := a.Add(int64(i))
		v, ok := w.words[at&^7]
		if !ok {
			return &mem.Fault{Addr: at, Got: i}
		}
		p[i] = byte(v >> (8 * (at & 7)))
	}
	return nil
}

// put writes words from an address on.
func (w *world) put(a mem.Addr, words ...uint64) {
	for i, v := range words {
		w.words[a.Add(int64(8*i))] = v
	}
}

// call puts a call instruction before pc, e8 rel32.
func (w *world) call(pc mem.Addr) {
	for a := (pc - 8) &^ 7; a <= pc; a += 8 {
		if _, ok := w.words[a]; !ok {
			w.words[a] = 0x9090909090909090
		}
	}
	at := pc - 5
	shift := 8 * (at & 7)
	w.words[at&^7] = w.words[at&^7]&^(0xff<<shift) | 0xe8<<shift
}

func sp(off int64) cfi.Rule { return cfi.Rule{Kind: cfi.RegPlus, Reg: 7, Offset: off} }

var raAtCFA = cfi.RegRule{Reg: 16, Rule: cfi.Rule{Kind: cfi.AtCFA, Offset: -8}}

func orcCall(cfa cfi.Rule) cfi.Row {
	return cfi.Row{Source: cfi.ORC, CFA: cfa, RA: 16, Regs: []cfi.RegRule{raAtCFA, {Reg: 6, Rule: cfi.Rule{Kind: cfi.SameValue}}}}
}

func dwarfCall(cfa cfi.Rule, regs ...cfi.RegRule) cfi.Row {
	return cfi.Row{Source: cfi.DWARF, CFA: cfa, RA: 16, Regs: append([]cfi.RegRule{raAtCFA}, regs...)}
}

func orcRegs(kind cfi.FrameKind, cfa cfi.Rule) cfi.Row {
	return cfi.Row{Source: cfi.ORC, Kind: kind, Signal: true, CFA: cfa, RA: 16}
}

var endOfStack = cfi.Row{Source: cfi.ORC, Kind: cfi.EndOfStack, RA: 16}

// regs has a kernel's registers at pc with the stack pointer sp, and more as pairs of register and
// value.
func regs(pc, sp mem.Addr, more ...any) arch.Registers {
	var r arch.Registers
	r.Set(arch.RIP, uint64(pc))
	r.Set(arch.RSP, uint64(sp))
	r.Set(arch.CS, 0x10)
	r.Set(arch.SS, 0x18)
	for i := 0; i < len(more); i += 2 {
		v, ok := more[i+1].(mem.Addr)
		if !ok {
			v = mem.Addr(more[i+1].(int))
		}
		r.Set(more[i].(arch.Reg), uint64(v))
	}
	return r
}

// ptRegs is a struct pt_regs whose general registers hold 0x100 and their offset.
func ptRegs(ip mem.Addr, cs uint64, sp mem.Addr) []uint64 {
	var p []uint64
	for i := range 16 {
		p = append(p, uint64(0x100+8*i))
	}
	return append(p, uint64(ip), cs, 0x246, uint64(sp), cs+8)
}

func (w *world) unwind(r arch.Registers, opt unwind.Options) (unwind.Trace, error) {
	u := &unwind.Unwinder{Arch: arch.AMD64, Mem: w, Rules: w}
	return u.Unwind(context.Background(), r, opt)
}

// brief gives a trace in one line: for each frame the function's number or address, its rule and
// its kind; then the end.
func brief(t unwind.Trace) string {
	var b strings.Builder
	for i := range t.Frames {
		f := &t.Frames[i]
		if n := f.Lookup().Sub(code) >> 12; n >= 0 && n < 256 {
			fmt.Fprintf(&b, "f%d", n)
		} else {
			b.WriteString(f.PC.String())
		}
		if i > 0 {
			fmt.Fprintf(&b, "(%v)", f.How)
		}
		if f.Kind != unwind.Called {
			b.WriteString(" " + f.Kind.String())
		}
		b.WriteString(", ")
	}
	return b.String() + t.End.String()
}

// chain makes function 1 call 2, 2 call 3... up to n, which is the end of the stack.
func chain(n int) *world {
	w := newWorld()
	for i := 1; i < n; i++ {
		w.orc[fn(i)] = orcCall(sp(16))
		w.put(stack.Add(int64(16*(i-1))), 0, uint64(fn(i+1)+0x10))
	}
	w.orc[fn(n)] = endOfStack
	w.put(stack.Add(int64(16*(n-1))), 0)
	return w
}

func TestEnds(t *testing.T) {
	for _, tt := range []struct {
		name string
		make func() (*world, arch.Registers, unwind.Options)
		want string
	}{
		{"end of stack", func() (*world, arch.Registers, unwind.Options) {
			return chain(4), regs(fn(1), stack), unwind.Options{}
		}, "f1, f2(orc), f3(orc), f4(orc), end of stack"},
		{"limit", func() (*world, arch.Registers, unwind.Options) {
			return chain(4), regs(fn(1), stack), unwind.Options{Limit: 2}
		}, "f1, f2(orc), more frames follow"},
		{"limit at the end", func() (*world, arch.Registers, unwind.Options) {
			return chain(4), regs(fn(1), stack), unwind.Options{Limit: 4}
		}, "f1, f2(orc), f3(orc), f4(orc), end of stack"},
		{"unreadable", func() (*world, arch.Registers, unwind.Options) {
			w := chain(4)
			delete(w.words, stack+24)
			return w, regs(fn(1), stack), unwind.Options{}
		}, "f1, f2(orc), cannot access memory at address 0xffffc90000010018"},
		{"stack pointer unreadable", func() (*world, arch.Registers, unwind.Options) {
			return chain(4), regs(fn(1), 0x1000), unwind.Options{}
		}, "f1, cannot access memory at address 0x1008"},
		{"return address zero", func() (*world, arch.Registers, unwind.Options) {
			w := chain(4)
			w.put(stack+24, 0)
			return w, regs(fn(1), stack), unwind.Options{}
		}, "f1, f2(orc), return address 0x0 is not in the kernel's code"},
		{"return address in data", func() (*world, arch.Registers, unwind.Options) {
			w := chain(4)
			w.put(stack+24, uint64(stack))
			return w, regs(fn(1), stack), unwind.Options{}
		}, "f1, f2(orc), return address 0xffffc90000010000 is not in the kernel's code"},
		{"no rule", func() (*world, arch.Registers, unwind.Options) {
			w := chain(4)
			delete(w.orc, fn(3))
			return w, regs(fn(1), stack), unwind.Options{}
		}, "f1, f2(orc), f3(orc), no unwind information for 0xffffffff81003010"},
		{"stack that goes down", func() (*world, arch.Registers, unwind.Options) {
			w := chain(4)
			w.orc[fn(2)] = orcCall(sp(-16))
			return w, regs(fn(1), stack), unwind.Options{}
		}, "f1, f2(orc), corrupt stack: the next frame's stack pointer would be 0xffffc90000010000"},
		{"stack that stands still", func() (*world, arch.Registers, unwind.Options) {
			w := chain(4)
			w.orc[fn(2)] = orcCall(sp(0))
			return w, regs(fn(1), stack), unwind.Options{}
		}, "f1, f2(orc), corrupt stack: the next frame's stack pointer would be 0xffffc90000010010"},
		{"odd stack pointer", func() (*world, arch.Registers, unwind.Options) {
			w := chain(4)
			w.orc[fn(2)] = orcCall(sp(12))
			w.put(stack+16, uint64(fn(3))<<32, uint64(fn(3))>>32)
			return w, regs(fn(1), stack), unwind.Options{}
		}, "f1, f2(orc), corrupt stack: the next frame's stack pointer would be 0xffffc9000001001c"},
		{"frame larger than any stack", func() (*world, arch.Registers, unwind.Options) {
			w := chain(4)
			w.orc[fn(2)] = orcCall(cfi.Rule{Kind: cfi.RegPlus, Reg: 6})
			w.put(stack+0x20000-8, uint64(fn(3)))
			return w, regs(fn(1), stack, arch.RBP, stack+0x20000), unwind.Options{}
		}, "f1, f2(orc), corrupt stack: the next frame's stack pointer would be 0xffffc90000030000"},
		{"no program counter", func() (*world, arch.Registers, unwind.Options) {
			return chain(4), arch.Registers{}, unwind.Options{}
		}, "registers unknown"},
		{"no stack pointer", func() (*world, arch.Registers, unwind.Options) {
			r := regs(fn(1), stack)
			r.Forget(arch.RSP)
			return chain(4), r, unwind.Options{}
		}, "f1, registers unknown"},
		{"register lost", func() (*world, arch.Registers, unwind.Options) {
			w := chain(4)
			w.orc[fn(2)] = orcCall(cfi.Rule{Kind: cfi.RegPlus, Reg: 10})
			return w, regs(fn(1), stack, arch.R10, 0), unwind.Options{}
		}, "f1, f2(orc), no unwind information for 0xffffffff81002010: it depends on a register that is not known here"},
		{"ORC's register lost, DWARF's not", func() (*world, arch.Registers, unwind.Options) {
			w := chain(4)
			w.orc[fn(2)] = orcCall(cfi.Rule{Kind: cfi.RegPlus, Reg: 10})
			w.dwarf[fn(2)] = dwarfCall(sp(16))
			return w, regs(fn(1), stack), unwind.Options{}
		}, "f1, f2(orc), f3(cfi), f4(orc), end of stack"},
		{"return address undefined", func() (*world, arch.Registers, unwind.Options) {
			w := chain(4)
			delete(w.orc, fn(3))
			w.dwarf[fn(3)] = cfi.Row{Source: cfi.DWARF, CFA: sp(8), RA: 16, Regs: []cfi.RegRule{{Reg: 16}}}
			return w, regs(fn(1), stack), unwind.Options{}
		}, "f1, f2(orc), f3(orc), end of stack"},
		{"stop in user mode", func() (*world, arch.Registers, unwind.Options) {
			return chain(4), regs(0x401000, 0x7fff0000, arch.CS, 0x33), unwind.Options{}
		}, "0x401000 user, user mode"},
	} {
		w, r, opt := tt.make()
		tr, err := w.unwind(r, opt)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if have := brief(tr); have != tt.want {
			t.Errorf("%s:\nhave %s\nwant %s", tt.name, have, tt.want)
		}
	}
}

// TestPtRegs goes through the registers that an interrupt saved.
func TestPtRegs(t *testing.T) {
	other := stack + 0x100000 // another stack
	for _, tt := range []struct {
		name string
		make func(w *world)
		want string
	}{
		{"to another stack", func(w *world) {
			w.put(other, ptRegs(fn(2), 0x10, stack)...)
		}, "f9, f2(orc) interrupted, f3(orc), f4(orc), end of stack"},
		{"hardware part alone", func(w *world) {
			w.orc[fn(9)] = orcRegs(cfi.RegsPartial, sp(0))
			w.put(other, ptRegs(fn(2), 0x10, stack)[16:]...)
		}, "f9, f2(orc) interrupted, f3(orc), f4(orc), end of stack"},
		{"to user mode", func(w *world) {
			w.put(other, ptRegs(0x401000, 0x33, 0x7fff0003)...)
		}, "f9, user mode"},
		{"32-bit user mode", func(w *world) {
			w.put(other, ptRegs(0x401000, 0x23, 0xffff0000)...)
		}, "f9, user mode"},
		{"event data of FRED above cs and ss", func(w *world) {
			p := ptRegs(0x401000, 0x33, 0x7fff0000)
			p[17] |= 3 << 16
			p[20] |= 0x123 << 32
			w.put(other, p...)
		}, "f9, user mode"},
		{"no code segment", func(w *world) {
			w.put(other, ptRegs(fn(2), 0, stack)...)
		}, "f9, corrupt stack: no saved registers at 0xffffc90000110000"},
		{"code segment of ring 1", func(w *world) {
			w.put(other, ptRegs(fn(2), 0x11, stack)...)
		}, "f9, corrupt stack: no saved registers at 0xffffc90000110000"},
		{"stack pointer that is not canonical", func(w *world) {
			w.put(other, ptRegs(fn(2), 0x10, 0x1234567812345678)...)
		}, "f9, corrupt stack: no saved registers at 0xffffc90000110000"},
		{"cut off", func(w *world) {
			w.put(other, ptRegs(fn(2), 0x10, stack)[:18]...)
		}, "f9, cannot access memory at address 0xffffc90000110090"},
		{"that lead to themselves", func(w *world) {
			w.put(other, ptRegs(fn(9), 0x10, other)...)
		}, "f9, f9(orc) interrupted, corrupt stack: the next frame's stack pointer would be 0xffffc90000110000"},
		{"of a ring of stacks", func(w *world) {
			w.orc[fn(8)] = orcRegs(cfi.Regs, sp(0))
			w.put(other, ptRegs(fn(8), 0x10, stack+0x200000)...)
			w.put(stack+0x200000, ptRegs(fn(9), 0x10, other)...)
		}, "f9, f8(orc) interrupted, f9(orc) interrupted, corrupt stack: the next frame's stack pointer would be 0xffffc90000210000"},
		{"of a call through a NULL pointer", func(w *world) {
			w.put(other, ptRegs(0, 0x10, stack+8)...)
		}, "f9, 0x0(orc) interrupted, f2(popped), f3(orc), f4(orc), end of stack"},
		{"of a call through a bad pointer", func(w *world) {
			w.put(other, ptRegs(0xdead000000000000, 0x10, stack+8)...)
		}, "f9, 0xdead000000000000(orc) interrupted, f2(popped), f3(orc), f4(orc), end of stack"},
		{"of a jump through a bad pointer", func(w *world) {
			w.put(other, ptRegs(0, 0x10, stack)...)
		}, "f9, 0x0(orc) interrupted, return address 0x0 is not in the kernel's code"},
	} {
		w := chain(4)
		// The return address in function 2 is at stack+8; the interrupted one has its own there.
		w.put(stack+0, 0, uint64(fn(2)+0x10), 0, uint64(fn(3)+0x10), 0, uint64(fn(4)+0x10))
		w.orc[fn(2)] = orcCall(sp(16))
		w.orc[fn(9)] = orcRegs(cfi.Regs, sp(0))
		tt.make(w)
		if strings.HasPrefix(tt.want, "f9, f2") {
			w.put(stack, 0, uint64(fn(3)+0x10), 0, uint64(fn(4)+0x10))
		}
		tr, err := w.unwind(regs(fn(9), other, arch.RBX, 77, arch.R10, 78, arch.KGSBase, 79, arch.GSBase, 80), unwind.Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if have := brief(tr); have != tt.want {
			t.Errorf("%s:\nhave %s\nwant %s", tt.name, have, tt.want)
		}
	}
}

// value gives a register, "?" if it is unknown.
func value(r *arch.Registers, reg arch.Reg) string {
	if v, ok := r.Get(reg); ok {
		return fmt.Sprintf("%#x", v)
	}
	return "?"
}

func TestRegistersOfPtRegs(t *testing.T) {
	for _, tt := range []struct {
		kind cfi.FrameKind
		cs   uint64
		want string // rbx r10 rip cs rsp ss eflags gs_base k_gs_base cr3
	}{
		{cfi.Regs, 0x33, "0x128 0x138 0x401000 0x33 0x7fff0000 0x3b 0x246 0x4f ? ?"},
		{cfi.RegsPartial, 0x33, "0x4d ? 0x401000 0x33 0x7fff0000 0x3b 0x246 0x4f ? ?"},
		{cfi.Regs, 0x10, "0x128 0x138 0x401000 0x10 0x7fff0000 0x18 0x246 0x50 0x4f 0x51"},
	} {
		w := newWorld()
		w.text = func(mem.Addr) bool { return true }
		w.orc[fn(9)] = orcRegs(tt.kind, sp(0))
		p := ptRegs(0x401000, tt.cs, 0x7fff0000)
		if tt.kind == cfi.RegsPartial {
			p = p[16:]
		}
		w.put(stack, p...)
		tr, err := w.unwind(regs(fn(9), stack, arch.RBX, 0x4d, arch.R10, 0x4e, arch.KGSBase, 0x4f, arch.GSBase, 0x50, arch.CR3, 0x51), unwind.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r := tr.End.User
		if tt.cs == 0x10 {
			r = &tr.Frames[1].Regs
		}
		var have []string
		for _, reg := range []arch.Reg{arch.RBX, arch.R10, arch.RIP, arch.CS, arch.RSP, arch.SS, arch.EFLAGS, arch.GSBase, arch.KGSBase, arch.CR3} {
			have = append(have, value(r, reg))
		}
		if s := strings.Join(have, " "); s != tt.want {
			t.Errorf("%v, cs %#x:\nhave %s\nwant %s", tt.kind, tt.cs, s, tt.want)
		}
	}
}

// TestCalleeSaved follows rbx through one step.
func TestCalleeSaved(t *testing.T) {
	rbx := cfi.RegRule{Reg: 3, Rule: cfi.Rule{Kind: cfi.AtCFA, Offset: -16}}
	for _, tt := range []struct {
		name       string
		orc, dwarf cfi.Row
		how        unwind.How
		want       string // rbx, r12, rax
	}{
		{"ORC alone", orcCall(sp(16)), cfi.Row{}, unwind.FromORC, "? ? ?"},
		{"ORC alone, nothing pushed", orcCall(sp(8)), cfi.Row{}, unwind.FromORC, "0x4d 0x4e ?"},
		{"DWARF agrees", orcCall(sp(16)), dwarfCall(sp(16), rbx), unwind.FromORCAndCFI, "0x99 0x4e ?"},
		{"DWARF agrees in other words", orcCall(sp(16)), dwarfCall(cfi.Rule{Kind: cfi.RegPlus, Reg: 6, Offset: 8}, rbx), unwind.FromORCAndCFI, "0x99 0x4e ?"},
		{"DWARF disagrees", orcCall(sp(16)), dwarfCall(sp(8), rbx), unwind.FromORC, "? ? ?"},
		{"DWARF is broken", orcCall(sp(16)), dwarfCall(cfi.Rule{}, rbx), unwind.FromORC, "? ? ?"},
		{"the kernel changed stacks", orcCall(cfi.Rule{Kind: cfi.AtRegPlus, Reg: 7, Offset: 16}), dwarfCall(sp(16), rbx), unwind.FromORCAndCFI, "0x98 0x4e ?"},
		{"DWARF alone", cfi.Row{}, dwarfCall(sp(16), rbx), unwind.FromCFI, "0x99 0x4e ?"},
		{"undefined", cfi.Row{}, dwarfCall(sp(16), cfi.RegRule{Reg: 3}), unwind.FromCFI, "? 0x4e ?"},
		{"same value", cfi.Row{}, dwarfCall(sp(16), cfi.RegRule{Reg: 0, Rule: cfi.Rule{Kind: cfi.SameValue}}), unwind.FromCFI, "0x4d 0x4e 0x4f"},
		{"in a register", cfi.Row{}, dwarfCall(sp(16), cfi.RegRule{Reg: 3, Rule: cfi.Rule{Kind: cfi.InReg, Reg: 12}}), unwind.FromCFI, "0x4e 0x4e ?"},
		{"CFA plus", cfi.Row{}, dwarfCall(sp(16), cfi.RegRule{Reg: 3, Rule: cfi.Rule{Kind: cfi.CFAPlus, Offset: 4}}), unwind.FromCFI, "0xffffc90000010014 0x4e ?"},
		{"register plus", cfi.Row{}, dwarfCall(sp(16), cfi.RegRule{Reg: 3, Rule: cfi.Rule{Kind: cfi.RegPlus, Reg: 12, Offset: 1}}), unwind.FromCFI, "0x4f 0x4e ?"},
		{"at a register", cfi.Row{}, dwarfCall(sp(16), cfi.RegRule{Reg: 3, Rule: cfi.Rule{Kind: cfi.AtReg, Reg: 7, Offset: -8}}), unwind.FromCFI, "0x97 0x4e ?"},
		{"expression for an address: CFA-16", cfi.Row{}, dwarfCall(sp(16), cfi.RegRule{Reg: 3, Rule: cfi.Rule{Kind: cfi.ExprAt, Expr: []byte{0x09, 0xf0, 0x22}}}), unwind.FromCFI, "0x99 0x4e ?"},
		{"expression for a value: CFA+1", cfi.Row{}, dwarfCall(sp(16), cfi.RegRule{Reg: 3, Rule: cfi.Rule{Kind: cfi.ExprVal, Expr: []byte{0x23, 0x01}}}), unwind.FromCFI, "0xffffc90000010011 0x4e ?"},
		{"expression for the CFA: rsp+8, 8 more", cfi.Row{}, dwarfCall(cfi.Rule{Kind: cfi.ExprVal, Expr: []byte{0x77, 0x08, 0x23, 0x08}}, rbx), unwind.FromCFI, "0x99 0x4e ?"},
		{"expression that is broken", cfi.Row{}, dwarfCall(sp(16), cfi.RegRule{Reg: 3, Rule: cfi.Rule{Kind: cfi.ExprVal, Expr: []byte{0xff}}}), unwind.FromCFI, "? 0x4e ?"},
		{"memory that cannot be read", cfi.Row{}, dwarfCall(sp(16), cfi.RegRule{Reg: 3, Rule: cfi.Rule{Kind: cfi.AtCFA, Offset: -160}}), unwind.FromCFI, "? 0x4e ?"},
	} {
		w := newWorld()
		w.orc[fn(1)], w.dwarf[fn(1)] = tt.orc, tt.dwarf
		w.orc[fn(2)] = endOfStack
		other := stack + 0x1000
		w.put(stack-8, 0x97, 0x99, uint64(fn(2)+0x10), 0)
		switch tt.name {
		case "ORC alone, nothing pushed":
			w.put(stack, uint64(fn(2)+0x10))
		case "the kernel changed stacks":
			w.put(stack, uint64(other))
			w.put(other, 0x98, uint64(fn(2)+0x10), 0)
		}
		tr, err := w.unwind(regs(fn(1), stack, arch.RBX, 0x4d, arch.R12, 0x4e, arch.RAX, 0x4f, arch.RBP, stack+8), unwind.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(tr.Frames) != 2 {
			t.Errorf("%s: %s", tt.name, brief(tr))
			continue
		}
		f := &tr.Frames[1]
		have := value(&f.Regs, arch.RBX) + " " + value(&f.Regs, arch.R12) + " " + value(&f.Regs, arch.RAX)
		if have != tt.want || f.How != tt.how {
			t.Errorf("%s: %v %s, want %v %s", tt.name, f.How, have, tt.how, tt.want)
		}
	}
}

func TestHooked(t *testing.T) {
	w := chain(4)
	u := &unwind.Unwinder{Arch: arch.AMD64, Mem: w, Rules: w, Hooked: func(a mem.Addr) bool { return a == fn(3)+0x10 }}
	tr, err := u.Unwind(context.Background(), regs(fn(1), stack), unwind.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if have, want := brief(tr), "f1, f2(orc), f3(orc) hooked, a tracer returns through 0xffffffff81003010"; have != want {
		t.Errorf("have %s\nwant %s", have, want)
	}
}

// TestLostLink keeps the frames of before.
func TestLostLink(t *testing.T) {
	lost := errors.New("link lost")
	w := chain(8)
	w.put(stack+0x1000, ptRegs(fn(2), 0x10, stack)...)
	w.orc[fn(9)] = orcRegs(cfi.Regs, sp(0))
	w.err, w.errBelow = lost, stack+0x100
	tr, err := w.unwind(regs(fn(9), stack+0x1000), unwind.Options{})
	if !errors.Is(err, lost) {
		t.Errorf("error %v, want %v", err, lost)
	}
	if len(tr.Frames) != 2 || !tr.Frames[0].HasCFA {
		t.Errorf("%d frames, want 2", len(tr.Frames))
	}
}

// TestCFAs: every frame but the last has its CFA, which is the stack pointer of the next one.
func TestCFAs(t *testing.T) {
	tr, err := chain(5).unwind(regs(fn(1), stack), unwind.Options{Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	for i := range tr.Frames {
		f := &tr.Frames[i]
		if want := stack.Add(int64(16 * (i + 1))); !f.HasCFA || f.CFA != want {
			t.Errorf("frame %d: CFA %v %v, want %v", i, f.CFA, f.HasCFA, want)
		}
		if f.ReturnAddress != (i > 0) || f.Lookup() != f.PC-mem.Addr(min(i, 1)) {
			t.Errorf("frame %d: return address %v, lookup %v", i, f.ReturnAddress, f.Lookup())
		}
	}
}

// TestReads: one read for a frame, and one ahead.
func TestReads(t *testing.T) {
	w := chain(11)
	if _, err := w.unwind(regs(fn(1), stack), unwind.Options{}); err != nil {
		t.Fatal(err)
	}
	if w.reads > 12 {
		t.Errorf("%d reads for 10 frames", w.reads)
	}
}

func TestSwitchedOut(t *testing.T) {
	w := newWorld()
	w.put(stack+8, 15, 14, 13, 12, 3, 6, uint64(fn(1)))
	r, err := unwind.SwitchedOut(context.Background(), w, stack, 8)
	if err != nil {
		t.Fatal(err)
	}
	for reg, want := range map[arch.Reg]uint64{
		arch.R15: 15, arch.R14: 14, arch.R13: 13, arch.R12: 12, arch.RBX: 3, arch.RBP: 6,
		arch.RIP: uint64(fn(1)), arch.RSP: uint64(stack + 64),
	} {
		if v, ok := r.Get(reg); !ok || v != want {
			t.Errorf("%s is %#x, %v; want %#x", arch.AMD64.Regs[reg].Name, v, ok, want)
		}
	}
	if _, ok := r.Get(arch.RAX); ok {
		t.Error("rax is known")
	}
	var f *mem.Fault
	if _, err := unwind.SwitchedOut(context.Background(), w, stack+16, 0); !errors.As(err, &f) || f.Addr != stack+64 {
		t.Errorf("%v, want a fault at %v", err, stack+64)
	}
	if _, err := unwind.SwitchedOut(context.Background(), w, stack+4, 0); err == nil {
		t.Error("an odd stack pointer is taken")
	}
}
