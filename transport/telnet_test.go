package transport

import (
	"bytes"
	"io"
	"net"
	"strings"
	"testing"
)

// terminalServer is the far end of a telnet: line.
func terminalServer(t *testing.T) (line io.ReadWriteCloser, far net.Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	line, err = Dial(t.Context(), "telnet:"+l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	far, err = l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { line.Close(); far.Close() })
	expect(t, far, "\xff\xfd\x03\xff\xfd\x00\xff\xfb\x00") // DO SGA, DO BINARY, WILL BINARY
	return line, far
}

func expect(t *testing.T, r io.Reader, want string) {
	t.Helper()
	got := make([]byte, len(want))
	if n, err := io.ReadFull(r, got); err != nil || string(got) != want {
		t.Fatalf("read %q, %v, want %q", got[:n], err, want)
	}
}

func send(t *testing.T, w io.Writer, text string) {
	t.Helper()
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
}

// What QEMU 7.2 says to who connects, and then every byte both ways.
func TestTelnet(t *testing.T) {
	line, far := terminalServer(t)
	send(t, far, "\xff\xfb\x01\xff\xfb\x03\xff\xfb\x00\xff\xfd\x00hello\r\x00\xff\xff")
	expect(t, line, "hello\r\x00\xff")
	expect(t, far, "\xff\xfd\x01") // DO ECHO; the others answer what was asked
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	send(t, line, string(all))
	expect(t, far, string(all)+"\xff")
	if err := line.(interface{ SendBreak() error }).SendBreak(); err != nil {
		t.Fatal(err)
	}
	expect(t, far, "\xff\xf3")
}

func TestTelnetOptions(t *testing.T) {
	line, far := terminalServer(t)
	send(t, line, "\r")
	expect(t, far, "\r\x00") // nobody agreed to take it as it is
	for _, tt := range []struct{ says, answer string }{
		{"\xff\xfb\x18", "\xff\xfe\x18"},                 // WILL TERMINAL-TYPE: DONT
		{"\xff\xfd\x18", "\xff\xfc\x18"},                 // DO: WONT
		{"\xff\xfe\x18\xff\xfc\x18", ""},                 // DONT, WONT: it is off
		{"\xff\xfd\x01", "\xff\xfc\x01"},                 // DO ECHO: WONT
		{"\xff\xfd\x03\xff\xfd\x03", "\xff\xfb\x03"},     // DO SGA, twice: WILL, once
		{"\xff\xfe\x03", "\xff\xfc\x03"},                 // DONT SGA: WONT
		{"\xff\xfa\x2c\x01ab\xff\xff\xf0$c\xff\xf0", ""}, // a subnegotiation, with IAC in it
		{"\xff\xf1\xff\xf9", ""},                         // NOP, GA
	} {
		send(t, far, tt.says+"x")
		expect(t, line, "x")
		expect(t, far, tt.answer)
	}
	send(t, far, "a\r\x00b\r\nc")
	expect(t, line, "a\rb\r\nc")
	send(t, line, "!")
	expect(t, far, "!") // nothing else was answered
}

func TestTelnetTarget(t *testing.T) {
	if _, err := Dial(t.Context(), "telnet:nowhere"); err == nil || !strings.Contains(err.Error(), "missing port") {
		t.Errorf("no port: %v", err)
	}
	if got, err := parseTarget("telnet:vm:4000"); err != nil || got.String() != "telnet:vm:4000" {
		t.Errorf("%v, %v", got, err)
	}
}

// Reads of any size give the same bytes, no more than came, and answers of bounded size.
func FuzzTelnet(f *testing.F) {
	f.Add([]byte("\xff\xfb\x01\xff\xfb\x00hello\r\x00\xff\xff\xff\xfax\xff\xf0y"), uint8(1))
	f.Fuzz(func(t *testing.T, stream []byte, step uint8) {
		run := func(step int) (data, reply []byte) {
			var line telnetLine
			for rest := bytes.Clone(stream); len(rest) > 0; {
				n := min(step, len(rest))
				kept, r := line.receive(rest[:n])
				data, reply = append(data, rest[:kept]...), append(reply, r...)
				rest = rest[n:]
			}
			if len(data) > len(stream) || len(reply) > len(stream) {
				t.Fatalf("%d bytes gave %d and %d", len(stream), len(data), len(reply))
			}
			return data, reply
		}
		d1, r1 := run(int(step) + 1)
		d2, r2 := run(len(stream) + 1)
		if !bytes.Equal(d1, d2) || !bytes.Equal(r1, r2) {
			t.Fatalf("data %q or %q, answers %q or %q", d1, d2, r1, r2)
		}
	})
}
