package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"kbreak/examples/guest/lab"
)

// TestMain lets the test binary be the program.
func TestMain(m *testing.M) {
	if os.Getenv("KBREAK_TEST_MAIN") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// The session goes the same way over each kind of line, from the wait in the boot to a guest that runs on
// through the place where the breakpoint was.
func TestSession(t *testing.T) {
	lab.NeedKGDB(t)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	kbreak := filepath.Join(t.TempDir(), "kbreak")
	if out, err := exec.Command("go", "build", "-o", kbreak, "kbreak/cmd/kbreak").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, line := range []string{"unix", "socat", "pty"} {
		t.Run(line, func(t *testing.T) {
			cmd := exec.Command(exe, "-line", line, "-kbreak", kbreak)
			cmd.Dir = "../.."
			cmd.Env = append(os.Environ(), "KBREAK_TEST_MAIN=1", "NO_COLOR=1", "XDG_STATE_HOME="+t.TempDir())
			var errOut bytes.Buffer
			cmd.Stderr = &errOut
			text, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v\n%s%s", err, text, errOut.String())
			}
			rest := string(text)
			for _, part := range []string{
				`found through the IDT, verified by build-id\nkgdb_breakpoint \(\) at kernel/debug/debug_core\.c:`,
				`\(kbreak\) bt\n#0  kgdb_breakpoint \(\) `, ` kgdb_initial_breakpoint \(\) `, ` init_kgdboc \(\) `, ` kernel_init \(`,
				`\(kbreak\) continue\n`, `received signal SIGTRAP`, `\d+\t\twmb\(\); /\* Sync point after breakpoint \*/\n`, // of the source
				`\(kbreak\) bt 3\n`, `#2  0x[0-9a-f]+ in write_sysrq_trigger \(`,
				`\(kbreak\) source .*\n(?:.*\n)*usb_f_hid  0x[0-9a-f]+ - 0x[0-9a-f]+ .*\n +by the user; build-id `,
				`\nBreakpoint 1 at 0x[0-9a-f]+: file drivers/usb/gadget/function/f_hid\.c, line \d+\.\n`,
				`hit Breakpoint 1, hidg_alloc_inst \(\) at drivers/usb/gadget/function/f_hid\.c:\d+ \[usb_f_hid\]`,
				`\(kbreak\) bt 4\n`, `try_get_usb_function_instance \(name=.*"hid"\) .* \[libcomposite\]`, `function_make \(.*"hid\.usb0"\)`,
				`\tstatic struct usb_function_instance \*hidg_alloc_inst\(void\)\n`,
				`\(kbreak\) continue\n`, `received signal SIGTRAP`,
				`\[Detached from .*, which runs on\]\n`, `The guest runs on, through where the breakpoint was\.\n$`,
			} {
				at := regexp.MustCompile(part).FindStringIndex(rest)
				if at == nil {
					t.Fatalf("no %s in the rest of\n%s%s", part, text, errOut.String())
				}
				rest = rest[at[1]:]
			}
		})
	}
}
