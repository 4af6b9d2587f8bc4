package lab

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"os"
	"slices"
)

//go:embed init.sh
var initScript []byte

// Work for a CPU of the guest. Both run for ever at the lowest cost in wake-ups: a CPU with work is in
// it whenever it is stopped, interrupts aside.
const (
	spinUser   = "#!/bin/busybox sh\nwhile :; do :; done\n"                  // no system calls at all
	spinKernel = "#!/bin/busybox sh\nwhile :; do cat /proc/kallsyms; done\n" // deep in seq_file
)

// writeInitramfs writes the guest's root file system: busybox, /init, the modules. It is not compressed:
// an emulated CPU takes longer to unpack it than the disk to hold it.
func writeInitramfs(w io.Writer, a *Assets) error {
	busybox, err := staticBusybox()
	if err != nil {
		return err
	}
	program, err := os.ReadFile(busybox)
	if err != nil {
		return err
	}
	c := &cpioWriter{w: w}
	c.dir("bin")
	c.dir("dev")
	c.device("dev/console", 5, 1) // the kernel opens it before there is a devtmpfs
	c.file("bin/busybox", 0o755, program)
	c.file("bin/spin-user", 0o755, []byte(spinUser))
	c.file("bin/spin-kernel", 0o755, []byte(spinKernel))
	c.file("init", 0o755, initScript)
	c.dir("lib")
	c.dir("lib/modules")
	var list bytes.Buffer // of those that init loads
	for i, m := range slices.Concat(a.Modules, a.Spare) {
		data, err := readModule(m.File)
		if err != nil {
			return err
		}
		name := "lib/modules/" + m.Name + ".ko"
		c.file(name, 0o644, data)
		if i < len(a.Modules) {
			fmt.Fprintf(&list, "%s /%s\n", m.Name, name)
		}
	}
	c.file("modules", 0o644, list.Bytes())
	return c.close()
}
