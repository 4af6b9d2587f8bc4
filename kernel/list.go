package kernel

// Linked lists: include/linux/list.h (struct list_head, hlist_head), include/linux/llist.h, and lists
// that structures make of a plain next pointer.

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"kbreak/mem"
)

// List says where a linked list is and how its entries are linked.
type List struct {
	// Start is the address of a link: the head of the list, or the link in one of its entries. A link is
	// a struct list_head or hlist_node, or with Single set a pointer to the next link.
	Start mem.Addr
	Head  bool // Start is a head, and not in an entry

	// Single says that there is no pointer back: an llist, or a next member. Without it every pointer
	// back is compared with where the walk came from. Offset is then where the pointer is in what it
	// points to: 0 in an llist, that of the member where structures point to each other.
	Single  bool
	Offset  int64
	Reverse bool     // follow prev; needs a list_head
	End     mem.Addr // a link that ends the list; 0 if there is none
	Max     int      // entries after which the walk ends with a *[LimitError]; 0 is MaxEntries
}

// LoopError says that a list never ends: some entry leads back into its middle. It is the Err of a
// *[DamagedError].
type LoopError struct {
	Start  mem.Addr // first link of the loop
	Length int      // links in it
}

func (e *LoopError) Error() string {
	return fmt.Sprintf("loop of %d entries starts at %v", e.Length, e.Start)
}

// Links walks a list and yields the address of the link in each entry, Start included unless it is a
// head. The list ends at Start, at End, at NULL, or where a list without a head comes back to the entry
// behind Start. An error is the last that is yielded: a *[DamagedError], a *[LimitError], or that of the
// way to the target. At most one read an entry, two for a link that crosses a page.
func (k *Kernel) Links(ctx context.Context, r mem.Reader, l List) iter.Seq2[mem.Addr, error] {
	return func(yield func(mem.Addr, error) bool) {
		lay := k.linkLayout(l)
		if lay.err != nil {
			yield(0, lay.err)
			return
		}
		if l.Max <= 0 {
			l.Max = MaxEntries
		}
		forth, back := lay.next, lay.prev
		if l.Reverse {
			forth, back = back, forth
		}
		seen, given := make(map[mem.Addr]int), 0
		var before, second mem.Addr // second: the link behind Start
		for at, n := l.Start, 0; ; n++ {
			w, err := readNode(ctx, r, "list", at, forth, back)
			var damaged *DamagedError
			switch {
			case errors.As(err, &damaged) && n > 0:
				damaged.Why = fmt.Sprintf("(entry %d, behind %v) cannot be read", n, before)
				yield(0, damaged)
				return
			case err != nil:
				yield(0, err)
				return
			}
			if n > 0 && back.known() {
				if p := mem.Addr(w.uint(back)); p != before {
					name := "prev"
					if l.Reverse {
						name = "next"
					}
					yield(0, &DamagedError{What: "list", At: at,
						Why: fmt.Sprintf("(entry %d) does not lead back: its %s is %v, it was reached from %v", n, name, p, before)})
					return
				}
			}
			if n > 0 || !l.Head {
				if given++; given > l.Max {
					yield(0, &LimitError{"list", l.Max})
					return
				}
				if !yield(at, nil) {
					return
				}
			}
			seen[at] = n
			next := mem.Addr(w.uint(forth))
			if n == 0 {
				second = next
			}
			switch first, again := seen[next]; {
			case next == 0 || next == l.Start || next == l.End:
				return
			case again && next == second && !l.Head:
				return // Start is a head that the caller did not know for one
			case again:
				yield(0, &DamagedError{What: "list", At: at, Why: fmt.Sprintf("(entry %d) leads back to entry %d", n, first),
					Err: &LoopError{next, n - first + 1}})
				return
			}
			before, at = at, next
		}
	}
}

// linkLayout is where next and prev are. A list_head and an hlist_node both have next first; pprev
// points to the next member of the entry before and so is the address of its link.
type linkLayout struct {
	next, prev field
	err        error
}

func (k *Kernel) linkLayout(l List) linkLayout {
	if l.Single {
		if l.Reverse {
			return linkLayout{err: errors.New("a list without pointers back cannot be walked in reverse")}
		}
		return linkLayout{next: field{l.Offset, 8}}
	}
	s := k.layout("list_head")
	lay := linkLayout{next: s.at("links", "next"), prev: s.at("links", "prev")}
	lay.err = s.err
	return lay
}
