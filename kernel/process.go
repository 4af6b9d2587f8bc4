package kernel

import "kbreak/mem"

// User-mode Linux (arch/um) is a kernel that runs as a process of another one: it is linked to the lower
// half of the address space and lies where it is linked. Its stub is gdbserver, or what else debugs
// processes. There are no descriptor tables to find it by, and none of its own page tables are in use while
// its code runs.

// process reports whether the image is of a kernel that runs as a process.
func (f *imageFacts) process() bool { return f.bannerAt != 0 && mem.Addr(f.bannerAt) < kernelHalf }

// hintProcess is the hint of a [LocateError] for it.
const hintProcess = "the file is of a kernel that runs as a process, as user-mode Linux does: attach to the gdbserver of " +
	"that process, and if it was not loaded where it is linked, give the distance with \"symbol-file -o OFFSET\""

// locateProcess finds such a kernel.
func (l *locator) locateProcess() (*Location, error) {
	loc, err := l.try(rung{"where it is linked", func(*locator) ([]int64, error) { return []int64{0}, nil }})
	if loc != nil || err != nil {
		return loc, err
	}
	return nil, &LocateError{Attempts: l.tried, Hint: hintProcess}
}
