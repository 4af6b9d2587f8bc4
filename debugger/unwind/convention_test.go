package unwind_test

import (
	"testing"

	"kbreak/arch"
	"kbreak/debugger/unwind"
	"kbreak/mem"
)

func TestConventions(t *testing.T) {
	jit := mem.Addr(0xffffffffc0001000) // a BPF program: code in no list
	for _, tt := range []struct {
		name string
		make func(w *world) arch.Registers
		opt  unwind.Options
		want string
	}{
		{"stop in unknown code with a frame pointer", func(w *world) arch.Registers {
			w.put(jit, 0x90)
			w.put(stack+0x20, 0, uint64(fn(2)+0x10))
			w.put(stack+0x30, 0, uint64(fn(3)+0x10), 0, uint64(fn(4)+0x10))
			return regs(jit, stack, arch.RBP, stack+0x20)
		}, unwind.Options{}, "0xffffffffc0001000, f2(frame pointer), f3(orc), f4(orc), end of stack"},
		{"unknown code in the middle", func(w *world) arch.Registers {
			w.put(stack, 0, uint64(jit+0x10))
			w.put(stack+0x20, 0, uint64(fn(2)+0x10))
			w.put(stack+0x30, 0, uint64(fn(3)+0x10), 0, uint64(fn(4)+0x10))
			return regs(fn(1), stack, arch.RBP, stack+0x20)
		}, unwind.Options{}, "f1, 0xffffffffc0001010(orc), f2(frame pointer), f3(orc), f4(orc), end of stack"},
		{"frame pointer below the stack pointer", func(w *world) arch.Registers {
			w.put(jit, 0x90)
			w.put(stack-0x20, 0, uint64(fn(2)+0x10))
			return regs(jit, stack, arch.RBP, stack-0x20)
		}, unwind.Options{}, "0xffffffffc0001000, return address 0xffffffffc0001000 is not in the kernel's code"},
		{"no guess without asking", func(w *world) arch.Registers {
			delete(w.orc, fn(1))
			w.put(stack, 1, 2, uint64(fn(3)+0x10), uint64(fn(2)+0x10), 0, uint64(fn(3)+0x10))
			w.call(fn(2) + 0x10)
			return regs(fn(1), stack)
		}, unwind.Options{}, "f1, no unwind information for 0xffffffff81001000"},
		{"guess", func(w *world) arch.Registers {
			delete(w.orc, fn(1))
			// 3 is code, but not after a call.
			w.put(stack, 1, 2, uint64(fn(3)+0x10), uint64(fn(2)+0x10), 0, uint64(fn(3)+0x10), 0, uint64(fn(4)+0x10))
			w.call(fn(2) + 0x10)
			return regs(fn(1), stack)
		}, unwind.Options{Guess: true}, "f1, f2(guess), f3(orc), f4(orc), end of stack"},
		{"guess that finds nothing", func(w *world) arch.Registers {
			delete(w.orc, fn(1))
			for i := range 1000 {
				w.put(stack.Add(int64(8*i)), 1)
			}
			return regs(fn(1), stack)
		}, unwind.Options{Guess: true}, "f1, no unwind information for 0xffffffff81001000"},
		{"code without a table, nothing pushed", func(w *world) arch.Registers {
			delete(w.orc, fn(1))
			w.put(stack, uint64(fn(2)+0x10), 0, uint64(fn(3)+0x10), 0, uint64(fn(4)+0x10))
			w.call(fn(2) + 0x10)
			return regs(fn(1), stack)
		}, unwind.Options{}, "f1, f2(popped), f3(orc), f4(orc), end of stack"},
		{"end of stack that is none", func(w *world) arch.Registers {
			w.orc[fn(1)] = endOfStack
			w.put(stack, uint64(fn(2)+0x10), 0, uint64(fn(3)+0x10), 0, uint64(fn(4)+0x10))
			w.call(fn(2) + 0x10)
			return regs(fn(1), stack)
		}, unwind.Options{}, "f1, f2(popped), f3(orc), f4(orc), end of stack"},
		{"return into a function that has not called", func(w *world) arch.Registers {
			w.orc[fn(1)] = orcCall(sp(8))
			w.put(stack, uint64(fn(7)), uint64(fn(2)+0x10), 0, uint64(fn(3)+0x10), 0, uint64(fn(4)+0x10))
			w.call(fn(2) + 0x10)
			return regs(fn(1), stack)
		}, unwind.Options{}, "f1, f2(popped), f3(orc), f4(orc), end of stack"},
		{"task that sleeps", func(w *world) arch.Registers {
			// The row of function 1 holds before the call that ends it: PC is in function 2.
			w.orc[fn(1)] = orcCall(sp(16))
			w.put(stack, 0, uint64(fn(4)+0x10))
			return regs(fn(2), stack)
		}, unwind.Options{ReturnAddress: true}, "f1, f4(orc), end of stack"},
	} {
		w := chain(4)
		r := tt.make(w)
		tr, err := w.unwind(r, tt.opt)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if have := brief(tr); have != tt.want {
			t.Errorf("%s:\nhave %s\nwant %s", tt.name, have, tt.want)
		}
	}
}
