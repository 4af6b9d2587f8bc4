package transport

import (
	"io"
	"net"
	"sync"
	"time"
)

// Throttle returns conn with both directions as slow as a serial line of that many bits a second, at 10
// bits a byte: what a fast connection costs on a slow one can be measured without the slow one. Bytes
// are let through in small groups, so that a packet arrives as its end would.
func Throttle(conn io.ReadWriteCloser, baud int) io.ReadWriteCloser {
	return &throttle{conn: conn, byteTime: 10 * time.Second / time.Duration(baud), closed: make(chan struct{})}
}

// throttleGroup is how many bytes pass at once: 1.4 ms of 115200 baud.
const throttleGroup = 16

type throttle struct {
	conn           io.ReadWriteCloser
	byteTime       time.Duration
	sent, received pace
	once           sync.Once
	closed         chan struct{}
}

// pace is when the byte after the last one may begin.
type pace struct {
	mu   sync.Mutex
	next time.Time
}

// hold waits for as long as n bytes take on the line.
func (t *throttle) hold(p *pace, n int) error {
	if now := time.Now(); p.next.Before(now) {
		p.next = now
	}
	p.next = p.next.Add(time.Duration(n) * t.byteTime)
	timer := time.NewTimer(time.Until(p.next))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-t.closed:
		return net.ErrClosed
	}
}

func (t *throttle) Write(p []byte) (int, error) {
	t.sent.mu.Lock()
	defer t.sent.mu.Unlock()
	for done := 0; done < len(p); {
		n := min(len(p)-done, throttleGroup)
		if err := t.hold(&t.sent, n); err != nil {
			return done, err
		}
		if _, err := t.conn.Write(p[done : done+n]); err != nil {
			return done, err
		}
		done += n
	}
	return len(p), nil
}

func (t *throttle) Read(p []byte) (int, error) {
	t.received.mu.Lock()
	defer t.received.mu.Unlock()
	n, err := t.conn.Read(p[:min(len(p), throttleGroup)])
	if n > 0 && err == nil {
		err = t.hold(&t.received, n)
	}
	return n, err
}

// Close unblocks both directions.
func (t *throttle) Close() error {
	t.once.Do(func() { close(t.closed) })
	return t.conn.Close()
}

// SendBreak passes a BREAK on.
func (t *throttle) SendBreak() error { return SendBreak(t.conn) }
