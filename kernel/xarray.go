package kernel

// XArrays: include/linux/xarray.h, lib/xarray.c; radix trees before 4.20: include/linux/radix-tree.h,
// lib/radix-tree.c.

import (
	"context"
	"fmt"
	"iter"
	"math/bits"

	"kbreak/mem"
)

// Entries of 4.20 and later: the two lowest bits 10 are an internal entry (a node, a sibling, or one of
// two reserved numbers), bit 0 marks a number, everything else is a pointer (f8d5d0cc145c).
// Before that 01 is a node, or in its parent's range a sibling, and 10 a number of the owner's
// (RADIX_TREE_INTERNAL_NODE, RADIX_TREE_EXCEPTIONAL_ENTRY). Before 4.7 only the root says whether it
// leads to a node, in bit 0, and the height tells how deep nodes are.
const (
	entryMask  = 3
	xaInternal = 2
	xaLargest  = 4096 // of the internal entries that are no node
)

// XArray walks the struct xarray at root, or the struct radix_tree_root of an older kernel, and yields
// its entries by index. An entry that takes several slots is yielded once with its range; retry and zero
// entries are left out. Every node is checked against the slot it was reached through. An error is about
// one node and what is below it: the walk goes on with the rest if the caller does. One read a node.
func (k *Kernel) XArray(ctx context.Context, r mem.Reader, root mem.Addr, opt TreeOptions) iter.Seq2[TreeEntry, error] {
	return func(yield func(TreeEntry, error) bool) {
		w := &xaWalk{walk: newWalk("xarray", opt, yield), ctx: ctx, r: r}
		if err := w.lookUp(k); err != nil {
			w.fail(err)
			return
		}
		if opt.Node {
			w.node(root&^entryMask, 0, -1, -1, 0, "root")
			return
		}
		v, err := readNode(ctx, r, w.what, root, w.head, w.height)
		if err != nil {
			w.fail(err)
			return
		}
		switch e := v.uint(w.head); {
		case e == 0:
		case w.isNode(e):
			shift := -1 // any
			if h := int(v.uint(w.height)); w.height.known() && !w.shift.known() {
				if h < 1 || (h-1)*w.bits >= 64 {
					w.damaged(root, "has the height %d", h)
					return
				}
				shift = (h - 1) * w.bits
			}
			w.node(w.nodeAddr(e), 0, shift, -1, 0, "root")
		case w.reserved(e):
		default:
			w.give(w.entry(e, 0, 0, 0, "root"))
		}
	}
}

type xaWalk struct {
	*walk
	ctx context.Context
	r   mem.Reader

	radix  bool // the encoding from before 4.20
	bits   int  // of an index that a node decides on
	head   field
	height field // of the root, before 4.7
	shift  field
	offset field
	parent field
	slots  field
	marks  field
	count  int // slots of a node
}

func (w *xaWalk) lookUp(k *Kernel) error {
	n, root := k.layout("xa_node"), k.layout("xarray")
	if n.err != nil || root.err != nil {
		n, root = k.layout("radix_tree_node"), k.layout("radix_tree_root")
		w.what, w.radix = "radix tree", true
	}
	w.head = root.at("first node", "xa_head", "rnode")
	w.slots = n.at("slots", "slots")
	w.count = n.elements("slots")
	if root.err != nil {
		return root.err
	}
	if n.err != nil {
		return n.err
	}
	if w.count&(w.count-1) != 0 || w.count < 2 || w.slots.size != int64(w.count)*8 {
		return &LayoutError{Struct: n.t.Name, Member: "power of two of pointers", Tried: []string{"slots"}}
	}
	w.bits = bits.TrailingZeros(uint(w.count))
	w.height = optional(root.t, "height")
	w.shift = optional(n.t, "shift")
	w.offset = optional(n.t, "offset")
	w.parent = optional(n.t, "parent")
	w.marks = optional(n.t, "marks", "tags")
	if !w.shift.known() && !w.height.known() {
		return &LayoutError{Struct: n.t.Name, Member: "height", Tried: []string{"shift", root.t.Name + ".height"}}
	}
	return nil
}

// isNode reports whether an entry of a root leads to a node.
func (w *xaWalk) isNode(e uint64) bool {
	if w.radix {
		return e&1 != 0
	}
	return e&entryMask == xaInternal && e > xaLargest
}

// inNode reports whether an entry of a node at shift leads to a node. Before 4.7 entries do not say so.
func (w *xaWalk) inNode(e uint64, shift int) bool {
	if w.radix && !w.shift.known() {
		return shift > 0
	}
	if w.radix {
		return e&entryMask == 1
	}
	return w.isNode(e)
}

func (w *xaWalk) nodeAddr(e uint64) mem.Addr { return mem.Addr(e &^ entryMask) }

// reserved reports whether an entry is one that the tree keeps for itself: a retry entry, which a walk
// that races with a change would begin again at, or a zero entry, which reserves a slot.
func (w *xaWalk) reserved(e uint64) bool {
	if w.radix {
		return w.shift.known() && e == 1 // RADIX_TREE_RETRY
	}
	return e&entryMask == xaInternal && e <= xaLargest
}

// sibling reports whether an entry of node stands for the one in a lower slot, and for which.
func (w *xaWalk) sibling(e uint64, node mem.Addr) (slot int, ok bool) {
	if !w.radix {
		return int(e >> 2), e&entryMask == xaInternal && e>>2 < uint64(w.count-1)
	}
	if !w.shift.known() || e&entryMask != 1 {
		return 0, false
	}
	off := w.nodeAddr(e).Sub(node.Add(w.slots.off))
	return int(off / 8), off >= 0 && off < w.slots.size
}

// entry makes the TreeEntry of what a slot holds.
func (w *xaWalk) entry(e, first, last uint64, marks uint8, path string) TreeEntry {
	t := TreeEntry{Addr: mem.Addr(e), First: first, Last: last, Marks: marks, Path: path}
	switch {
	case w.radix && e&entryMask == 2:
		t.IsValue, t.Value = true, e>>2
	case !w.radix && e&1 != 0:
		t.IsValue, t.Value = true, e>>1
	}
	return t
}

// node walks the node at a, reached through slot of parent. A shift or slot below 0 is not checked.
func (w *xaWalk) node(a, parent mem.Addr, shift, slot int, index uint64, path string) bool {
	v, err := readNode(w.ctx, w.r, w.what, a, w.shift, w.offset, w.parent, w.slots, w.marks)
	if err != nil {
		return w.fail(err)
	}
	if w.shift.known() {
		s := int(v.uint(w.shift))
		if s >= 64 || s%w.bits != 0 || shift >= 0 && s != shift {
			want := ""
			if shift >= 0 {
				want = fmt.Sprintf(", not %d", shift)
			}
			return w.damaged(a, "(%s) has the shift %d%s", path, s, want)
		}
		shift = s
	}
	if shift < 0 {
		return w.damaged(a, "does not say how deep it is: give its root")
	}
	if slot >= 0 {
		if p := mem.Addr(v.uint(w.parent)); w.parent.known() && p != parent {
			return w.damaged(a, "(%s) has the parent %v, it was reached from %v", path, p, parent)
		}
		if o := int(v.uint(w.offset)); w.offset.known() && o != slot {
			return w.damaged(a, "(%s) says that it is in slot %d", path, o)
		}
	}
	marks := w.nodeMarks(v)
	for i := 0; i < w.count; {
		e := v.uint(field{w.slots.off + int64(i)*8, 8})
		first := index + uint64(i)<<shift
		at := slotPath(path, i)
		from := i
		of, alone := w.sibling(e, a)
		for i++; i < w.count && e != 0 && !alone; i++ {
			if s, ok := w.sibling(v.uint(field{w.slots.off + int64(i)*8, 8}), a); !ok || s != from {
				break
			}
		}
		switch {
		case e == 0:
		case alone:
			if !w.damaged(a, "(%s) has an entry in slot %d that stands for slot %d, which is not its own", path, from, of) {
				return false
			}
		case w.reserved(e):
		case w.inNode(e, shift):
			if shift == 0 {
				if !w.damaged(a, "(%s) is at the bottom and has a node in slot %d", path, from) {
					return false
				}
			} else if !w.node(w.nodeAddr(e), a, shift-w.bits, from, first, at) {
				return false
			}
		default:
			last := index + uint64(i)<<shift - 1
			if !w.give(w.entry(e, first, last, marks(from), at)) {
				return false
			}
		}
	}
	return true
}

// nodeMarks reads the marks of a node's slots: three bitmaps, each of whole longs.
func (w *xaWalk) nodeMarks(v window) func(slot int) uint8 {
	each := int64((w.count + 63) / 64 * 8)
	n := min(w.marks.size/each, 8)
	return func(slot int) uint8 {
		var m uint8
		for i := range n {
			long := v.uint(field{w.marks.off + i*each + int64(slot/64)*8, 8})
			if long>>(slot%64)&1 != 0 {
				m |= 1 << i
			}
		}
		return m
	}
}
