package rsp

import (
	"errors"
	"fmt"
)

// Sentinels. Test for them with [errors.Is].
var (
	// ErrUnsupported: the stub does not know the request (it gave the empty reply).
	ErrUnsupported = errors.New("the stub does not support this")
	// ErrLost: the stream broke or lost its order; only Close makes sense now.
	ErrLost = errors.New("connection to the stub lost")
	// ErrTimeout: the stub did not answer in time.
	ErrTimeout = errors.New("no answer from the stub")
	// ErrRunning: the request needs a stopped target.
	ErrRunning = errors.New("the target is running")
	// ErrNoStub: what answers is not a GDB stub, or nothing answers.
	ErrNoStub = errors.New("not a GDB stub")
)

// WireError is a frame that breaks the rules of the protocol.
type WireError struct {
	Problem string
	Offset  int // in the frame, from its $
}

func (e *WireError) Error() string {
	return fmt.Sprintf("bad packet: %s (offset %d)", e.Problem, e.Offset)
}

// ReplyError is a stub's refusal of one request. With an empty reply it is [ErrUnsupported].
type ReplyError struct {
	Op   string // the request, shortened
	Code string // two digits as sent: "22"; meaning differs between stubs
	Text string // the text of an "E.text" reply, or what is wrong with a malformed one
}

func (e *ReplyError) Error() string {
	switch {
	case e.Code == "" && e.Text == "":
		return fmt.Sprintf("%s: %v", e.Op, ErrUnsupported)
	case e.Text != "":
		return fmt.Sprintf("%s: %s", e.Op, e.Text)
	}
	return fmt.Sprintf("%s: the stub answered E%s", e.Op, e.Code)
}

// Is makes an empty reply answer to [ErrUnsupported].
func (e *ReplyError) Is(target error) bool {
	return target == ErrUnsupported && e.Code == "" && e.Text == ""
}

// replyError turns a reply that is a refusal into its error; nil means that it is none.
func replyError(op string, reply []byte) error {
	switch {
	case len(reply) == 0:
		return &ReplyError{Op: op}
	case len(reply) > 2 && reply[0] == 'E' && reply[1] == '.':
		return &ReplyError{Op: op, Text: printable(reply[2:], 200)}
	case len(reply) >= 3 && reply[0] == 'E' && isHex(reply[1]) && isHex(reply[2]) &&
		(len(reply) == 3 || reply[3] == ';'):
		e := &ReplyError{Op: op, Code: string(reply[1:3])}
		if len(reply) > 4 { // lldb's QEnableErrorStrings: Exx;hex
			text := make([]byte, len(reply)/2)
			e.Text = printable(text[:decodeHex(text, reply[4:])], 200)
		}
		return e
	}
	return nil
}

// malformed is the error of a reply that is neither a refusal nor of the right form.
func malformed(op string, reply []byte) error {
	return &ReplyError{Op: op, Text: fmt.Sprintf("malformed reply %q", printable(reply, 40))}
}

func isHex(c byte) bool { _, ok := unhex(c); return ok }

// printable shortens foreign bytes to n and makes them safe for a terminal.
func printable(b []byte, n int) string {
	cut := len(b) > n
	if cut {
		b = b[:n]
	}
	out := make([]byte, 0, len(b))
	for _, c := range b {
		if c < 0x20 || c > 0x7e {
			c = '.'
		}
		out = append(out, c)
	}
	if cut {
		return string(out) + "..."
	}
	return string(out)
}
