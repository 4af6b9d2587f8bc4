package transport

import (
	"errors"
	"io"
	"sync"
)

// Record returns conn with a transcript of everything that passes written to w, in the text form of
// the package comment. Each event reaches w in one Write as it happens, so that a transcript is
// complete up to the moment a program dies. Sent bytes are written down before they are sent: an answer
// cannot stand above its question.
//
// A w that fails does not disturb the conversation; Close returns its first error. Record does not
// close w. The same goroutines may use the result as may use conn.
func Record(conn io.ReadWriteCloser, w io.Writer) io.ReadWriteCloser {
	return &recorder{conn: conn, w: w}
}

type recorder struct {
	conn io.ReadWriteCloser

	mu       sync.Mutex
	w        io.Writer
	err      error // first error of w; nothing is written after it
	sent     splitter
	received splitter
	ended    bool // the "!" line is written
}

func (r *recorder) Read(p []byte) (int, error) {
	n, err := r.conn.Read(p)
	r.mu.Lock()
	defer r.mu.Unlock()
	if n > 0 {
		r.write('<', &r.received, p[:n])
	}
	if err != nil {
		r.end(err.Error())
	}
	return n, err
}

func (r *recorder) Write(p []byte) (int, error) {
	r.mu.Lock()
	if len(p) > 0 {
		r.write('>', &r.sent, p)
	}
	r.mu.Unlock()
	n, err := r.conn.Write(p)
	if err != nil {
		r.mu.Lock()
		r.end(err.Error())
		r.mu.Unlock()
	}
	return n, err
}

// SendBreak notes a BREAK as a comment.
func (r *recorder) SendBreak() error {
	err := SendBreak(r.conn)
	if err == nil {
		r.mu.Lock()
		r.put([]byte("# BREAK\n"))
		r.mu.Unlock()
	}
	return err
}

func (r *recorder) Close() error {
	r.mu.Lock()
	r.end("closed")
	err := r.err
	r.mu.Unlock()
	return errors.Join(r.conn.Close(), err)
}

func (r *recorder) write(direction byte, s *splitter, p []byte) {
	var text []byte
	for _, line := range s.split(p) {
		text = append(text, direction, ' ')
		text = appendBytes(text, line)
		text = append(text, '\n')
	}
	r.put(text)
}

func (r *recorder) end(why string) {
	if r.ended {
		return
	}
	r.ended = true
	text := append([]byte("! "), appendBytes(nil, []byte(why))...)
	r.put(append(text, '\n'))
}

func (r *recorder) put(text []byte) {
	if r.err == nil {
		_, r.err = r.w.Write(text)
	}
}

// appendBytes appends p in the escaped form of a transcript line.
func appendBytes(dst, p []byte) []byte {
	const digits = "0123456789abcdef"
	for i, b := range p {
		switch {
		case b == '\\':
			dst = append(dst, `\\`...)
		case b < 0x20 || b > 0x7e || b == ' ' && i == len(p)-1:
			dst = append(dst, '\\', 'x', digits[b>>4], digits[b&15])
		default:
			dst = append(dst, b)
		}
	}
	return dst
}

// splitter finds the messages in one direction's bytes. It remembers across calls whether it is inside
// of a packet, where + and - are data.
type splitter struct {
	state splitState
}

type splitState uint8

const (
	outside   splitState = iota // acknowledgements, interrupts, noise
	inPacket                    // between $ or % and #
	checksum1                   // both digits to come
	checksum2                   // one digit to come
)

// split cuts p into pieces, one for a line each; joined they are p.
func (s *splitter) split(p []byte) [][]byte {
	var lines [][]byte
	start := 0
	cut := func(end int) {
		if end > start {
			lines = append(lines, p[start:end])
			start = end
		}
	}
	for i, b := range p {
		switch {
		case b == '$' || b == '%' && s.state == outside:
			// A $ never occurs inside of a packet: it begins a new one even after a broken one.
			cut(i)
			s.state = inPacket
		case s.state == inPacket:
			if b == '#' {
				s.state = checksum1
			}
		case s.state == checksum1:
			s.state = checksum2
		case s.state == checksum2:
			s.state = outside
			cut(i + 1)
		case b == '+' || b == '-' || b == 0x03:
			cut(i)
			cut(i + 1)
		}
	}
	cut(len(p))
	return lines
}
