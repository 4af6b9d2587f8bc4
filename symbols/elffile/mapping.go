package elffile

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
)

// Mapping is a file's contents in memory.
type Mapping struct {
	Data    []byte
	mapped  bool // Data is a map of the file, not a copy on the heap
	release func([]byte)
	unmap   func() error
}

// Map maps the regular file at path for reading.
func Map(path string) (*Mapping, error) {
	// Asked before opening: opening a FIFO would wait for its writer.
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a regular file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if st, err = f.Stat(); err != nil {
		return nil, err
	}
	size := st.Size()
	if size == 0 {
		return nil, fmt.Errorf("%s: the file is empty", path)
	}
	if size < 0 || int64(int(size)) != size {
		return nil, fmt.Errorf("%s: %d bytes do not fit the address space", path, size)
	}
	m, err := mapFile(f, int(size))
	if err != nil {
		return nil, fmt.Errorf("%s: map: %w", path, err)
	}
	return m, nil
}

// Release tells the system that the pages inside b, a part of Data, are not needed for now. They
// are read again when they are touched again. It keeps a pass over a large section from counting
// as resident memory ever after.
func (m *Mapping) Release(b []byte) {
	if m.mapped && m.release != nil && len(b) > 0 {
		m.release(b)
	}
}

// Close unmaps the file. No slice of Data may be used after it.
func (m *Mapping) Close() error {
	m.Data = nil
	if m.unmap == nil {
		return nil
	}
	unmap := m.unmap
	m.unmap = nil
	return unmap()
}

// ErrVanished is the cause in the error of [Guard].
var ErrVanished = errors.New("the file was truncated or its disk failed while it was in use")

// Guard calls f and turns a memory fault inside it into an error that wraps [ErrVanished]. It works
// for the calling goroutine only (see [debug.SetPanicOnFault]). Other panics pass.
func Guard(f func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(old)
	defer func() {
		switch e := recover().(type) {
		case nil:
		case interface {
			error
			Addr() uintptr
		}:
			err = fmt.Errorf("%w (%w)", ErrVanished, e)
		default:
			panic(e)
		}
	}()
	return f()
}
