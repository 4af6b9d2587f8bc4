package live

import (
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// TestModuleScript makes the script of add-symbol-file commands from the live target and from what
// examples/modsections.sh copies in the guest, wants them to be equal, and has gdb, which knows nothing
// else of the modules, find the same lines with it as kbreak does.
func TestModuleScript(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	dir := t.TempDir()
	saved := filepath.Join(dir, "modsections.tar")
	if err := os.WriteFile(saved, modsections(t, g), 0o600); err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(dir, "modules.gdb")
	live := modscript(t, g, "-o", script, g.Stub)
	copied := modscript(t, g, saved)
	unpacked := filepath.Join(dir, "unpacked")
	if out, err := exec.Command("sh", "-c", `mkdir "$1" && tar -C "$1" -xf "$2"`, "sh", unpacked, saved).CombinedOutput(); err != nil {
		t.Fatalf("tar: %v\n%s", err, out)
	}
	if have := modscript(t, g, unpacked); body(have) != body(copied) {
		t.Errorf("from the directory:\n%s\nfrom the tar:\n%s", have, copied)
	}
	if sorted(body(live)) != sorted(body(copied)) {
		t.Errorf("from the target:\n%s\nfrom the guest's files:\n%s", live, copied)
	}
	if n := strings.Count(live, "\nadd-symbol-file "); n != len(g.Facts.Modules) {
		t.Errorf("%d modules in the script, the guest has %d", n, len(g.Facts.Modules))
	}

	var commands []string
	for _, m := range regexp.MustCompile(`(?m)^add-symbol-file \S+ (0x[0-9a-f]+)`).FindAllStringSubmatch(live, -1) {
		for _, offset := range []int{0x10, 0x123} {
			commands = append(commands, fmt.Sprintf("info line *%s+%d", m[1], offset))
		}
	}
	var args []string
	for _, c := range commands {
		args = append(args, "-e", c)
	}
	out, _ := kbreak(t, g, append(args, "--batch")...).CombinedOutput() // some of the addresses have no line
	ours := lines(string(out))
	theirs := lines(gdb(t, g, append([]string{"source " + script}, commands...)...))
	if strings.Count(ours, "\n") < len(g.Facts.Modules) || ours != theirs {
		t.Errorf("kbreak:\n%s\ngdb with the script:\n%s", ours, theirs)
	}
	runs(t, g)
}

// modsections runs examples/modsections.sh in the guest and gives the tar that it makes.
func modsections(t *testing.T, g *lab.Guest) []byte {
	t.Helper()
	script, err := os.ReadFile("../../modsections.sh")
	if err != nil {
		t.Fatal(err)
	}
	out, err := g.Run(t.Context(), "echo "+base64.StdEncoding.EncodeToString(script)+" | base64 -d | sh | base64 -w 0")
	if err != nil {
		t.Fatal(err)
	}
	data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(out))
	if err != nil {
		t.Fatalf("%v: %.200s", err, out)
	}
	return data
}

// modscript runs kbreak modscript and gives the script, which it prints unless the first argument is -o.
func modscript(t *testing.T, g *lab.Guest, args ...string) string {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	args = append([]string{"modscript", "-s", g.Assets.Vmlinux, "--module-path", g.Assets.DebugModuleDir()}, args...)
	cmd := exec.Command(path, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("kbreak %q: %v", args, err)
	}
	for i, a := range args {
		if a == "-o" {
			if out, err = os.ReadFile(args[i+1]); err != nil {
				t.Fatal(err)
			}
		}
	}
	return string(out)
}

// body is a script without its first line, which names its source.
func body(script string) string {
	_, rest, _ := strings.Cut(script, "\n")
	return rest
}

// sorted sorts lines: the kernel lists modules in the order of loading, a directory by name.
func sorted(text string) string {
	list := strings.Split(text, "\n")
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// lines are the answers of "info line" that say a line.
func lines(out string) string {
	return strings.Join(regexp.MustCompile(`(?m)^Line \d+ of.*$`).FindAllString(out, -1), "\n")
}
