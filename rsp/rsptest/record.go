package rsptest

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// Recorder is a connection that remembers what went over it.
type Recorder struct {
	io.ReadWriteCloser
	mu    sync.Mutex
	steps []Step
}

// Record wraps the client's end of a connection.
func Record(conn io.ReadWriteCloser) *Recorder { return &Recorder{ReadWriteCloser: conn} }

// Steps returns what was said so far.
func (r *Recorder) Steps() []Step {
	r.mu.Lock()
	defer r.mu.Unlock()
	return bytesOnly(r.steps)
}

func bytesOnly(steps []Step) []Step {
	out := make([]Step, len(steps))
	for i, s := range steps {
		out[i] = Step{FromClient: s.FromClient, Bytes: bytes.Clone(s.Bytes)}
	}
	return out
}

func (r *Recorder) Read(p []byte) (int, error) {
	n, err := r.ReadWriteCloser.Read(p)
	r.note(false, p[:n])
	return n, err
}

// Write notes the bytes first: the answer may come before Write returns.
func (r *Recorder) Write(p []byte) (int, error) {
	r.note(true, p)
	return r.ReadWriteCloser.Write(p)
}

func (r *Recorder) note(fromClient bool, p []byte) {
	if len(p) == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if last := len(r.steps) - 1; last >= 0 && r.steps[last].FromClient == fromClient {
		r.steps[last].Bytes = append(r.steps[last].Bytes, p...)
		return
	}
	r.steps = append(r.steps, Step{FromClient: fromClient, Bytes: bytes.Clone(p)})
}

// Format writes a transcript; [Parse] reads it back. Each line ends after a packet.
func Format(steps []Step) string {
	var b strings.Builder
	for _, s := range steps {
		switch {
		case s.Close:
			b.WriteString("!\n")
		case s.Silent > 0:
			fmt.Fprintf(&b, "~ %d\n", s.Silent/time.Second)
		default:
			mark := "<"
			if s.FromClient {
				mark = ">"
			}
			for rest := s.Bytes; len(rest) > 0; {
				n := lineEnd(rest)
				fmt.Fprintf(&b, "%s %s\n", mark, escape(rest[:n]))
				rest = rest[n:]
			}
		}
	}
	return b.String()
}

// lineEnd is where the first packet of b ends, or b.
func lineEnd(b []byte) int {
	start := bytes.IndexByte(b, '$')
	if start < 0 {
		return len(b)
	}
	if n := bytes.IndexByte(b[start:], '#'); n >= 0 && start+n+3 <= len(b) {
		return start + n + 3
	}
	return len(b)
}

// escape is the text form of bytes.
func escape(p []byte) string {
	var b strings.Builder
	for i, c := range p {
		switch {
		case c == '\\':
			b.WriteString(`\\`)
		case c < 0x20 || c > 0x7e, c == ' ' && i == len(p)-1, c == '.' && i > 0 && p[i-1] == '#':
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
