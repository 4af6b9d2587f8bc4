package debugger

import (
	"context"
	"errors"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/rsp"
	"kbreak/rsp/rsptest"
)

// attached is a session that talks to a transcript and knows no kernel.
func attached(t *testing.T, wire string) *Session {
	t.Helper()
	s := New(Options{})
	client := rsp.NewClient(rsptest.Serve(t, wire), rsp.Options{})
	t.Cleanup(func() { _ = client.Close() })
	reply, err := client.Handshake(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	s.connected(client, "test", reply)
	return s
}

const opening = `
> +$qSupported:swbreak+;hwbreak+;vContSupported+;xmlRegisters=i386;error-message+#..
< +$PacketSize=1000;vContSupported+#..
> +$?#..
< +$T05thread:01;#..
`

// A g reply up to gs with one value in all registers, except rip and cs.
func gReply(fill, rip, cs string) string {
	return strings.Repeat(fill, 16*8) + rip + strings.Repeat(fill, 4) + cs + strings.Repeat(fill, 5*4)
}

func TestWriteMemory(t *testing.T) {
	ctx := context.Background()
	s := attached(t, opening+`
> +$mffff888003000fc0,40#..
< +$0001`+strings.Repeat("02", 62)+`#..
> +$Mffff888003000fc0,2:aabb#..
< +$OK#..
> +$mffff888003000fc0,40#..
< +$aabb`+strings.Repeat("02", 62)+`#..
`)
	const at = mem.Addr(0xffff888003000fc0)
	read := func() string {
		var p [2]byte
		if err := s.mem.kernel.ReadMem(ctx, at, p[:]); err != nil {
			t.Fatal(err)
		}
		return string(p[:])
	}
	if have := read(); have != "\x00\x01" {
		t.Errorf("before: %x", have)
	}
	s.MayWrite().NoMemory = true
	if err := s.WriteMemory(ctx, at, []byte{1}); err == nil || !strings.Contains(err.Error(), "not allowed (addr 0xffff888003000fc0, len 1)") {
		t.Errorf("with may-write-memory off: %v", err)
	}
	s.MayWrite().NoMemory = false
	if err := s.WriteMemory(ctx, at, []byte{0xaa, 0xbb}); err != nil {
		t.Error(err)
	}
	if have := read(); have != "\xaa\xbb" {
		t.Errorf("after: %x: what was read before the write is still shown", have)
	}
}

// The CPU that stopped is in user mode on page tables without the kernel: the other one writes.
func TestWriteMemoryIsolated(t *testing.T) {
	ctx := context.Background()
	user, system := gReply("00", "0010000000000000", "33000000"), gReply("00", "0000008"+"1ffffffff", "10000000")
	s := attached(t, opening+`
> +$Mffff888003000000,1:aa#..
< +$E14#..
> +$qfThreadInfo#..
< +$m01#..
> +$qsThreadInfo#..
< +$m02#..
> +$qsThreadInfo#..
< +$l#..
> +$g#..
< +$`+user+`#..
> +$Hg2#..
< +$OK#..
> +$g#..
< +$`+system+`#..
> +$Mffff888003000000,1:aa#..
< +$OK#..
> +$Mffff888003000000,1:bb#..
< +$E14#..
> +$Mffff888003000000,1:bb#..
< +$E14#..
`)
	if err := s.WriteMemory(ctx, 0xffff888003000000, []byte{0xaa}); err != nil {
		t.Error(err)
	}
	err := s.WriteMemory(ctx, 0xffff888003000000, []byte{0xbb})
	var fault *mem.Fault
	if !errors.As(err, &fault) || errors.Is(err, kernel.ErrUserTables) {
		t.Errorf("a CPU in the kernel cannot write either: %v", err)
	}
}

func TestWriteMemoryAllIsolated(t *testing.T) {
	s := attached(t, opening+`
> +$Mffff888003000000,1:aa#..
< +$E14#..
> +$qfThreadInfo#..
< +$m01#..
> +$qsThreadInfo#..
< +$l#..
> +$g#..
< +$`+gReply("00", "0010000000000000", "33000000")+`#..
`)
	if err := s.WriteMemory(context.Background(), 0xffff888003000000, []byte{0xaa}); !errors.Is(err, kernel.ErrUserTables) {
		t.Errorf("have %v", err)
	}
}

func TestWriteRegister(t *testing.T) {
	ctx := context.Background()
	before, after := gReply("11", "00000081ffffffff", "10000000"), gReply("11", "10000081ffffffff", "10000000")
	s := attached(t, opening+`
> +$g#..
< +$`+before+`#..
> +$P10=10000081ffffffff#..
< +$OK#..
> +$P7=2222222222222222#..
< +$OK#..
> +$g#..
< +$`+after+`#..
`)
	notice := ""
	s.opt.Notice = func(text string) { notice += text }
	frame := &physFrame{thread: s.stop.at}
	set := func(r arch.Reg, b ...byte) error { return s.writeRegister(ctx, frame, r, b) }
	if _, err := s.registers(ctx, s.stop.at); err != nil {
		t.Fatal(err)
	}
	if err := set(arch.RIP, 0x10, 0, 0, 0x81, 0xff, 0xff, 0xff, 0xff); err != nil || notice != "" {
		t.Error(err, notice)
	}
	if regs, err := s.registers(ctx, s.stop.at); err != nil || !hasPC(regs, 0xffffffff81000010) {
		t.Errorf("have %v, %v", regs, err)
	}
	// kgdb says OK for the stack pointer and does nothing.
	if err := set(arch.RSP, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22); err != nil || !strings.Contains(notice, "reads 0x1111111111111111 now") {
		t.Errorf("a register that did not change: %v, notice %q", err, notice)
	}
	if err := set(arch.RIP, 1); err == nil {
		t.Error("one byte was taken for a register of eight")
	}
	if err := set(arch.CR3, 0, 0, 0, 0, 0, 0, 0, 0); err == nil {
		t.Error("a register was written that the stub has not")
	}
	s.MayWrite().NoRegisters = true
	if err := set(arch.RIP, 0, 0, 0, 0, 0, 0, 0, 0); err == nil || !strings.Contains(err.Error(), "not allowed") {
		t.Errorf("with may-write-registers off: %v", err)
	}
	s.MayWrite().NoRegisters = false
	frame.depth = 1
	if err := set(arch.RBX, 0, 0, 0, 0, 0, 0, 0, 0); err == nil {
		t.Error("a register of a caller was written")
	}
	s.state = Running
	if err := set(arch.RBX, 0, 0, 0, 0, 0, 0, 0, 0); !errors.Is(err, ErrRunning) {
		t.Errorf("while the target runs: %v", err)
	}
	if err := s.WriteMemory(ctx, 0, []byte{1}); !errors.Is(err, ErrRunning) {
		t.Errorf("while the target runs: %v", err)
	}
	s.state = Stopped
}

func hasPC(r arch.Registers, want mem.Addr) bool {
	pc, ok := r.Addr(arch.RIP)
	return ok && pc == want
}
