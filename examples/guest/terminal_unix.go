//go:build unix

package main

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// lendTerminal makes a command the one that the terminal's keys go to, if we have a terminal: Ctrl-C is
// for the debugger that it is, and neither we nor make, which may have started us, shall end with it.
// Ctrl-Z would leave the terminal with nobody, so it is switched off. The result takes the terminal back.
func lendTerminal(cmd *exec.Cmd) (takeBack func()) {
	tty := int(os.Stdin.Fd())
	if owner, err := unix.IoctlGetInt(tty, unix.TIOCGPGRP); err != nil || owner != unix.Getpgrp() {
		return func() {} // no terminal, or it is another's
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Foreground: true, Ctty: tty}
	signal.Ignore(syscall.SIGTSTP)
	return func() {
		// Who is in the background and sets the owner gets SIGTTOU, which would stop us.
		signal.Ignore(syscall.SIGTTOU)
		_ = unix.IoctlSetPointerInt(tty, unix.TIOCSPGRP, unix.Getpgrp())
		signal.Reset(syscall.SIGTTOU, syscall.SIGTSTP)
	}
}
