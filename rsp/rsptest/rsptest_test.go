package rsptest

import (
	"bytes"
	"io"
	"net"
	"reflect"
	"strings"
	"testing"
	"time"
)

// forms are transcripts and what they say.
var forms = []struct {
	text  string
	steps []Step
}{
	{"> +$?#3f\n", []Step{{FromClient: true, Bytes: []byte("+$?#3f")}}},
	{"< $a#61\n< +$b#62\n", []Step{{Bytes: []byte("$a#61+$b#62")}}},
	{"> \\x03\n", []Step{{FromClient: true, Bytes: []byte{3}}}},
	{"< a\\\\b\\x20\n", []Step{{Bytes: []byte("a\\b ")}}},
	{"< \\xff\\x00\\x0a\n!\n", []Step{{Bytes: []byte{0xff, 0, '\n'}}, {Close: true}}},
	{"~ 5\n< +\n", []Step{{Silent: 5 * time.Second}, {Bytes: []byte("+")}}},
}

func TestFormBothWays(t *testing.T) {
	for _, tt := range forms {
		steps, err := Parse(tt.text)
		if err != nil || !reflect.DeepEqual(steps, tt.steps) {
			t.Errorf("%q parses to %+v, %v", tt.text, steps, err)
		}
		if have := Format(tt.steps); have != tt.text {
			t.Errorf("have %q, want %q", have, tt.text)
		}
	}
}

func TestParse(t *testing.T) {
	steps, err := Parse("# comment\n\n> +$OK#..\n> $%#..x\n< %Stop#..\n")
	want := []Step{{FromClient: true, Bytes: []byte("+$OK#9a$%#25x")}, {Bytes: []byte("%Stop#a6")}}
	if err != nil || !reflect.DeepEqual(steps, want) {
		t.Errorf("have %+v, %v, want %+v", steps, err, want)
	}
	for _, bad := range []string{"x y\n", "> \\xg0\n", "> \\n\n", "> \\x1\n", "~ soon\n"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

// The stub is strict: it reports what differs, what is missing, and what is too much.
func TestPlayIsStrict(t *testing.T) {
	for _, tt := range []struct{ name, wire, sent, want string }{
		{"exact", "> ab\n< c\n", "ab", ""},
		{"an acknowledgement still owed", "> ab\n< c\n", "ab+", ""},
		{"another byte", "> ab\n", "ax", `sent "ax"`},
		{"less", "> ab\n", "a", `sent "a"`},
		{"nothing", "> ab\n", "", "sent nothing"},
		{"more", "> ab\n< c\n", "ab$", `went on with "$"`},
	} {
		steps, err := Parse(tt.wire)
		if err != nil {
			t.Fatal(err)
		}
		client, stub := net.Pipe()
		go func() {
			sent := make(chan struct{})
			go func() {
				_, _ = client.Write([]byte(tt.sent))
				close(sent)
			}()
			_, _ = io.CopyN(io.Discard, client, int64(strings.Count(tt.wire, "c")))
			<-sent
			_ = client.Close()
		}()
		have := ""
		if err := play(stub, steps); err != nil {
			have = err.Error()
		}
		_ = stub.Close()
		if (tt.want == "") != (have == "") || !strings.Contains(have, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, have, tt.want)
		}
	}
}

func TestRecorder(t *testing.T) {
	client, stub := net.Pipe()
	r := Record(client)
	go func() {
		buf := make([]byte, 16)
		for _, answer := range []string{"+$", "OK#9a"} {
			_, _ = stub.Read(buf)
			_, _ = stub.Write([]byte(answer))
		}
		_ = stub.Close()
	}()
	for range 2 {
		_, _ = r.Write([]byte("$?#3f"))
		_, _ = r.Read(make([]byte, 16))
	}
	if have := Format(r.Steps()); have != "> $?#3f\n< +$\n> $?#3f\n< OK#9a\n" {
		t.Errorf("have %q", have)
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range forms {
		f.Add(tt.text)
	}
	f.Add("> $a#..\\\\\n")
	f.Fuzz(func(t *testing.T, text string) {
		steps, err := Parse(text)
		if err != nil {
			return
		}
		again, err := Parse(Format(steps))
		if err != nil {
			t.Fatalf("%q becomes %q, which is refused: %v", text, Format(steps), err)
		}
		if len(steps) != len(again) {
			t.Fatalf("%d steps come back as %d", len(steps), len(again))
		}
		for i := range steps {
			if steps[i].FromClient != again[i].FromClient || !bytes.Equal(steps[i].Bytes, again[i].Bytes) {
				t.Fatalf("step %d: %+v comes back as %+v", i, steps[i], again[i])
			}
		}
	})
}
