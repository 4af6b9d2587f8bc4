package value

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kbreak/arch"
	"kbreak/mem"
	"kbreak/symbols/ctype"
	"kbreak/symbols/expr"
)

func typ(kind ctype.Kind, name string, size int64, body ctype.Body) *ctype.Type {
	return ctype.New(ctype.Info{Kind: kind, Name: name, Size: size}, func() (ctype.Body, error) { return body, nil })
}

func arrayOf(elem *ctype.Type, n int64) *ctype.Type {
	return ctype.New(ctype.Info{Kind: ctype.Array, Size: max(n, 0) * elem.Size, Count: n},
		func() (ctype.Body, error) { return ctype.Body{Elem: elem}, nil })
}

func pointerTo(elem *ctype.Type) *ctype.Type {
	return typ(ctype.Pointer, "", 8, ctype.Body{Elem: elem})
}

var (
	charType = ctype.New(ctype.Info{Kind: ctype.Int, Name: "char", Size: 1, Signed: true, IsChar: true}, nil)
	uintType = ctype.New(ctype.Info{Kind: ctype.Int, Name: "unsigned int", Size: 4}, nil)
	longType = ctype.New(ctype.Info{Kind: ctype.Int, Name: "long", Size: 8, Signed: true}, nil)
	pairType = typ(ctype.Struct, "pair", 16, ctype.Body{Members: []ctype.Member{
		{Name: "a", Type: longType}, {Name: "b", Type: longType, Offset: 8}}})
)

// span is memory of whole pages from a start; byte i of it is i, counted from the start.
type spanMem struct {
	start, end mem.Addr
	reads      int
	err        error
}

func (m *spanMem) ReadMem(_ context.Context, a mem.Addr, p []byte) error {
	m.reads++
	if m.err != nil {
		return m.err
	}
	for i := range p {
		at := a.Add(int64(i))
		if at < m.start || at >= m.end {
			return &mem.Fault{Addr: at, Got: i}
		}
		p[i] = byte(at - m.start)
	}
	return nil
}

func printerOn(r mem.Reader) *Printer {
	return &Printer{Arch: arch.AMD64, Mem: r, Options: Defaults}
}

// What is missing is said where it is missing; gdb gives up on the whole object.
func TestMissingParts(t *testing.T) {
	m := &spanMem{start: 0x1000, end: 0x2000}
	pieces := func(code ...byte) Value {
		v, err := Evaluate(pairType, code, unit, expr.Nothing{})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	const (
		lit5, stackValue, piece, implicitPointer, fbreg, deref = 0x35, 0x9f, 0x93, 0xa0, 0x91, 0x06
	)
	chars := arrayOf(charType, 4)
	for _, tt := range []struct {
		name string
		v    Value
		want string
	}{
		{"all there", At(pairType, 0x1000), "{a = 506097522914230528, b = 1084818905618843912}"},
		{"end of memory in the middle", At(pairType, 0x1ff8),
			"{a = -283686952306184, b = <error: Cannot access memory at address 0x2000>}"},
		{"end of memory in a member", At(pairType, 0x1ffc),
			"{a = <error: Cannot access memory at address 0x2000>, b = <error: Cannot access memory at address 0x2000>}"},
		{"not there", At(pairType, 0x3000), "<error: Cannot access memory at address 0x3000>"},
		{"start not there", At(pairType, 0xff8),
			"{a = <error: Cannot access memory at address 0xff8>, b = 506097522914230528}"},
		{"array", At(arrayOf(longType, 3), 0x1ff0),
			"{-579005069656919568, -283686952306184, <error: Cannot access memory at address 0x2000>}"},
		{"array of arrays", At(arrayOf(arrayOf(uintType, 1), 2), 0x1ffc),
			"{{4294901244}, <error: Cannot access memory at address 0x2000>}"},
		{"characters", At(chars, 0x1ffe),
			`{-2 '\376', -1 '\377', <error: Cannot access memory at address 0x2000>, <error: Cannot access memory at address 0x2000>}`},
		{"array without an end that fills memory", At(chars, 0x1ffc), `"\374\375\376\377"`},
		{"string without an end", FromBytes(pointerTo(charType), []byte{0xfe, 0x1f, 0, 0, 0, 0, 0, 0}),
			`0x1ffe "\376\377"<error: Cannot access memory at address 0x2000>`},
		{"long run that is not there", At(arrayOf(uintType, 600), 0x1ff8),
			"{4227529208, 4294901244, <error: Cannot access memory at address 0x2000> <repeats 598 times>}"},
		{"second half gone", pieces(lit5, stackValue, piece, 8, piece, 8), "{a = 5, b = <optimized out>}"},
		{"all gone", pieces(), "<optimized out>"},
		{"all pieces gone", pieces(piece, 8, piece, 8), "{a = <optimized out>, b = <optimized out>}"},
		{"half of a member gone", pieces(lit5, stackValue, piece, 4, piece, 4, lit5, stackValue, piece, 8),
			"{a = <optimized out>, b = 5}"},
		{"too short", pieces(lit5, stackValue), "{a = 5, b = <optimized out>}"},
		{"pointer without object", pieces(implicitPointer, 1, 0, 0, 0, 0, piece, 8, lit5, stackValue, piece, 8),
			"{a = <synthetic pointer>, b = 5}"},
		{"malformed", pieces(0xff), "<error: Location expression at 0x0: operation 0xff: unknown>"},
		{"needs memory", pieces(lit5, deref), "<error: Cannot access memory at address 0x5>"},
		{"no frame", pieces(fbreg, 0), "<optimized out>"},
		{"gone array", Gone(arrayOf(uintType, 3), "x"), "<optimized out>"},
		{"gone characters", Gone(chars, "x"), "<optimized out>"},
		{"no value", Value{Type: pairType}, "<optimized out>"},
		{"void", Value{}, "void"},
		{"incomplete", At(ctype.New(ctype.Info{Kind: ctype.Struct, Name: "x", Incomplete: true}, nil), 0x1000), "<incomplete type>"},
		{"types that do not load", At(ctype.New(ctype.Info{Kind: ctype.Struct, Size: 4}, func() (ctype.Body, error) {
			return ctype.Body{}, errors.New("no such unit")
		}), 0x1000), "<error: no such unit>"},
		{"member outside of its struct", FromBytes(typ(ctype.Struct, "s", 4, ctype.Body{Members: []ctype.Member{
			{Name: "a", Type: longType, Offset: 2}, {Name: "b", Type: longType, Offset: -1}, {Name: "c", Type: longType, Offset: 1 << 60}}}),
			[]byte{1, 2, 3, 4}), "{a = <optimized out>, b = <optimized out>, c = <optimized out>}"},
		{"hostile size", At(ctype.New(ctype.Info{Kind: ctype.Int, Size: 1 << 40}, nil), 0x1000), "<error: number of 1099511627776 bytes>"},
	} {
		have, err := printerOn(m).Format(context.Background(), tt.v)
		if err != nil || have != tt.want {
			t.Errorf("%s:\nhave %s, %v\nwant %s", tt.name, have, err, tt.want)
		}
	}
}

func TestLocalAndReason(t *testing.T) {
	p := printerOn(&spanMem{})
	have, err := p.Local(context.Background(), "x", At(pairType, 0x3000))
	if want := "<error reading variable x (Cannot access memory at address 0x3000)>"; err != nil || have != want {
		t.Errorf("have %s, %v\nwant %s", have, err, want)
	}
	if r := Gone(intType, "entry value of rdi unknown").Reason(); r != "entry value of rdi unknown" {
		t.Errorf("reason is %q", r)
	}
}

// An object costs one read, however many members it has; its parts share it.
func TestOneReadAnObject(t *testing.T) {
	m := &spanMem{start: 0x1000, end: 0x10000}
	var members []ctype.Member
	for i := range int64(200) {
		members = append(members, ctype.Member{Name: fmt.Sprintf("m%d", i), Type: pairType, Offset: i * 16})
	}
	v := At(typ(ctype.Struct, "wide", 3200, ctype.Body{Members: members}), 0x2000)
	if _, err := printerOn(m).Format(context.Background(), v); err != nil || m.reads != 1 {
		t.Errorf("%d reads, %v; want 1", m.reads, err)
	}
	if _, err := printerOn(m).Format(context.Background(), v.Member(members[7])); err != nil || m.reads != 1 {
		t.Errorf("a member afterwards: %d reads, %v", m.reads, err)
	}
	m.reads = 0
	large := At(arrayOf(uintType, 1<<30), 0x2000)
	s, err := printerOn(m).Format(context.Background(), large)
	if err != nil || m.reads > 20 || !strings.HasSuffix(s, "...}") {
		t.Errorf("array of 4 GiB: %d reads, %v, %d bytes of text", m.reads, err, len(s))
	}
}

func TestLostLinkEndsTheRun(t *testing.T) {
	lost := errors.New("link lost")
	p := printerOn(&spanMem{err: lost})
	for _, v := range []Value{At(pairType, 0), At(intType, 0), At(arrayOf(charType, 3), 0),
		FromBytes(pointerTo(charType), []byte{1, 0, 0, 0, 0, 0, 0, 0})} {
		if s, err := p.Format(context.Background(), v); !errors.Is(err, lost) || s != "" {
			t.Errorf("have %q, %v", s, err)
		}
	}
	if _, err := p.Arg(context.Background(), At(intType, 0), nil); !errors.Is(err, lost) {
		t.Errorf("Arg: %v", err)
	}
	if _, err := p.Tree(context.Background(), "x", At(pairType, 0)); !errors.Is(err, lost) {
		t.Errorf("Tree: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := printerOn(&spanMem{end: 0x1000}).Format(ctx, At(pairType, 0)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Bit-fields of a big-endian target count from the most significant bit.
func TestBigEndian(t *testing.T) {
	p := printerOn(nil)
	p.Arch = &arch.Arch{Order: binary.BigEndian, PtrSize: 8}
	s := typ(ctype.Struct, "b", 4, ctype.Body{Members: []ctype.Member{
		{Name: "a", Type: uintType, BitSize: 3}, {Name: "b", Type: uintType, BitOffset: 3, BitSize: 13},
		{Name: "c", Type: uintType, BitOffset: 16, BitSize: 16}}})
	have, err := p.Format(context.Background(), FromBytes(s, []byte{0xa0, 0x01, 0x12, 0x34}))
	if want := "{a = 5, b = 1, c = 4660}"; err != nil || have != want {
		t.Errorf("have %s, %v, want %s", have, err, want)
	}
	have, _ = p.Format(context.Background(), FromBytes(longType, []byte{0, 0, 0, 0, 0, 0, 1, 2}))
	if have != "258" {
		t.Errorf("have %s, want 258", have)
	}
}

// Types that contain themselves end, and print a bounded text.
func TestCyclicTypes(t *testing.T) {
	var self *ctype.Type
	self = ctype.New(ctype.Info{Kind: ctype.Struct, Name: "self", Size: 16}, func() (ctype.Body, error) {
		var m []ctype.Member
		for range 50 {
			m = append(m, ctype.Member{Name: "x", Type: self}, ctype.Member{Type: self})
		}
		return ctype.Body{Members: m}, nil
	})
	p := printerOn(&spanMem{end: 0x1000})
	s, err := p.Format(context.Background(), At(self, 0))
	if err != nil || len(s) > maxText {
		t.Errorf("%d bytes, %v", len(s), err)
	}
	n, err := p.Tree(context.Background(), "self", At(self, 0))
	if err != nil || count(n) > maxNodes+1 {
		t.Errorf("%d nodes, %v", count(n), err)
	}
}

func count(n *Node) int {
	sum := 1
	for _, c := range n.Children {
		sum += count(c)
	}
	return sum
}

func TestTree(t *testing.T) {
	m := &spanMem{start: 0x1000, end: 0x2000}
	s := typ(ctype.Struct, "s", 24, ctype.Body{Members: []ctype.Member{
		{Name: "p", Type: pairType}, {Name: "c", Type: arrayOf(charType, 4), Offset: 16},
		{Name: "u", Type: arrayOf(uintType, 1), Offset: 20}}})
	n, err := printerOn(m).Tree(context.Background(), "v", At(s, 0x1ff0-8))
	if err != nil {
		t.Fatal(err)
	}
	have, _ := json.Marshal(n)
	want := `{"name":"v","type":"struct s","addr":"0x1fe8","children":[` +
		`{"name":"p","type":"struct pair","addr":"0x1fe8","children":[` +
		`{"name":"a","type":"long","addr":"0x1fe8","text":"-1157726452361532952","raw":"e8e9eaebecedeeef"},` +
		`{"name":"b","type":"long","addr":"0x1ff0","text":"-579005069656919568","raw":"f0f1f2f3f4f5f6f7"}]},` +
		`{"name":"c","type":"char [4]","addr":"0x1ff8","text":"\"\\370\\371\\372\\373\""},` +
		`{"name":"u","type":"unsigned int [1]","addr":"0x1ffc","children":[{"type":"unsigned int","addr":"0x1ffc","text":"4294901244","raw":"fcfdfeff"}]}]}`
	if string(have) != want {
		t.Errorf("have %s\nwant %s", have, want)
	}
	n, err = printerOn(m).Tree(context.Background(), "a", FromBytes(arrayOf(intType, 300), make([]byte, 1196)))
	if err != nil || len(n.Children) != 2 || n.Children[0].Repeats != 299 || n.Children[1].Missing == "" {
		t.Errorf("have %+v, %v", n, err)
	}
	n, err = printerOn(m).Tree(context.Background(), "g", Gone(pairType, "why"))
	if err != nil || n.Text != "<optimized out>" || n.Missing != "why" || n.Children != nil {
		t.Errorf("have %+v, %v", n, err)
	}
}

// A struct that a broken file has inside of itself, twice, is printed in bounded work.
func TestStructInItself(t *testing.T) {
	var self *ctype.Type
	self = ctype.New(ctype.Info{Kind: ctype.Struct, Name: "self", Size: 8}, func() (ctype.Body, error) {
		return ctype.Body{Members: []ctype.Member{{Name: "a", Type: self}, {Name: "b", Type: self}}}, nil
	})
	have, err := printerOn(&spanMem{start: 0x1000, end: 0x2000}).Format(context.Background(), At(self, 0x1000))
	if err != nil || len(have) > 1<<20+64 || !strings.HasPrefix(have, "{a = {a = {") {
		t.Errorf("%d bytes, %v: %.100s", len(have), err, have)
	}
}
