package live

import (
	"context"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"kbreak/debugger"
	"kbreak/examples/guest/lab"
)

// program32 is an ELF file of 32 bits that makes the directory /tmp/b, by int $0x80, and exits.
func program32() []byte {
	const base = 0x8048000
	code := []byte{
		0xb8, 39, 0, 0, 0, // mov $39,%eax: mkdir
		0xbb, 0, 0, 0, 0, // mov $path,%ebx
		0xb9, 0xed, 0x01, 0, 0, // mov $0755,%ecx
		0xcd, 0x80, // int $0x80
		0xb8, 1, 0, 0, 0, // mov $1,%eax: exit
		0x31, 0xdb, // xor %ebx,%ebx
		0xcd, 0x80,
	}
	const headers = 52 + 32
	binary.LittleEndian.PutUint32(code[6:], uint32(base+headers+len(code)))
	le := binary.LittleEndian
	f := []byte("\x7fELF\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	f = le.AppendUint16(f, 2) // executable
	f = le.AppendUint16(f, 3) // 386
	for _, v := range []uint32{1, base + headers, 52, 0, 0} {
		f = le.AppendUint32(f, v)
	}
	for _, v := range []uint16{52, 32, 1, 0, 0, 0} {
		f = le.AppendUint16(f, v)
	}
	for _, v := range []uint32{1, 0, base, base, 200, 200, 5, 0x1000} { // load all of it
		f = le.AppendUint32(f, v)
	}
	f = append(append(f, code...), "/tmp/b\x00"...)
	return append(f, make([]byte, 200-len(f))...)
}

// TestCatchSyscall catches the system call of a program of 32 bits, its return, and returns when all calls are
// caught, one that fails among them.
func TestCatchSyscall(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	var octal strings.Builder
	for _, b := range program32() {
		fmt.Fprintf(&octal, "\\%03o", b)
	}
	inGuest(t, g, "printf '"+octal.String()+"' > /tmp/p32; chmod +x /tmp/p32")
	a := attach(t, g)
	done := a.start("/tmp/p32; /tmp/p32; mkdir /tmp/b; true")
	b := a.mustCatch(debugger.CatchSyscall, "mkdir")
	for i, want := range []string{
		"call to 32-bit syscall mkdir (pathname=0x", "returned from 32-bit syscall mkdir = 0",
		"call to 32-bit syscall mkdir (pathname=0x", "returned from 32-bit syscall mkdir = -17",
		"call to syscall mkdir (pathname=0x", "returned from syscall mkdir = -17",
	} {
		if hit, in := a.stops(); hit != b || !strings.HasPrefix(b.Event, want) {
			t.Fatalf("stop %d in %s: %q, want %q", i, in, b.Event, want)
		}
		t.Log(b.Event)
	}
	if b.Hits != 6 {
		t.Errorf("%d hits", b.Hits)
	}
	a.delete(b)
	any := a.mustCatch(debugger.CatchSyscall)
	a.whileStopping(done, 400, func(function string) bool {
		return strings.HasPrefix(any.Event, "call to ") && function != "" || strings.HasPrefix(any.Event, "returned from ")
	})
	a.delete(any)
	if err := a.Detach(a.ctx); err != nil {
		t.Fatal(err)
	}
	runs(t, g)
}

// whileStopping goes on from stop to stop, n times at most, until a command has ended. Every stop must be right.
func (a *attached) whileStopping(done <-chan error, n int, right func(function string) bool) {
	a.t.Helper()
	for range n {
		select {
		case err := <-done:
			if err != nil {
				a.t.Fatal(err)
			}
			return
		default:
		}
		if hit, function := a.stops(); !right(function) {
			a.t.Fatalf("stopped in %s: %q", function, hit.Event)
		}
	}
}

// TestCatchPanic makes the kernel panic, and catches that before anything of it is printed.
func TestCatchPanic(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	inGuest(t, g, "echo 0 > /proc/sys/kernel/panic") // it stays, and does not boot again
	a := attach(t, g)
	b := a.mustCatch(debugger.CatchOops)
	a.start("echo c > /proc/sysrq-trigger")
	hit, in := a.stops()
	if hit != b || in != "panic" || b.Event != "kernel panic: sysrq triggered crash" {
		t.Errorf("breakpoint %d in %s: %q", hit.Num, in, hit.Event)
	}
	tr, err := a.Backtrace(a.ctx, a.Thread(), 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range tr.Frames {
		names = append(names, f.Function)
	}
	if text := strings.Join(names, " "); !strings.Contains(text, "panic sysrq_handle_crash __handle_sysrq write_sysrq_trigger") {
		t.Errorf("the way there: %s", text)
	}
	if strings.Contains(g.Console(), "Kernel panic") {
		t.Error("it was printed before")
	}
	if err := a.Detach(a.ctx); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(a.ctx, 30*time.Second)
	defer cancel()
	for !strings.Contains(g.Console(), "Kernel panic - not syncing: sysrq triggered crash") {
		select {
		case <-ctx.Done():
			t.Fatalf("it does not go on after the detach:\n%s", g.Console())
		case <-time.After(100 * time.Millisecond):
		}
	}
}
