package transport

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fakeMonitor answers on a unix socket, line by line, and returns the address of it.
func fakeMonitor(t *testing.T, greeting string, answers map[string]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "qmp")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			fmt.Fprintln(conn, greeting)
			for sc := bufio.NewScanner(conn); sc.Scan(); {
				for part, answer := range answers {
					if strings.Contains(sc.Text(), part) {
						fmt.Fprintln(conn, answer)
					}
				}
			}
			_ = conn.Close()
		}
	}()
	return "unix:" + path
}

// What QEMU 7.2 says.
const qmpGreeting = `{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}, "capabilities": ["oob"]}}`

func TestMonitor(t *testing.T) {
	for _, tt := range []struct {
		name, greeting, device string
		answers                map[string]string
		want                   string // in the error, "" for none
	}{
		{"break", qmpGreeting, ",console", map[string]string{
			"qmp_capabilities": `{"return": {}}`, `"chardev-send-break"`: `{"event": "RESUME"}` + "\n" + `{"return": {}}`,
		}, ""},
		{"serial0 by default", qmpGreeting, "", map[string]string{
			"qmp_capabilities": `{"return": {}}`, `{"arguments":{"id":"serial0"},"execute":"chardev-send-break"}`: `{"return": {}}`,
		}, ""},
		{"no such device", qmpGreeting, ",tty", map[string]string{
			"qmp_capabilities": `{"return": {}}`, "chardev-send-break": `{"error": {"class": "GenericError", "desc": "Chardev 'tty' not found"}}`,
			"query-chardev": `{"return": [{"label": "console"}, {"label": "k\u001bgdb"}]}`,
		}, `it has no character device "tty", only console, k.gdb`},
		{"refused", qmpGreeting, ",tty", map[string]string{
			"qmp_capabilities": `{"return": {}}`, "chardev-send-break": `{"error": {"class": "GenericError", "desc": "not\u001b now"}}`,
			"query-chardev": `{"return": [{"label": "tty"}]}`,
		}, `not. now`},
		{"human monitor", "QEMU 7.2.22 monitor - type 'help' for more information", "", nil, "this is no QMP monitor"},
		{"another service", `{"hello": 1}`, "", nil, "this is no QMP monitor"},
		{"breaks off", qmpGreeting, "", map[string]string{"qmp_capabilities": `{"return"`}, "qmp_capabilities: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.name == "breaks off" {
				defer func(d time.Duration) { monitorTime = d }(monitorTime)
				monitorTime = 100 * time.Millisecond
			}
			m, err := ParseMonitor(fakeMonitor(t, tt.greeting, tt.answers) + tt.device)
			if err != nil {
				t.Fatal(err)
			}
			a, _ := net.Pipe()
			defer a.Close()
			err = SendBreak(m.Line(a))
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("have %v, want %q", err, tt.want)
			}
		})
	}
	m, err := ParseMonitor("unix:" + filepath.Join(t.TempDir(), "none"))
	if err != nil {
		t.Fatal(err)
	}
	if err := m.SendBreak(); err == nil || !strings.Contains(err.Error(), "none: no such file") && !strings.Contains(err.Error(), "connect: no such file") {
		t.Errorf("no monitor: %v", err)
	}
}

func TestParseMonitor(t *testing.T) {
	for _, bad := range []string{"", "nonsense", "exec:cat", "serial:/dev/ttyS0", "unix:", "unix:/x,", ",serial0"} {
		if m, err := ParseMonitor(bad); err == nil {
			t.Errorf("%q is %v", bad, m)
		}
	}
	if m, err := ParseMonitor("localhost:4444,charserial1"); err != nil || m.target.addr != "localhost:4444" || m.device != "charserial1" {
		t.Errorf("%v, %v", m, err)
	}
}

func TestRunCommand(t *testing.T) {
	for _, tt := range []struct{ command, want string }{
		{"sh -c 'exit 0'", ""},
		{"sh -c 'echo one >&2; echo two; exit 3'", "sh: exit status 3: two"},
		{`sh -c "printf '\\033[2Jbad\n'; exit 1"`, "sh: exit status 1: .[2Jbad"},
		{"/does/not/exist", "no such file"},
		{"", "a command is needed"},
		{"'open", "inside ' quotes"},
	} {
		err := Run(context.Background(), tt.command)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: have %v, want %q", tt.command, err, tt.want)
		}
	}
	// One that never ends is ended with its children.
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(100*time.Millisecond, cancel)
	if err := Run(ctx, "sh -c 'sleep 1000 & wait'"); !errors.Is(err, context.Canceled) {
		t.Errorf("ended by %v", err)
	}
}

// A transcript shows that there was a BREAK.
func TestRecordBreak(t *testing.T) {
	var text strings.Builder
	a, _ := net.Pipe()
	r := Record(&breakable{a}, &text)
	if err := SendBreak(r); err != nil {
		t.Error(err)
	}
	if err := SendBreak(Record(a, io.Discard)); !errors.Is(err, ErrNoBreak) {
		t.Errorf("a pipe: %v", err)
	}
	if text.String() != "# BREAK\n" {
		t.Errorf("have %q", text.String())
	}
}

type breakable struct{ net.Conn }

func (b *breakable) SendBreak() error { return nil }
