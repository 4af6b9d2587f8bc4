package main

import (
	"io"
	"net"
	"sync"
)

// roundTrips runs a debugger through a proxy and counts the requests it sends. A round trip is a
// packet; acknowledgements travel with the next one or cost nobody a wait.
func (b *bench) roundTrips(args func(target string) []string) (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	count := make(chan int, 1)
	go func() {
		n := 0
		defer func() { count <- n }()
		client, err := l.Accept()
		if err != nil {
			return
		}
		defer client.Close()
		stub, err := net.Dial("tcp", b.guest.Stub)
		if err != nil {
			return
		}
		defer stub.Close()
		var wg sync.WaitGroup
		wg.Go(func() {
			_, _ = io.Copy(client, stub)
			_ = client.Close()
		})
		buf := make([]byte, 64<<10)
		for {
			k, err := client.Read(buf)
			for _, c := range buf[:k] {
				if c == '$' { // never inside a packet: it would be escaped
					n++
				}
			}
			if _, werr := stub.Write(buf[:k]); werr != nil || err != nil {
				break
			}
		}
		_ = stub.Close()
		wg.Wait()
	}()
	if _, err := b.measure(args(l.Addr().String())); err != nil {
		return 0, err
	}
	return <-count, nil
}
