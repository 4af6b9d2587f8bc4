package console

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// pty is our end of a pseudo terminal. The other end is kept open, so that programs may come and go.
type pty struct {
	*os.File
	slave *os.File
}

func (p *pty) Close() error {
	err := p.File.Close()
	_ = p.slave.Close()
	return err
}

// OpenPTY makes a pseudo terminal that passes every byte as it is, and returns its near end and the
// name by which programs open the other.
func OpenPTY() (io.ReadWriteCloser, string, error) {
	// Non-blocking, so that Close ends a Read.
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, "", fmt.Errorf("pseudo terminal: %w", err)
	}
	p := &pty{File: os.NewFile(uintptr(fd), "/dev/ptmx")}
	fail := func(err error) (io.ReadWriteCloser, string, error) {
		_ = p.File.Close()
		return nil, "", fmt.Errorf("pseudo terminal: %w", err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err != nil {
		return fail(err)
	}
	name := fmt.Sprintf("/dev/pts/%d", n)
	if p.slave, err = os.OpenFile(name, os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		return fail(err)
	}
	t, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err == nil {
		t.Iflag, t.Oflag, t.Lflag = 0, 0, 0
		t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
		err = unix.IoctlSetTermios(fd, unix.TCSETS, t)
	}
	if err != nil {
		_ = p.slave.Close()
		return fail(err)
	}
	return p, name, nil
}
