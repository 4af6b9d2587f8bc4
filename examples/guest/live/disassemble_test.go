package live

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// disassembled are functions of C, assembly, with parts moved away, with tables of jumps, patched at
// run time, and short ones.
var disassembled = strings.Fields(`schedule __schedule do_exit vfs_read vfs_write do_syscall_64 entry_SYSCALL_64
	asm_exc_page_fault memcpy memset clear_page_rep copy_user_generic_unrolled default_idle native_safe_halt try_to_wake_up
	__ip_do_redirect kmem_cache_alloc kfree tcp_sendmsg_locked do_idle mutex_lock native_queued_spin_lock_slowpath
	finish_task_switch rcu_note_context_switch xas_load radix_tree_lookup sha256_update zenbleed_check native_write_msr
	ksys_read printk_sprint __x86_return_thunk x86_pmu_enable do_one_initcall`)

// TestDisassembleEqualsGDB disassembles functions at one stop with kbreak and with gdb. Differences that are
// ours by design: of two names for an address gdb takes either, <memset> or <__memset>; we name the per-CPU
// variable that an operand relative to %gs is, which gdb's rules leave an offset.
func TestDisassembleEqualsGDB(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	var commands []string
	for _, f := range disassembled {
		commands = append(commands, "disassemble "+f, "disassemble /r "+f)
	}
	commands = append(commands, "disassemble /rs vfs_read", "disassemble /s schedule", "disassemble schedule,+40",
		"disassemble /r entry_SYSCALL_64,+64", "disassemble")
	ours := perCommand(t, commands, func(c []string) string { return frozen(t, g, nil, c...) })
	theirs := perCommand(t, commands, func(c []string) string { return gdb(t, g, c...) })
	lines, differ := 0, 0
	for i, c := range commands {
		have, want := instructions(ours[i]), instructions(theirs[i])
		if c == "disassemble" && strings.HasPrefix(theirs[i], "No function contains program counter") && len(have) == 0 {
			continue // stopped in user mode; our error is not in this output
		}
		lines += len(want)
		if len(want) < 3 && (len(have) > 2 || strings.Contains(theirs[i], "Dump of")) {
			t.Errorf("%s: gdb says %q, kbreak %q", c, theirs[i], ours[i])
		}
		for n := range max(len(have), len(want)) {
			var h, w string
			if n < len(have) {
				h = have[n]
			}
			if n < len(want) {
				w = want[n]
			}
			if perCPUName.MatchString(h) && perCPUName.ReplaceAllString(h, "$1") == w {
				continue
			}
			if h == w || aliasName.ReplaceAllString(h, "<>") == aliasName.ReplaceAllString(w, "<>") && aliasName.MatchString(w) {
				continue
			}
			if differ++; differ <= 40 {
				t.Errorf("%s: line %d\nhave %s\ngdb  %s", c, n, h, w)
			}
			if len(have) != len(want) {
				break
			}
		}
	}
	t.Logf("%d lines of %d commands, %d differ", lines, len(commands), differ)
	if lines < 5000 {
		t.Errorf("only %d lines were compared", lines)
	}
	runs(t, g)
}

// aliasName is the name of an address in the text of an instruction.
var aliasName = regexp.MustCompile(`<[\w.]+>$`)

// perCPUName is the name of the per-CPU variable behind an instruction with its offset.
var perCPUName = regexp.MustCompile(`^(.*%gs:.*# 0x[0-9a-f]+) <[\w.]+(?:\+\d+)?>$`)

// perCommand cuts the output of commands into theirs.
func perCommand(t *testing.T, commands []string, run func([]string) string) []string {
	t.Helper()
	var all []string
	for i, c := range commands {
		all = append(all, fmt.Sprintf("echo @@%d\\n", i), c)
	}
	out := run(append(all, "echo @@end\\n"))
	var parts []string
	for i := range commands {
		_, rest, ok := strings.Cut(out, fmt.Sprintf("@@%d\n", i))
		if !ok {
			t.Fatalf("no output of %q:\n%.2000s", commands[i], out)
		}
		part, _, _ := strings.Cut(rest, "@@")
		parts = append(parts, part)
	}
	return parts
}

// missing is how gdb says for the first time that a source file is not there.
var missing = regexp.MustCompile(`^(\d+)\t(.*): No such file or directory\.$`)

func instructions(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		list = append(list, missing.ReplaceAllString(line, "$1\tin $2"))
	}
	return list
}

// TestListOfRealLines lists source by the kernel's line tables over a made-up tree: line N of its files
// reads "line N".
func TestListOfRealLines(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	tree := t.TempDir()
	var text strings.Builder
	for n := range 12000 {
		fmt.Fprintf(&text, "line %d\n", n+1)
	}
	for _, name := range []string{"kernel/sched/core.c", "fs/read_write.c"} {
		path := filepath.Join(tree, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Time{}, time.Unix(1e9, 0)); err != nil { // gdb warns of newer ones
			t.Fatal(err)
		}
	}
	commands := []string{"list schedule", "list", "list -", "list fs/read_write.c:100", "list vfs_read", "list vfs_read,+2",
		"list 10,12", "list *schedule", "list sched/core.c:schedule", "list core.c:nope", "list ,20", "list kernel/sched/core.c:11999", "list"}
	at := []string{"directory " + tree}
	ours := perCommand(t, append(at, commands...), func(c []string) string { return frozen(t, g, nil, c...) })
	theirs := perCommand(t, append(at, commands...), func(c []string) string { return gdb(t, g, c...) })
	for i, c := range commands {
		have, want := ours[i+1], theirs[i+1]
		if strings.Contains(want, "line ") && have == want {
			continue
		}
		if strings.Contains(want, "\tline ") || strings.Contains(have, "\tline ") {
			t.Errorf("%s:\nhave %s\ngdb  %s", c, have, want)
		}
	}
	runs(t, g)
}

// TestPatchedFunction expects of every traced function that ftrace has made a nop of the call that
// the file has at its entry (arch/x86/kernel/ftrace.c).
func TestPatchedFunction(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	out := batch(t, g, "dis -d vfs_read", "dis -d schedule")
	for _, f := range []string{"vfs_read", "schedule"} {
		want := regexp.MustCompile(`(?m)^0x[0-9a-f]+ <` + f + `>: ftrace\n-\te8 .*\tcall   0x[0-9a-f]+ <__fentry__>\n\+\t0f 1f 44 00 00     \tnopl `)
		if !want.MatchString(out) {
			t.Errorf("%s: no call of __fentry__ is said to be patched:\n%s", f, out)
		}
	}
	runs(t, g)
}
