package transport

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// scripted is a connection whose reads are given; it remembers nothing.
type scripted struct {
	reads    []string
	writeErr error
}

func (s *scripted) Read(p []byte) (int, error) {
	if len(s.reads) == 0 {
		return 0, io.EOF
	}
	n := copy(p, s.reads[0])
	s.reads = s.reads[1:]
	return n, nil
}

func (s *scripted) Write(p []byte) (int, error) { return len(p), s.writeErr }
func (s *scripted) Close() error                { return nil }

func TestRecordGolden(t *testing.T) {
	var out bytes.Buffer
	conn := Record(&scripted{reads: []string{
		"+$T05thread:00000001;06:a0;#01", // acknowledgement and packet in one go
		"+$E0", "1#a6",                   // a packet in two reads
		"+$a+b-c\x03 d", "+e#0", "0+", // marks inside of a packet are data
		"%Stop:T05#00$OK#9a",                          // notification, then a reply
		"login: \r\n$xyz$OK#9a",                       // console noise, a broken packet
		"+$\\\x7d\x03\xff\x00#00", "trailing blank  ", // bytes that need escapes
	}}, &out)
	write := func(s string) {
		t.Helper()
		if n, err := io.WriteString(conn, s); n != len(s) || err != nil {
			t.Fatalf("wrote %d, %v", n, err)
		}
	}
	p := make([]byte, 4096)
	read := func() {
		t.Helper()
		if _, err := conn.Read(p); err != nil {
			t.Fatal(err)
		}
	}
	write("+$?#3f")
	read()
	write("+")
	write("$m0,8#00")
	for range 5 {
		read()
	}
	write("-")
	write("\x03")
	for range 4 {
		read()
	}
	if _, err := conn.Read(p); err != io.EOF {
		t.Fatalf("got %v, want EOF", err)
	}
	if _, err := conn.Read(p); err != io.EOF {
		t.Fatalf("got %v, want EOF again", err)
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}

	golden := filepath.Join("testdata", "record.golden")
	if *update {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("-want +got (rewrite with -update):\n%s", diff)
	}
}

func TestRecordEnds(t *testing.T) {
	for _, tt := range []struct {
		name string
		use  func(io.ReadWriteCloser)
		conn *scripted
		want string
	}{
		{"closed", func(c io.ReadWriteCloser) { _ = c.Close() }, &scripted{}, "! closed\n"},
		{"read fails, then closed", func(c io.ReadWriteCloser) { _, _ = c.Read(nil); _ = c.Close() }, &scripted{}, "! EOF\n"},
		{"write fails", func(c io.ReadWriteCloser) { _, _ = c.Write([]byte("+")) },
			&scripted{writeErr: errors.New("line\ngone")}, "> +\n! line\\x0agone\n"},
		{"nothing is sent", func(c io.ReadWriteCloser) { _, _ = c.Write(nil) }, &scripted{}, ""},
	} {
		var out bytes.Buffer
		tt.use(Record(tt.conn, &out))
		if out.String() != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, out.String(), tt.want)
		}
	}
}

// A full disk must not end a debugging session; it must not pass in silence either.
func TestRecordFileFails(t *testing.T) {
	full := errors.New("no space left on device")
	conn := Record(&scripted{reads: []string{"+"}}, writerFunc(func([]byte) (int, error) { return 0, full }))
	if _, err := io.WriteString(conn, "$?#3f"); err != nil {
		t.Errorf("write: %v", err)
	}
	if n, err := conn.Read(make([]byte, 1)); n != 1 || err != nil {
		t.Errorf("read: %d, %v", n, err)
	}
	if err := conn.Close(); !errors.Is(err, full) {
		t.Errorf("close: %v, want %v", err, full)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// However the bytes are dealt out, the transcript holds exactly them, on clean lines.
func FuzzRecord(f *testing.F) {
	f.Add([]byte("+$T05#b9%Stop:#00-\x03$a#"), uint8(3))
	f.Add([]byte("\\ \n\x00\xff "), uint8(1))
	f.Fuzz(func(t *testing.T, stream []byte, step uint8) {
		var out bytes.Buffer
		conn := Record(&scripted{}, &out)
		for rest := stream; len(rest) > 0; {
			n := min(len(rest), int(step)+1)
			if _, err := conn.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		var got []byte
		for line := range strings.Lines(out.String()) {
			text, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "> ")
			if !ok || text == "" || strings.HasSuffix(text, " ") {
				t.Fatalf("line %q", line)
			}
			got = append(got, unescape(t, text)...)
		}
		if !bytes.Equal(got, stream) {
			t.Fatalf("got %q, want %q", got, stream)
		}
	})
}

var escape = regexp.MustCompile(`\\\\|\\x[0-9a-f]{2}`)

func unescape(t *testing.T, text string) []byte {
	t.Helper()
	for i := range len(text) {
		if text[i] < 0x20 || text[i] > 0x7e {
			t.Fatalf("byte %#x is not escaped", text[i])
		}
	}
	return escape.ReplaceAllFunc([]byte(text), func(e []byte) []byte {
		if e[1] == '\\' {
			return e[1:]
		}
		v, err := strconv.ParseUint(string(e[2:]), 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		return []byte{byte(v)}
	})
}
