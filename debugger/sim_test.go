package debugger

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"kbreak/mem"
	"kbreak/rsp"
)

// sim is a machine of a few CPUs behind a stub, for tests of what needs a target that runs: breakpoints
// that are hit by several CPUs, steps, what is left in its memory. The CPUs take turns, one
// instruction each. They know nop, endbr64, push, pop, call, ret, jmp, inc %rax and mov %rax,MEM(%rip).
type sim struct {
	t    *testing.T
	conn net.Conn

	// How the stub differs from QEMU's.
	noZ0       bool                                       // a trap is written, and reported when it is executed
	behind     bool                                       // a breakpoint is reported one byte behind
	noVCont    bool                                       // Hc, c and s
	stuckSteps bool                                       // a step from a breakpoint stops at the breakpoint
	loose      bool                                       // the other CPUs run during a step
	deaf       bool                                       // it accepts breakpoints, which never fire, and is interrupted after a while
	dies       bool                                       // the line breaks when it is resumed
	refuse     int                                        // from how many breakpoints on one more is refused; 0: never
	flagged    *flagged                                   // kgdb's way to step; nil: the CPUs take turns
	ranges     func(m *sim, c *simCPU, start, end uint64) // vCont;r, one CPU's
	first      func(packet string) (reply string, ok bool)

	mu     sync.Mutex
	base   uint64
	memory []byte
	cpus   []simCPU
	points map[string]bool // "0,addr,len"
	ran    map[uint64]int  // times that the instruction at an address was executed
	log    []string        // packets received
	g, c   int             // selected CPUs, -1 all
	turn   int
	stop   bool
}

type simCPU struct {
	r        [17]uint64 // rax rbx rcx rdx rsi rdi rbp rsp r8..r15 rip
	reported uint64     // a watched address that was written, 0 none
}

const simRIP, simRSP = 16, 7

// newSim makes a machine whose CPUs start at the given addresses, each with a stack of its own, and a
// session that is attached to it and knows no kernel.
func newSim(t *testing.T, code string, m *sim, starts ...uint64) (*sim, *Session) {
	t.Helper()
	m.t, m.base, m.memory = t, simBase, make([]byte, 0x3000)
	bytes, err := hex.DecodeString(strings.Join(strings.Fields(code), ""))
	if err != nil {
		t.Fatal(err)
	}
	copy(m.memory, bytes)
	m.points, m.ran = make(map[string]bool), make(map[uint64]int)
	for i, pc := range starts {
		var c simCPU
		c.r[simRIP], c.r[simRSP] = pc, simBase+0x2000+uint64(i)*0x400
		m.cpus = append(m.cpus, c)
	}
	return m, m.attach(New(Options{}))
}

const simBase = 0xffffffff81000000

// attach connects a session to the machine, past all that looks for a kernel.
func (m *sim) attach(s *Session) *Session {
	client, stub := net.Pipe()
	m.conn = stub
	go m.serve(bufio.NewReader(stub))
	c := rsp.NewClient(client, rsp.Options{})
	reply, err := c.Handshake(context.Background())
	if err != nil {
		m.t.Fatal(err)
	}
	s.connected(c, "sim:1", reply)
	m.t.Cleanup(func() { _ = stub.Close() })
	return s
}

func (m *sim) at(a uint64, n int) []byte {
	if a < m.base || a+uint64(n) > m.base+uint64(len(m.memory)) {
		return nil
	}
	return m.memory[a-m.base : a-m.base+uint64(n)]
}

// word is a variable of the machine's memory.
func (m *sim) word(a uint64) uint64 { return binary.LittleEndian.Uint64(m.at(a, 8)) }

// count is how often the instruction at a was executed.
func (m *sim) count(a uint64) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.ran[a]
}

// trips is what was asked since the last call.
func (m *sim) trips() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := m.log
	m.log = nil
	return out
}

// left is what is inserted or written over the code.
func (m *sim) left() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := slices.Sorted(maps.Keys(m.points))
	for i, b := range m.memory[:0x1000] {
		if b == 0xcc {
			out = append(out, fmt.Sprintf("trap at %#x", m.base+uint64(i)))
		}
	}
	return out
}

// step executes one instruction; false if the CPU hit a written trap.
func (m *sim) step(c *simCPU) bool {
	pc := c.r[simRIP]
	code := m.at(pc, 8)
	rel32 := func(i int) uint64 { return uint64(int64(int32(binary.LittleEndian.Uint32(code[i:])))) }
	push := func(v uint64) {
		c.r[simRSP] -= 8
		binary.LittleEndian.PutUint64(m.at(c.r[simRSP], 8), v)
	}
	pop := func() uint64 {
		v := m.word(c.r[simRSP])
		c.r[simRSP] += 8
		return v
	}
	next := pc
	switch b := code[0]; {
	case b == 0xcc:
		c.r[simRIP]++
		return false
	case b == 0x90:
		next++
	case b == 0x0f && code[1] == 0x1f:
		next += 5
	case b == 0xf3 && code[1] == 0x0f:
		next += 4
	case b >= 0x50 && b < 0x58:
		push(c.r[b-0x50])
		next++
	case b >= 0x58 && b < 0x60:
		c.r[b-0x58] = pop()
		next++
	case b == 0xe8:
		push(pc + 5)
		next += 5 + rel32(1)
	case b == 0xe9:
		next += 5 + rel32(1)
	case b == 0xeb:
		next += 2 + uint64(int64(int8(code[1])))
	case b == 0xc3:
		next = pop()
	case b == 0x48 && code[1] == 0xff:
		c.r[0]++
		next += 3
	case b == 0x48 && code[1] == 0x89:
		next += 7
		to := next + rel32(3)
		binary.LittleEndian.PutUint64(m.at(to, 8), c.r[0])
		c.reported = to
	default:
		m.t.Errorf("sim: no instruction at %#x: %x", pc, code)
		return false
	}
	m.ran[pc]++
	c.r[simRIP] = next
	return true
}

// run lets CPUs run until one of them stops, and returns the reply. step is the CPU that steps.
func (m *sim) run(step int, only bool) string {
	if m.flagged != nil {
		return m.flagged.run(m, step >= 0)
	}
	m.stop = false
	first := step >= 0
	for range 1 << 20 {
		i := m.turn % len(m.cpus)
		m.turn++
		if first {
			i, first = step, false
		} else if only && i != step {
			continue
		}
		c := &m.cpus[i]
		pc := c.r[simRIP]
		inserted := m.points[fmt.Sprintf("0,%x,1", pc)] || m.points[fmt.Sprintf("1,%x,1", pc)]
		if m.deaf {
			inserted = false
			m.stop = m.ran[pc] > 100
		}
		if inserted && (i != step || m.stuckSteps) {
			if m.behind && m.points[fmt.Sprintf("0,%x,1", pc)] {
				c.r[simRIP]++
			}
			return fmt.Sprintf("T05thread:%02x;", i+1)
		}
		if !m.step(c) {
			if !m.behind {
				c.r[simRIP]--
			}
			return fmt.Sprintf("T05thread:%02x;", i+1)
		}
		for p := range m.points {
			var kind int
			var at, n uint64
			if _, err := fmt.Sscanf(p, "%d,%x,%x", &kind, &at, &n); err == nil && kind >= 2 && c.reported >= at && c.reported < at+n {
				c.reported = 0
				return fmt.Sprintf("T05thread:%02x;watch:%x;", i+1, at)
			}
		}
		c.reported = 0
		if i == step {
			return fmt.Sprintf("T05thread:%02x;", i+1)
		}
		if m.stop {
			return fmt.Sprintf("T02thread:%02x;", i+1)
		}
	}
	m.t.Error("sim: it runs for ever")
	return "T02thread:01;"
}

// serve is the stub.
func (m *sim) serve(r *bufio.Reader) {
	for {
		b, err := r.ReadByte()
		if err != nil {
			return
		}
		if b != '$' {
			continue
		}
		text, err := r.ReadString('#')
		if err != nil {
			return
		}
		if _, err := r.Discard(2); err != nil {
			return
		}
		packet := strings.TrimSuffix(text, "#")
		m.mu.Lock()
		m.log = append(m.log, packet)
		if m.dies && (packet == "c" || strings.HasPrefix(packet, "vCont;")) {
			m.mu.Unlock()
			_ = m.conn.Close()
			return
		}
		reply := m.answer(packet)
		m.mu.Unlock()
		sum := byte(0)
		for i := range len(reply) {
			sum += reply[i]
		}
		if _, err := fmt.Fprintf(m.conn, "+$%s#%02x", reply, sum); err != nil {
			return
		}
	}
}

func (m *sim) answer(p string) string {
	number := func(s string) uint64 {
		n, err := strconv.ParseUint(s, 16, 64)
		if err != nil {
			m.t.Errorf("sim: %q: %v", p, err)
		}
		return n
	}
	if m.first != nil {
		if reply, ok := m.first(p); ok {
			return reply
		}
	}
	switch {
	case strings.HasPrefix(p, "qSupported"):
		if m.flagged != nil {
			return ""
		}
		if m.noVCont {
			return "PacketSize=400"
		}
		return "PacketSize=1000;vContSupported+"
	case p == "?":
		return "T05thread:01;"
	case p == "vCont?" && !m.noVCont:
		if m.ranges != nil {
			return "vCont;c;C;s;S;r"
		}
		return "vCont;c;C;s;S"
	case strings.HasPrefix(p, "qqemu.") && m.flagged != nil:
		return ""
	case p == "qqemu.sstepbits":
		return "ENABLE=1,NOIRQ=2,NOTIMER=4"
	case p == "qqemu.sstep":
		return "0x7"
	case p == "qfThreadInfo":
		var ids []string
		for i := range m.cpus {
			ids = append(ids, fmt.Sprintf("%02x", i+1))
		}
		return "m" + strings.Join(ids, ",")
	case p == "qsThreadInfo":
		return "l"
	case p[0] == 'H':
		n, _ := strconv.ParseInt(p[2:], 16, 64)
		if p[1] == 'g' {
			m.g = int(max(n, 1)) - 1
		} else {
			m.c = int(max(n, 0)) - 1
		}
		return "OK"
	case p == "g":
		var b []byte
		for _, v := range m.cpus[m.g].r {
			b = binary.LittleEndian.AppendUint64(b, v)
		}
		var flags uint32
		if f := m.flagged; f != nil && f.flag[m.g] {
			flags = flagTF
		}
		b = binary.LittleEndian.AppendUint32(b, flags)
		b = binary.LittleEndian.AppendUint32(b, 0x10) // cs
		return hex.EncodeToString(append(b, make([]byte, 5*4)...))
	case p[0] == 'P':
		name, value, _ := strings.Cut(p[1:], "=")
		b, _ := hex.DecodeString(value)
		if n := number(name); n < 17 && len(b) == 8 {
			m.cpus[m.g].r[n] = binary.LittleEndian.Uint64(b)
			return "OK"
		}
		return "E22"
	case p[0] == 'm', p[0] == 'M':
		where, data, _ := strings.Cut(p[1:], ":")
		a, n, _ := strings.Cut(where, ",")
		b := m.at(number(a), int(number(n)))
		if b == nil {
			return "E14"
		}
		if p[0] == 'm' {
			return hex.EncodeToString(b)
		}
		data2, _ := hex.DecodeString(data)
		copy(b, data2)
		return "OK"
	case p[0] == 'Z', p[0] == 'z':
		if m.noZ0 && p[1] == '0' {
			return ""
		}
		if p[0] == 'z' {
			delete(m.points, p[1:])
			return "OK"
		}
		if m.refuse > 0 && len(m.points) >= m.refuse {
			return "E28"
		}
		m.points[p[1:]] = true
		return "OK"
	case p == "D":
		return "OK"
	case p == "c" && m.noVCont:
		return m.stopped(m.run(-1, false))
	case p == "s" && m.flagged != nil:
		if m.c >= 0 && m.c != m.flagged.current {
			return "E22"
		}
		return m.stopped(m.run(m.flagged.current, true))
	case p == "s" && m.noVCont:
		return m.stopped(m.run(m.c, !m.loose))
	case strings.HasPrefix(p, "vCont;"):
		step, only := -1, true
		for a := range strings.SplitSeq(p[len("vCont;"):], ";") {
			verb, id, named := strings.Cut(a, ":")
			switch {
			case verb == "s":
				step = int(number(id)) - 1
			case verb[0] == 'r':
				start, end, _ := strings.Cut(verb[1:], ",")
				m.ranges(m, &m.cpus[number(id)-1], number(start), number(end))
				return m.stopped(fmt.Sprintf("T05thread:%02x;", number(id)))
			case verb == "c" && !named:
				only = false
			}
		}
		return m.stopped(m.run(step, only && step >= 0))
	}
	return ""
}

// stopped selects the CPU that stopped.
func (m *sim) stopped(reply string) string {
	n, _ := strconv.ParseUint(reply[len("T05thread:"):len("T05thread:")+2], 16, 8)
	m.g = int(n) - 1
	if m.flagged != nil {
		m.c = m.g
	}
	return reply
}

func addr(a uint64) string { return mem.Addr(a).String() }
