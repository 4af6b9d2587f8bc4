package kernel

// Maple trees, since 6.1: include/linux/maple_tree.h, lib/maple_tree.c.

import (
	"context"
	"iter"
	"math"

	"kbreak/mem"
)

// The type of a node is in bits 3 to 6 of every pointer to it, below the alignment of 256 bytes
// (MAPLE_NODE_TYPE_SHIFT, MAPLE_NODE_MASK).
const (
	mapleNodeMask  = 255
	mapleTypeShift = 3
	mapleTypeMask  = 15

	mapleDense    = 0 // a slot an index
	mapleLeaf64   = 1 // entries, with the last index of each
	mapleRange64  = 2 // nodes
	mapleArange64 = 3 // nodes, with the largest gap below each

	maxMapleDepth = 31 // MAPLE_HEIGHT_MAX
)

// Maple walks the struct maple_tree at root and yields its entries with their ranges; gaps are left
// out. Nodes are checked to lead back to their parent and to keep to the range that it gives them. An
// error is about one node and what is below it: the walk goes on with the rest if the caller does. One
// read a node.
func (k *Kernel) Maple(ctx context.Context, r mem.Reader, root mem.Addr, opt TreeOptions) iter.Seq2[TreeEntry, error] {
	return func(yield func(TreeEntry, error) bool) {
		w := &mapleWalk{walk: newWalk("maple tree", opt, yield), ctx: ctx, r: r}
		head, err := w.lookUp(k)
		if err != nil {
			w.fail(err)
			return
		}
		e := uint64(root)
		if !opt.Node {
			v, err := readNode(ctx, r, w.what, root, head)
			if err != nil {
				w.fail(err)
				return
			}
			e = v.uint(head)
		}
		switch {
		case e == 0:
		case opt.Node || e&entryMask == xaInternal && e > xaLargest:
			w.node(e, anyParent, 0, math.MaxUint64, "root", 0)
		case e&entryMask == xaInternal:
		default:
			w.give(TreeEntry{Addr: mem.Addr(e), Path: "root"}) // a single entry at index 0
		}
	}
}

type mapleWalk struct {
	*walk
	ctx    context.Context
	r      mem.Reader
	parent field
	kinds  [4]mapleKind
}

// mapleKind is the layout of one type of node.
type mapleKind struct {
	pivots, slots field
	nPivot, nSlot int
}

func (k mapleKind) pivot(v window, i int) uint64 { return v.uint(field{k.pivots.off + int64(i)*8, 8}) }
func (k mapleKind) slot(v window, i int) uint64  { return v.uint(field{k.slots.off + int64(i)*8, 8}) }

func (w *mapleWalk) lookUp(k *Kernel) (head field, err error) {
	tree, node := k.layout("maple_tree"), k.layout("maple_node")
	r64, a64 := k.layout("maple_range_64"), k.layout("maple_arange_64")
	head = tree.at("root", "ma_root")
	w.parent = node.at("parent", "parent")
	kind := func(l *layout) mapleKind {
		return mapleKind{l.at("pivots", "pivot"), l.at("slots", "slot"), l.elements("pivot"), l.elements("slot")}
	}
	w.kinds[mapleDense] = mapleKind{slots: node.at("slots", "slot"), nSlot: node.elements("slot")}
	w.kinds[mapleRange64] = kind(r64)
	w.kinds[mapleLeaf64] = w.kinds[mapleRange64]
	w.kinds[mapleArange64] = kind(a64)
	for _, l := range []*layout{tree, node, r64, a64} {
		if l.err != nil {
			return head, l.err
		}
	}
	return head, nil
}

// node walks the node that e leads to, which stands for the indexes first to last.
func (w *mapleWalk) node(e uint64, parent mem.Addr, first, last uint64, path string, depth int) bool {
	a, typ := mem.Addr(e&^mapleNodeMask), e>>mapleTypeShift&mapleTypeMask
	switch {
	case typ > mapleArange64:
		return w.damaged(a, "(%s) is of an unknown type (%d)", path, typ)
	case depth >= maxMapleDepth:
		return w.damaged(a, "is deeper than a maple tree can be (%d levels)", maxMapleDepth)
	}
	k := w.kinds[typ]
	v, err := readNode(w.ctx, w.r, w.what, a, w.parent, k.pivots, k.slots)
	if err != nil {
		return w.fail(err)
	}
	// The parent of a root is the tree itself with bit 0 set; of a removed node, the node.
	p := v.uint(w.parent)
	switch up := mem.Addr(p &^ mapleNodeMask); {
	case up == a:
		return w.damaged(a, "(%s) is dead: it was removed from the tree", path)
	case parent != anyParent && (up != parent || p&1 != 0):
		return w.damaged(a, "(%s) has the parent %v, it was reached from %v", path, up, parent)
	}
	if typ == mapleDense {
		return w.dense(v, k, first, last, path)
	}
	for i := 0; i < k.nSlot; i++ {
		end := last
		if i < k.nPivot {
			end = k.pivot(v, i)
		}
		switch {
		case end == 0 && i > 0:
			end = last // there are no more pivots: this slot goes on to the end
		case end > last || end < first:
			return w.damaged(a, "(%s) has the pivot %#x in slot %d, outside of %#x to %#x", path, end, i, first, last)
		}
		if s := k.slot(v, i); !w.slot(s, a, typ == mapleLeaf64, first, end, slotPath(path, i), depth) {
			return false
		}
		if end == last {
			return true
		}
		first = end + 1
	}
	return w.damaged(a, "(%s) has slots up to %#x only, not up to %#x", path, first-1, last)
}

// slot goes on with what a slot holds for the indexes first to last.
func (w *mapleWalk) slot(s uint64, node mem.Addr, leaf bool, first, last uint64, path string, depth int) bool {
	switch {
	case s == 0 || s&entryMask == xaInternal && s <= xaLargest:
		return true // a gap, or a reserved entry (XA_ZERO_ENTRY)
	case leaf:
		return w.give(TreeEntry{Addr: mem.Addr(s), First: first, Last: last, Path: path})
	}
	return w.node(s, node, first, last, path, depth+1)
}

// dense walks a node that has a slot for each index from first on.
func (w *mapleWalk) dense(v window, k mapleKind, first, last uint64, path string) bool {
	for i := range k.nSlot {
		at := first + uint64(i)
		if at > last || at < first {
			break
		}
		if s := k.slot(v, i); s != 0 && !w.slot(s, 0, true, at, at, slotPath(path, i), 0) {
			return false
		}
	}
	return true
}
