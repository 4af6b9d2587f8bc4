package kernel

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

// Image is what this package asks of a vmlinux.
type Image interface {
	// Name is how messages call the file, usually its path.
	Name() string
	// Symbol finds a symbol. Where several have the name, a global one is meant. size is 0 where
	// the file does not say.
	Symbol(name string) (addr link.Addr, size uint64, ok bool)
	// ReadStatic reads what the file has at an address. It fails where the file has no contents,
	// as in a separate debug file.
	ReadStatic(a link.Addr, p []byte) error
	// Struct finds a complete struct or union by its tag.
	Struct(name string) (*ctype.Type, error)
	// BuildID is the GNU build-id, nil if the file has none.
	BuildID() []byte
}

// LayoutError says that a structure of this kernel has none of the layouts that are known here.
type LayoutError struct {
	Struct string   // tag, as in "module"
	Member string   // what was looked for, in words: "section addresses"
	Tried  []string // members that were looked for, newest first; empty if the struct itself is missing
	Err    error    // why the struct is missing; may be nil
}

func (e *LayoutError) Error() string {
	s := "struct " + e.Struct
	if len(e.Tried) == 0 {
		s += " is not known"
		if e.Member != "" {
			s += " (needed for " + e.Member + ")"
		}
		if e.Err != nil {
			s += ": " + e.Err.Error()
		}
		return s
	}
	if e.Member != "" {
		s += ": no " + e.Member
	}
	return s + " (tried " + strings.Join(e.Tried, ", ") + "): this kernel's layout is not known here"
}

func (e *LayoutError) Unwrap() error { return e.Err }

// field is where a member lies in its structure. The zero value is an absent member, as no member
// that is looked up here has size 0.
type field struct{ off, size int64 }

func (f field) known() bool { return f.size > 0 }
func (f field) end() int64  { return f.off + f.size }

// maxStruct bounds what a type may claim as an offset or a size: types come from files.
const maxStruct = 1 << 20

// member finds the first of paths that t has, and says which.
func member(t *ctype.Type, what string, paths ...string) (field, int, error) {
	for i, p := range paths {
		m, err := t.Member(p)
		if err != nil {
			continue
		}
		f := field{m.Offset, 0}
		if m.Type != nil {
			f.size = m.Type.Strip().Size
			if m.Type.Strip().Kind == ctype.Array && f.size <= 0 {
				f.size = 1 // flexible array: only its offset means anything
			}
		}
		if f.off < 0 || f.size <= 0 || f.end() > maxStruct {
			return field{}, 0, fmt.Errorf("%s: member %s has offset %d and size %d", t.Tag(), p, f.off, f.size)
		}
		return f, i, nil
	}
	return field{}, 0, &LayoutError{Struct: t.Name, Member: what, Tried: paths}
}

// optional is member for what a kernel may be configured without.
func optional(t *ctype.Type, paths ...string) field {
	f, _, err := member(t, "", paths...)
	if err != nil {
		return field{}
	}
	return f
}

// window is a piece of a structure that was read from memory.
type window struct {
	off  int64 // of data[0] in the structure
	data []byte
}

// uint gives a member of up to 8 bytes, 0 if the window does not have it.
func (w window) uint(f field) uint64 {
	b := w.bytes(f)
	if len(b) > 8 {
		b = b[:8]
	}
	var v uint64
	for i, c := range b {
		v |= uint64(c) << (8 * i)
	}
	return v
}

func (w window) bytes(f field) []byte {
	if f.off < w.off || f.end() > w.off+int64(len(w.data)) {
		return nil
	}
	return w.data[f.off-w.off : f.end()-w.off]
}

// span is the smallest window that has all of the known fields.
func span(fields ...field) (off, size int64) {
	first := true
	var end int64
	for _, f := range fields {
		if !f.known() {
			continue
		}
		if first {
			off, end, first = f.off, f.end(), false
			continue
		}
		off, end = min(off, f.off), max(end, f.end())
	}
	return off, end - off
}

// printable gives a NUL-terminated string of the target as text that is safe to show: whatever is
// not printable becomes a question mark.
func printable(b []byte) string {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	var s strings.Builder
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			r = '?'
		}
		s.WriteRune(r)
		b = b[n:]
	}
	return s.String()
}
