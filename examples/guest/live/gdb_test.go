package live

import (
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// TestFramesEqualGDB stops guests that are idle, in system calls and in user mode, prints the stacks
// of all CPUs, dies, and has gdb (given the slide) print the same stop. Frames, inline chain,
// arguments and lines have to be equal, but for the differences in [allowed].
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
			var n counts
			for i := range tt.stops {
				time.Sleep(time.Duration(50+37*i) * time.Millisecond) // not for a result: for another place
				ours := stacks(frozen(t, g, "bt -a"), "CPU ")
				theirs := stacks(gdb(t, g, "thread apply all -ascending bt"), "Thread ")
				if len(ours) != 2 || len(theirs) != 2 {
					t.Fatalf("have %d stacks, gdb has %d, want 2 each", len(ours), len(theirs))
				}
				for cpu := range ours {
					if !compare(t, &n, ours[cpu], theirs[cpu]) {
						t.Logf("kbreak:\n%s\ngdb:\n%s", strings.Join(ours[cpu], "\n"), strings.Join(theirs[cpu], "\n"))
					}
				}
			}
			n.check(t)
			runs(t, g)
		})
	}
}

// gdb runs commands in gdb on a guest that is stopped, and detaches.
func gdb(t *testing.T, g *lab.Guest, commands ...string) string {
	t.Helper()
	text, ok := g.Facts.Symbols["_text"]
	if !ok {
		t.Fatal("the guest did not say where _text is")
	}
	args := []string{"-nx", "-batch", "-ex", "set confirm off", "-ex", "target remote " + g.Stub,
		"-ex", fmt.Sprintf("add-symbol-file %s -o %#x", g.Assets.Vmlinux, uint64(text)-linkedText)}
	for _, c := range commands {
		args = append(args, "-ex", c)
	}
	out, err := exec.Command("gdb", append(args, "-ex", "detach")...).CombinedOutput()
	if err != nil {
		t.Fatalf("gdb: %v\n%s", err, out)
	}
	return string(out)
}

// linkedText is where every x86-64 kernel without KASLR has _text: __START_KERNEL with the default
// CONFIG_PHYSICAL_START (arch/x86/include/asm/page_64_types.h).
const linkedText = 0xffffffff81000000

var frameLine = regexp.MustCompile(`^#\d+ +`)

// stacks cuts the output of a backtrace of all threads into one list of frames for each.
func stacks(out, heading string) [][]string {
	var all [][]string
	for line := range strings.Lines(out) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, heading):
			all = append(all, nil)
		case frameLine.MatchString(line) && len(all) > 0:
			all[len(all)-1] = append(all[len(all)-1], frameLine.ReplaceAllString(line, ""))
		}
	}
	return all
}

var (
	unknownFrame = regexp.MustCompile(`^0x[0-9a-f]+ in \?\? \(\)$`)
	entryFrame   = regexp.MustCompile(`in (asm_|entry_|ret_from_fork|secondary_startup)`)
	aliasFrame   = regexp.MustCompile(`\b(__)?(memset|memcpy|memmove|clear_page\w*|copy_user\w*) \(`)
)

// compare matches the frames of one stack. The differences that are ours by design:
//
//   - gdb goes on past the end of a stack, the user boundary included, and prints garbage; ours ends.
//   - gdb loses its way at interrupts and exceptions ("previous frame inner to this frame", or frames
//     without a name); ours goes on through them.
//   - Of two names for one address (memset, __memset) gdb takes either; ours takes the one that the
//     kernel's own traces show.
//   - A frame that no table vouches for is marked "(guessed)": the caller of a retpoline thunk.
//   - Of a function that ended in a jump (a tail call) gdb shows the innermost inlined function only;
//     ours shows those that it was inlined into, too.
//   - Whether a value at entry is known: gdb gives up when some jump that a function may end in leads
//     to where it has no debug info, ours when the path itself is in doubt. The values are the same.
//   - gdb takes every register that a callee may have changed for unchanged in its caller; ours says
//     <optimized out>, unless the call site tells what it was.
//   - A value that DWARF computes from one that is not there any more: gdb takes 0 for it in an
//     expression of an implicit value, ours says <optimized out>, or computes it where it can.
func compare(t *testing.T, n *counts, ours, theirs []string) (equal bool) {
	t.Helper()
	equal = true
	n.frames += len(ours)
	differs := func(format string, args ...any) {
		t.Helper()
		equal = false
		n.differ++
		t.Logf(format, args...)
	}
	for i := 0; i < len(ours) || i < len(theirs); i++ {
		if i+1 < len(ours) && i < len(theirs) && !equalFrames(ours[i], theirs[i]) && equalFrames(ours[i+1], theirs[i]) &&
			!strings.HasPrefix(ours[i], "0x") {
			t.Logf("frame %d, allowed: have %s, which gdb leaves out", i, ours[i])
			ours = append(ours[:i:i], ours[i+1:]...)
		}
		switch {
		case i >= len(ours):
			if !unknownFrame.MatchString(theirs[i]) {
				differs("frame %d: missing, gdb has %s", i, theirs[i])
			}
			return equal
		case i >= len(theirs):
			if i == 0 || !entryFrame.MatchString(ours[i]) && !crossed(ours[:i]) {
				differs("frame %d: have %s, gdb ends before it", i, ours[i])
			}
			return equal
		case equalFrames(ours[i], theirs[i]):
			n.arguments += strings.Count(ours[i], "=")
		case unknownFrame.MatchString(theirs[i]):
			if !crossed(ours[:i+1]) {
				differs("frame %d: have %s\n  gdb has %s", i, ours[i], theirs[i])
			}
			return equal
		case aliasFrame.MatchString(ours[i]) && aliasFrame.ReplaceAllString(ours[i], "$2 (") == aliasFrame.ReplaceAllString(theirs[i], "$2 ("):
		case n.sameButValues(entryless(strings.TrimSuffix(ours[i], " (guessed)")), entryless(theirs[i])):
			n.arguments += strings.Count(ours[i], "=")
			t.Logf("frame %d, allowed: have %s\n  gdb has %s", i, ours[i], theirs[i])
		default:
			differs("frame %d: have %s\n  gdb has %s", i, ours[i], theirs[i])
		}
	}
	return equal
}

// equalFrames compares two frames but for what they say about values at entry.
func equalFrames(a, b string) bool {
	a = strings.TrimSuffix(a, " (guessed)")
	return a == b || entryless(a) == entryless(b)
}

// entryless rewrites x=x@entry=5 to x=5 and drops a separate x@entry=6.
func entryless(s string) string {
	s = regexp.MustCompile(`=\w+@entry=`).ReplaceAllString(s, "=")
	return regexp.MustCompile(`, \w+@entry=[^,)]*`).ReplaceAllString(s, "")
}

// crossed reports whether a stack went through entry code.
func crossed(frames []string) bool {
	for _, f := range frames {
		if entryFrame.MatchString(f) {
			return true
		}
	}
	return false
}

var smallValue = regexp.MustCompile(`=0x[0-9a-f]{1,4}\b`)

// counts says what was compared, what differs, and which arguments were allowed to.
type counts struct{ frames, differ, arguments, allowed int }

// sameButValues compares frames argument by argument and allows those that one side does not know, and
// what gdb computes from a pointer that it takes for 0: a small number.
func (n *counts) sameButValues(ours, theirs string) bool {
	a, b := strings.Split(ours, ", "), strings.Split(theirs, ", ")
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		const gone = "=<optimized out>"
		switch {
		case a[i] == b[i]:
		case strings.Contains(a[i], gone), strings.Contains(b[i], gone), smallValue.MatchString(b[i]):
			// The words before and after the value still have to be the same.
			if name(a[i]) != name(b[i]) || tail(a[i]) != tail(b[i]) {
				return false
			}
			n.allowed++
		default:
			return false
		}
	}
	return true
}

// name is what stands before an argument's value, tail what follows the last one of a frame.
func name(s string) string { before, _, _ := strings.Cut(s, "="); return before }

func tail(s string) string {
	if i := strings.LastIndex(s, ") at "); i >= 0 {
		return s[i:]
	}
	return ""
}

// check fails the test if frames differ, or if so much was allowed that it hides something. A stop is
// anywhere in a kernel of ten million instructions, so a few frames in a hundred may show something
// new: it is in the log, and belongs into the list of [compare] or mended.
func (n *counts) check(t *testing.T) {
	t.Helper()
	t.Logf("%d frames, %d differ; %d arguments, %d allowed to differ", n.frames, n.differ, n.arguments, n.allowed)
	if n.differ*100 > 3*n.frames {
		t.Errorf("%d of %d frames differ, more than three in a hundred", n.differ, n.frames)
	}
	if n.allowed*10 > n.arguments {
		t.Errorf("%d of %d arguments differ, more than one in ten", n.allowed, n.arguments)
	}
}
