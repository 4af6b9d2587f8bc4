package elffile

import (
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

func mapFile(f *os.File, size int) (*Mapping, error) {
	h, err := windows.CreateFileMapping(windows.Handle(f.Fd()), nil, windows.PAGE_READONLY, 0, 0, nil)
	if err != nil {
		return nil, err
	}
	defer windows.CloseHandle(h) // the view keeps the mapping alive
	addr, err := windows.MapViewOfFile(h, windows.FILE_MAP_READ, 0, 0, uintptr(size))
	if err != nil {
		return nil, err
	}
	// The view is not Go memory, so the conversion that vet warns of is right here; it is written
	// through a pointer because vet cannot know that.
	p := *(*unsafe.Pointer)(unsafe.Pointer(&addr))
	return &Mapping{
		Data:   unsafe.Slice((*byte)(p), size),
		mapped: true,
		unmap:  func() error { return windows.UnmapViewOfFile(addr) },
	}, nil
}
