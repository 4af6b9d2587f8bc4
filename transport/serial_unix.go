//go:build unix

package transport

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// lockPort takes the lock that programs on serial ports have agreed on (flock, as picocom, tio and
// minicom do): the library's TIOCEXCL does not stop root.
func lockPort(name string) (unlock func(), err error) {
	f, err := os.OpenFile(name, os.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK, 0)
	if err != nil {
		if errors.Is(err, unix.EBUSY) {
			return nil, &busyError{name, holder(name)}
		}
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, &busyError{name, holder(name)}
		}
		return nil, fmt.Errorf("lock it: %w", err)
	}
	return func() { _ = f.Close() }, nil
}

// isPseudo reports whether a path, which may be a link, leads to a pseudo terminal.
func isPseudo(name string) bool {
	real, err := filepath.EvalSymlinks(name)
	return err == nil && strings.HasPrefix(real, "/dev/pts/")
}

// holder names the programs that have a device open, as far as the system lets us look: on Linux, our
// own programs, or as root all. There may be several: socat keeps both ends of a terminal that it makes.
func holder(name string) string {
	real, err := filepath.EvalSymlinks(name)
	if err != nil {
		return ""
	}
	self := fmt.Sprintf("/proc/%d/", os.Getpid())
	fds, _ := filepath.Glob("/proc/[0-9]*/fd/*") // none where there is no /proc
	var found []string
	for _, fd := range fds {
		if strings.HasPrefix(fd, self) {
			continue
		}
		if target, err := os.Readlink(fd); err != nil || target != real {
			continue
		}
		dir := filepath.Dir(filepath.Dir(fd))
		comm, err := os.ReadFile(filepath.Join(dir, "comm"))
		if err != nil {
			continue
		}
		who := fmt.Sprintf("%s (pid %s)", strings.TrimSpace(string(comm)), filepath.Base(dir))
		if len(found) < maxHolders && !slices.Contains(found, who) {
			found = append(found, who)
		}
	}
	return strings.Join(found, " and ")
}

// maxHolders is how many programs are named: a terminal may have many.
const maxHolders = 4
