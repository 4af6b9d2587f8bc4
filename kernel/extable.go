package kernel

// Instructions that may fault: include/asm-generic/extable.h, arch/x86/include/asm/extable.h.

import (
	"cmp"
	"slices"

	"kbreak/symbols"
)

// faultTable is the exception table: where an instruction of it faults, the kernel goes on elsewhere.
var faultTable = siteTable{by: "fault", section: "__ex_table", start: "__start___ex_table", stop: "__stop___ex_table",
	elem: "exception_table_entry", addr: "insn", size: 1}

// FaultSites lists the instructions of an image, a vmlinux or a module, whose faults the kernel handles by
// going on at another place: accesses to user memory, to MSRs... They are ordered by address.
func (k *Kernel) FaultSites(im *symbols.Image) (TextSites, error) {
	out, err := k.sitesOf(im, &faultTable, 0)
	slices.SortFunc(out, func(a, b TextSite) int { return cmp.Compare(a.Addr, b.Addr) })
	return out, err
}
