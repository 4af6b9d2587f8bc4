package source

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The rules are those of the GDB manual, "Specifying Source Directories": whole components, the first
// rule that matches, $cdir and $cwd, then the base name.
func TestCandidates(t *testing.T) {
	t.Chdir(t.TempDir())
	cwd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		rules []Rule
		dirs  []string
		in    Name
		want  []string
	}{
		{"as it is", nil, nil, Name{"kernel/fork.c", "/build"},
			[]string{"/build/kernel/fork.c", cwd + "/kernel/fork.c", "/build/build/kernel/fork.c", cwd + "/build/kernel/fork.c", "/build/fork.c", cwd + "/fork.c"}},
		{"absolute", nil, []string{"/src"}, Name{"/build/fork.c", ""},
			[]string{"/build/fork.c", "/src/build/fork.c", cwd + "/build/fork.c", "/src/fork.c", cwd + "/fork.c"}},
		{"directory is substituted", []Rule{{"/build", "/src"}}, nil, Name{"fork.c", "/build/linux"},
			[]string{"/src/linux/fork.c", cwd + "/fork.c", "/src/linux/src/linux/fork.c", cwd + "/src/linux/fork.c"}},
		{"whole components", []Rule{{"/build", "/src"}}, nil, Name{"/builder/x.c", ""},
			[]string{"/builder/x.c", cwd + "/builder/x.c", cwd + "/x.c"}},
		{"the first that matches", []Rule{{"/a/b", "/1"}, {"/a", "/2"}}, nil, Name{"/a/b/x.c", ""},
			[]string{"/1/x.c", cwd + "/1/x.c", cwd + "/x.c"}},
		{"only the first", []Rule{{"/a", "/2"}, {"/2", "/3"}}, nil, Name{"/a/x.c", ""},
			[]string{"/2/x.c", cwd + "/2/x.c", cwd + "/x.c"}},
		{"the name itself", []Rule{{"/a/x.c", "/b/y.c"}}, nil, Name{"/a/x.c", ""},
			[]string{"/b/y.c", cwd + "/b/y.c", cwd + "/y.c"}},
		{"relative compilation directory", nil, nil, Name{"fork.c", "debian/build"},
			[]string{cwd + "/debian/build/fork.c", cwd + "/fork.c", cwd + "/debian/build/debian/build/fork.c"}},
		{"nothing", nil, nil, Name{}, nil},
		{"a NUL", nil, nil, Name{"a\x00b", ""}, nil},
	} {
		f := New()
		for _, r := range tt.rules {
			f.Substitute(r.From, r.To)
		}
		f.AddDirectories(tt.dirs...)
		have := f.candidates(tt.in)
		if !slices.Equal(have, tt.want) {
			t.Errorf("%s:\nhave %s\nwant %s", tt.name, strings.Join(have, "\n     "), strings.Join(tt.want, "\n     "))
		}
	}
}

func TestRules(t *testing.T) {
	f := New()
	f.Substitute("/a/", "/b//")
	f.Substitute("/c", "/d")
	f.Substitute("/a", "/e")
	if want := []Rule{{"/c", "/d"}, {"/a", "/e"}}; !slices.Equal(f.Rules(), want) {
		t.Errorf("have %v, want %v", f.Rules(), want)
	}
	if f.Unsubstitute("/nope") || !f.Unsubstitute("/a") || !f.Unsubstitute("") || f.Unsubstitute("") {
		t.Error("rules are not dropped as they should")
	}
	f.AddDirectories("/x", "/y")
	f.AddDirectories("/y", "", "/z")
	if want := []string{"/y", "/z", "/x", CompDir, CurrentDir}; !slices.Equal(f.Directories(), want) {
		t.Errorf("have %v, want %v", f.Directories(), want)
	}
	f.SetDirectories("/q")
	if want := []string{"/q", CompDir, CurrentDir}; !slices.Equal(f.Directories(), want) {
		t.Errorf("have %v, want %v", f.Directories(), want)
	}
}

func TestNameOf(t *testing.T) {
	for _, tt := range []struct {
		file, full string
		want       Name
	}{
		{"kernel/fork.c", "/build/kernel/fork.c", Name{"kernel/fork.c", "/build"}},
		{"./arch/x.h", "/build/arch/x.h", Name{"./arch/x.h", "/build"}},
		{"../x.c", "/src/x.c", Name{"/src/x.c", ""}},
		{"/abs/x.c", "/abs/x.c", Name{"/abs/x.c", ""}},
		{"x.c", "", Name{"x.c", ""}},
		{"", "", Name{}},
	} {
		if have := NameOf(tt.file, tt.full); have != tt.want {
			t.Errorf("%q, %q: have %+v, want %+v", tt.file, tt.full, have, tt.want)
		}
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.c")
	write(t, path, "one\n\ttwo\r\n\nfour")
	f := New()
	f.SetDirectories(dir)
	file, err := f.File(Name{File: "sub/a.c"})
	if err != nil {
		t.Fatal(err)
	}
	if file.Len() != 4 || file.Path != path {
		t.Errorf("%d lines in %s", file.Len(), file.Path)
	}
	for n, want := range map[int]string{-1: "", 0: "", 1: "one", 2: "\ttwo", 3: "", 4: "four", 5: ""} {
		if have := file.Line(n); have != want {
			t.Errorf("line %d: have %q, want %q", n, have, want)
		}
	}
	if again, _ := f.File(Name{File: "a.c"}); again != file {
		t.Error("the file is read twice")
	}
	write(t, path, "changed\n")
	if err := os.Chtimes(path, time.Time{}, file.ModTime.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if again, err := f.File(Name{File: "a.c"}); err != nil || again.Line(1) != "changed" || again.Len() != 1 {
		t.Errorf("have %q of %d lines, %v", again.Line(1), again.Len(), err)
	}
	write(t, path, "")
	if again, err := f.File(Name{File: "a.c"}); err != nil || again.Len() != 0 {
		t.Errorf("an empty file has %d lines, %v", again.Len(), err)
	}
	_, err = f.File(Name{File: "nope.c", Dir: "/build"})
	var missing *MissingError
	if !errors.As(err, &missing) || !errors.Is(err, os.ErrNotExist) || missing.Tried[0] != filepath.Join(dir, "nope.c") {
		t.Errorf("have %v", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "d.c"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := f.File(Name{File: "d.c"}); err == nil {
		t.Error("a directory is a source file")
	}
}

// A file that is too long is refused without being kept.
func TestFileTooLong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "long.c")
	write(t, path, "")
	if err := os.Truncate(path, MaxSize+1); err != nil { // without a block on the disk
		t.Fatal(err)
	}
	f := New()
	if _, err := f.File(Name{File: path}); err == nil || len(f.cache.files) != 0 {
		t.Errorf("have %v, %d files kept", err, len(f.cache.files))
	}
}

func FuzzCandidates(fz *testing.F) {
	fz.Add("kernel/fork.c", "/build", "/build", "/src")
	fz.Add("../../x.c", "..", "..", "")
	fz.Fuzz(func(t *testing.T, file, dir, from, to string) {
		f := New()
		f.Substitute(from, to)
		list := f.candidates(Name{file, dir})
		if len(list) > 3*3 {
			t.Errorf("%d places", len(list))
		}
		for _, p := range list {
			if !filepath.IsAbs(p) {
				t.Errorf("%q is relative", p)
			}
		}
	})
}
