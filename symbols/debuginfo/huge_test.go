package debuginfo

import (
	"strings"
	"testing"

	"kbreak/symbols/ctype"
)

// Bounds beyond what any memory holds are errors where they are used, and do not hide what stands beside
// them.
func TestHugeTypes(t *testing.T) {
	d := fixture(t, "huge5.elf")
	for tag, want := range map[string]string{
		"huge": "! a type of 2199023255553 bytes", "wide": "! a type of 4398046511104 bytes", "small": "struct small {\n    int a;\n}",
		"points": "struct points {\n    <error: .debug_info+0x86: a type of 2199023255552 elements> *huge;\n" +
			"    <error: .debug_info+0x4b: a type of 2199023255553 bytes> *it;\n    int after;\n}",
	} {
		have := ""
		if typ, err := d.TypeNamed(ctype.Struct, tag); err != nil {
			have = "! " + err.Error()[strings.Index(err.Error(), "a type of"):]
		} else {
			have = strings.TrimPrefix(typ.Ptype(ctype.Layout{}), "type = ")
		}
		if have != want {
			t.Errorf("struct %s:\nhave %s\nwant %s", tag, have, want)
		}
	}
}
