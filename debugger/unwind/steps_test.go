package unwind_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/debugger/unwind"
	"kbreak/mem"
)

// TestStepThroughEntry follows a CPU instruction by instruction from a breakpoint on, and unwinds
// after every single one: through the entry assembly, the changes of stack and the prologues and
// epilogues of everything called, each trace has to be complete.
//
//	KBREAK_STEPS=1 KBREAK_VMLINUX=... KBREAK_TEXT=... KBREAK_STUB=... go test -run TestStep ./debugger/unwind
func TestStepThroughEntry(t *testing.T) {
	if os.Getenv("KBREAK_STEPS") == "" {
		t.Skip("KBREAK_STEPS is not set")
	}
	k := openKernel(t)
	for _, at := range []string{"entry_SYSCALL_64", "asm_sysvec_apic_timer_interrupt", "asm_exc_page_fault", "syscall_exit_to_user_mode", "irqentry_exit", "__do_softirq", "__switch_to_asm", "ret_from_fork"} {
		t.Run(at, func(t *testing.T) {
			s := dialStub(t, os.Getenv("KBREAK_STUB"))
			s.call("Qqemu.sstep=1") // without NOIRQ and NOTIMER: interrupts too
			th := s.runTo(k.lookup(t, at))
			u := &unwind.Unwinder{Arch: arch.AMD64, Rules: k}
			hows := map[unwind.How]int{}
			ends := map[string]int{}
			for range 700 {
				u.Mem = mem.NewCache(s, 4096)
				tr, err := u.Unwind(context.Background(), s.registers(th), unwind.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if !tr.End.Complete() && !rsb(k.symbol(tr.Frames[0].PC)) {
					t.Errorf("incomplete:\n%s", show(tr, k.symbol))
				}
				for i := range tr.Frames {
					if !tr.Frames[i].How.Reliable() {
						t.Logf("by convention:\n%s", show(tr, k.symbol))
					}
					hows[tr.Frames[i].How]++
				}
				ends[tr.End.Reason.String()]++
				s.step(th)
			}
			t.Logf("%v %v", hows, ends)
		})
	}
}

// rsb knows the loop that fills the return stack buffer (FILL_RETURN_BUFFER, in __switch_to_asm
// alone on this path): an alternative that pushes return addresses, patched over instructions
// that push none. The table has one row for both; what it says of the loop is wrong.
func rsb(symbol string) bool { return strings.HasPrefix(symbol, "__switch_to_asm+0x") }
