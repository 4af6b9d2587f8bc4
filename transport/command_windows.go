package transport

import (
	"os/exec"
	"syscall"
)

// ownGroup keeps the console's Ctrl-C from the command.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// killGroup ends the command alone: Windows has no signal for a group. A child of the command sees its
// pipes break. Errors mean that nothing is left to kill.
func killGroup(cmd *exec.Cmd) { _ = cmd.Process.Kill() }
