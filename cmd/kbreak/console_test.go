package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestConsoleCommandLine(t *testing.T) {
	refused := nobody(t)
	for _, tt := range []struct {
		args   []string
		status int
		stderr string
	}{
		{[]string{"console"}, 2, "console needs TARGET, such as serial:/dev/ttyS0"},
		{[]string{"console", "-s", "x", "a:1"}, 2, "console takes no option -s"},
		{[]string{"console", "--pty", "a:1", "b:2"}, 2, "several targets are only watched"},
		{[]string{"console", "--gdb-port", "many", "a:1"}, 2, `"many" is not [HOST:]PORT`},
		{[]string{"console", refused}, 1, "connection refused"},
		{[]string{"console", refused, refused}, 1, "connection refused"},
		{[]string{"console", "--console", filepath.Join(t.TempDir(), "no", "file"), refused}, 1, "no such file"},
		{[]string{"--gdb-port", "1", refused}, 2, "option --gdb-port is for kbreak console or kbreak ports"},
		{[]string{"doctor", "--console", "x", refused}, 2, "option --console is for"},
		{[]string{"ports", "x"}, 2, `unexpected argument "x"`},
		{[]string{"ports", "--batch"}, 2, "ports takes no option --batch"},
		{[]string{"ports", "--dmesg", filepath.Join(t.TempDir(), "none")}, 1, "none"},
	} {
		_, stderr, status := kbreak(t, "", tt.args...)
		if status != tt.status || !strings.Contains(stderr, tt.stderr) {
			t.Errorf("%q: status %d, %q, want %d, %q", tt.args, status, stderr, tt.status, tt.stderr)
		}
	}
	for in, want := range map[string]string{"4440": "127.0.0.1:4440", ":0": "127.0.0.1:0", "0.0.0.0:1": "0.0.0.0:1", "[::1]:2": "[::1]:2"} {
		if got, err := listenAddress(in); got != want || err != nil {
			t.Errorf("%s: %s, %v, want %s", in, got, err, want)
		}
	}
}

func TestPortsDmesg(t *testing.T) {
	dmesg := "Command line: console=ttyS0 console=ttyS9 kgdboc=ttyS1,115200\n" +
		"[    0.1] 00:04: ttyS0 at I/O 0x3f8 (irq = 4, base_baud = 115200) is a 16550A\n" +
		"[    0.1] printk: console [ttyS0] enabled\n" +
		"[    0.1] 00:05: ttyS1 at I/O 0x2f8 (irq = 3, base_baud = 115200) is a 16550A\n"
	stdout, stderr, status := kbreak(t, dmesg, "ports", "--dmesg", "-")
	want := "\nIn what was read from standard input:\n" +
		"ttyS0    I/O 0x3f8 (irq = 4, base_baud = 115200) is a 16550A; console (console=ttyS0)\n" +
		"ttyS1    I/O 0x2f8 (irq = 3, base_baud = 115200) is a 16550A; kgdb listens (kgdboc=ttyS1,115200)\n" +
		"ttyS9    asked for as a console (console=ttyS9), but not turned on; no such port was found\n"
	if status != 0 || !strings.HasSuffix(stdout, want) {
		t.Errorf("status %d %s\nhave %s\nwant %s", status, stderr, stdout, want)
	}
	stdout, _, _ = kbreak(t, dmesg, "ports", "--json", "--dmesg", "-")
	var got portsJSON
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || got.Ports == nil || len(got.Dmesg) != 3 || got.Dmesg[1].KGDB != "ttyS1,115200" {
		t.Errorf("%v: %+v from %s", err, got, stdout)
	}
}

// uart is the far end of a line over TCP.
func uart(t *testing.T) (addr string, accept func() net.Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().String(), func() net.Conn {
		t.Helper()
		conn, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		_ = conn.SetDeadline(time.Now().Add(time.Minute)) // no test takes that long
		return conn
	}
}

func running(t *testing.T, args ...string) (cmd *exec.Cmd, stdin io.Writer, stdout, stderr *bufio.Reader) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(exe, args...)
	cmd.Env = append(os.Environ(), "KBREAK_TEST_MAIN=1")
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	errs, err3 := cmd.StderrPipe()
	if err1 != nil || err2 != nil || err3 != nil {
		t.Fatal(err1, err2, err3)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return cmd, in, bufio.NewReader(out), bufio.NewReader(errs)
}

func line(t *testing.T, r *bufio.Reader) string {
	t.Helper()
	text, err := r.ReadString('\n')
	if err != nil {
		t.Fatalf("%q, %v", text, err)
	}
	return strings.TrimSuffix(text, "\n")
}

// Text comes out, typing goes in, a debugger has a port of its own, and a file has the text.
func TestConsole(t *testing.T) {
	addr, accept := uart(t)
	file := filepath.Join(t.TempDir(), "log")
	cmd, stdin, stdout, stderr := running(t, "console", "--console", file, "--gdb-port", "0", "--no-break", addr)
	conn := accept()
	gdb, err := net.Dial("tcp", strings.TrimPrefix(line(t, stderr), "kbreak: gdb: target remote "))
	if err != nil {
		t.Fatal(err)
	}
	defer gdb.Close()
	_, _ = io.WriteString(conn, "[    0.0] Linux $5 #1\r\nlogin: \n")
	if got := line(t, stdout) + line(t, stdout); got != "[    0.0] Linux $5 #1\rlogin: " {
		t.Errorf("text %q", got)
	}
	_, _ = io.WriteString(stdin, "root\r")
	read := func(r io.Reader, want string) {
		t.Helper()
		got := make([]byte, len(want))
		if _, err := io.ReadFull(r, got); err != nil || string(got) != want {
			t.Fatalf("%q, %v, want %q", got, err, want)
		}
	}
	read(conn, "root\r")
	_, _ = io.WriteString(gdb, "$?#3f")
	read(conn, "$?#3f")
	_, _ = io.WriteString(conn, "+$S05#b8")
	_ = gdb.SetDeadline(time.Now().Add(time.Minute))
	read(gdb, "+$S05#b8")
	_ = conn.Close()
	for {
		if text := line(t, stderr); strings.Contains(text, addr+": the line has ended") {
			break
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Error("a line that ended is status 0")
	}
	if log, err := os.ReadFile(file); err != nil || string(log) != "[    0.0] Linux $5 #1\r\nlogin: \n" {
		t.Errorf("the file has %q, %v", log, err)
	}
}

func TestConsoleWatch(t *testing.T) {
	addr1, accept1 := uart(t)
	addr2, accept2 := uart(t)
	_, _, stdout, _ := running(t, "console", addr1, addr2)
	one, two := accept1(), accept2()
	_, _ = io.WriteString(two, "here\r\n")
	if got := line(t, stdout); got != addr2+": here" {
		t.Errorf("%q", got)
	}
	_, _ = io.WriteString(one, "login: ")
	if got := line(t, stdout); got != addr1+": login: " {
		t.Errorf("%q", got)
	}
}
