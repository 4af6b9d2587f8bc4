package symbols

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// relative gives paths below dir, for comparison.
func relative(tb testing.TB, dir string, paths []string) string {
	tb.Helper()
	var out []string
	for _, p := range paths {
		r, err := filepath.Rel(dir, p)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, filepath.ToSlash(r))
	}
	return strings.Join(out, " ")
}

func TestFindVmlinux(t *testing.T) {
	id := buildIDOf(t, "vmlinux")
	wanted, err := hex.DecodeString(id)
	if err != nil {
		t.Fatal(err)
	}
	byID := "usr/lib/debug/.build-id/" + id[:2] + "/" + id[2:] + ".debug"
	const rel = "6.1.0-56-cloud-amd64"
	for _, tt := range []struct {
		name    string
		files   map[string]string // path below the root: fixture
		release string
		id      []byte
		want    string
	}{
		{"Debian", map[string]string{"usr/lib/debug/boot/vmlinux-" + rel: "vmlinux"}, rel, nil, "usr/lib/debug/boot/vmlinux-" + rel},
		{"Fedora", map[string]string{"usr/lib/debug/lib/modules/" + rel + "/vmlinux": "vmlinux"}, rel, wanted, "usr/lib/debug/lib/modules/" + rel + "/vmlinux"},
		{"SUSE", map[string]string{"usr/lib/debug/usr/lib/modules/" + rel + "/vmlinux.debug": "vmlinux.debug"}, rel, wanted, "usr/lib/debug/usr/lib/modules/" + rel + "/vmlinux.debug"},
		{"build tree", map[string]string{"lib/modules/" + rel + "/build/vmlinux": "vmlinux"}, rel, nil, "lib/modules/" + rel + "/build/vmlinux"},
		{"build-id first", map[string]string{byID: "vmlinux.debug", "usr/lib/debug/boot/vmlinux-" + rel: "vmlinux"}, rel, wanted,
			byID + " usr/lib/debug/boot/vmlinux-" + rel},
		{"System.map last", map[string]string{"boot/System.map-" + rel: "System.map", "boot/vmlinux-" + rel: "vmlinux"}, rel, nil,
			"boot/vmlinux-" + rel + " boot/System.map-" + rel},
		{"another build-id", map[string]string{"boot/vmlinux-" + rel: "mod.ko"}, rel, wanted, ""},
		{"another release", map[string]string{"boot/vmlinux-5.10": "vmlinux"}, rel, nil, ""},
		{"any release", map[string]string{"boot/vmlinux-5.10": "vmlinux", "boot/vmlinux-6.1": "vmlinux", "usr/lib/debug/lib/modules/6.6/vmlinux": "vmlinux", "boot/vmlinux-": "vmlinux"}, "", nil,
			"boot/vmlinux-6.1 boot/vmlinux-5.10 usr/lib/debug/lib/modules/6.6/vmlinux"},
		{"no release but a build-id", map[string]string{"boot/vmlinux-5.10": "mod.ko", "boot/vmlinux-6.1": "vmlinux"}, "", wanted, "boot/vmlinux-6.1"},
		{"a path for a release", map[string]string{"boot/vmlinux-x": "vmlinux", "secret": "vmlinux"}, "x/../../secret", nil, ""},
		{"broken", map[string]string{"boot/vmlinux-" + rel: "System.map"}, rel, wanted, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			for path, fixture := range tt.files {
				copyFixture(t, fixture, dir, filepath.FromSlash(path))
			}
			if got := relative(t, dir, FindVmlinux(tt.release, tt.id, []string{dir})); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if got := FindVmlinux(tt.release, tt.id, []string{filepath.Join(dir, "none")}); len(got) != 0 {
				t.Errorf("in a directory that is not there: %q", got)
			}
		})
	}
}

// TestFindSystemMap leaves out what Debian has in /boot in place of the file.
func TestFindSystemMap(t *testing.T) {
	dir := t.TempDir()
	copyFixture(t, "System.map", dir, "boot", "System.map-6.1")
	text := "ffffffffffffffff B The real System.map is in the linux-image-<version>-dbg package\n"
	if err := os.WriteFile(filepath.Join(dir, "boot", "System.map-6.2"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := relative(t, dir, FindVmlinux("", nil, []string{dir})); got != "boot/System.map-6.1" {
		t.Errorf("got %q", got)
	}
}

func TestFindModule(t *testing.T) {
	id := buildIDOf(t, "mod.ko")
	wanted, err := hex.DecodeString(id)
	if err != nil {
		t.Fatal(err)
	}
	const tree, installed = "usr/lib/debug/lib/modules/6.1/kernel/", "lib/modules/6.1/kernel/"
	for _, tt := range []struct {
		name   string
		files  map[string]string
		module string
		id     []byte
		want   string
	}{
		{"Debian", map[string]string{tree + "fs/my-mod.ko": "mod.ko", installed + "fs/my-mod.ko": "mod.loaded.ko"}, "my_mod", wanted,
			tree + "fs/my-mod.ko " + installed + "fs/my-mod.ko"},
		{"Fedora", map[string]string{tree + "fs/my-mod.ko.debug": "mod.ko.debug", installed + "fs/my-mod.ko.xz": "mod.loaded.ko.xz"}, "my_mod", wanted,
			tree + "fs/my-mod.ko.debug"},
		{"compressed alone", map[string]string{installed + "fs/my-mod.ko.zst": "mod.loaded.ko.zst"}, "my-mod", wanted, installed + "fs/my-mod.ko.zst"},
		{"without a build-id to check", map[string]string{installed + "fs/my-mod.ko.gz": "mod.loaded.ko.gz"}, "my-mod", nil, installed + "fs/my-mod.ko.gz"},
		{"user first", map[string]string{tree + "my_mod.ko": "mod.ko", "user/build/deep/my-mod.ko": "mod.zlib.ko"}, "my_mod", wanted,
			"user/build/deep/my-mod.ko " + tree + "my_mod.ko"},
		{"stale", map[string]string{tree + "my_mod.ko": "mod.ko", "user/my-mod.ko": "vmlinux"}, "my_mod", wanted, tree + "my_mod.ko"},
		{"another name", map[string]string{tree + "my_mod2.ko": "mod.ko", tree + "my_mod.o": "mod.ko", tree + "my_mod": "mod.ko"}, "my_mod", nil, ""},
		{"build-id only", map[string]string{".build-id/" + id[:2] + "/" + id[2:] + ".debug": "mod.ko.debug"}, "other_name", wanted,
			".build-id/" + id[:2] + "/" + id[2:] + ".debug"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if real, err := filepath.EvalSymlinks(dir); err == nil {
				dir = real
			}
			for path, fixture := range tt.files {
				copyFixture(t, fixture, dir, filepath.FromSlash(path))
			}
			got := relative(t, dir, FindModule(tt.module, "6.1", tt.id, []string{filepath.Join(dir, "user")}, []string{dir}))
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestFindModuleLoop has a link that leads back up, and a directory that cannot be read.
func TestFindModuleLoop(t *testing.T) {
	dir := t.TempDir()
	copyFixture(t, "mod.ko", dir, "a", "mod.ko")
	if err := os.Symlink(dir, filepath.Join(dir, "a", "up")); err != nil {
		t.Skip(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "closed"), 0); err != nil {
		t.Fatal(err)
	}
	if got := FindModule("mod", "", nil, []string{dir}, nil); len(got) != 1 {
		t.Errorf("got %q", got)
	}
	if got := FindModule("mod", "", nil, []string{filepath.Join(dir, "none")}, nil); len(got) != 0 {
		t.Errorf("got %q", got)
	}
}
