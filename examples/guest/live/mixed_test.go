package live

import (
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
)

// mixed are functions with inlined ones in front of their own code, with parts moved away, with padding
// behind, of assembly, and stretches that begin and end in the middle of a line.
var mixed = []string{"vfs_read", "vfs_setpos", "schedule", "__schedule", "kfree", "mutex_lock", "ksys_read", "try_to_wake_up",
	"xas_load", "task_work_run", "idr_alloc", "default_idle", "memset", "asm_exc_page_fault", "load_module", "start_kernel",
	"do_sys_openat2", "generic_file_llseek", "kernel_clone", "do_exit", "copy_process", "vfs_read,+40", "vfs_read+20,+60", "schedule,+3"}

// TestMixedSourceEqualsGDB interleaves a kernel's source with its code, in the order of the code and in that of
// the lines. Differences:
//
//   - of two names for an address gdb takes either, and it counts from the start of a function in the part of it
//     that was moved away;
//   - where the table has a row that is no statement between a line and code of another file, gdb gives that
//     code to the line, too, and contradicts its own "info line". In two of the functions /s does so; there
//     the line of each instruction is compared with "info line". In /m each instruction that gdb has and we
//     have not must be of another file by "info line".
func TestMixedSourceEqualsGDB(t *testing.T) {
	a := lab.NeedKGDB(t)
	if _, err := exec.LookPath("gdb"); err != nil {
		t.Skip("gdb is not installed")
	}
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	debugger := func(name string, flags ...string) func([]string) string {
		return func(commands []string) string {
			args := append(flags, "-ex", "directory "+a.Source)
			for _, c := range commands {
				args = append(args, "-ex", c)
			}
			out, err := exec.Command(name, args...).Output()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			return string(out)
		}
	}
	ours := debugger(path, "-nx", "--batch", "-s", a.Vmlinux)
	theirs := debugger("gdb", "-nx", "-batch", a.Vmlinux)

	var commands []string
	for _, f := range mixed {
		commands = append(commands, "disassemble /m "+f, "disassemble /s "+f)
	}
	have, want := perCommand(t, commands, ours), perCommand(t, commands, theirs)
	lines := 0
	var doubtful []string  // "info line *ADDRESS", for gdb
	var place []fileAndRow // where that is by kbreak, or where it must not be
	for i, c := range commands {
		h, w := instructions(have[i]), instructions(want[i])
		lines += len(w)
		if c == "disassemble /s do_exit" || c == "disassemble /s copy_process" {
			for _, p := range blocks(h) {
				doubtful, place = append(doubtful, "info line *"+p.addr), append(place, p)
			}
			continue
		}
		for len(w) > 0 {
			if len(h) > 0 && targetName.ReplaceAllString(h[0], "<>") == targetName.ReplaceAllString(w[0], "<>") {
				h, w = h[1:], w[1:]
				continue
			}
			m := codeAddress.FindStringSubmatch(w[0])
			if m == nil || !strings.HasPrefix(c, "disassemble /m") {
				t.Errorf("%s: have %q\ngdb  %q", c, h[:min(1, len(h))], w[0])
				break
			}
			doubtful, place = append(doubtful, "info line *"+m[1]), append(place, fileAndRow{not: true, file: ownFile[c[len("disassemble /m "):]]})
			w = w[1:]
		}
		if len(w) == 0 && len(h) > 0 {
			t.Errorf("%s: more than gdb has: %q", c, h[0])
		}
	}
	for i, text := range perCommand(t, doubtful, theirs) {
		p := place[i]
		if p.not == strings.Contains(text, fmt.Sprintf("\"%s\"", p.file)) || !p.not && !strings.HasPrefix(text, "Line "+p.line+" of ") {
			t.Errorf("%s: %+v, gdb says %s", doubtful[i], p, text)
		}
	}
	t.Logf("%d lines compared, %d instructions looked up", lines, len(doubtful))
	if lines < 30000 {
		t.Errorf("only %d lines were compared", lines)
	}
}

// ownFile is the file whose lines /m shows, of the functions where gdb shows code of others, too.
var ownFile = map[string]string{"do_exit": "kernel/exit.c", "copy_process": "kernel/fork.c",
	"__schedule": "kernel/sched/core.c", "try_to_wake_up": "kernel/sched/core.c"}

// fileAndRow says where an instruction comes from.
type fileAndRow struct {
	addr, file, line string
	not              bool // it is any other file
}

var (
	codeAddress = regexp.MustCompile(`^   (0x[0-9a-f]+)`)
	targetName  = regexp.MustCompile(`<[\w.]+(?:\+\d+)?>$`)
	sourceLine  = regexp.MustCompile(`^(\d+)\t`)
)

// blocks reads what "disassemble /s" says of each instruction.
func blocks(text []string) []fileAndRow {
	var list []fileAndRow
	var at fileAndRow
	for _, l := range text {
		if m := codeAddress.FindStringSubmatch(l); m != nil {
			at.addr = m[1]
			list = append(list, at)
		} else if m := sourceLine.FindStringSubmatch(l); m != nil {
			at.line = m[1]
		} else if file, ok := strings.CutSuffix(l, ":"); ok {
			at.file = file
		}
	}
	return list
}
