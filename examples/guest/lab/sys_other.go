//go:build !linux

package lab

import (
	"context"
	"errors"
	"os/exec"
)

// The lab is made of Debian packages; the package compiles elsewhere so that its users do.

func lockFile(context.Context, string, func()) (func(), error) {
	return nil, errors.New("the guest lab needs Linux, with Debian's package tools")
}

func keepOnLeash(*exec.Cmd) {}

func killAll(cmd *exec.Cmd) { _ = cmd.Process.Kill() }
