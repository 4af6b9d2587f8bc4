package live

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"kbreak/debugger"
	"kbreak/examples/guest/lab"
)

// walks are stepped through by both debuggers: from a breakpoint, and maybe a second one behind it, that
// the guest's command hits. The functions there have inlined ones on nearly every line, several of them in
// each other. A walk ends before the way depends on the clock (whether a task is to be rescheduled), in user
// mode, or in a function of two names.
var walks = []struct {
	command string
	stops   []string
	kind    debugger.StepKind
	count   int
}{
	{"mkdir /tmp/stepped", []string{"do_mkdirat"}, debugger.NextLine, 30},
	{"rmdir /tmp/stepped", []string{"do_rmdir"}, debugger.StepLine, 60},
	{"hostname stepped", []string{"__x64_sys_sethostname", "syscall_exit_to_user_mode"}, debugger.NextLine, 25},
	{"hostname again", []string{"__x64_sys_sethostname", "syscall_exit_to_user_mode"}, debugger.StepLine, 19},
	{"hostname stepped", []string{"__x64_sys_sethostname"}, debugger.StepLine, 60},
	{"kill -0 1", []string{"__x64_sys_kill"}, debugger.NextLine, 20},
	{"kill -0 1", []string{"__x64_sys_kill"}, debugger.StepLine, 60},
	{"ln -s stepped /tmp/link", []string{"do_symlinkat"}, debugger.StepLine, 80},
	{"cat /proc/version", []string{"do_sys_openat2"}, debugger.NextLine, 30},
	{"usleep 900000", []string{"do_nanosleep"}, debugger.NextLine, 25}, // longer than it takes to step to where it sleeps
}

// TestStepsEqualGDB steps by lines through the same code of the same kernel on two guests, one of which gdb
// steps. The function and the line of each stop, and the PC, have to be equal.
func TestStepsEqualGDB(t *testing.T) {
	cfg := lab.Config{CPUs: 1, Append: "nokaslr"}
	theirs := gdbWalks(t, lab.StartKGDB(t, cfg))
	ours := ourWalks(t, lab.StartKGDB(t, cfg))
	for i, w := range walks {
		if len(ours[i]) != w.count+1 || len(theirs[i]) != w.count+1 {
			t.Errorf("%s in %s: %d stops, and %d of gdb's, want %d", w.command, w.stops, len(ours[i]), len(theirs[i]), w.count+1)
			continue
		}
		text, equal := compareWalks(t, ours[i], theirs[i])
		if !equal || testing.Verbose() {
			t.Logf("%s in %s:\n%s", w.command, w.stops, text)
		}
	}
}

// stepStop is where a step ended.
type stepStop struct {
	at  string // PC, function, file and line
	pc  uint64
	end uint64 // of the piece of the line
}

// compareWalks compares the stops of two walks, and lists them. Two differences are allowed:
//
//   - line end: where a line of a header begins behind the end of a piece of the function's own file, gdb
//     overlooks the other files that go on before that one does (find_pc_sect_line, which forgets the ends
//     that it sees before it has found the line). It steps through all of them as if they were the line.
//   - thunk: gdb steps over an indirect branch thunk that has a compiler's name, and stops in the kernel's.
func compareWalks(t *testing.T, ours, theirs []stepStop) (text string, equal bool) {
	t.Helper()
	var out strings.Builder
	i, allowed := 0, 0
	for k, want := range theirs {
		if strings.Contains(want.at, " __x86_indirect_thunk_array ") {
			fmt.Fprintf(&out, "  allowed (thunk): %s\n", want.at)
			continue
		}
		for last := i - 1; k > 0 && i < len(ours) && ours[i].at != want.at; i++ {
			if from, to := ours[last].end, theirs[k-1].end; ours[i].pc < from || ours[i].pc >= to {
				break
			}
			fmt.Fprintf(&out, "  allowed (line end): %s\n", ours[i].at)
			allowed++
		}
		if i == len(ours) {
			break
		}
		if ours[i].at != want.at {
			t.Errorf("stop %d: have %s\n  gdb has %s", k, ours[i].at, want.at)
			for ; i < len(ours); i++ {
				fmt.Fprintf(&out, "  ours: %s\n", ours[i].at)
			}
			for _, s := range theirs[k:] {
				fmt.Fprintf(&out, "  gdb's: %s\n", s.at)
			}
			return out.String(), false
		}
		fmt.Fprintf(&out, "  %s\n", want.at)
		i++
	}
	if 2*allowed > len(ours) {
		t.Errorf("%d of %d stops are allowed to differ", allowed, len(ours))
	}
	return out.String(), true
}

// ourWalks gives where kbreak stopped.
func ourWalks(t *testing.T, g *lab.Guest) [][]stepStop {
	t.Helper()
	a := attach(t, g)
	all := make([][]stepStop, len(walks))
	for i, w := range walks {
		done := a.start(w.command)
		for _, spec := range w.stops {
			b := a.mustBreak(spec)
			a.stops()
			a.delete(b)
		}
		for k := 0; ; k++ {
			f := a.at()
			name, _, _ := strings.Cut(f.Function, ".")
			lines, err := a.LineOf(a.ctx, fmt.Sprintf("*%#x", uint64(f.PC)))
			if err != nil || len(lines) != 1 {
				t.Fatalf("the line at %#x: %v, %v", uint64(f.PC), lines, err)
			}
			all[i] = append(all[i], stepStop{fmt.Sprintf("%#x %s %s:%d", uint64(f.PC), name, path.Base(f.File), f.Line),
				uint64(f.PC), uint64(lines[0].End)})
			if k == w.count {
				break
			}
			a.step(w.kind, 1)
		}
		ctx, cancel := context.WithTimeout(a.ctx, time.Minute)
		after := make(chan error, 1)
		go func() {
			after <- <-done
			cancel()
		}()
		a.until(ctx, after)
	}
	if err := a.Detach(a.ctx); err != nil {
		t.Error(err)
	}
	runs(t, g)
	return all
}

// gdbLineEnd is what "info line" prints of a line that has code.
var gdbLineEnd = regexp.MustCompile(`^Line \d+ of ".*" (?:starts at address|is at address).* (?:and ends at|but contains no code|ends at) (0x[0-9a-f]+)`)

// gdbFrame is what "frame" prints, behind the PC.
var gdbFrame = regexp.MustCompile(`^stop (0x[0-9a-f]+) #0  (?:0x[0-9a-f]+ in )?(\w+)[^ ]* \(.*\) at (?:.*/)?([^/]+:\d+)$`)

// gdbWalks gives where gdb stopped.
func gdbWalks(t *testing.T, g *lab.Guest) [][]stepStop {
	t.Helper()
	var script strings.Builder
	for _, line := range []string{"set confirm off", "set pagination off", "set print frame-info location",
		"set print frame-arguments none", "target remote " + g.Stub} {
		script.WriteString(line + "\n")
	}
	for i, w := range walks {
		for k, spec := range w.stops {
			fmt.Fprintf(&script, "tbreak %s\n", spec)
			if k == 0 {
				fmt.Fprintf(&script, "echo walk %d\\n\n", i)
			}
			script.WriteString("continue\n")
		}
		verb := "next\n"
		if w.kind == debugger.StepLine {
			verb = "step\n"
		}
		const look = "printf \"stop %#lx \", $pc\nframe\ninfo line *$pc\n"
		script.WriteString(look + strings.Repeat(verb+look, w.count))
	}
	script.WriteString("detach\n")
	file := filepath.Join(t.TempDir(), "walks.gdb")
	if err := os.WriteFile(file, []byte(script.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "gdb", "-nx", "-batch", "-x", file, g.Assets.Vmlinux)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	all, text := make([][]stepStop, len(walks)), strings.Builder{}
	i := -1
	var done chan error
	for sc := bufio.NewScanner(out); sc.Scan(); {
		text.WriteString(sc.Text() + "\n")
		if strings.HasPrefix(sc.Text(), "walk ") {
			// The guest is stopped and reads its command when it runs.
			i++
			before := done
			done = make(chan error, 1)
			go func(command string, done chan<- error) {
				if before != nil {
					if err := <-before; err != nil {
						done <- err
						return
					}
				}
				_, err := g.Run(ctx, command)
				done <- err
			}(walks[i].command, done)
		}
		if m := gdbFrame.FindStringSubmatch(sc.Text()); m != nil && i >= 0 {
			pc, _ := strconv.ParseUint(m[1], 0, 64)
			all[i] = append(all[i], stepStop{at: strings.Join(m[1:], " "), pc: pc})
		}
		if m := gdbLineEnd.FindStringSubmatch(sc.Text()); m != nil && i >= 0 && len(all[i]) > 0 {
			all[i][len(all[i])-1].end, _ = strconv.ParseUint(m[1], 0, 64)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("gdb: %v\n%s", err, text.String())
	}
	if i != len(walks)-1 {
		t.Fatalf("gdb made %d walks:\n%s", i+1, text.String())
	}
	if err := <-done; err != nil {
		t.Errorf("%v\n%s", err, text.String())
	}
	runs(t, g)
	return all
}
