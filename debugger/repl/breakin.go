package repl

import "kbreak/debugger"

// The texts are gdb's for what gdb has (GDB manual, "Remote Configuration").
var sequenceTexts = map[string]string{
	"":              "Send what the line and the stub understand to interrupt the execution of the target.",
	"auto":          "Send what the line and the stub understand to interrupt the execution of the target.",
	"Ctrl-C":        "Send the ASCII ETX character (Ctrl-c) to the remote target to interrupt the execution of the program.",
	"BREAK":         "send a break signal to the remote target to interrupt the execution of the program.",
	"BREAK-g":       "Send a break signal and 'g' a.k.a. Magic SysRq g to the remote target to interrupt the execution of Linux kernel.",
	"sysrq-trigger": "Type \"echo g > /proc/sysrq-trigger\" on the line to interrupt the execution of Linux kernel.",
}

// breakInSettings are how a running target is made to stop.
func breakInSettings() []setting {
	return []setting{
		{
			name: "break-command", kind: command,
			summary: "the command of this machine that makes a running target stop.",
			show:    "The command that makes a running target stop is \"%s\".",
			help: `An example is: set break-command ssh vm 'echo g > /proc/sysrq-trigger'. It is split into words and run
without a shell, for Ctrl-C and when a target that is attached to does not answer. Another "remote
interrupt-sequence" than "auto" goes before it. Without COMMAND there is none.`,
			get: func(r *REPL) string { return r.session.BreakIn().Command },
			set: func(r *REPL, s string) error { r.session.BreakIn().Command = s; return nil },
		},
		{
			name: "remote interrupt-sequence", kind: enum,
			choices: debugger.Sequences,
			summary: "what is sent to a running target to make it stop.",
			show:    "%s",
			help: `"auto" is Ctrl-C, the byte 0x03, for a stub that answers qSupported (QEMU, VMware, gdbserver). kgdb ignores
that and gets "BREAK-g", a BREAK and the letter g, if the line can make a BREAK: a serial port can, and a
socket of QEMU's with --break-monitor. The kernel takes it as SysRq g if the UART is one of its consoles and
kernel.sysrq is 1. "sysrq-trigger" types "echo g > /proc/sysrq-trigger" on the line, for a console on which a
root shell waits. "BREAK" is the BREAK alone.`,
			get: func(r *REPL) string { return sequenceTexts[r.session.BreakIn().Sequence] },
			set: func(r *REPL, s string) error { r.session.BreakIn().Sequence = s; return nil },
		},
		{
			name: "remotebreak", kind: boolean,
			summary: "whether a BREAK is sent to a running target to make it stop.",
			show:    "Whether to send break if interrupted is %s.",
			help:    `It is the old name of "set remote interrupt-sequence BREAK", and of "Ctrl-C" for off.`,
			get:     func(r *REPL) string { return onOff(r.session.BreakIn().Sequence == "BREAK") },
			set: func(r *REPL, s string) error {
				r.session.BreakIn().Sequence = "Ctrl-C"
				if s == "on" {
					r.session.BreakIn().Sequence = "BREAK"
				}
				return nil
			},
		},
	}
}
