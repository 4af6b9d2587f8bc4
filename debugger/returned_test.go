package debugger

import (
	"context"
	"encoding/binary"
	"testing"

	"kbreak/symbols/ctype"
)

func structOf(kind ctype.Kind, size int64, members ...ctype.Member) *ctype.Type {
	return ctype.New(ctype.Info{Kind: kind, Name: "s", Size: size}, func() (ctype.Body, error) { return ctype.Body{Members: members}, nil })
}

// The values are where the psABI has them: rax and rdx for up
// to 16 bytes, memory at rax for more and for what is packed.
func TestReturned(t *testing.T) {
	long := ctype.New(ctype.Info{Kind: ctype.Int, Name: "long", Size: 8, Signed: true}, nil)
	word := ctype.New(ctype.Info{Kind: ctype.Int, Name: "int", Size: 4, Signed: true}, nil)
	char := ctype.New(ctype.Info{Kind: ctype.Int, Name: "char", Size: 1, Signed: true}, nil)
	wide := ctype.New(ctype.Info{Kind: ctype.Int, Name: "__int128", Size: 16, Signed: true}, nil)
	m := func(name string, t *ctype.Type, off int64) ctype.Member {
		return ctype.Member{Name: name, Type: t, Offset: off}
	}
	array := ctype.New(ctype.Info{Kind: ctype.Array, Size: 12, Count: 3}, func() (ctype.Body, error) { return ctype.Body{Elem: word}, nil })
	var loop *ctype.Type
	loop = ctype.New(ctype.Info{Kind: ctype.Struct, Name: "loop", Size: 8}, func() (ctype.Body, error) {
		return ctype.Body{Members: []ctype.Member{m("a", loop, 0), m("b", loop, 0)}}, nil
	})
	for name, tt := range map[string]struct {
		typ  *ctype.Type
		want string // "" for nothing
	}{
		"int":       {word, "-2"},
		"__int128":  {wide, "129127208520261828606"},
		"two":       {structOf(ctype.Struct, 16, m("a", long, 0), m("b", long, 8)), "{a = 4294967294, b = 7}"},
		"nested":    {structOf(ctype.Struct, 12, m("s", structOf(ctype.Struct, 8, m("a", word, 0), m("b", word, 4)), 0), m("c", word, 8)), "{s = {a = -2, b = 0}, c = 7}"},
		"array":     {structOf(ctype.Struct, 12, m("v", array, 0)), "{v = {-2, 0, 7}}"},
		"union":     {structOf(ctype.Union, 8, m("a", long, 0), m("b", word, 0)), "{a = 4294967294, b = -2}"},
		"bit-field": {structOf(ctype.Struct, 4, ctype.BitField("a", word, 0, 3), ctype.BitField("b", word, 3, 5)), "{a = -2, b = -1}"},
		"big":       {structOf(ctype.Struct, 24, m("a", long, 0), m("b", long, 8), m("c", long, 16)), "{a = 11, b = 12, c = 13}"},
		"packed":    {structOf(ctype.Struct, 9, m("c", char, 0), m("a", long, 1)), ""},
		"itself":    {loop, ""},
		"float":     {doubleType, ""}, // the stub shows no XMM registers
		"void":      {ctype.New(ctype.Info{Kind: ctype.Void}, nil), ""},
	} {
		t.Run(name, func(t *testing.T) {
			sm, s := newSim(t, loopCode, &sim{}, loopCall)
			sm.mu.Lock()
			c := &sm.cpus[0]
			c.r[0], c.r[3] = 0xfffffffe, 7
			if tt.typ.Size > 16 {
				c.r[0] = simBase + 0x800
				for i := range uint64(3) {
					binary.LittleEndian.PutUint64(sm.at(simBase+0x800+8*i, 8), 11+i)
				}
			}
			sm.mu.Unlock()
			p, err := s.returned(context.Background(), s.stop.selected, tt.typ)
			switch {
			case name == "packed": // in memory, which rax does not point to here
				if err == nil {
					t.Errorf("read %+v", p)
				}
			case err != nil:
				t.Error(err)
			case p == nil && tt.want != "" || p != nil && p.Text != tt.want:
				t.Errorf("%+v, want %s", p, tt.want)
			}
		})
	}
}
