package elffile

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unsafe"

	"github.com/klauspost/compress/zstd"
)

// Limits on decompression: an output larger than unpackRatio times its input plus unpackSlack, or
// than unpackMax bytes, is refused. Debug sections and modules compress 3 to 20 times.
const (
	unpackRatio = 200
	unpackSlack = 1 << 20
	unpackMax   = 1 << 30
)

func maxUnpacked(packed int) uint64 {
	return min(uint64(packed)*unpackRatio+unpackSlack, unpackMax)
}

// unpackFile undoes the compression of a whole file; how is "" if there is none.
func unpackFile(path string, d []byte) (out []byte, how string, err error) {
	limit := maxUnpacked(len(d))
	var r io.Reader
	switch {
	case bytes.HasPrefix(d, []byte(xzMagic)):
		out, err := unpackXZ(d, limit)
		if err != nil {
			return nil, "", fmt.Errorf("%s: decompress xz: %w", path, err)
		}
		return out, "xz", nil
	case bytes.HasPrefix(d, []byte("\x28\xb5\x2f\xfd")):
		dec, err := newZstd(bytes.NewReader(d), limit)
		if err != nil {
			return nil, "", fmt.Errorf("%s: decompress zstd: %w", path, err)
		}
		defer dec.Close()
		r, how = dec, "zstd"
	case bytes.HasPrefix(d, []byte("\x1f\x8b")):
		z, err := gzip.NewReader(bytes.NewReader(d))
		if err != nil {
			return nil, "", fmt.Errorf("%s: decompress gzip: %w", path, err)
		}
		r, how = z, "gzip"
	default:
		return d, "", nil
	}
	var buf bytes.Buffer
	n, err := io.Copy(&buf, io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, "", fmt.Errorf("%s: decompress %s: %w", path, how, err)
	}
	if uint64(n) > limit {
		return nil, "", fmt.Errorf("%s: decompress %s: %w", path, how, tooLarge(limit))
	}
	return buf.Bytes(), how, nil
}

func tooLarge(limit uint64) error { return fmt.Errorf("more than %d bytes", limit) }

func newZstd(r io.Reader, limit uint64) (*zstd.Decoder, error) {
	// One goroutine less, and a window (which the input chooses) no larger than the output may be.
	return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxMemory(max(limit, 1<<20)), zstd.WithDecoderMaxWindow(min(max(limit, 1<<20), 1<<27)))
}

// Data is the section's contents. If private is false they are a slice of the map, which nobody may
// write to; otherwise they were decompressed into a copy that is the caller's, and calling again
// does the work again.
func (f *File) Data(i int) (p []byte, private bool, err error) {
	raw := f.Raw(i)
	if raw == nil {
		return nil, false, fmt.Errorf("%s: section %d has no contents in this file", f.Path, i)
	}
	s := &f.Sections[i]
	switch {
	case s.Flags&elf.SHF_COMPRESSED != 0:
		p, err = unpackSection(raw)
	case strings.HasPrefix(s.Name, ".zdebug_") && bytes.HasPrefix(raw, []byte("ZLIB")):
		p, err = unpackZdebug(raw)
	default: // also .zdebug_ that would have grown: binutils leaves it as it is
		return raw, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("%s: decompress section %s: %w", f.Path, s.Name, err)
	}
	f.Release(raw)
	return p, true, nil
}

// unpackSection reads an Elf64_Chdr (gABI, "Section Compression") and what follows it.
func unpackSection(raw []byte) ([]byte, error) {
	const chdrSize = 24
	if len(raw) < chdrSize {
		return nil, fmt.Errorf("its header is truncated")
	}
	kind, size := elf.CompressionType(le.Uint32(raw)), le.Uint64(raw[8:])
	body := raw[chdrSize:]
	switch kind {
	case elf.COMPRESS_ZLIB:
		return unpackZlib(body, size)
	case elf.COMPRESS_ZSTD:
		limit := maxUnpacked(len(body))
		if size > limit {
			return nil, fmt.Errorf("claims %d bytes: %w", size, tooLarge(limit))
		}
		dec, err := newZstd(bytes.NewReader(body), limit)
		if err != nil {
			return nil, err
		}
		defer dec.Close()
		return readExactly(dec, size)
	}
	return nil, fmt.Errorf("unknown compression %v", kind)
}

// unpackZdebug reads the form before SHF_COMPRESSED: "ZLIB", the size as 8 bytes big endian, data.
func unpackZdebug(raw []byte) ([]byte, error) {
	if len(raw) < 12 {
		return nil, fmt.Errorf("its header is truncated")
	}
	return unpackZlib(raw[12:], binary.BigEndian.Uint64(raw[4:]))
}

func unpackZlib(body []byte, size uint64) ([]byte, error) {
	if limit := maxUnpacked(len(body)); size > limit {
		return nil, fmt.Errorf("claims %d bytes: %w", size, tooLarge(limit))
	}
	z, err := zlib.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return readExactly(z, size)
}

func readExactly(r io.Reader, size uint64) ([]byte, error) {
	p := make([]byte, size)
	if n, err := io.ReadFull(r, p); err != nil {
		return nil, fmt.Errorf("%d of %d bytes: %w", n, size, err)
	}
	return p, nil
}

// within reports whether b lies inside whole.
func within(whole, b []byte) bool {
	if len(b) == 0 || len(whole) == 0 {
		return false
	}
	start := uintptr(unsafe.Pointer(unsafe.SliceData(whole)))
	p := uintptr(unsafe.Pointer(unsafe.SliceData(b)))
	return p >= start && p-start <= uintptr(len(whole)-len(b)) && len(b) <= len(whole)
}
