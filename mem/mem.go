package mem

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Addr is a virtual address of the running target, slide included.
type Addr uint64

// Add returns a+off; it wraps at 2^64 as the target's own arithmetic does.
func (a Addr) Add(off int64) Addr { return a + Addr(off) }

// Sub returns a-b in bytes.
func (a Addr) Sub(b Addr) int64 { return int64(a - b) }

// String gives the address as 0x and lower-case hex digits, without leading zeros.
func (a Addr) String() string { return fmt.Sprintf("%#x", uint64(a)) }

// PhysAddr is a physical (guest-physical) address of the running target.
type PhysAddr uint64

func (a PhysAddr) String() string { return fmt.Sprintf("%#x", uint64(a)) }

// Reader reads virtual memory of the target.
type Reader interface {
	// ReadMem fills p from a. A nil error means that all of p was read. An error for which
	// [errors.As] finds a *[Fault] is about this address; any other error is about the way there
	// (link lost, context done) and says nothing about the address.
	ReadMem(ctx context.Context, a Addr, p []byte) error
}

// PhysReader reads physical memory of the target, under the same contract as [Reader]; the Addr in
// a Fault is then the physical address.
type PhysReader interface {
	ReadPhys(ctx context.Context, a PhysAddr, p []byte) error
}

// ReaderFunc makes a function a [Reader].
type ReaderFunc func(ctx context.Context, a Addr, p []byte) error

// ReadMem calls f.
func (f ReaderFunc) ReadMem(ctx context.Context, a Addr, p []byte) error { return f(ctx, a, p) }

// Fault says that memory could not be read.
type Fault struct {
	Addr Addr  // first byte that could not be read
	Got  int   // bytes before Addr that this request did read; they are valid in the caller's buffer
	Err  error // why, if there is more to say; may be nil
}

// Error has gdb's words, because users search for them.
func (f *Fault) Error() string {
	s := "cannot access memory at address " + f.Addr.String()
	if f.Err != nil {
		s += ": " + f.Err.Error()
	}
	return s
}

func (f *Fault) Unwrap() error { return f.Err }

// ErrTooLong is the cause in the error of a string or block longer than the caller allows.
var ErrTooLong = errors.New("longer than the limit")

// Bytes reads n bytes into a new slice.
func Bytes(ctx context.Context, r Reader, a Addr, n int) ([]byte, error) {
	if n < 0 || n > MaxBlock {
		return nil, fmt.Errorf("read %d bytes at %v: %w", n, a, ErrTooLong)
	}
	p := make([]byte, n)
	if err := r.ReadMem(ctx, a, p); err != nil {
		return nil, err
	}
	return p, nil
}

// MaxBlock bounds one [Bytes] call (16 MiB): lengths come from target memory and are not trusted.
const MaxBlock = 16 << 20

// Uint reads an unsigned integer of 1, 2, 4 or 8 bytes.
func Uint(ctx context.Context, r Reader, order binary.ByteOrder, a Addr, size int) (uint64, error) {
	var b [8]byte
	if size < 1 || size > 8 {
		return 0, fmt.Errorf("read integer of %d bytes at %v: size must be 1, 2, 4 or 8", size, a)
	}
	if err := r.ReadMem(ctx, a, b[:size]); err != nil {
		return 0, err
	}
	return DecodeUint(order, b[:size])
}

// DecodeUint decodes an unsigned integer of 1, 2, 4 or 8 bytes.
func DecodeUint(order binary.ByteOrder, b []byte) (uint64, error) {
	switch len(b) {
	case 1:
		return uint64(b[0]), nil
	case 2:
		return uint64(order.Uint16(b)), nil
	case 4:
		return uint64(order.Uint32(b)), nil
	case 8:
		return order.Uint64(b), nil
	}
	return 0, fmt.Errorf("decode integer of %d bytes: size must be 1, 2, 4 or 8", len(b))
}

// CString reads a NUL-terminated string of at most max bytes, the NUL not counted. It never reads
// past the page in which the NUL stands. Without a NUL in max bytes it returns what it read and an
// error that wraps [ErrTooLong].
func CString(ctx context.Context, r Reader, a Addr, max int) (string, error) {
	step := 32 // part of a line of Cache, so that a short string costs one small read
	var out []byte
	for ; len(out) < max; step = lineSize {
		at := a.Add(int64(len(out)))
		n := min(step-int(at%Addr(step)), max-len(out))
		chunk, err := Bytes(ctx, r, at, n)
		if err != nil {
			return string(out), err
		}
		for i, c := range chunk {
			if c == 0 {
				return string(append(out, chunk[:i]...)), nil
			}
		}
		out = append(out, chunk...)
	}
	return string(out), fmt.Errorf("string at %v: %w of %d bytes", a, ErrTooLong, max)
}

// Span is a half-open range [Start, End) of addresses.
type Span struct{ Start, End Addr }

// Contains reports whether a lies in the span.
func (s Span) Contains(a Addr) bool { return s.Start <= a && a < s.End }

// Size is the length in bytes, at most [math.MaxInt64].
func (s Span) Size() int64 {
	if s.End <= s.Start {
		return 0
	}
	return int64(min(uint64(s.End-s.Start), math.MaxInt64))
}
