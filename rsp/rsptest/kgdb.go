package rsptest

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"
)

// KGDB is a made-up kernel behind the kgdb of Linux on x86-64 (kernel/debug/gdbstub.c), byte for byte as
// strict: after a reply it waits for ever for one byte, where + goes on, 0x03 is skipped, $ makes it say -
// and forget the reply, and anything else sends the reply again. There are no timeouts. While the kernel
// runs, bytes go nowhere.
//
// It has eight tasks besides the shadow threads of two CPUs. Memory is readable from KGDBBase on for
// KGDBSize bytes. Each step and each stop moves to another task, so that an answer that belongs to an
// earlier question is a wrong one.
type KGDB struct {
	mu      sync.Mutex
	memory  []byte
	pc      uint64
	stops   int
	resumed int               // requests that made the kernel run
	points  map[kgdbPoint]int // slots taken: a hardware breakpoint set twice has two
	left    bool

	conn io.ReadWriter
	line chan byte
	stop chan struct{} // makes a running kernel stop
	hg   int64
	page int
}

// The memory of a [KGDB].
const (
	KGDBBase = 0xffffffff81000000
	KGDBSize = 64 << 10
)

// kgdbTasks are the threads in the order of the list.
var kgdbTasks = []int64{-2, -3, 1, 2, 17, 300, 301, 999, 1000, 70000}

// NewKGDB returns a kernel that has just stopped, and the client's end of its line.
func NewKGDB() (*KGDB, io.ReadWriteCloser) {
	near, far := net.Pipe()
	k := &KGDB{
		memory: make([]byte, KGDBSize), pc: KGDBBase + 0x100, points: make(map[kgdbPoint]int),
		conn: far, line: make(chan byte, 1<<16), stop: make(chan struct{}, 16), hg: kgdbTasks[2],
	}
	for i := range k.memory {
		// Zeros in plenty: what is lost in one place and doubled in another goes unnoticed there.
		if i%32 < 20 {
			k.memory[i] = byte(i>>5 ^ i*7)
		}
	}
	go func() {
		defer close(k.line)
		buf := make([]byte, 4096)
		for {
			n, err := far.Read(buf)
			for _, b := range buf[:n] {
				k.line <- b
			}
			if err != nil {
				return
			}
		}
	}()
	go k.serve()
	return k, near
}

// Memory is the truth about n bytes at an address.
func (k *KGDB) Memory(a uint64, n int) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	return append([]byte(nil), k.memory[a-KGDBBase:][:n]...)
}

// PC is the truth about rip of the CPU that stopped.
func (k *KGDB) PC() uint64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.pc
}

// Thread is the truth about the task that stopped.
func (k *KGDB) Thread() int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.stopped()
}

func (k *KGDB) stopped() int64 { return kgdbTasks[2+k.stops%(len(kgdbTasks)-2)] }

// Resumed counts the requests that made the kernel run.
func (k *KGDB) Resumed() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.resumed
}

// Left reports whether the client detached and the kernel runs.
func (k *KGDB) Left() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.left
}

// Points counts what is inserted.
func (k *KGDB) Points() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	n := 0
	for _, slots := range k.points {
		n += slots
	}
	return n
}

// Tasks is the truth about the thread list; shadow threads are below 1<<32, as they are written.
func (k *KGDB) Tasks() []int64 {
	var out []int64
	for _, t := range kgdbTasks {
		out = append(out, int64(uint32(t)))
	}
	return out
}

// Registers is what g gives for a task.
func (k *KGDB) Registers(task int64) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.registers(task)
}

func (k *KGDB) registers(task int64) []byte {
	raw := make([]byte, 156)
	for i := range 16 {
		binary.LittleEndian.PutUint64(raw[8*i:], uint64(task)<<32|uint64(k.stops)<<8|uint64(i))
	}
	pc := k.pc
	if task != k.stopped() && task >= 0 {
		pc = 0
	}
	binary.LittleEndian.PutUint64(raw[128:], pc)
	return raw
}

// BreakIn makes a running kernel stop.
func (k *KGDB) BreakIn() { k.stop <- struct{}{} }

func (k *KGDB) get() byte {
	b, ok := <-k.line
	if !ok {
		panic(io.EOF)
	}
	return b
}

// put does not mind whether anybody listens: a UART does not.
func (k *KGDB) put(s string) { _, _ = io.WriteString(k.conn, s) }

// kgdbBuffer is BUFMAX of x86.
const kgdbBuffer = 1024

// getPacket is get_packet.
func (k *KGDB) getPacket() string {
	for {
		for k.get() != '$' {
		}
		var buf []byte
		var sum byte
		var c byte
		for len(buf) < kgdbBuffer-1 {
			if c = k.get(); c == '#' {
				break
			}
			sum += c
			buf = append(buf, c)
		}
		if c != '#' {
			continue // dropped without a word
		}
		digits := string([]byte{k.get(), k.get()})
		if want, err := strconv.ParseUint(digits, 16, 8); err == nil && byte(want) == sum {
			k.put("+")
			return string(buf)
		}
		k.put("-")
	}
}

// putPacket is put_packet.
func (k *KGDB) putPacket(s string) {
	var sum byte
	for i := range len(s) {
		sum += s[i]
	}
	for {
		k.put(fmt.Sprintf("$%s#%02x", s, sum))
		c := k.get()
		if c == 3 {
			c = k.get()
		}
		switch c {
		case '+':
			return
		case '$':
			k.put("-")
			return
		}
	}
}

func (k *KGDB) serve() {
	defer func() {
		if r := recover(); r != nil && r != io.EOF {
			panic(r)
		}
	}()
	for {
		request := k.getPacket()
		if len(request) == 0 {
			k.putPacket("")
			continue
		}
		switch request[0] {
		case 'c', 's':
			k.run(request[0] == 's')
			k.putPacket(fmt.Sprintf("T05thread:%s;", kgdbID(k.Thread())))
		case 'D':
			k.mu.Lock()
			clear(k.points)
			k.mu.Unlock()
			k.putPacket("OK")
			k.mu.Lock()
			k.left = true
			k.mu.Unlock()
			for { // runs
				k.get()
			}
		default:
			k.putPacket(k.answer(request))
		}
	}
}

// run lets the kernel run until it stops; a step ends by itself.
func (k *KGDB) run(step bool) {
	k.mu.Lock()
	k.resumed++
	k.mu.Unlock()
	if step {
		time.Sleep(time.Millisecond)
	} else {
		for running := true; running; {
			select {
			case <-k.stop:
				running = false
			case _, ok := <-k.line: // the tty's
				if !ok {
					panic(io.EOF)
				}
			}
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.stops++
	k.pc += 3
	k.hg = k.stopped()
}

func kgdbID(t int64) string {
	s := fmt.Sprintf("%08x", uint32(t))
	for len(s) > 2 && s[:2] == "00" {
		s = s[2:]
	}
	return s
}

// answer is the reply to a request that does not let the kernel run.
func (k *KGDB) answer(request string) string {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(request) == 1 && strings.Contains("ZzHq", request) {
		return ""
	}
	switch request[0] {
	case '?':
		clear(k.points)
		return "S05"
	case 'g':
		return hex.EncodeToString(k.registers(k.hg))
	case 'p':
		n, err := strconv.ParseUint(request[1:], 16, 32)
		raw := k.registers(k.hg)
		switch {
		case err != nil || n > 21:
			return "E22"
		case n > 16:
			return hex.EncodeToString(raw[136+4*(n-17):][:4])
		}
		return hex.EncodeToString(raw[8*n:][:8])
	case 'P':
		num, value, _ := strings.Cut(request[1:], "=")
		raw, err := hex.DecodeString(value)
		if n, nerr := strconv.ParseUint(num, 16, 32); err != nil || nerr != nil || n != 16 || len(raw) != 8 {
			return "OK" // says so and does nothing, as for sp
		}
		k.pc = binary.LittleEndian.Uint64(raw)
		return "OK"
	case 'm':
		p, _, ok := k.span(request[1:])
		if !ok {
			return "E22"
		}
		return hex.EncodeToString(p)
	case 'M':
		p, rest, ok := k.span(request[1:])
		if !ok || rest[:min(len(rest), 1)] != ":" {
			return "E22"
		}
		raw, err := hex.DecodeString(rest[1:][:min(2*len(p), len(rest)-1)]) // what is too much is not looked at
		if err != nil || len(raw) != len(p) {
			return "E14"
		}
		copy(p, raw)
		return "OK"
	case 'Z', 'z':
		return k.point(request)
	case 'H':
		id, err := strconv.ParseUint(request[2:], 16, 32)
		switch {
		case request[2:] == "-1" || request[2:] == "0":
			k.hg = k.stopped()
			return "OK"
		case err != nil:
			return "E22"
		}
		for _, t := range kgdbTasks {
			if t == int64(int32(id)) {
				if request[1] == 'g' {
					k.hg = t
				}
				return "OK"
			}
		}
		return "E22"
	case 'T':
		return "OK"
	case 'q':
		return k.query(request[1:])
	}
	return ""
}

// span is the memory that "addr,length" names; what follows is rest.
func (k *KGDB) span(where string) (p []byte, rest string, ok bool) {
	a, n, rest, ok := kgdbSpan(where)
	if !ok || a < KGDBBase || n == 0 || n > kgdbBuffer/2 || a+n > KGDBBase+KGDBSize {
		return nil, "", false
	}
	return k.memory[a-KGDBBase:][:n], rest, true
}

// kgdbPage is how many tasks a page of the list has, besides the shadows.
const kgdbPage = 3

func (k *KGDB) query(q string) string {
	switch {
	case q[:1] == "C": // anything with this letter
		return "QC" + kgdbID(k.stopped())
	case strings.HasPrefix(q, "ThreadExtraInfo,"):
		id, err := strconv.ParseUint(q[len("ThreadExtraInfo,"):], 16, 32)
		if err != nil {
			return "E22"
		}
		name := make([]byte, 16)
		copy(name, fmt.Sprintf("task%d", int32(id)))
		return hex.EncodeToString(name)
	case strings.HasPrefix(q, "fThreadInfo"), strings.HasPrefix(q, "sThreadInfo"):
		var ids []string
		if q[0] == 'f' {
			k.page = 2
			ids = append(ids, kgdbID(kgdbTasks[0]), kgdbID(kgdbTasks[1]))
		}
		for range kgdbPage {
			if k.page < len(kgdbTasks) {
				ids = append(ids, kgdbID(kgdbTasks[k.page]))
				k.page++
			}
		}
		if len(ids) == 0 {
			return ""
		}
		return "m" + strings.Join(ids, ",")
	}
	return ""
}
