package kernel

import (
	"bytes"
	"testing"

	"kbreak/symbols/ctype"
)

// TestModulesMark changes the tree of modules and their list.
func TestModulesMark(t *testing.T) {
	const tree = 0xffffffff82b20000
	ctx := t.Context()
	g := newGuest(eras()[0])
	if mark, err := g.k.ModulesMark(ctx, g); mark != nil || err != nil {
		t.Fatalf("a kernel without the tree: %x, %v", mark, err)
	}
	seq := tstruct("seqcount_latch_t", 4, num("sequence", 0, 4))
	root := tstruct("latch_tree_root", 24, ctype.Member{Name: "seq", Type: seq}, num("tree", 8, 8))
	g.k = New(&file{name: "vmlinux", syms: map[string]uint64{"modules": modulesLink, "mod_tree": tree},
		structs: map[string]*ctype.Type{"mod_tree_root": tstruct("mod_tree_root", 40, ctype.Member{Name: "root", Type: root})}},
		&Location{Bias: testBias})
	if _, err := g.k.ModulesMark(ctx, g); !isFault(err) {
		t.Errorf("a tree that cannot be read: %v", err)
	}
	g.put64(tree+testBias, 8, 1, 2, 3, 4)
	seen := [][]byte{nil}
	for _, change := range []func(){
		func() {},
		func() { g.put64(tree+testBias, 10) },
		func() { g.put64(modulesLink+testBias, 0xffffffffc0400008) },
	} {
		change()
		mark, err := g.k.ModulesMark(ctx, g)
		again, _ := g.k.ModulesMark(ctx, g)
		if err != nil || len(mark) != 56 || !bytes.Equal(mark, again) {
			t.Fatalf("have %x, then %x, %v", mark, again, err)
		}
		for _, s := range seen {
			if bytes.Equal(mark, s) {
				t.Errorf("a change does not show: %x", mark)
			}
		}
		seen = append(seen, mark)
	}
}
