package transport

import (
	"bytes"
	"net"
	"sync"
)

// Bytes of the telnet protocol (RFC 854, RFC 856 for BINARY, RFC 857 for ECHO, RFC 858 for SGA).
const (
	telnetSE    = 240 // ends SB
	telnetBreak = 243
	telnetSB    = 250
	telnetWill  = 251
	telnetWont  = 252
	telnetDo    = 253
	telnetDont  = 254
	telnetIAC   = 255

	optBinary = 0
	optEcho   = 1
	optSGA    = 3
)

// telnetLine is a line behind a terminal server: QEMU's -serial telnet:..., ser2net. It agrees to
// what makes the line transparent and refuses the rest.
type telnetLine struct {
	conn net.Conn

	// Of the goroutine that reads.
	state   telnetState
	command byte // WILL, WONT, DO or DONT, whose option comes next

	mu  sync.Mutex // of Write, and what follows
	him [256]option
	us  [256]option
}

// option is what is agreed about one option in one direction.
type option struct {
	asked bool // we did, and there is no answer yet
	on    bool
}

type telnetState uint8

const (
	telnetData   telnetState = iota
	telnetCR                 // a CR was given; a NUL may follow it that is none
	telnetIn                 // after IAC
	telnetOption             // after IAC and a command with an option
	telnetSub                // inside of a subnegotiation
	telnetSubIAC             // after IAC in there
)

// newTelnet asks for a line without changes to its bytes. Nobody needs to answer.
func newTelnet(conn net.Conn) (*telnetLine, error) {
	t := &telnetLine{conn: conn}
	t.him[optBinary].asked, t.him[optSGA].asked, t.us[optBinary].asked = true, true, true
	_, err := conn.Write([]byte{telnetIAC, telnetDo, optSGA, telnetIAC, telnetDo, optBinary, telnetIAC, telnetWill, optBinary})
	return t, err
}

// Read waits until there is a byte that is not of telnet's.
func (t *telnetLine) Read(p []byte) (int, error) {
	for {
		n, err := t.conn.Read(p)
		kept, reply := t.receive(p[:n])
		if len(reply) > 0 {
			t.mu.Lock()
			_, werr := t.conn.Write(reply)
			t.mu.Unlock()
			if err == nil {
				err = werr
			}
		}
		if kept > 0 || err != nil || len(p) == 0 {
			return kept, err
		}
	}
}

// receive takes telnet's bytes out of p and returns how many are left, and what is to be answered.
func (t *telnetLine) receive(p []byte) (kept int, reply []byte) {
	keep := func(c byte) {
		p[kept] = c
		kept++
	}
	for _, c := range p {
		switch t.state {
		case telnetData, telnetCR:
			cr := t.state == telnetCR
			t.state = telnetData
			switch {
			case c == telnetIAC:
				t.state = telnetIn
			case c == 0 && cr:
			default:
				keep(c)
				if c == '\r' && !t.transparent() {
					t.state = telnetCR
				}
			}
		case telnetIn:
			t.state = telnetData
			switch c {
			case telnetIAC:
				keep(c)
			case telnetWill, telnetWont, telnetDo, telnetDont:
				t.state, t.command = telnetOption, c
			case telnetSB:
				t.state = telnetSub
			}
		case telnetOption:
			t.state = telnetData
			reply = append(reply, t.negotiate(t.command, c)...)
		case telnetSub:
			if c == telnetIAC {
				t.state = telnetSubIAC
			}
		case telnetSubIAC:
			t.state = telnetSub
			if c == telnetSE {
				t.state = telnetData
			}
		}
	}
	return kept, reply
}

// transparent reports whether the server sends a CR as it is, and not with a NUL.
func (t *telnetLine) transparent() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.him[optBinary].on
}

// negotiate answers an offer or a wish. What changes nothing is not answered, or two sides would
// agree for ever (RFC 854, "General considerations").
func (t *telnetLine) negotiate(command, opt byte) []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	o, yes, no, ours := &t.him[opt], byte(telnetDo), byte(telnetDont), opt == optBinary || opt == optSGA || opt == optEcho
	on := command == telnetWill
	if command == telnetDo || command == telnetDont {
		o, yes, no, ours = &t.us[opt], telnetWill, telnetWont, opt == optBinary || opt == optSGA
		on = command == telnetDo
	}
	asked, was := o.asked, o.on
	o.asked, o.on = false, on && ours
	switch {
	case on && !ours:
		return []byte{telnetIAC, no, opt}
	case asked, on == was:
		return nil
	case on:
		return []byte{telnetIAC, yes, opt}
	}
	return []byte{telnetIAC, no, opt}
}

// Write doubles 0xff, and sends a NUL behind a CR where the server did not agree to take it alone.
func (t *telnetLine) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := bytes.ReplaceAll(p, []byte{telnetIAC}, []byte{telnetIAC, telnetIAC})
	if !t.us[optBinary].on {
		out = bytes.ReplaceAll(out, []byte{'\r'}, []byte{'\r', 0})
	}
	if _, err := t.conn.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// SendBreak asks the server for a BREAK on the line behind it.
func (t *telnetLine) SendBreak() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, err := t.conn.Write([]byte{telnetIAC, telnetBreak})
	return err
}

func (t *telnetLine) Close() error { return t.conn.Close() }
