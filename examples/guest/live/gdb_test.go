package live

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// TestFramesEqualGDB stops guests that are idle, in system calls and in user mode, prints the stacks
// of all CPUs, dies, and has gdb (given the slide) print the same stop. Frames, inline chain,
// arguments and lines have to be equal, but for what the rules of [comparison] allow.
func TestFramesEqualGDB(t *testing.T) {
	for _, tt := range []struct {
		name  string
		cfg   lab.Config
		stops int
	}{
		{"idle", lab.Config{}, 2},
		{"kernel and user", lab.Config{Load: []lab.Load{lab.Kernel, lab.User}}, 8},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := lab.Start(t, tt.cfg)
			c := newComparison(t, g)
			for i := range tt.stops {
				time.Sleep(time.Duration(50+37*i) * time.Millisecond) // not for a result: for another place
				text := frozen(t, g, nil, "bt -a")
				ours := cut(text, "CPU ")
				var details []struct{ Frames []fact }
				decodeResult(t, []byte(frozen(t, g, []string{"--json"}, "bt -a")), "bt -a", &details)
				theirs := cut(gdb(t, g, "thread apply all -ascending bt"), "Thread ")
				if len(ours) != 2 || len(theirs) != 2 || len(details) != 2 {
					t.Fatalf("have %d and %d stacks, gdb has %d, want 2 each", len(ours), len(details), len(theirs))
				}
				for cpu := range ours {
					for i, line := range ours[cpu] {
						ours[cpu][i] = inModule.ReplaceAllString(line, "$1")
					}
					if len(ours[cpu]) != len(details[cpu].Frames) {
						t.Fatalf("%d frames in the text and %d in the JSON of one stop:\n%s", len(ours[cpu]), len(details[cpu].Frames), text)
					}
					if !c.stacks(ours[cpu], details[cpu].Frames, theirs[cpu]) {
						t.Logf("kbreak:\n%s\ngdb:\n%s", strings.Join(ours[cpu], "\n"), strings.Join(theirs[cpu], "\n"))
					}
				}
			}
			c.report()
			runs(t, g)
		})
	}
}

// inModule is a pointer into a module with the symbol there: gdb is given no modules.
var inModule = regexp.MustCompile(`(0xffffffffc[0-9a-f]{7}) <[^<>]+>`)

// gdb runs commands in gdb on a guest that is stopped, and detaches. In the C locale it prints bytes
// that are not ASCII as kbreak does; in one of UTF-8 it would decode them.
func gdb(t *testing.T, g *lab.Guest, commands ...string) string {
	t.Helper()
	args := []string{"-nx", "-batch", "-ex", "set confirm off", "-ex", "target remote " + g.Stub,
		"-ex", fmt.Sprintf("add-symbol-file %s -o %#x", g.Assets.Vmlinux, slide(t, g))}
	for _, c := range commands {
		args = append(args, "-ex", c)
	}
	cmd := exec.Command("gdb", append(args, "-ex", "detach")...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("gdb: %v\n%s", err, out)
	}
	return string(out)
}

// linkedText is where every x86-64 kernel without KASLR has _text: __START_KERNEL with the default
// CONFIG_PHYSICAL_START (arch/x86/include/asm/page_64_types.h).
const linkedText = 0xffffffff81000000

// slide is by how much the guest's kernel moved.
func slide(t *testing.T, g *lab.Guest) uint64 {
	t.Helper()
	text, ok := g.Facts.Symbols["_text"]
	if !ok {
		t.Fatal("the guest did not say where _text is")
	}
	return uint64(text) - linkedText
}

// stopped begins the last line of a stack that could not be followed to its end.
const stopped = "Backtrace stopped: "

// cut cuts the output of a backtrace of all threads into one list of frames for each.
func cut(out, heading string) [][]string {
	var all [][]string
	for line := range strings.Lines(out) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, heading):
			all = append(all, nil)
		case (frameNumber.MatchString(line) || strings.HasPrefix(line, stopped)) && len(all) > 0:
			all[len(all)-1] = append(all[len(all)-1], frameNumber.ReplaceAllString(line, ""))
		}
	}
	return all
}

// fact is what --json tells about a frame beyond its text.
type fact struct {
	PC, How, Module, Note string
	Inlined               bool
}
