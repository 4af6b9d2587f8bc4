package rsp

import (
	"errors"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"
)

// shared is a Line over a pipe, and the far end of it.
func shared(t *testing.T) (l *Line, far net.Conn, text chan string) {
	near, far := net.Pipe()
	text = make(chan string, 100)
	l = Split(near, func(p []byte) { text <- string(p) })
	t.Cleanup(func() { l.Close(); far.Close() })
	return l, far, text
}

// Text is shown when it comes, whether somebody reads packets or not, and a $ holds it back for no
// longer than a line can be silent within a packet.
func TestLineShowsText(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, far, text := shared(t)
		start := time.Now()
		_, _ = far.Write([]byte("login: $"))
		if got := <-text; got != "login: " || time.Since(start) != 0 {
			t.Errorf("%q after %v", got, time.Since(start))
		}
		if got := <-text; got != "$" || time.Since(start) != quiet {
			t.Errorf("%q after %v", got, time.Since(start))
		}
		go io.Copy(io.Discard, far)
		_, _ = l.Write([]byte("$c#63"))
		_, _ = far.Write([]byte("+x$T05thread:01;"))
		if got := <-text; got != "x" {
			t.Errorf("%q", got)
		}
		p := make([]byte, 100)
		n, err := l.Read(p)
		if string(p[:n]) != "+" || err != nil {
			t.Errorf("%q, %v", p[:n], err)
		}
		n, err = l.Read(p)
		if string(p[:n]) != "$T05thread:01;#??" || err != nil {
			t.Errorf("%q, %v", p[:n], err)
		}
	})
}

func TestLineEnds(t *testing.T) {
	l, far, text := shared(t)
	_, _ = far.Write([]byte("bye $T"))
	_ = far.Close()
	if n, err := l.Read(make([]byte, 9)); n != 0 || err != io.EOF {
		t.Errorf("Read: %d, %v", n, err)
	}
	if got := <-text + <-text; got != "bye $T" {
		t.Errorf("text %q", got)
	}
	l, _, _ = shared(t)
	ended := make(chan error)
	go func() {
		_, err := l.Read(make([]byte, 1))
		ended <- err
	}()
	_ = l.Close()
	if err := <-ended; !errors.Is(err, io.ErrClosedPipe) && !errors.Is(err, net.ErrClosed) {
		t.Errorf("Read after Close: %v", err)
	}
}

type breaker struct {
	io.ReadWriteCloser
	err error
}

func (b breaker) SendBreak() error { return b.err }

func TestLineBreak(t *testing.T) {
	l, _, _ := shared(t)
	if err := l.SendBreak(); err == nil {
		t.Error("a pipe took a BREAK")
	}
	near, _ := net.Pipe()
	want := errors.New("sent")
	b := Split(breaker{near, want}, nil)
	defer b.Close()
	if err := b.SendBreak(); err != want {
		t.Errorf("BREAK: %v", err)
	}
}
