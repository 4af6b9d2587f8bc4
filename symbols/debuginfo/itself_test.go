package debuginfo

import (
	"encoding/binary"
	"strings"
	"testing"

	"kbreak/symbols/ctype"
	"kbreak/symbols/link"
)

// selfReferring is a unit whose entries refer to themselves, and to each other in circles, by every
// attribute that refers.
func selfReferring(t *testing.T) *Data {
	t.Helper()
	abbrev := []byte{
		1, 0x11, 1, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06, 0, 0, // compile_unit: name, low_pc, high_pc
		2, 0x16, 0, 0x03, 0x08, 0x49, 0x13, 0, 0, // typedef: name, type
		3, 0x34, 0, 0x03, 0x08, 0x49, 0x13, 0x02, 0x18, 0, 0, // variable: name, type, location
		4, 0x26, 0, 0x49, 0x13, 0, 0, // const_type: type
		5, 0x13, 1, 0x03, 0x08, 0x0b, 0x0b, 0, 0, // structure_type: name, byte_size
		6, 0x0d, 0, 0x03, 0x08, 0x49, 0x13, 0x38, 0x0b, 0, 0, // member: name, type, data_member_location
		7, 0x01, 1, 0x49, 0x13, 0, 0, // array_type: type
		8, 0x21, 0, 0x2f, 0x0b, 0, 0, // subrange_type: upper_bound
		9, 0x2e, 1, 0x31, 0x13, 0x11, 0x01, 0x12, 0x06, 0, 0, // subprogram: abstract_origin, low_pc, high_pc
		10, 0x1d, 0, 0x31, 0x13, 0x11, 0x01, 0x12, 0x06, 0, 0, // inlined_subroutine: likewise
		11, 0x34, 0, 0x31, 0x13, 0, 0, // variable: abstract_origin
		12, 0x34, 0, 0x47, 0x13, 0x02, 0x18, 0, 0, // variable: specification, location
		13, 0x04, 0, 0x03, 0x08, 0x49, 0x13, 0x0b, 0x0b, 0, 0, // enumeration_type: name, type, byte_size
		0,
	}
	const start, size = 0xffffffff81000000, 0x40
	var w writer
	w.u16(5).bytes(1, 8).u32(0) // version, DW_UT_compile, address size, abbreviations
	here := func() uint32 { return uint32(len(w.b)) + 4 }
	location := func() { w.bytes(9, 3).u64(start) } // DW_OP_addr
	w.bytes(1).str("a.c").u64(start).u32(size)
	loop := here()
	w.bytes(2).str("loop").u32(loop)
	constant := here()
	w.bytes(4).u32(constant)
	w.bytes(3).str("v_loop").u32(loop)
	location()
	w.bytes(3).str("v_const").u32(constant)
	location()
	ring := here()
	w.bytes(2).str("ring").u32(ring + 10)
	if here() != ring+10 {
		t.Fatal(here(), ring)
	}
	w.bytes(2).str("ring2").u32(ring)
	record := here()
	w.bytes(5).str("inside").bytes(8).bytes(6).str("self").u32(record).bytes(0, 0)
	array := here()
	w.bytes(7).u32(array).bytes(8, 3, 0)
	w.bytes(3).str("v_array").u32(array)
	location()
	enum := here()
	w.bytes(13).str("number").u32(enum).bytes(4)
	function := here()
	w.bytes(9).u32(function).u64(start).u32(size)
	inlined := here()
	w.bytes(10).u32(inlined).u64(start).u32(8)
	variable := here()
	w.bytes(11).u32(variable)
	w.bytes(0)
	special := here()
	w.bytes(12).u32(special)
	location()
	w.bytes(0)
	sections := map[string][]byte{".debug_abbrev": abbrev, ".debug_info": new(writer).section(&w)}
	d, err := New(func(name string) ([]byte, error) { return sections[name], nil }, binary.LittleEndian)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What refers to itself is an error or a type without a size, in finite time, and does not hide the rest.
func TestEntriesThatReferToThemselves(t *testing.T) {
	d := selfReferring(t)
	for _, tt := range []struct {
		kind       ctype.Kind
		name, want string // of its ptype
		size       int64
	}{
		{ctype.Typedef, "loop", "<typedef loop refers to itself>", 0},
		{ctype.Typedef, "ring", "<typedef ring2 refers to itself>", 0},
		{ctype.Typedef, "ring2", "<typedef ring refers to itself>", 0},
		{ctype.Struct, "inside", "struct inside {\n    struct inside self;\n}", 8},
		{ctype.Enum, "number", "enum number {}", 4},
	} {
		typ, err := d.TypeNamed(tt.kind, tt.name)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		walk(typ, 5)
		if have := typ.Ptype(ctype.Layout{}); have != "type = "+tt.want || typ.Size != tt.size {
			t.Errorf("%s: have %d bytes, %s, want %d bytes, %s", tt.name, typ.Size, have, tt.size, tt.want)
		}
	}
	for name, size := range map[string]int64{"v_loop": 0, "v_const": 0, "v_array": 0} {
		names, err := d.Names(t.Context(), name)
		if err != nil || len(names) != 1 {
			t.Errorf("%s: %v, %v", name, names, err)
			continue
		}
		typ, err := names[0].Type()
		if err != nil || typ.Size != size || len(typ.String()) > 1000 {
			t.Errorf("%s: %v, %v", name, typ, err)
		}
		walk(typ, 5)
	}
	if scopes, err := d.Scopes(0xffffffff81000004); len(scopes) > 0 || err == nil || !strings.Contains(err.Error(), "endless chain of origins") {
		t.Errorf("the function that is its own origin: %v, %v", scopes, err)
	}
	exercise(t, d, 0xffffffff81000000, link.Addr(0xffffffff81000004))
}
