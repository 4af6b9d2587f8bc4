package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// dialTimeout bounds a TCP connect to a host that does not answer; the system's own limit is minutes.
const dialTimeout = 10 * time.Second

// Dial connects to the stub that target names, in one of the forms of the package comment. ctx bounds
// the connecting alone, not the life of the connection; without a deadline a host that does not answer
// is given 10 seconds.
//
// One goroutine may Read while another Writes. Close may come from any goroutine and unblocks both:
// Read then returns an error for which errors.Is finds [net.ErrClosed]. A stub that goes away is
// [io.EOF] to Read, or an error that says more.
//
// A target that cannot be understood is an error at once; anything after that is a [*DialError].
func Dial(ctx context.Context, target string) (io.ReadWriteCloser, error) {
	t, err := parseTarget(target)
	if err != nil {
		return nil, err
	}
	conn, err := t.dial(ctx)
	if err != nil {
		return nil, &DialError{Target: t.String(), Err: err, Hint: t.hint(err)}
	}
	return conn, nil
}

func (t target) dial(ctx context.Context) (io.ReadWriteCloser, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	switch t.network {
	case "exec":
		return startCommand(t.command)
	case "serial":
		return openSerial(t)
	case "pipe":
		return openPipe(t.addr)
	}
	network := t.network
	if network == "telnet" {
		network = "tcp"
	}
	d := net.Dialer{Timeout: dialTimeout}
	conn, err := d.DialContext(ctx, network, t.addr)
	if err != nil {
		return nil, err
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		// A request is one small packet and everything waits for its answer.
		if err := tcp.SetNoDelay(true); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	if t.network == "telnet" {
		line, err := newTelnet(conn)
		if err != nil {
			return nil, errors.Join(err, conn.Close())
		}
		return line, nil
	}
	return conn, nil
}

// DialError says that there is no connection, and what to look at.
type DialError struct {
	Target string // as understood: tcp:HOST:PORT, telnet:HOST:PORT, unix:PATH, serial:DEVICE,BAUD, exec:COMMAND
	Err    error  // of the system
	Hint   string // a question or advice for the user; may be empty
}

func (e *DialError) Error() string {
	s := "connect to " + e.Target + ": " + reason(e.Err)
	if e.Hint != "" {
		s += ": " + e.Hint
	}
	return s
}

func (e *DialError) Unwrap() error { return e.Err }

// reason strips what DialError says already ("dial tcp 127.0.0.1:1: connect: ...").
func reason(err error) string {
	var opErr *net.OpError
	if errors.As(err, &opErr) {
		err = opErr.Err
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	switch {
	case errors.Is(err, context.Canceled):
		return "canceled"
	case isTimeout(err):
		return "no answer in time"
	case isRefused(err):
		return "connection refused" // Windows has a sentence for it, with a full stop
	}
	return strings.TrimPrefix(err.Error(), "connect: ")
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &t) && t.Timeout()
}

// isRefused knows Windows' number too: package syscall does not map WSAECONNREFUSED to ECONNREFUSED.
func isRefused(err error) bool {
	const wsaeConnRefused = syscall.Errno(10061)
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, wsaeConnRefused)
}

// hint is about the stubs that people use: a VMware guest's on its two well-known ports, and others.
func (t target) hint(err error) string {
	var dnsErr *net.DNSError
	switch {
	case errors.Is(err, context.Canceled):
		return ""
	case t.network == "exec":
		if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
			return "is the program installed, and in the PATH?"
		}
		return ""
	case t.network == "serial":
		return serialHint(err)
	case t.network == "pipe":
		if errors.Is(err, fs.ErrNotExist) {
			return `is the VM running, and is this the name of its serial port's pipe (serial0.fileName)?`
		}
		return ""
	case t.network == "unix":
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return "is the VM running, and is this the path of its stub's socket?"
		case isRefused(err):
			return "the socket is there, but nothing listens on it: is the VM running?"
		}
		return ""
	case errors.As(err, &dnsErr):
		return "is the host name right?"
	case isRefused(err):
		return t.refusedHint()
	case isTimeout(err):
		return "is the host up, does a firewall drop the port, and is debugStub.listen.guest64.remote" +
			` = "TRUE" in the .vmx where VMware runs on another machine?`
	}
	return ""
}

func serialHint(err error) string {
	var busy *busyError
	switch {
	case errors.As(err, &busy):
		return "a terminal program, or another debugger? One of the two has to let go of the line"
	case errors.Is(err, fs.ErrNotExist):
		return "is the cable plugged in? kbreak ports lists the ports of this machine"
	case errors.Is(err, fs.ErrPermission):
		return "ports belong to a group, dialout or uucp: add yourself to it, or be root"
	}
	return ""
}

func (t target) refusedHint() string {
	_, port, _ := net.SplitHostPort(t.addr) // parseTarget made it
	if t.network == "telnet" {
		return fmt.Sprintf("is the VM or the terminal server running, and does it speak telnet on port %s (QEMU: -serial telnet::%s,server=on,wait=off)?", port, port)
	}
	switch port {
	case "8864":
		return `is the VM running, and is debugStub.listen.guest64 = "TRUE" in its .vmx?`
	case "8832":
		return `is the VM running, and is debugStub.listen.guest32 = "TRUE" in its .vmx?`
	}
	return fmt.Sprintf("is the VM running, and does its stub listen on port %s (QEMU: -gdb tcp::%s; "+
		`VMware: debugStub.listen.guest64 = "TRUE" and port 8864 unless debugStub.port.guest64 says otherwise)?`, port, port)
}
