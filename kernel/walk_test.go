package kernel

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kbreak/mem"
	"kbreak/symbols/ctype"
)

func ptrs(name string, off, count int64) ctype.Member {
	return array(name, off, ctype.New(ctype.Info{Kind: ctype.Pointer, Size: 8}, nil), count)
}

// walkImage is a kernel of the given structures beside list_head and those of rbtrees and maple trees
// as 6.1 has them.
func walkImage(more ...*ctype.Type) *Kernel {
	f := &file{name: "vmlinux", structs: map[string]*ctype.Type{}}
	for _, t := range append([]*ctype.Type{
		tstruct("list_head", 16, num("next", 0, 8), num("prev", 8, 8)),
		tstruct("rb_root", 8, num("rb_node", 0, 8)),
		tstruct("rb_node", 24, num("__rb_parent_color", 0, 8), num("rb_right", 8, 8), num("rb_left", 16, 8)),
		tstruct("maple_tree", 16, num("ma_flags", 4, 4), num("ma_root", 8, 8)),
		tstruct("maple_node", 256, num("parent", 0, 8), ptrs("slot", 8, 31)),
		tstruct("maple_range_64", 256, num("parent", 0, 8), ptrs("pivot", 8, 15), ptrs("slot", 128, 16)),
		tstruct("maple_arange_64", 256, num("parent", 0, 8), ptrs("pivot", 8, 9), ptrs("slot", 80, 10)),
	}, more...) {
		f.structs[t.Name] = t
	}
	return New(f, &Location{Bias: testBias})
}

// all is what a walk yields: entries, and the text of errors in their place.
func all[T any](seq iter.Seq2[T, error], show func(T) string) []string {
	var out []string
	for e, err := range seq {
		if err != nil {
			out = append(out, err.Error())
			continue
		}
		out = append(out, show(e))
	}
	return out
}

func entry(e TreeEntry) string {
	s := fmt.Sprintf("%v %d-%d %s", e.Addr, e.First, e.Last, e.Path)
	if e.IsValue {
		s += fmt.Sprintf(" value %d", e.Value)
	}
	if e.Marks != 0 {
		s += fmt.Sprintf(" marks %b", e.Marks)
	}
	return s
}

func nodeOnly(e TreeEntry) string { return fmt.Sprintf("%v %s", e.Addr, e.Path) }

func equalLines(t *testing.T, have, want []string) {
	t.Helper()
	if !slices.Equal(have, want) {
		t.Errorf("have\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
}

// ring makes a list_head at each address, the first of them the head.
func ring(m *memory, at ...uint64) {
	for i, a := range at {
		m.put64(a, at[(i+1)%len(at)], at[(i+len(at)-1)%len(at)])
	}
}

func TestLinks(t *testing.T) {
	ctx := context.Background()
	k := walkImage()
	var loop *LoopError
	for _, tt := range []struct {
		name string
		mend func(m *memory) // or break
		list List
		want []string
	}{
		{"with a head", nil, List{Start: 0x1000, Head: true}, []string{"0x2000", "0x3000", "0x3010", "0x4000"}},
		{"in reverse", nil, List{Start: 0x1000, Head: true, Reverse: true}, []string{"0x4000", "0x3010", "0x3000", "0x2000"}},
		{"from an entry", nil, List{Start: 0x3000}, []string{"0x3000", "0x3010", "0x4000", "0x1000", "0x2000"}},
		{"up to an end", nil, List{Start: 0x1000, Head: true, End: 0x3010}, []string{"0x2000", "0x3000"}},
		{"limited", nil, List{Start: 0x1000, Head: true, Max: 2}, []string{"0x2000", "0x3000", "list: cut after 2 entries"}},
		{"limited to what it has", nil, List{Start: 0x1000, Head: true, Max: 4}, []string{"0x2000", "0x3000", "0x3010", "0x4000"}},
		{"empty", func(m *memory) { ring(m, 0x1000) }, List{Start: 0x1000, Head: true}, nil},
		{"hlist", func(m *memory) { m.put64(0x1000, 0x2000); m.put64(0x4000, 0) }, List{Start: 0x1000, Head: true},
			[]string{"0x2000", "0x3000", "0x3010", "0x4000"}},
		{"plain pointers", func(m *memory) { m.put64(0x4000, 0); m.put64(0x2008, 7); m.put64(0x3008, 9) }, List{Start: 0x2000, Single: true},
			[]string{"0x2000", "0x3000", "0x3010", "0x4000"}},
		{"structures that point to each other", func(m *memory) { m.put64(0x2000, 9, 9, 0x3000); m.put64(0x3000, 9, 9, 0) },
			List{Start: 0x2000, Single: true, Offset: 16}, []string{"0x2000", "0x3000"}},
		{"a head that is not known for one", func(m *memory) { m.put64(0x4000, 0x2000) }, List{Start: 0x1000, Single: true},
			[]string{"0x1000", "0x2000", "0x3000", "0x3010", "0x4000"}},
		{"loop", func(m *memory) { m.put64(0x4000, 0x3000) }, List{Start: 0x1000, Head: true, Single: true},
			[]string{"0x2000", "0x3000", "0x3010", "0x4000",
				"list: node 0x4000 (entry 4) leads back to entry 2: loop of 3 entries starts at 0x3000"}},
		{"entry of itself", func(m *memory) { m.put64(0x3000, 0x3000) }, List{Start: 0x1000, Head: true},
			[]string{"0x2000", "0x3000", "list: node 0x3000 (entry 2) leads back to entry 2: loop of 1 entries starts at 0x3000"}},
		{"wrong prev", func(m *memory) { m.put64(0x3018, 0x2000) }, List{Start: 0x1000, Head: true},
			[]string{"0x2000", "0x3000", "list: node 0x3010 (entry 3) does not lead back: its prev is 0x2000, it was reached from 0x3000"}},
		{"wrong next in reverse", func(m *memory) { m.put64(0x3000, 0x4000) }, List{Start: 0x1000, Head: true, Reverse: true},
			[]string{"0x4000", "0x3010", "list: node 0x3000 (entry 3) does not lead back: its next is 0x4000, it was reached from 0x3010"}},
		{"poisoned", func(m *memory) { m.put64(0x3000, 0xdead000000000100) }, List{Start: 0x1000, Head: true},
			[]string{"0x2000", "0x3000", "list: node 0xdead000000000100 (entry 3, behind 0x3000) cannot be read: " +
				"cannot access memory at address 0xdead000000000100"}},
		{"no list", nil, List{Start: 0x9000}, []string{"list: node 0x9000 cannot be read: cannot access memory at address 0x9000"}},
		{"no way back", nil, List{Start: 0x1000, Single: true, Reverse: true}, []string{"a list without pointers back cannot be walked in reverse"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := &memory{}
			ring(m, 0x1000, 0x2000, 0x3000, 0x3010, 0x4000)
			if tt.mend != nil {
				tt.mend(m)
			}
			equalLines(t, all(k.Links(ctx, m, tt.list), mem.Addr.String), tt.want)
		})
	}
	m := &memory{}
	m.put64(0x1000, 0x1000, 0)
	for _, err := range k.Links(ctx, m, List{Start: 0x1000, Head: true}) {
		t.Errorf("have %v", err) // empty: a head that leads to itself is not checked for prev
	}
	m.put64(0x1000, 0x2000)
	m.put64(0x2000, 0x2000)
	for _, err := range k.Links(ctx, m, List{Start: 0x1000, Single: true, Head: true}) {
		if err != nil && (!errors.As(err, &loop) || loop.Start != 0x2000 || loop.Length != 1) {
			t.Errorf("have %v", err)
		}
	}
	m.fail = errors.New("link lost")
	for _, err := range k.Links(ctx, m, List{Start: 0x1000}) {
		if err != m.fail {
			t.Errorf("have %v, want the error of the link as it is", err)
		}
	}
	if got := all(New(&file{}, &Location{}).Links(ctx, m, List{Start: 0x1000}), mem.Addr.String); len(got) != 1 || !strings.HasPrefix(got[0], "struct list_head is not known") {
		t.Errorf("have %v", got)
	}
}

// A list of a thousand entries costs at most one read each, and far fewer where they share pages.
func TestLinksReads(t *testing.T) {
	for _, tt := range []struct{ stride, most uint64 }{{0x1000, 1001}, {256, 64}} {
		at := []uint64{0xffffffff82000000}
		for i := range uint64(1000) {
			at = append(at, 0xffff888000000030+i*tt.stride)
		}
		m := &memory{}
		ring(m, at...)
		n := 0
		for _, err := range walkImage().Links(context.Background(), mem.NewCache(m, 2048), List{Start: mem.Addr(at[0]), Head: true}) {
			if n++; err != nil {
				t.Fatal(err)
			}
		}
		// 16 entries of 256 bytes are in two chunks of 2048.
		most := tt.most
		if tt.stride < 0x1000 {
			most = 2*tt.most + 1
		}
		if n != 1000 || uint64(len(m.log)) > most {
			t.Errorf("stride %d: %d entries in %d reads, want 1000 in at most %d", tt.stride, n, len(m.log), most)
		}
	}
}

// rbFill makes a tree of the nodes in at, which are in order, and returns its root.
func rbFill(m *memory, parent uint64, at []uint64) uint64 {
	if len(at) == 0 {
		return 0
	}
	mid := len(at) / 2
	n := at[mid]
	m.put64(n, parent|1, rbFill(m, n, at[mid+1:]), rbFill(m, n, at[:mid]))
	return n
}

func TestRBTree(t *testing.T) {
	ctx := context.Background()
	k := walkImage()
	order := []uint64{0x10000, 0x21000, 0x32000, 0x43000, 0x54000}
	for _, tt := range []struct {
		name  string
		spoil func(m *memory)
		opt   TreeOptions
		want  []string
	}{
		{"in order", nil, TreeOptions{}, []string{"0x10000 root/l/l", "0x21000 root/l", "0x32000 root", "0x43000 root/r/l", "0x54000 root/r"}},
		{"root first", nil, TreeOptions{RootFirst: true}, []string{"0x32000 root", "0x21000 root/l", "0x10000 root/l/l", "0x54000 root/r", "0x43000 root/r/l"}},
		{"limited", nil, TreeOptions{Max: 2}, []string{"0x10000 root/l/l", "0x21000 root/l", "rbtree: cut after 2 entries"}},
		{"a wrong parent", func(m *memory) { m.put64(0x21000, 0x54001) }, TreeOptions{},
			[]string{"rbtree: node 0x21000 (root/l) has the parent 0x54000, it was reached from 0x32000", "0x32000 root", "0x43000 root/r/l", "0x54000 root/r"}},
		{"a cycle", func(m *memory) { m.put64(0x43000+16, 0x32000) }, TreeOptions{},
			[]string{"0x10000 root/l/l", "0x21000 root/l", "0x32000 root", "rbtree: node 0x32000 (root/r/l/l) has the parent 0x0, it was reached from 0x43000", "0x43000 root/r/l", "0x54000 root/r"}},
		{"the same twice", func(m *memory) { m.put64(0x54000+8, 0x43000) }, TreeOptions{},
			[]string{"0x10000 root/l/l", "0x21000 root/l", "0x32000 root", "0x43000 root/r/l", "0x54000 root/r", "rbtree: node 0x54000 (root/r) has the same node on both sides"}},
		{"a node that cannot be read", func(m *memory) { m.put64(0x32000+16, 0x99000) }, TreeOptions{},
			[]string{"rbtree: node 0x99000 cannot be read: cannot access memory at address 0x99000", "0x32000 root", "0x43000 root/r/l", "0x54000 root/r"}},
		{"empty", func(m *memory) { m.put64(0x1000, 0) }, TreeOptions{}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := &memory{}
			m.put64(0x1000, rbFill(m, 0, order))
			if tt.spoil != nil {
				tt.spoil(m)
			}
			equalLines(t, all(k.RBTree(ctx, m, 0x1000, tt.opt), nodeOnly), tt.want)
		})
	}
	m := &memory{}
	m.put64(0x1000, rbFill(m, 0, order))
	equalLines(t, all(k.RBTree(ctx, m, 0x54000, TreeOptions{Node: true}), nodeOnly), []string{"0x43000 root/l", "0x54000 root"})

	// A left-leaning chain is no red-black tree.
	for i := range uint64(200) {
		m.put64(0x100000+i*32, (0x100000+(i-1)*32)|1, 0, 0x100000+(i+1)*32)
	}
	m.put64(0x100000, 0)
	m.put64(0x1000, 0x100000)
	if got := all(k.RBTree(ctx, m, 0x1000, TreeOptions{}), nodeOnly); !strings.Contains(got[0], "deeper than a red-black tree can be") {
		t.Errorf("have %v", got[0])
	}
	// Breaking off ends the walk.
	n := 0
	for range k.RBTree(ctx, m, 0x54000, TreeOptions{Node: true}) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("have %d", n)
	}
}

// xaEra is one form of the tree: how its structures look and how its entries are written.
type xaEra struct {
	name   string
	types  []*ctype.Type
	head   uint64 // offset in the root
	node   func(a uint64) uint64
	number func(v uint64) uint64
	fill   func(m *memory, a, parent uint64, shift, slot int)
	slots  uint64
	tags   uint64
	height bool
}

var xaEras = []xaEra{
	{
		"4.20", []*ctype.Type{
			tstruct("xarray", 16, num("xa_flags", 4, 4), num("xa_head", 8, 8)),
			tstruct("xa_node", 576, num("shift", 0, 1), num("offset", 1, 1), num("count", 2, 1), num("parent", 8, 8), ptrs("slots", 40, 64),
				array("marks", 552, ctype.New(ctype.Info{Kind: ctype.Int, Size: 8}, nil), 3)),
		}, 8,
		func(a uint64) uint64 { return a | 2 }, func(v uint64) uint64 { return v<<1 | 1 },
		func(m *memory, a, parent uint64, shift, slot int) {
			m.put(a, []byte{byte(shift), byte(slot), 1, 0})
			m.put64(a+8, parent)
		}, 40, 552, false,
	},
	{
		"4.7", []*ctype.Type{
			tstruct("radix_tree_root", 16, num("gfp_mask", 0, 4), num("rnode", 8, 8)),
			tstruct("radix_tree_node", 576, num("shift", 0, 1), num("offset", 1, 1), num("parent", 8, 8), ptrs("slots", 40, 64),
				array("tags", 552, ctype.New(ctype.Info{Kind: ctype.Int, Size: 8}, nil), 3)),
		}, 8,
		func(a uint64) uint64 { return a | 1 }, func(v uint64) uint64 { return v<<2 | 2 },
		func(m *memory, a, parent uint64, shift, slot int) {
			m.put(a, []byte{byte(shift), byte(slot), 1, 0})
			m.put64(a+8, parent)
		}, 40, 552, false,
	},
	{
		"3.10", []*ctype.Type{
			tstruct("radix_tree_root", 16, num("height", 0, 4), num("gfp_mask", 4, 4), num("rnode", 8, 8)),
			tstruct("radix_tree_node", 560, num("height", 0, 4), num("count", 4, 4), num("parent", 8, 8), ptrs("slots", 24, 64),
				array("tags", 536, ctype.New(ctype.Info{Kind: ctype.Int, Size: 8}, nil), 3)),
		}, 8,
		func(a uint64) uint64 { return a }, func(v uint64) uint64 { return v<<2 | 2 },
		func(m *memory, a, parent uint64, _, _ int) { m.put64(a+8, parent) }, 24, 536, true,
	},
}

const xaRoot, xaTop, xaLow, xaHigh = 0x1000, 0xffff888000010000, 0xffff888000020000, 0xffff888000030000

// plant makes a tree of two levels: pointers at 0, 1 and 63, a number at 2, a pointer at 130.
func (e *xaEra) plant(k int) *memory {
	m := &memory{}
	for _, a := range []uint64{xaTop, xaLow, xaHigh} {
		m.put(a, make([]byte, 600))
	}
	m.put64(xaRoot, 2)
	m.put64(xaRoot+e.head, e.node(xaTop)|uint64(k))
	e.fill(m, xaTop, 0, 6, 0)
	e.fill(m, xaLow, xaTop, 0, 0)
	e.fill(m, xaHigh, xaTop, 0, 2)
	m.put64(xaTop+e.slots, e.node(xaLow), 0, e.node(xaHigh))
	m.put64(xaLow+e.slots, 0xffff888000100000, 0xffff888000200000, e.number(77))
	m.put64(xaLow+e.slots+63*8, 0xffff888000300000)
	m.put64(xaHigh+e.slots+2*8, 0xffff888000400000)
	m.put64(xaLow+e.tags, 0b10, 0, 0b11) // mark 0 of slot 1, mark 2 of slots 0 and 1
	return m
}

func TestXArray(t *testing.T) {
	ctx := context.Background()
	for i := range xaEras {
		e := &xaEras[i]
		t.Run(e.name, func(t *testing.T) {
			k := walkImage(e.types...)
			indirect := 0
			if e.height {
				indirect = 1
			}
			want := []string{
				"0xffff888000100000 0-0 root/0/0 marks 100", "0xffff888000200000 1-1 root/0/1 marks 101",
				fmt.Sprintf("%#x 2-2 root/0/2 value 77", e.number(77)), "0xffff888000300000 63-63 root/0/63", "0xffff888000400000 130-130 root/2/2",
			}
			m := e.plant(indirect)
			equalLines(t, all(k.XArray(ctx, m, xaRoot, TreeOptions{}), entry), want)
			if len(m.log) != 4 {
				t.Errorf("%d reads for a root and three nodes", len(m.log))
			}
			what := "xarray"
			if i > 0 {
				what = "radix tree"
			}
			m = e.plant(indirect)
			equalLines(t, all(k.XArray(ctx, m, xaRoot, TreeOptions{Max: 1}), entry), []string{want[0], what + ": cut after 1 entries"})
			m.put64(xaTop+e.slots, e.node(0x66000)) // cannot be read
			first := uint64(0x66000)
			if e.height {
				first += 8 // the first member of interest
			}
			equalLines(t, all(k.XArray(ctx, m, xaRoot, TreeOptions{}), entry),
				[]string{what + fmt.Sprintf(": node 0x66000 cannot be read: cannot access memory at address %#x", first), want[4]})
			m.put64(xaTop+e.slots, e.node(xaTop)) // a cycle
			got := all(k.XArray(ctx, m, xaRoot, TreeOptions{}), entry)
			if len(got) != 2 || !strings.Contains(got[0], "node 0xffff888000010000 (root/0) has the ") || got[1] != want[4] {
				t.Errorf("a cycle: have %q", got)
			}
			m.put64(xaRoot+e.head, 0xffff888000500000)
			m.put64(xaRoot, 0)
			equalLines(t, all(k.XArray(ctx, m, xaRoot, TreeOptions{}), entry), []string{"0xffff888000500000 0-0 root"})
			m.put64(xaRoot+e.head, 0)
			equalLines(t, all(k.XArray(ctx, m, xaRoot, TreeOptions{}), entry), nil)
			got = all(k.XArray(ctx, e.plant(indirect), mem.Addr(e.node(xaLow)), TreeOptions{Node: true}), entry)
			if e.height {
				if len(got) != 1 || !strings.Contains(got[0], "give its root") {
					t.Errorf("have %q", got)
				}
			} else if len(got) != 4 || got[3] != "0xffff888000300000 63-63 root/63" {
				t.Errorf("from a node: have %q", got)
			}
		})
	}
}

// An entry of several slots, reserved entries, and what must not be.
func TestXArrayEntries(t *testing.T) {
	ctx := context.Background()
	e := &xaEras[0]
	k := walkImage(e.types...)
	m := e.plant(0)
	m.put64(xaTop+e.slots+4*8, 0xffff888000700000, 4<<2|2, 4<<2|2, 4<<2|2) // order 8: slots 4 to 7
	m.put64(xaHigh+e.slots, 256<<2|2, 257<<2|2)                            // retry, zero
	m.put64(xaLow+e.slots+8*8, 3<<2|2)                                     // a sibling of slot 3, where nothing is
	m.put64(xaLow+e.slots+9*8, e.node(xaHigh))                             // a node at the bottom
	got := all(k.XArray(ctx, m, xaRoot, TreeOptions{}), entry)
	equalLines(t, got[3:], []string{
		"xarray: node 0xffff888000020000 (root/0) has an entry in slot 8 that stands for slot 3, which is not its own",
		"xarray: node 0xffff888000020000 (root/0) is at the bottom and has a node in slot 9",
		"0xffff888000300000 63-63 root/0/63", "0xffff888000400000 130-130 root/2/2", "0xffff888000700000 256-511 root/4",
	})
	m = e.plant(0)
	m.put(xaHigh, []byte{6, 2})
	m.put(xaLow, []byte{0, 5})
	equalLines(t, all(k.XArray(ctx, m, xaRoot, TreeOptions{}), entry), []string{
		"xarray: node 0xffff888000020000 (root/0) says that it is in slot 5",
		"xarray: node 0xffff888000030000 (root/2) has the shift 6, not 0",
	})
	// Siblings of 4.7: an entry that points to a slot of its own node.
	e = &xaEras[1]
	m = e.plant(0)
	m.put64(xaTop+e.slots+4*8, 0xffff888000700000, (xaTop+e.slots+4*8)|1)
	got = all(walkImage(e.types...).XArray(ctx, m, xaRoot, TreeOptions{}), entry)
	if want := "0xffff888000700000 256-383 root/4"; got[len(got)-1] != want {
		t.Errorf("have %s, want %s", got[len(got)-1], want)
	}
	if got := all(walkImage().XArray(ctx, m, xaRoot, TreeOptions{}), entry); len(got) != 1 || !strings.Contains(got[0], "radix_tree_root is not known") {
		t.Errorf("without layouts: have %q", got)
	}
}

const mapleAt = 0xffff888000040000

// mapleTree is a root of three leaves: [0, 0x3fff], [0x4000, 0x9fff], [0xa000, the end].
func mapleTree() *memory {
	m := &memory{}
	m.put(mapleAt, make([]byte, 0x400))
	node := func(i uint64, typ uint64) uint64 { return (mapleAt + i*0x100) | typ<<3 | 4 } // bit 2: not a root that the tree has alone
	m.put64(0x1000, 0, node(0, mapleArange64)|2)
	m.put64(mapleAt, 0x1000|1, 0x3fff, 0x9fff, ^uint64(0))
	m.put64(mapleAt+80, node(1, mapleLeaf64), node(2, mapleLeaf64), node(3, mapleLeaf64))
	m.put64(mapleAt+0x100, mapleAt|0<<3, 0xfff, 0x1fff, 0x3fff)
	m.put64(mapleAt+0x100+128, 0, 0xffff888001000000, 0xffff888001000100)
	m.put64(mapleAt+0x200, mapleAt|1<<3, 0x4fff, 0x9fff)
	m.put64(mapleAt+0x200+128, 0xffff888001000200)
	m.put64(mapleAt+0x300, mapleAt|2<<3, 0xafff, 0xbfff)
	m.put64(mapleAt+0x300+128, 0xffff888001000300, 257<<2|2, 0xffff888001000400)
	return m
}

func TestMaple(t *testing.T) {
	ctx := context.Background()
	k := walkImage()
	good := []string{
		"0xffff888001000000 4096-8191 root/0/1", "0xffff888001000100 8192-16383 root/0/2", "0xffff888001000200 16384-20479 root/1/0",
		"0xffff888001000300 40960-45055 root/2/0", "0xffff888001000400 49152-18446744073709551615 root/2/2",
	}
	const leaf = "maple tree: node 0xffff888000040200 (root/1) "
	for _, tt := range []struct {
		name  string
		spoil func(m *memory)
		want  []string
	}{
		{"whole", nil, good},
		{"a pivot beyond its parent's", func(m *memory) { m.put64(mapleAt+0x208, 0x4fff, 0xb000) },
			slices.Concat(good[:3], []string{leaf + "has the pivot 0xb000 in slot 1, outside of 0x5000 to 0x9fff"}, good[3:])},
		{"pivots out of order", func(m *memory) { m.put64(mapleAt+0x208, 0x3000) },
			slices.Concat(good[:2], []string{leaf + "has the pivot 0x3000 in slot 0, outside of 0x4000 to 0x9fff"}, good[3:])},
		{"a dead node", func(m *memory) { m.put64(mapleAt+0x200, mapleAt+0x200) },
			slices.Concat(good[:2], []string{leaf + "is dead: it was removed from the tree"}, good[3:])},
		{"a parent that is another", func(m *memory) { m.put64(mapleAt+0x200, mapleAt+0x500) },
			slices.Concat(good[:2], []string{leaf + "has the parent 0xffff888000040500, it was reached from 0xffff888000040000"}, good[3:])},
		{"a cycle", func(m *memory) { m.put64(mapleAt+88, mapleAt|mapleArange64<<3) },
			slices.Concat(good[:2], []string{"maple tree: node 0xffff888000040000 (root/1) has the parent 0x1000, it was reached from 0xffff888000040000"}, good[3:])},
		{"an unknown type", func(m *memory) { m.put64(mapleAt+88, (mapleAt+0x200)|5<<3) },
			slices.Concat(good[:2], []string{leaf + "is of an unknown type (5)"}, good[3:])},
		{"a node that cannot be read", func(m *memory) { m.put64(mapleAt+88, 0x77000|mapleLeaf64<<3) },
			slices.Concat(good[:2], []string{"maple tree: node 0x77000 cannot be read: cannot access memory at address 0x77000"}, good[3:])},
		{"one entry", func(m *memory) { m.put64(0x1008, 0xffff888001000500) }, []string{"0xffff888001000500 0-0 root"}},
		{"empty", func(m *memory) { m.put64(0x1008, 0) }, nil},
		{"dense", func(m *memory) {
			m.put(mapleAt+0x200, make([]byte, 0x100))
			m.put64(mapleAt+0x200, mapleAt|1<<3)
			m.put64(mapleAt+0x208, 0, 0xffff888001000600)
			m.put64(mapleAt+88, (mapleAt+0x200)|mapleDense<<3)
		}, slices.Concat(good[:2], []string{"0xffff888001000600 16385-16385 root/1/1"}, good[3:])},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := mapleTree()
			if tt.spoil != nil {
				tt.spoil(m)
			}
			equalLines(t, all(k.Maple(ctx, m, 0x1000, TreeOptions{}), entry), tt.want)
		})
	}
	equalLines(t, all(k.Maple(ctx, mapleTree(), mapleAt|mapleArange64<<3, TreeOptions{Node: true, Max: 1}), entry),
		[]string{good[0], "maple tree: cut after 1 entries"})
	// A full leaf uses its last slot, which otherwise has the number of slots.
	m := mapleTree()
	for i := range uint64(15) {
		m.put64(mapleAt+0x308+i*8, 0xa000+i)
	}
	for i := range uint64(16) {
		m.put64(mapleAt+0x300+128+i*8, 0xffff888001000000+i*16)
	}
	got := all(k.Maple(ctx, m, 0x1000, TreeOptions{}), entry)
	if want := "0xffff8880010000f0 40975-18446744073709551615 root/2/15"; len(got) != 19 || got[18] != want {
		t.Errorf("have %d entries, the last of them %s; want %s", len(got), got[len(got)-1], want)
	}
}

// FuzzWalks gives the walks memory of random pointers into itself: they end, and yield no more than the
// limit and one error for it.
func FuzzWalks(f *testing.F) {
	f.Add(uint64(1), uint8(0))
	f.Add(uint64(2), uint8(4))
	k := walkImage(xaEras[0].types...)
	old, older := walkImage(xaEras[1].types...), walkImage(xaEras[2].types...)
	f.Fuzz(func(t *testing.T, seed uint64, tag uint8) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		m := &memory{}
		const base, pages = 0x40000, 4
		b := make([]byte, pages*pageSize)
		for i := 0; i < len(b); i += 8 {
			if rnd.IntN(3) > 0 {
				v := base + rnd.Uint64N(pages*pageSize/64)*64 | uint64(tag)&127
				binary.LittleEndian.PutUint64(b[i:], cmp.Or(v*uint64(rnd.IntN(5)/2), v))
			}
		}
		m.put(base, b)
		ctx, opt := context.Background(), TreeOptions{Max: 1000}
		for name, seq := range map[string]iter.Seq2[TreeEntry, error]{
			"rbtree": k.RBTree(ctx, m, base, opt), "xarray": k.XArray(ctx, m, base, opt), "radix": old.XArray(ctx, m, base, opt),
			"old radix": older.XArray(ctx, m, base, opt), "maple": k.Maple(ctx, m, base, opt),
			"rb node": k.RBTree(ctx, m, base, TreeOptions{Node: true, Max: 1000}), "maple node": k.Maple(ctx, m, base+24, TreeOptions{Node: true, Max: 1000}),
		} {
			n := 0
			for range seq {
				n++
			}
			if n > 1001 {
				t.Errorf("%s: %d", name, n)
			}
		}
		n := 0
		for range k.Links(ctx, m, List{Start: base, Single: true}) {
			n++
		}
		if n > pages*pageSize {
			t.Errorf("list: %d", n)
		}
	})
}
