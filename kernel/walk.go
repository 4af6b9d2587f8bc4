package kernel

import (
	"context"
	"fmt"
	"strings"

	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// DamagedError says that a list or a tree cannot be followed any further at some place: what lies there
// contradicts itself or cannot be read. What was found before it is still valid.
type DamagedError struct {
	What string   // "list", "rbtree", "xarray", "maple tree"
	At   mem.Addr // the node that is wrong
	Why  string
	Err  error // what reading it said; may be nil
}

func (e *DamagedError) Error() string {
	s := fmt.Sprintf("%s: node %v %s", e.What, e.At, e.Why)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *DamagedError) Unwrap() error { return e.Err }

// LimitError says that a walk was ended because it had found enough.
type LimitError struct {
	What string
	Max  int
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("%s: cut after %d entries", e.What, e.Max)
}

// MaxEntries bounds a walk for which no other limit is given.
const MaxEntries = 1 << 20

// readNode reads the fields of a structure at a, in one request. An address that cannot be read is a
// *[DamagedError]; other errors are about the way to the target.
func readNode(ctx context.Context, r mem.Reader, what string, a mem.Addr, fields ...field) (window, error) {
	off, size := span(fields...)
	w := window{off: off, data: make([]byte, size)}
	if err := r.ReadMem(ctx, a.Add(off), w.data); err != nil {
		if isFault(err) {
			return w, &DamagedError{What: what, At: a, Why: "cannot be read", Err: err}
		}
		return w, err
	}
	return w, nil
}

// layout looks members up by name and keeps the first error, so that a table of them reads as one.
type layout struct {
	t   *ctype.Type
	err error
}

func (k *Kernel) layout(tag string) *layout {
	t, err := k.structType(tag)
	return &layout{t, err}
}

// at is where the first of the members that the structure has lies; newest name first.
func (l *layout) at(what string, paths ...string) field {
	if l.err != nil {
		return field{}
	}
	f, _, err := member(l.t, what, paths...)
	l.err = err
	return f
}

// elements is how many elements an array member has.
func (l *layout) elements(path string) int {
	if l.err != nil {
		return 0
	}
	m, err := l.t.Member(path)
	if err == nil && m.Type != nil {
		if a := m.Type.Strip(); a.Kind == ctype.Array && a.Count > 0 && a.Count <= maxSlots {
			return int(a.Count)
		}
	}
	l.err = &LayoutError{Struct: l.t.Name, Member: "array of a fixed length", Tried: []string{path}}
	return 0
}

// maxSlots bounds the slots of a node: 64 is the most that any of Linux's trees has.
const maxSlots = 256

// TreeEntry is one entry of a tree.
type TreeEntry struct {
	Addr        mem.Addr // rb_node of an rbtree; what an XArray or a maple tree holds, as it is stored
	First, Last uint64   // indexes that the entry stands for, both inclusive; 0 in an rbtree
	IsValue     bool     // XArray: the entry is no pointer but the number Value (xa_mk_value)
	Value       uint64
	Marks       uint8  // XArray: bit i is mark i
	Path        string // from the root, as crash writes it: "root/l/r", "root/0/12"
}

// TreeOptions says how a tree is walked.
type TreeOptions struct {
	Node      bool // the address is that of a node, and not of a root
	RootFirst bool // rbtree: a node before what is below it; otherwise in order
	Max       int  // entries after which the walk ends with a *[LimitError]; 0 is MaxEntries
}

func (o *TreeOptions) max() int {
	if o.Max <= 0 {
		return MaxEntries
	}
	return o.Max
}

// walk is what walking a tree has come to.
type walk struct {
	what  string
	left  int // entries and damaged nodes
	max   int
	yield func(TreeEntry, error) bool
	over  bool
}

func newWalk(what string, opt TreeOptions, yield func(TreeEntry, error) bool) *walk {
	return &walk{what: what, left: opt.max(), max: opt.max(), yield: yield}
}

// give yields an entry, and reports whether to go on.
func (w *walk) give(e TreeEntry) bool { return w.out(e, nil) }

// fail yields what is wrong with a node. The walk goes on beside it if the caller wants to and if it is
// the node that is wrong.
func (w *walk) fail(err error) bool {
	_, damaged := err.(*DamagedError)
	return w.out(TreeEntry{}, err) && damaged
}

func (w *walk) damaged(at mem.Addr, format string, args ...any) bool {
	return w.fail(&DamagedError{What: w.what, At: at, Why: fmt.Sprintf(format, args...)})
}

func (w *walk) out(e TreeEntry, err error) bool {
	switch {
	case w.over:
	case w.left <= 0:
		w.over = true
		w.yield(TreeEntry{}, &LimitError{w.what, w.max})
	default:
		w.left--
		w.over = !w.yield(e, err)
	}
	return !w.over
}

// slotPath is the path of a slot below a node's.
func slotPath(path string, slot int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s/%d", path, slot)
	return b.String()
}
