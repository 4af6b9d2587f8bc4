package console

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"time"
)

const (
	// maxRequest bounds a packet of a debugger; gdb sends 16 KiB at most.
	maxRequest = 1 << 20
	// patience is how long a kernel that was broken into may take to answer the first packet, which gdb
	// repeats meanwhile.
	patience = 5 * time.Second
	// stuck is how long a debugger may take to read what it is sent.
	stuck = 10 * time.Second
)

// debugger is a client that talks to the stub.
type debugger struct {
	conn   io.ReadWriteCloser
	begun  bool   // a packet of its was passed on: what the stub says is for it. Under Server.mu
	owes   bool   // it was given a packet that it did not acknowledge. Under Server.mu
	unsent []byte // an acknowledgement that belongs in front of a packet
	repeat []byte // the packet that waited for the break-in: it may come again before it is answered
	until  time.Time
}

// Debugger lets one client talk to the stub, until it or the line ends. It waits for that. While
// another one is there it closes conn.
func (s *Server) Debugger(conn io.ReadWriteCloser) error {
	if !s.keep(conn) {
		return net.ErrClosed
	}
	defer s.done(conn)
	d := &debugger{conn: conn}
	s.mu.Lock()
	busy := s.gdb != nil
	if !busy {
		s.gdb = d
	}
	s.mu.Unlock()
	if busy {
		s.opt.Notice("a second debugger was turned away: one is attached")
		return errors.New("another debugger is attached")
	}
	defer func() {
		s.mu.Lock()
		s.gdb = nil
		s.mu.Unlock()
		if s.line.Talking() {
			s.opt.Notice("the debugger has left, and the kernel is still stopped: attach again")
		}
	}()
	var units cutter
	buf := make([]byte, 32<<10)
	for {
		n, err := conn.Read(buf)
		for _, u := range units.cut(buf[:n]) {
			if err := s.toStub(d, u); err != nil {
				return err
			}
		}
		if len(units.packet) > maxRequest {
			return errors.New("the debugger sends a packet without an end")
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// toStub passes on one packet, acknowledgement or interrupt.
func (s *Server) toStub(d *debugger, unit []byte) error {
	stopped := s.line.Talking()
	switch c := unit[0]; {
	case s.opt.BreakIn == nil:
	case c == '+' || c == '-':
		s.mu.Lock()
		owes := d.owes
		d.owes = false
		s.mu.Unlock()
		if owes {
			d.repeat = nil // it has its answer
		}
		if !stopped && !owes { // gdb begins with one: it would be typed at the console
			d.unsent = append(d.unsent[:0], c)
			return nil
		}
	case stopped && c == 0x03:
		return nil
	case c == 0x03:
		s.breakIn()
		return nil
	case bytes.Equal(unit, d.repeat) && time.Now().Before(d.until):
		return nil
	case stopped:
		d.until = time.Time{}
	case !time.Now().Before(d.until):
		s.listen(d, false)
		s.breakIn()
		s.arrive()
		d.repeat, d.until = bytes.Clone(unit), time.Now().Add(patience)
	}
	s.listen(d, true)
	unit = append(d.unsent, unit...)
	d.unsent = nil
	_, err := s.line.Write(unit)
	return err
}

// listen says whether d hears the stub.
func (s *Server) listen(d *debugger, begun bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d.begun = begun
}

// waits are the ends of what a kernel says that waits for a debugger (kernel/debug).
var waits = []string{"kdb> ", "more> ", "Waiting for connection from remote gdb...", "or $3#33", "or $3#33 for KDB", "Waiting for remote debugger"}

// waiting reports whether the kernel stands in kgdb or kdb by what it said last.
func (s *Server) waiting() bool {
	text := bytes.TrimRight(s.recent, "\r\n")
	for _, w := range waits {
		if bytes.HasSuffix(text, []byte(w)) {
			return true
		}
	}
	return false
}

// breakIn stops the kernel, unless it has.
func (s *Server) breakIn() {
	s.mu.Lock()
	waiting := s.waiting()
	s.mu.Unlock()
	if waiting {
		return
	}
	if err := s.opt.BreakIn(s.line); err != nil {
		s.opt.Notice(fmt.Sprintf("cannot break in: %v", err))
	}
}

// arrive waits until the stub is there, or for as long as it may take: a kernel that had a debugger
// before says so with a packet, one with kdb by its prompt, and others not at all.
func (s *Server) arrive() {
	over := false
	timer := time.AfterFunc(s.opt.Settle, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		over = true
		s.heard.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !over && !s.waiting() && !s.line.Talking() && s.err == nil {
		s.heard.Wait()
	}
}

// packets hands what the stub says to the debugger that is attached.
func (s *Server) packets() {
	buf := make([]byte, 32<<10)
	for {
		n, err := s.line.Read(buf)
		s.mu.Lock()
		d := s.gdb
		if d != nil && !d.begun {
			d = nil
		}
		if d != nil && bytes.IndexByte(buf[:n], '$') >= 0 {
			d.owes = true
		}
		s.recent = nil // what the kernel waited for has come
		s.heard.Broadcast()
		if err != nil {
			s.err = err
		}
		s.mu.Unlock()
		switch {
		case d != nil && n > 0:
			if c, ok := d.conn.(interface{ SetWriteDeadline(time.Time) error }); ok {
				_ = c.SetWriteDeadline(time.Now().Add(stuck)) // where it has none, none is needed
			}
			if _, err := d.conn.Write(buf[:n]); err != nil {
				_ = d.conn.Close()
			}
		case d == nil && bytes.Contains(buf[:n], []byte("$T")):
			s.mu.Lock()
			alone := s.gdb == nil
			s.mu.Unlock()
			if alone {
				s.opt.Notice("the kernel has stopped in kgdb and waits for a debugger")
			}
		}
		if err != nil {
			close(s.ended)
			return
		}
	}
}

// cutter cuts what a debugger sends into packets, acknowledgements and interrupts: each goes over the
// line as a whole or not at all.
type cutter struct {
	packet []byte
	end    int // length of packet when its checksum is complete, 0 before #
}

func (u *cutter) cut(p []byte) (units [][]byte) {
	for _, c := range p {
		switch {
		case c == '$':
			u.packet, u.end = append(u.packet[:0], c), 0
			continue
		case len(u.packet) == 0:
			if c == '+' || c == '-' || c == 0x03 {
				units = append(units, []byte{c})
			}
			continue
		}
		u.packet = append(u.packet, c)
		switch {
		case u.end == 0 && c == '#':
			u.end = len(u.packet) + 2
		case len(u.packet) == u.end:
			units = append(units, bytes.Clone(u.packet))
			u.packet = u.packet[:0]
		}
	}
	return units
}
