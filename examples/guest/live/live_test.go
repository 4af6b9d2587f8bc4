// Package live holds the tests of kbreak against real guests: a Debian kernel in QEMU, found and
// looked at through its stub, with the guest itself, gdb and the round-trip counter as oracles. They
// run with KBREAK_GUEST=1, which make test sets; without it they are skipped.
package live

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// program builds the kbreak under test, once.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "kbreak-live-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "kbreak")
	out, err := exec.Command("go", "build", "-o", path, "kbreak/cmd/kbreak").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if os.Getenv("KBREAK_GUEST") != "" {
		if path, err := program(); err == nil {
			_ = os.RemoveAll(filepath.Dir(path))
		}
	}
	os.Exit(code)
}

// kbreak makes the command line for a guest: its files, then what the test adds.
func kbreak(t *testing.T, g *lab.Guest, args ...string) *exec.Cmd {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	all := append([]string{"-s", g.Assets.Vmlinux, "--module-path", g.Assets.DebugModuleDir()}, args...)
	cmd := exec.Command(path, append(all, g.Stub)...)
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "XDG_STATE_HOME="+t.TempDir())
	return cmd
}

// batch runs commands and returns what they print; it fails the test if kbreak does.
func batch(t *testing.T, g *lab.Guest, commands ...string) string {
	t.Helper()
	args := []string{"--batch"}
	for _, c := range commands {
		args = append(args, "-e", c)
	}
	out, err := kbreak(t, g, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("kbreak %q: %v\n%s", commands, err, out)
	}
	return string(out)
}

// document is one line of --json.
type document struct {
	Command string
	OK      bool
	Error   any
	Result  json.RawMessage
}

// batchJSON runs commands with --json and decodes the result of the last one into v.
func batchJSON(t *testing.T, g *lab.Guest, v any, commands ...string) {
	t.Helper()
	args := []string{"--batch", "--json"}
	for _, c := range commands {
		args = append(args, "-e", c)
	}
	out, err := kbreak(t, g, args...).Output()
	if err != nil {
		t.Fatalf("kbreak %q: %v\n%s", commands, err, out)
	}
	decodeResult(t, out, commands[len(commands)-1], v)
}

// decodeResult finds the document of a command in the output of a session with --json and decodes its
// result into v.
func decodeResult(t *testing.T, out []byte, want string, v any) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(out))
	for {
		var d document
		if err := dec.Decode(&d); err != nil {
			t.Fatalf("no document for %q: %v\n%s", want, err, out)
		}
		if d.Command != want {
			continue
		}
		if err := json.Unmarshal(d.Result, v); err != nil {
			t.Fatalf("result of %q: %v\n%s", want, err, d.Result)
		}
		return
	}
}

// runs checks that the guest executes: it answers a command of its own shell.
func runs(t *testing.T, g *lab.Guest) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		out, err := g.Run(ctx, "echo alive")
		if err != nil {
			t.Fatalf("the guest does not run: %q, %v", out, err)
		}
		if strings.TrimSpace(out) == "alive" {
			return
		}
		t.Logf("the guest's shell answered %q", out) // a command that somebody else gave it, see shellCommand
	}
}

// frozen runs commands in a kbreak that then dies by SIGKILL, which leaves the guest stopped where
// it was for another debugger to look at. It returns what the commands printed.
func frozen(t *testing.T, g *lab.Guest, flags []string, commands ...string) string {
	t.Helper()
	const end = "end of the commands"
	cmd := kbreak(t, g, flags...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	// Its output is read meanwhile: neither pipe holds all of it. That it dies is seen there.
	go func() { _, _ = io.WriteString(in, strings.Join(append(commands, "echo "+end+"\\n"), "\n")+"\n") }()
	var text strings.Builder
	sc := bufio.NewScanner(out)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		if strings.Contains(sc.Text(), end) {
			return text.String()
		}
		text.WriteString(sc.Text() + "\n")
	}
	t.Fatalf("kbreak ended early:\n%s", text.String())
	return ""
}
