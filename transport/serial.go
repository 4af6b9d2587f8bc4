package transport

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"strings"
	"sync/atomic"
	"time"

	"go.bug.st/serial"
)

// defaultBaud is what kgdboc and nearly every kernel's console use.
const defaultBaud = 115200

// breakTime is how long a BREAK lasts; a UART needs one frame, 10 bits, at the slowest rate in use.
const breakTime = 250 * time.Millisecond

// ErrNoBreak says that a line cannot carry the BREAK condition of a UART.
var ErrNoBreak = errors.New("this line has no BREAK")

// serialLine is a serial port: 8 data bits, no parity, one stop bit, no flow control. Modem lines are
// left as they are unless the target names them.
type serialLine struct {
	port   serial.Port
	unlock func()
	pseudo bool        // a pseudo terminal, on which a BREAK is lost without an error
	closed atomic.Bool // by us
}

func openSerial(t target) (io.ReadWriteCloser, error) {
	unlock, err := lockPort(t.addr)
	if err != nil {
		return nil, err
	}
	port, err := serial.Open(t.addr, &serial.Mode{BaudRate: t.baud})
	if err != nil {
		unlock()
		return nil, portError(t.addr, err)
	}
	s := &serialLine{port: port, unlock: unlock, pseudo: isPseudo(t.addr)}
	for _, line := range []struct {
		name, want string
		set        func(bool) error
	}{{"dtr", t.dtr, port.SetDTR}, {"rts", t.rts, port.SetRTS}} {
		if line.want == "" {
			continue
		}
		if err := line.set(line.want == "on"); err != nil {
			_ = s.Close()
			return nil, fmt.Errorf("%s=%s: %w", line.name, line.want, portError(t.addr, err))
		}
	}
	return s, nil
}

// errPortGone ends a Read that nobody of ours ended: an adapter that was pulled, a pseudo terminal whose
// other end went.
var errPortGone = errors.New("the port is gone: was the adapter pulled?")

// Read waits for the first byte.
func (s *serialLine) Read(p []byte) (int, error) {
	for {
		n, err := s.port.Read(p)
		var perr *serial.PortError
		switch {
		case errors.As(err, &perr) && perr.Code() == serial.PortClosed:
			if !s.closed.Load() {
				return n, errPortGone
			}
			return n, net.ErrClosed
		case err != nil || n > 0 || len(p) == 0:
			return n, err
		}
	}
}

func (s *serialLine) Write(p []byte) (int, error) {
	for done := 0; done < len(p); {
		n, err := s.port.Write(p[done:])
		if done += n; err != nil {
			return done, err
		}
	}
	return len(p), nil
}

// SendBreak holds the line in the BREAK condition for a quarter of a second. It returns ErrNoBreak
// where nothing would arrive.
func (s *serialLine) SendBreak() error {
	if s.pseudo {
		return ErrNoBreak
	}
	return s.port.Break(breakTime)
}

// Close unblocks Read.
func (s *serialLine) Close() error {
	s.closed.Store(true)
	defer s.unlock()
	return s.port.Close()
}

// busyError says that another program has the port.
type busyError struct {
	port, holder string // holder: "screen (pid 123)", several with " and " between, or ""
}

func (e *busyError) Error() string {
	if e.holder == "" {
		return "another program uses it"
	}
	if strings.Contains(e.holder, " and ") {
		return e.holder + " use it"
	}
	return e.holder + " uses it"
}

// portError turns the library's codes into errors that callers know.
func portError(name string, err error) error {
	var perr *serial.PortError
	if !errors.As(err, &perr) {
		return err
	}
	switch perr.Code() {
	case serial.PortBusy:
		return &busyError{name, holder(name)}
	case serial.PortNotFound:
		return fs.ErrNotExist
	case serial.PermissionDenied:
		return fs.ErrPermission
	case serial.InvalidSerialPort:
		return fmt.Errorf("it is no serial port")
	case serial.InvalidSpeed:
		return fmt.Errorf("the port does not take this rate")
	}
	return err
}
