package elffile

import (
	"debug/elf"
	"hash/crc32"
	"strings"
	"testing"
)

func crc(b []byte) []byte { return le.AppendUint32(nil, crc32.ChecksumIEEE(b)) }

// relocFile is a file with one relocation section, 1, for section 0.
func relocFile(m elf.Machine, relas ...uint64) *File {
	var raw []byte
	for _, v := range relas {
		raw = le.AppendUint64(raw, v)
	}
	return &File{Path: "x.ko", Machine: m, m: &Mapping{Data: raw}, Sections: []Section{
		{Name: ".debug_test", Type: elf.SHT_PROGBITS},
		{Name: ".rela.debug_test", Index: 1, Type: elf.SHT_RELA, Size: uint64(len(raw)), EntSize: relaSize},
	}}
}

func TestRelocate(t *testing.T) {
	values := []Value{{}, {Addr: 0x1000_2000}, {Addr: 1 << 40, Any: true}, {Addr: 0xffffffff_81000000}}
	const place = 0x1000_0000
	const minus4 = ^uint64(3)
	for _, tt := range []struct {
		name   string
		m      elf.Machine
		typ    uint64
		sym    uint64
		addend uint64
		want   uint64 // of the 8 bytes at 8, which were 0x1111111111111111
		err    string
	}{
		{"none", elf.EM_X86_64, 0, 1, 0, 0x1111111111111111, ""},
		{"64", elf.EM_X86_64, 1, 1, 8, 0x10002008, ""},
		{"PC32", elf.EM_X86_64, 2, 1, minus4, 0x11111111_00001ff4, ""},
		{"PLT32", elf.EM_X86_64, 4, 1, minus4, 0x11111111_00001ff4, ""},
		{"PC64", elf.EM_X86_64, 24, 1, 0, 0x1ff8, ""},
		{"PC32 backwards", elf.EM_X86_64, 2, 0, place, 0x11111111_fffffff8, ""},
		{"32", elf.EM_X86_64, 10, 1, 0, 0x11111111_10002000, ""},
		{"32 too large", elf.EM_X86_64, 10, 3, 0, 0, "x.ko: relocation 0 of section .debug_test: value 0xffffffff81000000 does not fit 32 bits"},
		{"32S", elf.EM_X86_64, 11, 3, 0, 0x11111111_81000000, ""},
		{"32S too large", elf.EM_X86_64, 11, 0, 1 << 31, 0, "does not fit"},
		{"32 of an outside symbol", elf.EM_X86_64, 10, 2, 5, 0x11111111_00000005, ""},
		{"unknown", elf.EM_X86_64, 42, 1, 0, 0, "unsupported type 42 of EM_X86_64"},
		{"symbol", elf.EM_X86_64, 1, 4, 0, 0, "symbol 4 of 4"},
		{"ABS64", elf.EM_AARCH64, 257, 1, 8, 0x10002008, ""},
		{"ABS32", elf.EM_AARCH64, 258, 1, 0, 0x11111111_10002000, ""},
		{"PREL64", elf.EM_AARCH64, 260, 1, 0, 0x1ff8, ""},
		{"PREL32", elf.EM_AARCH64, 261, 1, 0, 0x11111111_00001ff8, ""},
		{"other machine", elf.EM_RISCV, 2, 1, 0, 0, "unsupported type 2 of EM_RISCV"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := []byte(strings.Repeat("\x11", 16))
			f := relocFile(tt.m, 8, tt.sym<<32|tt.typ, tt.addend)
			err := f.Relocate(1, p, place, values)
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("got %v, want %q", err, tt.err)
				}
				return
			}
			if got := le.Uint64(p[8:]); err != nil || got != tt.want || le.Uint64(p) != 0x1111111111111111 {
				t.Errorf("got %#x, %v, want %#x", got, err, tt.want)
			}
		})
	}
	for _, off := range []uint64{9, 16, 1 << 63, ^uint64(0)} {
		if err := relocFile(elf.EM_X86_64, off, 1<<32|1, 0).Relocate(1, make([]byte, 16), 0, values); err == nil {
			t.Errorf("offset %#x was accepted", off)
		}
	}
}

func TestRelocSection(t *testing.T) {
	f := relocFile(elf.EM_X86_64, 0, 0, 0)
	if i, err := f.RelocSection(0); i != 1 || err != nil {
		t.Error(i, err)
	}
	f.Sections = append(f.Sections, f.Sections[1])
	if _, err := f.RelocSection(0); err == nil || !strings.Contains(err.Error(), "two relocation sections") {
		t.Error(err)
	}
	f.Sections = f.Sections[:2]
	f.Sections[1].Type = elf.SHT_REL
	if _, err := f.RelocSection(0); err == nil || !strings.Contains(err.Error(), "unsupported form") {
		t.Error(err)
	}
	if i, err := f.RelocSection(7); i != -1 || err != nil {
		t.Error(i, err)
	}
}
