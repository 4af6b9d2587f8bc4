package live

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// TestReadme runs the demo's commands on a guest like the demo's and compares with the session in
// README.md. What differs from boot to boot and from kernel to kernel is left out: numbers,
// addresses, the kernel's release, the directory of the files.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "```\nRemote debugging")
	want, _, ok2 := strings.Cut(rest, "```\n")
	if !ok || !ok2 {
		t.Fatal("README.md has no session")
	}
	want = normal("Remote debugging" + want)

	g := lab.Start(t, lab.Config{Load: []lab.Load{lab.Idle, lab.User}})
	var have string
	for range 10 { // a stop may find the second CPU in the timer's interrupt
		args := []string{"--batch", "-s", g.Assets.Vmlinux, "--module-path", g.Assets.DebugDir(),
			"-e", "mod", "-e", "bt -a", "-e", "info link", g.Stub}
		path, err := program()
		if err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(path, args...).Output()
		if err != nil {
			t.Fatal(err)
		}
		have, _, _ = strings.Cut(string(out), "[Detached")
		if have = normal(have); have == want {
			return
		}
	}
	t.Errorf("have:\n%s\nREADME.md has:\n%s\nIf the program is right, put the output of \"make demo < /dev/null\" there.", have, want)
}

var volatile = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`\S*/usr/lib/debug/`), ".../"},
	{regexp.MustCompile(`\d+\.\d+\.\d+-\d+-cloud-amd64`), "RELEASE"},
	{regexp.MustCompile(`/build/\S*/linux-[\d.]+/`), "/build/"},
	{regexp.MustCompile(`0x[0-9a-f]+`), "N"},
	{regexp.MustCompile(`\b[0-9a-f]{8,16}\b`), "N"},
	{regexp.MustCompile(`\d+`), "N"},
	{regexp.MustCompile(`[ \t]+`), " "},
}

func normal(s string) string {
	for _, v := range volatile {
		s = v.from.ReplaceAllString(s, v.to)
	}
	return strings.TrimSpace(s)
}
