package kernel

import (
	"context"
	"fmt"

	"kbreak/mem"
)

// maxModuleTree bounds struct mod_tree_root, which has 56 bytes.
const maxModuleTree = 256

// ModulesMark reads what changes whenever a module comes or goes or frees the memory of its
// initialisation: two reads. As long as it is the same, so is what [Kernel.Modules] says about where
// modules and their sections are; states, references and users may have changed. It is nil where the
// kernel keeps no such thing: before 4.2, or without CONFIG_MODULES_TREE_LOOKUP.
//
// It is the tree by which the kernel finds the module of an address (kernel/module/tree_lookup.c). Its
// sequence count moves with each insertion and removal, and so tells even a module that was taken out
// and loaded again at the same place. A module enters before it has its section addresses, and its
// initialisation memory (where its symbol table lies, so each has some) leaves the tree when it is live.
func (k *Kernel) ModulesMark(ctx context.Context, r mem.Reader) ([]byte, error) {
	k.mu.Lock()
	t, err := k.structLocked("mod_tree_root", "whether modules changed")
	k.mu.Unlock()
	if err != nil || t.Size <= 0 || t.Size > maxModuleTree || !optional(t, "root.seq").known() {
		return nil, nil
	}
	tree, err := k.Addr("mod_tree")
	if err != nil {
		return nil, nil
	}
	head, err := k.Addr("modules")
	if err != nil {
		return nil, err
	}
	mark, err := mem.Bytes(ctx, r, tree, int(t.Size))
	if err != nil {
		return nil, fmt.Errorf("read mod_tree: %w", err)
	}
	list, err := mem.Bytes(ctx, r, head, 16) // struct list_head
	if err != nil {
		return nil, fmt.Errorf("read the list of modules: %w", err)
	}
	return append(mark, list...), nil
}
