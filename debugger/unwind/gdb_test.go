package unwind_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/debugger/unwind"
)

// gdbFrames prints the physical frames of a thread: PC and the registers that callers' variables
// live in. gdb counts inlined functions
// and, guessed from the code, functions that jumped instead of calling as frames too.
const gdbFrames = `
import gdb
gdb.execute("thread %s")
f = gdb.newest_frame()
n = 0
while f is not None and n < 100:
    if f.type() not in (gdb.INLINE_FRAME, gdb.TAILCALL_FRAME):
        v = []
        for r in ("rbx", "rbp", "r12", "r13", "r14", "r15"):
            try:
                v.append("%%s=%%#x" %% (r, int(f.read_register(r)) & (2**64 - 1)))
            except gdb.error:
                pass
        print("FRAME %%#x %%s" %% (f.pc(), " ".join(v)))
        n += 1
    try:
        f = f.older()
    except gdb.error:
        break
`

// compareWithGDB compares a trace with gdb's of the same stop. gdb knows no ORC, so what it says
// is compared up to the first frame of assembly: from there it reads the stack by rules for code
// that it has none for. It also has no idea of inline assembly that changes stacks: a trace is
// compared no further than the frame that does.
func compareWithGDB(t *testing.T, k *kernel, thread string, tr unwind.Trace) {
	t.Helper()
	gdb, err := exec.LookPath("gdb")
	if err != nil {
		t.Logf("not compared: %v", err)
		return
	}
	script := filepath.Join(t.TempDir(), "frames.py")
	if err := os.WriteFile(script, []byte(fmt.Sprintf(gdbFrames, thread)), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(gdb, "-nx", "-batch",
		"-ex", fmt.Sprintf("add-symbol-file -o %#x %s", uint64(k.slide), os.Getenv("KBREAK_VMLINUX")),
		"-ex", "target remote "+os.Getenv("KBREAK_STUB"),
		"-ex", "source "+script, "-ex", "detach").CombinedOutput()
	if err != nil {
		t.Fatalf("gdb: %v\n%s", err, out)
	}
	i := 0
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] != "FRAME" {
			continue
		}
		if i >= len(tr.Frames) {
			break
		}
		fr := &tr.Frames[i]
		pc, _ := strconv.ParseUint(f[1], 0, 64)
		if pc != uint64(fr.PC) {
			t.Errorf("frame %d: %v, gdb has %#x", i, fr.PC, pc)
			break
		}
		for _, x := range f[2:] {
			name, text, _ := strings.Cut(x, "=")
			want, _ := strconv.ParseUint(text, 0, 64)
			reg, _ := arch.AMD64.Reg(name)
			if have, ok := fr.Regs.Get(reg); ok && have != want {
				t.Errorf("frame %d: %s is %#x, gdb has %#x", i, name, have, want)
			} else if !ok {
				t.Logf("frame %d: %s is not known, gdb has %#x", i, name, want)
			}
		}
		i++
		if orc, dwarf, _ := k.RowsAt(fr.Lookup()); dwarf.CFA.String() != orc.CFA.String() {
			break
		}
	}
	if i == 0 {
		t.Errorf("gdb has no frames:\n%s", out)
	}
	t.Logf("%d of %d frames compared with gdb's", i, len(tr.Frames))
}
