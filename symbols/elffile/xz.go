package elffile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

// The container is read here and only the LZMA2 payload by the library: the library allocates the
// dictionary that a block header asks for, up to 4 GiB, before it reads a byte of data.
//
// The .xz File Format 1.1.0:
//
//	stream header  FD '7' 'z' 'X' 'Z' 00 | 00 check | CRC32
//	block*         size flags [packed size] [unpacked size] filter* padding CRC32 | LZMA2 | pad | check
//	index          00 ...
//	stream footer
const xzMagic = "\xfd7zXZ\x00"

// maxXZDict is the largest dictionary that is accepted; the kernel's build uses 1 MiB for modules,
// xz -9 uses 64 MiB.
const maxXZDict = 64 << 20

var errXZ = errors.New("malformed")

// unpackXZ decompresses the first stream in d. The index is not needed and not read.
func unpackXZ(d []byte, limit uint64) ([]byte, error) {
	if len(d) < 12 || d[6] != 0 || crc32.ChecksumIEEE(d[6:8]) != le.Uint32(d[8:]) {
		return nil, fmt.Errorf("stream header: %w", errXZ)
	}
	check := d[7] & 0xf
	var sum hash.Hash
	var checkLen int
	switch check {
	case 0:
	case 1:
		sum, checkLen = crc32.NewIEEE(), 4
	case 4:
		sum, checkLen = crc64.New(crc64.MakeTable(crc64.ECMA)), 8
	case 10:
		sum, checkLen = sha256.New(), 32
	default:
		return nil, fmt.Errorf("unknown check %d", check)
	}
	var out bytes.Buffer
	for at := 12; ; {
		if at >= len(d) {
			return nil, io.ErrUnexpectedEOF
		}
		if d[at] == 0 { // index
			return out.Bytes(), nil
		}
		n := (int(d[at]) + 1) * 4
		if n > len(d)-at {
			return nil, io.ErrUnexpectedEOF
		}
		dict, err := xzBlock(d[at : at+n])
		if err != nil {
			return nil, fmt.Errorf("block header at %#x: %w", at, err)
		}
		at += n
		src := bytes.NewReader(d[at:])
		z, err := lzma.Reader2Config{DictCap: dict}.NewReader2(src)
		if err != nil {
			return nil, err
		}
		before := out.Len()
		if _, err := io.Copy(&out, io.LimitReader(z, int64(limit)-int64(before)+1)); err != nil {
			return nil, err
		}
		if uint64(out.Len()) > limit {
			return nil, tooLarge(limit)
		}
		used := len(d) - at - src.Len()
		at += (used + 3) &^ 3
		if checkLen > len(d)-at {
			return nil, io.ErrUnexpectedEOF
		}
		if sum != nil {
			sum.Reset()
			sum.Write(out.Bytes()[before:])
			got := sum.Sum(nil)
			if check != 10 { // Go's CRCs are big endian, the format's little
				for i, j := 0, len(got)-1; i < j; i, j = i+1, j-1 {
					got[i], got[j] = got[j], got[i]
				}
			}
			if !bytes.Equal(got, d[at:at+checkLen]) {
				return nil, errors.New("wrong checksum")
			}
		}
		at += checkLen
	}
}

// xzBlock checks a block header and returns the size of the dictionary.
func xzBlock(h []byte) (dict int, err error) {
	body := h[:len(h)-4]
	if crc32.ChecksumIEEE(body) != le.Uint32(h[len(body):]) {
		return 0, errors.New("wrong checksum")
	}
	flags := body[1]
	if flags&^0xc0 != 0 {
		return 0, fmt.Errorf("%d filters or unknown flags %#x: only LZMA2 alone is supported", flags&3+1, flags)
	}
	r := bytes.NewReader(body[2:])
	for _, bit := range []byte{0x40, 0x80} { // packed and unpacked size: not needed
		if flags&bit != 0 {
			if _, err := binary.ReadUvarint(r); err != nil {
				return 0, errXZ
			}
		}
	}
	id, err1 := binary.ReadUvarint(r)
	n, err2 := binary.ReadUvarint(r)
	props, err3 := r.ReadByte()
	if err1 != nil || err2 != nil || err3 != nil || id != 0x21 || n != 1 {
		return 0, errors.New("only LZMA2 is supported")
	}
	size, err := lzma.DecodeDictCap(props)
	if err != nil {
		return 0, err
	}
	if size > maxXZDict {
		return 0, fmt.Errorf("dictionary of %d bytes: %w", size, tooLarge(maxXZDict))
	}
	return max(int(size), lzma.MinDictCap), nil
}
