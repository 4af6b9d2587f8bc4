package transport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"time"
)

// SendBreak makes a BREAK on a line, and returns an error that is [ErrNoBreak] where nothing would arrive.
func SendBreak(conn io.ReadWriteCloser) error {
	if b, ok := conn.(interface{ SendBreak() error }); ok {
		return b.SendBreak()
	}
	return ErrNoBreak
}

// A Monitor is the QMP monitor of a QEMU and the name of the character device that a guest's UART is
// connected to: the socket of the UART carries no BREAK, but the monitor can make one on it.
type Monitor struct {
	target target
	device string
}

// defaultDevice is what QEMU calls the device of its first -serial option.
const defaultDevice = "serial0"

// monitorTime bounds a conversation with a monitor.
var monitorTime = 5 * time.Second

// ParseMonitor reads ADDRESS[,DEVICE]: unix:PATH or HOST:PORT, as in -qmp, and the id of the -chardev; by
// default it is serial0, that of the first -serial.
func ParseMonitor(s string) (*Monitor, error) {
	addr, device, given := strings.Cut(s, ",")
	if !given {
		device = defaultDevice
	}
	t, err := parseTarget(addr)
	if err != nil {
		return nil, err
	}
	if t.network != "tcp" && t.network != "unix" {
		return nil, fmt.Errorf("a monitor is reached by HOST:PORT or unix:PATH, not by %q", addr)
	}
	if device == "" {
		return nil, fmt.Errorf("monitor %q: the name of a character device follows the comma", s)
	}
	return &Monitor{t, device}, nil
}

// Line returns conn with a SendBreak that goes by way of the monitor.
func (m *Monitor) Line(conn io.ReadWriteCloser) io.ReadWriteCloser { return &monitored{conn, m} }

type monitored struct {
	io.ReadWriteCloser
	monitor *Monitor
}

func (l *monitored) SendBreak() error { return l.monitor.SendBreak() }

// SendBreak has QEMU make a BREAK on the guest's UART (QMP command chardev-send-break, QEMU 2.10).
func (m *Monitor) SendBreak() error {
	if err := m.sendBreak(); err != nil {
		return fmt.Errorf("monitor %s: %w", m.target, err)
	}
	return nil
}

func (m *Monitor) sendBreak() (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), monitorTime)
	defer cancel()
	conn, err := m.target.dial(ctx)
	if err != nil {
		return errors.New(reason(err))
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if c, ok := conn.(net.Conn); ok {
		if err := c.SetDeadline(time.Now().Add(monitorTime)); err != nil {
			return err
		}
	}
	q := qmp{json.NewDecoder(io.LimitReader(conn, 1<<20)), conn}
	var greeting struct {
		QMP *json.RawMessage
	}
	if err := q.in.Decode(&greeting); err != nil || greeting.QMP == nil {
		if isTimeout(err) {
			return errors.New("it does not answer; a monitor talks to one client at a time")
		}
		return errors.New("this is no QMP monitor: QEMU makes one with -qmp unix:PATH,server=on,wait=off")
	}
	if err := q.do("qmp_capabilities", nil, nil); err != nil {
		return err
	}
	err = q.do("chardev-send-break", map[string]string{"id": m.device}, nil)
	var refused *qmpError
	if errors.As(err, &refused) {
		var devices []struct{ Label string }
		if q.do("query-chardev", nil, &devices) == nil && !slices.ContainsFunc(devices, func(d struct{ Label string }) bool { return d.Label == m.device }) {
			var names []string
			for _, d := range devices {
				names = append(names, printable(d.Label))
			}
			return fmt.Errorf("it has no character device %q, only %s", m.device, strings.Join(names, ", "))
		}
	}
	return err
}

// qmp is a conversation in QEMU's machine protocol (QEMU, docs/interop/qmp-spec).
type qmp struct {
	in  *json.Decoder
	out io.Writer
}

type qmpError struct{ Class, Desc string }

func (e *qmpError) Error() string { return printable(e.Desc) }

// do runs a command and stores what it returns, unless result is nil. Events in between are dropped.
func (q *qmp) do(command string, arguments map[string]string, result any) error {
	request := map[string]any{"execute": command}
	if arguments != nil {
		request["arguments"] = arguments
	}
	if err := json.NewEncoder(q.out).Encode(request); err != nil {
		return err
	}
	for {
		var reply struct {
			Return *json.RawMessage
			Error  *qmpError
		}
		if err := q.in.Decode(&reply); err != nil {
			return fmt.Errorf("%s: %w", command, err)
		}
		switch {
		case reply.Error != nil:
			return reply.Error
		case reply.Return != nil && result != nil:
			return json.Unmarshal(*reply.Return, result)
		case reply.Return != nil:
			return nil
		}
	}
}
