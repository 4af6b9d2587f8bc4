package main

import (
	"context"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// traffic is what one debugger and a stub said to each other.
type traffic struct {
	// trips is how often the debugger waited for an answer: a request sent before those in front of it are
	// answered shares their wait. Acknowledgements travel with the next request or cost nobody a wait.
	trips int
	bytes int // both ways, with frames and acknowledgements
}

func (t traffic) minus(o traffic) traffic { return traffic{t.trips - o.trips, t.bytes - o.bytes} }

// line is a way to a stub.
type line struct {
	dial func() (net.Conn, error)
	rate int // bytes in a second each way; 0: as fast as they come
}

func (b *bench) stub() line {
	return line{dial: func() (net.Conn, error) { return net.Dial("tcp", b.guest.Stub) }}
}

// roundTrips runs a debugger through a proxy and counts the requests it sends.
func (b *bench) roundTrips(args func(target string) []string) (int, error) {
	t, err := b.stub().count(func(target string) error {
		_, err := b.measure(args(target))
		return err
	})
	return t.trips, err
}

// count runs a debugger, which is to connect to target, and counts what passes.
func (l line) count(debugger func(target string) error) (traffic, error) {
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return traffic{}, err
	}
	defer at.Close()
	counted := make(chan traffic, 1)
	go func() {
		var t traffic
		defer func() { counted <- t }()
		client, err := at.Accept()
		if err != nil {
			return
		}
		defer client.Close()
		stub, err := l.dial()
		if err != nil {
			return
		}
		defer stub.Close()
		t = l.pass(client, stub)
	}()
	if err := debugger(at.Addr().String()); err != nil {
		return traffic{}, err
	}
	_ = at.Close() // for a debugger that never called
	return <-counted, nil
}

// pass copies both ways until one side closes.
func (l line) pass(client, stub net.Conn) traffic {
	var up, down traffic
	var unanswered atomic.Int64
	var wg sync.WaitGroup
	wg.Go(func() {
		l.copy(client, stub, &down, func() {
			if unanswered.Add(-1) < 0 { // it came unasked
				unanswered.Store(0)
			}
		})
		_ = client.Close()
	})
	l.copy(stub, client, &up, func() {
		if unanswered.Add(1) == 1 {
			up.trips++
		}
	})
	_ = stub.Close()
	wg.Wait()
	return traffic{up.trips, up.bytes + down.bytes}
}

// copy counts the bytes that it copies and tells of packets. A $ is never inside one: it would be escaped.
func (l line) copy(to io.Writer, from io.Reader, t *traffic, packet func()) {
	size := 64 << 10
	if l.rate > 0 {
		size = 16 // as many as a UART holds
	}
	buf := make([]byte, size)
	for {
		k, err := from.Read(buf)
		t.bytes += k
		for _, c := range buf[:k] {
			if c == '$' {
				packet()
			}
		}
		if l.rate > 0 {
			time.Sleep(time.Duration(k) * time.Second / time.Duration(l.rate))
		}
		if _, werr := to.Write(buf[:k]); werr != nil || err != nil {
			return
		}
	}
}

// unixLine is a UART that is a unix socket, throttled to a baud rate: a byte takes ten bits.
func unixLine(ctx context.Context, path string, baud int) line {
	var d net.Dialer
	return line{dial: func() (net.Conn, error) { return d.DialContext(ctx, "unix", path) }, rate: baud / 10}
}
