package rsp

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"kbreak/mem"
	"kbreak/rsp/rsptest"
)

const opening = `
> +$qSupported:swbreak+;hwbreak+;vContSupported+;xmlRegisters=i386;error-message+#..
< +$PacketSize=1000;vContSupported+#..
> +$?#..
< +$T05thread:01;#..
`

// connect makes the handshake of a transcript that goes on with more.
func connect(t *testing.T, more string) *Client {
	t.Helper()
	c := NewClient(rsptest.Serve(t, opening+more), Options{})
	t.Cleanup(func() { _ = c.Close() })
	if _, err := c.Handshake(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

// Close unblocks whatever waits, and everything says net.ErrClosed from then on.
func TestCloseUnblocks(t *testing.T) {
	for _, tt := range []struct {
		name, more string
		call       func(context.Context, *Client) error
	}{
		{"a request", "> +$m1000,4#..\n< +\n~ 2\n", func(ctx context.Context, c *Client) error {
			return c.ReadMemory(ctx, AnyThread, 0x1000, make([]byte, 4))
		}},
		{"a request that waits for its turn", "> +$m1000,4#..\n< +\n~ 2\n", func(ctx context.Context, c *Client) error {
			go func() { _ = c.ReadMemory(ctx, AnyThread, 0x1000, make([]byte, 4)) }()
			synctest.Wait()
			_, err := c.Threads(ctx)
			return err
		}},
		{"a wait", "> +$vCont?#..\n< +$vCont;c;s#..\n> +$vCont;c#..\n< +\n~ 2\n", func(ctx context.Context, c *Client) error {
			if err := c.Continue(ctx); err != nil {
				return err
			}
			_, err := c.Wait(ctx)
			return err
		}},
		{"a resume that is not acknowledged", "> +$vCont?#..\n< +$vCont;c;s#..\n> +$vCont;c#..\n~ 2\n", func(ctx context.Context, c *Client) error {
			return c.Continue(ctx)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := connect(t, tt.more)
				time.AfterFunc(time.Second, func() { _ = c.Close() })
				if err := tt.call(t.Context(), c); !errors.Is(err, net.ErrClosed) {
					t.Errorf("it returned %v", err)
				}
				if _, err := c.Threads(t.Context()); !errors.Is(err, net.ErrClosed) {
					t.Errorf("the next request returned %v", err)
				}
				if _, err := c.Wait(t.Context()); !errors.Is(err, net.ErrClosed) {
					t.Errorf("Wait returned %v", err)
				}
				if err := c.Interrupt(); !errors.Is(err, net.ErrClosed) {
					t.Errorf("Interrupt returned %v", err)
				}
				if err := c.Close(); !errors.Is(err, net.ErrClosed) {
					t.Errorf("the second Close returned %v", err)
				}
			})
		})
	}
}

// A connection closed in the middle of a physical read must not leave the stub in that mode.
func TestCloseRestoresVirtualMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, `
> +$qqemu.PhyMemMode#..
< +$0#..
> +$Qqemu.PhyMemMode:1#..
< +$OK#..
> +$m1000,4#..
< +
~ 2
> +$Qqemu.PhyMemMode:0#..
`)
		time.AfterFunc(time.Second, func() { _ = c.Close() })
		if err := c.ReadPhys(t.Context(), 0x1000, make([]byte, 4)); !errors.Is(err, net.ErrClosed) {
			t.Errorf("it returned %v", err)
		}
		time.Sleep(5 * time.Second) // the stub reads late
	})
}

// A physical read whose context ends still goes back to virtual memory before it returns.
func TestCancelRestoresVirtualMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, `
> +$qqemu.PhyMemMode#..
< +$0#..
> +$Qqemu.PhyMemMode:1#..
< +$OK#..
> +$m1000,4#..
< +
~ 2
< $01020304#..
> +$Qqemu.PhyMemMode:0#..
< +$OK#..
> +$m1000,4#..
< +$05060708#..
`)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		p := make([]byte, 4)
		if err := c.ReadPhys(ctx, 0x1000, p); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("it returned %v", err)
		}
		if err := c.ReadMemory(t.Context(), AnyThread, 0x1000, p); err != nil || string(p) != "\x05\x06\x07\x08" {
			t.Errorf("virtual memory: %x, %v", p, err)
		}
	})
}

// The output of a monitor command that was given up goes nowhere.
func TestCancelledMonitorIsSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, `
> +$qRcmd,70#..
< +$O61#..
> +
~ 2
< $O62#..
> +
< $OK#..
> +$m1000,1#..
< +$01#..
`)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var text strings.Builder
		err := c.Monitor(ctx, "p", func(b []byte) { text.Write(b) })
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("it returned %v", err)
		}
		if err := c.ReadMemory(t.Context(), AnyThread, 0x1000, make([]byte, 1)); err != nil {
			t.Error(err)
		}
		if text.String() != "a" {
			t.Errorf("the output was %q", text.String())
		}
	})
}

// A context that has ended costs nothing on the wire.
func TestCancelledBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, "")
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		before := c.Stats().SentBytes
		for name, call := range map[string]func() error{
			"ReadMemory": func() error { return c.ReadMemory(ctx, AnyThread, 0, make([]byte, 1)) },
			"ReadPhys":   func() error { return c.ReadPhys(ctx, 0, make([]byte, 1)) },
			"Continue":   func() error { return c.Continue(ctx) },
			"Monitor":    func() error { return c.Monitor(ctx, "help", func([]byte) {}) },
		} {
			if err := call(); !errors.Is(err, context.Canceled) {
				t.Errorf("%s returned %v", name, err)
			}
		}
		if after := c.Stats().SentBytes; after != before || c.Running() {
			t.Errorf("%d bytes were sent", after-before)
		}
	})
}

// deaf takes no bytes at all, as a peer with a full receive window.
type deaf struct {
	once sync.Once
	end  chan struct{}
}

func (d *deaf) Read([]byte) (int, error)  { <-d.end; return 0, io.EOF }
func (d *deaf) Write([]byte) (int, error) { <-d.end; return 0, io.ErrClosedPipe }
func (d *deaf) Close() error              { d.once.Do(func() { close(d.end) }); return nil }

func TestPeerThatDoesNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := NewClient(&deaf{end: make(chan struct{})}, Options{})
		defer c.Close()
		_, err := c.Handshake(t.Context())
		if !errors.Is(err, ErrNoStub) || !errors.Is(err, ErrTimeout) {
			t.Errorf("it returned %v", err)
		}
	})
}

// flood says the same for ever and takes everything.
type flood struct {
	deaf
	text string
}

func (f *flood) Write(p []byte) (int, error) { return len(p), nil }
func (f *flood) Read(p []byte) (int, error) {
	select {
	case <-f.end:
		return 0, io.EOF
	case <-time.After(10 * time.Millisecond): // so that a fake clock advances
		return copy(p, f.text), nil
	}
}

// Whatever a peer repeats for ever, the handshake ends with an error.
func TestPeerThatNeverEnds(t *testing.T) {
	packet := func(s string) string { return string(appendPacket(nil, []byte(s))) }
	for name, text := range map[string]string{
		"acknowledgements": "++++", "rejections": "----", "damaged packets": "$x#00",
		"console text": "+" + packet("O61"), "half a packet": "$", "endless packet": strings.Repeat("0", 1000),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
				defer cancel()
				f := &flood{deaf: deaf{end: make(chan struct{})}, text: text}
				c := NewClient(f, Options{})
				defer c.Close()
				if s, err := c.Handshake(ctx); err == nil || ctx.Err() != nil {
					t.Errorf("it returned %+v, %v", s, err)
				}
			})
		})
	}
}

// Accessors and Interrupt may be called while a request is in flight; the race detector looks on.
func TestConcurrentUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var wire strings.Builder
		const n = 20
		for range n {
			wire.WriteString("> +$m1000,4#..\n< +$01020304#..\n")
		}
		c := connect(t, wire.String())
		var wg sync.WaitGroup
		for range n {
			wg.Go(func() {
				if err := c.ReadMemory(t.Context(), AnyThread, mem.Addr(0x1000), make([]byte, 4)); err != nil {
					t.Error(err)
				}
			})
			wg.Go(func() {
				f := c.Features()
				_, _, _, _ = f.String(), c.Layout(), c.Stop(), c.Stats()
				_ = c.Expedited()
				if err := c.Interrupt(); err != nil { // does nothing: the target is stopped
					t.Error(err)
				}
			})
		}
		wg.Wait()
	})
}

// TestClosedBeneath closes the line under a client that waits: the connection is lost, and Close was not called.
func TestClosedBeneath(t *testing.T) {
	near, far := net.Pipe()
	defer far.Close()
	c := NewClient(near, Options{})
	time.AfterFunc(10*time.Millisecond, func() { _ = near.Close() })
	if _, err := c.Handshake(context.Background()); !errors.Is(err, ErrLost) || errors.Is(err, net.ErrClosed) {
		t.Errorf("have %v", err)
	}
	if err := c.Close(); errors.Is(err, ErrLost) {
		t.Errorf("have %v", err)
	}
}
