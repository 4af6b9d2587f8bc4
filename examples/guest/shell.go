package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"

	"kbreak/examples/guest/lab"
)

// serveShell lets other programs run commands in the guest: each connection to the socket is one
// command, a line, and is answered by its output, which the end of the connection ends. A guest that is
// not ready, because it waits in kgdb, answers when it is.
func serveShell(ctx context.Context, g *lab.Guest, path string, ready bool) (closeIt func(), err error) {
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			if !ready {
				ready = g.Ready(ctx) == nil
			}
			answerShell(ctx, g, conn) // Guest.Run is for one at a time
			_ = conn.Close()
		}
	}()
	return func() { _ = l.Close() }, nil
}

func answerShell(ctx context.Context, g *lab.Guest, conn net.Conn) {
	line, err := bufio.NewReader(io.LimitReader(conn, 64<<10)).ReadString('\n')
	if err != nil {
		return
	}
	// Who asked may be gone before a stopped guest answers.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		_, _ = io.Copy(io.Discard, conn)
		cancel()
	}()
	out, err := g.Run(ctx, strings.TrimSpace(line))
	if out != "" {
		fmt.Fprintln(conn, out)
	}
	if err != nil {
		fmt.Fprintln(conn, "guest:", err)
	}
}

// runIn runs a command in a guest that serves its shell on the socket.
func runIn(ctx context.Context, path, command string) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", path)
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	if _, err := fmt.Fprintln(conn, command); err != nil {
		return err
	}
	_, err = io.Copy(os.Stdout, conn)
	return errors.Join(err, conn.Close())
}
