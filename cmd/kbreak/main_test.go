package main

import (
	"bytes"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain lets the test binary be kbreak.
func TestMain(m *testing.M) {
	if os.Getenv("KBREAK_TEST_MAIN") != "" {
		main()
	}
	os.Exit(m.Run())
}

// kbreak runs the program without a terminal.
func kbreak(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, args...)
	cmd.Env = append(os.Environ(), "KBREAK_TEST_MAIN=1", "HOME="+t.TempDir())
	cmd.Stdin = strings.NewReader(stdin)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), errOut.String(), cmd.ProcessState.ExitCode()
}

// nobody is an address where no one listens.
func nobody(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestCommandLine(t *testing.T) {
	dir := t.TempDir()
	script := filepath.Join(dir, "script")
	if err := os.WriteFile(script, []byte("# a file\necho from a file\\n\ninfo nonsense\necho never\\n\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused := nobody(t)
	for _, tt := range []struct {
		name           string
		stdin          string
		args           []string
		status         int
		stdout, stderr string // parts of what is printed; "" for nothing at all
	}{
		{name: "help", args: []string{"--help"}, stdout: "Usage: kbreak [OPTION]... [TARGET]\n"},
		{name: "deep help", args: []string{"--help", "-v"}, stdout: "--chaos SPEC"},
		{name: "no noise", args: []string{"--chaos=flip=2", "t:1"}, status: 1, stderr: `noise "flip=2": a rate is from 0 to 1`},
		{name: "version", args: []string{"-version"}, stdout: "kbreak "},
		{name: "unknown option", args: []string{"--nonsense"}, status: 2, stderr: "kbreak: unknown option --nonsense; try kbreak --help\n"},
		{name: "two targets", args: []string{"a:1", "b:2"}, status: 2, stderr: "unexpected argument \"b:2\""},
		{name: "no value", args: []string{"-s"}, status: 2, stderr: "option -s needs VMLINUX"},
		{name: "batch", args: []string{"--batch", "-e", `echo hello\n`}, stdout: "hello\n"},
		{name: "batch goes on", args: []string{"--batch", "-e", "info foo", "-e", `echo on\n`}, status: 1, stdout: "on\n", stderr: "undefined info command: \"foo\"; try \"help info\"\n"},
		{name: "file", args: []string{"-batch", "-x", script}, status: 1, stdout: "from a file\n", stderr: script + ":3: Error in sourced command file:\nundefined info command: \"nonsense\"; try \"help info\"\n"},
		{name: "no file", args: []string{"--batch", "-x", filepath.Join(dir, "none")}, status: 1, stderr: "none"},
		{name: "standard input", stdin: "echo one\\n\n# two\necho three\\n", stdout: "one\nthree\n"},
		{name: "standard input fails", stdin: "bt\n", status: 1, stderr: "no target: attach with"},
		{name: "quit with a status", stdin: "quit 7\necho never\\n\n", status: 7},
		{name: "refused", args: []string{"--batch", "-e", "bt", refused}, status: 1, stderr: "connection refused"},
		{name: "no target form", args: []string{"--batch", "nonsense"}, status: 1, stderr: "nonsense"},
		{
			name: "json", args: []string{"--batch", "--json", "-e", "version", "-e", "bt"}, status: 1,
			stdout: `{"command":"bt","ok":false,"error":{"message":"no target: attach with \"target remote HOST:PORT\""}}` + "\n",
		},
		{name: "doctor without a target", args: []string{"doctor"}, status: 2, stderr: "doctor needs TARGET"},
		{name: "doctor refused", args: []string{"doctor", refused}, status: 1, stderr: "connection refused"},
		{name: "no transcript", args: []string{"--batch", "--record", filepath.Join(dir, "no", "dir")}, status: 1, stderr: "dir"},
		{name: "no vmlinux", args: []string{"--batch", "-s", filepath.Join(dir, "none"), "-e", "info files"}, status: 1, stderr: "none"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stdout, stderr, status := kbreak(t, tt.stdin, tt.args...)
			if status != tt.status {
				t.Errorf("status %d, want %d", status, tt.status)
			}
			check(t, "stdout", stdout, tt.stdout)
			check(t, "stderr", stderr, tt.stderr)
		})
	}
}

func check(t *testing.T, name, got, want string) {
	t.Helper()
	if want == "" && got != "" || !strings.Contains(got, want) {
		t.Errorf("%s is %q, want %q in it", name, got, want)
	}
}
