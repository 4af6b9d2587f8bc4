package live

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kbreak/examples/guest/lab"
)

// guestSays runs a command in the guest and gives the lines of its output.
func guestSays(t *testing.T, g *lab.Guest, command string) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out, err := g.Run(ctx, command)
	if err != nil {
		t.Fatalf("%s: %q, %v", command, out, err)
	}
	return strings.Split(strings.TrimSpace(out), "\n")
}

// shown is an entry of klist or tree in JSON.
type shown struct {
	Addr  string
	First string
	Last  string
	Data  []struct {
		Members []struct{ Name, Text string }
	}
}

func (e shown) member(name string) string {
	for _, d := range e.Data {
		for _, m := range d.Members {
			if m.Name == name {
				return m.Text
			}
		}
	}
	return ""
}

func addrs(list []shown) []string {
	var out []string
	for _, e := range list {
		out = append(out, e.Addr)
	}
	return out
}

// TestKernelLists compares lists and trees of the kernel with what the guest says of the same things,
// and with each other where the kernel keeps a thing twice.
func TestKernelLists(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	t.Run("tasks", func(t *testing.T) {
		// Processes that were there before and after were there at the stop.
		const list = `for p in /proc/[0-9]*; do echo ${p#/proc/} $(cat $p/comm 2>/dev/null); done`
		before := guestSays(t, g, list)
		var tasks []shown
		batchJSON(t, g, &tasks, "klist init_task.tasks -l task_struct.tasks -s task_struct.pid,comm")
		after := guestSays(t, g, list)
		have := make(map[string]bool)
		for _, e := range tasks {
			comm, err := strconv.Unquote(e.member("comm"))
			if err != nil { // a string with repeated NULs is not one literal
				comm, _, _ = strings.Cut(strings.TrimPrefix(e.member("comm"), `"`), `"`)
			}
			have[e.member("pid")+" "+strings.TrimRight(comm, "\x00")] = true
		}
		checked := 0
		for _, line := range before {
			// Workers are renamed by their work.
			if strings.Contains(line, "kworker") || !slices.Contains(after, line) || !strings.Contains(line, " ") {
				continue
			}
			checked++
			pid, comm, _ := strings.Cut(line, " ")
			if line = pid + " " + comm[:min(len(comm), 15)]; !have[line] { // /proc has more than comm of a kernel thread's name
				t.Errorf("no task %q", line)
			}
		}
		if checked < 20 || len(tasks) < len(before)-5 || len(tasks) > len(before)+5 {
			t.Errorf("%d tasks were compared; klist has %d, the guest %d", checked, len(tasks), len(before))
		}
		var ids []shown
		batchJSON(t, g, &ids, "tree -t xarray -r idr.idr_rt init_pid_ns.idr")
		indexes := make(map[string]bool)
		for _, e := range ids {
			n, err := strconv.ParseUint(e.First, 0, 64)
			if err != nil || e.First != e.Last {
				t.Errorf("index %s to %s", e.First, e.Last)
			}
			indexes[fmt.Sprint(n)] = true
		}
		for _, line := range before {
			if pid, _, _ := strings.Cut(line, " "); slices.Contains(after, line) && !indexes[pid] {
				t.Errorf("the IDR has no %q", line)
			}
		}
		if len(ids) < len(before)-5 || len(ids) > 2*len(before) {
			t.Errorf("the IDR has %d entries, the guest %d processes", len(ids), len(before))
		}
	})
	t.Run("modules", func(t *testing.T) {
		var mods []shown
		batchJSON(t, g, &mods, "klist -H modules -o module.list -s module.name")
		var have, want []string
		for _, e := range mods {
			name, _, _ := strings.Cut(strings.TrimPrefix(e.member("name"), `"`), `"`)
			have = append(have, strings.TrimRight(name, `\0`))
		}
		for _, m := range g.Facts.Modules {
			want = append(want, m.Name)
		}
		if !slices.Equal(have, want) {
			t.Errorf("have %q, want %q", have, want)
		}
		var links, back []shown
		batchJSON(t, g, &links, "klist modules")
		batchJSON(t, g, &back, "klist -r -H modules")
		if len(links) != len(want)+1 || len(back) != len(want) {
			t.Errorf("%d links with the head and %d in reverse of %d modules", len(links), len(back), len(want))
		}
		slices.Reverse(back)
		if !slices.Equal(addrs(links)[1:], addrs(back)) {
			t.Errorf("forwards %v, backwards %v", addrs(links), addrs(back))
		}
	})
	t.Run("maple tree", func(t *testing.T) {
		var want []string
		for _, line := range guestSays(t, g, "cat /proc/1/maps") {
			span, _, _ := strings.Cut(line, " ")
			if !strings.HasSuffix(line, "[vsyscall]") {
				want = append(want, span)
			}
		}
		var vmas []shown
		batchJSON(t, g, &vmas, "tree -t maple -r mm_struct.mm_mt container_of(init_task.tasks.next,struct task_struct,tasks)->mm "+
			"-s vm_area_struct.vm_start,vm_end -x")
		var have []string
		for _, e := range vmas {
			start, end := e.member("vm_start"), e.member("vm_end")
			have = append(have, fmt.Sprintf("%08s-%08s", strings.TrimPrefix(start, "0x"), strings.TrimPrefix(end, "0x")))
			last, err := strconv.ParseUint(e.Last, 0, 64)
			if err != nil || start != e.First || end != fmt.Sprintf("%#x", last+1) {
				t.Errorf("the range %s to %s is of the mapping %s to %s", e.First, e.Last, start, end)
			}
		}
		if len(want) < 5 || !slices.Equal(have, want) {
			t.Errorf("have %v, /proc/1/maps has %v", have, want)
		}
	})
	t.Run("rbtree", func(t *testing.T) {
		// The kernel has its vmalloc areas in a tree and, by address, in a list.
		out := frozen(t, g, nil, "set pagination off", "klist -H vmap_area_list -o vmap_area.list",
			"echo and the tree\\n", "tree -l -o vmap_area.rb_node vmap_area_root", "tree -o vmap_area.rb_node vmap_area_root")
		list, trees, ok := strings.Cut(out, "and the tree\n")
		area := regexp.MustCompile(`(?m)^[0-9a-f]{16}$`)
		want, have := area.FindAllString(list, -1), area.FindAllString(trees, -1)
		if !ok || len(want) < 20 || len(have) != 2*len(want) {
			t.Fatalf("%d areas in the list, %d in both walks of the tree", len(want), len(have))
		}
		if !slices.Equal(have[:len(want)], want) {
			t.Errorf("in order: have %v, want %v", have[:len(want)], want)
		}
		top := have[len(want):]
		slices.Sort(top)
		slices.Sort(want)
		if !slices.Equal(top, want) {
			t.Error("root first, the tree has other nodes")
		}
		gdb(t, g, "info threads") // lets it go on
	})
	runs(t, g)
}

// TestListTrips counts what a list costs: at most a round trip an entry, its members included where they
// lie near the link, and a few for a tree of few nodes.
func TestListTrips(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	attach := trips(t, g, "info link")
	var tasks []shown
	batchJSON(t, g, &tasks, "klist init_task.tasks -l task_struct.tasks -s task_struct.pid,comm")
	for command, most := range map[string]int{
		"klist init_task.tasks -l task_struct.tasks -s task_struct.pid,comm": len(tasks) + 8,
		"klist -H modules": len(g.Facts.Modules) + 4,
		"tree -t xarray -r idr.idr_rt init_pid_ns.idr": 12,
		"struct mm_struct init_mm":                     4,
		"print/x boot_params":                          1, // 4096 bytes, which is two packets
	} {
		if n := trips(t, g, command, "info link") - attach; n > most {
			t.Errorf("%s: %d round trips, want at most %d", command, n, most)
		}
	}
	runs(t, g)
}

// TestStructEqualsGDB has gdb print the same structures of the same stop.
func TestStructEqualsGDB(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	file := filepath.Join(t.TempDir(), "ours")
	commands := []string{"set pagination off"}
	names := []struct{ expr, typ string }{
		{"init_task", "task_struct"}, {"modules", "list_head"}, {"init_mm", "mm_struct"}, {"init_pid_ns", "pid_namespace"},
		{"init_net", "net"}, {"vmap_area_root", "rb_root"}, {"init_files", "files_struct"},
	}
	for _, n := range names {
		commands = append(commands, "echo struct "+n.expr+"\\n", "struct "+n.typ+" "+n.expr)
	}
	commands = append(commands, "dump memory "+file+" linux_banner linux_banner+5000", "echo done\\n")
	out := frozen(t, g, nil, commands...)
	theirs := filepath.Join(t.TempDir(), "theirs")
	print := []string{"set print pretty on", "set pagination off", "set max-value-size unlimited"}
	for _, n := range names {
		print = append(print, "echo struct "+n.expr+"\\n", "print "+n.expr)
	}
	want := gdb(t, g, append(print, "dump memory "+theirs+" linux_banner (char*)linux_banner+5000", "echo done\\n")...)
	for _, n := range names {
		ours, gdbs := structText(out, n.expr), structText(want, n.expr)
		if len(ours) < 3 || !slices.Equal(ours[1:], gdbs[1:]) {
			i := 0
			for i < len(ours) && i < len(gdbs) && (i == 0 || ours[i] == gdbs[i]) {
				i++
			}
			t.Errorf("%s: %d and %d lines; from line %d on have\n%s\ngdb has\n%s", n.expr, len(ours), len(gdbs), i,
				strings.Join(ours[i:min(i+3, len(ours))], "\n"), strings.Join(gdbs[i:min(i+3, len(gdbs))], "\n"))
		}
	}
	a, err1 := os.ReadFile(file)
	b, err2 := os.ReadFile(theirs)
	if err1 != nil || err2 != nil || len(a) != 5000 || string(a) != string(b) {
		t.Errorf("dump memory: %d and %d bytes, %v, %v", len(a), len(b), err1, err2)
	}
	runs(t, g)
}

// moduleSymbol is what ours says of an address in a module, and gdb, which has no modules here, cannot.
var moduleSymbol = regexp.MustCompile(`(0x[0-9a-f]{16}) <[^>]*>`)

// structText is the lines of a structure, without the symbols that gdb may not know.
func structText(out, expr string) []string {
	_, rest, _ := strings.Cut(out, "struct "+expr+"\n")
	var lines []string
	for line := range strings.Lines(rest) {
		line = strings.TrimRight(line, "\n")
		if i := strings.Index(line, "0xffffffffc"); i >= 0 {
			line = moduleSymbol.ReplaceAllString(line, "$1")
		}
		lines = append(lines, line)
		if line == "}" {
			break
		}
	}
	return lines
}

// TestSearchMemory looks for what is known to be in memory.
func TestSearchMemory(t *testing.T) {
	g := lab.Start(t, lab.Config{})
	var found struct {
		Hits []struct{ Addr, Value, Text string }
	}
	batchJSON(t, g, &found, `search -c "Linux version `+g.Facts.Release+` "`)
	var banner []struct{ Addr string }
	batchJSON(t, g, &banner, "sym linux_banner")
	// The log and the boot code have it too, and the mapping of all RAM everything again.
	if len(banner) != 1 || len(found.Hits) < 4 || !slices.ContainsFunc(found.Hits, func(h struct{ Addr, Value, Text string }) bool { return h.Addr == banner[0].Addr }) {
		t.Errorf("linux_banner is at %+v, found %+v", banner, found.Hits)
	}
	if out := batch(t, g, "search -s init_task -l 16K init_task", "detach"); strings.Count(out, "(init_task)") < 2 {
		t.Errorf("have\n%s", out)
	}
	runs(t, g)
}
