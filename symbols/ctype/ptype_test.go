package ctype

import (
	"errors"
	"strings"
	"testing"
)

// What gdb says of real objects is compared in symbols/debuginfo (TestHardTypes); here is what compilers do
// not make. The texts of incomplete types are gdb 13.1's.
func TestPtype(t *testing.T) {
	integer := basic("int")
	opaque := New(Info{Kind: Struct, Name: "opaque", Incomplete: true}, func() (Body, error) {
		return Body{}, &NotFoundError{"struct opaque"}
	})
	broken := New(Info{Kind: Struct, Name: "broken", Size: 8}, func() (Body, error) { return Body{}, errors.New(".debug_info+0x5: nonsense") })
	var loop *Type
	loop = New(Info{Kind: Typedef, Name: "loop"}, func() (Body, error) { return Body{Elem: loop}, nil })
	for _, c := range []struct {
		t      *Type
		layout Layout
		want   string
	}{
		{nil, Layout{}, "type = void"},
		{to(Pointer, nil), Layout{Offsets: true}, "type = void *"},
		{opaque, Layout{}, "type = struct opaque {\n    <incomplete type>\n}"},
		{to(Pointer, opaque), Layout{}, "type = struct opaque {\n    <incomplete type>\n} *"},
		{to(Pointer, loop), Layout{}, "type = <typedef loop refers to itself> *"},
		{broken, Layout{}, "type = struct broken {\n    <.debug_info+0x5: nonsense>\n}"},
		{New(Info{Kind: Enum, Name: "later", Incomplete: true}, nil), Layout{}, "type = enum later {...}"},
		{structOf("one", 4, Member{Name: "x", Type: integer}), Layout{Offsets: true, Hex: true},
			"/* offset      |    size */  type = struct one {\n" +
				"/* 0x0000      |  0x0004 */    int x;\n\n" +
				"                               /* total size (bytes):    4 */\n" +
				"                             }"},
		// A struct that is larger than all numbers gdb expects.
		{structOf("huge", 1<<33, Member{Name: "x", Type: integer, Offset: 1 << 32}), Layout{Offsets: true},
			"/* offset      |    size */  type = struct huge {\n" +
				"/* 4294967296  |       4 */    int x;\n" +
				"/* XXX 4294967292-byte padding   */\n\n" +
				"                               /* total size (bytes): 8589934592 */\n" +
				"                             }"},
	} {
		if have := c.t.Ptype(c.layout); have != c.want {
			t.Errorf("have\n%s\nwant\n%s", have, c.want)
		}
	}
}

func TestPtypeEnds(t *testing.T) {
	var s *Type
	s = New(Info{Kind: Struct, Size: 8}, func() (Body, error) {
		return Body{Members: []Member{{Name: "a", Type: s}, {Name: "b", Type: s}, {Type: to(Pointer, s)}, {Name: strings.Repeat("x", 100)}}}, nil
	})
	for _, l := range []Layout{{}, {Offsets: true}} {
		if have := s.Ptype(l); len(have) > maxText+1<<20 {
			t.Errorf("%d bytes", len(have))
		}
	}
}
