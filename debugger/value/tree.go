package value

import (
	"context"
	"encoding/hex"

	"kbreak/symbols/ctype"
)

// Node is a value in a form for programs: its parts by name, the text of those that are not made of
// parts.
type Node struct {
	Name string `json:"name,omitempty"` // of the variable or member; "" for elements and anonymous members
	Type string `json:"type"`           // in C's words
	Addr string `json:"addr,omitempty"` // hex, if it is in memory
	// Text is what Format gives, for scalars and for arrays of characters.
	Text string `json:"text,omitempty"`
	Raw  string `json:"raw,omitempty"` // the bytes of a scalar in the target's order, hex
	// Missing is why the value, or a part of it that has no node of its own, is not there.
	Missing  string  `json:"missing,omitempty"`
	Children []*Node `json:"children,omitempty"`
	Repeats  int64   `json:"repeats,omitempty"` // an element stands for this many equal ones
	More     int64   `json:"more,omitempty"`    // children that were left out
}

// maxNodes bounds a tree.
const maxNodes = 10_000

// Tree gives a value's structured form. The same limits as for text apply, and maxNodes.
func (p *Printer) Tree(ctx context.Context, name string, v Value) (*Node, error) {
	b := treeBuilder{formatter: formatter{Printer: p, ctx: ctx}, left: maxNodes, text: maxText,
		names: make(map[*ctype.Type]string)}
	n := b.node(name, v, 0)
	return n, b.err
}

type treeBuilder struct {
	formatter
	left  int // nodes
	text  int // bytes of text that may still be made
	names map[*ctype.Type]string
}

func (b *treeBuilder) typeName(t *ctype.Type) string {
	if t == nil {
		return "void"
	}
	s, ok := b.names[t]
	if !ok {
		s = t.String()
		b.names[t] = s
	}
	return s
}

func (b *treeBuilder) node(name string, v Value, depth int) *Node {
	b.left--
	n := &Node{Name: name, Type: b.typeName(v.Type), Missing: v.Reason()}
	if a, ok := v.Address(); ok {
		n.Addr = a.String()
	}
	t := stripped(v.Type)
	parts := t.Kind == ctype.Struct || t.Kind == ctype.Union || t.Kind == ctype.Array && t.Count > 0 &&
		sizeOf(target(t)) > 0 && !isText(target(t), b.As)
	if !parts || v.err != nil || v.gone() || t.Incomplete || depth > maxDepth || b.Depth > 0 && depth >= b.Depth {
		b.out.Reset()
		b.value(v, depth)
		n.Text = b.out.String()
		if b.text -= len(n.Text); b.text < 0 {
			b.left = 0
		}
		if isScalar(t) && v.err == nil && t.Size > 0 && t.Size <= maxScalar {
			if c, ok := b.contents(v); ok && len(c.Missing) == 0 {
				n.Raw = hex.EncodeToString(c.Bytes)
			} else if ok && n.Missing == "" {
				n.Missing = c.Missing[0].Reason
			}
		}
		return n
	}
	if b.err = v.prefetch(b.ctx, b.Mem, t.Size); b.err != nil {
		return n
	}
	if t.Kind == ctype.Array {
		b.elements(n, v, t, depth)
	} else {
		b.members(n, v, t, depth)
	}
	return n
}

func (b *treeBuilder) members(n *Node, v Value, t *ctype.Type, depth int) {
	body, err := t.Body()
	if err != nil {
		n.Missing = err.Error()
		return
	}
	for i, m := range body.Members {
		if b.left <= 0 || b.err != nil {
			n.More = int64(len(body.Members) - i)
			return
		}
		n.Children = append(n.Children, b.node(m.Name, v.Member(m), depth+1))
	}
}

func (b *treeBuilder) elements(n *Node, v Value, t *ctype.Type, depth int) {
	elem := target(t)
	for i := int64(0); i < t.Count; {
		if b.left <= 0 || b.err != nil || b.Elements > 0 && len(n.Children) >= b.Elements {
			n.More = t.Count - i
			return
		}
		run, _ := b.run(v, elem, i, t.Count)
		if b.err != nil {
			return
		}
		if run <= int64(b.Repeats) {
			run = 1
		}
		c := b.node("", v.Index(elem, i), depth+1)
		if run > 1 {
			c.Repeats = run
		}
		n.Children = append(n.Children, c)
		i += run
	}
}
