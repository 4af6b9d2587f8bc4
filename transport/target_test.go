package transport

import (
	"reflect"
	"strings"
	"testing"
)

func TestParseTarget(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want target
		err  string // a part of the message
	}{
		{in: "tcp:localhost:8864", want: target{network: "tcp", addr: "localhost:8864"}},
		{in: "localhost:8864", want: target{network: "tcp", addr: "localhost:8864"}},
		{in: ":8864", want: target{network: "tcp", addr: ":8864"}},
		{in: "tcp::8864", want: target{network: "tcp", addr: ":8864"}},
		{in: "[::1]:1234", want: target{network: "tcp", addr: "[::1]:1234"}},
		{in: "10.0.0.1:1", want: target{network: "tcp", addr: "10.0.0.1:1"}},
		{in: "unix:/run/vm/gdb.sock", want: target{network: "unix", addr: "/run/vm/gdb.sock"}},
		{in: `unix:C:\vm\gdb.sock`, want: target{network: "unix", addr: `C:\vm\gdb.sock`}},
		{in: "exec:ssh lab nc localhost 8864", want: target{network: "exec", command: []string{"ssh", "lab", "nc", "localhost", "8864"}}},
		{in: "| gdbserver - ./a", want: target{network: "exec", command: []string{"gdbserver", "-", "./a"}}},
		{in: "exec:sh -c 'cat <&0 | tee x'", want: target{network: "exec", command: []string{"sh", "-c", "cat <&0 | tee x"}}},

		{in: "", err: "empty target"},
		{in: "tcp:", err: "empty target"},
		{in: "8864", err: "write :8864"},
		{in: "localhost", err: "missing port in address"},
		{in: "localhost:", err: "port \"\""},
		{in: "localhost:0", err: "port \"0\""},
		{in: "localhost:65536", err: "port \"65536\""},
		{in: "localhost:+80", err: "port \"+80\""},
		{in: "localhost:http", err: "port \"http\""},
		{in: "::1:1234", err: "too many colons"},
		{in: "serial:/dev/ttyUSB0", want: target{network: "serial", addr: "/dev/ttyUSB0", baud: 115200}},
		{in: "serial:/dev/ttyS1,9600", want: target{network: "serial", addr: "/dev/ttyS1", baud: 9600}},
		{in: "serial:COM3,115200n8", want: target{network: "serial", addr: "COM3", baud: 115200}},
		{in: "serial:COM3,dtr=off,rts=on", want: target{network: "serial", addr: "COM3", baud: 115200, dtr: "off", rts: "on"}},
		{in: "serial:/dev/ttyS1,9600,rts=off", want: target{network: "serial", addr: "/dev/ttyS1", baud: 9600, rts: "off"}},
		{in: `\\.\pipe\vm`, want: target{network: "pipe", addr: `\\.\pipe\vm`}},

		{in: "serial:", err: "needs a port"},
		{in: "serial:,115200", err: "needs a port"},
		{in: "serial:COM3,fast", err: "not a number of bits"},
		{in: "serial:COM3,0", err: "not a number of bits"},
		{in: "serial:COM3,dtr=1", err: `"dtr=1" is not a number of bits a second, such as 115200, nor dtr=on`},
		{in: "/dev/ttyS0", err: "write serial:/dev/ttyS0,115200"},
		{in: `C:\vm`, err: "port"},
		{in: "http://localhost:80", err: "too many colons"},
		{in: "a b:80", err: "no host name"},
		{in: "unix:", err: "path of a socket"},
		{in: "unix:a\x00b", err: "NUL"},
		{in: "exec:", err: "needs a command"},
		{in: "exec:  ", err: "needs a command"},
		{in: "exec:''", err: "needs a command"},
		{in: "exec:a 'b", err: "inside ' quotes"},
		{in: `exec:a "b\"`, err: `inside " quotes`},
		{in: "exec:a\x00", err: "NUL"},
	} {
		got, err := parseTarget(tt.in)
		switch {
		case tt.err != "":
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%q: error %v, want %q in it", tt.in, err, tt.err)
			}
			if !reflect.DeepEqual(got, target{}) {
				t.Errorf("%q: error and a target %+v", tt.in, got)
			}
		case err != nil:
			t.Errorf("%q: %v", tt.in, err)
		case !reflect.DeepEqual(got, tt.want):
			t.Errorf("%q: got %+v, want %+v", tt.in, got, tt.want)
		}
	}
}

func TestSplitWords(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{" a\tb\nc ", []string{"a", "b", "c"}},
		{`'' ""`, []string{"", ""}},
		{`a' 'b" "c\ d`, []string{"a b c d"}},
		{`'a\b' "a\b" a\b`, []string{`a\b`, `a\b`, `a\b`}},
		{`\\ "\\" '\\'`, []string{`\`, `\`, `\\`}},
		{`\' \" "\"" "\'"`, []string{"'", `"`, `"`, `\'`}},
		{`C:\qemu\qemu.exe '\\host\share'`, []string{`C:\qemu\qemu.exe`, `\\host\share`}},
		{`$HOME * ~ a>b`, []string{"$HOME", "*", "~", "a>b"}},
		{`end\`, []string{`end\`}},
	} {
		got, err := splitWords(tt.in)
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q: got %q, %v, want %q", tt.in, got, err, tt.want)
		}
	}
}

// A target that is understood has a printed form that means the same.
func FuzzParseTarget(f *testing.F) {
	for _, s := range []string{":8864", "tcp:[fe80::1%eth0]:1", "unix:/x", "serial:a,1,dtr=on,2,rts=off", `exec:a "b c" 'd"' e\ f '' "it's"`, `|a\\ \b`, "exec:'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := parseTarget(s)
		if err != nil {
			if !reflect.DeepEqual(got, target{}) {
				t.Fatalf("%q: error %v and a target %+v", s, err, got)
			}
			return
		}
		again, err := parseTarget(got.String())
		if err != nil || !reflect.DeepEqual(again, got) {
			t.Fatalf("%q is %+v, but its form %q is %+v, %v", s, got, got.String(), again, err)
		}
	})
}
