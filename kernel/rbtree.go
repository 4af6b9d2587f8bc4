package kernel

// Red-black trees: include/linux/rbtree_types.h, lib/rbtree.c.

import (
	"context"
	"iter"

	"kbreak/mem"
)

// maxRBDepth bounds the height of a red-black tree: 2 log2(n+1) with n below 2^64.
const maxRBDepth = 128

// RBTree walks the tree whose struct rb_root (or rb_root_cached, which begins with one) is at root,
// and yields its nodes. Every node is checked to lead back to its parent, so that a damaged tree cannot
// be walked in circles. An error is about one node and what is below it: the walk goes on with the rest
// if the caller does. At most one read a node.
func (k *Kernel) RBTree(ctx context.Context, r mem.Reader, root mem.Addr, opt TreeOptions) iter.Seq2[TreeEntry, error] {
	return func(yield func(TreeEntry, error) bool) {
		w := &rbWalk{walk: newWalk("rbtree", opt, yield), ctx: ctx, r: r, rootFirst: opt.RootFirst}
		n := k.layout("rb_node")
		// rb_parent_color became __rb_parent_color in 3.6 (bf7ad8eeab99).
		w.parent = n.at("parent", "__rb_parent_color", "rb_parent_color")
		w.lower, w.upper = n.at("children", "rb_left"), n.at("children", "rb_right")
		if n.err != nil {
			w.fail(n.err)
			return
		}
		parent := mem.Addr(0)
		if opt.Node {
			parent = anyParent
		} else {
			l := k.layout("rb_root")
			f := l.at("root node", "rb_node")
			if l.err != nil {
				w.fail(l.err)
				return
			}
			v, err := readNode(ctx, r, w.what, root, f)
			if err != nil {
				w.fail(err)
				return
			}
			root = mem.Addr(v.uint(f))
		}
		if root != 0 {
			w.node(root, parent, "root", 0)
		}
	}
}

// anyParent is given for a node whose parent is not known. No node is there.
const anyParent = ^mem.Addr(0)

type rbWalk struct {
	*walk
	ctx                  context.Context
	r                    mem.Reader
	parent, lower, upper field
	rootFirst            bool
}

// node walks the subtree at a, and reports whether to go on.
func (w *rbWalk) node(a, parent mem.Addr, path string, depth int) bool {
	if depth > maxRBDepth {
		return w.damaged(a, "is deeper than a red-black tree can be (%d levels)", maxRBDepth)
	}
	v, err := readNode(w.ctx, w.r, w.what, a, w.parent, w.lower, w.upper)
	if err != nil {
		return w.fail(err)
	}
	// The two lowest bits are the colour (rb_parent, RB_RED).
	if p := mem.Addr(v.uint(w.parent) &^ 3); p != parent && parent != anyParent {
		return w.damaged(a, "(%s) has the parent %v, it was reached from %v", path, p, parent)
	}
	left, right := mem.Addr(v.uint(w.lower)), mem.Addr(v.uint(w.upper))
	e := TreeEntry{Addr: a, Path: path}
	if w.rootFirst && !w.give(e) {
		return false
	}
	if left != 0 && !w.node(left, a, path+"/l", depth+1) {
		return false
	}
	if !w.rootFirst && !w.give(e) {
		return false
	}
	switch {
	case right == 0:
		return true
	case right == left:
		return w.damaged(a, "(%s) has the same node on both sides", path)
	}
	return w.node(right, a, path+"/r", depth+1)
}
