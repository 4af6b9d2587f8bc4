package main

import (
	"context"
	"io"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"kbreak/transport"
)

// traffic is what one debugger and a stub said to each other.
type traffic struct {
	// trips is how often the debugger waited for an answer: a request sent before those in front of it are
	// answered shares their wait. Acknowledgements travel with the next request or cost nobody a wait.
	trips int
	bytes int // both ways, with frames and acknowledgements
	// held is how long the target stood between each stop and the request that let it run again: what the
	// debugger takes for a stop, whatever the target takes to come to it.
	held []time.Duration
}

// minus is what t has more than o; of the times, those of t.
func (t traffic) minus(o traffic) traffic {
	return traffic{t.trips - o.trips, t.bytes - o.bytes, t.held}
}

// hold is the mean of held without the longest twentieth: at the first stop a debugger reads symbols, and now
// and then the machine does something else.
func (t traffic) hold() time.Duration {
	list := slices.Sorted(slices.Values(t.held))
	list = list[:len(list)-len(list)/20]
	sum := time.Duration(0)
	for _, d := range list {
		sum += d
	}
	return sum / time.Duration(max(len(list), 1))
}

// line is a way to a stub.
type line struct {
	dial func() (io.ReadWriteCloser, error)
}

func (b *bench) stub() line {
	return line{dial: func() (io.ReadWriteCloser, error) { return net.Dial("tcp", b.guest.Stub) }}
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
		t = pass(client, stub)
	}()
	if err := debugger(at.Addr().String()); err != nil {
		return traffic{}, err
	}
	_ = at.Close() // for a debugger that never called
	return <-counted, nil
}

// pass copies both ways until one side closes.
func pass(client, stub io.ReadWriteCloser) traffic {
	var up, down traffic
	var unanswered atomic.Int64
	var runs atomic.Bool
	var stopped atomic.Int64 // when, of a clock that began at start; 0: not yet
	start := time.Now()
	var wg sync.WaitGroup
	wg.Go(func() {
		copyCounted(client, stub, &down, func(byte) {
			if unanswered.Add(-1) < 0 { // it came unasked
				unanswered.Store(0)
			}
			if runs.Swap(false) {
				stopped.Store(int64(time.Since(start)))
			}
		})
		_ = client.Close()
	})
	copyCounted(stub, client, &up, func(kind byte) {
		if unanswered.Add(1) == 1 {
			up.trips++
		}
		switch kind {
		case 'v', 'c', 'C', 's', 'S': // vCont; what else begins with v is said before the first stop
			if at := stopped.Swap(0); at != 0 {
				up.held = append(up.held, time.Since(start)-time.Duration(at))
			}
			runs.Store(true)
		}
	})
	_ = stub.Close()
	wg.Wait()
	return traffic{up.trips, up.bytes + down.bytes, up.held}
}

// copyCounted counts the bytes that it copies and tells of packets and their first byte. A $ is never
// inside one: it would be escaped.
func copyCounted(to io.Writer, from io.Reader, t *traffic, packet func(kind byte)) {
	buf := make([]byte, 64<<10)
	begun := false
	for {
		k, err := from.Read(buf)
		t.bytes += k
		for _, c := range buf[:k] {
			if begun {
				packet(c)
			}
			begun = c == '$'
		}
		if _, werr := to.Write(buf[:k]); werr != nil || err != nil {
			return
		}
	}
}

// unixLine is a UART that is a unix socket, throttled to a baud rate.
func unixLine(ctx context.Context, path string, baud int) line {
	var d net.Dialer
	return line{dial: func() (io.ReadWriteCloser, error) {
		conn, err := d.DialContext(ctx, "unix", path)
		if err != nil {
			return nil, err
		}
		return transport.Throttle(conn, baud), nil
	}}
}
