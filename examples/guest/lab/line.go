package lab

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"regexp"
	"strconv"
	"strings"
)

// chardevs are what QEMU's character devices are connected to, in QEMU's words; "" is for none.
type chardevs struct{ stub, kgdb, monitor string }

// chardevs opens the sockets of a guest and notes what leads to it.
func (g *Guest) chardevs(cfg Config, inherit *inheritance) (c chardevs, err error) {
	stub, err := listenTCP(cfg.Port)
	if err != nil {
		return c, fmt.Errorf("port for the guest's stub: %w", err)
	}
	g.Stub = stub.Addr().String()
	if c.stub, err = inherit.socket(stub); err != nil {
		return c, err
	}
	if cfg.Monitor != "" {
		l, err := g.listenUnix(cfg.Monitor)
		if err != nil {
			return c, fmt.Errorf("QEMU's monitor: %w", err)
		}
		if c.monitor, err = inherit.socket(l); err != nil {
			return c, err
		}
	}
	var l listener
	switch name, number, _ := strings.Cut(cfg.KGDB, ":"); {
	case cfg.KGDB == "":
		return c, nil
	case cfg.KGDB == "pty": // its name is known when QEMU has made it
		c.kgdb = "pty"
		return c, nil
	case name == "tcp", name == "telnet":
		port := 0
		if number != "" {
			if port, err = strconv.Atoi(number); err != nil || port < 0 || port > 0xffff {
				return c, fmt.Errorf("kgdb's line: %q is no port", number)
			}
		}
		tcp, err := listenTCP(port)
		if err != nil {
			return c, fmt.Errorf("port for kgdb's line: %w", err)
		}
		g.Line, l = tcp.Addr().String(), tcp
		if name == "telnet" {
			g.Line = "telnet:" + g.Line
			c.kgdb, err = inherit.socket(l)
			c.kgdb += ",telnet=on"
			return c, err
		}
	default:
		unix, err := g.listenUnix(cfg.KGDB)
		if err != nil {
			return c, fmt.Errorf("socket for kgdb's line: %w", err)
		}
		g.Line, l = "unix:"+cfg.KGDB, unix
	}
	c.kgdb, err = inherit.socket(l)
	return c, err
}

// inheritance is the files that QEMU inherits, from descriptor 3 on.
type inheritance struct {
	files   []*os.File
	sockets []*os.File // those among them that are ours to close
}

type listener interface {
	net.Listener
	File() (*os.File, error)
}

// socket hands a socket to QEMU. That we listen ourselves means that a port which is free stays ours, one
// that is taken is an error with a name, and a client can connect as soon as Boot says where.
func (i *inheritance) socket(l listener) (chardev string, err error) {
	f, err := l.File()
	_ = l.Close() // f is a duplicate
	if err != nil {
		return "", err
	}
	i.files, i.sockets = append(i.files, f), append(i.sockets, f)
	chardev = fmt.Sprintf("socket,fd=%d,server=on,wait=off", 2+len(i.files))
	if _, ok := l.(*net.TCPListener); ok {
		chardev += ",nodelay=on"
	}
	return chardev, nil
}

func (i *inheritance) close() {
	for _, f := range i.sockets {
		_ = f.Close()
	}
}

func listenTCP(port int) (*net.TCPListener, error) {
	return net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
}

// listenUnix makes a socket that Stop removes. One that a guest before left behind is replaced, one that
// somebody listens on is not.
func (g *Guest) listenUnix(path string) (*net.UnixListener, error) {
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		st, statErr := os.Lstat(path)
		if statErr != nil || st.Mode().Type() != os.ModeSocket {
			return nil, err
		}
		if conn, dialErr := net.Dial("unix", path); dialErr == nil {
			return nil, errors.Join(err, conn.Close())
		}
		if err := os.Remove(path); err != nil {
			return nil, err
		}
		if l, err = net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"}); err != nil {
			return nil, err
		}
	}
	l.SetUnlinkOnClose(false)
	g.sockets = append(g.sockets, path)
	return l, nil
}

var ptyLine = regexp.MustCompile(`^char device redirected to (\S+) \(label \w+\)$`)

// pty waits for QEMU to say which pseudo terminal it made, which it does before the guest can say
// anything, in the same stream.
func (g *Guest) pty(ctx context.Context) (target string, err error) {
	ctx, cancel := context.WithTimeout(ctx, bootTimeout)
	defer cancel()
	line, err := g.lines.next(ctx)
	if err != nil {
		return "", fmt.Errorf("start QEMU: %w\n%s", err, g.describe())
	}
	m := ptyLine.FindStringSubmatch(line)
	if m == nil {
		return "", fmt.Errorf("QEMU says %q and not which pseudo terminal it made", line)
	}
	return "serial:" + m[1] + ",115200", nil
}
