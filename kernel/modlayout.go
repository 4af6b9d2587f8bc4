package kernel

import (
	"fmt"

	"kbreak/symbols/ctype"
)

// moduleLayout is where the members of struct module are in this kernel.
type moduleLayout struct {
	off, size int64 // the part of the struct that is read

	state, list, name field
	refs              field // CONFIG_MODULE_UNLOAD
	taints            field
	percpu, percpuLen field // CONFIG_SMP
	sectAttrs         field // CONFIG_KALLSYMS and CONFIG_SYSFS
	buildID           field // 5.14, CONFIG_STACKTRACE_BUILD_ID
	users             field // source_list, CONFIG_MODULE_UNLOAD

	spans []spanLayout
	attrs *attrLayout
	use   useLayout
}

// spanLayout is one block of memory that a module may have.
type spanLayout struct {
	kind string // of the whole block, or of what is left behind the marks
	init bool   // freed when the module is initialised
	base field
	size field
	// marks cut the block: each is the end of a part, counted from base (before 6.4).
	marks []mark
}

type mark struct {
	kind string
	end  field
}

// kindsOfMem are the elements of mod->mem[] (enum mod_mem_type, 6.4, commit ac3b43283923).
var kindsOfMem = []struct {
	kind string
	init bool
}{
	{"text", false}, {"data", false}, {"rodata", false}, {"ro after init", false},
	{"init text", true}, {"init data", true}, {"init rodata", true},
}

// attrLayout is where the addresses of a module's sections are.
type attrLayout struct {
	// Before 6.14: an array of count elements at array in the struct itself.
	count field // nsections
	array int64
	elem  int64 // sizeof an element
	// Since 6.14 (commit 4b2c11e4aaf7): a list of pointers to elements, ended by NULL.
	list field // grp.bin_attrs

	name, addr field // in an element
	head       int64 // bytes of the struct that are read first
}

// useLayout is struct module_use.
type useLayout struct {
	size         int64
	node, source field
}

// modules works out the layout once.
func (k *Kernel) moduleLayout() (*moduleLayout, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.mod == nil && k.modErr == nil {
		k.mod, k.modErr = k.newModuleLayout()
	}
	return k.mod, k.modErr
}

func (k *Kernel) newModuleLayout() (*moduleLayout, error) {
	t, err := k.structLocked("module", "the list of modules")
	if err != nil {
		return nil, err
	}
	l := &moduleLayout{}
	for _, need := range []struct {
		f    *field
		name string
	}{{&l.state, "state"}, {&l.list, "list"}, {&l.name, "name"}} {
		if *need.f, _, err = member(t, "", need.name); err != nil {
			return nil, err
		}
	}
	l.refs = optional(t, "refcnt")
	l.taints = optional(t, "taints")
	l.percpu = optional(t, "percpu")
	l.percpuLen = optional(t, "percpu_size")
	l.sectAttrs = optional(t, "sect_attrs")
	l.buildID = optional(t, "build_id")
	l.users = optional(t, "source_list")
	if l.spans, err = spansOf(t); err != nil {
		return nil, err
	}
	if l.sectAttrs.known() {
		if l.attrs, err = k.attrsOf(); err != nil {
			return nil, err
		}
	}
	if l.users.known() {
		if u, err := k.structLocked("module_use", "who uses a module"); err == nil {
			l.use = useLayout{size: u.Size, node: optional(u, "source_list"), source: optional(u, "source")}
		}
	}
	fields := []field{
		l.state, l.list, l.name, l.refs, l.taints, l.percpu, l.percpuLen, l.sectAttrs, l.buildID, l.users,
	}
	for _, s := range l.spans {
		fields = append(fields, s.base, s.size)
		for _, m := range s.marks {
			fields = append(fields, m.end)
		}
	}
	l.off, l.size = span(fields...)
	return l, nil
}

// spansOf finds the memory of a module: mem[] (6.4), core_layout and init_layout (4.5), module_core
// and module_init.
func spansOf(t *ctype.Type) ([]spanLayout, error) {
	if m, err := t.Member("mem"); err == nil && m.Type != nil {
		return spansOfMem(t, m)
	}
	for _, era := range []struct {
		core, init                        string
		coreSize, initSize                string
		coreText, coreRO, coreROAfterInit string
		initText                          string
	}{
		{
			"core_layout.base", "init_layout.base", "core_layout.size", "init_layout.size",
			"core_layout.text_size", "core_layout.ro_size", "core_layout.ro_after_init_size", "init_layout.text_size",
		},
		{
			"module_core", "module_init", "core_size", "init_size",
			"core_text_size", "core_ro_size", "", "init_text_size",
		},
	} {
		base := optional(t, era.core)
		if !base.known() {
			continue
		}
		size, _, err := member(t, "the size of its memory", era.coreSize)
		if err != nil {
			return nil, err
		}
		core := spanLayout{kind: "data", base: base, size: size}
		for _, m := range []struct{ kind, path string }{
			{"text", era.coreText}, {"rodata", era.coreRO}, {"ro after init", era.coreROAfterInit},
		} {
			if f := optional(t, m.path); m.path != "" && f.known() {
				core.marks = append(core.marks, mark{m.kind, f})
			}
		}
		out := []spanLayout{core}
		if d := optional(t, "data_layout.base"); d.known() { // some architectures, 5.18 to 6.3
			if s := optional(t, "data_layout.size"); s.known() {
				out = append(out, spanLayout{kind: "data", base: d, size: s})
			}
		}
		if b, s := optional(t, era.init), optional(t, era.initSize); b.known() && s.known() {
			init := spanLayout{kind: "init data", init: true, base: b, size: s}
			if f := optional(t, era.initText); f.known() {
				init.marks = []mark{{"init text", f}}
			}
			out = append(out, init)
		}
		return out, nil
	}
	return nil, &LayoutError{Struct: "module", Member: "memory", Tried: []string{"mem", "core_layout.base", "module_core"}}
}

func spansOfMem(t *ctype.Type, m ctype.Member) ([]spanLayout, error) {
	arr := m.Type.Strip()
	body, err := arr.Body()
	if err != nil {
		return nil, err
	}
	if arr.Kind != ctype.Array || body.Elem == nil {
		return nil, &LayoutError{Struct: "module", Member: "memory", Tried: []string{"mem[]"}}
	}
	elem := body.Elem.Strip()
	base, _, err := member(elem, "address", "base")
	if err != nil {
		return nil, err
	}
	size, _, err := member(elem, "size", "size")
	if err != nil {
		return nil, err
	}
	if arr.Count < int64(len(kindsOfMem)) || arr.Count > 64 || elem.Size <= 0 || elem.Size > pageSize ||
		m.Offset < 0 || m.Offset > maxStruct {
		return nil, fmt.Errorf("struct module: mem has %d elements of %d bytes at %d", arr.Count, elem.Size, m.Offset)
	}
	var out []spanLayout
	for i, kind := range kindsOfMem {
		at := m.Offset + int64(i)*elem.Size
		out = append(out, spanLayout{
			kind: kind.kind, init: kind.init,
			base: field{at + base.off, base.size}, size: field{at + size.off, size.size},
		})
	}
	return out, nil
}

// attrsOf finds the section addresses: grp.bin_attrs and no nsections (6.14), attrs[].battr (5.8,
// commit ed66f991bb19), attrs[].name. The caller holds k.mu.
func (k *Kernel) attrsOf() (*attrLayout, error) {
	t, err := k.structLocked("module_sect_attrs", "section addresses")
	if err != nil {
		return nil, err
	}
	l := &attrLayout{}
	if l.count = optional(t, "nsections"); !l.count.known() {
		list, _, err := member(t, "section addresses", "grp.bin_attrs")
		if err != nil {
			return nil, &LayoutError{
				Struct: "module_sect_attrs", Member: "section addresses", Tried: []string{"grp.bin_attrs", "nsections"},
			}
		}
		bin, err := k.structLocked("bin_attribute", "section addresses")
		if err != nil {
			return nil, err
		}
		l.list, l.elem, l.head = list, bin.Size, list.end()
		if l.name, _, err = member(bin, "the name of a section", "attr.name"); err != nil {
			return nil, err
		}
		if l.addr, _, err = member(bin, "the address of a section", "private"); err != nil {
			return nil, err
		}
		return l, l.check("bin_attribute")
	}
	attrs, err := t.Member("attrs")
	if err != nil || attrs.Type == nil {
		return nil, &LayoutError{Struct: "module_sect_attrs", Member: "section addresses", Tried: []string{"attrs"}}
	}
	body, err := attrs.Type.Strip().Body()
	if err != nil {
		return nil, err
	}
	if body.Elem == nil || attrs.Offset < 0 || attrs.Offset > maxStruct {
		return nil, &LayoutError{Struct: "module_sect_attrs", Member: "section addresses", Tried: []string{"attrs[]"}}
	}
	elem := body.Elem.Strip()
	l.array, l.elem, l.head = attrs.Offset, elem.Size, max(attrs.Offset, l.count.end())
	if l.name, _, err = member(elem, "the name of a section", "battr.attr.name", "name"); err != nil {
		return nil, err
	}
	if l.addr, _, err = member(elem, "the address of a section", "address"); err != nil {
		return nil, err
	}
	return l, l.check(elem.Name)
}

// check bounds what is read because of the layout: 1000 sections shall not be megabytes.
func (l *attrLayout) check(elem string) error {
	if l.elem < l.name.end() || l.elem < l.addr.end() || l.elem > 256 || l.head > pageSize {
		return fmt.Errorf("struct %s of %d bytes cannot be an element of the sections of a module", elem, l.elem)
	}
	return nil
}
