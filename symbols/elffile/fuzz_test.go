package elffile

import (
	"debug/elf"
	"testing"
)

// FuzzFile opens anything as an ELF file and reads all of it. Whatever it is: no panic, an error
// without a file, no section beyond the file, no copy larger than the limit on decompression.
func FuzzFile(f *testing.F) {
	for _, name := range []string{"vmlinux", "vmlinux.zlib", "vmlinux.zstd", "vmlinux.zdebug", "vmlinux.stripped",
		"mod.ko", "mod.ko.debug", "mod.loaded.ko.xz", "mod.loaded.ko.zst", "mod.loaded.ko.gz"} {
		f.Add(read(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := FromMapping("x", &Mapping{Data: data})
		if err != nil {
			if file != nil {
				t.Fatal("a file and an error")
			}
			return
		}
		size := len(file.m.Data)
		if uint64(size) > maxUnpacked(len(data)) && file.Compressed != "" {
			t.Fatalf("%d bytes became %d", len(data), size)
		}
		file.BuildID()
		file.DebugLink()
		for i := range min(len(file.Sections), 64) {
			raw := file.Raw(i)
			if len(raw) > size {
				t.Fatalf("section %d has %d of %d bytes", i, len(raw), size)
			}
			p, private, err := file.Data(i)
			if err != nil {
				continue
			}
			if private && uint64(len(p)) > maxUnpacked(len(raw)) {
				t.Fatalf("section %d: %d bytes became %d", i, len(raw), len(p))
			}
			if rel, err := file.RelocSection(i); err == nil && rel >= 0 && file.Type == elf.ET_REL {
				_ = file.Relocate(rel, append([]byte(nil), p...), 0x1000, make([]Value, 100))
			}
			ParseNotes(p)
		}
	})
}

// FuzzXZ reads anything as the inside of an .xz file, with checksums of headers made right, so that
// what follows them is reached.
func FuzzXZ(f *testing.F) {
	f.Add(read(f, "mod.loaded.ko.xz"))
	f.Add(read(f, "mod.full.ko.xz"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) >= 12 {
			copy(data[8:], crc(data[6:8]))
		}
		if len(data) > 12 {
			if n := (int(data[12]) + 1) * 4; 12+n <= len(data) {
				copy(data[12+n-4:], crc(data[12:12+n-4]))
			}
		}
		const limit = 1 << 16
		out, err := unpackXZ(data, limit)
		if err != nil && out != nil || len(out) > limit {
			t.Fatalf("%d bytes, %v", len(out), err)
		}
	})
}
