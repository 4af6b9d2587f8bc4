package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The .kbreakinit of the home directory is run before everything else, the one of the working directory
// only if it is allowed, and none with -nx.
func TestInitFiles(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name       string
		home, here string // contents
		same       bool   // the working directory is the home directory
		args       []string
		want       []string // in this order
		not        string
	}{
		{name: "home", home: "echo home\\n\n", want: []string{"home\n", "end\n"}},
		{name: "here is not allowed", home: "echo home\\n\n", here: "echo here\\n\n", want: []string{"home\n", ".kbreakinit is not run", "end\n"}, not: "here\n"},
		{name: "here by option", home: "echo home\\n\n", here: "echo here\\n\n", args: []string{"--init-here"}, want: []string{"home\n", "here\n", "end\n"}},
		{name: "here by the one at home", home: "set auto-load safe-path /nonexistent:HERE\n", here: "echo here\\n\n", want: []string{"here\n", "end\n"}},
		{name: "another directory is allowed", home: "set auto-load safe-path HERE-not\n", here: "echo here\\n\n", want: []string{"is not run"}, not: "here\n"},
		{name: "once", home: "echo home\\n\n", same: true, args: []string{"--init-here"}, want: []string{"home\n", "end\n"}},
		{name: "none", home: "echo home\\n\n", here: "echo here\\n\n", args: []string{"-nx", "--init-here"}, want: []string{"end\n"}, not: "h"},
		{name: "wrong", home: "echo home\\n\ninfo nonsense\necho never\\n\n", want: []string{"home\n", ".kbreakinit:2: Error in sourced command file:\n", "end\n"}, not: "never"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			home, here := t.TempDir(), t.TempDir()
			if tt.same {
				here = home
			}
			write := func(dir, text string) {
				text = strings.ReplaceAll(text, "HERE", here)
				if text == "" {
					return
				}
				if err := os.WriteFile(filepath.Join(dir, ".kbreakinit"), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			write(here, tt.here)
			write(home, tt.home)
			cmd := exec.Command(exe, append(tt.args, "--batch", "-e", `echo end\n`)...)
			cmd.Env = append(os.Environ(), "KBREAK_TEST_MAIN=1", "HOME="+home)
			cmd.Dir = here
			out, _ := cmd.CombinedOutput()
			rest := string(out)
			for _, w := range tt.want {
				i := strings.Index(rest, w)
				if i < 0 {
					t.Fatalf("no %q in %q", w, out)
				}
				rest = rest[i+len(w):]
			}
			if tt.not != "" && strings.Contains(strings.ReplaceAll(string(out), here, ""), tt.not) {
				t.Errorf("%q in %q", tt.not, out)
			}
			if n := strings.Count(string(out), "home\n"); n > 1 {
				t.Errorf("the file was run %d times", n)
			}
		})
	}
}
