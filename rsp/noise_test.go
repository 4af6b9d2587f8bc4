package rsp

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"kbreak/mem"
	"kbreak/rsp/rsptest"
	"kbreak/transport"
)

// noisySession works with a kgdb over a line with noise and compares whatever it is told with the truth.
// The error is the line's; a wrong value fails the test.
func noisySession(t *testing.T, k *rsptest.KGDB, conn io.ReadWriteCloser, seed uint64) error {
	ctx := context.Background()
	c := NewClient(conn, Options{})
	defer c.Close()
	if _, err := c.Handshake(ctx); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(seed, 99))
	var wrong []string // what was told, and is not so
	wrongly := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	lookOnce := func() error {
		stop := ThreadID{Thread: k.Thread()}
		if id, err := c.CurrentThread(ctx); err != nil {
			return err
		} else if id != stop {
			wrongly("the current thread is %v, not %v", id, stop)
		}
		for _, id := range []ThreadID{stop, {Thread: 300}, stop, {Thread: 70000}} {
			f, err := c.Registers(ctx, id)
			if err != nil {
				return err
			}
			if want := k.Registers(id.Thread); !bytes.Equal(f.raw, want) {
				wrongly("registers of %v\nhave %x\nwant %x", id, f.raw, want)
			}
		}
		for range 8 {
			a, n := rsptest.KGDBBase+uint64(r.IntN(rsptest.KGDBSize-600)), 1+r.IntN(400)
			p := make([]byte, n)
			if err := c.ReadMemory(ctx, AnyThread, mem.Addr(a), p); err != nil {
				return err
			}
			if want := k.Memory(a, n); !bytes.Equal(p, want) {
				wrongly("memory at %x\nhave %x\nwant %x", a, p, want)
			}
		}
		err := c.ReadMemory(ctx, AnyThread, 0x1000, make([]byte, 8))
		var fault *mem.Fault
		if errors.As(err, &fault) {
			return nil
		}
		if err == nil {
			wrongly("memory at 0x1000 was read")
		}
		return err
	}
	// As a debugger does: what the line casts doubt on afterwards is done again.
	look := func() error {
		wrong = nil
		before := c.Stats().Doubted
		err := lookOnce()
		if err == nil && c.Stats().Doubted != before {
			t.Logf("seed %d: doubted, and done again: %q", seed, wrong)
			wrong = nil
			err = lookOnce()
		}
		for _, w := range wrong {
			t.Errorf("seed %d: %s", seed, w)
		}
		return err
	}
	if err := look(); err != nil {
		return fmt.Errorf("look: %w", err)
	}
	list, err := c.Threads(ctx)
	if err != nil {
		return fmt.Errorf("threads: %w", err)
	}
	var have []int64
	for _, id := range list {
		have = append(have, id.Thread)
	}
	if want := k.Tasks(); !slices.Equal(have, want) {
		t.Errorf("seed %d: threads %v, want %v", seed, have, want)
	}
	text := []byte("what is written has to arrive")
	if err := c.WriteMemory(ctx, AnyThread, rsptest.KGDBBase+0x345, text); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	if have := k.Memory(rsptest.KGDBBase+0x345, len(text)); !bytes.Equal(have, text) {
		t.Errorf("seed %d: wrote %q", seed, have)
	}
	// One stays while others come and go: what is done again must not lose it.
	stays := Point{Kind: SoftwareBreak, Addr: rsptest.KGDBBase + 0x800, Size: 1}
	inserted := func(points ...Point) {
		t.Helper()
		for _, p := range points {
			if !k.Breakpoint(p.Kind == HardwareBreak, uint64(p.Addr)) {
				t.Errorf("seed %d: no %v", seed, p)
			}
		}
		if n := k.Points(); n != len(points) {
			t.Errorf("seed %d: %d breakpoints, not %d", seed, n, len(points))
		}
	}
	if err := c.Insert(ctx, stays); err != nil {
		return fmt.Errorf("insert the one that stays: %w", err)
	}
	for i := range 6 {
		p := Point{Kind: PointKind(i % 2), Addr: rsptest.KGDBBase + mem.Addr(0x10*i), Size: 1}
		if err := c.Insert(ctx, p); err != nil {
			return fmt.Errorf("insert: %w", err)
		}
		inserted(stays, p)
		if err := c.Remove(ctx, p); err != nil {
			return fmt.Errorf("remove: %w", err)
		}
		inserted(stays)
	}
	if err := c.Remove(ctx, stays); err != nil {
		return fmt.Errorf("remove the one that stayed: %w", err)
	}
	inserted()
	for i := range 6 {
		pc := make([]byte, 8)
		binary.LittleEndian.PutUint64(pc, rsptest.KGDBBase+uint64(0x1000*i))
		if err := c.WriteRegister(ctx, c.Stop().Thread, "rip", pc); err != nil {
			return fmt.Errorf("write the PC: %w", err)
		}
		if have := k.PC(); have != rsptest.KGDBBase+uint64(0x1000*i) {
			t.Errorf("seed %d: the PC is %x after a write", seed, have)
		}
		before := k.Resumed()
		if i%2 == 0 {
			err = c.Step(ctx, c.Stop().Thread)
		} else {
			time.AfterFunc(5*time.Second, k.BreakIn)
			err = c.Continue(ctx)
		}
		if err != nil {
			return fmt.Errorf("resume: %w", err)
		}
		stop, err := c.Wait(ctx)
		if err != nil {
			return fmt.Errorf("wait: %w", err)
		}
		if n := k.Resumed() - before; n != 1 {
			t.Errorf("seed %d: resumed %d times", seed, n)
		}
		if stop.Thread.Thread&0xffffffff != k.Thread()&0xffffffff {
			t.Errorf("seed %d: stopped in %v, not in %d", seed, stop.Thread, k.Thread())
		}
		if err := look(); err != nil {
			return fmt.Errorf("look again: %w", err)
		}
	}
	if err := c.Detach(ctx); err != nil {
		return fmt.Errorf("detach: %w", err)
	}
	synctest.Wait()
	if !k.Left() {
		t.Errorf("seed %d: the kernel does not run after detach", seed)
	}
	return nil
}

var (
	moreNoise  = flag.Int("noise", 1, "take this many times as many seeds in TestNoise")
	firstNoise = flag.Uint64("noise.first", 0, "the first seed of TestNoise")
)

// A session over a line with noise gives the truth or an error, in bounded time. One byte in a thousand is
// no reason for an error; one in a hundred may be.
func TestNoise(t *testing.T) {
	for _, tt := range []struct {
		noise string
		seeds int
		must  bool
	}{
		{"flip=0", 1, true},
		{"split", 3, true},
		{"flip=0.001", 6, true},
		{"drop=0.001", 6, true},
		{"dup=0.001", 6, true},
		{"flip=0.00034,drop=0.00033,dup=0.00033,split", 20, true},
		{"flip=0.01", 2, false},
		{"drop=0.01", 2, false},
		{"dup=0.01", 2, false},
		{"flip=0.0034,drop=0.0033,dup=0.0033,split", 4, false},
		{"flip=0.1", 5, false},
	} {
		t.Run(tt.noise, func(t *testing.T) {
			for seed := *firstNoise; seed < *firstNoise+uint64(tt.seeds**moreNoise); seed++ {
				synctest.Test(t, func(t *testing.T) {
					o, err := transport.ParseChaos(fmt.Sprintf("seed=%d,%s", seed, tt.noise))
					if err != nil {
						t.Fatal(err)
					}
					k, conn := rsptest.NewKGDB()
					began := time.Now()
					err = noisySession(t, k, transport.Chaos(conn, o), seed)
					if d := time.Since(began); d > 10*time.Minute {
						t.Errorf("seed %d took %v", seed, d)
					} else if testing.Verbose() {
						t.Logf("seed %d: %v, %v", seed, d, err)
					}
					if err != nil && (tt.must || !errors.Is(err, ErrLost) && !errors.Is(err, ErrNoise) && !errors.Is(err, ErrNoStub)) {
						t.Errorf("seed %d: %v", seed, err)
					}
				})
			}
		})
	}
}
