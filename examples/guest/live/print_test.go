package live

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kbreak/examples/guest/lab"
	"kbreak/symbols"
	"kbreak/symbols/ctype"
)

// question is an expression with its format, in our words and in gdb's.
type question struct{ ours, theirs string }

// TestPrintEqualsGDB stops a guest, prints some thousand expressions, and has gdb (given the slide)
// print the same at the same stop. The differences that are ours by design are in [printDifferences].
func TestPrintEqualsGDB(t *testing.T) {
	if _, err := exec.LookPath("gdb"); err != nil {
		t.Skip("gdb is not installed")
	}
	g := lab.Start(t, lab.Config{})
	text, ok := g.Facts.Symbols["_text"]
	if !ok {
		t.Fatal("the guest did not say where _text is")
	}
	list := questions(t, g, uint64(text)-linkedText)
	commands := make([]string, len(list))
	for i, q := range list {
		commands[i] = "print" + q.ours
	}
	ours := printedJSON(t, frozen(t, g, []string{"--json"}, commands...))
	theirs := askGDB(t, g, list)
	if len(ours) != len(list) || len(theirs) != len(list) {
		t.Fatalf("asked for %d values, have %d, gdb gives %d", len(list), len(ours), len(theirs))
	}
	values, differ, used := 0, 0, make(map[string]int)
	for i, q := range list {
		have, want := ours[i], theirs[i]
		if !strings.HasPrefix(have, "!") {
			values++
		}
		if have == want || printDiffers(used, q.ours, have, want) {
			continue
		}
		if differ++; differ <= 300 {
			t.Errorf("print%s\nhave %s\nwant %s", q.ours, short(have), short(want))
		}
	}
	t.Logf("%d expressions, %d with a value, %d differ; allowed: %v", len(list), values, differ, used)
	if len(list) < 2000 || values < len(list)*9/10 {
		t.Errorf("%d expressions have a value, of %d", values, len(list))
	}
	runs(t, g)
}

func short(s string) string {
	if len(s) > 1500 {
		return s[:1500] + "..."
	}
	return s
}

// formats are those that print takes.
var formats = []string{"/x", "/d", "/u", "/o", "/t", "/c", "/a", "/z", "/s"}

// questions makes the expressions: what is known to be in every kernel, members of large structs by way
// of pointers from globals, and every so many of the kernel's variables.
func questions(t *testing.T, g *lab.Guest, slide uint64) []question {
	t.Helper()
	var list []question
	seen := make(map[string]bool)
	add := func(format, ours, theirs string) {
		if q := (question{format + " " + ours, format + " " + theirs}); !seen[q.ours] {
			seen[q.ours] = true
			list = append(list, q)
		}
	}
	same := func(format, text string) { add(format, text, text) }
	for line := range strings.Lines(fixedQuestions) {
		if line = strings.TrimSpace(line); line != "" {
			same("", line)
			for i := range 3 {
				same(formats[(len(list)+i)%len(formats)], line)
			}
		}
	}
	im, err := symbols.Open(g.Assets.Vmlinux, symbols.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer im.Close()
	for _, s := range []struct{ tag, path string }{
		{"task_struct", "init_task."}, {"task_struct", "init_task.tasks.prev->prev->"}, {"mm_struct", "init_mm."},
		{"module", "((struct module *)((char *)modules.next - (long)&((struct module *)0)->list))->"},
		{"super_block", "((struct super_block *)super_blocks.next)->"}, {"file_system_type", "file_systems->next->"},
		{"cred", "init_task.cred->"}, {"fs_struct", "init_task.fs->"}, {"nsproxy", "init_task.nsproxy->"},
		{"uts_namespace", "init_task.nsproxy->uts_ns->"}, {"workqueue_struct", "system_wq->"},
	} {
		typ, err := im.TypeNamed(ctype.Struct, s.tag)
		if err != nil {
			t.Fatal(err)
		}
		body, err := typ.Body()
		if err != nil {
			t.Fatal(err)
		}
		path := strings.Replace(s.path, "init_task.tasks.prev->prev->",
			"((struct task_struct *)((char *)init_task.tasks.prev - (long)&((struct task_struct *)0)->tasks))->", 1)
		for i, m := range body.Members {
			if m.Name == "" {
				continue
			}
			x := path + m.Name
			same("", x)
			switch {
			case i%2 == 0:
				same(formats[i/2%len(formats)], x)
			case i%4 == 1:
				same("", "sizeof("+x+")")
			case m.BitSize == 0:
				same("", "&"+x)
				same("/x", "(long)&"+x+" + 1")
			}
		}
	}
	for _, v := range []struct{ name, tag, member string }{
		{"runqueues", "rq", "nr_running"}, {"runqueues", "rq", "cpu"}, {"runqueues", "rq", "curr->comm"},
		{"runqueues", "rq", "idle->pid"}, {"runqueues", "rq", "cfs"}, {"tick_cpu_sched", "tick_sched", "idle_jiffies"},
		{"hrtimer_bases", "hrtimer_cpu_base", "cpu"}, {"hrtimer_bases", "hrtimer_cpu_base", "clock_base[1]"},
		{"cpu_info", "cpuinfo_x86", "x86_model_id"}, {"cpu_info", "cpuinfo_x86", "x86_capability"},
	} {
		for cpu := range 2 {
			for _, f := range []string{"", "/x"} {
				add(f, fmt.Sprintf("per_cpu(%s, %d).%s", v.name, cpu, v.member),
					fmt.Sprintf("((struct %s *)((unsigned long)&%s - %#x + __per_cpu_offset[%d]))->%s", v.tag, v.name, slide, cpu, v.member))
			}
		}
	}
	for _, s := range variables(im) {
		same("", s)
		same("", "&"+s)
		same(formats[len(list)%len(formats)], s)
	}
	return list
}

// variables takes every so many of the kernel's global variables that have a size.
func variables(im *symbols.Image) []string {
	var all []string
	for _, name := range im.Complete("", 1<<20) {
		if !plainName.MatchString(name) {
			continue
		}
		found := im.Lookup(name)
		if s := found[0]; len(found) == 1 && s.Kind == symbols.Object && s.Binding == symbols.Global && !s.PerCPU && s.Size > 0 && s.Size <= 4096 {
			all = append(all, name)
		}
	}
	var out []string
	for i := 0; i < len(all); i += max(len(all)/120, 1) {
		out = append(out, all[i])
	}
	return out
}

var plainName = regexp.MustCompile(`^[a-z]\w*$`)

// printedJSON takes the values or errors out of the documents of print commands.
func printedJSON(t *testing.T, out string) []string {
	t.Helper()
	var list []string
	dec := json.NewDecoder(strings.NewReader(out))
	for dec.More() {
		var d struct {
			Command string
			Result  struct{ Text string }
			Error   struct{ Message string }
		}
		if err := dec.Decode(&d); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		switch {
		case !strings.HasPrefix(d.Command, "print"):
		case d.Error.Message != "":
			list = append(list, "!"+d.Error.Message)
		default:
			list = append(list, d.Result.Text)
		}
	}
	return list
}

// askGDB has gdb print the expressions.
func askGDB(t *testing.T, g *lab.Guest, list []question) []string {
	t.Helper()
	dir := t.TempDir()
	var text bytes.Buffer
	for _, q := range list {
		text.WriteString(q.theirs + "\n")
	}
	script := filepath.Join(dir, "ask.py")
	for path, content := range map[string]string{filepath.Join(dir, "list"): text.String(), script: askScript} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	gdb(t, g, "set width 0", "set pagination off", "set print max-depth 20", fmt.Sprintf("python ask_dir = %q", dir), "source "+script)
	f, err := os.Open(filepath.Join(dir, "answers"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var answers []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		answers = append(answers, strings.ReplaceAll(sc.Text(), "\u2424", "\n"))
	}
	return answers
}

const askScript = `
import gdb, os, re
out = open(os.path.join(ask_dir, "answers"), "w", encoding="utf-8")
for line in open(os.path.join(ask_dir, "list")):
    try:
        text = gdb.execute("print" + line.rstrip("\n"), to_string=True).rstrip("\n")
        text = re.sub(r"(?m)^warning: .*\n", "", text)
        text = re.sub(r"^\$\d+ = ", "", text)
    except gdb.error as e:
        text = "!" + str(e)
    out.write(text.replace("\n", "\u2424") + "\n")
out.close()
`

// fixedQuestions are asked in several formats.
const fixedQuestions = `
	linux_banner
	*linux_banner@10
	jiffies
	jiffies_64
	jiffies_64 + 1
	nr_cpu_ids
	system_state
	(int)system_state
	SYSTEM_RUNNING
	system_state == SYSTEM_RUNNING
	init_task.comm
	init_task.pid
	init_task.tasks
	&init_task
	&init_task.tasks
	*&init_task.tasks
	init_task.tasks.next
	*init_task.tasks.next
	init_task.tasks.next->next->prev
	init_task.parent
	init_task.parent->parent->comm
	init_task.mm
	init_task.active_mm->pgd
	init_task.cred->uid
	init_task.cred->uid.val
	init_task.files->fdtab
	init_task.nsproxy->uts_ns->name
	init_task.nsproxy->uts_ns->name.release
	init_uts_ns.name.sysname
	init_uts_ns.name.release[0]
	*init_uts_ns.name.release@3
	init_task.thread.sp
	init_task.stack
	(unsigned long)init_task.stack & ~0x3fffUL
	*(unsigned long *)init_task.stack
	*(unsigned long *)init_task.stack@4
	(char)65
	sizeof(struct task_struct)
	sizeof(struct page)
	sizeof(init_task.comm)
	sizeof(struct list_head) * 2
	&((struct task_struct *)0)->comm
	(long)&((struct task_struct *)0)->tasks
	schedule
	&schedule
	*schedule
	(long)schedule
	(void *)schedule
	(unsigned long)&init_task + 8
	&init_task + 1
	&init_task.tasks - 1
	(char *)&init_task.tasks - (char *)&init_task
	__per_cpu_offset[0]
	__per_cpu_offset[1] - __per_cpu_offset[0]
	*__per_cpu_offset@2
	super_blocks
	*super_blocks.next
	*(struct super_block *)super_blocks.next
	((struct super_block *)super_blocks.next)->s_type->name
	file_systems->name
	file_systems->next->name
	file_systems->next->next->fs_flags
	file_systems->mount
	modules
	modules.next
	saved_command_line
	saved_command_line[0]
	PIDTYPE_PID
	PIDTYPE_MAX
	(enum pid_type)1
	(enum pid_type)17
	ZONE_NORMAL
	KOBJ_ADD
	GFP_KERNEL
	HRTIMER_RESTART
	init_net.ipv4.sysctl_tcp_rmem
	init_net.loopback_dev->name
	init_net.loopback_dev->flags & 8
	init_net.loopback_dev->netdev_ops
	*init_net.loopback_dev->netdev_ops
	init_net.loopback_dev->netdev_ops->ndo_open
	root_task_group
	root_task_group.shares
	root_task_group.shares << 2
	-root_task_group.shares
	~root_task_group.shares
	!root_task_group.shares
	root_task_group.shares >= 1024 && init_task.pid == 0
	root_task_group.shares ? init_task.comm[0] : 0
	init_task.prio * 2 - 120
	init_task.prio / 7
	init_task.prio % 7
	init_task.normal_prio == init_task.prio
	init_task.flags | 1
	init_task.flags ^ init_task.flags
	init_task.se.load
	init_task.se.load.weight
	init_task.se.on_rq
	init_task.sched_class
	init_task.sched_class == &idle_sched_class
	*init_task.sched_class
	init_task.sched_class->enqueue_task
	init_task.cpus_mask
	init_task.cpus_mask.bits
	init_task.cpus_mask.bits[0]
	init_task.cpus_mask.bits[0] & 3
	init_task.in_execve
	init_task.sched_reset_on_fork
	init_task.pending.list.next
	init_task.alloc_lock
	init_task.seccomp
	init_task.utime + init_task.stime
	init_task.start_time
	init_mm.mm_users
	init_mm.mm_count.counter
	init_mm.pgd
	init_mm.pgd[0]
	init_mm.pgd[511].pgd
	init_mm.start_code
	init_mm.end_code - init_mm.start_code
	(u8)jiffies_64
	(u32)init_mm.start_code
	(s8)-1
	(u16)-1
	(bool)5
	(pid_t)-1
	(gfp_t)0xcc0
	(struct list_head *)0
	{int}&init_task.pid
	{unsigned long}&init_mm.pgd
	boot_cpu_data
	boot_cpu_data.x86_vendor_id
	boot_cpu_data.x86_model_id
	boot_cpu_data.x86_capability
	boot_cpu_data.x86_capability[3]
	boot_cpu_data.x86_phys_bits
	idt_table[0]
	idt_table[14]
	sys_call_table[0]
	sys_call_table[1]@3
	*sys_call_table@4
	tick_nsec
	ioport_resource
	iomem_resource.name
	iomem_resource.child->name
	*iomem_resource.child
	iomem_resource.child->sibling->start
	node_data[0]->node_zones[0].name
	node_data[0]->nr_zones
	node_data[0]->node_zones[1].free_area[0]
	node_data[0]->node_zones[0].vm_stat
	node_states
	init_pid_ns.pid_cachep->name
	init_pid_ns.pid_cachep->object_size
	init_user_ns.uid_map
	init_user_ns.ns.ops
	*init_user_ns.ns.ops
	platform_bus_type.name
	&platform_bus_type
	*platform_bus_type.p
	no_such_symbol
	init_task.no_such_member
	*(int *)0
	*(struct task_struct *)8
	init_task.pid / 0
	init_task.comm + 1
	&init_task.comm[2]
	init_task.comm[1]@3
	$rip
	$rsp
	$rbp
	$rax
	$eax
	$ax
	$al
	$eflags
	$mxcsr
	$xmm0
	$xmm1.v4_int32
	$xmm1.v16_int8[0]
	$st0
	$fctrl
	$cs
	$rip + 1
	$rsp - 8
	*(unsigned long *)$rsp
	*(long *)$rsp@4
	$sp
	$pc
	$fp
`

// printDifferences are what is not as in gdb, on purpose. The patterns of the expression, our text and
// gdb's have to match; "" does.
var printDifferences = []struct{ why, text, have, want string }{
	{"a function is shown as one in all formats, not its first byte", "schedule$", `^{.*} 0x`, `^(0?x?[0-9a-f]+|!Value can't be converted to integer.)$`},
	{"errors say more: the struct, what is spelled alike", "no_such", "^!(No symbol|There is no member)", "^!(No symbol|There is no member)"},
	{"of an array that is defined and declared without bounds elsewhere gdb may take the declaration", "", `^[{(]`, `^0x[0-9a-f]+ <\w+>$|\(\*\)\[\]`},
	{"$fp is the register that DWARF and psABI call so; gdb's is the frame's address", `\$fp$`, "", ""},
}

// counted is GCC's number in the name of a static variable of a function. gdb takes it for Ada's and
// drops it.
var counted = regexp.MustCompile(`(<\w+)\.\d+(\+\d+)?>`)

// moduleAddress is an address in a module with its symbol: gdb knows the symbols of the kernel only.
var moduleAddress = regexp.MustCompile(`(0xffffffffc[0-9a-f]{7}) <[^>]*>`)

func printDiffers(used map[string]int, text, have, want string) bool {
	if moduleAddress.ReplaceAllString(have, "$1") == want {
		used["symbols of modules"]++
		return true
	}
	if counted.ReplaceAllString(have, "$1$2>") == want {
		used["numbers in names"]++
		return true
	}
	for _, d := range printDifferences {
		if regexp.MustCompile(d.text).MatchString(text) && regexp.MustCompile(d.have).MatchString(have) && regexp.MustCompile(d.want).MatchString(want) {
			used[d.why]++
			return true
		}
	}
	return false
}
