package console

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"kbreak/rsp"
)

// kernel is the far end of a line: kgdb, and a console beside it.
type kernel struct {
	net.Conn
	mu    sync.Mutex
	typed string // what came while it ran
}

// newKernel starts a kernel that runs, and a server on its line.
func newKernel(t *testing.T, opt Options) (*kernel, *Server) {
	t.Helper()
	near, far := net.Pipe()
	k := &kernel{Conn: far}
	s := New(breakable{near, k}, opt)
	t.Cleanup(func() { s.Close(); far.Close() })
	go k.run()
	return k, s
}

type breakable struct {
	net.Conn
	k *kernel
}

func (b breakable) SendBreak() error { b.k.note("[BREAK]"); return nil }

func (k *kernel) note(text string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.typed += text
}

func (k *kernel) heard() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.typed
}

func (k *kernel) say(text string) { _, _ = io.WriteString(k.Conn, text) }

func packet(payload string) string {
	var sum byte
	for _, c := range []byte(payload) {
		sum += c
	}
	return fmt.Sprintf("$%s#%02x", payload, sum)
}

// run plays kgdb: BREAK and g stop it, packets are answered while it is stopped, c and D let it run.
func (k *kernel) run() {
	buf := make([]byte, 1)
	var p []byte
	stopped, connected := false, false
	for {
		if _, err := k.Read(buf); err != nil {
			return
		}
		c := buf[0]
		if !stopped {
			k.note(string(c))
			if strings.HasSuffix(k.heard(), "[BREAK]g") {
				stopped = true
				k.say("\r\nsysrq: DEBUG\r\n")
				if connected {
					k.say(packet("T05thread:01;"))
				} else {
					k.say("\r\n[0]kdb> ")
				}
			}
			continue
		}
		if p = append(p, c); c == '$' {
			p = p[:1]
			p[0] = c
		}
		if len(p) < 4 || p[0] != '$' || p[len(p)-3] != '#' {
			continue
		}
		connected = true
		k.say("+")
		switch string(p[1 : len(p)-3]) {
		case "c":
			stopped = false
			k.say("it runs + goes - on $ \r\n")
		case "D":
			k.say(packet("OK"))
			stopped, connected = false, false
		case "?":
			k.say(packet("S05"))
		default:
			k.say(packet("0123"))
		}
		p = p[:0]
	}
}

// screen is a terminal that shows what it is sent.
type screen struct {
	io.Reader
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}
func (s *screen) Close() error { return nil }
func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// soon waits until what is to come has come.
func soon(t *testing.T, what string, done func() bool) {
	t.Helper()
	for range 1000 {
		if done() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("%s did not happen", what)
}

func breakG(l *rsp.Line) error {
	if err := l.SendBreak(); err != nil {
		return err
	}
	_, err := l.Type([]byte("g"))
	return err
}

// dialog is a debugger's end of a connection to the server.
type dialog struct {
	t *testing.T
	net.Conn
	ended chan error
}

func attach(t *testing.T, s *Server) *dialog {
	near, far := net.Pipe()
	d := &dialog{t, near, make(chan error, 1)}
	go func() { d.ended <- s.Debugger(far) }()
	t.Cleanup(func() { near.Close() })
	return d
}

func (d *dialog) ask(send, want string) {
	d.t.Helper()
	_ = d.SetDeadline(time.Now().Add(10 * time.Second))
	go func() { _, _ = io.WriteString(d, send) }()
	got := make([]byte, len(want))
	if n, err := io.ReadFull(d, got); string(got) != want {
		d.t.Fatalf("%q was answered by %q, %v, want %q", send, got[:n], err, want)
	}
}

// Debuggers come and go, text goes its own way, and nobody's bytes get into the other's.
func TestServer(t *testing.T) {
	var mu sync.Mutex
	var notices []string
	log := new(screen)
	k, s := newKernel(t, Options{BreakIn: breakG, Log: log, Notice: func(text string) {
		mu.Lock()
		defer mu.Unlock()
		notices = append(notices, text)
	}})
	in, keys := io.Pipe()
	defer keys.Close()
	tty := &screen{Reader: in}
	go func() { _ = s.Terminal(tty) }()
	_, _ = keys.Write([]byte("ls\r"))
	soon(t, "typing", func() bool { return k.heard() == "ls\r" })

	d := attach(t, s)
	d.ask("+"+packet("qSupported"), "+"+packet("0123")) // breaks in first, without the + on the console
	if got := k.heard(); got != "ls\r[BREAK]g" {
		t.Errorf("the console was sent %q", got)
	}
	other := attach(t, s)
	if err := <-other.ended; err == nil {
		t.Error("two debuggers at a time")
	}
	_, _ = keys.Write([]byte("lost\r"))
	soon(t, "a note about typing", func() bool { return strings.Contains(tty.String(), "what is typed is not sent") })
	d.ask("+"+packet("c"), "+")
	soon(t, "text while it runs", func() bool { return strings.HasSuffix(log.String(), "it runs + goes - on $ \r\n") })
	d.ask("\x03", packet("T05thread:01;"))
	d.ask("+"+packet("g"), "+"+packet("0123"))
	d.ask("+$m12", "") // and dies within a packet
	_ = d.Close()
	<-d.ended
	soon(t, "a note that it left", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(notices) == 2 && strings.Contains(notices[1], "still stopped")
	})

	d = attach(t, s)
	d.ask("+"+packet("?"), "+"+packet("S05"))
	d.ask("+"+packet("D"), "+"+packet("OK"))
	_ = d.Close()
	<-d.ended
	_, _ = keys.Write([]byte("again"))
	soon(t, "typing", func() bool { return strings.HasSuffix(k.heard(), "again") })
	if got := k.heard(); got != "ls\r[BREAK]g[BREAK]gagain" {
		t.Errorf("the console was sent %q", got)
	}
	want := "\r\nsysrq: DEBUG\r\n\r\n[0]kdb> it runs + goes - on $ \r\n\r\nsysrq: DEBUG\r\n"
	if got := log.String(); got != want {
		t.Errorf("the console said %q, want %q", got, want)
	}
}

// Without breaking in every byte goes through.
func TestServerNoBreak(t *testing.T) {
	k, s := newKernel(t, Options{})
	d := attach(t, s)
	_, _ = io.WriteString(d, "+\x03"+packet("?"))
	soon(t, "all of it", func() bool { return k.heard() == "+\x03"+packet("?") })
}

// What is said before the first terminal is there is shown when it comes.
func TestServerEarly(t *testing.T) {
	var log, first screen
	k, s := newKernel(t, Options{Log: &log})
	k.say("booting\n")
	soon(t, "the text", func() bool { return log.String() == "booting\n" })
	first.Reader = strings.NewReader("")
	if err := s.Terminal(&first); err != nil {
		t.Fatal(err)
	}
	soon(t, "the text on the terminal", func() bool { return first.String() == "booting\n" })
}

func TestServerTCP(t *testing.T) {
	k, s := newKernel(t, Options{BreakIn: func(*rsp.Line) error { return errors.New("no BREAK") }})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error)
	go func() { served <- s.ServeConsole(l) }()
	for _, text := range []string{"one", "two"} {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(c, text)
		soon(t, "typing", func() bool { return strings.HasSuffix(k.heard(), text) })
		k.say("hello")
		got := make([]byte, 5)
		if _, err := io.ReadFull(c, got); err != nil || string(got) != "hello" {
			t.Errorf("%q, %v", got, err)
		}
		_ = c.Close()
	}
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(c, "x")
	soon(t, "typing", func() bool { return strings.HasSuffix(k.heard(), "x") })
	_ = k.Close() // the line ends: so does everything
	<-s.Ended()
	_ = s.Close()
	if err := <-served; err == nil {
		t.Error("it serves on")
	}
	if _, err := c.Read(make([]byte, 1)); err == nil {
		t.Error("the client is kept")
	}
}

func TestPTY(t *testing.T) {
	near, name, err := OpenPTY()
	if runtime.GOOS != "linux" {
		if err == nil {
			t.Error("a pseudo terminal")
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer near.Close()
	k, s := newKernel(t, Options{BreakIn: breakG})
	go func() { _ = s.Debugger(near) }()
	for range 2 { // who opens it may come again
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		silent := time.AfterFunc(10*time.Second, func() { near.Close() })
		for _, ask := range [][2]string{{"?", "S05"}, {"D", "OK"}} {
			_, _ = io.WriteString(f, "+"+packet(ask[0]))
			want := "+" + packet(ask[1])
			got := make([]byte, len(want))
			if n, err := io.ReadFull(f, got); string(got) != want {
				t.Fatalf("%q, %v, want %q; the console was sent %q", got[:n], err, want, k.heard())
			}
		}
		silent.Stop()
		_ = f.Close()
	}
}

// A client that does not read holds up nobody, and is told what it missed.
func TestTerminalBehind(t *testing.T) {
	r, w := io.Pipe()
	term := newTerminal(w)
	taken := func() bool {
		term.mu.Lock()
		defer term.mu.Unlock()
		return len(term.queue) == 0
	}
	line := bytes.Repeat([]byte("x"), 1<<10)
	term.say(line)
	soon(t, "the first line to be taken", taken) // it is not read yet: what follows waits
	for range 1000 {
		term.say(line)
	}
	got := make([]byte, 200<<10)
	_, _ = io.ReadFull(r, got)
	soon(t, "room", taken)
	go func() {
		time.Sleep(10 * time.Millisecond)
		term.say([]byte("after"))
		term.end()
		time.Sleep(10 * time.Millisecond)
		_ = w.Close()
	}()
	rest, _ := io.ReadAll(r)
	if !strings.Contains(string(rest), "bytes are missing here]\r\nafter") {
		t.Errorf("it read %d bytes, and at the end %q", len(got)+len(rest), rest[max(0, len(rest)-80):])
	}
}
