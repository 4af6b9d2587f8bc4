package rsp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// greetings are what services say that get mistaken for a stub. They serve the error text alone.
var greetings = []struct{ begin, what string }{
	{"HTTP/", "a web server"},
	{"<html", "a web server"},
	{"<!DOCTYPE", "a web server"},
	{"SSH-", "an SSH server"},
	{"RFB ", "a VNC server"},
	{"QEMU ", "QEMU's monitor; its stub is what -gdb tcp::PORT or -s opens"},
	{`{"QMP"`, "QEMU's QMP monitor; its stub is what -gdb tcp::PORT or -s opens"},
	{"220 VMware", "VMware's authentication daemon; the debugStub listens on 8864 or 8832"},
	{"220", "a mail or file server"},
	{"\x16\x03", "a TLS server"},
	{"\x15\x03", "a TLS server"},
	{"\xff\xfb", "a telnet server"},
	{"\xff\xfd", "a telnet server"},
}

// consoles are what a kernel console says on a line where the stub is not listening.
var consoles = []struct{ text, what string }{
	{"kdb>", "kdb's prompt: type kgdb there first"},
	{"more>", "kdb's pager: answer it with q first"},
	{"login:", "a login prompt: the kernel on this console is running; break into kgdb first"},
}

// noStub explains a failed first exchange by what the peer did send.
func (c *Client) noStub(err error) error {
	if errors.Is(c.lostErr(), ErrLost) || errors.Is(err, context.DeadlineExceeded) {
		return describePeer(c.conn.hello(), c.conn.inside() > 0, err)
	}
	return err
}

// describePeer names what a peer is that did not answer qSupported. head is how its words began,
// frames whether any of them looked like a packet.
func describePeer(head []byte, frames bool, err error) error {
	said := bytes.TrimLeft(head, "+-")
	switch {
	case len(head) == 0 && errors.Is(err, ErrTimeout), len(head) == 0 && errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%w: the peer took the connection and sent nothing: %w", ErrNoStub, err)
	case len(head) == 0:
		return fmt.Errorf("%w: the peer closed the connection without a word; "+
			"a stub does this when another debugger is attached: %w", ErrNoStub, err)
	case len(said) == 0 && bytes.Count(head, []byte{byteNak}) > 2:
		return fmt.Errorf("%w: the peer rejects every packet as damaged: is the line noisy, or the baud rate wrong? %w", ErrNoStub, err)
	case len(said) == 0:
		return fmt.Errorf("%w: the peer acknowledges but does not answer: %w", ErrNoStub, err)
	}
	for _, g := range greetings {
		if bytes.HasPrefix(said, []byte(g.begin)) {
			return fmt.Errorf("%w: the peer sent %s; this looks like %s", ErrNoStub, quote(head), g.what)
		}
	}
	for _, g := range consoles {
		if bytes.Contains(said, []byte(g.text)) {
			return fmt.Errorf("%w: the peer sent %s; this looks like %s", ErrNoStub, quote(head), g.what)
		}
	}
	if garbled(said) {
		return fmt.Errorf("%w: the peer sent %s, which is neither text nor packets: is the baud rate wrong, or the line noisy?", ErrNoStub, quote(head))
	}
	if frames && said[0] == byteStart {
		return err // it does speak the protocol, and broke off
	}
	return fmt.Errorf("%w: the peer sent %s instead of a packet", ErrNoStub, quote(head))
}

// garbled reports whether bytes are what a UART makes of another baud rate: mostly such as no console
// writes.
func garbled(b []byte) bool {
	odd, text := 0, utf8.Valid(b)
	for _, c := range b {
		if c < ' ' && bytes.IndexByte([]byte("\a\b\t\n\r\x1b"), c) < 0 || c == 0x7f || c > 0x7f && !text {
			odd++
		}
	}
	return len(b) >= 6 && 4*odd >= len(b)
}

// quote makes foreign bytes readable and safe for a terminal, as a Go string.
func quote(b []byte) string {
	var out []byte
	for _, c := range b {
		switch {
		case c >= 0x80:
			out = fmt.Appendf(out, `\x%02x`, c)
		default:
			q := strconv.AppendQuoteRune(nil, rune(c))
			out = append(out, q[1:len(q)-1]...)
		}
	}
	if len(b) >= maxHello {
		return `"` + string(out) + `"...`
	}
	return `"` + string(out) + `"`
}
