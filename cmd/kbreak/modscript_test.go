package main

import (
	"archive/tar"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestModscript(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"mod/sections/.text":   "0xffffffffc0201000\n",
		"mod/sections/.data":   "0xffffffffc0203000\n",
		"other/sections/.text": "0xffffffffc0301000\n",
		"release":              "6.1.0-test\n",
	}
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for name, text := range files {
		path := filepath.Join(dir, "copy", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := w.WriteHeader(&tar.Header{Name: "./" + name, Size: int64(len(text)), Mode: 0o600, Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	archive := filepath.Join(dir, "copy.tar")
	if err := os.WriteFile(archive, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	modules := filepath.Join(dir, "with a blank")
	data, err := os.ReadFile("../../symbols/testdata/mod.ko")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(modules, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(modules, "mod.ko"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{filepath.Join(dir, "copy"), archive} {
		out, stderr, status := kbreak(t, "", "modscript", "--module-path", modules, source)
		want := "# Where the modules of 6.1.0-test are, from " + source + ".\n" +
			"add-symbol-file " + strings.ReplaceAll(modules, " ", `\ `) + "/mod.ko 0xffffffffc0201000 -s .data 0xffffffffc0203000\n" +
			"# other: no file was found: use --module-path\n"
		if out != want || stderr != "" || status != 0 {
			t.Errorf("%s: status %d %s\nhave %s\nwant %s", source, status, stderr, out, want)
		}
	}
	script := filepath.Join(dir, "script")
	if _, stderr, status := kbreak(t, "", "modscript", "--module-path", modules, "-o", script, archive); status != 0 {
		t.Errorf("status %d %s", status, stderr)
	}
	out, stderr, status := kbreak(t, "", "--batch", "-e", "set confirm off", "-x", script, "-e", "info symbol 0xffffffffc0201000")
	if status != 0 || !strings.Contains(out, " of mod\n") {
		t.Errorf("the script: status %d\n%s%s", status, out, stderr)
	}
	for name, args := range map[string][]string{
		"modscript needs TARGET":     {"modscript"},
		"takes no options but":       {"modscript", "--batch", archive},
		"no MODULE/sections in it":   {"modscript", modules},
		"archive/tar: invalid":       {"modscript", filepath.Join(modules, "mod.ko")},
		"option -o is for modscript": {"-o", "x", ":1"},
	} {
		if _, stderr, status := kbreak(t, "", args...); status == 0 || !strings.Contains(stderr, name) {
			t.Errorf("%q: status %d, %s", args, status, stderr)
		}
	}
}
