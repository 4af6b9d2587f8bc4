package rsp

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kbreak/rsp/rsptest"
)

// uart is a line with a BREAK, which a transcript shows as \xff.
type uart struct{ io.ReadWriteCloser }

func (u uart) SendBreak() error {
	_, err := u.Write([]byte{0xff})
	return err
}

// What a kdb says that lets nobody in, and what it is asked then.
const (
	kdbRefused = "< diag: -22: Permission denied\\x0d\\x0a[0]kdb>\\x20\n"
	kdbLog     = "> \\x0d\n< \\x0d\\x0a[0]kdb>\\x20\n> dmesg | grep kernel_lockdown\\x0d\n< dmesg | grep kernel_lockdown\\x0d\\x0a\n"
	kdbGoes    = "> go\\x0d\n< go\\x0d\\x0a\n"
)

const kgdbOpens = `
> +$qSupported:swbreak+;hwbreak+;vContSupported+;xmlRegisters=i386;error-message+#..
< +$#..
> +$?#..
< +$S05#..
`

// kgdbRuns has read the registers, by which kgdb is known.
var kgdbRuns = kgdbOpens + `
> +$Hg0#..
< +$OK#..
> +$g#..
< +$` + strings.Repeat("00", kgdbSize) + `#..
> +$Hc-1#..
< +$OK#..
> +$c#..
< +
`

// TestBreakIn interrupts a target that runs, in every way, with a stub that does not stop for it unless
// the transcript says so.
func TestBreakIn(t *testing.T) {
	stops := "< $T05thread:1;#..\n> +\n"
	fails := func(context.Context) error { return errors.New("ssh: exit status 255: no route to host") }
	hangs := func(ctx context.Context) error { <-ctx.Done(); return nil }
	for _, tt := range []struct {
		name, wire string
		bare       bool // the line has no BREAK
		how        BreakIn
		want       string // in the error; "" for a stop
	}{
		{"BREAK-g", "> \\xffg\n" + stops, false, BreakIn{}, ""},
		{"no BREAK", "~ 1\n", true, BreakIn{}, "the target did not stop: kgdb ignores Ctrl-C; BREAK: this line has no BREAK; run \"echo g > /proc/sysrq-trigger\" in the guest as root, or say how that is done with --break-command; where kbreak console or agent-proxy is between, \"set remote interrupt-sequence Ctrl-C\" has it break in"},
		{"asked for BREAK", "> \\xff\n" + stops, false, BreakIn{Sequence: Break}, ""},
		{"asked for BREAK, none", "~ 1\n", true, BreakIn{Sequence: Break}, "the target did not stop: this line has no BREAK"},
		{"asked for BREAK-g", "> \\xffg\n" + stops, false, BreakIn{Sequence: BreakG}, ""},
		{"asked for Ctrl-C", "> \\x03\n~ 11\n", false, BreakIn{Sequence: CtrlC}, "Ctrl-C was sent; kgdb ignores Ctrl-C"},
		{"typed", "> \\x15echo g > /proc/sysrq-trigger\\x0d\n" + stops, true, BreakIn{Sequence: Trigger}, ""},
		{"disabled", "> \\xffg\n< [ 9.1] sysrq: This sysrq operation is disabled.\\x0d\\x0a\n~ 11\n", false, BreakIn{}, `run "sysctl kernel.sysrq=1" in the guest`},
		{"no kgdb", "> \\xffg\n< [ 9.1] sysrq: HELP : loglevel(0-9) reboot(b)\\x0d\\x0a\n~ 11\n", false, BreakIn{}, "kgdb has no line"},
		{
			"locked down", "> \\xffg\n< [0]kdb>\\x20\n> $qC#..\n" + kdbRefused + kdbLog + "< <5>Kernel is locked down from command line; see man kernel_lockdown.7\\x0d\\x0a[0]kdb>\\x20\n" + kdbGoes,
			false, BreakIn{}, `the target did not stop: kdb keeps gdb out: the kernel is locked down ("Kernel is locked down from command line"); switch Secure Boot off`,
		},
		{"booted anew, at kdb's prompt", "> \\xffg\n< [0]kdb>\\x20\n> $qC#..\n< +$QC01#..\n> +\n", false, BreakIn{}, ""},
		{"kdb's prompt in a text", "> \\xffg\n< [0]kdb>\\x20\n> $qC#..\n< $qC#b4\n~ 11\n", false, BreakIn{}, "answers no packet"},
		{"nothing", "> \\xffg\n~ 11\n", false, BreakIn{}, "one of its consoles"},
		{"command", "~ 1\n" + stops, true, BreakIn{Command: hangs}, ""},
		{"command that does nothing", "~ 11\n", true, BreakIn{Command: hangs}, "the break command was run; is what it does SysRq g"},
		{"command fails", "~ 1\n", true, BreakIn{Command: fails}, "the target did not stop: the break command failed: ssh: exit status 255: no route to host"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				line := rsptest.Serve(t, kgdbRuns+tt.wire)
				if !tt.bare {
					line = uart{line}
				}
				c := NewClient(line, Options{BreakIn: func() BreakIn { return tt.how }})
				defer c.Close()
				ctx := context.Background()
				if _, err := c.Handshake(ctx); err != nil {
					t.Fatal(err)
				}
				if _, err := c.Registers(ctx, AnyThread); err != nil {
					t.Fatal(err)
				}
				if err := c.Continue(ctx); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Second)
				done, cancel := context.WithCancel(ctx)
				cancel()
				_, err := c.Wait(done)
				switch {
				case tt.want == "" && err != nil:
					t.Fatal(err)
				case tt.want == "":
					_ = c.flushAck()
				case !errors.Is(err, ErrNoStop) || !strings.Contains(err.Error(), tt.want):
					t.Errorf("have %v\nwant %q", err, tt.want)
				case !c.Running():
					t.Error("it is not taken to run")
				}
			})
		})
	}
}

// TestOpen attaches to what is no stub yet.
func TestOpen(t *testing.T) {
	ask := "> $qSupported:swbreak+;hwbreak+;vContSupported+;xmlRegisters=i386;error-message+#..\n"
	echo := "< $qSupported:swbreak+;hwbreak+;vContSupported+;xmlRegisters=i386;error-message+#..\n"
	answers := "< +$#..\n> +$qC#..\n< +$QCfffffffe#..\n> +$?#..\n< +$S05#..\n" // it was asked more than once
	fails := func(context.Context) error { return errors.New("ssh: exit status 255") }
	for _, tt := range []struct {
		name, wire string
		bare       bool
		how        BreakIn
		want       string // in the error
		console    string // in what is shown
	}{
		{"runs, silent", "> +\n" + ask + ask + "> \\xffg\n" + ask + answers, false, BreakIn{}, "", ""},
		{
			"runs, a UART that keeps what nobody reads", "> +\n" + ask + ask + "> \\xffg\n" + ask +
				"< +$#..-+$#..-+$#..\n> +$qC#..\n< +$QCfffffffe#..\n> +$?#..\n< +$S05#..\n", false, BreakIn{}, "", "",
		},
		{
			"left in the middle of a request", "> +\n" + ask + "< -\n" + ask + "< +$#..\n> +$qC#..\n< +$QCfffffffe#..\n> +$?#..\n< +$S05#..\n",
			true, BreakIn{}, "", "",
		},
		{
			"runs, a shell", "> +\n" + ask + "< +\n" + echo + "> \\x15\n< " + strings.Repeat(`\x08 \x08`, 80) +
				"\n> \\xffg\n< sysrq: DEBUG\\x0d\\x0a\n" + ask + answers, false, BreakIn{}, "", "sysrq: DEBUG\r\n",
		},
		{
			"runs, a shell that edits its line", "> +\n" + ask + "< ~ # +$qSupported:swbreak+;hwbreak+;vContSupported+;xmlRegisters=i386;error-messa\\x0d\\x0age+#38\n> \\x15\n" +
				"> \\xffg\n" + ask + answers, false, BreakIn{}, "", "~ # ",
		},
		{"runs, no way", "> +\n" + ask + ask + ask, true, BreakIn{}, "sent nothing: connection to the stub lost: no answer from the stub to \"qSupported:swbreak+;hwbreak+;vContSuppor...\", sent 3 times; if a kernel with kgdb runs there, break into it first: kgdb ignores Ctrl-C; BREAK: this line has no BREAK", ""},
		{"a shell, no way", "> +\n" + ask + "< +\n" + echo + "> \\x15\n" + ask + ask + "> \\x15\n", true, BreakIn{}, "not a GDB stub: the peer sends back what it is sent", ""},
		{"no SysRq", "> +\n" + ask + ask + "> \\xffg\n" + ask + ask + ask, false, BreakIn{}, "BREAK and g were sent to break in; the kernel did not react", ""},
		{"command fails", "> +\n" + ask + ask + ask, true, BreakIn{Command: fails}, "break into it first: the break command failed: ssh: exit status 255", ""},
		{"kdb's prompt", "> +\n" + ask + "< \\x0d\\x0a[0]kdb>\\x20\n" + ask + answers, true, BreakIn{}, "", "kdb> "},
		{
			"kdb's prompt comes while it boots", "> +\n" + ask + ask + ask + "< [0]kdb> qSupported:x#38\n" + ask + "< [0]kdb>\\x20\n" + ask + answers,
			true, BreakIn{}, "", "kdb> ",
		},
		{
			"locked down, running", "> +\n" + ask + ask + "> \\xffg\n< [0]kdb>\\x20\n" + ask + kdbRefused + kdbLog +
				"< <5>Kernel is locked down from EFI Secure Boot mode; see man kernel_lockdown.7\\x0d\\x0a[0]kdb>\\x20\n" + kdbGoes,
			false, BreakIn{}, `not a GDB stub: kdb keeps gdb out: the kernel is locked down ("Kernel is locked down from EFI Secure Boot mode"); ` +
				"switch Secure Boot off in the machine's firmware, or take lockdown= off the kernel's command line; the kernel was let go again", "",
		},
		{
			"locked down, at kdb's prompt", "> +\n" + ask + kdbRefused + kdbLog + "< <5>Lockdown: sh: use of kgdb/kdb to write kernel RAM is restricted; see man kernel_lockdown.7\\x0d\\x0amore>\\x20\n> q\n< [0]kdb>\\x20\n",
			true, BreakIn{}, `the kernel is locked down ("Lockdown: sh: use of kgdb/kdb"); switch Secure Boot off in the machine's firmware, or take lockdown= off ` +
				`the kernel's command line; the kernel stands at its prompt, where "go" lets it run`, "Permission denied",
		},
		{
			"kdb's command is forbidden", "> +\n" + ask + kdbRefused + kdbLog + "< [0]kdb>\\x20\n", true, BreakIn{},
			"kdb keeps gdb out: its command kgdb is forbidden, as kdb.cmd_enable=", "",
		},
		{
			"locked down, questions in the UART", "> +\n" + ask + ask + "> \\xffg\n" + ask +
				"< [0]kdb> diag: -22: Permission denied\\x0d\\x0a[0]kdb> :swbreak+#38$qSupporteddiag: -22: Permission denied\\x0d\\x0a[0]kdb> :swbreak+#38\n" +
				kdbLog + "< [0]kdb>\\x20\n" + kdbGoes, false, BreakIn{}, "the kernel was let go again", "",
		},
		{"kdb's pager", "> +\n" + ask + "< \\x0d\\x0aOnly 'q', 'Q' or '/' are processed at more prompt, input ignored\\x0d\\x0amd\\x0d\\x0a\n> q\n< \\x0d\\x0a[0]kdb>\\x20\n" + ask + answers, true, BreakIn{}, "", "kdb> "},
		{"kdb's pager again", "> +\n" + ask + "< more>\\x20\n> q\n" + ask + "< more>\\x20\n> q\n" + ask + "< more>\\x20\n> q\n" + ask + "< more>\\x20\n~ 9\n", true, BreakIn{}, "kdb's pager", "more> "},
		{"left with a stop not acknowledged", "< $T05thread:1;#..\n> +\n" + ask + "< +$#..\n> ++$?#..\n< +$S05#..\n", true, BreakIn{}, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				line := rsptest.Serve(t, tt.wire)
				if !tt.bare {
					line = uart{line}
				}
				var said strings.Builder
				c := NewClient(line, Options{BreakIn: func() BreakIn { return tt.how }, Console: func(b []byte) { said.Write(b) }})
				defer c.Close()
				_, err := c.Handshake(context.Background())
				switch {
				case tt.want == "" && err != nil:
					t.Error(err)
				case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
					t.Errorf("have %v\nwant %q", err, tt.want)
				}
				synctest.Wait()
				if s := said.String(); !strings.Contains(s, tt.console) || strings.ContainsAny(s, "$\x08") {
					t.Errorf("the console says %q", s)
				}
			})
		})
	}
}
