package kbreak

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// graph is which packages of this module each package may import, test files left out. It is the
// architecture: change it here only with a reason that ARCHITECTURE.md gives. The test below fails
// on an import that is not listed, on a package that is not listed, and on a line of ARCHITECTURE.md
// that differs.
const graph = `
mem:
arch:               mem
transport:
rsp:                mem
rsp/rsptest:        rsp
console:            rsp
symbols/link:
symbols/ctype:
symbols/elffile:
symbols/cfi:        symbols/link
symbols/orc:        symbols/link symbols/cfi
symbols/btf:        symbols/ctype
symbols/debuginfo:  symbols/link symbols/ctype
symbols/expr:       mem arch symbols/link
symbols:            mem symbols/*
kernel:             mem arch symbols symbols/*
debugger/unwind:    mem arch symbols symbols/*
debugger/value:     mem arch symbols/*
debugger/disasm:    mem arch
debugger/source:
debugger/eval:      mem arch symbols/* debugger/value
debugger/points:    mem arch rsp debugger/disasm
debugger:           mem arch rsp symbols symbols/* kernel debugger/unwind debugger/value debugger/disasm debugger/eval debugger/source debugger/points
debugger/repl:      mem arch debugger debugger/source debugger/disasm
cmd/kbreak:         *
examples/...:       *
`

func TestImports(t *testing.T) {
	allowed := make(map[string][]string)
	var order []string
	for line := range strings.Lines(graph) {
		if pkg, deps, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			allowed[pkg] = strings.Fields(deps)
			order = append(order, pkg)
		}
	}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != "." || path == "build") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		pkg := filepath.ToSlash(filepath.Dir(path))
		rule := ""
		for _, name := range order {
			if matches(name, pkg) {
				rule = name
			}
		}
		if rule == "" {
			t.Errorf("%s: package %s is not in the import graph", path, pkg)
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			dep, ok := strings.CutPrefix(strings.Trim(imp.Path.Value, `"`), "kbreak/")
			if !ok {
				continue
			}
			if !slices.ContainsFunc(allowed[rule], func(p string) bool { return matches(p, dep) }) {
				t.Errorf("%s: %s may not import %s", path, pkg, dep)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// matches reports whether pkg is what pattern names: itself, "*" (all), "x/*" (directly below x)
// or "x/..." (x and all below it).
func matches(pattern, pkg string) bool {
	if pattern == "*" || pattern == pkg {
		return true
	}
	if dir, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == dir || strings.HasPrefix(pkg, dir+"/")
	}
	if dir, ok := strings.CutSuffix(pattern, "/*"); ok {
		rest, below := strings.CutPrefix(pkg, dir+"/")
		return below && !strings.Contains(rest, "/")
	}
	return false
}

func TestArchitectureShowsTheGraph(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), graph) {
		t.Error("ARCHITECTURE.md does not show the import graph of imports_test.go")
	}
}
