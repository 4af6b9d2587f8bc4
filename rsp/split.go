package rsp

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"time"
)

// quiet is how long a line may be silent within a packet before that is taken for text, in case that
// it can be text at all.
const quiet = 2 * time.Second

// maxReady is how many bytes of packets wait for Read before the line is not read any more.
const maxReady = 2 * maxPacket

// Line is a line that a stub shares with a console, such as the UART of a kernel that has both
// console= and kgdboc= on it. Read gives what the stub says and nothing else; what the console says
// goes elsewhere. One goroutine may Read while another Writes, and Close unblocks both.
//
// Text is told from packets by what is being asked, so that Write must see all that is sent to the
// stub. Each byte received goes one way, in its order; a packet that breaks off in silence while the
// target runs is given a wrong checksum, so that a client asks for it again.
type Line struct {
	conn    io.ReadWriteCloser
	console func([]byte)

	mu    sync.Mutex
	ready *sync.Cond // something to Read, or room for more
	split splitter
	head  []byte // the first bytes of all
	came  uint64 // bytes in all
	heard hearing
	err   error // of conn, when it has ended
	timer *time.Timer

	say     sync.Mutex // console is called by one goroutine at a time
	stopped bool       // the kernel is; this and aside belong to who holds say
	aside   []byte     // the beginning of a line that it wrote nevertheless
}

// Split takes over conn and reads it from now on, in a goroutine that ends when conn does. console
// gets the text in the order in which it comes, whether anybody calls Read or not, and may keep none
// of the slice; nil drops it. A Line is returned as it is.
func Split(conn io.ReadWriteCloser, console func([]byte)) *Line {
	if l, ok := conn.(*Line); ok {
		return l
	}
	if console == nil {
		console = func([]byte) {}
	}
	l := &Line{conn: conn, console: console}
	l.ready = sync.NewCond(&l.mu)
	l.timer = time.AfterFunc(quiet, l.expire)
	go l.pump()
	return l
}

// pump reads the line.
func (l *Line) pump() {
	buf := make([]byte, 32<<10)
	for {
		n, err := l.conn.Read(buf)
		l.heard.add(buf[:n])
		l.mu.Lock()
		for len(l.split.packets) > maxReady && l.err == nil {
			l.ready.Wait()
		}
		l.came += uint64(n)
		if len(l.head) < maxHello {
			l.head = append(l.head, buf[:min(n, maxHello-len(l.head))]...)
		}
		l.split.received(buf[:n])
		if len(l.split.held) > 0 {
			l.timer.Reset(quiet)
		}
		if err != nil {
			l.split.expire()
			l.timer.Stop()
		}
		l.mu.Unlock()
		l.show()
		l.mu.Lock()
		if err != nil && l.err == nil {
			l.err = err
		}
		l.ready.Broadcast()
		l.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// show hands the text that has come to console.
func (l *Line) show() {
	l.say.Lock()
	defer l.say.Unlock()
	l.mu.Lock()
	text := l.split.console
	l.split.console = nil
	l.mu.Unlock()
	if l.stopped {
		l.aside = append(l.aside, text...)
		text = l.wholeLines(false)
	}
	if len(text) > 0 {
		l.console(text)
	}
}

// stops tells whether the kernel is stopped. It writes whole lines at most then: the rest is what noise
// left of answers, and is not shown.
func (l *Line) stops(on bool) {
	l.say.Lock()
	defer l.say.Unlock()
	l.stopped = on
	if text := l.wholeLines(!on); len(text) > 0 {
		l.console(text)
	}
}

// wholeLines takes lines out of aside, without those that are one word of noise; all means that the last
// need not be whole.
func (l *Line) wholeLines(all bool) (text []byte) {
	for line := range bytes.Lines(l.aside) {
		whole := line[len(line)-1] == '\n'
		switch {
		case !whole && !all && len(line) < maxAside:
			l.aside = append(l.aside[:0], line...)
			return text
		case bytes.IndexByte(line, ' ') >= 0:
			text = append(text, line...)
		}
	}
	l.aside = l.aside[:0]
	return text
}

// maxAside bounds a line that does not end.
const maxAside = 4 << 10

// tell hands over text that came in packets.
func (l *Line) tell(text []byte) {
	l.say.Lock()
	defer l.say.Unlock()
	l.console(text)
}

func (l *Line) expire() {
	l.mu.Lock()
	l.split.expire()
	l.mu.Unlock()
	l.show()
	l.mu.Lock()
	l.ready.Broadcast()
	l.mu.Unlock()
}

// Read gives packets and acknowledgements. It waits for the first byte.
func (l *Line) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.split.packets) == 0 && l.err == nil && len(p) > 0 {
		l.ready.Wait()
	}
	if len(l.split.packets) == 0 {
		return 0, l.err
	}
	n := copy(p, l.split.packets)
	l.split.packets = l.split.packets[n:]
	l.ready.Broadcast()
	return n, nil
}

// Write sends what the client says to the stub. What a person types at the console is for
// [Line.Type].
func (l *Line) Write(p []byte) (int, error) {
	l.mu.Lock()
	l.split.sent(p)
	l.mu.Unlock()
	return l.conn.Write(p)
}

// Type sends bytes that are not for the stub: what a person types at the console. A stub that is being
// talked to ([Line.Talking]) may take them for a mistake.
func (l *Line) Type(p []byte) (int, error) { return l.conn.Write(p) }

// Talking reports whether the stub has said something since the target was resumed last, or since the
// beginning: the target is stopped.
func (l *Line) Talking() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.split.talking
}

// SendBreak sends the BREAK condition, if the line has one.
func (l *Line) SendBreak() error {
	if b, ok := l.conn.(interface{ SendBreak() error }); ok {
		return b.SendBreak()
	}
	return errors.New("this line has no BREAK")
}

// Close closes the line beneath.
func (l *Line) Close() error { return l.conn.Close() }

// hello is how the peer began to speak, text and packets.
func (l *Line) hello() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]byte(nil), l.head...)
}

// unfinished is the text since the last request or line end.
func (l *Line) unfinished() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.split.line)
}

// inside counts the bytes of packets that came: while it grows, an answer is on its way.
func (l *Line) inside() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.split.inside
}

// received counts the bytes that came.
func (l *Line) received() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.came
}
