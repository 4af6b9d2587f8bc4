package kernel

import "kbreak/symbols/ctype"

// era is how kernels of some years lay out modules.
type era struct {
	name            string
	module          *ctype.Type
	attrs           *ctype.Type
	bin             *ctype.Type // since 6.14
	size            int64       // of an element of the attributes
	nameAt, addrAt  int64
	buildID, layout bool
}

var (
	attribute = tstruct("attribute", 16, num("name", 0, 8), num("mode", 8, 2))
	binAttr   = tstruct("bin_attribute", 64, sub("attr", 0, attribute), num("size", 16, 8), num("private", 24, 8))
	group     = ctype.Member{Name: "grp", Offset: 0, Type: tstruct("attribute_group", 40,
		num("name", 0, 8), num("attrs", 24, 8),
		sub("", 32, tstruct("", 8, num("bin_attrs", 0, 8))))} // in a union with bin_attrs_new
	layoutType = tstruct("module_layout", 80, num("base", 0, 8), num("size", 8, 4), num("text_size", 12, 4),
		num("ro_size", 16, 4), num("ro_after_init_size", 20, 4))
	moduleMemory = tstruct("module_memory", 72, num("base", 0, 8), num("size", 8, 4))
)

// moduleType is a struct module with the members that all eras have at the same places, which no
// real kernel does: offsets must come from the type, and each era's memory differs.
func moduleType(members ...ctype.Member) *ctype.Type {
	return tstruct("module", 1408, append([]ctype.Member{
		num("state", 0, 4), list("list", 8),
		array("name", 24, ctype.New(ctype.Info{Kind: ctype.Int, Size: 1, IsChar: true}, nil), 56),
		num("taints", 904, 8), num("sect_attrs", 912, 8), num("percpu", 920, 8), num("percpu_size", 928, 4),
		list("source_list", 936), list("target_list", 952),
		sub("refcnt", 968, tstruct("", 4, num("counter", 0, 4))),
	}, members...)...)
}

func eras() []era {
	oldAttr := tstruct("module_sect_attr", 72, num("mattr", 0, 56), num("name", 56, 8), num("address", 64, 8))
	battr := tstruct("module_sect_attr", 80, sub("battr", 0, binAttr), num("address", 72, 8))
	return []era{
		{
			name: "before 4.5",
			module: moduleType(num("module_init", 304, 8), num("module_core", 312, 8), num("init_size", 320, 4),
				num("core_size", 324, 4), num("init_text_size", 328, 4), num("core_text_size", 332, 4),
				num("init_ro_size", 336, 4), num("core_ro_size", 340, 4)),
			attrs: tstruct("module_sect_attrs", 48, sub("grp", 0, tstruct("attribute_group", 40)),
				num("nsections", 40, 4), array("attrs", 48, oldAttr, -1)),
			size: 72, nameAt: 56, addrAt: 64,
		},
		{
			name:   "4.5 to 5.7",
			module: moduleType(sub("core_layout", 320, layoutType), sub("init_layout", 400, layoutType)),
			attrs: tstruct("module_sect_attrs", 48, sub("grp", 0, tstruct("attribute_group", 40)),
				num("nsections", 40, 4), array("attrs", 48, oldAttr, 0)),
			size: 72, nameAt: 56, addrAt: 64, layout: true,
		},
		{
			name: "5.8 to 6.3",
			module: moduleType(sub("core_layout", 320, layoutType), sub("init_layout", 400, layoutType),
				array("build_id", 980, ctype.New(ctype.Info{Kind: ctype.Int, Size: 1}, nil), 20)),
			attrs: tstruct("module_sect_attrs", 48, sub("grp", 0, tstruct("attribute_group", 40)),
				num("nsections", 40, 4), array("attrs", 48, battr, -1)),
			size: 80, nameAt: 0, addrAt: 72, layout: true, buildID: true,
		},
		{
			name:   "6.4 to 6.13",
			module: moduleType(array("mem", 320, moduleMemory, 7)),
			attrs: tstruct("module_sect_attrs", 48, sub("grp", 0, tstruct("attribute_group", 40)),
				num("nsections", 40, 4), array("attrs", 48, battr, -1)),
			size: 80, nameAt: 0, addrAt: 72,
		},
		{
			name:   "6.14 and later",
			module: moduleType(array("mem", 320, moduleMemory, 7)),
			attrs:  tstruct("module_sect_attrs", 40, group, array("attrs", 40, binAttr, -1)),
			bin:    binAttr,
			size:   64, nameAt: 0, addrAt: 24,
		},
	}
}
