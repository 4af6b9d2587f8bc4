package transport

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"sync"
	"time"
)

// lingerTime is how long we wait, after a command has ended, for a grandchild that holds its output.
const lingerTime = time.Second

// command is a line made of a command's standard input and output.
//
//	Write ──► stdin pipe ──► command ──► stdout pipe ──► os/exec's copier ──► io.Pipe ──► Read
//
// The io.Pipe is there because closing it unblocks Read on every system, which closing an anonymous
// pipe of the system does not.
type command struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
	out   *io.PipeReader
	outW  *io.PipeWriter
	ended chan struct{} // closed when the command has been waited for

	closeOnce sync.Once
}

func startCommand(words []string) (*command, error) {
	c := &command{cmd: exec.Command(words[0], words[1:]...), ended: make(chan struct{})}
	c.out, c.outW = io.Pipe()
	c.cmd.Stdout = c.outW
	c.cmd.Stderr = os.Stderr
	c.cmd.WaitDelay = lingerTime
	ownGroup(c.cmd)
	var err error
	if c.stdin, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	go c.wait()
	return c, nil
}

// wait is the package's only goroutine; it ends when the command does, at the latest after Close.
func (c *command) wait() {
	defer close(c.ended)
	err := c.cmd.Wait()
	switch {
	case err == nil, errors.Is(err, exec.ErrWaitDelay):
		err = io.EOF
	default:
		err = fmt.Errorf("command %s ended: %w", c.cmd.Args[0], err)
	}
	c.outW.CloseWithError(err) // does nothing after Close
}

func (c *command) Read(p []byte) (int, error) { return c.out.Read(p) }

func (c *command) Write(p []byte) (int, error) {
	n, err := c.stdin.Write(p)
	if errors.Is(err, os.ErrClosed) {
		err = net.ErrClosed
	}
	return n, err
}

// Close kills the command with all of its process group and returns when it is gone.
func (c *command) Close() error {
	err := net.ErrClosed
	c.closeOnce.Do(func() {
		err = nil
		c.outW.CloseWithError(net.ErrClosed)
		killGroup(c.cmd)
		_ = c.stdin.Close() // the error would be about a pipe that the kill has broken
		<-c.ended
	})
	return err
}
