package lab

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"kbreak/mem"
)

func TestCpio(t *testing.T) {
	var out bytes.Buffer
	c := cpioWriter{w: &out}
	c.dir("dev")
	c.device("dev/console", 5, 1)
	c.file("init", 0o755, []byte("hello"))
	if err := c.close(); err != nil {
		t.Fatal(err)
	}
	// Checked once with: cpio -tv (GNU cpio 2.13).
	const zero = "00000000"
	want := "070701" + "00000001" + "000041ed" + zero + zero + "00000001" + zero + zero + zero + zero + zero + zero + "00000004" + zero + "dev\x00\x00\x00" +
		"070701" + "00000002" + "00002180" + zero + zero + "00000001" + zero + zero + zero + zero + "00000005" + "00000001" + "0000000c" + zero + "dev/console\x00\x00\x00" +
		"070701" + "00000003" + "000081ed" + zero + zero + "00000001" + zero + "00000005" + zero + zero + zero + zero + "00000005" + zero + "init\x00\x00" + "hello\x00\x00\x00" +
		"070701" + "00000004" + zero + zero + zero + "00000001" + zero + zero + zero + zero + zero + zero + "0000000b" + zero + "TRAILER!!!\x00\x00\x00\x00"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}

	full := errors.New("no space")
	c = cpioWriter{w: writerFunc(func([]byte) (int, error) { return 0, full })}
	c.dir("a")
	if err := c.close(); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestControl(t *testing.T) {
	got := parseControl("Package: a\nVersion: 6.1.192-2\nDescription: one\n two: not a field\nDepends: b (= 1), c:any | d , e\n\nPackage: other\n")
	want := map[string]string{"Package": "a", "Version": "6.1.192-2", "Description": "one", "Depends": "b (= 1), c:any | d , e"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := depends(got["Depends"]), []string{"b", "c", "d", "e"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestModuleName(t *testing.T) {
	for file, want := range map[string]string{
		"lib/modules/6.1/kernel/fs/fuse/fuse.ko": "fuse",
		"net/vmw-vsock.ko.xz":                    "vmw_vsock",
		"a.ko.zst":                               "a",
		"a.ko.debug":                             "",
		"vmlinux":                                "",
		"usr/lib/debug/lib/modules/vdso/vdso64.so": "",
	} {
		if got, ok := moduleName(file); got != want || ok != (want != "") {
			t.Errorf("%s: %q, %v, want %q", file, got, ok, want)
		}
	}
}

// module writes a file that is an ELF file with a .modinfo section and nothing else.
func module(t *testing.T, dir, name, depends string) string {
	t.Helper()
	const strtab = "\x00.modinfo\x00.shstrtab\x00"
	info := "license=GPL\x00depends=" + depends + "\x00name=" + name + "\x00"
	le := func(n, size int) string {
		b := make([]byte, size)
		for i := range b {
			b[i] = byte(n >> (8 * i))
		}
		return string(b)
	}
	section := func(name, kind, off, size int) string {
		return le(name, 4) + le(kind, 4) + le(0, 16) + le(off, 8) + le(size, 8) + le(0, 8) + le(1, 8) + le(0, 8)
	}
	const header = 64
	off := header + len(info) + len(strtab)
	file := "\x7fELF\x02\x01\x01" + le(0, 9) + le(1, 2) + le(62, 2) + le(1, 4) + le(0, 8) + le(0, 8) + le(off, 8) + le(0, 4) +
		le(header, 2) + le(0, 4) + le(64, 2) + le(3, 2) + le(2, 2) + info + strtab +
		section(0, 0, 0, 0) + section(1, 1, header, len(info)) + section(10, 3, header+len(info), len(strtab))
	path := filepath.Join(dir, name+".ko")
	if err := os.WriteFile(path, []byte(file), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadOrder(t *testing.T) {
	dir := t.TempDir()
	files := make(map[string]string)
	for name, needs := range map[string]string{
		"fuse": "", "virtiofs": "fuse,virtio,virtio-ring", "virtio": "virtio-ring", "virtio_ring": "",
		"loop_a": "loop_b", "loop_b": "loop_a", "orphan": "gone",
	} {
		files[name] = module(t, dir, name, needs)
	}
	files["text"] = filepath.Join(dir, "text.ko")
	if err := os.WriteFile(files["text"], bytes.Repeat([]byte("text"), 100), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		names []string
		want  string
		err   string
	}{
		{[]string{"virtiofs", "fuse", "built_in"}, "fuse virtio_ring virtio virtiofs", ""},
		{nil, "", ""},
		{[]string{"loop_a"}, "", "needs itself"},
		{[]string{"orphan"}, "", "orphan needs gone"},
		{[]string{"text"}, "", "bad magic"},
	} {
		got, err := loadOrder(tt.names, files)
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q: got %q, want %q", tt.names, got, tt.want)
		}
		if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%q: error %v, want %q", tt.names, err, tt.err)
		}
	}
}

// The notes of Debian's 6.1 kernel, shortened: one of Xen's before the build-id.
const notes = "040000000400000006000000" + "58656e0001000000" + "040000000400000003000000474e5500aabbccdd"

func TestFacts(t *testing.T) {
	var f Facts
	for _, line := range []string{
		"release 6.1.0-56-cloud-amd64", "banner Linux version 6.1.0 (x) #1 SMP", "notes " + notes,
		"module fuse 176128 0xffffffffc0350000", "notes-of fuse 040000000400000003000000474e550001020304",
		"section fuse .text 0xffffffffc0350000", "symbol _text ffffffff94e00000", "task 148 1 spin-user",
	} {
		if err := f.add(line); err != nil {
			t.Error(err)
		}
	}
	want := Facts{
		Release: "6.1.0-56-cloud-amd64", Banner: "Linux version 6.1.0 (x) #1 SMP", BuildID: "aabbccdd",
		Symbols: map[string]mem.Addr{"_text": 0xffffffff94e00000},
		Modules: []ModuleFacts{{Name: "fuse", Size: 176128, Addr: 0xffffffffc0350000, BuildID: "01020304",
			Sections: map[string]mem.Addr{".text": 0xffffffffc0350000}}},
		Tasks: []Task{{148, 1, "spin-user"}},
	}
	if !reflect.DeepEqual(f, want) {
		t.Errorf("got  %+v\nwant %+v", f, want)
	}
	for _, line := range []string{
		"", "sh: out of memory", "release", "module fuse", "module fuse x 0x1", "section none .text 0x1",
		"symbol _text zz", "notes 00", "notes zz", "notes " + strings.Repeat("f", 24), "task 1 x y",
	} {
		if err := f.add(line); err == nil {
			t.Errorf("%q is taken", line)
		}
	}
}

func FuzzBuildID(f *testing.F) {
	p, err := hex.DecodeString(notes)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(p)
	f.Fuzz(func(t *testing.T, p []byte) {
		id, err := buildID(hex.EncodeToString(p))
		if err != nil && id != "" {
			t.Errorf("error %v and build-id %s", err, id)
		}
		if !strings.Contains(hex.EncodeToString(p), id) {
			t.Errorf("build-id %s is not in %x", id, p)
		}
	})
}

func TestLineReaderDropsWhatNobodyTakes(t *testing.T) {
	r, w := io.Pipe()
	l := newLineReader(r)
	done := make(chan struct{})
	go func() { l.run(); close(done) }()
	if _, err := w.Write(bytes.Repeat([]byte("x\r\n"), 2*cap(l.c))); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	<-done
	if got, err := l.next(t.Context()); got != "x" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}
