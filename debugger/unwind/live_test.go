package unwind_test

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"kbreak/arch"
	"kbreak/mem"
)

// A stub is as much of a client of QEMU's gdb stub as it takes to record a stop. It is not rsp's:
// this package does not know that there is one.
type stub struct {
	tb   testing.TB
	conn net.Conn
	r    *bufio.Reader
}

func dialStub(tb testing.TB, addr string) *stub {
	tb.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		tb.Fatal(err)
	}
	s := &stub{tb: tb, conn: conn, r: bufio.NewReader(conn)}
	tb.Cleanup(s.detach)
	s.call("qSupported:xmlRegisters=i386")
	// QEMU stops the machine when a client connects, and may say so before it answers "?".
	s.call("?")
	conn.SetReadDeadline(time.Now().Add(200 * time.Millisecond))
	for {
		if _, err := s.r.ReadByte(); err != nil {
			break
		}
	}
	conn.SetReadDeadline(time.Time{})
	return s
}

func (s *stub) send(cmd string) {
	var sum byte
	for i := range len(cmd) {
		sum += cmd[i]
	}
	fmt.Fprintf(s.conn, "$%s#%02x", cmd, sum)
}

func (s *stub) recv() string {
	for {
		c, err := s.r.ReadByte()
		if err != nil {
			s.tb.Fatal(err)
		}
		if c != '$' {
			continue
		}
		body, err := s.r.ReadString('#')
		if err != nil {
			s.tb.Fatal(err)
		}
		s.r.Discard(2)
		s.conn.Write([]byte("+"))
		return body[:len(body)-1]
	}
}

func (s *stub) call(cmd string) string {
	s.send(cmd)
	return s.recv()
}

// monitor runs a command of QEMU's.
func (s *stub) monitor(cmd string) string {
	s.send("qRcmd," + hex.EncodeToString([]byte(cmd)))
	var out strings.Builder
	for {
		reply := s.recv()
		if reply == "OK" || reply == "" {
			return out.String()
		}
		b, _ := hex.DecodeString(strings.TrimPrefix(reply, "O"))
		out.Write(b)
	}
}

// qemuOrder is the order of QEMU's g reply for x86-64 (gdb's 64bit-core.xml).
var qemuOrder = []arch.Reg{
	arch.RAX, arch.RBX, arch.RCX, arch.RDX, arch.RSI, arch.RDI, arch.RBP, arch.RSP,
	arch.R8, arch.R9, arch.R10, arch.R11, arch.R12, arch.R13, arch.R14, arch.R15, arch.RIP,
}

func (s *stub) registers(thread string) arch.Registers {
	s.tb.Helper()
	if r := s.call("Hg" + thread); r != "OK" {
		s.tb.Fatalf("Hg%s: %q", thread, r)
	}
	b, err := hex.DecodeString(s.call("g"))
	if err != nil || len(b) < 17*8+7*4 {
		s.tb.Fatalf("g: %d bytes, %v", len(b), err)
	}
	var regs arch.Registers
	for i, r := range qemuOrder {
		regs.Set(r, arch.AMD64.Order.Uint64(b[8*i:]))
	}
	for i, r := range []arch.Reg{arch.EFLAGS, arch.CS, arch.SS} {
		regs.Set(r, uint64(arch.AMD64.Order.Uint32(b[17*8+4*i:])))
	}
	return regs
}

// ReadMem implements [mem.Reader] with page-sized reads that do not cross pages.
func (s *stub) ReadMem(_ context.Context, a mem.Addr, p []byte) error {
	for done := 0; done < len(p); {
		at := a.Add(int64(done))
		n := min(len(p)-done, 4096-int(at%4096), 1024)
		b, err := hex.DecodeString(s.call(fmt.Sprintf("m%x,%x", uint64(at), n)))
		if err != nil || len(b) != n {
			return &mem.Fault{Addr: at, Got: done}
		}
		copy(p[done:], b)
		done += n
	}
	return nil
}

// runTo continues with a breakpoint at each address until one of them is hit, and returns the
// thread that hit it.
func (s *stub) runTo(at ...mem.Addr) (thread string) {
	s.tb.Helper()
	for _, a := range at {
		if r := s.call(fmt.Sprintf("Z0,%x,1", uint64(a))); r != "OK" {
			s.tb.Fatalf("breakpoint at %v: %q", a, r)
		}
	}
	s.conn.SetReadDeadline(time.Now().Add(20 * time.Second)) // a breakpoint that nothing reaches
	stop := s.call("c")
	s.conn.SetReadDeadline(time.Time{})
	for _, a := range at {
		s.call(fmt.Sprintf("z0,%x,1", uint64(a)))
	}
	return stopThread(s.tb, stop)
}

// step executes one instruction of a thread.
func (s *stub) step(thread string) string {
	s.tb.Helper()
	return stopThread(s.tb, s.call("vCont;s:"+thread))
}

func stopThread(tb testing.TB, stop string) string {
	tb.Helper()
	_, rest, ok := strings.Cut(stop, "thread:")
	thread, _, ok2 := strings.Cut(rest, ";")
	if !ok || !ok2 {
		tb.Fatalf("stop reply %q", stop)
	}
	return thread
}

// detach lets the guest run and ends the conversation.
func (s *stub) detach() {
	if s.conn != nil {
		s.send("D;1") // once gdb was there, QEMU wants the process named
		s.conn.SetReadDeadline(time.Now().Add(time.Second))
		s.r.ReadString('#')
		s.park()
	}
}

// park ends the conversation and leaves the guest stopped.
func (s *stub) park() {
	if s.conn != nil {
		s.conn.Close()
		s.conn = nil
	}
}
