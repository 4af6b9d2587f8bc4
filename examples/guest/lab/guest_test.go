package lab

import (
	"bufio"
	"context"
	"debug/elf"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kbreak/rsp"
	"kbreak/transport"
)

// limit bounds whatever a test waits for; it is not a measure of anything.
const limit = 2 * time.Minute

func TestGuest(t *testing.T) {
	g := Start(t, Config{})
	t.Run("facts", func(t *testing.T) { checkFacts(t, g) })
	t.Run("vmlinux", func(t *testing.T) { checkVmlinux(t, g) })
	t.Run("modules", func(t *testing.T) { checkModules(t, g) })
	t.Run("commands", func(t *testing.T) { checkCommands(t, g) })
	t.Run("stub", func(t *testing.T) { checkStub(t, g) })
	t.Run("stop", func(t *testing.T) {
		pid := g.PID()
		if err := g.Stop(); err != nil {
			t.Fatal(err)
		}
		if alive(pid) {
			t.Errorf("QEMU %d is alive after Stop", pid)
		}
		if !strings.Contains(g.Console(), "READY") {
			t.Error("no READY on the console")
		}
		if _, err := g.Run(t.Context(), "true"); err == nil {
			t.Error("a command ran in a guest that is gone")
		}
		if _, err := net.Dial("tcp", g.Stub); err == nil {
			t.Error("the stub's port is open after Stop")
		}
	})
}

func checkFacts(t *testing.T, g *Guest) {
	f := &g.Facts
	if f.Release != g.Assets.Release {
		t.Errorf("release %q, the package has %q", f.Release, g.Assets.Release)
	}
	if !strings.HasPrefix(f.Banner, "Linux version "+f.Release+" ") {
		t.Errorf("banner %q", f.Banner)
	}
	for _, name := range []string{"_text", "_stext", "_etext", "linux_banner", "init_task", "modules"} {
		// The kernel's mapping is the last 2 GiB but what modules and fixmap have (kernel
		// Documentation/arch/x86/x86_64/mm.rst).
		if a := f.Symbols[name]; a < 0xffffffff80000000 || a >= 0xffffffffc0000000 {
			t.Errorf("%s is at %v", name, a)
		}
	}
	if f.Symbols["_text"]%0x200000 != 0 {
		t.Errorf("_text at %v: the kernel is moved in steps of 2 MiB", f.Symbols["_text"])
	}
}

func checkVmlinux(t *testing.T, g *Guest) {
	f, err := elf.Open(g.Assets.Vmlinux)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if f.Section(".debug_info") == nil {
		t.Errorf("%s has no debug information", g.Assets.Vmlinux)
	}
	notes, err := f.Section(".notes").Data()
	if err != nil {
		t.Fatal(err)
	}
	id, err := buildID(hex.EncodeToString(notes))
	if err != nil || id != g.Facts.BuildID {
		t.Errorf("vmlinux has build-id %s (%v), the guest runs %s", id, err, g.Facts.BuildID)
	}
	if text, err := os.ReadFile(g.Assets.SystemMap); err != nil || !strings.Contains(string(text), " T _stext\n") {
		t.Errorf("System.map has no _stext (%v)", err)
	}
}

func checkModules(t *testing.T, g *Guest) {
	for _, m := range g.Assets.Modules {
		got, ok := g.Facts.Module(m.Name)
		if !ok {
			t.Errorf("%s is not loaded", m.Name)
			continue
		}
		if got.Size == 0 || got.Addr == 0 || got.Sections[".text"] != got.Addr {
			t.Errorf("%s: size %d, at %v, .text at %v", m.Name, got.Size, got.Addr, got.Sections[".text"])
		}
		for _, name := range []string{".symtab", ".gnu.linkonce.this_module"} {
			if got.Sections[name] < 0xffffffffc0000000 {
				t.Errorf("%s: %s at %v", m.Name, name, got.Sections[name])
			}
		}
		for _, file := range []string{m.File, m.Debug} {
			if id := fileBuildID(t, file); id != got.BuildID {
				t.Errorf("%s has build-id %s, loaded is %s", file, id, got.BuildID)
			}
		}
	}
	for _, name := range []string{"fuse", "configfs", "virtio_pci", "xfs"} {
		if _, ok := g.Assets.Module(name); !ok {
			t.Errorf("the guest has no module %s", name)
		}
	}
}

func fileBuildID(t *testing.T, file string) string {
	t.Helper()
	data, err := readModule(file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := elf.NewFile(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	notes, err := f.Section(".note.gnu.build-id").Data()
	if err != nil {
		t.Fatal(err)
	}
	id, err := buildID(hex.EncodeToString(notes))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func checkCommands(t *testing.T, g *Guest) {
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	for _, tt := range []struct{ command, want, err string }{
		{"echo hello; echo world", "hello\nworld", ""},
		{"printf 'no line end'", "no line end", ""},
		{"true", "", ""},
		{"echo sad >&2; exit 3", "sad", "status 3: sad"},
		{"grep -c ^processor /proc/cpuinfo", "2", ""},
		{"echo a\nb", "", "one line"},
	} {
		got, err := g.Run(ctx, tt.command)
		if got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.command, got, tt.want)
		}
		if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%q: error %v, want %q", tt.command, err, tt.err)
		}
	}
	short, cancelShort := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancelShort()
	if _, err := g.Run(short, "sleep 1; echo late"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a command given up: %v", err)
	}
	if got, err := g.Run(ctx, "echo next"); got != "next" || err != nil {
		t.Errorf("after a command given up: %q, %v", got, err)
	}
}

// checkStub attaches, twice. While somebody is attached the guest stands, afterwards it runs.
func checkStub(t *testing.T, g *Guest) {
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	for range 2 {
		conn, err := transport.Dial(ctx, g.Stub)
		if err != nil {
			t.Fatal(err)
		}
		c := rsp.NewClient(conn, rsp.Options{})
		stop, err := c.Handshake(ctx)
		if err != nil {
			t.Fatal(err)
		}
		const banner = "Linux version "
		got := make([]byte, len(banner))
		if err := c.ReadMemory(ctx, stop.Thread, g.Facts.Symbols["linux_banner"], got); err != nil || string(got) != banner {
			t.Errorf("linux_banner at %v: %q, %v", g.Facts.Symbols["linux_banner"], got, err)
		}
		standing, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
		if _, err := g.Run(standing, "true"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a command in a guest that stands: %v", err)
		}
		cancel()
		if err := c.Detach(ctx); err != nil {
			t.Errorf("leave the stub: %v", err)
		}
		_ = c.Close() // Detach may have
		if _, err := g.Run(ctx, "true"); err != nil {
			t.Errorf("after detach: %v", err)
		}
	}
}

func TestGuestVariants(t *testing.T) {
	g := Start(t, Config{CPU: "max", Append: "pti=on nokaslr", Load: []Load{Kernel, User}, MemoryMiB: 640})
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	for _, tt := range []struct{ command, want string }{
		{"grep -c '^flags.* la57' /proc/cpuinfo", "2"}, // the kernel clears the flag when it does not use it
		{"dmesg | grep -o 'page tables isolation: enabled'", "page tables isolation: enabled"},
		{"awk '/^MemTotal/ {print ($2 > 512*1024)}' /proc/meminfo", "1"},
	} {
		if got, err := g.Run(ctx, tt.command); got != tt.want || err != nil {
			t.Errorf("%s: %q, %v; want %q", tt.command, got, err, tt.want)
		}
	}
	if got := g.Facts.Symbols["_text"]; got != 0xffffffff81000000 {
		t.Errorf("nokaslr: _text at %v", got)
	}
	for i, comm := range []string{"spin-kernel", "spin-user"} {
		if i >= len(g.Facts.Tasks) {
			t.Fatalf("tasks %+v", g.Facts.Tasks)
		}
		task := g.Facts.Tasks[i]
		if task.CPU != i || task.Comm != comm {
			t.Errorf("task %+v, want %s on CPU %d", task, comm, i)
		}
		command := fmt.Sprintf("cat /proc/%d/comm; taskset -p %d", task.PID, task.PID)
		want := fmt.Sprintf("%s\npid %d's current affinity mask: %x", comm, task.PID, 1<<i)
		if got, err := g.Run(ctx, command); got != want || err != nil {
			t.Errorf("%s: %q, %v; want %q", command, got, err, want)
		}
	}
}

func TestBootThatFails(t *testing.T) {
	a := Need(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, tt := range []struct {
		name string
		ctx  context.Context
		cfg  Config
		want []string
	}{
		{"panic", t.Context(), Config{Append: "rdinit=/none init=/none"}, []string{"the guest is gone", "Kernel panic"}},
		{"bad argument", t.Context(), Config{QEMU: []string{"-no-such"}}, []string{"QEMU says", "no-such"}},
		{"port taken", t.Context(), Config{Port: taken.Addr().(*net.TCPAddr).Port}, []string{"port for the guest's stub", "in use"}},
		{"canceled", canceled, Config{}, []string{"boot the guest"}},
	} {
		before := children(t)
		g, err := Boot(tt.ctx, a, tt.cfg)
		if g != nil || err == nil {
			t.Errorf("%s: a guest, %v", tt.name, err)
			continue
		}
		for _, want := range tt.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v\nwant %q in it", tt.name, err, want)
			}
		}
		if after := children(t); !slices.Equal(before, after) {
			t.Errorf("%s: processes %v are left", tt.name, after)
		}
	}
}

// A debugging session may take everything down with it; no QEMU may stay.
func TestNoGuestWithoutItsParent(t *testing.T) {
	Need(t)
	if runtime.GOOS != "linux" {
		t.Skip("only Linux kills a process when its parent dies")
	}
	cmd := exec.Command(os.Args[0], "helper-boot")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(errors.Join(err, cmd.Wait()))
	}
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil || !alive(pid) {
		t.Fatalf("helper says %q: %v", line, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // says that it was killed
	for deadline := time.Now().Add(limit); alive(pid); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("QEMU %d is alive after its parent was killed", pid)
		}
	}
}

// TestMain lets the test binary be a program that boots a guest and then waits to be killed.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "helper-boot" {
		a, err := Open()
		if err == nil {
			var g *Guest
			if g, err = Boot(context.Background(), a, Config{}); err == nil {
				fmt.Println(g.PID())
				<-g.Ended()
			}
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// alive says whether a process runs; one that has ended and waits for its parent does not.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	// "PID (COMM) STATE ..."; COMM may hold anything, parentheses too.
	_, rest, _ := strings.Cut(string(stat[strings.LastIndexByte(string(stat), ')'):]), " ")
	return rest != "" && rest[0] != 'Z'
}

// children are the processes we have started and not waited for.
func children(t *testing.T) []string {
	t.Helper()
	lists, err := os.ReadDir("/proc/self/task")
	if err != nil {
		t.Fatal(err)
	}
	var pids []string
	for _, l := range lists {
		// A thread may be gone by now.
		text, err := os.ReadFile("/proc/self/task/" + l.Name() + "/children")
		if err == nil {
			pids = append(pids, strings.Fields(string(text))...)
		}
	}
	return pids
}

var _ TB = (*testing.T)(nil)
