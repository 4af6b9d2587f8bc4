package main

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strings"
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

// The hang has to be there, and to be explained: the whole chain from the lock that is waited for to the
// system call that holds it, and what was written.
func TestDeadlock(t *testing.T) {
	lab.NeedKGDB(t)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), "KBREAK_TEST_MAIN=1", "NO_COLOR=1", "XDG_STATE_HOME="+t.TempDir())
	var errOut bytes.Buffer
	cmd.Stderr = &errOut
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, text, errOut.String())
	}
	out := string(text)
	rest := out
	for _, frame := range []string{
		` (native_)?queued_spin_lock_slowpath \(lock=0x[0-9a-f]+, `,
		` _raw_spin_lock_irqsave \(`,
		` f_hidg_req_complete \(.* at drivers/usb/gadget/function/f_hid\.c:\d+ \[usb_f_hid\]`,
		` dummy_queue \(_ep=0x.* \[dummy_hcd\]`,
		` usb_ep_queue \(ep=0x[0-9a-f]+, req=.* \[udc_core\]`,
		` f_hidg_write \(.*count=6, .* \[usb_f_hid\]`,
		` vfs_write \(.*buf=buf@entry=0x[0-9a-f]+ "hello\\n", `,
		` ksys_write \(`,
		` entry_SYSCALL_64 \(\)`,
		`--- <user mode, pid \d+ "cat"> ---`,
		`\$2 = .*counter = [1-9]`,
		`\$3 = 0x[0-9a-f]+ "hello\\n`,
	} {
		at := regexp.MustCompile(frame).FindStringIndex(rest)
		if at == nil {
			t.Fatalf("no %s in the rest of\n%s", frame, out)
		}
		rest = rest[at[1]:]
	}
	wanted := regexp.MustCompile(`slowpath \(lock=(0x[0-9a-f]+)`).FindStringSubmatch(out)
	held := regexp.MustCompile(`(?m)^\$1 = .*(0x[0-9a-f]+)$`).FindStringSubmatch(out)
	if wanted == nil || held == nil || !strings.HasSuffix(held[0], wanted[1]) {
		t.Errorf("the lock waited for is %q, hidg's is %q", wanted, held)
	}
}
