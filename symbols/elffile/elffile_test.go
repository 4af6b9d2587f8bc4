package elffile

import (
	"bytes"
	"debug/elf"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const fixtures = "../testdata" // make.sh there has the commands

func read(tb testing.TB, name string) []byte {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join(fixtures, name))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func open(tb testing.TB, name string) *File {
	tb.Helper()
	f, err := Open(filepath.Join(fixtures, name))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { f.Close() })
	return f
}

func TestHeaders(t *testing.T) {
	// As readelf -h, -S and -l have it.
	f := open(t, "vmlinux")
	if f.Type != elf.ET_EXEC || f.Machine != elf.EM_X86_64 || f.Entry != 0xffffffff81000000 {
		t.Errorf("header: %+v", f)
	}
	if len(f.Sections) != 20 || len(f.Segments) != 5 {
		t.Errorf("%d sections, %d segments", len(f.Sections), len(f.Segments))
	}
	bss := f.Sections[f.Index(".bss")]
	if bss.HasContents() || !bss.Alloc() || bss.Size != 0x80 || f.Raw(bss.Index) != nil {
		t.Errorf(".bss: %+v", bss)
	}
	if f.Index(".nothing") != -1 || f.Index("") != -1 {
		t.Error("found a section that is not there")
	}
}

func TestRefused(t *testing.T) {
	whole := read(t, "vmlinux")
	patch := func(off int, b ...byte) []byte {
		p := bytes.Clone(whole)
		copy(p[off:], b)
		return p
	}
	shoff := int(le.Uint64(whole[40:]))
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"text", []byte("HTTP/1.1 400 Bad Request\r\n"), "x: not an ELF file"},
		{"short", []byte("\x7fE"), "x: not an ELF file"},
		{"boot image", append(make([]byte, 0x202), "HdrS____"...), "boot image (bzImage)"},
		{"header", whole[:40], "the ELF header is truncated: 40 bytes"},
		{"32-bit", patch(4, 1), "not a 64-bit little-endian ELF file"},
		{"big endian", patch(5, 2), "not a 64-bit little-endian ELF file"},
		{"no end", whole[:shoff+10], "truncated: the section headers at 0x11d0 lie beyond the end of the file (4570 bytes)"},
		{"half the headers", whole[:shoff+640], "truncated: 20 section headers at 0x11d0 lie beyond"},
		{"many headers", patch(60, 0xff, 0xfe), "section headers do not fit"},
		{"header size", patch(58, 40), "section headers of 40 bytes, want 64"},
		{"large count", func() []byte {
			p := patch(60, 0, 0) // the count is in the first section header
			copy(p[shoff+32:], "\xff\xff\xff\xff\xff\xff\xff\x0f")
			return p
		}(), "1152921504606846975 section headers do not fit"},
		{"offset", patch(shoff+64+24, 0, 0, 0, 0, 1), `section 1 ".text" at 0x100000000, 94 bytes, lies beyond the end`},
		{"size", patch(shoff+64+32, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), "lies beyond the end"},
		{"segments", patch(32, 0xff, 0xff), "program headers lie beyond the end"},
		{"empty zstd", []byte("\x28\xb5\x2f\xfd"), "x: decompress zstd: "},
		{"empty gzip", []byte("\x1f\x8b"), "x: decompress gzip: "},
		{"empty xz", []byte(xzMagic), "x: decompress xz: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := FromMapping("x", &Mapping{Data: tt.data})
			if f != nil || err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestOpenRefused(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{empty: "the file is empty", dir: "not a regular file", dir + "/none": ""} {
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := Open(dir + "/none"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
}

func TestCompressedSections(t *testing.T) {
	plain := open(t, "vmlinux")
	for _, name := range []string{"vmlinux.zlib", "vmlinux.zstd", "vmlinux.zdebug"} {
		t.Run(name, func(t *testing.T) {
			f := open(t, name)
			n := 0
			for i := range f.Sections {
				s := &f.Sections[i]
				if !s.HasContents() || !strings.Contains(s.Name, "debug_") {
					continue
				}
				got, private, err := f.Data(i)
				if err != nil {
					t.Error(err)
					continue
				}
				if private {
					n++
				}
				want := plain.Raw(plain.Index("." + strings.TrimLeft(s.Name, ".z")))
				if !bytes.Equal(got, want) {
					t.Errorf("%s differs", s.Name)
				}
			}
			if n < 4 {
				t.Errorf("only %d sections were compressed", n)
			}
		})
	}
}

func TestCompressedSectionRefused(t *testing.T) {
	for _, name := range []string{"vmlinux.zlib", "vmlinux.zstd"} {
		whole := read(t, name)
		f := open(t, name)
		s := f.Sections[f.Index(".debug_info")]
		for _, tt := range []struct {
			at   uint64
			b    string
			want string
		}{
			{0, "\x07", "unknown compression"},
			{8, "\xff\xff\xff\xff\xff\xff\xff\xff", "more than"},
			{8, "\x00\x00\x00\x80", "more than"},
			{8, "\xff\xff", "of 65535 bytes"},
			{24, "\x00\x00\x00\x00", "decompress section .debug_info"},
		} {
			p := bytes.Clone(whole)
			copy(p[s.Off+tt.at:], tt.b)
			f, err := FromMapping("x", &Mapping{Data: p})
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := f.Data(s.Index); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%s: %q at %d: %v, want %q", name, tt.b, tt.at, err, tt.want)
			}
		}
	}
}

func TestCompressedFiles(t *testing.T) {
	for name, plain := range map[string]string{
		"mod.loaded.ko.xz": "mod.loaded.ko", "mod.loaded.ko.zst": "mod.loaded.ko",
		"mod.loaded.ko.gz": "mod.loaded.ko", "mod.full.ko.xz": "mod.ko",
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, name)
			if f.Compressed == "" || !bytes.Equal(f.m.Data, read(t, plain)) {
				t.Errorf("%q: differs from %s", f.Compressed, plain)
			}
			// A file that ends early is an error at any length; gzip and zstd have their check at the end.
			whole := read(t, name)
			for n := 0; n < len(whole)-40; n += 53 {
				if f, err := FromMapping("x", &Mapping{Data: whole[:n]}); err == nil {
					t.Fatalf("%d of %d bytes: %+v", n, len(whole), f)
				}
			}
		})
	}
}

func TestXZRefused(t *testing.T) {
	whole := read(t, "mod.loaded.ko.xz")
	flip := func(at int) []byte {
		p := bytes.Clone(whole)
		p[at] ^= 0x40
		return p
	}
	for _, tt := range []struct {
		name string
		data []byte
		want string
	}{
		{"stream flags", flip(7), "stream header: malformed"},
		{"block header", flip(14), "block header at 0xc: wrong checksum"},
		{"data", flip(300), ""},
	} {
		if _, err := unpackXZ(tt.data, 1<<20); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if _, err := unpackXZ(whole, 100); err == nil || err.Error() != "more than 100 bytes" {
		t.Errorf("limit: %v", err)
	}
}

// TestXZDictionary has a block header that asks for 4 GiB, with a right checksum.
func TestXZDictionary(t *testing.T) {
	h := []byte{2, 0, 0x21, 1, 40, 0, 0, 0}
	h = append(h, crc(h)...)
	if _, err := xzBlock(h); err == nil || !strings.Contains(err.Error(), "dictionary of 4294967295 bytes") {
		t.Error(err)
	}
	h = []byte{2, 1, 0x04, 0, 0x21, 1, 40, 0}
	h = append(h, crc(h)...)
	if _, err := xzBlock(h); err == nil || !strings.Contains(err.Error(), "2 filters") {
		t.Error(err)
	}
}

func TestNotes(t *testing.T) {
	// As readelf -n has it.
	if id := hex.EncodeToString(open(t, "mod.ko").BuildID()); len(id) != 40 || id != hex.EncodeToString(open(t, "mod.ko.debug").BuildID()) {
		t.Errorf("build-id of the module %q", id)
	}
	notes := ParseNotes([]byte("\x04\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00GNU\x00\xab\xcd\x00\x00" +
		"\x06\x00\x00\x00\x00\x00\x00\x00\x01\x01\x00\x00Linux\x00\x00\x00" +
		"\x04\x00\x00\x00\xff\xff\xff\xff\x03\x00\x00\x00GNU\x00"))
	if len(notes) != 2 || notes[0].Name != "GNU" || !bytes.Equal(notes[0].Desc, []byte{0xab, 0xcd}) ||
		notes[1].Name != "Linux" || notes[1].Type != 0x101 || len(notes[1].Desc) != 0 {
		t.Errorf("%+v", notes)
	}
	// A description that ends the section without its padding.
	if n := ParseNotes([]byte("\x04\x00\x00\x00\x01\x00\x00\x00\x03\x00\x00\x00GNU\x00\x11")); len(n) != 1 {
		t.Errorf("%+v", n)
	}
}

func TestDebugLink(t *testing.T) {
	name, want, ok := open(t, "vmlinux.stripped").DebugLink()
	if !ok || name != "vmlinux.debug" {
		t.Fatalf("%q %v", name, ok)
	}
	got, err := FileCRC(filepath.Join(fixtures, name))
	if err != nil || got != want {
		t.Errorf("%#x, %v, want %#x", got, err, want)
	}
	if _, _, ok := open(t, "vmlinux").DebugLink(); ok {
		t.Error("vmlinux has a link")
	}
}

func TestGuard(t *testing.T) {
	want := errors.New("as usual")
	if err := Guard(func() error { return want }); err != want {
		t.Error(err)
	}
	defer func() {
		if r := recover(); r != "other" {
			t.Errorf("recovered %v", r)
		}
	}()
	_ = Guard(func() error { panic("other") })
}
