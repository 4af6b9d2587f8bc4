package source

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// MaxSize bounds a source file, in bytes. The largest of the kernel's, a header of register names, has
// 23 MB.
const MaxSize = 64 << 20

// File is a source file with its lines.
type File struct {
	Path    string // absolute
	ModTime time.Time

	data  []byte
	lines []int32 // where each begins in data
}

// Len is the number of lines.
func (f *File) Len() int { return len(f.lines) }

// Line is line n, counted from 1, without its end; "" where there is none. The bytes are those of the
// file: tabs, and whatever else is in it.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	end := len(f.data)
	if n < len(f.lines) {
		end = int(f.lines[n])
	}
	line := strings.TrimSuffix(string(f.data[f.lines[n-1]:end]), "\n")
	return strings.TrimSuffix(line, "\r")
}

// read reads a file that has been found.
func read(path string) (*File, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	st, err := in.Stat()
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", path)
	}
	data, err := io.ReadAll(io.LimitReader(in, MaxSize+1))
	if err != nil {
		return nil, err
	}
	if len(data) > MaxSize {
		return nil, fmt.Errorf("%s has more than %d MB: not read", path, MaxSize>>20)
	}
	f := &File{Path: path, ModTime: st.ModTime(), data: data}
	for at := 0; at < len(data); {
		f.lines = append(f.lines, int32(at))
		n := bytes.IndexByte(data[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return f, nil
}

// cache keeps files that were read, the most recently used ones.
type cache struct {
	files []*File // least recent first
	size  int
}

const (
	maxCached     = 64
	maxCachedSize = 2 * MaxSize
)

// File finds and reads the file that a name stands for. One that was read is read again if it has
// changed since.
func (f *Finder) File(n Name) (*File, error) {
	path, err := f.Path(n)
	if err != nil {
		return nil, err
	}
	return f.cache.file(path)
}

func (c *cache) file(path string) (*File, error) {
	if i := slices.IndexFunc(c.files, func(f *File) bool { return f.Path == path }); i >= 0 {
		f := c.files[i]
		c.drop(i)
		if st, err := os.Stat(path); err == nil && st.ModTime().Equal(f.ModTime) && st.Size() == int64(len(f.data)) {
			c.keep(f)
			return f, nil
		}
	}
	f, err := read(path)
	if err != nil {
		return nil, err
	}
	c.keep(f)
	return f, nil
}

func (c *cache) keep(f *File) {
	c.files = append(c.files, f)
	c.size += len(f.data)
	for len(c.files) > 1 && (len(c.files) > maxCached || c.size > maxCachedSize) {
		c.drop(0)
	}
}

func (c *cache) drop(i int) {
	c.size -= len(c.files[i].data)
	c.files = slices.Delete(c.files, i, i+1)
}
