package debuginfo

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"testing"

	"kbreak/symbols/link"
)

// writer builds sections by hand, for forms that the compiler of the fixtures does not use: clang
// refers to strings, addresses and lists by index (DWARF 5 §7.5.5, §7.26-7.29).
type writer struct{ b []byte }

func (w *writer) bytes(b ...byte) *writer     { w.b = append(w.b, b...); return w }
func (w *writer) str(s string) *writer        { w.b = append(w.b, s+"\x00"...); return w }
func (w *writer) u16(v uint16) *writer        { w.b = binary.LittleEndian.AppendUint16(w.b, v); return w }
func (w *writer) u32(v uint32) *writer        { w.b = binary.LittleEndian.AppendUint32(w.b, v); return w }
func (w *writer) u64(v uint64) *writer        { w.b = binary.LittleEndian.AppendUint64(w.b, v); return w }
func (w *writer) section(body *writer) []byte { return append(w.u32(uint32(len(body.b))).b, body.b...) }

func clangData(t *testing.T) *Data {
	t.Helper()
	const text = 0x1000
	abbrev := new(writer)
	attr := func(at, form byte) { abbrev.bytes(at, form) }
	abbrev.bytes(1, 0x11, 1) // DW_TAG_compile_unit
	attr(0x03, 0x25)         // name strx1: before its base is known
	attr(0x72, 0x17)         // str_offsets_base
	attr(0x73, 0x17)         // addr_base
	attr(0x74, 0x17)         // rnglists_base
	abbrev.bytes(0x8c, 1, 0x17)
	attr(0x11, 0x29) // low_pc addrx1
	attr(0x55, 0x23) // ranges rnglistx
	abbrev.bytes(0, 0)
	abbrev.bytes(2, 0x2e, 1) // DW_TAG_subprogram
	attr(0x03, 0x25)
	attr(0x11, 0x29)
	attr(0x12, 0x06) // high_pc data4
	abbrev.bytes(0, 0)
	abbrev.bytes(3, 0x05, 0) // DW_TAG_formal_parameter
	attr(0x03, 0x25)
	attr(0x02, 0x22) // location loclistx
	attr(0x49, 0x13) // type ref4
	abbrev.bytes(0, 0)
	abbrev.bytes(4, 0x24, 0) // DW_TAG_base_type
	attr(0x03, 0x25)
	attr(0x3e, 0x0b)
	attr(0x0b, 0x0b)
	abbrev.bytes(0, 0)
	abbrev.bytes(5, 0x34, 0) // DW_TAG_variable
	attr(0x03, 0x25)
	attr(0x49, 0x13)
	attr(0x02, 0x18) // location exprloc
	abbrev.bytes(0, 0, 0)

	const header = 12
	die := new(writer).u16(5).bytes(1, 8).u32(0)
	die.bytes(1, 0).u32(8).u32(8).u32(12).u32(12).bytes(0).bytes(0)
	base := header + 1 + 1 + 16 + 2 // where the next DIE is
	die.bytes(4, 3, 5, 4)           // int
	die.bytes(2, 1, 1).u32(0x20)    // function
	die.bytes(3, 2, 0).u32(uint32(base))
	die.bytes(0)
	die.bytes(5, 4).u32(uint32(base)).bytes(2, 0xa1, 2) // DW_OP_addrx 2
	die.bytes(0)

	strings := []string{"unit.c", "function", "param", "int", "variable"}
	str, offsets := new(writer), new(writer).u16(5).u16(0)
	for _, s := range strings {
		offsets.u32(uint32(len(str.b)))
		str.str(s)
	}
	addr := new(writer).u16(5).bytes(8, 0).u64(text).u64(text + 0x100).u64(0x9000)
	rng := new(writer).u16(5).bytes(8, 0).u32(1)
	rng.u32(4).bytes(1, 1, 4, 0, 0x20, 3, 0, 8, 0) // base_addressx 1, offset_pair; startx_length; end
	loc := new(writer).u16(5).bytes(8, 0).u32(1)
	loc.u32(4)
	loc.bytes(1, 1, 4, 0, 8, 1, 0x55)                           // base_addressx 1; [0,8) in DW_OP_reg5
	loc.bytes(3, 1, 0, 1, 0x50)                                 // startx_length of nothing
	loc.bytes(2, 0, 1, 1, 0x51)                                 // startx_endx [text, text+0x100)
	loc.bytes(8).u64(text+0x108).bytes(8, 1, 0x52)              // start_length
	loc.bytes(7).u64(text+0x110).u64(text+0x114).bytes(1, 0x53) // start_end
	loc.bytes(5, 2, 0x30, 0x9f)                                 // default_location
	loc.bytes(0)

	sections := map[string][]byte{
		".debug_info": new(writer).section(die), ".debug_abbrev": abbrev.b, ".debug_str": str.b,
		".debug_str_offsets": new(writer).section(offsets), ".debug_addr": new(writer).section(addr),
		".debug_rnglists": new(writer).section(rng), ".debug_loclists": new(writer).section(loc),
	}
	d, err := New(func(name string) ([]byte, error) { return sections[name], nil }, binary.LittleEndian)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestIndexedForms(t *testing.T) {
	d := clangData(t)
	const text = link.Addr(0x1000)
	for off, want := range map[link.Addr]string{0x100: "55", 0x107: "55", 0x108: "52", 0x110: "53", 0x114: "30 9f", 0x11f: "30 9f"} {
		s, err := d.Scopes(text + off)
		if err != nil || len(s) != 1 || s[0].Name != "function" || s[0].Low != text+0x100 {
			t.Fatalf("%v: %+v, %v", text+off, s, err)
		}
		p, err := s[0].Params()
		if err != nil || len(p) != 1 || p[0].Name != "param" || p[0].Type.String() != "int" {
			t.Fatalf("%v: %+v, %v", text+off, p, err)
		}
		if have := fmt.Sprintf("% x", p[0].Expr); have != want || fmt.Sprintf("% x", p[0].Entry) != "55" {
			t.Errorf("%v: have %s, entry % x, want %s", text+off, have, p[0].Entry, want)
		}
		if a, err := s[0].AddrIndex(2); a != 0x9000 || err != nil {
			t.Errorf("address 2: %v, %v", a, err)
		}
		if a, err := s[0].AddrIndex(3); err == nil {
			t.Errorf("address 3: %v, want an error", a)
		}
	}
	for _, pc := range []link.Addr{text - 1, text + 8, text + 0xff, text + 0x120} {
		if s, err := d.Scopes(pc); !errors.Is(err, ErrNone) {
			t.Errorf("%v: %+v, %v", pc, s, err)
		}
	}
	// The unit has this address, but no function does.
	if _, err := d.unitFor(text + 4); err != nil {
		t.Errorf("%v: %v", text+4, err)
	}
	for _, c := range []struct {
		name string
		kind Kind
	}{{"function", KindFunction}, {"variable", KindVariable}, {"int", KindBase}} {
		names, err := d.Names(t.Context(), c.name)
		if err != nil || len(names) != 1 || names[0].Kind != c.kind {
			t.Errorf("%s: %+v, %v", c.name, names, err)
		}
	}
}

func TestBuildIndexCancelled(t *testing.T) {
	d := fixture(t, "scope5.elf")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.BuildIndex(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("have %v, want %v", err, context.Canceled)
	}
	if err := d.BuildIndex(t.Context()); err != nil {
		t.Errorf("after a cancelled one: %v", err)
	}
}

// TestConcurrent is for the race detector.
func TestConcurrent(t *testing.T) {
	d := fixture(t, "scope5.elf")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			exercise(t, d, 0xffffffff81000060, 0xffffffff81000074, 0xffffffff81000131)
		})
	}
	wg.Wait()
}
