package rsptest

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Step is a run of bytes in one direction.
type Step struct {
	FromClient bool
	Bytes      []byte
	Close      bool          // the stub closes the line; Bytes is empty
	Silent     time.Duration // the stub waits; Bytes is empty
}

const maxSilent = 24 * 60 * 60 // seconds

// Parse reads a transcript.
func Parse(text string) ([]Step, error) {
	var steps []Step
	lines := 0
	for line := range strings.Lines(text) {
		lines++
		line = strings.TrimRight(line, "\r\n ")
		if line == "" || line[0] == '#' {
			continue
		}
		body := strings.TrimPrefix(line[1:], " ")
		switch line[0] {
		case '>', '<':
			b, err := unescape(body)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", lines, err)
			}
			if len(b) == 0 {
				continue
			}
			from := line[0] == '>'
			if last := len(steps) - 1; last >= 0 && steps[last].FromClient == from && len(steps[last].Bytes) > 0 {
				steps[last].Bytes = append(steps[last].Bytes, b...)
			} else {
				steps = append(steps, Step{FromClient: from, Bytes: b})
			}
		case '~':
			n, err := strconv.Atoi(body)
			if err != nil || n <= 0 || n > maxSilent {
				return nil, fmt.Errorf("line %d: no number of seconds: %q", lines, body)
			}
			steps = append(steps, Step{Silent: time.Duration(n) * time.Second})
		case '!':
			steps = append(steps, Step{Close: true})
		default:
			return nil, fmt.Errorf("line %d: starts with %q", lines, line[0])
		}
	}
	return steps, nil
}

// unescape turns the text form into bytes and fills in checksums.
func unescape(s string) ([]byte, error) {
	var out []byte
	start := -1 // of the packet that is open
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\' && strings.HasPrefix(s[i:], `\\`):
			i++
		case c == '\\':
			if len(s) < i+4 || s[i+1] != 'x' {
				return nil, fmt.Errorf("bad escape at column %d", i)
			}
			b, err := hex.DecodeString(s[i+2 : i+4])
			if err != nil {
				return nil, err
			}
			c = b[0]
			i += 3
		case c == '$', c == '%' && start < 0:
			start = len(out)
		case c == '#' && strings.HasPrefix(s[i:], "#..") && start >= 0:
			var sum byte
			for _, b := range out[start+1:] {
				sum += b
			}
			out = fmt.Appendf(out, "#%02x", sum)
			i += 2
			start = -1
			continue
		case c == '#':
			start = -1
		}
		out = append(out, c)
	}
	return out, nil
}

// Serve plays the transcript's stub and returns the client's end of the line. When the test ends, the
// whole transcript must have been played.
func Serve(t testing.TB, text string) io.ReadWriteCloser {
	t.Helper()
	steps, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	client, stub := net.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- play(stub, steps)
		_ = stub.Close()
	}()
	t.Cleanup(func() {
		_ = client.Close()
		if err := <-done; err != nil {
			t.Errorf("transcript: %v", err)
		}
	})
	return client
}

func play(conn net.Conn, steps []Step) error {
	for i, s := range steps {
		switch {
		case s.Close:
			return nil
		case s.Silent > 0:
			time.Sleep(s.Silent)
		case s.FromClient:
			have := make([]byte, len(s.Bytes))
			n, err := io.ReadFull(conn, have)
			if !bytes.Equal(have[:n], s.Bytes[:n]) || err != nil && n > 0 {
				return fmt.Errorf("step %d: the client sent %q, want %q", i+1, have[:n], s.Bytes)
			}
			if err != nil {
				return fmt.Errorf("step %d: the client sent nothing, want %q (%w)", i+1, s.Bytes, err)
			}
		default:
			if _, err := conn.Write(s.Bytes); err != nil {
				return fmt.Errorf("step %d: the client did not take %q: %w", i+1, s.Bytes, err)
			}
		}
	}
	// Whatever else the client sends is one thing too many; an acknowledgement still owed is not.
	rest := make([]byte, 256)
	for {
		n, err := conn.Read(rest)
		if n > 0 && string(rest[:n]) != "+" {
			return fmt.Errorf("the client went on with %q", rest[:n])
		}
		if errors.Is(err, io.EOF) || err != nil {
			return nil
		}
	}
}
