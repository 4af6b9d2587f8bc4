//go:build !unix

package main

import "os/exec"

func lendTerminal(*exec.Cmd) (takeBack func()) { return func() {} }
