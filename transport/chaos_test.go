package transport

import (
	"bytes"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// line is a connection that keeps what was written and gives what was put in.
type line struct {
	in     *bytes.Reader
	out    bytes.Buffer
	writes int
	breaks int
}

func (l *line) Read(p []byte) (int, error)  { return l.in.Read(p) }
func (l *line) Write(p []byte) (int, error) { l.writes++; return l.out.Write(p) }
func (l *line) Close() error                { return nil }
func (l *line) SendBreak() error            { l.breaks++; return nil }

func parseChaos(t *testing.T, spec string) ChaosOptions {
	t.Helper()
	o, err := ParseChaos(spec)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestParseChaos(t *testing.T) {
	want := ChaosOptions{Seed: 7, Baud: 9600,
		Sent: Damage{Flip: 0.5, Drop: 0.25, Split: true}, Received: Damage{Flip: 0.5, Dup: 0.125, Split: true}}
	if have := parseChaos(t, "seed=7,flip=0.5,sent.drop=0.25,received.dup=0.125,split,baud=9600"); have != want {
		t.Errorf("have %+v, want %+v", have, want)
	}
	for spec, problem := range map[string]string{
		"":                        `noise "": invalid syntax`,
		"flip":                    `noise "flip": invalid syntax; it is written as seed=7,`,
		"seed=-1":                 "invalid syntax",
		"baud=0":                  "value out of range",
		"flip=NaN":                "a rate is from 0 to 1",
		"drop=1.5":                "a rate is from 0 to 1",
		"swap=0.5":                `no kind of damage "swap"`,
		"up.flip=0.5":             `no direction "up"`,
		"split=3":                 "split takes no value",
		"flip=0.5,drop=0.5,dup=1": "more than 1",
	} {
		if _, err := ParseChaos(spec); err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("%q: %v, want %q", spec, err, problem)
		}
	}
}

// The damage belongs to the bytes and not to how they are read or written.
func TestChaosIsDeterministic(t *testing.T) {
	text := bytes.Repeat([]byte("0123456789abcdef"), 1000)
	o := parseChaos(t, "seed=3,flip=0.01,drop=0.01,dup=0.01")
	run := func(piece int, split bool) (sent, received []byte) {
		o.Sent.Split, o.Received.Split = split, split
		l := &line{in: bytes.NewReader(text)}
		c := Chaos(l, o)
		for rest := text; len(rest) > 0; {
			n := min(piece, len(rest))
			if k, err := c.Write(rest[:n]); k != n || err != nil {
				t.Fatal(k, err)
			}
			rest = rest[n:]
		}
		buf := make([]byte, piece)
		for {
			n, err := c.Read(buf)
			received = append(received, buf[:n]...)
			if err != nil {
				if err != io.EOF {
					t.Fatal(err)
				}
				return l.out.Bytes(), received
			}
		}
	}
	sent, received := run(1<<20, false)
	if bytes.Equal(sent, text) || bytes.Equal(sent, received) {
		t.Error("no damage, or the same both ways")
	}
	for _, piece := range []int{1, 7, 4096} {
		s, r := run(piece, piece == 7)
		if !bytes.Equal(s, sent) || !bytes.Equal(r, received) {
			t.Errorf("pieces of %d are damaged otherwise", piece)
		}
	}
}

// Each kind of damage is as frequent as was asked for.
func TestChaosRates(t *testing.T) {
	const n = 100000
	text := bytes.Repeat([]byte{'a'}, n)
	for spec, want := range map[string]struct{ length, others int }{
		"flip=0.01": {n, n / 100},
		"drop=0.01": {n - n/100, 0},
		"dup=0.01":  {n + n/100, 0},
		"drop=1":    {0, 0},
		"seed=1":    {n, 0},
	} {
		l := &line{in: bytes.NewReader(nil)}
		if _, err := Chaos(l, parseChaos(t, spec)).Write(text); err != nil {
			t.Fatal(err)
		}
		out := l.out.Bytes()
		others := len(out) - bytes.Count(out, []byte{'a'})
		if near := func(have, want int) bool { return have > want-n/300 && have < want+n/300 }; !near(len(out), want.length) || !near(others, want.others) {
			t.Errorf("%s: %d bytes, %d of them changed", spec, len(out), others)
		}
	}
}

func TestChaosSplitsAndForwards(t *testing.T) {
	l := &line{in: bytes.NewReader(nil)}
	c := Chaos(l, parseChaos(t, "split,baud=1000000000"))
	if _, err := c.Write(bytes.Repeat([]byte{'a'}, 80)); err != nil || l.writes < 10 {
		t.Errorf("%d writes, %v", l.writes, err)
	}
	if err := c.(interface{ SendBreak() error }).SendBreak(); err != nil || l.breaks != 1 {
		t.Errorf("%d BREAKs, %v", l.breaks, err)
	}
	a, _ := net.Pipe()
	if err := Chaos(a, ChaosOptions{}).(interface{ SendBreak() error }).SendBreak(); !errors.Is(err, ErrNoBreak) {
		t.Errorf("BREAK on a pipe: %v", err)
	}
}

// A packet takes as long as on the line, both ways at once, and Close ends the wait.
func TestThrottle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		c := Throttle(near, 9600)
		go func() { _, _ = far.Write(make([]byte, 960)) }()
		go func() { _, _ = io.CopyN(io.Discard, far, 1920) }()
		begin := time.Now()
		read := make(chan time.Duration)
		go func() {
			_, _ = io.ReadFull(c, make([]byte, 960))
			read <- time.Since(begin)
		}()
		if _, err := c.Write(make([]byte, 1920)); err != nil {
			t.Fatal(err)
		}
		if d := time.Since(begin); d.Round(10*time.Millisecond) != 2*time.Second {
			t.Errorf("1920 bytes were sent in %v", d)
		}
		if d := <-read; d.Round(10*time.Millisecond) != time.Second {
			t.Errorf("960 bytes came in %v", d)
		}
		time.AfterFunc(time.Millisecond, func() { _ = c.Close() })
		if _, err := c.Write(make([]byte, 9600)); !errors.Is(err, net.ErrClosed) {
			t.Errorf("Write after Close: %v", err)
		}
		_ = far.Close()
	})
}
