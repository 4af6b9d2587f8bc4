package debugger

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"kbreak/debugger/value"
	"kbreak/kernel"
	"kbreak/mem"
	"kbreak/symbols/ctype"
)

// Entry is one entry of a list or a tree of the target.
type Entry struct {
	Addr     mem.Addr // of the structure, or of the link in it; of a tree of pointers, the pointer
	Position string   // in a tree, as crash writes it: "root/l/r", "root/0/12"; "" in a list
	Indexed  bool     // the tree has indexes, and the entry stands for First to Last, both included
	First    uint64
	Last     uint64
	Marks    uint8    // of an XArray: bit i is mark i
	Value    *uint64  // the entry is this number, and no pointer
	Data     []Record // what was asked for of the structure
}

// HeadKind says what the start of a list is.
type HeadKind uint8

const (
	NoHead   HeadKind = iota // an entry, or a link if ListSpec.Link is given
	Head                     // a list_head outside of all entries
	HeadInIt                 // a structure that has a list_head in it
)

// ListSpec says which linked list to walk and what to show of its entries; see crash's list.
type ListSpec struct {
	Start      string // expression
	Head       HeadKind
	Offset     string // of the link in an entry: a number or STRUCT.MEMBER
	HeadOffset string // with HeadInIt: of the list_head in the first structure; "" is Offset
	Link       string // offset of the link in the structures of Show: Start and the addresses shown are those of links
	End        string // expression; "" for none
	Reverse    bool
	Show       []string // STRUCT[.member[,member]]...
	As         byte     // format letter: x, d; 0 is by type
}

// maxShown bounds the text of all entries.
const maxShown = 64 << 20

// KList walks a linked list. With an error, which may be about damage in the list, what was found before
// it is returned.
func (s *Session) KList(ctx context.Context, q ListSpec) ([]Entry, error) {
	b, err := s.beginWalk(ctx, q.Start, q.Offset, q.Show, q.As)
	if err != nil {
		return nil, err
	}
	w, start, off, link := b.shower, b.start, b.off, b.link
	var end mem.Addr
	if q.End != "" {
		if end, err = s.CrashAddr(ctx, q.End); err != nil {
			return nil, err
		}
	}
	inside, link2, err := s.offset(ctx, q.Link) // from the address shown to the structure
	if err != nil {
		return nil, err
	}
	if link == nil {
		link = link2
	}
	l := kernel.List{Start: start.Add(off), Reverse: q.Reverse}
	if end != 0 {
		l.End = end.Add(off)
	}
	l.Single = q.Head == NoHead && !q.Reverse && !hasPrev(link) || link != nil && !hasPrev(link)
	switch q.Head {
	case NoHead:
		if l.Single { // structures that point to each other, and not links that do
			l.Start, l.End, l.Offset, off = start, end, off, 0
		}
	case Head:
		l.Start, l.Head = start, true
	case HeadInIt:
		if q.HeadOffset != "" {
			headOff, _, err := s.offset(ctx, q.HeadOffset)
			if err != nil {
				return nil, err
			}
			l.Start, l.Head = start.Add(headOff), true
		}
	}
	for a, err := range b.kernel.Links(ctx, s.memory(), l) {
		if err != nil {
			return w.entries, s.linkError(err)
		}
		a = a.Add(-off)
		if err := w.add(ctx, Entry{Addr: a}, a.Add(-inside)); err != nil {
			return w.entries, err
		}
	}
	return w.entries, nil
}

// hasPrev reports whether a member is a link with a pointer back.
func hasPrev(t *ctype.Type) bool {
	if t == nil {
		return false
	}
	n := t.Strip().Name
	return n == "list_head" || n == "hlist_node" || n == "hlist_head"
}

// walkBegin is what walking a list and walking a tree begin with.
type walkBegin struct {
	kernel *kernel.Kernel
	start  mem.Addr
	off    int64       // of the link in an entry
	link   *ctype.Type // its type, nil if the offset is a number
	shower
}

func (s *Session) beginWalk(ctx context.Context, start, offset string, show []string, as byte) (b walkBegin, err error) {
	if err := s.needStopped(); err != nil {
		return b, err
	}
	if b.kernel = s.kernel; b.kernel == nil {
		return b, errors.New("no kernel was found in the target: see \"symbol-file\"")
	}
	if b.start, err = s.CrashAddr(ctx, start); err != nil {
		return b, err
	}
	if b.off, b.link, err = s.offset(ctx, offset); err != nil {
		return b, err
	}
	b.shower = shower{s: s, as: value.Format(as), left: maxShown}
	b.show, err = s.parseRecords(ctx, show)
	return b, err
}

func (s *Session) parseRecords(ctx context.Context, texts []string) ([]recordSpec, error) {
	var out []recordSpec
	for _, t := range texts {
		spec, err := s.parseRecord(ctx, "", t)
		if err != nil {
			return nil, err
		}
		out = append(out, spec)
	}
	return out, nil
}

// shower collects entries with what is shown of them.
type shower struct {
	s       *Session
	show    []recordSpec
	as      value.Format
	left    int // bytes of text
	entries []Entry
}

// add reads what is wanted of the structure at a. If that cannot be read the walk goes on: the record
// says so.
func (w *shower) add(ctx context.Context, e Entry, a mem.Addr) error {
	for _, spec := range w.show {
		r, err := w.s.readRecord(ctx, spec, a, w.as)
		if isFault(err) {
			r.Text = fmt.Sprintf("%s <error: %v>", spec.name, err)
		} else if err != nil {
			return err
		}
		w.left -= len(r.Text)
		for _, m := range r.Members {
			w.left -= len(m.Text) + len(m.Name)
		}
		e.Data = append(e.Data, r)
	}
	w.entries = append(w.entries, e)
	if w.left < 0 {
		return fmt.Errorf("cut after %d entries: their text has %d MB", len(w.entries), maxShown>>20)
	}
	return nil
}

// TreeSpec says which tree to walk and what to show of its entries; see crash's tree.
type TreeSpec struct {
	Type       string // "rbtree", "radix", "xarray", "maple" or "mtree"
	Start      string // expression
	RootOffset string // of the root in the structure at Start: a number or STRUCT.MEMBER
	Offset     string // rbtree: of the rb_node in an entry
	Node       bool   // Start is a node and not a root
	Linear     bool   // rbtree: in order, and not a node before what is below it
	Show       []string
	As         byte // format letter: x, d; 0 is by type
}

// Tree walks a tree. Damage is passed over where there is a way around it; the error then has all of it.
func (s *Session) Tree(ctx context.Context, q TreeSpec) ([]Entry, error) {
	w, err := s.beginWalk(ctx, q.Start, q.Offset, q.Show, q.As)
	if err != nil {
		return nil, err
	}
	rootOff, _, err := s.offset(ctx, q.RootOffset)
	if err != nil {
		return nil, err
	}
	start, k := w.start.Add(rootOff), w.kernel
	opt := kernel.TreeOptions{Node: q.Node, RootFirst: !q.Linear}
	var seq iter.Seq2[kernel.TreeEntry, error]
	switch q.Type {
	case "rbtree":
		seq = k.RBTree(ctx, s.memory(), start, opt)
	case "radix", "xarray":
		seq = k.XArray(ctx, s.memory(), start, opt)
	case "maple", "mtree":
		seq = k.Maple(ctx, s.memory(), start, opt)
	default:
		return nil, fmt.Errorf("invalid tree type: %s", q.Type)
	}
	if q.Type != "rbtree" && w.off != 0 {
		return nil, fmt.Errorf("-o is for red-black trees: the entries of other trees are pointers to the structures")
	}
	var bad []error
	for e, err := range seq {
		var damaged *kernel.DamagedError
		switch {
		case errors.As(err, &damaged) && len(bad) < maxDamage:
			bad = append(bad, err)
			continue
		case err != nil:
			return w.entries, s.linkError(errors.Join(append(bad, err)...))
		}
		x := Entry{Addr: e.Addr.Add(-w.off), Position: e.Path, Indexed: q.Type != "rbtree", First: e.First, Last: e.Last, Marks: e.Marks}
		if e.IsValue {
			x.Value = &e.Value
			w.entries = append(w.entries, x)
			continue
		}
		if err := w.add(ctx, x, x.Addr); err != nil {
			return w.entries, errors.Join(append(bad, err)...)
		}
	}
	return w.entries, s.linkError(errors.Join(bad...))
}

// maxDamage is how many damaged nodes are passed over.
const maxDamage = 16
