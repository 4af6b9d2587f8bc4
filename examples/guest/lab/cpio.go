package lab

import (
	"fmt"
	"io"
)

// cpioWriter writes an archive in the "newc" form, which the kernel unpacks as its first root file
// system (kernel Documentation/driver-api/early-userspace/buffer-format.rst): a header of 13 numbers
// with eight hex digits each, the name with a NUL, the data; header with name, and data, are padded to
// multiples of four bytes.
type cpioWriter struct {
	w     io.Writer
	inode uint32
	err   error // first error; nothing is written after it
}

// File types of the mode, as in stat(2).
const (
	cpioDir  = 0o040000
	cpioFile = 0o100000
	cpioChar = 0o020000
)

func (c *cpioWriter) dir(name string) { c.entry(name, cpioDir|0o755, 0, 0, nil) }

func (c *cpioWriter) file(name string, perm uint32, data []byte) {
	c.entry(name, cpioFile|perm, 0, 0, data)
}

func (c *cpioWriter) device(name string, major, minor uint32) {
	c.entry(name, cpioChar|0o600, major, minor, nil)
}

// close ends the archive and gives the first error of all calls.
func (c *cpioWriter) close() error {
	c.entry("TRAILER!!!", 0, 0, 0, nil)
	return c.err
}

func (c *cpioWriter) entry(name string, mode, major, minor uint32, data []byte) {
	c.inode++
	const links, mtime = 1, 0
	c.printf("070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
		c.inode, mode, 0, 0, links, mtime, len(data), 0, 0, major, minor, len(name)+1, 0)
	c.printf("%s\x00", name)
	c.pad(110 + len(name) + 1)
	if c.err == nil {
		_, c.err = c.w.Write(data)
	}
	c.pad(len(data))
}

func (c *cpioWriter) pad(n int) { c.printf("%s", "\x00\x00\x00"[:-n&3]) }

func (c *cpioWriter) printf(format string, args ...any) {
	if c.err == nil {
		_, c.err = fmt.Fprintf(c.w, format, args...)
	}
}
