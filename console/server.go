package console

import (
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"kbreak/rsp"
)

// Options adjust a [Server].
type Options struct {
	// BreakIn makes a running kernel stop in kgdb, before the first packet of a debugger and in place
	// of 0x03; nil passes everything on as it is.
	BreakIn func(*rsp.Line) error
	// Settle is how long a kernel may take to stop that says nothing when it has; 0 means 1 s.
	Settle time.Duration
	// Log gets all console text, nil drops it.
	Log io.Writer
	// Notice gets one line of text about what happens; nil drops it.
	Notice func(string)
}

// Server shares one line. Its methods may be called from any goroutine.
type Server struct {
	line *rsp.Line
	opt  Options

	mu        sync.Mutex
	terminals map[*terminal]bool
	gdb       *debugger // who is attached, nil for nobody
	recent    []byte    // the end of the text
	early     []byte    // what was said before the first terminal came
	watched   bool      // one came
	heard     *sync.Cond
	logErr    bool
	closers   map[io.Closer]bool

	ended chan struct{} // closed when the line has ended
	err   error         // why
}

const (
	maxRecent = 256      // bytes of text, to recognise what the kernel waits for
	maxEarly  = 64 << 10 // bytes of text, the last ones said before the first terminal came
)

// New takes over conn.
func New(conn io.ReadWriteCloser, opt Options) *Server {
	if opt.Notice == nil {
		opt.Notice = func(string) {}
	}
	if opt.Settle <= 0 {
		opt.Settle = time.Second // gdb repeats itself after two
	}
	s := &Server{opt: opt, terminals: make(map[*terminal]bool), closers: make(map[io.Closer]bool), ended: make(chan struct{})}
	s.heard = sync.NewCond(&s.mu)
	s.mu.Lock() // text waits until there is a line
	s.line = rsp.Split(conn, s.text)
	s.mu.Unlock()
	go s.packets()
	return s
}

// Line is the line, for BREAK.
func (s *Server) Line() *rsp.Line { return s.line }

// Ended is closed when the line has ended; Err then says why.
func (s *Server) Ended() <-chan struct{} { return s.ended }

// Err is what ended the line.
func (s *Server) Err() error { return s.err }

// Close ends everything: the line, what was listened on, and who is connected.
func (s *Server) Close() error {
	err := s.line.Close()
	<-s.ended
	s.mu.Lock()
	open := s.closers
	s.closers = nil
	s.mu.Unlock()
	for c := range open {
		_ = c.Close()
	}
	return err
}

// keep has c closed with the server; done ends that. It reports false when the server is closed.
func (s *Server) keep(c io.Closer) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closers == nil {
		_ = c.Close()
		return false
	}
	s.closers[c] = true
	return true
}

func (s *Server) done(c io.Closer) {
	_ = c.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.closers, c)
}

// text takes console text, from the goroutine that reads the line: nobody may hold it up.
func (s *Server) text(p []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.recent = append(s.recent, p...)
	s.recent = s.recent[max(0, len(s.recent)-maxRecent):]
	s.heard.Broadcast()
	if s.opt.Log != nil && !s.logErr {
		if _, err := s.opt.Log.Write(p); err != nil {
			s.logErr = true
			s.opt.Notice(fmt.Sprintf("the console text is not kept any more: %v", err))
		}
	}
	if !s.watched {
		s.early = append(s.early, p...)
		s.early = s.early[max(0, len(s.early)-maxEarly):]
	}
	for t := range s.terminals {
		t.say(p)
	}
}

// Terminal has t show the console's text and sends what it reads from it, until it or the line ends.
// It waits for that.
func (s *Server) Terminal(t io.ReadWriteCloser) error {
	if !s.keep(t) {
		return net.ErrClosed
	}
	defer s.done(t)
	out := newTerminal(t)
	s.mu.Lock()
	if !s.watched && len(s.early) > 0 {
		out.say(s.early)
	}
	s.watched, s.early = true, nil
	s.terminals[out] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.terminals, out)
		s.mu.Unlock()
		out.end()
	}()
	buf := make([]byte, 4<<10)
	told := false
	for {
		n, err := t.Read(buf)
		if n > 0 {
			// kgdb would take it for damage and say its last answer again.
			talking := s.line.Talking()
			if talking && !told {
				out.say([]byte("\r\n[kbreak: a debugger has the kernel stopped; what is typed is not sent]\r\n"))
			}
			told = talking
			if !talking {
				if _, err := s.line.Type(buf[:n]); err != nil {
					return err
				}
			}
		}
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return err
		}
	}
}

// ServeConsole gives each client that connects to l a terminal. It ends with l or the line.
func (s *Server) ServeConsole(l net.Listener) error {
	return s.serve(l, s.Terminal)
}

// ServeGDB lets clients that connect to l talk to the stub, one at a time.
func (s *Server) ServeGDB(l net.Listener) error {
	return s.serve(l, s.Debugger)
}

func (s *Server) serve(l net.Listener, each func(io.ReadWriteCloser) error) error {
	if !s.keep(l) {
		return net.ErrClosed
	}
	defer s.done(l)
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetNoDelay(true) // slower without, no worse
		}
		go func() { _ = each(conn) }() // a client's end is no error of ours
	}
}
