//go:build unix

package elffile

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

func mapFile(f *os.File, size int) (*Mapping, error) {
	data, err := unix.Mmap(int(f.Fd()), 0, size, unix.PROT_READ, unix.MAP_PRIVATE)
	if err != nil {
		return nil, err
	}
	return &Mapping{
		Data:    data,
		mapped:  true,
		release: releasePages,
		unmap:   func() error { return unix.Munmap(data) },
	}, nil
}

// releasePages drops the whole pages inside b. The map is read-only, so nothing can be lost.
func releasePages(b []byte) {
	page := uintptr(os.Getpagesize())
	start := uintptr(unsafe.Pointer(unsafe.SliceData(b)))
	skip := -start & (page - 1)
	if skip >= uintptr(len(b)) {
		return
	}
	n := (uintptr(len(b)) - skip) &^ (page - 1)
	if n > 0 {
		_ = unix.Madvise(b[skip:skip+n], unix.MADV_DONTNEED) // advice: nothing depends on it
	}
}
